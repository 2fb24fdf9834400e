/**
 * Shifts and bitwise operations on ints. Negative operands of several digits are complemented into scratch ints first, as
 * long_bitwise does, so that the sequence of allocations is CPython's.
 */
import { i32, type Ptr } from '../../memory/heap'
import { raise } from '../errors'
import { Py_DECREF, Py_SET_SIZE } from '../header'
import { LONG_MASK, LONG_SHIFT } from '../layout'
import { PyExc_OverflowError, PyExc_ValueError } from '../types'
import {
  isMedium,
  longDigits,
  longLong,
  longNew,
  longNormalize,
  longOverflow,
  longSize,
  longWord,
  maybeSmallLong,
  mediumValue,
  PyLong_AsLongAndOverflow,
  PyLong_FromLong,
} from './int-core'

/** a << n for a shift count that fits (long_lshift1). */
export function longShiftLeft(a: Ptr, n: number): Ptr {
  const words = Math.floor(n / LONG_SHIFT)
  const bits = n - words * LONG_SHIFT
  if (words === 0 && isMedium(a)) {
    const v = mediumValue(a) * 2 ** bits
    if (v > -9007199254740992 && v < 9007199254740992) return PyLong_FromLong(v)
  }
  const size = longDigits(a)
  // the one-digit path of the C code makes exactly as many digits as needed
  const exact = words === 0 && isMedium(a)
  const newSize = size + words + (bits && !exact ? 1 : 0)
  const z = longNew(exact ? 2 : newSize)
  if (z === 0) return 0
  const wa = longWord(a)
  const wz = longWord(z)
  i32.fill(0, wz, wz + words)
  let carry = 0
  let p = wz + words
  for (let i = 0; i < size; i++) {
    const d = i32[wa + i]
    i32[p++] = ((d << bits) & LONG_MASK) | carry
    carry = bits ? d >>> (LONG_SHIFT - bits) : 0
  }
  if (bits) i32[p] = carry
  if (longSize(a) < 0) Py_SET_SIZE(z, -(exact ? 2 : newSize))
  return maybeSmallLong(longNormalize(z))
}

/** a >> n for a shift count that fits (long_rshift1). */
export function longShiftRight(a: Ptr, n: number): Ptr {
  if (isMedium(a)) {
    const v = mediumValue(a)
    return PyLong_FromLong(v >> (n >= LONG_SHIFT ? LONG_SHIFT : n))
  }
  let words = Math.floor(n / LONG_SHIFT)
  let bits = n - words * LONG_SHIFT
  const negative = longSize(a) < 0
  const size = longDigits(a)
  if (negative && bits === 0) {
    if (words === 0) return longLong(a)
    bits = LONG_SHIFT
    words--
  }
  const newSize = size - words
  if (newSize <= 0) return PyLong_FromLong(negative ? -1 : 0)
  const z = longNew(newSize)
  if (z === 0) return 0
  const wa = longWord(a)
  const wz = longWord(z)
  // rounding towards minus infinity: add 2^n - 1 to the magnitude before dropping n bits
  let carry = 0
  if (negative) {
    let sticky = false
    for (let i = 0; i < words; i++) if (i32[wa + i] !== 0) sticky = true
    const low = i32[wa + words]
    if (!sticky && (low & (bits === LONG_SHIFT ? LONG_MASK : (1 << bits) - 1)) !== 0) sticky = true
    if (sticky) carry = 1
  }
  for (let i = 0; i < newSize; i++) {
    const d = i32[wa + words + i]
    const next = i + 1 < newSize ? i32[wa + words + i + 1] : 0
    const v = bits === LONG_SHIFT ? next : (d >>> bits) | ((next << (LONG_SHIFT - bits)) & LONG_MASK)
    carry += v
    i32[wz + i] = carry & LONG_MASK
    carry >>>= LONG_SHIFT
  }
  if (negative) Py_SET_SIZE(z, -newSize)
  return maybeSmallLong(longNormalize(z))
}

