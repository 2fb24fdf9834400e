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

const hidden = new Map<Ptr, (o: Ptr, visit: VisitRoot) => void>()
/** References that instances of a type own and their tp_traverse does not show. */
export function addHiddenReferences(type: Ptr, f: (o: Ptr, visit: VisitRoot) => void): void {
  hidden.set(type, f)
}
export const hiddenReferences = (type: Ptr, o: Ptr, visit: VisitRoot): void =>
  hidden.get(type)?.(o, (v) => {
    if (v !== 0) visit(v)
  })
