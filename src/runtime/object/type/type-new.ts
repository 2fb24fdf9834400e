/** type.__new__: a class statement's work, step by step as CPython 3.11 does it (typeobject.c, type_new). */
import { objMalloc } from '../../memory/domains'
import { i32, type Ptr, u8 } from '../../memory/heap'
import { _PyObject_LookupAttr, _PyObject_LookupSpecial, PyObject_GetAttr, reprJS } from '../abstract/object-protocol'
import { PyObject_GC_Del, PyType_GenericAlloc } from '../alloc'
import { callNSteal, PyObject_Vectorcall } from '../call'
import {
  _PyDict_NewKeysForClass,
  PyDict_Contains,
  PyDict_Copy,
  PyDict_DelItem,
  PyDict_GetItemWithError,
  PyDict_SetItem,
} from '../container/dict-core'
import { PyTuple_Pack } from '../container/tuple-core'
import { raise, typeError, typeName, typeNameOf } from '../errors'
import { PyErr_NoMemory, PyErr_Occurred } from '../errors-core'
import { type allocfunc, FN, fnPtr, type newfunc } from '../fn-table'
import { Py_DECREF, Py_INCREF, Py_NewRef, Py_SIZE, Py_TYPE, Py_XDECREF, Py_XSETREF, typeFlagOf } from '../header'
import { cStackPop, cStackPush } from '../interp'
import * as L from '../layout'
import { PyUnicode_AsUTF8 } from '../text/codec-utf8'
import { _Py_ID, PyUnicode_IS_ASCII, PyUnicode_IS_COMPACT, strToJS } from '../text/str-core'
import {
  PyBaseObject_Type,
  PyCell_Type,
  PyExc_RuntimeError,
  PyExc_ValueError,
  PyFunction_Type,
  PySuper_Type,
} from '../types'
import { _PyObject_FastCallDict } from './call-objects'
import { getSetDef, PyClassMethod_New, PyStaticMethod_New } from './descr-core'
import { dictEach } from './dict-each'
import { bestBase, calculateMetaclass } from './mro'
import { runtimeHooks } from './runtime-hooks'
import { PyType_Check } from './subtype'
import { subtype_dict, subtype_getweakref, subtype_setdict } from './subtype-attributes'
import { subtype_clear, subtype_dealloc, subtype_traverse } from './subtype-gc'
import { PyType_Ready } from './type-ready'
import { layOutInstance, planSlots, type SlotsPlan } from './type-slots'
import { fixupSlotDispatchers } from './type-update'

const ID___module__ = _Py_ID('__module__')
const ID___name__ = _Py_ID('__name__')
const ID___qualname__ = _Py_ID('__qualname__')
const ID___doc__ = _Py_ID('__doc__')
const ID___new__ = _Py_ID('__new__')
const ID___slots__ = _Py_ID('__slots__')
const ID___init_subclass__ = _Py_ID('__init_subclass__')
const ID___class_getitem__ = _Py_ID('__class_getitem__')
const ID___classcell__ = _Py_ID('__classcell__')
const ID___set_name__ = _Py_ID('__set_name__')
const ID___mro_entries__ = _Py_ID('__mro_entries__')

const DICT_GETSET = getSetDef('__dict__', {
  get: subtype_dict,
  set: subtype_setdict,
  doc: 'dictionary for instance variables (if defined)',
})
const WEAKREF_GETSET = getSetDef('__weakref__', {
  get: subtype_getweakref,
  doc: 'list of weak references to the object (if defined)',
})

const item = (t: Ptr, i: number): Ptr => i32[(t + L.TUPLE_ITEM + i * 8) >> 2]

interface Context extends SlotsPlan {
  metatype: Ptr
  origDict: Ptr
  kwds: Ptr
}

