/**
 * The virtual clock: predicted nanoseconds since the process started. Generated code counts a budget word down (see
 * eval/safe-point.ts), the allocators count what they do anyway, and everything else that takes time charges it here. Two int32
 * words hold what has passed before the present quantum. What the clock says does not depend on who looks, or how often.
 */
import { VM_PAGE_FAULTS } from '../memory/address-map'
import { i32 } from '../memory/heap'
import { CHUNKS_ALLOCATED, CHUNKS_FREED } from '../memory/malloc-layout'
import { BLOCKS_ALLOCATED, BLOCKS_FREED } from '../memory/pymalloc-layout'
import { staticAlloc } from '../memory/static-data'
import { COSTS } from '../profile/costs'
import { TS_BUDGET } from './interp'

/** Predicted nanoseconds between two safe points, allocations aside. */
export const QUANTUM_NS = 20_000

const SECONDS = staticAlloc(8, 8) >> 2
const NANOSECONDS = staticAlloc(8, 8) >> 2
const BUDGET = TS_BUDGET >> 2

/** Counters of the allocators, modulo 2^32, and what one of each costs. */
const COUNTERS = [BLOCKS_ALLOCATED, BLOCKS_FREED, CHUNKS_ALLOCATED, CHUNKS_FREED, VM_PAGE_FAULTS].map((p) => p >> 2)
const { smallAllocation, smallFree, largeAllocation, largeFree, page } = COSTS
/** Where each of them stood when it was last charged. */
const CHARGED = staticAlloc(COUNTERS.length * 4, 8) >> 2

/** What the counters have cost since they were last charged. */
function uncharged(): number {
  return (
    since(0) * smallAllocation +
    since(1) * smallFree +
    since(2) * largeAllocation +
    since(3) * largeFree +
    since(4) * page
  )
}

const since = (k: number): number => (i32[COUNTERS[k]] - i32[CHARGED + k]) >>> 0

function rememberCounters(): void {
  for (let k = 0; k < COUNTERS.length; k++) i32[CHARGED + k] = i32[COUNTERS[k]]
}

/** Adds ns to the clock. */
export function chargeTime(ns: number): void {
  const total = i32[NANOSECONDS] + ns
  i32[SECONDS] += Math.floor(total / 1e9)
  i32[NANOSECONDS] = total % 1e9
}

/** Moves what the running quantum has used to the clock and starts a new one. */
export function newQuantum(): void {
  chargeTime(QUANTUM_NS - i32[BUDGET] + uncharged())
  rememberCounters()
  i32[BUDGET] = QUANTUM_NS
}

/** Virtual time in ns (a double, exact below 2^53). */
export const clockNs = (): number => i32[SECONDS] * 1e9 + i32[NANOSECONDS] + (QUANTUM_NS - i32[BUDGET]) + uncharged()

export function resetClock(): void {
  i32[SECONDS] = 0
  i32[NANOSECONDS] = 0
  i32[BUDGET] = QUANTUM_NS
  rememberCounters()
}
