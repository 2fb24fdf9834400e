/**
 * int objects: sign in ob_size, magnitude in 30-bit digits of 4 bytes, least significant first; the ints -5..256 are
 * static. How many bytes a result asks for is CPython's: 32 where the C code takes its one-digit short cut, otherwise
 * 24 + 4 * (upper bound of digits), never shrunk.
 */
import { objMalloc, objMallocClass } from '../../memory/domains'
import { f64, i32, type Ptr, u32 } from '../../memory/heap'
import { raise, raiseInt, typeNameOf } from '../errors'
import { PyErr_NoMemory } from '../errors-core'
import { Py_DECREF, Py_SET_SIZE } from '../header'
import {
  LONG_BASE,
  LONG_DIGIT,
  LONG_MASK,
  LONG_SHIFT,
  OB_SIZE,
  OB_TYPE,
  SIZEOF_LONG,
  TP_FLAGS,
  TPFLAGS_LONG_SUBCLASS,
} from '../layout'
import {
  IMMORTAL_REFCNT,
  NSMALLNEGINTS,
  NSMALLPOSINTS,
  PyExc_OverflowError,
  PyExc_TypeError,
  PyExc_ValueError,
  PyLong_Type,
  SMALL_INT_STRIDE,
  SMALL_INTS,
} from '../types'

const SMALL_MAX = NSMALLPOSINTS - 1
const SMALL_MIN = -NSMALLNEGINTS
/** Size class of sizeof(PyLongObject) with its padding (32 bytes): the request of a one-digit result. */
const ONE_DIGIT_CLASS = (SIZEOF_LONG - 1) >> 4

export const PyLong_Check = (o: Ptr): boolean =>
  (i32[(i32[(o + OB_TYPE) >> 2] + TP_FLAGS) >> 2] & TPFLAGS_LONG_SUBCLASS) !== 0
export const PyLong_CheckExact = (o: Ptr): boolean => i32[(o + OB_TYPE) >> 2] === PyLong_Type

/** Signed number of digits. */
export const longSize = (o: Ptr): number => i32[(o + OB_SIZE) >> 2]
/** Number of digits. */
export const longDigits = (o: Ptr): number => {
  const n = i32[(o + OB_SIZE) >> 2]
  return n < 0 ? -n : n
}
/** Word index of digit 0. */
export const longWord = (o: Ptr): number => (o + LONG_DIGIT) >> 2
/** True for values of at most one digit. */
export const isMedium = (o: Ptr): boolean => (i32[(o + OB_SIZE) >> 2] + 1) >>> 0 < 3
/** Value of an int of at most one digit. */
export const mediumValue = (o: Ptr): number => Math.imul(i32[(o + OB_SIZE) >> 2], i32[(o + LONG_DIGIT) >> 2])
/** -1, 0 or 1 (_PyLong_Sign). */
export const longSign = (o: Ptr): number => {
  const n = i32[(o + OB_SIZE) >> 2]
  return n < 0 ? -1 : n > 0 ? 1 : 0
}

/** A positive int with n uninitialised digits; request 24 + 4 * max(1, n) (_PyLong_New). */
export function longNew(n: number): Ptr {
  if (n > 0x1fffff00) return raise(PyExc_OverflowError, 'too many digits in integer')
  const o = objMalloc(LONG_DIGIT + 4 * (n === 0 ? 1 : n))
  if (o === 0) return PyErr_NoMemory()
  i32[o >> 2] = 1
  i32[(o + 4) >> 2] = 0
  i32[(o + OB_TYPE) >> 2] = PyLong_Type
  i32[(o + OB_TYPE + 4) >> 2] = 0
  i32[(o + OB_SIZE) >> 2] = n
  i32[(o + OB_SIZE + 4) >> 2] = 0
  if (n === 0) i32[(o + LONG_DIGIT) >> 2] = 0
  return o
}