function checkArguments(args: Ptr): boolean {
  if (Py_SIZE(args) !== 3) {
    typeError(`type.__new__() takes exactly 3 arguments (${Py_SIZE(args)} given)`)
    return false
  }
  const wanted: [number, string][] = [
    [L.TPFLAGS_UNICODE_SUBCLASS, 'str'],
    [L.TPFLAGS_TUPLE_SUBCLASS, 'tuple'],
    [L.TPFLAGS_DICT_SUBCLASS, 'dict'],
  ]
  for (let i = 0; i < 3; i++) {
    if (!typeFlagOf(item(args, i), wanted[i][0])) {
      typeError(`type.__new__() argument ${i + 1} must be ${wanted[i][1]}, not ${typeNameOf(item(args, i))}`)
      return false
    }
  }
  return true
}

function refuseMroEntries(bases: Ptr): boolean {
  for (let i = 0, n = Py_SIZE(bases); i < n; i++) {
    const base = item(bases, i)
    if (PyType_Check(base)) continue
    const entries = _PyObject_LookupAttr(base, ID___mro_entries__)
    if (entries !== 0) {
      Py_DECREF(entries)
      typeError("type() doesn't support MRO entry resolution; use types.new_class()")
      return false
    }
    if (PyErr_Occurred()) return false
  }
  return true
}

/** tp_new of type. */
export const type_new: newfunc = (metatype, args, kwds) => {
  if (!checkArguments(args)) return 0
  const ctx: Context = {
    metatype,
    name: item(args, 0),
    bases: item(args, 1),
    origDict: item(args, 2),
    kwds,
    base: PyBaseObject_Type,
    slots: 0,
    addDict: false,
    addWeak: false,
  }
  if (Py_SIZE(ctx.bases) === 0) {
    ctx.bases = PyTuple_Pack(PyBaseObject_Type)
    if (ctx.bases === 0) return 0
  } else {
    if (!refuseMroEntries(ctx.bases)) return 0
    const winner = calculateMetaclass(metatype, ctx.bases)
    if (winner === 0) return 0
    if (winner !== metatype) {
      const tpNew = i32[(winner + L.TP_NEW) >> 2]
      // the winner's own constructor takes over
      if (tpNew !== TYPE_NEW) return (FN[tpNew] as newfunc)(winner, args, kwds)
      ctx.metatype = winner
    }
    ctx.base = bestBase(ctx.bases)
    if (ctx.base === 0) return 0
    Py_INCREF(ctx.bases)
  }
  const type = newType(ctx)
  Py_DECREF(ctx.bases)
  return type
}
const TYPE_NEW = fnPtr(type_new)

function newType(ctx: Context): Ptr {
  const dict = PyDict_Copy(ctx.origDict)
  if (dict === 0) return 0
  const slots = PyDict_GetItemWithError(dict, ID___slots__)
  if ((slots === 0 && PyErr_Occurred()) || !planSlots(ctx, slots, dict)) {
    Py_XDECREF(ctx.slots)
    Py_DECREF(dict)
    return 0
  }
  const type = allocate(ctx)
  if (type === 0) {
    Py_XDECREF(ctx.slots)
    Py_DECREF(dict)
    return 0
  }
  i32[(type + L.TP_DICT) >> 2] = dict
  i32[(type + L.HT_SLOTS) >> 2] = ctx.slots
  if (setAttributes(ctx, type, dict) && finish(ctx, type)) return type
  Py_DECREF(type)
  return 0
}

const DEALLOC = fnPtr(subtype_dealloc)
const TRAVERSE = fnPtr(subtype_traverse)
const CLEAR = fnPtr(subtype_clear)
const GENERIC_ALLOC = fnPtr(PyType_GenericAlloc)
const GC_DEL = fnPtr(PyObject_GC_Del)

