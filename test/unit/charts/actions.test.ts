import { beforeEach, describe, expect, it } from 'vitest'
import type { CollectionEvent, RunEvent } from '../../../src/protocol/events'
import { SAMPLE_COLUMNS, type SampleTable } from '../../../src/protocol/samples'
import {
  cursorNow,
  fitView,
  goToCollection,
  goToMark,
  moveCursor,
  neighbour,
  panBy,
  selectCollection,
  stepCursor,
  toggleSeries,
  zoomBy,
} from '../../../src/renderer/charts/chart-actions'
import { collectionsCsv, csvCell, csvTable, seriesCsv } from '../../../src/renderer/charts/csv'
import { lineSpans } from '../../../src/renderer/charts/line-spans'
import { pauseBars, pauseRange, quantile } from '../../../src/renderer/charts/pause-bars'
import { thresholdSteps, thresholdsAt } from '../../../src/renderer/charts/thresholds'
import {
  cursorTime,
  hiddenSeries,
  revealLine,
  selectedCollection,
  selection,
  shown,
  visibleRange,
} from '../../../src/renderer/state/app-state'
import { RecordingModel } from '../../../src/renderer/state/recording-model'

const collection = (seq: number, time: number, generation: 0 | 1 | 2, more: Partial<CollectionEvent> = {}) =>
  ({
    kind: 'collection',
    seq,
    time,
    line: seq + 10,
    generation,
    trigger: 'automatic',
    predictedNs: 1000 * (generation + 1),
    measuredNs: 5000,
    phases: [],
    candidates: 1,
    collected: 1,
    uncollectable: 0,
    finalized: 0,
    resurrected: 0,
    promoted: 0,
    countsBefore: [1, 2, 3],
    countsAfter: [0, 0, 0],
    thresholds: [700, 10, 10],
    sizesBefore: [1, 1, 1],
    sizesAfter: [1, 1, 1],
    ...more,
  }) as CollectionEvent

function model(events: RunEvent[]): RecordingModel {
  const made = new RecordingModel(null, 'x', '')
  const columns = Object.fromEntries(
    SAMPLE_COLUMNS.map((column) => [column.name, Float64Array.from({ length: 100 }, (_, i) => (i + 1) * 100)]),
  ) as SampleTable
  made.samples.append({ columns, length: 100 })
  made.addEvents(events)
  return made
}

beforeEach(() => {
  const marks = [2500, 7500].map((time, i) => ({ kind: 'mark', seq: 20 + i, time, line: 1, name: `m${i}` }) as RunEvent)
  shown.set(model([collection(0, 1000, 0), collection(1, 1000, 1), collection(2, 6000, 2), ...marks]))
  for (const state of [cursorTime, visibleRange, selection, selectedCollection, revealLine]) state.set(null)
  hiddenSeries.set(new Set())
})

describe('time', () => {
  it('steps by samples and stays within the run', () => {
    expect(cursorNow()).toBe(10_000)
    stepCursor(-1)
    expect(cursorNow()).toBe(9_900)
    moveCursor(-5)
    expect(cursorNow()).toBe(0)
    stepCursor(1)
    expect(cursorNow()).toBe(200)
    stepCursor(1000)
    expect(cursorNow()).toBe(10_000)
  })

  it('goes from collection to collection, those of one instant included, and takes line and selection along', () => {
    moveCursor(0)
    const seen: unknown[] = []
    for (let i = 0; i < 4; i++) {
      goToCollection(1)
      seen.push(selectedCollection.get())
    }
    expect(seen).toEqual([0, 1, 2, 2])
    expect(revealLine.get()).toEqual({ line: 12 })
    goToCollection(-1)
    expect(selectedCollection.get()).toBe(1)
    selectCollection(null)
    expect(selectedCollection.get()).toBeNull()
  })

  it('goes from mark to mark', () => {
    moveCursor(0)
    goToMark(1)
    expect(cursorNow()).toBe(2500)
    goToMark(1)
    goToMark(1)
    expect(cursorNow()).toBe(7500)
    goToMark(-1)
    expect(cursorNow()).toBe(2500)
    expect(neighbour([], 5, 1)).toBeNull()
  })

  it('zooms about the cursor, pans by a share of the view and shows the cursor where it goes', () => {
    moveCursor(5000)
    zoomBy(0.2)
    expect(visibleRange.get()).toEqual({ start: 4000, end: 6000 })
    panBy(0.5)
    expect(visibleRange.get()).toEqual({ start: 5000, end: 7000 })
    moveCursor(1500)
    expect(visibleRange.get()).toEqual({ start: 500, end: 2500 })
  })

  it('F shows the marked range, then everything', () => {
    selection.set({ start: 2000, end: 4000 })
    fitView()
    expect(visibleRange.get()).toEqual({ start: 1920, end: 4080 })
    fitView()
    expect(visibleRange.get()).toBeNull()
  })

  it('a series is switched off and on', () => {
    toggleSeries('rss')
    expect([...hiddenSeries.get()]).toEqual(['rss'])
    toggleSeries('rss')
    expect(hiddenSeries.get().size).toBe(0)
  })
})

