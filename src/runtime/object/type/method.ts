/** Bound methods (CPython Objects/classobject.c). */
import { memFree, memMalloc } from '../../memory/domains'
import { i32, type Ptr } from '../../memory/heap'
import {
  _Py_HashPointer,
  _PyObject_LookupAttr,
  hashFailed,
  PyObject_GetAttr,
  PyObject_Hash,
  PyObject_RichCompareBool,
  reprJS,
} from '../abstract/object-protocol'
import { PyObject_GC_DelUntracked, PyObject_GC_UnTrack } from '../alloc'
import { PY_VECTORCALL_ARGUMENTS_OFFSET, PyCallable_Check, PyObject_Vectorcall, PyVectorcall_NARGS } from '../call'
import { PyTuple_Pack } from '../container/tuple-core'
import { defineType, NOARGS } from '../define'
import { typeError } from '../errors'
import { PyErr_Clear, PyErr_NoMemory } from '../errors-core'
import {
  type descrgetfunc,
  type destructor,
  FN,
  fnPtr,
  type getattrofunc,
  type hashfunc,
  type newfunc,
  type richcmpfunc,
  type traverseproc,
  type unaryfunc,
  type vectorcallfunc,
} from '../fn-table'
import { Py_DECREF, Py_NewRef, Py_SIZE, Py_TYPE, typeFlagOf } from '../header'
import { cStackPop, cStackPush, HASH_HI } from '../interp'
import * as L from '../layout'
import { _Py_ID, newStr, strToJS } from '../text/str-core'
import { Py_False, Py_None, Py_NotImplemented, Py_True, PyMethod_Type } from '../types'
import { checkPositional } from './arg-parse'
import { noKeywords, PyVectorcall_Call } from './call-objects'
import { PyObject_GenericSetAttr } from './generic-attr'
import { PyMethod_New, setMethodEntry } from './method-core'
import { runtimeHooks } from './runtime-hooks'
import { _PyType_Lookup } from './type-core'
import { PyObject_ClearWeakRefs } from './weakref-core'

const ID___name__ = _Py_ID('__name__')
const ID___qualname__ = _Py_ID('__qualname__')
const ID___doc__ = _Py_ID('__doc__')
const ID_getattr = _Py_ID('getattr')
const w = (o: Ptr, field: number): number => i32[(o + field) >> 2]
const funcOf = (m: Ptr): Ptr => w(m, L.METHOD_FUNC)
const selfOf = (m: Ptr): Ptr => w(m, L.METHOD_SELF)

/** Calls the function with self in front: in the spare slot when the caller offers one, else in a copy (method_vectorcall). */
const method_vectorcall: vectorcallfunc = (m, args, nargsf, kwnames) => {
  const self = selfOf(m)
  const func = funcOf(m)
  const nargs = PyVectorcall_NARGS(nargsf)
  if (nargsf & PY_VECTORCALL_ARGUMENTS_OFFSET) {
    const word = (args - 8) >> 2
    const saved = i32[word]
    i32[word] = self
    const r = PyObject_Vectorcall(func, args - 8, nargs + 1, kwnames)
    i32[word] = saved
    return r
  }
  const total = nargs + (kwnames === 0 ? 0 : Py_SIZE(kwnames))
  const small = total <= 4
  const copy = small ? cStackPush(total + 1) : memMalloc((total + 1) * 8)
  if (copy === 0) return PyErr_NoMemory()
  i32[copy >> 2] = self
  for (let i = 0; i < total; i++) i32[(copy + (i + 1) * 8) >> 2] = i32[(args + i * 8) >> 2]
  const r = PyObject_Vectorcall(func, copy, nargs + 1, kwnames)
  if (small) cStackPop(copy)
  else memFree(copy)
  return r
}
setMethodEntry(fnPtr(method_vectorcall))

export const method_dealloc: destructor = (m) => {
  PyObject_GC_UnTrack(m)
  if (w(m, L.METHOD_WEAKREFLIST) !== 0) PyObject_ClearWeakRefs(m)
  Py_DECREF(funcOf(m))
  Py_DECREF(selfOf(m))
  PyObject_GC_DelUntracked(m)
}

const method_traverse: traverseproc = (m, visit) => {
  const r = visit(funcOf(m))
  return r !== 0 ? r : visit(selfOf(m))
}

