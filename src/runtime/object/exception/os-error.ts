/** OSError and its subclasses, chosen by errno (CPython OSError_new, oserror_init). */
import { i32, type Ptr } from '../../memory/heap'
import { PyNumber_AsSsize_t, PyNumber_Check } from '../abstract/number-protocol'
import { reprJS } from '../abstract/object-protocol'
import { PyTuple_GetSlice, PyTuple_Pack } from '../container/tuple-core'
import { type MemberSpec, NOARGS } from '../define'
import { PyErr_SetObject, raise, raiseInt, typeName } from '../errors'
import { PyErr_Occurred } from '../errors-core'
import { type allocfunc, FN, fnPtr, type initproc, type newfunc } from '../fn-table'
import { Py_DECREF, Py_NewRef, Py_SIZE, Py_TYPE } from '../header'
import * as L from '../layout'
import { isMedium, mediumValue, PyLong_Check, PyLong_FromSsize_t } from '../number/int-core'
import { newStr } from '../text/str-core'
import { noKeywords } from '../type/call-objects'
import * as T from '../types'
import { Py_None } from '../types'
import { baseStr, reduceWith, strJS } from './base-exception'
import { allocException, defineException, excField, setExcField } from './define-exception'

/** errno on Linux -> subclass. */
const BY_ERRNO = new Map<number, Ptr>([
  [11, T.PyExc_BlockingIOError], // EAGAIN, EWOULDBLOCK
  [114, T.PyExc_BlockingIOError], // EALREADY
  [115, T.PyExc_BlockingIOError], // EINPROGRESS
  [32, T.PyExc_BrokenPipeError], // EPIPE
  [108, T.PyExc_BrokenPipeError], // ESHUTDOWN
  [10, T.PyExc_ChildProcessError], // ECHILD
  [103, T.PyExc_ConnectionAbortedError],
  [111, T.PyExc_ConnectionRefusedError],
  [104, T.PyExc_ConnectionResetError],
  [17, T.PyExc_FileExistsError], // EEXIST
  [2, T.PyExc_FileNotFoundError], // ENOENT
  [21, T.PyExc_IsADirectoryError], // EISDIR
  [20, T.PyExc_NotADirectoryError], // ENOTDIR
  [4, T.PyExc_InterruptedError], // EINTR
  [13, T.PyExc_PermissionError], // EACCES
  [1, T.PyExc_PermissionError], // EPERM
  [3, T.PyExc_ProcessLookupError], // ESRCH
  [110, T.PyExc_TimeoutError], // ETIMEDOUT
])

/** Borrowed parts of the arguments (errno, strerror, filename, winerror, filename2), 0 where absent. */
function parse(args: Ptr): Ptr[] {
  const n = Py_SIZE(args)
  if (n < 2 || n > 5) return [0, 0, 0, 0, 0]
  return [0, 1, 2, 3, 4].map((i) => (i < n ? i32[(args + L.TUPLE_ITEM + i * 8) >> 2] : 0))
}

function fill(self: Ptr, args: Ptr, parts: Ptr[]): number {
  const [errno, strerror, filename, , filename2] = parts
  let stored = Py_NewRef(args)
  if (filename !== 0 && filename !== Py_None) {
    if (Py_TYPE(self) === T.PyExc_BlockingIOError && PyNumber_Check(filename)) {
      const n = PyNumber_AsSsize_t(filename, T.PyExc_ValueError)
      if (n === -1 && PyErr_Occurred()) {
        Py_DECREF(stored)
        return -1
      }
      setWritten(self, n)
    } else {
      setExcField(self, L.OS_FILENAME, filename)
      if (filename2 !== 0 && filename2 !== Py_None) setExcField(self, L.OS_FILENAME2, filename2)
      // filenames do not show up in args
      Py_DECREF(stored)
      stored = PyTuple_GetSlice(args, 0, 2)
      if (stored === 0) return -1
    }
  }
  setExcField(self, L.OS_ERRNO, errno)
  setExcField(self, L.OS_STRERROR, strerror)
  setExcField(self, L.EXC_ARGS, stored)
  Py_DECREF(stored)
  return 0
}

