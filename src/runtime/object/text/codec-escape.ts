/** unicode_escape, raw_unicode_escape, and the escapes of bytes literals (CPython unicodeobject.c, bytesobject.c). */
import { type Ptr, u8 } from '../../memory/heap'
import { raise } from '../errors'
import { Py_NewRef } from '../header'
import { EMPTY_STR, PyExc_ValueError } from '../types'
import { ByteSink } from './byte-sink'
import { backslashEscape, DecodeInput, decodeError } from './codec-errors'
import { setDecodeConsumed, writeReplacement } from './codec-utf8'
import { PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND, PyUnicode_READ } from './str-core'
import { UnicodeWriter } from './unicode-writer'

const BACKSLASH = 92
const SIMPLE: Record<string, number> = { a: 7, b: 8, t: 9, n: 10, v: 11, f: 12, r: 13, '\\': 92, "'": 39, '"': 34 }

const hexValue = (b: number): number =>
  b >= 48 && b <= 57 ? b - 48 : b >= 97 && b <= 102 ? b - 87 : b >= 65 && b <= 70 ? b - 55 : -1

/** Looks a character up by its name for \N{...}; installed by unicodedata; -1 when unknown. */
let lookupName: (name: string) => number = () => -1
export function setNameLookup(f: (name: string) => number): void {
  lookupName = f
}

/** Is b the first byte of an escape that is not one of Python's (a warning in CPython)? */
export let invalidEscape = -1

export function PyUnicode_DecodeUnicodeEscape(data: Ptr, n: number, errors: string, stateful = false): Ptr {
  invalidEscape = -1
  setDecodeConsumed(n)
  if (n === 0) return Py_NewRef(EMPTY_STR)
  const w = new UnicodeWriter()
  w.minLength = n
  const input = new DecodeInput(data, n, 'unicodeescape', errors)
  let i = 0
  let ok = true
  while (ok && i < input.size) {
    const b = u8[input.data + i]
    if (b !== BACKSLASH) {
      ok = w.writeChar(b)
      i++
      continue
    }
    const start = i
    const next = decodeEscape(input, i)
    if (next.c >= 0) {
      ok = next.keep ? w.writeChar(BACKSLASH) && w.writeChar(next.c) : next.c === 0x110000 || w.writeChar(next.c)
      i = next.end
      continue
    }
    if (stateful && next.incomplete) break
    const rep = decodeError(input, start, next.end, next.reason)
    ok = rep !== null && writeReplacement(w, rep)
    if (rep !== null) i = rep.position
  }
  input.release()
  setDecodeConsumed(i)
  return ok ? w.finish() : w.dealloc()
}

interface Escape {
  /** The character; 0x110000: nothing (line continuation); -1: error. */
  c: number
  end: number
  reason: string
  /** Not an escape: the backslash stays. */
  keep?: boolean
  incomplete?: boolean
}

const REASONS: Record<string, [number, string]> = {
  x: [2, 'truncated \\xXX escape'],
  u: [4, 'truncated \\uXXXX escape'],
  U: [8, 'truncated \\UXXXXXXXX escape'],
}

function decodeEscape(input: DecodeInput, start: number): Escape {
  const { data, size } = input
  let i = start + 1
  if (i >= size) return { c: -1, end: size, reason: '\\ at end of string', incomplete: true }
  const b = u8[data + i++]
  const ch = String.fromCharCode(b)
  if (b === 10) return { c: 0x110000, end: i, reason: '' }
  if (SIMPLE[ch] !== undefined) return { c: SIMPLE[ch], end: i, reason: '' }
  if (b >= 48 && b <= 55) {
    let c = b - 48
    for (let k = 0; k < 2 && i < size && u8[data + i] >= 48 && u8[data + i] <= 55; k++) c = c * 8 + u8[data + i++] - 48
    if (c > 255 && invalidEscape < 0) invalidEscape = start
    return { c, end: i, reason: '' }
  }
  const wide = REASONS[ch]
  if (wide) {
    let c = 0
    for (let k = 0; k < wide[0]; k++, i++) {
      const h = i < size ? hexValue(u8[data + i]) : -1
      if (h < 0) return { c: -1, end: i, reason: wide[1], incomplete: i >= size }
      c = c * 16 + h
    }
    return c > 0x10ffff ? { c: -1, end: i, reason: 'illegal Unicode character' } : { c, end: i, reason: '' }
  }
  if (ch === 'N') return named(input, i)
  if (invalidEscape < 0) invalidEscape = start
  return { c: b, end: i, reason: '', keep: true }
}

function named(input: DecodeInput, at: number): Escape {
  const { data, size } = input
  const malformed = 'malformed \\N character escape'
  let i = at
  if (i < size && u8[data + i] === 123) {
    const start = ++i
    let name = ''
    while (i < size && u8[data + i] !== 125) name += String.fromCharCode(u8[data + i++])
    if (i < size && i > start) {
      const c = lookupName(name)
      return c >= 0 ? { c, end: i + 1, reason: '' } : { c: -1, end: i + 1, reason: 'unknown Unicode character name' }
    }
    return { c: -1, end: i < size ? i + 1 : i, reason: malformed, incomplete: i >= size }
  }
  return { c: -1, end: i, reason: malformed, incomplete: i >= size }
}

