/** weakref.ref (CPython Objects/weakrefobject.c); proxies are in weakref-proxy.ts. */
import { i32, type Ptr } from '../../memory/heap'
import {
  _PyObject_LookupAttr,
  hashFailed,
  hexAddress,
  PyObject_Hash,
  PyObject_RichCompare,
} from '../abstract/object-protocol'
import { PyObject_GC_UnTrack, PyType_GenericAlloc } from '../alloc'
import { PyVectorcall_NARGS } from '../call'
import { CLASS, defineType, O } from '../define'
import { typeError, typeNameOf } from '../errors'
import { PyErr_Clear } from '../errors-core'
import {
  type allocfunc,
  type destructor,
  FN,
  fnPtr,
  type hashfunc,
  type initproc,
  type newfunc,
  type richcmpfunc,
  type unaryfunc,
  type vectorcallfunc,
} from '../fn-table'
import { Py_DECREF, Py_INCREF, Py_NewRef, Py_SIZE, Py_TYPE, typeFlagOf } from '../header'
import { HASH_HI } from '../interp'
import * as L from '../layout'
import { _Py_ID, newStr, strToJS } from '../text/str-core'
import { Py_False, Py_None, Py_NotImplemented, Py_True, PyWeakref_RefType } from '../types'
import { checkPositional, noKwnames } from './arg-parse'
import { noKeywords, PyVectorcall_Call } from './call-objects'
import { Py_GenericAlias } from './generic-alias-core'
import { PyObject_GenericGetAttr } from './generic-attr'
import {
  clearWeakref,
  initWeakref,
  linkWeakref,
  PyWeakref_CheckRef,
  PyWeakref_GET_OBJECT,
  reusableRef,
  setWeakrefEntry,
  weaklistSlot,
} from './weakref-core'

const ID___name__ = _Py_ID('__name__')
const w = (o: Ptr, field: number): number => i32[(o + field) >> 2]
const item = (t: Ptr, i: number): Ptr => i32[(t + L.TUPLE_ITEM + i * 8) >> 2]

/** weakref.ref.__new__: subclass instances and references with a callback are always new objects. */
const weakref_new: newfunc = (type, args) => {
  const n = Py_SIZE(args)
  if (!checkPositional('__new__', n, 1, 2)) return 0
  const o = item(args, 0)
  const callback = n > 1 && item(args, 1) !== Py_None ? item(args, 1) : 0
  const slot = weaklistSlot(o)
  if (slot === 0) return typeError(`cannot create weak reference to '${typeNameOf(o)}' object`)
  const plain = callback === 0 && type === PyWeakref_RefType
  const existing = plain ? reusableRef(slot) : 0
  if (existing !== 0) return Py_NewRef(existing)
  const r = (FN[w(type, L.TP_ALLOC)] as allocfunc)(type, 0)
  if (r === 0) return 0
  initWeakref(r, o, callback)
  linkWeakref(r, slot, plain ? 'ref' : 'other')
  return r
}

const weakref_init: initproc = (_self, args, kwds) =>
  noKeywords('ref', kwds) && checkPositional('__init__', Py_SIZE(args), 1, 2) ? 0 : -1

const weakref_vectorcall: vectorcallfunc = (self, _args, nargsf, kwnames) =>
  noKwnames('weakref', kwnames) && checkPositional('weakref', PyVectorcall_NARGS(nargsf), 0, 0)
    ? Py_NewRef(PyWeakref_GET_OBJECT(self))
    : 0
setWeakrefEntry(fnPtr(weakref_vectorcall))

/** The referent's hash, kept so that a dead reference still finds its place in a dict. */
const weakref_hash: hashfunc = (self) => {
  const lo = w(self, L.WR_HASH)
  const hi = w(self, L.WR_HASH + 4)
  if (lo !== -1 || hi !== -1) {
    i32[HASH_HI >> 2] = hi
    return lo
  }
  const o = PyWeakref_GET_OBJECT(self)
  if (o === Py_None) {
    typeError('weak object has gone away')
    i32[HASH_HI >> 2] = -1
    return -1
  }
  Py_INCREF(o)
  const h = PyObject_Hash(o)
  const high = i32[HASH_HI >> 2]
  Py_DECREF(o)
  i32[HASH_HI >> 2] = high
  if (!hashFailed(h)) {
    i32[(self + L.WR_HASH) >> 2] = h
    i32[(self + L.WR_HASH + 4) >> 2] = high
  }
  return h
}

const weakref_repr: unaryfunc = (self) => {
  const o = PyWeakref_GET_OBJECT(self)
  const at = hexAddress(self)
  if (o === Py_None) return newStr(`<weakref at ${at}; dead>`)
  Py_INCREF(o)
  const name = _PyObject_LookupAttr(o, ID___name__)
  if (name === 0) PyErr_Clear()
  const label = name !== 0 && typeFlagOf(name, L.TPFLAGS_UNICODE_SUBCLASS) ? ` (${strToJS(name)})` : ''
  if (name !== 0) Py_DECREF(name)
  const text = `<weakref at ${at}; to '${typeNameOf(o)}' at ${hexAddress(o)}${label}>`
  Py_DECREF(o)
  return newStr(text)
}

/** Live references compare by their objects, dead ones by identity. */
const weakref_richcompare: richcmpfunc = (a, b, op) => {
  if ((op !== L.Py_EQ && op !== L.Py_NE) || !PyWeakref_CheckRef(a) || !PyWeakref_CheckRef(b)) {
    return Py_NewRef(Py_NotImplemented)
  }
  const oa = PyWeakref_GET_OBJECT(a)
  const ob = PyWeakref_GET_OBJECT(b)
  if (oa === Py_None || ob === Py_None) return Py_NewRef((a === b) === (op === L.Py_EQ) ? Py_True : Py_False)
  Py_INCREF(oa)
  Py_INCREF(ob)
  const r = PyObject_RichCompare(oa, ob, op)
  Py_DECREF(oa)
  Py_DECREF(ob)
  return r
}

const weakref_dealloc: destructor = (self) => {
  PyObject_GC_UnTrack(self)
  clearWeakref(self)
  ;(FN[w(Py_TYPE(self), L.TP_FREE)] as destructor)(self)
}

defineType(PyWeakref_RefType, {
  name: 'weakref.ReferenceType',
  basicsize: L.SIZEOF_WEAKREF,
  flags: L.TPFLAGS_DEFAULT | L.TPFLAGS_HAVE_GC | L.TPFLAGS_HAVE_VECTORCALL | L.TPFLAGS_BASETYPE,
  vectorcall_offset: L.WR_VECTORCALL,
  dealloc: weakref_dealloc,
  repr: weakref_repr,
  hash: weakref_hash,
  call: PyVectorcall_Call,
  getattro: PyObject_GenericGetAttr,
  traverse: (self, visit) => (w(self, L.WR_CALLBACK) === 0 ? 0 : visit(w(self, L.WR_CALLBACK))),
  clear: (self) => {
    clearWeakref(self)
    return 0
  },
  richcompare: weakref_richcompare,
  init: weakref_init,
  alloc: PyType_GenericAlloc,
  new: weakref_new,
  members: [{ name: '__callback__', offset: L.WR_CALLBACK, kind: 'object', readonly: true }],
  methods: { __class_getitem__: CLASS(O(Py_GenericAlias, 'See PEP 585')) },
})
