/** BufferedReader, BufferedWriter, BufferedRandom: methods (Modules/_io/bufferedio.c). */

import { type Ptr, u8 } from '../../memory/heap'
import { _PyObject_LookupAttr, PyObject_GetAttr, reprJS } from '../../object/abstract/object-protocol'
import { PyType_GenericAlloc } from '../../object/alloc'
import { arg, defineType, FAST, type MethodSpec, NOARGS, O, type TypeSpec } from '../../object/define'
import { raise, typeName } from '../../object/errors'
import { PyErr_Clear, PyErr_Occurred } from '../../object/errors-core'
import { Py_DECREF, Py_SIZE, Py_TYPE, typeFlagOf } from '../../object/header'
import {
  BYTES_DATA,
  TPFLAGS_BASETYPE,
  TPFLAGS_BYTES_SUBCLASS,
  TPFLAGS_DEFAULT,
  TPFLAGS_HAVE_GC,
} from '../../object/layout'
import { PyLong_FromSsize_t } from '../../object/number/int-core'
import { intArg, ssizeArg } from '../../object/text/arg-convert'
import { newBytes, PyBytes_FromStringAndSize } from '../../object/text/bytes-core'
import { _Py_ID, newStr } from '../../object/text/str-core'
import { checkPositional } from '../../object/type/arg-parse'
import { bindArgsTuple } from '../../object/type/call-objects'
import { PyObject_GenericGetAttr } from '../../object/type/generic-attr'
import { Py_None, PyExc_TypeError, PyExc_ValueError } from '../../object/types'
import { bool, none } from '../values'
import { readableView, writableView } from './buffer-view'
import * as core from './buffered-core'
import { offsetArg } from './file-io'
import { checkAbility, clearWords, dictGetSet, sizeArg, streamDealloc, traverseWords } from './io-base'
import * as io from './io-core'
import { setWord, word } from './io-core'

const ID = {
  fileno: _Py_ID('fileno'),
  flush: _Py_ID('flush'),
  isatty: _Py_ID('isatty'),
  mode: _Py_ID('mode'),
  name: _Py_ID('name'),
  readable: _Py_ID('readable'),
  seekable: _Py_ID('seekable'),
  truncate: _Py_ID('truncate'),
  writable: _Py_ID('writable'),
  readall: _Py_ID('readall'),
  read: _Py_ID('read'),
}

function joined(parts: Uint8Array[]): Ptr {
  if (parts.length === 1) return newBytes(parts[0])
  const all = new Uint8Array(parts.reduce((sum, p) => sum + p.length, 0))
  let at = 0
  for (const p of parts) {
    all.set(p, at)
    at += p.length
  }
  return newBytes(all)
}

/** Up to n bytes of what is buffered. */
function take(o: Ptr, n: number): Uint8Array {
  const pos = word(o, io.BUF_POS)
  const count = Math.min(n, core.readAhead(o))
  const start = word(o, io.BUF_BUFFER) + pos
  setWord(o, io.BUF_POS, pos + count)
  return u8.slice(start, start + count)
}

function readAll(o: Ptr): Ptr {
  const parts = [take(o, core.readAhead(o))]
  core.resetRead(o)
  if (core.flushWrite(o) < 0) return 0
  const readall = _PyObject_LookupAttr(core.raw(o), ID.readall)
  if (readall === 0 && PyErr_Occurred()) return 0
  if (readall !== 0) {
    Py_DECREF(readall)
    const rest = io.callMethod(core.raw(o), ID.readall)
    if (rest === 0) return 0
    if (rest === Py_None) {
      if (parts[0].length === 0) return rest
      Py_DECREF(rest)
      return joined(parts)
    }
    if (!typeFlagOf(rest, TPFLAGS_BYTES_SUBCLASS)) {
      Py_DECREF(rest)
      return raise(PyExc_TypeError, 'readall() should return bytes')
    }
    if (parts[0].length === 0) return rest
    parts.push(u8.slice(rest + BYTES_DATA, rest + BYTES_DATA + Py_SIZE(rest)))
    Py_DECREF(rest)
    return joined(parts)
  }
  for (;;) {
    const n = core.fill(o)
    if (n === -1) return 0
    if (n <= 0) return n === -2 && parts[0].length === 0 && parts.length === 1 ? none() : joined(parts)
    parts.push(take(o, n))
  }
}

