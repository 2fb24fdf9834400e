/** PyType_Ready: from the C-level fields of a type to a class with bases, MRO, dictionary and inherited slots. */

import { toUser } from '../../memory/address-map'
import { i32, type Ptr } from '../../memory/heap'
import { PyDict_Contains, PyDict_New, PyDict_SetDefault, PyDict_SetItem } from '../container/dict-core'
import { PyTuple_GetSlice, PyTuple_Pack } from '../container/tuple-core'
import { methodDef, PyObject_HashNotImplemented, VARKW } from '../define'
import { typeError, typeName, typeNameOf } from '../errors'
import { FN, fnPtr, type newfunc, type ternaryfunc } from '../fn-table'
import { Py_DECREF, Py_INCREF, Py_NewRef, Py_SIZE, Py_TYPE } from '../header'
import * as L from '../layout'
import { PyLong_FromVoidPtr } from '../number/int-core'
import { _Py_ID, newStr } from '../text/str-core'
import { EMPTY_TUPLE, Py_None, PyBaseObject_Type } from '../types'
import {
  isClassMethodDef,
  isCoexistDef,
  isStaticMethodDef,
  PyCFunction_New,
  PyDescr_NewClassMethod,
  PyDescr_NewGetSet,
  PyDescr_NewMember,
  PyDescr_NewMethod,
  PyDescr_NewWrapper,
  PyStaticMethod_New,
} from './descr-core'
import { computeMro } from './mro'
import { slot_tp_new } from './slot-functions'
import { slotdefs, slotPtr } from './slotdefs'
import { PyType_Check, PyType_IsSubtype } from './subtype'
import { defsOf } from './type-defs'
import { inheritCollectionFlags, inheritSlots, inheritSpecial, inheritSuites } from './type-inherit'
import { docText, isHeapType } from './type-names'
import { PyWeakref_NewRef } from './weakref-core'

const ID___new__ = _Py_ID('__new__')
const ID___doc__ = _Py_ID('__doc__')
const ID___hash__ = _Py_ID('__hash__')
const ID___module__ = _Py_ID('__module__')
const w = (type: Ptr, field: number): number => i32[(type + field) >> 2]
const has = (type: Ptr, flag: number): boolean => (i32[(type + L.TP_FLAGS) >> 2] & flag) !== 0
const dictOf = (type: Ptr): Ptr => i32[(type + L.TP_DICT) >> 2]
const HASH_NOT_IMPLEMENTED = fnPtr(PyObject_HashNotImplemented)

// --- __new__ of built-in types ---

const SLOT_NEW = fnPtr(slot_tp_new)

/** T.__new__(cls, ...): checks that cls may be made by T's constructor, then calls it (tp_new_wrapper). */
const tp_new_wrapper: ternaryfunc = (type, args, kwds) => {
  const name = typeName(type)
  if (Py_SIZE(args) < 1) return typeError(`${name}.__new__(): not enough arguments`)
  const sub = i32[(args + L.TUPLE_ITEM) >> 2]
  if (!PyType_Check(sub)) return typeError(`${name}.__new__(X): X is not a type object (${typeNameOf(sub)})`)
  const subName = typeName(sub)
  if (!PyType_IsSubtype(sub, type)) {
    return typeError(`${name}.__new__(${subName}): ${subName} is not a subtype of ${name}`)
  }
  let staticBase = sub
  while (staticBase !== 0 && w(staticBase, L.TP_NEW) === SLOT_NEW) staticBase = w(staticBase, L.TP_BASE)
  if (staticBase !== 0 && w(staticBase, L.TP_NEW) !== w(type, L.TP_NEW)) {
    return typeError(`${name}.__new__(${subName}) is not safe, use ${typeName(staticBase)}.__new__()`)
  }
  const rest = PyTuple_GetSlice(args, 1, Py_SIZE(args))
  if (rest === 0) return 0
  const r = (FN[w(type, L.TP_NEW)] as newfunc)(sub, rest, kwds)
  Py_DECREF(rest)
  return r
}
const NEW_DOC =
  '__new__($type, *args, **kwargs)\n--\n\nCreate and return new object.  See help(type) for accurate signature.'
export const TP_NEW_METHODDEF: Ptr = methodDef('__new__', VARKW(tp_new_wrapper, NEW_DOC))

