/** Slot functions of Python-defined classes (CPython typeobject.c, slot_tp_*, slot_sq_*, slot_mp_*, slot_am_*). */
import { i32, type Ptr } from '../../memory/heap'
import { PySeqIter_New } from '../abstract/iter-protocol'
import { PyNumber_AsSsize_t, PyNumber_Index } from '../abstract/number-protocol'
import { hexAddress, PyObject_GetAttr, PyObject_IsTrue } from '../abstract/object-protocol'
import { _PySequence_IterSearch } from '../abstract/sequence-protocol'
import { callN, PyObject_CallOneArg } from '../call'
import { PyObject_HashNotImplemented } from '../define'
import { raise, raiseInt, raiseObject, typeError, typeName, typeNameOf } from '../errors'
import { PyErr_Clear, PyErr_Fetch, PyErr_Occurred, PyErr_Restore } from '../errors-core'
import {
  type descrgetfunc,
  type descrsetfunc,
  type destructor,
  FN,
  fnPtr,
  type getattrofunc,
  type hashfunc,
  type initproc,
  type lenfunc,
  type newfunc,
  type objobjargproc,
  type objobjproc,
  type richcmpfunc,
  type setattrofunc,
  type ssizeargfunc,
  type ssizeobjargproc,
  type ternaryfunc,
  type unaryfunc,
} from '../fn-table'
import { Py_DECREF, Py_INCREF, Py_NewRef, Py_SIZE, Py_TYPE, typeFlagOf } from '../header'
import { HASH_HI } from '../interp'
import { D_WRAPPED, TP_DESCR_GET, TP_GETATTRO, TPFLAGS_LONG_SUBCLASS } from '../layout'
import { hashLong } from '../number/hash-core'
import { longFromWords, longHighWord, longLow64, PyLong_FromLong } from '../number/int-core'
import { _Py_ID, newStr } from '../text/str-core'
import {
  Py_None,
  Py_NotImplemented,
  PyExc_AttributeError,
  PyExc_OverflowError,
  PyExc_TypeError,
  PyExc_ValueError,
  PyWrapperDescr_Type,
} from '../types'
import { _PyObject_Call_Prepend, PyObject_Call } from './call-objects'
import { PyObject_GenericGetAttr } from './generic-attr'
import { callFound0, callFound1, callMethod0, callMethod1, callMethod2, lookupMethod } from './slot-call'
import { errorIs } from './subtype'
import { _PyType_Lookup, lookupMaybeMethod, unbound } from './type-core'

const ID = {
  repr: _Py_ID('__repr__'),
  str: _Py_ID('__str__'),
  hash: _Py_ID('__hash__'),
  call: _Py_ID('__call__'),
  getattribute: _Py_ID('__getattribute__'),
  getattr: _Py_ID('__getattr__'),
  setattr: _Py_ID('__setattr__'),
  delattr: _Py_ID('__delattr__'),
  iter: _Py_ID('__iter__'),
  next: _Py_ID('__next__'),
  get: _Py_ID('__get__'),
  set: _Py_ID('__set__'),
  delete: _Py_ID('__delete__'),
  init: _Py_ID('__init__'),
  new: _Py_ID('__new__'),
  del: _Py_ID('__del__'),
  len: _Py_ID('__len__'),
  getitem: _Py_ID('__getitem__'),
  setitem: _Py_ID('__setitem__'),
  delitem: _Py_ID('__delitem__'),
  contains: _Py_ID('__contains__'),
}
const RICH_NAMES = ['__lt__', '__le__', '__eq__', '__ne__', '__gt__', '__ge__'].map(_Py_ID)

let writeUnraisable: (o: Ptr) => void = () => PyErr_Clear()
/** Installs PyErr_WriteUnraisable. */
export function setWriteUnraisable(f: (o: Ptr) => void): void {
  writeUnraisable = f
}
export const reportUnraisable = (o: Ptr): void => writeUnraisable(o)

export const slot_tp_repr: unaryfunc = (self) => {
  const f = lookupMaybeMethod(self, ID.repr)
  if (f !== 0) return callFound0(f, unbound, self)
  PyErr_Clear()
  return newStr(`<${typeNameOf(self)} object at ${hexAddress(self)}>`)
}

export const slot_tp_str: unaryfunc = (self) => callMethod0(self, ID.str)

function hashError(): number {
  i32[HASH_HI >> 2] = -1
  return -1
}

