/**
 * Generator objects: creation from a running frame, send, throw, close (CPython Objects/genobject.c). A generator is one
 * block: header, then its whole interpreter frame. The type itself is in generator-type.ts.
 */

import { f64, i32, type Ptr, u8 } from '../memory/heap'
import { _PyObject_LookupAttr } from '../object/abstract/object-protocol'
import { PyObject_GC_NewStatic, PyObject_GC_Track } from '../object/alloc'
import { callNSteal, PyObject_CallNoArgs, PyObject_CallOneArg } from '../object/call'
import { PyErr_SetObject, raise, raiseNone, typeError, typeNameOf } from '../object/errors'
import { PyErr_Clear, PyErr_Fetch, PyErr_Occurred, PyErr_Restore } from '../object/errors-core'
import { PyErr_ExceptionMatches, PyErr_WriteUnraisable } from '../object/exception/err'
import {
  PyErr_GivenExceptionMatches,
  PyException_SetTraceback,
  PyExceptionClass_Check,
} from '../object/exception/exception-core'
import { Py_DECREF, Py_INCREF, Py_NewRef, Py_TYPE, Py_XDECREF, typeFlagOf } from '../object/header'
import { TS_EXC_INFO, TS_FRAME, TS_RECURSION_REMAINING } from '../object/interp'
import * as L from '../object/layout'
import { Py_EnterRecursiveCall } from '../object/recursion'
import { _Py_ID } from '../object/text/str-core'
import {
  Py_None,
  PyAsyncGen_Type,
  PyCoro_Type,
  PyExc_GeneratorExit,
  PyExc_RuntimeError,
  PyExc_StopIteration,
  PyExc_ValueError,
  PyGen_Type,
  PyTraceBack_Type,
} from '../object/types'
import { frameFunctions } from './code-registry'
import { takeInstance } from './error-state'
import { copyFrame } from './frame-object'
import { FW_CODE, FW_FLAGS, FW_FRAME_OBJ, FW_LOCALSPLUS, FW_PREVIOUS, FW_STACKTOP, releaseFrame } from './frame-stack'
import {
  FRAME_COMPLETED,
  FRAME_CREATED,
  FRAME_EXECUTING,
  FRAME_SUSPENDED,
  frameState,
  setFrameState,
} from './generator-state'

const W_RECURSION = TS_RECURSION_REMAINING >> 2

const S_throw = _Py_ID('throw')
const S_close = _Py_ID('close')

const frameOf = (gen: Ptr): Ptr => gen + L.GI_IFRAME
const codeOf = (gen: Ptr): Ptr => i32[(gen + L.GI_CODE) >> 2]
export const PyGen_CheckExact = (o: Ptr): boolean => Py_TYPE(o) === PyGen_Type

/** RETURN_GENERATOR: a generator object takes the running frame over; the frame stack's copy is popped. New reference or 0. */
export function returnGenerator(f: Ptr): Ptr {
  const w = f >> 2
  const code = i32[w + FW_CODE]
  const func = i32[w]
  const slots = i32[(code + L.CO_NLOCALSPLUS) >> 2] + i32[(code + L.CO_STACKSIZE) >> 2]
  const flags = i32[(code + L.CO_FLAGS) >> 2]
  const type = flags & L.CO_COROUTINE ? PyCoro_Type : flags & L.CO_ASYNC_GENERATOR ? PyAsyncGen_Type : PyGen_Type
  const gen = PyObject_GC_NewStatic(type, L.GI_IFRAME + L.FRAME_LOCALSPLUS + 8 * slots)
  if (gen === 0) return 0
  for (let p = (gen + L.GI_CODE) >> 2, end = (gen + L.GI_IFRAME) >> 2; p < end; p++) i32[p] = 0
  i32[(gen + L.GI_CODE) >> 2] = Py_NewRef(code)
  i32[(gen + L.GI_NAME) >> 2] = Py_NewRef(i32[(func + L.FUNC_NAME) >> 2])
  i32[(gen + L.GI_QUALNAME) >> 2] = Py_NewRef(i32[(func + L.FUNC_QUALNAME) >> 2])
  const g = frameOf(gen)
  const n = i32[(code + L.CO_NLOCALSPLUS) >> 2]
  copyFrame(g, f, n)
  for (let p = (g + L.FRAME_LOCALSPLUS) >> 3, i = n; i < slots; i++) f64[p + i] = 0
  const gw = g >> 2
  i32[gw + FW_STACKTOP] = n
  i32[gw + FW_PREVIOUS] = 0
  i32[gw + FW_FLAGS] = L.FRAME_OWNED_BY_GENERATOR << 8
  const fo = i32[gw + FW_FRAME_OBJ]
  if (fo !== 0) i32[(fo + L.F_FRAME) >> 2] = g
  setFrameState(gen, FRAME_CREATED)
  PyObject_GC_Track(gen)
  i32[TS_FRAME >> 2] = i32[w + FW_PREVIOUS]
  i32[TS_RECURSION_REMAINING >> 2]++
  releaseFrame(f)
  return gen
}

