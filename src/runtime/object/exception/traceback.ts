/** traceback objects: a linked list, one entry for each frame an exception passed (CPython Python/traceback.c). */
import { i32, type Ptr } from '../../memory/heap'
import { PyObject_GC_DelUntracked, PyObject_GC_NewStatic, PyObject_GC_Track, PyObject_GC_UnTrack } from '../alloc'
import { PyList_Append, PyList_New } from '../container/list-core'
import { defineType, NOARGS } from '../define'
import { raiseInt, typeError, typeNameOf } from '../errors'
import { PyErr_Occurred } from '../errors-core'
import type { destructor, newfunc } from '../fn-table'
import {
  _Py_Dealloc,
  deathWatch,
  Py_DECREF,
  Py_INCREF,
  Py_NewRef,
  Py_TYPE,
  Py_XDECREF,
  Py_XINCREF,
  Py_XSETREF,
} from '../header'
import * as L from '../layout'
import { PyLong_AsInt, PyLong_FromLong } from '../number/int-core'
import { _Py_ID } from '../text/str-core'
import { _PyTrash_begin, _PyTrash_end } from '../trashcan'
import { bindArgsTuple } from '../type/call-objects'
import { Py_None, PyExc_TypeError, PyExc_ValueError, PyFrame_Type, PyTraceBack_Type } from '../types'

/** Line of an instruction offset in a frame object's code; the evaluator installs it. */
let lineOf: (frame: Ptr, lasti: number) => number = () => -1
export function setTracebackLineHook(f: (frame: Ptr, lasti: number) => number): void {
  lineOf = f
}

/** A new entry; next (may be 0) and frame are borrowed. lineno -1 is looked up when asked for (tb_create_raw). */
export function tbCreateRaw(next: Ptr, frame: Ptr, lasti: number, lineno: number): Ptr {
  const tb = PyObject_GC_NewStatic(PyTraceBack_Type, L.SIZEOF_TRACEBACK)
  if (tb === 0) return 0
  Py_XINCREF(next)
  i32[(tb + L.TB_NEXT) >> 2] = next
  i32[(tb + L.TB_NEXT + 4) >> 2] = 0
  Py_INCREF(frame)
  i32[(tb + L.TB_FRAME) >> 2] = frame
  i32[(tb + L.TB_FRAME + 4) >> 2] = 0
  i32[(tb + L.TB_LASTI) >> 2] = lasti
  i32[(tb + L.TB_LINENO) >> 2] = lineno
  PyObject_GC_Track(tb)
  return tb
}

/** Line number of an entry (tb_lineno). */
export function tracebackLine(tb: Ptr): number {
  const line = i32[(tb + L.TB_LINENO) >> 2]
  return line === -1 ? lineOf(i32[(tb + L.TB_FRAME) >> 2], i32[(tb + L.TB_LASTI) >> 2]) : line
}

const tbNew: newfunc = (_type, args, kwds) => {
  const names = ['tb_next', 'tb_frame', 'tb_lasti', 'tb_lineno']
  const bound = bindArgsTuple('TracebackType', names, { required: 4 }, args, kwds)
  if (bound === null) return 0
  if (Py_TYPE(bound[1]) !== PyFrame_Type) {
    return typeError(`TracebackType() argument 'tb_frame' must be frame, not ${typeNameOf(bound[1])}`)
  }
  const lasti = PyLong_AsInt(bound[2])
  if (lasti === -1 && PyErr_Occurred()) return 0
  const lineno = PyLong_AsInt(bound[3])
  if (lineno === -1 && PyErr_Occurred()) return 0
  const next = bound[0] === Py_None ? 0 : bound[0]
  if (next !== 0 && Py_TYPE(next) !== PyTraceBack_Type) {
    return typeError(`expected traceback object or None, got '${typeNameOf(next)}'`)
  }
  return tbCreateRaw(next, bound[1], lasti, lineno)
}

function setNext(tb: Ptr, value: Ptr): number {
  if (value === 0) return raiseInt(PyExc_TypeError, "can't delete tb_next attribute")
  let next = value
  if (next === Py_None) next = 0
  else if (Py_TYPE(next) !== PyTraceBack_Type) {
    return raiseInt(PyExc_TypeError, `expected traceback object, got '${typeNameOf(next)}'`)
  }
  for (let p = next; p !== 0; p = i32[(p + L.TB_NEXT) >> 2]) {
    if (p === tb) return raiseInt(PyExc_ValueError, 'traceback loop detected')
  }
  Py_XINCREF(next)
  Py_XSETREF(tb + L.TB_NEXT, next)
  return 0
}

/** tp_dealloc of traceback, a type that has no subclasses. */
export const traceback_dealloc: destructor = (tb) => {
  PyObject_GC_UnTrack(tb)
  if (_PyTrash_begin(tb)) return
  const next = i32[(tb + L.TB_NEXT) >> 2]
  if (next !== 0 && (i32[next >> 2] -= 1) === 0) {
    if (deathWatch[0] !== 0) _Py_Dealloc(next)
    else traceback_dealloc(next)
  }
  Py_XDECREF(i32[(tb + L.TB_FRAME) >> 2])
  PyObject_GC_DelUntracked(tb)
  _PyTrash_end()
}

const DIR_NAMES = ['tb_frame', 'tb_next', 'tb_lasti', 'tb_lineno'].map(_Py_ID)

function dir(): Ptr {
  const list = PyList_New(0)
  if (list === 0) return 0
  for (const name of DIR_NAMES) {
    if (PyList_Append(list, name) < 0) {
      Py_DECREF(list)
      return 0
    }
  }
  return list
}

defineType(PyTraceBack_Type, {
  name: 'traceback',
  basicsize: L.SIZEOF_TRACEBACK,
  flags: L.TPFLAGS_DEFAULT | L.TPFLAGS_HAVE_GC,
  doc: 'TracebackType(tb_next, tb_frame, tb_lasti, tb_lineno)\n--\n\nCreate a new traceback object.',
  dealloc: traceback_dealloc,
  traverse: (tb, visit) => {
    const next = i32[(tb + L.TB_NEXT) >> 2]
    const r = next !== 0 ? visit(next) : 0
    return r !== 0 ? r : visit(i32[(tb + L.TB_FRAME) >> 2])
  },
  clear: (tb) => {
    Py_XSETREF(tb + L.TB_NEXT, 0)
    Py_XSETREF(tb + L.TB_FRAME, 0)
    return 0
  },
  new: tbNew,
  methods: { __dir__: NOARGS(dir) },
  members: [
    { name: 'tb_frame', offset: L.TB_FRAME, kind: 'object', readonly: true },
    { name: 'tb_lasti', offset: L.TB_LASTI, kind: 'int', readonly: true },
  ],
  getset: {
    tb_next: { get: (tb) => Py_NewRef(i32[(tb + L.TB_NEXT) >> 2] || Py_None), set: setNext },
    tb_lineno: {
      get: (tb) => {
        const line = tracebackLine(tb)
        return line === -1 ? Py_NewRef(Py_None) : PyLong_FromLong(line)
      },
    },
  },
})
