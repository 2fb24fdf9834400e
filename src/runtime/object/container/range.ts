/** The range type and its iterators (CPython Objects/rangeobject.c). */
import { i32, type Ptr } from '../../memory/heap'
import { PyObject_SelfIter } from '../abstract/iter-protocol'
import {
  PyIndex_Check,
  PyNumber_Add,
  PyNumber_FloorDivide,
  PyNumber_Index,
  PyNumber_Multiply,
  PyNumber_Remainder,
  PyNumber_Subtract,
} from '../abstract/number-protocol'
import { PyObject_Hash, PyObject_RichCompareBool, reprJS } from '../abstract/object-protocol'
import { _PySequence_IterSearch, indexArgument } from '../abstract/sequence-protocol'
import { PyObject_Free } from '../alloc'
import { PyVectorcall_NARGS } from '../call'
import { arg, defineType, NOARGS, O } from '../define'
import { raise, typeError, typeNameOf } from '../errors'
import type { destructor, hashfunc, inquiry, newfunc, richcmpfunc, unaryfunc, vectorcallfunc } from '../fn-table'
import { Py_DECREF, Py_NewRef, Py_SIZE, Py_TYPE } from '../header'
import * as L from '../layout'
import {
  longFromBigInt,
  longSign,
  longToBigInt,
  PyLong_AsSsize_t,
  PyLong_CheckExact,
  PyLong_FromLong,
} from '../number/int-core'
import { newStr } from '../text/str-core'
import { checkPositional, noKwnames } from '../type/arg-parse'
import { noKeywords } from '../type/call-objects'
import {
  Py_None,
  PyBool_Type,
  PyExc_IndexError,
  PyExc_ValueError,
  PyLongRangeIter_Type,
  PyRange_Type,
  PyRangeIter_Type,
  smallInt,
} from '../types'
import { get64, newBool, newNone, newNotImplemented, set64, setSsize } from './helpers'
import {
  compute_item,
  make_range_object,
  range_iter,
  range_reverse,
  rangeField,
  rangeFromArgs,
  rangeiter_next,
} from './range-core'
import { getBuiltin, ID_iter, reduceTuple } from './seq-iterators'
import { longIndices } from './slice'
import { PySlice_Check } from './slice-core'
import { PyTuple_GET_ITEM, PyTuple_New, PyTuple_Pack, PyTuple_Pack2, PyTuple_SET_ITEM } from './tuple-core'

const ONE = smallInt(1)
const start = (r: Ptr): Ptr => rangeField(r, L.RANGE_START)
const stop = (r: Ptr): Ptr => rangeField(r, L.RANGE_STOP)
const step = (r: Ptr): Ptr => rangeField(r, L.RANGE_STEP)
const length = (r: Ptr): Ptr => rangeField(r, L.RANGE_LENGTH)

const isInt = (o: Ptr): boolean => PyLong_CheckExact(o) || Py_TYPE(o) === PyBool_Type

const range_new: newfunc = (_type, args, kwds) => {
  if (!noKeywords('range', kwds) || !checkPositional('range', Py_SIZE(args), 1, 3)) return 0
  const n = Py_SIZE(args)
  const at = (i: number): Ptr => (i < n ? PyTuple_GET_ITEM(args, i) : 0)
  return rangeFromArgs(at(0), at(1), at(2))
}

const vectorcall: vectorcallfunc = (_type, args, nargsf, kwnames) => {
  const n = PyVectorcall_NARGS(nargsf)
  if (!noKwnames('range', kwnames) || !checkPositional('range', n, 1, 3)) return 0
  return rangeFromArgs(arg(args, 0), n > 1 ? arg(args, 1) : 0, n > 2 ? arg(args, 2) : 0)
}

const dealloc: destructor = (r) => {
  Py_DECREF(start(r))
  Py_DECREF(stop(r))
  Py_DECREF(step(r))
  Py_DECREF(length(r))
  PyObject_Free(r)
}

const repr: unaryfunc = (r) => {
  const shown = step(r) === ONE ? [start(r), stop(r)] : [start(r), stop(r), step(r)]
  const texts: string[] = []
  for (const o of shown) {
    const text = reprJS(o)
    if (text === null) return 0
    texts.push(text)
  }
  return newStr(`range(${texts.join(', ')})`)
}

/** Same sequence of values: 1, 0 or -1. */
function equal(a: Ptr, b: Ptr): number {
  if (a === b) return 1
  const sameLength = PyObject_RichCompareBool(length(a), length(b), L.Py_EQ)
  if (sameLength <= 0) return sameLength
  if (longSign(length(a)) === 0) return 1
  const sameStart = PyObject_RichCompareBool(start(a), start(b), L.Py_EQ)
  if (sameStart <= 0) return sameStart
  const single = PyObject_RichCompareBool(length(a), ONE, L.Py_EQ)
  return single !== 0 ? single : PyObject_RichCompareBool(step(a), step(b), L.Py_EQ)
}