/** Own descriptors first, then whatever the function has. */
const method_getattro: getattrofunc = (m, name) => {
  const descr = _PyType_Lookup(PyMethod_Type, name)
  if (descr === 0) return PyObject_GetAttr(funcOf(m), name)
  const get = w(Py_TYPE(descr), L.TP_DESCR_GET)
  return get === 0 ? Py_NewRef(descr) : (FN[get] as descrgetfunc)(descr, m, PyMethod_Type)
}

const method_repr: unaryfunc = (m) => {
  let name = '?'
  for (const id of [ID___qualname__, ID___name__]) {
    const v = _PyObject_LookupAttr(funcOf(m), id)
    if (v === 0) {
      PyErr_Clear()
      continue
    }
    if (typeFlagOf(v, L.TPFLAGS_UNICODE_SUBCLASS)) name = strToJS(v)
    Py_DECREF(v)
    break
  }
  const self = reprJS(selfOf(m))
  return self === null ? 0 : newStr(`<bound method ${name} of ${self}>`)
}

const method_richcompare: richcmpfunc = (a, b, op) => {
  const comparable = (op === L.Py_EQ || op === L.Py_NE) && Py_TYPE(a) === PyMethod_Type && Py_TYPE(b) === PyMethod_Type
  if (!comparable) return Py_NewRef(Py_NotImplemented)
  let eq = PyObject_RichCompareBool(funcOf(a), funcOf(b), L.Py_EQ)
  if (eq === 1) eq = selfOf(a) === selfOf(b) ? 1 : 0
  if (eq < 0) return 0
  return Py_NewRef((eq === 1) === (op === L.Py_EQ) ? Py_True : Py_False)
}

const method_hash: hashfunc = (m) => {
  const lo = _Py_HashPointer(selfOf(m))
  const hi = i32[HASH_HI >> 2]
  const other = PyObject_Hash(funcOf(m))
  if (hashFailed(other)) return -1
  i32[HASH_HI >> 2] ^= hi
  const x = lo ^ other
  return x === -1 && i32[HASH_HI >> 2] === -1 ? -2 : x
}

const method_new: newfunc = (_type, args, kwds) => {
  if (!noKeywords('method', kwds) || !checkPositional('method', Py_SIZE(args), 2, 2)) return 0
  const func = w(args, L.TUPLE_ITEM)
  const self = w(args, L.TUPLE_ITEM + 8)
  if (!PyCallable_Check(func)) return typeError('first argument must be callable')
  if (self === Py_None) return typeError('instance must not be None')
  return PyMethod_New(func, self)
}

function reduce(m: Ptr): Ptr {
  const builtins = runtimeHooks.importModule('builtins')
  if (builtins === 0) return 0
  const getattr = PyObject_GetAttr(builtins, ID_getattr)
  Py_DECREF(builtins)
  const name = getattr === 0 ? 0 : PyObject_GetAttr(funcOf(m), ID___name__)
  if (name === 0) return 0
  const pair = PyTuple_Pack(selfOf(m), name)
  const r = PyTuple_Pack(getattr, pair)
  for (const o of [getattr, name, pair]) Py_DECREF(o)
  return r
}

defineType(PyMethod_Type, {
  name: 'method',
  doc: 'method(function, instance)\n\nCreate a bound instance method object.',
  basicsize: L.SIZEOF_METHOD,
  flags: L.TPFLAGS_DEFAULT | L.TPFLAGS_HAVE_GC | L.TPFLAGS_HAVE_VECTORCALL,
  vectorcall_offset: L.METHOD_VECTORCALL,
  weaklistoffset: L.METHOD_WEAKREFLIST,
  dealloc: method_dealloc,
  repr: method_repr,
  hash: method_hash,
  call: PyVectorcall_Call,
  getattro: method_getattro,
  setattro: PyObject_GenericSetAttr,
  traverse: method_traverse,
  richcompare: method_richcompare,
  new: method_new,
  methods: { __reduce__: NOARGS(reduce) },
  members: [
    { name: '__func__', offset: L.METHOD_FUNC, kind: 'object', readonly: true },
    { name: '__self__', offset: L.METHOD_SELF, kind: 'object', readonly: true },
  ],
  getset: {
    __doc__: {
      get: (m) => {
        const doc = _PyObject_LookupAttr(funcOf(m), ID___doc__)
        return doc === 0 ? Py_NewRef(Py_None) : doc
      },
    },
  },
})
