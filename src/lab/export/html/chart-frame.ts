/** What the charts share: the frame, the time axis, marks, and how a path is written. */
import type { MarkTime } from '../../analysis/marks'
import { escapeHtml } from './escape'
import type { Ticks } from './scale'

/** In units of the view box. */
export const CHART_WIDTH = 1200
export const PLOT_LEFT = 76
export const PLOT_WIDTH = 1012
export const PLOT_RIGHT = PLOT_LEFT + PLOT_WIDTH
const PLOT_TOP = 14
const AXIS_HEIGHT = 22

const SHORT_LABEL = 18
/** Names of marks that would overlap are left out; the line stays. */
const LABEL_DISTANCE = 110

export interface Plot {
  /** Virtual ns at the right edge. */
  end: number
  height: number
  x(time: number): number
  /** Of a share of the height, 0 at the bottom. */
  y(share: number): number
}

export function makePlot(end: number, height: number): Plot {
  return {
    end,
    height,
    x: (time) => PLOT_LEFT + (Math.min(time, end) / Math.max(end, 1)) * PLOT_WIDTH,
    y: (share) => PLOT_TOP + (1 - Math.min(1, Math.max(0, share))) * height,
  }
}

export const short = (n: number): string => String(Math.round(n * 10) / 10)

/** Through points that ascend in x. */
export function linePath(points: readonly (readonly [x: number, y: number])[]): string {
  let path = ''
  let before = ''
  for (const [x, y] of points) {
    const point = `${short(x)} ${short(y)}`
    if (point !== before) path += `${path === '' ? 'M' : 'L'}${point}`
    before = point
  }
  return path
}

function yAxis(plot: Plot, ticks: Ticks, share: (value: number) => number): string {
  return ticks.values
    .map((value, i) => {
      const y = short(plot.y(share(value)))
      return `<path class="grid" d="M${PLOT_LEFT} ${y}H${PLOT_RIGHT}"/><text class="tick" text-anchor="end" x="${PLOT_LEFT - 8}" y="${y}" dy="4">${escapeHtml(ticks.labels[i])}</text>`
    })
    .join('')
}

function xAxis(plot: Plot, ticks: Ticks): string {
  const y = PLOT_TOP + plot.height
  return ticks.values
    .map((value, i) => {
      const x = short(plot.x(value))
      return `<path class="axis" d="M${x} ${y}v4"/><text class="tick" text-anchor="middle" x="${x}" y="${y + 17}">${escapeHtml(ticks.labels[i])}</text>`
    })
    .join('')
}

function markLines(plot: Plot, marks: readonly MarkTime[], named: boolean): string {
  let free = 0
  return marks
    .map(({ name, time }) => {
      const x = plot.x(time)
      const line = `<path class="mark" d="M${short(x)} ${PLOT_TOP - 4}V${PLOT_TOP + plot.height}"/>`
      if (!named || x < free) return line
      free = x + LABEL_DISTANCE
      const label = [...name].length > SHORT_LABEL ? `${[...name].slice(0, SHORT_LABEL - 1).join('')}…` : name
      const anchor = x > PLOT_RIGHT - LABEL_DISTANCE / 2 ? 'end' : 'start'
      return `${line}<text class="mark-name" text-anchor="${anchor}" x="${short(x + (anchor === 'end' ? -3 : 3))}" y="${PLOT_TOP - 4}">${escapeHtml(label)}</text>`
    })
    .join('')
}

export interface ChartParts {
  /** Name for screen readers. */
  name: string
  plot: Plot
  ticks: Ticks
  /** Where a value of the ticks stands, 0 to 1. */
  share(value: number): number
  /** Only the last chart draws the time axis. */
  time: Ticks | null
  marks: readonly MarkTime[]
  /** The first chart names the marks. */
  nameMarks: boolean
  /** SVG of the data. */
  body: string
}

export function chartSvg(parts: ChartParts): string {
  const { plot, time } = parts
  const height = PLOT_TOP + plot.height + (time === null ? 6 : AXIS_HEIGHT)
  const bottom = PLOT_TOP + plot.height
  return [
    `<svg class="chart" viewBox="0 0 ${CHART_WIDTH} ${height}" role="img" tabindex="0" aria-label="${escapeHtml(parts.name)}">`,
    yAxis(plot, parts.ticks, parts.share),
    markLines(plot, parts.marks, parts.nameMarks),
    parts.body,
    `<path class="axis" d="M${PLOT_LEFT} ${bottom}H${PLOT_RIGHT}"/>`,
    time === null ? '' : xAxis(plot, time),
    `<path class="cursor" d="M0 ${PLOT_TOP}V${bottom}"/>`,
    '</svg>',
  ].join('')
}

/** Labels at the right end of lines, moved apart where they would overlap. */
export function endLabels(labels: { text: string; y: number; className: string }[], plot: Plot): string {
  const distance = 14
  const sorted = [...labels].sort((a, b) => a.y - b.y)
  let lowest = PLOT_TOP
  for (const label of sorted) {
    label.y = Math.max(label.y, lowest)
    lowest = label.y + distance
  }
  const over = lowest - distance - (PLOT_TOP + plot.height)
  if (over > 0) for (const label of sorted) label.y -= over
  return sorted
    .map(
      (l) =>
        `<text class="series ${l.className}" x="${PLOT_RIGHT + 8}" y="${short(l.y)}" dy="4">${escapeHtml(l.text)}</text>`,
    )
    .join('')
}
