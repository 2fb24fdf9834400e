/** The strip under the charts: transport of the time cursor, the instant in words, the whole run with the part in view. */
import { useEffect, useMemo, useRef } from 'react'
import { CommandButton } from '../components/command-button'
import { formatBytes, formatCount, formatDuration, formatSigned } from '../format/numbers'
import { useT } from '../i18n/translate'
import { cursorTime, selection, visibleRange } from '../state/app-state'
import { useAtom } from '../state/atom'
import { clearRange, cursorToEnd, extentNow, moveCursor, stepCursor } from './chart-actions'
import { chartData } from './chart-data'
import { playSpeed } from './chart-state'
import './charts.css'
import { decimate } from './decimate'
import { runPlayback, speedChoices } from './playback'
import { rangeFigures } from './range-figures'
import { useModel, usePalette, useReady, useSize } from './use-chart'
import { visible } from './view'

export function TimeControls() {
  useEffect(runPlayback, [])
  return (
    <div className="time-controls" data-keys="charts">
      <div className="transport">
        <CommandButton id="charts.previousMark" />
        <CommandButton id="charts.previousCollection" />
        <CommandButton id="charts.play" />
        <CommandButton id="charts.nextCollection" />
        <CommandButton id="charts.nextMark" />
        <Speed />
        <Instant />
        <Overview />
        <CommandButton id="charts.zoomOut" />
        <CommandButton id="charts.zoomIn" />
        <CommandButton id="charts.fit" />
        <CommandButton id="charts.markRange" />
      </div>
      <RangeFigures />
    </div>
  )
}

function Speed() {
  const t = useT()
  const { model, version } = useModel()
  const chosen = useAtom(playSpeed)
  const choices = useMemo(() => {
    void version
    void model
    return speedChoices()
  }, [model, version])
  return (
    <select
      className="field small speed"
      aria-label={t('charts.speed')}
      title={t('charts.speed.description')}
      value={chosen ?? 'auto'}
      onChange={(event) => playSpeed.set(event.target.value === 'auto' ? null : Number(event.target.value))}
    >
      <option value="auto">{t('charts.speedAuto')}</option>
      {[...new Set(chosen === null ? choices : [...choices, chosen])]
        .sort((a, b) => a - b)
        .map((speed) => (
          <option key={speed} value={speed}>
            {`${speed >= 1 ? formatCount(speed) : speed}×`}
          </option>
        ))}
    </select>
  )
}

/** The instant all panels show. */
function Instant() {
  const t = useT()
  const { model } = useModel()
  const cursor = useAtom(cursorTime)
  return (
    <button
      type="button"
      className="instant"
      title={t('charts.toNewest')}
      aria-label={t('charts.instant', { time: formatDuration(cursor ?? model.endTime) })}
      onClick={cursorToEnd}
    >
      {formatDuration(cursor ?? model.endTime)}
    </button>
  )
}

const OVERVIEW_HEIGHT = 24
const OVERVIEW_SERIES = ['rss'] as const

