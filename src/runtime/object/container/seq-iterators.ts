/** Iterators over list, tuple and anything with __getitem__; iter(callable, sentinel) (listobject.c, tupleobject.c, iterobject.c). */
import { i32, type Ptr } from '../../memory/heap'
import { PyObject_SelfIter, setSeqIterNew } from '../abstract/iter-protocol'
import { PyObject_RichCompareBool } from '../abstract/object-protocol'
import { indexArgument, PySequence_GetItem, PySequence_Size, sequenceSlot } from '../abstract/sequence-protocol'
import { PyObject_GC_Del, PyObject_GC_New, PyObject_GC_Track, PyObject_GC_UnTrack } from '../alloc'
import { PyObject_CallNoArgs } from '../call'
import { defineType, NOARGS, O } from '../define'
import { raise } from '../errors'
import { PyErr_Clear, PyErr_Occurred } from '../errors-core'
import type { destructor, unaryfunc } from '../fn-table'
import { Py_CLEAR, Py_DECREF, Py_SIZE, Py_TYPE, Py_XDECREF } from '../header'
import { INTERP_BUILTINS } from '../interp'
import {
  CI_CALLABLE,
  CI_SENTINEL,
  IT_INDEX,
  IT_SEQ,
  MP_LENGTH,
  Py_EQ,
  SIZEOF_CALLITER,
  SIZEOF_SEQITER,
  SQ_LENGTH,
  TP_AS_MAPPING,
  TPFLAGS_DEFAULT,
  TPFLAGS_HAVE_GC,
} from '../layout'
import { PyLong_FromLong } from '../number/int-core'
import { _Py_ID, strToJS } from '../text/str-core'
import { errorIs } from '../type/subtype'
import {
  PyCallIter_Type,
  PyExc_AttributeError,
  PyExc_IndexError,
  PyExc_StopIteration,
  PyListIter_Type,
  PyListRevIter_Type,
  PySeqIter_Type,
  PyTupleIter_Type,
} from '../types'
import { dictGetItemStr } from './dict-lookup'
import { deallocFields, newNone, newNotImplemented, setSsize, traverseFields } from './helpers'
import { PyList_GET_ITEM, PyList_New } from './list-core'
import { PyTuple_GET_ITEM, PyTuple_New, PyTuple_Pack1, PyTuple_SET_ITEM } from './tuple-core'

export const ID_iter = _Py_ID('iter')
export const ID_reversed = _Py_ID('reversed')

/** New reference to a builtin by name (_PyEval_GetBuiltin). */
export function getBuiltin(name: Ptr): Ptr {
  const d = i32[INTERP_BUILTINS >> 2]
  const f = d === 0 ? 0 : dictGetItemStr(d, name)
  if (f === 0) return PyErr_Occurred() ? 0 : raise(PyExc_AttributeError, strToJS(name))
  i32[f >> 2]++
  return f
}

/** (f, (arg,)) or (f, (arg,), index); f and arg are taken over; arg 0: (f, ((),)). Index NaN: none. */
export function reduceTuple(f: Ptr, argument: Ptr, index: number): Ptr {
  if (f === 0) {
    Py_XDECREF(argument)
    return 0
  }
  const inner = argument === 0 ? PyTuple_New(0) : argument
  const args = PyTuple_Pack1(inner)
  Py_DECREF(inner)
  const n = Number.isNaN(index) ? 0 : PyLong_FromLong(index)
  const r = PyTuple_New(Number.isNaN(index) ? 2 : 3)
  PyTuple_SET_ITEM(r, 0, f)
  PyTuple_SET_ITEM(r, 1, args)
  if (n !== 0) PyTuple_SET_ITEM(r, 2, n)
  return r
}

const indexOf = (it: Ptr): number => i32[(it + IT_INDEX) >> 2]
const seqOf = (it: Ptr): Ptr => i32[(it + IT_SEQ) >> 2]
const incref = (o: Ptr): Ptr => {
  i32[o >> 2]++
  return o
}

function newIterator(type: Ptr, seq: Ptr, index: number): Ptr {
  const it = PyObject_GC_New(type, SIZEOF_SEQITER)
  if (it === 0) return 0
  const w = it >> 2
  i32[w + (IT_INDEX >> 2)] = index
  i32[w + (IT_INDEX >> 2) + 1] = index >> 31
  i32[seq >> 2]++
  i32[w + (IT_SEQ >> 2)] = seq
  i32[w + (IT_SEQ >> 2) + 1] = 0
  PyObject_GC_Track(it)
  return it
}
export const list_iter: unaryfunc = (l) => newIterator(PyListIter_Type, l, 0)
export const list_reversed: unaryfunc = (l) => newIterator(PyListRevIter_Type, l, Py_SIZE(l) - 1)
export const tuple_iter: unaryfunc = (t) => newIterator(PyTupleIter_Type, t, 0)
export const PySeqIter_New: unaryfunc = (o) => newIterator(PySeqIter_Type, o, 0)
setSeqIterNew(PySeqIter_New)

