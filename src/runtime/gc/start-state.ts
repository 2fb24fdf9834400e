/**
 * Where CPython's own start leaves the collector. Importing its frozen import system makes more objects than this process
 * does, so a script would meet its first automatic collections later here, and full ones earlier (25 % rule). Measured on
 * CPython 3.11.7 with -S at the first line of an empty script.
 */
import { i32 } from '../memory/heap'
import { GC_GENERATION, GC_STATS, GEN_COUNT } from '../object/alloc'

/** Allocations less deallocations since the last collection, when the script is about to be compiled. */
const COUNT = 420
/** Collections of generation 0 so far, and the objects they freed. */
const COLLECTIONS = 6
const COLLECTED = 24

/** Objects in the oldest generation of CPython that this process has no need of: they count for the 25 % rule. */
export const OBJECTS_OF_THE_IMPORT_SYSTEM = 682

/** Called when the interpreter has started. */
export function startWhereCPythonDoes(): void {
  i32[(GC_GENERATION(0) + GEN_COUNT) >> 2] = COUNT
  i32[(GC_GENERATION(1) + GEN_COUNT) >> 2] = COLLECTIONS
  i32[GC_STATS(0) >> 2] = COLLECTIONS
  i32[(GC_STATS(0) + 8) >> 2] = COLLECTED
}
