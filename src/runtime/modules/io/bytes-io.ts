/**
 * BytesIO (Modules/_io/bytesio.c). The contents are a bytes object of the heap, larger than the data while the stream
 * grows; getvalue() hands the very object out, and the next write copies it when somebody else holds it.
 */

import { type Ptr, u8 } from '../../memory/heap'
import { PyBuffer_FillInfo } from '../../object/abstract/buffer-protocol'
import { forEachItem, PyObject_SelfIter } from '../../object/abstract/iter-protocol'
import { PyObject_GC_Del, PyObject_GC_UnTrack, PyType_GenericAlloc } from '../../object/alloc'
import { callN } from '../../object/call'
import { PyDict_Check } from '../../object/container/dict-core'
import { PyDict_Copy, PyDict_Update } from '../../object/container/dict-merge'
import { PyList_Append, PyList_New } from '../../object/container/list-core'
import { PyTuple_Check } from '../../object/container/tuple-core'
import { arg, defineType, FAST, NOARGS, O } from '../../object/define'
import { raise, raiseInt, typeError, typeNameOf } from '../../object/errors'
import { addHiddenReferences } from '../../object/extra-roots'
import { Py_DECREF, Py_NewRef, Py_REFCNT, Py_SIZE, Py_XDECREF } from '../../object/header'
import { BYTES_DATA, TPFLAGS_BASETYPE, TPFLAGS_DEFAULT, TPFLAGS_HAVE_GC, TUPLE_ITEM } from '../../object/layout'
import { PyLong_FromSsize_t } from '../../object/number/int-core'
import { intArg, ssizeArg } from '../../object/text/arg-convert'
import { _PyBytes_Resize, PyBytes_CheckExact, PyBytes_FromStringAndSize } from '../../object/text/bytes-core'
import { checkPositional } from '../../object/type/arg-parse'
import { bindArgsTuple } from '../../object/type/call-objects'
import {
  EMPTY_BYTES,
  Py_None,
  PyExc_BufferError,
  PyExc_TypeError,
  PyExc_ValueError,
  PyMemoryView_Type,
} from '../../object/types'
import { bool, none, tupleOf } from '../values'
import { readableView, writableView } from './buffer-view'
import { dictGetSet, sizeArg, streamDealloc, traverseWords } from './io-base'
import * as io from './io-core'
import { setWord, word } from './io-core'

const BUF = 16
const POS = 24
const SIZE = 32
const DICT = 40
const WEAKREFS = 48
const EXPORTS = 56
const SIZEOF = 64

const buf = (o: Ptr): Ptr => word(o, BUF)
const size = (o: Ptr): number => word(o, SIZE)
const pos = (o: Ptr): number => word(o, POS)

function open(o: Ptr): boolean {
  if (buf(o) !== 0) return true
  io.closedError()
  return false
}

/** May the contents change? Not while a buffer of them is exported. */
function mayChange(o: Ptr): boolean {
  if (!open(o)) return false
  if (word(o, EXPORTS) === 0) return true
  raise(PyExc_BufferError, 'Existing exports of data: object cannot be re-sized')
  return false
}

const isShared = (o: Ptr): boolean => Py_REFCNT(buf(o)) > 1

/** Replaces a shared buffer by a copy with the given room; false with an error set (unshare_buffer). */
function unshare(o: Ptr, room: number): boolean {
  const copy = PyBytes_FromStringAndSize(0, room)
  if (copy === 0) return false
  const n = Math.min(size(o), room)
  u8.copyWithin(copy + BYTES_DATA, buf(o) + BYTES_DATA, buf(o) + BYTES_DATA + n)
  Py_DECREF(buf(o))
  setWord(o, BUF, copy)
  return true
}

/** Room for `wanted` bytes, with CPython's growth rule (resize_buffer). */
function resize(o: Ptr, wanted: number): boolean {
  let alloc = Py_SIZE(buf(o))
  if (wanted < alloc / 2) alloc = wanted + 1
  else if (wanted < alloc) return true
  else if (wanted < alloc * 1.125) alloc = wanted + (wanted >> 3) + (wanted < 9 ? 3 : 6)
  else alloc = wanted + 1
  if (isShared(o)) return unshare(o, alloc)
  const b = _PyBytes_Resize(buf(o), alloc)
  setWord(o, BUF, b)
  return b !== 0
}

