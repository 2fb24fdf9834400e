/**
 * Where a step ends. `into`: at the next line of the scenario. `over`: at the next line of the frame it began in, or of any
 * other once that frame has returned or yielded. `out`: at the first line after that. A step that begins in library code may end in
 * library code, one that begins in the scenario ends in the scenario (Python's bdb has the same three, without the last rule).
 */
import { FW_PREVIOUS } from '../eval/frame-stack'
import { currentFrame } from '../eval/thread'
import { i32, type Ptr } from '../memory/heap'

export type StepMode = 'over' | 'into' | 'out'

export interface Step {
  mode: StepMode
  /** The frame in which it began. */
  frame: Ptr
  ownOnly: boolean
}

function isRunning(frame: Ptr): boolean {
  for (let f = currentFrame(); f !== 0; f = i32[(f >> 2) + FW_PREVIOUS]) if (f === frame) return true
  return false
}

/** Frame f begins a line: does the step end here? */
export function stepEnds(step: Step, f: Ptr, own: boolean): boolean {
  if (step.ownOnly && !own) return false
  if (step.mode === 'into') return true
  if (step.mode === 'over' && f === step.frame) return true
  return !isRunning(step.frame)
}
