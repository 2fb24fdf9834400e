/** The charts over virtual time: memory, counts against thresholds, objects by generation, pauses. */
import type { CollectionEvent } from '../../../protocol/events'
import type { Recording } from '../../../protocol/recording'
import type { SampleColumnName } from '../../../protocol/samples'
import { collectionsOf } from '../../analysis/collections'
import { marksOf } from '../../analysis/marks'
import { lastProgramSample, programEnd } from '../../analysis/series'
import { formatBytes, formatCount, formatDuration } from '../../report/units'
import type { ReportTexts } from '../report-texts'
import { type ChartParts, chartSvg, endLabels, linePath, makePlot, type Plot, short } from './chart-frame'
import { type Bucket, type Envelope, envelope, timeBuckets } from './decimate'
import { byteTicks, countTicks, decadeTicks, timeTicks } from './scale'

const BUCKETS = 700
/** Bars of the pauses: the longest of each generation in each of so many stretches. */
const BARS = 500

interface LayerSeries {
  key: 'rss' | 'mapped' | 'pymalloc' | 'raw' | 'traced'
  column: SampleColumnName
  high?: SampleColumnName
}

const LAYERS: readonly LayerSeries[] = [
  { key: 'mapped', column: 'mapped', high: 'mappedMax' },
  { key: 'rss', column: 'rss', high: 'rssMax' },
  { key: 'pymalloc', column: 'pymallocBytes', high: 'pymallocBytesMax' },
  { key: 'raw', column: 'rawBytes', high: 'rawBytesMax' },
  { key: 'traced', column: 'tracedBytes' },
]

const GENERATIONS: readonly number[] = [0, 1, 2]

/** What the pointer reads: all texts ready to show. */
export interface HoverData {
  left: number
  width: number
  chartWidth: number
  /** Horizontal position of each row, in units of the view box. */
  x: number[]
  time: string[]
  groups: { title: string; rows: { label: string; className: string; values: string[] }[] }[]
}

export interface Charts {
  sections: { title: string; summary: string; svg: string }[]
  hover: HoverData | null
}

/**
 * First, lowest, highest and last value of each bucket. A maximum that only the sample's interval had came before the
 * sample itself.
 */
