/** range objects: creation and their two iterators (CPython Objects/rangeobject.c). All four fields are int objects. */
import { i32, type Ptr } from '../../memory/heap'
import {
  PyNumber_Add,
  PyNumber_FloorDivide,
  PyNumber_Index,
  PyNumber_Multiply,
  PyNumber_Negative,
  PyNumber_Subtract,
} from '../abstract/number-protocol'
import { PyObject_RichCompareBool } from '../abstract/object-protocol'
import { PyObject_New } from '../alloc'
import { raise } from '../errors'
import { Py_DECREF, Py_NewRef, Py_XDECREF } from '../header'
import * as L from '../layout'
import {
  isMedium,
  longExactNumber,
  longSign,
  mediumValue,
  PyLong_CheckExact,
  PyLong_FromInt32,
  PyLong_FromLong,
} from '../number/int-core'
import { PyExc_ValueError, PyLongRangeIter_Type, PyRange_Type, PyRangeIter_Type, smallInt } from '../types'
import { get64, set64, setSsize } from './helpers'

const ZERO = smallInt(0)
const ONE = smallInt(1)
export const rangeField = (r: Ptr, offset: number): Ptr => i32[(r + offset) >> 2]

/** Number of items: a new int, 0 + error (compute_range_length). The step is of either sign. */
function computeLength(start: Ptr, stop: Ptr, step: Ptr): Ptr {
  if (isSmall(start) && isSmall(stop) && isSmall(step)) {
    const first = mediumValue(start)
    const end = mediumValue(stop)
    if (mediumValue(step) > 0 && end - first <= L.LONG_MASK) return smallLength(first, end, mediumValue(step))
  }
  return anyLength(start, stop, step)
}

const isSmall = (o: Ptr): boolean => PyLong_CheckExact(o) && isMedium(o)

/** The length for ints of one digit whose distance has one digit, too; makes and drops the ints that the arithmetic on objects makes. */
function smallLength(start: number, stop: number, step: number): Ptr {
  if (start >= stop) return Py_NewRef(ZERO)
  const n = (stop - start - 1) | 0
  const steps = step === 1 ? n : Math.floor(n / step)
  const distance = PyLong_FromInt32(n + 1)
  const last = distance === 0 ? 0 : PyLong_FromInt32(n)
  const quotient = last === 0 ? 0 : PyLong_FromInt32(steps)
  const length = quotient === 0 ? 0 : PyLong_FromInt32(steps + 1)
  Py_XDECREF(quotient)
  Py_XDECREF(last)
  Py_XDECREF(distance)
  return length
}

function anyLength(start: Ptr, stop: Ptr, step: Ptr): Ptr {
  const up = longSign(step) > 0
  const [lo, hi] = up ? [start, stop] : [stop, start]
  const stride = up ? Py_NewRef(step) : PyNumber_Negative(step)
  if (stride === 0) return 0
  const empty = PyObject_RichCompareBool(lo, hi, L.Py_GE)
  if (empty !== 0) {
    Py_DECREF(stride)
    return empty < 0 ? 0 : Py_NewRef(ZERO)
  }
  const distance = PyNumber_Subtract(hi, lo)
  const last = distance === 0 ? 0 : PyNumber_Subtract(distance, ONE)
  const steps = last === 0 ? 0 : PyNumber_FloorDivide(last, stride)
  const length = steps === 0 ? 0 : PyNumber_Add(steps, ONE)
  Py_XDECREF(steps)
  Py_XDECREF(last)
  Py_DECREF(stride)
  Py_XDECREF(distance)
  return length
}

/** range(start, stop, step); takes the three references, also on failure (make_range_object). */
export function make_range_object(start: Ptr, stop: Ptr, step: Ptr): Ptr {
  const length = start === 0 || stop === 0 || step === 0 ? 0 : computeLength(start, stop, step)
  const r = length === 0 ? 0 : PyObject_New(PyRange_Type, L.SIZEOF_RANGE)
  if (r === 0) {
    Py_XDECREF(start)
    Py_XDECREF(stop)
    Py_XDECREF(step)
    Py_XDECREF(length)
    return 0
  }
  setSsize(r, L.RANGE_START, start)
  setSsize(r, L.RANGE_STOP, stop)
  setSsize(r, L.RANGE_STEP, step)
  setSsize(r, L.RANGE_LENGTH, length)
  return r
}

/** range() from one to three arguments, each 0 when absent. */
export function rangeFromArgs(a: Ptr, b: Ptr, c: Ptr): Ptr {
  if (b === 0) {
    const stop = PyLong_CheckExact(a) ? Py_NewRef(a) : PyNumber_Index(a)
    return stop === 0 ? 0 : make_range_object(Py_NewRef(ZERO), stop, Py_NewRef(ONE))
  }
  const start = PyNumber_Index(a)
  const stop = start === 0 ? 0 : PyNumber_Index(b)
  const step = stop === 0 ? 0 : c === 0 ? Py_NewRef(ONE) : PyNumber_Index(c)
  if (step !== 0 && longSign(step) === 0) {
    Py_DECREF(step)
    Py_DECREF(start)
    Py_DECREF(stop)
    return raise(PyExc_ValueError, 'range() arg 3 must not be zero')
  }
  return make_range_object(start, stop, step)
}

