/**
 * Copying and merging dicts and building them from arrays (CPython Objects/dictobject.c). Where a mapping that is no
 * dict is merged, its keys() are asked.
 */
import { i32, type Ptr, u8 } from '../../memory/heap'
import { PyIter_Next, PyObject_GetIter } from '../abstract/iter-protocol'
import { PyMapping_Keys } from '../abstract/mapping-protocol'
import { PyObject_GetItem } from '../abstract/sequence-protocol'
import { isTracked, PyObject_GC_New, PyObject_GC_Track } from '../alloc'
import { raise } from '../errors'
import { PyErr_Occurred } from '../errors-core'
import { Py_DECREF, Py_TYPE } from '../header'
import { DICT_KEYS, DICT_USED, DICT_VALUES, OB_TYPE, SIZEOF_DICT, TP_ITER } from '../layout'
import { PyDict_Type, PyExc_RuntimeError, PyUnicode_Type } from '../types'
import {
  dictkeys_decref,
  dictkeys_incref,
  dkIsUnicode,
  dkLog2,
  dkNentries,
  estimate_log2_keysize,
  PyDict_LOG_MINSIZE,
  shared_keys_usable_size,
  usableFraction,
} from './dict-keys'
import { dictContainsKnownHash, PyDict_Contains } from './dict-lookup'
import {
  clone_combined_dict_keys,
  dict_new_presized,
  dictresize,
  initDict,
  insertdict,
  new_dict,
  nextVersion,
  PyDict_Check,
  PyDict_New,
  setKeyError,
} from './dict-object'
import { PyDict_SetItem } from './dict-store'
import { free_values, new_values } from './dict-values'
import { dictNext, entry } from './dict-walk'

/** What happens to keys that are there already: keep = they win, replace = the merged mapping wins, raise = KeyError. */
export type MergeMode = 'keep' | 'replace' | 'raise'

/** Does walking this object as a dict show what its iterator would (exact dict and subclasses without __iter__)? */
export const hasDictIter = (d: Ptr): boolean => i32[(Py_TYPE(d) + TP_ITER) >> 2] === i32[(PyDict_Type + TP_ITER) >> 2]

/** A new dict with the same items; the table is cloned when at least 2/3 of its entries live. */
export function PyDict_Copy(d: Ptr): Ptr {
  const used = i32[(d + DICT_USED) >> 2]
  if (used === 0) return PyDict_New()
  if (i32[(d + DICT_VALUES) >> 2] !== 0) return copySplit(d, used)
  if (hasDictIter(d) && used >= Math.floor((dkNentries(i32[(d + DICT_KEYS) >> 2]) * 2) / 3)) {
    const dk = clone_combined_dict_keys(d)
    if (dk === 0) return 0
    const copy = new_dict(dk, 0, used, false)
    if (copy !== 0 && isTracked(d)) PyObject_GC_Track(copy)
    return copy
  }
  const copy = PyDict_New()
  if (copy === 0 || dict_merge(copy, d, 'replace') === 0) return copy
  Py_DECREF(copy)
  return 0
}

/** The copy of a split dict shares the table; its object is always a fresh block (the free list is not asked). */
function copySplit(d: Ptr, used: number): Ptr {
  const keys = i32[(d + DICT_KEYS) >> 2]
  const values = i32[(d + DICT_VALUES) >> 2]
  const size = shared_keys_usable_size(keys)
  const fresh = new_values(size)
  if (fresh === 0) return 0
  const copy = PyObject_GC_New(PyDict_Type, SIZEOF_DICT)
  if (copy === 0) {
    free_values(fresh)
    return 0
  }
  for (let i = 2; i <= u8[fresh - 1]; i++) u8[fresh - i] = u8[values - i]
  dictkeys_incref(keys)
  initDict(copy, keys, fresh, used)
  for (let i = 0; i < size; i++) {
    const v = i32[(values + i * 8) >> 2]
    if (v !== 0) i32[v >> 2]++
    i32[(fresh + i * 8) >> 2] = v
  }
  if (isTracked(d)) PyObject_GC_Track(copy)
  return copy
}

/** Merges mapping b into dict a; 0, or -1 with an error. */
export function dict_merge(a: Ptr, b: Ptr, mode: MergeMode): number {
  return PyDict_Check(b) && hasDictIter(b) ? mergeDict(a, b, mode) : mergeMapping(a, b, mode)
}

export const PyDict_Merge = (a: Ptr, b: Ptr, override: boolean): number =>
  dict_merge(a, b, override ? 'replace' : 'keep')
export const PyDict_Update = (a: Ptr, b: Ptr): number => dict_merge(a, b, 'replace')