/** Exactly n bytes unless the stream ends or would block (None when there is nothing at all). */
function readSize(o: Ptr, n: number): Ptr {
  if (n <= core.readAhead(o)) {
    const pos = word(o, io.BUF_POS)
    setWord(o, io.BUF_POS, pos + n)
    return PyBytes_FromStringAndSize(word(o, io.BUF_BUFFER) + pos, n)
  }
  if (core.flushWrite(o) < 0) return 0
  const parts: Uint8Array[] = [take(o, n)]
  let have = parts[0].length
  while (have < n) {
    const got = core.fill(o)
    if (got === -1) return 0
    if (got <= 0) {
      if (got === -2 && have === 0) return none()
      break
    }
    const part = take(o, n - have)
    parts.push(part)
    have += part.length
  }
  return joined(parts)
}

function read(o: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('read', nargs, 0, 1)) return 0
  const n = nargs === 0 ? -1 : sizeArg(arg(args, 0))
  if (n === null) return 0
  if (n < -1) return raise(PyExc_ValueError, 'read length must be non-negative or -1')
  if (!core.usable(o, 'read of closed file')) return 0
  return n === -1 ? readAll(o) : readSize(o, n)
}

function read1(o: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('read1', nargs, 0, 1)) return 0
  const given = nargs === 0 ? -1 : ssizeArg(arg(args, 0))
  if (given === null || !core.usable(o, 'read of closed file')) return 0
  const n = given < 0 ? word(o, io.BUF_SIZE) : given
  if (n === 0) return newBytes(new Uint8Array(0))
  if (core.readAhead(o) > 0) return newBytes(take(o, n))
  if (core.flushWrite(o) < 0) return 0
  core.resetRead(o)
  const got = core.fill(o)
  return got === -1 ? 0 : newBytes(take(o, n))
}

function peek(o: Ptr, _args: Ptr, nargs: number): Ptr {
  if (!checkPositional('peek', nargs, 0, 1) || !core.usable(o, 'peek of closed file')) return 0
  if (core.flushWrite(o) < 0) return 0
  if (core.readAhead(o) <= 0 && core.fill(o) === -1) return 0
  const start = word(o, io.BUF_BUFFER) + word(o, io.BUF_POS)
  return newBytes(u8.slice(start, start + core.readAhead(o)))
}

const readintoBy = (once: boolean) => (o: Ptr, target: Ptr) => {
  if (!core.usable(o, 'readinto of closed file')) return 0
  const view = writableView(target, once ? 'readinto1' : 'readinto')
  if (view === null) return 0
  let have = 0
  let failed = core.flushWrite(o) < 0
  const first = take(o, view.length)
  u8.set(first, view.start)
  have = first.length
  let blocked = false
  while (!failed && have < view.length && !(once && have > 0)) {
    const got = core.fill(o)
    failed = got === -1
    blocked = got === -2
    if (got <= 0) break
    const part = take(o, view.length - have)
    u8.set(part, view.start + have)
    have += part.length
  }
  view.release()
  if (failed) return 0
  return blocked && have === 0 ? none() : PyLong_FromSsize_t(have)
}

/** A line of bytes up to limit (-1: none); 0 with an error set. */
function lineBytes(o: Ptr, limit: number): Ptr {
  if (!core.usable(o, 'readline of closed file')) return 0
  if (core.flushWrite(o) < 0) return 0
  const parts: Uint8Array[] = []
  let have = 0
  for (;;) {
    const room = limit < 0 ? core.readAhead(o) : Math.min(core.readAhead(o), limit - have)
    const start = word(o, io.BUF_BUFFER) + word(o, io.BUF_POS)
    const nl = u8.subarray(start, start + room).indexOf(10)
    const n = nl < 0 ? room : nl + 1
    if (n > 0) parts.push(take(o, n))
    have += n
    if (nl >= 0 || (limit >= 0 && have >= limit)) break
    const got = core.fill(o)
    if (got === -1) return 0
    if (got <= 0) break
  }
  return parts.length === 0 ? newBytes(new Uint8Array(0)) : joined(parts)
}

