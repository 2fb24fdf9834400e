/**
 * The error indicator of the thread state: fetch, restore, test. No allocation happens here, so everything may use it.
 * Raising with a message is in errors.ts.
 */
import { i32, type Ptr } from '../memory/heap'
import { Py_INCREF, Py_XDECREF, Py_XINCREF } from './header'
import { TS_CUREXC_TRACEBACK, TS_CUREXC_TYPE, TS_CUREXC_VALUE } from './interp'
import { PyExc_MemoryError } from './types'

/** Borrowed type of the current error, 0 when none is set (PyErr_Occurred). */
export const PyErr_Occurred = (): Ptr => i32[TS_CUREXC_TYPE >> 2]

/** Sets the indicator, stealing the three references; the old error is dropped afterwards (PyErr_Restore). */
export function PyErr_Restore(type: Ptr, value: Ptr, traceback: Ptr): void {
  const oldType = i32[TS_CUREXC_TYPE >> 2]
  const oldValue = i32[TS_CUREXC_VALUE >> 2]
  const oldTraceback = i32[TS_CUREXC_TRACEBACK >> 2]
  i32[TS_CUREXC_TYPE >> 2] = type
  i32[TS_CUREXC_VALUE >> 2] = value
  i32[TS_CUREXC_TRACEBACK >> 2] = traceback
  Py_XDECREF(oldType)
  Py_XDECREF(oldValue)
  Py_XDECREF(oldTraceback)
}

export interface ErrorTriple {
  type: Ptr
  value: Ptr
  traceback: Ptr
}

/** Takes the error out of the indicator; the caller owns the three references (PyErr_Fetch). */
export function PyErr_Fetch(): ErrorTriple {
  const e = {
    type: i32[TS_CUREXC_TYPE >> 2],
    value: i32[TS_CUREXC_VALUE >> 2],
    traceback: i32[TS_CUREXC_TRACEBACK >> 2],
  }
  i32[TS_CUREXC_TYPE >> 2] = 0
  i32[TS_CUREXC_VALUE >> 2] = 0
  i32[TS_CUREXC_TRACEBACK >> 2] = 0
  return e
}

export const PyErr_Clear = (): void => PyErr_Restore(0, 0, 0)

/** Sets type and value (borrowed; value may be 0) without looking at the exception being handled. */
export function setErrorRaw(type: Ptr, value: Ptr): void {
  Py_INCREF(type)
  Py_XINCREF(value)
  PyErr_Restore(type, value, 0)
}

/** Raises MemoryError; returns 0 so that callers can `return PyErr_NoMemory()`. */
export function PyErr_NoMemory(): 0 {
  setErrorRaw(PyExc_MemoryError, 0)
  return 0
}
