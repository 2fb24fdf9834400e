/** FileIO: a descriptor of the virtual file system as a raw stream (Modules/_io/fileio.c). */

import { i32, type Ptr, u8 } from '../../memory/heap'
import { PyNumber_Index } from '../../object/abstract/number-protocol'
import { _PyObject_LookupAttr, PyObject_IsTrue, reprJS } from '../../object/abstract/object-protocol'
import { PyType_GenericAlloc } from '../../object/alloc'
import { callN } from '../../object/call'
import { arg, defineType, FAST, NOARGS, O } from '../../object/define'
import { raise, raiseInt } from '../../object/errors'
import { PyErr_Clear } from '../../object/errors-core'
import { Py_DECREF, typeFlagOf } from '../../object/header'
import { TPFLAGS_LONG_SUBCLASS } from '../../object/layout'
import { longExactNumber, PyLong_FromSsize_t } from '../../object/number/int-core'
import { intArg, textArg } from '../../object/text/arg-convert'
import { newBytes } from '../../object/text/bytes-core'
import { _Py_ID, newStr } from '../../object/text/str-core'
import { checkPositional } from '../../object/type/arg-parse'
import { bindArgsTuple } from '../../object/type/call-objects'
import { PyObject_GenericGetAttr } from '../../object/type/generic-attr'
import { Py_None, PyExc_OverflowError, PyExc_TypeError, PyExc_ValueError } from '../../object/types'
import { EISDIR } from '../../vfs/errno'
import * as fs from '../../vfs/files'
import { fileNameText, PyOS_FSPath } from '../fs-path'
import { system } from '../system'
import { bool, none } from '../values'
import { readableView, writableView } from './buffer-view'
import { clearWords, dictGetSet, GC_BASE, sizeArg, streamDealloc, traverseWords } from './io-base'
import * as io from './io-core'

const ID = {
  name: _Py_ID('name'),
  close: _Py_ID('close'),
}

const fd = (o: Ptr): number => i32[(o + io.FILEIO_FD) >> 2]
const has = (o: Ptr, flag: number): boolean => (i32[(o + io.FILEIO_FLAGS) >> 2] & flag) !== 0

function open(o: Ptr): boolean {
  if (fd(o) >= 0) return true
  io.closedError()
  return false
}

function able(o: Ptr, flag: number, what: string): boolean {
  if (!open(o)) return false
  if (has(o, flag)) return true
  io.raiseUnsupported(`File not open for ${what}`)
  return false
}

interface Mode {
  flags: number
  bits: number
}

/** A mode string without 'b' or with it, e.g. 'rb+'; null with ValueError set. */
function parseMode(mode: string): Mode | null {
  let bits = 0
  let flags = 0
  let kinds = 0
  let plus = false
  for (const c of mode) {
    if (c === 'x') {
      kinds++
      bits |= io.FIO_CREATED | io.FIO_WRITABLE
      flags |= fs.O_EXCL | fs.O_CREAT
    } else if (c === 'r') {
      kinds++
      bits |= io.FIO_READABLE
    } else if (c === 'w') {
      kinds++
      bits |= io.FIO_WRITABLE
      flags |= fs.O_CREAT | fs.O_TRUNC
    } else if (c === 'a') {
      kinds++
      bits |= io.FIO_WRITABLE | io.FIO_APPENDING
      flags |= fs.O_APPEND | fs.O_CREAT
    } else if (c === '+') {
      if (plus) kinds = 2
      plus = true
      bits |= io.FIO_READABLE | io.FIO_WRITABLE
    } else if (c !== 'b') {
      raise(PyExc_ValueError, `invalid mode: ${mode}`)
      return null
    }
  }
  if (kinds !== 1) {
    raise(PyExc_ValueError, 'Must have exactly one of create/read/write/append mode and at most one plus')
    return null
  }
  const both = (bits & io.FIO_READABLE) !== 0 && (bits & io.FIO_WRITABLE) !== 0
  flags |= both ? fs.O_RDWR : bits & io.FIO_READABLE ? fs.O_RDONLY : fs.O_WRONLY
  return { flags: flags | fs.O_CLOEXEC, bits }
}

