/** int objects from text (PyLong_FromString and its callers). */
import { i32, type Ptr, u8 } from '../../memory/heap'
import { reprJS } from '../abstract/object-protocol'
import { raise } from '../errors'
import { Py_SET_SIZE } from '../header'
import { LONG_BASE, LONG_SHIFT } from '../layout'
import { PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_IS_ASCII, strToJS } from '../text/str-core'
import { PyExc_ValueError } from '../types'
import { bigIntoDigits, longNew, longNormalize, longWord, maybeSmallLong } from './int-core'
import { getMaxStrDigits, MAX_STR_DIGITS_THRESHOLD } from './int-format'
import { type IntegerText, readInteger, toAsciiNumber } from './text-input'

/** BigInt of digits in any base up to 36 that is no power of two: split in halves. */
function bigFromBase(digits: string, base: number): bigint {
  if (digits.length <= 10) return BigInt(Number.parseInt(digits, base))
  const half = digits.length >> 1
  const low = digits.slice(digits.length - half)
  return (
    bigFromBase(digits.slice(0, digits.length - half), base) * BigInt(base) ** BigInt(half) + bigFromBase(low, base)
  )
}

/** The int of parsed digits; 0 + ValueError when they are more than sys.get_int_max_str_digits(). */
export function longFromDigits(t: IntegerText): Ptr {
  const { digits, base } = t
  const n = digits.length
  const bitsPerChar = 31 - Math.clz32(base)
  const binary = (base & (base - 1)) === 0
  const max = getMaxStrDigits()
  if (!binary && n > MAX_STR_DIGITS_THRESHOLD && max > 0 && n > max) {
    return raise(
      PyExc_ValueError,
      `Exceeds the limit (${max} digits) for integer string conversion: value has ${n} digits; use sys.set_int_max_str_digits() to increase the limit`,
    )
  }
  const size = binary
    ? Math.ceil((n * bitsPerChar) / LONG_SHIFT)
    : Math.floor((n * Math.log(base)) / Math.log(LONG_BASE) + 1)
  const z = longNew(size)
  if (z === 0) return 0
  const w = longWord(z)
  if (n * Math.log2(base) <= 53) {
    const v = Number.parseInt(digits, base)
    const hi = Math.floor(v / LONG_BASE)
    i32[w] = v - hi * LONG_BASE
    if (size > 1) i32[w + 1] = hi
  } else {
    const prefix = base === 16 ? '0x' : base === 8 ? '0o' : base === 2 ? '0b' : base === 10 ? '' : null
    bigIntoDigits(prefix === null ? bigFromBase(digits, base) : BigInt(prefix + digits), z, size)
  }
  if (t.negative) Py_SET_SIZE(z, -size)
  return maybeSmallLong(longNormalize(z))
}

/** ValueError for text that is no int; shown is the object the user gave. */
export function invalidLiteral(shown: Ptr, base: number): 0 {
  const repr = reprJS(shown)
  if (repr === null) return 0
  return raise(PyExc_ValueError, `invalid literal for int() with base ${base}: ${repr.slice(0, 200)}`)
}

/** White space that int() strips from ASCII text (Py_ISSPACE). */
const isBlank = (c: number): boolean => c === 32 || (c >= 9 && c <= 13)

/** At most so many decimal digits are below 2^30: one digit of an int, whose size CPython computes as 1. */
const ONE_DIGIT_DECIMALS = 9

/** The int of n bytes of plain decimal text at p, at most nine digits; -1: something else, nothing done. */
function shortDecimal(p: Ptr, n: number): Ptr {
  let at = p
  let end = p + n
  while (at < end && isBlank(u8[at])) at++
  while (end > at && isBlank(u8[end - 1])) end--
  const sign = at < end ? u8[at] : 0
  if (sign === 43 || sign === 45) at++
  if (at >= end || end - at > ONE_DIGIT_DECIMALS) return -1
  let v = 0
  for (; at < end; at++) {
    const d = u8[at] - 48
    if (d >>> 0 > 9) return -1
    v = (v * 10 + d) | 0
  }
  const z = longNew(1)
  if (z === 0) return 0
  i32[longWord(z)] = v
  Py_SET_SIZE(z, v === 0 ? 0 : sign === 45 ? -1 : 1)
  return maybeSmallLong(z)
}

/** int(str, base) (PyLong_FromUnicodeObject). */
export function PyLong_FromUnicodeObject(s: Ptr, base: number): Ptr {
  if (base === 10 && PyUnicode_IS_ASCII(s)) {
    const z = shortDecimal(PyUnicode_DATA(s), PyUnicode_GET_LENGTH(s))
    if (z !== -1) return z
  }
  const t = readInteger(toAsciiNumber(strToJS(s)), base)
  return t === null ? invalidLiteral(s, base) : longFromDigits(t)
}

/** int(bytes, base): the text is Latin-1; shown is the object for the message (_PyLong_FromBytes). */
export function longFromBytesText(text: string, base: number, shown: Ptr): Ptr {
  const t = readInteger(text, base)
  return t === null ? invalidLiteral(shown, base) : longFromDigits(t)
}
