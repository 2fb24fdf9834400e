/**
 * The generations over virtual time. Counts: one lane each, because their thresholds differ by two orders of magnitude;
 * within a lane the height is the share of the threshold. Objects: stacked, the oldest at the bottom.
 */
import { type ReactElement, useMemo, useRef } from 'react'
import { Area, Line } from 'recharts'
import { formatCompact, formatCount } from '../format/numbers'
import { useT } from '../i18n/translate'
import { hiddenSeries } from '../state/app-state'
import { useAtom } from '../state/atom'
import { type AxisTicks, countTicks, steadyTop } from './axis'
import type { ChartData, SeriesKey } from './chart-data'
import { ChartFrame } from './chart-frame'
import { generationsMode } from './chart-state'
import { seriesCsv } from './csv'
import { type ChartRow, decimate, extent } from './decimate'
import { describeGenerations } from './descriptions'
import { GENERATIONS, type Generation, generationLegend } from './generation-legend'
import { BOTTOM_BARE, LEFT, TOP } from './geometry'
import { tint } from './palette'
import { Plot, STILL } from './plot'
import { Switch } from './switch'
import { type ThresholdStep, thresholdSteps, thresholdsAt } from './thresholds'
import { useChart, useReady, useSize } from './use-chart'

const COUNTS = ['count0', 'count1', 'count2'] as const
/** Stacked: what is in 2, in 1 and 2, in all three. */
const STACK = ['objects2', 'objects12', 'objects012'] as const
/** Share of a lane that its values take; the rest is air. */
const LANE = 0.8

export const COUNT_COLUMNS = ['gen0Count', 'gen1Count', 'gen2Count'] as const
/** Their largest values within a sample's interval. */
const PEAK_COLUMNS = ['gen0CountMax', 'gen1Count', 'gen2Count'] as const
export const OBJECT_COLUMNS = ['gen0Objects', 'gen1Objects', 'gen2Objects'] as const

interface Lane {
  generation: Generation
  base: number
  /** The value at the lane's upper end. */
  scale: number
}

