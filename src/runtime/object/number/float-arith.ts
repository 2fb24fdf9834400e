/** The arithmetic of Python floats on JavaScript numbers: floor division, remainder and power with C's special cases. */
import { i32, type Ptr } from '../../memory/heap'
import { PyErr_Occurred } from '../errors-core'
import { OB_SIZE, OB_TYPE } from '../layout'
import { PyFloat_Type, PyLong_Type } from '../types'
import { PyFloat_AS_DOUBLE, PyFloat_Check } from './float-core'
import { longExactNumber, longNumBits, longSign, longToBigInt, PyLong_AsDouble, PyLong_Check } from './int-core'

/** Result of asOperand: not a number of these types, or an error is set. */
export const OPERAND_OK = 0
export const OPERAND_OTHER = 1
export const OPERAND_ERROR = 2
export let operand = 0

/** Puts the double value of a float or int into `operand` (CONVERT_TO_DOUBLE). */
export function asOperand(o: Ptr): number {
  if (i32[(o + OB_TYPE) >> 2] === PyFloat_Type || PyFloat_Check(o)) {
    operand = PyFloat_AS_DOUBLE(o)
    return OPERAND_OK
  }
  if (i32[(o + OB_TYPE) >> 2] === PyLong_Type || PyLong_Check(o)) {
    operand = PyLong_AsDouble(o)
    return operand === -1 && i32[(o + OB_SIZE) >> 2] !== -1 && PyErr_Occurred() ? OPERAND_ERROR : OPERAND_OK
  }
  return OPERAND_OTHER
}

/** v % w for w != 0: the sign of w, and a zero result has it too. */
export function floatMod(v: number, w: number): number {
  let m = v % w
  if (m !== 0) {
    if (w < 0 !== m < 0) m += w
  } else m = w < 0 || Object.is(w, -0) ? -0 : 0
  return m
}

/** v // w for w != 0, from the remainder, as CPython computes it (_float_div_mod). */
export function floatFloorDiv(v: number, w: number): number {
  let m = v % w
  let div = (v - m) / w
  if (m !== 0) {
    if (w < 0 !== m < 0) {
      m += w
      div -= 1
    }
  }
  if (div !== 0) {
    const f = Math.floor(div)
    return div - f > 0.5 ? f + 1 : f
  }
  return v / w < 0 || Object.is(v / w, -0) ? -0 : 0
}

const isOddInteger = (v: number): boolean => Math.abs(v % 2) === 1

export const POW_ZERO_DIVISION = 1
export const POW_COMPLEX = 2
export const POW_OVERFLOW = 3
/** 0, or why floatPow's result does not stand. */
export let powError = 0

/** v ** w with C99's special cases (float_pow); see powError. */
export function floatPow(v: number, w: number): number {
  powError = 0
  if (w === 0) return 1
  if (Number.isNaN(v)) return v
  if (Number.isNaN(w)) return v === 1 ? 1 : w
  if (w === Number.POSITIVE_INFINITY || w === Number.NEGATIVE_INFINITY) {
    const a = Math.abs(v)
    if (a === 1) return 1
    return w > 0 === a > 1 ? Number.POSITIVE_INFINITY : 0
  }
  if (v === Number.POSITIVE_INFINITY || v === Number.NEGATIVE_INFINITY) {
    const odd = isOddInteger(w)
    if (w > 0) return odd ? v : Math.abs(v)
    return odd && v < 0 ? -0 : 0
  }
  if (v === 0) {
    const odd = isOddInteger(w)
    if (w < 0) {
      powError = POW_ZERO_DIVISION
      return 0
    }
    return odd ? v : 0
  }
  let base = v
  let negate = false
  if (v < 0) {
    if (Math.floor(w) !== w) {
      powError = POW_COMPLEX
      return 0
    }
    base = -v
    negate = isOddInteger(w)
  }
  if (base === 1) return negate ? -1 : 1
  const r = cPow(base, w)
  if (r === Number.POSITIVE_INFINITY) powError = POW_OVERFLOW
  return negate ? -r : r
}

/**
 * pow of positive finite numbers, correctly rounded in the cases a C library has exact: V8's pow may be off by an ulp,
 * glibc's is within 0.52 ulp. Squaring in double-double for small integral exponents, otherwise exp(w * log(v)) in
 * double-double.
 */
function cPow(v: number, w: number): number {
  if (w === 2) return v * v
  if (w === 1) return v
  if (w === 0.5) return Math.sqrt(v)
  if (w === -1) return 1 / v
  return powDoubleDouble(v, w)
}

