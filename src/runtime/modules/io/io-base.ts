/** _IOBase, _RawIOBase, _BufferedIOBase, _TextIOBase: what every stream can do (Modules/_io/iobase.c and others). */

import { i32, type Ptr, u8 } from '../../memory/heap'
import { forEachItem, PyIter_Next, PyObject_GetIter } from '../../object/abstract/iter-protocol'
import { PyIndex_Check } from '../../object/abstract/number-protocol'
import { _PyObject_LookupAttr, PyObject_SetAttr } from '../../object/abstract/object-protocol'
import { PyObject_Size } from '../../object/abstract/sequence-protocol'
import { PyObject_GC_Del, PyObject_GC_UnTrack, PyType_GenericAlloc } from '../../object/alloc'
import { callN } from '../../object/call'
import { PyList_Append, PyList_New } from '../../object/container/list-core'
import { arg, defineType, FAST, type GetSetSpec, type MethodSpec, NOARGS, O } from '../../object/define'
import { raise, raiseNone, typeError, typeNameOf } from '../../object/errors'
import {
  type ErrorTriple,
  PyErr_Clear,
  PyErr_Occurred,
  PyErr_Restore,
  PyErr_Fetch as takeError,
} from '../../object/errors-core'
import { type destructor, FN } from '../../object/fn-table'
import { Py_DECREF, Py_NewRef, Py_SIZE, Py_TYPE, typeFlagOf } from '../../object/header'
import {
  BYTEARRAY_START,
  BYTES_DATA,
  TP_FREE,
  TPFLAGS_BASETYPE,
  TPFLAGS_BYTES_SUBCLASS,
  TPFLAGS_DEFAULT,
  TPFLAGS_HAVE_GC,
} from '../../object/layout'
import { PyLong_FromSsize_t } from '../../object/number/int-core'
import { ssizeArg } from '../../object/text/arg-convert'
import { PyByteArray_FromStringAndSize } from '../../object/text/bytearray-core'
import { newBytes, PyBytes_FromStringAndSize } from '../../object/text/bytes-core'
import { _Py_ID } from '../../object/text/str-core'
import { checkPositional } from '../../object/type/arg-parse'
import { PyObject_CallFinalizerFromDealloc } from '../../object/type/finalize'
import { PyObject_GenericGetDict } from '../../object/type/generic-attr'
import { PyObject_ClearWeakRefs } from '../../object/type/weakref-core'
import {
  EMPTY_BYTES,
  Py_False,
  Py_None,
  Py_True,
  PyExc_NotImplementedError,
  PyExc_ValueError,
} from '../../object/types'
import { bool, none } from '../values'
import { writableView } from './buffer-view'
import * as io from './io-core'

const ID = {
  closed: _Py_ID('closed'),
  internalClosed: _Py_ID('__IOBase_closed'),
  close: _Py_ID('close'),
  flush: _Py_ID('flush'),
  seek: _Py_ID('seek'),
  seekable: _Py_ID('seekable'),
  readable: _Py_ID('readable'),
  writable: _Py_ID('writable'),
  peek: _Py_ID('peek'),
  read: _Py_ID('read'),
  read1: _Py_ID('read1'),
  readall: _Py_ID('readall'),
  readinto: _Py_ID('readinto'),
  readline: _Py_ID('readline'),
  write: _Py_ID('write'),
  finalizing: _Py_ID('_finalizing'),
}

export const GC_BASE = TPFLAGS_DEFAULT | TPFLAGS_BASETYPE | TPFLAGS_HAVE_GC

/** A fixed-size number argument that may be None: -1 when absent; null with an error set. */
export function sizeArg(o: Ptr): number | null {
  if (o === 0 || o === Py_None) return -1
  if (!isIndex(o)) {
    typeError(`argument should be integer or None, not '${typeNameOf(o)}'`)
    return null
  }
  return ssizeArg(o)
}
const isIndex = (o: Ptr): boolean => PyIndex_Check(o)

/** True when the stream says it is closed; raises ValueError then. Null-safe: -1 error, 0 open. */
export function checkClosed(o: Ptr): boolean {
  const closed = io.attributeTruth(o, ID.closed)
  if (closed < 0) return false
  if (closed > 0) {
    io.closedError()
    return false
  }
  return true
}

const unsupported = (name: string) => () => io.raiseUnsupported(name)

function internalClosed(o: Ptr): boolean {
  const v = _PyObject_LookupAttr(o, ID.internalClosed)
  if (v === 0) {
    PyErr_Clear()
    return false
  }
  Py_DECREF(v)
  return v !== Py_False
}

