/** Gives the type system what it needs of exception objects: causes, and reports of errors that cannot propagate. */
import type { Ptr } from '../../memory/heap'
import { raise } from '../errors'
import { PyErr_Fetch, PyErr_Restore } from '../errors-core'
import { PyErr_NormalizeException, PyErr_WriteUnraisable, takeException } from '../exception/err'
import { PyException_SetCause, PyException_SetContext } from '../exception/exception-core'
import { Py_DECREF, Py_NewRef } from '../header'
import { setRuntimeHooks } from './runtime-hooks'
import { setWriteUnraisable } from './slot-functions'
import { setCallbackErrorReporter } from './weakref-core'

/** The current error becomes __cause__ and __context__ of a new one (_PyErr_FormatFromCause). */
function raiseFromCause(type: Ptr, message: string): void {
  const cause = takeException()
  raise(type, message)
  if (cause === 0) return
  const e = PyErr_Fetch()
  PyErr_NormalizeException(e)
  PyException_SetCause(e.value, Py_NewRef(cause))
  PyException_SetContext(e.value, Py_NewRef(cause))
  Py_DECREF(cause)
  PyErr_Restore(e.type, e.value, e.traceback)
}

setRuntimeHooks({ raiseFromCause })
setWriteUnraisable((o) => PyErr_WriteUnraisable(o))
setCallbackErrorReporter((callback) => PyErr_WriteUnraisable(callback))