function allocate(ctx: Context): Ptr {
  const nslots = ctx.slots === 0 ? 0 : Py_SIZE(ctx.slots)
  const type = (FN[i32[(ctx.metatype + L.TP_ALLOC) >> 2]] as allocfunc)(ctx.metatype, nslots)
  if (type === 0) return 0
  const set = (field: number, v: number): void => {
    i32[(type + field) >> 2] = v
  }
  set(L.TP_FLAGS, L.TPFLAGS_DEFAULT | L.TPFLAGS_HEAPTYPE | L.TPFLAGS_BASETYPE | L.TPFLAGS_HAVE_GC)
  set(L.TP_AS_ASYNC, type + L.AS_ASYNC)
  set(L.TP_AS_SEQUENCE, type + L.AS_SEQUENCE)
  set(L.TP_AS_MAPPING, type + L.AS_MAPPING)
  set(L.TP_AS_NUMBER, type + L.AS_NUMBER)
  set(L.TP_AS_BUFFER, type + L.AS_BUFFER)
  set(L.TP_BASES, Py_NewRef(ctx.bases))
  set(L.TP_BASE, Py_NewRef(ctx.base))
  set(L.TP_DEALLOC, DEALLOC)
  set(L.TP_ALLOC, GENERIC_ALLOC)
  set(L.TP_FREE, GC_DEL)
  set(L.TP_TRAVERSE, TRAVERSE)
  set(L.TP_CLEAR, CLEAR)
  set(L.HT_NAME, Py_NewRef(ctx.name))
  return type
}

function setName(ctx: Context, type: Ptr): boolean {
  i32[(type + L.TP_NAME) >> 2] = ctx.name
  // tp_name is the UTF-8 form: a name beyond ASCII keeps it from now on
  if (!PyUnicode_IS_ASCII(ctx.name) && PyUnicode_IS_COMPACT(ctx.name) && PyUnicode_AsUTF8(ctx.name) === 0) return false
  if (!strToJS(ctx.name).includes('\0')) return true
  raise(PyExc_ValueError, 'type name must not contain null characters')
  return false
}

/** __module__ from the globals of the code that runs the class statement. */
function setModule(dict: Ptr): boolean {
  const there = PyDict_Contains(dict, ID___module__)
  if (there !== 0) return there > 0
  const globals = runtimeHooks.globals()
  if (globals === 0) return true
  const module = PyDict_GetItemWithError(globals, ID___name__)
  if (module === 0) return !PyErr_Occurred()
  return PyDict_SetItem(dict, ID___module__, module) >= 0
}

function setQualname(type: Ptr, dict: Ptr): boolean {
  const qualname = PyDict_GetItemWithError(dict, ID___qualname__)
  if (qualname === 0) {
    if (PyErr_Occurred()) return false
    i32[(type + L.HT_QUALNAME) >> 2] = Py_NewRef(i32[(type + L.HT_NAME) >> 2])
    return true
  }
  if (!typeFlagOf(qualname, L.TPFLAGS_UNICODE_SUBCLASS)) {
    typeError(`type __qualname__ must be a str, not ${typeNameOf(qualname)}`)
    return false
  }
  i32[(type + L.HT_QUALNAME) >> 2] = Py_NewRef(qualname)
  return PyDict_DelItem(dict, ID___qualname__) >= 0
}

/** tp_doc of a class is a private copy of its docstring's bytes, and costs that memory. */
function setDoc(type: Ptr, dict: Ptr): boolean {
  const doc = PyDict_GetItemWithError(dict, ID___doc__)
  if (doc === 0) return !PyErr_Occurred()
  if (!typeFlagOf(doc, L.TPFLAGS_UNICODE_SUBCLASS)) return true
  const bytes = new TextEncoder().encode(strToJS(doc))
  const p = objMalloc(bytes.length + 1)
  if (p === 0) {
    PyErr_NoMemory()
    return false
  }
  u8.set(bytes, p)
  u8[p + bytes.length] = 0
  i32[(type + L.TP_DOC) >> 2] = p
  return true
}

