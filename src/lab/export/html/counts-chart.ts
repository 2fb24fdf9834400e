/** gc.get_count() against gc.get_threshold(), as shares of the thresholds that were in force. */
import { collectorStatistics } from '../../analysis/collector'
import { formatCount } from '../../report/units'
import { type Chart, type ChartData, envelopePath, GENERATIONS, largest } from './chart-data'
import { chartSvg, endLabels, makePlot, short } from './chart-frame'

const HEIGHT = 90
const COLUMNS = ['gen0Count', 'gen1Count', 'gen2Count'] as const

/** The thresholds in force in each bucket, as far as collections tell. */
function thresholdsInBuckets({ recording, samples, buckets }: ChartData): readonly number[][] {
  const { regimes } = collectorStatistics(recording)
  const start = regimes[0]?.thresholds ?? recording.manifest.settings.thresholds ?? [700, 10, 10]
  let next = 0
  let present: number[] = start
  return buckets.map(({ from }) => {
    while (next < regimes.length && regimes[next].from <= samples.time[from]) present = regimes[next++].thresholds
    return present
  })
}

export function countsChart(data: ChartData): Chart {
  const { texts: t, samples, last, marks } = data
  const plot = makePlot(data.end, HEIGHT)
  const thresholds = thresholdsInBuckets(data)
  const present = thresholds[thresholds.length - 1]
  const share = (count: number, threshold: number): number => (threshold > 0 ? count / threshold : 0)
  const series = GENERATIONS.map((g) => {
    const counts = data.of(COLUMNS[g], g === 0 ? 'gen0CountMax' : undefined)
    const relative = (values: Float64Array): Float64Array => values.map((value, b) => share(value, thresholds[b][g]))
    const { first, low, high, last: ends } = counts
    return {
      g,
      counts,
      shares: { first: relative(first), low: relative(low), high: relative(high), last: relative(ends) },
    }
  })
  // start-up runs with the collector off, so that the first count is far above its threshold
  const top = Math.max(1.05, Math.min(1.25, largest(series[0].shares.high)))
  const paths = series.map((s) => `<path class="line gen${s.g}" d="${envelopePath(data, plot, s.shares, top)}"/>`)
  const labels = GENERATIONS.map((g) => ({
    text: `${g}: ${formatCount(samples[COLUMNS[g]][last])} / ${formatCount(present[g])}`,
    y: plot.y(share(samples[COLUMNS[g]][last], present[g]) / top),
    className: `gen${g}`,
  }))
  const limit = `<path class="limit" d="M${short(plot.x(0))} ${short(plot.y(1 / top))}H${short(plot.x(data.end))}"/>`
  return {
    title: t.counts,
    summary: present.map(formatCount).join(', '),
    svg: chartSvg({
      name: t.counts,
      plot,
      ticks: { values: [0, 0.5, 1], labels: ['0', '50 %', '100 %'] },
      share: (value) => value / top,
      time: null,
      marks,
      nameMarks: false,
      body: limit + paths.join('') + endLabels(labels, plot),
    }),
    hover: {
      title: t.counts,
      rows: series.map(({ g, counts }) => ({
        label: `${t.generation} ${g}`,
        className: `gen${g}`,
        values: Array.from(counts.high, (value, b) => `${formatCount(value)} / ${formatCount(thresholds[b][g])}`),
      })),
    },
  }
}
