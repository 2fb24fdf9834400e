/**
 * The buffer between a raw stream and its users (Modules/_io/bufferedio.c): filling, draining, positions. The buffer is a
 * block of the mem domain; [pos, read_end) holds bytes read ahead, [write_pos, write_end) bytes not yet written, and at
 * most one of the two is non-empty.
 */

import { memFree, memMalloc, rawFree, rawMalloc } from '../../memory/domains'
import { type Ptr, u8 } from '../../memory/heap'
import { PyObject_GetAttr } from '../../object/abstract/object-protocol'
import { raise, raiseInt } from '../../object/errors'
import { PyErr_Fetch, PyErr_NoMemory, PyErr_Restore } from '../../object/errors-core'
import { _PyErr_ChainExceptions } from '../../object/exception/err'
import { raiseOSError } from '../../object/exception/os-error'
import { Py_DECREF, Py_NewRef, Py_TYPE, Py_XDECREF } from '../../object/header'
import { PyLong_FromSsize_t } from '../../object/number/int-core'
import { ssizeArg } from '../../object/text/arg-convert'
import { PyByteArray_AS_STRING, PyByteArray_FromStringAndSize } from '../../object/text/bytearray-core'
import { PyBytes_FromStringAndSize } from '../../object/text/bytes-core'
import { _Py_ID } from '../../object/text/str-core'
import { Py_None, PyExc_BlockingIOError, PyExc_OSError, PyExc_ValueError } from '../../object/types'
import { fileIsOpen, fileRead, fileWrite, offsetArg } from './file-io'
import * as io from './io-core'
import { setWord, word } from './io-core'

const ID = {
  close: _Py_ID('close'),
  closed: _Py_ID('closed'),
  flush: _Py_ID('flush'),
  readinto: _Py_ID('readinto'),
  seek: _Py_ID('seek'),
  seekable: _Py_ID('seekable'),
  tell: _Py_ID('tell'),
  write: _Py_ID('write'),
}

export const raw = (o: Ptr): Ptr => word(o, io.BUF_RAW)
/** FileIO objects are served without method calls. */
const plain = (o: Ptr): boolean => Py_TYPE(raw(o)) === io.PyFileIO_Type

export const readAhead = (o: Ptr): number => word(o, io.BUF_READ_END) - word(o, io.BUF_POS)
export const pending = (o: Ptr): number => word(o, io.BUF_WRITE_END) - word(o, io.BUF_WRITE_POS)

/** False with ValueError set when __init__ has not run or the raw stream is gone. */
export function initialised(o: Ptr): boolean {
  if (word(o, io.BUF_OK) > 0) return true
  raise(
    PyExc_ValueError,
    word(o, io.BUF_DETACHED) ? 'raw stream has been detached' : 'I/O operation on uninitialized object',
  )
  return false
}

/** Truth of raw.closed: 1, 0, -1. */
export function isClosed(o: Ptr): number {
  if (word(o, io.BUF_BUFFER) === 0) return 1
  return plain(o) ? (fileIsOpen(raw(o)) ? 0 : 1) : io.attributeTruth(raw(o), ID.closed)
}

/** False with ValueError(message) set when the stream is closed. */
export function usable(o: Ptr, message: string): boolean {
  if (!initialised(o)) return false
  const closed = isClosed(o)
  if (closed > 0) raise(PyExc_ValueError, message)
  return closed === 0
}

