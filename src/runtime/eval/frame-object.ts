/**
 * Frame objects: made on demand for an interpreter frame (sys._getframe, tracebacks), 16 + 48 + 72 + 8 * slots bytes.
 * While the function runs the object points to the frame on the frame stack and is untracked; when the function ends
 * with the object still referenced, the frame is copied into it (take_ownership) and it is tracked.
 */
import { f64, i32, type Ptr, u8 } from '../memory/heap'
import {
  PyObject_GC_DelUntracked,
  PyObject_GC_NewStatic,
  PyObject_GC_Track,
  PyObject_GC_UnTrack,
} from '../object/alloc'
import type { visitproc } from '../object/fn-table'
import { Py_DECREF, Py_INCREF, Py_XDECREF } from '../object/header'
import * as L from '../object/layout'
import { _PyTrash_begin, _PyTrash_end } from '../object/trashcan'
import { PyFrame_Type } from '../object/types'
import {
  FW_CODE,
  FW_FRAME_OBJ,
  FW_FUNC,
  FW_LOCALS,
  FW_LOCALSPLUS,
  FW_PREVIOUS,
  FW_STACKTOP,
  leave,
} from './frame-stack'

export const frameOwner = (f: Ptr): number => u8[f + L.FRAME_OWNER]
const nlocalsplus = (f: Ptr): number => i32[(i32[(f >> 2) + FW_CODE] + L.CO_NLOCALSPLUS) >> 2]

/** Borrowed frame object of an interpreter frame, made if there is none yet; 0 + MemoryError (_PyFrame_GetFrameObject). */
export function frameObject(f: Ptr): Ptr {
  const w = f >> 2
  const existing = i32[w + FW_FRAME_OBJ]
  if (existing !== 0) return existing
  const code = i32[w + FW_CODE]
  const slots = i32[(code + L.CO_NLOCALSPLUS) >> 2] + i32[(code + L.CO_STACKSIZE) >> 2]
  const o = PyObject_GC_NewStatic(PyFrame_Type, L.SIZEOF_FRAME_HEADER + L.FRAME_LOCALSPLUS + 8 * slots)
  if (o === 0) return 0
  // making it may have run a collection, and that may have looked at this very frame
  if (i32[w + FW_FRAME_OBJ] !== 0) {
    Py_DECREF(o)
    return i32[w + FW_FRAME_OBJ]
  }
  i32[(o + L.F_BACK) >> 2] = 0
  i32[(o + L.F_FRAME) >> 2] = f
  i32[(o + L.F_TRACE) >> 2] = 0
  i32[(o + L.F_LINENO) >> 2] = 0
  u8[o + L.F_TRACE_LINES] = 1
  u8[o + L.F_TRACE_OPCODES] = 0
  u8[o + L.F_FAST_AS_LOCALS] = 0
  i32[w + FW_FRAME_OBJ] = o
  return o
}

/**
 * Copies the header of a frame and its first n slots, by double words: an address and a zero, or small numbers, never a NaN,
 * which could be changed on the way.
 */
export function copyFrame(to: Ptr, from: Ptr, n: number): void {
  for (let s = from >> 3, d = to >> 3, end = s + (L.FRAME_LOCALSPLUS >> 3) + n; s < end; s++, d++) f64[d] = f64[s]
}

/** The function ends but its frame object lives on: the object takes the frame over. */
function takeOwnership(o: Ptr, f: Ptr): void {
  const w = f >> 2
  const copy = o + L.F_FRAME_DATA
  copyFrame(copy, f, i32[w + FW_STACKTOP])
  i32[(o + L.F_FRAME) >> 2] = copy
  u8[copy + L.FRAME_OWNER] = L.FRAME_OWNED_BY_FRAME_OBJECT
  u8[copy + L.FRAME_STEP_MARK] = 0
  const previous = i32[w + FW_PREVIOUS]
  if (previous !== 0) {
    const back = frameObject(previous)
    if (back !== 0) {
      Py_INCREF(back)
      i32[(o + L.F_BACK) >> 2] = back
    }
    i32[(copy + L.FRAME_PREVIOUS) >> 2] = 0
  }
  PyObject_GC_Track(o)
}

/** Drops what a frame owns, or hands it to its frame object (_PyFrame_Clear). stacktop must count the live slots. */
export function clearFrame(f: Ptr): void {
  const w = f >> 2
  const o = i32[w + FW_FRAME_OBJ]
  if (o !== 0) {
    i32[w + FW_FRAME_OBJ] = 0
    if (i32[o >> 2] > 1) {
      takeOwnership(o, f)
      Py_DECREF(o)
      return
    }
    Py_DECREF(o)
  }
  const top = i32[w + FW_STACKTOP]
  for (let i = 0; i < top; i++) {
    const v = i32[w + FW_LOCALSPLUS + 2 * i]
    if (v !== 0) Py_DECREF(v)
  }
  Py_XDECREF(i32[w + FW_LOCALS])
  Py_DECREF(i32[w + FW_FUNC])
  Py_DECREF(i32[w + FW_CODE])
}

