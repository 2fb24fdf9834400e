/**
 * The C library's mathematical functions as glibc 2.36 computes them on x86-64: those it rounds almost correctly (exp, log,
 * trigonometric) in double-double; those with fdlibm's formulas (hyperbolic ones, log10, cbrt) by the same formulas.
 */
import {
  addDD,
  divDD,
  expDD,
  expScale,
  LN2_HI,
  LN2_LO,
  low,
  mulDD,
  powDD,
  scalb,
  twoProduct,
  twoSum,
} from './double-double'
import { splitDouble } from './float-repr'

/** 2^(j/64) for j = 0..63 as high and low words. */
const EXP_TABLE = new Float64Array(128)
for (let j = 0; j < 64; j++) {
  const h = twoProduct(j / 64, LN2_HI)
  const v = expDD(h, low + (j / 64) * LN2_LO)
  const f = 2 ** expScale
  EXP_TABLE[2 * j] = v * f
  EXP_TABLE[2 * j + 1] = low * f
}
const PER_LN2 = 64 / Math.LN2
/** ln(2)/64 in three parts; products of the first two (34 bits) with an integer below 2^17 are exact. */
const LN2_64_1 = 0.010830424695996044
const LN2_64_2 = 2.5310172166025705e-13
const LN2_64_3 = 6.251695855647999e-24

let expLow = 0
let expExponent = 0

/** exp(x) / 2^expExponent with about 66 bits: high word, the low one in expLow. |x| < 750. */
function expQuick(x: number): number {
  const n = Math.round(x * PER_LN2)
  const j = n & 63
  expExponent = (n - j) / 64
  const r0 = x - n * LN2_64_1
  const c = n * LN2_64_2
  const r = r0 - c
  const rl = r0 - r - c - n * LN2_64_3
  const t = EXP_TABLE[2 * j]
  const tail = rl + r * r * (0.5 + r * (1 / 6 + r * (1 / 24 + r * (1 / 120 + r / 720))))
  const p = twoProduct(t, r)
  const rest = low + t * tail + EXP_TABLE[2 * j + 1]
  const h = twoSum(t, p)
  const l = low + rest
  const v = h + l
  expLow = h - v + l
  return v
}

export function exp(x: number): number {
  if (!(x < 710)) return x === Number.NEGATIVE_INFINITY ? 0 : x > 0 ? Number.POSITIVE_INFINITY : x
  if (x < -746) return 0
  const v = expQuick(x)
  return expExponent > -1000 && expExponent < 1000 ? v * 2 ** expExponent : scalb(v, expExponent)
}

export function exp2(x: number): number {
  if (!(x < 1024)) return x > 0 ? Number.POSITIVE_INFINITY : x
  if (x < -1080) return 0
  const k = Math.round(x)
  const r = twoProduct(x - k, LN2_HI)
  const e = low + (x - k) * LN2_LO
  const v = expDD(r, e)
  return scalb(v, expScale + k)
}

let logLow = 0

/** log(x) with about 64 bits: one Newton step on the engine's logarithm. */
function logQuick(x: number): number {
  let k = 0
  let m = x
  if (x < 0.6 || x > 1.5) {
    m = frexp(x)
    k = frexpExponent
  }
  const y = Math.log(m)
  const e = expQuick(-y)
  const f = 2 ** expExponent
  const p = twoProduct(m, e * f)
  const d = p - 1 + low + m * expLow * f
  const c = d - (d * d) / 2
  if (k === 0) {
    const v = y + c
    logLow = y - v + c
    return v
  }
  const a = twoProduct(k, LN2_HI)
  const al = low + k * LN2_LO
  const s = twoSum(a, y)
  const l = low + al + c
  const v = s + l
  logLow = s - v + l
  return v
}

export function log(x: number): number {
  if (!(x > 0) || x === Number.POSITIVE_INFINITY) return Math.log(x)
  return logQuick(x)
}

const INV_LN2_HI = Math.LOG2E
const INV_LN2_LO = 2.0355273740931033e-17

