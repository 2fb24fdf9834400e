/** types.SimpleNamespace (CPython Objects/namespaceobject.c). */
import { i32, type Ptr } from '../../memory/heap'
import { PyObject_Repr, PyObject_RichCompare } from '../abstract/object-protocol'
import { PyObject_GC_UnTrack, PyType_GenericAlloc } from '../alloc'
import { PyDict_New, PyDict_Update } from '../container/dict-core'
import { Py_ReprEnter, Py_ReprLeave } from '../container/repr-guard'
import { PyTuple_Pack } from '../container/tuple-core'
import { defineType, NOARGS } from '../define'
import { typeError, typeName } from '../errors'
import { type destructor, FN, type initproc, type newfunc, type unaryfunc } from '../fn-table'
import { Py_CLEAR, Py_DECREF, Py_NewRef, Py_SIZE, Py_TYPE, Py_XDECREF, typeFlagOf } from '../header'
import * as L from '../layout'
import { newStr, strToJS } from '../text/str-core'
import { EMPTY_TUPLE, Py_NotImplemented, PyNamespace_Type } from '../types'
import { dictEach } from './dict-each'
import { PyObject_GenericGetAttr, PyObject_GenericSetAttr } from './generic-attr'
import { PyObject_TypeCheck } from './subtype'

const dictOf = (o: Ptr): Ptr => i32[(o + L.NS_DICT) >> 2]

const namespace_new: newfunc = (type) => {
  const o = PyType_GenericAlloc(type, 0)
  if (o === 0) return 0
  i32[(o + L.NS_DICT) >> 2] = PyDict_New()
  return o
}

const namespace_init: initproc = (o, args, kwds) => {
  if (Py_SIZE(args) !== 0) {
    typeError('no positional arguments expected')
    return -1
  }
  if (kwds === 0) return 0
  const allStr = dictEach(kwds, (key) => typeFlagOf(key, L.TPFLAGS_UNICODE_SUBCLASS))
  if (!allStr) {
    typeError('keywords must be strings')
    return -1
  }
  return PyDict_Update(dictOf(o), kwds)
}

const namespace_repr: unaryfunc = (o) => {
  const name = Py_TYPE(o) === PyNamespace_Type ? 'namespace' : typeName(Py_TYPE(o))
  const nested = Py_ReprEnter(o)
  if (nested !== 0) return nested > 0 ? newStr(`${name}(...)`) : 0
  const parts: string[] = []
  const ok = dictEach(dictOf(o), (key, value) => {
    if (!typeFlagOf(key, L.TPFLAGS_UNICODE_SUBCLASS)) return true
    const r = PyObject_Repr(value)
    if (r === 0) return false
    parts.push(`${strToJS(key)}=${strToJS(r)}`)
    Py_DECREF(r)
    return true
  })
  Py_ReprLeave(o)
  return ok ? newStr(`${name}(${parts.join(', ')})`) : 0
}

const namespace_dealloc: destructor = (o) => {
  PyObject_GC_UnTrack(o)
  Py_XDECREF(dictOf(o))
  ;(FN[i32[(Py_TYPE(o) + L.TP_FREE) >> 2]] as destructor)(o)
}

defineType(PyNamespace_Type, {
  name: 'types.SimpleNamespace',
  basicsize: L.SIZEOF_NAMESPACE,
  flags: L.TPFLAGS_DEFAULT | L.TPFLAGS_HAVE_GC | L.TPFLAGS_BASETYPE,
  doc: 'A simple attribute-based namespace.\n\nSimpleNamespace(**kwargs)',
  dictoffset: L.NS_DICT,
  dealloc: namespace_dealloc,
  repr: namespace_repr,
  getattro: PyObject_GenericGetAttr,
  setattro: PyObject_GenericSetAttr,
  traverse: (o, visit) => (dictOf(o) === 0 ? 0 : visit(dictOf(o))),
  clear: (o) => {
    Py_CLEAR(o + L.NS_DICT)
    return 0
  },
  richcompare: (a, b, op) =>
    PyObject_TypeCheck(a, PyNamespace_Type) && PyObject_TypeCheck(b, PyNamespace_Type)
      ? PyObject_RichCompare(dictOf(a), dictOf(b), op)
      : Py_NewRef(Py_NotImplemented),
  init: namespace_init,
  alloc: PyType_GenericAlloc,
  new: namespace_new,
  members: [{ name: '__dict__', offset: L.NS_DICT, kind: 'object', readonly: true }],
  methods: {
    __reduce__: NOARGS(
      (o) => PyTuple_Pack(Py_TYPE(o), EMPTY_TUPLE, dictOf(o)),
      'Return state information for pickling',
    ),
  },
})
