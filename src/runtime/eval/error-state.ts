/** Small operations on the error that is set, shared by the functions generated code calls. */
import type { Ptr } from '../memory/heap'
import { PyObject_CallOneArg } from '../object/call'
import { PyErr_SetObject } from '../object/errors'
import { type ErrorTriple, PyErr_Fetch, PyErr_Restore } from '../object/errors-core'
import { PyErr_NormalizeException } from '../object/exception/err'
import { Py_DECREF, Py_NewRef, Py_TYPE, Py_XSETREF, typeFlagOf } from '../object/header'
import { EXC_VALUE, IMP_NAME, IMP_PATH, TPFLAGS_BASE_EXC_SUBCLASS } from '../object/layout'
import { newStr } from '../object/text/str-core'
import { PyType_IsSubtype } from '../object/type/subtype'
import { PyExc_NameError } from '../object/types'

/** The exception instance of a fetched error (owned); its type reference is dropped, its traceback stays the caller's. */
export function takeInstance(e: ErrorTriple): Ptr {
  PyErr_NormalizeException(e)
  Py_DECREF(e.type)
  return e.value
}

/** Sets the name attribute of the NameError that is set. */
export function setNameErrorName(name: Ptr): void {
  const e = PyErr_Fetch()
  PyErr_NormalizeException(e)
  if (PyType_IsSubtype(Py_TYPE(e.value), PyExc_NameError)) Py_XSETREF(e.value + EXC_VALUE, Py_NewRef(name))
  PyErr_Restore(e.type, e.value, e.traceback)
}

/** Raises an ImportError (or subclass) with name and path; returns 0. */
export function raiseImportError(type: Ptr, message: string, name: string | null, path: string | null): 0 {
  const text = newStr(message)
  const exc = PyObject_CallOneArg(type, text)
  Py_DECREF(text)
  if (exc === 0) return 0
  if (typeFlagOf(exc, TPFLAGS_BASE_EXC_SUBCLASS)) {
    if (name !== null) Py_XSETREF(exc + IMP_NAME, newStr(name))
    if (path !== null) Py_XSETREF(exc + IMP_PATH, newStr(path))
  }
  PyErr_SetObject(type, exc)
  Py_DECREF(exc)
  return 0
}