/** End of a function by return when a frame object exists or there are many locals. */
export function leaveSlow(f: Ptr, ret: Ptr): Ptr {
  const w = f >> 2
  const n = nlocalsplus(f)
  i32[w + FW_STACKTOP] = n
  const o = i32[w + FW_FRAME_OBJ]
  if (o !== 0 && i32[o >> 2] > 1) {
    i32[w + FW_FRAME_OBJ] = 0
    takeOwnership(o, f)
    Py_DECREF(o)
    // the references moved into the frame object: leave() must not drop them again
    const func = i32[w + FW_FUNC]
    const code = i32[w + FW_CODE]
    Py_INCREF(func)
    Py_INCREF(code)
    i32[w + FW_LOCALS] = 0
    return leave(f, w, ret)
  }
  if (o !== 0) {
    i32[w + FW_FRAME_OBJ] = 0
    Py_DECREF(o)
  }
  for (let i = 0; i < n; i++) {
    const v = i32[w + FW_LOCALSPLUS + 2 * i]
    if (v !== 0) Py_DECREF(v)
  }
  return leave(f, w, ret)
}

export function frameTraverse(o: Ptr, visit: visitproc): number {
  const back = i32[(o + L.F_BACK) >> 2]
  if (back !== 0) {
    const r = visit(back)
    if (r !== 0) return r
  }
  const trace = i32[(o + L.F_TRACE) >> 2]
  if (trace !== 0) {
    const r = visit(trace)
    if (r !== 0) return r
  }
  const f = i32[(o + L.F_FRAME) >> 2]
  return frameOwner(f) === L.FRAME_OWNED_BY_FRAME_OBJECT ? traverseFrame(f, visit) : 0
}

/** Visits what an interpreter frame owns (_PyFrame_Traverse). */
export function traverseFrame(f: Ptr, visit: visitproc): number {
  const w = f >> 2
  for (const field of [FW_FRAME_OBJ, FW_LOCALS, FW_FUNC, FW_CODE]) {
    const v = i32[w + field]
    if (v !== 0) {
      const r = visit(v)
      if (r !== 0) return r
    }
  }
  const top = i32[w + FW_STACKTOP]
  for (let i = 0; i < top; i++) {
    const v = i32[w + FW_LOCALSPLUS + 2 * i]
    if (v !== 0) {
      const r = visit(v)
      if (r !== 0) return r
    }
  }
  return 0
}

/** tp_clear: drops locals and stack of a frame that no longer runs (frame_tp_clear). */
export function frameTpClear(o: Ptr): number {
  const w = i32[(o + L.F_FRAME) >> 2] >> 2
  dropSlot((o + L.F_TRACE) >> 2)
  const n = i32[(i32[w + FW_CODE] + L.CO_NLOCALSPLUS) >> 2]
  const top = i32[w + FW_STACKTOP]
  i32[w + FW_STACKTOP] = n
  for (let i = 0; i < top; i++) dropSlot(w + FW_LOCALSPLUS + 2 * i)
  return 0
}

function dropSlot(word: number): void {
  const v = i32[word]
  if (v !== 0) {
    i32[word] = 0
    Py_DECREF(v)
  }
}

export function frameDealloc(o: Ptr): void {
  if (i32[(o + L.GC_NEXT) >> 2] !== 0) PyObject_GC_UnTrack(o)
  if (_PyTrash_begin(o)) return
  frameDestroy(o)
  _PyTrash_end()
}

function frameDestroy(o: Ptr): void {
  const f = i32[(o + L.F_FRAME) >> 2]
  const w = f >> 2
  let code = 0
  if (frameOwner(f) === L.FRAME_OWNED_BY_FRAME_OBJECT) {
    code = i32[w + FW_CODE]
    i32[w + FW_CODE] = 0
    dropSlot(w + FW_FUNC)
    dropSlot(w + FW_LOCALS)
    const top = i32[w + FW_STACKTOP]
    for (let i = 0; i < top; i++) dropSlot(w + FW_LOCALSPLUS + 2 * i)
  }
  dropSlot((o + L.F_BACK) >> 2)
  dropSlot((o + L.F_TRACE) >> 2)
  Py_XDECREF(code)
  PyObject_GC_DelUntracked(o)
}
