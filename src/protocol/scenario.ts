/** What a scenario says about itself in its PEP 723 block, `[tool.pymemlab]`. */
import type { ParameterValue, RunSettings } from './settings'

export interface ScenarioParameter {
  name: string
  title: string
  default: ParameterValue
  minimum?: number
  maximum?: number
  step?: number
  choices?: ParameterValue[]
}

/** Limits that `check` holds a run against; every one optional. */
export interface Budget {
  /** Bytes. */
  peakTraced?: number
  peakRss?: number
  finalTraced?: number
  /** Objects that only a full collection at the end frees. */
  leakedObjects?: number
  collections?: number
  /** ns. */
  longestPause?: number
  /** Bytes per second of virtual time, after full collections. */
  growthSlope?: number
}

export interface ScenarioMetadata {
  title: string
  topic: string
  summary: string
  parameters: ScenarioParameter[]
  settings: Partial<RunSettings>
  budget: Budget
}

export interface ScenarioInfo extends ScenarioMetadata {
  /** Stable handle: `bundled:topic/name` or `mine:path`. */
  id: string
  /** File name without .py. */
  name: string
  origin: 'bundled' | 'mine'
  /** Its block could not be read: why. */
  problem?: string
}

/** A syntax error, in the editor's terms: lines and columns count from 1, columns in UTF-16 units. */
export interface Diagnostic {
  message: string
  line: number
  column: number
  endLine: number
  endColumn: number
}
