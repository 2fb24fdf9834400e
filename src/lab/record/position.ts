/** Where the scenario is: the innermost running frame whose code comes from the scenario's own file. */
import { lineOf } from '../../runtime/eval/traceback'
import { i32, type Ptr, u8 } from '../../runtime/memory/heap'
import { TS_FRAME } from '../../runtime/object/interp'
import * as L from '../../runtime/object/layout'
import { strToJS } from '../../runtime/object/text/str-core'

const W_FRAME = TS_FRAME >> 2
const W_CODE = L.FRAME_CODE >> 2
const W_PREVIOUS = L.FRAME_PREVIOUS >> 2
const W_PREV_INSTR = L.FRAME_PREV_INSTR >> 2

/** Before its RESUME a function is still being called: what happens is its caller's (_PyFrame_IsIncomplete). */
export const isIncomplete = (w: number): boolean =>
  i32[w + W_PREV_INSTR] < i32[(i32[w + W_CODE] + L.CO_FIRSTTRACEABLE) >> 2] &&
  u8[(w << 2) + L.FRAME_OWNER] !== L.FRAME_OWNED_BY_GENERATOR

export const codeFile = (code: Ptr): string => strToJS(i32[(code + L.CO_FILENAME) >> 2])
export const codeName = (code: Ptr): string => strToJS(i32[(code + L.CO_QUALNAME) >> 2])

/** Line of the file that is running, 0 when none of its code is on the stack. */
export function runningLine(file: string): number {
  for (let f = i32[W_FRAME]; f !== 0; f = i32[(f >> 2) + W_PREVIOUS]) {
    const w = f >> 2
    if (isIncomplete(w)) continue
    const code = i32[w + W_CODE]
    if (codeFile(code) === file) return Math.max(lineOf(code, i32[w + W_PREV_INSTR]), 0)
  }
  return 0
}
