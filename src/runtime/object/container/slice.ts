/** The slice type (CPython Objects/sliceobject.c). */
import { i32, type Ptr } from '../../memory/heap'
import { PyIndex_Check, PyNumber_Index } from '../abstract/number-protocol'
import { PyObject_RichCompare, reprJS } from '../abstract/object-protocol'
import { defineType, NOARGS, O } from '../define'
import { raise, typeError } from '../errors'
import type { newfunc, richcmpfunc, unaryfunc } from '../fn-table'
import { Py_DECREF, Py_SIZE, Py_TYPE } from '../header'
import {
  Py_EQ,
  Py_GE,
  Py_LE,
  SIZEOF_SLICE,
  SLICE_START,
  SLICE_STEP,
  SLICE_STOP,
  TPFLAGS_DEFAULT,
  TPFLAGS_HAVE_GC,
} from '../layout'
import { longFromBigInt, longSign, longToBigInt } from '../number/int-core'
import { newStr } from '../text/str-core'
import { checkPositional } from '../type/arg-parse'
import { noKeywords } from '../type/call-objects'
import { Py_None, PyExc_ValueError, PySlice_Type } from '../types'
import { newBool, newNotImplemented, traverseFields } from './helpers'
import { PySlice_Check, PySlice_New, slice_dealloc } from './slice-core'
import { PyTuple_GET_ITEM, PyTuple_New, PyTuple_Pack, PyTuple_Pack2, PyTuple_SET_ITEM } from './tuple-core'

const field = (s: Ptr, offset: number): Ptr => i32[(s + offset) >> 2]
const parts = (s: Ptr): Ptr => PyTuple_Pack(field(s, SLICE_START), field(s, SLICE_STOP), field(s, SLICE_STEP))

const slice_new: newfunc = (_type, args, kwds) => {
  if (!noKeywords('slice', kwds) || !checkPositional('slice', Py_SIZE(args), 1, 3)) return 0
  const n = Py_SIZE(args)
  if (n === 1) return PySlice_New(0, PyTuple_GET_ITEM(args, 0), 0)
  return PySlice_New(PyTuple_GET_ITEM(args, 0), PyTuple_GET_ITEM(args, 1), n > 2 ? PyTuple_GET_ITEM(args, 2) : 0)
}

const repr: unaryfunc = (s) => {
  const texts: string[] = []
  for (const offset of [SLICE_START, SLICE_STOP, SLICE_STEP]) {
    const text = reprJS(field(s, offset))
    if (text === null) return 0
    texts.push(text)
  }
  return newStr(`slice(${texts.join(', ')})`)
}

const richcompare: richcmpfunc = (a, b, op) => {
  if (!PySlice_Check(a) || !PySlice_Check(b)) return newNotImplemented()
  if (a === b) return newBool(op === Py_EQ || op === Py_LE || op === Py_GE)
  const t = parts(a)
  const u = parts(b)
  const r = t === 0 || u === 0 ? 0 : PyObject_RichCompare(t, u, op)
  if (t !== 0) Py_DECREF(t)
  if (u !== 0) Py_DECREF(u)
  return r
}

/** Value of a slice field that is not None; undefined with an error set. */
function indexValue(o: Ptr): bigint | undefined {
  if (!PyIndex_Check(o)) {
    typeError('slice indices must be integers or None or have an __index__ method')
    return undefined
  }
  const n = PyNumber_Index(o)
  if (n === 0) return undefined
  const v = longToBigInt(n)
  Py_DECREF(n)
  return v
}

export interface BigSlice {
  start: bigint
  stop: bigint
  step: bigint
}

/** start, stop and step of a slice of a sequence of the given length, of any size; undefined with an error set (_PySlice_GetLongIndices). */
export function longIndices(s: Ptr, length: bigint): BigSlice | undefined {
  const step = field(s, SLICE_STEP) === Py_None ? 1n : indexValue(field(s, SLICE_STEP))
  if (step === undefined) return undefined
  if (step === 0n) {
    raise(PyExc_ValueError, 'slice step cannot be zero')
    return undefined
  }
  const lower = step < 0n ? -1n : 0n
  const upper = step < 0n ? length - 1n : length
  const clip = (o: Ptr, ifNone: bigint): bigint | undefined => {
    if (o === Py_None) return ifNone
    let v = indexValue(o)
    if (v === undefined) return undefined
    if (v < 0n) {
      v += length
      return v < lower ? lower : v
    }
    return v > upper ? upper : v
  }
  const start = clip(field(s, SLICE_START), step < 0n ? upper : lower)
  if (start === undefined) return undefined
  const stop = clip(field(s, SLICE_STOP), step < 0n ? lower : upper)
  return stop === undefined ? undefined : { start, stop, step }
}

function indices(s: Ptr, length: Ptr): Ptr {
  const n = PyNumber_Index(length)
  if (n === 0) return 0
  const negative = longSign(n) < 0
  const big = longToBigInt(n)
  Py_DECREF(n)
  if (negative) return raise(PyExc_ValueError, 'length should not be negative')
  const r = longIndices(s, big)
  if (r === undefined) return 0
  const t = PyTuple_New(3)
  if (t === 0) return 0
  PyTuple_SET_ITEM(t, 0, longFromBigInt(r.start))
  PyTuple_SET_ITEM(t, 1, longFromBigInt(r.stop))
  PyTuple_SET_ITEM(t, 2, longFromBigInt(r.step))
  return t
}

function reduce(s: Ptr): Ptr {
  const t = parts(s)
  if (t === 0) return 0
  const r = PyTuple_Pack2(Py_TYPE(s), t)
  Py_DECREF(t)
  return r
}

defineType(PySlice_Type, {
  name: 'slice',
  basicsize: SIZEOF_SLICE,
  flags: TPFLAGS_DEFAULT | TPFLAGS_HAVE_GC,
  doc: 'slice(stop)\nslice(start, stop[, step])\n\nCreate a slice object.  This is used for extended slicing (e.g. a[0:10:2]).',
  dealloc: slice_dealloc,
  traverse: traverseFields(SLICE_START, SLICE_STOP, SLICE_STEP),
  repr,
  hash: 'unhashable',
  richcompare,
  new: slice_new,
  members: [
    { name: 'start', offset: SLICE_START, kind: 'object', readonly: true },
    { name: 'stop', offset: SLICE_STOP, kind: 'object', readonly: true },
    { name: 'step', offset: SLICE_STEP, kind: 'object', readonly: true },
  ],
  methods: {
    indices: O(
      indices,
      'S.indices(len) -> (start, stop, stride)\n\nAssuming a sequence of length len, calculate the start and stop\nindices, and the stride length of the extended slice described by\nS. Out of bounds indices are clipped in a manner consistent with the\nhandling of normal slices.',
    ),
    __reduce__: NOARGS(reduce, 'Return state information for pickling.'),
  },
})
