/**
 * Properties of code points, from the generated table (Unicode 14.0, as CPython 3.11). The table is unpacked at first use:
 * one index per code point, and per record the fields in typed arrays. These are code-side constants, not process state.
 */
import * as T from './unicode-table'

interface Unpacked {
  index: Uint16Array
  flags: Int32Array
  /** Distance to the mapped character; MULTI + i: expansion number i. */
  upper: Int32Array
  lower: Int32Array
  title: Int32Array
  fold: Int32Array
  simpleLower: Int32Array
  decimal: Int8Array
  digit: Int8Array
  numeric: Float64Array
  rest: string[][]
}

const MULTI = 0x1000000
const expansions: number[][] = []
let table: Unpacked | undefined

function mapping(text: string): number {
  if (text[0] !== '+') return Number.parseInt(text, 36)
  const to = text
    .slice(1)
    .split('+')
    .map((x) => Number.parseInt(x, 36))
  return MULTI + expansions.push(to) - 1
}

function unpack(): Unpacked {
  const records = T.RECORDS.split(';').map((r) => r.split(','))
  const column = (i: number, f: (s: string) => number) => Int32Array.from(records, (r) => f(r[i]))
  const base36 = (s: string) => Number.parseInt(s, 36)
  const orMinusOne = (s: string) => (s === '' ? -1 : Number(s))
  const index = new Uint16Array(0x110000)
  let at = 0
  for (const run of T.RUNS.split(' ')) {
    const [record, count] = run.split('.')
    const n = count === undefined ? 1 : base36(count)
    index.fill(base36(record), at, at + n)
    at += n
  }
  return {
    index,
    flags: column(0, base36),
    upper: column(1, mapping),
    lower: column(2, mapping),
    title: column(3, mapping),
    fold: column(4, mapping),
    simpleLower: column(5, base36),
    decimal: Int8Array.from(records, (r) => orMinusOne(r[6])),
    digit: Int8Array.from(records, (r) => orMinusOne(r[7])),
    numeric: Float64Array.from(records, (r) => (r[8] === '' ? Number.NaN : Number(r[8]))),
    rest: records.map((r) => r.slice(9)),
  }
}

function db(): Unpacked {
  return table ?? (table = unpack())
}

/** The F_ bits of a code point. */
export function unicodeFlags(cp: number): number {
  const t = table ?? db()
  return t.flags[t.index[cp]]
}

export const isAlpha = (cp: number): boolean => (unicodeFlags(cp) & T.F_ALPHA) !== 0
export const isPrintable = (cp: number): boolean => (cp < 127 ? cp >= 32 : (unicodeFlags(cp) & T.F_PRINTABLE) !== 0)
export const isLower = (cp: number): boolean => (unicodeFlags(cp) & T.F_LOWER) !== 0
export const isUpper = (cp: number): boolean => (unicodeFlags(cp) & T.F_UPPER) !== 0
export const isTitle = (cp: number): boolean => (unicodeFlags(cp) & T.F_TITLE) !== 0
export const isCased = (cp: number): boolean => (unicodeFlags(cp) & T.F_CASED) !== 0
export const isCaseIgnorable = (cp: number): boolean => (unicodeFlags(cp) & T.F_CASE_IGNORABLE) !== 0
export const isNumeric = (cp: number): boolean => (unicodeFlags(cp) & T.F_NUMERIC) !== 0
export const isXidStart = (cp: number): boolean => (unicodeFlags(cp) & T.F_XID_START) !== 0
export const isXidContinue = (cp: number): boolean => (unicodeFlags(cp) & T.F_XID_CONTINUE) !== 0
/** The characters that str.isalnum accepts. */
export const isAlnum = (cp: number): boolean =>
  (unicodeFlags(cp) & (T.F_ALPHA | T.F_DECIMAL | T.F_DIGIT | T.F_NUMERIC)) !== 0

export function isSpace(cp: number): boolean {
  if (cp < 128) return cp === 32 || (cp >= 9 && cp <= 13) || (cp >= 28 && cp <= 31)
  return (unicodeFlags(cp) & T.F_SPACE) !== 0
}

export function isLinebreak(cp: number): boolean {
  if (cp < 128) return (cp >= 10 && cp <= 13) || (cp >= 28 && cp <= 30)
  return cp === 0x85 || cp === 0x2028 || cp === 0x2029
}

/** 0..9, or -1. */
export function toDecimal(cp: number): number {
  if (cp < 128) return cp >= 48 && cp <= 57 ? cp - 48 : -1
  const t = db()
  return t.decimal[t.index[cp]]
}

export function toDigit(cp: number): number {
  const t = db()
  return t.digit[t.index[cp]]
}

/** NaN when the character has no numeric value. */
export function toNumeric(cp: number): number {
  const t = db()
  return t.numeric[t.index[cp]]
}

type CaseColumn = 'upper' | 'lower' | 'title' | 'fold'

/** Writes the full case mapping of cp to out and returns its length, 1 to 3 (_PyUnicode_ToUpperFull and so on). */
export function mapCase(column: CaseColumn, cp: number, out: number[]): number {
  const t = db()
  const d = t[column][t.index[cp]]
  if (d < MULTI) {
    out[0] = cp + d
    return 1
  }
  const to = expansions[d - MULTI]
  for (let i = 0; i < to.length; i++) out[i] = to[i]
  return to.length
}

/** One-to-one lower case (_PyUnicode_ToLowercase); what sre uses. */
export function toLowerSimple(cp: number): number {
  const t = db()
  return cp + t.simpleLower[t.index[cp]]
}

/** One-to-one upper case where the full mapping is one character. */
export function toUpperSimple(cp: number): number {
  const t = db()
  const d = t.upper[t.index[cp]]
  return d < MULTI ? cp + d : cp
}

const rest = (cp: number): string[] => {
  const t = db()
  return t.rest[t.index[cp]]
}
export const category = (cp: number): string => rest(cp)[0]
export const bidirectional = (cp: number): string => rest(cp)[1]
export const combining = (cp: number): number => Number.parseInt(rest(cp)[2], 36)
export const eastAsianWidth = (cp: number): string => rest(cp)[3]
export const mirrored = (cp: number): number => Number(rest(cp)[4])
