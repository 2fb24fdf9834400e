/** GC pauses over virtual time: one bar per collection in the colour of its generation, on a logarithmic axis at first. */
import { useMemo } from 'react'
import { formatCount, formatDuration, formatExactDuration } from '../format/numbers'
import { useT } from '../i18n/translate'
import { hiddenSeries } from '../state/app-state'
import { useAtom } from '../state/atom'
import { type AxisTicks, logTimeTicks, timeTicks } from './axis'
import { ChartFrame } from './chart-frame'
import { measuredShown, pauseScale } from './chart-state'
import { collectionsCsv } from './csv'
import { describePauses } from './descriptions'
import { triggerText } from './event-text'
import { generationLegend } from './generation-legend'
import { BOTTOM_AXIS, LEFT, plotWidth, TOP } from './geometry'
import { eventAt } from './hit'
import { type Bar, pauseBars, pauseRange } from './pause-bars'
import { Plot } from './plot'
import { Switch } from './switch'
import { type ChartContext, useChart, useSize } from './use-chart'
import { toPixel } from './view'

const NO_ROWS = [{ t: 0 }]

interface PauseAxis {
  bottom: number
  top: number
  ticks: AxisTicks
  /** From ns to the axis' own values. */
  of: (ns: number) => number
}

export function PausesChart() {
  const t = useT()
  const [ref, { width, height }] = useSize()
  const chart = useChart(width)
  const { model, other, range, ticks, palette, version } = chart
  const hidden = useAtom(hiddenSeries)
  const scale = useAtom(pauseScale)
  const measured = useAtom(measuredShown)

  // Of the whole run: the axis keeps its place while the view moves.
  const axis = useMemo((): PauseAxis => {
    void version
    const lists = other ? [model.collections, other.model.collections] : [model.collections]
    const ends = pauseRange(lists, measured)
    const most = Math.max(2, Math.floor((height - 46) / 24))
    if (scale === 'linear') {
      const top = ends.high * 1.08
      return { bottom: 0, top, ticks: timeTicks(0, top, most), of: (ns) => ns }
    }
    const bottom = Math.floor(Math.log10(ends.low) - 0.05)
    const top = Math.max(bottom + 1, Math.ceil(Math.log10(ends.high) + 0.02))
    const all = logTimeTicks(10 ** bottom, 10 ** top)
    const every = Math.ceil(all.values.length / (most + 1))
    const kept = all.values.map((_, i) => i).filter((i) => i % every === 0)
    return {
      bottom,
      top,
      ticks: { values: kept.map((i) => Math.log10(all.values[i])), labels: kept.map((i) => all.labels[i]) },
      of: (ns) => Math.log10(Math.max(ns, 1)),
    }
  }, [model, other, scale, measured, version, height])

  const plot = plotWidth(width)
  const bars = useMemo(() => {
    void version
    return pauseBars(model.collections, range, plot, hidden, measured)
  }, [model, range, plot, hidden, measured, version])
  const otherBars = useMemo(
    () => (other ? pauseBars(alignedCollections(other), range, plot, hidden, false) : []),
    [other, range, plot, hidden],
  )

  const inner = height - TOP - BOTTOM_AXIS
  const y = (ns: number): number =>
    TOP + inner * (1 - Math.min(1, Math.max(0, (axis.of(ns) - axis.bottom) / (axis.top - axis.bottom))))
  const path = (list: readonly Bar[], generation: number, shift: number): string =>
    list
      .filter((bar) => bar.generation === generation)
      .map(
        (bar) =>
          `M${(LEFT + bar.x + shift).toFixed(1)} ${TOP + inner}V${Math.min(y(bar.ns), TOP + inner - 2).toFixed(1)}`,
      )
      .join('')
  const predictedBars = bars.filter((bar) => !bar.measured)
  const measuredBars = bars.filter((bar) => bar.measured)

  const counts = useMemo(() => {
    void version
    const totals = [0, 0, 0]
    for (const event of model.collections) totals[event.generation]++
    return totals
  }, [model, version])

  return (
    <ChartFrame
      chart={chart}
      bodyRef={ref}
      width={width}
      height={height}
      name={t('panel.pauses')}
      alternative={describePauses(chart, t)}
      legend={generationLegend(palette, t, (generation) => ({
        key: `pauses${generation}`,
        description: t('charts.pauses.description', { generation }),
        value: () => `${formatCount(counts[generation])}×`,
      }))}
      switches={
        <>
          <button
            type="button"
            className="switch-single"
            aria-pressed={measured}
            title={t('charts.measured.description')}
            onClick={() => measuredShown.update((on) => !on)}
          >
            {t('charts.measured')}
          </button>
          <Switch
            label={t('charts.pauseScale')}
            value={scale}
            options={[
              { value: 'log', label: t('charts.log'), hint: t('charts.log.description') },
              { value: 'linear', label: t('charts.linear'), hint: t('charts.linear.description') },
            ]}
            onChange={(value) => pauseScale.set(value)}
          />
        </>
      }
      tooltip={(time) => {
        const times = model.collections.map((event) => event.time)
        const at = eventAt(times, times.length, range, plot, toPixel(range, plot, time), 8)
        if (at < 0) return []
        const event = model.collections[at]
        const color = palette.generations[event.generation]
        const exact = (ns: number): string => `${formatExactDuration(ns)} (${formatDuration(ns)})`
        return [
          {
            label: t('charts.collectionOf', { generation: event.generation }),
            color,
            value: triggerText(event.trigger, t),
          },
          { label: t('charts.predicted'), color: null, value: exact(event.predictedNs) },
          ...(measured ? [{ label: t('charts.measured'), color: null, value: exact(event.measuredNs) }] : []),
          { label: t('collections.candidates'), color: null, value: formatCount(event.candidates) },
          { label: t('collections.collected'), color: null, value: formatCount(event.collected) },
        ]
      }}
      csv={() => collectionsCsv(model.collections, range)}
      withAxis
      withNames={false}
      withEvents={false}
    >
      <Plot
        width={width}
        height={height}
        rows={NO_ROWS}
        range={range}
        ticks={ticks}
        bottom={axis.bottom}
        top={axis.top}
        valueTicks={axis.ticks}
        palette={palette}
        withAxis
      >
        <g fill="none">
          {[2, 1, 0].map((generation) => (
            <path
              key={generation}
              d={path(predictedBars, generation, 0)}
              stroke={palette.generations[generation]}
              strokeWidth={3}
            />
          ))}
          {[2, 1, 0].map((generation) => (
            <path
              key={`measured${generation}`}
              d={path(measuredBars, generation, 3)}
              stroke={palette.generations[generation]}
              strokeWidth={1.5}
              strokeDasharray="3 2"
            />
          ))}
          {[2, 1, 0].map((generation) => (
            <path
              key={`other${generation}`}
              d={path(otherBars, generation, -3)}
              stroke={palette.text}
              strokeOpacity={0.6}
              strokeWidth={1}
            />
          ))}
        </g>
      </Plot>
    </ChartFrame>
  )
}

function alignedCollections(other: NonNullable<ChartContext['other']>) {
  return other.model.collections.map((event) => ({ ...event, time: other.toShown(event.time) }))
}
