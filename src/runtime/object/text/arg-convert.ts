/** Conversions of arguments as CPython's Argument Clinic and PyArg_ParseTuple do them; null or false with an error set. */
import type { Ptr } from '../../memory/heap'
import { i32 } from '../../memory/heap'
import { _PyNumber_Index, PyIndex_Check, PyNumber_AsSsize_t } from '../abstract/number-protocol'
import { PyObject_IsTrue } from '../abstract/object-protocol'
import { dictNext, entry, PyDict_GET_SIZE } from '../container/dict-core'
import { raise, typeError, typeNameOf } from '../errors'
import { PyErr_Occurred } from '../errors-core'
import { Py_DECREF, Py_SIZE } from '../header'
import { SLICE_START, SLICE_STEP, SLICE_STOP, TUPLE_ITEM } from '../layout'
import { longOverflow, PyLong_AsLongAndOverflow, PyLong_AsSsize_t } from '../number/int-core'
import { bindKeywords, bindPositional, type Keywords, type Signature } from '../type/arg-parse'
import { Py_None, PyExc_OverflowError, PyExc_ValueError } from '../types'
import { PyUnicode_Check } from './str-build'
import { PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND, PyUnicode_READ, strToJS } from './str-core'

export const MAX_INDEX = 2 ** 53

/** "f() argument 1 must be str, not int"; what is e.g. 'argument 1', "argument 'sep'" or 'argument'. */
export const badArgument = (fname: string, what: string, expected: string, arg: Ptr): 0 =>
  typeError(`${fname}() ${what} must be ${expected}, not ${arg === Py_None ? 'None' : typeNameOf(arg)}`)

export function isStrArg(fname: string, what: string, arg: Ptr): boolean {
  return PyUnicode_Check(arg) || badArgument(fname, what, 'str', arg) !== 0
}

/** A Py_ssize_t argument; null + error. */
export function ssizeArg(arg: Ptr): number | null {
  const v = _PyNumber_Index(arg)
  if (v === 0) return null
  const n = PyLong_AsSsize_t(v)
  Py_DECREF(v)
  return n === -1 && PyErr_Occurred() ? null : n
}

/** A C int argument; null + error (_PyLong_AsInt). */
export function intArg(arg: Ptr): number | null {
  const v = _PyNumber_Index(arg)
  if (v === 0) return null
  const n = PyLong_AsLongAndOverflow(v)
  const overflow = longOverflow !== 0 || n > 0x7fffffff || n < -0x80000000
  Py_DECREF(v)
  if (!overflow) return n
  raise(PyExc_OverflowError, 'Python int too large to convert to C int')
  return null
}

/** A truth value argument; null + error. */
export function boolArg(arg: Ptr): boolean | null {
  const r = PyObject_IsTrue(arg)
  return r < 0 ? null : r !== 0
}

/** A C string argument (encoding names and the like); null + error. */
export function textArg(fname: string, what: string, arg: Ptr): string | null {
  if (!isStrArg(fname, what, arg)) return null
  const kind = PyUnicode_KIND(arg)
  const data = PyUnicode_DATA(arg)
  for (let i = 0; i < PyUnicode_GET_LENGTH(arg); i++) {
    if (PyUnicode_READ(kind, data, i) === 0) {
      raise(PyExc_ValueError, 'embedded null character')
      return null
    }
  }
  return strToJS(arg)
}

/** A slice bound: None or absent gives the default (_PyEval_SliceIndex); null + error. */
export function sliceIndex(arg: Ptr, absent: number): number | null {
  if (arg === 0 || arg === Py_None) return absent
  if (!PyIndex_Check(arg)) {
    typeError('slice indices must be integers or None or have an __index__ method')
    return null
  }
  const n = PyNumber_AsSsize_t(arg, 0)
  return n === -1 && PyErr_Occurred() ? null : n
}

/** start and end fitted into 0..length as slices do; end < start may remain (ADJUST_INDICES). */
export function adjustIndices(start: number, end: number, length: number): [number, number] {
  let s = start
  let e = end
  if (e > length) e = length
  else if (e < 0) e = Math.max(0, e + length)
  if (s < 0) s = Math.max(0, s + length)
  return [s, e]
}

/** (sub, start, end) of find, count, startswith ...: an argument tuple of 1 to 3 items; null + error. */
export function parseFinds(fname: string, args: Ptr): { sub: Ptr; start: number; end: number } | null {
  const n = Py_SIZE(args)
  if (n < 1 || n > 3) {
    const bound = n < 1 ? 'at least 1 argument' : 'at most 3 arguments'
    typeError(`${fname}() takes ${bound} (${n} given)`)
    return null
  }
  const item = (i: number): Ptr => (i < n ? i32[(args + TUPLE_ITEM + 8 * i) >> 2] : 0)
  const start = sliceIndex(item(1), 0)
  if (start === null) return null
  const end = sliceIndex(item(2), MAX_INDEX)
  if (end === null) return null
  return { sub: item(0), start, end }
}

export interface SliceRange {
  start: number
  stop: number
  step: number
  count: number
}

const field = (slice: Ptr, offset: number): Ptr => i32[(slice + offset) >> 2]

/** A slice object applied to a length (PySlice_Unpack and PySlice_AdjustIndices); null + error. */
export function sliceRange(slice: Ptr, length: number): SliceRange | null {
  const step = sliceIndex(field(slice, SLICE_STEP), 1)
  if (step === null) return null
  if (step === 0) {
    raise(PyExc_ValueError, 'slice step cannot be zero')
    return null
  }
  const start0 = sliceIndex(field(slice, SLICE_START), step < 0 ? MAX_INDEX : 0)
  if (start0 === null) return null
  const stop0 = sliceIndex(field(slice, SLICE_STOP), step < 0 ? -MAX_INDEX * 2 : MAX_INDEX)
  if (stop0 === null) return null
  const clamp = (i: number): number => {
    if (i < 0) return i + length < 0 ? (step < 0 ? -1 : 0) : i + length
    return i >= length ? (step < 0 ? length - 1 : length) : i
  }
  const start = clamp(start0)
  const stop = clamp(stop0)
  let count = 0
  if (step < 0) {
    if (stop < start) count = Math.floor((start - stop - 1) / -step) + 1
  } else if (start < stop) count = Math.floor((stop - start - 1) / step) + 1
  return { start, stop, step, count }
}

/** Arguments of a tp_new or tp_init (tuple and dict) by parameter, borrowed, 0 where absent; null + error. */
export function bindTupleArgs(fname: string, names: string[], sig: Signature, args: Ptr, kwds: Ptr): Ptr[] | null {
  if (kwds === 0) return bindPositional(fname, names, sig, args + TUPLE_ITEM, Py_SIZE(args))
  const keywords: Keywords = {
    count: PyDict_GET_SIZE(kwds),
    get: (name) => {
      for (let pos = dictNext(kwds, 0); pos >= 0; pos = dictNext(kwds, pos)) {
        if (PyUnicode_Check(entry.key) && strToJS(entry.key) === name) return entry.value
      }
      return 0
    },
    names: () => {
      const all: (string | null)[] = []
      for (let pos = dictNext(kwds, 0); pos >= 0; pos = dictNext(kwds, pos)) {
        all.push(PyUnicode_Check(entry.key) ? strToJS(entry.key) : null)
      }
      return all
    },
  }
  return bindKeywords(fname, names, sig, args + TUPLE_ITEM, Py_SIZE(args), keywords)
}
