/**
 * sys.settrace: calls of the trace function from code generated with call events (Python/sysmodule.c, trace_trampoline). A frame
 * that is running when tracing begins goes on untraced, as its code has no events.
 */
import { i32, type Ptr, u8 } from '../memory/heap'
import { callN } from '../object/call'
import { PyTuple_New } from '../object/container/tuple-core'
import { PyErr_Fetch, PyErr_Restore } from '../object/errors-core'
import { PyErr_NormalizeException } from '../object/exception/err'
import { addRoots } from '../object/extra-roots'
import { Py_DECREF, Py_INCREF, Py_NewRef, Py_XDECREF, Py_XSETREF } from '../object/header'
import * as L from '../object/layout'
import { _Py_ID } from '../object/text/str-core'
import { Py_None } from '../object/types'
import { generateCallEvents } from './code-registry'
import { frameLocals } from './fast-locals'
import { frameObject } from './frame-object'
import { FW_CODE, FW_FRAME_OBJ, FW_PREV_INSTR } from './frame-stack'
import { lineEvent, observeLines } from './line-events'
import { exitError, fail, lineOf } from './traceback'

const EVENT = {
  call: _Py_ID('call'),
  line: _Py_ID('line'),
  return: _Py_ID('return'),
  exception: _Py_ID('exception'),
}

/** The trace function (owned), 0 when there is none. */
let tracer: Ptr = 0
/** A trace function is running: it is not traced itself. */
let busy = false
addRoots((visit) => visit(tracer))

/** Keeps the tests in generated code awake while there is a trace function. */
const awake = observeLines(() => 0)

/** Borrowed; 0: none. */
export const traceFunction = (): Ptr => tracer

/** func 0: tracing ends. */
export function setTraceFunction(func: Ptr): void {
  const old = tracer
  tracer = func === 0 ? 0 : Py_NewRef(func)
  if (tracer !== 0) generateCallEvents()
  awake.want(tracer !== 0)
  Py_XDECREF(old)
}

/** Calls a trace function for frame f; 0, or -1 when it failed, after which tracing is over (call_trampoline). */
function notify(callback: Ptr, f: Ptr, event: Ptr, value: Ptr): number {
  const fo = frameObject(f)
  if (fo === 0) return -1
  Py_INCREF(fo)
  Py_INCREF(callback)
  busy = true
  const result = frameLocals(f) === 0 ? 0 : callN(callback, fo, event, value)
  busy = false
  Py_DECREF(callback)
  if (result === 0) {
    setTraceFunction(0)
    Py_XSETREF(fo + L.F_TRACE, 0)
    Py_DECREF(fo)
    return -1
  }
  if (result !== Py_None) Py_XSETREF(fo + L.F_TRACE, result)
  else Py_DECREF(result)
  Py_DECREF(fo)
  return 0
}

/** The trace function of the frame, 0 when it has none or must not be called now. */
function localTracer(f: Ptr): Ptr {
  if (tracer === 0 || busy) return 0
  const fo = i32[(f >> 2) + FW_FRAME_OBJ]
  return fo === 0 ? 0 : i32[(fo + L.F_TRACE) >> 2]
}

/** As notify, with the frame's position at `unit` meanwhile. */
function notifyAt(unit: number, callback: Ptr, f: Ptr, event: Ptr, value: Ptr): number {
  const word = (f >> 2) + FW_PREV_INSTR
  const before = i32[word]
  i32[word] = unit
  const r = notify(callback, f, event, value)
  i32[word] = before
  return r
}

export function traceCall(f: Ptr, unit: number): number {
  return tracer === 0 || busy ? 0 : notifyAt(unit, tracer, f, EVENT.call, Py_None)
}

export function traceReturn(f: Ptr, unit: number, value: Ptr): number {
  const callback = localTracer(f)
  return callback === 0 ? 0 : notifyAt(unit, callback, f, EVENT.return, value)
}

/** Debuggers of the lab hear of the line first. */
export function tracedLine(f: Ptr, unit: number, line: number): number {
  if (lineEvent(f, unit, line) < 0) return -1
  const callback = localTracer(f)
  if (callback === 0 || u8[i32[(f >> 2) + FW_FRAME_OBJ] + L.F_TRACE_LINES] === 0) return 0
  return notifyAt(unit, callback, f, EVENT.line, Py_None)
}

export function tracedLineInHandler(f: Ptr, unit: number, line: number): number {
  const w = f >> 2
  return lineOf(i32[w + FW_CODE], i32[w + FW_PREV_INSTR]) === line ? 0 : tracedLine(f, unit, line)
}

/** An instruction failed: traceback entry, then the event (call_exc_trace). An error of the trace function takes the place of the first. */
export function failTraced(f: Ptr, unit: number): void {
  fail(f, unit)
  const callback = localTracer(f)
  if (callback === 0) return
  const e = PyErr_Fetch()
  PyErr_NormalizeException(e)
  const arg = PyTuple_New(3)
  if (arg === 0) {
    PyErr_Restore(e.type, e.value, e.traceback)
    return
  }
  const parts = [e.type, e.value || Py_None, e.traceback || Py_None]
  parts.forEach((part, i) => {
    i32[(arg + L.TUPLE_ITEM + 8 * i) >> 2] = Py_NewRef(part)
  })
  const r = notify(callback, f, EVENT.exception, arg)
  Py_DECREF(arg)
  if (r === 0) PyErr_Restore(e.type, e.value, e.traceback)
  else for (const part of [e.type, e.value, e.traceback]) Py_XDECREF(part)
}

/** notify while an error is set, which stays unless the trace function fails (call_trace_protected). */
function notifyProtected(callback: Ptr, f: Ptr, event: Ptr): number {
  const e = PyErr_Fetch()
  const r = notify(callback, f, event, Py_None)
  if (r === 0) PyErr_Restore(e.type, e.value, e.traceback)
  else for (const part of [e.type, e.value, e.traceback]) Py_XDECREF(part)
  return r
}

/** A generator is entered by throw(). */
export function traceThrow(f: Ptr): number {
  return tracer === 0 || busy ? 0 : notifyProtected(tracer, f, EVENT.call)
}

/** The function ends by an exception: a return event with None, then exitError. */
export function exitTraced(f: Ptr): 0 {
  const callback = localTracer(f)
  if (callback !== 0) notifyProtected(callback, f, EVENT.return)
  return exitError(f)
}
