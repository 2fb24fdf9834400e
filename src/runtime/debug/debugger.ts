/**
 * Pause, breakpoints, steps, stop and input() of a run, seen from inside its thread. Stopping happens at safe points; lines
 * are heard of only while somebody waits for one. While the run is paused the thread sleeps on a word of the control buffer
 * and answers what the host asks; nothing it does then changes a byte of the process, so a run that was paused goes on
 * exactly as one that was not.
 */

import {
  CONTROL_LINE,
  CONTROL_PAUSE,
  CONTROL_WAKE,
  type PauseReason,
  type RunCommand,
  type RunMessage,
} from '../../protocol/run'
import { generatesLineEvents } from '../eval/code-registry'
import { FW_PREVIOUS } from '../eval/frame-stack'
import { observeLines } from '../eval/line-events'
import { addSafePointObserver } from '../eval/safe-point'
import { currentFrame } from '../eval/thread'
import { frameLine } from '../eval/traceback'
import { i32, type Ptr } from '../memory/heap'
import { setBreakpointListener } from '../modules/breakpoint-hook'
import { clockNs } from '../object/clock'
import type { StandardStreams } from '../vfs/files'
import { childrenOf } from './children'
import { frameList, variablesOf } from './frames'
import { type Answer, hostInput } from './host-input'
import type { Interruption } from './interruption'
import { OwnCode } from './own-code'
import { RunStopped } from './run-stopped'
import { beginStep, endStep, type Step, stepEnds } from './stepping'

type Reply = RunMessage & { kind: 'reply' }

export interface DebuggerOptions {
  /** The words of protocol/run.ts. */
  control: Int32Array
  interruption: Interruption
  /** The next command of the host, null when there is none. */
  receive(): RunCommand | null
  emit(message: RunMessage): void
  /** Called before the run sleeps: what has been recorded so far should be sent. */
  beforePause?(): void
  /** Path of the scenario as its code objects name it. */
  scenarioFile: string
  breakpoints?: readonly number[]
  /** Pause at the first line of the scenario. */
  pauseAtStart?: boolean
  /** Somebody is there to continue a run that breakpoint() has paused. */
  breakpointCalls?: boolean
}

export interface Debugger {
  /** Host time spent paused so far, in ms: it does not count for a time limit. */
  pausedMs(): number
  /** The streams of a process without a terminal: reading stdin asks the host, with what stands in the last line of stdout. */
  streams(base: StandardStreams): StandardStreams
  /** The program has ended: no more pauses. */
  detach(): void
}

/** Sleep is interrupted this often in case the host set a word without waking the thread. */
const NAP_MS = 50
/** How many callers are looked at for the scenario's line that runs. */
const LINE_SEARCH_DEPTH = 64

/** No file has more lines. */
const MAX_LINE = 10_000_000

const isLine = (line: number): boolean => Number.isInteger(line) && line > 0 && line <= MAX_LINE

/** lines: real ones, or 0, which is none. */
function markLines(lines: readonly number[]): Uint8Array {
  const marked = new Uint8Array(lines.reduce((most, line) => Math.max(most, line), 0) + 1)
  for (const line of lines) if (line > 0) marked[line] = 1
  return marked
}

