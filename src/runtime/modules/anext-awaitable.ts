/** anext(iterator, default): an awaitable that gives the default when the asynchronous iterator ends. */
import type { Ptr } from '../memory/heap'
import { raise } from '../object/errors'
import { Py_DECREF } from '../object/header'
import { PyExc_NotImplementedError } from '../object/types'

/** Takes over awaitable. */
export function newAnextAwaitable(awaitable: Ptr, _fallback: Ptr): Ptr {
  Py_DECREF(awaitable)
  return raise(PyExc_NotImplementedError, 'anext() with a default is not supported in this process')
}
