/**
 * tuple: memory and primitive operations (CPython Objects/tupleobject.c).
 *
 * Free lists, one per length 1..20, at most 2,000 tuples each, linked through item 0. Freed tuples of length 20 are
 * parked but never taken back: allocation looks at lengths 1..19 only (a quirk of 3.11 that block counts show).
 */
import { f64, i32, type Ptr } from '../../memory/heap'
import { staticAlloc } from '../../memory/static-data'
import {
  isTracked,
  PyObject_GC_Del,
  PyObject_GC_NewVar,
  PyObject_GC_Resize,
  PyObject_GC_Track,
  PyObject_GC_UnTrack,
  traceNewReference,
} from '../alloc'
import { badInternalCall } from '../errors'
import { FN, type inquiry } from '../fn-table'
import { initHeader, Py_DECREF, Py_SIZE, Py_TYPE, Py_XDECREF, typeFlagOf } from '../header'
import { TP_FLAGS, TP_IS_GC, TPFLAGS_HAVE_GC, TPFLAGS_TUPLE_SUBCLASS, TUPLE_ITEM } from '../layout'
import { EMPTY_TUPLE, IMMORTAL_REFCNT, PyTuple_Type } from '../types'

export const PyTuple_MAXSAVESIZE = 20
const PyTuple_MAXFREELIST = 2000
/** Head (0) and number (8) of the free list of length n at (n - 1) * 16. */
const FREE: Ptr = staticAlloc(PyTuple_MAXSAVESIZE * 16, 16)

initHeader(EMPTY_TUPLE, PyTuple_Type)
i32[EMPTY_TUPLE >> 2] = IMMORTAL_REFCNT

export const PyTuple_CheckExact = (o: Ptr): boolean => Py_TYPE(o) === PyTuple_Type
export const PyTuple_Check = (o: Ptr): boolean => typeFlagOf(o, TPFLAGS_TUPLE_SUBCLASS)
export const PyTuple_GET_SIZE = Py_SIZE
/** Borrowed item i. */
export const PyTuple_GET_ITEM = (t: Ptr, i: number): Ptr => i32[(t + TUPLE_ITEM + i * 8) >> 2]
/** Stores an owned reference; the old content is not looked at. */
export function PyTuple_SET_ITEM(t: Ptr, i: number, v: Ptr): void {
  i32[(t + TUPLE_ITEM + i * 8) >> 2] = v
}
/** Address of item 0: usable as an argument array. */
export const PyTuple_ITEMS = (t: Ptr): Ptr => t + TUPLE_ITEM

/** Memory for a tuple of n > 0 items: untracked, items not written (tuple_alloc). */
export function _PyTuple_Alloc(n: number): Ptr {
  if (n < PyTuple_MAXSAVESIZE) {
    const slot = (FREE + (n - 1) * 16) >> 2
    const o = i32[slot]
    if (o !== 0) {
      i32[slot] = i32[(o + TUPLE_ITEM) >> 2]
      i32[slot + 2]--
      i32[o >> 2] = 1
      traceNewReference(o)
      return o
    }
  }
  return PyObject_GC_NewVar(PyTuple_Type, n)
}

/** A new tuple of n NULL items, tracked; () is the shared empty tuple. */
export function PyTuple_New(n: number): Ptr {
  if (n === 0) {
    i32[EMPTY_TUPLE >> 2]++
    return EMPTY_TUPLE
  }
  const o = _PyTuple_Alloc(n)
  if (o === 0) return 0
  for (let d = (o + TUPLE_ITEM) >> 3, end = d + n; d < end; d++) f64[d] = 0
  PyObject_GC_Track(o)
  return o
}

/** A tuple of n references copied from the array at `items` (8 bytes apart), each one incremented (_PyTuple_FromArray). */
export function _PyTuple_FromArray(items: Ptr, n: number): Ptr {
  if (n === 0) return PyTuple_New(0)
  const o = _PyTuple_Alloc(n)
  if (o === 0) return 0
  for (let i = 0, w = (o + TUPLE_ITEM) >> 2, s = items >> 2; i < n; i++, w += 2, s += 2) {
    const v = i32[s]
    i32[v >> 2]++
    i32[w] = v
    i32[w + 1] = 0
  }
  PyObject_GC_Track(o)
  return o
}

/** As _PyTuple_FromArray, but takes over the references; on failure they are dropped (_PyTuple_FromArraySteal). */
export function _PyTuple_FromArraySteal(items: Ptr, n: number): Ptr {
  if (n === 0) return PyTuple_New(0)
  const o = _PyTuple_Alloc(n)
  if (o === 0) {
    for (let i = 0; i < n; i++) Py_DECREF(i32[(items + i * 8) >> 2])
    return 0
  }
  for (let i = 0, w = (o + TUPLE_ITEM) >> 2, s = items >> 2; i < n; i++, w += 2, s += 2) {
    i32[w] = i32[s]
    i32[w + 1] = 0
  }
  PyObject_GC_Track(o)
  return o
}

/** A tuple of the given borrowed references. */
export function PyTuple_Pack(...items: Ptr[]): Ptr {
  const n = items.length
  const o = PyTuple_New(n)
  if (o === 0) return 0
  for (let i = 0; i < n; i++) {
    i32[items[i] >> 2]++
    i32[(o + TUPLE_ITEM + i * 8) >> 2] = items[i]
  }
  return o
}

