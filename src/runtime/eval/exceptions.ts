/** Exceptions as generated code sees them: raise, handlers, with, except*. */

import { i32, type Ptr } from '../memory/heap'
import { reprJS } from '../object/abstract/object-protocol'
import { PyObject_CallNoArgs } from '../object/call'
import { PyTuple_GET_ITEM, PyTuple_GET_SIZE } from '../object/container/tuple-core'
import { PyErr_SetObject, raise, typeError, typeName, typeNameOf } from '../object/errors'
import { PyErr_Fetch, PyErr_Occurred, PyErr_Restore } from '../object/errors-core'
import { handledException } from '../object/exception/err'
import {
  PyErr_GivenExceptionMatches,
  PyException_SetCause,
  PyException_SetTraceback,
  PyExceptionClass_Check,
  PyExceptionInstance_Check,
} from '../object/exception/exception-core'
import { Py_DECREF, Py_NewRef, Py_TYPE, Py_XDECREF, typeFlagOf } from '../object/header'
import {
  cStackPop,
  cStackPush,
  TS_CUREXC_TRACEBACK,
  TS_CUREXC_TYPE,
  TS_CUREXC_VALUE,
  TS_EXC_INFO,
} from '../object/interp'
import * as L from '../object/layout'
import { PyLong_AsLong, PyLong_FromLong } from '../object/number/int-core'
import { _Py_ID } from '../object/text/str-core'
import { PyType_IsSubtype } from '../object/type/subtype'
import { lookupSpecial } from '../object/type/type-core'
import { Py_None, PyExc_BaseExceptionGroup, PyExc_RuntimeError, PyExc_TypeError } from '../object/types'
import { takeInstance } from './error-state'
import { FW_PREV_INSTR } from './frame-stack'
import { vectorcall } from './function-call'
import { exceptionGroupMatch, prepareReraiseStar } from './group-match'
import { UNPACK } from './scratch'

const W_ERROR_TYPE = TS_CUREXC_TYPE >> 2
const W_ERROR_VALUE = TS_CUREXC_VALUE >> 2
const W_ERROR_TRACEBACK = TS_CUREXC_TRACEBACK >> 2

const S_enter = _Py_ID('__enter__')
const S_exit = _Py_ID('__exit__')

/** Entry of a handler: the error becomes an exception object, which the handler's stack owns. */
export function catchException(): Ptr {
  const value = i32[W_ERROR_VALUE]
  const type = i32[W_ERROR_TYPE]
  if (value !== 0 && type === i32[(value + L.OB_TYPE) >> 2] && PyExceptionInstance_Check(value)) {
    // an instance of just this class: nothing to normalise, the traceback moves into it
    const tb = i32[W_ERROR_TRACEBACK]
    i32[W_ERROR_TYPE] = 0
    i32[W_ERROR_VALUE] = 0
    i32[W_ERROR_TRACEBACK] = 0
    i32[type >> 2]--
    const old = i32[(value + L.EXC_TRACEBACK) >> 2]
    i32[(value + L.EXC_TRACEBACK) >> 2] = tb
    if (old !== 0) Py_DECREF(old)
    return value
  }
  const e = PyErr_Fetch()
  const exc = takeInstance(e)
  PyException_SetTraceback(exc, e.traceback === 0 ? Py_None : e.traceback)
  Py_XDECREF(e.traceback)
  return exc
}

/** Position of the failed instruction as an int object (for RERAISE with lasti). */
export const lastiObject = (f: Ptr): Ptr => PyLong_FromLong(i32[(f >> 2) + FW_PREV_INSTR])
export const restoreLasti = (f: Ptr, lasti: Ptr): void => {
  i32[(f >> 2) + FW_PREV_INSTR] = PyLong_AsLong(lasti)
}

/** RERAISE: the exception (stolen) is set again with its own traceback. */
export function reraise(exc: Ptr): void {
  const tb = i32[(exc + L.EXC_TRACEBACK) >> 2]
  PyErr_Restore(Py_NewRef(Py_TYPE(exc)), exc, tb === 0 ? 0 : Py_NewRef(tb))
}

/** PUSH_EXC_INFO: exc becomes the handled exception; gives the previous one (owned; None when there was none). */
export function pushExcInfo(exc: Ptr): Ptr {
  const slot = i32[TS_EXC_INFO >> 2] >> 2
  const previous = i32[slot]
  i32[slot] = Py_NewRef(exc)
  return previous === 0 ? Py_NewRef(Py_None) : previous
}

/** POP_EXCEPT: the previous exception (stolen) is the handled one again. */
export function popExcept(previous: Ptr): void {
  const slot = i32[TS_EXC_INFO >> 2] >> 2
  const old = i32[slot]
  i32[slot] = previous
  Py_XDECREF(old)
}

const CANNOT_CATCH = 'catching classes that do not inherit from BaseException is not allowed'

function checkCatchable(type: Ptr): boolean {
  if (typeFlagOf(type, L.TPFLAGS_TUPLE_SUBCLASS)) {
    for (let i = 0; i < PyTuple_GET_SIZE(type); i++) {
      if (!PyExceptionClass_Check(PyTuple_GET_ITEM(type, i))) {
        raise(PyExc_TypeError, CANNOT_CATCH)
        return false
      }
    }
    return true
  }
  if (PyExceptionClass_Check(type)) return true
  raise(PyExc_TypeError, CANNOT_CATCH)
  return false
}

