/**
 * What lies above the drawn chart and follows the pointer: marks and events, marked range, hovered instant, time cursor,
 * tooltip. Moving any of them draws only this layer.
 */
import { memo, type ReactNode, useMemo } from 'react'
import type { RunEvent } from '../../protocol/events'
import { cursorTime, hoveredLine, hoverTime, selectedCollection, selection } from '../state/app-state'
import { useAtom } from '../state/atom'
import { LEFT, plotWidth, TOP } from './geometry'
import { thinned } from './hit'
import { lineSpans } from './line-spans'
import { lowerBound } from './search'
import type { ChartContext } from './use-chart'
import { type TimeSpan, toPixel } from './view'

export interface OverlayProps {
  chart: ChartContext
  width: number
  height: number
  /** Distance of the plot's lower edge from that of the chart. */
  below: number
  /** Names stand on the marks; the other charts only have their hairlines. */
  withNames: boolean
  /** Events as dots at the lower edge. */
  withEvents: boolean
}

/** Room that a name of a mark takes at most, px. */
const NAME_WIDTH = 150

export const Overlay = memo(function Overlay({ chart, width, height, below, withNames, withEvents }: OverlayProps) {
  const { range, palette } = chart
  const plot = plotWidth(width)
  const bottom = height - below
  const x = (time: number): number => LEFT + toPixel(range, plot, time)
  const inside = (time: number): boolean => time >= range.start && time <= range.end
  const marked = useAtom(selection)
  const hover = useAtom(hoverTime)
  const cursor = useAtom(cursorTime)
  const chosen = useAtom(selectedCollection)
  const line = useAtom(hoveredLine)
  const collection = chosen === null ? null : chart.model.collections.find((event) => event.seq === chosen)

  return (
    <svg className="chart-overlay" width={width} height={height} aria-hidden="true">
      {marked && <Shade range={range} marked={marked} plot={plot} bottom={bottom} color={palette.accent} />}
      <Marks chart={chart} plot={plot} bottom={bottom} withNames={withNames} />
      {withEvents && <EventDots chart={chart} plot={plot} bottom={bottom} />}
      {line !== null && <LineStrip chart={chart} plot={plot} bottom={bottom} line={line} />}
      {collection && inside(collection.time) && (
        <path
          d={`M${x(collection.time)} ${TOP}V${bottom}`}
          stroke={palette.generations[collection.generation]}
          strokeWidth={2}
          strokeDasharray="3 2"
        />
      )}
      {hover !== null && inside(hover) && (
        <path d={`M${x(hover)} ${TOP}V${bottom}`} stroke={palette.muted} strokeWidth={1} strokeDasharray="2 2" />
      )}
      {cursor !== null && inside(cursor) && (
        <g>
          <path d={`M${x(cursor)} ${TOP - 6}V${bottom}`} stroke={palette.accent} strokeWidth={1.5} />
          <path d={`M${x(cursor) - 5} ${TOP - 10}h10v4l-5 5l-5 -5z`} fill={palette.accent} />
        </g>
      )}
    </svg>
  )
})

interface ShadeProps {
  range: TimeSpan
  marked: TimeSpan
  plot: number
  bottom: number
  color: string
}

function Shade({ range, marked, plot, bottom, color }: ShadeProps) {
  const from = Math.max(0, toPixel(range, plot, marked.start))
  const to = Math.min(plot, toPixel(range, plot, marked.end))
  if (to <= from) return null
  return (
    <g>
      <rect x={LEFT + from} y={TOP} width={to - from} height={bottom - TOP} fill={color} fillOpacity={0.12} />
      <path d={`M${LEFT + from} ${TOP}V${bottom}M${LEFT + to} ${TOP}V${bottom}`} stroke={color} strokeOpacity={0.7} />
    </g>
  )
}

interface LayerProps {
  chart: ChartContext
  plot: number
  bottom: number
}

