/**
 * Arithmetic on magnitudes (CPython's x_add, x_sub, x_mul, divrem1, x_divrem): operands are the digits of int objects, signs
 * are ignored, results are fresh ints with the C code's request sizes. Products and quotients of 30-bit digits exceed a
 * double's 53 bits and are done in 15-bit halves; long operands go through BigInt, where only the value matters.
 */
import { i32, type Ptr } from '../../memory/heap'
import { Py_DECREF, Py_SET_SIZE } from '../header'
import { LONG_BASE, LONG_MASK, LONG_SHIFT } from '../layout'
import {
  bigIntoDigits,
  longDigits,
  longNew,
  longNormalize,
  longSize,
  longToBigInt,
  longWord,
  maybeSmallLong,
  PyLong_FromLong,
} from './int-core'

const HALF = 15
const HALF_BASE = 1 << HALF
const HALF_MASK = HALF_BASE - 1
/** Operands with at least so many digits are multiplied by BigInt (CPython's Karatsuba cutoff). */
const BIG_MULTIPLY = 70

export const bigMagnitude = (o: Ptr): bigint => {
  const v = longToBigInt(o)
  return v < 0n ? -v : v
}

/** |a| + |b| */
export function addMagnitudes(a: Ptr, b: Ptr): Ptr {
  let na = longDigits(a)
  let nb = longDigits(b)
  if (na < nb) {
    const t = a
    a = b
    b = t
    const n = na
    na = nb
    nb = n
  }
  const z = longNew(na + 1)
  if (z === 0) return 0
  const wa = longWord(a)
  const wb = longWord(b)
  const wz = longWord(z)
  let carry = 0
  let i = 0
  for (; i < nb; i++) {
    carry += i32[wa + i] + i32[wb + i]
    i32[wz + i] = carry & LONG_MASK
    carry >>>= LONG_SHIFT
  }
  for (; i < na; i++) {
    carry += i32[wa + i]
    i32[wz + i] = carry & LONG_MASK
    carry >>>= LONG_SHIFT
  }
  i32[wz + i] = carry
  return longNormalize(z)
}

/** |a| - |b|, with its sign */
export function subMagnitudes(a: Ptr, b: Ptr): Ptr {
  let na = longDigits(a)
  let nb = longDigits(b)
  let negative = false
  let swap = na < nb
  if (na === nb) {
    let i = na - 1
    while (i >= 0 && i32[longWord(a) + i] === i32[longWord(b) + i]) i--
    if (i < 0) return PyLong_FromLong(0)
    swap = i32[longWord(a) + i] < i32[longWord(b) + i]
    na = nb = i + 1
  }
  if (swap) {
    negative = true
    const t = a
    a = b
    b = t
    const n = na
    na = nb
    nb = n
  }
  const z = longNew(na)
  if (z === 0) return 0
  const wa = longWord(a)
  const wb = longWord(b)
  const wz = longWord(z)
  let borrow = 0
  let i = 0
  for (; i < nb; i++) {
    borrow = i32[wa + i] - i32[wb + i] - borrow
    i32[wz + i] = borrow & LONG_MASK
    borrow = (borrow >>> LONG_SHIFT) & 1
  }
  for (; i < na; i++) {
    borrow = i32[wa + i] - borrow
    i32[wz + i] = borrow & LONG_MASK
    borrow = (borrow >>> LONG_SHIFT) & 1
  }
  if (negative) Py_SET_SIZE(z, -na)
  return maybeSmallLong(longNormalize(z))
}

/** |a| * |b| */
export function mulMagnitudes(a: Ptr, b: Ptr): Ptr {
  const na = longDigits(a)
  const nb = longDigits(b)
  if (na === 0 || nb === 0) return PyLong_FromLong(0)
  const z = longNew(na + nb)
  if (z === 0) return 0
  if (na > BIG_MULTIPLY && nb > BIG_MULTIPLY) {
    bigIntoDigits(bigMagnitude(a) * bigMagnitude(b), z, na + nb)
    return longNormalize(z)
  }
  const wa = longWord(a)
  const wb = longWord(b)
  const wz = longWord(z)
  i32.fill(0, wz, wz + na + nb)
  for (let i = 0; i < na; i++) {
    const d = i32[wa + i]
    const lo = d & HALF_MASK
    const hi = d >>> HALF
    let carry = 0
    let p = wz + i
    for (let j = 0; j < nb; j++, p++) {
      const e = i32[wb + j]
      const t = e * hi
      const upper = Math.floor(t / HALF_BASE)
      const sum = i32[p] + carry + e * lo + (t - upper * HALF_BASE) * HALF_BASE
      const c = Math.floor(sum / LONG_BASE)
      i32[p] = sum - c * LONG_BASE
      carry = upper + c
    }
    // a carry may be one bit wider than a digit
    while (carry !== 0) {
      carry += i32[p]
      const c = Math.floor(carry / LONG_BASE)
      i32[p++] = carry - c * LONG_BASE
      carry = c
    }
  }
  return longNormalize(z)
}

