/** Which bars of a pause chart are drawn: per generation the longest pause of each few pixels. */
import type { CollectionEvent } from '../../protocol/events'
import { thinned } from './hit'
import { type TimeSpan, toPixel } from './view'

export interface Bar {
  generation: 0 | 1 | 2
  /** Pixels from the plot's left edge. */
  x: number
  ns: number
  measured: boolean
}

const BAR_WIDTH = 3

/** `hidden` holds the keys of the legend, `pauses0` to `pauses2`. */
export function pauseBars(
  collections: readonly CollectionEvent[],
  range: TimeSpan,
  plot: number,
  hidden: ReadonlySet<string>,
  withMeasured: boolean,
): Bar[] {
  const bars: Bar[] = []
  if (plot <= 0) return bars
  for (const generation of [0, 1, 2] as const) {
    if (hidden.has(`pauses${generation}`)) continue
    const own = collections.filter((event) => event.generation === generation)
    const times = own.map((event) => event.time)
    const add = (measured: boolean): void => {
      const of = (i: number): number => (measured ? own[i].measuredNs : own[i].predictedNs)
      for (const i of thinned(times, times.length, range, plot, of, BAR_WIDTH))
        bars.push({ generation, x: toPixel(range, plot, times[i]), ns: of(i), measured })
    }
    add(false)
    if (withMeasured) add(true)
  }
  return bars
}

/** Shortest and longest pause, at least a factor of ten apart; a range for an empty chart when there are none. */
export function pauseRange(
  lists: readonly (readonly CollectionEvent[])[],
  withMeasured: boolean,
): { low: number; high: number } {
  let low = Number.POSITIVE_INFINITY
  let high = 0
  const take = (ns: number): void => {
    if (ns > 0 && ns < low) low = ns
    if (ns > high) high = ns
  }
  for (const list of lists) {
    for (const event of list) {
      take(event.predictedNs)
      if (withMeasured) take(event.measuredNs)
    }
  }
  if (high === 0) return { low: 1e3, high: 1e6 }
  return { low: Math.min(low, high / 10), high }
}

/** The share of values at or below the one that is given back; 0 of none. */
export function quantile(values: readonly number[], share: number): number {
  if (values.length === 0) return 0
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))]
}
