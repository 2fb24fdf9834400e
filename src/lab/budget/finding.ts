/** What a check found, as data: every report is made from it. */
import { formatBytes, formatCount, formatDuration } from '../report/units'
import type { CheckFigures, FigureUnit } from './figures'

export type FindingKind =
  /** A figure is over its budget, or cannot be measured. */
  | 'budget'
  /** A figure is not what the baseline says. */
  | 'baseline'
  /** lab.expect */
  | 'expectation'
  /** What was printed differs from NAME.expected.txt. */
  | 'output'
  /** The block of the scenario cannot be read. */
  | 'block'
  /** The scenario ended with an exception, another exit code than 0, its time limit or a crash. */
  | 'raised'

export interface Finding {
  kind: FindingKind
  /** One line: the figure, the limit and by how much. */
  message: string
  /** The scenario's line responsible; 0 when no line is. */
  line: number
  /** Why that line, in words; empty when `line` is 0. */
  reason: string
  /** Of a budget or baseline: its key, the limit and what was measured. */
  key?: string
  limit?: number
  actual?: number | null
  /** actual - limit */
  excess?: number
  unit?: FigureUnit
}

export type CheckStatus = 'passed' | 'failed' | 'raised'

/** The verdict on one scenario. */
export interface ScenarioCheck {
  /** As given on the command line. */
  file: string
  title: string
  status: CheckStatus
  findings: Finding[]
  /** Remarks that fail nothing: a figure that is better than the baseline. */
  notes: string[]
  /** What was held against something: `budget peak-traced`, `expectations`, `output`, `baseline`, `run`. */
  checks: string[]
  /** null when the run did not reach its end. */
  figures: CheckFigures | null
  /** How often the scenario called lab.mark() or lab.snapshot(). */
  marks: number
  /** Real time of the run in ns: the only value here that differs between runs. */
  measuredNs: number
}

export function formatFigure(value: number, unit: FigureUnit): string {
  switch (unit) {
    case 'bytes':
      return formatBytes(value)
    case 'bytes/s':
      return `${formatBytes(value)}/s`
    case 'ns':
      return formatDuration(value)
    case 'count':
      return formatCount(value)
  }
}

/** Large values with their exact figure: "1.42 MiB (1 488 977 bytes)". */
export function formatExact(value: number, unit: FigureUnit): string {
  const text = formatFigure(value, unit)
  if (unit === 'bytes' && Math.abs(value) >= 1024) return `${text} (${formatCount(value)} bytes)`
  if (unit === 'ns' && Math.abs(value) >= 1000) return `${text} (${formatCount(value)} ns)`
  return text
}