// --- double-double helpers: a number is hi + lo ---

const SPLIT = 134217729
let lowPart = 0

function twoProduct(a: number, b: number): number {
  const p = a * b
  const ta = SPLIT * a
  const ah = ta - (ta - a)
  const al = a - ah
  const tb = SPLIT * b
  const bh = tb - (tb - b)
  const bl = b - bh
  lowPart = ah * bh - p + ah * bl + al * bh + al * bl
  return p
}

const LN2_HI = Math.LN2
const LN2_LO = 2.3190468138462996e-17

/** exp(hi + lo) for a reduced argument, as hi + lowPart. */
function expDoubleDouble(hi: number, lo: number): number {
  const k = Math.round(hi / LN2_HI)
  const p = twoProduct(k, LN2_HI)
  const pl = lowPart + k * LN2_LO
  // r = (hi + lo) - k ln2, then scaled by 2^-9 for a short series
  const rh0 = hi - p
  const rest = hi - rh0 - p + lo - pl
  let rh = rh0 + rest
  let rl = rh0 - rh + rest
  rh /= 512
  rl /= 512
  // expm1 by Taylor in double-double
  let sh = rh
  let sl = rl
  let th = rh
  let tl = rl
  for (let n = 2; n <= 9; n++) {
    const q = twoProduct(th, rh)
    const ql = lowPart + th * rl + tl * rh
    const d = q / n
    const back = twoProduct(d, n)
    tl = (q - back - lowPart + ql) / n
    th = d
    const s = sh + th
    sl += sh - s + th + tl
    sh = s
  }
  // undo the scaling: expm1(2x) = expm1(x) * (2 + expm1(x))
  for (let i = 0; i < 9; i++) {
    const q = twoProduct(sh, sh)
    const ql = lowPart + 2 * sh * sl
    const s = 2 * sh + q
    const e = 2 * sh - s + q + 2 * sl + ql
    sh = s + e
    sl = s - sh + e
  }
  const s = 1 + sh
  const e = 1 - s + sh + sl
  const scale = k
  const high = s + e
  lowPart = s - high + e
  // scaling in two steps keeps subnormal results to one rounding
  const h = Math.trunc(scale / 2)
  return high * 2 ** h * 2 ** (scale - h)
}

function powDoubleDouble(v: number, w: number): number {
  if (w * Math.log(v) > 745) return w * Math.log(v) > 709.9 ? Number.POSITIVE_INFINITY : v ** w
  if (w * Math.log(v) < -746) return 0
  // log(v) = y + correction: one Newton step in double-double
  let m = v
  let e = 0
  if (m < 2.3e-308) {
    m *= 18014398509481984
    e -= 54
  }
  const y0 = Math.log2(m)
  const k = Math.round(y0)
  const scaled = m * 2 ** -Math.trunc(k / 2) * 2 ** -(k - Math.trunc(k / 2))
  e += k
  const y = Math.log(scaled)
  const ex = expDoubleDouble(-y, 0)
  const exl = lowPart
  const prod = twoProduct(scaled, ex)
  const correction = prod - 1 + lowPart + scaled * exl
  const c = correction - (correction * correction) / 2
  // (y + c) + e ln2
  const el = twoProduct(e, LN2_HI)
  const ell = lowPart + e * LN2_LO
  const sum = el + y
  const bb = sum - el
  const err = el - (sum - bb) + (y - bb) + c + ell
  const lh = sum + err
  const ll = sum - lh + err
  const ph = twoProduct(w, lh)
  const pl = lowPart + w * ll
  const hi = ph + pl
  return expDoubleDouble(hi, ph - hi + pl)
}

/** -1, 0, 1 of a double against an int, exactly; v is not NaN (float_richcompare). */
export function compareFloatLong(v: number, o: Ptr): number {
  const exact = longExactNumber(o)
  if (!Number.isNaN(exact)) return v < exact ? -1 : v > exact ? 1 : 0
  const sign = longSign(o)
  if (!Number.isFinite(v)) return v < 0 ? -1 : 1
  if (v < 0 !== sign < 0 || v === 0) return v < 0 ? -1 : sign < 0 ? 1 : -1
  const bits = longNumBits(o)
  if (bits > 1024) return -sign
  if (Math.abs(v) < 9007199254740992) return -sign
  const b = longToBigInt(o)
  const a = BigInt(Math.trunc(v))
  // beyond 2^53 a double has no fraction
  return a < b ? -1 : a > b ? 1 : 0
}
