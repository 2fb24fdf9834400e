import { type RefObject, useEffect, useMemo, useRef, useState } from 'react'
import { shown, theme, visibleRange } from '../state/app-state'
import { useAtom } from '../state/atom'
import type { RecordingModel } from '../state/recording-model'
import { type AxisTicks, timeTicks } from './axis'
import { followRun } from './chart-actions'
import { type ChartData, chartData, overlaid, type SeriesKey } from './chart-data'
import { plotWidth } from './geometry'
import { PALETTES, type Palette } from './palette'
import { type TimeSpan, visible } from './view'

/** A live chart is drawn anew at most this often (ms): more cannot be read, and three charts share the frame. */
const LIVE_INTERVAL = 90
/** Recharts' cost grows with the points: 100 buckets of up to two points keep a frame of three charts short. */
const MOVING_BUCKETS = 100
const RESTING_BUCKETS = 220
/** Nothing moved for so long (ms): the view rests. */
const REST = 160

/** The recording on screen and a number that changes with it, at a rate that charts stand. */
export function useModel(): { model: RecordingModel; version: number } {
  const model = useAtom(shown)
  const [version, setVersion] = useState(0)
  useEffect(() => {
    let last = 0
    let timer: ReturnType<typeof setTimeout> | undefined
    const show = (): void => {
      timer = undefined
      last = performance.now()
      followRun()
      setVersion((n) => n + 1)
    }
    const changed = (): void => {
      if (timer !== undefined) return
      const wait = model.live ? LIVE_INTERVAL - (performance.now() - last) : 0
      if (wait <= 0) show()
      else timer = setTimeout(show, wait)
    }
    show()
    const end = model.version.subscribe(changed)
    return () => {
      end()
      clearTimeout(timer)
    }
  }, [model])
  return { model, version }
}

/** The size of an element, in whole pixels. */
export function useSize(): [RefObject<HTMLDivElement | null>, { width: number; height: number }] {
  const ref = useRef<HTMLDivElement | null>(null)
  const [size, setSize] = useState({ width: 0, height: 0 })
  useEffect(() => {
    const element = ref.current
    if (!element) return
    const observer = new ResizeObserver(([entry]) => {
      const width = Math.floor(entry.contentRect.width)
      const height = Math.floor(entry.contentRect.height)
      setSize((before) => (before.width === width && before.height === height ? before : { width, height }))
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return [ref, size]
}

export interface ChartContext {
  model: RecordingModel
  data: ChartData
  /** A recording laid over it, its times aligned by marks; null: none. */
  other: ChartData | null
  /** Changes when the samples or events have changed. */
  version: number
  extent: TimeSpan
  range: TimeSpan
  ticks: AxisTicks
  palette: Palette
  /** Buckets of samples to draw: fewer while the view moves or the run is live, all of them when it has come to rest. */
  buckets: number
}

export function usePalette(): Palette {
  return PALETTES[useAtom(theme)]
}

/** Whether the series are there to be drawn; asks for them when they are not, and renders again when they are. */
export function useReady(data: ChartData | null, keys: readonly SeriesKey[], version: number): boolean {
  const [, setPrepared] = useState(0)
  const ready = data === null || data.isReady(keys)
  // biome-ignore lint/correctness/useExhaustiveDependencies: samples that were merged are to be prepared anew
  useEffect(() => {
    if (ready || data === null) return
    let current = true
    void data.prepare(keys).then(() => current && setPrepared((n) => n + 1))
    return () => {
      current = false
    }
  }, [data, keys, ready, version])
  return ready
}

/** What all three charts draw from. */
export function useChart(width: number): ChartContext {
  const { model, version } = useModel()
  const view = useAtom(visibleRange)
  const palette = usePalette()
  const other = useAtom(overlaid)
  const end = Math.max(model.endTime, other?.extent.end ?? 0)
  const extent = useMemo(() => ({ start: 0, end }), [end])
  const range = useMemo(() => visible(view, extent), [view, extent])
  const ticks = useMemo(
    () => timeTicks(range.start, range.end, Math.max(2, Math.floor(plotWidth(width) / 72))),
    [range, width],
  )
  const [settled, setSettled] = useState(range)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(range), REST)
    return () => clearTimeout(timer)
  }, [range])
  const most = Math.max(40, Math.floor(plotWidth(width) / 2))
  const buckets = Math.min(most, settled === range && !model.live ? RESTING_BUCKETS : MOVING_BUCKETS)
  return { model, data: chartData(model), other, version, extent, range, ticks, palette, buckets }
}
