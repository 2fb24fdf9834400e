/** The lines that gc.set_debug() puts on stderr. */
import { i32, type Ptr } from '../memory/heap'
import { hexAddress } from '../object/abstract/object-protocol'
import { GC_GENERATION, GC_PERMANENT } from '../object/alloc'
import { clockNs } from '../object/clock'
import { typeName } from '../object/errors'
import { OB_TYPE } from '../object/layout'
import { listSize } from './gc-list'

let write: (text: string) => void = () => {}
/** Where sys.stderr's lines go (PySys_FormatStderr). */
export function setDebugOutput(f: (text: string) => void): void {
  write = f
}

let startedAt = 0

export function debugHeader(generation: number): void {
  startedAt = clockNs()
  write(`gc: collecting generation ${generation}...\n`)
  const sizes = [0, 1, 2].map((g) => listSize(GC_GENERATION(g))).join(' ')
  write(`gc: objects in each generation: ${sizes}\n`)
  write(`gc: objects in permanent generation: ${listSize(GC_PERMANENT)}\n`)
}

export const debugCycle = (what: string, o: Ptr): void =>
  write(`gc: ${what} <${typeName(i32[(o + OB_TYPE) >> 2])} ${hexAddress(o)}>\n`)

export function debugFooter(unreachable: number, uncollectable: number): void {
  const elapsed = (clockNs() - startedAt) / 1e9
  write(`gc: done, ${unreachable} unreachable, ${uncollectable} uncollectable, ${elapsed.toFixed(4)}s elapsed\n`)
}
