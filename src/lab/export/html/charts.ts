/** The charts of the report, one below the other on the same time axis, and what the pointer reads in them. */
import type { Recording } from '../../../protocol/recording'
import { formatDuration } from '../../report/units'
import type { ReportTexts } from '../report-texts'
import { type Chart, chartData, type HoverGroup } from './chart-data'
import { CHART_WIDTH, makePlot } from './chart-frame'
import { countsChart } from './counts-chart'
import type { Bucket } from './decimate'
import { memoryChart } from './memory-chart'
import { objectsChart } from './objects-chart'
import { pausesChart } from './pauses-chart'

/** What page-script.ts reads; positions in units of the view box. */
export interface HoverData {
  left: number
  width: number
  chartWidth: number
  /** Of each row, ascending. */
  x: number[]
  time: string[]
  groups: HoverGroup[]
}

export interface Charts {
  charts: Chart[]
  /** Null when there is nothing to draw. */
  hover: HoverData | null
}

export function makeCharts(recording: Recording, texts: ReportTexts): Charts {
  const data = chartData(recording, texts)
  if (data === null) return { charts: [], hover: null }
  const charts = [memoryChart(data), countsChart(data), objectsChart(data), pausesChart(data)]
  const { samples, buckets, end } = data
  const plot = makePlot(end, 0)
  const middle = (b: Bucket): number => (samples.time[b.from] + samples.time[b.to - 1]) / 2
  return {
    charts,
    hover: {
      left: plot.x(0),
      width: plot.x(end) - plot.x(0),
      chartWidth: CHART_WIDTH,
      x: buckets.map((b) => Math.round(plot.x(middle(b)) * 10) / 10),
      time: buckets.map((b) => formatDuration(middle(b))),
      groups: charts.map((chart) => chart.hover),
    },
  }
}
