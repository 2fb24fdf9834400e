/**
 * States of a generator (gi_frame_state, CPython 3.11 values) and what happens to its frame when it yields, returns or
 * fails.
 *
 *   CREATED   frame complete, nothing run; next value is pushed on the empty stack
 *   SUSPENDED frame holds locals and stack up to stacktop; prev_instr is the yield
 *   EXECUTING frame is current; stacktop is not maintained
 *   CLEARED   frame owns nothing any more
 */
import { i8, i32, type Ptr } from '../memory/heap'
import { Py_DECREF } from '../object/header'
import { TS_EXC_INFO } from '../object/interp'
import * as L from '../object/layout'
import { clearFrame } from './frame-object'
import { FW_CODE, FW_PREVIOUS, FW_STACKTOP } from './frame-stack'
import { popCurrentFrame } from './thread'

export const FRAME_CREATED = -2
export const FRAME_SUSPENDED = -1
export const FRAME_EXECUTING = 0
export const FRAME_COMPLETED = 1
export const FRAME_CLEARED = 4

/** The generator that a frame is embedded in. */
export const generatorOfFrame = (f: Ptr): Ptr => f - L.GI_IFRAME
export const frameState = (gen: Ptr): number => i8[gen + L.GI_FRAME_STATE]
export const setFrameState = (gen: Ptr, s: number): void => {
  i8[gen + L.GI_FRAME_STATE] = s
}

/** The generator's own handled-exception entry leaves the thread's stack of them. */
function popExcState(gen: Ptr): void {
  i32[TS_EXC_INFO >> 2] = i32[(gen + L.GI_EXC_STATE + 8) >> 2]
  i32[(gen + L.GI_EXC_STATE + 8) >> 2] = 0
}

/** A frame suspends with value (passed through). Its stack has been stored by the generated code. */
export function yieldValue(f: Ptr, value: Ptr): Ptr {
  const gen = generatorOfFrame(f)
  setFrameState(gen, FRAME_SUSPENDED)
  popExcState(gen)
  popCurrentFrame(f)
  i32[(f >> 2) + FW_PREVIOUS] = 0
  return value
}

function finish(f: Ptr): void {
  const gen = generatorOfFrame(f)
  popExcState(gen)
  setFrameState(gen, FRAME_CLEARED)
  i32[(f >> 2) + FW_STACKTOP] = i32[(i32[(f >> 2) + FW_CODE] + L.CO_NLOCALSPLUS) >> 2]
  popCurrentFrame(f)
  // the link goes first: a frame object that takes the frame over has no f_back then
  i32[(f >> 2) + FW_PREVIOUS] = 0
  clearFrame(f)
}

export function generatorReturn(f: Ptr, value: Ptr): Ptr {
  finish(f)
  return value
}

export function generatorFailed(f: Ptr): 0 {
  finish(f)
  return 0
}

/** Drops the frame of a generator that will not run again (deallocation, tp_clear). */
export function clearGeneratorFrame(gen: Ptr): void {
  const f = gen + L.GI_IFRAME
  setFrameState(gen, FRAME_CLEARED)
  i32[(f >> 2) + FW_PREVIOUS] = 0
  clearFrame(f)
  const exc = i32[(gen + L.GI_EXC_STATE) >> 2]
  if (exc !== 0) {
    i32[(gen + L.GI_EXC_STATE) >> 2] = 0
    Py_DECREF(exc)
  }
}
