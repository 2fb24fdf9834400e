/** The type `object`, the base of every class (CPython Objects/typeobject.c, PyBaseObject_Type). */
import { i32, type Ptr } from '../../memory/heap'
import {
  _Py_HashPointer,
  _PyObject_LookupAttr,
  hexAddress,
  PyObject_IsTrue,
  PyObject_Str,
} from '../abstract/object-protocol'
import { PyObject_Free, PyType_GenericAlloc } from '../alloc'
import { _PyObject_InitializeDict, PyDict_Copy, PyDict_New } from '../container/dict-core'
import { PyDict_Keys } from '../container/dict-lists'
import { PySequence_List } from '../container/list-extend'
import { CLASS, defineType, NOARGS, O, VARARGS } from '../define'
import { raise, typeError, typeName, typeNameOf } from '../errors'
import { PyErr_Clear, PyErr_Occurred } from '../errors-core'
import {
  type allocfunc,
  type destructor,
  FN,
  fnPtr,
  type initproc,
  type newfunc,
  type richcmpfunc,
  type unaryfunc,
} from '../fn-table'
import { Py_DECREF, Py_INCREF, Py_NewRef, Py_SIZE, Py_TYPE, Py_XDECREF, typeFlagOf } from '../header'
import * as L from '../layout'
import { PyLong_FromLong } from '../number/int-core'
import { _Py_ID, newStr, PyUnicode_GET_LENGTH, strToJS } from '../text/str-core'
import {
  Py_False,
  Py_None,
  Py_NotImplemented,
  Py_True,
  PyBaseObject_Type,
  PyExc_TypeError,
  PyModule_Type,
} from '../types'
import { mergeClassDict } from './class-dict'
import { _PyObject_GetDictPtr, PyObject_GenericGetAttr, PyObject_GenericSetAttr } from './generic-attr'
import { reduceMethods } from './object-reduce'
import { PyType_Check, PyType_IsSubtype } from './subtype'
import { type_abstractmethods, type_module, type_qualname } from './type-attributes'
import { compatibleForAssignment } from './type-bases'

const ID___dict__ = _Py_ID('__dict__')
const ID___class__ = _Py_ID('__class__')
const w = (o: Ptr, field: number): number => i32[(o + field) >> 2]

const excessArgs = (args: Ptr, kwds: Ptr): boolean => Py_SIZE(args) !== 0 || (kwds !== 0 && w(kwds, L.DICT_USED) !== 0)

/** Names of the abstract methods, sorted; null with an error set. */
function abstractMethodNames(type: Ptr): string[] | null {
  const methods = type_abstractmethods(type)
  if (methods === 0) return null
  const list = PySequence_List(methods)
  Py_DECREF(methods)
  if (list === 0) return null
  const names: string[] = []
  const items = w(list, L.LIST_ITEM)
  for (let i = 0, n = Py_SIZE(list); i < n; i++) names.push(strToJS(i32[(items + i * 8) >> 2]))
  Py_DECREF(list)
  return names.sort((a, b) => (a < b ? -1 : 1))
}

export const object_new: newfunc = (type, args, kwds) => {
  if (excessArgs(args, kwds)) {
    if (w(type, L.TP_NEW) !== OBJECT_NEW) {
      return typeError('object.__new__() takes exactly one argument (the type to instantiate)')
    }
    if (w(type, L.TP_INIT) === OBJECT_INIT) return typeError(`${typeName(type)}() takes no arguments`)
  }
  if (w(type, L.TP_FLAGS) & L.TPFLAGS_IS_ABSTRACT) {
    const names = abstractMethodNames(type)
    if (names === null) return 0
    const s = names.length > 1 ? 's' : ''
    return typeError(`Can't instantiate abstract class ${typeName(type)} with abstract method${s} ${names.join(', ')}`)
  }
  const o = (FN[w(type, L.TP_ALLOC)] as allocfunc)(type, 0)
  if (o === 0) return 0
  if (_PyObject_InitializeDict(o) < 0) {
    Py_DECREF(o)
    return 0
  }
  return o
}

export const object_init: initproc = (self, args, kwds) => {
  if (!excessArgs(args, kwds)) return 0
  const type = Py_TYPE(self)
  let who = ''
  if (w(type, L.TP_INIT) !== OBJECT_INIT) who = 'object'
  else if (w(type, L.TP_NEW) === OBJECT_NEW) who = typeName(type)
  else return 0
  typeError(`${who}.__init__() takes exactly one argument (the instance to initialize)`)
  return -1
}
const OBJECT_NEW = fnPtr(object_new)
const OBJECT_INIT = fnPtr(object_init)

const object_dealloc: destructor = (o) => {
  ;(FN[w(Py_TYPE(o), L.TP_FREE)] as destructor)(o)
}

export const object_repr: unaryfunc = (o) => {
  const type = Py_TYPE(o)
  const module = type_module(type)
  if (module === 0) PyErr_Clear()
  const qualname = type_qualname(type)
  if (qualname === 0) {
    Py_XDECREF(module)
    return 0
  }
  const moduleText = module !== 0 && typeFlagOf(module, L.TPFLAGS_UNICODE_SUBCLASS) ? strToJS(module) : 'builtins'
  const name = moduleText === 'builtins' ? typeName(type) : `${moduleText}.${strToJS(qualname)}`
  Py_XDECREF(module)
  Py_DECREF(qualname)
  return newStr(`<${name} object at ${hexAddress(o)}>`)
}

const object_str: unaryfunc = (o) => {
  const repr = w(Py_TYPE(o), L.TP_REPR)
  return repr === 0 ? object_repr(o) : (FN[repr] as unaryfunc)(o)
}