export const slot_tp_hash: hashfunc = (self) => {
  const f = lookupMaybeMethod(self, ID.hash)
  if (f === Py_None || f === 0) {
    if (f !== 0) Py_DECREF(f)
    return PyErr_Occurred() ? hashError() : PyObject_HashNotImplemented(self)
  }
  const r = callFound0(f, unbound, self)
  if (r === 0) return hashError()
  if (!typeFlagOf(r, TPFLAGS_LONG_SUBCLASS)) {
    Py_DECREF(r)
    typeError('__hash__ method should return an integer')
    return hashError()
  }
  // A value that fits 64 bits is taken as it is, a bigger one by its own hash.
  const n = Math.abs(Py_SIZE(r))
  let lo: number
  if (n <= 2 || fits64(r)) {
    lo = longLow64(r)
    i32[HASH_HI >> 2] = longHighWord
  } else lo = hashLong(r)
  Py_DECREF(r)
  return lo === -1 && i32[HASH_HI >> 2] === -1 ? -2 : lo
}

/** Three digits that still fit a signed 64-bit word: the round trip keeps the value. */
function fits64(o: Ptr): boolean {
  if (Math.abs(Py_SIZE(o)) > 3) return false
  const lo = longLow64(o)
  const back = longFromWords(lo, longHighWord, true)
  const same = Py_SIZE(back) === Py_SIZE(o) && i32[(back + 32) >> 2] === i32[(o + 32) >> 2]
  Py_DECREF(back)
  return same
}

export const slot_tp_call: ternaryfunc = (self, args, kwds) => {
  const f = lookupMethod(self, ID.call)
  if (f === 0) return 0
  const r = unbound ? _PyObject_Call_Prepend(f, self, args, kwds) : PyObject_Call(f, args, kwds)
  Py_DECREF(f)
  return r
}

export const slot_tp_getattro: getattrofunc = (self, name) => callMethod1(self, ID.getattribute, name)
const GETATTRO = fnPtr(slot_tp_getattro)

function callAttribute(self: Ptr, attr: Ptr, name: Ptr): Ptr {
  const get = i32[(Py_TYPE(attr) + TP_DESCR_GET) >> 2]
  if (get === 0) return PyObject_CallOneArg(attr, name)
  const bound = (FN[get] as descrgetfunc)(attr, self, Py_TYPE(self))
  if (bound === 0) return 0
  const r = PyObject_CallOneArg(bound, name)
  Py_DECREF(bound)
  return r
}

const GENERIC_GETATTR = fnPtr(PyObject_GenericGetAttr)

/** tp_getattro of classes with __getattribute__ or __getattr__. Without __getattr__ it replaces itself by the simple form. */
export const slot_tp_getattr_hook: getattrofunc = (self, name) => {
  const type = Py_TYPE(self)
  const getattr = _PyType_Lookup(type, ID.getattr)
  if (getattr === 0) {
    i32[(type + TP_GETATTRO) >> 2] = GETATTRO
    return slot_tp_getattro(self, name)
  }
  Py_INCREF(getattr)
  const getattribute = _PyType_Lookup(type, ID.getattribute)
  let r: Ptr
  if (
    getattribute === 0 ||
    (Py_TYPE(getattribute) === PyWrapperDescr_Type && i32[(getattribute + D_WRAPPED) >> 2] === GENERIC_GETATTR)
  ) {
    r = PyObject_GenericGetAttr(self, name)
  } else {
    Py_INCREF(getattribute)
    r = callAttribute(self, getattribute, name)
    Py_DECREF(getattribute)
  }
  if (r === 0 && errorIs(PyExc_AttributeError)) {
    PyErr_Clear()
    r = callAttribute(self, getattr, name)
  }
  Py_DECREF(getattr)
  return r
}

/** 0 when a call's result is there (and dropped), else -1. */
function done(r: Ptr): number {
  if (r === 0) return -1
  Py_DECREF(r)
  return 0
}

export const slot_tp_setattro: setattrofunc = (self, name, value) =>
  done(value === 0 ? callMethod1(self, ID.delattr, name) : callMethod2(self, ID.setattr, name, value))

export const slot_tp_richcompare: richcmpfunc = (self, other, op) => {
  const f = lookupMaybeMethod(self, RICH_NAMES[op])
  if (f !== 0) return callFound1(f, unbound, self, other)
  PyErr_Clear()
  return Py_NewRef(Py_NotImplemented)
}

export const slot_tp_iter: unaryfunc = (self) => {
  const f = lookupMaybeMethod(self, ID.iter)
  if (f === Py_None) {
    Py_DECREF(f)
    return typeError(`'${typeNameOf(self)}' object is not iterable`)
  }
  if (f !== 0) return callFound0(f, unbound, self)
  PyErr_Clear()
  if (_PyType_Lookup(Py_TYPE(self), ID.getitem) === 0) return typeError(`'${typeNameOf(self)}' object is not iterable`)
  return PySeqIter_New(self)
}

export const slot_tp_iternext: unaryfunc = (self) => callMethod0(self, ID.next)