/** Marks as hairlines; a name stands at its line when there is room before the next one. */
const Marks = memo(function Marks({ chart, plot, bottom, withNames }: LayerProps & { withNames: boolean }) {
  const { model, range, palette, version } = chart
  const { path, names } = useMemo(() => {
    void version
    const times = model.marks.map((mark) => mark.time)
    const shown = thinned(times, times.length, range, plot, () => 0, 3)
    const places = shown.map((i) => Math.round(LEFT + toPixel(range, plot, times[i])) + 0.5)
    const texts: ReactNode[] = []
    shown.forEach((i, k) => {
      const room = Math.min(NAME_WIDTH, (places[k + 1] ?? LEFT + plot) - places[k] - 6)
      const name = model.marks[i].name
      if (!withNames || room < 24) return
      texts.push(
        <text key={model.marks[i].seq} x={places[k] + 3} y={TOP - 3} fontSize={11} fill={palette.muted}>
          {shorten(name, room)}
        </text>,
      )
    })
    return { path: places.map((at) => `M${at} ${TOP - 8}V${bottom}`).join(''), names: texts }
  }, [model, range, palette, version, plot, bottom, withNames])
  return (
    <g>
      <path d={path} stroke={palette.mark} strokeWidth={1} strokeOpacity={0.75} />
      {names}
    </g>
  )
})

/** About 6 px a character at 11 px; names of marks are the scenario's own text. */
function shorten(name: string, room: number): string {
  const characters = Math.floor(room / 6)
  return name.length <= characters ? name : `${name.slice(0, Math.max(1, characters - 1))}…`
}

const DOT_KINDS = ['exception', 'warning', 'expect', 'arena'] as const
type DotKind = (typeof DOT_KINDS)[number]
export type DotEvent = Extract<RunEvent, { kind: DotKind }>

export function dotEvents(events: readonly RunEvent[]): DotEvent[] {
  return events.filter((event): event is DotEvent => (DOT_KINDS as readonly string[]).includes(event.kind))
}

const weightOf = (event: DotEvent): number =>
  event.kind === 'exception' || (event.kind === 'expect' && !event.passed) ? 3 : event.kind === 'arena' ? 1 : 2

const EventDots = memo(function EventDots({ chart, plot, bottom }: LayerProps) {
  const { model, range, palette, version } = chart
  const events = useMemo(() => {
    void version
    return dotEvents(model.events)
  }, [model, version])
  const dots = useMemo(() => {
    const times = events.map((event) => event.time)
    return thinned(times, times.length, range, plot, (i) => weightOf(events[i]), 6)
  }, [events, range, plot])
  return (
    <g>
      {dots.map((i) => {
        const event = events[i]
        const at = LEFT + toPixel(range, plot, event.time)
        const failed = weightOf(event) === 3
        const fill = failed ? palette.failure : event.kind === 'arena' ? palette.surface : palette.mark
        const stroke = failed ? palette.failure : palette.mark
        return <circle key={event.seq} cx={at} cy={bottom - 5} r={3} fill={fill} stroke={stroke} />
      })}
    </g>
  )
})

/** Where the line under the pointer was running: a strip at the lower edge. */
const LineStrip = memo(function LineStrip({ chart, plot, bottom, line }: LayerProps & { line: number }) {
  const { model, data, range, palette, version } = chart
  const path = useMemo(() => {
    void version
    const { times, length } = data
    const start = lowerBound(times, length, range.start)
    const end = Math.min(length, lowerBound(times, length, range.end) + 1)
    return lineSpans(model.samples.column('line'), times, start, end, line)
      .map(({ start: from, end: to }) => {
        const left = LEFT + Math.max(0, toPixel(range, plot, from))
        const right = LEFT + Math.min(plot, toPixel(range, plot, to))
        return `M${left.toFixed(1)} ${bottom - 1.5}H${Math.max(right, left + 1).toFixed(1)}`
      })
      .join('')
  }, [model, data, range, version, plot, bottom, line])
  return <path d={path} stroke={palette.accent} strokeWidth={3} />
})