export function GenerationsChart() {
  const t = useT()
  const [ref, { width, height }] = useSize()
  const chart = useChart(width)
  const { model, data, other, range, ticks, palette, version, buckets } = chart
  const mode = useAtom(generationsMode)
  const hidden = useAtom(hiddenSeries)
  const visibleGenerations = useMemo(() => GENERATIONS.filter((g) => !hidden.has(`generation${g}`)), [hidden])
  const steps = useMemo(() => {
    void version
    return thresholdSteps(model)
  }, [model, version])

  const keys: readonly SeriesKey[] = mode === 'counts' ? COUNTS : STACK
  const ready = useReady(data, keys, version)
  const otherReady = useReady(other, keys, version)

  // Peaks of the whole run, so that lanes keep their scale while the view moves.
  const lanes = useMemo((): Lane[] => {
    void version
    return visibleGenerations.map((generation, i) => {
      const column = model.samples.column(COUNT_COLUMNS[generation])
      const thresholds = steps.map((step) => step.thresholds[generation])
      const threshold = Math.max(1, ...thresholds)
      // A lane ends a little above its threshold. A count that is beyond it for long (the collector is off, or full
      // collections are put off) gets the room it needs; one that is beyond it for moments, as at start-up, is cut off.
      const often = shareAbove(column, column.length, threshold * 1.1) > 0.05
      const highest = often ? largest(model.samples.column(PEAK_COLUMNS[generation])) : 0
      return {
        generation,
        base: visibleGenerations.length - 1 - i,
        scale: highest > threshold * 1.1 ? highest : threshold * 1.02,
      }
    })
  }, [model, visibleGenerations, steps, version])

  const rowsOf = (source: ChartData): ChartRow[] => {
    const rows = decimate(
      source.times,
      source.length,
      keys.map((key) => source.series(key)),
      range.start,
      range.end,
      buckets,
    )
    if (mode === 'counts') {
      for (const row of rows) {
        for (const { generation, base, scale } of lanes)
          row[COUNTS[generation]] = base + (Math.min(row[COUNTS[generation]], scale) / scale) * LANE
      }
    }
    return rows
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: samples are altered in place; version stands for them
  const rows = useMemo(() => (ready ? rowsOf(data) : []), [ready, data, mode, lanes, range, buckets, version])
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above
  const otherRows = useMemo(
    () => (other && otherReady ? rowsOf(other) : null),
    [otherReady, other, mode, lanes, range, buckets],
  )

  const steady = useRef({ data, top: 0 })
  const axis = useMemo((): { top: number; ticks: AxisTicks } => {
    void version
    if (mode === 'counts') return laneAxis(lanes, steps, height)
    if (steady.current.data !== data) steady.current = { data, top: 0 }
    const end = ready ? extent(data.times, data.length, data.series('objects012'), range.start, range.end) : null
    const top = steadyTop(end?.high ?? 0, steady.current.top, 'decimal')
    steady.current.top = top
    return { top, ticks: countTicks(0, top, Math.max(2, Math.floor((height - 30) / 28))) }
  }, [mode, lanes, steps, ready, data, range, version, height])

  const shapes: ReactElement[] = []
  if (mode === 'counts') {
    for (const { generation, base, scale } of lanes) {
      const color = palette.generations[generation]
      shapes.push(
        <Area
          key={generation}
          dataKey={COUNTS[generation]}
          type="linear"
          baseValue={base}
          stroke={color}
          strokeWidth={1.25}
          fill={tint(color, palette.surface, 0.22)}
          fillOpacity={1}
          {...STILL}
        />,
        <Line
          key={`threshold${generation}`}
          data={thresholdRows(steps, generation, base, scale, range.end)}
          dataKey="v"
          type="stepAfter"
          stroke={palette.muted}
          strokeWidth={1}
          strokeDasharray="1 3"
          {...STILL}
        />,
      )
    }
  } else {
    for (const generation of [0, 1, 2] as const) {
      if (hidden.has(`generation${generation}`)) continue
      const color = palette.generations[generation]
      shapes.push(
        <Area
          key={generation}
          dataKey={STACK[2 - generation]}
          type="linear"
          stroke={color}
          strokeWidth={1.25}
          fill={tint(color, palette.surface, 0.3)}
          fillOpacity={1}
          {...STILL}
        />,
      )
    }
  }
  if (otherRows) {
    for (const generation of visibleGenerations) {
      shapes.push(
        <Line
          key={`other${generation}`}
          data={otherRows}
          dataKey={mode === 'counts' ? COUNTS[generation] : STACK[2 - generation]}
          type="linear"
          stroke={palette.text}
          strokeOpacity={0.7}
          strokeWidth={1}
          strokeDasharray="4 3"
          {...STILL}
        />,
      )
    }
  }

  const valueText = (generation: Generation, time: number): string => {
    if (data.length === 0) return ''
    if (mode === 'objects') return formatCompact(model.valueAt(OBJECT_COLUMNS[generation], time))
    const threshold = thresholdsAt(steps, time)[generation]
    return `${formatCount(model.valueAt(COUNT_COLUMNS[generation], time))}/${formatCount(threshold)}`
  }

  return (
    <ChartFrame
      chart={chart}
      bodyRef={ref}
      width={width}
      height={height}
      name={t('panel.generations')}
      alternative={describeGenerations(chart, t)}
      legend={generationLegend(palette, t, (generation) => ({
        key: `generation${generation}`,
        description: t(`charts.generation${generation}.description`),
        value: (time) => valueText(generation, time),
      }))}
      switches={
        <Switch
          label={t('charts.generationsMode')}
          value={mode}
          options={[
            { value: 'counts', label: t('charts.counts'), hint: t('charts.counts.description') },
            { value: 'objects', label: t('charts.objects'), hint: t('charts.objects.description') },
          ]}
          onChange={(value) => generationsMode.set(value)}
        />
      }
      tooltip={(time) =>
        visibleGenerations.flatMap((generation) => [
          {
            label: t('charts.countOf', { generation }),
            color: palette.generations[generation],
            value: `${formatCount(model.valueAt(COUNT_COLUMNS[generation], time))} / ${formatCount(thresholdsAt(steps, time)[generation])}`,
          },
          {
            label: t('charts.objectsOf', { generation }),
            color: null,
            value: formatCount(model.valueAt(OBJECT_COLUMNS[generation], time)),
          },
        ])
      }
      csv={() => seriesCsv(model.samples, range, ['time', ...COUNT_COLUMNS, 'gen0CountMax', ...OBJECT_COLUMNS, 'line'])}
      withAxis={false}
      withNames={false}
      withEvents={false}
    >
      <Plot
        width={width}
        height={height}
        rows={rows}
        range={range}
        ticks={ticks}
        bottom={0}
        top={axis.top}
        valueTicks={axis.ticks}
        palette={palette}
        withAxis={false}
      >
        {shapes}
      </Plot>
      {mode === 'counts' && (
        <LaneNames lanes={lanes} width={width} height={height} top={axis.top} color={palette.muted} />
      )}
    </ChartFrame>
  )
}

function largest(values: Float64Array): number {
  let most = 0
  for (let i = 0; i < values.length; i++) if (values[i] > most) most = values[i]
  return most
}

/** The share of samples above a limit. */
function shareAbove(values: Float64Array, length: number, limit: number): number {
  let above = 0
  for (let i = 0; i < length; i++) if (values[i] > limit) above++
  return length === 0 ? 0 : above / length
}

/** Lanes from the top down; the tick of each is its threshold. */
function laneAxis(
  lanes: readonly Lane[],
  steps: readonly ThresholdStep[],
  height: number,
): { top: number; ticks: AxisTicks } {
  const last = steps[steps.length - 1].thresholds
  const top = Math.max(1, lanes.length) - (1 - LANE) / 2
  const pixels = (height - TOP - BOTTOM_BARE) / top
  // A count far above its threshold presses the threshold down to where the lane's name stands.
  const shown = lanes.filter(
    ({ generation, scale }) => last[generation] > 0 && (last[generation] / scale) * LANE * pixels > 13,
  )
  return {
    top,
    ticks: {
      values: shown.map(({ generation, base, scale }) => base + (last[generation] / scale) * LANE),
      labels: shown.map(({ generation }) => formatCount(last[generation])),
    },
  }
}

function thresholdRows(
  steps: readonly ThresholdStep[],
  generation: Generation,
  base: number,
  scale: number,
  end: number,
): ChartRow[] {
  const rows = steps
    .filter((step) => step.thresholds[generation] > 0)
    .map((step) => ({ t: step.time, v: base + (step.thresholds[generation] / scale) * LANE }))
  if (rows.length > 0) rows.push({ t: Math.max(end, rows[rows.length - 1].t), v: rows[rows.length - 1].v })
  return rows
}

/** The number of each generation at the left end of its lane. */
function LaneNames(props: { lanes: readonly Lane[]; width: number; height: number; top: number; color: string }) {
  const inner = props.height - TOP - BOTTOM_BARE
  return (
    <svg className="chart-overlay" width={props.width} height={props.height} aria-hidden="true">
      {props.lanes.map(({ generation, base }) => (
        <text
          key={generation}
          x={LEFT - 6}
          y={props.height - BOTTOM_BARE - (base / props.top) * inner - 2}
          fontSize={11}
          textAnchor="end"
          fill={props.color}
        >
          {`gen ${generation}`}
        </text>
      ))}
    </svg>
  )
}