/**
 * 8-byte words written at once, as doubles: a count or size of 1, and the type. (Both are denormal numbers that nothing
 * calculates with.)
 */
const words = new Int32Array([1, 0, PyLong_Type, 0])
const ONE_AS_DOUBLE = new Float64Array(words.buffer)[0]
const TYPE_AS_DOUBLE = new Float64Array(words.buffer)[1]

/** Writes a one-digit int of v != 0 into a fresh block. */
function writeMedium(o: Ptr, v: number): Ptr {
  const d = o >> 3
  f64[d] = ONE_AS_DOUBLE
  f64[d + 1] = TYPE_AS_DOUBLE
  if (v < 0) {
    i32[(o + OB_SIZE) >> 2] = -1
    i32[(o + OB_SIZE + 4) >> 2] = -1
    i32[(o + LONG_DIGIT) >> 2] = -v
  } else {
    f64[d + 2] = ONE_AS_DOUBLE
    i32[(o + LONG_DIGIT) >> 2] = v
  }
  return o
}

/** A fresh one-digit int of v != 0; the request is 32 (_PyLong_FromMedium). */
function newMedium(v: number): Ptr {
  const o = objMallocClass(ONE_DIGIT_CLASS)
  return o === 0 ? PyErr_NoMemory() : writeMedium(o, v)
}

/** PyLong_FromLong of a 32-bit value: what arithmetic on one-digit ints gives; written to stay free of doubles. */
export function PyLong_FromInt32(v: number): Ptr {
  if ((v + NSMALLNEGINTS) >>> 0 < NSMALLNEGINTS + NSMALLPOSINTS) {
    const o = SMALL_INTS + (v + NSMALLNEGINTS) * SMALL_INT_STRIDE
    i32[o >> 2]++
    return o
  }
  return (v + LONG_MASK) >>> 0 <= 2 * LONG_MASK ? newMedium(v) : newTwoDigits(v)
}

/** A fresh two-digit int for 2^30 <= |v| < 2^53. */
function newTwoDigits(v: number): Ptr {
  // a size beyond exact doubles: only lengths of ranges get here
  if (v >= 9007199254740992 || v <= -9007199254740992) return longFromBigInt(BigInt(v))
  const o = longNew(2)
  if (o === 0) return 0
  const a = v < 0 ? -v : v
  const hi = Math.floor(a / LONG_BASE)
  i32[(o + LONG_DIGIT) >> 2] = a - hi * LONG_BASE
  i32[(o + LONG_DIGIT + 4) >> 2] = hi
  if (v < 0) Py_SET_SIZE(o, -2)
  return o
}

/** The int of an integral JavaScript number, |v| < 2^53; -5..256 are the cached objects (PyLong_FromLong). */
export function PyLong_FromLong(v: number): Ptr {
  const n = v | 0
  return n === v ? PyLong_FromInt32(n) : newTwoDigits(v)
}

/** As PyLong_FromLong, with the request of the C functions that have no one-digit short cut (28 bytes). */
export function PyLong_FromSsize_t(v: number): Ptr {
  if (v >= SMALL_MIN && v <= SMALL_MAX) {
    const o = SMALL_INTS + (v + NSMALLNEGINTS) * SMALL_INT_STRIDE
    i32[o >> 2]++
    return o
  }
  if (v < -LONG_MASK || v > LONG_MASK) return newTwoDigits(v)
  const o = objMalloc(LONG_DIGIT + 4)
  return o === 0 ? PyErr_NoMemory() : writeMedium(o, v)
}

export const PyLong_FromUnsignedLong = PyLong_FromSsize_t
/** The int of an address as the user sees it (below 2^53). */
export const PyLong_FromVoidPtr = PyLong_FromSsize_t

/** Drops leading zero digits; the memory keeps its size (long_normalize). Returns o. */
export function longNormalize(o: Ptr): Ptr {
  const size = i32[(o + OB_SIZE) >> 2]
  const n = size < 0 ? -size : size
  let i = n
  const w = longWord(o)
  while (i > 0 && i32[w + i - 1] === 0) i--
  if (i !== n) Py_SET_SIZE(o, size < 0 ? -i : i)
  return o
}

