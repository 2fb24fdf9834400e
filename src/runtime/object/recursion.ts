/**
 * The C recursion check. In 3.11 one counter serves Python calls and C recursion: sys.getrecursionlimit() minus depth.
 * The host's stack (a worker with a large stack) is sized so that the counter always ends first.
 */
import { i32 } from '../memory/heap'
import { raise } from './errors'
import { TS_RECURSION_HEADROOM, TS_RECURSION_REMAINING } from './interp'
import { PyExc_RecursionError } from './types'

/** True when the caller may go one level deeper; false with RecursionError set. Pair with Py_LeaveRecursiveCall. */
export function Py_EnterRecursiveCall(where: string): boolean {
  if ((i32[TS_RECURSION_REMAINING >> 2] -= 1) >= 0) return true
  return checkRecursiveCall(where)
}

function checkRecursiveCall(where: string): boolean {
  // While the error itself is being handled (headroom), up to 50 more levels are allowed, as in CPython.
  if (i32[TS_RECURSION_HEADROOM >> 2] !== 0) {
    if (i32[TS_RECURSION_REMAINING >> 2] >= -50) return true
    throw new Error('Cannot recover from stack overflow.')
  }
  i32[TS_RECURSION_HEADROOM >> 2]++
  raise(PyExc_RecursionError, `maximum recursion depth exceeded${where}`)
  i32[TS_RECURSION_HEADROOM >> 2]--
  i32[TS_RECURSION_REMAINING >> 2]++
  return false
}

export function Py_LeaveRecursiveCall(): void {
  i32[TS_RECURSION_REMAINING >> 2]++
}
