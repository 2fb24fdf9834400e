/** Text of ints: decimal with the digit limit, and the power-of-two bases (long_to_decimal_string, long_format_binary). */
import { objFree } from '../../memory/domains'
import { i32, type Ptr, u8 } from '../../memory/heap'
import { staticAlloc } from '../../memory/static-data'
import { raise } from '../errors'
import { Py_DECREF } from '../header'
import { ASCII_DATA, LONG_DIGIT } from '../layout'
import { PyUnicode_New } from '../text/str-core'
import { PyExc_ValueError } from '../types'
import { freshAscii } from './ascii-str'
import { digitCount, writeDigits } from './decimal-digits'
import { longDigits, longExactNumber, longNew, longSize, longToBigInt } from './int-core'

const MINUS = 45

/** sys.set_int_max_str_digits(): 0 = no limit. */
const MAX_STR_DIGITS = staticAlloc(8, 8)
i32[MAX_STR_DIGITS >> 2] = 4300
export const MAX_STR_DIGITS_THRESHOLD = 640
export const getMaxStrDigits = (): number => i32[MAX_STR_DIGITS >> 2]
export function setMaxStrDigits(n: number): void {
  i32[MAX_STR_DIGITS >> 2] = n
}

function tooManyDigits(): null {
  const max = getMaxStrDigits()
  raise(
    PyExc_ValueError,
    `Exceeds the limit (${max} digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit`,
  )
  return null
}

/** Decimal text, or null with ValueError when it is longer than the limit. */
export function longToDecimal(o: Ptr): string | null {
  const v = longExactNumber(o)
  if (!Number.isNaN(v)) return String(v)
  const n = longDigits(o)
  const max = getMaxStrDigits()
  // reject the hopeless before the quadratic work, as CPython does: 3 bits a decimal digit at least
  if (n >= (10 * MAX_STR_DIGITS_THRESHOLD) / 90 + 2 && max > 0 && max / 90 <= (n - 11) / 10) return tooManyDigits()
  const text = longToBigInt(o).toString()
  const length = text.length - (text[0] === '-' ? 1 : 0)
  if (length > MAX_STR_DIGITS_THRESHOLD && max > 0 && length > max) return tooManyDigits()
  return text
}

/** Size of the scratch int in which the C code collects the digits of an int of n digits, base 10^9. */
export const decimalScratchSize = (n: number): number => 1 + n + Math.floor(n / 99)

/** repr(int) with the scratch int that the C code converts in (long_to_decimal_string). */
export function longToDecimalStr(o: Ptr): Ptr {
  const size = longSize(o)
  if ((size + 1) >>> 0 < 3) {
    // one digit: the same blocks, the characters written in place
    const v = size === 0 ? 0 : i32[(o + LONG_DIGIT) >> 2]
    const block = longNew(size === 0 ? 1 : 2)
    if (block === 0) return 0
    const sign = size >>> 31
    const n = digitCount(v)
    const s = PyUnicode_New(sign + n, 127)
    if (s !== 0) {
      if (sign !== 0) u8[s + ASCII_DATA] = MINUS
      writeDigits(s + ASCII_DATA + sign + n, v, n)
    }
    objFree(block)
    return s
  }
  return decimalStrOfBig(o)
}

function decimalStrOfBig(o: Ptr): Ptr {
  const text = longToDecimal(o)
  if (text === null) return 0
  const n = longDigits(o)
  const scratch = longNew(decimalScratchSize(n))
  if (scratch === 0) return 0
  const s = freshAscii(text)
  Py_DECREF(scratch)
  return s
}

/** Digits in base 2, 8 or 16 with sign and optional prefix; base 10 gives null + ValueError beyond the limit. */
export function longToBase(o: Ptr, base: number, prefix: boolean): string | null {
  if (base === 10) return longToDecimal(o)
  const v = longExactNumber(o)
  const text = Number.isNaN(v) ? longToBigInt(o).toString(base) : v.toString(base)
  if (!prefix) return text
  const p = base === 16 ? '0x' : base === 8 ? '0o' : '0b'
  return longSize(o) < 0 ? `-${p}${text.slice(1)}` : p + text
}

/** bin(), oct(), hex() (_PyLong_Format). */
export function _PyLong_Format(o: Ptr, base: number): Ptr {
  if (base === 10) return longToDecimalStr(o)
  const text = longToBase(o, base, true)
  return text === null ? 0 : freshAscii(text)
}
