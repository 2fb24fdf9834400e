/** The iterator protocol by slots (CPython Objects/abstract.c). */
import { i32, type Ptr } from '../../memory/heap'
import { PyObject_CallNoArgs } from '../call'
import { raiseInt, typeError, typeNameOf } from '../errors'
import { PyErr_Clear, PyErr_Occurred } from '../errors-core'
import { FN, fnPtr, type lenfunc, type unaryfunc } from '../fn-table'
import { Py_DECREF, Py_NewRef, Py_SIZE, Py_TYPE, typeFlagOf } from '../header'
import {
  LONG_DIGIT,
  LONG_SHIFT,
  MP_LENGTH,
  OB_TYPE,
  SQ_ITEM,
  SQ_LENGTH,
  TP_AS_MAPPING,
  TP_AS_SEQUENCE,
  TP_ITER,
  TP_ITERNEXT,
  TPFLAGS_DICT_SUBCLASS,
  TPFLAGS_LONG_SUBCLASS,
} from '../layout'
import { _Py_ID } from '../text/str-core'
import { errorIs } from '../type/subtype'
import { Py_NotImplemented, PyExc_StopIteration, PyExc_TypeError, PyExc_ValueError } from '../types'
import { _PyObject_LookupSpecial } from './object-protocol'

const ID___length_hint__ = _Py_ID('__length_hint__')

let seqIterNew: unaryfunc = () => 0
/** Installs PySeqIter_New, the iterator over __getitem__. */
export function setSeqIterNew(f: unaryfunc): void {
  seqIterNew = f
}

/** An iterator over o[0], o[1] ... until IndexError. */
export const PySeqIter_New: unaryfunc = (o) => seqIterNew(o)

/** tp_iter of iterators: the object itself. */
export const PyObject_SelfIter: unaryfunc = (o) => Py_NewRef(o)

/** tp_iternext of classes whose __next__ went away: present, but not an iterator. */
export const _PyObject_NextNotImplemented: unaryfunc = (o) => typeError(`'${typeNameOf(o)}' object is not iterable`)
const NEXT_NOT_IMPLEMENTED = fnPtr(_PyObject_NextNotImplemented)

export function PyIter_Check(o: Ptr): boolean {
  const f = i32[(Py_TYPE(o) + TP_ITERNEXT) >> 2]
  return f !== 0 && f !== NEXT_NOT_IMPLEMENTED
}

function isSequence(o: Ptr): boolean {
  if (typeFlagOf(o, TPFLAGS_DICT_SUBCLASS)) return false
  const sq = i32[(Py_TYPE(o) + TP_AS_SEQUENCE) >> 2]
  return sq !== 0 && i32[(sq + SQ_ITEM) >> 2] !== 0
}

/** iter(o): new reference or 0. */
export function PyObject_GetIter(o: Ptr): Ptr {
  const f = i32[(i32[(o + OB_TYPE) >> 2] + TP_ITER) >> 2]
  if (f === 0) {
    if (isSequence(o)) return seqIterNew(o)
    return typeError(`'${typeNameOf(o)}' object is not iterable`)
  }
  const it = (FN[f] as unaryfunc)(o)
  if (it !== 0 && !PyIter_Check(it)) {
    const t = typeNameOf(it)
    Py_DECREF(it)
    return typeError(`iter() returned non-iterator of type '${t}'`)
  }
  return it
}

/** The next item, or 0: at the end (StopIteration cleared, no error) or with an error set. */
export function PyIter_Next(it: Ptr): Ptr {
  const r = (FN[i32[(i32[(it + OB_TYPE) >> 2] + TP_ITERNEXT) >> 2]] as unaryfunc)(it)
  if (r === 0 && PyErr_Occurred() && errorIs(PyExc_StopIteration)) PyErr_Clear()
  return r
}

/** len() function of a type's suites, 0 when it has none. */
function lengthSlot(type: Ptr): number {
  const sq = i32[(type + TP_AS_SEQUENCE) >> 2]
  const f = sq === 0 ? 0 : i32[(sq + SQ_LENGTH) >> 2]
  if (f !== 0) return f
  const mp = i32[(type + TP_AS_MAPPING) >> 2]
  return mp === 0 ? 0 : i32[(mp + MP_LENGTH) >> 2]
}

/** Value of an int object clamped to the 53-bit range; enough for lengths. */
function intValue(o: Ptr): number {
  const n = Py_SIZE(o)
  let v = 0
  for (let i = Math.min(Math.abs(n), 3) - 1; i >= 0; i--) v = v * 2 ** LONG_SHIFT + i32[(o + LONG_DIGIT + i * 4) >> 2]
  return n < 0 ? -v : v
}

/** len(o), or its __length_hint__, or the default; -1 with an error set. */
export function PyObject_LengthHint(o: Ptr, defaultValue: number): number {
  const length = lengthSlot(Py_TYPE(o))
  if (length !== 0) {
    const n = (FN[length] as lenfunc)(o)
    if (n >= 0) return n
    if (!errorIs(PyExc_TypeError)) return -1
    PyErr_Clear()
  }
  const hint = _PyObject_LookupSpecial(o, ID___length_hint__)
  if (hint === 0) return PyErr_Occurred() ? -1 : defaultValue
  const r = PyObject_CallNoArgs(hint)
  Py_DECREF(hint)
  if (r === 0) {
    if (!errorIs(PyExc_TypeError)) return -1
    PyErr_Clear()
    return defaultValue
  }
  if (r === Py_NotImplemented) {
    Py_DECREF(r)
    return defaultValue
  }
  if (!typeFlagOf(r, TPFLAGS_LONG_SUBCLASS)) {
    const t = typeNameOf(r)
    Py_DECREF(r)
    return raiseInt(PyExc_TypeError, `__length_hint__ must be an integer, not ${t}`)
  }
  const n = intValue(r)
  Py_DECREF(r)
  return n < 0 ? raiseInt(PyExc_ValueError, '__length_hint__() should return >= 0') : n
}

/** Calls f on every item of an iterable, item borrowed; stops when f returns false. False with an error set on failure. */
export function forEachItem(iterable: Ptr, f: (item: Ptr) => boolean): boolean {
  const it = PyObject_GetIter(iterable)
  if (it === 0) return false
  for (;;) {
    const item = PyIter_Next(it)
    if (item === 0) {
      Py_DECREF(it)
      return !PyErr_Occurred()
    }
    const go = f(item)
    Py_DECREF(item)
    if (!go) {
      Py_DECREF(it)
      return false
    }
  }
}
