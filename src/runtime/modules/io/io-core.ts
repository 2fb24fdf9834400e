/**
 * What the files of _io share: type addresses, object layouts (offsets as in CPython 3.11 on x86-64), errors, and the
 * handling of __dict__ and weak references that every stream has.
 */

import { i32, type Ptr, u8 } from '../../memory/heap'
import { staticAlloc } from '../../memory/static-data'
import { PyObject_GetAttr, PyObject_IsTrue } from '../../object/abstract/object-protocol'
import { callNSteal } from '../../object/call'
import { PyDict_GetItemWithError, PyDict_New, PyDict_SetItem } from '../../object/container/dict-core'
import { PyErr_SetObject, raise, raiseInt } from '../../object/errors'
import { raiseOSError } from '../../object/exception/os-error'
import { addRoots } from '../../object/extra-roots'
import { Py_DECREF } from '../../object/header'
import { newStr } from '../../object/text/str-core'
import { PyExc_OSError, PyExc_ValueError, staticType } from '../../object/types'
import { strerror } from '../../vfs/errno'

export const PyIOBase_Type = staticType()
export const PyRawIOBase_Type = staticType()
export const PyBufferedIOBase_Type = staticType()
export const PyTextIOBase_Type = staticType()
export const PyFileIO_Type = staticType()
export const PyBytesIO_Type = staticType()
export const PyBytesIOBuf_Type = staticType()
export const PyStringIO_Type = staticType()
export const PyBufferedReader_Type = staticType()
export const PyBufferedWriter_Type = staticType()
export const PyBufferedRandom_Type = staticType()
export const PyBufferedRWPair_Type = staticType()
export const PyTextIOWrapper_Type = staticType()
export const PyIncrementalNewlineDecoder_Type = staticType()

export const DEFAULT_BUFFER_SIZE = 8192

// _IOBase
export const IOBASE_DICT = 16
export const IOBASE_WEAKREFLIST = 24
export const SIZEOF_IOBASE = 32
// FileIO
export const FILEIO_FD = 16 // 4
/** bits: 1 created, 2 readable, 4 writable, 8 appending, 16 seekable known, 32 seekable, 64 closefd (CPython: bit fields). */
export const FILEIO_FLAGS = 20 // 4
export const FILEIO_FINALIZING = 24 // 1
export const FILEIO_BLKSIZE = 28 // 4
export const FILEIO_WEAKREFLIST = 32
export const FILEIO_DICT = 40
export const SIZEOF_FILEIO = 48
export const FIO_CREATED = 1
export const FIO_READABLE = 2
export const FIO_WRITABLE = 4
export const FIO_APPENDING = 8
export const FIO_SEEK_KNOWN = 16
export const FIO_SEEKABLE = 32
export const FIO_CLOSEFD = 64
// buffered
export const BUF_RAW = 16
export const BUF_OK = 24 // 4
export const BUF_DETACHED = 28 // 4
export const BUF_READABLE = 32 // 4
export const BUF_WRITABLE = 36 // 4
export const BUF_FINALIZING = 40 // 1
export const BUF_FAST_CLOSED = 44 // 4
export const BUF_ABS_POS = 48 // file position as a double word: low, high
export const BUF_BUFFER = 56
export const BUF_POS = 64
export const BUF_RAW_POS = 72
export const BUF_READ_END = 80
export const BUF_WRITE_POS = 88
export const BUF_WRITE_END = 96
export const BUF_LOCK = 104
export const BUF_SIZE = 120
export const BUF_DICT = 136
export const BUF_WEAKREFLIST = 144
export const SIZEOF_BUFFERED = 152
// TextIOWrapper
export const TEXT_OK = 16 // 4
export const TEXT_DETACHED = 20 // 4
export const TEXT_CHUNK_SIZE = 24
export const TEXT_BUFFER = 32
export const TEXT_ENCODING = 40
export const TEXT_ENCODER = 48
export const TEXT_DECODER = 56
export const TEXT_READNL = 64
export const TEXT_ERRORS = 72
export const TEXT_WRITENL = 80 // 0, or a str
export const TEXT_LINE_BUFFERING = 88 // 1 each from here
export const TEXT_WRITE_THROUGH = 89
export const TEXT_READUNIVERSAL = 90
export const TEXT_READTRANSLATE = 91
export const TEXT_WRITETRANSLATE = 92
export const TEXT_SEEKABLE = 93
export const TEXT_HAS_READ1 = 94
export const TEXT_TELLING = 95
export const TEXT_FINALIZING = 96
/** Which codec of the process encodes (0: the Python encoder object). CPython: encodefunc, a pointer. */
export const TEXT_CODEC = 104
export const TEXT_DECODED = 120
export const TEXT_DECODED_USED = 128
export const TEXT_PENDING = 136
export const TEXT_PENDING_COUNT = 144
export const TEXT_SNAPSHOT = 152
export const TEXT_RAW = 168
export const TEXT_WEAKREFLIST = 176
export const TEXT_DICT = 184
export const SIZEOF_TEXTIO = 192

