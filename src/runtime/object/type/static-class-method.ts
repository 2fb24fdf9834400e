/** staticmethod and classmethod (CPython Objects/funcobject.c). */
import { i32, type Ptr } from '../../memory/heap'
import { _PyObject_LookupAttr, PyObject_SetAttr, reprJS } from '../abstract/object-protocol'
import { PyObject_GC_UnTrack, PyType_GenericAlloc } from '../alloc'
import { defineType, type TypeSpec } from '../define'
import { raise } from '../errors'
import { PyErr_Clear, PyErr_Occurred } from '../errors-core'
import { type descrgetfunc, type destructor, FN, type initproc } from '../fn-table'
import { Py_CLEAR, Py_DECREF, Py_NewRef, Py_SIZE, Py_TYPE, Py_XDECREF, Py_XSETREF } from '../header'
import * as L from '../layout'
import { _Py_ID, newStr } from '../text/str-core'
import {
  Py_False,
  Py_True,
  PyClassMethod_Type,
  PyExc_AttributeError,
  PyExc_RuntimeError,
  PyStaticMethod_Type,
} from '../types'
import { checkPositional } from './arg-parse'
import { noKeywords, PyObject_Call } from './call-objects'
import { PyObject_GenericGetAttr, PyObject_GenericGetDict, PyObject_GenericSetDict } from './generic-attr'
import { PyMethod_New } from './method-core'
import { objectIsAbstract } from './property'
import { errorIs } from './subtype'

const w = (o: Ptr, field: number): number => i32[(o + field) >> 2]
const callable = (o: Ptr): Ptr => w(o, L.SM_CALLABLE)
const WRAPPED_NAMES = ['__module__', '__name__', '__qualname__', '__doc__', '__annotations__'].map(_Py_ID)

/** Takes over the function's names and docstring (functools_wraps). */
function copyNames(wrapper: Ptr, wrapped: Ptr): boolean {
  for (const name of WRAPPED_NAMES) {
    const v = _PyObject_LookupAttr(wrapped, name)
    if (v === 0) {
      if (PyErr_Occurred()) return false
      continue
    }
    const r = PyObject_SetAttr(wrapper, name, v)
    Py_DECREF(v)
    if (r < 0) {
      if (!errorIs(PyExc_AttributeError)) return false
      PyErr_Clear()
    }
  }
  return true
}

const initOf =
  (name: string): initproc =>
  (self, args, kwds) => {
    if (!noKeywords(name, kwds) || !checkPositional(name, Py_SIZE(args), 1, 1)) return -1
    const f = w(args, L.TUPLE_ITEM)
    Py_XSETREF(self + L.SM_CALLABLE, Py_NewRef(f))
    return copyNames(self, f) ? 0 : -1
  }

const dealloc: destructor = (o) => {
  PyObject_GC_UnTrack(o)
  Py_XDECREF(w(o, L.SM_CALLABLE))
  Py_XDECREF(w(o, L.SM_DICT))
  ;(FN[w(Py_TYPE(o), L.TP_FREE)] as destructor)(o)
}

const static_get: descrgetfunc = (o) =>
  callable(o) === 0 ? raise(PyExc_RuntimeError, 'uninitialized staticmethod object') : Py_NewRef(callable(o))

/** The class becomes the first argument; other descriptors (a property) are asked with the class. */
const class_get: descrgetfunc = (o, obj, givenType) => {
  const f = callable(o)
  if (f === 0) return raise(PyExc_RuntimeError, 'uninitialized classmethod object')
  const type = givenType === 0 ? Py_TYPE(obj) : givenType
  const get = w(Py_TYPE(f), L.TP_DESCR_GET)
  if (get !== 0) return (FN[get] as descrgetfunc)(f, type, type)
  return PyMethod_New(f, type)
}

function isAbstract(o: Ptr): Ptr {
  const r = callable(o) === 0 ? 0 : objectIsAbstract(callable(o))
  return r < 0 ? 0 : Py_NewRef(r ? Py_True : Py_False)
}

function spec(name: string, doc: string): TypeSpec {
  return {
    name,
    basicsize: L.SIZEOF_STATICMETHOD,
    flags: L.TPFLAGS_DEFAULT | L.TPFLAGS_BASETYPE | L.TPFLAGS_HAVE_GC,
    doc,
    dictoffset: L.SM_DICT,
    dealloc,
    repr: (o) => {
      const text = callable(o) === 0 ? '<NULL>' : reprJS(callable(o))
      return text === null ? 0 : newStr(`<${name}(${text})>`)
    },
    getattro: PyObject_GenericGetAttr,
    traverse: (o, visit) => {
      for (const f of [L.SM_CALLABLE, L.SM_DICT]) {
        const v = w(o, f)
        const r = v === 0 ? 0 : visit(v)
        if (r !== 0) return r
      }
      return 0
    },
    clear: (o) => {
      Py_CLEAR(o + L.SM_CALLABLE)
      Py_CLEAR(o + L.SM_DICT)
      return 0
    },
    init: initOf(name),
    alloc: PyType_GenericAlloc,
    new: (type) => PyType_GenericAlloc(type, 0),
    members: [
      { name: '__func__', offset: L.SM_CALLABLE, kind: 'object', readonly: true },
      { name: '__wrapped__', offset: L.SM_CALLABLE, kind: 'object', readonly: true },
    ],
    getset: {
      __isabstractmethod__: { get: isAbstract },
      __dict__: { get: PyObject_GenericGetDict, set: PyObject_GenericSetDict },
    },
  }
}

defineType(PyStaticMethod_Type, {
  ...spec(
    'staticmethod',
    'staticmethod(function) -> method\n\nConvert a function to be a static method.\n\nA static method does not receive an implicit first argument.\nTo declare a static method, use this idiom:\n\n     class C:\n         @staticmethod\n         def f(arg1, arg2, argN):\n             ...\n\nIt can be called either on the class (e.g. C.f()) or on an instance\n(e.g. C().f()). Both the class and the instance are ignored, and\nneither is passed implicitly as the first argument to the method.\n\nStatic methods in Python are similar to those found in Java or C++.\nFor a more advanced concept, see the classmethod builtin.',
  ),
  call: (o, args, kwds) => PyObject_Call(callable(o), args, kwds),
  descr_get: static_get,
})

defineType(PyClassMethod_Type, {
  ...spec(
    'classmethod',
    'classmethod(function) -> method\n\nConvert a function to be a class method.\n\nA class method receives the class as implicit first argument,\njust like an instance method receives the instance.\nTo declare a class method, use this idiom:\n\n  class C:\n      @classmethod\n      def f(cls, arg1, arg2, argN):\n          ...\n\nIt can be called either on the class (e.g. C.f()) or on an instance\n(e.g. C().f()).  The instance is ignored except for its class.\nIf a class method is called for a derived class, the derived class\nobject is passed as the implied first argument.\n\nClass methods are different than C++ or Java static methods.\nIf you want those, see the staticmethod builtin.',
  ),
  descr_get: class_get,
})
