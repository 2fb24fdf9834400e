/** int.to_bytes and int.from_bytes (_PyLong_AsByteArray, _PyLong_FromByteArray). */
import { i32, type Ptr, u8 } from '../../memory/heap'
import { raise } from '../errors'
import { Py_DECREF, Py_SET_SIZE } from '../header'
import { LONG_MASK, LONG_SHIFT } from '../layout'
import { PyBytes_AS_STRING, PyBytes_FromSize } from '../text/bytes-core'
import { PyExc_OverflowError } from '../types'
import { longDigits, longNew, longNormalize, longNumBits, longSize, longWord, maybeSmallLong } from './int-core'

/** Does the magnitude equal 2^(bits-1)? (the most negative value of a signed field) */
function isPowerOfTwo(o: Ptr): boolean {
  const n = longDigits(o)
  const w = longWord(o)
  for (let i = 0; i < n - 1; i++) if (i32[w + i] !== 0) return false
  const top = i32[w + n - 1]
  return (top & (top - 1)) === 0
}

/** Writes the value into n bytes at p; -1 + OverflowError when it does not fit. */
export function longIntoBytes(o: Ptr, p: Ptr, n: number, little: boolean, signed: boolean): number {
  const negative = longSize(o) < 0
  if (negative && !signed) {
    raise(PyExc_OverflowError, "can't convert negative int to unsigned")
    return -1
  }
  const bits = longNumBits(o)
  const room = n * 8
  const fits = signed ? bits < room || (negative && bits === room && isPowerOfTwo(o)) : bits <= room
  if (!fits && bits !== 0) {
    raise(PyExc_OverflowError, 'int too big to convert')
    return -1
  }
  const w = longWord(o)
  const digits = longDigits(o)
  let acc = 0
  let accBits = 0
  let next = 0
  let carry = 1
  for (let i = 0; i < n; i++) {
    if (accBits < 8) {
      // a digit may leave 7 + 30 bits: above int32, so split the accumulator by arithmetic
      acc += (next < digits ? i32[w + next] : 0) * 2 ** accBits
      next++
      accBits += LONG_SHIFT
    }
    let b = acc % 256
    acc = Math.floor(acc / 256)
    accBits -= 8
    if (negative) {
      b = (b ^ 0xff) + carry
      carry = b >> 8
      b &= 0xff
    }
    u8[little ? p + i : p + n - 1 - i] = b
  }
  return 0
}

export function longToBytes(o: Ptr, n: number, little: boolean, signed: boolean): Ptr {
  const bytes = PyBytes_FromSize(n)
  if (bytes === 0) return 0
  if (longIntoBytes(o, PyBytes_AS_STRING(bytes), n, little, signed) < 0) {
    Py_DECREF(bytes)
    return 0
  }
  return bytes
}

/** The int of n bytes at p (_PyLong_FromByteArray). */
export function longFromBytes(p: Ptr, n: number, little: boolean, signed: boolean): Ptr {
  const at = (i: number): number => u8[little ? p + i : p + n - 1 - i]
  const negative = signed && n > 0 && at(n - 1) >= 0x80
  let significant = n
  const insignificant = negative ? 0xff : 0
  while (significant > 0 && at(significant - 1) === insignificant) significant--
  // the complement may need the sign byte
  if (negative && significant < n) significant++
  const size = Math.ceil((significant * 8) / LONG_SHIFT)
  const z = longNew(size)
  if (z === 0) return 0
  const w = longWord(z)
  let acc = 0
  let bits = 0
  let k = 0
  let carry = 1
  for (let i = 0; i < significant; i++) {
    let b = at(i)
    if (negative) {
      b = (b ^ 0xff) + carry
      carry = b >> 8
      b &= 0xff
    }
    acc += b * 2 ** bits
    bits += 8
    if (bits >= LONG_SHIFT) {
      const high = Math.floor(acc / (LONG_MASK + 1))
      i32[w + k++] = acc - high * (LONG_MASK + 1)
      acc = high
      bits -= LONG_SHIFT
    }
  }
  if (k < size) i32[w + k++] = acc
  Py_SET_SIZE(z, negative ? -k : k)
  return maybeSmallLong(longNormalize(z))
}