export function log2(x: number): number {
  if (!(x > 0) || x === Number.POSITIVE_INFINITY) return Math.log2(x)
  const h = logQuick(x)
  return mulDD(h, logLow, INV_LN2_HI, INV_LN2_LO)
}

/** Mantissa of the last frexp is its result, in [0.5, 1); its exponent. */
export let frexpExponent = 0
export function frexp(x: number): number {
  frexpExponent = 0
  if (x === 0 || !Number.isFinite(x)) return x
  let a = Math.abs(x)
  let e = 0
  if (a < 2.2250738585072014e-308) {
    a *= 18014398509481984
    e = -54
  }
  let k = Math.floor(Math.log2(a)) + 1
  let m = scalb(a, -k)
  if (m >= 1) {
    m /= 2
    k++
  } else if (m < 0.5) {
    m *= 2
    k--
  }
  frexpExponent = k + e
  return x < 0 ? -m : m
}

const IVLN10 = Math.LOG10E
const LOG10_2HI = 0.30102999566361177
const LOG10_2LO = 3.694239077158931e-13

export function log10(x: number): number {
  if (!(x > 0) || x === Number.POSITIVE_INFINITY) return Math.log10(x)
  const m = frexp(x)
  // fdlibm's scaling: [1, 2) for exponents >= 0, [0.5, 1) below
  const k = frexpExponent - 1
  const y = k < 0 ? k + 1 : k
  const scaled = k < 0 ? m : m * 2
  return y * LOG10_2LO + IVLN10 * log(scaled) + y * LOG10_2HI
}

// --- trigonometry ---

const PIO2_1 = Math.PI / 2
const PIO2_2 = 6.123233995736766e-17
const PIO2_3 = -1.4973849048591833e-33

let reducedLow = 0
let quadrant = 0

/** 2^shift * pi/2 as an integer, for reducing huge arguments. */
let halfPi = 0n
const HALF_PI_BITS = 1300n
function bigHalfPi(): bigint {
  if (halfPi === 0n) {
    const one = 1n << (HALF_PI_BITS + 20n)
    const arctan = (n: bigint): bigint => {
      let sum = 0n
      let term = one / n
      for (let i = 1n, sign = 1n; term !== 0n; i += 2n, sign = -sign) {
        sum += (sign * term) / i
        term /= n * n
      }
      return sum
    }
    // Machin: pi = 16 arctan(1/5) - 4 arctan(1/239)
    halfPi = (8n * arctan(5n) - 2n * arctan(239n)) >> 20n
  }
  return halfPi
}

/** x minus the nearest multiple of pi/2 as high word and reducedLow; quadrant is the multiple modulo 4. */
function reduce(x: number): number {
  const k = Math.round(x / PIO2_1)
  if (k === 0) {
    quadrant = 0
    reducedLow = 0
    return x
  }
  if (Math.abs(x) < 1e5) {
    const p = twoProduct(k, PIO2_1)
    const pl = low
    const q = twoProduct(k, PIO2_2)
    const ql = low + k * PIO2_3
    let h = twoSum(x - p, -pl)
    const l = low
    h = addDD(h, l, -q, -ql)
    reducedLow = low
    quadrant = ((k % 4) + 4) % 4
    return h
  }
  return reduceHuge(x)
}

function reduceHuge(x: number): number {
  const { mantissa, exponent } = splitDouble(Math.abs(x))
  const bits = HALF_PI_BITS
  const scaled = exponent >= 0 ? mantissa << (bits + BigInt(exponent)) : (mantissa << bits) >> BigInt(-exponent)
  const pi = bigHalfPi()
  let n = scaled / pi
  let r = scaled % pi
  if (2n * r > pi) {
    r -= pi
    n += 1n
  }
  const negative = r < 0n
  const a = negative ? -r : r
  const length = a.toString(2).length
  const cut = BigInt(Math.max(0, length - 106))
  const top = a >> cut
  const high = Number(top)
  const rest = Number(top - BigInt(high))
  const scale = Number(cut) - Number(bits)
  const sign = negative !== x < 0 ? -1 : 1
  quadrant = Number(n & 3n)
  if (x < 0) quadrant = (4 - quadrant) % 4
  reducedLow = sign * scalb(rest, scale)
  return sign * scalb(high, scale)
}

