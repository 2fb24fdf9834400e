/** Slot wrappers (int.__add__) and bound ones, method-wrapper ((1).__add__) (CPython Objects/descrobject.c). */
import { i32, type Ptr } from '../../memory/heap'
import { _PyObject_RealIsSubclass } from '../abstract/instance-check'
import { _Py_HashPointer, hexAddress, PyObject_GetAttr, richCompareResult } from '../abstract/object-protocol'
import { PyObject_GC_Del, PyObject_GC_NewStatic, PyObject_GC_Track, PyObject_GC_UnTrack } from '../alloc'
import { PyTuple_GetSlice, PyTuple_Pack } from '../container/tuple-core'
import { defineType, NOARGS } from '../define'
import { typeError, typeName, typeNameOf } from '../errors'
import type { descrgetfunc, destructor, hashfunc, richcmpfunc, ternaryfunc, traverseproc } from '../fn-table'
import { Py_DECREF, Py_NewRef, Py_SIZE, Py_TYPE } from '../header'
import { HASH_HI } from '../interp'
import * as L from '../layout'
import { _Py_ID, newStr, strToJS } from '../text/str-core'
import { Py_None, Py_NotImplemented, PyMethodWrapper_Type, PyWrapperDescr_Type } from '../types'
import { descrCheck, descrCommon, descrQualname, descrRepr } from './descriptors'
import { PyObject_GenericGetAttr } from './generic-attr'
import { runtimeHooks } from './runtime-hooks'
import { type SlotDef, slotdefs } from './slotdefs'
import { docText, signatureText } from './type-names'

const w = (o: Ptr, field: number): number => i32[(o + field) >> 2]
const defOf = (d: Ptr): SlotDef => slotdefs[w(d, L.D_METHOD)]
const nameOf = (d: Ptr): string => strToJS(w(d, L.D_NAME))

function rawCall(d: Ptr, self: Ptr, args: Ptr, kwds: Ptr): Ptr {
  const def = defOf(d)
  if (!def.keywords && kwds !== 0 && w(kwds, L.DICT_USED) !== 0) {
    return typeError(`wrapper ${def.text}() takes no keyword arguments`)
  }
  return def.wrapper!(self, args, w(d, L.D_WRAPPED), kwds)
}

const wrapperdescr_call: ternaryfunc = (d, args, kwds) => {
  const n = Py_SIZE(args)
  const owner = typeName(w(d, L.D_TYPE))
  if (n < 1) return typeError(`descriptor '${nameOf(d)}' of '${owner}' object needs an argument`)
  const self = w(args, L.TUPLE_ITEM)
  const fits = _PyObject_RealIsSubclass(Py_TYPE(self), w(d, L.D_TYPE))
  if (fits < 0) return 0
  if (!fits) {
    return typeError(`descriptor '${nameOf(d)}' requires a '${owner}' object but received a '${typeNameOf(self)}'`)
  }
  const rest = PyTuple_GetSlice(args, 1, n)
  if (rest === 0) return 0
  const r = rawCall(d, self, rest, kwds)
  Py_DECREF(rest)
  return r
}

const wrapperdescr_get: descrgetfunc = (d, obj) => {
  if (obj === 0) return Py_NewRef(d)
  return descrCheck(d, obj) ? PyWrapper_New(d, obj) : 0
}

/** The slot wrapper bound to an object (PyWrapper_New). */
export function PyWrapper_New(d: Ptr, self: Ptr): Ptr {
  const o = PyObject_GC_NewStatic(PyMethodWrapper_Type, L.SIZEOF_METHOD_WRAPPER)
  if (o === 0) return 0
  for (let p = o + 16; p < o + L.SIZEOF_METHOD_WRAPPER; p += 4) i32[p >> 2] = 0
  i32[(o + L.MW_DESCR) >> 2] = Py_NewRef(d)
  i32[(o + L.MW_SELF) >> 2] = Py_NewRef(self)
  PyObject_GC_Track(o)
  return o
}

const wrapperDoc = (d: Ptr): Ptr => newStr(docText(defOf(d).text, defOf(d).doc))
function wrapperSignature(d: Ptr): Ptr {
  const text = signatureText(defOf(d).text, defOf(d).doc)
  return text === null ? Py_NewRef(Py_None) : newStr(text)
}