/** Exchanges a fresh int of small value for the cached one (maybe_small_long); steals and returns a reference. */
export function maybeSmallLong(o: Ptr): Ptr {
  if (o !== 0 && isMedium(o)) {
    const v = mediumValue(o)
    if (v >= SMALL_MIN && v <= SMALL_MAX) {
      Py_DECREF(o)
      return PyLong_FromLong(v)
    }
  }
  return o
}

/** A fresh exact copy, or the cached object for small values (_PyLong_Copy). */
export function longCopy(src: Ptr): Ptr {
  const n = longDigits(src)
  if (n < 2) {
    const v = mediumValue(src)
    if (v >= SMALL_MIN && v <= SMALL_MAX) return PyLong_FromLong(v)
  }
  const o = longNew(n)
  if (o === 0) return 0
  i32.copyWithin(longWord(o), longWord(src), longWord(src) + n)
  Py_SET_SIZE(o, longSize(src))
  return o
}

/** The int itself when it is exact, otherwise an exact copy (long_long). New reference. */
export function longLong(o: Ptr): Ptr {
  if (!PyLong_CheckExact(o)) return longCopy(o)
  i32[o >> 2]++
  return o
}

/** Number of bits of the magnitude (_PyLong_NumBits). */
export function longNumBits(o: Ptr): number {
  const n = longDigits(o)
  return n === 0 ? 0 : (n - 1) * LONG_SHIFT + 32 - Math.clz32(i32[longWord(o) + n - 1])
}

/** The value as a double when |value| < 2^53 (at most 53 bits); otherwise NaN. */
export function longExactNumber(o: Ptr): number {
  const size = i32[(o + OB_SIZE) >> 2]
  const w = (o + LONG_DIGIT) >> 2
  if ((size + 1) >>> 0 < 3) return Math.imul(size, i32[w])
  if (size === 2 || size === -2) {
    if (i32[w + 1] < 0x800000) {
      const v = i32[w + 1] * LONG_BASE + i32[w]
      return size < 0 ? -v : v
    }
  }
  return Number.NaN
}

// --- BigInt: slow paths only ---

/** Hexadecimal digits of the magnitude (two 30-bit digits make 15 of them). */
function magnitudeHex(o: Ptr): string {
  const n = longDigits(o)
  const w = longWord(o)
  let out = ''
  for (let i = (n + 1) & ~1; i > 0; i -= 2) {
    const lo = i32[w + i - 2]
    const hi = i - 1 < n ? i32[w + i - 1] : 0
    out += (hi >>> 2).toString(16).padStart(7, '0') + (((hi << 30) | lo) >>> 0).toString(16).padStart(8, '0')
  }
  return out
}

export function longToBigInt(o: Ptr): bigint {
  const v = longExactNumber(o)
  if (!Number.isNaN(v)) return BigInt(v)
  const magnitude = BigInt(`0x${magnitudeHex(o)}`)
  return longSize(o) < 0 ? -magnitude : magnitude
}

/** Number of 30-bit digits of a non-negative BigInt. */
export const bigDigits = (v: bigint): number => (v === 0n ? 0 : Math.ceil(bigBits(v) / LONG_SHIFT))

/** Bit length of a non-negative BigInt. */
export function bigBits(v: bigint): number {
  if (v === 0n) return 0
  const hex = v.toString(16)
  return hex.length * 4 - (Math.clz32(Number.parseInt(hex[0], 16)) - 28)
}