let sinLow = 0
let cosHigh = 0
let cosLow = 0

/** sin and cos of the reduced argument h + l by Taylor series in full precision; used to make the table. */
function sinCosSeries(h: number, l: number): number {
  const xh = mulDD(h, l, h, l)
  const xl = low
  let sh = 0
  let sl = 0
  let ch = 0
  let cl = 0
  for (let n = 27; n >= 3; n -= 2) {
    // s = (1 + s) * -x^2 / (n (n-1)), c likewise for n - 1
    sh = addDD(1, 0, sh, sl)
    sh = mulDD(sh, low, -xh, -xl)
    sh = divDD(sh, low, n * (n - 1), 0)
    sl = low
    ch = addDD(1, 0, ch, cl)
    ch = mulDD(ch, low, -xh, -xl)
    ch = divDD(ch, low, (n - 1) * (n - 2), 0)
    cl = low
  }
  cosHigh = addDD(1, 0, ch, cl)
  cosLow = low
  const t = mulDD(sh, sl, h, l)
  const r = addDD(h, l, t, low)
  sinLow = low
  return r
}

/** sin and cos of k/32, k = 0..26: sine high, low, cosine high, low. */
const SIN_TABLE = new Float64Array(108)
for (let k = 0; k < 27; k++) {
  SIN_TABLE[4 * k] = sinCosSeries(k / 32, 0)
  SIN_TABLE[4 * k + 1] = sinLow
  SIN_TABLE[4 * k + 2] = cosHigh
  SIN_TABLE[4 * k + 3] = cosLow
}

/** sin of the reduced argument h + l, |h| <= pi/4, with about 64 bits; low word in sinLow, the cosine in cosHigh, cosLow. */
function sinCos(h: number, l: number): number {
  const negative = h < 0
  const a = negative ? -h : h
  const k = Math.round(a * 32)
  const d = a - k / 32
  const dl = negative ? -l : l
  const s = SIN_TABLE[4 * k]
  const c = SIN_TABLE[4 * k + 2]
  const q = d * d
  const sinTail = dl + d * q * (-1 / 6 + q * (1 / 120 - q / 5040))
  const cosTail = -d * dl + q * (-0.5 + q * (1 / 24 - q / 720))
  const cd = twoProduct(c, d)
  const cdl = low + SIN_TABLE[4 * k + 3] * d
  let sum = twoSum(s, cd)
  let rest = low + (SIN_TABLE[4 * k + 1] + cdl + c * sinTail + s * cosTail)
  const sine = sum + rest
  sinLow = sum - sine + rest
  const sd = twoProduct(s, d)
  const sdl = low + SIN_TABLE[4 * k + 1] * d
  sum = twoSum(c, -sd)
  rest = low + (SIN_TABLE[4 * k + 3] - sdl - s * sinTail + c * cosTail)
  cosHigh = sum + rest
  cosLow = sum - cosHigh + rest
  if (!negative) return sine
  sinLow = -sinLow
  return -sine
}

export function sin(x: number): number {
  if (!Number.isFinite(x)) return Number.NaN
  if (Math.abs(x) < 1e-8) return Math.sin(x)
  const s = sinCos(reduce(x), reducedLow)
  return quadrant === 0 ? s : quadrant === 1 ? cosHigh : quadrant === 2 ? -s : -cosHigh
}

export function cos(x: number): number {
  if (!Number.isFinite(x)) return Number.NaN
  const s = sinCos(reduce(x), reducedLow)
  return quadrant === 0 ? cosHigh : quadrant === 1 ? -s : quadrant === 2 ? -cosHigh : s
}