/** Wraps a plain function in the namespace: __new__ becomes a static method, __init_subclass__ a class method. */
function wrapFunction(dict: Ptr, name: Ptr, wrap: (f: Ptr) => Ptr): boolean {
  const f = PyDict_GetItemWithError(dict, name)
  if (f === 0) return !PyErr_Occurred()
  if (Py_TYPE(f) !== PyFunction_Type) return true
  const wrapped = wrap(f)
  if (wrapped === 0) return false
  const r = PyDict_SetItem(dict, name, wrapped)
  Py_DECREF(wrapped)
  return r >= 0
}

/** The cell through which methods of the class see __class__. */
function setClassCell(type: Ptr, dict: Ptr): boolean {
  const cell = PyDict_GetItemWithError(dict, ID___classcell__)
  if (cell === 0) return !PyErr_Occurred()
  if (Py_TYPE(cell) !== PyCell_Type) {
    typeError(`__classcell__ must be a nonlocal cell, not ${reprJS(Py_TYPE(cell))}`)
    return false
  }
  Py_XSETREF(cell + L.CELL_REF, Py_NewRef(type))
  return PyDict_DelItem(dict, ID___classcell__) >= 0
}

function setAttributes(ctx: Context, type: Ptr, dict: Ptr): boolean {
  if (
    !setName(ctx, type) ||
    !setModule(dict) ||
    !setQualname(type, dict) ||
    !setDoc(type, dict) ||
    !wrapFunction(dict, ID___new__, PyStaticMethod_New) ||
    !wrapFunction(dict, ID___init_subclass__, PyClassMethod_New) ||
    !wrapFunction(dict, ID___class_getitem__, PyClassMethod_New)
  ) {
    return false
  }
  const members = layOutInstance(type, ctx)
  const getset: Ptr[] = []
  if (i32[(type + L.TP_DICTOFFSET) >> 2] !== 0) getset.push(DICT_GETSET)
  if (i32[(type + L.TP_WEAKLISTOFFSET) >> 2] !== 0) getset.push(WEAKREF_GETSET)
  return setClassCell(type, dict) && PyType_Ready(type, { members, getset })
}

/** Slots, the shared key table, __set_name__ of the namespace's values, __init_subclass__ of the base. */
function finish(ctx: Context, type: Ptr): boolean {
  fixupSlotDispatchers(type)
  if (i32[(type + L.TP_FLAGS) >> 2] & L.TPFLAGS_MANAGED_DICT) {
    i32[(type + L.HT_CACHED_KEYS) >> 2] = _PyDict_NewKeysForClass()
  }
  return setNames(type) && initSubclass(type, ctx.kwds)
}

function setNames(type: Ptr): boolean {
  const names = PyDict_Copy(i32[(type + L.TP_DICT) >> 2])
  if (names === 0) return false
  const ok = dictEach(names, (key, value) => {
    const setName = _PyObject_LookupSpecial(value, ID___set_name__)
    if (setName === 0) return !PyErr_Occurred()
    const r = callNSteal(setName, type, key)
    if (r !== 0) {
      Py_DECREF(r)
      return true
    }
    runtimeHooks.raiseFromCause(
      PyExc_RuntimeError,
      `Error calling __set_name__ on '${typeNameOf(value)}' instance ${reprJS(key)} in '${typeName(type)}'`,
    )
    return false
  })
  Py_DECREF(names)
  return ok
}

function initSubclass(type: Ptr, kwds: Ptr): boolean {
  const args = cStackPush(2)
  i32[args >> 2] = type
  i32[(args + 8) >> 2] = type
  const superObject = PyObject_Vectorcall(PySuper_Type, args, 2, 0)
  cStackPop(args)
  if (superObject === 0) return false
  const f = PyObject_GetAttr(superObject, ID___init_subclass__)
  Py_DECREF(superObject)
  if (f === 0) return false
  const r = _PyObject_FastCallDict(f, 0, 0, kwds)
  Py_DECREF(f)
  if (r === 0) return false
  Py_DECREF(r)
  return true
}
