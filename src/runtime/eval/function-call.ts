/**
 * Running functions and code objects from outside generated code: the vectorcall entry of function objects, execution of
 * a code object in given namespaces (exec, import, class bodies).
 */
import { i32, type Ptr } from '../memory/heap'
import {
  PY_VECTORCALL_ARGUMENTS_OFFSET,
  PyObject_Vectorcall,
  PyVectorcall_NARGS,
  setFunctionVectorcall,
} from '../object/call'
import { fnPtr } from '../object/fn-table'
import { Py_INCREF, Py_XINCREF } from '../object/header'
import * as L from '../object/layout'
import { PyFunction_Type, PyMethod_Type } from '../object/types'
import { bindArguments } from './bind-args'
import { codeInfo, frameFunctions } from './code-registry'
import { discardFrame, FW_LOCALS, pushFrame } from './frame-stack'

/**
 * Calls func with borrowed arguments; locals is the namespace of the frame (class bodies, exec) or 0 (_PyEval_Vector).
 * New reference or 0 with an error set.
 */
export function evalVector(func: Ptr, locals: Ptr, args: Ptr, nargs: number, kwnames: Ptr): Ptr {
  const code = i32[(func + L.FUNC_CODE) >> 2]
  const x = i32[(code + L.CO_EXTRA) >> 2]
  Py_INCREF(func)
  const f = pushFrame(func, code, codeInfo[x * 2 + 1])
  if (f === 0) return 0
  Py_XINCREF(locals)
  i32[(f >> 2) + FW_LOCALS] = locals
  if (kwnames === 0 && codeInfo[x * 2] === nargs) {
    for (let i = 0; i < nargs; i++) {
      const v = i32[(args + 8 * i) >> 2]
      i32[v >> 2]++
      i32[(f + L.FRAME_LOCALSPLUS + 8 * i) >> 2] = v
    }
  } else if (!bindArguments(f, func, args, nargs, kwnames)) {
    discardFrame(f)
    return 0
  }
  return frameFunctions[x](f, 0)
}

/** The vectorcall entry of function objects (_PyFunction_Vectorcall): evalVector without a namespace. */
export function _PyFunction_Vectorcall(func: Ptr, args: Ptr, nargsf: number, kwnames: Ptr): Ptr {
  const nargs = PyVectorcall_NARGS(nargsf)
  const code = i32[(func + L.FUNC_CODE) >> 2]
  const x = i32[(code + L.CO_EXTRA) >> 2]
  if (kwnames !== 0 || codeInfo[x * 2] !== nargs) return evalVector(func, 0, args, nargs, kwnames)
  i32[func >> 2]++
  const f = pushFrame(func, code, codeInfo[x * 2 + 1])
  if (f === 0) return 0
  const to = (f + L.FRAME_LOCALSPLUS) >> 2
  const from = args >> 2
  for (let i = 0; i < 2 * nargs; i += 2) {
    const v = i32[from + i]
    i32[v >> 2]++
    i32[to + i] = v
  }
  return frameFunctions[x](f, 0)
}

export const FUNCTION_VECTORCALL = fnPtr(_PyFunction_Vectorcall)
setFunctionVectorcall(FUNCTION_VECTORCALL, _PyFunction_Vectorcall)

/**
 * callable(args) with nargs borrowed references at args and a spare slot in front of them (PyObject_Vectorcall). Methods bound to
 * Python functions go straight there; they stay alive meanwhile, as in method_vectorcall.
 */
export function vectorcall(callable: Ptr, args: Ptr, nargs: number): Ptr {
  if (i32[(callable + L.OB_TYPE) >> 2] === PyMethod_Type) {
    const func = i32[(callable + L.METHOD_FUNC) >> 2]
    if (i32[(func + L.OB_TYPE) >> 2] === PyFunction_Type) {
      i32[(args - 8) >> 2] = i32[(callable + L.METHOD_SELF) >> 2]
      return _PyFunction_Vectorcall(func, args - 8, nargs + 1, 0)
    }
  }
  return PyObject_Vectorcall(callable, args, nargs | PY_VECTORCALL_ARGUMENTS_OFFSET, 0)
}
