/** object.__reduce_ex__, __reduce__ and __getstate__: what copy and pickle ask of any object (CPython typeobject.c). */
import { i32, type Ptr } from '../../memory/heap'
import { PyObject_GetIter } from '../abstract/iter-protocol'
import { PyMapping_Items } from '../abstract/mapping-protocol'
import { _PyObject_LookupAttr, _PyObject_LookupSpecial, PyObject_GetAttr } from '../abstract/object-protocol'
import { callN, PyObject_CallNoArgs } from '../call'
import {
  managedDictIsEmpty,
  PyDict_GET_SIZE,
  PyDict_GetItemWithError,
  PyDict_New,
  PyDict_SetItem,
} from '../container/dict-core'
import { PyTuple_New, PyTuple_Pack } from '../container/tuple-core'
import { type MethodSpec, NOARGS, O } from '../define'
import { raise, typeError, typeNameOf } from '../errors'
import { PyErr_Occurred } from '../errors-core'
import { fnPtr } from '../fn-table'
import { Py_DECREF, Py_NewRef, Py_SIZE, Py_TYPE, Py_XDECREF, typeFlagOf } from '../header'
import * as L from '../layout'
import { PyLong_AsInt, PyLong_FromLong } from '../number/int-core'
import { _Py_ID } from '../text/str-core'
import {
  Py_None,
  PyBaseObject_Type,
  PyCFunction_Type,
  PyExc_RuntimeError,
  PyExc_TypeError,
  PyExc_ValueError,
} from '../types'
import { dictPointer, PyObject_GenericGetDict } from './generic-attr'
import { runtimeHooks } from './runtime-hooks'

const ID = {
  reduce: _Py_ID('__reduce__'),
  getnewargs: _Py_ID('__getnewargs__'),
  getnewargs_ex: _Py_ID('__getnewargs_ex__'),
  getstate: _Py_ID('__getstate__'),
  newobj: _Py_ID('__newobj__'),
  newobj_ex: _Py_ID('__newobj_ex__'),
  slotnames: _Py_ID('__slotnames__'),
  _slotnames: _Py_ID('_slotnames'),
  _reduce_ex: _Py_ID('_reduce_ex'),
}
const w = (o: Ptr, field: number): number => i32[(o + field) >> 2]
const item = (t: Ptr, i: number): Ptr => i32[(t + L.TUPLE_ITEM + i * 8) >> 2]
const isTuple = (o: Ptr): boolean => typeFlagOf(o, L.TPFLAGS_TUPLE_SUBCLASS)

/** An attribute of the copyreg module, called with the arguments. */
function callCopyreg(name: Ptr, ...args: Ptr[]): Ptr {
  const f = copyregAttribute(name)
  if (f === 0) return 0
  const r = callN(f, ...args)
  Py_DECREF(f)
  return r
}
function copyregAttribute(name: Ptr): Ptr {
  const copyreg = runtimeHooks.importModule('copyreg')
  if (copyreg === 0) return 0
  const f = PyObject_GetAttr(copyreg, name)
  Py_DECREF(copyreg)
  return f
}

/** Arguments for cls.__new__: owned tuple and dict, 0 where not given; null with an error set. */
function newArguments(o: Ptr): { args: Ptr; kwargs: Ptr } | null {
  const ex = _PyObject_LookupSpecial(o, ID.getnewargs_ex)
  if (ex === 0 && PyErr_Occurred()) return null
  if (ex !== 0) {
    const pair = PyObject_CallNoArgs(ex)
    Py_DECREF(ex)
    if (pair === 0) return null
    let problem = ''
    let kind = PyExc_TypeError
    if (!isTuple(pair)) problem = `__getnewargs_ex__ should return a tuple, not '${typeNameOf(pair)}'`
    else if (Py_SIZE(pair) !== 2) {
      problem = `__getnewargs_ex__ should return a tuple of length 2, not ${Py_SIZE(pair)}`
      kind = PyExc_ValueError
    } else if (!isTuple(item(pair, 0))) {
      problem = `first item of the tuple returned by __getnewargs_ex__ must be a tuple, not '${typeNameOf(item(pair, 0))}'`
    } else if (!typeFlagOf(item(pair, 1), L.TPFLAGS_DICT_SUBCLASS)) {
      problem = `second item of the tuple returned by __getnewargs_ex__ must be a dict, not '${typeNameOf(item(pair, 1))}'`
    }
    const found = problem === '' ? { args: Py_NewRef(item(pair, 0)), kwargs: Py_NewRef(item(pair, 1)) } : null
    if (found === null) raise(kind, problem)
    Py_DECREF(pair)
    return found
  }
  const plain = _PyObject_LookupSpecial(o, ID.getnewargs)
  if (plain === 0) return PyErr_Occurred() ? null : { args: 0, kwargs: 0 }
  const args = PyObject_CallNoArgs(plain)
  Py_DECREF(plain)
  if (args === 0) return null
  if (isTuple(args)) return { args, kwargs: 0 }
  typeError(`__getnewargs__ should return a tuple, not '${typeNameOf(args)}'`)
  Py_DECREF(args)
  return null
}

