/** Watches a run from inside its thread: interruption, time limit, collections, the figures of the summary. */

import { countUnreachable } from '../lab/record/unreachable'
import type { InterruptedBy } from '../protocol/recording'
import type { Interruption } from '../runtime/debug/interruption'
import { addSafePointObserver } from '../runtime/eval/safe-point'
import { listSize } from '../runtime/gc/gc-list'
import { addGcObserver } from '../runtime/gc/observer'
import { memorySample } from '../runtime/memory/statistics'
import { GC_GENERATION } from '../runtime/object/alloc'
import { clockNs } from '../runtime/object/clock'
import { raise, raiseNone } from '../runtime/object/errors'
import { PyExc_KeyboardInterrupt } from '../runtime/object/types'
import {
  CONTROL_PHASE,
  EXIT_INTERRUPTED,
  EXIT_TIME_LIMIT,
  type GenerationSummary,
  PHASE_ENDED,
  type RunRequest,
  type RunSummary,
  type ThreadResult,
} from './run-request'

export interface Watcher {
  /** Called when the program has ended, before the interpreter is taken down. */
  atEnd(): void
  result(exitCode: number): ThreadResult & { kind: 'done' }
}

const emptyGeneration = (): GenerationSummary => ({ collections: 0, collected: 0, uncollectable: 0, pauseNs: 0 })

export interface WatchOptions {
  /** Host time that the run has spent paused, which does not count for its time limit. */
  pausedMs?: () => number
  /** KeyboardInterrupt is about to be raised at this safe point. */
  interrupted(by: InterruptedBy): void
}

export function watch(
  request: RunRequest,
  interruption: Interruption,
  { pausedMs = () => 0, interrupted }: WatchOptions,
): Watcher {
  /** A replay is interrupted where the recorded run was. */
  const again = [...(request.record?.interruptAt ?? [])]
  const control = new Int32Array(request.control)
  const generations = [emptyGeneration(), emptyGeneration(), emptyGeneration()]
  const deadline =
    request.timeLimit === undefined ? Number.POSITIVE_INFINITY : performance.now() + request.timeLimit * 1000
  const seconds = request.timeLimit ?? request.record?.settings.timeLimit
  let timedOut = false
  let visits = 0
  const overTime = (): number => {
    timedOut = true
    return raise(PyExc_KeyboardInterrupt, `time limit of ${seconds} s exceeded`) - 1
  }
  const unobserve = addSafePointObserver(() => {
    if (again.length > 0 && clockNs() >= again[0].time) {
      if (again.shift()?.by === 'time limit') return overTime()
      interruption.take()
      return raiseNone(PyExc_KeyboardInterrupt) - 1
    }
    if (interruption.poll() < 0) {
      interrupted('stop')
      return -1
    }
    if ((++visits & 15) === 0 && performance.now() - pausedMs() > deadline) {
      interrupted('time limit')
      return overTime()
    }
    return 0
  })
  let started = 0
  let current = 0
  let unwatch = (): void => {}
  if (request.summary) {
    unwatch = addGcObserver({
      start: (generation) => {
        started = clockNs()
        current = generation
      },
      phase: () => {},
      stop: (r) => {
        const g = generations[current]
        g.collections++
        g.collected += r.collected
        g.uncollectable += r.uncollectable
        g.pauseNs += clockNs() - started
      },
    })
  }
  let summary: RunSummary | null = null
  return {
    atEnd() {
      unobserve()
      control[CONTROL_PHASE] = PHASE_ENDED
      if (!request.summary) return
      unwatch()
      const m = memorySample()
      const virtual = clockNs()
      const tracked = [0, 1, 2].reduce((n, g) => n + listSize(GC_GENERATION(g)), 0)
      summary = {
        exitCode: 0,
        virtualTimeNs: virtual,
        rssPeak: m.peakRss,
        rssFinal: m.rss,
        arenas: m.arenas,
        arenasPeak: m.arenasHighwater,
        pymallocBytes: m.pymallocBytes,
        rawBytes: m.rawBytes,
        allocatedBlocks: m.allocatedBlocks,
        trackedObjects: tracked,
        generations,
        unreachable: countUnreachable(),
      }
    },
    result(exitCode) {
      const code = timedOut ? EXIT_TIME_LIMIT : exitCode
      if (summary !== null) summary.exitCode = code
      const stopped = interruption.happened() && code === EXIT_INTERRUPTED
      const reason = timedOut ? 'time limit' : stopped ? 'stopped' : code === 0 ? 'finished' : 'failed'
      return { kind: 'done', exitCode: code, reason, summary }
    },
  }
}
