/**
 * Length, indexing, membership and concatenation by slots (CPython Objects/abstract.c): PyObject_Size/GetItem/... and
 * PySequence_*. Mappings are asked first where CPython asks them first.
 */
import { i32, type Ptr } from '../../memory/heap'
import { PyObject_CallOneArg } from '../call'
import { PyList_CheckExact } from '../container/list-core'
import { PySequence_List } from '../container/list-extend'
import { PyTuple_CheckExact } from '../container/tuple-core'
import { raiseInt, typeError, typeName, typeNameOf } from '../errors'
import { PyErr_Clear, PyErr_Occurred } from '../errors-core'
import {
  type binaryfunc,
  FN,
  type lenfunc,
  type objobjargproc,
  type objobjproc,
  type ssizeargfunc,
  type ssizeobjargproc,
} from '../fn-table'
import { Py_DECREF, Py_NewRef, Py_TYPE, typeFlagOf } from '../header'
import * as L from '../layout'
import { PyLong_AsSsize_t, PyLong_FromLong } from '../number/int-core'
import { _Py_ID } from '../text/str-core'
import { errorIs } from '../type/subtype'
import { Py_None, Py_NotImplemented, PyExc_IndexError, PyExc_TypeError, PyExc_ValueError, PyType_Type } from '../types'
import { PyIter_Next, PyObject_GetIter } from './iter-protocol'
import { binaryOp1, PyIndex_Check, PyNumber_AsSsize_t, PyNumber_Index } from './number-protocol'
import { _PyObject_LookupAttr, PyObject_RichCompareBool } from './object-protocol'

export { PySequence_List } from '../container/list-extend'
export { PySequence_Tuple } from '../container/tuple-from'

const ID___class_getitem__ = _Py_ID('__class_getitem__')

/** Function-table index of a sequence slot, 0 when absent. */
export function sequenceSlot(type: Ptr, slot: number): number {
  const sq = i32[(type + L.TP_AS_SEQUENCE) >> 2]
  return sq === 0 ? 0 : i32[(sq + slot) >> 2]
}

/** Function-table index of a mapping slot, 0 when absent. */
export function mappingSlot(type: Ptr, slot: number): number {
  const mp = i32[(type + L.TP_AS_MAPPING) >> 2]
  return mp === 0 ? 0 : i32[(mp + slot) >> 2]
}

/** len(o), -1 with an error set. */
export function PyObject_Size(o: Ptr): number {
  const type = Py_TYPE(o)
  const f = sequenceSlot(type, L.SQ_LENGTH) || mappingSlot(type, L.MP_LENGTH)
  if (f !== 0) return (FN[f] as lenfunc)(o)
  return raiseInt(PyExc_TypeError, `object of type '${typeNameOf(o)}' has no len()`)
}
export const PyObject_Length = PyObject_Size

export function PySequence_Size(o: Ptr): number {
  const f = sequenceSlot(Py_TYPE(o), L.SQ_LENGTH)
  if (f !== 0) return (FN[f] as lenfunc)(o)
  if (mappingSlot(Py_TYPE(o), L.MP_LENGTH) !== 0) return raiseInt(PyExc_TypeError, `${typeNameOf(o)} is not a sequence`)
  return raiseInt(PyExc_TypeError, `object of type '${typeNameOf(o)}' has no len()`)
}

export const PySequence_Check = (o: Ptr): boolean =>
  !typeFlagOf(o, L.TPFLAGS_DICT_SUBCLASS) && sequenceSlot(Py_TYPE(o), L.SQ_ITEM) !== 0

let genericAlias: binaryfunc = () => 0
/** Py_GenericAlias(origin, args): list[int] and the like. */
export const Py_GenericAlias = (origin: Ptr, args: Ptr): Ptr => genericAlias(origin, args)
/** Installs Py_GenericAlias. */
export function setTypeSubscript(f: binaryfunc): void {
  genericAlias = f
}

/** o[key]: new reference or 0. */
export function PyObject_GetItem(o: Ptr, key: Ptr): Ptr {
  const type = Py_TYPE(o)
  const mp = mappingSlot(type, L.MP_SUBSCRIPT)
  if (mp !== 0) return (FN[mp] as binaryfunc)(o, key)
  if (sequenceSlot(type, L.SQ_ITEM) !== 0) {
    if (!PyIndex_Check(key)) return typeError(`sequence index must be integer, not '${typeNameOf(key)}'`)
    const i = PyNumber_AsSsize_t(key, PyExc_IndexError)
    return i === -1 && PyErr_Occurred() ? 0 : PySequence_GetItem(o, i)
  }
  if (typeFlagOf(o, L.TPFLAGS_TYPE_SUBCLASS)) return subscriptType(o, key)
  return typeError(`'${typeNameOf(o)}' object is not subscriptable`)
}