function readline(o: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('readline', nargs, 0, 1)) return 0
  const limit = nargs === 0 ? -1 : sizeArg(arg(args, 0))
  return limit === null ? 0 : lineBytes(o, limit)
}

function iternext(o: Ptr): Ptr {
  const line = lineBytes(o, -1)
  if (line === 0) return 0
  if (Py_SIZE(line) > 0) return line
  Py_DECREF(line)
  return 0
}

function write(o: Ptr, data: Ptr): Ptr {
  if (!core.initialised(o)) return 0
  const view = readableView(data)
  if (view === null) return 0
  const n = core.usable(o, 'write to closed file') ? core.putBytes(o, view.start, view.length) : -1
  view.release()
  return n < 0 ? 0 : PyLong_FromSsize_t(n)
}

function seek(o: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('seek', nargs, 1, 2) || !core.initialised(o)) return 0
  const whence = nargs < 2 ? 0 : intArg(arg(args, 1))
  if (whence === null) return 0
  if (whence < 0 || whence > 2) return raise(PyExc_ValueError, `whence value ${whence} unsupported`)
  if (!core.usable(o, 'seek of closed file') || !core.seekableOrRaise(o)) return 0
  const target = offsetArg(arg(args, 0))
  if (target === null || core.flushWrite(o) < 0) return 0
  const at = core.rawSeek(o, whence === 1 ? target - core.readAhead(o) : target, whence)
  if (at < 0) return 0
  core.resetRead(o)
  return PyLong_FromSsize_t(at)
}

function tell(o: Ptr): Ptr {
  if (!core.initialised(o)) return 0
  const at = core.rawTell(o)
  return at < 0 ? 0 : PyLong_FromSsize_t(at - core.readAhead(o) + core.pending(o))
}

function truncate(o: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('truncate', nargs, 0, 1) || !core.usable(o, 'truncate of closed file')) return 0
  if (word(o, io.BUF_WRITABLE) === 0) return io.raiseUnsupported('truncate')
  if (core.settle(o) < 0) return 0
  return io.callMethod(core.raw(o), ID.truncate, nargs === 0 ? Py_None : arg(args, 0))
}

function detach(o: Ptr): Ptr {
  if (!core.initialised(o) || !io.callMethodOk(o, ID.flush)) return 0
  const r = core.raw(o)
  setWord(o, io.BUF_RAW, 0)
  setWord(o, io.BUF_DETACHED, 1)
  setWord(o, io.BUF_OK, 0)
  return r
}

function repr(o: Ptr): Ptr {
  const type = typeName(Py_TYPE(o))
  const name = _PyObject_LookupAttr(o, ID.name)
  if (name === 0) {
    PyErr_Clear()
    return newStr(`<${type}>`)
  }
  const text = reprJS(name)
  Py_DECREF(name)
  return text === null ? 0 : newStr(`<${type} name=${text}>`)
}

/** o.raw.name() */
const forward = (name: Ptr) => (o: Ptr) => (core.initialised(o) ? io.callMethod(core.raw(o), name) : 0)

const common: Record<string, MethodSpec> = {
  close: NOARGS((o) => (core.closeStream(o) ? none() : 0)),
  detach: NOARGS(detach),
  flush: NOARGS((o) => (core.initialised(o) && core.flushStream(o) === 0 ? none() : 0)),
  seekable: NOARGS(forward(ID.seekable)),
  fileno: NOARGS(forward(ID.fileno)),
  isatty: NOARGS(forward(ID.isatty)),
  _dealloc_warn: O(() => none()),
  seek: FAST(seek),
  tell: NOARGS(tell),
  truncate: FAST(truncate),
  __sizeof__: NOARGS((o) =>
    PyLong_FromSsize_t(io.SIZEOF_BUFFERED + (word(o, io.BUF_BUFFER) ? word(o, io.BUF_SIZE) : 0)),
  ),
}
const reading: Record<string, MethodSpec> = {
  readable: NOARGS(forward(ID.readable)),
  read: FAST(read),
  peek: FAST(peek),
  read1: FAST(read1),
  readinto: O(readintoBy(false)),
  readinto1: O(readintoBy(true)),
  readline: FAST(readline),
}
const writing: Record<string, MethodSpec> = {
  writable: NOARGS(forward(ID.writable)),
  write: O(write),
}

