/** The attributes every class has: __name__, __module__, __bases__, __doc__ ... (CPython typeobject.c, type_getsets). */
import { i32, type Ptr } from '../../memory/heap'
import { PyObject_IsTrue } from '../abstract/object-protocol'
import {
  PyDict_Contains,
  PyDict_DelItem,
  PyDict_GetItemWithError,
  PyDict_New,
  PyDict_SetItem,
} from '../container/dict-core'
import type { GetSetSpec } from '../define'
import { raise, raiseObject, typeError, typeName, typeNameOf } from '../errors'
import { PyErr_Clear, PyErr_Occurred } from '../errors-core'
import { type descrgetfunc, FN } from '../fn-table'
import { Py_DECREF, Py_INCREF, Py_NewRef, Py_TYPE, typeFlagOf } from '../header'
import * as L from '../layout'
import { PyUnicode_InternInPlace } from '../text/intern'
import { _Py_ID, newStr, strToJS } from '../text/str-core'
import { Py_None, PyExc_AttributeError, PyExc_KeyError, PyExc_ValueError, PyType_Type } from '../types'
import { PyDictProxy_New } from './mappingproxy-core'
import { errorIs } from './subtype'
import { setBases } from './type-bases'
import { PyType_Modified } from './type-core'
import { defsOf } from './type-defs'
import { docText, isHeapType, shortName, signatureText } from './type-names'

const ID___module__ = _Py_ID('__module__')
const ID___doc__ = _Py_ID('__doc__')
const ID___abstractmethods__ = _Py_ID('__abstractmethods__')
const ID___annotations__ = _Py_ID('__annotations__')
const ID_builtins = _Py_ID('builtins')
const dictOf = (type: Ptr): Ptr => i32[(type + L.TP_DICT) >> 2]
const isStr = (o: Ptr): boolean => typeFlagOf(o, L.TPFLAGS_UNICODE_SUBCLASS)

/** May this attribute be set (value) or deleted (0)? False with TypeError set. */
function mayChange(type: Ptr, value: Ptr, name: string): boolean {
  if (i32[(type + L.TP_FLAGS) >> 2] & L.TPFLAGS_IMMUTABLETYPE) {
    typeError(`cannot set '${name}' attribute of immutable type '${typeName(type)}'`)
    return false
  }
  if (value === 0) {
    typeError(`cannot delete '${name}' attribute of immutable type '${typeName(type)}'`)
    return false
  }
  return true
}

/** New reference to __name__. */
export const type_name = (type: Ptr): Ptr =>
  isHeapType(type) ? Py_NewRef(i32[(type + L.HT_NAME) >> 2]) : PyUnicode_InternInPlace(newStr(shortName(type)))

export const type_qualname = (type: Ptr): Ptr =>
  isHeapType(type) ? Py_NewRef(i32[(type + L.HT_QUALNAME) >> 2]) : type_name(type)

/** New reference to __module__; 0 with AttributeError for classes without one. */
export function type_module(type: Ptr): Ptr {
  if (isHeapType(type)) {
    const module = PyDict_GetItemWithError(dictOf(type), ID___module__)
    if (module !== 0) return Py_NewRef(module)
    return PyErr_Occurred() ? 0 : raiseObject(PyExc_AttributeError, ID___module__)
  }
  const name = typeName(type)
  const dot = name.lastIndexOf('.')
  return dot < 0 ? Py_NewRef(ID_builtins) : PyUnicode_InternInPlace(newStr(name.slice(0, dot)))
}

function setName(type: Ptr, value: Ptr): number {
  if (!mayChange(type, value, '__name__')) return -1
  if (!isStr(value)) {
    typeError(`can only assign string to ${typeName(type)}.__name__, not '${typeNameOf(value)}'`)
    return -1
  }
  if (strToJS(value).includes('\0')) {
    raise(PyExc_ValueError, 'type name must not contain null characters')
    return -1
  }
  Py_INCREF(value)
  const old = i32[(type + L.HT_NAME) >> 2]
  i32[(type + L.HT_NAME) >> 2] = value
  i32[(type + L.TP_NAME) >> 2] = value
  Py_DECREF(old)
  return 0
}

function setQualname(type: Ptr, value: Ptr): number {
  if (!mayChange(type, value, '__qualname__')) return -1
  if (!isStr(value)) {
    typeError(`can only assign string to ${typeName(type)}.__qualname__, not '${typeNameOf(value)}'`)
    return -1
  }
  const old = i32[(type + L.HT_QUALNAME) >> 2]
  i32[(type + L.HT_QUALNAME) >> 2] = Py_NewRef(value)
  Py_DECREF(old)
  return 0
}

function setModule(type: Ptr, value: Ptr): number {
  if (!mayChange(type, value, '__module__')) return -1
  PyType_Modified(type)
  return PyDict_SetItem(dictOf(type), ID___module__, value)
}

