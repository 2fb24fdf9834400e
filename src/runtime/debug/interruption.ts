/**
 * The host's wish that the run should stop: the program gets KeyboardInterrupt once; when it goes on nevertheless, the run
 * is ended without asking it.
 */
import { CONTROL_STOP } from '../../protocol/run'
import { raiseNone } from '../object/errors'
import { PyExc_KeyboardInterrupt } from '../object/types'
import { RunStopped } from './run-stopped'

export interface Interruption {
  /** The host has asked and the program has not been told yet. */
  pending(): boolean
  /** For safe points: 0, or -1 with KeyboardInterrupt set; throws RunStopped when the program has ignored that for too long. */
  poll(): number
  /** The caller raises KeyboardInterrupt itself. */
  take(): void
  /** The program has been told. */
  happened(): boolean
}

/** graceMs: how long a program may go on after it was told, for handlers and finally clauses. */
export function interruptionOf(control: Int32Array, graceMs: number): Interruption {
  let since = -1
  const take = (): void => {
    control[CONTROL_STOP] = 0
    since = performance.now()
  }
  return {
    pending: () => control[CONTROL_STOP] !== 0,
    happened: () => since >= 0,
    take,
    poll() {
      if (since >= 0) {
        if (performance.now() - since > graceMs) throw new RunStopped('the program went on after it was interrupted')
        return 0
      }
      if (control[CONTROL_STOP] === 0) return 0
      take()
      return raiseNone(PyExc_KeyboardInterrupt) - 1
    },
  }
}