const written = (o: Ptr): number => i32[(o + L.OS_WRITTEN) >> 2]
function setWritten(o: Ptr, n: number): void {
  i32[(o + L.OS_WRITTEN) >> 2] = n
  i32[(o + L.OS_WRITTEN + 4) >> 2] = n >> 31
}

/** A Python subclass with its own __init__ but not __new__ is initialised there, not in __new__. */
const usesInit = (type: Ptr): boolean =>
  i32[(type + L.TP_INIT) >> 2] !== fnPtr(osInit) && i32[(type + L.TP_NEW) >> 2] === fnPtr(osNew)

const osNew: newfunc = (givenType, args, kwds) => {
  let type = givenType
  const early = !usesInit(type)
  let parts: Ptr[] = []
  if (early) {
    if (!noKeywords(typeName(type), kwds)) return 0
    parts = parse(args)
    const errno = parts[0]
    if (errno !== 0 && type === T.PyExc_OSError && PyLong_Check(errno) && isMedium(errno)) {
      type = BY_ERRNO.get(mediumValue(errno)) ?? type
    }
  }
  if (!early) {
    const self = allocException(type, 0)
    if (self !== 0) setWritten(self, -1)
    return self
  }
  const self = (FN[i32[(type + L.TP_ALLOC) >> 2]] as allocfunc)(type, 0)
  if (self === 0) return 0
  setWritten(self, -1)
  if (fill(self, args, parts) < 0) {
    Py_DECREF(self)
    return 0
  }
  return self
}

const osInit: initproc = (self, args, kwds) => {
  const type = Py_TYPE(self)
  if (!usesInit(type)) return 0
  if (!noKeywords(typeName(type), kwds)) return -1
  return fill(self, args, parse(args))
}

function osStr(o: Ptr): Ptr {
  const filename = excField(o, L.OS_FILENAME)
  const filename2 = excField(o, L.OS_FILENAME2)
  const errno = excField(o, L.OS_ERRNO)
  const strerror = excField(o, L.OS_STRERROR)
  if (filename === 0 && (errno === 0 || strerror === 0)) return baseStr(o)
  const e = strJS(errno || Py_None)
  const s = e === null ? null : strJS(strerror || Py_None)
  if (e === null || s === null) return 0
  let text = `[Errno ${e}] ${s}`
  if (filename !== 0) {
    const f = reprJS(filename)
    if (f === null) return 0
    text += `: ${f}`
    if (filename2 !== 0) {
      const f2 = reprJS(filename2)
      if (f2 === null) return 0
      text += ` -> ${f2}`
    }
  }
  return newStr(text)
}

function osReduce(o: Ptr): Ptr {
  let args = Py_NewRef(excField(o, L.EXC_ARGS))
  const filename = excField(o, L.OS_FILENAME)
  if (Py_SIZE(args) === 2 && filename !== 0) {
    const a0 = i32[(args + L.TUPLE_ITEM) >> 2]
    const a1 = i32[(args + L.TUPLE_ITEM + 8) >> 2]
    const filename2 = excField(o, L.OS_FILENAME2)
    const full = filename2 !== 0 ? PyTuple_Pack(a0, a1, filename, Py_None, filename2) : PyTuple_Pack(a0, a1, filename)
    Py_DECREF(args)
    args = full
  }
  const r = reduceWith(o, args, excField(o, L.EXC_DICT))
  Py_DECREF(args)
  return r
}

function getWritten(o: Ptr): Ptr {
  if (written(o) === -1) return raise(T.PyExc_AttributeError, 'characters_written')
  return PyLong_FromSsize_t(written(o))
}

function setCharactersWritten(o: Ptr, value: Ptr): number {
  if (value === 0) {
    if (written(o) === -1) return raiseInt(T.PyExc_AttributeError, 'characters_written')
    setWritten(o, -1)
    return 0
  }
  const n = PyNumber_AsSsize_t(value, T.PyExc_ValueError)
  if (n === -1 && PyErr_Occurred()) return -1
  setWritten(o, n)
  return 0
}