/** Writes memory at the position; false with an error set (write_bytes). */
function put(o: Ptr, start: Ptr, n: number): boolean {
  const end = pos(o) + n
  if (end > Py_SIZE(buf(o))) {
    if (!resize(o, end)) return false
  } else if (isShared(o) && !unshare(o, Math.max(end, size(o)))) return false
  const data = buf(o) + BYTES_DATA
  if (pos(o) > size(o)) u8.fill(0, data + size(o), data + pos(o))
  u8.copyWithin(data + pos(o), start, start + n)
  setWord(o, POS, end)
  if (size(o) < end) setWord(o, SIZE, end)
  return true
}

function write(o: Ptr, data: Ptr): Ptr {
  if (!mayChange(o)) return 0
  const view = readableView(data)
  if (view === null) return 0
  const n = view.length
  const ok = n === 0 || put(o, view.start, n)
  view.release()
  return ok ? PyLong_FromSsize_t(n) : 0
}

function writelines(o: Ptr, lines: Ptr): Ptr {
  if (!open(o)) return 0
  const ok = forEachItem(lines, (line) => {
    const r = write(o, line)
    Py_XDECREF(r)
    return r !== 0
  })
  return ok ? none() : 0
}

function getvalue(o: Ptr): Ptr {
  if (!open(o)) return 0
  if (size(o) !== Py_SIZE(buf(o)) && word(o, EXPORTS) === 0) {
    if (isShared(o)) {
      if (!unshare(o, size(o))) return 0
    } else {
      const b = size(o) === 0 ? emptied(o) : _PyBytes_Resize(buf(o), size(o))
      setWord(o, BUF, b)
      if (b === 0) return 0
    }
  }
  return size(o) === Py_SIZE(buf(o)) ? Py_NewRef(buf(o)) : PyBytes_FromStringAndSize(buf(o) + BYTES_DATA, size(o))
}

function emptied(o: Ptr): Ptr {
  Py_DECREF(buf(o))
  return Py_NewRef(EMPTY_BYTES)
}

/** n bytes from the position on, which moves. */
function take(o: Ptr, n: number): Ptr {
  const count = Math.max(0, Math.min(n, size(o) - pos(o)))
  if (count > 1 && pos(o) === 0 && count === Py_SIZE(buf(o)) && word(o, EXPORTS) === 0) {
    setWord(o, POS, count)
    return Py_NewRef(buf(o))
  }
  const start = buf(o) + BYTES_DATA + pos(o)
  setWord(o, POS, pos(o) + count)
  return PyBytes_FromStringAndSize(start, count)
}

const read = (fname: string) => (o: Ptr, args: Ptr, nargs: number) => {
  if (!checkPositional(fname, nargs, 0, 1)) return 0
  const n = nargs === 0 ? -1 : sizeArg(arg(args, 0))
  if (n === null || !open(o)) return 0
  return take(o, n < 0 ? size(o) : n)
}

/** Length of the next line, at most limit. */
function lineLength(o: Ptr, limit: number): number {
  const start = buf(o) + BYTES_DATA + pos(o)
  let n = Math.max(0, size(o) - pos(o))
  const nl = u8.subarray(start, start + n).indexOf(10)
  if (nl >= 0) n = nl + 1
  return limit >= 0 && limit < n ? limit : n
}

function readline(o: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('readline', nargs, 0, 1)) return 0
  const limit = nargs === 0 ? -1 : sizeArg(arg(args, 0))
  if (limit === null || !open(o)) return 0
  return take(o, lineLength(o, limit))
}

function readlines(o: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('readlines', nargs, 0, 1)) return 0
  const hint = nargs === 0 ? -1 : sizeArg(arg(args, 0))
  if (hint === null || !open(o)) return 0
  const list = PyList_New(0)
  let total = 0
  while (list !== 0 && pos(o) < size(o)) {
    const line = take(o, lineLength(o, -1))
    if (line === 0 || PyList_Append(list, line) < 0) {
      Py_DECREF(list)
      return 0
    }
    total += Py_SIZE(line)
    Py_DECREF(line)
    if (hint > 0 && total >= hint) break
  }
  return list
}