function envelopePath(plot: Plot, times: Float64Array, buckets: Bucket[], series: Envelope, top: number): string {
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

function largest(values: Float64Array): number {
  let top = 0
  for (const value of values) if (value > top) top = value
  return top
}

export function makeCharts(recording: Recording, t: ReportTexts): Charts {
  const { samples } = recording
  const length = lastProgramSample(recording) + 1
  if (length < 1) return { sections: [], hover: null }
  const end = Math.max(programEnd(recording), samples.time[length - 1])
  const buckets = timeBuckets(samples.time, length, end, BUCKETS)
  const marks = marksOf(recording)
  const time = timeTicks(end, 10)
  const frame = { marks, time: null, nameMarks: false } satisfies Partial<ChartParts>
  const of = (column: SampleColumnName, high?: SampleColumnName): Envelope =>
    envelope(buckets, samples[column], high === undefined ? undefined : samples[high])
  const last = length - 1
  const groups: HoverData['groups'] = []
  const sections: Charts['sections'] = []

  // memory: lines of the layers
  {
    const plot = makePlot(end, 220)
    const series = LAYERS.map((layer) => ({ ...layer, data: of(layer.column, layer.high) }))
    const top = Math.max(1, ...series.map((s) => largest(s.data.high)))
    const name = { rss: t.resident, mapped: t.mapped, pymalloc: t.pymalloc, raw: t.raw, traced: t.traced }
    const lines = series.map((s) => {
      return `<path class="line ${s.key}" d="${envelopePath(plot, samples.time, buckets, s.data, top)}"/>`
    })
    const labels = series.map((s) => ({
      text: name[s.key],
      y: plot.y(samples[s.column][last] / top),
      className: s.key,
    }))
    sections.push({
      title: t.memory,
      summary: `${t.resident} ${formatBytes(samples.rss[last])} · ${t.traced} ${formatBytes(samples.tracedBytes[last])}`,
      svg: chartSvg({
        ...frame,
        nameMarks: true,
        name: t.memory,
        plot,
        ticks: byteTicks(top, 5),
        share: (value) => value / top,
        body: lines.join('') + endLabels(labels, plot),
      }),
    })
    groups.push({
      title: t.memory,
      rows: series.map((s) => ({ label: name[s.key], className: s.key, values: Array.from(s.data.high, formatBytes) })),
    })
  }

  // counts of the generations against their thresholds
  const collections = collectionsOf(recording)
  {
    const plot = makePlot(end, 90)
    const thresholds = collections.at(-1)?.thresholds ?? recording.manifest.settings.thresholds ?? [700, 10, 10]
    const columns = ['gen0Count', 'gen1Count', 'gen2Count'] as const
    const series = GENERATIONS.map((g) => of(columns[g], g === 0 ? 'gen0CountMax' : undefined))
    const share = (g: number, value: number): number => (thresholds[g] > 0 ? value / thresholds[g] : 0)
    // start-up runs with the collector off, so that the first count is far above
    const top = Math.max(1.05, Math.min(1.25, share(0, largest(series[0].high))))
    const paths = GENERATIONS.map((g) => {
      const scaled = (values: Float64Array): Float64Array => values.map((v) => share(g, v))
      const { first, low, high, last: ends } = series[g]
      const relative = { first: scaled(first), low: scaled(low), high: scaled(high), last: scaled(ends) }
      return `<path class="line gen${g}" d="${envelopePath(plot, samples.time, buckets, relative, top)}"/>`
    })
    const labels = GENERATIONS.map((g) => ({
      text: `${g}: ${formatCount(samples[columns[g]][last])} / ${formatCount(thresholds[g])}`,
      y: plot.y(share(g, samples[columns[g]][last]) / top),
      className: `gen${g}`,
    }))
    const threshold = short(plot.y(1 / top))
    sections.push({
      title: t.counts,
      summary: thresholds.map(formatCount).join(', '),
      svg: chartSvg({
        ...frame,
        name: t.counts,
        plot,
        ticks: { values: [0, 0.5, 1], labels: ['0', '50 %', '100 %'] },
        share: (value) => value / top,
        body: `<path class="limit" d="M${short(plot.x(0))} ${threshold}H${short(plot.x(end))}"/>${paths.join('')}${endLabels(labels, plot)}`,
      }),
    })
    groups.push({
      title: t.counts,
      rows: GENERATIONS.map((g) => ({
        label: `${t.generation} ${g}`,
        className: `gen${g}`,
        values: Array.from(series[g].high, (v) => `${formatCount(v)} / ${formatCount(thresholds[g])}`),
      })),
    })
  }

  // objects by generation, stacked: the oldest at the bottom
  {
    const plot = makePlot(end, 110)
    const columns = ['gen0Objects', 'gen1Objects', 'gen2Objects'] as const
    const sums = [2, 1, 0].map((g) => {
      const sum = new Float64Array(length)
      for (let i = 0; i < length; i++) for (let older = 2; older >= g; older--) sum[i] += samples[columns[older]][i]
      return { g, data: envelope(buckets, sum) }
    })
    const top = Math.max(1, largest(sums[2].data.high))
    const areas = [...sums].reverse().map(({ g, data }) => {
      const line = envelopePath(plot, samples.time, buckets, data, top)
      const [left, right] = [plot.x(samples.time[0]), plot.x(samples.time[last])]
      return `<path class="area gen${g}" d="${line}L${short(right)} ${short(plot.y(0))}L${short(left)} ${short(plot.y(0))}Z"/>`
    })
    const total = GENERATIONS.reduce((sum, g) => sum + samples[columns[g]][last], 0)
    const labels = sums.map(({ g, data }) => ({
      text: `${t.generation} ${g}`,
      y: plot.y(data.last[data.last.length - 1] / top),
      className: `gen${g}`,
    }))
    sections.push({
      title: t.generations,
      summary: formatCount(total),
      svg: chartSvg({
        ...frame,
        name: t.generations,
        plot,
        ticks: countTicks(top, 3),
        share: (value) => value / top,
        body: areas.join('') + endLabels(labels, plot),
      }),
    })
    groups.push({
      title: t.generations,
      rows: GENERATIONS.map((g) => ({
        label: `${t.generation} ${g}`,
        className: `gen${g}`,
        values: Array.from(of(columns[g]).last, formatCount),
      })),
    })
  }

  sections.push(pausesChart(collections, makePlot(end, 110), t, { ...frame, time }))
  groups.push({
    title: t.pauses,
    rows: [{ label: t.longest, className: 'pause', values: longestPauses(collections, samples.time, buckets, t) }],
  })

  const middle = (b: Bucket): number => (samples.time[b.from] + samples.time[b.to - 1]) / 2
  const plot = makePlot(end, 0)
  return {
    sections,
    hover: {
      left: plot.x(0),
      width: plot.x(end) - plot.x(0),
      chartWidth: 1200,
      x: buckets.map((b) => Math.round(plot.x(middle(b)) * 10) / 10),
      time: buckets.map((b) => formatDuration(middle(b))),
      groups,
    },
  }
}

function pausesChart(
  collections: CollectionEvent[],
  plot: Plot,
  t: ReportTexts,
  frame: Pick<ChartParts, 'marks' | 'time' | 'nameMarks'>,
): Charts['sections'][number] {
  const pauses = collections.map((e) => Math.max(1, e.predictedNs))
  const low = pauses.length > 0 ? pauses.reduce((a, b) => Math.min(a, b)) : 1e3
  const high = pauses.length > 0 ? pauses.reduce((a, b) => Math.max(a, b)) : 1e6
  // one decade below the shortest, so that its bar can be seen
  const ticks = decadeTicks(low / 10, high)
  const [bottom, top] = [Math.log10(ticks.values[0]), Math.log10(ticks.values[ticks.values.length - 1])]
  const share = (ns: number): number => (Math.log10(Math.max(ns, 1)) - bottom) / Math.max(top - bottom, 1)
  const bars = new Map<number, CollectionEvent>()
  for (const event of collections) {
    const key = Math.floor((event.time / Math.max(plot.end, 1)) * BARS) * 3 + event.generation
    const present = bars.get(key)
    if (present === undefined || present.predictedNs < event.predictedNs) bars.set(key, event)
  }
  const paths = GENERATIONS.map((g) => {
    let path = ''
    for (const event of bars.values()) {
      if (event.generation !== g) continue
      path += `M${short(plot.x(event.time))} ${short(plot.y(0))}V${short(plot.y(share(event.predictedNs)))}`
    }
    return path === '' ? '' : `<path class="pause gen${g}" d="${path}"/>`
  })
  const labels = GENERATIONS.map((g) => ({ text: `${t.generation} ${g}`, y: plot.y(1) + 14 * g, className: `gen${g}` }))
  return {
    title: `${t.pauses} (${t.predicted})`,
    summary: collections.length === 0 ? t.none : `${t.longest} ${formatDuration(high)}`,
    svg: chartSvg({ ...frame, name: t.pauses, plot, ticks, share, body: paths.join('') + endLabels(labels, plot) }),
  }
}

/** In words, the longest collection within each bucket's time. */
function longestPauses(
  collections: CollectionEvent[],
  times: Float64Array,
  buckets: Bucket[],
  t: ReportTexts,
): string[] {
  let next = 0
  return buckets.map((_, b) => {
    const until = b + 1 < buckets.length ? times[buckets[b + 1].from] : Number.POSITIVE_INFINITY
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
