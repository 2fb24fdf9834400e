/** weakref.proxy: an object that passes every operation on to its referent (CPython Objects/weakrefobject.c). */
import { i32, type Ptr } from '../../memory/heap'
import { PyIter_Check, PyIter_Next, PyObject_GetIter } from '../abstract/iter-protocol'
import * as N from '../abstract/number-protocol'
import {
  hexAddress,
  PyObject_GetAttr,
  PyObject_IsTrue,
  PyObject_RichCompare,
  PyObject_SetAttr,
  PyObject_Str,
} from '../abstract/object-protocol'
import {
  PyObject_DelItem,
  PyObject_GetItem,
  PyObject_SetItem,
  PyObject_Size,
  PySequence_Contains,
} from '../abstract/sequence-protocol'
import { PyObject_GC_Del, PyObject_GC_UnTrack } from '../alloc'
import { callN } from '../call'
import { defineType, NOARGS, type TypeSpec } from '../define'
import { raise, typeError, typeNameOf } from '../errors'
import type { binaryfunc, ternaryfunc, unaryfunc } from '../fn-table'
import { Py_DECREF, Py_INCREF } from '../header'
import * as L from '../layout'
import { _Py_ID, newStr } from '../text/str-core'
import { Py_None, PyExc_ReferenceError, PyWeakref_CallableProxyType, PyWeakref_ProxyType } from '../types'
import { PyObject_Call } from './call-objects'
import { clearWeakref, PyWeakref_CheckProxy, PyWeakref_GET_OBJECT } from './weakref-core'

const gone = (): 0 => raise(PyExc_ReferenceError, 'weakly-referenced object no longer exists')

/** The live referent of a proxy as an owned reference; any other object as it is; 0 with ReferenceError. */
function unwrap(o: Ptr): Ptr {
  const target = PyWeakref_CheckProxy(o) ? PyWeakref_GET_OBJECT(o) : o
  if (target === Py_None && o !== Py_None) return gone()
  Py_INCREF(target)
  return target
}

/** Runs f on the referent, which stays alive meanwhile; `failed` when it is gone. */
function on<R>(proxy: Ptr, failed: R, f: (o: Ptr) => R): R {
  const o = unwrap(proxy)
  if (o === 0) return failed
  const r = f(o)
  Py_DECREF(o)
  return r
}

const unary =
  (f: unaryfunc): unaryfunc =>
  (p) =>
    on(p, 0, f)

const binary =
  (f: binaryfunc): binaryfunc =>
  (a, b) =>
    on(a, 0, (x) => on(b, 0, (y) => f(x, y)))

const ternary =
  (f: ternaryfunc): ternaryfunc =>
  (a, b, c) =>
    on(a, 0, (x) => on(b, 0, (y) => (c === Py_None ? f(x, y, c) : on(c, 0, (z) => f(x, y, z)))))

function special(name: string): unaryfunc {
  const id = _Py_ID(name)
  return unary((o) => {
    const f = PyObject_GetAttr(o, id)
    if (f === 0) return 0
    const r = callN(f)
    Py_DECREF(f)
    return r
  })
}

const spec: TypeSpec = {
  name: 'weakref.ProxyType',
  basicsize: L.SIZEOF_WEAKREF,
  flags: L.TPFLAGS_DEFAULT | L.TPFLAGS_HAVE_GC,
  dealloc: (p) => {
    PyObject_GC_UnTrack(p)
    clearWeakref(p)
    PyObject_GC_Del(p)
  },
  repr: (p) => {
    const o = PyWeakref_GET_OBJECT(p)
    return newStr(`<weakproxy at ${hexAddress(p)} to ${typeNameOf(o)} at ${hexAddress(o)}>`)
  },
  str: unary(PyObject_Str),
  hash: 'unhashable',
  getattro: (p, name) => on(p, 0, (o) => PyObject_GetAttr(o, name)),
  setattro: (p, name, value) => on(p, -1, (o) => PyObject_SetAttr(o, name, value)),
  traverse: (p, visit) => {
    const callback = i32[(p + L.WR_CALLBACK) >> 2]
    return callback === 0 ? 0 : visit(callback)
  },
  clear: (p) => {
    clearWeakref(p)
    return 0
  },
  richcompare: (a, b, op) => on(a, 0, (x) => on(b, 0, (y) => PyObject_RichCompare(x, y, op))),
  iter: unary(PyObject_GetIter),
  iternext: (p) =>
    on(p, 0, (o) =>
      PyIter_Check(o) ? PyIter_Next(o) : typeError(`Weakref proxy referenced a non-iterator '${typeNameOf(o)}' object`),
    ),
  number: {
    add: binary(N.PyNumber_Add),
    subtract: binary(N.PyNumber_Subtract),
    multiply: binary(N.PyNumber_Multiply),
    remainder: binary(N.PyNumber_Remainder),
    divmod: binary(N.PyNumber_Divmod),
    power: ternary(N.PyNumber_Power),
    negative: unary(N.PyNumber_Negative),
    positive: unary(N.PyNumber_Positive),
    absolute: unary(N.PyNumber_Absolute),
    bool: (p) => on(p, -1, PyObject_IsTrue),
    invert: unary(N.PyNumber_Invert),
    lshift: binary(N.PyNumber_Lshift),
    rshift: binary(N.PyNumber_Rshift),
    and: binary(N.PyNumber_And),
    xor: binary(N.PyNumber_Xor),
    or: binary(N.PyNumber_Or),
    int: unary(N.PyNumber_Long),
    float: unary(N.PyNumber_Float),
    inplace_add: binary(N.PyNumber_InPlaceAdd),
    inplace_subtract: binary(N.PyNumber_InPlaceSubtract),
    inplace_multiply: binary(N.PyNumber_InPlaceMultiply),
    inplace_remainder: binary(N.PyNumber_InPlaceRemainder),
    inplace_power: ternary(N.PyNumber_InPlacePower),
    inplace_lshift: binary(N.PyNumber_InPlaceLshift),
    inplace_rshift: binary(N.PyNumber_InPlaceRshift),
    inplace_and: binary(N.PyNumber_InPlaceAnd),
    inplace_xor: binary(N.PyNumber_InPlaceXor),
    inplace_or: binary(N.PyNumber_InPlaceOr),
    floor_divide: binary(N.PyNumber_FloorDivide),
    true_divide: binary(N.PyNumber_TrueDivide),
    inplace_floor_divide: binary(N.PyNumber_InPlaceFloorDivide),
    inplace_true_divide: binary(N.PyNumber_InPlaceTrueDivide),
    index: unary(N.PyNumber_Index),
    matrix_multiply: binary(N.PyNumber_MatrixMultiply),
    inplace_matrix_multiply: binary(N.PyNumber_InPlaceMatrixMultiply),
  },
  sequence: { contains: (p, value) => on(p, -1, (o) => PySequence_Contains(o, value)) },
  mapping: {
    length: (p) => on(p, -1, PyObject_Size),
    subscript: binary(PyObject_GetItem),
    ass_subscript: (p, key, value) =>
      on(p, -1, (o) => (value === 0 ? PyObject_DelItem(o, key) : PyObject_SetItem(o, key, value))),
  },
  methods: { __bytes__: NOARGS(special('__bytes__')), __reversed__: NOARGS(special('__reversed__')) },
}

defineType(PyWeakref_ProxyType, spec)
defineType(PyWeakref_CallableProxyType, {
  ...spec,
  name: 'weakref.CallableProxyType',
  call: (p, args, kwds) => on(p, 0, (o) => PyObject_Call(o, args, kwds)),
})
