/**
 * Safe points: generated code subtracts predicted nanoseconds from one budget word at function entries and loop
 * back-edges; when it falls below zero this runs. It advances the virtual clock, and lets the host's observer sample,
 * enforce the time limit, pause or stop. Everything asynchronous happens here and nowhere else.
 */
import { i32, type Ptr } from '../memory/heap'
import { staticAlloc } from '../memory/static-data'
import { TS_BUDGET } from '../object/interp'

/** Predicted nanoseconds between two visits. */
export const QUANTUM_NS = 20_000

/** Virtual time in ns of the last visit, as seconds and nanoseconds words (both int32). */
const CLOCK_S = staticAlloc(8, 8) >> 2
const CLOCK_NS = staticAlloc(8, 8) >> 2
const BUDGET = TS_BUDGET >> 2

/** Called at each visit with the running frame; returns -1 with an error set to interrupt the program. */
export type SafePointObserver = (f: Ptr) => number
let observer: SafePointObserver = () => 0
export function setSafePointObserver(f: SafePointObserver): void {
  observer = f
}

function advance(ns: number): void {
  const total = i32[CLOCK_NS] + ns
  i32[CLOCK_S] += Math.floor(total / 1e9)
  i32[CLOCK_NS] = total % 1e9
}

/** 0, or -1 with an error set. */
export function safePoint(f: Ptr): number {
  advance(QUANTUM_NS - i32[BUDGET])
  i32[BUDGET] = QUANTUM_NS
  return observer(f)
}

/** Virtual time in ns since the process started (a double: exact below 2^53). */
export function virtualTimeNs(): number {
  return i32[CLOCK_S] * 1e9 + i32[CLOCK_NS] + (QUANTUM_NS - i32[BUDGET])
}

/** Charges ns of predicted time outside generated code (collections, sleep). */
export function chargeTime(ns: number): void {
  advance(ns)
}

export function resetClock(): void {
  i32[CLOCK_S] = 0
  i32[CLOCK_NS] = 0
  i32[BUDGET] = QUANTUM_NS
}
