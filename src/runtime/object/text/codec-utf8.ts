/** UTF-8 (CPython Objects/unicodeobject.c unicode_decode_utf8, stringlib/codecs.h). */
import { objMalloc } from '../../memory/domains'
import { i32, type Ptr, u8 } from '../../memory/heap'
import { raise } from '../errors'
import { PyErr_NoMemory } from '../errors-core'
import { Py_DECREF, Py_NewRef } from '../header'
import { UNICODE_UTF8, UNICODE_UTF8_LENGTH } from '../layout'
import { EMPTY_STR, latin1Str, PyExc_SystemError } from '../types'
import { ByteSink } from './byte-sink'
import { PyBytes_AS_STRING, PyBytes_Check, PyBytes_FromStringAndSize, PyBytes_GET_SIZE } from './bytes-core'
import { DecodeInput, decodeError, encodeError, type Replacement, raiseEncodeError } from './codec-errors'
import { memcpy } from './mem'
import { PyUnicode_Check } from './str-build'
import {
  PyUnicode_DATA,
  PyUnicode_GET_LENGTH,
  PyUnicode_IS_ASCII,
  PyUnicode_IS_COMPACT,
  PyUnicode_KIND,
  PyUnicode_New,
  PyUnicode_READ,
} from './str-core'
import { UnicodeWriter } from './unicode-writer'

const isCont = (b: number): boolean => (b & 0xc0) === 0x80

/** Number of leading ASCII bytes of n at p. */
export function asciiPrefix(p: Ptr, n: number): number {
  let i = 0
  if ((p & 3) === 0) while (i + 4 <= n && (i32[(p + i) >> 2] & 0x80808080) === 0) i += 4
  while (i < n && u8[p + i] < 128) i++
  return i
}

/** Bytes of the sequence decoded last. */
let seqLength = 0

/**
 * The non-ASCII character at p. Negative answers: -1 unexpected end, -2 invalid start byte, -3, -4, -5 invalid continuation
 * after 1, 2, 3 good bytes.
 */
function decodeOne(p: Ptr, left: number): number {
  const b = u8[p]
  if (b < 0xc2 || b > 0xf4) return -2
  if (left < 2) return -1
  const b2 = u8[p + 1]
  if (b < 0xe0) {
    if (!isCont(b2)) return -3
    seqLength = 2
    return ((b & 31) << 6) | (b2 & 63)
  }
  if (!isCont(b2)) return -3
  if (b < 0xf0) {
    if (b2 < 0xa0 ? b === 0xe0 : b === 0xed) return -3
    if (left < 3) return -1
    if (!isCont(u8[p + 2])) return -4
    seqLength = 3
    return ((b & 15) << 12) | ((b2 & 63) << 6) | (u8[p + 2] & 63)
  }
  if (b2 < 0x90 ? b === 0xf0 : b === 0xf4) return -3
  if (left < 3) return -1
  if (!isCont(u8[p + 2])) return -4
  if (left < 4) return -1
  if (!isCont(u8[p + 3])) return -5
  seqLength = 4
  return ((b & 7) << 18) | ((b2 & 63) << 12) | ((u8[p + 2] & 63) << 6) | (u8[p + 3] & 63)
}

/** Bytes that the last stateful decode used. */
export let decodeConsumed = 0
export function setDecodeConsumed(n: number): void {
  decodeConsumed = n
}

/** Decodes n bytes; stateful: an incomplete sequence at the end is left (see decodeConsumed) instead of an error. */
export function PyUnicode_DecodeUTF8(data: Ptr, n: number, errors: string, stateful = false): Ptr {
  decodeConsumed = n
  if (n === 0) return Py_NewRef(EMPTY_STR)
  if (n === 1 && u8[data] < 128) return Py_NewRef(latin1Str(u8[data]))
  const o = PyUnicode_New(n, 127)
  if (o === 0) return 0
  const ascii = asciiPrefix(data, n)
  memcpy(PyUnicode_DATA(o), data, ascii)
  if (ascii === n) return o
  const w = new UnicodeWriter()
  w.adopt(o, ascii, n)
  const input = new DecodeInput(data, n, 'utf-8', errors)
  const r = decodeRest(w, input, ascii, stateful)
  input.release()
  return r
}

function decodeRest(w: UnicodeWriter, input: DecodeInput, start: number, stateful: boolean): Ptr {
  let i = start
  while (i < input.size) {
    const run = asciiPrefix(input.data + i, input.size - i)
    if (run > 0) {
      if (!w.writeAsciiBytes(input.data + i, run)) return w.dealloc()
      i += run
      continue
    }
    const c = decodeOne(input.data + i, input.size - i)
    if (c >= 0) {
      if (!w.writeChar(c)) return w.dealloc()
      i += seqLength
      continue
    }
    if (c === -1 && stateful) break
    if (c === -3 && stateful && u8[input.data + i] === 0xed && input.size - i === 2 && isCont(u8[input.data + i + 1]))
      break
    const [end, reason] =
      c === -1
        ? [input.size, 'unexpected end of data']
        : c === -2
          ? [i + 1, 'invalid start byte']
          : [i - c - 2, 'invalid continuation byte']
    const rep = decodeError(input, i, end, reason)
    if (rep === null || !writeReplacement(w, rep)) return w.dealloc()
    i = rep.position
  }
  decodeConsumed = i
  return w.finish()
}

