/** Looking things up in the samples of a recording. */
import type { Recording } from '../../protocol/recording'

/** Index of the first sample at or after `time`; `times.length` when there is none. */
export function indexFrom(times: Float64Array, time: number): number {
  let low = 0
  let high = times.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (times[middle] < time) low = middle + 1
    else high = middle
  }
  return low
}

/** Index of the last sample at or before `time`; -1 when there is none. */
export function indexUntil(times: Float64Array, time: number): number {
  const from = indexFrom(times, time)
  return times[from] === time ? from : from - 1
}

/** Index of the first largest value; -1 when there is none. */
export function indexOfLargest(values: Float64Array): number {
  let best = -1
  for (let i = 0; i < values.length; i++) if (best < 0 || values[i] > values[best]) best = i
  return best
}

export const lastOf = (values: Float64Array): number => (values.length === 0 ? 0 : values[values.length - 1])
export const largestOf = (values: Float64Array): number => values[indexOfLargest(values)] ?? 0

/**
 * Virtual ns at which the program ended, before finalization; for a run that was cut off, the last thing known. (The end
 * event comes after finalization.)
 */
export function programEnd(recording: Recording): number {
  const { totals } = recording.manifest
  if (totals !== null) return totals.virtualTimeNs
  return Math.max(lastOf(recording.samples.time), recording.events.at(-1)?.time ?? 0)
}

/** Index of the last sample that belongs to the program; -1 when there is none. */
export function lastProgramSample(recording: Recording): number {
  return indexUntil(recording.samples.time, programEnd(recording))
}