function readinto(o: Ptr, target: Ptr): Ptr {
  if (!open(o)) return 0
  const view = writableView(target, 'readinto')
  if (view === null) return 0
  const n = Math.max(0, Math.min(view.length, size(o) - pos(o)))
  const start = buf(o) + BYTES_DATA + pos(o)
  u8.copyWithin(view.start, start, start + n)
  setWord(o, POS, pos(o) + n)
  view.release()
  return PyLong_FromSsize_t(n)
}

function truncate(o: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('truncate', nargs, 0, 1) || !mayChange(o)) return 0
  const n = nargs === 0 || arg(args, 0) === Py_None ? pos(o) : ssizeArg(arg(args, 0))
  if (n === null) return 0
  if (n < 0) return raise(PyExc_ValueError, `negative size value ${n}`)
  if (n < size(o)) {
    setWord(o, SIZE, n)
    if (!resize(o, n)) return 0
  }
  return PyLong_FromSsize_t(n)
}

function seek(o: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('seek', nargs, 1, 2)) return 0
  const n = ssizeArg(arg(args, 0))
  const whence = nargs < 2 ? 0 : intArg(arg(args, 1))
  if (n === null || whence === null || !open(o)) return 0
  if (n < 0 && whence === 0) return raise(PyExc_ValueError, `negative seek value ${n}`)
  if (whence < 0 || whence > 2) return raise(PyExc_ValueError, `invalid whence (${whence}, should be 0, 1 or 2)`)
  const at = Math.max(0, n + (whence === 1 ? pos(o) : whence === 2 ? size(o) : 0))
  setWord(o, POS, at)
  return PyLong_FromSsize_t(at)
}

function close(o: Ptr): Ptr {
  if (word(o, EXPORTS) > 0) return raise(PyExc_BufferError, 'Existing exports of data: object cannot be re-sized')
  const b = buf(o)
  setWord(o, BUF, 0)
  Py_XDECREF(b)
  return none()
}

function init(o: Ptr, args: Ptr, kwds: Ptr): number {
  const a = bindArgsTuple('BytesIO', ['initial_bytes'], {}, args, kwds)
  if (a === null) return -1
  setWord(o, SIZE, 0)
  setWord(o, POS, 0)
  if (word(o, EXPORTS) > 0) return raiseInt(PyExc_BufferError, 'Existing exports of data: object cannot be re-sized')
  const initial = a[0]
  if (initial === 0 || initial === Py_None) return 0
  if (PyBytes_CheckExact(initial)) {
    Py_XDECREF(buf(o))
    setWord(o, BUF, Py_NewRef(initial))
    setWord(o, SIZE, Py_SIZE(initial))
    return 0
  }
  const r = write(o, initial)
  if (r === 0) return -1
  Py_DECREF(r)
  setWord(o, POS, 0)
  return 0
}

function getstate(o: Ptr): Ptr {
  const value = getvalue(o)
  if (value === 0) return 0
  const d = word(o, DICT)
  return tupleOf([value, PyLong_FromSsize_t(pos(o)), d === 0 ? none() : PyDict_Copy(d)])
}

function setstate(o: Ptr, state: Ptr): Ptr {
  if (!PyTuple_Check(state) || Py_SIZE(state) < 3) {
    return raise(PyExc_TypeError, `${typeNameOf(o)}.__setstate__ argument should be 3-tuple, got ${typeNameOf(state)}`)
  }
  const item = (i: number): Ptr => word(state, TUPLE_ITEM + i * 8)
  if (!mayChange(o)) return 0
  setWord(o, SIZE, 0)
  setWord(o, POS, 0)
  const r = write(o, item(0))
  if (r === 0) return 0
  Py_DECREF(r)
  const at = ssizeArg(item(1))
  if (at === null) return 0
  if (at < 0) return raise(PyExc_ValueError, 'position value cannot be negative')
  setWord(o, POS, at)
  if (item(2) === Py_None) return none()
  if (!PyDict_Check(item(2))) {
    return typeError(`third item of state should be a dict, got a ${typeNameOf(item(2))}`)
  }
  if (word(o, DICT) !== 0) return PyDict_Update(word(o, DICT), item(2)) < 0 ? 0 : none()
  setWord(o, DICT, Py_NewRef(item(2)))
  return none()
}

