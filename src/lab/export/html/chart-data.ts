/** What the charts over virtual time share: the samples in few stretches, and lines through them. */
import type { CollectionEvent } from '../../../protocol/events'
import type { Recording } from '../../../protocol/recording'
import type { SampleColumnName, SampleTable } from '../../../protocol/samples'
import { collectionsOf } from '../../analysis/collections'
import { type MarkTime, marksOf } from '../../analysis/marks'
import { lastProgramSample, programEnd } from '../../analysis/series'
import type { ReportTexts } from '../report-texts'
import { linePath, type Plot } from './chart-frame'
import { type Bucket, type Envelope, envelope, timeBuckets } from './decimate'

const BUCKETS = 700

export const GENERATIONS: readonly number[] = [0, 1, 2]

export interface ChartData {
  recording: Recording
  texts: ReportTexts
  samples: SampleTable
  /** Samples of the program, and the last one's index. */
  length: number
  last: number
  /** Virtual ns at the right edge. */
  end: number
  buckets: Bucket[]
  marks: MarkTime[]
  collections: CollectionEvent[]
  /** A column in the buckets; `high` is the column of its maxima within intervals. */
  of(column: SampleColumnName, high?: SampleColumnName): Envelope
}

/** What the pointer reads in one chart: a text for each bucket, ready to show. */
export interface HoverGroup {
  title: string
  rows: { label: string; className: string; values: string[] }[]
}

export interface Chart {
  title: string
  /** The chart's present values in words, beside its title. */
  summary: string
  svg: string
  hover: HoverGroup
}

/** Null when there is no sample to draw. */
export function chartData(recording: Recording, texts: ReportTexts): ChartData | null {
  const { samples } = recording
  const length = lastProgramSample(recording) + 1
  if (length < 1) return null
  const end = Math.max(programEnd(recording), samples.time[length - 1])
  const buckets = timeBuckets(samples.time, length, end, BUCKETS)
  return {
    recording,
    texts,
    samples,
    length,
    last: length - 1,
    end,
    buckets,
    marks: marksOf(recording),
    collections: collectionsOf(recording),
    of: (column, high) => envelope(buckets, samples[column], high === undefined ? undefined : samples[high]),
  }
}

/**
 * First, lowest, highest and last value of each bucket. A maximum that only the sample's interval had came before the
 * sample itself.
 */
export function envelopePath({ samples, buckets }: ChartData, plot: Plot, series: Envelope, top: number): string {
  const times = samples.time
  const points: [number, number][] = []
  const y = (value: number): number => plot.y(value / top)
  let before = buckets.length > 0 ? plot.x(times[buckets[0].from]) : 0
  buckets.forEach(({ from, to }, b) => {
    const [x0, x1] = [plot.x(times[from]), plot.x(times[to - 1])]
    const [first, low, high, last] = [series.first[b], series.low[b], series.high[b], series.last[b]]
    const single = to - from === 1
    if (single && high > first) points.push([(before + x0) / 2, y(high)])
    points.push([x0, y(first)])
    if (!single) {
      const middle = (x0 + x1) / 2
      if (low < Math.min(first, last)) points.push([middle, y(low)])
      if (high > Math.max(first, last)) points.push([middle, y(high)])
      points.push([x1, y(last)])
    }
    before = x1
  })
  return linePath(points)
}

export function largest(values: Float64Array): number {
  let top = 0
  for (const value of values) if (value > top) top = value
  return top
}
