/** Functions of doubles that need more than one library call: hypot and dist, fsum, remainder, nextafter. */

import { scalb } from '../../object/number/double-double'
import { frexp, frexpExponent } from '../../object/number/libm'

const SPLIT = 134217729

/** Euclidean norm with a scaled, compensated sum of squares and one corrected square root (vector_norm). */
export function vectorNorm(vec: number[], max: number, foundNaN: boolean): number {
  if (max === Number.POSITIVE_INFINITY) return max
  if (foundNaN) return Number.NaN
  if (max === 0 || vec.length <= 1) return max
  frexp(max)
  const e = frexpExponent
  let sum = 1
  let frac1 = 0
  let frac2 = 0
  let frac3 = 0
  if (e < -1023) {
    // the scale would overflow: divide by the largest component instead
    for (const v of vec) {
      const x = (v / max) * (v / max)
      const old = sum
      sum += x
      frac1 += old - sum + x
    }
    return max * Math.sqrt(sum - 1 + frac1)
  }
  const scale = 2 ** -e
  const addSquare = (x: number, sign: number): void => {
    const t = x * SPLIT
    const hi = t - (t - x)
    const lo = x - hi
    let y = sign * hi * hi
    let old = sum
    sum += y
    frac1 += old - sum + y
    y = sign * 2 * hi * lo
    old = sum
    sum += y
    frac2 += old - sum + y
    y = sign * lo * lo
    if (sign > 0) frac3 += y
    else {
      old = sum
      sum += y
      frac3 += old - sum + y
    }
  }
  for (const v of vec) addSquare(v * scale, 1)
  const h = Math.sqrt(sum - 1 + (frac1 + frac2 + frac3))
  addSquare(h, -1)
  const x = sum - 1 + (frac1 + frac2 + frac3)
  return (h + x / (2 * h)) / scale
}

export const FSUM_OVERFLOW = 'intermediate overflow in fsum'
export const FSUM_INF = '-inf + inf in fsum'

/** Exactly rounded summation by non-overlapping partial sums. */
export class ExactSum {
  private partials: number[] = []
  private special = 0
  private infinities = 0

  /** False when an intermediate sum overflows. */
  add(value: number): boolean {
    let x = value
    let n = 0
    for (const p of this.partials) {
      let y = p
      if (Math.abs(x) < Math.abs(y)) [x, y] = [y, x]
      const hi = x + y
      const lo = y - (hi - x)
      if (lo !== 0) this.partials[n++] = lo
      x = hi
    }
    this.partials.length = n
    if (x !== 0) {
      if (!Number.isFinite(x)) {
        if (Number.isFinite(value)) return false
        if (!Number.isNaN(value)) this.infinities += value
        this.special += value
        this.partials = []
      } else this.partials.push(x)
    }
    return true
  }

  /** The sum, or null for inf - inf. */
  result(): number | null {
    if (this.special !== 0) return Number.isNaN(this.infinities) ? null : this.special
    const p = this.partials
    let n = p.length
    if (n === 0) return 0
    let hi = p[--n]
    let lo = 0
    while (n > 0) {
      const x = hi
      const y = p[--n]
      hi = x + y
      lo = y - (hi - x)
      if (lo !== 0) break
    }
    // a half-way case is decided by the sign of what follows
    if (n > 0 && ((lo < 0 && p[n - 1] < 0) || (lo > 0 && p[n - 1] > 0))) {
      const y = lo * 2
      const x = hi + y
      if (y === x - hi) hi = x
    }
    return hi
  }
}

/** IEEE 754 remainder: x - n * y with n the nearest integer, ties to even. */
export function ieeeRemainder(x: number, y: number): number {
  if (Number.isFinite(x) && Number.isFinite(y)) {
    if (y === 0) return Number.NaN
    const ax = Math.abs(x)
    const ay = Math.abs(y)
    const m = ax % ay
    const c = ay - m
    const r = m < c ? m : m > c ? -c : m - 2 * ((0.5 * (ax - m)) % ay)
    return x < 0 || Object.is(x, -0) ? -r : r
  }
  if (Number.isNaN(x)) return x
  if (Number.isNaN(y)) return y
  return Number.isFinite(x) ? x : Number.NaN
}

const bits = new DataView(new ArrayBuffer(8))

export function nextAfter(x: number, y: number): number {
  if (Number.isNaN(x)) return x
  if (Number.isNaN(y)) return y
  if (x === y) return y
  if (x === 0) return y > 0 ? 5e-324 : -5e-324
  bits.setFloat64(0, x)
  const n = bits.getBigInt64(0)
  bits.setBigInt64(0, x < y === x > 0 ? n + 1n : n - 1n)
  return bits.getFloat64(0)
}

export function ulp(v: number): number {
  if (Number.isNaN(v)) return v
  const a = Math.abs(v)
  if (a === Number.POSITIVE_INFINITY) return a
  const up = nextAfter(a, Number.POSITIVE_INFINITY)
  return up === Number.POSITIVE_INFINITY ? a - nextAfter(a, 0) : up - a
}

/** v * 2^n, rounded once (ldexp). */
export function ldexp(v: number, n: number): number {
  if (v === 0 || !Number.isFinite(v)) return v
  if (n > 2100) return v > 0 ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY
  if (n < -2200) return v > 0 ? 0 : -0
  const m = frexp(v)
  const e = frexpExponent + n
  // a subnormal result is rounded in the last step only
  if (e > 1024) return scalb(m, 1024) * 2
  return e >= -1021 ? scalb(m, e) : scalb(m, -1021) * 2 ** (e + 1021)
}