function subscriptType(type: Ptr, key: Ptr): Ptr {
  if (type === PyType_Type) return genericAlias(type, key)
  const meth = _PyObject_LookupAttr(type, ID___class_getitem__)
  if (meth === 0 && PyErr_Occurred()) return 0
  if (meth !== 0 && meth !== Py_None) {
    const r = PyObject_CallOneArg(meth, key)
    Py_DECREF(meth)
    return r
  }
  if (meth !== 0) Py_DECREF(meth)
  return typeError(`type '${typeName(type)}' is not subscriptable`)
}

/** o[key] = v, or with v = 0 del o[key]. */
function assignItem(o: Ptr, key: Ptr, v: Ptr): number {
  const type = Py_TYPE(o)
  const mp = mappingSlot(type, L.MP_ASS_SUBSCRIPT)
  if (mp !== 0) return (FN[mp] as objobjargproc)(o, key, v)
  if (i32[(type + L.TP_AS_SEQUENCE) >> 2] !== 0) {
    if (PyIndex_Check(key)) {
      const i = PyNumber_AsSsize_t(key, PyExc_IndexError)
      return i === -1 && PyErr_Occurred() ? -1 : assignIndex(o, i, v)
    }
    if (sequenceSlot(type, L.SQ_ASS_ITEM) !== 0) {
      return raiseInt(PyExc_TypeError, `sequence index must be integer, not '${typeNameOf(key)}'`)
    }
  }
  return raiseInt(
    PyExc_TypeError,
    `'${typeNameOf(o)}' object does${v === 0 ? "n't support item deletion" : ' not support item assignment'}`,
  )
}

export const PyObject_SetItem = (o: Ptr, key: Ptr, v: Ptr): number => assignItem(o, key, v)
export const PyObject_DelItem = (o: Ptr, key: Ptr): number => assignItem(o, key, 0)

/** Negative indexes count from the end where the sequence has a length; -1 return with an error set: NaN. */
function absoluteIndex(o: Ptr, i: number): number {
  if (i >= 0) return i
  const f = sequenceSlot(Py_TYPE(o), L.SQ_LENGTH)
  if (f === 0) return i
  const n = (FN[f] as lenfunc)(o)
  return n < 0 ? Number.NaN : i + n
}

/** Item i: new reference or 0. */
export function PySequence_GetItem(o: Ptr, i: number): Ptr {
  const f = sequenceSlot(Py_TYPE(o), L.SQ_ITEM)
  if (f !== 0) {
    const at = absoluteIndex(o, i)
    return Number.isNaN(at) ? 0 : (FN[f] as ssizeargfunc)(o, at)
  }
  if (mappingSlot(Py_TYPE(o), L.MP_SUBSCRIPT) !== 0) return typeError(`${typeNameOf(o)} is not a sequence`)
  return typeError(`'${typeNameOf(o)}' object does not support indexing`)
}

function assignIndex(o: Ptr, i: number, v: Ptr): number {
  const f = sequenceSlot(Py_TYPE(o), L.SQ_ASS_ITEM)
  if (f !== 0) {
    const at = absoluteIndex(o, i)
    return Number.isNaN(at) ? -1 : (FN[f] as ssizeobjargproc)(o, at, v)
  }
  if (mappingSlot(Py_TYPE(o), L.MP_ASS_SUBSCRIPT) !== 0) {
    return raiseInt(PyExc_TypeError, `${typeNameOf(o)} is not a sequence`)
  }
  return raiseInt(
    PyExc_TypeError,
    `'${typeNameOf(o)}' object does${v === 0 ? "n't support item deletion" : ' not support item assignment'}`,
  )
}

export const PySequence_SetItem = (o: Ptr, i: number, v: Ptr): number => assignIndex(o, i, v)
export const PySequence_DelItem = (o: Ptr, i: number): number => assignIndex(o, i, 0)

export type IterSearch = 'count' | 'index' | 'contains'

/** Walks an iterable comparing with ob: number of hits, first index, or 1/0; -1 with an error set (_PySequence_IterSearch). */
export function _PySequence_IterSearch(seq: Ptr, ob: Ptr, what: IterSearch): number {
  const it = PyObject_GetIter(seq)
  if (it === 0) {
    return errorIs(PyExc_TypeError)
      ? raiseInt(PyExc_TypeError, `argument of type '${typeNameOf(seq)}' is not iterable`)
      : -1
  }
  const r = searchIterator(it, ob, what)
  Py_DECREF(it)
  return r
}