export function longLShift(a: Ptr, b: Ptr): Ptr {
  if (longSize(b) < 0) return raise(PyExc_ValueError, 'negative shift count')
  if (longSize(a) === 0) return PyLong_FromLong(0)
  const n = PyLong_AsLongAndOverflow(b)
  if (longOverflow !== 0 || n > 0x7fffffff * 16) {
    return raise(PyExc_OverflowError, 'too many digits in integer')
  }
  return longShiftLeft(a, n)
}

export function longRShift(a: Ptr, b: Ptr): Ptr {
  if (longSize(b) < 0) return raise(PyExc_ValueError, 'negative shift count')
  if (longSize(a) === 0) return PyLong_FromLong(0)
  const n = PyLong_AsLongAndOverflow(b)
  if (longOverflow !== 0) return PyLong_FromLong(longSize(a) < 0 ? -1 : 0)
  return longShiftRight(a, n)
}

const AND = 0
const OR = 1
const XOR = 2

/** Two's complement of the m digits at wa into those at wz (v_complement). */
function complement(wz: number, wa: number, m: number): void {
  let carry = 1
  for (let i = 0; i < m; i++) {
    carry += i32[wa + i] ^ LONG_MASK
    i32[wz + i] = carry & LONG_MASK
    carry >>>= LONG_SHIFT
  }
}

/** An owned int whose digits are the operand's in two's complement. */
function twosComplement(o: Ptr): Ptr {
  const n = longDigits(o)
  const z = longNew(n)
  if (z !== 0) complement(longWord(z), longWord(o), n)
  return z
}

function bitwise(a: Ptr, op: number, b: Ptr): Ptr {
  let negA = longSize(a) < 0
  let negB = longSize(b) < 0
  const ownA = negA ? twosComplement(a) : 0
  if (negA && ownA === 0) return 0
  const ownB = negB ? twosComplement(b) : 0
  if (negB && ownB === 0) {
    if (ownA) Py_DECREF(ownA)
    return 0
  }
  let x = ownA || a
  let y = ownB || b
  let nx = longDigits(x)
  let ny = longDigits(y)
  if (nx < ny) {
    const t = x
    x = y
    y = t
    const n = nx
    nx = ny
    ny = n
    const s = negA
    negA = negB
    negB = s
  }
  const negZ = op === XOR ? negA !== negB : op === AND ? negA && negB : negA || negB
  const nz = op === XOR ? nx : op === AND ? (negB ? nx : ny) : negB ? ny : nx
  const z = longNew(nz + (negZ ? 1 : 0))
  if (z !== 0) {
    const wx = longWord(x)
    const wy = longWord(y)
    const wz = longWord(z)
    const common = ny < nz ? ny : nz
    for (let i = 0; i < common; i++) {
      const p = i32[wx + i]
      const q = i32[wy + i]
      i32[wz + i] = op === AND ? p & q : op === OR ? p | q : p ^ q
    }
    for (let i = common; i < nz; i++) {
      i32[wz + i] = op === XOR && negB ? i32[wx + i] ^ LONG_MASK : i32[wx + i]
    }
    if (negZ) {
      i32[wz + nz] = LONG_MASK
      complement(wz, wz, nz + 1)
      Py_SET_SIZE(z, -(nz + 1))
    }
  }
  if (ownA) Py_DECREF(ownA)
  if (ownB) Py_DECREF(ownB)
  return z === 0 ? 0 : maybeSmallLong(longNormalize(z))
}

export function longAnd(a: Ptr, b: Ptr): Ptr {
  if (isMedium(a) && isMedium(b)) return PyLong_FromLong(mediumValue(a) & mediumValue(b))
  return bitwise(a, AND, b)
}

export function longOr(a: Ptr, b: Ptr): Ptr {
  if (isMedium(a) && isMedium(b)) return PyLong_FromLong(mediumValue(a) | mediumValue(b))
  return bitwise(a, OR, b)
}

export function longXor(a: Ptr, b: Ptr): Ptr {
  if (isMedium(a) && isMedium(b)) return PyLong_FromLong(mediumValue(a) ^ mediumValue(b))
  return bitwise(a, XOR, b)
}
