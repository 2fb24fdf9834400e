/**
 * Writing through a TextIOWrapper (Modules/_io/textio.c): text collects in pending_bytes (one str or bytes, or a list of
 * them) until chunk_size bytes are together, then goes to the buffer below. ASCII text is kept as the str itself, so a
 * printed str stays referenced until the next flush, as in CPython.
 */

import { type Ptr, u8 } from '../../memory/heap'
import { dictGetItemStr } from '../../object/container/dict-core'
import { PyList_Append, PyList_New, PyList_SET_ITEM } from '../../object/container/list-core'
import { raise, typeError, typeNameOf } from '../../object/errors'
import { Py_DECREF, Py_NewRef, Py_SIZE, Py_TYPE, Py_XDECREF, typeFlagOf } from '../../object/header'
import { ASCII_DATA, BYTES_DATA, LIST_ITEM, TPFLAGS_BYTES_SUBCLASS } from '../../object/layout'
import { PyBytes_FromSize } from '../../object/text/bytes-core'
import { PyUnicode_AsEncodedString } from '../../object/text/codecs'
import {
  _Py_ID,
  newStr,
  PyUnicode_DATA,
  PyUnicode_GET_LENGTH,
  PyUnicode_IS_ASCII,
  PyUnicode_KIND,
  PyUnicode_READ,
  strToJS,
} from '../../object/text/str-core'
import { Py_None, PyExc_ValueError, PyList_Type } from '../../object/types'
import * as buffered from './buffered-core'
import * as io from './io-core'
import { byte, setWord, word } from './io-core'

const ID = {
  write: _Py_ID('write'),
  flush: _Py_ID('flush'),
  encode: _Py_ID('encode'),
  reset: _Py_ID('reset'),
  closed: _Py_ID('closed'),
}

/** Codecs of the process that text streams use without a Python object. */
export const CODEC_NONE = 0
export const CODEC_UTF8 = 1
export const CODEC_ASCII = 2
export const CODEC_LATIN1 = 3
const CODEC_NAMES = ['', 'utf-8', 'ascii', 'latin-1']

/** The codec for a normalised encoding name; CODEC_NONE when it needs one in Python. */
export function codecFor(encoding: string): number {
  const name = encoding.toLowerCase().replace(/[_ ]/g, '-')
  if (name === 'utf-8' || name === 'utf8' || name === 'u8' || name === 'cp65001') return CODEC_UTF8
  if (name === 'ascii' || name === 'us-ascii' || name === '646') return CODEC_ASCII
  if (/^(latin-?1|iso-?8859-1|l1|iso8859-1|8859|cp819)$/.test(name)) return CODEC_LATIN1
  return CODEC_NONE
}

/** May print() write to the file without looking up its write method? */
export function directTextFile(file: Ptr): boolean {
  if (Py_TYPE(file) !== io.PyTextIOWrapper_Type || word(file, io.TEXT_OK) <= 0) return false
  if (word(file, io.TEXT_CODEC) === CODEC_NONE || word(file, io.TEXT_DECODER) !== 0) return false
  const dict = word(file, io.TEXT_DICT)
  return dict === 0 || dictGetItemStr(dict, ID.write) === 0
}

/** The bytes that text is sent as: the str itself when ASCII, or bytes; new reference. */
function encode(o: Ptr, text: Ptr): Ptr {
  const codec = word(o, io.TEXT_CODEC)
  if (codec !== CODEC_NONE) {
    if (PyUnicode_IS_ASCII(text)) return Py_NewRef(text)
    return PyUnicode_AsEncodedString(text, CODEC_NAMES[codec], strToJS(word(o, io.TEXT_ERRORS)))
  }
  const b = io.callMethod(word(o, io.TEXT_ENCODER), ID.encode, text)
  if (b === 0 || typeFlagOf(b, TPFLAGS_BYTES_SUBCLASS)) return b
  typeError(`encoder should return a bytes object, not '${typeNameOf(b)}'`)
  Py_DECREF(b)
  return 0
}

const isBytes = (b: Ptr): boolean => typeFlagOf(b, TPFLAGS_BYTES_SUBCLASS)
const pieceStart = (b: Ptr): Ptr => b + (isBytes(b) ? BYTES_DATA : ASCII_DATA)
const pieceSize = (b: Ptr): number => (isBytes(b) ? Py_SIZE(b) : PyUnicode_GET_LENGTH(b))

function hasChar(s: Ptr, ch: number, other: number): boolean {
  const kind = PyUnicode_KIND(s)
  const data = PyUnicode_DATA(s)
  for (let i = 0, n = PyUnicode_GET_LENGTH(s); i < n; i++) {
    const c = PyUnicode_READ(kind, data, i)
    if (c === ch || c === other) return true
  }
  return false
}

