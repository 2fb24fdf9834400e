/** TextIOWrapper: construction, positions, attributes (Modules/_io/textio.c). */

import type { Ptr } from '../../memory/heap'
import { _PyObject_LookupAttr, PyObject_GetAttr, PyObject_IsTrue, reprJS } from '../../object/abstract/object-protocol'
import { PyType_GenericAlloc } from '../../object/alloc'
import { arg, defineType, FAST, FASTKW, NOARGS, O } from '../../object/define'
import { raise, raiseInt, typeError, typeNameOf } from '../../object/errors'
import { PyErr_Clear, PyErr_Fetch, PyErr_Occurred, PyErr_Restore } from '../../object/errors-core'
import { _PyErr_ChainExceptions } from '../../object/exception/err'
import { Py_DECREF, Py_NewRef, Py_SIZE, Py_XDECREF, typeFlagOf } from '../../object/header'
import {
  TPFLAGS_BASETYPE,
  TPFLAGS_DEFAULT,
  TPFLAGS_HAVE_GC,
  TPFLAGS_UNICODE_SUBCLASS,
  TUPLE_ITEM,
} from '../../object/layout'
import { longFromBigInt, longToBigInt, PyLong_FromLong, PyLong_FromSsize_t } from '../../object/number/int-core'
import { intArg, ssizeArg } from '../../object/text/arg-convert'
import { _Py_ID, newStr, PyUnicode_GET_LENGTH, strToJS } from '../../object/text/str-core'
import { bindArgs, checkPositional } from '../../object/type/arg-parse'
import { bindArgsTuple } from '../../object/type/call-objects'
import { PyObject_GenericGetAttr } from '../../object/type/generic-attr'
import { EMPTY_BYTES, Py_None, PyExc_OSError, PyExc_ValueError } from '../../object/types'
import { none, tupleOf } from '../values'
import { clearWords, dictGetSet, sizeArg, streamDealloc, traverseWords } from './io-base'
import * as io from './io-core'
import { byte, setByte, setWord, word } from './io-core'
import { newlinesValue } from './newline-decoder'
import { makeDecoder, makeEncoder, PyObject_HasAttrJS } from './text-codec'
import { bytesConsumed, readLine, readText } from './text-read'
import { CODEC_NONE, clearDecoded, codecFor, flushBuffer, textUsable, writeFlush, writeText } from './text-write'

const ID = {
  close: _Py_ID('close'),
  closed: _Py_ID('closed'),
  decode: _Py_ID('decode'),
  detach: _Py_ID('detach'),
  fileno: _Py_ID('fileno'),
  flush: _Py_ID('flush'),
  isatty: _Py_ID('isatty'),
  mode: _Py_ID('mode'),
  name: _Py_ID('name'),
  newlines: _Py_ID('newlines'),
  read: _Py_ID('read'),
  readable: _Py_ID('readable'),
  reset: _Py_ID('reset'),
  seek: _Py_ID('seek'),
  seekable: _Py_ID('seekable'),
  setstate: _Py_ID('setstate'),
  tell: _Py_ID('tell'),
  truncate: _Py_ID('truncate'),
  writable: _Py_ID('writable'),
  read1: _Py_ID('read1'),
}

const isText = (o: Ptr): boolean => typeFlagOf(o, TPFLAGS_UNICODE_SUBCLASS)

function replace(o: Ptr, field: number, v: Ptr): void {
  const old = word(o, field)
  setWord(o, field, v)
  Py_XDECREF(old)
}

/** A newline argument as text, null for None; undefined with an error set. */
function newlineArg(o: Ptr): string | null | undefined {
  if (o === 0 || o === Py_None) return null
  if (!isText(o)) {
    typeError(`TextIOWrapper() argument 'newline' must be str or None, not ${typeNameOf(o)}`)
    return undefined
  }
  const text = strToJS(o)
  if (['', '\n', '\r', '\r\n'].includes(text)) return text
  raise(PyExc_ValueError, `illegal newline value: ${reprJS(o)}`)
  return undefined
}

