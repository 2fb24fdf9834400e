/**
 * How figures look, everywhere in the window: one style for bytes (KiB, MiB: powers of 1024), one for durations (ns, µs, ms, s),
 * thin separators in counts, a sign on every difference. Digits are the same in both languages.
 */

/** Narrow no-break space between groups of digits. */
const THIN = '\u202f'
/** A real minus sign, as wide as the plus. */
const MINUS = '\u2212'

/** 1234567 -> '1 234 567' with thin spaces. Fractions are rounded away. */
export function formatCount(value: number): string {
  if (!Number.isFinite(value)) return '–'
  const digits = String(Math.abs(Math.round(value))).replace(/\B(?=(\d{3})+$)/g, THIN)
  return value < 0 && digits !== '0' ? MINUS + digits : digits
}

/** Three significant digits, without an exponent. */
function short(value: number): string {
  const size = Math.abs(value)
  const text = value.toFixed(size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2)
  return text.startsWith('-') ? MINUS + text.slice(1) : text
}

function scaled(value: number, factor: number, units: readonly string[]): string {
  let unit = 0
  let rest = value
  // 1023.6 KiB must not be shown as 1024 KiB.
  while (unit < units.length - 1 && Math.abs(rest) >= factor - 0.5) {
    rest /= factor
    unit++
  }
  return unit === 0 ? `${formatCount(rest)}${units[0]}` : `${short(rest)}${units[unit]}`
}

const BYTE_UNITS = ['\u00a0B', '\u00a0KiB', '\u00a0MiB', '\u00a0GiB'] as const

/** 5347737 -> '5.10 MiB'. */
export function formatBytes(bytes: number): string {
  return Number.isFinite(bytes) ? scaled(bytes, 1024, BYTE_UNITS) : '–'
}

/** 5347737 -> '5 347 737 B'. */
export function formatExactBytes(bytes: number): string {
  return `${formatCount(bytes)}\u00a0B`
}

/** 5347737 -> '5 347 737 B (5.10 MiB)'; below 1 KiB only the exact figure. */
export function formatBytesInFull(bytes: number): string {
  return Math.abs(bytes) < 1024 ? formatExactBytes(bytes) : `${formatExactBytes(bytes)} (${formatBytes(bytes)})`
}

/** 41320 -> '41.3 k'. */
export function formatCompact(value: number): string {
  return Number.isFinite(value) ? scaled(value, 1000, ['', '\u00a0k', '\u00a0M', '\u00a0G']) : '–'
}

/** 214000 (ns) -> '214 µs'. From a minute on: '2 min 5 s'. */
export function formatDuration(ns: number): string {
  if (!Number.isFinite(ns)) return '–'
  if (Math.abs(ns) >= 59.95e9) {
    const seconds = Math.round(Math.abs(ns) / 1e9)
    const sign = ns < 0 ? MINUS : ''
    return `${sign}${formatCount(Math.floor(seconds / 60))}\u00a0min ${seconds % 60}\u00a0s`
  }
  return scaled(ns, 1000, ['\u00a0ns', '\u00a0µs', '\u00a0ms', '\u00a0s'])
}

/** 214000 -> '214 000 ns'. */
export function formatExactDuration(ns: number): string {
  return `${formatCount(ns)}\u00a0ns`
}

/** A difference with its sign, formatted by one of the functions above: '+5.10 MiB', '−3', '±0'. */
export function formatSigned(delta: number, format: (value: number) => string = formatCount): string {
  if (!Number.isFinite(delta)) return '–'
  if (delta === 0) return `±${format(0)}`
  return delta > 0 ? `+${format(delta)}` : format(delta)
}

/** 0.1234 -> '12.3 %'. */
export function formatPercent(fraction: number): string {
  if (!Number.isFinite(fraction)) return '–'
  const percent = fraction * 100
  return `${Math.abs(percent) >= 99.95 || percent === 0 ? formatCount(percent) : short(percent)}\u00a0%`
}