export function tan(x: number): number {
  if (!Number.isFinite(x)) return Number.NaN
  if (Math.abs(x) < 1e-8) return Math.tan(x)
  const s = sinCos(reduce(x), reducedLow)
  return quadrant & 1 ? -divDD(cosHigh, cosLow, s, sinLow) : divDD(s, sinLow, cosHigh, cosLow)
}

/** Sine of y (any |y| <= pi) without loss of the quadrant; cosine in cosHigh and cosLow. */
function sinCosAny(y: number): number {
  const s = sinCos(reduce(y), reducedLow)
  const sl = sinLow
  const ch = cosHigh
  const cl = cosLow
  if (quadrant === 0) return s
  if (quadrant === 2) {
    cosHigh = -ch
    cosLow = -cl
    sinLow = -sl
    return -s
  }
  const sign = quadrant === 1 ? 1 : -1
  sinLow = sign * cl
  cosHigh = -sign * s
  cosLow = -sign * sl
  return sign * ch
}

export function atan2(y: number, x: number): number {
  const estimate = Math.atan2(y, x)
  if (y === 0 || x === 0 || !Number.isFinite(x) || !Number.isFinite(y)) return estimate
  // scale: only the ratio counts
  frexp(Math.max(Math.abs(x), Math.abs(y)))
  const e = frexpExponent
  const ys = scalb(y, -e)
  const xs = scalb(x, -e)
  if (Math.abs(ys) < 1e-290) return x > 0 ? y / x : estimate
  // the angle's error is the angle between (x, y) and (cos, sin) of the estimate
  const s = sinCosAny(estimate)
  const sl = sinLow
  const a = mulDD(cosHigh, cosLow, ys, 0)
  const al = low
  const b = mulDD(s, sl, xs, 0)
  const n = addDD(a, al, -b, -low)
  const d = xs * cosHigh + ys * s
  return estimate + n / d
}

export function atan(x: number): number {
  if (!Number.isFinite(x)) return Math.atan(x)
  if (Math.abs(x) < 1e-8) return Math.atan(x)
  return atan2(x, 1)
}

export function asin(x: number): number {
  const estimate = Math.asin(x)
  if (!(Math.abs(x) < 1) || Math.abs(x) < 1e-8) return estimate
  const s = sinCosAny(estimate)
  const n = addDD(x, 0, -s, -sinLow)
  return estimate + n / cosHigh
}

export function acos(x: number): number {
  const estimate = Math.acos(x)
  if (!(Math.abs(x) < 1)) return estimate
  const s = sinCosAny(estimate)
  const n = addDD(cosHigh, cosLow, -x, 0)
  return estimate + n / s
}

// --- fdlibm's formulas ---

export function sinh(x: number): number {
  const a = Math.abs(x)
  if (!Number.isFinite(x) || a < 2 ** -28) return x
  const h = x < 0 ? -0.5 : 0.5
  if (a < 22) {
    const t = Math.expm1(a)
    return a < 1 ? h * (2 * t - (t * t) / (t + 1)) : h * (t + t / (t + 1))
  }
  if (a < 709.78) return h * exp(a)
  const w = exp(0.5 * a)
  return h * w * w
}

export function cosh(x: number): number {
  const a = Math.abs(x)
  if (!Number.isFinite(x)) return a
  if (a < 0.34657359027997264) {
    const t = Math.expm1(a)
    const w = 1 + t
    return a < 2 ** -55 ? w : 1 + (t * t) / (w + w)
  }
  if (a < 22) {
    const t = exp(a)
    return 0.5 * t + 0.5 / t
  }
  if (a < 709.78) return 0.5 * exp(a)
  const w = exp(0.5 * a)
  return 0.5 * w * w
}

export const tanh = Math.tanh
export const expm1 = Math.expm1
export const log1p = Math.log1p
export const atanh = Math.atanh

