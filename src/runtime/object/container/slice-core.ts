/** slice objects and index arithmetic (CPython Objects/sliceobject.c). One freed slice object is kept for the next. */
import { i32, type Ptr } from '../../memory/heap'
import { staticAlloc } from '../../memory/static-data'
import { PyIndex_Check, PyNumber_AsSsize_t } from '../abstract/number-protocol'
import { PyObject_GC_Del, PyObject_GC_New, PyObject_GC_Track, PyObject_GC_UnTrack, traceNewReference } from '../alloc'
import { raise, typeError } from '../errors'
import { PyErr_Occurred } from '../errors-core'
import type { destructor } from '../fn-table'
import { Py_DECREF, Py_TYPE } from '../header'
import { SIZEOF_SLICE, SLICE_START, SLICE_STEP, SLICE_STOP } from '../layout'
import { PyLong_FromSsize_t } from '../number/int-core'
import { Py_None, PyExc_ValueError, PySlice_Type } from '../types'

/** The parked slice object, 0 when there is none. */
export const SLICE_CACHE: Ptr = staticAlloc(8, 8)

export const PySlice_Check = (o: Ptr): boolean => Py_TYPE(o) === PySlice_Type
export const PY_SSIZE_T_MAX = 2 ** 63
export const PY_SSIZE_T_MIN = -(2 ** 63)

/** slice(start, stop, step) of borrowed references; 0 stands for None. */
export function PySlice_New(start: Ptr, stop: Ptr, step: Ptr): Ptr {
  let o = i32[SLICE_CACHE >> 2]
  if (o !== 0) {
    i32[SLICE_CACHE >> 2] = 0
    i32[o >> 2] = 1
    traceNewReference(o)
  } else {
    o = PyObject_GC_New(PySlice_Type, SIZEOF_SLICE)
    if (o === 0) return 0
  }
  store(o, SLICE_START, start || Py_None)
  store(o, SLICE_STOP, stop || Py_None)
  store(o, SLICE_STEP, step || Py_None)
  PyObject_GC_Track(o)
  return o
}

function store(o: Ptr, offset: number, v: Ptr): void {
  i32[v >> 2]++
  i32[(o + offset) >> 2] = v
  i32[(o + offset + 4) >> 2] = 0
}

/** slice(start, stop) for two indexes (_PySlice_FromIndices). */
export function _PySlice_FromIndices(start: number, stop: number): Ptr {
  const a = PyLong_FromSsize_t(start)
  if (a === 0) return 0
  const b = PyLong_FromSsize_t(stop)
  const s = b === 0 ? 0 : PySlice_New(a, b, 0)
  Py_DECREF(a)
  if (b !== 0) Py_DECREF(b)
  return s
}

export const slice_dealloc: destructor = (o) => {
  PyObject_GC_UnTrack(o)
  Py_DECREF(i32[(o + SLICE_STEP) >> 2])
  Py_DECREF(i32[(o + SLICE_START) >> 2])
  Py_DECREF(i32[(o + SLICE_STOP) >> 2])
  if (i32[SLICE_CACHE >> 2] === 0) i32[SLICE_CACHE >> 2] = o
  else PyObject_GC_Del(o)
}

/** An index given as an object, clamped; NaN with an error set (_PyEval_SliceIndex). */
export function _PyEval_SliceIndex(v: Ptr, ifNone: number): number {
  if (v === Py_None) return ifNone
  if (!PyIndex_Check(v)) {
    typeError('slice indices must be integers or None or have an __index__ method')
    return Number.NaN
  }
  const i = PyNumber_AsSsize_t(v, 0)
  return i === -1 && PyErr_Occurred() ? Number.NaN : i
}

/** Filled by PySlice_Unpack and adjusted by PySlice_AdjustIndices. Copy out before Python code may run. */
export const range = { start: 0, stop: 0, step: 1, length: 0 }

/** Reads a slice object into `range`; false with an error set. */
export function PySlice_Unpack(s: Ptr): boolean {
  const step = _PyEval_SliceIndex(i32[(s + SLICE_STEP) >> 2], 1)
  if (Number.isNaN(step)) return false
  if (step === 0) {
    raise(PyExc_ValueError, 'slice step cannot be zero')
    return false
  }
  const start = _PyEval_SliceIndex(i32[(s + SLICE_START) >> 2], step < 0 ? PY_SSIZE_T_MAX : 0)
  if (Number.isNaN(start)) return false
  const stop = _PyEval_SliceIndex(i32[(s + SLICE_STOP) >> 2], step < 0 ? PY_SSIZE_T_MIN : PY_SSIZE_T_MAX)
  if (Number.isNaN(stop)) return false
  range.start = start
  range.stop = stop
  range.step = step
  return true
}

/** Clips `range` to a sequence of n items; returns (and stores) the number of items selected. */
export function PySlice_AdjustIndices(n: number): number {
  const { step } = range
  const clip = (i: number): number => {
    if (i < 0) {
      const j = i + n
      return j < 0 ? (step < 0 ? -1 : 0) : j
    }
    return i >= n ? (step < 0 ? n - 1 : n) : i
  }
  const start = clip(range.start)
  const stop = clip(range.stop)
  range.start = start
  range.stop = stop
  let length = 0
  if (step < 0) {
    if (stop < start) length = Math.floor((start - stop - 1) / -step) + 1
  } else if (start < stop) length = Math.floor((stop - start - 1) / step) + 1
  range.length = length
  return length
}

/** As _PyEval_SliceIndex, but None is no index either (_PyEval_SliceIndexNotNone). */
export function _PyEval_SliceIndexNotNone(v: Ptr): number {
  if (!PyIndex_Check(v)) {
    typeError('slice indices must be integers or have an __index__ method')
    return Number.NaN
  }
  const i = PyNumber_AsSsize_t(v, 0)
  return i === -1 && PyErr_Occurred() ? Number.NaN : i
}