function assignBases(type: Ptr, value: Ptr): number {
  return mayChange(type, value, '__bases__') ? setBases(type, value) : -1
}

/** New reference to the set of abstract methods. */
export function type_abstractmethods(type: Ptr): Ptr {
  // type itself has the descriptor in its dict; it has no abstract methods
  const set = type === PyType_Type ? 0 : PyDict_GetItemWithError(dictOf(type), ID___abstractmethods__)
  if (set !== 0) return Py_NewRef(set)
  return PyErr_Occurred() ? 0 : raiseObject(PyExc_AttributeError, ID___abstractmethods__)
}

function setAbstractmethods(type: Ptr, value: Ptr): number {
  let abstract = 0
  let r: number
  if (value !== 0) {
    abstract = PyObject_IsTrue(value)
    if (abstract < 0) return -1
    r = PyDict_SetItem(dictOf(type), ID___abstractmethods__, value)
  } else {
    r = PyDict_DelItem(dictOf(type), ID___abstractmethods__)
    if (r < 0 && errorIs(PyExc_KeyError)) {
      PyErr_Clear()
      raiseObject(PyExc_AttributeError, ID___abstractmethods__)
    }
  }
  if (r < 0) return -1
  PyType_Modified(type)
  if (abstract) i32[(type + L.TP_FLAGS) >> 2] |= L.TPFLAGS_IS_ABSTRACT
  else i32[(type + L.TP_FLAGS) >> 2] &= ~L.TPFLAGS_IS_ABSTRACT
  return 0
}

function getDoc(type: Ptr): Ptr {
  const doc = isHeapType(type) ? '' : defsOf(type)?.doc
  if (doc) return newStr(docText(typeName(type), doc))
  const value = PyDict_GetItemWithError(dictOf(type), ID___doc__)
  if (value === 0) return PyErr_Occurred() ? 0 : Py_NewRef(Py_None)
  const get = i32[(Py_TYPE(value) + L.TP_DESCR_GET) >> 2]
  return get === 0 ? Py_NewRef(value) : (FN[get] as descrgetfunc)(value, 0, type)
}

function setDoc(type: Ptr, value: Ptr): number {
  if (!mayChange(type, value, '__doc__')) return -1
  PyType_Modified(type)
  return PyDict_SetItem(dictOf(type), ID___doc__, value)
}

function getTextSignature(type: Ptr): Ptr {
  const doc = defsOf(type)?.doc
  const text = doc ? signatureText(typeName(type), doc) : null
  return text === null ? Py_NewRef(Py_None) : newStr(text)
}

function getAnnotations(type: Ptr): Ptr {
  if (!isHeapType(type)) {
    return raise(PyExc_AttributeError, `type object '${typeName(type)}' has no attribute '__annotations__'`)
  }
  const there = PyDict_GetItemWithError(dictOf(type), ID___annotations__)
  if (there !== 0) {
    const get = i32[(Py_TYPE(there) + L.TP_DESCR_GET) >> 2]
    return get === 0 ? Py_NewRef(there) : (FN[get] as descrgetfunc)(there, 0, type)
  }
  if (PyErr_Occurred()) return 0
  const made = PyDict_New()
  if (made === 0) return 0
  if (PyDict_SetItem(dictOf(type), ID___annotations__, made) < 0) {
    Py_DECREF(made)
    return 0
  }
  PyType_Modified(type)
  return made
}

function setAnnotations(type: Ptr, value: Ptr): number {
  if (i32[(type + L.TP_FLAGS) >> 2] & L.TPFLAGS_IMMUTABLETYPE) {
    typeError(`cannot set '__annotations__' attribute of immutable type '${typeName(type)}'`)
    return -1
  }
  let r: number
  if (value !== 0) r = PyDict_SetItem(dictOf(type), ID___annotations__, value)
  else {
    if (!PyDict_Contains(dictOf(type), ID___annotations__)) {
      raise(PyExc_AttributeError, '__annotations__')
      return -1
    }
    r = PyDict_DelItem(dictOf(type), ID___annotations__)
  }
  if (r === 0) PyType_Modified(type)
  return r
}

export const typeGetSets: Record<string, GetSetSpec> = {
  __name__: { get: type_name, set: setName },
  __qualname__: { get: type_qualname, set: setQualname },
  __bases__: { get: (type) => Py_NewRef(i32[(type + L.TP_BASES) >> 2]), set: assignBases },
  __module__: { get: type_module, set: setModule },
  __abstractmethods__: { get: type_abstractmethods, set: setAbstractmethods },
  __dict__: { get: (type) => (dictOf(type) === 0 ? Py_NewRef(Py_None) : PyDictProxy_New(dictOf(type))) },
  __doc__: { get: getDoc, set: setDoc },
  __text_signature__: { get: getTextSignature },
  __annotations__: { get: getAnnotations, set: setAnnotations },
}
