/**
 * Figures as people read them, in one style everywhere: KiB and MiB for bytes, ns to s for durations, thin spaces between
 * thousands. Locale plays no part: the decimal point is a point.
 */
const THIN_SPACE = '\u202f' // the narrow one that does not break

const grouped = (digits: string): string => digits.replace(/\B(?=(\d{3})+$)/g, THIN_SPACE)

/** At most `digits` significant digits, and never an exponent. */
function short(value: number, digits = 3): string {
  if (value === 0) return '0'
  const places = Math.max(0, digits - 1 - Math.floor(Math.log10(Math.abs(value))))
  const [whole, fraction] = Math.abs(value).toFixed(Math.min(places, 6)).split('.')
  const rest = fraction?.replace(/0+$/, '')
  return (value < 0 ? '−' : '') + grouped(whole) + (rest ? `.${rest}` : '')
}

/** "1 234 567" */
export function formatCount(n: number): string {
  const rounded = Math.round(n)
  return (rounded < 0 ? '−' : '') + grouped(String(Math.abs(rounded)))
}

const BYTE_UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB']

/** "512 B", "1.42 MiB" */
export function formatBytes(bytes: number): string {
  let value = bytes
  let unit = 0
  while (Math.abs(value) >= 1023.5 && unit < BYTE_UNITS.length - 1) {
    value /= 1024
    unit++
  }
  return `${unit === 0 ? formatCount(value) : short(value)} ${BYTE_UNITS[unit]}`
}

/** "1 488 977 bytes" */
export const formatExactBytes = (bytes: number): string => `${formatCount(bytes)} bytes`

/** "830 ns", "12.4 ms", "1.82 s" */
export function formatDuration(ns: number): string {
  const size = Math.abs(ns)
  if (size < 999.5) return `${formatCount(ns)} ns`
  if (size < 999.5e3) return `${short(ns / 1e3)} µs`
  if (size < 999.5e6) return `${short(ns / 1e6)} ms`
  return `${short(ns / 1e9)} s`
}

/** Of a share between 0 and 1: "0.03 %", "4.1 %", "100 %"; what is not nothing never reads 0. */
export function formatShare(share: number): string {
  const percent = share * 100
  if (percent !== 0 && Math.abs(percent) < 0.01) return '< 0.01 %'
  return `${short(percent, Math.abs(percent) < 1 ? 2 : 3)} %`
}

/** "+1.2 MiB", "−3": a difference carries its sign. */
export const signed = (text: string, value: number): string => (value > 0 ? `+${text}` : text)

export const formatRate = (perSecond: number): string => (perSecond >= 10 ? formatCount(perSecond) : short(perSecond))

export { short as formatNumber }
