import { cursorTime, hiddenSeries, hoverTime } from '../state/app-state'
import { useAtom } from '../state/atom'
import { toggleSeries } from './chart-actions'
import type { ChartContext } from './use-chart'

export interface LegendItem {
  /** Key in `hiddenSeries`. */
  key: string
  label: string
  color: string
  /** Filled: an area or a bar; otherwise a line. */
  filled: boolean
  dashed?: boolean
  /** One sentence. */
  description: string
  /** Its value at an instant, in human units; '' when there is none. */
  value: (time: number) => string
}

/** The series of a chart with their values at the instant shown, as switches. */
export function Legend({ items, chart }: { items: readonly LegendItem[]; chart: ChartContext }) {
  const hidden = useAtom(hiddenSeries)
  const hover = useAtom(hoverTime)
  const cursor = useAtom(cursorTime)
  const time = hover ?? cursor ?? chart.model.endTime
  return (
    <div className="legend">
      {items.map((item) => (
        <button
          key={item.key}
          type="button"
          className="legend-item"
          aria-pressed={!hidden.has(item.key)}
          title={item.description}
          onClick={() => toggleSeries(item.key)}
        >
          <Swatch item={item} />
          <span>{item.label}</span>
          <span className="legend-value">{item.value(time)}</span>
        </button>
      ))}
    </div>
  )
}

function Swatch({ item }: { item: LegendItem }) {
  return (
    <svg className="swatch" width="12" height="10" aria-hidden="true">
      {item.filled ? (
        <rect x="1" y="1" width="10" height="8" rx="1" fill={item.color} />
      ) : (
        <path d="M0 5H12" stroke={item.color} strokeWidth="2" strokeDasharray={item.dashed ? '3 2' : undefined} />
      )}
    </svg>
  )
}
