/**
 * Reading numbers from text: white space and decimal digits of all scripts become ASCII first
 * (_PyUnicode_TransformDecimalAndSpaceToASCII); then the grammars of int(), float() and complex().
 */
import { u8 } from '../../memory/heap'

/** White space above ASCII. */
const SPACE = /[\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/
const DECIMAL = /\p{Nd}/u

/** Value of a Unicode decimal digit: digits come in runs of ten, so count the digits below it in its run. */
function decimalValue(ch: string): number {
  const c = ch.codePointAt(0)!
  if (c >= 0x1d7ce && c <= 0x1d7ff) return (c - 0x1d7ce) % 10
  let n = 0
  while (DECIMAL.test(String.fromCodePoint(c - n - 1))) n++
  return n % 10
}

/** ASCII text for number parsing: spaces of any kind are ' ', digits ASCII, other non-ASCII characters '?'. */
export function toAsciiNumber(text: string): string {
  let plain = true
  for (let i = 0; i < text.length; i++) {
    if (text.charCodeAt(i) > 127) {
      plain = false
      break
    }
  }
  if (plain) return text
  let out = ''
  for (const ch of text) {
    if (ch.codePointAt(0)! < 128) out += ch
    else if (SPACE.test(ch)) out += ' '
    else if (DECIMAL.test(ch)) out += decimalValue(ch)
    else out += '?'
  }
  return out
}

/** C's isspace in the C locale. */
const isSpace = (c: number): boolean => c === 32 || (c >= 9 && c <= 13)

export function stripSpace(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && isSpace(text.charCodeAt(start))) start++
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--
  return text.slice(start, end)
}

export interface IntegerText {
  negative: boolean
  /** Digits without prefix and underscores, lower case. */
  digits: string
  base: number
}

/** The grammar of int(text, base); null when malformed. */
export function readInteger(text: string, base: number): IntegerText | null {
  let s = stripSpace(text)
  let negative = false
  if (s[0] === '+' || s[0] === '-') {
    negative = s[0] === '-'
    s = s.slice(1)
  }
  let mustBeZero = false
  const prefix = s[0] === '0' && s.length > 1 ? s[1].toLowerCase() : ''
  const prefixBase = prefix === 'x' ? 16 : prefix === 'o' ? 8 : prefix === 'b' ? 2 : 0
  if (base === 0) {
    if (s[0] !== '0') base = 10
    else if (prefixBase) base = prefixBase
    else {
      // a C-style octal: only zero itself may have leading zeros
      mustBeZero = true
      base = 10
    }
  }
  if (prefixBase === base && prefixBase !== 0) {
    s = s.slice(2)
    if (s[0] === '_') s = s.slice(1)
  }
  const digits = s.toLowerCase()
  if (digits.length === 0 || digits[0] === '_') return null
  let out = ''
  let wasUnderscore = false
  let run = 0
  for (let i = 0; i < digits.length; i++) {
    const c = digits.charCodeAt(i)
    if (c === 95) {
      if (wasUnderscore) return null
      wasUnderscore = true
      out += digits.slice(run, i)
      run = i + 1
      continue
    }
    wasUnderscore = false
    const value = c >= 48 && c <= 57 ? c - 48 : c >= 97 && c <= 122 ? c - 87 : 99
    if (value >= base) return null
  }
  if (wasUnderscore) return null
  out += digits.slice(run)
  if (mustBeZero && /[1-9]/.test(out)) return null
  return { negative, digits: out, base }
}

/** The powers of ten that a double holds exactly. */
export const POWERS_OF_TEN = Float64Array.from({ length: 23 }, (_, i) => Number(`1e${i}`))
/** Decimal digits that are below 2^53 whatever they are. */
const EXACT_DECIMALS = 15

/**
 * The value of n bytes of plain text like 12 or -3.25 at an address; NaN for anything else, which needs the grammar. Digits and
 * power of ten are exact, so that their quotient is rounded once.
 */
export function shortFloat(p: number, n: number): number {
  if (n > EXACT_DECIMALS + 2) return Number.NaN
  const end = p + n
  const sign = u8[p]
  // 43 and 45: + and -; 46: the point
  if (sign === 43 || sign === 45) p++
  let value = 0
  let digits = 0
  let point = 0
  for (; p < end; p++) {
    const c = u8[p]
    if (c >= 48 && c <= 57) {
      value = value * 10 + (c - 48)
      digits++
    } else if (c === 46 && point === 0) point = p + 1
    else return Number.NaN
  }
  if (digits === 0 || digits > EXACT_DECIMALS) return Number.NaN
  if (point !== 0) value /= POWERS_OF_TEN[end - point]
  return sign === 45 ? -value : value
}

const FLOAT = /^[+-]?(?:\d+(?:_\d+)*(?:\.(?:\d+(?:_\d+)*)?)?|\.\d+(?:_\d+)*)(?:e[+-]?\d+(?:_\d+)*)?$/i
const SPECIAL = /^([+-]?)(inf|infinity|nan)$/i

/** float(text) for ASCII text; null when malformed. */
export function readFloat(text: string): number | null {
  const s = stripSpace(text)
  if (FLOAT.test(s)) return Number(s.includes('_') ? s.replaceAll('_', '') : s)
  const m = SPECIAL.exec(s)
  if (m === null) return null
  const v = m[2][0].toLowerCase() === 'n' ? Number.NaN : Number.POSITIVE_INFINITY
  return m[1] === '-' ? -v : v
}

const PART = '(?:\\d+(?:_\\d+)*(?:\\.(?:\\d+(?:_\\d+)*)?)?|\\.\\d+(?:_\\d+)*)(?:e[+-]?\\d+(?:_\\d+)*)?|inf|infinity|nan'
const COMPLEX = new RegExp(`^(?:([+-]?(?:${PART}))(?:([+-](?:${PART})?)j)?|([+-]?(?:${PART})?)j)$`, 'i')

/** complex(text) for ASCII text: [real, imag], or null when malformed. */
export function readComplex(text: string): [number, number] | null {
  let s = stripSpace(text)
  if (s[0] === '(') {
    if (s[s.length - 1] !== ')') return null
    s = stripSpace(s.slice(1, -1))
  }
  const m = COMPLEX.exec(s)
  if (m === null) return null
  if (m[1] !== undefined) return [readFloat(m[1])!, m[2] === undefined ? 0 : signedPart(m[2])]
  return [0, signedPart(m[3])]
}

const signedPart = (s: string): number => (s === '' || s === '+' ? 1 : s === '-' ? -1 : readFloat(s)!)