const object_richcompare: richcmpfunc = (a, b, op) => {
  if (op === L.Py_EQ) return Py_NewRef(a === b ? Py_True : Py_NotImplemented)
  if (op !== L.Py_NE) return Py_NewRef(Py_NotImplemented)
  // != is the opposite of what the type says about ==
  const f = w(Py_TYPE(a), L.TP_RICHCOMPARE)
  if (f === 0) return Py_NewRef(Py_NotImplemented)
  const r = (FN[f] as richcmpfunc)(a, b, L.Py_EQ)
  if (r === 0 || r === Py_NotImplemented) return r
  const truth = PyObject_IsTrue(r)
  Py_DECREF(r)
  return truth < 0 ? 0 : Py_NewRef(truth ? Py_False : Py_True)
}

function setClass(o: Ptr, value: Ptr): number {
  if (value === 0) {
    typeError("can't delete __class__ attribute")
    return -1
  }
  if (!PyType_Check(value)) {
    typeError(`__class__ must be set to a class, not '${typeNameOf(value)}' object`)
    return -1
  }
  const old = Py_TYPE(o)
  const bothModules = PyType_IsSubtype(value, PyModule_Type) && PyType_IsSubtype(old, PyModule_Type)
  const immutable = (w(value, L.TP_FLAGS) | w(old, L.TP_FLAGS)) & L.TPFLAGS_IMMUTABLETYPE
  if (!bothModules && immutable) {
    typeError('__class__ assignment only supported for mutable types or ModuleType subclasses')
    return -1
  }
  if (!compatibleForAssignment(old, value, '__class__')) return -1
  // the names of inline values belong to the old class
  _PyObject_GetDictPtr(o)
  if (w(value, L.TP_FLAGS) & L.TPFLAGS_HEAPTYPE) Py_INCREF(value)
  i32[(o + L.OB_TYPE) >> 2] = value
  if (w(old, L.TP_FLAGS) & L.TPFLAGS_HEAPTYPE) Py_DECREF(old)
  return 0
}

function object_format(o: Ptr, spec: Ptr): Ptr {
  if (!typeFlagOf(spec, L.TPFLAGS_UNICODE_SUBCLASS)) {
    return typeError(`__format__() argument must be str, not ${typeNameOf(spec)}`)
  }
  if (PyUnicode_GET_LENGTH(spec) > 0) {
    return raise(PyExc_TypeError, `unsupported format string passed to ${typeNameOf(o)}.__format__`)
  }
  return PyObject_Str(o)
}

function object_sizeof(o: Ptr): Ptr {
  const type = Py_TYPE(o)
  const itemsize = w(type, L.TP_ITEMSIZE)
  return PyLong_FromLong(w(type, L.TP_BASICSIZE) + (itemsize === 0 ? 0 : Py_SIZE(o) * itemsize))
}

function object_dir(o: Ptr): Ptr {
  let dict = _PyObject_LookupAttr(o, ID___dict__)
  if (dict === 0) {
    if (PyErr_Occurred()) return 0
    dict = PyDict_New()
  } else {
    const isDict = typeFlagOf(dict, L.TPFLAGS_DICT_SUBCLASS)
    const copy = isDict ? PyDict_Copy(dict) : PyDict_New()
    Py_DECREF(dict)
    dict = copy
  }
  if (dict === 0) return 0
  const cls = _PyObject_LookupAttr(o, ID___class__)
  const ok = cls === 0 ? !PyErr_Occurred() : mergeClassDict(dict, cls)
  Py_XDECREF(cls)
  const names = ok ? PyDict_Keys(dict) : 0
  Py_DECREF(dict)
  return names
}

defineType(PyBaseObject_Type, {
  name: 'object',
  basicsize: L.SIZEOF_OBJECT,
  flags: L.TPFLAGS_DEFAULT | L.TPFLAGS_BASETYPE,
  doc: 'object()\n--\n\nThe base class of the class hierarchy.\n\nWhen called, it accepts no arguments and returns a new featureless\ninstance that has no instance attributes and cannot be given any.\n',
  dealloc: object_dealloc,
  repr: object_repr,
  hash: _Py_HashPointer,
  str: object_str,
  getattro: PyObject_GenericGetAttr,
  setattro: PyObject_GenericSetAttr,
  richcompare: object_richcompare,
  init: object_init,
  alloc: PyType_GenericAlloc,
  new: object_new,
  free: PyObject_Free,
  methods: {
    ...reduceMethods,
    __subclasshook__: CLASS(
      VARARGS(
        () => Py_NewRef(Py_NotImplemented),
        'Abstract classes can override this to customize issubclass().\n\nThis is invoked early on by abc.ABCMeta.__subclasscheck__().\nIt should return True, False or NotImplemented.  If it returns\nNotImplemented, the normal algorithm is used.  Otherwise, it\noverrides the normal algorithm (and the outcome is cached).\n',
      ),
    ),
    __init_subclass__: CLASS(
      NOARGS(
        () => Py_NewRef(Py_None),
        'This method is called when a class is subclassed.\n\nThe default implementation does nothing. It may be\noverridden to extend subclasses.\n',
      ),
    ),
    __format__: O(object_format, '__format__($self, format_spec, /)\n--\n\nDefault object formatter.'),
    __sizeof__: NOARGS(object_sizeof, '__sizeof__($self, /)\n--\n\nSize of object in memory, in bytes.'),
    __dir__: NOARGS(object_dir, '__dir__($self, /)\n--\n\nDefault dir() implementation.'),
  },
  getset: {
    __class__: { get: (o) => Py_NewRef(Py_TYPE(o)), set: setClass, doc: "the object's class" },
  },
})