/** Writes what a decoding error handler gave; drops its object. */
export function writeReplacement(w: UnicodeWriter, rep: Replacement): boolean {
  if (rep.object !== 0) {
    const n = PyUnicode_GET_LENGTH(rep.object)
    if (n > 1) {
      w.minLength += n - 1
      w.overallocate = true
    }
    return w.writeStrSteal(rep.object)
  }
  for (const c of rep.chars ?? []) if (!w.writeChar(c)) return false
  return true
}

/** Appends what an encoding error handler gave: bytes as they are, text when it is ASCII. False + error. */
export function encodeReplacement(
  out: ByteSink,
  s: Ptr,
  encoding: string,
  start: number,
  end: number,
  reason: string,
  rep: Replacement & { raw?: boolean },
  put: (c: number) => boolean,
): boolean {
  out.overallocate = true
  if (rep.object !== 0) {
    if (PyBytes_Check(rep.object)) out.pushHeap(PyBytes_AS_STRING(rep.object), PyBytes_GET_SIZE(rep.object))
    else if (PyUnicode_Check(rep.object)) {
      const kind = PyUnicode_KIND(rep.object)
      const data = PyUnicode_DATA(rep.object)
      for (let i = 0; i < PyUnicode_GET_LENGTH(rep.object); i++) {
        if (!put(PyUnicode_READ(kind, data, i))) {
          Py_DECREF(rep.object)
          return raiseEncodeError(encoding, s, start, end, reason) !== null
        }
      }
    }
    Py_DECREF(rep.object)
    return true
  }
  const chars = rep.chars ?? []
  if (rep.raw) out.pushAll(chars)
  else for (const c of chars) put(c)
  return true
}

/** Encodes into a new bytes; surrogates go to the error handler. */
export function PyUnicode_AsUTF8String(s: Ptr, errors: string): Ptr {
  const n = PyUnicode_GET_LENGTH(s)
  const kind = PyUnicode_KIND(s)
  const data = PyUnicode_DATA(s)
  if (PyUnicode_IS_ASCII(s)) return PyBytes_FromStringAndSize(data, n)
  const cached = PyUnicode_IS_COMPACT(s) ? i32[(s + UNICODE_UTF8) >> 2] : 0
  if (cached !== 0) return PyBytes_FromStringAndSize(cached, i32[(s + UNICODE_UTF8_LENGTH) >> 2])
  const out = new ByteSink(n * (kind === 1 ? 2 : kind === 2 ? 3 : 4))
  return encodeInto(out, s, n, kind, data, errors) ? out.finish() : 0
}

function encodeInto(out: ByteSink, s: Ptr, n: number, kind: number, data: Ptr, errors: string): boolean {
  for (let i = 0; i < n; i++) {
    const c = PyUnicode_READ(kind, data, i)
    if (c < 0x80) out.push(c)
    else if (c < 0x800) {
      out.push(0xc0 | (c >> 6))
      out.push(0x80 | (c & 63))
    } else if (c >= 0xd800 && c <= 0xdfff) {
      let end = i + 1
      while (end < n && (PyUnicode_READ(kind, data, end) & 0xf800) === 0xd800) end++
      const rep = encodeError(s, 'utf-8', errors, i, end, 'surrogates not allowed')
      if (rep === null) return false
      const put = (x: number): boolean => {
        if (x > 127) return false
        out.push(x)
        return true
      }
      if (!encodeReplacement(out, s, 'utf-8', i, end, 'surrogates not allowed', rep, put)) return false
      i = rep.position - 1
    } else if (c < 0x10000) {
      out.push(0xe0 | (c >> 12))
      out.push(0x80 | ((c >> 6) & 63))
      out.push(0x80 | (c & 63))
    } else {
      out.push(0xf0 | (c >> 18))
      out.push(0x80 | ((c >> 12) & 63))
      out.push(0x80 | ((c >> 6) & 63))
      out.push(0x80 | (c & 63))
    }
  }
  return true
}

/** Length of the UTF-8 form whose address PyUnicode_AsUTF8 returned last. */
export let utf8Length = 0
/** Address of the NUL-terminated UTF-8 form, kept in the object (one block of the obj domain when not ASCII); 0 + error. */
export function PyUnicode_AsUTF8(s: Ptr): Ptr {
  if (PyUnicode_IS_ASCII(s)) {
    utf8Length = PyUnicode_GET_LENGTH(s)
    return PyUnicode_DATA(s)
  }
  if (!PyUnicode_IS_COMPACT(s)) return raise(PyExc_SystemError, 'UTF-8 form of a str subclass instance')
  if (i32[(s + UNICODE_UTF8) >> 2] === 0) {
    const out = new ByteSink(0)
    if (!encodeInto(out, s, PyUnicode_GET_LENGTH(s), PyUnicode_KIND(s), PyUnicode_DATA(s), 'strict')) return 0
    const p = objMalloc(out.length + 1)
    if (p === 0) return PyErr_NoMemory()
    u8.set(out.view(), p)
    u8[p + out.length] = 0
    i32[(s + UNICODE_UTF8) >> 2] = p
    i32[(s + UNICODE_UTF8_LENGTH) >> 2] = out.length
  }
  utf8Length = i32[(s + UNICODE_UTF8_LENGTH) >> 2]
  return i32[(s + UNICODE_UTF8) >> 2]
}