/** A coroutine or asynchronous generator that cannot be run: its frame holds the arguments and has not started. */
export function newCoroutine(f: Ptr): Ptr {
  const w = f >> 2
  const code = i32[w + FW_CODE]
  const flags = i32[(code + L.CO_FLAGS) >> 2]
  const args =
    i32[(code + L.CO_ARGCOUNT) >> 2] +
    i32[(code + L.CO_KWONLYARGCOUNT) >> 2] +
    (flags & L.CO_VARARGS ? 1 : 0) +
    (flags & L.CO_VARKEYWORDS ? 1 : 0)
  for (let i = args; i < i32[(code + L.CO_NLOCALSPLUS) >> 2]; i++) i32[w + FW_LOCALSPLUS + 2 * i] = 0
  i32[(f + L.FRAME_PREV_INSTR) >> 2] = 0
  return returnGenerator(f)
}

/**
 * Resumes the generator with a value (borrowed; 0 = None), or with the error that is set when thrown. Gives the value
 * yielded or returned (new reference); frame state tells which. 0 with an error set otherwise.
 */
function resume(gen: Ptr, value: Ptr, thrown: boolean): Ptr {
  const f = frameOf(gen)
  const w = f >> 2
  const top = i32[w + FW_STACKTOP]
  const v = value === 0 ? Py_None : value
  Py_INCREF(v)
  i32[w + FW_LOCALSPLUS + 2 * top] = v
  if (i32[W_RECURSION] > 0) i32[W_RECURSION]--
  else if (!Py_EnterRecursiveCall('')) {
    Py_DECREF(v)
    return 0
  }
  i32[(gen + L.GI_EXC_STATE + 8) >> 2] = i32[TS_EXC_INFO >> 2]
  i32[TS_EXC_INFO >> 2] = gen + L.GI_EXC_STATE
  setFrameState(gen, FRAME_EXECUTING)
  i32[w + FW_PREVIOUS] = i32[TS_FRAME >> 2]
  i32[TS_FRAME >> 2] = f
  const x = i32[(i32[w + FW_CODE] + L.CO_EXTRA) >> 2]
  return frameFunctions[x](f, thrown ? 1 : 0)
}

export const GEN_RETURN = 0
export const GEN_ERROR = -1
export const GEN_NEXT = 1
/** How the last genSend ended. */
export let sendStatus = GEN_RETURN

/** gen_send_ex2: the result is a new reference; sendStatus says returned, yielded or failed (result 0). */
export function genSend(gen: Ptr, value: Ptr, thrown: boolean): Ptr {
  const state = frameState(gen)
  if (state === FRAME_CREATED && value !== 0 && value !== Py_None) {
    sendStatus = GEN_ERROR
    return typeError("can't send non-None value to a just-started generator")
  }
  if (state === FRAME_EXECUTING) {
    sendStatus = GEN_ERROR
    return raise(PyExc_ValueError, 'generator already executing')
  }
  if (state >= FRAME_COMPLETED) {
    if (value !== 0 && !thrown) {
      sendStatus = GEN_RETURN
      return Py_NewRef(Py_None)
    }
    sendStatus = thrown ? GEN_ERROR : GEN_RETURN
    return 0
  }
  const r = resume(gen, value, thrown)
  if (r !== 0) {
    sendStatus = frameState(gen) === FRAME_SUSPENDED ? GEN_NEXT : GEN_RETURN
    return r
  }
  sendStatus = GEN_ERROR
  if (PyErr_ExceptionMatches(PyExc_StopIteration)) formatFromCause('generator raised StopIteration')
  return 0
}