/** The whole run in small: the resident set, the part in view, the cursor. A slider for hand and keys. */
function Overview() {
  const t = useT()
  const [ref, { width }] = useSize()
  const { model, version } = useModel()
  const palette = usePalette()
  const view = useAtom(visibleRange)
  const cursor = useAtom(cursorTime)
  const dragging = useRef(false)
  const extent = useMemo(() => {
    void version
    void model
    return extentNow()
  }, [model, version])
  const whole = visible(null, extent)
  const x = (time: number): number => ((time - whole.start) / (whole.end - whole.start)) * width

  const data = chartData(model)
  const ready = useReady(data, OVERVIEW_SERIES, version)
  const path = useMemo(() => {
    void version
    if (width === 0 || data.length === 0 || !ready) return ''
    const rss = data.series('rss')
    const rows = decimate(data.times, data.length, [rss], whole.start, whole.end, Math.max(20, Math.floor(width / 3)))
    const top = rss.high[rss.pyramid.highestIn(0, data.length)] || 1
    const y = (value: number): string => (OVERVIEW_HEIGHT - 1 - (value / top) * (OVERVIEW_HEIGHT - 4)).toFixed(1)
    const line = rows.map((row) => `${((row.t / whole.end) * width).toFixed(1)} ${y(row.rss)}`)
    return `M0 ${OVERVIEW_HEIGHT}L${line.join('L')}L${width} ${OVERVIEW_HEIGHT}z`
  }, [data, ready, version, width, whole.start, whole.end])

  const toCursor = (event: React.PointerEvent): void => {
    const box = event.currentTarget.getBoundingClientRect()
    const share = Math.min(1, Math.max(0, (event.clientX - box.left) / Math.max(1, box.width)))
    moveCursor(whole.start + share * (whole.end - whole.start))
  }
  const at = cursor ?? extent.end
  const line = model.samples.at('line', model.samples.indexAt(at))
  return (
    <div
      ref={ref}
      className="overview"
      role="slider"
      tabIndex={0}
      aria-label={t('charts.cursor')}
      aria-valuemin={0}
      aria-valuemax={Math.round(extent.end)}
      aria-valuenow={Math.round(at)}
      aria-valuetext={t('charts.cursorText', {
        time: formatDuration(at),
        rss: formatBytes(model.valueAt('rss', at)),
        line: Number.isNaN(line) ? 0 : line,
      })}
      onPointerDown={(event) => {
        if (event.button !== 0) return
        dragging.current = true
        event.currentTarget.setPointerCapture(event.pointerId)
        toCursor(event)
      }}
      onPointerMove={(event) => dragging.current && toCursor(event)}
      onPointerUp={() => {
        dragging.current = false
      }}
      onPointerCancel={() => {
        dragging.current = false
      }}
      onKeyDown={(event) => {
        // As sliders do; the other keys are commands of the charts.
        const pages = { PageUp: 10, PageDown: -10 }[event.key]
        if (pages === undefined) return
        event.preventDefault()
        stepCursor(pages)
      }}
    >
      <svg width={width} height={OVERVIEW_HEIGHT} aria-hidden="true">
        <path d={path} fill={palette.axis} fillOpacity={0.55} />
        {view && (
          <g fill={palette.surface} fillOpacity={0.7}>
            <rect x={0} y={0} width={Math.max(0, x(view.start))} height={OVERVIEW_HEIGHT} />
            <rect x={x(view.end)} y={0} width={Math.max(0, width - x(view.end))} height={OVERVIEW_HEIGHT} />
          </g>
        )}
        {view && (
          <rect
            x={x(view.start)}
            y={0.5}
            width={Math.max(2, x(view.end) - x(view.start))}
            height={OVERVIEW_HEIGHT - 1}
            fill="none"
            stroke={palette.accent}
          />
        )}
        <path d={`M${x(at)} 0V${OVERVIEW_HEIGHT}`} stroke={palette.accent} strokeWidth={2} />
      </svg>
    </div>
  )
}

/** Totals and growth of the marked range, or of the whole run: one line that is always there. */
function RangeFigures() {
  const t = useT()
  const { model, version } = useModel()
  const marked = useAtom(selection)
  const figures = useMemo(() => {
    void version
    return rangeFigures(model.samples, model.collections, marked ?? { start: 0, end: model.endTime })
  }, [model, version, marked])
  if (!figures) return <div className="range-figures muted">{t('charts.empty')}</div>
  const [gen0, gen1, gen2] = figures.collections.map(formatCount)
  return (
    <section className="range-figures" aria-label={t('charts.rangeFigures')}>
      <b>
        {marked
          ? t('charts.range', { from: formatDuration(marked.start), to: formatDuration(marked.end) })
          : t('charts.wholeRun')}
      </b>
      <span>{formatDuration(figures.duration)}</span>
      <span>{t('charts.rangeRss', { value: formatSigned(figures.growth.rss, formatBytes) })}</span>
      <span>{t('charts.rangeTraced', { value: formatSigned(figures.growth.tracedBytes, formatBytes) })}</span>
      <span>{t('charts.rangeObjects', { value: formatSigned(figures.growth.objectsAlive) })}</span>
      <span>
        {t('charts.rangeBlocks', { allocated: formatCount(figures.allocations), freed: formatCount(figures.frees) })}
      </span>
      <span>{t('charts.rangeCollections', { gen0, gen1, gen2, pause: formatDuration(figures.predictedNs) })}</span>
      <span>{t('charts.rangeCollected', { count: formatCount(figures.collected) })}</span>
      {marked && (
        <button type="button" className="link" onClick={clearRange}>
          {t('charts.clearRange')}
        </button>
      )}
    </section>
  )
}
