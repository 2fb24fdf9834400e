/**
 * Line events of code generated for debugging (compile/4-generate/line-events.ts says where they are due). Generated code
 * tests one word; only when it is set does an observer hear of the line. Whatever the observer does, it may not change the
 * process: no allocation, no count, no virtual time. Then a run that is stopped at lines equals one that is not.
 */
import { i32, type Ptr } from '../memory/heap'
import { staticAlloc } from '../memory/static-data'
import { FW_CODE, FW_PREV_INSTR } from './frame-stack'
import { lineOf } from './traceback'

/** Address of the word that generated code tests. */
export const LINE_EVENTS_WANTED = staticAlloc(8, 8)

/** Called with the frame and the line it begins; the frame's position is exact. -1 with an error set interrupts the program. */
export type LineObserver = (f: Ptr, line: number) => number

let observer: LineObserver = () => 0
export function setLineObserver(f: LineObserver): void {
  observer = f
}

/** Switches the calls on or off; code that was generated without line events makes none in any case. */
export function wantLineEvents(on: boolean): void {
  i32[LINE_EVENTS_WANTED >> 2] = on ? 1 : 0
}

/** Frame f begins a line with the instruction at `unit`. */
export function lineEvent(f: Ptr, unit: number, line: number): number {
  const word = (f >> 2) + FW_PREV_INSTR
  // the frame shows the line while it is looked at; what follows must find the position it would find without us
  const before = i32[word]
  i32[word] = unit
  const r = observer(f, line)
  i32[word] = before
  return r
}

/** As lineEvent at the start of a handler: the instruction before is the one that failed, which the frame still names. */
export function lineEventInHandler(f: Ptr, unit: number, line: number): number {
  const w = f >> 2
  return lineOf(i32[w + FW_CODE], i32[w + FW_PREV_INSTR]) === line ? 0 : lineEvent(f, unit, line)
}