function setNewline(o: Ptr, newline: string | null): void {
  replace(o, io.TEXT_READNL, newline === null || newline === '' ? 0 : newStr(newline))
  setByte(o, io.TEXT_READUNIVERSAL, newline === null || newline === '')
  setByte(o, io.TEXT_READTRANSLATE, newline === null)
  setByte(o, io.TEXT_WRITETRANSLATE, newline !== '')
  // only \r and \r\n need work when writing: \n is what the system uses
  replace(o, io.TEXT_WRITENL, newline === '\r' || newline === '\r\n' ? newStr(newline) : 0)
}

export interface TextOptions {
  encoding: string
  errors: string
  newline: string | null
  lineBuffering: boolean
  writeThrough: boolean
}

/** Encoder and decoder for the options; 0 or -1. */
function setCodec(o: Ptr, options: TextOptions): number {
  const buffer = word(o, io.TEXT_BUFFER)
  const codec = codecFor(options.encoding)
  setWord(o, io.TEXT_CODEC, codec)
  replace(o, io.TEXT_ENCODING, newStr(options.encoding))
  replace(o, io.TEXT_ERRORS, newStr(options.errors))
  const readable = io.methodTruth(buffer, ID.readable)
  if (readable < 0) return -1
  const writable = io.methodTruth(buffer, ID.writable)
  if (writable < 0) return -1
  const native = codec !== CODEC_NONE
  const universal = byte(o, io.TEXT_READUNIVERSAL) !== 0
  const translate = byte(o, io.TEXT_READTRANSLATE) !== 0
  const decoder = !readable ? 0 : native ? Py_NewRef(Py_None) : makeDecoder(options, universal, translate)
  if (readable && decoder === 0) return -1
  replace(o, io.TEXT_DECODER, decoder)
  const encoder = !writable ? 0 : native ? Py_NewRef(Py_None) : makeEncoder(options)
  if (writable && encoder === 0) return -1
  replace(o, io.TEXT_ENCODER, encoder)
  setByte(o, io.TEXT_PENDING_CR, false)
  return 0
}

export function initText(o: Ptr, buffer: Ptr, options: TextOptions): number {
  setWord(o, io.TEXT_OK, 0)
  setWord(o, io.TEXT_DETACHED, 0)
  setNewline(o, options.newline)
  replace(o, io.TEXT_BUFFER, Py_NewRef(buffer))
  if (setCodec(o, options) < 0) return -1
  setWord(o, io.TEXT_CHUNK_SIZE, 8192)
  setByte(o, io.TEXT_LINE_BUFFERING, options.lineBuffering)
  setByte(o, io.TEXT_WRITE_THROUGH, options.writeThrough)
  const seekable = io.methodTruth(buffer, ID.seekable)
  if (seekable < 0) return -1
  setByte(o, io.TEXT_SEEKABLE, seekable)
  setByte(o, io.TEXT_TELLING, seekable)
  const read1 = PyObject_HasAttrJS(buffer, ID.read1)
  setByte(o, io.TEXT_HAS_READ1, read1)
  setWord(o, io.TEXT_OK, 1)
  return 0
}

/** A text stream over a buffered one, for open() and the standard streams. */
export function newText(buffer: Ptr, options: TextOptions): Ptr {
  const o = PyType_GenericAlloc(io.PyTextIOWrapper_Type, 0)
  if (o === 0) return 0
  if (initText(o, buffer, options) < 0) {
    Py_DECREF(o)
    return 0
  }
  return o
}

/** An optional str argument; undefined with an error set. */
function optionalText(o: Ptr, what: string): string | null | undefined {
  if (o === 0 || o === Py_None) return null
  if (isText(o)) return strToJS(o)
  typeError(`TextIOWrapper() argument '${what}' must be str or None, not ${typeNameOf(o)}`)
  return undefined
}

/** The encoding that None stands for. */
export const LOCALE_ENCODING = 'UTF-8'

