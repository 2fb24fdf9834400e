/**
 * The format mini-language for numbers (CPython Python/formatter_unicode.c): parsing of
 * [[fill]align][sign][z][#][0][width][,_][.precision][type], and the layout of a number's parts.
 */

import { raise } from '../errors'
import { PyErr_NoMemory } from '../errors-core'
import { PyExc_ValueError } from '../types'

export interface FormatSpec {
  /** One character; '' means not given (a space). */
  fill: string
  align: string
  alternate: boolean
  noNegZero: boolean
  /** '', '+', '-' or ' '. */
  sign: string
  /** -1: not given. */
  width: number
  thousands: '' | ',' | '_'
  precision: number
  /** One character, '' when not given and no default. */
  type: string
}

const isAlign = (c: string | undefined): boolean => c === '<' || c === '>' || c === '=' || c === '^'
const visible = (c: string): string => {
  const n = c.codePointAt(0)!
  return n > 32 && n < 128 ? c : `\\x${n.toString(16)}`
}

const fail = (text: string): null => {
  raise(PyExc_ValueError, text)
  return null
}

/** ValueError for a type code the object does not have; returns null. */
export const unknownFormatCode = (code: string, typeName: string): null =>
  fail(`Unknown format code '${visible(code)}' for object of type '${typeName}'`)

/** Reads decimal digits at pos; the number is -1 when it is too large. */
function readNumber(s: string[], pos: number): { value: number; end: number } {
  let value = 0
  let end = pos
  while (end < s.length && s[end] >= '0' && s[end] <= '9') {
    value = value * 10 + Number(s[end])
    end++
    if (value >= 2 ** 63) return { value: -1, end }
  }
  return { value, end }
}

const TOO_MANY = 'Too many decimal digits in format string'

/** Parses a format spec; null with ValueError set. typeName is for messages. */
export function parseFormatSpec(
  text: string,
  typeName: string,
  defaultType: string,
  defaultAlign: string,
): FormatSpec | null {
  const s = Array.from(text)
  const f: FormatSpec = {
    fill: ' ',
    align: defaultAlign,
    alternate: false,
    noNegZero: false,
    sign: '',
    width: -1,
    thousands: '',
    precision: -1,
    type: defaultType,
  }
  let pos = 0
  let fillGiven = false
  let alignGiven = false
  if (isAlign(s[1])) {
    f.fill = s[0]
    f.align = s[1]
    fillGiven = alignGiven = true
    pos = 2
  } else if (isAlign(s[0])) {
    f.align = s[0]
    alignGiven = true
    pos = 1
  }
  if (s[pos] === ' ' || s[pos] === '+' || s[pos] === '-') f.sign = s[pos++]
  if (s[pos] === 'z') {
    f.noNegZero = true
    pos++
  }
  if (s[pos] === '#') {
    f.alternate = true
    pos++
  }
  if (!fillGiven && s[pos] === '0') {
    f.fill = '0'
    if (!alignGiven && defaultAlign === '>') f.align = '='
    pos++
  }
  const width = readNumber(s, pos)
  if (width.value < 0) return fail(TOO_MANY)
  if (width.end > pos) f.width = width.value
  pos = width.end
  if (s[pos] === ',') {
    f.thousands = ','
    pos++
  }
  if (s[pos] === '_') {
    if (f.thousands) return fail("Cannot specify both ',' and '_'.")
    f.thousands = '_'
    pos++
  }
  if (s[pos] === ',' && f.thousands === '_') return fail("Cannot specify both ',' and '_'.")
  if (s[pos] === '.') {
    const precision = readNumber(s, pos + 1)
    if (precision.value < 0) return fail(TOO_MANY)
    if (precision.end === pos + 1) return fail('Format specifier missing precision')
    f.precision = precision.value
    pos = precision.end
  }
  if (s.length - pos > 1) return fail(`Invalid format specifier '${text}' for object of type '${typeName}'`)
  if (s.length - pos === 1) f.type = s[pos]
  if (f.thousands && !'defgEG%F'.includes(f.type) && !(f.thousands === '_' && 'boxX'.includes(f.type))) {
    return fail(`Cannot specify '${f.thousands}' with '${visible(f.type)}'.`)
  }
  if (f.width > MAX_WIDTH || f.precision > MAX_WIDTH) {
    PyErr_NoMemory()
    return null
  }
  return f
}

/** The host cannot build longer strings; the process would hardly have the memory either. */
const MAX_WIDTH = 2 ** 28

/** Widens text to the spec's width; length is the number of characters of text. */
export function padText(text: string, length: number, f: FormatSpec): string {
  const n = f.width - length
  if (n <= 0) return text
  const left = f.align === '>' ? n : f.align === '^' ? n >> 1 : 0
  return f.fill.repeat(left) + text + f.fill.repeat(n - left)
}

/** Groups digits from the right and fills with zeros up to minWidth (_PyUnicode_InsertThousandsGrouping). */
function groupDigits(digits: string, minWidth: number, size: number, separator: string): string {
  if (size === 0) return digits.padStart(minWidth, '0')
  const parts: string[] = []
  let left = digits.length
  let width = minWidth
  for (;;) {
    const n = Math.min(size, Math.max(left, width, 1))
    parts.unshift(digits.slice(Math.max(0, left - n), left).padStart(n, '0'))
    left = Math.max(0, left - n)
    width -= n
    if (left <= 0 && width <= 0) return parts.join(separator)
    width -= separator.length
  }
}

/**
 * Lays out one number: sign, prefix, grouped digits, rest (point, decimals, exponent, '%'). text may start with '-'.
 */
export function layoutNumber(text: string, prefix: string, f: FormatSpec, isCharacter = false): string {
  let sign = ''
  let body = text
  if (body[0] === '-') {
    sign = '-'
    body = body.slice(1)
  }
  if (f.sign === '+' || f.sign === ' ') sign = sign || f.sign
  let digits = body
  let rest = ''
  if (!isCharacter) {
    let end = 0
    while (end < body.length && isDigitOf(body.charCodeAt(end), f.type)) end++
    digits = body.slice(0, end)
    rest = body.slice(end)
  }
  const size = f.thousands === '' || f.type === 'n' ? 0 : f.thousands === '_' && isBinaryType(f.type) ? 4 : 3
  const fixed = sign.length + prefix.length + rest.length
  const minWidth = f.fill === '0' && f.align === '=' ? f.width - fixed : 0
  // inf and nan have no digits to group
  const grouped = isCharacter || digits === '' ? digits : groupDigits(digits, minWidth, size, f.thousands)
  const length = fixed + (isCharacter ? 1 : grouped.length)
  if (f.align === '=') {
    return sign + prefix + f.fill.repeat(Math.max(0, f.width - length)) + grouped + rest
  }
  return padText(sign + prefix + grouped + rest, length, f)
}

const isBinaryType = (t: string): boolean => t === 'b' || t === 'o' || t === 'x' || t === 'X'
const isDigitOf = (c: number, type: string): boolean =>
  (c >= 48 && c <= 57) || (isBinaryType(type) && ((c >= 97 && c <= 102) || (c >= 65 && c <= 70)))
