/**
 * The contract between the lab's service and its windows: one map of methods and one union of events. Preload, handlers,
 * client and test fakes are computed from it; nothing here is written twice.
 */
import type { Attribution } from './attribution'
import type { RunEvent } from './events'
import type { Manifest } from './recording'
import type { FrameInfo, PauseReason, SampleChunk, VariableInfo } from './run'
import type { SampleTable } from './samples'
import type { Diagnostic, ScenarioInfo, ScenarioMetadata } from './scenario'
import type { RunSettings } from './settings'
import type { RunTotals } from './totals'

export interface AppInfo {
  product: string
  version: string
  host: 'web' | 'electron'
  platform: string
  /** BCP 47, of the system. */
  locale: string
  exportFormats: ExportFormat[]
}

export interface ExportFormat {
  /** The value of `pymemlab export --format`. */
  id: string
  title: string
  /** With the dot. */
  extension: string
  mediaType: string
}

export interface RecordingInfo {
  /** Stable handle. Recordings not saved yet have one too. */
  id: string
  name: string
  /** ISO 8601. */
  created: string
  /** null: not saved to a file yet. */
  file: string | null
  bytes: number
  complete: boolean
  settings: RunSettings
  totals: RunTotals | null
  /** It cannot be read: why. */
  problem?: string
}

/** A recording as a window needs it: columns as typed arrays, output as text. */
export interface OpenRecording {
  info: RecordingInfo
  manifest: Manifest
  scenario: string
  samples: SampleTable
  events: RunEvent[]
  attribution: Attribution | null
  stdout: string
  stderr: string
}

/** Answers of the report, in words (lab/analysis). `tone` decides the icon. */
export interface ReportAnswer {
  question: string
  answer: string
  tone: 'good' | 'neutral' | 'warning'
  /** Figures behind it. */
  details: { label: string; value: string }[]
}

export interface ReplayResult {
  identical: boolean
  /** A sentence: 'identical', or the first differing event. */
  message: string
  firstDifference: { seq: number; expected: RunEvent | null; actual: RunEvent | null } | null
}

/** Two recordings side by side. */
export interface Comparison {
  a: RecordingInfo
  b: RecordingInfo
  totals: { metric: string; unit: 'bytes' | 'ns' | 'count'; a: number; b: number; delta: number }[]
  types: { type: string; aAlive: number; bAlive: number; aBytes: number; bBytes: number }[]
  lines: { file: string; line: number; function: string; aBytes: number; bBytes: number }[]
  /** Times of marks of the same name, for aligning the series. */
  marks: { name: string; a: number; b: number }[]
  firstDivergence: { seq: number; message: string } | null
}

export interface SourceEntry {
  info: ScenarioInfo
  source: string
}

/** What the window keeps between starts: opaque to the host. */
export type StoredState = Record<string, unknown>

/** Methods: parameters and result of each. Errors reject with a message made for the user. */
export interface Methods {
  'app.info': { params: Record<string, never>; result: AppInfo }
  'state.get': { params: Record<string, never>; result: StoredState }
  'state.set': { params: { changes: StoredState }; result: null }

  'scenarios.list': { params: Record<string, never>; result: { scenarios: ScenarioInfo[]; folder: string } }
  'scenarios.read': { params: { id: string }; result: SourceEntry }
  /** Saves over one of mine, or as a new one when id is null or bundled. */
  'scenarios.save': { params: { id: string | null; name: string; source: string }; result: SourceEntry }
  'scenarios.rename': { params: { id: string; name: string }; result: ScenarioInfo }
  /** Moves the file aside; `undo` brings it back. */
  'scenarios.delete': { params: { id: string }; result: { undo: string } }
  'scenarios.restore': { params: { undo: string }; result: ScenarioInfo }
  /** Opens the folder of my scenarios, or asks for another (Electron only). */
  'scenarios.openFolder': { params: { path: string | null }; result: { scenarios: ScenarioInfo[]; folder: string } }
  'scenarios.check': { params: { source: string }; result: { diagnostics: Diagnostic[]; metadata: ScenarioMetadata } }

  'run.start': {
    params: { name: string; source: string; settings: RunSettings; breakpoints: number[]; pauseAtStart: boolean }
    result: { run: string }
  }
  'run.stop': { params: { run: string }; result: null }
  'run.pause': { params: { run: string }; result: null }
  'run.continue': { params: { run: string }; result: null }
  'run.step': { params: { run: string; mode: 'over' | 'into' | 'out' }; result: null }
  'run.breakpoints': { params: { run: string; lines: number[] }; result: null }
  /** Answers input(); null is end of file. */
  'run.input': { params: { run: string; text: string | null }; result: null }
  'run.frames': { params: { run: string }; result: FrameInfo[] }
  'run.variables': { params: { run: string; frame: number }; result: VariableInfo[] }
  'run.children': { params: { run: string; address: string }; result: VariableInfo[] }
  /** Where a window that has reconnected stands: everything of the present run so far, and what was said of it last. */
  'run.current': {
    params: Record<string, never>
    result: { run: string; recording: OpenRecording; state: RunState; status?: RunStatus } | null
  }