export function createDebugger(o: DebuggerOptions): Debugger {
  const { control, emit, interruption } = o
  const own = new OwnCode(o.scenarioFile)
  let requested = (o.breakpoints ?? []).filter(isLine)
  /** By line number, for the test that every line of the program makes while there are breakpoints. */
  let marked = markLines(requested)
  let seen = Atomics.load(control, CONTROL_WAKE)
  let pauseWanted: PauseReason | null = o.pauseAtStart ? 'pause' : null
  let startPending = o.pauseAtStart === true
  let step: Step | null = null
  let pausedMs = 0
  let resume = false
  const answers: Answer[] = []

  const lines = observeLines(onLine)
  const removeSafePoint = addSafePointObserver(onSafePoint)

  const update = (): void => {
    lines.want(pauseWanted !== null || step !== null || requested.length > 0)
  }

  function setBreakpoints(wanted: readonly number[]): void {
    requested = wanted.filter(isLine)
    marked = markLines(requested.map((line) => own.executable(line)))
    update()
  }

  /** The scenario's line that the innermost of its frames is at; 0 when there is none. */
  function ownLine(): number {
    let f = currentFrame()
    for (let depth = 0; f !== 0 && depth < LINE_SEARCH_DEPTH; depth++) {
      if (own.isOwn(f)) return Math.max(0, frameLine(f))
      f = i32[(f >> 2) + FW_PREVIOUS]
    }
    return 0
  }

  function command(c: RunCommand, paused: boolean): void {
    switch (c.kind) {
      case 'continue':
        resume = paused
        break
      case 'step': {
        if (!paused) break
        const frame = currentFrame()
        step = beginStep(c.mode, frame === 0 || own.isOwn(frame))
        resume = true
        break
      }
      case 'breakpoints':
        setBreakpoints(c.lines)
        break
      case 'input':
        answers.push({ text: c.text })
        break
      case 'frames':
        answer(c.id, () => ({ frames: frameList(own) }))
        break
      case 'variables':
        answer(c.id, () => ({ variables: variablesOf(c.frame) }))
        break
      case 'children':
        answer(c.id, () => ({ variables: childrenOf(c.address) }))
        break
      default:
        c satisfies never
    }
  }

  function answer(id: number, read: () => Omit<Reply, 'kind' | 'id'>): void {
    let reply: Omit<Reply, 'kind' | 'id'>
    try {
      reply = read()
    } catch (e) {
      reply = { error: e instanceof Error ? e.message : String(e) }
    }
    emit({ kind: 'reply', id, ...reply })
  }

  function drain(paused: boolean): void {
    seen = Atomics.load(control, CONTROL_WAKE)
    for (let c = o.receive(); c !== null; c = o.receive()) command(c, paused)
  }

  /** Sleeps and answers until `done`; throws RunStopped when the host wants the run to stop. */
  function serve(done: () => boolean): void {
    o.beforePause?.()
    const since = performance.now()
    resume = false
    for (;;) {
      drain(true)
      if (done()) break
      // nothing more may happen: a replay could not raise KeyboardInterrupt between two safe points
      if (interruption.pending()) {
        interruption.take()
        throw new RunStopped('the run was stopped while it was paused')
      }
      Atomics.wait(control, CONTROL_WAKE, seen, NAP_MS)
    }
    pausedMs += performance.now() - since
  }

  function pause(reason: PauseReason): number {
    if (step !== null) endStep(step)
    step = null
    pauseWanted = null
    Atomics.store(control, CONTROL_PAUSE, 0)
    const line = ownLine()
    control[CONTROL_LINE] = line
    emit({ kind: 'paused', reason, line, time: clockNs() })
    serve(() => resume)
    update()
    emit({ kind: 'resumed' })
    return 0
  }

  function onSafePoint(_f: Ptr): number {
    if (control[CONTROL_WAKE] !== seen) drain(false)
    if (control[CONTROL_PAUSE] !== 0 && pauseWanted === null) {
      pauseWanted = 'pause'
      update()
    }
    control[CONTROL_LINE] = ownLine()
    // code without line events can be stopped only here
    if (pauseWanted !== null && !startPending && !generatesLineEvents()) return pause(pauseWanted)
    return 0
  }

  function onLine(f: Ptr, line: number): number {
    if (marked[line] !== 1 && pauseWanted === null && step === null && own.known) return 0
    const isOwn = own.isOwn(f)
    if (isOwn && own.learn(f)) setBreakpoints(requested)
    if (startPending && !isOwn) return 0
    startPending = false
    if (isOwn && marked[line] === 1) return pause('breakpoint')
    if (pauseWanted !== null) return pause(pauseWanted)
    return step !== null && stepEnds(step, f, isOwn) ? pause('step') : 0
  }

  update()
  if (o.breakpointCalls) {
    setBreakpointListener(() => {
      pauseWanted ??= 'breakpoint'
      update()
    })
  }
  return {
    pausedMs: () => pausedMs,
    streams: (base) =>
      hostInput(base, (prompt) => {
        if (answers.length === 0) {
          const line = ownLine()
          control[CONTROL_LINE] = line
          emit({ kind: 'paused', reason: 'input', line, time: clockNs(), prompt })
          serve(() => answers.length > 0)
          update() // a step or breakpoints may have been asked for meanwhile
          emit({ kind: 'resumed' })
        }
        return answers.shift() as Answer
      }),
    detach() {
      lines.remove()
      removeSafePoint()
      setBreakpointListener(null)
    },
  }
}
