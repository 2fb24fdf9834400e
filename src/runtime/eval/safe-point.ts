/**
 * Safe points: generated code subtracts predicted nanoseconds from one budget word at function entries and loop
 * back-edges; when it falls below zero this runs. The host's observer samples, enforces the time limit, pauses or stops
 * here: everything asynchronous happens at safe points and nowhere else.
 */
import type { Ptr } from '../memory/heap'
import { newQuantum } from '../object/clock'

/** Called at each visit with the running frame; returns -1 with an error set to interrupt the program. */
export type SafePointObserver = (f: Ptr) => number

let observer: SafePointObserver = () => 0
export function setSafePointObserver(f: SafePointObserver): void {
  observer = f
}

/** 0, or -1 with an error set. */
export function safePoint(f: Ptr): number {
  newQuantum()
  return observer(f)
}