const clear = (o: Ptr): void => {
  for (const field of [BUF, DICT]) {
    const v = word(o, field)
    setWord(o, field, 0)
    Py_XDECREF(v)
  }
}

addHiddenReferences(io.PyBytesIO_Type, (o, visit) => visit(buf(o)))

defineType(io.PyBytesIO_Type, {
  name: '_io.BytesIO',
  base: io.PyBufferedIOBase_Type,
  basicsize: SIZEOF,
  flags: TPFLAGS_DEFAULT | TPFLAGS_BASETYPE | TPFLAGS_HAVE_GC,
  dictoffset: DICT,
  weaklistoffset: WEAKREFS,
  dealloc: streamDealloc(WEAKREFS, clear),
  traverse: traverseWords(DICT),
  clear: (o) => {
    const d = word(o, DICT)
    setWord(o, DICT, 0)
    Py_XDECREF(d)
    return 0
  },
  iter: PyObject_SelfIter,
  iternext: (o) => {
    if (!open(o)) return 0
    const n = lineLength(o, -1)
    return n === 0 ? 0 : take(o, n)
  },
  new: (t) => {
    const o = PyType_GenericAlloc(t, 0)
    if (o !== 0) setWord(o, BUF, Py_NewRef(EMPTY_BYTES))
    return o
  },
  init,
  methods: {
    readable: NOARGS((o) => (open(o) ? bool(true) : 0)),
    seekable: NOARGS((o) => (open(o) ? bool(true) : 0)),
    writable: NOARGS((o) => (open(o) ? bool(true) : 0)),
    close: NOARGS(close),
    flush: NOARGS((o) => (open(o) ? none() : 0)),
    isatty: NOARGS((o) => (open(o) ? bool(false) : 0)),
    tell: NOARGS((o) => (open(o) ? PyLong_FromSsize_t(pos(o)) : 0)),
    write: O(write),
    writelines: O(writelines),
    read1: FAST(read('read1')),
    readinto: O(readinto),
    readline: FAST(readline),
    readlines: FAST(readlines),
    read: FAST(read('read')),
    getbuffer: NOARGS(getbuffer),
    getvalue: NOARGS(getvalue),
    seek: FAST(seek),
    truncate: FAST(truncate),
    __getstate__: NOARGS(getstate),
    __setstate__: O(setstate),
    __sizeof__: NOARGS((o) => {
      let n = SIZEOF
      const b = buf(o)
      // a shared buffer is counted by whoever shares it
      if (b !== 0 && b !== EMPTY_BYTES && !isShared(o)) n += 33 + Py_SIZE(b)
      return PyLong_FromSsize_t(n)
    }),
  },
  getset: { ...dictGetSet, closed: { get: (o) => bool(buf(o) === 0) } },
})

// --- the object behind getbuffer() ---

const EXPORTER = 16

function getbuffer(o: Ptr): Ptr {
  if (!open(o)) return 0
  const exporter = PyType_GenericAlloc(io.PyBytesIOBuf_Type, 0)
  if (exporter === 0) return 0
  setWord(exporter, EXPORTER, Py_NewRef(o))
  const view = callN(PyMemoryView_Type, exporter)
  Py_DECREF(exporter)
  return view
}

defineType(io.PyBytesIOBuf_Type, {
  name: '_io._BytesIOBuffer',
  basicsize: 24,
  flags: TPFLAGS_DEFAULT | TPFLAGS_HAVE_GC,
  dealloc: (o) => {
    PyObject_GC_UnTrack(o)
    Py_XDECREF(word(o, EXPORTER))
    PyObject_GC_Del(o)
  },
  traverse: traverseWords(EXPORTER),
  buffer: {
    getbuffer: (o, view, flags) => {
      const b = word(o, EXPORTER)
      if (isShared(b) && word(b, EXPORTS) === 0 && !unshare(b, size(b))) return -1
      const r = PyBuffer_FillInfo(view, o, buf(b) + BYTES_DATA, size(b), false, flags)
      if (r >= 0) setWord(b, EXPORTS, word(b, EXPORTS) + 1)
      return r
    },
    releasebuffer: (o) => {
      const b = word(o, EXPORTER)
      setWord(b, EXPORTS, word(b, EXPORTS) - 1)
    },
  },
})