/** PyTuple_Pack(a), without the rest array. */
export function PyTuple_Pack1(a: Ptr): Ptr {
  const o = PyTuple_New(1)
  if (o === 0) return 0
  i32[a >> 2]++
  i32[(o + TUPLE_ITEM) >> 2] = a
  return o
}

/** PyTuple_Pack(a, b), without the rest array. */
export function PyTuple_Pack2(a: Ptr, b: Ptr): Ptr {
  const o = PyTuple_New(2)
  if (o === 0) return 0
  i32[a >> 2]++
  i32[b >> 2]++
  i32[(o + TUPLE_ITEM) >> 2] = a
  i32[(o + TUPLE_ITEM + 8) >> 2] = b
  return o
}

/** A new tuple of items lo..hi; the whole of an exact tuple is the tuple itself (PyTuple_GetSlice). */
export function PyTuple_GetSlice(t: Ptr, lo: number, hi: number): Ptr {
  const n = Py_SIZE(t)
  if (lo < 0) lo = 0
  if (hi > n) hi = n
  if (hi < lo) hi = lo
  if (lo === 0 && hi === n && PyTuple_CheckExact(t)) {
    i32[t >> 2]++
    return t
  }
  return _PyTuple_FromArray(t + TUPLE_ITEM + lo * 8, hi - lo)
}

/**
 * Resizes a tuple that only the caller owns; returns the new address, or 0 with an error set (the old one is gone then).
 * As in CPython the result is tracked again at the end of generation 0.
 */
export function _PyTuple_Resize(t: Ptr, n: number): Ptr {
  const old = Py_SIZE(t)
  if (t !== EMPTY_TUPLE && i32[t >> 2] !== 1) {
    Py_XDECREF(t)
    return badInternalCall('_PyTuple_Resize')
  }
  if (old === n) return t
  if (n === 0 || old === 0) {
    Py_DECREF(t)
    return PyTuple_New(n)
  }
  if (isTracked(t)) PyObject_GC_UnTrack(t)
  for (let i = n; i < old; i++) {
    const w = (t + TUPLE_ITEM + i * 8) >> 2
    const v = i32[w]
    i32[w] = 0
    Py_XDECREF(v)
  }
  const o = PyObject_GC_Resize(t, n)
  if (o === 0) {
    PyObject_GC_Del(t)
    return 0
  }
  i32[o >> 2] = 1
  for (let w = (o + TUPLE_ITEM + old * 8) >> 2, end = (o + TUPLE_ITEM + n * 8) >> 2; w < end; w++) i32[w] = 0
  PyObject_GC_Track(o)
  return o
}

/** Keeps a dead exact tuple of length n for reuse; false: too long, or enough of them. */
export function parkTuple(o: Ptr, n: number): boolean {
  if (n <= 0 || n > PyTuple_MAXSAVESIZE) return false
  const slot = (FREE + (n - 1) * 16) >> 2
  if (i32[slot + 2] >= PyTuple_MAXFREELIST) return false
  i32[(o + TUPLE_ITEM) >> 2] = i32[slot]
  i32[slot] = o
  i32[slot + 2]++
  return true
}

/** Number of parked tuples of length n (sys._debugmallocstats). */
export const tupleFreeListCount = (n: number): number => i32[(FREE + (n - 1) * 16 + 8) >> 2]

/** Gives every parked tuple back to the allocator (a full collection does; _PyTuple_ClearFreeList). */
export function _PyTuple_ClearFreeList(): void {
  for (let n = 1; n <= PyTuple_MAXSAVESIZE; n++) {
    const slot = (FREE + (n - 1) * 16) >> 2
    let o = i32[slot]
    i32[slot] = 0
    i32[slot + 2] = 0
    while (o !== 0) {
      const next = i32[(o + TUPLE_ITEM) >> 2]
      PyObject_GC_Del(o)
      o = next
    }
  }
}

/** Can the collector ever track this object? Its type is GC, and so says tp_is_gc where there is one (PyObject_IS_GC). */
export function PyObject_IS_GC(o: Ptr): boolean {
  const type = Py_TYPE(o)
  if ((i32[(type + TP_FLAGS) >> 2] & TPFLAGS_HAVE_GC) === 0) return false
  const isGc = i32[(type + TP_IS_GC) >> 2]
  return isGc === 0 || (FN[isGc] as inquiry)(o) !== 0
}

/** False only for objects that cannot be part of a cycle now or later: atoms and untracked exact tuples (_PyObject_GC_MAY_BE_TRACKED). */
export function _PyObject_GC_MAY_BE_TRACKED(o: Ptr): boolean {
  if ((i32[(Py_TYPE(o) + TP_FLAGS) >> 2] & TPFLAGS_HAVE_GC) === 0) return false
  return PyObject_IS_GC(o) && (Py_TYPE(o) !== PyTuple_Type || isTracked(o))
}

/** Untracks an exact tuple none of whose items can ever be tracked; the collector calls it for survivors (_PyTuple_MaybeUntrack). */
export function _PyTuple_MaybeUntrack(t: Ptr): void {
  if (!PyTuple_CheckExact(t) || !isTracked(t)) return
  const n = Py_SIZE(t)
  for (let i = 0; i < n; i++) {
    const v = PyTuple_GET_ITEM(t, i)
    // a NULL item: still under construction
    if (v === 0 || _PyObject_GC_MAY_BE_TRACKED(v)) return
  }
  PyObject_GC_UnTrack(t)
}