const richcompare: richcmpfunc = (a, b, op) => {
  if (Py_TYPE(b) !== PyRange_Type || (op !== L.Py_EQ && op !== L.Py_NE)) return newNotImplemented()
  const e = equal(a, b)
  return e < 0 ? 0 : newBool(e > 0 === (op === L.Py_EQ))
}

/** Hash of (length, start, step) with None for what does not matter. */
const hash: hashfunc = (r) => {
  const empty = longSign(length(r)) === 0
  const single = !empty && PyObject_RichCompareBool(length(r), ONE, L.Py_EQ) === 1
  const t = PyTuple_Pack(length(r), empty ? Py_None : start(r), empty || single ? Py_None : step(r))
  if (t === 0) return -1
  const h = PyObject_Hash(t)
  Py_DECREF(t)
  return h
}

function containsInt(r: Ptr, o: Ptr): number {
  const up = longSign(step(r)) > 0
  const [lo, hi] = up ? [start(r), o] : [o, start(r)]
  const first = PyObject_RichCompareBool(lo, hi, L.Py_LE)
  if (first <= 0) return first
  const second = up ? PyObject_RichCompareBool(o, stop(r), L.Py_LT) : PyObject_RichCompareBool(stop(r), o, L.Py_LT)
  if (second <= 0) return second
  const d = PyNumber_Subtract(o, start(r))
  const rest = d === 0 ? 0 : PyNumber_Remainder(d, step(r))
  if (d !== 0) Py_DECREF(d)
  if (rest === 0) return -1
  const hit = longSign(rest) === 0
  Py_DECREF(rest)
  return hit ? 1 : 0
}

const contains = (r: Ptr, o: Ptr): number => (isInt(o) ? containsInt(r, o) : _PySequence_IterSearch(r, o, 'contains'))

/** len(r): OverflowError when it does not fit. */
const len = (r: Ptr): number => PyLong_AsSsize_t(length(r))

/** Item at an int object's index, counted from the end when negative (compute_range_item). */
function itemAt(r: Ptr, index: Ptr): Ptr {
  const i = longSign(index) < 0 ? PyNumber_Add(length(r), index) : Py_NewRef(index)
  if (i === 0) return 0
  const inside = longSign(i) < 0 ? 0 : PyObject_RichCompareBool(i, length(r), L.Py_LT)
  const v = inside > 0 ? compute_item(r, i) : 0
  Py_DECREF(i)
  return inside === 0 ? raise(PyExc_IndexError, 'range object index out of range') : v
}

function item(r: Ptr, i: number): Ptr {
  const index = PyLong_FromLong(i)
  if (index === 0) return 0
  const v = i < 0 ? raise(PyExc_IndexError, 'range object index out of range') : itemAt(r, index)
  Py_DECREF(index)
  return v
}

function subscript(r: Ptr, key: Ptr): Ptr {
  if (PyIndex_Check(key)) {
    const i = PyNumber_Index(key)
    if (i === 0) return 0
    const v = itemAt(r, i)
    Py_DECREF(i)
    return v
  }
  if (!PySlice_Check(key)) return typeError(`range indices must be integers or slices, not ${typeNameOf(key)}`)
  const s = longIndices(key, longToBigInt(length(r)))
  if (s === undefined) return 0
  const first = longToBigInt(start(r))
  const stride = longToBigInt(step(r))
  return make_range_object(
    longFromBigInt(first + s.start * stride),
    longFromBigInt(first + s.stop * stride),
    longFromBigInt(stride * s.step),
  )
}

function index(r: Ptr, o: Ptr): Ptr {
  if (!isInt(o)) {
    const i = _PySequence_IterSearch(r, o, 'index')
    return i === -1 ? 0 : PyLong_FromLong(i)
  }
  const found = containsInt(r, o)
  if (found < 0) return 0
  if (found === 0) {
    const text = reprJS(o)
    return text === null ? 0 : raise(PyExc_ValueError, `${text} is not in range`)
  }
  const d = PyNumber_Subtract(o, start(r))
  if (d === 0 || step(r) === ONE) return d
  const i = PyNumber_FloorDivide(d, step(r))
  Py_DECREF(d)
  return i
}

function count(r: Ptr, o: Ptr): Ptr {
  const n = isInt(o) ? containsInt(r, o) : _PySequence_IterSearch(r, o, 'count')
  return n < 0 ? 0 : PyLong_FromLong(n)
}

function reduce(r: Ptr): Ptr {
  const args = PyTuple_Pack(start(r), stop(r), step(r))
  if (args === 0) return 0
  const t = PyTuple_Pack2(PyRange_Type, args)
  Py_DECREF(args)
  return t
}

const bool: inquiry = (r) => (longSign(length(r)) === 0 ? 0 : 1)