/** Writes the magnitude of v into the digits of o, which has room for n; the upper ones become zero. */
export function bigIntoDigits(v: bigint, o: Ptr, n: number): void {
  const hex = v.toString(16)
  const w = longWord(o)
  let end = hex.length
  for (let i = 0; i < n; i += 2) {
    let lo = 0
    let hi = 0
    if (end > 0) {
      const low32 = Number.parseInt(hex.slice(Math.max(0, end - 8), end), 16)
      const high28 = end > 8 ? Number.parseInt(hex.slice(Math.max(0, end - 15), end - 8), 16) : 0
      lo = low32 & LONG_MASK
      hi = ((high28 << 2) | (low32 >>> 30)) & LONG_MASK
      end -= 15
    }
    i32[w + i] = lo
    if (i + 1 < n) i32[w + i + 1] = hi
  }
}

/** The int of a BigInt; small values are the cached objects, others ask for exactly their digits. */
export function longFromBigInt(v: bigint): Ptr {
  if (v >= BigInt(-LONG_MASK) && v <= BigInt(LONG_MASK)) return PyLong_FromLong(Number(v))
  const magnitude = v < 0n ? -v : v
  const n = bigDigits(magnitude)
  const o = longNew(n)
  if (o === 0) return 0
  bigIntoDigits(magnitude, o, n)
  if (v < 0n) Py_SET_SIZE(o, -n)
  return o
}

// --- conversions to C integers and doubles ---

/** Integral part of a finite double (PyLong_FromDouble). */
export function PyLong_FromDouble(d: number): Ptr {
  if (Number.isNaN(d)) return raise(PyExc_ValueError, 'cannot convert float NaN to integer')
  if (d === Number.POSITIVE_INFINITY || d === Number.NEGATIVE_INFINITY) {
    return raise(PyExc_OverflowError, 'cannot convert float infinity to integer')
  }
  const t = Math.trunc(d)
  if (t > -9007199254740992 && t < 9007199254740992) return PyLong_FromLong(t)
  return longFromBigInt(BigInt(t))
}

let indexHook: (o: Ptr) => Ptr = (o) =>
  raise(PyExc_TypeError, `'${typeNameOf(o)}' object cannot be interpreted as an integer`)
/** number-protocol installs _PyNumber_Index for the conversions that accept __index__. */
export function setLongIndexHook(f: (o: Ptr) => Ptr): void {
  indexHook = f
}

/** Overflow sign of the last PyLong_AsLongAndOverflow: -1, 0 or 1. */
export let longOverflow = 0

/**
 * The value as a C long; beyond it longOverflow is -1 or 1 and the result -1. Results above 2^53 are rounded to the
 * nearest double: nothing in a 2 GiB address space is that large.
 */
export function PyLong_AsLongAndOverflow(o: Ptr): number {
  longOverflow = 0
  if (isMedium(o)) return mediumValue(o)
  const n = longDigits(o)
  const negative = longSize(o) < 0
  if (n <= 3) {
    const w = longWord(o)
    const top = n === 3 ? i32[w + 2] : 0
    // 2^63 is digit 2 = 8, the others zero: the only magnitude above LONG_MAX that fits, as LONG_MIN
    const fits = top < 8 || (negative && top === 8 && i32[w] === 0 && i32[w + 1] === 0)
    if (fits) {
      const v = (top * LONG_BASE + i32[w + 1]) * LONG_BASE + i32[w]
      return negative ? -v : v
    }
  }
  longOverflow = negative ? -1 : 1
  return -1
}

function asCInteger(o: Ptr, name: string): number {
  const v = PyLong_AsLongAndOverflow(o)
  if (longOverflow !== 0) return raiseInt(PyExc_OverflowError, `Python int too large to convert to C ${name}`)
  return v
}

/** Value of an int as Py_ssize_t; -1 + OverflowError beyond 64 bits, TypeError for other types. */
export function PyLong_AsSsize_t(o: Ptr): number {
  if (!PyLong_Check(o)) return raiseInt(PyExc_TypeError, 'an integer is required')
  return asCInteger(o, 'ssize_t')
}

