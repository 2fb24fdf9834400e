/**
 * Setting, normalising and matching the current error (CPython Python/errors.c). Loading this file installs implicit
 * chaining: an exception raised while another one is handled gets it as __context__.
 */
import { i32, type Ptr } from '../../memory/heap'
import { PyObject_IsSubclass } from '../abstract/instance-check'
import { reprJS, setObjectHooks } from '../abstract/object-protocol'
import { PyObject_CallNoArgs, PyObject_CallOneArg } from '../call'
import { raise, setErrorSetter, typeError, typeNameOf } from '../errors'
import { type ErrorTriple, PyErr_Clear, PyErr_Fetch, PyErr_Occurred, PyErr_Restore } from '../errors-core'
import { Py_DECREF, Py_INCREF, Py_TYPE, Py_XINCREF, Py_XSETREF, typeFlagOf } from '../header'
import { TS_EXC_INFO, TS_RECURSION_HEADROOM } from '../interp'
import { ATTR_NAME, ATTR_OBJ, EXC_TRACEBACK, TPFLAGS_TUPLE_SUBCLASS } from '../layout'
import { PyObject_Call } from '../type/call-objects'
import { Py_None, PyExc_AttributeError, PyExc_RecursionError, PyExc_SystemError } from '../types'
import {
  PyErr_GivenExceptionMatches,
  PyException_GetContext,
  PyException_GetTraceback,
  PyException_SetContext,
  PyExceptionClass_Check,
  PyExceptionInstance_Check,
} from './exception-core'

/** The exception being handled innermost (borrowed), 0 when none (_PyErr_GetTopmostException). */
export function handledException(): Ptr {
  let item = i32[TS_EXC_INFO >> 2]
  while (item !== 0) {
    const exc = i32[item >> 2]
    if (exc !== 0 && exc !== Py_None) return exc
    item = i32[(item + 8) >> 2]
  }
  return 0
}

/** An instance of an exception class from the value of the indicator (_PyErr_CreateException). */
function createException(type: Ptr, value: Ptr): Ptr {
  let exc: Ptr
  if (value === 0 || value === Py_None) exc = PyObject_CallNoArgs(type)
  else if (typeFlagOf(value, TPFLAGS_TUPLE_SUBCLASS)) exc = PyObject_Call(type, value, 0)
  else exc = PyObject_CallOneArg(type, value)
  if (exc !== 0 && !PyExceptionInstance_Check(exc)) {
    const repr = reprJS(type)
    if (repr !== null) {
      typeError(`calling ${repr} should have returned an instance of BaseException, not ${typeNameOf(exc)}`)
    }
    Py_DECREF(exc)
    return 0
  }
  return exc
}

/** Takes value out of the context chain that starts at exc, so that chaining makes no new cycle. */
function breakCycle(exc: Ptr, value: Ptr): void {
  let o = exc
  let slow = exc
  let step = false
  for (;;) {
    const context = PyException_GetContext(o)
    if (context === 0) return
    Py_DECREF(context)
    if (context === value) {
      PyException_SetContext(o, 0)
      return
    }
    o = context
    // an old cycle: everything on it has been seen
    if (o === slow) return
    if (step) {
      slow = PyException_GetContext(slow)
      Py_DECREF(slow)
    }
    step = !step
  }
}

/** PyErr_SetObject: type and value borrowed. */
function setObject(type: Ptr, value: Ptr): void {
  if (type !== 0 && !PyExceptionClass_Check(type)) {
    const repr = reprJS(type)
    if (repr !== null) {
      raise(PyExc_SystemError, `_PyErr_SetObject: exception ${repr} is not a BaseException subclass`)
    }
    return
  }
  Py_XINCREF(value)
  const handled = handledException()
  if (handled !== 0) {
    Py_INCREF(handled)
    if (value === 0 || !PyExceptionInstance_Check(value)) {
      PyErr_Clear()
      const fixed = createException(type, value)
      if (value !== 0) Py_DECREF(value)
      if (fixed === 0) {
        Py_DECREF(handled)
        return
      }
      value = fixed
    }
    if (handled !== value) {
      breakCycle(handled, value)
      PyException_SetContext(value, handled)
    } else Py_DECREF(handled)
  }
  const tb = value !== 0 && PyExceptionInstance_Check(value) ? PyException_GetTraceback(value) : 0
  Py_XINCREF(type)
  PyErr_Restore(type, value, tb)
}
setErrorSetter(setObject)

const NORMALIZE_RECURSION_LIMIT = 32

/** The loop of PyErr_NormalizeException. */
function normalize(e: ErrorTriple): void {
  for (let depth = 1; e.type !== 0; depth++) {
    if (e.value === 0) {
      Py_INCREF(Py_None)
      e.value = Py_None
    }
    if (!PyExceptionClass_Check(e.type) || normalizeOnce(e)) return
    Py_DECREF(e.type)
    Py_DECREF(e.value)
    if (depth === NORMALIZE_RECURSION_LIMIT) {
      raise(PyExc_RecursionError, 'maximum recursion depth exceeded while normalizing an exception')
    } else if (depth > NORMALIZE_RECURSION_LIMIT + 2) {
      throw new Error('Cannot recover from the recursive normalization of an exception.')
    }
    const oldTraceback = e.traceback
    const next = PyErr_Fetch()
    e.type = next.type
    e.value = next.value
    e.traceback = next.traceback
    if (oldTraceback !== 0) {
      if (e.traceback === 0) e.traceback = oldTraceback
      else Py_DECREF(oldTraceback)
    }
  }
}

/**
 * Makes e.value an instance of e.type, in place; the references stay owned by e. When that fails the new error takes
 * the old one's place (PyErr_NormalizeException).
 */