/** Divisors up to here leave remainders that a digit can be put behind within 52 bits: one division of doubles for each digit. */
const SMALL_DIVISOR = 1 << 22

/** Divides the n digits at word w by the digit d, most significant first; quotient to wq (or nowhere: -1); the remainder. */
export function divideDigits(w: number, n: number, d: number, wq: number): number {
  let rem = 0
  if (d <= SMALL_DIVISOR) {
    for (let i = n - 1; i >= 0; i--) {
      const x = rem * LONG_BASE + i32[w + i]
      const q = Math.floor(x / d)
      rem = x - q * d
      if (wq >= 0) i32[wq + i] = q
    }
    return rem
  }
  for (let i = n - 1; i >= 0; i--) {
    const v = i32[w + i]
    const high = rem * HALF_BASE + (v >>> HALF)
    const qh = Math.floor(high / d)
    const low = (high - qh * d) * HALF_BASE + (v & HALF_MASK)
    const ql = Math.floor(low / d)
    rem = low - ql * d
    if (wq >= 0) i32[wq + i] = qh * HALF_BASE + ql
  }
  return rem
}

/** Remainder of the last divideMagnitudes: an owned int. */
export let remainder: Ptr = 0

/** |a| divided by the one-digit |b|: quotient; `remainder` is a cached or fresh one-digit int (divrem1). */
function divideByDigit(a: Ptr, b: Ptr): Ptr {
  const n = longDigits(a)
  const z = longNew(n)
  if (z === 0) return 0
  remainder = PyLong_FromLong(divideDigits(longWord(a), n, i32[longWord(b)], longWord(z)))
  return longNormalize(z)
}

/** |a| divided by |b| of two digits or more, |a| >= |b| (x_divrem, with its scratch ints). */
function divideLong(a: Ptr, b: Ptr): Ptr {
  const na = longDigits(a)
  const nb = longDigits(b)
  const v = longNew(na + 1)
  if (v === 0) return 0
  const w = longNew(nb)
  if (w === 0) {
    Py_DECREF(v)
    return 0
  }
  const big = bigMagnitude(a)
  const divisor = bigMagnitude(b)
  // one more quotient digit when the dividend, shifted so that the divisor's top bit is set, is not below it
  const shift = Math.clz32(i32[longWord(b) + nb - 1]) - (32 - LONG_SHIFT)
  const aTop = i32[longWord(a) + na - 1]
  const aNext = na > 1 ? i32[longWord(a) + na - 2] : 0
  const bNext = i32[longWord(b) + nb - 2]
  const shiftedTop = ((aTop << shift) | (shift ? aNext >>> (LONG_SHIFT - shift) : 0)) & LONG_MASK
  const divisorTop = ((i32[longWord(b) + nb - 1] << shift) | (shift ? bNext >>> (LONG_SHIFT - shift) : 0)) & LONG_MASK
  const carry = shift ? aTop >>> (LONG_SHIFT - shift) : 0
  const k = na - nb + (carry !== 0 || shiftedTop >= divisorTop ? 1 : 0)
  const z = longNew(k)
  if (z === 0) {
    Py_DECREF(w)
    Py_DECREF(v)
    return 0
  }
  bigIntoDigits(big / divisor, z, k)
  bigIntoDigits(big % divisor, w, nb)
  Py_DECREF(v)
  remainder = maybeSmallLong(longNormalize(w))
  return longNormalize(z)
}

/** Is |a| < |b| by digit count and top digit alone (the C code's quick test)? */
export function quickLess(a: Ptr, b: Ptr): boolean {
  const na = longDigits(a)
  const nb = longDigits(b)
  return na < nb || (na === nb && na > 0 && i32[longWord(a) + na - 1] < i32[longWord(b) + nb - 1])
}

/** Quotient of |a| by |b| (b not zero, not quickLess); `remainder` receives the owned remainder. 0 on failure. */
export function divideMagnitudes(a: Ptr, b: Ptr): Ptr {
  return longDigits(b) === 1 ? divideByDigit(a, b) : divideLong(a, b)
}

/** -1, 0, 1 for a < b, a == b, a > b, signs included (long_compare). */
export function compareLong(a: Ptr, b: Ptr): number {
  const sa = longSize(a)
  const sb = longSize(b)
  if (sa !== sb) return sa < sb ? -1 : 1
  for (let i = longDigits(a) - 1; i >= 0; i--) {
    const d = i32[longWord(a) + i] - i32[longWord(b) + i]
    if (d !== 0) return (sa < 0 ? -d : d) < 0 ? -1 : 1
  }
  return 0
}