/** PEP 479: a StopIteration that leaves a generator becomes a RuntimeError caused by it (_PyErr_FormatFromCause). */
function formatFromCause(message: string): void {
  const e = PyErr_Fetch()
  const exc = takeInstance(e)
  if (e.traceback !== 0) {
    PyException_SetTraceback(exc, e.traceback)
    Py_DECREF(e.traceback)
  }
  raise(PyExc_RuntimeError, message)
  const n = PyErr_Fetch()
  const instance = takeInstance(n)
  Py_INCREF(exc)
  setExcSlot(instance, L.EXC_CAUSE, exc)
  u8[instance + L.EXC_SUPPRESS_CONTEXT] = 1
  setExcSlot(instance, L.EXC_CONTEXT, exc)
  Py_INCREF(Py_TYPE(instance))
  PyErr_Restore(Py_TYPE(instance), instance, n.traceback)
}

function setExcSlot(exc: Ptr, offset: number, value: Ptr): void {
  const old = i32[(exc + offset) >> 2]
  i32[(exc + offset) >> 2] = value
  Py_XDECREF(old)
}

/** Sets StopIteration(value): an instance or tuple value needs explicit wrapping (_PyGen_SetStopIterationValue). */
export function setStopIterationValue(value: Ptr): void {
  if (typeFlagOf(value, L.TPFLAGS_TUPLE_SUBCLASS) || typeFlagOf(value, L.TPFLAGS_BASE_EXC_SUBCLASS)) {
    const e = PyObject_CallOneArg(PyExc_StopIteration, value)
    if (e === 0) return
    PyErr_SetObject(PyExc_StopIteration, e)
    Py_DECREF(e)
  } else PyErr_SetObject(PyExc_StopIteration, value)
}

/** generator.send(value) */
export function genSendMethod(gen: Ptr, value: Ptr): Ptr {
  return finishSend(genSend(gen, value, false))
}

/** A plain result, or StopIteration when the generator returned. */
function finishSend(r: Ptr): Ptr {
  if (sendStatus !== GEN_RETURN) return r
  if (r === 0 || r === Py_None) raiseNone(PyExc_StopIteration)
  else setStopIterationValue(r)
  if (r !== 0) Py_DECREF(r)
  return 0
}

/**
 * FOR_ITER of a generator: as genIterNext, but a StopIteration is never made, as the loop would only drop it. The usual case, a
 * generator that can run and yields, goes straight into its function.
 */
export function genForNext(gen: Ptr): Ptr {
  const state = frameState(gen)
  if (state >= FRAME_EXECUTING) {
    const r = genSend(gen, 0, false)
    if (sendStatus === GEN_RETURN && r !== 0) {
      Py_DECREF(r)
      return 0
    }
    return r
  }
  const r = resume(gen, 0, false)
  if (r !== 0) {
    if (frameState(gen) === FRAME_SUSPENDED) return r
    Py_DECREF(r)
  } else if (PyErr_ExceptionMatches(PyExc_StopIteration)) formatFromCause('generator raised StopIteration')
  return 0
}

/** tp_iternext: 0 at the end; StopIteration is set only when there is a value to carry. */
export function genIterNext(gen: Ptr): Ptr {
  const r = genSend(gen, 0, false)
  if (sendStatus !== GEN_RETURN) return r
  if (r !== 0) {
    if (r !== Py_None) setStopIterationValue(r)
    Py_DECREF(r)
  }
  return 0
}

/** The iterator that a suspended `yield from` delegates to: borrowed, 0 when there is none (_PyGen_yf). */
export function yieldFromTarget(gen: Ptr): Ptr {
  if (frameState(gen) !== FRAME_SUSPENDED) return 0
  const f = frameOf(gen)
  const code = codeOf(gen)
  const unit = i32[(f + L.FRAME_PREV_INSTR) >> 2]
  // after the yield comes RESUME; its argument is 2 (or more) inside yield from and await
  const p = code + L.CO_CODE_ADAPTIVE + 2 * (unit + 1)
  if (u8[p] !== RESUME || u8[p + 1] < 2) return 0
  const top = i32[(f + L.FRAME_STACKTOP) >> 2]
  return i32[(f + L.FRAME_LOCALSPLUS + 8 * (top - 1)) >> 2]
}
const RESUME = 151