export function PyErr_NormalizeException(e: ErrorTriple): void {
  // making the instance may go a few levels over the limit: the error may be the RecursionError itself
  i32[TS_RECURSION_HEADROOM >> 2]++
  normalize(e)
  i32[TS_RECURSION_HEADROOM >> 2]--
}

function normalizeOnce(e: ErrorTriple): boolean {
  let isSubclass = 0
  const inclass = Py_TYPE(e.value)
  if (PyExceptionInstance_Check(e.value)) {
    isSubclass = PyObject_IsSubclass(inclass, e.type)
    if (isSubclass < 0) return false
  }
  if (!isSubclass) {
    const fixed = createException(e.type, e.value)
    if (fixed === 0) return false
    Py_DECREF(e.value)
    e.value = fixed
  } else if (inclass !== e.type) {
    Py_INCREF(inclass)
    Py_DECREF(e.type)
    e.type = inclass
  }
  return true
}

/** Does the current error match? False when there is none. */
export const PyErr_ExceptionMatches = (exc: Ptr): boolean => PyErr_GivenExceptionMatches(PyErr_Occurred(), exc)

/** Raises type() (borrowed) without arguments. */
export const PyErr_SetNone = (type: Ptr): void => setObject(type, 0)

/**
 * Chains an error that was fetched before (stolen triple) to the current one as its context, or restores it when there
 * is no current error (_PyErr_ChainExceptions).
 */
export function _PyErr_ChainExceptions(old: ErrorTriple): void {
  if (old.type === 0) return
  if (!PyErr_Occurred()) {
    PyErr_Restore(old.type, old.value, old.traceback)
    return
  }
  const now = PyErr_Fetch()
  PyErr_NormalizeException(old)
  if (old.traceback !== 0) Py_DECREF(old.traceback)
  PyErr_NormalizeException(now)
  Py_DECREF(old.type)
  PyException_SetContext(now.value, old.value)
  PyErr_Restore(now.type, now.value, now.traceback)
}

/** Normalises the current error and gives its instance (borrowed from the indicator); 0 when there is none. */
export function currentException(): Ptr {
  if (!PyErr_Occurred()) return 0
  const e = PyErr_Fetch()
  PyErr_NormalizeException(e)
  PyErr_Restore(e.type, e.value, e.traceback)
  return e.value
}

/** Takes the current error as one normalised instance with its traceback set; owned, 0 when there is none. */
export function takeException(): Ptr {
  if (!PyErr_Occurred()) return 0
  const e = PyErr_Fetch()
  PyErr_NormalizeException(e)
  if (e.traceback !== 0) {
    Py_XSETREF(e.value + EXC_TRACEBACK, e.traceback)
  }
  Py_DECREF(e.type)
  return e.value
}

/** Makes an owned instance the current error (its traceback becomes the indicator's). Steals exc. */
export function restoreException(exc: Ptr): void {
  const type = Py_TYPE(exc)
  Py_INCREF(type)
  PyErr_Restore(type, exc, PyException_GetTraceback(exc))
}

/** Puts object and name into the current AttributeError that has neither (set_attribute_error_context). */
function attributeErrorContext(o: Ptr, name: Ptr): void {
  if (!PyErr_ExceptionMatches(PyExc_AttributeError)) return
  const e = PyErr_Fetch()
  PyErr_NormalizeException(e)
  if (PyErr_GivenExceptionMatches(e.value, PyExc_AttributeError)) {
    if (i32[(e.value + ATTR_NAME) >> 2] === 0 && i32[(e.value + ATTR_OBJ) >> 2] === 0) {
      Py_INCREF(name)
      i32[(e.value + ATTR_NAME) >> 2] = name
      Py_INCREF(o)
      i32[(e.value + ATTR_OBJ) >> 2] = o
    }
  }
  PyErr_Restore(e.type, e.value, e.traceback)
}
setObjectHooks({ attributeErrorContext })

/** Reports errors that cannot propagate; sys installs its unraisablehook. Arguments are borrowed. */
export type UnraisableReporter = (error: ErrorTriple, message: string | null, object: Ptr) => void
let reportUnraisable: UnraisableReporter = () => {}
export function setUnraisableReporter(f: UnraisableReporter): void {
  reportUnraisable = f
}

/** Hears of exceptions that nobody handles: uncaught ones, and those that can only be reported. `exception` is borrowed. */
export type ExceptionObserver = (exception: Ptr, uncaught: boolean) => void
let exceptionObserver: ExceptionObserver | null = null
export function setExceptionObserver(f: ExceptionObserver | null): void {
  exceptionObserver = f
}
export function announceException(exception: Ptr, uncaught: boolean): void {
  if (exceptionObserver !== null && exception !== 0) exceptionObserver(exception, uncaught)
}

/** Reports and clears the current error; object (borrowed, may be 0) is where it happened (_PyErr_WriteUnraisableMsg). */
export function PyErr_WriteUnraisable(object: Ptr, message: string | null = null): void {
  if (!PyErr_Occurred()) return
  const e = PyErr_Fetch()
  PyErr_NormalizeException(e)
  if (e.traceback !== 0 && e.value !== 0 && PyExceptionInstance_Check(e.value)) {
    Py_INCREF(e.traceback)
    Py_XSETREF(e.value + EXC_TRACEBACK, e.traceback)
  }
  announceException(e.value, false)
  reportUnraisable(e, message, object)
  PyErr_Clear()
  Py_DECREF(e.type)
  if (e.value !== 0) Py_DECREF(e.value)
  if (e.traceback !== 0) Py_DECREF(e.traceback)
}
