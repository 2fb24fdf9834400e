/** Set algebra (CPython Objects/setobject.c): which operand is walked decides the table order of the result. */
import { i32, type Ptr } from '../../memory/heap'
import { PyObject_GetIter } from '../abstract/iter-protocol'
import { PyErr_Occurred } from '../errors-core'
import { Py_DECREF, Py_TYPE } from '../header'
import { HASH_HI } from '../interp'
import { SET_ENTRY, SET_FILL, SET_HASH, SET_MASK, SET_SMALLTABLE, SET_TABLE, SET_USED } from '../layout'
import { PyType_IsSubtype } from '../type/subtype'
import { PyFrozenSet_Type, PySet_Type } from '../types'
import { dictContainsKnownHash, keyHash } from './dict-lookup'
import { PyDict_CheckExact, PyDict_GET_SIZE } from './dict-object'
import { dictNext, entry } from './dict-walk'
import { nextItem } from './next-item'
import {
  make_new_set,
  PyAnySet_Check,
  PyAnySet_CheckExact,
  set_add_entry,
  set_clear_internal,
  set_contains_entry,
  set_contains_key,
  set_discard_entry,
  set_discard_key,
  set_table_resize,
  set_update_internal,
  setEntry,
  setFill,
  setMask,
  setNext,
  setUsed,
} from './set-core'

/** A set of the built-in type behind s's type (make_new_set_basetype). */
export function newSetLike(s: Ptr, iterable: Ptr): Ptr {
  let type = Py_TYPE(s)
  if (type !== PySet_Type && type !== PyFrozenSet_Type) {
    type = PyType_IsSubtype(type, PySet_Type) ? PySet_Type : PyFrozenSet_Type
  }
  return make_new_set(type, iterable)
}

/** Drops a half-made result unless status is 0. */
export function resultIfOk(set: Ptr, status: number): Ptr {
  if (status === 0 || set === 0) return set
  Py_DECREF(set)
  return 0
}

type Visit = (key: Ptr, lo: number, hi: number) => number

/** Calls f on each element, held meanwhile, until it returns non-zero, which is the result; 0 at the end. */
function eachElement(s: Ptr, f: Visit): number {
  for (let pos = setNext(s, 0); pos >= 0; pos = setNext(s, pos)) {
    const { key, lo, hi } = setEntry
    i32[key >> 2]++
    const r = f(key, lo, hi)
    Py_DECREF(key)
    if (r !== 0) return r
  }
  return 0
}

/** The same for any iterable, hashing each item; -1 with an error set. */
function eachItem(iterable: Ptr, f: (key: Ptr) => number): number {
  const it = PyObject_GetIter(iterable)
  if (it === 0) return -1
  let r = 0
  while (r === 0) {
    const key = nextItem(it)
    if (key === 0) {
      if (PyErr_Occurred()) r = -1
      break
    }
    r = f(key)
    Py_DECREF(key)
  }
  Py_DECREF(it)
  return r
}

export const set_copy = (s: Ptr): Ptr => newSetLike(s, s)

export function set_difference_update_internal(s: Ptr, other: Ptr): number {
  if (s === other) {
    set_clear_internal(s)
    return 0
  }
  const status = PyAnySet_Check(other)
    ? removeElements(s, other)
    : eachItem(other, (key) => (set_discard_key(s, key) < 0 ? -1 : 0))
  if (status < 0) return -1
  // dummies are cleared away when they fill more than a quarter of the table
  if (setFill(s) - setUsed(s) <= Math.floor(setMask(s) / 4)) return 0
  return set_table_resize(s, setUsed(s) > 50000 ? setUsed(s) * 2 : setUsed(s) * 4)
}

function removeElements(s: Ptr, other: Ptr): number {
  // of a far bigger set only the common elements are walked
  let walked = other
  if (setUsed(other) >> 3 > setUsed(s)) {
    walked = set_intersection(s, other)
    if (walked === 0) return -1
  } else i32[walked >> 2]++
  const status = eachElement(walked, (key, lo, hi) => (set_discard_entry(s, key, lo, hi) < 0 ? -1 : 0))
  Py_DECREF(walked)
  return status
}

export function set_difference(s: Ptr, other: Ptr): Ptr {
  const isDict = PyDict_CheckExact(other)
  const size = PyAnySet_Check(other) ? setUsed(other) : isDict ? PyDict_GET_SIZE(other) : -1
  if (size < 0 || setUsed(s) >> 2 > size) {
    const copy = set_copy(s)
    return copy === 0 ? 0 : resultIfOk(copy, set_difference_update_internal(copy, other))
  }
  const r = newSetLike(s, 0)
  if (r === 0) return 0
  const contains = isDict ? dictContainsKnownHash : set_contains_entry
  const status = eachElement(s, (key, lo, hi) => {
    const found = contains(other, key, lo, hi)
    return found < 0 ? -1 : found > 0 ? 0 : set_add_entry(r, key, lo, hi)
  })
  return resultIfOk(r, status)
}