function searchIterator(it: Ptr, ob: Ptr, what: IterSearch): number {
  let n = 0
  let at = 0
  for (;;) {
    const item = PyIter_Next(it)
    if (item === 0) {
      if (PyErr_Occurred()) return -1
      return what === 'index' ? raiseInt(PyExc_ValueError, 'sequence.index(x): x not in sequence') : n
    }
    const cmp = PyObject_RichCompareBool(item, ob, L.Py_EQ)
    Py_DECREF(item)
    if (cmp < 0) return -1
    if (cmp > 0) {
      if (what === 'contains') return 1
      if (what === 'index') return at
      n++
    }
    at++
  }
}

/** ob in seq: 1, 0 or -1. */
export function PySequence_Contains(seq: Ptr, ob: Ptr): number {
  const f = sequenceSlot(Py_TYPE(seq), L.SQ_CONTAINS)
  return f !== 0 ? (FN[f] as objobjproc)(seq, ob) : _PySequence_IterSearch(seq, ob, 'contains')
}
export const PySequence_Count = (seq: Ptr, ob: Ptr): number => _PySequence_IterSearch(seq, ob, 'count')
export const PySequence_Index = (seq: Ptr, ob: Ptr): number => _PySequence_IterSearch(seq, ob, 'index')

/** Result of a number slot tried for two sequences; 0 without an error when it does not apply. */
function trySequenceOperator(a: Ptr, b: Ptr, ...slots: number[]): Ptr {
  for (const slot of slots) {
    const r = binaryOp1(a, b, slot)
    if (r !== Py_NotImplemented) return r
    Py_DECREF(r)
  }
  return -1
}

/** a + b of sequences (operator.concat). */
export function PySequence_Concat(a: Ptr, b: Ptr): Ptr {
  const f = sequenceSlot(Py_TYPE(a), L.SQ_CONCAT)
  if (f !== 0) return (FN[f] as binaryfunc)(a, b)
  if (PySequence_Check(a) && PySequence_Check(b)) {
    const r = trySequenceOperator(a, b, L.NB_ADD)
    if (r !== -1) return r
  }
  return typeError(`'${typeNameOf(a)}' object can't be concatenated`)
}

export function PySequence_InPlaceConcat(a: Ptr, b: Ptr): Ptr {
  const f = sequenceSlot(Py_TYPE(a), L.SQ_INPLACE_CONCAT) || sequenceSlot(Py_TYPE(a), L.SQ_CONCAT)
  if (f !== 0) return (FN[f] as binaryfunc)(a, b)
  if (PySequence_Check(a) && PySequence_Check(b)) {
    const r = trySequenceOperator(a, b, L.NB_INPLACE_ADD, L.NB_ADD)
    if (r !== -1) return r
  }
  return typeError(`'${typeNameOf(a)}' object can't be concatenated`)
}

/** o * n of a sequence. */
export function PySequence_Repeat(o: Ptr, n: number): Ptr {
  const f = sequenceSlot(Py_TYPE(o), L.SQ_REPEAT)
  if (f !== 0) return (FN[f] as ssizeargfunc)(o, n)
  if (PySequence_Check(o)) {
    const count = PyLong_FromLong(n)
    if (count === 0) return 0
    const r = trySequenceOperator(o, count, L.NB_MULTIPLY)
    Py_DECREF(count)
    if (r !== -1) return r
  }
  return typeError(`'${typeNameOf(o)}' object can't be repeated`)
}

/** A list or tuple of the items (itself when it is one); `message` is the TypeError when o is not iterable. */
export function PySequence_Fast(o: Ptr, message: string): Ptr {
  if (PyList_CheckExact(o) || PyTuple_CheckExact(o)) return Py_NewRef(o)
  const it = PyObject_GetIter(o)
  if (it === 0) return errorIs(PyExc_TypeError) ? typeError(message) : 0
  const l = PySequence_List(it)
  Py_DECREF(it)
  return l
}
/** Number of items and address of item 0 of what PySequence_Fast returned. */
export const PySequence_Fast_GET_SIZE = (o: Ptr): number => i32[(o + L.OB_SIZE) >> 2]
export const PySequence_Fast_ITEMS = (o: Ptr): Ptr =>
  typeFlagOf(o, L.TPFLAGS_LIST_SUBCLASS) ? i32[(o + L.LIST_ITEM) >> 2] : o + L.TUPLE_ITEM

/** Value of an index object for a C ssize_t parameter; NaN with an error set. */
export function indexArgument(o: Ptr): number {
  const n = PyNumber_Index(o)
  if (n === 0) return Number.NaN
  const i = PyLong_AsSsize_t(n)
  Py_DECREF(n)
  return i === -1 && PyErr_Occurred() ? Number.NaN : i
}

/** True when the current error was a TypeError, which is cleared: for "try, else fall back". */
export function clearTypeError(): boolean {
  if (!errorIs(PyExc_TypeError)) return false
  PyErr_Clear()
  return true
}
