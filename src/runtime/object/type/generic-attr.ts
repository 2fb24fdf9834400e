/**
 * Attribute access of ordinary objects: data descriptors, then the instance (inline values or dict), then the rest of
 * the class (CPython Objects/object.c, PyObject_GenericGetAttr and _PyObject_GenericSetAttrWithDict).
 */
import { i32, type Ptr } from '../../memory/heap'
import { setAttributeErrorContext, setObjectHooks } from '../abstract/object-protocol'
import {
  _PyObject_GetInstanceAttribute,
  _PyObject_StoreInstanceAttribute,
  _PyObjectDict_SetItem,
  dictAtPointer,
  materialiseInstanceDict,
  PyDict_DelItem,
  PyDict_GetItemWithError,
  PyDict_New,
  PyDict_SetItem,
} from '../container/dict-core'
import { raise, typeError, typeName, typeNameOf } from '../errors'
import { PyErr_Clear, PyErr_Occurred } from '../errors-core'
import { type descrgetfunc, type descrsetfunc, FN } from '../fn-table'
import { Py_CLEAR, Py_DECREF, Py_INCREF, Py_NewRef, Py_SIZE, Py_TYPE, Py_XSETREF, typeFlagOf } from '../header'
import {
  MANAGED_DICT,
  MANAGED_VALUES,
  OB_TYPE,
  TP_BASICSIZE,
  TP_DESCR_GET,
  TP_DESCR_SET,
  TP_DICTOFFSET,
  TP_FLAGS,
  TP_ITEMSIZE,
  TPFLAGS_DICT_SUBCLASS,
  TPFLAGS_MANAGED_DICT,
  TPFLAGS_UNICODE_SUBCLASS,
} from '../layout'
import { strToJS } from '../text/str-core'
import { PyExc_AttributeError, PyExc_KeyError, PyType_Type, PyUnicode_Type } from '../types'
import { raiseFormat } from './format-str'
import { errorIs, PyType_IsSubtype } from './subtype'
import { _PyType_Lookup } from './type-core'

/** Address of the word that holds the instance's dict, 0 when it has none; for inline values that word is 0 (_PyObject_DictPointer). */
export function dictPointer(o: Ptr): Ptr {
  const type = i32[(o + OB_TYPE) >> 2]
  if (i32[(type + TP_FLAGS) >> 2] & TPFLAGS_MANAGED_DICT) return o + MANAGED_DICT
  const offset = i32[(type + TP_DICTOFFSET) >> 2]
  if (offset >= 0) return offset === 0 ? 0 : o + offset
  const n = Math.abs(Py_SIZE(o))
  const size = (i32[(type + TP_BASICSIZE) >> 2] + n * i32[(type + TP_ITEMSIZE) >> 2] + 7) & ~7
  return o + size + offset
}

/** Address of the instance's inline values, 0 when there are none. */
export const inlineValues = (o: Ptr): Ptr =>
  i32[(i32[(o + OB_TYPE) >> 2] + TP_FLAGS) >> 2] & TPFLAGS_MANAGED_DICT ? i32[(o + MANAGED_VALUES) >> 2] : 0

/** As dictPointer, but inline values become a dict first (_PyObject_GetDictPtr). */
export function _PyObject_GetDictPtr(o: Ptr): Ptr {
  if (inlineValues(o) !== 0 && materialiseInstanceDict(o) === 0) {
    PyErr_Clear()
    return 0
  }
  return dictPointer(o)
}

const notFound = (o: Ptr, name: Ptr): 0 =>
  raiseFormat(PyExc_AttributeError, 36, `'${typeNameOf(o)}' object has no attribute '${strToJS(name)}'`)