/** start + i * step: new reference (compute_item). */
export function compute_item(r: Ptr, i: Ptr): Ptr {
  const step = rangeField(r, L.RANGE_STEP)
  if (step === ONE) return PyNumber_Add(rangeField(r, L.RANGE_START), i)
  const incr = PyNumber_Multiply(i, step)
  if (incr === 0) return 0
  const v = PyNumber_Add(rangeField(r, L.RANGE_START), incr)
  Py_DECREF(incr)
  return v
}

/** Value of an int field when it has at most 53 bits, else NaN. */
const exact = (o: Ptr): number => (PyLong_CheckExact(o) ? longExactNumber(o) : Number.NaN)

function fastIterator(start: number, step: number, n: number): Ptr {
  const it = PyObject_New(PyRangeIter_Type, L.SIZEOF_RANGEITER)
  if (it === 0) return 0
  set64(it + L.RI_START, start)
  set64(it + L.RI_STEP, step)
  set64(it + L.RI_LEN, n)
  set64(it + L.RI_INDEX, 0)
  return it
}

/** An iterator for values beyond the machine range; takes the three references. */
function longIterator(start: Ptr, step: Ptr, n: Ptr): Ptr {
  const it = start === 0 || step === 0 || n === 0 ? 0 : PyObject_New(PyLongRangeIter_Type, L.SIZEOF_RANGEITER)
  if (it === 0) {
    Py_XDECREF(start)
    Py_XDECREF(step)
    Py_XDECREF(n)
    return 0
  }
  setSsize(it, L.RI_INDEX, Py_NewRef(ZERO))
  setSsize(it, L.RI_START, start)
  setSsize(it, L.RI_STEP, step)
  setSsize(it, L.RI_LEN, n)
  return it
}

/** Do all values from start on, n steps, one more included, have at most 53 bits? */
const fits = (start: number, step: number, n: number): boolean => Math.abs(start) + Math.abs(step) * (n + 1) <= 2 ** 53

/** iter(r). */
export function range_iter(r: Ptr): Ptr {
  const first = rangeField(r, L.RANGE_START)
  const stride = rangeField(r, L.RANGE_STEP)
  const count = rangeField(r, L.RANGE_LENGTH)
  if (isSmall(first) && isSmall(stride) && isSmall(count) && mediumValue(stride) >>> 0 < 0x10000) {
    return fastIterator(mediumValue(first), mediumValue(stride), mediumValue(count))
  }
  const start = exact(rangeField(r, L.RANGE_START))
  const step = exact(rangeField(r, L.RANGE_STEP))
  const n = exact(rangeField(r, L.RANGE_LENGTH))
  if (fits(start, step, n)) return fastIterator(start, step, n)
  return longIterator(
    Py_NewRef(rangeField(r, L.RANGE_START)),
    Py_NewRef(rangeField(r, L.RANGE_STEP)),
    Py_NewRef(rangeField(r, L.RANGE_LENGTH)),
  )
}

/** reversed(r). */
export function range_reverse(r: Ptr): Ptr {
  const start = exact(rangeField(r, L.RANGE_START))
  const step = exact(rangeField(r, L.RANGE_STEP))
  const n = exact(rangeField(r, L.RANGE_LENGTH))
  if (fits(start, step, n)) return fastIterator(start + (n - 1) * step, -step, n)
  const length = rangeField(r, L.RANGE_LENGTH)
  const last = PyNumber_Subtract(length, ONE)
  const first = last === 0 ? 0 : compute_item(r, last)
  Py_XDECREF(last)
  return longIterator(first, PyNumber_Negative(rangeField(r, L.RANGE_STEP)), Py_NewRef(length))
}

/** A new range object with the given small values. */
export const newRange = (start: number, stop: number, step: number): Ptr =>
  make_range_object(PyLong_FromLong(start), PyLong_FromLong(stop), PyLong_FromLong(step))

/** Next int of a range iterator (new reference), 0 at the end (rangeiter_next). */
export function rangeiter_next(it: Ptr): Ptr {
  const w = it >> 2
  const i = i32[w + (L.RI_INDEX >> 2)]
  const start = i32[w + (L.RI_START >> 2)]
  const step = i32[w + (L.RI_STEP >> 2)]
  // all four are 64-bit; with few significant bits and a bounded index everything stays a 32-bit value
  if (
    i32[w + (L.RI_LEN >> 2) + 1] === 0 &&
    (start + 0x2000000) >>> 0 < 0x4000000 &&
    (step + 16) >>> 0 < 32 &&
    i >>> 0 < 0x2000000 &&
    start >> 31 === i32[w + (L.RI_START >> 2) + 1] &&
    step >> 31 === i32[w + (L.RI_STEP >> 2) + 1] &&
    i32[w + (L.RI_INDEX >> 2) + 1] === 0
  ) {
    if (i >>> 0 >= i32[w + (L.RI_LEN >> 2)] >>> 0) return 0
    i32[w + (L.RI_INDEX >> 2)] = i + 1
    return PyLong_FromInt32((start + Math.imul(i, step)) | 0)
  }
  return rangeiterNextWide(it)
}

function rangeiterNextWide(it: Ptr): Ptr {
  const i = get64(it + L.RI_INDEX)
  if (i >= get64(it + L.RI_LEN)) return 0
  set64(it + L.RI_INDEX, i + 1)
  return PyLong_FromLong(get64(it + L.RI_START) + i * get64(it + L.RI_STEP))
}
