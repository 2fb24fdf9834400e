/** UTF-16 and UTF-32 in both byte orders (CPython PyUnicode_DecodeUTF16Stateful and its kin). */
import { type Ptr, u8 } from '../../memory/heap'
import { Py_NewRef } from '../header'
import { EMPTY_STR } from '../types'
import { ByteSink } from './byte-sink'
import { DecodeInput, decodeError, encodeError } from './codec-errors'
import { encodeReplacement, setDecodeConsumed, writeReplacement } from './codec-utf8'
import { PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND, PyUnicode_READ } from './str-core'
import { UnicodeWriter } from './unicode-writer'

/** -1: little endian, 1: big endian; 0: native with a byte-order mark. */
export type ByteOrder = -1 | 0 | 1

/** Byte order found by the last decode that started with 0. */
export let detectedOrder: ByteOrder = 0

const suffix = (order: ByteOrder, bits: number): string => `utf-${bits}${order < 0 ? '-le' : order > 0 ? '-be' : ''}`

function unit16(p: Ptr, big: boolean): number {
  return big ? (u8[p] << 8) | u8[p + 1] : u8[p] | (u8[p + 1] << 8)
}

function unit32(p: Ptr, big: boolean): number {
  return (unit16(big ? p : p + 2, big) * 65536 + unit16(big ? p + 2 : p, big)) >>> 0
}

export function PyUnicode_DecodeUTF16(
  data: Ptr,
  n: number,
  errors: string,
  byteorder: ByteOrder,
  stateful = false,
): Ptr {
  let order = byteorder
  let i = 0
  if (order === 0 && n >= 2) {
    const bom = unit16(data, false)
    if (bom === 0xfeff) order = -1
    else if (bom === 0xfffe) order = 1
    if (order !== 0) i = 2
  }
  detectedOrder = order
  setDecodeConsumed(i)
  if (i === n) return Py_NewRef(EMPTY_STR)
  const big = order > 0
  const input = new DecodeInput(data, n, suffix(order === 0 ? -1 : order, 16), errors)
  const w = new UnicodeWriter()
  w.minLength = (n - i + 1) >> 1
  let ok = w.prepare(w.minLength, 127)
  while (ok && i < input.size) {
    const p = input.data + i
    let reason = ''
    let end = i + 2
    if (input.size - i < 2) {
      if (stateful) break
      reason = 'truncated data'
      end = input.size
    } else {
      const c = unit16(p, big)
      if (c < 0xd800 || c > 0xdfff) {
        ok = w.writeChar(c)
        i += 2
        continue
      }
      if (c >= 0xdc00) reason = 'illegal encoding'
      else if (input.size - i < 4) {
        if (stateful) break
        reason = 'unexpected end of data'
        end = input.size
      } else {
        const d = unit16(p + 2, big)
        if (d >= 0xdc00 && d <= 0xdfff) {
          ok = w.writeChar(0x10000 + ((c & 0x3ff) << 10) + (d & 0x3ff))
          i += 4
          continue
        }
        reason = 'illegal UTF-16 surrogate'
      }
    }
    const rep = decodeError(input, i, end, reason)
    ok = rep !== null && writeReplacement(w, rep)
    if (rep !== null) i = rep.position
  }
  input.release()
  setDecodeConsumed(i)
  return ok ? w.finish() : w.dealloc()
}

export function PyUnicode_DecodeUTF32(
  data: Ptr,
  n: number,
  errors: string,
  byteorder: ByteOrder,
  stateful = false,
): Ptr {
  let order = byteorder
  let i = 0
  if (order === 0 && n >= 4) {
    const bom = unit32(data, false)
    if (bom === 0xfeff) order = -1
    else if (bom === 0xfffe0000) order = 1
    if (order !== 0) i = 4
  }
  detectedOrder = order
  setDecodeConsumed(i)
  if (i === n) return Py_NewRef(EMPTY_STR)
  const big = order > 0
  const input = new DecodeInput(data, n, suffix(order === 0 ? -1 : order, 32), errors)
  const w = new UnicodeWriter()
  w.minLength = (n - i + 3) >> 2
  let ok = w.prepare(w.minLength, 127)
  while (ok && i < input.size) {
    let reason = 'truncated data'
    let end = input.size
    if (input.size - i >= 4) {
      const c = unit32(input.data + i, big)
      end = i + 4
      if (c >= 0xd800 && c <= 0xdfff) reason = 'code point in surrogate code point range'
      else if (c > 0x10ffff) reason = 'code point not in range(0x110000)'
      else {
        ok = w.writeChar(c)
        i += 4
        continue
      }
    } else if (stateful) break
    const rep = decodeError(input, i, end, reason)
    ok = rep !== null && writeReplacement(w, rep)
    if (rep !== null) i = rep.position
  }
  input.release()
  setDecodeConsumed(i)
  return ok ? w.finish() : w.dealloc()
}

/** Encodes with 2 or 4 bytes a unit. */
function encode(s: Ptr, errors: string, order: ByteOrder, bytes: 2 | 4): Ptr {
  const n = PyUnicode_GET_LENGTH(s)
  const kind = PyUnicode_KIND(s)
  const data = PyUnicode_DATA(s)
  const big = order > 0
  const encoding = suffix(order, bytes * 8)
  const out = new ByteSink(0)
  const unit = (c: number): void => {
    if (bytes === 4) {
      for (let k = 0; k < 4; k++) out.push((c >>> (big ? 24 - 8 * k : 8 * k)) & 255)
    } else {
      out.push(big ? c >> 8 : c & 255)
      out.push(big ? c & 255 : c >> 8)
    }
  }
  const put = (c: number): boolean => {
    if (c > 127) return false
    unit(c)
    return true
  }
  if (order === 0) unit(0xfeff)
  for (let i = 0; i < n; i++) {
    const c = PyUnicode_READ(kind, data, i)
    if (c >= 0xd800 && c <= 0xdfff) {
      let end = i + 1
      while (end < n && (PyUnicode_READ(kind, data, end) & 0xf800) === 0xd800) end++
      const rep = encodeError(s, encoding, errors, i, end, 'surrogates not allowed')
      if (rep === null || !encodeReplacement(out, s, encoding, i, end, 'surrogates not allowed', rep, put)) return 0
      i = rep.position - 1
    } else if (c > 0xffff && bytes === 2) {
      unit(0xd800 + ((c - 0x10000) >> 10))
      unit(0xdc00 + ((c - 0x10000) & 0x3ff))
    } else unit(c)
  }
  out.allocated = out.length
  return out.finish()
}

export const PyUnicode_EncodeUTF16 = (s: Ptr, errors: string, order: ByteOrder): Ptr => encode(s, errors, order, 2)
export const PyUnicode_EncodeUTF32 = (s: Ptr, errors: string, order: ByteOrder): Ptr => encode(s, errors, order, 4)