function mergeDict(a: Ptr, b: Ptr, mode: MergeMode): number {
  const used = i32[(b + DICT_USED) >> 2]
  if (a === b || used === 0) return 0
  const theirs = i32[(b + DICT_KEYS) >> 2]
  if (i32[(a + DICT_USED) >> 2] === 0) {
    // no key of an empty dict can clash
    mode = 'replace'
    if (
      i32[(b + DICT_VALUES) >> 2] === 0 &&
      used === dkNentries(theirs) &&
      (dkLog2(theirs) === PyDict_LOG_MINSIZE || usableFraction(dkLog2(theirs) - 1) < used)
    ) {
      return cloneInto(a, b, used)
    }
  }
  // one resize ahead, as if no key clashed
  if (
    usableFraction(dkLog2(i32[(a + DICT_KEYS) >> 2])) < used &&
    dictresize(a, estimate_log2_keysize(i32[(a + DICT_USED) >> 2] + used), dkIsUnicode(theirs)) < 0
  ) {
    return -1
  }
  const entries = dkNentries(theirs)
  for (let pos = dictNext(b, 0); pos >= 0; pos = dictNext(b, pos)) {
    if (mergeEntry(a, mode) < 0) return -1
    if (entries !== dkNentries(i32[(b + DICT_KEYS) >> 2])) {
      raise(PyExc_RuntimeError, 'dict mutated during update')
      return -1
    }
  }
  return 0
}

/** Inserts the entry under the cursor; it is held while Python code may run. */
function mergeEntry(a: Ptr, mode: MergeMode): number {
  const { key, value, lo, hi } = entry
  i32[key >> 2]++
  i32[value >> 2]++
  let status = mode === 'replace' ? 0 : dictContainsKnownHash(a, key, lo, hi)
  if (status === 0) {
    i32[key >> 2]++
    i32[value >> 2]++
    status = insertdict(a, key, lo, hi, value)
  } else if (status > 0) {
    status = 0
    if (mode === 'raise') {
      setKeyError(key)
      status = -1
    }
  }
  Py_DECREF(value)
  Py_DECREF(key)
  return status
}

function cloneInto(a: Ptr, b: Ptr, used: number): number {
  const dk = clone_combined_dict_keys(b)
  if (dk === 0) return -1
  const values = i32[(a + DICT_VALUES) >> 2]
  dictkeys_decref(i32[(a + DICT_KEYS) >> 2])
  i32[(a + DICT_KEYS) >> 2] = dk
  if (values !== 0) {
    i32[(a + DICT_VALUES) >> 2] = 0
    free_values(values)
  }
  i32[(a + DICT_USED) >> 2] = used
  nextVersion(a)
  if (isTracked(b) && !isTracked(a)) PyObject_GC_Track(a)
  return 0
}

function mergeMapping(a: Ptr, b: Ptr, mode: MergeMode): number {
  const keys = PyMapping_Keys(b)
  if (keys === 0) return -1
  const it = PyObject_GetIter(keys)
  Py_DECREF(keys)
  if (it === 0) return -1
  for (let key = PyIter_Next(it); key !== 0; key = PyIter_Next(it)) {
    const status = mergeKey(a, b, key, mode)
    Py_DECREF(key)
    if (status < 0) {
      Py_DECREF(it)
      return -1
    }
  }
  Py_DECREF(it)
  return PyErr_Occurred() ? -1 : 0
}

function mergeKey(a: Ptr, b: Ptr, key: Ptr, mode: MergeMode): number {
  if (mode !== 'replace') {
    const found = PyDict_Contains(a, key)
    if (found < 0) return -1
    if (found > 0) {
      if (mode === 'keep') return 0
      setKeyError(key)
      return -1
    }
  }
  const value = PyObject_GetItem(b, key)
  if (value === 0) return -1
  const status = PyDict_SetItem(a, key, value)
  Py_DECREF(value)
  return status
}

/**
 * A dict of n pairs: keys at `keys`, values at `values`, both `stride` bytes apart, all borrowed (BUILD_MAP:
 * _PyDict_FromItems). Presized as a str table when every key is an exact str.
 */
export function _PyDict_FromItems(keys: Ptr, values: Ptr, stride: number, n: number): Ptr {
  let unicode = true
  for (let k = 0; k < n && unicode; k++) {
    unicode = i32[(i32[(keys + k * stride) >> 2] + OB_TYPE) >> 2] === PyUnicode_Type
  }
  const d = dict_new_presized(n, unicode)
  if (d === 0) return 0
  for (let i = 0; i < n; i++) {
    if (PyDict_SetItem(d, i32[(keys + i * stride) >> 2], i32[(values + i * stride) >> 2]) < 0) {
      Py_DECREF(d)
      return 0
    }
  }
  return d
}
