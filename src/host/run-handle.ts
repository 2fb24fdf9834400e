/**
 * A recorded run as its host sees it: a thread that can be asked, stopped, paused and killed. The thread may die in any
 * way; the host always learns of the end, and what it has received stays.
 */
import type { Worker } from 'node:worker_threads'
import type { EndReason } from '../protocol/events'
import type { InterruptedBy } from '../protocol/recording'
import {
  CONTROL_PAUSE,
  CONTROL_STOP,
  CONTROL_WAKE,
  CONTROL_WORDS,
  type ProcessState,
  type RunCommand,
  type RunMessage,
  type UntilTarget,
} from '../protocol/run'
import type { RunSettings } from '../protocol/settings'
import type { Program } from '../runtime/process'
import { libraryFiles, startThread } from './run-files'
import {
  CONTROL_BACKLOG,
  CONTROL_PHASE,
  EXIT_CRASH,
  EXIT_HEAP_DAMAGED,
  EXIT_INTERRUPTED,
  EXIT_TIME_LIMIT,
  type MountRequest,
  PHASE_ENDED,
  type RunRequest,
  type RunSummary,
  type ThreadMessage,
} from './run-request'

/** Working directory of a recorded run and folder of its scenario: the same on every machine. */
export const SCENARIO_FOLDER = '/home/user'

export interface StartRequest {
  /** Where the process finds the scenario: scenarioFile(name), or '<string>' and '<stdin>' for code that has no file. */
  file: string
  source: string
  settings: RunSettings
  /** Other folders and files that the process may read. */
  mounts?: MountRequest[]
  /** Default: none. */
  breakpoints?: number[]
  pauseAtStart?: boolean
  /** Generate code that can be stopped at every line (about 5 % slower); default: unless input comes from the terminal. */
  lineEvents?: boolean
  /** Input from file descriptor 0 and output also to 1 and 2; otherwise both are messages. */
  terminal?: boolean
  verifyHeap?: boolean
  /** Repeat an earlier run: the same input, interrupted at the same moments, without a limit of real time. */
  repeat?: { input: Uint8Array; interruptAt: { time: number; by: InterruptedBy }[] }
  /** End the run there; the outcome has the state of the process. */
  until?: UntilTarget
  /** Figures for a summary, with the outcome. */
  summary?: boolean
}

export interface RunOutcome {
  exitCode: number
  reason: EndReason
  /** Why it crashed: for a report of the bug. */
  message?: string
  summary?: RunSummary | null
  /** Where `until` was reached. */
  state?: ProcessState
}

export interface RunHandle {
  post(command: RunCommand): void
  /** Raises KeyboardInterrupt; a run that has not ended 200 ms later has been killed. */
  stop(): void
  /** At the next safe point. */
  pause(): void
  continue(): void
  /** At once, like kill -9. */
  terminate(): void
  /** Settles once, after the last message; never rejects. */
  readonly done: Promise<RunOutcome>
}

/** Time for a script to react to stop() and to its time limit. */
const STOP_GRACE_MS = 150
/** Of that, what the program itself has; the rest is for the end of the run. */
const PROGRAM_GRACE_MS = 60
/** At a terminal there is no hurry: a second Ctrl+C kills. */
const TERMINAL_GRACE_MS = 2000
/** Time for the end of the interpreter after that, when the program is over already. */
const FINALIZE_GRACE_MS = 3000

/** The path of a scenario inside the process; the name may carry .py and characters that file names cannot have. */
export function scenarioFile(name: string): string {
  const base = name.replace(/\.py$/, '').replace(/[/\0]/g, '_')
  return `${SCENARIO_FOLDER}/${base === '' || /^\.+$/.test(base) ? 'scenario' : base}.py`
}

function programOf({ file, source, settings: { args } }: StartRequest): Program {
  if (file === '<string>') return { kind: 'code', code: source, args }
  if (file === '<stdin>') return { kind: 'stdin', code: source, args }
  return { kind: 'script', path: file, args }
}

function mountsOf(request: StartRequest): MountRequest[] {
  const given = request.mounts ?? []
  const cut = request.file.lastIndexOf('/')
  if (cut < 0) return given
  const folder = request.file.slice(0, cut)
  const own = { name: request.file.slice(cut + 1), bytes: new TextEncoder().encode(request.source) }
  const same = given.find((mount) => mount.path === folder)
  const others = given.filter((mount) => mount !== same)
  return [...others, { ...same, path: folder, files: [...(same?.files ?? []), own] }]
}

/** What the thread gets; `control` has CONTROL_WORDS words. */
export function threadRequest(request: StartRequest, control: SharedArrayBuffer): RunRequest {
  const { settings } = request
  const terminal = request.terminal === true
  return {
    program: programOf(request),
    hashSeed: settings.hashSeed,
    cwd: SCENARIO_FOLDER,
    mounts: mountsOf(request),
    gcThresholds: settings.thresholds ?? undefined,
    gcEnabled: settings.gcEnabled,
    parameters: settings.parameters,
    memoryLimit: settings.memoryLimit ?? undefined,
    timeLimit: request.repeat === undefined ? (settings.timeLimit ?? undefined) : undefined,
    stopGraceMs: terminal ? TERMINAL_GRACE_MS : PROGRAM_GRACE_MS,
    verifyHeap: request.verifyHeap === true,
    summary: request.summary === true,
    terminals: [true, true, true],
    control,
    ...libraryFiles(),
    record: {
      settings,
      scenarioFile: request.file,
      breakpoints: request.breakpoints ?? [],
      pauseAtStart: request.pauseAtStart === true,
      lineEvents: request.until?.kind === 'line' || (request.lineEvents ?? !(terminal || request.repeat)),
      input: request.repeat?.input ?? (terminal ? 'terminal' : 'messages'),
      interruptAt: request.repeat?.interruptAt,
      until: request.until,
      echo: terminal,
    },
  }
}

