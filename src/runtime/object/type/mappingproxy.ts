/** mappingproxy, the read-only view that C.__dict__ gives (CPython Objects/descrobject.c). */
import { i32, type Ptr } from '../../memory/heap'
import { PyObject_GetIter } from '../abstract/iter-protocol'
import { PyMapping_Check } from '../abstract/mapping-protocol'
import { PyNumber_Or } from '../abstract/number-protocol'
import { PyObject_GetAttr, PyObject_RichCompare, PyObject_Str, reprJS } from '../abstract/object-protocol'
import { PyObject_GetItem, PyObject_Size, PySequence_Contains } from '../abstract/sequence-protocol'
import { PyObject_GC_Del, PyObject_GC_UnTrack } from '../alloc'
import { callN } from '../call'
import { PyDict_Contains } from '../container/dict-core'
import { arg, CLASS, defineType, FAST, NOARGS, O } from '../define'
import { typeError, typeNameOf } from '../errors'
import type { newfunc } from '../fn-table'
import { Py_DECREF, Py_TYPE, typeFlagOf } from '../header'
import * as L from '../layout'
import { _Py_ID, newStr } from '../text/str-core'
import { Py_None, PyDict_Type, PyDictProxy_Type } from '../types'
import { checkPositional } from './arg-parse'
import { bindArgsTuple } from './call-objects'
import { Py_GenericAlias } from './generic-alias-core'
import { PyObject_GenericGetAttr } from './generic-attr'
import { PyDictProxy_New } from './mappingproxy-core'

const mapping = (p: Ptr): Ptr => i32[(p + L.MAPPINGPROXY_MAPPING) >> 2]
const unwrap = (o: Ptr): Ptr => (Py_TYPE(o) === PyDictProxy_Type ? mapping(o) : o)

/** Calls a method of the mapping. */
function delegate(name: string): (p: Ptr, ...args: Ptr[]) => Ptr {
  const id = _Py_ID(name)
  return (p, ...args) => {
    const f = PyObject_GetAttr(mapping(p), id)
    if (f === 0) return 0
    const r = callN(f, ...args)
    Py_DECREF(f)
    return r
  }
}
const get = delegate('get')
const keys = delegate('keys')
const values = delegate('values')
const items = delegate('items')
const copy = delegate('copy')
const reversed = delegate('__reversed__')

const proxy_new: newfunc = (_type, args, kwds) => {
  const a = bindArgsTuple('mappingproxy', ['mapping'], { required: 1 }, args, kwds)
  if (a === null) return 0
  const bad =
    !PyMapping_Check(a[0]) || typeFlagOf(a[0], L.TPFLAGS_LIST_SUBCLASS) || typeFlagOf(a[0], L.TPFLAGS_TUPLE_SUBCLASS)
  if (bad) return typeError(`mappingproxy() argument must be a mapping, not ${typeNameOf(a[0])}`)
  return PyDictProxy_New(a[0])
}

defineType(PyDictProxy_Type, {
  name: 'mappingproxy',
  basicsize: L.SIZEOF_MAPPINGPROXY,
  flags: L.TPFLAGS_DEFAULT | L.TPFLAGS_HAVE_GC | L.TPFLAGS_MAPPING,
  dealloc: (p) => {
    PyObject_GC_UnTrack(p)
    Py_DECREF(mapping(p))
    PyObject_GC_Del(p)
  },
  repr: (p) => {
    const text = reprJS(mapping(p))
    return text === null ? 0 : newStr(`mappingproxy(${text})`)
  },
  str: (p) => PyObject_Str(mapping(p)),
  getattro: PyObject_GenericGetAttr,
  traverse: (p, visit) => visit(mapping(p)),
  richcompare: (p, other, op) => PyObject_RichCompare(mapping(p), other, op),
  iter: (p) => PyObject_GetIter(mapping(p)),
  new: proxy_new,
  number: {
    or: (a, b) => PyNumber_Or(unwrap(a), unwrap(b)),
    inplace_or: (p) => typeError(`'|=' is not supported by ${typeNameOf(p)}; use '|' instead`),
  },
  mapping: {
    length: (p) => PyObject_Size(mapping(p)),
    subscript: (p, key) => PyObject_GetItem(mapping(p), key),
  },
  sequence: {
    contains: (p, key) =>
      Py_TYPE(mapping(p)) === PyDict_Type ? PyDict_Contains(mapping(p), key) : PySequence_Contains(mapping(p), key),
  },
  methods: {
    get: FAST((p, args, nargs) => {
      if (!checkPositional('get', nargs, 1, 2)) return 0
      return get(p, arg(args, 0), nargs > 1 ? arg(args, 1) : Py_None)
    }, 'D.get(k[,d]) -> D[k] if k in D, else d.  d defaults to None.'),
    keys: NOARGS((p) => keys(p), "D.keys() -> a set-like object providing a view on D's keys"),
    values: NOARGS((p) => values(p), "D.values() -> an object providing a view on D's values"),
    items: NOARGS((p) => items(p), "D.items() -> a set-like object providing a view on D's items"),
    copy: NOARGS((p) => copy(p), 'D.copy() -> a shallow copy of D'),
    __class_getitem__: CLASS(O(Py_GenericAlias, 'See PEP 585')),
    __reversed__: NOARGS((p) => reversed(p), 'D.__reversed__() -> reverse iterator'),
  },
})
