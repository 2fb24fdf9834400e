/** The figures that a budget or a baseline can name, of one recorded run. */
import type { Recording } from '../../protocol/recording'
import type { Budget } from '../../protocol/scenario'
import { collectorStatistics } from '../analysis/collector'
import { memoryTrend } from '../analysis/trend'
import { BUDGET_KEYS, type BudgetUnit } from '../scenario'

/** In the order of reports. Bytes, counts and virtual ns; `growthSlope` is bytes per second of virtual time. */
export interface CheckFigures extends Required<Omit<Budget, 'growthSlope'>> {
  /** null: there were fewer than three full collections to draw a line through. */
  growthSlope: number | null
  /** Blocks allocated over the whole run. */
  allocations: number
  virtualTimeNs: number
}

/** Figures of a run that reached its end; null when the recording was cut off. */
export function checkFigures(recording: Recording): CheckFigures | null {
  const { totals } = recording.manifest
  if (totals === null) return null
  const collector = collectorStatistics(recording)
  const trend = memoryTrend(recording)
  return {
    peakTraced: totals.tracedPeak,
    peakRss: totals.rssPeak,
    finalTraced: totals.tracedFinal,
    leakedObjects: totals.unreachable,
    collections: collector.all.collections,
    longestPause: collector.all.pauses.maxNs,
    growthSlope: trend.basis === 'full collections' ? trend.bytes.slope : null,
    allocations: totals.allocations,
    virtualTimeNs: totals.virtualTimeNs,
  }
}

export type FigureName = keyof CheckFigures
export type FigureUnit = BudgetUnit

export interface Figure {
  name: FigureName
  /** As in a budget, a baseline file and reports: `peak-traced`. */
  key: string
  title: string
  unit: FigureUnit
}

/** All figures, in the order of reports: what a budget can limit, then what only a baseline holds. */
export const FIGURES: readonly Figure[] = [
  ...BUDGET_KEYS.map(({ field, key, title, unit }): Figure => ({ name: field, key, title, unit })),
  { name: 'allocations', key: 'allocations', title: 'blocks allocated', unit: 'count' },
  { name: 'virtualTimeNs', key: 'virtual-time', title: 'virtual time', unit: 'ns' },
]
