/** exec(code, globals, locals, closure=cells): the one way to run code that has free variables without a function. */

import { evalVector } from '../eval/function-call'
import { functionForCode } from '../eval/functions'
import { i32, type Ptr } from '../memory/heap'
import { Py_DECREF, Py_NewRef, Py_XDECREF } from '../object/header'
import { FUNC_CLOSURE } from '../object/layout'

export function evalWithClosure(code: Ptr, globals: Ptr, locals: Ptr, closure: Ptr): Ptr {
  const func = functionForCode(code, globals)
  if (func === 0) return 0
  const old = i32[(func + FUNC_CLOSURE) >> 2]
  i32[(func + FUNC_CLOSURE) >> 2] = Py_NewRef(closure)
  Py_XDECREF(old)
  const r = evalVector(func, locals, 0, 0, 0)
  Py_DECREF(func)
  return r
}