function init(o: Ptr, args: Ptr, kwds: Ptr): number {
  const names = ['buffer', 'encoding', 'errors', 'newline', 'line_buffering', 'write_through']
  const a = bindArgsTuple('TextIOWrapper', names, { required: 1 }, args, kwds)
  if (a === null) return -1
  const encoding = optionalText(a[1], 'encoding')
  const errors = optionalText(a[2], 'errors')
  const newline = newlineArg(a[3])
  if (encoding === undefined || errors === undefined || newline === undefined) return -1
  const lineBuffering = a[4] === 0 ? 0 : PyObject_IsTrue(a[4])
  const writeThrough = a[5] === 0 ? 0 : PyObject_IsTrue(a[5])
  if (lineBuffering < 0 || writeThrough < 0) return -1
  return initText(o, a[0], {
    encoding: encoding === null || encoding === 'locale' ? LOCALE_ENCODING : encoding,
    errors: errors ?? 'strict',
    newline,
    lineBuffering: lineBuffering > 0,
    writeThrough: writeThrough > 0,
  })
}

function reconfigure(o: Ptr, args: Ptr, nargs: number, kwnames: Ptr): Ptr {
  const names = ['encoding', 'errors', 'newline', 'line_buffering', 'write_through']
  const a = bindArgs('reconfigure', names, { kwonlyFrom: 0 }, args, nargs, kwnames)
  if (a === null || !textUsable(o)) return 0
  const encoding = optionalText(a[0], 'encoding')
  const errors = optionalText(a[1], 'errors')
  const newline = newlineArg(a[2])
  if (encoding === undefined || errors === undefined || newline === undefined) return 0
  const changes = a[0] > 0 && a[0] !== Py_None ? true : (a[1] !== 0 && a[1] !== Py_None) || a[2] !== 0
  if (changes && word(o, io.TEXT_DECODER) !== 0 && word(o, io.TEXT_SNAPSHOT) !== 0) {
    return io.raiseUnsupported('It is not possible to set the encoding or newline of stream after the first read')
  }
  const flag = (v: Ptr, old: number): number => (v === 0 || v === Py_None ? old : PyObject_IsTrue(v))
  const lineBuffering = flag(a[3], byte(o, io.TEXT_LINE_BUFFERING))
  const writeThrough = flag(a[4], byte(o, io.TEXT_WRITE_THROUGH))
  if (lineBuffering < 0 || writeThrough < 0) return 0
  if (!writeFlush(o) || !flushBuffer(o)) return 0
  if (a[2] !== 0) setNewline(o, newline)
  if (changes) {
    const options: TextOptions = {
      encoding: encoding === 'locale' ? LOCALE_ENCODING : (encoding ?? strToJS(word(o, io.TEXT_ENCODING))),
      errors: errors ?? (encoding === null ? strToJS(word(o, io.TEXT_ERRORS)) : 'strict'),
      newline: null,
      lineBuffering: false,
      writeThrough: false,
    }
    if (setCodec(o, options) < 0) return 0
  }
  setByte(o, io.TEXT_LINE_BUFFERING, lineBuffering)
  setByte(o, io.TEXT_WRITE_THROUGH, writeThrough)
  return none()
}

function write(o: Ptr, text: Ptr): Ptr {
  if (word(o, io.TEXT_OK) <= 0 && !textUsable(o)) return 0
  if (!isText(text)) return typeError(`write() argument must be str, not ${typeNameOf(text)}`)
  const n = writeText(o, text)
  return n < 0 ? 0 : PyLong_FromSsize_t(n)
}

function read(o: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('read', nargs, 0, 1)) return 0
  const n = nargs === 0 ? -1 : sizeArg(arg(args, 0))
  if (n === null || !textUsable(o)) return 0
  if (word(o, io.TEXT_DECODER) === 0) return io.raiseUnsupported('not readable')
  return writeFlush(o) ? readText(o, n) : 0
}

function readline(o: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('readline', nargs, 0, 1)) return 0
  const limit = nargs === 0 ? -1 : ssizeArg(arg(args, 0))
  if (limit === null || !textUsable(o) || !writeFlush(o)) return 0
  return readLine(o, limit)
}

function iternext(o: Ptr): Ptr {
  if (!textUsable(o)) return 0
  setByte(o, io.TEXT_TELLING, false)
  if (!writeFlush(o)) return 0
  const line = readLine(o, -1)
  if (line === 0) return 0
  if (PyUnicode_GET_LENGTH(line) > 0) return line
  Py_DECREF(line)
  clearDecoded(o)
  setByte(o, io.TEXT_TELLING, byte(o, io.TEXT_SEEKABLE))
  return 0
}

