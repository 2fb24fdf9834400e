/**
 * Dict displays with a few str keys, `{'a': x, 'b': y}`: the allocations and the resulting bytes are those of an empty dict
 * that is given one key after the other, without the general insertion's lookups in between.
 */
import { i8, i32, type Ptr } from '../../memory/heap'
import { Py_DECREF } from '../header'
import {
  DICT_KEYS,
  DICT_USED,
  DK_INDICES,
  DK_NENTRIES,
  DK_USABLE,
  OB_TYPE,
  UNICODE_ENTRY,
  UNICODE_HASH,
} from '../layout'
import { unicode_hash } from '../text/str-compare'
import { PyUnicode_Type } from '../types'
import { dkEntries, find_empty_slot, new_keys_object, PyDict_LOG_MINSIZE } from './dict-keys'
import { maintainTracking, nextVersion, PyDict_New } from './dict-object'

/** Keys that fit the smallest table. */
export const LITERAL_MAX = 5

/** Do n keys, `stride` bytes apart, fit the smallest table and are they all exact strs? */
export function areLiteralKeys(keys: Ptr, stride: number, n: number): boolean {
  if (n === 0 || n > LITERAL_MAX) return false
  for (let i = 0; i < n; i++) {
    if (i32[(i32[(keys + i * stride) >> 2] + OB_TYPE) >> 2] !== PyUnicode_Type) return false
  }
  return true
}

/**
 * A new dict of the leading pairs whose keys have different hashes; keys and values are borrowed. The number stored is left
 * in `stored`: the caller inserts the rest (a key that occurs twice) in the general way. 0 + MemoryError.
 */
export function newLiteralDict(keys: Ptr, values: Ptr, stride: number, n: number): Ptr {
  const d = PyDict_New()
  if (d === 0) return 0
  const dk = new_keys_object(PyDict_LOG_MINSIZE, true)
  if (dk === 0) {
    Py_DECREF(d)
    return 0
  }
  i32[(d + DICT_KEYS) >> 2] = dk
  const entries = dkEntries(dk) >> 2
  let i = 0
  for (let w = entries; i < n; i++, w += UNICODE_ENTRY >> 2) {
    const key = i32[(keys + i * stride) >> 2]
    const value = i32[(values + i * stride) >> 2]
    const lo = unicode_hash(key)
    let slot = lo & 7
    if (i8[dk + DK_INDICES + slot] !== -1) {
      if (sameHash(entries, i, lo)) break
      slot = find_empty_slot(dk, lo, i32[(key + UNICODE_HASH + 4) >> 2])
    }
    i8[dk + DK_INDICES + slot] = i
    i32[key >> 2]++
    i32[value >> 2]++
    i32[w] = key
    i32[w + 2] = value
    maintainTracking(d, key, value)
    nextVersion(d)
  }
  i32[(d + DICT_USED) >> 2] = i
  i32[(dk + DK_USABLE) >> 2] -= i
  i32[(dk + DK_NENTRIES) >> 2] = i
  stored = i
  return d
}

/** Pairs that the last newLiteralDict stored. */
export let stored = 0

function sameHash(entries: number, n: number, lo: number): boolean {
  for (let i = 0, w = entries; i < n; i++, w += UNICODE_ENTRY >> 2) {
    if (i32[(i32[w] + UNICODE_HASH) >> 2] === lo) return true
  }
  return false
}