describe('thresholds over time', () => {
  it('are CPython’s until a collection says otherwise', () => {
    const steps = thresholdSteps({
      manifest: null,
      collections: [collection(0, 10, 0), collection(1, 20, 0, { thresholds: [50, 5, 5] })],
    })
    expect(steps.map((step) => step.time)).toEqual([0, 20])
    expect(thresholdsAt(steps, 19)).toEqual([700, 10, 10])
    expect(thresholdsAt(steps, 20)).toEqual([50, 5, 5])
    expect(thresholdsAt(thresholdSteps({ manifest: null, collections: [] }), 0)).toEqual([700, 10, 10])
  })
})

describe('pauses', () => {
  const events = [
    collection(0, 10, 0, { predictedNs: 100 }),
    collection(1, 11, 0, { predictedNs: 900 }),
    collection(2, 500, 1),
    collection(3, 2000, 2),
  ]

  it('keeps the longest of each few pixels and leaves out what is hidden or out of view', () => {
    const bars = pauseBars(events, { start: 0, end: 1000 }, 100, new Set(), false)
    expect(bars.map((bar) => [bar.generation, bar.ns])).toEqual([
      [0, 900],
      [1, 2000],
    ])
    expect(pauseBars(events, { start: 0, end: 1000 }, 100, new Set(['pauses0']), true)).toHaveLength(2)
    expect(pauseBars(events, { start: 0, end: 1000 }, 0, new Set(), false)).toEqual([])
  })

  it('knows its range and its quantiles', () => {
    expect(pauseRange([events], false)).toEqual({ low: 100, high: 3000 })
    expect(pauseRange([events], true).high).toBe(5000)
    expect(pauseRange([[]], false).high).toBeGreaterThan(0)
    expect(quantile([5, 1, 4, 2, 3], 0.5)).toBe(3)
    expect(quantile([5, 1, 4, 2, 3], 1)).toBe(5)
    expect(quantile([], 0.95)).toBe(0)
  })
})

describe('where a line ran', () => {
  it('is spans of time, neighbours joined', () => {
    const times = Float64Array.from([10, 20, 30, 40, 50])
    const lines = Float64Array.from([7, 7, 1, 7, 1])
    expect(lineSpans(lines, times, 0, 5, 7)).toEqual([
      { start: 0, end: 20 },
      { start: 30, end: 40 },
    ])
    expect(lineSpans(lines, times, 0, 5, 99)).toEqual([])
    expect(lineSpans(lines, times, 3, 3, 7)).toEqual([])
  })
})

describe('CSV', () => {
  it('quotes what needs it and disarms formulas', () => {
    expect(csvCell('a,"b"')).toBe('"a,""b"""')
    expect(csvCell('=cmd()')).toBe("'=cmd()")
    expect(csvCell(-5)).toBe('-5')
    expect(csvTable(['a', 'b'], [[1, 'x\ny']])).toBe('a,b\r\n1,"x\ny"\r\n')
  })

  it('of a series holds every sample in the range, with units in the names', () => {
    const text = seriesCsv(shown.get().samples, { start: 250, end: 450 }, ['time', 'rss', 'tracedBytes', 'gen0Count'])
    expect(text).toBe('time_ns,rss_bytes,tracedBytes,gen0Count\r\n300,300,300,300\r\n400,400,400,400\r\n')
  })

  it('of collections has a column for each figure', () => {
    const lines = collectionsCsv(shown.get().collections, { start: 0, end: 1000 }).trim().split('\r\n')
    expect(lines).toHaveLength(3)
    expect(lines[0].split(',')).toHaveLength(lines[1].split(',').length)
    expect(lines[1]).toMatch(/^0,1000,0,automatic,10,1000,5000,1,1,0,0,0,0,1,2,3,0,0,0,700,10,10,/)
  })
})