/** Names of all slots of a class: a list or None (new reference), kept in cls.__slotnames__ by copyreg. */
function slotNames(cls: Ptr): Ptr {
  const known = PyDict_GetItemWithError(w(cls, L.TP_DICT), ID.slotnames)
  if (known !== 0) return Py_NewRef(known)
  if (PyErr_Occurred()) return 0
  const names = callCopyreg(ID._slotnames, cls)
  if (names === 0 || names === Py_None || typeFlagOf(names, L.TPFLAGS_LIST_SUBCLASS)) return names
  Py_DECREF(names)
  return typeError("copyreg._slotnames didn't return a list or None")
}

function instanceDictIsEmpty(o: Ptr): boolean {
  const type = Py_TYPE(o)
  if (w(type, L.TP_DICTOFFSET) === 0) return true
  if (w(type, L.TP_FLAGS) & L.TPFLAGS_MANAGED_DICT) return managedDictIsEmpty(o)
  const p = dictPointer(o)
  const dict = p === 0 ? 0 : i32[p >> 2]
  return dict === 0 || PyDict_GET_SIZE(dict) === 0
}

/** The values of the slots that are set, as a dict. */
function slotState(o: Ptr, names: Ptr): Ptr {
  const slots = PyDict_New()
  if (slots === 0) return 0
  const n = Py_SIZE(names)
  for (let i = 0; i < n; i++) {
    // looking an attribute up runs code that may replace the names
    const name = Py_NewRef(i32[(w(names, L.LIST_ITEM) + i * 8) >> 2])
    const v = _PyObject_LookupAttr(o, name)
    let failed = v === 0 ? PyErr_Occurred() !== 0 : PyDict_SetItem(slots, name, v) < 0
    Py_DECREF(name)
    Py_XDECREF(v)
    if (!failed && Py_SIZE(names) !== n) {
      raise(PyExc_RuntimeError, '__slotsname__ changed size during iteration')
      failed = true
    }
    if (failed) {
      Py_DECREF(slots)
      return 0
    }
  }
  return slots
}

/** The default state: the instance dict or None, paired with the slots' values if there are any. */
function defaultState(o: Ptr, required: boolean): Ptr {
  const type = Py_TYPE(o)
  if (required && w(type, L.TP_ITEMSIZE) !== 0) return typeError(`cannot pickle ${typeNameOf(o)} objects`)
  const state = instanceDictIsEmpty(o) ? Py_NewRef(Py_None) : PyObject_GenericGetDict(o)
  if (state === 0) return 0
  const names = slotNames(type)
  if (names === 0) {
    Py_DECREF(state)
    return 0
  }
  const count = names === Py_None ? 0 : Py_SIZE(names)
  if (required) {
    let expected = w(PyBaseObject_Type, L.TP_BASICSIZE) + count * L.SIZEOF_POINTER
    if (w(type, L.TP_DICTOFFSET) !== 0 && (w(type, L.TP_FLAGS) & L.TPFLAGS_MANAGED_DICT) === 0) expected += 8
    if (w(type, L.TP_WEAKLISTOFFSET) > 0) expected += 8
    if (w(type, L.TP_BASICSIZE) > expected) {
      Py_DECREF(names)
      Py_DECREF(state)
      return typeError(`cannot pickle '${typeNameOf(o)}' object`)
    }
  }
  const slots = count === 0 ? 0 : slotState(o, names)
  Py_DECREF(names)
  if (count === 0) return state
  if (slots === 0) {
    Py_DECREF(state)
    return 0
  }
  if (PyDict_GET_SIZE(slots) === 0) {
    Py_DECREF(slots)
    return state
  }
  const pair = PyTuple_Pack(state, slots)
  Py_DECREF(state)
  Py_DECREF(slots)
  return pair
}

const object_getstate_method = (o: Ptr): Ptr => defaultState(o, false)
const GETSTATE = fnPtr(object_getstate_method)

function getState(o: Ptr, required: boolean): Ptr {
  const f = PyObject_GetAttr(o, ID.getstate)
  if (f === 0) return 0
  const isDefault =
    Py_TYPE(f) === PyCFunction_Type && w(f, L.CFUNC_SELF) === o && w(w(f, L.CFUNC_ML), L.ML_METH) === GETSTATE
  const state = isDefault ? defaultState(o, required) : PyObject_CallNoArgs(f)
  Py_DECREF(f)
  return state
}

