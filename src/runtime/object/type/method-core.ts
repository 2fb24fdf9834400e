/** Making bound methods and cells. */
import { i32, type Ptr } from '../../memory/heap'
import { PyObject_GC_NewStatic, PyObject_GC_Track } from '../alloc'
import { Py_INCREF, Py_XINCREF } from '../header'
import {
  CELL_REF,
  METHOD_FUNC,
  METHOD_SELF,
  METHOD_VECTORCALL,
  METHOD_WEAKREFLIST,
  SIZEOF_CELL,
  SIZEOF_METHOD,
} from '../layout'
import { PyCell_Type, PyMethod_Type } from '../types'

let methodEntry = 0
/** Installs the vectorcall entry of bound methods. */
export function setMethodEntry(index: number): void {
  methodEntry = index
}

/** func bound to self (PyMethod_New). */
export function PyMethod_New(func: Ptr, self: Ptr): Ptr {
  const m = PyObject_GC_NewStatic(PyMethod_Type, SIZEOF_METHOD)
  if (m === 0) return 0
  Py_INCREF(func)
  i32[(m + METHOD_FUNC) >> 2] = func
  i32[(m + METHOD_FUNC + 4) >> 2] = 0
  Py_INCREF(self)
  i32[(m + METHOD_SELF) >> 2] = self
  i32[(m + METHOD_SELF + 4) >> 2] = 0
  i32[(m + METHOD_WEAKREFLIST) >> 2] = 0
  i32[(m + METHOD_WEAKREFLIST + 4) >> 2] = 0
  i32[(m + METHOD_VECTORCALL) >> 2] = methodEntry
  i32[(m + METHOD_VECTORCALL + 4) >> 2] = 0
  PyObject_GC_Track(m)
  return m
}

/** A cell holding value, or empty for 0 (PyCell_New). */
export function PyCell_New(value: Ptr): Ptr {
  const c = PyObject_GC_NewStatic(PyCell_Type, SIZEOF_CELL)
  if (c === 0) return 0
  Py_XINCREF(value)
  i32[(c + CELL_REF) >> 2] = value
  i32[(c + CELL_REF + 4) >> 2] = 0
  PyObject_GC_Track(c)
  return c
}

/** Borrowed content of a cell, 0 when empty. */
export const PyCell_GET = (c: Ptr): Ptr => i32[(c + CELL_REF) >> 2]