const FIELDS = [L.OS_ERRNO, L.OS_STRERROR, L.OS_FILENAME, L.OS_FILENAME2]
const member = (name: string, offset: number, doc: string): MemberSpec => ({
  name,
  offset,
  kind: 'object',
  readonly: false,
  doc,
})

defineException(T.PyExc_OSError, 'OSError', T.PyExc_Exception, 'Base class for I/O related errors.', {
  basicsize: L.SIZEOF_OS_ERROR,
  fields: FIELDS,
  new: osNew,
  init: osInit,
  str: osStr,
  methods: { __reduce__: NOARGS(osReduce) },
  members: [
    member('errno', L.OS_ERRNO, 'POSIX exception code'),
    member('strerror', L.OS_STRERROR, 'exception strerror'),
    member('filename', L.OS_FILENAME, 'exception filename'),
    member('filename2', L.OS_FILENAME2, 'second exception filename'),
  ],
  getset: { characters_written: { get: getWritten, set: setCharactersWritten } },
})

const SUBCLASSES: [Ptr, string, Ptr, string][] = [
  [T.PyExc_BlockingIOError, 'BlockingIOError', T.PyExc_OSError, 'I/O operation would block.'],
  [T.PyExc_ConnectionError, 'ConnectionError', T.PyExc_OSError, 'Connection error.'],
  [T.PyExc_ChildProcessError, 'ChildProcessError', T.PyExc_OSError, 'Child process error.'],
  [T.PyExc_BrokenPipeError, 'BrokenPipeError', T.PyExc_ConnectionError, 'Broken pipe.'],
  [T.PyExc_ConnectionAbortedError, 'ConnectionAbortedError', T.PyExc_ConnectionError, 'Connection aborted.'],
  [T.PyExc_ConnectionRefusedError, 'ConnectionRefusedError', T.PyExc_ConnectionError, 'Connection refused.'],
  [T.PyExc_ConnectionResetError, 'ConnectionResetError', T.PyExc_ConnectionError, 'Connection reset.'],
  [T.PyExc_FileExistsError, 'FileExistsError', T.PyExc_OSError, 'File already exists.'],
  [T.PyExc_FileNotFoundError, 'FileNotFoundError', T.PyExc_OSError, 'File not found.'],
  [T.PyExc_IsADirectoryError, 'IsADirectoryError', T.PyExc_OSError, "Operation doesn't work on directories."],
  [T.PyExc_NotADirectoryError, 'NotADirectoryError', T.PyExc_OSError, 'Operation only works on directories.'],
  [T.PyExc_InterruptedError, 'InterruptedError', T.PyExc_OSError, 'Interrupted by signal.'],
  [T.PyExc_PermissionError, 'PermissionError', T.PyExc_OSError, 'Not enough permissions.'],
  [T.PyExc_ProcessLookupError, 'ProcessLookupError', T.PyExc_OSError, 'Process not found.'],
  [T.PyExc_TimeoutError, 'TimeoutError', T.PyExc_OSError, 'Timeout expired.'],
]
for (const [type, name, base, doc] of SUBCLASSES) {
  defineException(type, name, base, doc, {
    basicsize: L.SIZEOF_OS_ERROR,
    fields: FIELDS,
    new: undefined,
    init: osInit,
  })
}

/** Raises OSError(errno, text) or with a filename (borrowed, may be 0); the subclass is chosen by errno. */
export function raiseOSError(errno: number, text: string, filename: Ptr = 0): 0 {
  const code = PyLong_FromSsize_t(errno)
  const message = newStr(text)
  const args = filename === 0 ? PyTuple_Pack(code, message) : PyTuple_Pack(code, message, filename)
  Py_DECREF(code)
  Py_DECREF(message)
  if (args === 0) return 0
  const exc = osNew(T.PyExc_OSError, args, 0)
  Py_DECREF(args)
  if (exc === 0) return 0
  PyErr_SetObject(Py_TYPE(exc), exc)
  Py_DECREF(exc)
  return 0
}