defineType(PyRange_Type, {
  name: 'range',
  basicsize: L.SIZEOF_RANGE,
  flags: L.TPFLAGS_DEFAULT | L.TPFLAGS_SEQUENCE,
  doc: `range(stop) -> range object
range(start, stop[, step]) -> range object

Return an object that produces a sequence of integers from start (inclusive)
to stop (exclusive) by step.  range(i, j) produces i, i+1, i+2, ..., j-1.
start defaults to 0, and stop is omitted!  range(4) produces 0, 1, 2, 3.
These are exactly the valid indices for a list of 4 elements.
When step is given, it specifies the increment (or decrement).`,
  dealloc,
  repr,
  hash,
  richcompare,
  iter: range_iter,
  new: range_new,
  vectorcall,
  number: { bool },
  sequence: { length: len, item, contains },
  mapping: { length: len, subscript },
  members: [
    { name: 'start', offset: L.RANGE_START, kind: 'object', readonly: true },
    { name: 'stop', offset: L.RANGE_STOP, kind: 'object', readonly: true },
    { name: 'step', offset: L.RANGE_STEP, kind: 'object', readonly: true },
  ],
  methods: {
    __reversed__: NOARGS(range_reverse, 'Return a reverse iterator.'),
    __reduce__: NOARGS(reduce),
    count: O(count, 'rangeobject.count(value) -> integer -- return number of occurrences of value'),
    index: O(
      index,
      'rangeobject.index(value) -> integer -- return index of value.\nRaise ValueError if the value is not present.',
    ),
  },
})

// --- range_iterator: machine words ---

function rangeiterReduce(it: Ptr): Ptr {
  const first = get64(it + L.RI_START)
  const stride = get64(it + L.RI_STEP)
  const r = make_range_object(
    PyLong_FromLong(first),
    PyLong_FromLong(first + get64(it + L.RI_LEN) * stride),
    PyLong_FromLong(stride),
  )
  return r === 0 ? 0 : reduceTuple(getBuiltin(ID_iter), r, get64(it + L.RI_INDEX))
}

function rangeiterSetState(it: Ptr, state: Ptr): Ptr {
  const i = indexArgument(state)
  if (Number.isNaN(i)) return 0
  set64(it + L.RI_INDEX, Math.max(0, Math.min(i, get64(it + L.RI_LEN))))
  return newNone()
}

defineType(PyRangeIter_Type, {
  name: 'range_iterator',
  basicsize: L.SIZEOF_RANGEITER,
  dealloc: PyObject_Free,
  iter: PyObject_SelfIter,
  iternext: rangeiter_next,
  methods: {
    __length_hint__: NOARGS(
      (it) => PyLong_FromLong(get64(it + L.RI_LEN) - get64(it + L.RI_INDEX)),
      'Private method returning an estimate of len(list(it)).',
    ),
    __reduce__: NOARGS(rangeiterReduce, 'Return state information for pickling.'),
    __setstate__: O(rangeiterSetState, 'Set state information for unpickling.'),
  },
})

// --- longrange_iterator: int objects ---

const word = (it: Ptr, offset: number): Ptr => i32[(it + offset) >> 2]

const longrangeNext: unaryfunc = (it) => {
  const i = word(it, L.RI_INDEX)
  if (PyObject_RichCompareBool(i, word(it, L.RI_LEN), L.Py_LT) !== 1) return 0
  const next = PyNumber_Add(i, ONE)
  if (next === 0) return 0
  const offset = PyNumber_Multiply(i, word(it, L.RI_STEP))
  const v = offset === 0 ? 0 : PyNumber_Add(word(it, L.RI_START), offset)
  if (offset !== 0) Py_DECREF(offset)
  if (v === 0) {
    Py_DECREF(next)
    return 0
  }
  setSsize(it, L.RI_INDEX, next)
  Py_DECREF(i)
  return v
}

const longrangeDealloc: destructor = (it) => {
  for (const offset of [L.RI_INDEX, L.RI_START, L.RI_STEP, L.RI_LEN]) Py_DECREF(word(it, offset))
  PyObject_Free(it)
}

function longrangeReduce(it: Ptr): Ptr {
  const product = PyNumber_Multiply(word(it, L.RI_LEN), word(it, L.RI_STEP))
  const end = product === 0 ? 0 : PyNumber_Add(word(it, L.RI_START), product)
  if (product !== 0) Py_DECREF(product)
  const r = make_range_object(Py_NewRef(word(it, L.RI_START)), end, Py_NewRef(word(it, L.RI_STEP)))
  const f = r === 0 ? 0 : getBuiltin(ID_iter)
  if (f === 0) return 0
  const args = PyTuple_New(1)
  PyTuple_SET_ITEM(args, 0, r)
  const t = PyTuple_New(3)
  PyTuple_SET_ITEM(t, 0, f)
  PyTuple_SET_ITEM(t, 1, args)
  PyTuple_SET_ITEM(t, 2, Py_NewRef(word(it, L.RI_INDEX)))
  return t
}

defineType(PyLongRangeIter_Type, {
  name: 'longrange_iterator',
  basicsize: L.SIZEOF_RANGEITER,
  dealloc: longrangeDealloc,
  iter: PyObject_SelfIter,
  iternext: longrangeNext,
  methods: {
    __length_hint__: NOARGS(
      (it) => PyNumber_Subtract(word(it, L.RI_LEN), word(it, L.RI_INDEX)),
      'Private method returning an estimate of len(list(it)).',
    ),
    __reduce__: NOARGS(longrangeReduce, 'Return state information for pickling.'),
  },
})
