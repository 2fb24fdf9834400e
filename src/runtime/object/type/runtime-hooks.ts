/** What the type system asks of the layers above it: the running frame, exceptions with a cause, imports. */
import type { Ptr } from '../../memory/heap'
import { raise } from '../errors'
import { PyErr_Clear } from '../errors-core'
import { PyExc_ImportError, PyExc_RuntimeError } from '../types'

export interface RuntimeHooks {
  /** Globals of the running Python function (borrowed), 0 when none runs (PyEval_GetGlobals). */
  globals: () => Ptr
  /**
   * For super() without arguments: hands the class and the first argument of the running function to setSuperArguments; false
   * with RuntimeError set.
   */
  superArguments: () => boolean
  /** Raises type(message) with the current error as its __cause__ and __context__ (_PyErr_FormatFromCause). */
  raiseFromCause: (type: Ptr, message: string) => void
  /** An imported module by name: new reference or 0 (PyImport_ImportModule). */
  importModule: (name: string) => Ptr
  /** An entry of sys.modules (borrowed), 0 without error when absent (PyImport_GetModule). */
  loadedModule: (name: string) => Ptr
  /** A new Python function (PyFunction_New). */
  newFunction: (code: Ptr, globals: Ptr) => Ptr
  /** A code object was made by code.replace(). */
  codeMade: (code: Ptr) => void
  /** A code object is about to be freed. */
  codeFreed: (code: Ptr) => void
}

export const runtimeHooks: RuntimeHooks = {
  globals: () => 0,
  superArguments: () => {
    raise(PyExc_RuntimeError, 'super(): no current frame')
    return false
  },
  raiseFromCause: (type, message) => {
    PyErr_Clear()
    raise(type, message)
  },
  importModule: (name) => raise(PyExc_ImportError, `No module named '${name}'`),
  loadedModule: () => 0,
  newFunction: () => raise(PyExc_RuntimeError, 'functions need the evaluator'),
  codeMade: () => {},
  codeFreed: () => {},
}

export function setRuntimeHooks(h: Partial<RuntimeHooks>): void {
  Object.assign(runtimeHooks, h)
}
