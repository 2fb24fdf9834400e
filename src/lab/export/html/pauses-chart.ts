/** Predicted pauses as bars by generation, on a logarithmic scale: those of generation 0 and 2 are decades apart. */
import type { CollectionEvent } from '../../../protocol/events'
import { formatCount, formatDuration } from '../../report/units'
import { type Chart, type ChartData, GENERATIONS } from './chart-data'
import { chartSvg, endLabels, makePlot, short } from './chart-frame'
import { decadeTicks, timeTicks } from './scale'

const HEIGHT = 110
const TIME_TICKS = 10
/** The longest pause of each generation in each of so many stretches is drawn. */
const BARS = 500

/** In words, the longest collection within each bucket's time. */
function longestInBuckets({ collections, samples, buckets, texts: t }: ChartData): string[] {
  let next = 0
  return buckets.map((_, b) => {
    const until = b + 1 < buckets.length ? samples.time[buckets[b + 1].from] : Number.POSITIVE_INFINITY
    let longest: CollectionEvent | null = null
    let count = 0
    for (; next < collections.length && collections[next].time < until; next++) {
      count++
      if (longest === null || collections[next].predictedNs > longest.predictedNs) longest = collections[next]
    }
    if (longest === null) return '–'
    const more = count > 1 ? ` (×${formatCount(count)})` : ''
    return `${formatDuration(longest.predictedNs)} · ${t.generation} ${longest.generation}${more}`
  })
}

function barsOf({ collections, end }: ChartData): CollectionEvent[] {
  const bars = new Map<number, CollectionEvent>()
  for (const event of collections) {
    const key = Math.floor((event.time / Math.max(end, 1)) * BARS) * 3 + event.generation
    const present = bars.get(key)
    if (present === undefined || present.predictedNs < event.predictedNs) bars.set(key, event)
  }
  return [...bars.values()]
}

export function pausesChart(data: ChartData): Chart {
  const { texts: t, collections, marks } = data
  const plot = makePlot(data.end, HEIGHT)
  let [shortest, longest] = [Number.POSITIVE_INFINITY, 0]
  for (const { predictedNs } of collections) {
    shortest = Math.min(shortest, Math.max(1, predictedNs))
    longest = Math.max(longest, predictedNs)
  }
  // one decade below the shortest, so that its bar can be seen
  const ticks = collections.length > 0 ? decadeTicks(shortest / 10, Math.max(longest, 1)) : decadeTicks(1e3, 1e6)
  const [bottom, top] = [Math.log10(ticks.values[0]), Math.log10(ticks.values[ticks.values.length - 1])]
  const share = (ns: number): number => (Math.log10(Math.max(ns, 1)) - bottom) / Math.max(top - bottom, 1)
  const bars = barsOf(data)
  const paths = GENERATIONS.map((g) => {
    const path = bars.map((event) => {
      if (event.generation !== g) return ''
      return `M${short(plot.x(event.time))} ${short(plot.y(0))}V${short(plot.y(share(event.predictedNs)))}`
    })
    const d = path.join('')
    return d === '' ? '' : `<path class="pause gen${g}" d="${d}"/>`
  })
  const labels = GENERATIONS.map((g) => ({ text: `${t.generation} ${g}`, y: plot.y(1) + 14 * g, className: `gen${g}` }))
  return {
    title: `${t.pauses} (${t.predicted})`,
    summary: collections.length === 0 ? t.none : `${t.longest} ${formatDuration(longest)}`,
    svg: chartSvg({
      name: t.pauses,
      plot,
      ticks,
      share,
      time: timeTicks(data.end, TIME_TICKS),
      marks,
      nameMarks: false,
      body: paths.join('') + endLabels(labels, plot),
    }),
    hover: { title: t.pauses, rows: [{ label: t.longest, className: 'pause', values: longestInBuckets(data) }] },
  }
}
