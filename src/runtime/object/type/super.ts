/** super (CPython typeobject.c, superobject). */
import { f64, i32, type Ptr } from '../../memory/heap'
import { _PyObject_LookupAttr } from '../abstract/object-protocol'
import {
  PyObject_GC_DelUntracked,
  PyObject_GC_NewStatic,
  PyObject_GC_Track,
  PyObject_GC_UnTrack,
  PyType_GenericAlloc,
} from '../alloc'
import { callN, PyVectorcall_NARGS } from '../call'
import { PyDict_GetItemWithError } from '../container/dict-core'
import { defineType } from '../define'
import { typeError, typeName, typeNameOf } from '../errors'
import { PyErr_Occurred } from '../errors-core'
import {
  type allocfunc,
  type descrgetfunc,
  type destructor,
  FN,
  type getattrofunc,
  type initproc,
  type vectorcallfunc,
} from '../fn-table'
import { Py_DECREF, Py_INCREF, Py_NewRef, Py_SIZE, Py_TYPE, Py_XDECREF, Py_XSETREF } from '../header'
import * as L from '../layout'
import { _PyUnicode_EQ } from '../text/str-compare'
import { _Py_ID, newStr } from '../text/str-core'
import { Py_None, PyFunction_Type, PySuper_Type } from '../types'
import { checkPositional, noKwnames } from './arg-parse'
import { noKeywords } from './call-objects'
import { PyObject_GenericGetAttr } from './generic-attr'
import { PyMethod_New } from './method-core'
import { runtimeHooks } from './runtime-hooks'
import { PyType_Check, PyType_IsSubtype } from './subtype'

const ID___class__ = _Py_ID('__class__')
const w = (o: Ptr, field: number): number => i32[(o + field) >> 2]
const item = (t: Ptr, i: number): Ptr => i32[(t + L.TUPLE_ITEM + i * 8) >> 2]

/** Looks the name up in the classes behind `type` in the MRO of the object's class. */
export const super_getattro: getattrofunc = (self, name) => {
  const start = w(self, L.SUPER_OBJ_TYPE)
  const mro = start === 0 ? 0 : w(start, L.TP_MRO)
  // __class__ is that of the super object itself
  if (mro === 0 || _PyUnicode_EQ(name, ID___class__)) return PyObject_GenericGetAttr(self, name)
  const n = Py_SIZE(mro)
  const type = w(self, L.SUPER_TYPE)
  let i = 0
  while (i + 1 < n && item(mro, i) !== type) i++
  Py_INCREF(mro)
  let found = 0
  for (i++; i < n && found === 0; i++) {
    found = PyDict_GetItemWithError(w(item(mro, i), L.TP_DICT), name)
    if (found === 0 && PyErr_Occurred()) {
      Py_DECREF(mro)
      return 0
    }
  }
  if (found === 0) {
    Py_DECREF(mro)
    return PyObject_GenericGetAttr(self, name)
  }
  Py_INCREF(found)
  Py_DECREF(mro)
  const obj = w(self, L.SUPER_OBJ)
  if (Py_TYPE(found) === PyFunction_Type && obj !== start && obj !== 0 && obj !== Py_None) {
    const m = PyMethod_New(found, obj)
    Py_DECREF(found)
    return m
  }
  const get = w(Py_TYPE(found), L.TP_DESCR_GET)
  if (get === 0) return found
  const r = (FN[get] as descrgetfunc)(found, obj === start ? 0 : obj, start)
  Py_DECREF(found)
  return r
}

/** The class whose MRO is searched: obj itself when it is a subclass of type, else obj's class. New reference or 0. */
function superCheck(type: Ptr, obj: Ptr): Ptr {
  if (PyType_Check(obj) && PyType_IsSubtype(obj, type)) return Py_NewRef(obj)
  if (PyType_IsSubtype(Py_TYPE(obj), type)) return Py_NewRef(Py_TYPE(obj))
  const cls = _PyObject_LookupAttr(obj, ID___class__)
  if (cls === 0 && PyErr_Occurred()) return 0
  if (cls !== 0) {
    if (PyType_Check(cls) && cls !== Py_TYPE(obj) && PyType_IsSubtype(cls, type)) return cls
    Py_DECREF(cls)
  }
  return typeError('super(type, obj): obj must be an instance or subtype of type')
}

let runningType: Ptr = 0
let runningSelf: Ptr = 0
/** The evaluator's answer to runtimeHooks.superArguments: class and first argument of the running method (borrowed). */
export function setSuperArguments(type: Ptr, self: Ptr): void {
  runningType = type
  runningSelf = self
}

/** super() in a method, for the type super itself (super_init_without_args): new reference or 0. */
export function superWithoutArguments(): Ptr {
  const self = PyObject_GC_NewStatic(PySuper_Type, L.SIZEOF_SUPER)
  if (self === 0) return 0
  const at = self >> 3
  f64[at + (L.SUPER_TYPE >> 3)] = 0
  f64[at + (L.SUPER_OBJ >> 3)] = 0
  f64[at + (L.SUPER_OBJ_TYPE >> 3)] = 0
  PyObject_GC_Track(self)
  if (init(self, 0, 0) >= 0) return self
  Py_DECREF(self)
  return 0
}

