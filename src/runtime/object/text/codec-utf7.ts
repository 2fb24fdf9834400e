/** UTF-7, RFC 2152 (CPython PyUnicode_DecodeUTF7Stateful, _PyUnicode_EncodeUTF7). */
import { type Ptr, u8 } from '../../memory/heap'
import { Py_NewRef } from '../header'
import { EMPTY_STR } from '../types'
import { ByteSink } from './byte-sink'
import { DecodeInput, decodeError } from './codec-errors'
import { setDecodeConsumed, writeReplacement } from './codec-utf8'
import { PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND, PyUnicode_READ } from './str-core'
import { UnicodeWriter } from './unicode-writer'

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const PLUS = 43
const MINUS = 45

const fromBase64 = (c: number): number => (c < 128 ? BASE64.indexOf(String.fromCharCode(c)) : -1)
/** Written as themselves: everything printable but + \ ~, and white space. */
const isDirect = (c: number): boolean =>
  c === 9 || c === 10 || c === 13 || (c >= 32 && c < 126 && c !== PLUS && c !== 92)
const mayStandAlone = (c: number): boolean => c < 128 && c !== PLUS

export function PyUnicode_EncodeUTF7(s: Ptr): Ptr {
  const n = PyUnicode_GET_LENGTH(s)
  const kind = PyUnicode_KIND(s)
  const data = PyUnicode_DATA(s)
  const out = new ByteSink(n * 8 + 5)
  let shifted = false
  let bits = 0
  let buffer = 0
  const emit = (unit: number): void => {
    buffer = (buffer << 16) | unit
    bits += 16
    while (bits >= 6) {
      out.push(BASE64.charCodeAt((buffer >> (bits - 6)) & 63))
      bits -= 6
    }
    buffer &= (1 << bits) - 1
  }
  const flush = (): void => {
    if (bits > 0) out.push(BASE64.charCodeAt((buffer << (6 - bits)) & 63))
    bits = buffer = 0
  }
  for (let i = 0; i < n; i++) {
    const c = PyUnicode_READ(kind, data, i)
    if (isDirect(c)) {
      if (shifted) {
        flush()
        shifted = false
        if (fromBase64(c) >= 0 || c === MINUS) out.push(MINUS)
      }
      out.push(c)
    } else if (!shifted && c === PLUS) {
      out.push(PLUS)
      out.push(MINUS)
    } else {
      if (!shifted) out.push(PLUS)
      shifted = true
      if (c > 0xffff) {
        emit(0xd800 + ((c - 0x10000) >> 10))
        emit(0xdc00 + ((c - 0x10000) & 0x3ff))
      } else emit(c)
    }
  }
  flush()
  if (shifted) out.push(MINUS)
  return out.finish()
}

export function PyUnicode_DecodeUTF7(data: Ptr, n: number, errors: string, stateful = false): Ptr {
  setDecodeConsumed(0)
  if (n === 0) return Py_NewRef(EMPTY_STR)
  const input = new DecodeInput(data, n, 'utf7', errors)
  const w = new UnicodeWriter()
  w.minLength = n
  const ok = decode(w, input, stateful)
  input.release()
  return ok ? w.finish() : w.dealloc()
}

function decode(w: UnicodeWriter, input: DecodeInput, stateful: boolean): boolean {
  let i = 0
  let start = 0
  let shifted = false
  let shiftOut = 0
  let surrogate = 0
  let bits = 0
  let buffer = 0
  const fail = (end: number, reason: string): boolean => {
    const rep = decodeError(input, start, end, reason)
    if (rep === null || !writeReplacement(w, rep)) return false
    i = rep.position
    return true
  }
  /** A UTF-16 unit of a base-64 section. */
  const unit = (u: number): boolean => {
    if (surrogate !== 0) {
      const high = surrogate
      surrogate = 0
      if (u >= 0xdc00 && u <= 0xdfff) return w.writeChar(0x10000 + ((high & 0x3ff) << 10) + (u & 0x3ff))
      if (!w.writeChar(high)) return false
    }
    if (u >= 0xd800 && u <= 0xdbff) {
      surrogate = u
      return true
    }
    return w.writeChar(u)
  }
  /** The byte after a base-64 section; false + error. */
  const leave = (c: number): boolean => {
    shifted = false
    if (bits >= 6) return fail(++i, 'partial character in base-64 section')
    if (bits > 0 && buffer !== 0) return fail(++i, 'non-zero padding bits in base-64 section')
    if (surrogate !== 0 && mayStandAlone(c) && !w.writeChar(surrogate)) return false
    surrogate = 0
    if (c === MINUS) i++
    return true
  }
  for (;;) {
    while (i < input.size) {
      const c = u8[input.data + i]
      if (shifted) {
        const v = fromBase64(c)
        if (v < 0) {
          if (!leave(c)) return false
          continue
        }
        buffer = (buffer << 6) | v
        bits += 6
        i++
        if (bits < 16) continue
        bits -= 16
        const u = (buffer >> bits) & 0xffff
        buffer &= (1 << bits) - 1
        if (!unit(u)) return false
      } else if (c === PLUS) {
        start = i++
        if (i < input.size && u8[input.data + i] === MINUS) {
          i++
          if (!w.writeChar(PLUS)) return false
        } else if (i < input.size && fromBase64(u8[input.data + i]) < 0) {
          if (!fail(++i, 'ill-formed sequence')) return false
        } else {
          shifted = true
          surrogate = bits = buffer = 0
          shiftOut = w.pos
        }
      } else if (c < 128) {
        i++
        if (!w.writeChar(c)) return false
      } else {
        start = i
        if (!fail(++i, 'unexpected special character')) return false
      }
    }
    if (!shifted || stateful) break
    shifted = false
    if (surrogate === 0 && bits < 6 && !(bits > 0 && buffer !== 0)) break
    if (!fail(input.size, 'unterminated shift sequence')) return false
    if (i >= input.size) break
  }
  if (stateful && shifted) {
    // an unfinished section is decoded again with the next piece
    w.pos = shiftOut
    setDecodeConsumed(start)
  } else setDecodeConsumed(i)
  return true
}