function newFileIO(type: Ptr): Ptr {
  const o = PyType_GenericAlloc(type, 0)
  if (o === 0) return 0
  i32[(o + io.FILEIO_FD) >> 2] = -1
  i32[(o + io.FILEIO_FLAGS) >> 2] = io.FIO_CLOSEFD
  return o
}

const NAMES = ['file', 'mode', 'closefd', 'opener']

function init(o: Ptr, args: Ptr, kwds: Ptr): number {
  const a = bindArgsTuple('FileIO', NAMES, { required: 1 }, args, kwds)
  if (a === null) return -1
  const mode = a[1] === 0 ? 'r' : textArg('FileIO', "argument 'mode'", a[1])
  const closefd = a[2] === 0 ? 1 : PyObject_IsTrue(a[2])
  if (mode === null || closefd < 0) return -1
  return openInto(o, a[0], mode, closefd !== 0, a[3] === Py_None ? 0 : a[3])
}

/** The body of FileIO.__init__. */
function openInto(o: Ptr, file: Ptr, mode: string, closefd: boolean, opener: Ptr): number {
  let given = -1
  if (typeFlagOf(file, TPFLAGS_LONG_SUBCLASS)) {
    const n = intArg(file)
    if (n === null) return -1
    if (n < 0) return raiseInt(PyExc_ValueError, 'negative file descriptor')
    given = n
  }
  const m = parseMode(mode)
  if (m === null) return -1
  i32[(o + io.FILEIO_FLAGS) >> 2] = m.bits | (closefd ? io.FIO_CLOSEFD : 0)
  if (given >= 0) {
    if (system.files.get(given) === undefined) return io.raiseErrno(9) - 1
    i32[(o + io.FILEIO_FD) >> 2] = given
  } else {
    if (!closefd) return raiseInt(PyExc_ValueError, 'Cannot use closefd=False with file name')
    const n = opener === 0 ? openPath(file, m.flags) : openBy(opener, file, m.flags)
    if (n < 0) return -1
    i32[(o + io.FILEIO_FD) >> 2] = n
  }
  const entry = system.files.get(fd(o))
  if (entry?.node?.kind === 'directory') {
    if (given < 0) system.files.close(fd(o))
    i32[(o + io.FILEIO_FD) >> 2] = -1
    return io.raiseErrno(EISDIR, file) - 1
  }
  i32[(o + io.FILEIO_BLKSIZE) >> 2] = io.DEFAULT_BUFFER_SIZE
  if (io.setDictField(o, io.FILEIO_DICT, ID.name, file) < 0) return -1
  if (has(o, io.FIO_APPENDING)) system.files.seek(fd(o), 0, 2)
  return 0
}

function openPath(file: Ptr, flags: number): number {
  const path = PyOS_FSPath(file)
  if (path === 0) return -1
  const text = fileNameText(path)
  Py_DECREF(path)
  if (text === null) return -1
  const n = system.files.open(text, flags, 0o666)
  return n < 0 ? io.raiseErrno(-n, file) - 1 : n
}

function openBy(opener: Ptr, file: Ptr, flags: number): number {
  const f = PyLong_FromSsize_t(flags)
  const r = callN(opener, file, f)
  Py_DECREF(f)
  if (r === 0) return -1
  if (!typeFlagOf(r, TPFLAGS_LONG_SUBCLASS)) {
    Py_DECREF(r)
    return raiseInt(PyExc_TypeError, 'expected integer from opener')
  }
  const n = intArg(r)
  Py_DECREF(r)
  if (n === null) return -1
  return n < 0 ? raiseInt(PyExc_ValueError, `opener returned ${n}`) : n
}

/** A FileIO over a path or descriptor, without a call through the type. */
export function newFile(file: Ptr, mode: string, closefd: boolean, opener: Ptr): Ptr {
  const o = newFileIO(io.PyFileIO_Type)
  if (o === 0) return 0
  if (openInto(o, file, mode, closefd, opener) < 0) {
    Py_DECREF(o)
    return 0
  }
  return o
}

