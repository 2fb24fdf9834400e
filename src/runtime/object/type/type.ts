/** The type `type`: calling classes, attribute access on classes, destruction of classes (CPython typeobject.c). */
import { objFree } from '../../memory/domains'
import { i32, type Ptr } from '../../memory/heap'
import { _PyObject_RealIsInstance, _PyObject_RealIsSubclass } from '../abstract/instance-check'
import { PyObject_GC_UnTrack } from '../alloc'
import { PyVectorcall_NARGS } from '../call'
import { dictkeys_decref, dkBytes, PyDict_Clear, PyDict_New } from '../container/dict-core'
import { PyDict_Keys } from '../container/dict-lists'
import { PyList_Append, PyList_New } from '../container/list-core'
import { CLASS, defineType, FASTKW, type MemberSpec, NOARGS, O } from '../define'
import { typeError, typeName } from '../errors'
import { PyErr_Clear, PyErr_Fetch, PyErr_Restore } from '../errors-core'
import {
  type descrgetfunc,
  type destructor,
  FN,
  type initproc,
  type inquiry,
  type newfunc,
  type ternaryfunc,
  type traverseproc,
  type vectorcallfunc,
} from '../fn-table'
import { Py_DECREF, Py_INCREF, Py_NewRef, Py_SIZE, Py_TYPE, Py_XDECREF, typeFlagOf } from '../header'
import * as L from '../layout'
import { PyLong_FromLong } from '../number/int-core'
import { PyUnicode_InternInPlace } from '../text/intern'
import { newStr, strToJS } from '../text/str-core'
import { Py_False, Py_True, PyBaseObject_Type, PyExc_AttributeError, PyType_Type } from '../types'
import { noKwnames } from './arg-parse'
import { _PyObject_MakeTpCall, checkFunctionResult } from './call-objects'
import { mergeClassDict } from './class-dict'
import { raiseFormat } from './format-str'
import { genericSetAttrWithDict } from './generic-attr'
import { mro_implementation } from './mro'
import { PyObject_TypeCheck } from './subtype'
import { type_module, type_qualname, typeGetSets } from './type-attributes'
import { removeAllSubclasses } from './type-bases'
import { _PyType_Lookup, forEachSubclass, PyType_Modified } from './type-core'
import { isHeapType } from './type-names'
import { type_new } from './type-new'
import { updateSlot } from './type-update'
import { _Py_union_type_or } from './union-core'
import { PyObject_ClearWeakRefs } from './weakref-core'

const w = (type: Ptr, field: number): number => i32[(type + field) >> 2]
const dictUsed = (d: Ptr): number => i32[(d + L.DICT_USED) >> 2]

// --- calling ---

const type_call: ternaryfunc = (type, args, kwds) => {
  if (type === PyType_Type) {
    const n = Py_SIZE(args)
    if (n === 1 && (kwds === 0 || dictUsed(kwds) === 0)) return Py_NewRef(Py_TYPE(i32[(args + L.TUPLE_ITEM) >> 2]))
    if (n !== 3) return typeError('type() takes 1 or 3 arguments')
  }
  const tpNew = w(type, L.TP_NEW)
  if (tpNew === 0) return typeError(`cannot create '${typeName(type)}' instances`)
  const o = checkFunctionResult(type, (FN[tpNew] as newfunc)(type, args, kwds))
  // __new__ may return anything; only an instance of the class is initialised, by its own class's __init__
  if (o === 0 || !PyObject_TypeCheck(o, type)) return o
  const tpInit = w(Py_TYPE(o), L.TP_INIT)
  // object.__init__ leaves the arguments to a __new__ that is not object's: int, str and others
  if (
    tpInit === w(PyBaseObject_Type, L.TP_INIT) &&
    Py_TYPE(o) === type &&
    w(type, L.TP_NEW) !== w(PyBaseObject_Type, L.TP_NEW)
  ) {
    return o
  }
  if (tpInit !== 0 && (FN[tpInit] as initproc)(o, args, kwds) < 0) {
    Py_DECREF(o)
    return 0
  }
  return o
}

const type_vectorcall: vectorcallfunc = (metatype, args, nargsf, kwnames) => {
  const nargs = PyVectorcall_NARGS(nargsf)
  if (nargs === 1 && metatype === PyType_Type) {
    return noKwnames('type', kwnames) ? Py_NewRef(Py_TYPE(i32[args >> 2])) : 0
  }
  return _PyObject_MakeTpCall(metatype, args, nargs, kwnames)
}

const type_init: initproc = (_type, args, kwds) => {
  if (kwds !== 0 && dictUsed(kwds) !== 0 && Py_SIZE(args) === 1) {
    typeError('type.__init__() takes no keyword arguments')
    return -1
  }
  if (Py_SIZE(args) !== 1 && Py_SIZE(args) !== 3) {
    typeError('type.__init__() takes 1 or 3 arguments')
    return -1
  }
  return 0
}

