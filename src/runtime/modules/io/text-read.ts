/**
 * Reading through a TextIOWrapper (Modules/_io/textio.c): chunks of bytes from the buffer below become decoded text, which
 * read() and readline() take pieces of. UTF-8, ASCII and Latin-1 are decoded here; other encodings by an incremental
 * decoder object of the codecs module.
 */

import { type Ptr, u8 } from '../../memory/heap'
import { PyTuple_Check } from '../../object/container/tuple-core'
import { typeError, typeNameOf } from '../../object/errors'
import { PyErr_Occurred } from '../../object/errors-core'
import { Py_DECREF, Py_NewRef, Py_SIZE, Py_XDECREF, typeFlagOf } from '../../object/header'
import { BYTES_DATA, TPFLAGS_BYTES_SUBCLASS, TPFLAGS_UNICODE_SUBCLASS, TUPLE_ITEM } from '../../object/layout'
import { PyLong_FromLong, PyLong_FromSsize_t } from '../../object/number/int-core'
import { newBytes } from '../../object/text/bytes-core'
import { PyUnicode_Decode } from '../../object/text/codecs'
import { PyUnicode_Concat, PyUnicode_Substring } from '../../object/text/str-build'
import {
  _Py_ID,
  newStr,
  PyUnicode_DATA,
  PyUnicode_GET_LENGTH,
  PyUnicode_KIND,
  PyUnicode_READ,
  strToJS,
} from '../../object/text/str-core'
import { EMPTY_STR, Py_None } from '../../object/types'
import { tupleOf } from '../values'
import { viewOf } from './buffer-view'
import * as io from './io-core'
import { byte, setByte, setWord, word } from './io-core'
import { newlineStep } from './newline-decoder'
import { CODEC_NONE, CODEC_UTF8, clearDecoded } from './text-write'

const ID = {
  decode: _Py_ID('decode'),
  getstate: _Py_ID('getstate'),
  read: _Py_ID('read'),
  read1: _Py_ID('read1'),
}
const CODEC_NAMES = ['', 'utf-8', 'ascii', 'latin-1']

/** Number of bytes at the end of data that begin, but do not finish, a UTF-8 character. */
function unfinished(data: Uint8Array): number {
  for (let k = 1; k <= 3 && k <= data.length; k++) {
    const b = data[data.length - k]
    if ((b & 0xc0) === 0x80) continue
    const need = b >= 0xf0 && b < 0xf5 ? 4 : b >= 0xe0 && b < 0xf0 ? 3 : b >= 0xc2 && b < 0xe0 ? 2 : 1
    return need > k ? k : 0
  }
  return 0
}

/** data decoded with the stream's codec and error handler; new reference. */
function decodeBytes(o: Ptr, data: Uint8Array): Ptr {
  if (data.length === 0) return Py_NewRef(EMPTY_STR)
  const holder = newBytes(data)
  if (holder === 0) return 0
  const codec = CODEC_NAMES[word(o, io.TEXT_CODEC)]
  const text = PyUnicode_Decode(holder + BYTES_DATA, data.length, codec, strToJS(word(o, io.TEXT_ERRORS)))
  Py_DECREF(holder)
  return text
}

/** Universal newlines for a decoded piece (takes it over). */
function newlines(o: Ptr, text: Ptr, final: boolean): Ptr {
  if (!byte(o, io.TEXT_READUNIVERSAL) || text === 0) return text
  const state = { pendingCr: byte(o, io.TEXT_PENDING_CR) !== 0, seen: byte(o, io.TEXT_SEEN_NEWLINES) }
  const js = strToJS(text)
  const out = newlineStep(js, state, byte(o, io.TEXT_READTRANSLATE) !== 0, final)
  setByte(o, io.TEXT_PENDING_CR, state.pendingCr)
  u8[o + io.TEXT_SEEN_NEWLINES] = state.seen
  if (out === js) return text
  Py_DECREF(text)
  return newStr(out)
}