export const slot_tp_descr_get: descrgetfunc = (self, obj, type) => {
  const t = Py_TYPE(self)
  const get = _PyType_Lookup(t, ID.get)
  if (get === 0) {
    if (i32[(t + TP_DESCR_GET) >> 2] === DESCR_GET) i32[(t + TP_DESCR_GET) >> 2] = 0
    return Py_NewRef(self)
  }
  return callN(get, self, obj === 0 ? Py_None : obj, type === 0 ? Py_None : type)
}
const DESCR_GET = fnPtr(slot_tp_descr_get)

export const slot_tp_descr_set: descrsetfunc = (self, target, value) =>
  done(value === 0 ? callMethod1(self, ID.delete, target) : callMethod2(self, ID.set, target, value))

export const slot_tp_init: initproc = (self, args, kwds) => {
  const f = lookupMethod(self, ID.init)
  if (f === 0) return -1
  const r = unbound ? _PyObject_Call_Prepend(f, self, args, kwds) : PyObject_Call(f, args, kwds)
  Py_DECREF(f)
  if (r === 0) return -1
  if (r !== Py_None) {
    raise(PyExc_TypeError, `__init__() should return None, not '${typeNameOf(r)}'`)
    Py_DECREF(r)
    return -1
  }
  Py_DECREF(r)
  return 0
}

export const slot_tp_new: newfunc = (type, args, kwds) => {
  const f = PyObject_GetAttr(type, ID.new)
  if (f === 0) return 0
  const r = _PyObject_Call_Prepend(f, type, args, kwds)
  Py_DECREF(f)
  return r
}

/** __del__: errors are reported, never propagated; the current error is kept. */
export const slot_tp_finalize: destructor = (self) => {
  const saved = PyErr_Fetch()
  const f = lookupMaybeMethod(self, ID.del)
  if (f !== 0) {
    Py_INCREF(f)
    const r = callFound0(f, unbound, self)
    if (r === 0) writeUnraisable(f)
    else Py_DECREF(r)
    Py_DECREF(f)
  }
  PyErr_Restore(saved.type, saved.value, saved.traceback)
}

export const slot_sq_length: lenfunc = (self) => {
  const r = callMethod0(self, ID.len)
  if (r === 0) return -1
  const n = PyNumber_Index(r)
  Py_DECREF(r)
  if (n === 0) return -1
  if (Py_SIZE(n) < 0) {
    Py_DECREF(n)
    return raiseInt(PyExc_ValueError, '__len__() should return >= 0')
  }
  const length = PyNumber_AsSsize_t(n, PyExc_OverflowError)
  Py_DECREF(n)
  return length
}

export const slot_sq_item: ssizeargfunc = (self, i) => {
  let f = _PyType_Lookup(Py_TYPE(self), ID.getitem)
  if (f === 0) return raiseObject(PyExc_AttributeError, ID.getitem)
  const get = i32[(Py_TYPE(f) + TP_DESCR_GET) >> 2]
  f = get === 0 ? Py_NewRef(f) : (FN[get] as descrgetfunc)(f, self, Py_TYPE(self))
  if (f === 0) return 0
  const index = PyLong_FromLong(i)
  const r = index === 0 ? 0 : PyObject_CallOneArg(f, index)
  if (index !== 0) Py_DECREF(index)
  Py_DECREF(f)
  return r
}

export const slot_sq_ass_item: ssizeobjargproc = (self, i, value) => {
  const index = PyLong_FromLong(i)
  if (index === 0) return -1
  const r = value === 0 ? callMethod1(self, ID.delitem, index) : callMethod2(self, ID.setitem, index, value)
  Py_DECREF(index)
  return done(r)
}

export const slot_sq_contains: objobjproc = (self, value) => {
  const f = lookupMaybeMethod(self, ID.contains)
  if (f === Py_None) {
    Py_DECREF(f)
    return raiseInt(PyExc_TypeError, `'${typeNameOf(self)}' object is not a container`)
  }
  if (f === 0) return PyErr_Occurred() ? -1 : _PySequence_IterSearch(self, value, 'contains')
  const r = callFound1(f, unbound, self, value)
  if (r === 0) return -1
  const truth = PyObject_IsTrue(r)
  Py_DECREF(r)
  return truth
}

export const slot_mp_subscript = (self: Ptr, key: Ptr): Ptr => callMethod1(self, ID.getitem, key)

export const slot_mp_ass_subscript: objobjargproc = (self, key, value) =>
  done(value === 0 ? callMethod1(self, ID.delitem, key) : callMethod2(self, ID.setitem, key, value))

function awaitableSlot(name: string): unaryfunc {
  const id = _Py_ID(name)
  return (self) => {
    const f = lookupMaybeMethod(self, id)
    if (f !== 0) return callFound0(f, unbound, self)
    if (PyErr_Occurred()) return 0
    return raise(PyExc_AttributeError, `object ${typeName(Py_TYPE(self))} does not have ${name} method`)
  }
}
export const slot_am_await = awaitableSlot('__await__')
export const slot_am_aiter = awaitableSlot('__aiter__')
export const slot_am_anext = awaitableSlot('__anext__')