function close(o: Ptr): Ptr {
  if (internalClosed(o)) return none()
  const flushed = io.callMethodOk(o, ID.flush)
  const e = flushed ? null : takeError()
  const r = PyObject_SetAttr(o, ID.internalClosed, trueObject())
  if (e !== null) {
    restoreError(e)
    return 0
  }
  return r < 0 ? 0 : none()
}
const trueObject = (): Ptr => Py_True
const restoreError = (e: ErrorTriple): void => PyErr_Restore(e.type, e.value, e.traceback)

/** _checkReadable and its relatives: raises UnsupportedOperation unless o.name() is True. */
export function checkAbility(o: Ptr, name: Ptr, what: string): boolean {
  const v = io.callMethod(o, name)
  if (v === 0) return false
  Py_DECREF(v)
  if (v === Py_True) return true
  io.raiseUnsupported(`File or stream is not ${what}.`)
  return false
}

function readline(o: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('readline', nargs, 0, 1)) return 0
  const limit = nargs === 0 ? -1 : sizeArg(arg(args, 0))
  if (limit === null) return 0
  const peek = _PyObject_LookupAttr(o, ID.peek)
  if (peek === 0 && PyErr_Occurred()) return 0
  const chunks: number[] = []
  const one = PyLong_FromSsize_t(1)
  let failed = false
  while (limit < 0 || chunks.length < limit) {
    let want = 1
    if (peek !== 0) {
      const ahead = callN(peek, one)
      if (ahead === 0) {
        failed = true
        break
      }
      const n = Py_SIZE(ahead)
      if (n > 0) {
        const max = limit >= 0 ? Math.min(n, limit - chunks.length) : n
        want = 0
        do want++
        while (want < max && u8[ahead + BYTES_DATA + want - 1] !== 10)
      }
      Py_DECREF(ahead)
    }
    const count = PyLong_FromSsize_t(want)
    const b = io.callMethod(o, ID.read, count)
    Py_DECREF(count)
    if (b === 0) {
      failed = true
      break
    }
    if (!typeFlagOf(b, TPFLAGS_BYTES_SUBCLASS)) {
      raise(io.unsupportedOperation(), `read() should have returned a bytes object, not '${typeNameOf(b)}'`)
      Py_DECREF(b)
      failed = true
      break
    }
    const n = Py_SIZE(b)
    for (let i = 0; i < n; i++) chunks.push(u8[b + BYTES_DATA + i])
    Py_DECREF(b)
    if (n === 0 || chunks[chunks.length - 1] === 10) break
  }
  Py_DECREF(one)
  if (peek !== 0) Py_DECREF(peek)
  return failed ? 0 : newBytes(Uint8Array.from(chunks))
}

function iternext(o: Ptr): Ptr {
  const line = io.callMethod(o, ID.readline)
  if (line === 0) return 0
  if (PyObject_Size(line) <= 0) {
    Py_DECREF(line)
    return 0
  }
  return line
}

function readlines(o: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('readlines', nargs, 0, 1)) return 0
  const hint = nargs === 0 ? -1 : sizeArg(arg(args, 0))
  if (hint === null) return 0
  const list = PyList_New(0)
  const it = list === 0 ? 0 : PyObject_GetIter(o)
  if (it === 0) return 0
  let total = 0
  for (let line = PyIter_Next(it); line !== 0; line = PyIter_Next(it)) {
    PyList_Append(list, line)
    total += PyObject_Size(line)
    Py_DECREF(line)
    if (hint > 0 && total > hint) break
  }
  Py_DECREF(it)
  if (PyErr_Occurred()) {
    Py_DECREF(list)
    return 0
  }
  return list
}

function writelines(o: Ptr, lines: Ptr): Ptr {
  if (!checkClosed(o)) return 0
  const ok = forEachItem(lines, (line) => io.callMethodOk(o, ID.write, line))
  return ok ? none() : 0
}

function exit(o: Ptr): Ptr {
  return io.callMethod(o, ID.close)
}

/** Closes the stream when it dies open (iobase_finalize). */
export function finalizeStream(o: Ptr): void {
  const saved = takeError()
  let closed = io.attributeTruth(o, ID.closed)
  if (closed < 0) {
    PyErr_Clear()
    closed = 0
  }
  if (closed === 0) {
    // a hint for close() that the object is dying
    if (PyObject_SetAttr(o, ID.finalizing, Py_True) < 0) PyErr_Clear()
    if (!io.callMethodOk(o, ID.close)) PyErr_Clear()
  }
  PyErr_Restore(saved.type, saved.value, saved.traceback)
}

