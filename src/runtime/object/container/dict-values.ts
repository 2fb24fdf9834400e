/**
 * Values arrays of split dicts and of instances without a dict (PyDictValues, CPython 3.11):
 *
 *   [P bytes of prefix: ..., key index 1, key index 0, number of values set, P] [values: 8 bytes each]
 *                                                                              ^ the address everybody holds
 * The prefix records in which order the attributes were set; P = roundup8(capacity + 2).
 */
import { memFree, memMalloc } from '../../memory/domains'
import { i32, type Ptr, u8 } from '../../memory/heap'
import { PyErr_NoMemory } from '../errors-core'

/** A fresh array with no value set; 0 + MemoryError on failure (new_values + the clearing its callers do). */
export function new_values(capacity: number): Ptr {
  const prefix = (capacity + 2 + 7) & ~7
  const mem = memMalloc(prefix + capacity * 8)
  if (mem === 0) return PyErr_NoMemory()
  const values = mem + prefix
  u8[values - 1] = prefix
  u8[values - 2] = 0
  for (let w = values >> 2, end = w + capacity * 2; w < end; w++) i32[w] = 0
  return values
}

export function free_values(values: Ptr): void {
  memFree(values - u8[values - 1])
}

/** Number of values set. */
export const valuesCount = (values: Ptr): number => u8[values - 2]
/** Key index of the i-th value in the order of setting. */
export const valuesOrder = (values: Ptr, i: number): number => u8[values - 3 - i]
export const valuesGet = (values: Ptr, ix: number): Ptr => i32[(values + ix * 8) >> 2]

/** Records that key ix was set last (_PyDictValues_AddToInsertionOrder). */
export function _PyDictValues_AddToInsertionOrder(values: Ptr, ix: number): void {
  const n = u8[values - 2]
  u8[values - 3 - n] = ix
  u8[values - 2] = n + 1
}

/** Takes key ix out of the order (delete_index_from_values). */
export function delete_index_from_values(values: Ptr, ix: number): void {
  const n = u8[values - 2]
  let i = 0
  while (u8[values - 3 - i] !== ix) i++
  for (; i < n - 1; i++) u8[values - 3 - i] = u8[values - 4 - i]
  u8[values - 2] = n - 1
}
