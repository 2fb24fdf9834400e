import type { TimeSpan } from './view'

/**
 * The spans of time in which `line` was running, among the samples [start, end). Spans closer to each other than a
 * thousandth of the range become one: they could not be told apart on the screen.
 */
export function lineSpans(
  lines: Float64Array,
  times: Float64Array,
  start: number,
  end: number,
  line: number,
): TimeSpan[] {
  const spans: TimeSpan[] = []
  if (end <= start) return spans
  const close = (times[end - 1] - times[start]) / 1000
  for (let i = start; i < end; i++) {
    if (lines[i] !== line) continue
    const from = i > 0 ? times[i - 1] : 0
    const last = spans[spans.length - 1]
    if (last && from - last.end <= close) last.end = times[i]
    else spans.push({ start: from, end: times[i] })
  }
  return spans
}