/** Looks in the instance itself. Owned, or 0: absent or error. */
function instanceLookup(o: Ptr, type: Ptr, name: Ptr): Ptr {
  let dict = 0
  if (i32[(type + TP_FLAGS) >> 2] & TPFLAGS_MANAGED_DICT) {
    if (i32[(o + MANAGED_VALUES) >> 2] !== 0) {
      if (i32[(name + OB_TYPE) >> 2] === PyUnicode_Type) return _PyObject_GetInstanceAttribute(o, name)
      dict = materialiseInstanceDict(o)
    } else dict = i32[(o + MANAGED_DICT) >> 2]
  } else {
    const p = dictPointer(o)
    if (p !== 0) dict = i32[p >> 2]
  }
  return dict === 0 ? 0 : dictLookup(dict, name)
}

function dictLookup(dict: Ptr, name: Ptr): Ptr {
  Py_INCREF(dict)
  const v = PyDict_GetItemWithError(dict, name)
  if (v !== 0) Py_INCREF(v)
  Py_DECREF(dict)
  return v
}

function getAttr(o: Ptr, name: Ptr, givenDict: Ptr, suppress: boolean): Ptr {
  const type = i32[(o + OB_TYPE) >> 2]
  if (!typeFlagOf(name, TPFLAGS_UNICODE_SUBCLASS)) {
    return typeError(`attribute name must be string, not '${typeNameOf(name)}'`)
  }
  const descr = _PyType_Lookup(type, name)
  let get = 0
  if (descr !== 0) {
    Py_INCREF(descr)
    const descrType = i32[(descr + OB_TYPE) >> 2]
    get = i32[(descrType + TP_DESCR_GET) >> 2]
    if (get !== 0 && i32[(descrType + TP_DESCR_SET) >> 2] !== 0) return bindThrough(descr, get, o, type, suppress)
  }
  const own = givenDict === 0 ? instanceLookup(o, type, name) : dictLookup(givenDict, name)
  if (own !== 0) {
    if (descr !== 0) Py_DECREF(descr)
    return own
  }
  if (PyErr_Occurred()) {
    if (!suppress || !errorIs(PyExc_AttributeError)) {
      if (descr !== 0) Py_DECREF(descr)
      return 0
    }
    PyErr_Clear()
  }
  if (get !== 0) return bindThrough(descr, get, o, type, suppress)
  if (descr !== 0) return descr
  if (suppress) return 0
  notFound(o, name)
  setAttributeErrorContext(o, name)
  return 0
}

function bindThrough(descr: Ptr, get: number, o: Ptr, type: Ptr, suppress: boolean): Ptr {
  const r = (FN[get] as descrgetfunc)(descr, o, type)
  Py_DECREF(descr)
  if (r === 0 && suppress && errorIs(PyExc_AttributeError)) PyErr_Clear()
  return r
}

export function PyObject_GenericGetAttr(o: Ptr, name: Ptr): Ptr {
  return getAttr(o, name, 0, false)
}
/** Looks in `dict` instead of the object's own (_PyObject_GenericGetAttrWithDict). */
export const genericGetAttrWithDict = (o: Ptr, name: Ptr, dict: Ptr, suppress: boolean): Ptr =>
  getAttr(o, name, dict, suppress)
/** 0 without an error for a missing attribute. */
export function genericGetAttrOrNull(o: Ptr, name: Ptr): Ptr {
  return getAttr(o, name, 0, true)
}

/** Result of storing in or deleting from the instance; a missing key becomes the AttributeError. */
function stored(o: Ptr, type: Ptr, name: Ptr, r: number): number {
  if (r >= 0 || !errorIs(PyExc_KeyError)) return r
  PyErr_Clear()
  if (PyType_IsSubtype(type, PyType_Type)) {
    raiseFormat(PyExc_AttributeError, 40, `type object '${typeName(o)}' has no attribute '${strToJS(name)}'`)
  } else {
    raiseFormat(PyExc_AttributeError, 37, `'${typeName(type)}' object has no attribute '${strToJS(name)}'`)
  }
  return -1
}

