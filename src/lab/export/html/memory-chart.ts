/** Memory over time: a line for each layer, peaks within the samples' intervals included. */
import type { SampleColumnName } from '../../../protocol/samples'
import { formatBytes } from '../../report/units'
import { type Chart, type ChartData, envelopePath, largest } from './chart-data'
import { chartSvg, endLabels, makePlot } from './chart-frame'
import { byteTicks } from './scale'

const HEIGHT = 220

interface Layer {
  key: 'rss' | 'mapped' | 'pymalloc' | 'raw' | 'traced'
  column: SampleColumnName
  high?: SampleColumnName
}

const LAYERS: readonly Layer[] = [
  { key: 'mapped', column: 'mapped', high: 'mappedMax' },
  { key: 'rss', column: 'rss', high: 'rssMax' },
  { key: 'pymalloc', column: 'pymallocBytes', high: 'pymallocBytesMax' },
  { key: 'raw', column: 'rawBytes', high: 'rawBytesMax' },
  { key: 'traced', column: 'tracedBytes' },
]

export function memoryChart(data: ChartData): Chart {
  const { texts: t, samples, last, marks } = data
  const plot = makePlot(data.end, HEIGHT)
  const series = LAYERS.map((layer) => ({ ...layer, envelope: data.of(layer.column, layer.high) }))
  const top = Math.max(1, ...series.map((s) => largest(s.envelope.high)))
  const name = { rss: t.resident, mapped: t.mapped, pymalloc: t.pymalloc, raw: t.raw, traced: t.traced }
  const lines = series.map((s) => `<path class="line ${s.key}" d="${envelopePath(data, plot, s.envelope, top)}"/>`)
  const labels = series.map((s) => {
    return { text: name[s.key], y: plot.y(samples[s.column][last] / top), className: s.key }
  })
  return {
    title: t.memory,
    summary: `${t.resident} ${formatBytes(samples.rss[last])} · ${t.traced} ${formatBytes(samples.tracedBytes[last])}`,
    svg: chartSvg({
      name: t.memory,
      plot,
      ticks: byteTicks(top, 5),
      share: (value) => value / top,
      time: null,
      marks,
      nameMarks: true,
      body: lines.join('') + endLabels(labels, plot),
    }),
    hover: {
      title: t.memory,
      rows: series.map((s) => {
        return { label: name[s.key], className: s.key, values: Array.from(s.envelope.high, formatBytes) }
      }),
    },
  }
}