/** CHECK_EXC_MATCH: 1, 0, or -1 when type cannot be caught. */
export function checkExcMatch(exc: Ptr, type: Ptr): number {
  if (i32[(exc + L.OB_TYPE) >> 2] === type) return 1
  if (!checkCatchable(type)) return -1
  return PyErr_GivenExceptionMatches(exc, type) ? 1 : 0
}

/** CHECK_EG_MATCH: leaves rest and match (both owned) in the scratch array; 0 or -1. */
export function checkEgMatch(exc: Ptr, type: Ptr): number {
  if (!checkCatchable(type)) return -1
  if (!checkNoGroups(type)) return -1
  const pair = exceptionGroupMatch(exc, type)
  if (pair === null) return -1
  i32[UNPACK] = pair.rest
  i32[UNPACK + 2] = pair.match
  if (pair.match !== Py_None) {
    // the matching part is what the handler handles
    const slot = i32[TS_EXC_INFO >> 2] >> 2
    const old = i32[slot]
    i32[slot] = Py_NewRef(pair.match)
    Py_XDECREF(old)
  }
  return 0
}

function checkNoGroups(type: Ptr): boolean {
  const isGroup = (t: Ptr): boolean => PyType_IsSubtype(t, PyExc_BaseExceptionGroup)
  const types = typeFlagOf(type, L.TPFLAGS_TUPLE_SUBCLASS)
    ? Array.from({ length: PyTuple_GET_SIZE(type) }, (_, i) => PyTuple_GET_ITEM(type, i))
    : [type]
  if (!types.some(isGroup)) return true
  typeError('catching ExceptionGroup with except* is not allowed. Use except instead.')
  return false
}

export const prepReraiseStar = (orig: Ptr, excs: Ptr): Ptr => prepareReraiseStar(orig, excs)

/** RAISE_VARARGS: exc and cause are stolen, 0 when absent. 1: the handled exception was set again as it is; 0: a new error is set. */
export function doRaise(exc: Ptr, cause: Ptr): number {
  if (exc === 0) {
    const current = handledException()
    if (current === 0) {
      raise(PyExc_RuntimeError, 'No active exception to reraise')
      return 0
    }
    const tb = i32[(current + L.EXC_TRACEBACK) >> 2]
    PyErr_Restore(Py_NewRef(Py_TYPE(current)), Py_NewRef(current), tb === 0 ? 0 : Py_NewRef(tb))
    return 1
  }
  let type: Ptr
  let value: Ptr
  if (PyExceptionClass_Check(exc)) {
    type = exc
    value = PyObject_CallNoArgs(exc)
    if (value !== 0 && !PyExceptionInstance_Check(value)) {
      typeError(
        `calling ${reprType(type)} should have returned an instance of BaseException, not ${reprType(Py_TYPE(value))}`,
      )
      Py_DECREF(value)
      value = 0
    }
    if (value === 0) {
      Py_XDECREF(cause)
      Py_DECREF(type)
      return 0
    }
  } else if (PyExceptionInstance_Check(exc)) {
    value = exc
    type = Py_NewRef(Py_TYPE(exc))
  } else {
    Py_XDECREF(cause)
    Py_DECREF(exc)
    typeError('exceptions must derive from BaseException')
    return 0
  }
  if (cause !== 0) {
    let fixed: Ptr
    if (PyExceptionClass_Check(cause)) {
      fixed = PyObject_CallNoArgs(cause)
      Py_DECREF(cause)
      if (fixed === 0) {
        Py_DECREF(value)
        Py_DECREF(type)
        return 0
      }
    } else if (PyExceptionInstance_Check(cause)) fixed = cause
    else if (cause === Py_None) {
      Py_DECREF(cause)
      fixed = 0
    } else {
      Py_DECREF(cause)
      Py_DECREF(value)
      Py_DECREF(type)
      typeError('exception causes must derive from BaseException')
      return 0
    }
    PyException_SetCause(value, fixed)
  }
  PyErr_SetObject(type, value)
  Py_DECREF(value)
  Py_DECREF(type)
  return 0
}

const reprType = (t: Ptr): string => reprJS(t) ?? `<class '${typeName(t)}'>`

/**
 * BEFORE_WITH: leaves bound __exit__ and the result of __enter__ in the scratch array; 0 or -1. The manager is stolen:
 * only its bound methods hold it while __enter__ runs.
 */
export function beforeWith(manager: Ptr): number {
  const enter = lookupSpecial(manager, S_enter)
  const exit = enter === 0 ? 0 : lookupSpecial(manager, S_exit)
  if (exit === 0) {
    if (!PyErr_Occurred()) {
      const missed = enter === 0 ? '' : ' (missed __exit__ method)'
      typeError(`'${typeNameOf(manager)}' object does not support the context manager protocol${missed}`)
    }
    Py_XDECREF(enter)
    Py_DECREF(manager)
    return -1
  }
  Py_DECREF(manager)
  const base = cStackPush(1)
  const r = vectorcall(enter, base + 8, 0)
  cStackPop(base)
  Py_DECREF(enter)
  if (r === 0) {
    Py_DECREF(exit)
    return -1
  }
  i32[UNPACK] = exit
  i32[UNPACK + 2] = r
  return 0
}

/** WITH_EXCEPT_START: exit(type, value, traceback); new reference or 0. */
export function withExceptStart(exit: Ptr, exc: Ptr): Ptr {
  const base = cStackPush(4)
  i32[(base + 8) >> 2] = Py_TYPE(exc)
  i32[(base + 16) >> 2] = exc
  i32[(base + 24) >> 2] = i32[(exc + L.EXC_TRACEBACK) >> 2] || Py_None
  const r = vectorcall(exit, base + 8, 3)
  cStackPop(base)
  return r
}
