/** builtin_function_or_method (CPython Objects/methodobject.c). */
import { i32, type Ptr } from '../../memory/heap'
import { _Py_HashPointer, hexAddress, PyObject_GetAttr, richCompareResult } from '../abstract/object-protocol'
import { PyObject_GC_Del, PyObject_GC_UnTrack } from '../alloc'
import { PyVectorcall_NARGS } from '../call'
import { PyTuple_Pack } from '../container/tuple-core'
import { defineType, NOARGS } from '../define'
import { typeError, typeNameOf } from '../errors'
import {
  type binaryfunc,
  type destructor,
  FN,
  fnPtr,
  type hashfunc,
  type richcmpfunc,
  type ternaryfunc,
  type traverseproc,
  type unaryfunc,
  type vectorcallfunc,
} from '../fn-table'
import { Py_DECREF, Py_NewRef, Py_SIZE, Py_TYPE, Py_XDECREF } from '../header'
import { HASH_HI } from '../interp'
import * as L from '../layout'
import { Py_EnterRecursiveCall, Py_LeaveRecursiveCall } from '../recursion'
import { _Py_ID, newStr, strToJS } from '../text/str-core'
import { Py_None, Py_NotImplemented, PyCFunction_Type, PyModule_Type } from '../types'
import { PyVectorcall_Call } from './call-objects'
import { setFunctionEntries } from './descr-core'
import { docObject, signatureObject } from './descriptors'
import { functionStr } from './function-text'
import { PyObject_GenericGetAttr } from './generic-attr'
import { runtimeHooks } from './runtime-hooks'
import { PyObject_TypeCheck, PyType_Check } from './subtype'
import { PyObject_ClearWeakRefs } from './weakref-core'

const w = (o: Ptr, field: number): number => i32[(o + field) >> 2]
const defOf = (f: Ptr): Ptr => w(f, L.CFUNC_ML)
const flagsOf = (f: Ptr): number => w(defOf(f), L.ML_FLAGS)
/** What C code gets as self: nothing for static methods. */
const selfArg = (f: Ptr): Ptr => (flagsOf(f) & L.METH_STATIC ? 0 : w(f, L.CFUNC_SELF))
const nameOf = (f: Ptr): string => strToJS(w(defOf(f), L.ML_NAME))
// biome-ignore lint/complexity/noBannedTypes: callers cast to the signature their flags say.
const method = (f: Ptr): Function => FN[w(defOf(f), L.ML_METH)]

const WHERE = ' while calling a Python object'

function rejectKeywords(f: Ptr, kwnames: Ptr): boolean {
  if (kwnames === 0 || Py_SIZE(kwnames) === 0) return true
  typeError(`${functionStr(f)} takes no keyword arguments`)
  return false
}

const vectorcallNoargs: vectorcallfunc = (f, _args, nargsf, kwnames) => {
  if (!rejectKeywords(f, kwnames)) return 0
  const nargs = PyVectorcall_NARGS(nargsf)
  if (nargs !== 0) return typeError(`${functionStr(f)} takes no arguments (${nargs} given)`)
  if (!Py_EnterRecursiveCall(WHERE)) return 0
  const r = (method(f) as unaryfunc)(selfArg(f))
  Py_LeaveRecursiveCall()
  return r
}

const vectorcallO: vectorcallfunc = (f, args, nargsf, kwnames) => {
  if (!rejectKeywords(f, kwnames)) return 0
  const nargs = PyVectorcall_NARGS(nargsf)
  if (nargs !== 1) return typeError(`${functionStr(f)} takes exactly one argument (${nargs} given)`)
  if (!Py_EnterRecursiveCall(WHERE)) return 0
  const r = (method(f) as binaryfunc)(selfArg(f), w(args, 0))
  Py_LeaveRecursiveCall()
  return r
}

const vectorcallFast: vectorcallfunc = (f, args, nargsf, kwnames) => {
  if (!rejectKeywords(f, kwnames)) return 0
  if (!Py_EnterRecursiveCall(WHERE)) return 0
  const r = (method(f) as ternaryfunc)(selfArg(f), args, PyVectorcall_NARGS(nargsf))
  Py_LeaveRecursiveCall()
  return r
}

const vectorcallFastKw: vectorcallfunc = (f, args, nargsf, kwnames) => {
  if (!Py_EnterRecursiveCall(WHERE)) return 0
  const r = (method(f) as vectorcallfunc)(selfArg(f), args, PyVectorcall_NARGS(nargsf), kwnames)
  Py_LeaveRecursiveCall()
  return r
}

// METH_VARARGS functions have no vectorcall entry: the caller makes the tuple and uses tp_call.
setFunctionEntries({
  noargs: fnPtr(vectorcallNoargs),
  o: fnPtr(vectorcallO),
  fast: fnPtr(vectorcallFast),
  fastkw: fnPtr(vectorcallFastKw),
  varargs: 0,
})

const cfunction_call: ternaryfunc = (f, args, kwargs) => {
  const flags = flagsOf(f)
  if ((flags & L.METH_VARARGS) === 0) return PyVectorcall_Call(f, args, kwargs)
  if (flags & L.METH_KEYWORDS) return (method(f) as ternaryfunc)(selfArg(f), args, kwargs)
  if (kwargs !== 0 && w(kwargs, L.DICT_USED) !== 0) return typeError(`${functionStr(f)} takes no keyword arguments`)
  return (method(f) as binaryfunc)(selfArg(f), args)
}