/** Dealloc of a built-in stream type: finalizer, weak references, fields, memory. */
export function streamDealloc(weakrefs: number, clear: (o: Ptr) => void): (o: Ptr) => void {
  return (o) => {
    if (PyObject_CallFinalizerFromDealloc(o)) return
    PyObject_GC_UnTrack(o)
    if (i32[(o + weakrefs) >> 2] !== 0) PyObject_ClearWeakRefs(o)
    clear(o)
    typeFree(o)
  }
}
/** Frees the memory of an object the way its type wants (subclasses are collected, their bases may not be). */
export function typeFree(o: Ptr): void {
  const f = i32[(Py_TYPE(o) + TP_FREE) >> 2]
  if (f === 0) PyObject_GC_Del(o)
  else (FN[f] as destructor)(o)
}

/** tp_traverse over reference fields. */
export const traverseWords =
  (...offsets: number[]) =>
  (o: Ptr, visit: (o: Ptr) => number): number => {
    for (const offset of offsets) {
      const v = i32[(o + offset) >> 2]
      const r = v === 0 ? 0 : visit(v)
      if (r !== 0) return r
    }
    return 0
  }

/** Drops reference fields. */
export const clearWords =
  (...offsets: number[]) =>
  (o: Ptr): number => {
    for (const offset of offsets) {
      const v = i32[(o + offset) >> 2]
      i32[(o + offset) >> 2] = 0
      if (v !== 0) Py_DECREF(v)
    }
    return 0
  }

export const dictGetSet: Record<string, GetSetSpec> = { __dict__: { get: PyObject_GenericGetDict } }

const checks: Record<string, MethodSpec> = {
  _checkClosed: FAST((o) => (checkClosed(o) ? none() : 0)),
  _checkSeekable: FAST((o) => (checkAbility(o, ID.seekable, 'seekable') ? bool(true) : 0)),
  _checkReadable: FAST((o) => (checkAbility(o, ID.readable, 'readable') ? bool(true) : 0)),
  _checkWritable: FAST((o) => (checkAbility(o, ID.writable, 'writable') ? bool(true) : 0)),
}

const clearBase = clearWords(io.IOBASE_DICT)
defineType(io.PyIOBase_Type, {
  name: '_io._IOBase',
  basicsize: io.SIZEOF_IOBASE,
  flags: GC_BASE,
  dictoffset: io.IOBASE_DICT,
  weaklistoffset: io.IOBASE_WEAKREFLIST,
  dealloc: streamDealloc(io.IOBASE_WEAKREFLIST, clearBase),
  traverse: traverseWords(io.IOBASE_DICT),
  clear: clearBase,
  iter: (o) => (checkClosed(o) ? Py_NewRef(o) : 0),
  iternext,
  finalize: finalizeStream,
  new: (t) => PyType_GenericAlloc(t, 0),
  methods: {
    seek: FAST(unsupported('seek')),
    tell: NOARGS((o) => {
      const zero = PyLong_FromSsize_t(0)
      const one = PyLong_FromSsize_t(1)
      const r = io.callMethod(o, ID.seek, zero, one)
      Py_DECREF(zero)
      Py_DECREF(one)
      return r
    }),
    truncate: FAST(unsupported('truncate')),
    flush: NOARGS((o) => {
      if (!internalClosed(o)) return none()
      return io.closedError()
    }),
    close: NOARGS(close),
    seekable: NOARGS(() => bool(false)),
    readable: NOARGS(() => bool(false)),
    writable: NOARGS(() => bool(false)),
    ...checks,
    fileno: NOARGS(unsupported('fileno')),
    isatty: NOARGS((o) => (checkClosed(o) ? bool(false) : 0)),
    __enter__: NOARGS((o) => (checkClosed(o) ? Py_NewRef(o) : 0)),
    __exit__: FAST(exit),
    readline: FAST(readline),
    readlines: FAST(readlines),
    writelines: O(writelines),
  },
  getset: { ...dictGetSet, closed: { get: (o) => bool(internalClosed(o)) } },
})

/** The bytes of a bytearray. */
const bytearrayData = (o: Ptr): Ptr => i32[(o + BYTEARRAY_START) >> 2]