function doneOutcome({ exitCode, reason, summary }: Extract<ThreadMessage, { kind: 'done' }>): RunOutcome {
  return summary === null ? { exitCode, reason } : { exitCode, reason, summary }
}

/** Starts a recorded run. onMessage gets every message of the thread, in order; an exception of it is the caller's bug. */
export function startRun(
  request: StartRequest,
  onMessage: (message: RunMessage) => void,
  worker: Worker = startThread(),
): RunHandle {
  const buffer = new SharedArrayBuffer(CONTROL_WORDS * 4)
  const control = new Int32Array(buffer)
  let ended: RunOutcome | null = null
  let state: ProcessState | undefined
  /** What a sudden death of the thread means: set before it is killed. */
  let death: RunOutcome = { exitCode: EXIT_CRASH, reason: 'crashed' }
  const timers: NodeJS.Timeout[] = []
  const later = (ms: number, action: () => void): void => {
    timers.push(setTimeout(action, ms))
  }
  const kill = (outcome: RunOutcome): void => {
    death = outcome
    void worker.terminate()
  }
  /** The program is over, or it is killed; what follows the program gets a little longer. */
  const expect = (outcome: RunOutcome, ms: number): void =>
    later(ms, () => {
      if (Atomics.load(control, CONTROL_PHASE) !== PHASE_ENDED) kill(outcome)
      else later(FINALIZE_GRACE_MS, () => kill(outcome))
    })
  /** Host time that the run has been paused, in ms: it does not count for the time limit. */
  let pausedMs = 0
  let pausedSince = -1
  const notePause = (message: RunMessage): void => {
    if (message.kind === 'paused') pausedSince = performance.now()
    else if (message.kind === 'resumed' && pausedSince >= 0) {
      pausedMs += performance.now() - pausedSince
      pausedSince = -1
    }
  }
  const expectInTime = (outcome: RunOutcome, ms: number, granted = 0): void =>
    later(ms, () => {
      const idle = pausedMs + (pausedSince < 0 ? 0 : performance.now() - pausedSince)
      if (idle > granted) expectInTime(outcome, Math.max(idle - granted, STOP_GRACE_MS), idle)
      else expect(outcome, 0)
    })
  const wake = (): void => {
    Atomics.add(control, CONTROL_WAKE, 1)
    Atomics.notify(control, CONTROL_WAKE)
  }

  const done = new Promise<RunOutcome>((resolve) => {
    const crash = (message: string): void => {
      if (ended !== null) return
      ended = { exitCode: EXIT_CRASH, reason: 'crashed', message }
      onMessage({ kind: 'crash', message })
    }
    worker.on('message', (message: ThreadMessage) => {
      if (message.kind === 'crash') crash(message.message)
      else if (message.kind === 'done') ended ??= doneOutcome(message)
      else if (message.kind === 'state') {
        state = message.state
        return
      } else if (message.kind === 'damaged') {
        ended ??= { exitCode: EXIT_HEAP_DAMAGED, reason: 'crashed', message: message.findings.join('\n') }
      } else {
        Atomics.sub(control, CONTROL_BACKLOG, 1)
        Atomics.notify(control, CONTROL_BACKLOG)
        notePause(message)
        onMessage(message)
        return
      }
      void worker.terminate()
    })
    worker.on('error', (e: NodeJS.ErrnoException) =>
      crash(
        e.code === 'ERR_WORKER_OUT_OF_MEMORY'
          ? 'the thread of the run has used up its JavaScript memory'
          : (e.stack ?? e.message),
      ),
    )
    worker.on('exit', () => {
      for (const timer of timers) clearTimeout(timer)
      if (ended === null && death.reason === 'crashed') crash('the thread of the run has ended unexpectedly')
      const outcome = ended ?? death
      resolve(state === undefined ? outcome : { ...outcome, state })
    })
  })

  const { timeLimit } = request.settings
  if (timeLimit !== null && request.repeat === undefined) {
    expectInTime({ exitCode: EXIT_TIME_LIMIT, reason: 'time limit' }, timeLimit * 1000 + STOP_GRACE_MS)
  }
  worker.postMessage(threadRequest(request, buffer))

  return {
    done,
    post(command) {
      worker.postMessage(command)
      wake()
    },
    stop() {
      Atomics.store(control, CONTROL_PAUSE, 0)
      Atomics.store(control, CONTROL_STOP, 1)
      wake()
      expect(
        { exitCode: EXIT_INTERRUPTED, reason: 'stopped' },
        STOP_GRACE_MS + (request.terminal === true ? TERMINAL_GRACE_MS : 0),
      )
    },
    pause() {
      Atomics.store(control, CONTROL_PAUSE, 1)
      wake()
    },
    continue() {
      Atomics.store(control, CONTROL_PAUSE, 0)
      worker.postMessage({ kind: 'continue' } satisfies RunCommand)
      wake()
    },
    terminate() {
      kill({ exitCode: EXIT_INTERRUPTED, reason: 'stopped' })
    },
  }
}
