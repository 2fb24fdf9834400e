/** What hand and keys do with time: each works on the recording on screen and changes atoms, nothing else. */
import type { CollectionEvent } from '../../protocol/events'
import {
  cursorTime,
  hiddenSeries,
  revealLine,
  selectedCollection,
  selection,
  shown,
  type TimeRange,
  visibleRange,
} from '../state/app-state'
import { chartData, overlaid } from './chart-data'
import { playing, rangeMode } from './chart-state'
import { lastAtOrBefore, lowerBound } from './search'
import { grow, pan, reveal, type TimeSpan, visible, zoom, zoomTo } from './view'

/** Everything there is to see: a recording laid over this one may last longer. */
export const extentNow = (): TimeSpan => ({
  start: 0,
  end: Math.max(shown.get().endTime, overlaid.get()?.extent.end ?? 0),
})
export const rangeNow = (): TimeSpan => visible(visibleRange.get(), extentNow())
/** The instant all panels show. */
export const cursorNow = (): number => cursorTime.get() ?? shown.get().endTime

export function zoomAt(at: number, factor: number): void {
  visibleRange.set(zoom(visibleRange.get(), extentNow(), at, factor))
}

/** About the cursor when it is in sight, else about the middle. */
export function zoomBy(factor: number): void {
  const range = rangeNow()
  const cursor = cursorNow()
  const inSight = cursorTime.get() !== null && cursor >= range.start && cursor <= range.end
  zoomAt(inSight ? cursor : (range.start + range.end) / 2, factor)
}

/** By a share of what is visible. */
export function panBy(share: number): void {
  const range = rangeNow()
  visibleRange.set(pan(visibleRange.get(), extentNow(), (range.end - range.start) * share))
}

/** F: the marked range when there is one and it is not in view already, else everything. */
export function fitView(): void {
  const marked = selection.get()
  const target = marked && zoomTo(extentNow(), marked)
  const now = visibleRange.get()
  const there = target && now && target.start === now.start && target.end === now.end
  visibleRange.set(target && !there ? target : null)
}

export function showAll(): void {
  visibleRange.set(null)
}

/** Moves the cursor to an instant and the view with it when it would be out of sight. */
export function moveCursor(time: number): void {
  const extent = extentNow()
  if (extent.end <= 0) return
  cursorTime.set(Math.min(Math.max(time, extent.start), extent.end))
  visibleRange.set(reveal(visibleRange.get(), extent, time))
}

/** To the newest instant: the cursor follows a live run again. */
export function cursorToEnd(): void {
  cursorTime.set(null)
  const view = visibleRange.get()
  if (view) visibleRange.set(reveal(view, extentNow(), extentNow().end))
}

/** By samples: the instants that have values of their own. */
export function stepCursor(samples: number): void {
  const data = chartData(shown.get())
  if (data.length === 0) return
  const { times } = data
  const at = cursorTime.get() === null ? data.length - 1 : data.indexAt(cursorNow())
  // Far out, one sample is less than a pixel: the step is a three hundredth of the view then.
  const range = rangeNow()
  const seen = lowerBound(times, data.length, range.end) - lowerBound(times, data.length, range.start)
  const stride = Math.max(1, Math.round(seen / 300))
  const next = Math.min(data.length - 1, Math.max(0, at + samples * stride))
  moveCursor(times[next])
}

export function selectCollection(event: CollectionEvent | null): void {
  selectedCollection.set(event ? event.seq : null)
  if (!event) return
  moveCursor(event.time)
  if (event.line > 0) revealLine.set({ line: event.line })
}

/** The neighbour in time of the cursor among sorted events; null at the end of them. */
export function neighbour<E extends { time: number }>(events: readonly E[], at: number, direction: 1 | -1): E | null {
  const times = events.map((event) => event.time)
  if (direction > 0) return events[lastAtOrBefore(times, times.length, at) + 1] ?? null
  return events[lowerBound(times, times.length, at) - 1] ?? null
}

export function goToCollection(direction: 1 | -1): void {
  const { collections } = shown.get()
  const chosen = selectedCollection.get()
  const at = chosen === null ? -1 : collections.findIndex((event) => event.seq === chosen)
  // Collections may share an instant: from a selected one the next is the next in order.
  const next =
    at >= 0 && collections[at].time === cursorNow()
      ? collections[at + direction]
      : neighbour(collections, cursorNow(), direction)
  if (next) selectCollection(next)
}

export function goToMark(direction: 1 | -1): void {
  const next = neighbour(shown.get().marks, cursorNow(), direction)
  if (next) moveCursor(next.time)
}

export function markRange(range: TimeRange | null): void {
  selection.set(range)
}

export function clearRange(): void {
  selection.set(null)
  rangeMode.set(false)
  selectedCollection.set(null)
}

export function toggleSeries(key: string): void {
  hiddenSeries.update((hidden) => {
    const next = new Set(hidden)
    if (!next.delete(key)) next.add(key)
    return next
  })
}

const extents = new WeakMap<object, number>()

/** A live run has grown: a view at its newest edge moves along. */
export function followRun(): void {
  const model = shown.get()
  const before = extents.get(model)
  const now = model.endTime
  extents.set(model, now)
  if (before === undefined || before === now || !model.live) return
  visibleRange.set(grow(visibleRange.get(), { start: 0, end: before }, { start: 0, end: now }))
}

export function togglePlay(): void {
  if (!playing.get() && (cursorTime.get() === null || cursorNow() >= extentNow().end)) cursorTime.set(rangeNow().start)
  playing.update((on) => !on)
}
