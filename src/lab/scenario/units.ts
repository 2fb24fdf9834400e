/** Sizes, times and rates as people write them in a scenario's block, and back. */

const SIZE = /^(\d+(?:\.\d+)?)\s*(B|kB|MB|GB|KiB|MiB|GiB)$/
const BYTES: Record<string, number> = {
  B: 1,
  kB: 1e3,
  MB: 1e6,
  GB: 1e9,
  KiB: 1024,
  MiB: 1024 ** 2,
  GiB: 1024 ** 3,
}

const TIME = /^(\d+(?:\.\d+)?)\s*(ns|us|µs|μs|ms|s|min)$/
const NANOSECONDS: Record<string, number> = { ns: 1, us: 1e3, µs: 1e3, μs: 1e3, ms: 1e6, s: 1e9, min: 60e9 }

/** Bytes, a whole number; null when it is none. Accepts `65536` and `"64 KiB"`. */
export function parseSize(value: unknown): number | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value >= 0 ? value : null
  const match = typeof value === 'string' ? SIZE.exec(value.trim()) : null
  if (match === null) return null
  const bytes = Number(match[1]) * BYTES[match[2]]
  return Number.isSafeInteger(Math.round(bytes)) ? Math.round(bytes) : null
}

/** Nanoseconds; null when it is none. Accepts `"5 ms"`; a bare number would leave open of what, so only 0 is taken. */
export function parseTime(value: unknown): number | null {
  if (value === 0) return 0
  const match = typeof value === 'string' ? TIME.exec(value.trim()) : null
  return match === null ? null : Number(match[1]) * NANOSECONDS[match[2]]
}

/** Bytes per second; null when it is none. Accepts `1024` and `"1 KiB/s"`. */
export function parseRate(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  const match = typeof value === 'string' ? /^([+-]?)(.*?)\s*\/\s*s$/.exec(value.trim()) : null
  const bytes = match === null ? null : parseSize(match[2])
  return match === null || bytes === null ? null : match[1] === '-' ? -bytes : bytes
}
