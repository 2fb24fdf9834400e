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

export interface LineSubscription {
  /** Whether lines are to be reported; at first they are not. Code generated without line events reports none in any case. */
  want(on: boolean): void
  remove(): void
}

let present: readonly LineObserver[] = []
const subscriptions = new Map<LineSubscription, LineObserver>()

function update(): void {
  present = [...subscriptions.values()]
  i32[LINE_EVENTS_WANTED >> 2] = present.length > 0 ? 1 : 0
}

/** Observers are called in the order in which they began to want lines; after one that interrupts, the others are not. */
export function observeLines(observer: LineObserver): LineSubscription {
  const s: LineSubscription = {
    want(on) {
      if (on === subscriptions.has(s)) return
      if (on) subscriptions.set(s, observer)
      else subscriptions.delete(s)
      update()
    },
    remove: () => s.want(false),
  }
  return s
}

/** Frame f begins a line with the instruction at `unit`. */
export function lineEvent(f: Ptr, unit: number, line: number): number {
  const word = (f >> 2) + FW_PREV_INSTR
  // the frame shows the line while it is looked at; what follows must find the position it would find without us
  const before = i32[word]
  i32[word] = unit
  let r = 0
  const all = present
  for (let i = 0; r === 0 && i < all.length; i++) r = all[i](f, line)
  i32[word] = before
  return r
}

/** As lineEvent at the start of a handler: the instruction before is the one that failed, which the frame still names. */
export function lineEventInHandler(f: Ptr, unit: number, line: number): number {
  const w = f >> 2
  return lineOf(i32[w + FW_CODE], i32[w + FW_PREV_INSTR]) === line ? 0 : lineEvent(f, unit, line)
}
