/**
 * Text of doubles: the digits (shortest or exactly rounded, half to even) and their layout as repr, %e, %f or %g
 * (CPython Python/pystrtod.c, PyOS_double_to_string). Pure functions of numbers.
 */
import { POWERS_OF_TEN } from './text-input'

/** Significant digits without trailing zeros, and the position of the decimal point relative to their start. */
interface Decimal {
  digits: string
  point: number
}

const ZERO: Decimal = { digits: '0', point: 1 }

const trimZeros = (s: string): string => {
  let end = s.length
  while (end > 1 && s.charCodeAt(end - 1) === 48) end--
  return end === s.length ? s : s.slice(0, end)
}

/** Digits of 'd.ddde±x'. */
function fromExponential(text: string): Decimal {
  const e = text.indexOf('e')
  const digits = e === 1 ? text[0] : text[0] + text.slice(2, e)
  return { digits: trimZeros(digits), point: Number(text.slice(e + 1)) + 1 }
}

/** The exact decimal expansion of a positive finite double. */
export function exactDecimal(v: number): Decimal {
  const { mantissa, exponent } = splitDouble(v)
  const text =
    exponent >= 0 ? (mantissa << BigInt(exponent)).toString() : (mantissa * 5n ** BigInt(-exponent)).toString()
  const point = exponent >= 0 ? text.length : text.length + exponent
  return { digits: trimZeros(text), point }
}

const scratch = new DataView(new ArrayBuffer(8))

/** v = mantissa * 2^exponent for a positive finite double. */
export function splitDouble(v: number): { mantissa: bigint; exponent: number } {
  scratch.setFloat64(0, v)
  const bits = scratch.getBigUint64(0)
  const e = Number((bits >> 52n) & 0x7ffn)
  const m = bits & 0xfffffffffffffn
  return e === 0 ? { mantissa: m, exponent: -1074 } : { mantissa: m | 0x10000000000000n, exponent: e - 1075 }
}

/** Rounds to the first n digits (n may be <= 0), half to even. */
function roundDecimal(d: Decimal, n: number): Decimal {
  if (n >= d.digits.length) return d
  if (n < 0) return { digits: '0', point: 1 }
  const next = d.digits.charCodeAt(n) - 48
  const odd = n > 0 && (d.digits.charCodeAt(n - 1) & 1) === 1
  const up = next > 5 || (next === 5 && (d.digits.length > n + 1 || odd))
  const kept = n === 0 ? '0' : d.digits.slice(0, n)
  if (!up) return { digits: trimZeros(kept), point: d.point }
  const sum = (BigInt(kept) + 1n).toString()
  const grown = n === 0 ? 1 : sum.length - n
  return { digits: trimZeros(sum), point: d.point + grown }
}

const isZero = (d: Decimal): boolean => d.digits === '0' || d.digits === ''

/** Shortest digits that read back as v > 0. */
const shortest = (v: number): Decimal => fromExponential(v.toExponential())

/** v > 0 rounded to n >= 1 significant digits. */
function significant(v: number, n: number): Decimal {
  if (n <= 100) {
    // the engine rounds exact ties up: a tie shows as a 5 in the digit behind
    const more = v.toExponential(Math.min(n, 100))
    if (more.charCodeAt(more.indexOf('e') - 1) !== 53) return fromExponential(v.toExponential(n - 1))
  }
  return roundDecimal(exactDecimal(v), n)
}

/** v > 0 rounded to n >= 0 places behind the point. */
function places(v: number, n: number): Decimal {
  if (n <= 40 && v < 1e21) {
    // a tie is an odd multiple of 2^-(n+1)
    const t = v * 2 ** (n + 1)
    const tie = t < 2 ** 53 && Math.floor(t) === t && t % 2 === 1
    if (!tie) {
      const text = v.toFixed(n)
      const dot = text.indexOf('.')
      const whole = dot < 0 ? text : text.slice(0, dot)
      const all = dot < 0 ? text : whole + text.slice(dot + 1)
      let lead = 0
      while (lead < all.length && all.charCodeAt(lead) === 48) lead++
      if (lead === all.length) return { digits: '', point: -n }
      return { digits: trimZeros(all.slice(lead)), point: whole.length - lead }
    }
  }
  const d = exactDecimal(v)
  const r = roundDecimal(d, d.point + n)
  return isZero(r) ? { digits: '', point: -n } : r
}

export interface FloatStyle {
  /** Force a sign: '+' in front of positive numbers. */
  sign?: boolean
  /** Keep the decimal point and, for g, trailing zeros. */
  alt?: boolean
  /** Write integral values with '.0'. */
  addDot0?: boolean
  /** No minus sign for a result that rounds to zero. */
  noNegZero?: boolean
}