function init(self: Ptr, givenType: Ptr, givenObj: Ptr): number {
  let type = givenType
  let obj = givenObj
  if (type === 0) {
    if (!runtimeHooks.superArguments()) return -1
    type = runningType
    obj = runningSelf
  }
  if (obj === Py_None) obj = 0
  let objType = 0
  if (obj !== 0) {
    objType = superCheck(type, obj)
    if (objType === 0) return -1
    Py_INCREF(obj)
  }
  Py_XSETREF(self + L.SUPER_TYPE, Py_NewRef(type))
  Py_XSETREF(self + L.SUPER_OBJ, obj)
  Py_XSETREF(self + L.SUPER_OBJ_TYPE, objType)
  return 0
}

function checkType(type: Ptr): boolean {
  if (PyType_Check(type)) return true
  typeError(`super() argument 1 must be a type, not ${typeNameOf(type)}`)
  return false
}

const super_init: initproc = (self, args, kwds) => {
  const n = Py_SIZE(args)
  if (!noKeywords('super', kwds) || !checkPositional('super', n, 0, 2)) return -1
  if (n > 0 && !checkType(item(args, 0))) return -1
  return init(self, n > 0 ? item(args, 0) : 0, n > 1 ? item(args, 1) : 0)
}

const super_vectorcall: vectorcallfunc = (cls, args, nargsf, kwnames) => {
  const n = PyVectorcall_NARGS(nargsf)
  if (!noKwnames('super', kwnames) || !checkPositional('super()', n, 0, 2)) return 0
  if (n > 0 && !checkType(w(args, 0))) return 0
  const self = (FN[w(cls, L.TP_ALLOC)] as allocfunc)(cls, 0)
  if (self === 0) return 0
  if (init(self, n > 0 ? w(args, 0) : 0, n > 1 ? w(args, 8) : 0) >= 0) return self
  Py_DECREF(self)
  return 0
}

/** An unbound super in a class attribute binds itself. */
const super_descr_get: descrgetfunc = (self, obj) => {
  if (obj === 0 || obj === Py_None || w(self, L.SUPER_OBJ) !== 0) return Py_NewRef(self)
  const type = w(self, L.SUPER_TYPE)
  if (Py_TYPE(self) !== PySuper_Type) return callN(Py_TYPE(self), type, obj)
  const objType = superCheck(type, obj)
  if (objType === 0) return 0
  const bound = PyType_GenericAlloc(PySuper_Type, 0)
  if (bound === 0) return 0
  i32[(bound + L.SUPER_TYPE) >> 2] = Py_NewRef(type)
  i32[(bound + L.SUPER_OBJ) >> 2] = Py_NewRef(obj)
  i32[(bound + L.SUPER_OBJ_TYPE) >> 2] = objType
  return bound
}

const super_dealloc: destructor = (self) => {
  PyObject_GC_UnTrack(self)
  Py_XDECREF(w(self, L.SUPER_OBJ))
  Py_XDECREF(w(self, L.SUPER_TYPE))
  Py_XDECREF(w(self, L.SUPER_OBJ_TYPE))
  if (Py_TYPE(self) === PySuper_Type) PyObject_GC_DelUntracked(self)
  else (FN[w(Py_TYPE(self), L.TP_FREE)] as destructor)(self)
}

defineType(PySuper_Type, {
  name: 'super',
  basicsize: L.SIZEOF_SUPER,
  flags: L.TPFLAGS_DEFAULT | L.TPFLAGS_HAVE_GC | L.TPFLAGS_BASETYPE,
  doc: 'super() -> same as super(__class__, <first argument>)\nsuper(type) -> unbound super object\nsuper(type, obj) -> bound super object; requires isinstance(obj, type)\nsuper(type, type2) -> bound super object; requires issubclass(type2, type)\nTypical use to call a cooperative superclass method:\nclass C(B):\n    def meth(self, arg):\n        super().meth(arg)\nThis works for class methods too:\nclass C(B):\n    @classmethod\n    def cmeth(cls, arg):\n        super().cmeth(arg)\n',
  dealloc: super_dealloc,
  repr: (self) => {
    const type = w(self, L.SUPER_TYPE)
    const objType = w(self, L.SUPER_OBJ_TYPE)
    const cls = type === 0 ? 'NULL' : typeName(type)
    const what = objType === 0 ? 'NULL' : `<${typeName(objType)} object>`
    return newStr(`<super: <class '${cls}'>, ${what}>`)
  },
  getattro: super_getattro,
  traverse: (self, visit) => {
    for (const f of [L.SUPER_OBJ, L.SUPER_TYPE, L.SUPER_OBJ_TYPE]) {
      const o = w(self, f)
      const r = o === 0 ? 0 : visit(o)
      if (r !== 0) return r
    }
    return 0
  },
  descr_get: super_descr_get,
  init: super_init,
  alloc: PyType_GenericAlloc,
  new: (type) => PyType_GenericAlloc(type, 0),
  vectorcall: super_vectorcall,
  members: [
    { name: '__thisclass__', offset: L.SUPER_TYPE, kind: 'object', readonly: true },
    { name: '__self__', offset: L.SUPER_OBJ, kind: 'object', readonly: true },
    { name: '__self_class__', offset: L.SUPER_OBJ_TYPE, kind: 'object', readonly: true },
  ],
})