/** Drops the sequence: the iterator is exhausted for good. */
function exhaust(it: Ptr): 0 {
  Py_CLEAR(it + IT_SEQ)
  return 0
}

export const listiter_next: unaryfunc = (it) => {
  const seq = seqOf(it)
  if (seq === 0) return 0
  const i = indexOf(it)
  if (i >= Py_SIZE(seq)) return exhaust(it)
  i32[(it + IT_INDEX) >> 2] = i + 1
  return incref(PyList_GET_ITEM(seq, i))
}

export const tupleiter_next: unaryfunc = (it) => {
  const seq = seqOf(it)
  if (seq === 0) return 0
  const i = indexOf(it)
  if (i >= Py_SIZE(seq)) return exhaust(it)
  i32[(it + IT_INDEX) >> 2] = i + 1
  return incref(PyTuple_GET_ITEM(seq, i))
}

const listreviter_next: unaryfunc = (it) => {
  const seq = seqOf(it)
  if (seq === 0) return 0
  const i = indexOf(it)
  if (i >= 0 && i < Py_SIZE(seq)) {
    setSsize(it, IT_INDEX, i - 1)
    return incref(PyList_GET_ITEM(seq, i))
  }
  setSsize(it, IT_INDEX, -1)
  return exhaust(it)
}

const iter_iternext: unaryfunc = (it) => {
  const seq = seqOf(it)
  if (seq === 0) return 0
  const item = PySequence_GetItem(seq, indexOf(it))
  if (item !== 0) {
    i32[(it + IT_INDEX) >> 2]++
    return item
  }
  if (errorIs(PyExc_IndexError) || errorIs(PyExc_StopIteration)) {
    PyErr_Clear()
    exhaust(it)
  }
  return 0
}

const sizeLeft: unaryfunc = (it) => {
  const seq = seqOf(it)
  const n = seq === 0 ? 0 : Py_SIZE(seq) - indexOf(it)
  return PyLong_FromLong(n > 0 ? n : 0)
}

const reversedLeft: unaryfunc = (it) => {
  const seq = seqOf(it)
  const n = indexOf(it) + 1
  return PyLong_FromLong(seq === 0 || Py_SIZE(seq) < n ? 0 : n)
}

function seqLeft(it: Ptr): Ptr {
  const seq = seqOf(it)
  if (seq === 0) return PyLong_FromLong(0)
  const mp = i32[(Py_TYPE(seq) + TP_AS_MAPPING) >> 2]
  const hasLen = sequenceSlot(Py_TYPE(seq), SQ_LENGTH) !== 0 || (mp !== 0 && i32[(mp + MP_LENGTH) >> 2] !== 0)
  if (!hasLen) return newNotImplemented()
  const n = PySequence_Size(seq)
  if (n === -1) return 0
  return PyLong_FromLong(n > indexOf(it) ? n - indexOf(it) : 0)
}

/** __reduce__: the builtin comes first because fetching it may run code that exhausts the iterator. */
function reduce(it: Ptr, builtin: Ptr, empty: () => Ptr): Ptr {
  const f = getBuiltin(builtin)
  const seq = seqOf(it)
  if (seq !== 0 && indexOf(it) >= 0) return reduceTuple(f, incref(seq), indexOf(it))
  return reduceTuple(f, empty(), Number.NaN)
}

function setState(it: Ptr, state: Ptr, lowest: number, highest: (seq: Ptr) => number): Ptr {
  const i = indexArgument(state)
  if (Number.isNaN(i)) return 0
  const seq = seqOf(it)
  if (seq !== 0) setSsize(it, IT_INDEX, Math.max(lowest, Math.min(i, highest(seq))))
  return newNone()
}

/** No subclasses: the memory goes back without tp_free. */
const dealloc: destructor = (it) => {
  PyObject_GC_UnTrack(it)
  Py_XDECREF(seqOf(it))
  PyObject_GC_Del(it)
}
const traverse = traverseFields(IT_SEQ)
const common = {
  basicsize: SIZEOF_SEQITER,
  flags: TPFLAGS_DEFAULT | TPFLAGS_HAVE_GC,
  dealloc,
  traverse,
  iter: PyObject_SelfIter,
}
const NONE = (): Ptr => 0

