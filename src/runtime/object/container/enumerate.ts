/** enumerate and reversed (CPython Objects/enumobject.c). */
import { i32, type Ptr } from '../../memory/heap'
import { PyObject_GetIter, PyObject_SelfIter } from '../abstract/iter-protocol'
import { PyNumber_Add, PyNumber_Index } from '../abstract/number-protocol'
import { _PyObject_LookupSpecial } from '../abstract/object-protocol'
import {
  indexArgument,
  Py_GenericAlias,
  PySequence_Check,
  PySequence_GetItem,
  PySequence_Size,
} from '../abstract/sequence-protocol'
import { isTracked, PyObject_GC_Track } from '../alloc'
import { PyObject_CallNoArgs, PyVectorcall_NARGS } from '../call'
import { arg, CLASS, defineType, NOARGS, O } from '../define'
import { typeError, typeNameOf } from '../errors'
import { PyErr_Clear, PyErr_Occurred } from '../errors-core'
import type { newfunc, unaryfunc, vectorcallfunc } from '../fn-table'
import { Py_CLEAR, Py_DECREF, Py_NewRef, Py_SIZE, Py_TYPE } from '../header'
import * as L from '../layout'
import { longExactNumber, PyLong_FromLong, PyLong_FromSsize_t } from '../number/int-core'
import { _Py_ID } from '../text/str-core'
import { bindArgs, checkPositional, noKwnames } from '../type/arg-parse'
import { bindArgsTuple, noKeywords } from '../type/call-objects'
import { errorIs } from '../type/subtype'
import { Py_None, PyEnum_Type, PyExc_IndexError, PyExc_StopIteration, PyReversed_Type, smallInt } from '../types'
import { deallocFields, gcAlloc, get64, newNone, ownsArguments, set64, setSsize, traverseFields } from './helpers'
import { iternext } from './next-item'
import { reduceTuple } from './seq-iterators'
import { PyTuple_GET_ITEM, PyTuple_New, PyTuple_Pack2, PyTuple_SET_ITEM } from './tuple-core'

const ID___reversed__ = _Py_ID('__reversed__')
const GC_BASE = L.TPFLAGS_DEFAULT | L.TPFLAGS_HAVE_GC | L.TPFLAGS_BASETYPE

function newEnumerate(type: Ptr, iterable: Ptr, start: Ptr): Ptr {
  const en = gcAlloc(type)
  if (en === 0) return 0
  if (!setStart(en, start)) {
    Py_DECREF(en)
    return 0
  }
  const it = PyObject_GetIter(iterable)
  i32[(en + L.EN_SIT) >> 2] = it
  const result = it === 0 ? 0 : PyTuple_Pack2(Py_None, Py_None)
  i32[(en + L.EN_RESULT) >> 2] = result
  i32[(en + L.EN_ONE) >> 2] = smallInt(1)
  if (result !== 0) return en
  Py_DECREF(en)
  return 0
}

/** A start beyond 53 bits is kept as an int object (CPython: beyond a machine word). */
function setStart(en: Ptr, start: Ptr): boolean {
  if (start === 0) return true
  const n = PyNumber_Index(start)
  if (n === 0) return false
  const v = longExactNumber(n)
  if (Number.isNaN(v) || Math.abs(v) > 2 ** 52) {
    i32[(en + L.EN_LONGINDEX) >> 2] = n
    return true
  }
  set64(en + L.EN_INDEX, v)
  Py_DECREF(n)
  return true
}

const enum_new: newfunc = (type, args, kwds) => {
  const a = bindArgsTuple('enumerate', ['iterable', 'start'], { required: 1 }, args, kwds)
  return a === null ? 0 : newEnumerate(type, a[0], a[1])
}

const enum_vectorcall: vectorcallfunc = (type, args, nargsf, kwnames) => {
  const n = PyVectorcall_NARGS(nargsf)
  if (n === 1 && kwnames === 0) return newEnumerate(type, arg(args, 0), 0)
  if (n === 0 && kwnames === 0) return typeError("enumerate() missing required argument 'iterable'")
  const a = bindArgs('enumerate', ['iterable', 'start'], { required: 1 }, args, n, kwnames)
  return a === null ? 0 : newEnumerate(type, a[0], a[1])
}

