/** What happened in a run, in order. `seq` counts from 0; `time` is virtual time in ns; `line` is the scenario's line or 0. */
interface EventBase {
  seq: number
  time: number
  line: number
}

export type CollectionTrigger = 'automatic' | 'manual' | 'shutdown'

export interface PhaseCost {
  phase: string
  /** Virtual time in ns. */
  predictedNs: number
}

/** One collection. Three-element arrays are indexed by generation. */
export interface CollectionEvent extends EventBase {
  kind: 'collection'
  generation: 0 | 1 | 2
  trigger: CollectionTrigger
  /** The pause that the cost model predicts for CPython, ns. */
  predictedNs: number
  phases: PhaseCost[]
  /** What this machine took, ns. The only field that differs between runs: never hashed. */
  measuredNs: number
  candidates: number
  collected: number
  uncollectable: number
  finalized: number
  resurrected: number
  /** Survivors that moved to (or stayed in) the older generation. */
  promoted: number
  countsBefore: [number, number, number]
  countsAfter: [number, number, number]
  thresholds: [number, number, number]
  sizesBefore: [number, number, number]
  sizesAfter: [number, number, number]
}

export interface ArenaEvent extends EventBase {
  kind: 'arena'
  action: 'allocate' | 'free'
  address: number
  bytes: number
}

export interface MappingEvent extends EventBase {
  kind: 'mapping'
  action: 'map' | 'unmap'
  address: number
  bytes: number
}

export interface MarkEvent extends EventBase {
  kind: 'mark'
  name: string
}

export interface OutputEvent extends EventBase {
  kind: 'output'
  stream: 'stdout' | 'stderr'
  /** Byte offset and length in stdout.txt or stderr.txt of the recording. */
  offset: number
  length: number
}

export interface WarningEvent extends EventBase {
  kind: 'warning'
  category: string
  message: string
}

/** An exception that nothing caught, or that could only be reported (sys.unraisablehook). */
export interface ExceptionEvent extends EventBase {
  kind: 'exception'
  type: string
  message: string
  file: string
  uncaught: boolean
}

/** An expectation of the scenario (lab.expect). */
export interface ExpectEvent extends EventBase {
  kind: 'expect'
  passed: boolean
  message: string
}

export type EndReason = 'finished' | 'failed' | 'stopped' | 'time limit' | 'crashed'

export interface EndEvent extends EventBase {
  kind: 'end'
  exitCode: number
  reason: EndReason
}

export type RunEvent =
  | CollectionEvent
  | ArenaEvent
  | MappingEvent
  | MarkEvent
  | OutputEvent
  | WarningEvent
  | ExceptionEvent
  | ExpectEvent
  | EndEvent
