/** Running a code object in given namespaces (PyEval_EvalCode). */
import { i32, type Ptr } from '../memory/heap'
import { PyDict_GetItemWithError, PyDict_SetItem } from '../object/container/dict-core'
import { PyErr_Occurred } from '../object/errors-core'
import { Py_DECREF } from '../object/header'
import { INTERP_BUILTINS } from '../object/interp'
import { _Py_ID } from '../object/text/str-core'
import { codeAndConstants, compileUnit } from './code-object'
import { parkCompilerLeftovers } from './compiler-leftovers'
import { evalVector } from './function-call'
import { functionForCode } from './functions'

const S_builtins = _Py_ID('__builtins__')

/** The result of the code (None for modules), 0 with an error set. All arguments borrowed; closure is a tuple or 0. */
export function evalCode(code: Ptr, globals: Ptr, locals: Ptr): Ptr {
  if (PyDict_GetItemWithError(globals, S_builtins) === 0) {
    if (PyErr_Occurred() || PyDict_SetItem(globals, S_builtins, i32[INTERP_BUILTINS >> 2]) < 0) return 0
  }
  const func = functionForCode(code, globals)
  if (func === 0) return 0
  const r = evalVector(func, locals, 0, 0, 0)
  Py_DECREF(func)
  return r
}

/**
 * Compiles and runs source text as CPython runs a script, exec(text) or eval(text): the constants stay referenced by the
 * syntax tree until the end (PyRun_StringFlags). New reference or 0 with an error set.
 */
export function runString(
  source: string,
  filename: string,
  mode: 'exec' | 'eval' | 'single',
  globals: Ptr,
  locals: Ptr,
  flags = 0,
): Ptr {
  const unit = compileUnit(source, filename, mode, flags)
  if (unit === null) return 0
  const { code, release } = codeAndConstants(unit)
  if (code !== 0) parkCompilerLeftovers(unit)
  const r = code === 0 ? 0 : evalCode(code, globals, locals)
  if (code !== 0) Py_DECREF(code)
  release()
  return r
}