  'recordings.list': { params: Record<string, never>; result: RecordingInfo[] }
  'recordings.open': { params: { id: string }; result: OpenRecording }
  /** Bytes of a .pymemlab file that was dropped on the window. */
  'recordings.import': { params: { name: string; bytes: Uint8Array }; result: RecordingInfo }
  'recordings.save': { params: { id: string; name: string }; result: RecordingInfo }
  'recordings.rename': { params: { id: string; name: string }; result: RecordingInfo }
  'recordings.delete': { params: { id: string }; result: { undo: string } }
  'recordings.restore': { params: { undo: string }; result: RecordingInfo }
  'recordings.replay': { params: { id: string }; result: ReplayResult }
  'recordings.compare': { params: { a: string; b: string }; result: Comparison }
  'recordings.report': { params: { id: string; locale: string }; result: ReportAnswer[] }
  /** The exported file, for the window to save. `format` is an ExportFormat's id. */
  'recordings.export': {
    params: { id: string; format: string; locale?: string }
    result: { fileName: string; mediaType: string; bytes: Uint8Array }
  }
}

export type MethodName = keyof Methods
export type Params<M extends MethodName> = Methods[M]['params']
export type Result<M extends MethodName> = Methods[M]['result']

/** What a LabService offers, whatever the transport. */
export type LabApi = { [M in MethodName]: (params: Params<M>) => Promise<Result<M>> }

export type RunState = 'running' | 'paused' | 'finished' | 'failed' | 'stopped'

/** `line` and `time`: where the run is; `message`: why it failed, for the user. */
export interface RunStatus {
  kind: 'run.state'
  run: string
  state: RunState
  reason?: PauseReason
  line: number
  time: number
  /** What input() asks. */
  prompt?: string
  message?: string
}

export type ServiceEvent =
  | RunStatus
  | { kind: 'run.samples'; run: string; chunk: SampleChunk; line: number }
  | { kind: 'run.resample'; run: string; intervalNs: number }
  | { kind: 'run.events'; run: string; events: RunEvent[] }
  | { kind: 'run.output'; run: string; stream: 'stdout' | 'stderr'; text: string }
  /** The run is over; its recording can be opened under this handle. */
  | { kind: 'run.recorded'; run: string; recording: RecordingInfo }
  | { kind: 'recordings.changed' }
  | { kind: 'scenarios.changed' }
  /** Made by the client itself, never sent by a host. On `restored` ask `run.current`; `refused` is final. */
  | { kind: 'connection'; state: 'lost' | 'restored' | 'refused' }
  /** Long work of a request: 0 to 1. */
  | { kind: 'progress'; task: 'replay' | 'export' | 'compare' | 'open'; id: string; fraction: number }

/** The names of all methods, for handlers and preload: a record, so that the compiler finds a missing one. */
const NAMES: Record<MethodName, true> = {
  'app.info': true,
  'state.get': true,
  'state.set': true,
  'scenarios.list': true,
  'scenarios.read': true,
  'scenarios.save': true,
  'scenarios.rename': true,
  'scenarios.delete': true,
  'scenarios.restore': true,
  'scenarios.openFolder': true,
  'scenarios.check': true,
  'run.start': true,
  'run.stop': true,
  'run.pause': true,
  'run.continue': true,
  'run.step': true,
  'run.breakpoints': true,
  'run.input': true,
  'run.frames': true,
  'run.variables': true,
  'run.children': true,
  'run.current': true,
  'recordings.list': true,
  'recordings.open': true,
  'recordings.import': true,
  'recordings.save': true,
  'recordings.rename': true,
  'recordings.delete': true,
  'recordings.restore': true,
  'recordings.replay': true,
  'recordings.compare': true,
  'recordings.report': true,
  'recordings.export': true,
}
export const METHOD_NAMES = Object.keys(NAMES) as MethodName[]

/** What the window finds at `window.lab` (Electron) or makes over a WebSocket. */
export interface LabClient {
  invoke<M extends MethodName>(method: M, params: Params<M>): Promise<Result<M>>
  /** Gives the function that ends the subscription. */
  subscribe(listener: (event: ServiceEvent) => void): () => void
}
