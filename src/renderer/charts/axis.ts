/** Axes with few, round ticks: times in ns, bytes in powers of two, counts in powers of ten. */

export interface AxisTicks {
  values: number[]
  /** What stands at each tick; all of one axis in the same unit. */
  labels: string[]
}

/** The largest of 1, 2, 5 x 10^n that puts at most `most` steps into the span. */
export function decimalStep(span: number, most: number): number {
  if (!(span > 0)) return 1
  const raw = span / Math.max(1, most)
  const power = 10 ** Math.floor(Math.log10(raw))
  for (const factor of [1, 2, 5, 10]) if (factor * power >= raw * (1 - 1e-9)) return factor * power
  return 10 * power
}

const TIME_UNITS: [string, number][] = [
  ['ns', 1],
  ['µs', 1e3],
  ['ms', 1e6],
  ['s', 1e9],
]

const BYTE_UNITS: [string, number][] = [
  ['B', 1],
  ['KiB', 1024],
  ['MiB', 1024 ** 2],
  ['GiB', 1024 ** 3],
]

function largestUnit(units: [string, number][], value: number): [string, number] {
  let chosen = units[0]
  for (const unit of units) if (value >= unit[1]) chosen = unit
  return chosen
}

/** Digits behind the point that tell the ticks of this step apart. */
function decimals(step: number): number {
  return step >= 1 ? 0 : Math.min(9, Math.ceil(-Math.log10(step) - 1e-9))
}

function multiples(from: number, to: number, step: number): number[] {
  const values: number[] = []
  for (let i = Math.ceil(from / step - 1e-9); i * step <= to + step * 1e-9; i++) values.push(i * step)
  return values
}

/**
 * Ticks of virtual time. The unit is the largest in which the step still has at most three decimals, so that a
 * close zoom into a long run reads `1.2345 s` rather than a row of nanoseconds of ten digits.
 */
export function timeTicks(from: number, to: number, most: number): AxisTicks {
  const step = Math.max(1, decimalStep(to - from, most))
  const [name, size] = largestUnit(TIME_UNITS, Math.max(Math.abs(from), Math.abs(to)))
  let unit = { name, size }
  for (const [smaller, smallerSize] of [...TIME_UNITS].reverse()) {
    if (smallerSize >= size) continue
    if (decimals(step / unit.size) > 3) unit = { name: smaller, size: smallerSize }
  }
  const values = multiples(from, to, step)
  const digits = decimals(step / unit.size)
  return { values, labels: values.map((value) => `${(value / unit.size).toFixed(digits)} ${unit.name}`) }
}

/** Steps of 1, 2, 4 ... 512 of a power-of-two unit. */
export function byteStep(span: number, most: number): number {
  if (!(span > 0)) return 1
  return 2 ** Math.max(0, Math.ceil(Math.log2(span / Math.max(1, most)) - 1e-9))
}

export function byteTicks(from: number, to: number, most: number): AxisTicks {
  const step = byteStep(to - from, most)
  const [name, size] = largestUnit(BYTE_UNITS, Math.max(to, step))
  const digits = Math.min(3, Math.max(0, Math.ceil(Math.log2(size / step) * Math.log10(2) - 1e-9)))
  const values = multiples(from, to, step)
  return { values, labels: values.map((value) => (value === 0 ? '0' : `${trim(value / size, digits)} ${name}`)) }
}

function trim(value: number, digits: number): string {
  const text = value.toFixed(digits)
  return digits > 0 ? text.replace(/\.?0+$/, '') : text
}

export function countTicks(from: number, to: number, most: number): AxisTicks {
  const step = Math.max(1, decimalStep(to - from, most))
  const values = multiples(from, to, step)
  const [suffix, size]: [string, number] = to >= 1e6 ? ['M', 1e6] : to >= 1e4 ? ['k', 1e3] : ['', 1]
  return {
    values,
    labels: values.map((value) =>
      value === 0 ? '0' : `${trim(value / size, decimals(step / size))}${suffix && ` ${suffix}`}`,
    ),
  }
}

/** Durations on a logarithmic axis: one tick per power of ten. */
export function logTimeTicks(from: number, to: number): AxisTicks {
  const values: number[] = []
  for (let p = Math.ceil(Math.log10(Math.max(1, from)) - 1e-9); 10 ** p <= to * (1 + 1e-9); p++) values.push(10 ** p)
  return {
    values,
    labels: values.map((value) => {
      const [name, size] = largestUnit(TIME_UNITS, value)
      return `${value / size} ${name}`
    }),
  }
}

/**
 * An upper end that leaves some air above the largest value and lies on a tick; it keeps its place while the value
 * stays between half of it and it, so that a live chart does not breathe.
 */
export function steadyTop(largest: number, previous: number, unit: 'bytes' | 'decimal'): number {
  if (!(largest > 0)) return previous > 0 ? previous : 1
  if (previous >= largest && previous <= largest * 2) return previous
  const wanted = largest * 1.06
  const step = unit === 'bytes' ? byteStep(wanted, 6) : decimalStep(wanted, 6)
  return Math.ceil(wanted / step - 1e-9) * step
}