/** The bytes of the snapshot that were not decoded yet. */
function carried(o: Ptr): Uint8Array {
  const snapshot = word(o, io.TEXT_SNAPSHOT)
  const tail = word(o, io.TEXT_TAIL)
  if (snapshot === 0 || tail === 0) return new Uint8Array(0)
  const end = snapshot + BYTES_DATA + Py_SIZE(snapshot)
  return u8.slice(end - tail, end)
}

function bytesOf(o: Ptr): Uint8Array | null {
  if (typeFlagOf(o, TPFLAGS_BYTES_SUBCLASS)) return u8.slice(o + BYTES_DATA, o + BYTES_DATA + Py_SIZE(o))
  const v = viewOf(o, 0)
  if (v === null) return null
  const data = u8.slice(v.start, v.start + v.length)
  v.release()
  return data
}

function setDecoded(o: Ptr, text: Ptr): void {
  const old = word(o, io.TEXT_DECODED)
  setWord(o, io.TEXT_DECODED, text)
  setWord(o, io.TEXT_DECODED_USED, 0)
  Py_XDECREF(old)
}

function setSnapshot(o: Ptr, v: Ptr): void {
  const old = word(o, io.TEXT_SNAPSHOT)
  setWord(o, io.TEXT_SNAPSHOT, v)
  Py_XDECREF(old)
}

/** What a decoder object makes of input (borrowed); new reference. */
function decodeBy(o: Ptr, input: Ptr, final: boolean): Ptr {
  const flag = PyLong_FromLong(final ? 1 : 0)
  const text = io.callMethod(word(o, io.TEXT_DECODER), ID.decode, input, flag)
  Py_DECREF(flag)
  if (text === 0 || typeFlagOf(text, TPFLAGS_UNICODE_SUBCLASS)) return text
  typeError(`decoder should return a string result, not '${typeNameOf(text)}'`)
  Py_DECREF(text)
  return 0
}

/** Remembers the decoder's state in front of a chunk: (flags, bytes still inside the decoder + the chunk). */
function snapshotOfDecoder(o: Ptr, input: Uint8Array): Ptr {
  const state = io.callMethod(word(o, io.TEXT_DECODER), ID.getstate)
  if (state === 0) return 0
  if (!PyTuple_Check(state) || Py_SIZE(state) !== 2) {
    Py_DECREF(state)
    return typeError('illegal decoder state')
  }
  const inside = bytesOf(word(state, TUPLE_ITEM))
  const flags = Py_NewRef(word(state, TUPLE_ITEM + 8))
  Py_DECREF(state)
  if (inside === null) return 0
  const all = new Uint8Array(inside.length + input.length)
  all.set(inside)
  all.set(input, inside.length)
  return tupleOf([flags, newBytes(all)])
}