/** Up to n bytes, null with an error set. */
export function fileRead(o: Ptr, n: number): Uint8Array | null {
  const data = system.files.read(fd(o), n)
  if (typeof data !== 'number') return data
  io.raiseErrno(-data)
  return null
}

/** Number of bytes written, -1 with an error set. */
export function fileWrite(o: Ptr, start: Ptr, n: number): number {
  const r = system.files.write(fd(o), u8.subarray(start, start + n))
  return r < 0 ? io.raiseErrno(-r) - 1 : r
}

export const fileIsOpen = (o: Ptr): boolean => fd(o) >= 0

function read(o: Ptr, args: Ptr, nargs: number): Ptr {
  if (!able(o, io.FIO_READABLE, 'reading') || !checkPositional('read', nargs, 0, 1)) return 0
  const n = nargs === 0 ? -1 : sizeArg(arg(args, 0))
  if (n === null) return 0
  if (n < 0) return readall(o)
  const data = fileRead(o, n)
  return data === null ? 0 : newBytes(data)
}

function readall(o: Ptr): Ptr {
  if (!able(o, io.FIO_READABLE, 'reading')) return 0
  const parts: Uint8Array[] = []
  let total = 0
  for (;;) {
    const data = fileRead(o, 1 << 20)
    if (data === null) return 0
    if (data.length === 0) break
    parts.push(data)
    total += data.length
  }
  if (parts.length === 1) return newBytes(parts[0])
  const all = new Uint8Array(total)
  let at = 0
  for (const p of parts) {
    all.set(p, at)
    at += p.length
  }
  return newBytes(all)
}

function readinto(o: Ptr, target: Ptr): Ptr {
  if (!able(o, io.FIO_READABLE, 'reading')) return 0
  const view = writableView(target, 'readinto')
  if (view === null) return 0
  const data = fileRead(o, view.length)
  if (data !== null) u8.set(data, view.start)
  view.release()
  return data === null ? 0 : PyLong_FromSsize_t(data.length)
}

function write(o: Ptr, data: Ptr): Ptr {
  if (!able(o, io.FIO_WRITABLE, 'writing')) return 0
  const view = readableView(data)
  if (view === null) return 0
  const n = fileWrite(o, view.start, view.length)
  view.release()
  return n < 0 ? 0 : PyLong_FromSsize_t(n)
}

/** An offset argument as a number; null with an error set. */
export function offsetArg(o: Ptr): number | null {
  if (!typeFlagOf(o, TPFLAGS_LONG_SUBCLASS)) {
    const i = PyNumber_Index(o)
    if (i === 0) return null
    const n = offsetArg(i)
    Py_DECREF(i)
    return n
  }
  const n = longExactNumber(o)
  if (Number.isNaN(n)) {
    raise(PyExc_OverflowError, 'Python int too large to convert to C long')
    return null
  }
  return n
}

function seek(o: Ptr, args: Ptr, nargs: number): Ptr {
  if (!open(o) || !checkPositional('seek', nargs, 1, 2)) return 0
  const offset = offsetArg(arg(args, 0))
  const whence = nargs < 2 ? 0 : intArg(arg(args, 1))
  if (offset === null || whence === null) return 0
  const at = system.files.seek(fd(o), offset, whence)
  return at < 0 ? io.raiseErrno(-at) : PyLong_FromSsize_t(at)
}

function tell(o: Ptr): Ptr {
  if (!open(o)) return 0
  const at = system.files.seek(fd(o), 0, 1)
  return at < 0 ? io.raiseErrno(-at) : PyLong_FromSsize_t(at)
}

function truncate(o: Ptr, args: Ptr, nargs: number): Ptr {
  if (!able(o, io.FIO_WRITABLE, 'writing') || !checkPositional('truncate', nargs, 0, 1)) return 0
  const given = nargs === 0 || arg(args, 0) === Py_None ? system.files.seek(fd(o), 0, 1) : offsetArg(arg(args, 0))
  if (given === null) return 0
  const r = given < 0 ? given : system.files.truncate(fd(o), given)
  return r < 0 ? io.raiseErrno(-r) : PyLong_FromSsize_t(given)
}

