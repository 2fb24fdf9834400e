/** Walking dicts in insertion order (CPython Objects/dictobject.c, _PyDict_Next and _PyDict_MaybeUntrack). */
import { i32, type Ptr, u8 } from '../../memory/heap'
import { isTracked, PyObject_GC_UnTrack } from '../alloc'
import {
  DICT_KEYS,
  DICT_KEYS_GENERAL,
  DICT_USED,
  DICT_VALUES,
  DK_KIND,
  DK_NENTRIES,
  GENERAL_ENTRY,
  UNICODE_ENTRY,
  UNICODE_HASH,
} from '../layout'
import { dkEntries, dkIsUnicode, dkNentries, dkValueWord } from './dict-keys'
import { PyDict_CheckExact } from './dict-object'
import { valuesOrder } from './dict-values'
import { _PyObject_GC_MAY_BE_TRACKED } from './tuple-core'

/** Filled by dictNext: borrowed key and value, and the key's hash. One cursor: copy out before the next call. */
export const entry = { key: 0, value: 0, lo: 0, hi: 0 }

/**
 * Walks a dict: start with pos 0, go on with the returned position until -1; the entry is in `entry` (_PyDict_Next). The
 * dict must not be resized meanwhile, unless the caller checks for it.
 */
export function dictNext(d: Ptr, pos: number): number {
  const dk = i32[(d + DICT_KEYS) >> 2]
  const values = i32[(d + DICT_VALUES) >> 2]
  if (values !== 0) {
    if (pos < 0 || pos >= i32[(d + DICT_USED) >> 2]) return -1
    const ix = valuesOrder(values, pos)
    entry.key = i32[(dkEntries(dk) + ix * UNICODE_ENTRY) >> 2]
    entry.value = i32[(values + ix * 8) >> 2]
    entry.lo = i32[(entry.key + UNICODE_HASH) >> 2]
    entry.hi = i32[(entry.key + UNICODE_HASH + 4) >> 2]
    return pos + 1
  }
  const n = i32[(dk + DK_NENTRIES) >> 2]
  if (u8[dk + DK_KIND] !== DICT_KEYS_GENERAL) {
    let w = (dkEntries(dk) + pos * UNICODE_ENTRY) >> 2
    while (pos < n && i32[w + 2] === 0) {
      pos++
      w += 4
    }
    if (pos >= n) return -1
    entry.key = i32[w]
    entry.value = i32[w + 2]
    entry.lo = i32[(entry.key + UNICODE_HASH) >> 2]
    entry.hi = i32[(entry.key + UNICODE_HASH + 4) >> 2]
    return pos + 1
  }
  let w = (dkEntries(dk) + pos * GENERAL_ENTRY) >> 2
  while (pos < n && i32[w + 4] === 0) {
    pos++
    w += 6
  }
  if (pos >= n) return -1
  entry.lo = i32[w]
  entry.hi = i32[w + 1]
  entry.key = i32[w + 2]
  entry.value = i32[w + 4]
  return pos + 1
}

/** Untracks an exact dict that can no longer be part of a cycle; a full collection calls it (_PyDict_MaybeUntrack). */
export function _PyDict_MaybeUntrack(d: Ptr): void {
  if (!PyDict_CheckExact(d) || !isTracked(d)) return
  const dk = i32[(d + DICT_KEYS) >> 2]
  const values = i32[(d + DICT_VALUES) >> 2]
  const n = dkNentries(dk)
  for (let i = 0; i < n; i++) {
    const v = values !== 0 ? i32[(values + i * 8) >> 2] : i32[dkValueWord(dk, i)]
    if (v === 0) continue
    if (_PyObject_GC_MAY_BE_TRACKED(v)) return
    if (!dkIsUnicode(dk) && _PyObject_GC_MAY_BE_TRACKED(i32[dkValueWord(dk, i) - 2])) return
  }
  PyObject_GC_UnTrack(d)
}
