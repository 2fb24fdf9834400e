/** Memory over virtual time: five layers of one process, stacked or as lines. */
import { type ReactElement, useMemo, useRef } from 'react'
import { Area, Line } from 'recharts'
import { formatBytes, formatBytesInFull } from '../format/numbers'
import { useT } from '../i18n/translate'
import { hiddenSeries } from '../state/app-state'
import { useAtom } from '../state/atom'
import { byteStep, byteTicks, steadyTop } from './axis'
import type { ChartData, SeriesKey } from './chart-data'
import { ChartFrame } from './chart-frame'
import { memoryMode } from './chart-state'
import { seriesCsv } from './csv'
import { decimate, extent } from './decimate'
import { describeMemory } from './descriptions'
import { type LayerKey, tint } from './palette'
import { Plot, STILL } from './plot'
import { Switch } from './switch'
import { useChart, useReady, useSize } from './use-chart'

const LAYERS: readonly LayerKey[] = ['mapped', 'rss', 'pymalloc', 'raw', 'traced']
/** Columns of the layers: for values at an instant and for CSV. */
export const LAYER_COLUMNS = {
  mapped: 'mapped',
  rss: 'rss',
  pymalloc: 'pymallocBytes',
  raw: 'rawBytes',
  traced: 'tracedBytes',
} as const

export function MemoryChart() {
  const t = useT()
  const [ref, { width, height }] = useSize()
  const chart = useChart(width)
  const { model, data, other, range, ticks, palette, version, buckets } = chart
  const chosenMode = useAtom(memoryMode)
  const hidden = useAtom(hiddenSeries)
  // Two stacks over each other cannot be read.
  const mode = other ? 'lines' : chosenMode

  // What is drawn, back to front. In a stack each area reaches down to the axis and hides what it contains.
  const drawn = useMemo((): SeriesKey[] => {
    const keys: SeriesKey[] = LAYERS.filter((key) => !hidden.has(key))
    if (mode === 'lines') return keys
    return keys.map((key) => (key === 'pymalloc' && !hidden.has('raw') ? 'used' : key))
  }, [mode, hidden])

  const ready = useReady(data, drawn, version)
  const otherReady = useReady(other, drawn, version)
  const rowsOf = (source: ChartData) =>
    decimate(
      source.times,
      source.length,
      drawn.map((key) => source.series(key)),
      range.start,
      range.end,
      buckets,
    )
  // biome-ignore lint/correctness/useExhaustiveDependencies: samples are altered in place; version stands for them
  const rows = useMemo(() => (ready ? rowsOf(data) : []), [ready, data, drawn, range, buckets, version])
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above
  const otherRows = useMemo(
    () => (other && otherReady ? rowsOf(other) : null),
    [otherReady, other, drawn, range, buckets],
  )

  const steady = useRef({ data, top: 0 })
  const axis = useMemo(() => {
    void version
    if (steady.current.data !== data) steady.current = { data, top: 0 }
    const ends = drawn.flatMap((key) =>
      [ready ? data : null, otherReady ? other : null].map(
        (source) => source && extent(source.times, source.length, source.series(key), range.start, range.end),
      ),
    )
    const known = ends.filter((end) => end !== null)
    const highest = Math.max(0, ...known.map((end) => end.high))
    const lowest = Math.min(highest, ...known.map((end) => end.low))
    const ticksThatFit = Math.max(2, Math.floor((height - 30) / 28))
    // Lines far above zero are looked at closely: the axis need not begin at zero for them.
    if (mode === 'lines' && lowest > highest * 0.5) {
      const step = byteStep(Math.max(highest - lowest, 4096) * 1.3, ticksThatFit)
      const bottom = Math.floor(lowest / step) * step
      const top = Math.ceil((highest + 1) / step) * step
      return { bottom, top, ticks: byteTicks(bottom, top, ticksThatFit) }
    }
    // Nothing yet: the size of a process that has just begun, so that little moves when it does.
    if (highest === 0) return { bottom: 0, top: 8 << 20, ticks: byteTicks(0, 8 << 20, ticksThatFit) }
    const top = steadyTop(highest, steady.current.top, 'bytes')
    steady.current.top = top
    return { bottom: 0, top, ticks: byteTicks(0, top, ticksThatFit) }
  }, [ready, otherReady, data, other, drawn, range, version, height, mode])

  const colorOf = (key: SeriesKey): string => palette.layers[key === 'used' ? 'pymalloc' : (key as LayerKey)]
  const shapes: ReactElement[] = drawn.map((key) =>
    mode === 'layers' && key !== 'traced' ? (
      <Area
        key={key}
        dataKey={key}
        type="linear"
        stroke={colorOf(key)}
        strokeWidth={1.25}
        fill={tint(colorOf(key), palette.surface, 0.24)}
        fillOpacity={1}
        {...STILL}
      />
    ) : (
      <Line key={key} dataKey={key} type="linear" stroke={colorOf(key)} strokeWidth={1.5} {...STILL} />
    ),
  )
  if (otherRows) {
    for (const key of drawn) {
      shapes.push(
        <Line
          key={`other-${key}`}
          data={otherRows}
          dataKey={key}
          type="linear"
          stroke={colorOf(key)}
          strokeWidth={1.25}
          strokeDasharray="4 3"
          {...STILL}
        />,
      )
    }
  }

  const legend = LAYERS.map((key) => ({
    key,
    label: t(`charts.${key}`),
    color: palette.layers[key],
    filled: mode === 'layers' && key !== 'traced',
    description: t(`charts.${key}.description`),
    value: (time: number) => (data.length === 0 ? '' : formatBytes(model.valueAt(LAYER_COLUMNS[key], time))),
  }))

  return (
    <ChartFrame
      chart={chart}
      bodyRef={ref}
      width={width}
      height={height}
      name={t('panel.memory')}
      alternative={describeMemory(chart, t)}
      legend={legend}
      switches={
        <Switch
          label={t('charts.memoryMode')}
          value={mode}
          options={[
            { value: 'layers', label: t('charts.layers'), hint: t('charts.layers.description') },
            { value: 'lines', label: t('charts.lines'), hint: t('charts.lines.description') },
          ]}
          onChange={(value) => memoryMode.set(value)}
          disabled={other !== null}
        />
      }
      tooltip={(time) =>
        LAYERS.filter((key) => !hidden.has(key)).map((key) => ({
          label: t(`charts.${key}`),
          color: palette.layers[key],
          value: formatBytesInFull(model.valueAt(LAYER_COLUMNS[key], time)),
        }))
      }
      csv={() =>
        seriesCsv(model.samples, range, [
          'time',
          'rss',
          'rssMax',
          'mapped',
          'mappedMax',
          'pymallocBytes',
          'pymallocBytesMax',
          'rawBytes',
          'rawBytesMax',
          'tracedBytes',
          'tracedPeak',
          'line',
        ])
      }
      withAxis={false}
      withNames
      withEvents
    >
      <Plot
        width={width}
        height={height}
        rows={rows}
        range={range}
        ticks={ticks}
        bottom={axis.bottom}
        top={axis.top}
        valueTicks={axis.ticks}
        palette={palette}
        withAxis={false}
      >
        {shapes}
      </Plot>
    </ChartFrame>
  )
}
