/**
 * Fewer points that look the same: what a chart draws of many samples. Per bucket of samples each series gives its
 * smallest and its largest value, in the order in which they came, so that no peak and no valley is lost; the first and
 * the last sample in view are kept exactly.
 */
import type { Pyramid } from './pyramid'
import { lowerBound } from './search'

/** One series to draw: `low` and `high` are the columns that the pyramid was made of. */
export interface DecimatedSeries {
  key: string
  low: Float64Array
  high: Float64Array
  pyramid: Pyramid
}

/** A point of a chart: virtual time in ns and the value of each series under its key. */
export interface ChartRow {
  t: number
  [key: string]: number
}

/**
 * Rows for the samples whose time is within [from, to], and one neighbour on either side so that lines run to the
 * edges. At most `2 * buckets + 4` rows.
 */
export function decimate(
  times: Float64Array,
  length: number,
  series: readonly DecimatedSeries[],
  from: number,
  to: number,
  buckets: number,
): ChartRow[] {
  if (length === 0) return []
  const start = Math.max(0, lowerBound(times, length, from) - 1)
  let end = lowerBound(times, length, to)
  if (end < length) end++ // times[end] >= to: the neighbour behind the range
  const rows: ChartRow[] = []
  const count = end - start
  if (count <= 0) return rows
  bucket(rows, times, series, start, start + 1)
  const inner = count - 2
  if (inner > 0) {
    const perBucket = Math.max(1, Math.ceil(inner / buckets))
    // Buckets begin at multiples of their size, so that they do not flicker while the view is panned.
    for (let i = start + 1; i < end - 1; ) {
      const next = Math.min(end - 1, (Math.floor(i / perBucket) + 1) * perBucket)
      bucket(rows, times, series, i, next)
      i = next
    }
  }
  if (count > 1) bucket(rows, times, series, end - 1, end)
  return rows
}

/** One row, or two when the bucket holds different values; a bucket of one sample ends in the sample as it is. */
function bucket(
  rows: ChartRow[],
  times: Float64Array,
  series: readonly DecimatedSeries[],
  start: number,
  end: number,
): void {
  const first: ChartRow = { t: 0 }
  const second: ChartRow = { t: times[end - 1] }
  let differ = false
  for (const one of series) {
    const lowest = end - start === 1 ? start : one.pyramid.lowestIn(start, end)
    const highest = end - start === 1 ? start : one.pyramid.highestIn(start, end)
    const low = one.low[lowest]
    const high = one.high[highest]
    // A peak within a sample's interval came before the value at its end.
    const highFirst = highest <= lowest
    first[one.key] = highFirst ? high : low
    second[one.key] = highFirst ? low : high
    if (low !== high) differ = true
  }
  if (differ) {
    const before = start > 0 ? times[start - 1] : times[start]
    first.t = end - start === 1 ? (before + times[start]) / 2 : times[start]
    rows.push(first)
  }
  rows.push(second)
}

/** Smallest and largest value of a series within [from, to] and one neighbour on either side; null without samples. */
export function extent(
  times: Float64Array,
  length: number,
  series: DecimatedSeries,
  from: number,
  to: number,
): { low: number; high: number } | null {
  if (length === 0) return null
  const start = Math.max(0, lowerBound(times, length, from) - 1)
  const end = Math.min(length, lowerBound(times, length, to) + 1)
  if (end <= start) return null
  return {
    low: series.low[series.pyramid.lowestIn(start, end)],
    high: series.high[series.pyramid.highestIn(start, end)],
  }
}
