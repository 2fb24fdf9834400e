/** What a host and the thread of a run say to each other beyond the protocol: the one request, and how the thread ends. */
import type { EndReason } from '../protocol/events'
import type { InterruptedBy } from '../protocol/recording'
import type { ProcessState, RunMessage, UntilTarget } from '../protocol/run'
import type { ParameterValue, RunSettings } from '../protocol/settings'
import type { Program } from '../runtime/process'

/** A folder of the process: one of the host's, files in memory, or both (the files stand in front). */
export interface MountRequest {
  path: string
  folder?: string
  files?: { name: string; bytes: Uint8Array }[]
}

export interface RecordRequest {
  settings: RunSettings
  /** The scenario's file name as code objects carry it. */
  scenarioFile: string
  breakpoints: number[]
  pauseAtStart: boolean
  /** Generate code that can be stopped at every line. */
  lineEvents: boolean
  /** Where input comes from: file descriptor 0, messages of the host, or what an earlier run has read. */
  input: 'terminal' | 'messages' | Uint8Array
  /** Write the output to file descriptors 1 and 2 too. */
  echo: boolean
  /** Interrupt the program at these virtual times, as an earlier run was. */
  interruptAt?: { time: number; by: InterruptedBy }[]
  /** End the run there and tell the state of the process. */
  until?: UntilTarget
}

export interface RunRequest {
  program: Program
  hashSeed: number
  cwd: string
  mounts: MountRequest[]
  gcThresholds?: [number, number, number]
  gcEnabled: boolean
  /** Values of lab.param(). */
  parameters: Record<string, ParameterValue>
  memoryLimit?: number
  /** Seconds of real time. */
  timeLimit?: number
  /** How long the program may go on after KeyboardInterrupt; Infinity: as long as it likes. */
  stopGraceMs: number
  verifyHeap: boolean
  summary: boolean
  /** Which standard descriptors are terminals. */
  terminals: boolean[]
  /** Int32Array of CONTROL_WORDS words (src/protocol/run.ts). */
  control: SharedArrayBuffer
  archive: string
  compiledLibrary: string
  /** The files of kept functions, without their ending. */
  keptFunctions: string
  /** Write them at the end of the run instead of using them. */
  collectFunctions?: boolean
  /** null: nobody watches, and nothing that records is started. */
  record: RecordRequest | null
}

/** Words of the control buffer, besides those of the protocol. This one says PHASE_ENDED once the program is over and only finalization is left. */
export const CONTROL_PHASE = 5
export const PHASE_ENDED = 1
/** Messages that the host has not handled yet: counted up by the thread, down by the host. */
export const CONTROL_BACKLOG = 6

export interface GenerationSummary {
  collections: number
  collected: number
  uncollectable: number
  pauseNs: number
}

export interface RunSummary {
  exitCode: number
  virtualTimeNs: number
  rssPeak: number
  rssFinal: number
  arenas: number
  arenasPeak: number
  pymallocBytes: number
  rawBytes: number
  allocatedBlocks: number
  /** Objects that the collector tracks. */
  trackedObjects: number
  generations: GenerationSummary[]
  /** Objects that a full collection at the end found unreachable. */
  unreachable: number
}

/** The last word of a thread. A recorded run's `end` or `crash` comes before it. */
export type ThreadResult =
  | { kind: 'done'; exitCode: number; reason: EndReason; summary: RunSummary | null }
  /** What the heap verifier found. */
  | { kind: 'damaged'; findings: string[] }

/** The target of `until` has been reached. */
export interface StateMessage {
  kind: 'state'
  state: ProcessState
}

export type ThreadMessage = RunMessage | StateMessage | ThreadResult

export const EXIT_TIME_LIMIT = 124
export const EXIT_INTERRUPTED = 130
export const EXIT_CRASH = 70
export const EXIT_HEAP_DAMAGED = 71