type Kind = 'reader' | 'writer' | 'random'

const init = (fname: string, kind: Kind) => (o: Ptr, args: Ptr, kwds: Ptr) => {
  const a = bindArgsTuple(fname, ['raw', 'buffer_size'], { required: 1 }, args, kwds)
  if (a === null) return -1
  const size = a[1] === 0 ? io.DEFAULT_BUFFER_SIZE : ssizeArg(a[1])
  if (size === null) return -1
  if (kind === 'random' && !checkAbility(a[0], ID.seekable, 'seekable')) return -1
  if (kind !== 'writer' && !checkAbility(a[0], ID.readable, 'readable')) return -1
  if (kind !== 'reader' && !checkAbility(a[0], ID.writable, 'writable')) return -1
  return core.initBuffered(o, a[0], size, kind !== 'writer', kind !== 'reader')
}

/** A buffered stream over a raw one whose abilities are known; for open() and the standard streams. */
export function newBuffered(type: Ptr, rawStream: Ptr, size: number): Ptr {
  const o = PyType_GenericAlloc(type, 0)
  if (o === 0) return 0
  const readable = type !== io.PyBufferedWriter_Type
  const writable = type !== io.PyBufferedReader_Type
  if (core.initBuffered(o, rawStream, size, readable, writable) < 0) {
    Py_DECREF(o)
    return 0
  }
  return o
}

const clearRefs = clearWords(io.BUF_RAW, io.BUF_DICT)
const dealloc = streamDealloc(io.BUF_WEAKREFLIST, (o) => {
  setWord(o, io.BUF_OK, 0)
  core.freeBuffer(o)
  core.freeLock(o)
  clearRefs(o)
})

function define(type: Ptr, name: string, kind: Kind, methods: Record<string, MethodSpec>): void {
  const spec: TypeSpec = {
    name: `_io.${name}`,
    base: io.PyBufferedIOBase_Type,
    basicsize: io.SIZEOF_BUFFERED,
    flags: TPFLAGS_DEFAULT | TPFLAGS_BASETYPE | TPFLAGS_HAVE_GC,
    dictoffset: io.BUF_DICT,
    weaklistoffset: io.BUF_WEAKREFLIST,
    dealloc,
    traverse: traverseWords(io.BUF_RAW, io.BUF_DICT),
    clear: (o) => {
      setWord(o, io.BUF_OK, 0)
      return clearRefs(o)
    },
    repr,
    getattro: PyObject_GenericGetAttr,
    iternext: kind === 'writer' ? undefined : iternext,
    new: (t) => PyType_GenericAlloc(t, 0),
    init: init(name, kind),
    methods,
    members: [
      { name: 'raw', offset: io.BUF_RAW, kind: 'object', readonly: true },
      { name: '_finalizing', offset: io.BUF_FINALIZING, kind: 'bool', readonly: false },
    ],
    getset: {
      ...dictGetSet,
      closed: {
        get: (o) => {
          if (!core.initialised(o)) return 0
          const c = core.isClosed(o)
          return c < 0 ? 0 : bool(c)
        },
      },
      name: { get: (o) => (core.initialised(o) ? PyObject_GetAttr(core.raw(o), ID.name) : 0) },
      mode: { get: (o) => (core.initialised(o) ? PyObject_GetAttr(core.raw(o), ID.mode) : 0) },
    },
  }
  defineType(type, spec)
}

define(io.PyBufferedReader_Type, 'BufferedReader', 'reader', { ...common, ...reading })
define(io.PyBufferedWriter_Type, 'BufferedWriter', 'writer', { ...common, ...writing })
define(io.PyBufferedRandom_Type, 'BufferedRandom', 'random', { ...common, ...reading, ...writing })

// --- a pair of one-way streams ---