/** The index of the next item as a new reference; counts on. */
function takeIndex(en: Ptr): Ptr {
  const long = i32[(en + L.EN_LONGINDEX) >> 2]
  if (long !== 0) {
    const next = PyNumber_Add(long, smallInt(1))
    if (next === 0) return 0
    i32[(en + L.EN_LONGINDEX) >> 2] = next
    return long
  }
  const low = i32[(en + L.EN_INDEX) >> 2]
  if (low >= 0 && low < 0x7fffffff && i32[(en + L.EN_INDEX + 4) >> 2] === 0) {
    i32[(en + L.EN_INDEX) >> 2] = low + 1
    return PyLong_FromSsize_t(low)
  }
  const i = get64(en + L.EN_INDEX)
  set64(en + L.EN_INDEX, i + 1)
  return PyLong_FromSsize_t(i)
}

const enum_next: unaryfunc = (en) => {
  const item = iternext(i32[(en + L.EN_SIT) >> 2])
  if (item === 0) return 0
  const index = takeIndex(en)
  if (index === 0) {
    Py_DECREF(item)
    return 0
  }
  const own = i32[(en + L.EN_RESULT) >> 2]
  if (i32[own >> 2] === 1) {
    i32[own >> 2]++
    const oldIndex = PyTuple_GET_ITEM(own, 0)
    const oldItem = PyTuple_GET_ITEM(own, 1)
    PyTuple_SET_ITEM(own, 0, index)
    PyTuple_SET_ITEM(own, 1, item)
    Py_DECREF(oldIndex)
    Py_DECREF(oldItem)
    // the collector may have untracked it while it held atoms
    if (!isTracked(own)) PyObject_GC_Track(own)
    return own
  }
  const pair = PyTuple_New(2)
  if (pair === 0) {
    Py_DECREF(index)
    Py_DECREF(item)
    return 0
  }
  PyTuple_SET_ITEM(pair, 0, index)
  PyTuple_SET_ITEM(pair, 1, item)
  return pair
}

function enumReduce(en: Ptr): Ptr {
  const long = i32[(en + L.EN_LONGINDEX) >> 2]
  const index = long !== 0 ? Py_NewRef(long) : PyLong_FromSsize_t(get64(en + L.EN_INDEX))
  const args = PyTuple_Pack2(i32[(en + L.EN_SIT) >> 2], index)
  Py_DECREF(index)
  if (args === 0) return 0
  const r = PyTuple_Pack2(Py_TYPE(en), args)
  Py_DECREF(args)
  return r
}

defineType(PyEnum_Type, {
  name: 'enumerate',
  basicsize: L.SIZEOF_ENUMERATE,
  flags: GC_BASE,
  doc: `Return an enumerate object.

  iterable
    an object supporting iteration

The enumerate object yields pairs containing a count (from start, which
defaults to zero) and a value yielded by the iterable argument.

enumerate is useful for obtaining an indexed list:
    (0, seq[0]), (1, seq[1]), (2, seq[2]), ...`,
  dealloc: deallocFields(L.EN_SIT, L.EN_RESULT, L.EN_LONGINDEX),
  traverse: traverseFields(L.EN_SIT, L.EN_RESULT, L.EN_LONGINDEX),
  iter: PyObject_SelfIter,
  iternext: enum_next,
  new: enum_new,
  vectorcall: enum_vectorcall,
  methods: {
    __reduce__: NOARGS(enumReduce, 'Return state information for pickling.'),
    __class_getitem__: CLASS(O(Py_GenericAlias, 'See PEP 585')),
  },
})