function setNew(type: Ptr, base: Ptr): boolean {
  if (w(type, L.TP_NEW) === 0 && base === PyBaseObject_Type && !isHeapType(type)) {
    i32[(type + L.TP_FLAGS) >> 2] |= L.TPFLAGS_DISALLOW_INSTANTIATION
  }
  if (has(type, L.TPFLAGS_DISALLOW_INSTANTIATION)) {
    i32[(type + L.TP_NEW) >> 2] = 0
    return true
  }
  if (w(type, L.TP_NEW) === 0) {
    i32[(type + L.TP_NEW) >> 2] = w(base, L.TP_NEW)
    return true
  }
  if (PyDict_Contains(dictOf(type), ID___new__)) return true
  const f = PyCFunction_New(TP_NEW_METHODDEF, type, 0)
  return f !== 0 && store(dictOf(type), ID___new__, f)
}

/** dict[name] = value, whose reference is taken. */
function store(dict: Ptr, name: Ptr, value: Ptr): boolean {
  if (value === 0) return false
  const r = PyDict_SetItem(dict, name, value)
  Py_DECREF(value)
  return r >= 0
}

/** dict.setdefault(name, value), whose reference is taken. */
function storeDefault(dict: Ptr, name: Ptr, value: Ptr): boolean {
  if (value === 0) return false
  const r = PyDict_SetDefault(dict, name, value)
  Py_DECREF(value)
  return r !== 0
}

const descrName = (d: Ptr): Ptr => i32[(d + L.D_NAME) >> 2]

/** Slot wrappers for every slot the type fills itself (add_operators). */
function addOperators(type: Ptr): boolean {
  const dict = dictOf(type)
  for (const def of slotdefs) {
    if (def.wrapper === null) continue
    const p = slotPtr(type, def.offset)
    const f = p === 0 ? 0 : i32[p >> 2]
    if (f === 0 || PyDict_Contains(dict, def.name)) continue
    if (f === HASH_NOT_IMPLEMENTED) {
      if (PyDict_SetItem(dict, def.name, Py_None) < 0) return false
    } else if (!store(dict, def.name, PyDescr_NewWrapper(type, def.name, def.index, f))) return false
  }
  return true
}

function addMethod(type: Ptr, def: Ptr): boolean {
  const name = i32[(def + L.ML_NAME) >> 2]
  let d: Ptr
  if (isClassMethodDef(def)) d = PyDescr_NewClassMethod(type, def, name)
  else if (isStaticMethodDef(def)) {
    const f = PyCFunction_New(def, type, 0)
    if (f === 0) return false
    d = PyStaticMethod_New(f)
    Py_DECREF(f)
  } else d = PyDescr_NewMethod(type, def, name)
  return isCoexistDef(def) ? store(dictOf(type), name, d) : storeDefault(dictOf(type), name, d)
}

/** Adds a getset or member descriptor under its own name. */
export function addDescriptor(type: Ptr, d: Ptr): boolean {
  return d !== 0 && storeDefault(dictOf(type), descrName(d), d)
}

/** Definitions that lie behind a heap type (its __slots__) or belong to it; type_new gives them. */
export interface HeapDefs {
  members: Ptr[]
  getset: Ptr[]
}

function fillDict(type: Ptr, heap: HeapDefs | undefined): boolean {
  // a class made by a class statement has no C-level slots of its own yet
  if (heap === undefined && !addOperators(type)) return false
  const defs = defsOf(type)
  for (const def of defs?.methods ?? []) if (!addMethod(type, def)) return false
  for (const def of defs?.members ?? heap?.members ?? [])
    if (!addDescriptor(type, PyDescr_NewMember(type, def))) return false
  for (const def of defs?.getset ?? heap?.getset ?? [])
    if (!addDescriptor(type, PyDescr_NewGetSet(type, def))) return false
  if (PyDict_Contains(dictOf(type), ID___doc__)) return true
  if (!defs?.doc) return PyDict_SetItem(dictOf(type), ID___doc__, Py_None) >= 0
  return store(dictOf(type), ID___doc__, newStr(docText(typeName(type), defs.doc)))
}

/** Registers type in base.__subclasses__: a dict from its address to a weak reference (add_subclass). */
export function addSubclass(base: Ptr, type: Ptr): boolean {
  const key = PyLong_FromVoidPtr(toUser(type))
  if (key === 0) return false
  const ref = PyWeakref_NewRef(type, 0)
  if (ref === 0) {
    Py_DECREF(key)
    return false
  }
  if (w(base, L.TP_SUBCLASSES) === 0) i32[(base + L.TP_SUBCLASSES) >> 2] = PyDict_New()
  const r = PyDict_SetItem(w(base, L.TP_SUBCLASSES), key, ref)
  Py_DECREF(key)
  Py_DECREF(ref)
  return r >= 0
}