export function set_intersection(s: Ptr, other: Ptr): Ptr {
  if (s === other) return set_copy(s)
  const r = newSetLike(s, 0)
  if (r === 0) return 0
  const addCommon = (set: Ptr, key: Ptr, lo: number, hi: number): number => {
    const found = set_contains_entry(set, key, lo, hi)
    return found > 0 ? set_add_entry(r, key, lo, hi) : found
  }
  let status: number
  if (PyAnySet_Check(other)) {
    const [big, small] = setUsed(other) > setUsed(s) ? [other, s] : [s, other]
    status = eachElement(small, (key, lo, hi) => addCommon(big, key, lo, hi))
  } else {
    status = eachItem(other, (key) => {
      const lo = keyHash(key)
      const hi = i32[HASH_HI >> 2]
      return lo === -1 && hi === -1 ? -1 : addCommon(s, key, lo, hi)
    })
  }
  return resultIfOk(r, status)
}

/** Removes what is in both, adds what is only in other; 0 or -1. */
export function set_symmetric_difference_update(s: Ptr, other: Ptr): number {
  if (s === other) {
    set_clear_internal(s)
    return 0
  }
  const toggle: Visit = (key, lo, hi) => {
    const gone = set_discard_entry(s, key, lo, hi)
    return gone < 0 ? -1 : gone > 0 ? 0 : set_add_entry(s, key, lo, hi)
  }
  if (PyDict_CheckExact(other)) {
    for (let pos = dictNext(other, 0); pos >= 0; pos = dictNext(other, pos)) {
      const { key, lo, hi } = entry
      i32[key >> 2]++
      const status = toggle(key, lo, hi)
      Py_DECREF(key)
      if (status < 0) return -1
    }
    return 0
  }
  let set = other
  if (PyAnySet_Check(other)) i32[set >> 2]++
  else set = newSetLike(s, other)
  if (set === 0) return -1
  const status = eachElement(set, toggle)
  Py_DECREF(set)
  return status
}

export function set_symmetric_difference(s: Ptr, other: Ptr): Ptr {
  const r = newSetLike(s, other)
  return r === 0 ? 0 : resultIfOk(r, set_symmetric_difference_update(r, s))
}

/** 1, 0 or -1. */
export function set_issubset(s: Ptr, other: Ptr): number {
  if (!PyAnySet_Check(other)) {
    const common = set_intersection(s, other)
    if (common === 0) return -1
    const all = setUsed(common) === setUsed(s)
    Py_DECREF(common)
    return all ? 1 : 0
  }
  if (setUsed(s) > setUsed(other)) return 0
  const missing = eachElement(s, (key, lo, hi) => {
    const found = set_contains_entry(other, key, lo, hi)
    return found < 0 ? -1 : 1 - found
  })
  return missing < 0 ? -1 : 1 - missing
}

/** 1, 0 or -1. */
export function set_issuperset(s: Ptr, other: Ptr): number {
  if (PyAnySet_Check(other)) return set_issubset(other, s)
  const missing = eachItem(other, (key) => {
    const found = set_contains_key(s, key)
    return found < 0 ? -1 : 1 - found
  })
  return missing < 0 ? -1 : 1 - missing
}

/** 1, 0 or -1. */
export function set_isdisjoint(s: Ptr, other: Ptr): number {
  if (s === other) return setUsed(s) === 0 ? 1 : 0
  let common: number
  if (PyAnySet_CheckExact(other)) {
    const [big, small] = setUsed(other) > setUsed(s) ? [other, s] : [s, other]
    common = eachElement(small, (key, lo, hi) => set_contains_entry(big, key, lo, hi))
  } else common = eachItem(other, (key) => set_contains_key(s, key))
  return common < 0 ? -1 : 1 - common
}

/** s |= each of the others; 0 or -1. */
export function updateAll(s: Ptr, others: Ptr[]): number {
  for (const other of others) if (s !== other && set_update_internal(s, other) < 0) return -1
  return 0
}

/** Exchanges contents of two sets (set_swap_bodies). */
export function set_swap_bodies(a: Ptr, b: Ptr): void {
  const inlineA = i32[(a + SET_TABLE) >> 2] === a + SET_SMALLTABLE
  const inlineB = i32[(b + SET_TABLE) >> 2] === b + SET_SMALLTABLE
  for (const offset of [SET_FILL, SET_USED, SET_MASK, SET_TABLE]) swapWords(a + offset, b + offset)
  if (inlineB) i32[(a + SET_TABLE) >> 2] = a + SET_SMALLTABLE
  if (inlineA) i32[(b + SET_TABLE) >> 2] = b + SET_SMALLTABLE
  if (inlineA || inlineB) {
    for (let k = 0; k < 8 * SET_ENTRY; k += 4) swapWords(a + SET_SMALLTABLE + k, b + SET_SMALLTABLE + k)
  }
  const frozen = PyType_IsSubtype(Py_TYPE(a), PyFrozenSet_Type) && PyType_IsSubtype(Py_TYPE(b), PyFrozenSet_Type)
  for (const w of [SET_HASH, SET_HASH + 4]) {
    if (frozen) swapWords(a + w, b + w)
    else {
      i32[(a + w) >> 2] = -1
      i32[(b + w) >> 2] = -1
    }
  }
}

function swapWords(p: Ptr, q: Ptr): void {
  const t = i32[p >> 2]
  i32[p >> 2] = i32[q >> 2]
  i32[q >> 2] = t
}