/** reversed(seq): what __reversed__ returns, else an iterator over indexes. */
function newReversed(type: Ptr, seq: Ptr): Ptr {
  const meth = _PyObject_LookupSpecial(seq, ID___reversed__)
  if (meth === Py_None) {
    Py_DECREF(meth)
    return typeError(`'${typeNameOf(seq)}' object is not reversible`)
  }
  if (meth !== 0) {
    const r = PyObject_CallNoArgs(meth)
    Py_DECREF(meth)
    return r
  }
  if (PyErr_Occurred()) return 0
  if (!PySequence_Check(seq)) return typeError(`'${typeNameOf(seq)}' object is not reversible`)
  const n = PySequence_Size(seq)
  if (n === -1) return 0
  const r = gcAlloc(type)
  if (r === 0) return 0
  setSsize(r, L.REV_INDEX, n - 1)
  setSsize(r, L.REV_SEQ, Py_NewRef(seq))
  return r
}

const reversed_new: newfunc = (type, args, kwds) => {
  if (ownsArguments(type, PyReversed_Type) && !noKeywords('reversed', kwds)) return 0
  return checkPositional('reversed', Py_SIZE(args), 1, 1) ? newReversed(type, PyTuple_GET_ITEM(args, 0)) : 0
}

const reversed_vectorcall: vectorcallfunc = (type, args, nargsf, kwnames) => {
  if (!noKwnames('reversed', kwnames)) return 0
  return checkPositional('reversed', PyVectorcall_NARGS(nargsf), 1, 1) ? newReversed(type, arg(args, 0)) : 0
}

const reversed_next: unaryfunc = (r) => {
  const i = i32[(r + L.REV_INDEX) >> 2]
  if (i >= 0) {
    const item = PySequence_GetItem(i32[(r + L.REV_SEQ) >> 2], i)
    if (item !== 0) {
      setSsize(r, L.REV_INDEX, i - 1)
      return item
    }
    if (errorIs(PyExc_IndexError) || errorIs(PyExc_StopIteration)) PyErr_Clear()
  }
  setSsize(r, L.REV_INDEX, -1)
  Py_CLEAR(r + L.REV_SEQ)
  return 0
}

function reversedLength(r: Ptr): Ptr {
  const seq = i32[(r + L.REV_SEQ) >> 2]
  if (seq === 0) return PyLong_FromLong(0)
  const n = PySequence_Size(seq)
  if (n === -1) return 0
  const position = i32[(r + L.REV_INDEX) >> 2] + 1
  return PyLong_FromLong(n < position ? 0 : position)
}

function reversedReduce(r: Ptr): Ptr {
  const seq = i32[(r + L.REV_SEQ) >> 2]
  if (seq === 0) return reduceTuple(Py_NewRef(Py_TYPE(r)), 0, Number.NaN)
  return reduceTuple(Py_NewRef(Py_TYPE(r)), Py_NewRef(seq), i32[(r + L.REV_INDEX) >> 2])
}

function reversedSetState(r: Ptr, state: Ptr): Ptr {
  const i = indexArgument(state)
  if (Number.isNaN(i)) return 0
  const seq = i32[(r + L.REV_SEQ) >> 2]
  if (seq !== 0) {
    const n = PySequence_Size(seq)
    if (n < 0) return 0
    setSsize(r, L.REV_INDEX, Math.max(-1, Math.min(i, n - 1)))
  }
  return newNone()
}

defineType(PyReversed_Type, {
  name: 'reversed',
  basicsize: L.SIZEOF_REVERSED,
  flags: GC_BASE,
  doc: 'Return a reverse iterator over the values of the given sequence.',
  dealloc: deallocFields(L.REV_SEQ),
  traverse: traverseFields(L.REV_SEQ),
  iter: PyObject_SelfIter,
  iternext: reversed_next,
  new: reversed_new,
  vectorcall: reversed_vectorcall,
  methods: {
    __length_hint__: NOARGS(reversedLength, 'Private method returning an estimate of len(list(it)).'),
    __reduce__: NOARGS(reversedReduce, 'Return state information for pickling.'),
    __setstate__: O(reversedSetState, 'Set state information for unpickling.'),
  },
})
