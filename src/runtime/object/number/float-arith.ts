/** The arithmetic of Python floats on JavaScript numbers: floor division, remainder and power with C's special cases. */
import { i32, type Ptr } from '../../memory/heap'
import { PyErr_Occurred } from '../errors-core'
import { OB_SIZE, OB_TYPE } from '../layout'
import { PyFloat_Type, PyLong_Type } from '../types'
import { powDD } from './double-double'
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
  return powDD(v, w)
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