/** Reads and decodes one chunk: 1, 0 at the end of the file, -1 with an error set (textiowrapper_read_chunk). */
export function readChunk(o: Ptr, sizeHint: number): number {
  if (word(o, io.TEXT_DECODER) === 0) {
    io.raiseUnsupported('not readable')
    return -1
  }
  const n = PyLong_FromSsize_t(Math.max(word(o, io.TEXT_CHUNK_SIZE), sizeHint))
  const has1 = byte(o, io.TEXT_HAS_READ1)
  const input = io.callMethod(word(o, io.TEXT_BUFFER), has1 ? ID.read1 : ID.read, n)
  Py_DECREF(n)
  if (input === 0) return -1
  const data = input === Py_None ? null : bytesOf(input)
  if (data === null) {
    if (!PyErr_Occurred() || input === Py_None) {
      typeError(
        `underlying ${has1 ? 'read1' : 'read'}() should have returned a bytes-like object, not '${typeNameOf(input)}'`,
      )
    }
    Py_DECREF(input)
    return -1
  }
  const eof = data.length === 0
  let text: Ptr
  if (word(o, io.TEXT_CODEC) === CODEC_NONE) {
    const snapshot = byte(o, io.TEXT_TELLING) ? snapshotOfDecoder(o, data) : -1
    text = snapshot === 0 ? 0 : decodeBy(o, input, eof)
    if (snapshot > 0) setSnapshot(o, snapshot)
  } else {
    const before = carried(o)
    const all = new Uint8Array(before.length + data.length)
    all.set(before)
    all.set(data, before.length)
    const tail = eof || word(o, io.TEXT_CODEC) !== CODEC_UTF8 ? 0 : unfinished(all)
    setByte(o, io.TEXT_CHUNK_CR, byte(o, io.TEXT_PENDING_CR))
    text = newlines(o, decodeBytes(o, all.subarray(0, all.length - tail)), eof)
    if (text !== 0) {
      setSnapshot(o, newBytes(all))
      setWord(o, io.TEXT_TAIL, tail)
    }
  }
  Py_DECREF(input)
  if (text === 0) return -1
  setDecoded(o, text)
  return eof && PyUnicode_GET_LENGTH(text) === 0 ? 0 : eof ? (PyUnicode_GET_LENGTH(text) > 0 ? 1 : 0) : 1
}

/** Up to n characters of decoded text (all for n < 0); new reference, 0 with an error set only. */
function takeText(o: Ptr, n: number): Ptr {
  const decoded = word(o, io.TEXT_DECODED)
  if (decoded === 0) return Py_NewRef(EMPTY_STR)
  const used = word(o, io.TEXT_DECODED_USED)
  const end = n < 0 ? PyUnicode_GET_LENGTH(decoded) : Math.min(PyUnicode_GET_LENGTH(decoded), used + n)
  setWord(o, io.TEXT_DECODED_USED, end)
  return used === 0 && end === PyUnicode_GET_LENGTH(decoded)
    ? Py_NewRef(decoded)
    : PyUnicode_Substring(decoded, used, end)
}

/** a + b, both taken over. */
function joined(a: Ptr, b: Ptr): Ptr {
  const r = a === 0 || b === 0 ? 0 : PyUnicode_Concat(a, b)
  Py_XDECREF(a)
  Py_XDECREF(b)
  return r
}

/** read(n); n < 0 reads everything. */
export function readText(o: Ptr, n: number): Ptr {
  if (word(o, io.TEXT_DECODER) === 0) return io.raiseUnsupported('not readable')
  let out = takeText(o, n)
  if (n < 0) {
    const rest = io.callMethod(word(o, io.TEXT_BUFFER), ID.read)
    const data = rest === 0 ? null : bytesOf(rest)
    let text: Ptr = 0
    if (data !== null && word(o, io.TEXT_CODEC) === CODEC_NONE) text = decodeBy(o, rest, true)
    else if (data !== null) {
      const before = carried(o)
      const all = new Uint8Array(before.length + data.length)
      all.set(before)
      all.set(data, before.length)
      text = newlines(o, decodeBytes(o, all), true)
      setWord(o, io.TEXT_TAIL, 0)
    }
    Py_XDECREF(rest)
    if (text !== 0) clearDecoded(o)
    return joined(out, text)
  }
  while (out !== 0 && PyUnicode_GET_LENGTH(out) < n) {
    const r = readChunk(o, n - PyUnicode_GET_LENGTH(out))
    if (r < 0) {
      Py_DECREF(out)
      return 0
    }
    if (r === 0) break
    out = joined(out, takeText(o, n - PyUnicode_GET_LENGTH(out)))
  }
  return out
}

