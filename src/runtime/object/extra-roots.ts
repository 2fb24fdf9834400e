/**
 * References held outside objects: in static memory or JavaScript variables of a module. Only the heap verifier asks; a file that
 * keeps such a reference registers it here.
 */
import type { Ptr } from '../memory/heap'

export type VisitRoot = (o: Ptr) => void
const all: ((visit: VisitRoot) => void)[] = []

export function addRoots(f: (visit: VisitRoot) => void): void {
  all.push(f)
}

/** One call per owned reference. */
export function extraRoots(visit: VisitRoot): void {
  for (const f of all) {
    f((o) => {
      if (o !== 0) visit(o)
    })
  }
}