function flush(o: Ptr): Ptr {
  if (!textUsable(o)) return 0
  setByte(o, io.TEXT_TELLING, byte(o, io.TEXT_SEEKABLE))
  return writeFlush(o) && flushBuffer(o) ? none() : 0
}

function close(o: Ptr): Ptr {
  if (word(o, io.TEXT_OK) <= 0 && !textUsable(o)) return 0
  const closed = io.attributeTruth(word(o, io.TEXT_BUFFER), ID.closed)
  if (closed !== 0) return closed < 0 ? 0 : none()
  const flushed = io.callMethodOk(o, ID.flush)
  const e = flushed ? null : PyErr_Fetch()
  const r = io.callMethod(word(o, io.TEXT_BUFFER), ID.close)
  if (e === null) return r
  if (r !== 0) {
    Py_DECREF(r)
    PyErr_Restore(e.type, e.value, e.traceback)
  } else _PyErr_ChainExceptions(e)
  return 0
}

function detach(o: Ptr): Ptr {
  if (!textUsable(o) || !io.callMethodOk(o, ID.flush)) return 0
  const buffer = word(o, io.TEXT_BUFFER)
  setWord(o, io.TEXT_BUFFER, 0)
  setWord(o, io.TEXT_DETACHED, 1)
  setWord(o, io.TEXT_OK, 0)
  return buffer
}

/** A position as one int (textiowrapper_build_cookie): 64 bits position, 32 flags, 32 bytes to feed, 32 characters to skip, eof. */
function cookie(position: bigint, flags: bigint, feed: number, skip: number): Ptr {
  return longFromBigInt(position | (flags << 64n) | (BigInt(feed) << 96n) | (BigInt(skip) << 128n))
}

function tell(o: Ptr): Ptr {
  if (!textUsable(o)) return 0
  if (!byte(o, io.TEXT_SEEKABLE)) return io.raiseUnsupported('underlying stream is not seekable')
  if (!byte(o, io.TEXT_TELLING)) return raise(PyExc_OSError, 'telling position disabled by next() call')
  if (!writeFlush(o) || !io.callMethodOk(o, ID.flush)) return 0
  const at = io.callMethod(word(o, io.TEXT_BUFFER), ID.tell)
  const snapshot = word(o, io.TEXT_SNAPSHOT)
  if (at === 0 || word(o, io.TEXT_DECODER) === 0 || snapshot === 0) return at
  const position = longToBigInt(at)
  Py_DECREF(at)
  const used = word(o, io.TEXT_DECODED_USED)
  if (word(o, io.TEXT_CODEC) !== CODEC_NONE) {
    return longFromBigInt(position - BigInt(Py_SIZE(snapshot)) + BigInt(bytesConsumed(o, used)))
  }
  const next = word(snapshot, TUPLE_ITEM + 8)
  const flags = longToBigInt(word(snapshot, TUPLE_ITEM))
  const start = position - BigInt(Py_SIZE(next))
  return used === 0 ? cookie(start, flags, 0, 0) : cookie(start, flags, Py_SIZE(next), used)
}

function resetCodecs(o: Ptr, flags: bigint): boolean {
  setByte(o, io.TEXT_PENDING_CR, false)
  setWord(o, io.TEXT_TAIL, 0)
  const decoder = word(o, io.TEXT_DECODER)
  if (decoder === 0 || decoder === Py_None) return true
  if (flags === 0n) return io.callMethodOk(decoder, ID.reset)
  const state = stateTuple(flags)
  const ok = state !== 0 && io.callMethodOk(decoder, ID.setstate, state)
  Py_XDECREF(state)
  return ok
}
const stateTuple = (flags: bigint): Ptr => tupleOf([Py_NewRef(EMPTY_BYTES), longFromBigInt(flags)])