/** Closes the sub-iterator of yield from; 0 or -1 with an error set. */
function closeIterator(yf: Ptr): number {
  if (PyGen_CheckExact(yf)) {
    const r = genClose(yf)
    if (r === 0) return -1
    Py_DECREF(r)
    return 0
  }
  const m = _PyObject_LookupAttr(yf, S_close)
  if (m === 0) {
    if (PyErr_Occurred()) PyErr_WriteUnraisable(yf)
    return 0
  }
  const r = PyObject_CallNoArgs(m)
  Py_DECREF(m)
  if (r === 0) return -1
  Py_DECREF(r)
  return 0
}

/** generator.close(): None, or 0 with an error set. */
export function genClose(gen: Ptr): Ptr {
  const state = frameState(gen)
  if (state >= FRAME_COMPLETED) return Py_NewRef(Py_None)
  let failed = 0
  const yf = yieldFromTarget(gen)
  if (yf !== 0) {
    Py_INCREF(yf)
    setFrameState(gen, FRAME_EXECUTING)
    failed = closeIterator(yf)
    setFrameState(gen, FRAME_SUSPENDED)
    Py_DECREF(yf)
  }
  if (failed === 0) raiseNone(PyExc_GeneratorExit)
  const r = genSend(gen, 0, true)
  if (r !== 0) {
    const yielded = sendStatus === GEN_NEXT
    Py_DECREF(r)
    if (yielded) return raise(PyExc_RuntimeError, 'generator ignored GeneratorExit')
    return Py_NewRef(Py_None)
  }
  if (PyErr_ExceptionMatches(PyExc_StopIteration) || PyErr_ExceptionMatches(PyExc_GeneratorExit)) {
    PyErr_Clear()
    return Py_NewRef(Py_None)
  }
  return 0
}

/** generator.throw(type[, value[, traceback]]); value and traceback borrowed, 0 when absent. */
export function genThrow(gen: Ptr, typ: Ptr, val: Ptr, tb: Ptr): Ptr {
  const yf = yieldFromTarget(gen)
  if (yf !== 0) {
    Py_INCREF(yf)
    if (PyErr_GivenExceptionMatches(typ, PyExc_GeneratorExit)) {
      setFrameState(gen, FRAME_EXECUTING)
      const failed = closeIterator(yf)
      setFrameState(gen, FRAME_SUSPENDED)
      Py_DECREF(yf)
      return failed < 0 ? finishSend(genSend(gen, Py_None, true)) : throwHere(gen, typ, val, tb)
    }
    const r = delegateThrow(gen, yf, typ, val, tb)
    if (r !== -1) return r
  }
  return throwHere(gen, typ, val, tb)
}

/** Throws into the sub-iterator; -1 when it has no throw method (yf has been dropped in every case). */
function delegateThrow(gen: Ptr, yf: Ptr, typ: Ptr, val: Ptr, tb: Ptr): Ptr {
  let r: Ptr
  const w = frameOf(gen) >> 2
  if (PyGen_CheckExact(yf)) {
    i32[w + FW_PREVIOUS] = i32[TS_FRAME >> 2]
    i32[TS_FRAME >> 2] = frameOf(gen)
    setFrameState(gen, FRAME_EXECUTING)
    r = genThrow(yf, typ, val, tb)
    setFrameState(gen, FRAME_SUSPENDED)
    i32[TS_FRAME >> 2] = i32[w + FW_PREVIOUS]
    i32[w + FW_PREVIOUS] = 0
  } else {
    const m = _PyObject_LookupAttr(yf, S_throw)
    if (m === 0) {
      Py_DECREF(yf)
      return PyErr_Occurred() ? 0 : -1
    }
    i32[w + FW_PREVIOUS] = i32[TS_FRAME >> 2]
    i32[TS_FRAME >> 2] = frameOf(gen)
    setFrameState(gen, FRAME_EXECUTING)
    r =
      tb !== 0
        ? callNSteal(m, typ, val === 0 ? Py_None : val, tb)
        : val !== 0
          ? callNSteal(m, typ, val)
          : callNSteal(m, typ)
    setFrameState(gen, FRAME_SUSPENDED)
    i32[TS_FRAME >> 2] = i32[w + FW_PREVIOUS]
    i32[w + FW_PREVIOUS] = 0
  }
  Py_DECREF(yf)
  if (r !== 0) return r
  // the sub-iterator ended: its receiver leaves the stack and the SEND it stood in finishes
  return finishDelegation(gen)
}