defineType(PyWrapperDescr_Type, {
  ...descrCommon,
  name: 'wrapper_descriptor',
  basicsize: L.SIZEOF_WRAPPER_DESCR,
  flags: L.TPFLAGS_DEFAULT | L.TPFLAGS_HAVE_GC | L.TPFLAGS_METHOD_DESCRIPTOR,
  repr: descrRepr('slot wrapper'),
  call: wrapperdescr_call,
  getset: {
    __doc__: { get: wrapperDoc },
    __qualname__: { get: descrQualname },
    __text_signature__: { get: wrapperSignature },
  },
  descr_get: wrapperdescr_get,
})

// --- method-wrapper ---

const descrOf = (o: Ptr): Ptr => w(o, L.MW_DESCR)
const selfOf = (o: Ptr): Ptr => w(o, L.MW_SELF)

const wrapper_dealloc: destructor = (o) => {
  PyObject_GC_UnTrack(o)
  Py_DECREF(descrOf(o))
  Py_DECREF(selfOf(o))
  PyObject_GC_Del(o)
}

const wrapper_traverse: traverseproc = (o, visit) => {
  const r = visit(descrOf(o))
  return r !== 0 ? r : visit(selfOf(o))
}

const wrapper_richcompare: richcmpfunc = (a, b, op) => {
  const comparable =
    (op === L.Py_EQ || op === L.Py_NE) && Py_TYPE(a) === PyMethodWrapper_Type && Py_TYPE(b) === PyMethodWrapper_Type
  if (!comparable) return Py_NewRef(Py_NotImplemented)
  return richCompareResult(descrOf(a) === descrOf(b) && selfOf(a) === selfOf(b) ? 0 : 1, op)
}

const wrapper_hash: hashfunc = (o) => {
  const lo = _Py_HashPointer(selfOf(o))
  const hi = i32[HASH_HI >> 2]
  const x = lo ^ _Py_HashPointer(descrOf(o))
  i32[HASH_HI >> 2] ^= hi
  return x === -1 && i32[HASH_HI >> 2] === -1 ? -2 : x
}

const ID___qualname__ = _Py_ID('__qualname__')
const ID_getattr = _Py_ID('getattr')

function wrapper_reduce(o: Ptr): Ptr {
  const builtins = runtimeHooks.importModule('builtins')
  if (builtins === 0) return 0
  const getattr = PyObject_GetAttr(builtins, ID_getattr)
  Py_DECREF(builtins)
  if (getattr === 0) return 0
  const pair = PyTuple_Pack(selfOf(o), w(descrOf(o), L.D_NAME))
  const r = pair === 0 ? 0 : PyTuple_Pack(getattr, pair)
  Py_DECREF(getattr)
  if (pair !== 0) Py_DECREF(pair)
  return r
}

defineType(PyMethodWrapper_Type, {
  name: 'method-wrapper',
  basicsize: L.SIZEOF_METHOD_WRAPPER,
  flags: L.TPFLAGS_DEFAULT | L.TPFLAGS_HAVE_GC,
  dealloc: wrapper_dealloc,
  traverse: wrapper_traverse,
  repr: (o) =>
    newStr(`<method-wrapper '${nameOf(descrOf(o))}' of ${typeNameOf(selfOf(o))} object at ${hexAddress(selfOf(o))}>`),
  hash: wrapper_hash,
  call: (o, args, kwds) => rawCall(descrOf(o), selfOf(o), args, kwds),
  getattro: PyObject_GenericGetAttr,
  richcompare: wrapper_richcompare,
  methods: { __reduce__: NOARGS(wrapper_reduce) },
  members: [{ name: '__self__', offset: L.MW_SELF, kind: 'object', readonly: true }],
  getset: {
    __objclass__: { get: (o) => Py_NewRef(w(descrOf(o), L.D_TYPE)) },
    __name__: { get: (o) => Py_NewRef(w(descrOf(o), L.D_NAME)) },
    __qualname__: { get: (o) => PyObject_GetAttr(descrOf(o), ID___qualname__) },
    __doc__: { get: (o) => wrapperDoc(descrOf(o)) },
    __text_signature__: { get: (o) => wrapperSignature(descrOf(o)) },
  },
})
