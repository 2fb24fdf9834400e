/**
 * The cost model: predicted nanoseconds of CPython 3.11 for what the process does. `node scripts/calibrate.mjs` measures the table
 * anew in a real CPython. All of them are whole numbers: the clock counts in nanoseconds, and a fraction would be lost at
 * moments that depend on who looks.
 */
import table from './cpython311-costs.json'

export interface Costs {
  /** Entry of a Python function. */
  call: number
  /** One pass through a loop, and each instruction of the block it turns in. */
  block: number
  instruction: number
  /** A block of pymalloc. */
  smallAllocation: number
  smallFree: number
  /** A chunk of the system malloc. */
  largeAllocation: number
  largeFree: number
  /** First touch of a page. */
  page: number
  /** A collection: what it takes at least, each object it looks at, and for a full one emptying the free lists. */
  collection: number
  candidate: number
  clearFreeLists: number
}

export const COSTS: Readonly<Costs> = table