// --- attributes ---

/** Data descriptors of the metaclass, then the class's MRO, then the rest of the metaclass. */
export function type_getattro(type: Ptr, name: Ptr): Ptr {
  if (!typeFlagOf(name, L.TPFLAGS_UNICODE_SUBCLASS)) {
    return typeError(`attribute name must be string, not '${typeName(Py_TYPE(name))}'`)
  }
  const metatype = Py_TYPE(type)
  const meta = _PyType_Lookup(metatype, name)
  let metaGet = 0
  if (meta !== 0) {
    Py_INCREF(meta)
    metaGet = w(Py_TYPE(meta), L.TP_DESCR_GET)
    if (metaGet !== 0 && w(Py_TYPE(meta), L.TP_DESCR_SET) !== 0) {
      const r = (FN[metaGet] as descrgetfunc)(meta, type, metatype)
      Py_DECREF(meta)
      return r
    }
  }
  const attribute = _PyType_Lookup(type, name)
  if (attribute !== 0) {
    const get = w(Py_TYPE(attribute), L.TP_DESCR_GET)
    Py_INCREF(attribute)
    if (meta !== 0) Py_DECREF(meta)
    if (get === 0) return attribute
    const r = (FN[get] as descrgetfunc)(attribute, 0, type)
    Py_DECREF(attribute)
    return r
  }
  if (metaGet !== 0) {
    const r = (FN[metaGet] as descrgetfunc)(meta, type, metatype)
    Py_DECREF(meta)
    return r
  }
  if (meta !== 0) return meta
  return raiseFormat(PyExc_AttributeError, 41, `type object '${typeName(type)}' has no attribute '${strToJS(name)}'`)
}

const isDunder = (name: Ptr): boolean => {
  const n = i32[(name + L.UNICODE_LENGTH) >> 2]
  if (n <= 4) return false
  const text = strToJS(name, 0, 2)
  return text === '__' && strToJS(name, n - 2, n) === '__'
}

export function type_setattro(type: Ptr, name: Ptr, value: Ptr): number {
  if (w(type, L.TP_FLAGS) & L.TPFLAGS_IMMUTABLETYPE) {
    typeError(`cannot set '${strToJS(name)}' attribute of immutable type '${typeName(type)}'`)
    return -1
  }
  const key = typeFlagOf(name, L.TPFLAGS_UNICODE_SUBCLASS) ? PyUnicode_InternInPlace(Py_NewRef(name)) : Py_NewRef(name)
  const r = genericSetAttrWithDict(type, key, value, 0)
  if (r === 0) {
    PyType_Modified(type)
    if (isDunder(key)) updateSlot(type, key)
  }
  Py_DECREF(key)
  return r
}

function type_repr(type: Ptr): Ptr {
  const module = type_module(type)
  if (module === 0) PyErr_Clear()
  const qualname = type_qualname(type)
  if (qualname === 0) {
    Py_XDECREF(module)
    return 0
  }
  const isText = module !== 0 && typeFlagOf(module, L.TPFLAGS_UNICODE_SUBCLASS)
  const text =
    isText && strToJS(module) !== 'builtins'
      ? `<class '${strToJS(module)}.${strToJS(qualname)}'>`
      : `<class '${typeName(type)}'>`
  Py_XDECREF(module)
  Py_DECREF(qualname)
  return newStr(text)
}

// --- life ---

const type_dealloc: destructor = (type) => {
  PyObject_GC_UnTrack(type)
  const bases = w(type, L.TP_BASES)
  if (bases !== 0) {
    const saved = PyErr_Fetch()
    removeAllSubclasses(type, bases)
    PyErr_Restore(saved.type, saved.value, saved.traceback)
  }
  PyObject_ClearWeakRefs(type)
  for (const f of [L.TP_BASE, L.TP_DICT, L.TP_BASES, L.TP_MRO, L.TP_CACHE, L.TP_SUBCLASSES]) Py_XDECREF(w(type, f))
  if (w(type, L.TP_DOC) !== 0) objFree(w(type, L.TP_DOC))
  Py_XDECREF(w(type, L.HT_NAME))
  Py_XDECREF(w(type, L.HT_QUALNAME))
  Py_XDECREF(w(type, L.HT_SLOTS))
  if (w(type, L.HT_CACHED_KEYS) !== 0) dictkeys_decref(w(type, L.HT_CACHED_KEYS))
  Py_XDECREF(w(type, L.HT_MODULE))
  ;(FN[w(Py_TYPE(type), L.TP_FREE)] as destructor)(type)
}

const type_traverse: traverseproc = (type, visit) => {
  for (const f of [L.TP_DICT, L.TP_CACHE, L.TP_MRO, L.TP_BASES, L.TP_BASE, L.HT_MODULE]) {
    const o = w(type, f)
    const r = o === 0 ? 0 : visit(o)
    if (r !== 0) return r
  }
  return 0
}

