/** The module _bisect (CPython Modules/_bisectmodule.c). */
import { i32, type Ptr } from '../memory/heap'
import { PyIndex_Check, PyNumber_AsSsize_t, PyNumber_Index } from '../object/abstract/number-protocol'
import { PyObject_GetAttr, PyObject_RichCompareBool } from '../object/abstract/object-protocol'
import { PyObject_GetItem, PySequence_GetItem, PySequence_Size } from '../object/abstract/sequence-protocol'
import { callNSteal, PyObject_CallOneArg } from '../object/call'
import { PyList_CheckExact, PyList_Insert } from '../object/container/list-core'
import { FASTKW, type MethodSpec } from '../object/define'
import { raiseInt, typeNameOf } from '../object/errors'
import { PyErr_Occurred } from '../object/errors-core'
import { Py_DECREF, Py_NewRef, Py_TYPE } from '../object/header'
import { Py_LT, RANGE_LENGTH } from '../object/layout'
import {
  longFromBigInt,
  longToBigInt,
  PyLong_AsSsize_t,
  PyLong_Check,
  PyLong_FromSsize_t,
} from '../object/number/int-core'
import { _Py_ID } from '../object/text/str-core'
import { bindArgs } from '../object/type/arg-parse'
import { Py_None, PyExc_TypeError, PyExc_ValueError, PyRange_Type } from '../object/types'
import { defineModule } from './define-module'

/** Indexes beyond this are not exact as numbers: only ranges are that long. */
const EXACT = 2 ** 53

/** One comparison of the search with an element (owned); 1: go left, 0: go right, -1 + error. */
function step(element: Ptr, item: Ptr, key: Ptr, right: boolean): number {
  let x = element
  if (key !== Py_None) {
    x = PyObject_CallOneArg(key, element)
    Py_DECREF(element)
    if (x === 0) return -1
  }
  const r = right ? PyObject_RichCompareBool(item, x, Py_LT) : PyObject_RichCompareBool(x, item, Py_LT)
  Py_DECREF(x)
  return r < 0 ? -1 : (r === 1) === right ? 1 : 0
}

/** The search in a sequence longer than 2^53; the position as an int object. */
function searchLong(a: Arguments, right: boolean): Ptr {
  let low = a.loObject === 0 ? 0n : longToBigInt(a.loObject)
  let high: bigint
  if (a.hiObject === 0) {
    // no other sequence is that long
    high = BigInt(PySequence_Size(a.seq))
    if (Py_TYPE(a.seq) === PyRange_Type) high = longToBigInt(i32[(a.seq + RANGE_LENGTH) >> 2])
  } else high = longToBigInt(a.hiObject)
  while (low < high) {
    const mid = (low + high) / 2n
    const index = longFromBigInt(mid)
    const element = PyObject_GetItem(a.seq, index)
    Py_DECREF(index)
    const r = element === 0 ? -1 : step(element, a.item, a.key, right)
    if (r < 0) return 0
    if (r) high = mid
    else low = mid + 1n
  }
  return longFromBigInt(low)
}

/** Position of item in a sorted sequence, after its equals (right) or before; key may be None. -1 + error. */
function search(seq: Ptr, item: Ptr, lo: number, hi: number, key: Ptr, right: boolean): number {
  if (lo < 0) return raiseInt(PyExc_ValueError, 'lo must be non-negative')
  let low = lo
  let high = hi
  if (high === -1) {
    high = PySequence_Size(seq)
    if (high < 0) return -1
  }
  while (low < high) {
    const mid = Math.floor((low + high) / 2)
    const element = PySequence_GetItem(seq, mid)
    const r = element === 0 ? -1 : step(element, item, key, right)
    if (r < 0) return -1
    if (r) high = mid
    else low = mid + 1
  }
  return low
}

interface Arguments {
  /** lo and hi as given (borrowed ints), 0 when absent. */
  loObject: Ptr
  hiObject: Ptr
  seq: Ptr
  item: Ptr
  lo: number
  hi: number
  key: Ptr
}

function parse(name: string, args: Ptr, nargs: number, kwnames: Ptr): Arguments | null {
  const names = ['a', 'x', 'lo', 'hi', 'key']
  const bound = bindArgs(name, names, { required: 2, kwonlyFrom: 4 }, args, nargs, kwnames)
  if (bound === null) return null
  let lo = 0
  if (bound[2] !== 0) {
    const index = PyNumber_Index(bound[2])
    if (index === 0) return null
    lo = PyLong_AsSsize_t(index)
    Py_DECREF(index)
    if (lo === -1 && PyErr_Occurred()) return null
  }
  let hi = -1
  if (bound[3] !== 0 && bound[3] !== Py_None) {
    if (!PyIndex_Check(bound[3])) {
      raiseInt(PyExc_TypeError, `argument should be integer or None, not '${typeNameOf(bound[3])}'`)
      return null
    }
    hi = PyNumber_AsSsize_t(bound[3], 0)
    if (hi === -1 && PyErr_Occurred()) return null
  }
  return {
    loObject: asInt(bound[2]),
    hiObject: asInt(bound[3]),
    seq: bound[0],
    item: bound[1],
    lo,
    hi,
    key: bound[4] === 0 ? Py_None : bound[4],
  }
}

const asInt = (o: Ptr): Ptr => (o !== 0 && PyLong_Check(o) ? o : 0)

/** Is the searched part too long for exact number indexes? */
const isLong = (a: Arguments): boolean =>
  a.lo >= 0 && (a.hi >= EXACT || (a.hi === -1 && PySequence_Size(a.seq) >= EXACT))

const bisect = (name: string, right: boolean): MethodSpec =>
  FASTKW((_m, args, nargs, kwnames) => {
    const a = parse(name, args, nargs, kwnames)
    if (a === null) return 0
    if (isLong(a)) return searchLong(a, right)
    const i = search(a.seq, a.item, a.lo, a.hi, a.key, right)
    return i < 0 ? 0 : PyLong_FromSsize_t(i)
  })

const ID_insert = _Py_ID('insert')

function insert(seq: Ptr, index: number, item: Ptr): Ptr {
  if (PyList_CheckExact(seq)) return PyList_Insert(seq, index, item) < 0 ? 0 : Py_NewRef(Py_None)
  const method = PyObject_GetAttr(seq, ID_insert)
  if (method === 0) return 0
  const i = PyLong_FromSsize_t(index)
  const r = callNSteal(method, i, item)
  Py_DECREF(i)
  if (r === 0) return 0
  Py_DECREF(r)
  return Py_NewRef(Py_None)
}

const insort = (name: string, right: boolean): MethodSpec =>
  FASTKW((_m, args, nargs, kwnames) => {
    const a = parse(name, args, nargs, kwnames)
    if (a === null) return 0
    const keyed = a.key === Py_None ? Py_NewRef(a.item) : PyObject_CallOneArg(a.key, a.item)
    if (keyed === 0) return 0
    const i = search(a.seq, keyed, a.lo, a.hi, a.key, right)
    Py_DECREF(keyed)
    return i < 0 ? 0 : insert(a.seq, i, a.item)
  })

defineModule({
  name: '_bisect',
  doc: `Bisection algorithms.

This module provides support for maintaining a list in sorted order without
having to sort the list after each insertion. For long lists of items with
expensive comparison operations, this can be an improvement over the more
common approach.
`,
  methods: {
    bisect_right: bisect('bisect_right', true),
    insort_right: insort('insort_right', true),
    bisect_left: bisect('bisect_left', false),
    insort_left: insort('insort_left', false),
  },
})