const meth_dealloc: destructor = (f) => {
  PyObject_GC_UnTrack(f)
  if (w(f, L.CFUNC_WEAKREFLIST) !== 0) PyObject_ClearWeakRefs(f)
  Py_XDECREF(w(f, L.CFUNC_SELF))
  Py_XDECREF(w(f, L.CFUNC_MODULE))
  PyObject_GC_Del(f)
}

const meth_traverse: traverseproc = (f, visit) => {
  const self = w(f, L.CFUNC_SELF)
  const r = self === 0 ? 0 : visit(self)
  const module = w(f, L.CFUNC_MODULE)
  return r !== 0 || module === 0 ? r : visit(module)
}

const isModule = (o: Ptr): boolean => PyObject_TypeCheck(o, PyModule_Type)

function meth_repr(f: Ptr): Ptr {
  const self = w(f, L.CFUNC_SELF)
  if (self === 0 || isModule(self)) return newStr(`<built-in function ${nameOf(f)}>`)
  return newStr(`<built-in method ${nameOf(f)} of ${typeNameOf(self)} object at ${hexAddress(self)}>`)
}

const meth_richcompare: richcmpfunc = (a, b, op) => {
  const comparable =
    (op === L.Py_EQ || op === L.Py_NE) && Py_TYPE(a) === PyCFunction_Type && Py_TYPE(b) === PyCFunction_Type
  if (!comparable) return Py_NewRef(Py_NotImplemented)
  const same = w(a, L.CFUNC_SELF) === w(b, L.CFUNC_SELF) && w(defOf(a), L.ML_METH) === w(defOf(b), L.ML_METH)
  return richCompareResult(same ? 0 : 1, op)
}

const meth_hash: hashfunc = (f) => {
  const lo = _Py_HashPointer(w(f, L.CFUNC_SELF))
  const hi = i32[HASH_HI >> 2]
  const x = lo ^ _Py_HashPointer(w(defOf(f), L.ML_METH))
  i32[HASH_HI >> 2] ^= hi
  return x === -1 && i32[HASH_HI >> 2] === -1 ? -2 : x
}

const ID___qualname__ = _Py_ID('__qualname__')
const ID_getattr = _Py_ID('getattr')

/** The name alone for functions of modules, `Type.name` for methods. */
function getQualname(f: Ptr): Ptr {
  const self = w(f, L.CFUNC_SELF)
  const name = w(defOf(f), L.ML_NAME)
  if (self === 0 || isModule(self)) return Py_NewRef(name)
  const type = PyType_Check(self) ? self : Py_TYPE(self)
  const qualname = PyObject_GetAttr(type, ID___qualname__)
  if (qualname === 0) return 0
  const text = `${strToJS(qualname)}.${strToJS(name)}`
  Py_DECREF(qualname)
  return newStr(text)
}

function getSelf(f: Ptr): Ptr {
  const self = selfArg(f)
  return Py_NewRef(self === 0 ? Py_None : self)
}

function reduce(f: Ptr): Ptr {
  const self = w(f, L.CFUNC_SELF)
  const name = w(defOf(f), L.ML_NAME)
  if (self === 0 || isModule(self)) return Py_NewRef(name)
  const builtins = runtimeHooks.importModule('builtins')
  if (builtins === 0) return 0
  const getattr = PyObject_GetAttr(builtins, ID_getattr)
  Py_DECREF(builtins)
  if (getattr === 0) return 0
  const pair = PyTuple_Pack(self, name)
  const r = pair === 0 ? 0 : PyTuple_Pack(getattr, pair)
  Py_DECREF(getattr)
  Py_XDECREF(pair)
  return r
}

defineType(PyCFunction_Type, {
  name: 'builtin_function_or_method',
  basicsize: L.SIZEOF_CFUNCTION,
  flags: L.TPFLAGS_DEFAULT | L.TPFLAGS_HAVE_GC | L.TPFLAGS_HAVE_VECTORCALL,
  vectorcall_offset: L.CFUNC_VECTORCALL,
  weaklistoffset: L.CFUNC_WEAKREFLIST,
  dealloc: meth_dealloc,
  repr: meth_repr,
  hash: meth_hash,
  call: cfunction_call,
  getattro: PyObject_GenericGetAttr,
  traverse: meth_traverse,
  richcompare: meth_richcompare,
  methods: { __reduce__: NOARGS(reduce) },
  members: [{ name: '__module__', offset: L.CFUNC_MODULE, kind: 'object', readonly: false }],
  getset: {
    __doc__: { get: (f) => docObject(nameOf(f), w(defOf(f), L.ML_DOC)) },
    __name__: { get: (f) => Py_NewRef(w(defOf(f), L.ML_NAME)) },
    __qualname__: { get: getQualname },
    __self__: { get: getSelf },
    __text_signature__: { get: (f) => signatureObject(nameOf(f), w(defOf(f), L.ML_DOC)) },
  },
})
