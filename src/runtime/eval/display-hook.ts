/** PRINT_EXPR: the value of an expression statement in 'single' mode goes to sys.displayhook. */
import { i32, type Ptr } from '../memory/heap'
import { PyObject_CallOneArg } from '../object/call'
import { PyDict_GetItemWithError } from '../object/container/dict-core'
import { raiseInt } from '../object/errors'
import { Py_DECREF } from '../object/header'
import { INTERP_SYSDICT } from '../object/interp'
import { _Py_ID } from '../object/text/str-core'
import { PyExc_RuntimeError } from '../object/types'

const S_displayhook = _Py_ID('displayhook')

/** Borrowed value; 0 or -1. */
export function displayHook(value: Ptr): number {
  const hook = PyDict_GetItemWithError(i32[INTERP_SYSDICT >> 2], S_displayhook)
  if (hook === 0) return raiseInt(PyExc_RuntimeError, 'lost sys.displayhook')
  const r = PyObject_CallOneArg(hook, value)
  if (r === 0) return -1
  Py_DECREF(r)
  return 0
}
