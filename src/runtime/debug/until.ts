/** Ends a run at a chosen instant and gives the state of the process there. */
import type { ProcessState, UntilTarget } from '../../protocol/run'
import { observeLines } from '../eval/line-events'
import { addSafePointObserver } from '../eval/safe-point'
import { clockNs } from '../object/clock'
import { OwnCode } from './own-code'
import { RunStopped } from './run-stopped'
import { processState } from './state'

export interface Until {
  /** To be told of every event that is logged, at once. */
  event(seq: number): void
  /** The program has ended without getting there. */
  remove(): void
}

/**
 * Watches for the target; there it calls `reached` and throws RunStopped through the process. A time is met at the first safe
 * point that is not earlier; a line needs code with line events (ProcessOptions.lineEvents). Everything is deterministic:
 * the same run gives the same state.
 */
export function runUntil(target: UntilTarget, scenarioFile: string, reached: (state: ProcessState) => void): Until {
  const own = new OwnCode(scenarioFile)
  const stop = (): never => {
    remove()
    reached(processState(scenarioFile))
    throw new RunStopped('the run has reached the chosen instant')
  }
  let seen = 0
  const removeSafePoint = addSafePointObserver(() => {
    if (target.kind === 'time' && clockNs() >= target.ns) stop()
    return 0
  })
  const lines = observeLines((f, line) => {
    if (target.kind !== 'line' || !own.isOwn(f)) return 0
    own.learn(f)
    if (line === own.executable(target.line) && ++seen === target.occurrence) stop()
    return 0
  })
  const remove = (): void => {
    removeSafePoint()
    lines.remove()
  }
  lines.want(target.kind === 'line')
  return {
    event(seq) {
      if (target.kind === 'event' && seq === target.seq) stop()
    },
    remove,
  }
}
