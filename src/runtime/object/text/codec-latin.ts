/** ASCII and Latin-1 (CPython PyUnicode_DecodeASCII, PyUnicode_DecodeLatin1, unicode_encode_ucs1). */
import { type Ptr, u8 } from '../../memory/heap'
import { Py_NewRef } from '../header'
import { EMPTY_STR, latin1Str } from '../types'
import { ByteSink } from './byte-sink'
import { PyBytes_FromStringAndSize } from './bytes-core'
import { DecodeInput, decodeError, encodeError } from './codec-errors'
import { asciiPrefix, encodeReplacement, writeReplacement } from './codec-utf8'
import { memcpy } from './mem'
import { PyUnicode_FromKindAndData } from './str-build'
import {
  PyUnicode_DATA,
  PyUnicode_GET_LENGTH,
  PyUnicode_IS_ASCII,
  PyUnicode_KIND,
  PyUnicode_New,
  PyUnicode_READ,
} from './str-core'
import { UnicodeWriter } from './unicode-writer'

export const PyUnicode_DecodeLatin1 = (data: Ptr, n: number): Ptr => PyUnicode_FromKindAndData(1, data, n)

export function PyUnicode_DecodeASCII(data: Ptr, n: number, errors: string): Ptr {
  if (n === 0) return Py_NewRef(EMPTY_STR)
  if (n === 1 && u8[data] < 128) return Py_NewRef(latin1Str(u8[data]))
  const o = PyUnicode_New(n, 127)
  if (o === 0) return 0
  const ascii = asciiPrefix(data, n)
  memcpy(PyUnicode_DATA(o), data, ascii)
  if (ascii === n) return o
  const w = new UnicodeWriter()
  w.adopt(o, ascii, n)
  const input = new DecodeInput(data, n, 'ascii', errors)
  const ok = decodeAsciiRest(w, input, ascii)
  input.release()
  return ok ? w.finish() : w.dealloc()
}

function decodeAsciiRest(w: UnicodeWriter, input: DecodeInput, start: number): boolean {
  for (let i = start; i < input.size; ) {
    const b = u8[input.data + i]
    if (b < 128) {
      if (!w.writeChar(b)) return false
      i++
      continue
    }
    const rep = decodeError(input, i, i + 1, 'ordinal not in range(128)')
    if (rep === null || !writeReplacement(w, rep)) return false
    i = rep.position
  }
  return true
}

/** Encodes to bytes below `limit` (128: ascii, 256: latin-1). */
function encodeUcs1(s: Ptr, limit: number, errors: string): Ptr {
  const n = PyUnicode_GET_LENGTH(s)
  const kind = PyUnicode_KIND(s)
  const data = PyUnicode_DATA(s)
  const encoding = limit === 256 ? 'latin-1' : 'ascii'
  const reason = `ordinal not in range(${limit})`
  const out = new ByteSink(n)
  const put = (c: number): boolean => {
    if (c >= limit) return false
    out.push(c)
    return true
  }
  for (let i = 0; i < n; i++) {
    const c = PyUnicode_READ(kind, data, i)
    if (c < limit) {
      out.push(c)
      continue
    }
    let end = i + 1
    while (end < n && PyUnicode_READ(kind, data, end) >= limit) end++
    const rep = encodeError(s, encoding, errors, i, end, reason)
    if (rep === null || !encodeReplacement(out, s, encoding, i, end, reason, rep, put)) return 0
    i = rep.position - 1
  }
  return out.finish()
}

export const PyUnicode_AsLatin1String = (s: Ptr, errors: string): Ptr =>
  PyUnicode_KIND(s) === 1
    ? PyBytes_FromStringAndSize(PyUnicode_DATA(s), PyUnicode_GET_LENGTH(s))
    : encodeUcs1(s, 256, errors)

export const PyUnicode_AsASCIIString = (s: Ptr, errors: string): Ptr =>
  PyUnicode_IS_ASCII(s)
    ? PyBytes_FromStringAndSize(PyUnicode_DATA(s), PyUnicode_GET_LENGTH(s))
    : encodeUcs1(s, 128, errors)
