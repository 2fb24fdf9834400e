/** The chain of running frames and the depth counter: what the thread state knows about evaluation. */
import { i32, type Ptr } from '../memory/heap'
import { TS_FRAME, TS_RECURSION_LIMIT, TS_RECURSION_REMAINING } from '../object/interp'
import { FW_PREVIOUS } from './frame-stack'

/** The running frame, 0 outside Python code. */
export const currentFrame = (): Ptr => i32[TS_FRAME >> 2]

/** The frame's caller becomes current and its recursion level is given back. */
export function popCurrentFrame(f: Ptr): void {
  i32[TS_FRAME >> 2] = i32[(f >> 2) + FW_PREVIOUS]
  i32[TS_RECURSION_REMAINING >> 2]++
}

export const recursionDepth = (): number => i32[TS_RECURSION_LIMIT >> 2] - i32[TS_RECURSION_REMAINING >> 2]

/** Sets sys.setrecursionlimit()'s value, keeping the present depth (Py_SetRecursionLimit). */
export function setRecursionLimit(limit: number): void {
  const depth = recursionDepth()
  i32[TS_RECURSION_LIMIT >> 2] = limit
  i32[TS_RECURSION_REMAINING >> 2] = limit - depth
}
