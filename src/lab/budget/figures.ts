/** The figures that a budget or a baseline can name, of one recorded run. */
import type { Recording } from '../../protocol/recording'
import type { Budget } from '../../protocol/scenario'
import { collectorStatistics } from '../analysis/collector'
import { memoryTrend } from '../analysis/trend'

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
export type FigureUnit = 'bytes' | 'count' | 'ns' | 'bytes/s'

export interface Figure {
  name: FigureName
  /** As in a budget, a baseline file and reports: `peak-traced`. */
  key: string
  title: string
  unit: FigureUnit
}

/** All figures, in the order of reports. The first ones are budgets (lab/scenario). */
export const FIGURES: readonly Figure[] = [
  { name: 'peakTraced', key: 'peak-traced', title: 'peak of traced memory', unit: 'bytes' },
  { name: 'peakRss', key: 'peak-rss', title: 'peak of resident memory', unit: 'bytes' },
  { name: 'finalTraced', key: 'final-traced', title: 'traced memory at the end', unit: 'bytes' },
  { name: 'leakedObjects', key: 'leaked-objects', title: 'objects leaked in cycles', unit: 'count' },
  { name: 'collections', key: 'collections', title: 'collections', unit: 'count' },
  { name: 'longestPause', key: 'longest-pause', title: 'longest predicted pause', unit: 'ns' },
  { name: 'growthSlope', key: 'growth-slope', title: 'growth after full collections', unit: 'bytes/s' },
  { name: 'allocations', key: 'allocations', title: 'blocks allocated', unit: 'count' },
  { name: 'virtualTimeNs', key: 'virtual-time', title: 'virtual time', unit: 'ns' },
]
