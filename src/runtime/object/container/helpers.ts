/** Short forms that the container types share: results, traversing and destroying objects made of reference fields. */
import { f64, i32, type Ptr } from '../../memory/heap'
import { PyObject_GC_Del, PyObject_GC_New, PyObject_GC_Track, PyObject_GC_UnTrack, PyType_GenericAlloc } from '../alloc'
import {
  type allocfunc,
  type destructor,
  FN,
  fnPtr,
  type newfunc,
  type traverseproc,
  type visitproc,
} from '../fn-table'
import { Py_XDECREF } from '../header'
import { OB_TYPE, TP_ALLOC, TP_BASICSIZE, TP_FLAGS, TP_FREE, TP_INIT, TPFLAGS_MANAGED_DICT } from '../layout'
import { Py_False, Py_None, Py_NotImplemented, Py_True } from '../types'

export function newNone(): Ptr {
  i32[Py_None >> 2]++
  return Py_None
}
export function newNotImplemented(): Ptr {
  i32[Py_NotImplemented >> 2]++
  return Py_NotImplemented
}
export function newBool(b: boolean): Ptr {
  const o = b ? Py_True : Py_False
  i32[o >> 2]++
  return o
}
/** None for a status of 0, NULL for -1. */
export const noneIfOk = (status: number): Ptr => (status < 0 ? 0 : newNone())
/** True, False, or NULL for -1. */
export const boolIfOk = (status: number): Ptr => (status < 0 ? 0 : newBool(status > 0))

/** tp_traverse of an object whose references are at these offsets, in this order. */
export function traverseFields(...offsets: number[]): traverseproc {
  return (o: Ptr, visit: visitproc): number => {
    for (const offset of offsets) {
      const v = i32[(o + offset) >> 2]
      if (v !== 0) {
        const r = visit(v)
        if (r !== 0) return r
      }
    }
    return 0
  }
}

/** tp_dealloc of a GC object: untrack, drop the fields in this order, give the memory back by tp_free. */
export function deallocFields(...offsets: number[]): destructor {
  const [a = 0, b = 0, c = 0] = offsets
  if (offsets.length > 3) {
    return (o: Ptr): void => {
      PyObject_GC_UnTrack(o)
      for (const offset of offsets) Py_XDECREF(i32[(o + offset) >> 2])
      freeByType(o)
    }
  }
  // most iterators: no loop over an array
  return (o: Ptr): void => {
    PyObject_GC_UnTrack(o)
    if (a !== 0) Py_XDECREF(i32[(o + a) >> 2])
    if (b !== 0) Py_XDECREF(i32[(o + b) >> 2])
    if (c !== 0) Py_XDECREF(i32[(o + c) >> 2])
    freeByType(o)
  }
}

const GC_DEL = fnPtr(PyObject_GC_Del)
/** tp_free of the object's type. */
export function freeByType(o: Ptr): void {
  const free = i32[(i32[(o + OB_TYPE) >> 2] + TP_FREE) >> 2]
  if (free === GC_DEL) PyObject_GC_Del(o)
  else (FN[free] as destructor)(o)
}
export const freeGc = PyObject_GC_Del

/** tp_alloc of the type: zeroed, tracked when GC. */
export const typeAlloc = (type: Ptr, n: number): Ptr => (FN[i32[(type + TP_ALLOC) >> 2]] as allocfunc)(type, n)
const GENERIC_ALLOC = fnPtr(PyType_GenericAlloc)
/** tp_alloc of a GC type of fixed size without a managed dict: as typeAlloc, but most often without the slot. */
export function gcAlloc(type: Ptr): Ptr {
  if (i32[(type + TP_ALLOC) >> 2] !== GENERIC_ALLOC || i32[(type + TP_FLAGS) >> 2] & TPFLAGS_MANAGED_DICT) {
    return typeAlloc(type, 0)
  }
  const o = newGcZeroed(type, i32[(type + TP_BASICSIZE) >> 2])
  if (o !== 0) PyObject_GC_Track(o)
  return o
}
/** tp_new of types that do everything in tp_init (PyType_GenericNew). */
export const genericNew: newfunc = (type) => typeAlloc(type, 0)

/** A fresh GC object of a fixed size with all fields zero; untracked. */
export function newGcZeroed(type: Ptr, size: number): Ptr {
  const o = PyObject_GC_New(type, size)
  if (o !== 0) for (let d = (o + 16) >> 3, end = (o + size + 7) >> 3; d < end; d++) f64[d] = 0
  return o
}

/** Stores a reference (taken over) in a field of a zeroed object. */
export function setField(o: Ptr, offset: number, v: Ptr): void {
  i32[(o + offset) >> 2] = v
}
/** A number in an 8-byte signed field, |v| < 2^31. */
export function setSsize(o: Ptr, offset: number, v: number): void {
  i32[(o + offset) >> 2] = v
  i32[(o + offset + 4) >> 2] = v >> 31
}
export const track = PyObject_GC_Track

/** A signed 64-bit field whose value has at most 53 bits. */
export const get64 = (p: Ptr): number => i32[(p + 4) >> 2] * 4294967296 + (i32[p >> 2] >>> 0)
export function set64(p: Ptr, v: number): void {
  const n = v | 0
  i32[p >> 2] = n
  if (n === v) {
    i32[(p + 4) >> 2] = n >> 31
    return
  }
  i32[(p + 4) >> 2] = Math.floor(v / 4294967296)
}

/** Is this the built-in type, or a subclass that leaves the arguments to the built-in's constructor (no __init__ of its own)? */
export const ownsArguments = (type: Ptr, builtin: Ptr): boolean =>
  type === builtin || i32[(type + TP_INIT) >> 2] === i32[(builtin + TP_INIT) >> 2]
