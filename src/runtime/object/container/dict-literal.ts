/**
 * Dict displays with a few str keys, `{'a': x, 'b': y}`: the allocations and the resulting bytes are those of an empty dict
 * that is given one key after the other, without the general insertion's lookups in between.
 */
import { i8, i32, type Ptr } from '../../memory/heap'
import { PyObject_GC_Track } from '../alloc'
import { Py_DECREF } from '../header'
import {
  DICT_KEYS,
  DICT_USED,
  DK_INDICES,
  DK_NENTRIES,
  DK_USABLE,
  OB_TYPE,
  TP_FLAGS,
  TPFLAGS_HAVE_GC,
  UNICODE_ENTRY,
  UNICODE_HASH,
} from '../layout'
import { unicode_hash } from '../text/str-compare'
import { PyUnicode_Type } from '../types'
import { find_empty_slot, newSmallStrKeys, PyDict_LOG_MINSIZE } from './dict-keys'
import { addVersions, PyDict_New } from './dict-object'
import { PyDict_SetItem } from './dict-store'
import { _PyObject_GC_MAY_BE_TRACKED } from './tuple-core'

/** Keys that fit the smallest table. */
const LITERAL_MAX = 5
const FIRST_ENTRY = DK_INDICES + (1 << PyDict_LOG_MINSIZE)
/** literalDict: this is none. */
export const NO_LITERAL = -1

/**
 * A new dict of n pairs, keys at `keys`, values at `values`, both `stride` bytes apart. The keys are borrowed, the values' references
 * taken over, also on failure (0 + error). NO_LITERAL, with nothing done: a key is no str, or they are too many.
 */
export function literalDict(keys: Ptr, values: Ptr, stride: number, n: number): Ptr {
  if (n === 0 || n > LITERAL_MAX) return NO_LITERAL
  const step = stride >> 2
  const k = keys >> 2
  const v = values >> 2
  for (let i = 0, at = k; i < n; i++, at += step) {
    if (i32[(i32[at] + OB_TYPE) >> 2] !== PyUnicode_Type) return NO_LITERAL
  }
  const d = PyDict_New()
  const dk = d === 0 ? 0 : newSmallStrKeys()
  if (dk === 0) {
    if (d !== 0) Py_DECREF(d)
    for (let i = 0; i < n; i++) Py_DECREF(i32[v + i * step])
    return 0
  }
  i32[(d + DICT_KEYS) >> 2] = dk
  const entries = (dk + FIRST_ENTRY) >> 2
  let track = false
  let i = 0
  for (; i < n; i++) {
    const key = i32[k + i * step]
    let lo = i32[(key + UNICODE_HASH) >> 2]
    // perhaps not computed yet
    if (lo === -1) lo = unicode_hash(key)
    let slot = lo & 7
    if (i8[dk + DK_INDICES + slot] !== -1) {
      if (sameHash(entries, i, lo)) break
      slot = find_empty_slot(dk, lo, i32[(key + UNICODE_HASH + 4) >> 2])
    }
    i8[dk + DK_INDICES + slot] = i
    i32[key >> 2]++
    const value = i32[v + i * step]
    i32[entries + i * (UNICODE_ENTRY >> 2)] = key
    i32[entries + i * (UNICODE_ENTRY >> 2) + 2] = value
    if (!track && i32[(i32[(value + OB_TYPE) >> 2] + TP_FLAGS) >> 2] & TPFLAGS_HAVE_GC) {
      track = _PyObject_GC_MAY_BE_TRACKED(value)
    }
  }
  i32[(d + DICT_USED) >> 2] = i
  i32[(dk + DK_USABLE) >> 2] = LITERAL_MAX - i
  i32[(dk + DK_NENTRIES) >> 2] = i
  addVersions(d, i)
  if (track) PyObject_GC_Track(d)
  return i === n ? d : addRest(d, k, v, step, i, n)
}

/** The pairs from number i on, of which the first has a key that may be there already. */
function addRest(d: Ptr, k: number, v: number, step: number, i: number, n: number): Ptr {
  let failed = false
  for (; i < n; i++) {
    const value = i32[v + i * step]
    if (!failed) failed = PyDict_SetItem(d, i32[k + i * step], value) < 0
    Py_DECREF(value)
  }
  if (!failed) return d
  Py_DECREF(d)
  return 0
}

function sameHash(entries: number, n: number, lo: number): boolean {
  for (let i = 0, w = entries; i < n; i++, w += UNICODE_ENTRY >> 2) {
    if (i32[(i32[w] + UNICODE_HASH) >> 2] === lo) return true
  }
  return false
}