const PAIR_READER = 16
const PAIR_WRITER = 24
const PAIR_DICT = 32
const PAIR_WEAKREFLIST = 40

const part = (offset: number, name: Ptr) => (o: Ptr, args: Ptr, nargs: number) => {
  const stream = word(o, offset)
  if (stream === 0) return raise(PyExc_ValueError, 'I/O operation on uninitialized object')
  const list: Ptr[] = []
  for (let i = 0; i < nargs; i++) list.push(arg(args, i))
  return io.callMethod(stream, name, ...list)
}
const fromReader = (name: string): MethodSpec => FAST(part(PAIR_READER, _Py_ID(name)))
const fromWriter = (name: string): MethodSpec => FAST(part(PAIR_WRITER, _Py_ID(name)))
const ID_close = _Py_ID('close')
const ID_closed = _Py_ID('closed')
const clearPair = clearWords(PAIR_READER, PAIR_WRITER, PAIR_DICT)

function newPart(type: Ptr, rawStream: Ptr, size: number): Ptr {
  const name = type === io.PyBufferedReader_Type ? ID.readable : ID.writable
  if (!checkAbility(rawStream, name, name === ID.readable ? 'readable' : 'writable')) return 0
  return newBuffered(type, rawStream, size)
}

defineType(io.PyBufferedRWPair_Type, {
  name: '_io.BufferedRWPair',
  base: io.PyBufferedIOBase_Type,
  basicsize: 48,
  flags: TPFLAGS_DEFAULT | TPFLAGS_BASETYPE | TPFLAGS_HAVE_GC,
  dictoffset: PAIR_DICT,
  weaklistoffset: PAIR_WEAKREFLIST,
  dealloc: streamDealloc(PAIR_WEAKREFLIST, clearPair),
  traverse: traverseWords(PAIR_READER, PAIR_WRITER, PAIR_DICT),
  clear: clearPair,
  new: (t) => PyType_GenericAlloc(t, 0),
  init: (o, args, kwds) => {
    const a = bindArgsTuple(
      'BufferedRWPair',
      ['reader', 'writer', 'buffer_size'],
      { required: 2, posonly: 3 },
      args,
      kwds,
    )
    if (a === null) return -1
    const size = a[2] === 0 ? io.DEFAULT_BUFFER_SIZE : ssizeArg(a[2])
    if (size === null) return -1
    const reader = newPart(io.PyBufferedReader_Type, a[0], size)
    const writer = reader === 0 ? 0 : newPart(io.PyBufferedWriter_Type, a[1], size)
    if (writer === 0) {
      if (reader !== 0) Py_DECREF(reader)
      return -1
    }
    setWord(o, PAIR_READER, reader)
    setWord(o, PAIR_WRITER, writer)
    return 0
  },
  methods: {
    read: fromReader('read'),
    peek: fromReader('peek'),
    read1: fromReader('read1'),
    readinto: fromReader('readinto'),
    readinto1: fromReader('readinto1'),
    write: fromWriter('write'),
    flush: fromWriter('flush'),
    readable: fromReader('readable'),
    writable: fromWriter('writable'),
    close: NOARGS((o) => {
      const a = io.callMethod(word(o, PAIR_WRITER), ID_close)
      const b = io.callMethod(word(o, PAIR_READER), ID_close)
      if (a !== 0) Py_DECREF(a)
      if (b !== 0) Py_DECREF(b)
      return a === 0 || b === 0 ? 0 : none()
    }),
    isatty: NOARGS((o) => {
      const w = io.methodTruth(word(o, PAIR_WRITER), ID.isatty)
      if (w !== 0) return w < 0 ? 0 : bool(true)
      const r = io.methodTruth(word(o, PAIR_READER), ID.isatty)
      return r < 0 ? 0 : bool(r)
    }),
  },
  getset: {
    ...dictGetSet,
    closed: {
      get: (o) => {
        const w = word(o, PAIR_WRITER)
        return w === 0
          ? raise(PyExc_ValueError, 'the BufferedRWPair object is being garbage-collected')
          : PyObject_GetAttr(w, ID_closed)
      },
    },
  },
})
