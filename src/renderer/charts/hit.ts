/** What lies under the pointer. Events are sorted by time; distances in pixels, so that a thin mark can be hit. */
import { lowerBound } from './search'
import { type TimeSpan, toPixel, toTime } from './view'

/** How near the pointer must come to an event or a hairline. */
export const REACH = 5

/**
 * The index of the event nearest to the pixel `x` of a chart that shows `range` over `width` pixels; -1 when none is
 * within reach.
 */
export function eventAt(
  times: ArrayLike<number>,
  length: number,
  range: TimeSpan,
  width: number,
  x: number,
  reach = REACH,
): number {
  let best = -1
  let distance = reach
  const end = toTime(range, width, x + reach)
  for (let i = lowerBound(times, length, toTime(range, width, x - reach)); i < length && times[i] <= end; i++) {
    const away = Math.abs(toPixel(range, width, times[i]) - x)
    if (best < 0 ? away <= distance : away < distance) {
      best = i
      distance = away
    }
  }
  return best
}

/** One event per pixel at most: the indexes that are worth drawing within the range, by the largest weight. */
export function thinned(
  times: ArrayLike<number>,
  length: number,
  range: TimeSpan,
  width: number,
  weight: (index: number) => number,
  pixels = 1,
): number[] {
  const kept: number[] = []
  let slot = Number.NaN
  for (let i = lowerBound(times, length, range.start); i < length && times[i] <= range.end; i++) {
    const at = Math.floor(toPixel(range, width, times[i]) / pixels)
    if (at !== slot) {
      kept.push(i)
      slot = at
    } else if (weight(i) > weight(kept[kept.length - 1])) kept[kept.length - 1] = i
  }
  return kept
}
