/**
 * The visible range of virtual time, and what the hand does with it. All times in ns. A view of null shows everything
 * and goes on doing so while a run grows.
 */
export interface TimeSpan {
  start: number
  end: number
}

/** One cannot zoom in further than this: 1 µs of virtual time. */
export const SHORTEST_SPAN = 1_000

const lengthOf = (range: TimeSpan): number => range.end - range.start

/** The range that is drawn: never empty. */
export function visible(view: TimeSpan | null, extent: TimeSpan): TimeSpan {
  if (view && lengthOf(view) > 0) return view
  return { start: extent.start, end: Math.max(extent.end, extent.start + SHORTEST_SPAN) }
}

/** Keeps the range within what there is: its length first, then its place; null when it shows everything. */
export function clamp(range: TimeSpan, extent: TimeSpan): TimeSpan | null {
  const whole = Math.max(lengthOf(extent), SHORTEST_SPAN)
  const length = Math.max(lengthOf(range), SHORTEST_SPAN)
  if (length >= whole * (1 - 1e-9)) return null
  const start = Math.min(Math.max(range.start, extent.start), extent.start + whole - length)
  return { start, end: start + length }
}

export function pan(view: TimeSpan | null, extent: TimeSpan, delta: number): TimeSpan | null {
  const range = visible(view, extent)
  return clamp({ start: range.start + delta, end: range.end + delta }, extent)
}

/** `factor` below 1 goes closer; the instant `at` stays where it is on the screen as far as the edges allow. */
export function zoom(view: TimeSpan | null, extent: TimeSpan, at: number, factor: number): TimeSpan | null {
  const range = visible(view, extent)
  const length = Math.max(lengthOf(range) * factor, SHORTEST_SPAN)
  const share = (at - range.start) / lengthOf(range)
  const start = at - share * length
  return clamp({ start, end: start + length }, extent)
}

/** A range of the user's choice, with a little air around it. */
export function zoomTo(extent: TimeSpan, range: TimeSpan): TimeSpan | null {
  const air = lengthOf(range) * 0.04
  return clamp({ start: range.start - air, end: range.end + air }, extent)
}

/** A live run has grown: a view whose right edge was at the newest instant keeps its length and moves along. */
export function grow(view: TimeSpan | null, before: TimeSpan, now: TimeSpan): TimeSpan | null {
  if (!view || now.end === before.end) return view
  if (view.end < before.end) return view
  return clamp({ start: now.end - lengthOf(view), end: now.end }, now)
}

/** Moves the view as little as needed to show the instant. */
export function reveal(view: TimeSpan | null, extent: TimeSpan, at: number): TimeSpan | null {
  if (!view || (at >= view.start && at <= view.end)) return view
  const start = at - lengthOf(view) / 2
  return clamp({ start, end: start + lengthOf(view) }, extent)
}

export const toPixel = (range: TimeSpan, width: number, time: number): number =>
  ((time - range.start) / lengthOf(range)) * width

export const toTime = (range: TimeSpan, width: number, pixel: number): number =>
  range.start + (pixel / width) * lengthOf(range)