const type_clear: inquiry = (type) => {
  PyType_Modified(type)
  if (w(type, L.TP_DICT) !== 0) PyDict_Clear(w(type, L.TP_DICT))
  for (const f of [L.HT_MODULE, L.TP_MRO]) {
    const o = w(type, f)
    i32[(type + f) >> 2] = 0
    Py_XDECREF(o)
  }
  return 0
}

// --- methods ---

function type_subclasses(type: Ptr): Ptr {
  const list = PyList_New(0)
  if (list === 0) return 0
  const ok = forEachSubclass(type, (sub) => PyList_Append(list, sub) >= 0)
  if (ok) return list
  Py_DECREF(list)
  return 0
}

function type_sizeof(type: Ptr): Ptr {
  if (!isHeapType(type)) return PyLong_FromLong(L.SIZEOF_TYPE)
  const keys = w(type, L.HT_CACHED_KEYS)
  return PyLong_FromLong(L.SIZEOF_HEAPTYPE + (keys === 0 ? 0 : dkBytes(keys)))
}

function type_dir(type: Ptr): Ptr {
  const dict = PyDict_New()
  if (dict === 0) return 0
  const names = mergeClassDict(dict, type) ? PyDict_Keys(dict) : 0
  Py_DECREF(dict)
  return names
}

/** list(mro): type.mro() gives a list. */
function type_mro(type: Ptr): Ptr {
  const mro = mro_implementation(type)
  if (mro === 0 || !typeFlagOf(mro, L.TPFLAGS_TUPLE_SUBCLASS)) return mro
  const n = Py_SIZE(mro)
  const list = PyList_New(0)
  for (let i = 0; i < n && list !== 0; i++) PyList_Append(list, i32[(mro + L.TUPLE_ITEM + i * 8) >> 2])
  Py_DECREF(mro)
  return list
}

const boolOf = (r: number): Ptr => (r < 0 ? 0 : Py_NewRef(r ? Py_True : Py_False))
const member = (name: string, offset: number, kind: MemberSpec['kind']): MemberSpec => ({
  name,
  offset,
  kind,
  readonly: true,
})

defineType(PyType_Type, {
  name: 'type',
  basicsize: L.SIZEOF_HEAPTYPE,
  itemsize: 40,
  flags:
    L.TPFLAGS_DEFAULT | L.TPFLAGS_HAVE_GC | L.TPFLAGS_BASETYPE | L.TPFLAGS_TYPE_SUBCLASS | L.TPFLAGS_HAVE_VECTORCALL,
  doc: "type(object) -> the object's type\ntype(name, bases, dict, **kwds) -> a new type",
  weaklistoffset: L.TP_WEAKLIST,
  dictoffset: L.TP_DICT,
  vectorcall_offset: L.TP_VECTORCALL,
  dealloc: type_dealloc,
  repr: type_repr,
  call: type_call,
  vectorcall: type_vectorcall,
  getattro: type_getattro,
  setattro: type_setattro,
  traverse: type_traverse,
  clear: type_clear,
  init: type_init,
  new: type_new,
  is_gc: (type) => (isHeapType(type) ? 1 : 0),
  number: { or: _Py_union_type_or },
  methods: {
    mro: NOARGS(type_mro, "mro($self, /)\n--\n\nReturn a type's method resolution order."),
    __subclasses__: NOARGS(type_subclasses, '__subclasses__($self, /)\n--\n\nReturn a list of immediate subclasses.'),
    __prepare__: CLASS(FASTKW(() => PyDict_New(), '__prepare__() -> dict\nused for the class statement')),
    __instancecheck__: O(
      (cls, inst) => boolOf(_PyObject_RealIsInstance(inst, cls)),
      '__instancecheck__($self, instance, /)\n--\n\nCheck if an object is an instance.',
    ),
    __subclasscheck__: O(
      (cls, sub) => boolOf(_PyObject_RealIsSubclass(sub, cls)),
      '__subclasscheck__($self, subclass, /)\n--\n\nCheck if a class is a subclass.',
    ),
    __dir__: NOARGS(type_dir, '__dir__($self, /)\n--\n\nSpecialized __dir__ implementation for types.'),
    __sizeof__: NOARGS(type_sizeof, '__sizeof__($self, /)\n--\n\nReturn memory consumption of the type object.'),
  },
  members: [
    member('__basicsize__', L.TP_BASICSIZE, 'ssize'),
    member('__itemsize__', L.TP_ITEMSIZE, 'ssize'),
    member('__flags__', L.TP_FLAGS, 'ssize'),
    member('__weakrefoffset__', L.TP_WEAKLISTOFFSET, 'ssize'),
    member('__base__', L.TP_BASE, 'object'),
    member('__dictoffset__', L.TP_DICTOFFSET, 'ssize'),
    member('__mro__', L.TP_MRO, 'object'),
  ],
  getset: typeGetSets,
})