defineType(PyListIter_Type, {
  ...common,
  name: 'list_iterator',
  iternext: listiter_next,
  methods: {
    __length_hint__: NOARGS(sizeLeft, 'Private method returning an estimate of len(list(it)).'),
    __reduce__: NOARGS((it) => reduce(it, ID_iter, () => PyList_New(0)), 'Return state information for pickling.'),
    __setstate__: O((it, s) => setState(it, s, 0, Py_SIZE), 'Set state information for unpickling.'),
  },
})

defineType(PyListRevIter_Type, {
  ...common,
  name: 'list_reverseiterator',
  iternext: listreviter_next,
  methods: {
    __length_hint__: NOARGS(reversedLeft, 'Private method returning an estimate of len(list(it)).'),
    __reduce__: NOARGS((it) => reduce(it, ID_reversed, () => PyList_New(0)), 'Return state information for pickling.'),
    __setstate__: O((it, s) => setState(it, s, -1, (seq) => Py_SIZE(seq) - 1), 'Set state information for unpickling.'),
  },
})

defineType(PyTupleIter_Type, {
  ...common,
  name: 'tuple_iterator',
  iternext: tupleiter_next,
  methods: {
    __length_hint__: NOARGS(sizeLeft, 'Private method returning an estimate of len(list(it)).'),
    __reduce__: NOARGS((it) => reduce(it, ID_iter, NONE), 'Return state information for pickling.'),
    __setstate__: O((it, s) => setState(it, s, 0, Py_SIZE), 'Set state information for unpickling.'),
  },
})

defineType(PySeqIter_Type, {
  ...common,
  name: 'iterator',
  iternext: iter_iternext,
  methods: {
    __length_hint__: NOARGS(seqLeft, 'Private method returning an estimate of len(list(it)).'),
    __reduce__: NOARGS((it) => reduce(it, ID_iter, NONE), 'Return state information for pickling.'),
    __setstate__: O((it, s) => setState(it, s, 0, () => 0x7fff_ffff), 'Set state information for unpickling.'),
  },
})

/** iter(callable, sentinel). */
export function PyCallIter_New(callable: Ptr, sentinel: Ptr): Ptr {
  const it = PyObject_GC_New(PyCallIter_Type, SIZEOF_CALLITER)
  if (it === 0) return 0
  setSsize(it, CI_CALLABLE, incref(callable))
  setSsize(it, CI_SENTINEL, incref(sentinel))
  PyObject_GC_Track(it)
  return it
}

function endCalls(it: Ptr): void {
  Py_CLEAR(it + CI_CALLABLE)
  Py_CLEAR(it + CI_SENTINEL)
}

const calliter_iternext: unaryfunc = (it) => {
  const f = i32[(it + CI_CALLABLE) >> 2]
  if (f === 0) return 0
  const r = PyObject_CallNoArgs(f)
  const sentinel = i32[(it + CI_SENTINEL) >> 2]
  if (r !== 0 && sentinel !== 0) {
    const same = PyObject_RichCompareBool(sentinel, r, Py_EQ)
    if (same === 0) return r
    if (same > 0) endCalls(it)
  } else if (r === 0 && errorIs(PyExc_StopIteration)) {
    PyErr_Clear()
    endCalls(it)
  }
  Py_XDECREF(r)
  return 0
}

function calliter_reduce(it: Ptr): Ptr {
  const f = getBuiltin(ID_iter)
  const callable = i32[(it + CI_CALLABLE) >> 2]
  const sentinel = i32[(it + CI_SENTINEL) >> 2]
  if (f === 0 || callable === 0 || sentinel === 0) return reduceTuple(f, 0, Number.NaN)
  const args = PyTuple_New(2)
  PyTuple_SET_ITEM(args, 0, incref(callable))
  PyTuple_SET_ITEM(args, 1, incref(sentinel))
  const r = PyTuple_New(2)
  PyTuple_SET_ITEM(r, 0, f)
  PyTuple_SET_ITEM(r, 1, args)
  return r
}

defineType(PyCallIter_Type, {
  name: 'callable_iterator',
  basicsize: SIZEOF_CALLITER,
  flags: TPFLAGS_DEFAULT | TPFLAGS_HAVE_GC,
  dealloc: deallocFields(CI_CALLABLE, CI_SENTINEL),
  traverse: traverseFields(CI_CALLABLE, CI_SENTINEL),
  iter: PyObject_SelfIter,
  iternext: calliter_iternext,
  methods: { __reduce__: NOARGS(calliter_reduce, 'Return state information for pickling.') },
})