function seek(o: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('seek', nargs, 1, 2) || !textUsable(o)) return 0
  const whence = nargs < 2 ? 0 : intArg(arg(args, 1))
  if (whence === null) return 0
  if (!byte(o, io.TEXT_SEEKABLE)) return io.raiseUnsupported('underlying stream is not seekable')
  const target = arg(args, 0)
  if (!typeFlagOf(target, 1 << 24))
    return typeError(`'${typeNameOf(target)}' object cannot be interpreted as an integer`)
  let at = longToBigInt(target)
  if (whence === 1) {
    if (at !== 0n) return io.raiseUnsupported("can't do nonzero cur-relative seeks")
    const here = tell(o)
    if (here === 0) return 0
    at = longToBigInt(here)
    Py_DECREF(here)
  } else if (whence === 2) {
    if (at !== 0n) return io.raiseUnsupported("can't do nonzero end-relative seeks")
    if (!io.callMethodOk(o, ID.flush)) return 0
    clearDecoded(o)
    if (!resetCodecs(o, 0n)) return 0
    const zero = PyLong_FromLong(0)
    const two = PyLong_FromLong(2)
    const r = io.callMethod(word(o, io.TEXT_BUFFER), ID.seek, zero, two)
    Py_DECREF(zero)
    Py_DECREF(two)
    return r
  } else if (whence !== 0) {
    return raise(PyExc_ValueError, `invalid whence (${whence}, should be 0, 1 or 2)`)
  }
  if (at < 0n) return raise(PyExc_ValueError, `negative seek position ${at}`)
  return seekTo(o, at)
}

function seekTo(o: Ptr, at: bigint): Ptr {
  if (!io.callMethodOk(o, ID.flush)) return 0
  const position = at & ((1n << 64n) - 1n)
  const flags = (at >> 64n) & 0xffffffffn
  const feed = Number((at >> 96n) & 0xffffffffn)
  const skip = Number((at >> 128n) & 0xffffffffn)
  const where = longFromBigInt(position)
  const ok = io.callMethodOk(word(o, io.TEXT_BUFFER), ID.seek, where)
  Py_DECREF(where)
  if (!ok) return 0
  clearDecoded(o)
  if (!resetCodecs(o, flags)) return 0
  if (skip > 0) {
    const n = PyLong_FromSsize_t(feed)
    const input = io.callMethod(word(o, io.TEXT_BUFFER), ID.read, n)
    Py_DECREF(n)
    const text = input === 0 ? 0 : io.callMethod(word(o, io.TEXT_DECODER), ID.decode, input)
    if (text === 0) {
      Py_XDECREF(input)
      return 0
    }
    if (PyUnicode_GET_LENGTH(text) < skip) {
      Py_DECREF(text)
      return raise(PyExc_OSError, "can't restore logical file position")
    }
    replace(o, io.TEXT_DECODED, text)
    setWord(o, io.TEXT_DECODED_USED, skip)
    replace(o, io.TEXT_SNAPSHOT, tupleOf([longFromBigInt(flags), input]))
  }
  return longFromBigInt(at)
}

function truncate(o: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('truncate', nargs, 0, 1) || !textUsable(o)) return 0
  if (!io.callMethodOk(o, ID.flush)) return 0
  return io.callMethod(word(o, io.TEXT_BUFFER), ID.truncate, nargs === 0 ? Py_None : arg(args, 0))
}

function repr(o: Ptr): Ptr {
  if (word(o, io.TEXT_OK) <= 0 && !textUsable(o)) return 0
  let text = '<_io.TextIOWrapper'
  for (const [label, name] of [
    ['name', ID.name],
    ['mode', ID.mode],
  ] as [string, Ptr][]) {
    const v = _PyObject_LookupAttr(o, name)
    if (v === 0) {
      PyErr_Clear()
      continue
    }
    const t = reprJS(v)
    Py_DECREF(v)
    if (t === null) return 0
    text += ` ${label}=${t}`
  }
  return newStr(`${text} encoding=${reprJS(word(o, io.TEXT_ENCODING))}>`)
}

const forward = (name: Ptr) => (o: Ptr) =>
  word(o, io.TEXT_OK) > 0 || textUsable(o) ? io.callMethod(word(o, io.TEXT_BUFFER), name) : 0