/**
 * After a failed throw into the sub-iterator: when it raised StopIteration(value) the generator goes on behind the SEND
 * with that value, otherwise the error is thrown into the generator itself.
 */
function finishDelegation(gen: Ptr): Ptr {
  const w = frameOf(gen) >> 2
  if (PyErr_Occurred() && !PyErr_ExceptionMatches(PyExc_StopIteration)) return finishSend(genSend(gen, Py_None, true))
  let value = Py_NewRef(Py_None)
  if (PyErr_Occurred()) {
    const e = PyErr_Fetch()
    const exc = takeInstance(e)
    Py_DECREF(value)
    value = Py_NewRef(i32[(exc + L.EXC_VALUE) >> 2] || Py_None)
    Py_XDECREF(e.traceback)
    Py_DECREF(exc)
  }
  // The SEND that delegates sits before the yield: jump to its target with the receiver replaced by the value.
  const code = codeOf(gen)
  const top = i32[w + FW_STACKTOP] - 1
  Py_DECREF(i32[w + FW_LOCALSPLUS + 2 * top])
  i32[w + FW_STACKTOP] = top
  const target = sendTarget(code, i32[(frameOf(gen) + L.FRAME_PREV_INSTR) >> 2])
  i32[(frameOf(gen) + L.FRAME_PREV_INSTR) >> 2] = target - 1
  const r = finishSend(genSend(gen, value, false))
  Py_DECREF(value)
  return r
}

/** Code unit that the SEND before a yield jumps to when the delegate ends. */
function sendTarget(code: Ptr, yieldUnit: number): number {
  let u = yieldUnit - 1
  while (u8[code + L.CO_CODE_ADAPTIVE + 2 * u] !== SEND) u--
  let arg = u8[code + L.CO_CODE_ADAPTIVE + 2 * u + 1]
  for (let k = u - 1, shift = 8; k >= 0 && u8[code + L.CO_CODE_ADAPTIVE + 2 * k] === EXTENDED_ARG; k--, shift += 8) {
    arg |= u8[code + L.CO_CODE_ADAPTIVE + 2 * k + 1] << shift
  }
  return u + 1 + arg
}
const SEND = 123
const EXTENDED_ARG = 144

function throwHere(gen: Ptr, typ: Ptr, val: Ptr, tbIn: Ptr): Ptr {
  let tb = tbIn
  if (tb === Py_None) tb = 0
  else if (tb !== 0 && Py_TYPE(tb) !== PyTraceBack_Type)
    return typeError('throw() third argument must be a traceback object')
  if (typeFlagOf(typ, L.TPFLAGS_TYPE_SUBCLASS) && PyExceptionClass_Check(typ)) {
    Py_INCREF(typ)
    if (val !== 0) Py_INCREF(val)
    if (tb !== 0) Py_INCREF(tb)
    const exc = takeInstance({ type: typ, value: val, traceback: tb })
    PyErr_Restore(Py_NewRef(Py_TYPE(exc)), exc, tb)
  } else if (typeFlagOf(typ, L.TPFLAGS_BASE_EXC_SUBCLASS)) {
    if (val !== 0 && val !== Py_None) return typeError('instance exception may not have a separate value')
    if (tb === 0) {
      tb = i32[(typ + L.EXC_TRACEBACK) >> 2]
    }
    if (tb !== 0) Py_INCREF(tb)
    PyErr_Restore(Py_NewRef(Py_TYPE(typ)), Py_NewRef(typ), tb)
  } else {
    return typeError(`exceptions must be classes or instances deriving from BaseException, not ${typeNameOf(typ)}`)
  }
  return finishSend(genSend(gen, Py_None, true))
}