/** The constructor function of copyreg and its arguments; owned; null with an error set. */
function constructorCall(o: Ptr, args: Ptr, kwargs: Ptr): { newobj: Ptr; newargs: Ptr } | null {
  const cls = Py_TYPE(o)
  if (kwargs !== 0 && PyDict_GET_SIZE(kwargs) > 0) {
    const newobj = copyregAttribute(ID.newobj_ex)
    if (newobj === 0) return null
    return { newobj, newargs: PyTuple_Pack(cls, args, kwargs) }
  }
  const newobj = copyregAttribute(ID.newobj)
  if (newobj === 0) return null
  const n = args === 0 ? 0 : Py_SIZE(args)
  const newargs = PyTuple_New(n + 1)
  if (newargs !== 0) {
    i32[(newargs + L.TUPLE_ITEM) >> 2] = Py_NewRef(cls)
    for (let i = 0; i < n; i++) i32[(newargs + L.TUPLE_ITEM + (i + 1) * 8) >> 2] = Py_NewRef(item(args, i))
  }
  return { newobj, newargs }
}

/** Iterator over the items of a list or dict subclass instance, None for anything else. */
function itemsOf(o: Ptr, flag: number): Ptr {
  if (!typeFlagOf(o, flag)) return Py_NewRef(Py_None)
  if (flag === L.TPFLAGS_LIST_SUBCLASS) return PyObject_GetIter(o)
  const items = PyMapping_Items(o)
  if (items === 0) return 0
  const it = PyObject_GetIter(items)
  Py_DECREF(items)
  return it
}

function reduceNewobj(o: Ptr): Ptr {
  if (w(Py_TYPE(o), L.TP_NEW) === 0) return typeError(`cannot pickle '${typeNameOf(o)}' object`)
  const given = newArguments(o)
  if (given === null) return 0
  const { args, kwargs } = given
  const call = constructorCall(o, args, kwargs)
  const hasArgs = args !== 0
  Py_XDECREF(args)
  Py_XDECREF(kwargs)
  if (call === null) return 0
  const isContainer = typeFlagOf(o, L.TPFLAGS_LIST_SUBCLASS) || typeFlagOf(o, L.TPFLAGS_DICT_SUBCLASS)
  const parts = [call.newobj, call.newargs]
  if (call.newargs !== 0) parts.push(getState(o, !(hasArgs || isContainer)))
  if (parts.at(-1) !== 0) parts.push(itemsOf(o, L.TPFLAGS_LIST_SUBCLASS))
  if (parts.at(-1) !== 0) parts.push(itemsOf(o, L.TPFLAGS_DICT_SUBCLASS))
  const r = parts.at(-1) === 0 ? 0 : PyTuple_Pack(...parts)
  for (const p of parts) Py_XDECREF(p)
  return r
}

function commonReduce(o: Ptr, protocol: number): Ptr {
  if (protocol >= 2) return reduceNewobj(o)
  const n = PyLong_FromLong(protocol)
  const r = callCopyreg(ID._reduce_ex, o, n)
  Py_DECREF(n)
  return r
}

function reduceEx(o: Ptr, protocolObject: Ptr): Ptr {
  const protocol = PyLong_AsInt(protocolObject)
  if (protocol === -1 && PyErr_Occurred()) return 0
  const reduce = _PyObject_LookupAttr(o, ID.reduce)
  if (reduce === 0 && PyErr_Occurred()) return 0
  if (reduce !== 0) {
    const clsReduce = PyObject_GetAttr(Py_TYPE(o), ID.reduce)
    if (clsReduce === 0) {
      Py_DECREF(reduce)
      return 0
    }
    const own = PyDict_GetItemWithError(w(PyBaseObject_Type, L.TP_DICT), ID.reduce)
    const overridden = clsReduce !== own
    Py_DECREF(clsReduce)
    const r = overridden ? PyObject_CallNoArgs(reduce) : 0
    Py_DECREF(reduce)
    if (overridden) return r
  }
  return commonReduce(o, protocol)
}

export const reduceMethods: Record<string, MethodSpec> = {
  __reduce_ex__: O(reduceEx, '__reduce_ex__($self, protocol, /)\n--\n\nHelper for pickle.'),
  __reduce__: NOARGS((o) => commonReduce(o, 0), '__reduce__($self, /)\n--\n\nHelper for pickle.'),
  __getstate__: NOARGS(object_getstate_method, '__getstate__($self, /)\n--\n\nHelper for pickle.'),
}