/** As C long, through __index__ where the type has it. */
export function PyLong_AsLong(o: Ptr): number {
  if (PyLong_Check(o)) return asCInteger(o, 'long')
  const index = indexHook(o)
  if (index === 0) return -1
  const v = asCInteger(index, 'long')
  Py_DECREF(index)
  return v
}

/** As C int (_PyLong_AsInt). */
export function PyLong_AsInt(o: Ptr): number {
  const v = PyLong_AsLong(o)
  if (v > 0x7fffffff || v < -0x80000000) {
    return raiseInt(PyExc_OverflowError, 'Python int too large to convert to C int')
  }
  return v
}

/** Nearest double, ties to even; infinite values raise OverflowError and give -1 (PyLong_AsDouble). */
export function PyLong_AsDouble(o: Ptr): number {
  if (!PyLong_Check(o)) return raiseInt(PyExc_TypeError, 'an integer is required')
  const v = longExactNumber(o)
  if (!Number.isNaN(v)) return v
  if (longNumBits(o) <= 1025) {
    const d = Number(longToBigInt(o))
    if (Number.isFinite(d)) return d
  }
  return raiseInt(PyExc_OverflowError, 'int too large to convert to float')
}

/** Low 32 bits of the two's complement value, never failing (PyLong_AsUnsignedLongMask, low word). */
export function longLow32(o: Ptr): number {
  const n = longDigits(o)
  const w = longWord(o)
  const v = n === 0 ? 0 : i32[w] | (n > 1 ? i32[w + 1] << 30 : 0)
  return longSize(o) < 0 ? -v | 0 : v | 0
}

/** Low 64 bits of the two's complement value as (low, high) words; the high word is left in longHighWord. */
export let longHighWord = 0
export function longLow64(o: Ptr): number {
  const n = longDigits(o)
  const w = longWord(o)
  const d0 = n > 0 ? i32[w] : 0
  const d1 = n > 1 ? i32[w + 1] : 0
  const d2 = n > 2 ? i32[w + 2] : 0
  let lo = d0 | (d1 << 30)
  let hi = (d1 >>> 2) | (d2 << 28)
  if (longSize(o) < 0) {
    lo = -lo | 0
    hi = lo === 0 ? -hi | 0 : ~hi
  }
  longHighWord = hi
  return lo
}

/** The int of an unsigned (or signed) 64-bit value given as words. */
export function longFromWords(lo: number, hi: number, signed: boolean): Ptr {
  if (signed && hi < 0) {
    if (hi === -1 && lo < 0) return PyLong_FromSsize_t(lo)
    // the magnitude is 2^63 at most: 64 bits hold it unsigned
    const o = longFromWords(-lo | 0, lo === 0 ? -hi | 0 : ~hi, false)
    if (o !== 0) Py_SET_SIZE(o, -i32[(o + OB_SIZE) >> 2])
    return o
  }
  const h = hi >>> 0
  if (h < 0x200000) return PyLong_FromSsize_t(h * 4294967296 + (lo >>> 0))
  const o = longNew(h >= 0x10000000 ? 3 : 2)
  if (o === 0) return 0
  const w = longWord(o)
  u32[w] = lo & LONG_MASK
  u32[w + 1] = ((h << 2) | (lo >>> 30)) & LONG_MASK
  if (h >= 0x10000000) u32[w + 2] = h >>> 28
  return o
}

/** The cached ints, written once when this module is loaded. */
function initSmallInts(): void {
  for (let v = SMALL_MIN; v <= SMALL_MAX; v++) {
    const o = SMALL_INTS + (v + NSMALLNEGINTS) * SMALL_INT_STRIDE
    i32[o >> 2] = IMMORTAL_REFCNT
    i32[(o + OB_TYPE) >> 2] = PyLong_Type
    Py_SET_SIZE(o, v < 0 ? -1 : v > 0 ? 1 : 0)
    i32[(o + LONG_DIGIT) >> 2] = v < 0 ? -v : v
  }
}
initSmallInts()