function seekable(o: Ptr): boolean {
  if (!has(o, io.FIO_SEEK_KNOWN)) {
    const can = system.files.seek(fd(o), 0, 1) >= 0
    i32[(o + io.FILEIO_FLAGS) >> 2] |= io.FIO_SEEK_KNOWN | (can ? io.FIO_SEEKABLE : 0)
  }
  return has(o, io.FIO_SEEKABLE)
}

function close(o: Ptr): Ptr {
  if (!has(o, io.FIO_CLOSEFD)) {
    i32[(o + io.FILEIO_FD) >> 2] = -1
    return none()
  }
  const n = fd(o)
  if (n >= 0) {
    i32[(o + io.FILEIO_FD) >> 2] = -1
    // as _RawIOBase.close(), which marks the object closed
    const zero = system.files.close(n)
    if (zero < 0) return io.raiseErrno(-zero)
  }
  return none()
}

function modeText(o: Ptr): string {
  const readable = has(o, io.FIO_READABLE)
  if (has(o, io.FIO_CREATED)) return readable ? 'xb+' : 'xb'
  if (has(o, io.FIO_APPENDING)) return readable ? 'ab+' : 'ab'
  if (readable) return has(o, io.FIO_WRITABLE) ? 'rb+' : 'rb'
  return 'wb'
}

function repr(o: Ptr): Ptr {
  if (fd(o) < 0) return newStr('<_io.FileIO [closed]>')
  const name = _PyObject_LookupAttr(o, ID.name)
  if (name === 0) {
    PyErr_Clear()
    const closefd = has(o, io.FIO_CLOSEFD) ? 'True' : 'False'
    return newStr(`<_io.FileIO fd=${fd(o)} mode='${modeText(o)}' closefd=${closefd}>`)
  }
  const text = reprJS(name)
  Py_DECREF(name)
  if (text === null) return 0
  return newStr(`<_io.FileIO name=${text} mode='${modeText(o)}' closefd=${has(o, io.FIO_CLOSEFD) ? 'True' : 'False'}>`)
}

const clear = clearWords(io.FILEIO_DICT)
defineType(io.PyFileIO_Type, {
  name: '_io.FileIO',
  base: io.PyRawIOBase_Type,
  basicsize: io.SIZEOF_FILEIO,
  flags: GC_BASE,
  dictoffset: io.FILEIO_DICT,
  weaklistoffset: io.FILEIO_WEAKREFLIST,
  dealloc: streamDealloc(io.FILEIO_WEAKREFLIST, clear),
  traverse: traverseWords(io.FILEIO_DICT),
  clear,
  repr,
  getattro: PyObject_GenericGetAttr,
  new: (type) => newFileIO(type),
  init,
  methods: {
    read: FAST(read),
    readall: NOARGS(readall),
    readinto: O(readinto),
    write: O(write),
    seek: FAST(seek),
    tell: NOARGS(tell),
    truncate: FAST(truncate),
    close: NOARGS(close),
    seekable: NOARGS((o) => (open(o) ? bool(seekable(o)) : 0)),
    readable: NOARGS((o) => (open(o) ? bool(has(o, io.FIO_READABLE)) : 0)),
    writable: NOARGS((o) => (open(o) ? bool(has(o, io.FIO_WRITABLE)) : 0)),
    fileno: NOARGS((o) => (open(o) ? PyLong_FromSsize_t(fd(o)) : 0)),
    isatty: NOARGS((o) => (open(o) ? bool(system.files.isTerminal(fd(o))) : 0)),
    _dealloc_warn: O(() => none()),
  },
  members: [
    { name: '_blksize', offset: io.FILEIO_BLKSIZE, kind: 'int', readonly: false },
    { name: '_finalizing', offset: io.FILEIO_FINALIZING, kind: 'bool', readonly: false },
  ],
  getset: {
    ...dictGetSet,
    closed: { get: (o) => bool(fd(o) < 0) },
    closefd: { get: (o) => bool(has(o, io.FIO_CLOSEFD)) },
    mode: { get: (o) => newStr(modeText(o)) },
  },
})