function getNewlines(o: Ptr): Ptr {
  const decoder = word(o, io.TEXT_DECODER)
  if (decoder === 0) return none()
  if (decoder === Py_None) return newlinesValue(byte(o, io.TEXT_SEEN_NEWLINES))
  const v = _PyObject_LookupAttr(decoder, ID.newlines)
  return v === 0 && !PyErr_Occurred() ? none() : v
}

const REFS = [
  io.TEXT_BUFFER,
  io.TEXT_ENCODING,
  io.TEXT_ENCODER,
  io.TEXT_DECODER,
  io.TEXT_READNL,
  io.TEXT_DECODED,
  io.TEXT_PENDING,
  io.TEXT_SNAPSHOT,
  io.TEXT_ERRORS,
  io.TEXT_WRITENL,
  io.TEXT_DICT,
]
const clearRefs = clearWords(...REFS)

defineType(io.PyTextIOWrapper_Type, {
  name: '_io.TextIOWrapper',
  base: io.PyTextIOBase_Type,
  basicsize: io.SIZEOF_TEXTIO,
  flags: TPFLAGS_DEFAULT | TPFLAGS_BASETYPE | TPFLAGS_HAVE_GC,
  dictoffset: io.TEXT_DICT,
  weaklistoffset: io.TEXT_WEAKREFLIST,
  dealloc: streamDealloc(io.TEXT_WEAKREFLIST, (o) => {
    setWord(o, io.TEXT_OK, 0)
    clearRefs(o)
  }),
  traverse: traverseWords(...REFS),
  clear: (o) => {
    setWord(o, io.TEXT_OK, 0)
    return clearRefs(o)
  },
  repr,
  iternext,
  getattro: PyObject_GenericGetAttr,
  new: (t) => PyType_GenericAlloc(t, 0),
  init,
  methods: {
    detach: NOARGS(detach),
    reconfigure: FASTKW(reconfigure),
    write: O(write),
    read: FAST(read),
    readline: FAST(readline),
    flush: NOARGS(flush),
    close: NOARGS(close),
    fileno: NOARGS(forward(ID.fileno)),
    seekable: NOARGS(forward(ID.seekable)),
    readable: NOARGS(forward(ID.readable)),
    writable: NOARGS(forward(ID.writable)),
    isatty: NOARGS(forward(ID.isatty)),
    seek: FAST(seek),
    tell: NOARGS(tell),
    truncate: FAST(truncate),
  },
  members: [
    { name: 'encoding', offset: io.TEXT_ENCODING, kind: 'object', readonly: true },
    { name: 'buffer', offset: io.TEXT_BUFFER, kind: 'object', readonly: true },
    { name: 'line_buffering', offset: io.TEXT_LINE_BUFFERING, kind: 'bool', readonly: true },
    { name: 'write_through', offset: io.TEXT_WRITE_THROUGH, kind: 'bool', readonly: true },
    { name: '_finalizing', offset: io.TEXT_FINALIZING, kind: 'bool', readonly: false },
  ],
  getset: {
    ...dictGetSet,
    name: {
      get: (o) => (word(o, io.TEXT_OK) > 0 || textUsable(o) ? PyObject_GetAttr(word(o, io.TEXT_BUFFER), ID.name) : 0),
    },
    closed: {
      get: (o) => (word(o, io.TEXT_OK) > 0 || textUsable(o) ? PyObject_GetAttr(word(o, io.TEXT_BUFFER), ID.closed) : 0),
    },
    newlines: { get: getNewlines },
    errors: { get: (o) => Py_NewRef(word(o, io.TEXT_ERRORS) || Py_None) },
    _CHUNK_SIZE: {
      get: (o) => PyLong_FromSsize_t(word(o, io.TEXT_CHUNK_SIZE)),
      set: (o, v) => {
        const n = v === 0 ? null : ssizeArg(v)
        if (n === null) return -1
        if (n <= 0) return raiseInt(PyExc_ValueError, 'a strictly positive integer is required')
        setWord(o, io.TEXT_CHUNK_SIZE, n)
        return 0
      },
    },
  },
})