/** Takes the raw stream (borrowed) and makes the buffer; 0 or -1. */
export function initBuffered(o: Ptr, rawStream: Ptr, size: number, readable: boolean, writable: boolean): number {
  setWord(o, io.BUF_OK, 0)
  setWord(o, io.BUF_DETACHED, 0)
  const old = raw(o)
  setWord(o, io.BUF_RAW, Py_NewRef(rawStream))
  Py_XDECREF(old)
  setWord(o, io.BUF_READABLE, readable ? 1 : 0)
  setWord(o, io.BUF_WRITABLE, writable ? 1 : 0)
  if (size <= 0) return raiseInt(PyExc_ValueError, 'buffer size must be strictly positive')
  setWord(o, io.BUF_SIZE, size)
  if (word(o, io.BUF_BUFFER) !== 0) memFree(word(o, io.BUF_BUFFER))
  const block = memMalloc(size)
  if (block === 0) return PyErr_NoMemory() - 1
  setWord(o, io.BUF_BUFFER, block)
  if (word(o, io.BUF_LOCK) === 0) setWord(o, io.BUF_LOCK, rawMalloc(32))
  resetRead(o)
  setWord(o, io.BUF_WRITE_POS, 0)
  setWord(o, io.BUF_WRITE_END, 0)
  setWord(o, io.BUF_OK, 1)
  return 0
}

export function freeBuffer(o: Ptr): void {
  const block = word(o, io.BUF_BUFFER)
  setWord(o, io.BUF_BUFFER, 0)
  if (block !== 0) memFree(block)
}

export function freeLock(o: Ptr): void {
  const lock = word(o, io.BUF_LOCK)
  setWord(o, io.BUF_LOCK, 0)
  if (lock !== 0) rawFree(lock)
}

export function resetRead(o: Ptr): void {
  setWord(o, io.BUF_POS, 0)
  setWord(o, io.BUF_READ_END, 0)
}

/** raw.readinto into memory: number of bytes, -1 with an error, -2 when nothing is there now (None). */
export function rawReadInto(o: Ptr, start: Ptr, n: number): number {
  if (plain(o)) {
    const data = fileRead(raw(o), n)
    if (data === null) return -1
    u8.set(data, start)
    return data.length
  }
  const target = PyByteArray_FromStringAndSize(0, n)
  if (target === 0) return -1
  const r = io.callMethod(raw(o), ID.readinto, target)
  let got = -1
  if (r === Py_None) got = -2
  else if (r !== 0) {
    const count = ssizeArg(r)
    if (count !== null && (count < 0 || count > n)) {
      raise(PyExc_OSError, `raw readinto() returned invalid length ${count} (should have been between 0 and ${n})`)
    } else if (count !== null) {
      const data = PyByteArray_AS_STRING(target)
      u8.copyWithin(start, data, data + count)
      got = count
    }
  }
  Py_XDECREF(r)
  Py_DECREF(target)
  return got
}

/** raw.write: number of bytes, -1, or -2 when it would block. */
export function rawWrite(o: Ptr, start: Ptr, n: number): number {
  if (plain(o)) return fileWrite(raw(o), start, n)
  const data = PyBytes_FromStringAndSize(start, n)
  if (data === 0) return -1
  const r = io.callMethod(raw(o), ID.write, data)
  Py_DECREF(data)
  if (r === 0) return -1
  const count = r === Py_None ? -2 : ssizeArg(r)
  Py_DECREF(r)
  if (count === null || count === -2) return count ?? -1
  if (count < 0 || count > n) {
    return raiseInt(PyExc_OSError, `raw write() returned invalid length ${count} (should have been between 0 and ${n})`)
  }
  return count
}

/** Writes out what is pending; 0 or -1. */
export function flushWrite(o: Ptr): number {
  while (pending(o) > 0) {
    const at = word(o, io.BUF_WRITE_POS)
    const n = rawWrite(o, word(o, io.BUF_BUFFER) + at, pending(o))
    if (n === -1) return -1
    if (n === -2) {
      raiseOSError(11, 'write could not complete without blocking')
      return -1
    }
    setWord(o, io.BUF_WRITE_POS, at + n)
  }
  setWord(o, io.BUF_WRITE_POS, 0)
  setWord(o, io.BUF_WRITE_END, 0)
  return 0
}

/** raw.seek(offset, whence); the new position, -1 with an error set. */
export function rawSeek(o: Ptr, offset: number, whence: number): number {
  const a = PyLong_FromSsize_t(offset)
  const b = PyLong_FromSsize_t(whence)
  const r = io.callMethod(raw(o), ID.seek, a, b)
  Py_DECREF(a)
  Py_DECREF(b)
  return position(r)
}

