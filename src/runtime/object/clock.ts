/**
 * The virtual clock: predicted nanoseconds since the process started. Generated code counts a budget word down (see
 * eval/safe-point.ts); everything else that takes time charges it here. Two int32 words hold what has passed before the
 * present quantum.
 */
import { i32 } from '../memory/heap'
import { staticAlloc } from '../memory/static-data'
import { TS_BUDGET } from './interp'

/** Predicted nanoseconds between two safe points. */
export const QUANTUM_NS = 20_000

const SECONDS = staticAlloc(8, 8) >> 2
const NANOSECONDS = staticAlloc(8, 8) >> 2
const BUDGET = TS_BUDGET >> 2

/** Adds ns to the clock. */
export function chargeTime(ns: number): void {
  const total = i32[NANOSECONDS] + ns
  i32[SECONDS] += Math.floor(total / 1e9)
  i32[NANOSECONDS] = total % 1e9
}

/** Moves what the running quantum has used to the clock and starts a new one. */
export function newQuantum(): void {
  chargeTime(QUANTUM_NS - i32[BUDGET])
  i32[BUDGET] = QUANTUM_NS
}

/** Virtual time in ns (a double, exact below 2^53). */
export const clockNs = (): number => i32[SECONDS] * 1e9 + i32[NANOSECONDS] + (QUANTUM_NS - i32[BUDGET])

export function resetClock(): void {
  i32[SECONDS] = 0
  i32[NANOSECONDS] = 0
  i32[BUDGET] = QUANTUM_NS
}
