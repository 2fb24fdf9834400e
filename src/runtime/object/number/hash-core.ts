/**
 * Numeric hashing modulo the Mersenne prime 2^61 - 1, so that equal numbers of all types hash equal (CPython
 * Python/pyhash.c). A residue is kept as its upper 31 and lower 30 bits; 64-bit results are the low word and HASH_HI.
 */
import { i32, type Ptr } from '../../memory/heap'
import { _Py_HashPointer } from '../abstract/object-protocol'
import { HASH_HI } from '../interp'
import { LONG_MASK } from '../layout'
import { longDigits, longSize, longWord } from './int-core'

const TOP = 0x7fffffff
export const HASH_INF = 314159

/** Returns the low word of a hash given as words and leaves the high one in HASH_HI. */
export function hashWords(lo: number, hi: number): number {
  i32[HASH_HI >> 2] = hi
  return lo | 0
}

/** The hash of an integral double, |v| < 2^53; -1 becomes -2. */
export function hashNumber(v: number): number {
  if (v === -1) v = -2
  const hi = Math.floor(v / 4294967296)
  i32[HASH_HI >> 2] = hi
  return v | 0
}

/** Signed 64-bit hash of the residue (hi, lo); -1 becomes -2. */
function finish(hi: number, lo: number, negative: boolean): number {
  let low = lo | (hi << 30)
  let high = hi >>> 2
  if (negative) {
    low = -low | 0
    high = low === 0 ? -high | 0 : ~high
    if (low === -1 && high === -1) low = -2
  }
  return hashWords(low, high)
}

/** Hash of an int (long_hash). */
export function hashLong(o: Ptr): number {
  const n = longDigits(o)
  const w = longWord(o)
  if (n <= 1) return hashNumber(longSize(o) * i32[w])
  let hi = 0
  let lo = 0
  for (let i = n - 1; i >= 0; i--) {
    // times 2^30: rotation of the 61 bits, then add the digit
    const h = ((hi & 1) << 30) | lo
    lo = (hi >>> 1) + i32[w + i]
    hi = h
    if (lo > LONG_MASK) {
      lo -= LONG_MASK + 1
      if (hi === TOP) {
        hi = 0
        lo += 1
      } else hi++
    }
    if (hi === TOP && lo === LONG_MASK) {
      hi = 0
      lo = 0
    }
  }
  return finish(hi, lo, longSize(o) < 0)
}

/** Hash of a double; NaN hashes by the object's address (_Py_HashDouble). */
export function hashDouble(o: Ptr, v: number): number {
  if (v > -9007199254740992 && v < 9007199254740992 && Math.floor(v) === v) return hashNumber(v)
  if (Number.isNaN(v)) return _Py_HashPointer(o)
  if (v === Number.POSITIVE_INFINITY) return hashNumber(HASH_INF)
  if (v === Number.NEGATIVE_INFINITY) return hashNumber(-HASH_INF)
  let m = Math.abs(v)
  let e = 0
  // m in [0.5, 1): powers of two are exact in a double
  while (m >= 1) {
    m /= 268435456
    e += 28
  }
  while (m < 0.5) {
    m *= 2
    e--
  }
  let hi = 0
  let lo = 0
  while (m !== 0) {
    const top = hi >>> 3
    hi = ((hi << 28) | (lo >>> 2)) & TOP
    lo = ((lo << 28) & LONG_MASK) | top
    m *= 268435456
    e -= 28
    const y = Math.floor(m)
    m -= y
    lo += y
    if (lo > LONG_MASK) {
      lo -= LONG_MASK + 1
      if (hi === TOP) {
        hi = 0
        lo += 1
      } else hi++
    }
    if (hi === TOP && lo === LONG_MASK) {
      hi = 0
      lo = 0
    }
  }
  let shift = e >= 0 ? e % 61 : 60 - ((-1 - e) % 61)
  while (shift > 0) {
    const k = shift > 30 ? 30 : shift
    const top = hi >>> (31 - k)
    const h = ((hi << k) | (lo >>> (30 - k))) & TOP
    lo = ((lo << k) & LONG_MASK) | top
    hi = h
    shift -= k
  }
  return finish(hi, lo, v < 0)
}