export const rawTell = (o: Ptr): number => position(io.callMethod(raw(o), ID.tell))

function position(r: Ptr): number {
  if (r === 0) return -1
  const n = offsetArg(r)
  Py_DECREF(r)
  if (n === null) return -1
  return n < 0 ? raiseInt(PyExc_OSError, `Raw stream returned invalid position ${n}`) : n
}

/** Brings the raw stream to where the user thinks it is, with an empty buffer; 0 or -1. */
export function settle(o: Ptr): number {
  if (flushWrite(o) < 0) return -1
  const ahead = readAhead(o)
  if (ahead > 0 && rawSeek(o, -ahead, 1) < 0) return -1
  resetRead(o)
  return 0
}

/** Fills an empty read buffer; bytes read, -1, -2. */
export function fill(o: Ptr): number {
  resetRead(o)
  const n = rawReadInto(o, word(o, io.BUF_BUFFER), word(o, io.BUF_SIZE))
  if (n > 0) setWord(o, io.BUF_READ_END, n)
  return n
}

/** Puts bytes of memory into the stream; number of bytes or -1. */
export function putBytes(o: Ptr, start: Ptr, n: number): number {
  if (readAhead(o) > 0) {
    if (settle(o) < 0) return -1
  } else resetRead(o)
  const size = word(o, io.BUF_SIZE)
  let end = word(o, io.BUF_WRITE_END)
  if (n > size - end) {
    if (flushWrite(o) < 0) return -1
    end = 0
    let from = start
    let rest = n
    while (rest > size) {
      const w = rawWrite(o, from, rest)
      if (w < 0) return w === -2 ? blocked() : -1
      from += w
      rest -= w
    }
    if (rest > 0) u8.copyWithin(word(o, io.BUF_BUFFER), from, from + rest)
    setWord(o, io.BUF_WRITE_END, rest)
    return n
  }
  const to = word(o, io.BUF_BUFFER) + end
  u8.copyWithin(to, start, start + n)
  setWord(o, io.BUF_WRITE_END, end + n)
  return n
}

function blocked(): -1 {
  return raiseInt(PyExc_BlockingIOError, 'write could not complete without blocking')
}

/** flush() of any buffered stream: 0 or -1. */
export function flushStream(o: Ptr): number {
  if (!usable(o, 'flush of closed file')) return -1
  return word(o, io.BUF_READABLE) ? settleForFlush(o) : flushWrite(o)
}

/** A reader that cannot seek keeps what it has read ahead. */
function settleForFlush(o: Ptr): number {
  if (word(o, io.BUF_WRITABLE)) return settle(o)
  return 0
}

/** close(): flush, close the raw stream, free the buffer; errors of both are chained. */
export function closeStream(o: Ptr): boolean {
  if (!initialised(o)) return false
  const closed = isClosed(o)
  if (closed !== 0) return closed > 0
  const flushed = io.callMethodOk(o, ID.flush)
  const e = flushed ? null : PyErr_Fetch()
  const ok = io.callMethodOk(raw(o), ID.close)
  freeBuffer(o)
  if (e !== null) {
    if (ok) PyErr_Restore(e.type, e.value, e.traceback)
    else _PyErr_ChainExceptions(e)
    return false
  }
  return ok
}

/** Is the raw stream seekable? False with UnsupportedOperation or another error set. */
export function seekableOrRaise(o: Ptr): boolean {
  const can = io.methodTruth(raw(o), ID.seekable)
  if (can === 0) io.raiseUnsupported('File or stream is not seekable.')
  return can > 0
}

/** One object's bytes for readall() of raw streams that give bytes or None. */
export function rawAll(o: Ptr): Ptr {
  const readall = PyObject_GetAttr(raw(o), _ID_readall)
  if (readall === 0) return 0
  Py_DECREF(readall)
  return io.callMethod(raw(o), _ID_readall)
}
const _ID_readall = _Py_ID('readall')
