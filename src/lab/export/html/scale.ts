/** Axes of the report's charts: few ticks with round values. */
import { formatBytes, formatCount, formatDuration } from '../../report/units'

export interface Ticks {
  values: number[]
  labels: string[]
}

/** The largest of 1, 2, 5 x 10^n that makes at most `most` steps. */
function decimalStep(span: number, most: number): number {
  const raw = span / most
  const power = 10 ** Math.floor(Math.log10(raw))
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= raw * (1 - 1e-9)) ?? 10 * power
}

function upTo(top: number, step: number, label: (value: number) => string): Ticks {
  const values = Array.from({ length: Math.floor(top / step + 1e-9) + 1 }, (_, i) => i * step)
  return { values, labels: values.map((value) => (value === 0 ? '0' : label(value))) }
}

export const byteTicks = (top: number, most: number): Ticks =>
  upTo(top, 2 ** Math.ceil(Math.log2(Math.max(top, 1) / most)), formatBytes)

export const countTicks = (top: number, most: number): Ticks =>
  upTo(top, Math.max(1, decimalStep(Math.max(top, 1), most)), formatCount)

export const timeTicks = (top: number, most: number): Ticks =>
  upTo(top, Math.max(1, decimalStep(Math.max(top, 1), most)), formatDuration)

/** Powers of ten from `low` to `high` ns. */
export function decadeTicks(low: number, high: number): Ticks {
  const first = Math.floor(Math.log10(low) + 1e-9)
  const last = Math.ceil(Math.log10(high) - 1e-9)
  const values = Array.from({ length: last - first + 1 }, (_, i) => 10 ** (first + i))
  return { values, labels: values.map(formatDuration) }
}