/** Sends pending text to the buffer; false with an error set (_textiowrapper_writeflush). */
export function writeFlush(o: Ptr): boolean {
  const pending = word(o, io.TEXT_PENDING)
  if (pending === 0) return true
  const size = word(o, io.TEXT_PENDING_COUNT)
  setWord(o, io.TEXT_PENDING, 0)
  setWord(o, io.TEXT_PENDING_COUNT, 0)
  let bytes: Ptr
  if (Py_TYPE(pending) === PyList_Type) {
    bytes = PyBytes_FromSize(size)
    if (bytes !== 0) {
      const items = word(pending, LIST_ITEM)
      let at = bytes + BYTES_DATA
      for (let i = 0, n = Py_SIZE(pending); i < n; i++) {
        const piece = word(items, i * 8)
        const start = pieceStart(piece)
        const length = pieceSize(piece)
        u8.copyWithin(at, start, start + length)
        at += length
      }
    }
  } else if (isBytes(pending)) bytes = Py_NewRef(pending)
  else {
    bytes = PyBytes_FromSize(size)
    if (bytes !== 0) u8.copyWithin(bytes + BYTES_DATA, pending + ASCII_DATA, pending + ASCII_DATA + size)
  }
  Py_DECREF(pending)
  if (bytes === 0) return false
  const ok = sendBytes(word(o, io.TEXT_BUFFER), bytes)
  Py_DECREF(bytes)
  return ok
}

/** buffer.write(bytes) */
function sendBytes(buffer: Ptr, bytes: Ptr): boolean {
  if (Py_TYPE(buffer) === io.PyBufferedWriter_Type) {
    return (
      buffered.usable(buffer, 'write to closed file') &&
      buffered.putBytes(buffer, bytes + BYTES_DATA, Py_SIZE(bytes)) >= 0
    )
  }
  return io.callMethodOk(buffer, ID.write, bytes)
}

/** buffer.flush() */
export function flushBuffer(o: Ptr): boolean {
  const buffer = word(o, io.TEXT_BUFFER)
  if (Py_TYPE(buffer) === io.PyBufferedWriter_Type) return buffered.flushStream(buffer) === 0
  return io.callMethodOk(buffer, ID.flush)
}

/** False with ValueError set when the stream below is closed. */
export function textUsable(o: Ptr): boolean {
  if (word(o, io.TEXT_OK) <= 0) {
    raise(
      PyExc_ValueError,
      word(o, io.TEXT_DETACHED) ? 'underlying buffer has been detached' : 'I/O operation on uninitialized object',
    )
    return false
  }
  const buffer = word(o, io.TEXT_BUFFER)
  const closed =
    Py_TYPE(buffer) === io.PyBufferedWriter_Type ? buffered.isClosed(buffer) : io.attributeTruth(buffer, ID.closed)
  if (closed > 0) io.closedError()
  return closed === 0
}

/** Appends a piece (owned) to pending_bytes; false with an error set. */
function addPending(o: Ptr, b: Ptr, size: number): boolean {
  const pending = word(o, io.TEXT_PENDING)
  if (pending === 0) setWord(o, io.TEXT_PENDING, b)
  else if (Py_TYPE(pending) !== PyList_Type) {
    const list = PyList_New(2)
    if (list === 0) {
      Py_DECREF(b)
      return false
    }
    PyList_SET_ITEM(list, 0, pending)
    PyList_SET_ITEM(list, 1, b)
    setWord(o, io.TEXT_PENDING, list)
  } else {
    const r = PyList_Append(pending, b)
    Py_DECREF(b)
    if (r < 0) return false
  }
  setWord(o, io.TEXT_PENDING_COUNT, word(o, io.TEXT_PENDING_COUNT) + size)
  return true
}

/** text (a str, borrowed) with its line ends translated; new reference. */
function translated(o: Ptr, text: Ptr): Ptr {
  const writenl = word(o, io.TEXT_WRITENL)
  if (!byte(o, io.TEXT_WRITETRANSLATE) || writenl === 0 || !hasChar(text, 10, 10)) return Py_NewRef(text)
  return newStr(strToJS(text).replaceAll('\n', strToJS(writenl)))
}

/** TextIOWrapper.write: the number of characters, or -1 with an error set. */
export function writeText(o: Ptr, text: Ptr): number {
  if (!textUsable(o)) return -1
  if (word(o, io.TEXT_ENCODER) === 0) {
    io.raiseUnsupported('not writable')
    return -1
  }
  const length = PyUnicode_GET_LENGTH(text)
  const lineBuffering = byte(o, io.TEXT_LINE_BUFFERING) !== 0
  const flushLine = lineBuffering && hasChar(text, 10, 13)
  const t = translated(o, text)
  if (t === 0) return -1
  const b = encode(o, t)
  Py_DECREF(t)
  if (b === 0) return -1
  const size = pieceSize(b)
  const chunk = word(o, io.TEXT_CHUNK_SIZE)
  // big pieces are not glued to what is pending
  if (size >= chunk && word(o, io.TEXT_PENDING) !== 0 && !writeFlush(o)) {
    Py_DECREF(b)
    return -1
  }
  if (!addPending(o, b, size)) return -1
  if (word(o, io.TEXT_PENDING_COUNT) >= chunk || flushLine || byte(o, io.TEXT_WRITE_THROUGH)) {
    if (!writeFlush(o)) return -1
  }
  if (flushLine && !flushBuffer(o)) return -1
  clearDecoded(o)
  const decoder = word(o, io.TEXT_DECODER)
  if (decoder !== 0 && decoder !== Py_None && !io.callMethodOk(decoder, ID.reset)) return -1
  return length
}

/** Forgets text that was read ahead. */
export function clearDecoded(o: Ptr): void {
  for (const field of [io.TEXT_DECODED, io.TEXT_SNAPSHOT]) {
    const v = word(o, field)
    setWord(o, field, 0)
    Py_XDECREF(v)
  }
  setWord(o, io.TEXT_DECODED_USED, 0)
}