export function PyUnicode_AsUnicodeEscapeString(s: Ptr): Ptr {
  const n = PyUnicode_GET_LENGTH(s)
  const kind = PyUnicode_KIND(s)
  const data = PyUnicode_DATA(s)
  const out = new ByteSink(n * (kind === 1 ? 4 : kind === 2 ? 6 : 10))
  for (let i = 0; i < n; i++) {
    const c = PyUnicode_READ(kind, data, i)
    if (c === BACKSLASH) out.pushText('\\\\')
    else if (c >= 32 && c < 127) out.push(c)
    else if (c === 9) out.pushText('\\t')
    else if (c === 10) out.pushText('\\n')
    else if (c === 13) out.pushText('\\r')
    else out.pushText(backslashEscape(c))
  }
  return out.finish()
}

export function PyUnicode_DecodeRawUnicodeEscape(data: Ptr, n: number, errors: string, stateful = false): Ptr {
  setDecodeConsumed(n)
  if (n === 0) return Py_NewRef(EMPTY_STR)
  const w = new UnicodeWriter()
  w.minLength = n
  const input = new DecodeInput(data, n, 'rawunicodeescape', errors)
  let i = 0
  let ok = true
  while (ok && i < input.size) {
    const b = u8[input.data + i]
    const kind = b === BACKSLASH && i + 1 < input.size ? u8[input.data + i + 1] : 0
    if (b === BACKSLASH && i + 1 >= input.size && stateful) break
    if (kind !== 117 && kind !== 85) {
      ok = w.writeChar(b)
      i++
      // a second backslash is not looked at again
      if (ok && kind !== 0) {
        ok = w.writeChar(kind)
        i++
      }
      continue
    }
    const [digits, truncated] = REASONS[String.fromCharCode(kind)]
    let c = 0
    let k = i + 2
    for (; k < i + 2 + digits; k++) {
      const h = k < input.size ? hexValue(u8[input.data + k]) : -1
      if (h < 0) break
      c = c * 16 + h
    }
    if (k === i + 2 + digits && c <= 0x10ffff) {
      ok = w.writeChar(c)
      i = k
      continue
    }
    if (stateful && k >= input.size && k < i + 2 + digits) break
    const rep = decodeError(input, i, k, k < i + 2 + digits ? truncated : '\\Uxxxxxxxx out of range')
    ok = rep !== null && writeReplacement(w, rep)
    if (rep !== null) i = rep.position
  }
  input.release()
  setDecodeConsumed(i)
  return ok ? w.finish() : w.dealloc()
}

export function PyUnicode_AsRawUnicodeEscapeString(s: Ptr): Ptr {
  const n = PyUnicode_GET_LENGTH(s)
  const kind = PyUnicode_KIND(s)
  const data = PyUnicode_DATA(s)
  const out = new ByteSink(n * (kind === 1 ? 1 : kind === 2 ? 6 : 10))
  for (let i = 0; i < n; i++) {
    const c = PyUnicode_READ(kind, data, i)
    if (c < 256) out.push(c)
    else out.pushText(backslashEscape(c))
  }
  return out.finish()
}

/** Escapes of a bytes literal; 0 + ValueError (PyBytes_DecodeEscape). */
export function PyBytes_DecodeEscape(data: Ptr, n: number, errors: string): Ptr {
  const out = new ByteSink(n)
  for (let i = 0; i < n; ) {
    const b = u8[data + i++]
    if (b !== BACKSLASH) {
      out.push(b)
      continue
    }
    if (i === n) return raise(PyExc_ValueError, 'Trailing \\ in string')
    const e = u8[data + i++]
    const ch = String.fromCharCode(e)
    if (e === 10) continue
    if (SIMPLE[ch] !== undefined) out.push(SIMPLE[ch])
    else if (e >= 48 && e <= 55) {
      let c = e - 48
      for (let k = 0; k < 2 && i < n && u8[data + i] >= 48 && u8[data + i] <= 55; k++) c = c * 8 + u8[data + i++] - 48
      out.push(c & 255)
    } else if (ch === 'x') {
      const hi = i < n ? hexValue(u8[data + i]) : -1
      const lo = i + 1 < n ? hexValue(u8[data + i + 1]) : -1
      if (hi >= 0 && lo >= 0) {
        out.push(hi * 16 + lo)
        i += 2
        continue
      }
      if (errors === 'strict') return raise(PyExc_ValueError, `invalid \\x escape at position ${i - 2}`)
      if (errors === 'replace') out.push(63)
      else if (errors !== 'ignore') {
        return raise(PyExc_ValueError, `decoding error; unknown error handling code: ${errors}`)
      }
      if (hi >= 0) i++
    } else {
      out.push(BACKSLASH)
      out.push(e)
    }
  }
  return out.finish()
}
