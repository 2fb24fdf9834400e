/**
 * Raising exceptions from the runtime's own code. Each returns the failure value of its caller's kind, so that
 * `return raise(PyExc_TypeError, '...')` works. The exception instance is made later, when somebody looks (as in
 * CPython 3.11, where the indicator holds type and value until normalised).
 */
import { i32, type Ptr } from '../memory/heap'
import { setErrorRaw } from './errors-core'
import { Py_DECREF, Py_TYPE } from './header'
import { TP_NAME } from './layout'
import { newStr, strToJS } from './text/str-core'
import { PyExc_SystemError, PyExc_TypeError } from './types'

/** Implicit chaining (__context__) needs exception objects; object/exception installs it at load time. */
let setObject: (type: Ptr, value: Ptr) => void = setErrorRaw
export function setErrorSetter(f: (type: Ptr, value: Ptr) => void): void {
  setObject = f
}

/** Sets the error indicator to type and value (borrowed), chaining to the exception being handled (PyErr_SetObject). */
export const PyErr_SetObject = (type: Ptr, value: Ptr): void => setObject(type, value)

/** Raises type(message); returns 0 (NULL). */
export function raise(type: Ptr, message: string): 0 {
  const text = newStr(message)
  if (text === 0) return 0
  setObject(type, text)
  Py_DECREF(text)
  return 0
}

/** Raises type(message); returns -1. */
export function raiseInt(type: Ptr, message: string): -1 {
  raise(type, message)
  return -1
}

/** Raises type() without a message; returns 0. */
export function raiseNone(type: Ptr): 0 {
  setObject(type, 0)
  return 0
}

/** Raises type(value) for a given object (borrowed); returns 0. */
export function raiseObject(type: Ptr, value: Ptr): 0 {
  setObject(type, value)
  return 0
}

export const typeError = (message: string): 0 => raise(PyExc_TypeError, message)

/** tp_name of a type as text, e.g. 'list' or 'collections.OrderedDict'. */
export const typeName = (type: Ptr): string => strToJS(i32[(type + TP_NAME) >> 2])
/** tp_name of an object's type. */
export const typeNameOf = (o: Ptr): string => typeName(Py_TYPE(o))

export const badInternalCall = (where: string): 0 =>
  raise(PyExc_SystemError, `${where}: bad argument to internal function`)
