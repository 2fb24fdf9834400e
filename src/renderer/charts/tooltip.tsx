import { formatDuration, formatExactDuration } from '../format/numbers'
import { useT } from '../i18n/translate'
import { eventsNear } from './event-text'
import { LEFT, plotWidth, TOP } from './geometry'
import type { ChartContext } from './use-chart'
import { toPixel } from './view'

export interface TooltipRow {
  label: string
  color: string | null
  /** Exact, with the human unit behind it. */
  value: string
}

const WIDTH = 280

/** Exact figures of the instant under the pointer, on the side of it that has more room. */
export function Tooltip(props: { chart: ChartContext; width: number; time: number; rows: TooltipRow[] }) {
  const { chart, time } = props
  const t = useT()
  const plot = plotWidth(props.width)
  const x = LEFT + toPixel(chart.range, plot, time)
  const left = x > props.width / 2 ? Math.max(4, x - WIDTH - 14) : Math.min(x + 14, props.width - WIDTH - 4)
  const index = chart.data.indexAt(time)
  const line = index < 0 ? 0 : chart.model.samples.at('line', index)
  const events = eventsNear(chart.model, chart.range, plot, time, t)
  return (
    <div className="chart-tooltip" style={{ left, top: TOP, width: WIDTH }} aria-hidden="true">
      <div className="tooltip-time">
        <b>{formatDuration(time)}</b>
        {time >= 1000 && time < 1e12 && <span>{formatExactDuration(time)}</span>}
        {line > 0 && <span className="tooltip-line">{t('charts.line', { line })}</span>}
      </div>
      {props.rows.map((row) => (
        <div className="tooltip-row" key={row.label}>
          <span className="tooltip-dot" style={{ background: row.color ?? 'transparent' }} />
          <span className="tooltip-label">{row.label}</span>
          <span className="tooltip-value">{row.value}</span>
        </div>
      ))}
      {events.map((text) => (
        <div className="tooltip-event" key={text}>
          {text}
        </div>
      ))}
    </div>
  )
}
