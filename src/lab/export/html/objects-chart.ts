/** Collector objects by generation, stacked: the oldest at the bottom. */
import { formatCount } from '../../report/units'
import { type Chart, type ChartData, envelopePath, GENERATIONS, largest } from './chart-data'
import { chartSvg, endLabels, makePlot, short } from './chart-frame'
import { envelope } from './decimate'
import { countTicks } from './scale'

const HEIGHT = 110
const COLUMNS = ['gen0Objects', 'gen1Objects', 'gen2Objects'] as const

export function objectsChart(data: ChartData): Chart {
  const { texts: t, samples, length, last, buckets, marks } = data
  const plot = makePlot(data.end, HEIGHT)
  const sums = [2, 1, 0].map((g) => {
    const sum = new Float64Array(length)
    for (let i = 0; i < length; i++) for (let older = 2; older >= g; older--) sum[i] += samples[COLUMNS[older]][i]
    return { g, total: envelope(buckets, sum) }
  })
  const top = Math.max(1, largest(sums[2].total.high))
  const [left, right, bottom] = [plot.x(samples.time[0]), plot.x(samples.time[last]), plot.y(0)].map(short)
  // the largest sum first: the older generations are painted over it
  const areas = [...sums].reverse().map(({ g, total }) => {
    return `<path class="area gen${g}" d="${envelopePath(data, plot, total, top)}L${right} ${bottom}L${left} ${bottom}Z"/>`
  })
  const labels = sums.map(({ g, total }) => {
    return { text: `${t.generation} ${g}`, y: plot.y(total.last[total.last.length - 1] / top), className: `gen${g}` }
  })
  return {
    title: t.generations,
    summary: formatCount(sums[2].total.last[buckets.length - 1]),
    svg: chartSvg({
      name: t.generations,
      plot,
      ticks: countTicks(top, 3),
      share: (value) => value / top,
      time: null,
      marks,
      nameMarks: false,
      body: areas.join('') + endLabels(labels, plot),
    }),
    hover: {
      title: t.generations,
      rows: GENERATIONS.map((g) => {
        return {
          label: `${t.generation} ${g}`,
          className: `gen${g}`,
          values: Array.from(data.of(COLUMNS[g]).last, formatCount),
        }
      }),
    },
  }
}
