/** pow() of ints, with and without a modulus, and exact and floating division (long_pow, long_true_divide). */
import { i32, type Ptr } from '../../memory/heap'
import { raise } from '../errors'
import { Py_DECREF, Py_NewRef } from '../header'
import { LONG_SHIFT } from '../layout'
import { PyExc_OverflowError, PyExc_ValueError, PyExc_ZeroDivisionError } from '../types'
import { longMod, longMul, longNeg, longSub } from './int-arith'
import {
  isMedium,
  longDigits,
  longExactNumber,
  longFromBigInt,
  longNumBits,
  longSize,
  longToBigInt,
  longWord,
  mediumValue,
  PyLong_FromLong,
} from './int-core'
import { bigMagnitude } from './int-magnitude'

/** Exponents of more digits than this take the value route: only a modulus makes them finish at all. */
const BIT_BY_BIT_DIGITS = 2

function multiplyReduce(x: Ptr, y: Ptr, c: Ptr): Ptr {
  const p = longMul(x, y)
  if (p === 0 || c === 0) return p
  const r = longMod(p, c)
  Py_DECREF(p)
  return r
}

/** a ** b by scanning the exponent's bits from the top, b >= 0; c = 0 for no modulus. */
function powerBits(a: Ptr, b: Ptr, c: Ptr): Ptr {
  const n = longDigits(b)
  const top = n ? i32[longWord(b) + n - 1] : 0
  if (n <= 1 && top <= 3) {
    if (top === 0) return PyLong_FromLong(1)
    if (top === 1) {
      const one = PyLong_FromLong(1)
      const r = multiplyReduce(a, one, c)
      Py_DECREF(one)
      return r
    }
    const square = multiplyReduce(a, a, c)
    if (top === 2 || square === 0) return square
    const cube = multiplyReduce(square, a, c)
    Py_DECREF(square)
    return cube
  }
  let z = Py_NewRef(a)
  for (let i = n - 1, bit = 30 - Math.clz32(top); i >= 0; i--, bit = LONG_SHIFT - 1) {
    const digit = i32[longWord(b) + i]
    for (; bit >= 0; bit--) {
      let t = multiplyReduce(z, z, c)
      Py_DECREF(z)
      if (t === 0) return 0
      z = t
      if ((digit >>> bit) & 1) {
        t = multiplyReduce(z, a, c)
        Py_DECREF(z)
        if (t === 0) return 0
        z = t
      }
    }
  }
  return z
}

function powerModBig(a: bigint, b: bigint, c: bigint): bigint {
  let r = 1n
  let base = a % c
  let e = b
  while (e > 0n) {
    if (e & 1n) r = (r * base) % c
    base = (base * base) % c
    e >>= 1n
  }
  return r % c
}

/** Inverse of a modulo n, 0 + ValueError when there is none (long_invmod). */
function inverse(a: bigint, n: bigint): bigint | null {
  let [x, y] = [1n, 0n]
  let [r, s] = [((a % n) + n) % n, n]
  while (s !== 0n) {
    const q = r / s
    ;[r, s] = [s, r - q * s]
    ;[x, y] = [y, x - q * y]
  }
  return r === 1n ? ((x % n) + n) % n : null
}

/** pow(a, b, c) for ints, b >= 0 or c given; c = 0 for no modulus. New reference. */
export function longPow(a: Ptr, b: Ptr, c: Ptr): Ptr {
  if (c === 0) return powerBits(a, b, 0)
  if (longSize(c) === 0) return raise(PyExc_ValueError, 'pow() 3rd argument cannot be 0')
  const negativeOutput = longSize(c) < 0
  const modulus = negativeOutput ? longNeg(c) : Py_NewRef(c)
  if (modulus === 0) return 0
  if (isMedium(modulus) && mediumValue(modulus) === 1) {
    Py_DECREF(modulus)
    return PyLong_FromLong(0)
  }
  let z = 0
  if (longSize(b) < 0 || longDigits(b) > BIT_BY_BIT_DIGITS) {
    const m = longToBigInt(modulus)
    let base: bigint | null = longToBigInt(a)
    let e = longToBigInt(b)
    if (e < 0n) {
      e = -e
      base = inverse(base, m)
    }
    if (base === null) raise(PyExc_ValueError, 'base is not invertible for the given modulus')
    else z = longFromBigInt(powerModBig(((base % m) + m) % m, e, m))
  } else {
    // reducing a long or negative base first keeps the products short
    const reduce = longSize(a) < 0 || longDigits(a) > longDigits(modulus)
    const base = reduce ? longMod(a, modulus) : Py_NewRef(a)
    if (base !== 0) {
      z = powerBits(base, b, modulus)
      Py_DECREF(base)
    }
  }
  if (z !== 0 && negativeOutput && longSize(z) !== 0) {
    const t = longSub(z, modulus)
    Py_DECREF(z)
    z = t
  }
  Py_DECREF(modulus)
  return z
}

/** Set when longTrueDivide fails. */
export const DIVIDE_FAILED = Number.NaN

/** a / b rounded to nearest even (long_true_divide); NaN with an error set on failure (a quotient is never NaN). */
export function longTrueDivide(a: Ptr, b: Ptr): number {
  if (longSize(b) === 0) {
    raise(PyExc_ZeroDivisionError, 'division by zero')
    return DIVIDE_FAILED
  }
  const x = longExactNumber(a)
  const y = longExactNumber(b)
  if (x === 0) return longSize(b) < 0 ? -0 : 0
  if (!Number.isNaN(x) && !Number.isNaN(y)) return x / y
  return divideBig(a, b)
}

function divideBig(a: Ptr, b: Ptr): number {
  const negative = longSize(a) < 0 !== longSize(b) < 0
  const diff = longNumBits(a) - longNumBits(b)
  if (diff > 1025) return tooLarge()
  if (diff < -1080) return negative ? -0 : 0
  // 55 or 56 quotient bits at least, fewer where the result is subnormal; the remainder is folded into the last one
  const shift = Math.max(diff, -1022) - 55
  let n = bigMagnitude(a)
  let d = bigMagnitude(b)
  if (shift <= 0) n <<= BigInt(-shift)
  else d <<= BigInt(shift)
  let q = n / d
  if (n % d !== 0n) q |= 1n
  // drop to the bits the result can hold, ties to even
  const bits = q.toString(2).length
  const keep = Math.min(53, bits + shift + 1074)
  const extra = bits - keep
  if (extra > 0) {
    const e = BigInt(extra)
    const low = q & ((1n << e) - 1n)
    const half = 1n << (e - 1n)
    q >>= e
    if (low > half || (low === half && q & 1n)) q += 1n
  } else if (keep < 0) q = 0n
  const exponent = shift + Math.max(extra, 0)
  // two exact steps: the value is representable unless it overflows
  const h = Math.trunc(exponent / 2)
  const v = Number(q) * 2 ** h * 2 ** (exponent - h)
  if (!Number.isFinite(v)) return tooLarge()
  return negative ? -v : v
}

function tooLarge(): number {
  raise(PyExc_OverflowError, 'integer division result too large for a float')
  return DIVIDE_FAILED
}