/** Stores (value 0: deletes) an attribute in `givenDict`, or in the instance when that is 0. */
export function genericSetAttrWithDict(o: Ptr, name: Ptr, value: Ptr, givenDict: Ptr): number {
  const type = i32[(o + OB_TYPE) >> 2]
  if (!typeFlagOf(name, TPFLAGS_UNICODE_SUBCLASS)) {
    typeError(`attribute name must be string, not '${typeNameOf(name)}'`)
    return -1
  }
  const descr = _PyType_Lookup(type, name)
  if (descr !== 0) {
    const set = i32[(i32[(descr + OB_TYPE) >> 2] + TP_DESCR_SET) >> 2]
    if (set !== 0) {
      Py_INCREF(descr)
      const r = (FN[set] as descrsetfunc)(descr, o, value)
      Py_DECREF(descr)
      return r
    }
  }
  Py_INCREF(name)
  Py_INCREF(type)
  const r = stored(o, type, name, storeInInstance(o, type, name, value, givenDict, descr))
  Py_DECREF(type)
  Py_DECREF(name)
  return r
}

function storeInInstance(o: Ptr, type: Ptr, name: Ptr, value: Ptr, givenDict: Ptr, descr: Ptr): number {
  if (givenDict !== 0) {
    Py_INCREF(givenDict)
    const r = value === 0 ? PyDict_DelItem(givenDict, name) : PyDict_SetItem(givenDict, name, value)
    Py_DECREF(givenDict)
    return r
  }
  if (inlineValues(o) !== 0) return _PyObject_StoreInstanceAttribute(o, name, value)
  const p = dictPointer(o)
  if (p !== 0) return _PyObjectDict_SetItem(type, p, name, value)
  if (descr === 0) {
    raise(PyExc_AttributeError, `'${typeName(type)}' object has no attribute '${strToJS(name)}'`)
  } else {
    raise(PyExc_AttributeError, `'${typeName(type)}' object attribute '${strToJS(name)}' is read-only`)
  }
  return -1
}

export function PyObject_GenericSetAttr(o: Ptr, name: Ptr, value: Ptr): number {
  return genericSetAttrWithDict(o, name, value, 0)
}

/** __dict__ getter: the instance's dict, made when it does not exist yet (PyObject_GenericGetDict). */
export function PyObject_GenericGetDict(o: Ptr): Ptr {
  if (inlineValues(o) !== 0) {
    const made = materialiseInstanceDict(o)
    return made === 0 ? 0 : Py_NewRef(made)
  }
  const p = dictPointer(o)
  if (p === 0) return raise(PyExc_AttributeError, 'This object has no __dict__')
  const dict = dictAtPointer(Py_TYPE(o), p)
  return dict === 0 ? 0 : Py_NewRef(dict)
}

/** __dict__ setter (PyObject_GenericSetDict). */
export function PyObject_GenericSetDict(o: Ptr, value: Ptr): number {
  const p = _PyObject_GetDictPtr(o)
  if (p === 0) {
    raise(PyExc_AttributeError, 'This object has no __dict__')
    return -1
  }
  if (value === 0) {
    typeError('cannot delete __dict__')
    return -1
  }
  if (!typeFlagOf(value, TPFLAGS_DICT_SUBCLASS)) {
    typeError(`__dict__ must be set to a dictionary, not a '${typeNameOf(value)}'`)
    return -1
  }
  Py_INCREF(value)
  Py_XSETREF(p, value)
  return 0
}

/** __dict__ of an object for functions and the like, whose dict word is at a fixed address; made on demand. */
export function dictAt(slot: Ptr): Ptr {
  if (i32[slot >> 2] === 0) i32[slot >> 2] = PyDict_New()
  return i32[slot >> 2]
}

export const clearDictAt = (slot: Ptr): void => Py_CLEAR(slot)

setObjectHooks({ genericGetAttr: PyObject_GenericGetAttr, genericGetAttrOrNull })
