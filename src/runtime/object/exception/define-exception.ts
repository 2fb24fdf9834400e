/**
 * The shape shared by all exception types: construction, destruction and traversal of BaseException's fields and of the
 * extra object fields that a subtype adds behind them.
 */
import { i32, type Ptr, u8 } from '../../memory/heap'
import { PyObject_GC_Del, PyObject_GC_UnTrack, PyType_GenericAlloc } from '../alloc'
import { PyTuple_New } from '../container/tuple-core'
import { defineType, type TypeSpec } from '../define'
import { typeName } from '../errors'
import { type allocfunc, type destructor, FN, fnPtr, type initproc, type newfunc, type traverseproc } from '../fn-table'
import { Py_CLEAR, Py_DECREF, Py_INCREF, Py_TYPE, Py_XSETREF } from '../header'
import * as L from '../layout'
import { _PyTrash_begin, _PyTrash_end } from '../trashcan'
import { noKeywords } from '../type/call-objects'

/** BaseException's fields in the order of its tp_traverse and tp_clear. */
const BASE_FIELDS = [L.EXC_DICT, L.EXC_ARGS, L.EXC_NOTES, L.EXC_TRACEBACK, L.EXC_CAUSE, L.EXC_CONTEXT]

const GENERIC_ALLOC = fnPtr(PyType_GenericAlloc)
const GC_DEL = fnPtr(PyObject_GC_Del)

export const excField = (o: Ptr, offset: number): Ptr => i32[(o + offset) >> 2]

/** Stores a borrowed object (or 0) in a field. */
export function setExcField(o: Ptr, offset: number, value: Ptr): void {
  if (value !== 0) Py_INCREF(value)
  Py_XSETREF(o + offset, value)
}

/** Clears the given extra fields, then BaseException's. */
export function clearFields(o: Ptr, extra: readonly number[]): number {
  for (const offset of extra) Py_CLEAR(o + offset)
  return clearBaseFields(o)
}

/** tp_clear of BaseException (BaseException_clear). */
export function clearBaseFields(o: Ptr): number {
  Py_CLEAR(o + L.EXC_DICT)
  Py_CLEAR(o + L.EXC_ARGS)
  Py_CLEAR(o + L.EXC_NOTES)
  Py_CLEAR(o + L.EXC_TRACEBACK)
  Py_CLEAR(o + L.EXC_CAUSE)
  Py_CLEAR(o + L.EXC_CONTEXT)
  return 0
}

export const traverseFields = (extra: readonly number[]): traverseproc => {
  const all = [...extra, ...BASE_FIELDS]
  return (o, visit) => {
    for (const offset of all) {
      const v = i32[(o + offset) >> 2]
      if (v !== 0) {
        const r = visit(v)
        if (r !== 0) return r
      }
    }
    return 0
  }
}

/** A fresh instance of an exception type with the given args tuple (borrowed; 0: an empty one). */
export function allocException(type: Ptr, args: Ptr): Ptr {
  const alloc = i32[(type + L.TP_ALLOC) >> 2]
  const o = alloc === GENERIC_ALLOC ? PyType_GenericAlloc(type, 0) : (FN[alloc] as allocfunc)(type, 0)
  if (o === 0) return 0
  if (args !== 0) {
    Py_INCREF(args)
    i32[(o + L.EXC_ARGS) >> 2] = args
    return o
  }
  const empty = PyTuple_New(0)
  if (empty === 0) {
    Py_DECREF(o)
    return 0
  }
  i32[(o + L.EXC_ARGS) >> 2] = empty
  return o
}

export const baseNew: newfunc = (type, args) => allocException(type, args)

/** Stores args; keywords are refused (BaseException_init). */
export const baseInit: initproc = (self, args, kwds) => {
  if (kwds !== 0 && !noKeywords(typeName(Py_TYPE(self)), kwds)) return -1
  setExcField(self, L.EXC_ARGS, args)
  return 0
}

export function freeException(o: Ptr): void {
  const free = i32[(Py_TYPE(o) + L.TP_FREE) >> 2]
  if (free === GC_DEL) PyObject_GC_Del(o)
  else (FN[free] as destructor)(o)
}

/** tp_dealloc of BaseException and of all exceptions that add nothing to it (BaseException_dealloc). */
export const baseDealloc: destructor = (o) => {
  PyObject_GC_UnTrack(o)
  // a subclass has been through the trashcan in subtype_dealloc
  const own = i32[(Py_TYPE(o) + L.TP_DEALLOC) >> 2] === BASE_DEALLOC
  if (own && _PyTrash_begin(o)) return
  clearBaseFields(o)
  freeException(o)
  if (own) _PyTrash_end()
}
const BASE_DEALLOC = fnPtr(baseDealloc)

/** What a subtype adds; unset parts are BaseException's. */
export interface ExceptionSpec extends Partial<TypeSpec> {
  /** Extra object fields in the order of the C type's traverse; cleared in the order given by clearOrder. */
  fields?: readonly number[]
  clearOrder?: readonly number[]
}

/** Defines a built-in exception type below BaseException. */
export function defineException(type: Ptr, name: string, base: Ptr, doc: string, spec: ExceptionSpec = {}): void {
  const { fields = [], clearOrder = fields, ...rest } = spec
  const plain = fields.length === 0
  const clear = plain ? clearBaseFields : (o: Ptr): number => clearFields(o, clearOrder)
  const dealloc: destructor = (o) => {
    PyObject_GC_UnTrack(o)
    clear(o)
    freeException(o)
  }
  defineType(type, {
    name,
    base,
    basicsize: L.SIZEOF_BASE_EXCEPTION,
    flags: L.TPFLAGS_DEFAULT | L.TPFLAGS_BASETYPE | L.TPFLAGS_HAVE_GC,
    dictoffset: L.EXC_DICT,
    doc,
    new: baseNew,
    init: baseInit,
    traverse: traverseFields(fields),
    clear,
    dealloc: plain ? baseDealloc : dealloc,
    ...rest,
  })
}

export const hasSuppressedContext = (o: Ptr): boolean => u8[o + L.EXC_SUPPRESS_CONTEXT] !== 0
