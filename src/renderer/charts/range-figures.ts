/** Totals and growth of a range of virtual time: what stands beside a marked range. */
import type { CollectionEvent } from '../../protocol/events'
import type { SampleColumnName } from '../../protocol/samples'
import { lowerBound } from './search'
import type { TimeSpan } from './view'

/** The columns of a recording as the charts read them. */
export interface Samples {
  readonly length: number
  column(name: SampleColumnName): Float64Array
  /** The sample whose interval holds the instant; -1 without samples. */
  indexAt(time: number): number
}

export const GROWTH_COLUMNS = ['rss', 'mapped', 'pymallocBytes', 'rawBytes', 'tracedBytes', 'objectsAlive'] as const
export type GrowthColumn = (typeof GROWTH_COLUMNS)[number]

export interface RangeFigures {
  /** ns. */
  duration: number
  /** Value at the end minus value at the start. */
  growth: Record<GrowthColumn, number>
  /** Largest traced bytes and largest resident set within the range. */
  peakRss: number
  allocations: number
  frees: number
  /** By generation. */
  collections: [number, number, number]
  collected: number
  predictedNs: number
  measuredNs: number
}

/** Sums over [start, end]; null without samples. */
export function rangeFigures(
  samples: Samples,
  collections: readonly CollectionEvent[],
  range: TimeSpan,
): RangeFigures | null {
  if (samples.length === 0) return null
  const first = samples.indexAt(range.start)
  const last = samples.indexAt(range.end)
  const difference = (name: SampleColumnName): number => {
    const values = samples.column(name)
    return values[last] - values[first]
  }
  const figures: RangeFigures = {
    duration: range.end - range.start,
    growth: Object.fromEntries(GROWTH_COLUMNS.map((name) => [name, difference(name)])) as Record<GrowthColumn, number>,
    peakRss: 0,
    allocations: difference('allocations'),
    frees: difference('frees'),
    collections: [0, 0, 0],
    collected: 0,
    predictedNs: 0,
    measuredNs: 0,
  }
  const peaks = samples.column('rssMax')
  for (let i = first; i <= last; i++) if (peaks[i] > figures.peakRss) figures.peakRss = peaks[i]
  const times = collections.map((event) => event.time)
  for (let i = lowerBound(times, times.length, range.start); i < times.length && times[i] <= range.end; i++) {
    const event = collections[i]
    figures.collections[event.generation]++
    figures.collected += event.collected
    figures.predictedNs += event.predictedNs
    figures.measuredNs += event.measuredNs
  }
  return figures
}
