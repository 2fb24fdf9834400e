/**
 * sys.settrace and sys.setprofile: calls of the two functions from code generated with call events (Python/sysmodule.c,
 * trace_trampoline and profile_trampoline). A frame that is running when tracing begins goes on untraced, unless its code was
 * generated with events because it names one of them (code-registry.ts).
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
import { setProfileNotifier } from './profiling'
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
/** The profile function (owned), 0 when there is none. */
let profiler: Ptr = 0
addRoots((visit) => {
  visit(tracer)
  visit(profiler)
})

/** Keeps the tests in generated code awake while there is a trace function. */
const awake = observeLines(() => 0)

/** Borrowed; 0: none. */
export const traceFunction = (): Ptr => tracer

/** func 0: tracing ends. */
export function setTraceFunction(func: Ptr): void {
  const old = tracer
  tracer = func === 0 ? 0 : Py_NewRef(func)
  if (tracer !== 0) generateCallEvents()
  awake.want(tracer !== 0 || profiler !== 0)
  Py_XDECREF(old)
}

/** Borrowed; 0: none. */
export const profileFunction = (): Ptr => profiler

/** func 0: profiling ends. */
export function setProfileFunction(func: Ptr): void {
  const old = profiler
  profiler = func === 0 ? 0 : Py_NewRef(func)
  if (profiler !== 0) generateCallEvents()
  awake.want(tracer !== 0 || profiler !== 0)
  Py_XDECREF(old)
}

/** Calls the profile function for frame f; 0, or -1 when it failed, after which profiling is over. */
function notifyProfiler(f: Ptr, event: Ptr, value: Ptr): number {
  if (profiler === 0 || busy) return 0
  const fo = frameObject(f)
  if (fo === 0) return -1
  Py_INCREF(fo)
  const callback = Py_NewRef(profiler)
  busy = true
  const result = frameLocals(f) === 0 ? 0 : callN(callback, fo, event, value)
  busy = false
  Py_DECREF(callback)
  Py_DECREF(fo)
  if (result === 0) setProfileFunction(0)
  Py_XDECREF(result)
  return result === 0 ? -1 : 0
}
setProfileNotifier(notifyProfiler, () => profiler !== 0 && !busy)

/** notifyProfiler with the frame's position at `unit` meanwhile. */
function profileAt(unit: number, f: Ptr, event: Ptr, value: Ptr): number {
  if (profiler === 0 || busy) return 0
  const word = (f >> 2) + FW_PREV_INSTR
  const before = i32[word]
  i32[word] = unit
  const r = notifyProfiler(f, event, value)
  i32[word] = before
  return r
}

/** notifyProfiler while an error is set, which stays unless the profile function fails. */
function profileProtected(f: Ptr, event: Ptr): number {
  if (profiler === 0 || busy) return 0
  const e = PyErr_Fetch()
  const r = notifyProfiler(f, event, Py_None)
  if (r === 0) PyErr_Restore(e.type, e.value, e.traceback)
  else for (const part of [e.type, e.value, e.traceback]) Py_XDECREF(part)
  return r
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
  if (tracer !== 0 && !busy && notifyAt(unit, tracer, f, EVENT.call, Py_None) < 0) return -1
  return profileAt(unit, f, EVENT.call, Py_None)
}

export function traceReturn(f: Ptr, unit: number, value: Ptr): number {
  const callback = localTracer(f)
  if (callback !== 0 && notifyAt(unit, callback, f, EVENT.return, value) < 0) return -1
  return profileAt(unit, f, EVENT.return, value)
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
  if (tracer !== 0 && !busy && notifyProtected(tracer, f, EVENT.call) < 0) return -1
  return profileProtected(f, EVENT.call)
}

/** The function ends by an exception: a return event with None, then exitError. */
export function exitTraced(f: Ptr): 0 {
  const callback = localTracer(f)
  if (callback === 0 || notifyProtected(callback, f, EVENT.return) === 0) profileProtected(f, EVENT.return)
  return exitError(f)
}
