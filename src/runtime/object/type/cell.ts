/** Cells: the variables that closures share (CPython Objects/cellobject.c). */
import { i32, type Ptr } from '../../memory/heap'
import { hexAddress, PyObject_RichCompare } from '../abstract/object-protocol'
import { PyObject_GC_DelUntracked, PyObject_GC_UnTrack } from '../alloc'
import { defineType } from '../define'
import { raise, typeNameOf } from '../errors'
import type { destructor, newfunc, richcmpfunc, unaryfunc } from '../fn-table'
import { Py_CLEAR, Py_NewRef, Py_SIZE, Py_TYPE, Py_XDECREF, Py_XINCREF, Py_XSETREF } from '../header'
import { CELL_REF, SIZEOF_CELL, TPFLAGS_DEFAULT, TPFLAGS_HAVE_GC, TUPLE_ITEM } from '../layout'
import { newStr } from '../text/str-core'
import { Py_False, Py_NotImplemented, Py_True, PyCell_Type, PyExc_ValueError } from '../types'
import { checkPositional } from './arg-parse'
import { noKeywords } from './call-objects'
import { PyObject_GenericGetAttr } from './generic-attr'
import { PyCell_GET, PyCell_New } from './method-core'

const cell_dealloc: destructor = (c) => {
  PyObject_GC_UnTrack(c)
  Py_XDECREF(PyCell_GET(c))
  PyObject_GC_DelUntracked(c)
}

/** An empty cell sorts before a full one. */
const cell_richcompare: richcmpfunc = (a, b, op) => {
  if (Py_TYPE(a) !== PyCell_Type || Py_TYPE(b) !== PyCell_Type) return Py_NewRef(Py_NotImplemented)
  const va = PyCell_GET(a)
  const vb = PyCell_GET(b)
  if (va !== 0 && vb !== 0) return PyObject_RichCompare(va, vb, op)
  const order = (va === 0 ? 0 : 1) - (vb === 0 ? 0 : 1)
  const yes = [order < 0, order <= 0, order === 0, order !== 0, order > 0, order >= 0][op]
  return Py_NewRef(yes ? Py_True : Py_False)
}

const cell_repr: unaryfunc = (c) => {
  const v = PyCell_GET(c)
  return v === 0
    ? newStr(`<cell at ${hexAddress(c)}: empty>`)
    : newStr(`<cell at ${hexAddress(c)}: ${typeNameOf(v)} object at ${hexAddress(v)}>`)
}

const cell_new: newfunc = (_type, args, kwds) => {
  if (!noKeywords('cell', kwds) || !checkPositional('cell', Py_SIZE(args), 0, 1)) return 0
  return PyCell_New(Py_SIZE(args) === 1 ? i32[(args + TUPLE_ITEM) >> 2] : 0)
}

defineType(PyCell_Type, {
  name: 'cell',
  basicsize: SIZEOF_CELL,
  flags: TPFLAGS_DEFAULT | TPFLAGS_HAVE_GC,
  doc: 'cell([contents])\n--\n\nCreate a new cell object.\n\n  contents\n    the contents of the cell. If not specified, the cell will be empty,\n    and \n further attempts to access its cell_contents attribute will\n    raise a ValueError.',
  dealloc: cell_dealloc,
  repr: cell_repr,
  getattro: PyObject_GenericGetAttr,
  traverse: (c, visit) => (PyCell_GET(c) === 0 ? 0 : visit(PyCell_GET(c))),
  clear: (c) => {
    Py_CLEAR(c + CELL_REF)
    return 0
  },
  richcompare: cell_richcompare,
  hash: 'unhashable',
  new: cell_new,
  getset: {
    cell_contents: {
      get: (c: Ptr) => {
        const v = PyCell_GET(c)
        return v === 0 ? raise(PyExc_ValueError, 'Cell is empty') : Py_NewRef(v)
      },
      set: (c, v) => {
        Py_XINCREF(v)
        Py_XSETREF(c + CELL_REF, v)
        return 0
      },
    },
  },
})
