/** What a host and the thread of a run say to each other. */
import type { Attribution } from './attribution'
import type { EndEvent, RunEvent } from './events'
import type { InterruptedBy } from './recording'
import type { SampleColumnName } from './samples'
import type { RunTotals } from './totals'

/**
 * Words of the control buffer (Int32Array on a SharedArrayBuffer) that host and run share. The run looks at it at safe
 * points; while paused it waits on WAKE and answers messages.
 */
export const CONTROL_WORDS = 8
export const CONTROL_STOP = 0
export const CONTROL_PAUSE = 1
/** Non-zero: breakpoints or stepping are active. */
export const CONTROL_DEBUG = 2
/** Counted up by the host after each message it sends, with Atomics.notify. */
export const CONTROL_WAKE = 3
/** Written by the run: the scenario's line that runs now, for the editor's marker. */
export const CONTROL_LINE = 4

export interface SampleChunk {
  /** Columns of the samples since the last chunk. */
  columns: Record<SampleColumnName, Float64Array>
  length: number
}

/** A variable of a paused frame. */
export interface VariableInfo {
  name: string
  scope: 'local' | 'cell' | 'free' | 'global'
  type: string
  /** repr(), shortened; computed without running Python code of the scenario. */
  value: string
  /** What id() gives, in hex. */
  address: string
  refcount: number
  /** sys.getsizeof. */
  size: number
  /** It has items or attributes to show. */
  expandable: boolean
}

export interface FrameInfo {
  function: string
  file: string
  line: number
  /** Belongs to the scenario's own file. */
  own: boolean
}

/** Objects of one type that are alive. */
export interface TypeCensus {
  type: string
  objects: number
  /** Sum of sys.getsizeof. */
  bytes: number
}

/** What a process looks like at an instant: the answer to `replay --until`. */
export interface ProcessState {
  /** Virtual ns. */
  time: number
  /** The scenario's line, 0 when none of its code is on the stack. */
  line: number
  /** Innermost first. */
  frames: FrameInfo[]
  /** Largest first. */
  types: TypeCensus[]
  generations: { count: number; threshold: number; objects: number }[]
  gcEnabled: boolean
  memory: {
    rss: number
    mapped: number
    peakRss: number
    peakMapped: number
    arenas: number
    arenasHighwater: number
    pymallocBytes: number
    rawBytes: number
    rawChunks: number
    allocatedBlocks: number
  }
  /** Size classes of pymalloc that have pools in use. */
  sizeClasses: { size: number; pools: number; blocksInUse: number; blocksFree: number }[]
}

/** Where `replay --until` stops: at a virtual time, at an event (by seq), or when a line of the scenario begins. */
export type UntilTarget =
  | { kind: 'time'; ns: number }
  | { kind: 'event'; seq: number }
  /** occurrence counts from 1. */
  | { kind: 'line'; line: number; occurrence: number }

export type PauseReason = 'pause' | 'breakpoint' | 'step' | 'input' | 'until'

export type RunCommand =
  | { kind: 'continue' }
  | { kind: 'step'; mode: 'over' | 'into' | 'out' }
  | { kind: 'breakpoints'; lines: number[] }
  /** A line for input() or sys.stdin (its end is added when it is missing); null: the end of the file. */
  | { kind: 'input'; text: string | null }
  | { kind: 'frames'; id: number }
  | { kind: 'variables'; id: number; frame: number }
  | { kind: 'children'; id: number; address: string }

/** From the thread of the run to its host, in order. */
export type RunMessage =
  | { kind: 'started' }
  | { kind: 'samples'; chunk: SampleChunk }
  /** The sampler merged its samples in pairs: the receiver does the same before it appends more. */
  | { kind: 'resample'; intervalNs: number }
  | { kind: 'events'; events: RunEvent[] }
  | { kind: 'output'; stream: 'stdout' | 'stderr'; bytes: Uint8Array }
  /** The program has been interrupted; for the recording. */
  | { kind: 'interrupted'; by: InterruptedBy; time: number }
  /** The process read this from standard input; for the recording. */
  | { kind: 'input'; bytes: Uint8Array }
  /** The process read this file of the host, for the first time; for the recording. */
  | { kind: 'file'; path: string; bytes: Uint8Array }
  | { kind: 'paused'; reason: PauseReason; line: number; time: number; prompt?: string }
  | { kind: 'resumed' }
  | { kind: 'reply'; id: number; frames?: FrameInfo[]; variables?: VariableInfo[]; error?: string }
  | { kind: 'end'; event: EndEvent; totals: RunTotals; attribution: Attribution; chain: string }
  /** The runtime itself failed: a bug of ours, not of the script. */
  | { kind: 'crash'; message: string }