function rawRead(o: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('read', nargs, 0, 1)) return 0
  const n = nargs === 0 ? -1 : ssizeArg(arg(args, 0))
  if (n === null) return 0
  if (n < 0) return io.callMethod(o, ID.readall)
  const b = PyByteArray_FromStringAndSize(0, n)
  if (b === 0) return 0
  const r = io.callMethod(o, ID.readinto, b)
  if (r === 0 || r === Py_None) {
    Py_DECREF(b)
    return r
  }
  const got = ssizeArg(r)
  Py_DECREF(r)
  const out = got === null ? 0 : PyBytes_FromStringAndSize(bytearrayData(b), Math.min(got, n))
  Py_DECREF(b)
  return out
}

/** Joins chunks from o.read() until the end. */
function readall(o: Ptr): Ptr {
  const parts: Uint8Array[] = []
  const size = PyLong_FromSsize_t(io.DEFAULT_BUFFER_SIZE)
  for (;;) {
    const b = io.callMethod(o, ID.read, size)
    if (b === 0) {
      Py_DECREF(size)
      return 0
    }
    if (b === Py_None) {
      if (parts.length === 0) {
        Py_DECREF(size)
        return b
      }
      Py_DECREF(b)
      break
    }
    if (!typeFlagOf(b, TPFLAGS_BYTES_SUBCLASS)) {
      Py_DECREF(b)
      Py_DECREF(size)
      return typeError('read() should return bytes')
    }
    const n = Py_SIZE(b)
    if (n > 0) parts.push(u8.slice(b + BYTES_DATA, b + BYTES_DATA + n))
    Py_DECREF(b)
    if (n === 0) break
  }
  Py_DECREF(size)
  if (parts.length === 0) return Py_NewRef(EMPTY_BYTES)
  const all = new Uint8Array(parts.reduce((sum, p) => sum + p.length, 0))
  let at = 0
  for (const p of parts) {
    all.set(p, at)
    at += p.length
  }
  return newBytes(all)
}

const inherit = {
  basicsize: io.SIZEOF_IOBASE,
  // without HAVE_GC: PyType_Ready then takes the flag from the base together with traverse and clear
  flags: TPFLAGS_DEFAULT | TPFLAGS_BASETYPE,
  dictoffset: io.IOBASE_DICT,
  weaklistoffset: io.IOBASE_WEAKREFLIST,
}

defineType(io.PyRawIOBase_Type, {
  name: '_io._RawIOBase',
  base: io.PyIOBase_Type,
  ...inherit,
  methods: {
    read: FAST(rawRead),
    readall: NOARGS(readall),
    readinto: FAST(() => notImplemented()),
    write: FAST(() => notImplemented()),
  },
})
const notImplemented = (): 0 => raiseNone(PyExc_NotImplementedError)

/** readinto and readinto1 by way of read and read1. */
const readintoBy = (name: Ptr, fname: string) => (o: Ptr, target: Ptr) => {
  const view = writableView(target, fname)
  if (view === null) return 0
  const n = PyLong_FromSsize_t(view.length)
  const data = io.callMethod(o, name, n)
  Py_DECREF(n)
  let r: Ptr = 0
  if (data !== 0) {
    if (!typeFlagOf(data, TPFLAGS_BYTES_SUBCLASS)) typeError('read() should return bytes')
    else if (Py_SIZE(data) > view.length) {
      raise(
        PyExc_ValueError,
        `read() returned too much data: ${view.length} bytes requested, ${Py_SIZE(data)} returned`,
      )
    } else {
      u8.copyWithin(view.start, data + BYTES_DATA, data + BYTES_DATA + Py_SIZE(data))
      r = PyLong_FromSsize_t(Py_SIZE(data))
    }
    Py_DECREF(data)
  }
  view.release()
  return r
}

defineType(io.PyBufferedIOBase_Type, {
  name: '_io._BufferedIOBase',
  base: io.PyIOBase_Type,
  ...inherit,
  methods: {
    detach: NOARGS(unsupported('detach')),
    read: FAST(unsupported('read')),
    read1: FAST(unsupported('read1')),
    readinto: O(readintoBy(ID.read, 'readinto')),
    readinto1: O(readintoBy(ID.read1, 'readinto1')),
    write: FAST(unsupported('write')),
  },
})

defineType(io.PyTextIOBase_Type, {
  name: '_io._TextIOBase',
  base: io.PyIOBase_Type,
  ...inherit,
  methods: {
    detach: NOARGS(unsupported('detach')),
    read: FAST(unsupported('read')),
    readline: FAST(unsupported('readline')),
    write: FAST(unsupported('write')),
  },
  getset: {
    encoding: { get: none },
    newlines: { get: none },
    errors: { get: none },
  },
})
