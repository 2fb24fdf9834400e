/** __dict__ and __weakref__ of instances of Python-defined classes (CPython typeobject.c, subtype_dict ...). */
import { i32, type Ptr } from '../../memory/heap'
import { raise, typeError, typeNameOf } from '../errors'
import { type descrgetfunc, type descrsetfunc, FN } from '../fn-table'
import { Py_DECREF, Py_INCREF, Py_NewRef, Py_TYPE, Py_XINCREF, Py_XSETREF, typeFlagOf } from '../header'
import {
  D_TYPE,
  TP_BASE,
  TP_DESCR_GET,
  TP_DESCR_SET,
  TP_DICTOFFSET,
  TP_FLAGS,
  TP_WEAKLISTOFFSET,
  TPFLAGS_DICT_SUBCLASS,
  TPFLAGS_HEAPTYPE,
} from '../layout'
import { _Py_ID } from '../text/str-core'
import { Py_None, PyExc_AttributeError } from '../types'
import { _PyObject_GetDictPtr, PyObject_GenericGetDict } from './generic-attr'
import { PyType_IsSubtype } from './subtype'
import { _PyType_Lookup } from './type-core'

const ID___dict__ = _Py_ID('__dict__')

/** A built-in base with a dict of its own: its __dict__ descriptor must be used (get_builtin_base_with_dict). */
function builtinBaseWithDict(type: Ptr): Ptr {
  for (let t = type; i32[(t + TP_BASE) >> 2] !== 0; t = i32[(t + TP_BASE) >> 2]) {
    if (i32[(t + TP_DICTOFFSET) >> 2] !== 0 && (i32[(t + TP_FLAGS) >> 2] & TPFLAGS_HEAPTYPE) === 0) return t
  }
  return 0
}

/** That base's data descriptor (borrowed), or 0. */
function dictDescriptor(base: Ptr): Ptr {
  const d = _PyType_Lookup(base, ID___dict__)
  if (d === 0 || i32[(Py_TYPE(d) + TP_DESCR_SET) >> 2] === 0) return 0
  return PyType_IsSubtype(base, i32[(d + D_TYPE) >> 2]) ? d : 0
}

const noDict = (o: Ptr): 0 => typeError(`this __dict__ descriptor does not support '${typeNameOf(o)}' objects`)

export function subtype_dict(o: Ptr): Ptr {
  const base = builtinBaseWithDict(Py_TYPE(o))
  if (base === 0) return PyObject_GenericGetDict(o)
  const d = dictDescriptor(base)
  const get = d === 0 ? 0 : i32[(Py_TYPE(d) + TP_DESCR_GET) >> 2]
  return get === 0 ? noDict(o) : (FN[get] as descrgetfunc)(d, o, Py_TYPE(o))
}

export function subtype_setdict(o: Ptr, value: Ptr): number {
  const base = builtinBaseWithDict(Py_TYPE(o))
  if (base !== 0) {
    const d = dictDescriptor(base)
    if (d === 0) {
      noDict(o)
      return -1
    }
    Py_INCREF(d)
    const r = (FN[i32[(Py_TYPE(d) + TP_DESCR_SET) >> 2]] as descrsetfunc)(d, o, value)
    Py_DECREF(d)
    return r
  }
  const p = _PyObject_GetDictPtr(o)
  if (p === 0) {
    raise(PyExc_AttributeError, 'This object has no __dict__')
    return -1
  }
  if (value !== 0 && !typeFlagOf(value, TPFLAGS_DICT_SUBCLASS)) {
    typeError(`__dict__ must be set to a dictionary, not a '${typeNameOf(value)}'`)
    return -1
  }
  Py_XINCREF(value)
  Py_XSETREF(p, value)
  return 0
}

export function subtype_getweakref(o: Ptr): Ptr {
  const offset = i32[(Py_TYPE(o) + TP_WEAKLISTOFFSET) >> 2]
  if (offset === 0) return raise(PyExc_AttributeError, 'This object has no __weakref__')
  const head = i32[(o + offset) >> 2]
  return Py_NewRef(head === 0 ? Py_None : head)
}