/** Index behind the first line end at or after `from`, -1 when there is none. */
function lineEnd(o: Ptr, text: Ptr, from: number): number {
  const kind = PyUnicode_KIND(text)
  const data = PyUnicode_DATA(text)
  const n = PyUnicode_GET_LENGTH(text)
  const readnl = word(o, io.TEXT_READNL)
  if (byte(o, io.TEXT_READTRANSLATE) || (!byte(o, io.TEXT_READUNIVERSAL) && readnl === 0)) {
    for (let i = from; i < n; i++) if (PyUnicode_READ(kind, data, i) === 10) return i + 1
    return -1
  }
  if (byte(o, io.TEXT_READUNIVERSAL)) {
    for (let i = from; i < n; i++) {
      const c = PyUnicode_READ(kind, data, i)
      if (c === 10) return i + 1
      if (c === 13) return i + 1 < n && PyUnicode_READ(kind, data, i + 1) === 10 ? i + 2 : i + 1
    }
    return -1
  }
  const nl = strToJS(readnl)
  for (let i = from; i + nl.length <= n; i++) {
    let k = 0
    while (k < nl.length && PyUnicode_READ(kind, data, i + k) === nl.charCodeAt(k)) k++
    if (k === nl.length) return i + nl.length
  }
  return -1
}

/** readline(limit); '' at the end. */
export function readLine(o: Ptr, limit: number): Ptr {
  let line: Ptr = Py_NewRef(EMPTY_STR)
  for (;;) {
    const decoded = word(o, io.TEXT_DECODED)
    const used = word(o, io.TEXT_DECODED_USED)
    if (decoded === 0 || used >= PyUnicode_GET_LENGTH(decoded)) {
      const r = readChunk(o, 0)
      if (r < 0) {
        Py_DECREF(line)
        return 0
      }
      if (r === 0) {
        clearDecoded(o)
        setWord(o, io.TEXT_TAIL, 0)
        return line
      }
      continue
    }
    const have = PyUnicode_GET_LENGTH(line)
    // a line end of several characters may be split between two chunks
    if (have > 0 && word(o, io.TEXT_READNL) !== 0 && !byte(o, io.TEXT_READUNIVERSAL)) {
      const rest = takeText(o, -1)
      const whole = joined(line, rest)
      if (whole === 0) return 0
      setDecoded(o, whole)
      line = Py_NewRef(EMPTY_STR)
      if (lineEnd(o, whole, 0) < 0 && (limit < 0 || PyUnicode_GET_LENGTH(whole) < limit)) {
        line = takeText(o, -1)
        const r = readChunk(o, 0)
        if (r <= 0) {
          if (r < 0) Py_DECREF(line)
          return r < 0 ? 0 : line
        }
      }
      continue
    }
    const end = lineEnd(o, decoded, used)
    let n = end < 0 ? PyUnicode_GET_LENGTH(decoded) - used : end - used
    if (limit >= 0 && have + n > limit) n = limit - have
    const complete = (end >= 0 && n === end - used) || (limit >= 0 && have + n >= limit)
    line = joined(line, takeText(o, n))
    if (line === 0 || complete) return line
  }
}

/** Bytes of the snapshot that produced the first `chars` characters of decoded text (process codecs only). */
export function bytesConsumed(o: Ptr, chars: number): number {
  const snapshot = word(o, io.TEXT_SNAPSHOT)
  const start = snapshot + BYTES_DATA
  const n = Py_SIZE(snapshot)
  const utf8 = word(o, io.TEXT_CODEC) === CODEC_UTF8
  const universal = byte(o, io.TEXT_READUNIVERSAL) !== 0 && byte(o, io.TEXT_READTRANSLATE) !== 0
  let i = 0
  let count = 0
  if (byte(o, io.TEXT_CHUNK_CR)) {
    if (chars === 0) return -1
    count = universal && u8[start] === 10 ? 0 : 1
  }
  while (count < chars && i < n) {
    const b = u8[start + i]
    let length = 1
    if (utf8 && b >= 0xc2) length = b >= 0xf0 ? 4 : b >= 0xe0 ? 3 : 2
    if (universal && b === 13 && i + 1 < n && u8[start + i + 1] === 10) length = 2
    i += length
    count++
  }
  return i
}