export function asinh(x: number): number {
  const a = Math.abs(x)
  if (!Number.isFinite(x) || a < 2 ** -28) return x
  let w: number
  if (a > 2 ** 28) w = log(a) + Math.LN2
  else if (a > 2) w = log(2 * a + 1 / (Math.sqrt(a * a + 1) + a))
  else {
    const t = a * a
    w = Math.log1p(a + t / (1 + Math.sqrt(1 + t)))
  }
  return x < 0 ? -w : w
}

export function acosh(x: number): number {
  if (!(x >= 1)) return Number.NaN
  if (x > 2 ** 28) return x === Number.POSITIVE_INFINITY ? x : log(x) + Math.LN2
  if (x === 1) return 0
  if (x > 2) return log(2 * x - 1 / (x + Math.sqrt(x * x - 1)))
  const t = x - 1
  return Math.log1p(t + Math.sqrt(2 * t + t * t))
}

/** Correctly rounded; the C library's cbrt is up to an ulp off in half of the cases. */
export function cbrt(x: number): number {
  if (x === 0 || !Number.isFinite(x)) return x
  const m = frexp(Math.abs(x))
  const e = frexpExponent
  const third = Math.floor(e / 3)
  const scaled = scalb(m, e - 3 * third)
  const y = Math.cbrt(scaled)
  // one Newton step with the exact residual
  const square = twoProduct(y, y)
  const cube = mulDD(square, low, y, 0)
  const residual = addDD(cube, low, -scaled, 0)
  const r = scalb(y - residual / (3 * square), third)
  return x > 0 ? r : -r
}

const TWO_OVER_SQRT_PI_HI = 1.1283791670955126
const TWO_OVER_SQRT_PI_LO = 1.533545961316582e-17

/** erf(a) for 0 < a < 6 by the series of positive terms 2/sqrt(pi) e^(-a^2) sum 2^n a^(2n+1) / (2n+1)!! */
function erfSeries(a: number): number {
  const xh = twoProduct(a, a)
  const xl = low
  let th = a
  let tl = 0
  let sh = a
  let sl = 0
  for (let n = 1; n < 400; n++) {
    th = mulDD(th, tl, 2 * xh, 2 * xl)
    th = divDD(th, low, 2 * n + 1, 0)
    tl = low
    sh = addDD(sh, sl, th, tl)
    sl = low
    if (th < sh * 1e-33) break
  }
  const e = expDD(-xh, -xl)
  const el = low
  const f = 2 ** expScale
  const p = mulDD(sh, sl, e * f, el * f)
  return mulDD(p, low, TWO_OVER_SQRT_PI_HI, TWO_OVER_SQRT_PI_LO)
}

/** erfc(a) for a >= 2 by the continued fraction e^(-a^2)/sqrt(pi) / (a + 1/2/(a + 1/(a + 3/2/(a + ...)))). */
function erfcFraction(a: number): number {
  let h = a
  let l = 0
  for (let k = 120; k >= 1; k--) {
    h = divDD(k / 2, 0, h, l)
    h = addDD(h, low, a, 0)
    l = low
  }
  const xh = twoProduct(a, a)
  const xl = low
  const e = expDD(-xh, -xl)
  const scale = expScale
  const p = mulDD(e, low, TWO_OVER_SQRT_PI_HI / 2, TWO_OVER_SQRT_PI_LO / 2)
  return scalb(divDD(p, low, h, l), scale)
}

export function erf(x: number): number {
  const a = Math.abs(x)
  if (Number.isNaN(x) || a === 0) return x
  const r = a >= 6 ? 1 : erfSeries(a)
  return x < 0 ? -r : r
}

export function erfc(x: number): number {
  if (Number.isNaN(x)) return x
  if (x > 27.3) return 0
  if (x < -6) return 2
  if (x === 0) return 1
  const a = Math.abs(x)
  if (x > 2) return erfcFraction(x)
  const e = erfSeries(a)
  return addDD(1, 0, x > 0 ? -e : e, x > 0 ? -low : low)
}

export { powDD as powPositive }
