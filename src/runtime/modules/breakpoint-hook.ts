/**
 * breakpoint() and sys.breakpointhook. Where a debugger listens the run pauses at the next line; elsewhere nothing happens, as in a
 * CPython with PYTHONBREAKPOINT=0. The program cannot tell the two apart.
 */
import type { Ptr } from '../memory/heap'
import { PyObject_Vectorcall } from '../object/call'
import { FASTKW } from '../object/define'
import { raise } from '../object/errors'
import { _Py_ID } from '../object/text/str-core'
import { PyExc_RuntimeError } from '../object/types'
import { sysAttribute } from './file-objects'
import { none } from './values'

const ID_hook = _Py_ID('breakpointhook')

let listener: (() => void) | null = null
/** Who is told of breakpoint(); null: nobody. */
export function setBreakpointListener(f: (() => void) | null): void {
  listener = f
}

export const breakpointHook = FASTKW(() => {
  listener?.()
  return none()
})

/** breakpoint(*args, **kws): whatever stands in sys.breakpointhook gets the arguments. */
export const breakpointFunction = FASTKW((_m: Ptr, args: Ptr, nargs: number, kwnames: Ptr) => {
  const hook = sysAttribute(ID_hook)
  if (hook === 0) return raise(PyExc_RuntimeError, 'lost sys.breakpointhook')
  return PyObject_Vectorcall(hook, args, nargs, kwnames)
})
