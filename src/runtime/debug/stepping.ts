/**
 * Where a step ends. `into`: at the next line of the scenario. `over`: at the next line of the frame it began in, or of any
 * other once that frame has returned or yielded. `out`: at the first line after that. A step that begins in library code may end in
 * library code, one that begins in the scenario ends in the scenario (Python's bdb has the same three, without the last rule).
 */
import { FW_PREVIOUS } from '../eval/frame-stack'
import { currentFrame } from '../eval/thread'
import { i32, type Ptr, u8 } from '../memory/heap'
import { FRAME_STEP_MARK } from '../object/layout'

export type StepMode = 'over' | 'into' | 'out'

export interface Step {
  mode: StepMode
  /** The frame in which it began; another may take its place on the frame stack, but without the mark. */
  frame: Ptr
  ownOnly: boolean
}

/** A step begins in the running frame. */
export function beginStep(mode: StepMode, ownOnly: boolean): Step {
  const frame = currentFrame()
  if (frame !== 0) u8[frame + FRAME_STEP_MARK] = 1
  return { mode, frame, ownOnly }
}

/** The step is over, wherever it ended: its frame keeps no trace. */
export function endStep(step: Step): void {
  if (isRunning(step.frame)) u8[step.frame + FRAME_STEP_MARK] = 0
}

function isRunning(frame: Ptr): boolean {
  for (let f = currentFrame(); f !== 0; f = i32[(f >> 2) + FW_PREVIOUS]) {
    if (f === frame) return u8[f + FRAME_STEP_MARK] !== 0
  }
  return false
}

/** Frame f begins a line: does the step end here? */
export function stepEnds(step: Step, f: Ptr, own: boolean): boolean {
  if (step.ownOnly && !own) return false
  if (step.mode === 'into') return true
  if (!isRunning(step.frame)) return true
  return step.mode === 'over' && f === step.frame
}