/** Length of the buffer PyOS_double_to_string asked for; float_repr allocates it to keep the allocation trace. */
export let lastBufferSize = 0

/**
 * v as 'e', 'f', 'g' (and upper case), or 'r' for repr. Precision as in C, 'g' with 0 means 1. Infinity and NaN become
 * 'inf' and 'nan'.
 */
export function formatDouble(v: number, code: string, precision: number, style: FloatStyle = {}): string {
  const lower = code.toLowerCase()
  const upper = lower !== code
  if (!Number.isFinite(v)) {
    const text = Number.isNaN(v) ? 'nan' : 'inf'
    const sign = v < 0 ? '-' : style.sign ? '+' : ''
    lastBufferSize = 5
    return sign + (upper ? text.toUpperCase() : text)
  }
  let negative = v < 0 || Object.is(v, -0)
  const a = Math.abs(v)
  let p = precision
  if (lower === 'e') p++
  else if (lower === 'g' && p === 0) p = 1
  let d = ZERO
  if (a !== 0) d = lower === 'r' ? shortest(a) : lower === 'f' ? places(a, p) : significant(a, p)
  if (negative && style.noNegZero && isZero(d)) negative = false
  const text = layout(d, lower, p, style)
  const body = upper ? text.toUpperCase() : text
  return negative ? `-${body}` : style.sign ? `+${body}` : body
}

/** Places the digits around the point (format_float_short). */
function layout(d: Decimal, code: string, precision: number, style: FloatStyle): string {
  const { digits } = d
  let point = d.point
  let end = digits.length
  let useExp = false
  if (code === 'e') {
    useExp = true
    end = precision
  } else if (code === 'f') end = point + precision
  else if (code === 'g') {
    if (point <= -4 || point > precision - (style.addDot0 ? 1 : 0)) useExp = true
    if (style.alt) end = precision
  } else if (point <= -4 || point > 16) useExp = true
  let exponent = 0
  if (useExp) {
    exponent = point - 1
    point = 1
  }
  const start = point <= 0 ? point - 1 : 0
  if (!useExp && style.addDot0) end = Math.max(end, point + 1)
  else end = Math.max(end, point)
  lastBufferSize = 3 + (end - start) + (useExp ? 5 : 0)

  let text: string
  if (point <= 0) {
    text = `${'0'.repeat(point - start)}.${'0'.repeat(-point)}${digits}${'0'.repeat(Math.max(0, end - digits.length))}`
  } else if (digits.length <= point) {
    text = `${digits}${'0'.repeat(point - digits.length)}.${'0'.repeat(end - point)}`
  } else {
    text = `${digits.slice(0, point)}.${digits.slice(point)}${'0'.repeat(Math.max(0, end - digits.length))}`
  }
  if (text.endsWith('.') && !style.alt) text = text.slice(0, -1)
  if (!useExp) return text
  const e = Math.abs(exponent)
  return `${text}e${exponent < 0 ? '-' : '+'}${e < 10 ? '0' : ''}${e}`
}

/** repr(float). */
export function floatRepr(v: number): string {
  const a = Math.abs(v)
  if (!(a >= 1e-4 && a < 1e16)) return formatDouble(v, 'r', 0, { addDot0: true })
  // no exponent: the engine's own text is the same, but for the point of integers
  const digits = String(a)
  const text = Math.floor(a) === a ? `${digits}.0` : digits
  lastBufferSize = text.length + 2
  return v < 0 ? `-${text}` : text
}

/** v rounded to n decimal places (n may be negative), half to even on the exact value (double_round). */
export function roundDouble(v: number, n: number): number {
  if (v === 0) return v
  if (n >= 0 && n < POWERS_OF_TEN.length) {
    // when the product is clearly off the middle of two integers, its own rounding does not matter
    const a = Math.abs(v)
    const power = POWERS_OF_TEN[n]
    const x = a * power
    const whole = Math.floor(x)
    if (x < 2 ** 50 && Math.abs(x - whole - 0.5) > x * 2 ** -51) {
      const r = (x - whole > 0.5 ? whole + 1 : whole) / power
      return v < 0 ? -r : r
    }
  }
  const d = exactDecimal(Math.abs(v))
  const r = roundDecimal(d, d.point + n)
  if (isZero(r)) return v < 0 ? -0 : 0
  const x = Number(`${r.digits}e${r.point - r.digits.length}`)
  return v < 0 ? -x : x
}