export const word = (o: Ptr, offset: number): number => i32[(o + offset) >> 2]
export const byte = (o: Ptr, offset: number): number => u8[o + offset]
export function setWord(o: Ptr, offset: number, v: number): void {
  i32[(o + offset) >> 2] = v
}
export function setByte(o: Ptr, offset: number, v: number | boolean): void {
  u8[o + offset] = v ? 1 : 0
}

// --- errors ---

/** Raises OSError(errno, strerror, filename); filename may be 0. Returns 0. */
export const raiseErrno = (errno: number, filename: Ptr = 0): 0 => raiseOSError(errno, strerror(errno), filename)

const UNSUPPORTED = staticAlloc(8, 8)
addRoots((visit) => visit(i32[UNSUPPORTED >> 2]))
/** The class io.UnsupportedOperation; made when the module is created. */
export const unsupportedOperation = (): Ptr => i32[UNSUPPORTED >> 2] || PyExc_OSError
export const setUnsupportedOperation = (type: Ptr): void => {
  i32[UNSUPPORTED >> 2] = type
}

export function raiseUnsupported(message: string): 0 {
  const text = newStr(message)
  PyErr_SetObject(unsupportedOperation(), text)
  Py_DECREF(text)
  return 0
}

export const closedError = (): 0 => raise(PyExc_ValueError, 'I/O operation on closed file.')
export const closedErrorInt = (): -1 => raiseInt(PyExc_ValueError, 'I/O operation on closed file.')

// --- small calls ---

/** o.name(*args); new reference. */
export function callMethod(o: Ptr, name: Ptr, ...args: Ptr[]): Ptr {
  const m = PyObject_GetAttr(o, name)
  return m === 0 ? 0 : callNSteal(m, ...args)
}

/** As callMethod, the result dropped: false with an error set. */
export function callMethodOk(o: Ptr, name: Ptr, ...args: Ptr[]): boolean {
  const r = callMethod(o, name, ...args)
  if (r === 0) return false
  Py_DECREF(r)
  return true
}

/** Truth of o.name: 1, 0, -1 with an error set. */
export function attributeTruth(o: Ptr, name: Ptr): number {
  const v = PyObject_GetAttr(o, name)
  if (v === 0) return -1
  const r = PyObject_IsTrue(v)
  Py_DECREF(v)
  return r
}

/** Truth of o.name(): 1, 0, -1. */
export function methodTruth(o: Ptr, name: Ptr): number {
  const v = callMethod(o, name)
  if (v === 0) return -1
  const r = PyObject_IsTrue(v)
  Py_DECREF(v)
  return r
}

// --- __dict__ ---

/** Reads a key of the instance dict in the given field; borrowed, 0 when absent. */
export function dictField(o: Ptr, field: number, name: Ptr): Ptr {
  const d = word(o, field)
  return d === 0 ? 0 : PyDict_GetItemWithError(d, name)
}

/** Stores in the instance dict, making it when needed; value borrowed. */
export function setDictField(o: Ptr, field: number, name: Ptr, value: Ptr): number {
  let d = word(o, field)
  if (d === 0) {
    d = PyDict_New()
    if (d === 0) return -1
    setWord(o, field, d)
  }
  return PyDict_SetItem(d, name, value)
}

// State of the process's own decoders, in bytes that CPython leaves unused.
export const TEXT_PENDING_CR = 97
export const TEXT_SEEN_NEWLINES = 98
/** TEXT_PENDING_CR as it was before the chunk in the snapshot. */
export const TEXT_CHUNK_CR = 99
/** Bytes at the end of the snapshot that belong to an unfinished character. */
export const TEXT_TAIL = 100 // 4