function setBases(type: Ptr, ownsBase: boolean): boolean {
  let base = w(type, L.TP_BASE)
  if (base === 0 && type !== PyBaseObject_Type) {
    base = PyBaseObject_Type
    i32[(type + L.TP_BASE) >> 2] = base
  }
  if (base !== 0) {
    if (!ownsBase) Py_INCREF(base)
    if (w(base, L.TP_DICT) === 0 && !PyType_Ready(base)) return false
    if (w(type, L.OB_TYPE) === 0) i32[(type + L.OB_TYPE) >> 2] = Py_TYPE(base)
  }
  if (w(type, L.TP_BASES) === 0) {
    i32[(type + L.TP_BASES) >> 2] = base === 0 ? Py_NewRef(EMPTY_TUPLE) : PyTuple_Pack(base)
  }
  return w(type, L.TP_BASES) !== 0
}

let mroOf: (type: Ptr) => Ptr = computeMro
/** Installs the version that asks a metaclass's own mro(). */
export function setMroFunction(f: (type: Ptr) => Ptr): void {
  mroOf = f
}

function inherit(type: Ptr): void {
  const base = w(type, L.TP_BASE)
  if (base !== 0) inheritSpecial(type, base)
  const mro = w(type, L.TP_MRO)
  for (let i = 1, n = Py_SIZE(mro); i < n; i++) {
    const b = i32[(mro + L.TUPLE_ITEM + i * 8) >> 2]
    inheritSlots(type, b)
    inheritCollectionFlags(type, b)
  }
  if (base !== 0) inheritSuites(type, base)
}

/** __hash__ = None for types that compare but do not hash. */
function setHash(type: Ptr): boolean {
  if (w(type, L.TP_HASH) !== 0 || PyDict_Contains(dictOf(type), ID___hash__)) return true
  if (PyDict_SetItem(dictOf(type), ID___hash__, Py_None) < 0) return false
  i32[(type + L.TP_HASH) >> 2] = HASH_NOT_IMPLEMENTED
  return true
}

function addToBases(type: Ptr): boolean {
  const bases = w(type, L.TP_BASES)
  for (let i = 0, n = Py_SIZE(bases); i < n; i++) {
    if (!addSubclass(i32[(bases + L.TUPLE_ITEM + i * 8) >> 2], type)) return false
  }
  return true
}

/** The names of a heap type of a C module; its `__module__` is an entry of the dict, the last one. */
function nameModuleType(type: Ptr): boolean {
  const full = typeName(type)
  const dot = full.lastIndexOf('.')
  const name = newStr(full.slice(dot + 1))
  if (name === 0) return false
  i32[(type + L.HT_NAME) >> 2] = name
  i32[(type + L.HT_QUALNAME) >> 2] = Py_NewRef(name)
  return (
    PyDict_Contains(dictOf(type), ID___module__) > 0 || store(dictOf(type), ID___module__, newStr(full.slice(0, dot)))
  )
}

/** Makes a type usable; false with an error set on failure. `heap` is given for classes made at run time. */
export function PyType_Ready(type: Ptr, heap?: HeapDefs): boolean {
  if (has(type, L.TPFLAGS_READY)) return true
  i32[(type + L.TP_FLAGS) >> 2] |= L.TPFLAGS_READYING
  if (!isHeapType(type)) i32[(type + L.TP_FLAGS) >> 2] |= L.TPFLAGS_IMMUTABLETYPE
  if (w(type, L.TP_DICT) === 0) i32[(type + L.TP_DICT) >> 2] = PyDict_New()
  if (dictOf(type) === 0 || !setBases(type, heap !== undefined)) return false
  const mro = mroOf(type)
  if (mro === 0) return false
  i32[(type + L.TP_MRO) >> 2] = mro
  if (!setNew(type, w(type, L.TP_BASE)) || !fillDict(type, heap)) return false
  inherit(type)
  if (!setHash(type) || !addToBases(type)) return false
  if (heap === undefined && isHeapType(type) && !nameModuleType(type)) return false
  i32[(type + L.TP_FLAGS) >> 2] = (i32[(type + L.TP_FLAGS) >> 2] & ~L.TPFLAGS_READYING) | L.TPFLAGS_READY
  return true
}
