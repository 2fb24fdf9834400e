/** A recording, in memory: what a `.pymemlab` file holds (docs/recording-format.md). */
import type { Attribution } from './attribution'
import type { RunEvent } from './events'
import type { SampleTable } from './samples'
import type { RunSettings } from './settings'
import type { RunTotals } from './totals'

/** Version of the file format; readers upgrade older ones step by step and refuse newer ones. */
export const RECORDING_FORMAT = 1

/** Who raised KeyboardInterrupt in the program. */
export type InterruptedBy = 'stop' | 'time limit'

export interface Manifest {
  format: number
  /** Version of pymemlab that wrote it. */
  product: string
  /** Display name: the scenario's title or the script's name. */
  name: string
  /** ISO 8601, host time. The only field besides measured ones that differs between equal runs. */
  created: string
  profile: 'cpython-3.11'
  /** The scenario's file inside the process, as code objects name it; '<string>' and '<stdin>' for code without a file. */
  file: string
  settings: RunSettings
  /** SHA-256 of scenario.py. */
  scenarioHash: string
  /** Virtual ns between samples at the end of the run. */
  sampleIntervalNs: number
  samples: number
  events: number
  /** Hash of all events and samples (docs/recording-format.md), hex. */
  chain: string
  /** False: the run was killed and this is what had been flushed. */
  complete: boolean
  totals: RunTotals | null
  /** Virtual times at which the host interrupted the program: a replay does the same. */
  interruptions?: { time: number; by: InterruptedBy }[]
}

export interface Recording {
  manifest: Manifest
  /** Source of the scenario. */
  scenario: string
  samples: SampleTable
  events: RunEvent[]
  /** null when the run did not reach its end. */
  attribution: Attribution | null
  stdout: Uint8Array
  stderr: Uint8Array
  /** What the process read from standard input: a replay reads the same. */
  stdin?: Uint8Array
  /** Other files of the host that the process read, by their paths inside the process. */
  files?: { path: string; bytes: Uint8Array }[]
}
