/**
 * Module mmap over the process's own mappings (Modules/mmapmodule.c): anonymous maps. Maps of files need a file that shares its
 * pages with memory, which the virtual file system does not have; they are refused.
 */

import { PAGE_SIZE } from '../memory/address-map'
import { copyBytes } from '../memory/bytes'
import { i32, type Ptr, u8 } from '../memory/heap'
import { mmap as mapPages, mremap, munmap } from '../memory/mmap'
import { PyBuffer_FillInfo } from '../object/abstract/buffer-protocol'
import { PyIndex_Check, PyNumber_AsSsize_t } from '../object/abstract/number-protocol'
import { PyObject_GC_Del, PyObject_GC_UnTrack, PyType_GenericAlloc } from '../object/alloc'
import { arg, defineType, FAST, type MethodSpec, NOARGS, O } from '../object/define'
import { raise, raiseInt, typeError, typeNameOf } from '../object/errors'
import { PyErr_NoMemory, PyErr_Occurred } from '../object/errors-core'
import { raiseOSError } from '../object/exception/os-error'
import type { newfunc } from '../object/fn-table'
import { Py_DECREF, Py_NewRef, Py_TYPE } from '../object/header'
import * as L from '../object/layout'
import { PyLong_Check, PyLong_FromLong } from '../object/number/int-core'
import { bindTupleArgs, sliceRange } from '../object/text/arg-convert'
import { newBytes } from '../object/text/bytes-core'
import { withBuffer } from '../object/text/bytes-like'
import { findSub, rfindSub } from '../object/text/find'
import { newStr } from '../object/text/str-core'
import { PyObject_ClearWeakRefs } from '../object/type/weakref-core'
import {
  moduleHeapType,
  Py_False,
  Py_None,
  Py_True,
  PyExc_BufferError,
  PyExc_IndexError,
  PyExc_NotImplementedError,
  PyExc_OSError,
  PyExc_OverflowError,
  PyExc_ValueError,
  PySlice_Type,
} from '../object/types'
import { strerror } from '../vfs/errno'
import { addOwned, defineModule } from './define-module'

export const MMap_Type: Ptr = moduleHeapType()

const DATA = 16
const SIZE = 24
const POS = 32
const EXPORTS = 48
const FD = 56
const WEAKREFLIST = 64
const ACCESS = 72
const SIZEOF_MMAP = 80

const ACCESS_NAMES = ['ACCESS_DEFAULT', 'ACCESS_READ', 'ACCESS_WRITE', 'ACCESS_COPY']
const [ACCESS_DEFAULT, ACCESS_READ, , ACCESS_COPY] = [0, 1, 2, 3]
const EINVAL = 22
const EBADF = 9
const KIND_BYTES = 1

const get = (m: Ptr, field: number): number => i32[(m + field) >> 2]
const set = (m: Ptr, field: number, v: number): void => {
  i32[(m + field) >> 2] = v
}
const none = (): Ptr => Py_NewRef(Py_None)
const bytesAt = (p: Ptr, n: number): Ptr => newBytes(u8.slice(p, p + n))
const osError = (errno: number): 0 => raiseOSError(errno, strerror(errno))

/** False with ValueError set when the map is closed. */
function isOpen(m: Ptr): boolean {
  if (get(m, DATA) !== 0) return true
  raise(PyExc_ValueError, 'mmap closed or invalid')
  return false
}

function isWritable(m: Ptr): boolean {
  if (get(m, ACCESS) !== ACCESS_READ) return true
  typeError("mmap can't modify a readonly memory map.")
  return false
}

/** The object's memory may be moved: nobody looks at it, and it is not read-only. */
function isResizable(m: Ptr): boolean {
  if (get(m, EXPORTS) > 0) {
    raise(PyExc_BufferError, "mmap can't resize with extant buffers exported.")
    return false
  }
  const access = get(m, ACCESS)
  if (access !== ACCESS_READ && access !== ACCESS_COPY) return true
  typeError("mmap can't resize a readonly or copy-on-write memory map.")
  return false
}

/** A size; null with an error set. */
function size(o: Ptr): number | null {
  const n = PyNumber_AsSsize_t(o, PyExc_OverflowError)
  return n === -1 && PyErr_Occurred() ? null : n
}

const create: newfunc = (type, args, kwargs) => {
  const names = ['fileno', 'length', 'flags', 'prot', 'access', 'offset']
  const a = bindTupleArgs('mmap', names, { required: 2 }, args, kwargs)
  if (a === null) return 0
  const numbers = [-1, 0, 1, 3, 0, 0]
  for (let i = 0; i < a.length; i++) {
    const n = a[i] === 0 ? numbers[i] : size(a[i])
    if (n === null) return 0
    numbers[i] = n
  }
  const [fd, length, flags, prot, access, offset] = numbers
  if (length < 0) return raise(PyExc_OverflowError, 'memory mapped length must be positive')
  if (offset < 0) return raise(PyExc_OverflowError, 'memory mapped offset must be positive')
  if (access !== ACCESS_DEFAULT && ((a[2] !== 0 && flags !== 1) || (a[3] !== 0 && prot !== 3))) {
    return raise(PyExc_ValueError, "mmap can't specify both access and flags, prot.")
  }
  if (access < 0 || access >= ACCESS_NAMES.length) return raise(PyExc_ValueError, 'mmap invalid access parameter.')
  if (fd !== -1) {
    return raise(
      PyExc_NotImplementedError,
      'mmap: maps of files are not supported in this process, only anonymous ones',
    )
  }
  if (length === 0 || offset % PAGE_SIZE !== 0) return osError(EINVAL)
  return open(type, length, access)
}

function open(type: Ptr, length: number, access: number): Ptr {
  const m = PyType_GenericAlloc(type, 0)
  if (m === 0) return 0
  set(m, FD, -1)
  set(m, ACCESS, access)
  const data = length > 0x7fff0000 ? 0 : mapPages(length)
  if (data === 0) {
    Py_DECREF(m)
    return PyErr_NoMemory()
  }
  set(m, DATA, data)
  set(m, SIZE, length)
  return m
}

function unmap(m: Ptr): void {
  if (get(m, DATA) !== 0) munmap(get(m, DATA), get(m, SIZE))
  set(m, DATA, 0)
}

function dealloc(m: Ptr): void {
  PyObject_GC_UnTrack(m)
  unmap(m)
  if (get(m, WEAKREFLIST) !== 0) PyObject_ClearWeakRefs(m)
  PyObject_GC_Del(m)
}

function close(m: Ptr): Ptr {
  if (get(m, EXPORTS) > 0) return raise(PyExc_BufferError, 'cannot close exported pointers exist')
  unmap(m)
  return none()
}

/** Checks a number of arguments with the texts of PyArg_ParseTuple. */
function counted(name: string, nargs: number, min: number, max: number): boolean {
  if (nargs >= min && nargs <= max) return true
  const bound = min === max ? 'exactly' : nargs < min ? 'at least' : 'at most'
  const n = nargs < min ? min : max
  typeError(`${name}() takes ${bound} ${n} argument${n === 1 ? '' : 's'} (${nargs} given)`)
  return false
}

/** Whole numbers from position `from` on; absent ones as given. */
function sizes(args: Ptr, nargs: number, absent: number[]): number[] | null {
  const all = [...absent]
  for (let i = 0; i < nargs && i < absent.length; i++) {
    const n = size(arg(args, i))
    if (n === null) return null
    all[i] = n
  }
  return all
}

function read(m: Ptr, args: Ptr, nargs: number): Ptr {
  if (!isOpen(m) || !counted('read', nargs, 0, 1)) return 0
  const left = Math.max(0, get(m, SIZE) - get(m, POS))
  let n = left
  if (nargs === 1 && arg(args, 0) !== Py_None) {
    if (!PyIndex_Check(arg(args, 0))) {
      return typeError(`argument should be integer or None, not '${typeNameOf(arg(args, 0))}'`)
    }
    const wanted = size(arg(args, 0))
    if (wanted === null) return 0
    if (wanted >= 0 && wanted < left) n = wanted
  }
  const at = get(m, DATA) + get(m, POS)
  set(m, POS, get(m, POS) + n)
  return bytesAt(at, n)
}

function readline(m: Ptr): Ptr {
  if (!isOpen(m)) return 0
  const start = get(m, DATA) + get(m, POS)
  const end = get(m, DATA) + get(m, SIZE)
  if (start >= end) return newBytes(new Uint8Array(0))
  const newline = u8.subarray(start, end).indexOf(10)
  const n = newline < 0 ? end - start : newline + 1
  set(m, POS, get(m, POS) + n)
  return bytesAt(start, n)
}

function readByte(m: Ptr): Ptr {
  if (!isOpen(m)) return 0
  if (get(m, POS) >= get(m, SIZE)) return raise(PyExc_ValueError, 'read byte out of range')
  const at = get(m, POS)
  set(m, POS, at + 1)
  return PyLong_FromLong(u8[get(m, DATA) + at])
}

function write(m: Ptr, data: Ptr): Ptr {
  if (!isOpen(m)) return 0
  return (
    withBuffer(data, (p, n) => {
      if (!isWritable(m)) return 0
      if (get(m, POS) > get(m, SIZE) - n) return raise(PyExc_ValueError, 'data out of range')
      copyBytes(get(m, DATA) + get(m, POS), p, n)
      set(m, POS, get(m, POS) + n)
      return PyLong_FromLong(n)
    }) ?? 0
  )
}

function writeByte(m: Ptr, value: Ptr): Ptr {
  if (!isOpen(m)) return 0
  const v = PyNumber_AsSsize_t(value, 0)
  if (v === -1 && PyErr_Occurred()) return 0
  if (v < 0) return raise(PyExc_OverflowError, 'unsigned byte integer is less than minimum')
  if (v > 255) return raise(PyExc_OverflowError, 'unsigned byte integer is greater than maximum')
  if (!isWritable(m)) return 0
  if (get(m, POS) >= get(m, SIZE)) return raise(PyExc_ValueError, 'write byte out of range')
  u8[get(m, DATA) + get(m, POS)] = v
  set(m, POS, get(m, POS) + 1)
  return none()
}

function find(m: Ptr, args: Ptr, nargs: number, backwards: boolean): Ptr {
  const name = backwards ? 'rfind' : 'find'
  if (!isOpen(m) || !counted(name, nargs, 1, 3)) return 0
  const length = get(m, SIZE)
  const result = withBuffer(arg(args, 0), (p, n) => {
    const range = sizes(args + 8, nargs - 1, [backwards ? 0 : get(m, POS), length])
    if (range === null) return 0
    const [start, end] = range.map((i) => Math.min(Math.max(i < 0 ? i + length : i, 0), length))
    if (n === 0) return PyLong_FromLong(end < start ? -1 : backwards ? end : start)
    const search = backwards ? rfindSub : findSub
    return PyLong_FromLong(end - start < n ? -1 : search(KIND_BYTES, get(m, DATA), start, end, KIND_BYTES, p, n))
  })
  return result ?? 0
}

function seek(m: Ptr, args: Ptr, nargs: number): Ptr {
  if (!isOpen(m) || !counted('seek', nargs, 1, 2)) return 0
  const a = sizes(args, nargs, [0, 0])
  if (a === null) return 0
  const [distance, how] = a
  if (how < 0 || how > 2) return raise(PyExc_ValueError, 'unknown seek type')
  const where = distance + [0, get(m, POS), get(m, SIZE)][how]
  if (where < 0 || where > get(m, SIZE)) return raise(PyExc_ValueError, 'seek out of range')
  set(m, POS, where)
  return none()
}

function move(m: Ptr, args: Ptr, nargs: number): Ptr {
  if (!isOpen(m) || !counted('move', nargs, 3, 3)) return 0
  const a = sizes(args, nargs, [0, 0, 0])
  if (a === null || !isWritable(m)) return 0
  const [to, from, n] = a
  const length = get(m, SIZE)
  if (to < 0 || from < 0 || n < 0 || length - to < n || length - from < n) {
    return raise(PyExc_ValueError, 'source, destination, or count out of range')
  }
  u8.copyWithin(get(m, DATA) + to, get(m, DATA) + from, get(m, DATA) + from + n)
  return none()
}

function resize(m: Ptr, wanted: Ptr): Ptr {
  if (!isOpen(m)) return 0
  const n = size(wanted)
  if (n === null || !isResizable(m)) return 0
  if (n < 0) return raise(PyExc_ValueError, 'new size out of range')
  const data = n === 0 ? 0 : mremap(get(m, DATA), get(m, SIZE), n)
  if (data === 0) return n === 0 ? osError(EINVAL) : PyErr_NoMemory()
  set(m, DATA, data)
  set(m, SIZE, n)
  return none()
}

function flush(m: Ptr, args: Ptr, nargs: number): Ptr {
  if (!isOpen(m) || !counted('flush', nargs, 0, 2)) return 0
  const a = sizes(args, nargs, [0, get(m, SIZE)])
  if (a === null) return 0
  const [offset, n] = a
  if (n < 0 || offset < 0 || get(m, SIZE) - offset < n) return raise(PyExc_ValueError, 'flush values out of range')
  return none()
}

/** Advice changes nothing here, but is checked. */
function madvise(m: Ptr, args: Ptr, nargs: number): Ptr {
  if (!isOpen(m) || !counted('madvise', nargs, 1, 3)) return 0
  const a = sizes(args, nargs, [0, 0, get(m, SIZE)])
  if (a === null) return 0
  if (a[1] < 0 || a[1] >= get(m, SIZE)) return raise(PyExc_ValueError, 'madvise start out of bounds')
  if (a[2] < 0) return raise(PyExc_ValueError, 'madvise length invalid')
  return a[1] % PAGE_SIZE === 0 ? none() : osError(EINVAL)
}

// --- items and slices ---

/** Index within the map; -1 with an error set. */
function index(m: Ptr, o: Ptr): number {
  const i = PyNumber_AsSsize_t(o, PyExc_IndexError)
  if (i === -1 && PyErr_Occurred()) return -1
  const at = i < 0 ? i + get(m, SIZE) : i
  return at >= 0 && at < get(m, SIZE) ? at : raiseInt(PyExc_IndexError, 'mmap index out of range')
}

function subscript(m: Ptr, key: Ptr): Ptr {
  if (!isOpen(m)) return 0
  if (PyIndex_Check(key)) {
    const i = index(m, key)
    return i < 0 ? 0 : PyLong_FromLong(u8[get(m, DATA) + i])
  }
  if (Py_TYPE(key) !== PySlice_Type) return typeError('mmap indices must be integers')
  const r = sliceRange(key, get(m, SIZE))
  if (r === null) return 0
  const out = new Uint8Array(r.count)
  for (let k = 0, p = get(m, DATA) + r.start; k < r.count; k++, p += r.step) out[k] = u8[p]
  return newBytes(out)
}

function assignSubscript(m: Ptr, key: Ptr, value: Ptr): number {
  if (!isOpen(m) || !isWritable(m)) return -1
  if (PyIndex_Check(key)) return assignItem(m, key, value)
  if (Py_TYPE(key) !== PySlice_Type) {
    typeError('mmap indices must be integers')
    return -1
  }
  const r = sliceRange(key, get(m, SIZE))
  if (r === null) return -1
  if (value === 0) {
    typeError("mmap object doesn't support slice deletion")
    return -1
  }
  const done = withBuffer(value, (p, n) => {
    if (n !== r.count) return raiseInt(PyExc_IndexError, 'mmap slice assignment is wrong size')
    for (let k = 0, to = get(m, DATA) + r.start; k < n; k++, to += r.step) u8[to] = u8[p + k]
    return 0
  })
  return done ?? -1
}

function assignItem(m: Ptr, key: Ptr, value: Ptr): number {
  const i = index(m, key)
  if (i < 0) return -1
  if (value === 0 || !PyLong_Check(value)) {
    typeError(value === 0 ? "mmap doesn't support item deletion" : 'mmap item value must be an int')
    return -1
  }
  const v = PyNumber_AsSsize_t(value, 0)
  if (v < 0 || v > 255) return raiseInt(PyExc_ValueError, 'mmap item value must be in range(0, 256)')
  u8[get(m, DATA) + i] = v
  return 0
}

function repr(m: Ptr): Ptr {
  const isClosed = get(m, DATA) === 0
  const rest = isClosed ? '' : `, length=${get(m, SIZE)}, pos=${get(m, POS)}, offset=0`
  return newStr(`<mmap.mmap closed=${isClosed ? 'True' : 'False'}, access=${ACCESS_NAMES[get(m, ACCESS)]}${rest}>`)
}

const whenOpen = (f: (m: Ptr) => Ptr): MethodSpec => NOARGS((m) => (isOpen(m) ? f(m) : 0))

defineType(MMap_Type, {
  name: 'mmap.mmap',
  heap: true,
  basicsize: SIZEOF_MMAP,
  flags: L.TPFLAGS_DEFAULT | L.TPFLAGS_BASETYPE | L.TPFLAGS_HAVE_GC | L.TPFLAGS_IMMUTABLETYPE,
  weaklistoffset: WEAKREFLIST,
  new: create,
  dealloc,
  traverse: () => 0,
  repr,
  sequence: { length: (m) => (isOpen(m) ? get(m, SIZE) : -1), item },
  mapping: {
    length: (m) => (isOpen(m) ? get(m, SIZE) : -1),
    subscript,
    ass_subscript: assignSubscript,
  },
  buffer: {
    getbuffer: (m, view, flags) => {
      if (!isOpen(m)) return -1
      const r = PyBuffer_FillInfo(view, m, get(m, DATA), get(m, SIZE), get(m, ACCESS) === ACCESS_READ, flags)
      if (r === 0) i32[(m + EXPORTS) >> 2]++
      return r
    },
    releasebuffer: (m) => {
      i32[(m + EXPORTS) >> 2]--
    },
  },
  methods: {
    close: NOARGS(close),
    find: FAST((m, args, nargs) => find(m, args, nargs, false)),
    rfind: FAST((m, args, nargs) => find(m, args, nargs, true)),
    flush: FAST(flush),
    madvise: FAST(madvise),
    move: FAST(move),
    read: FAST(read),
    read_byte: NOARGS(readByte),
    readline: NOARGS(readline),
    resize: O(resize),
    seek: FAST(seek),
    size: whenOpen(() => osError(EBADF)),
    tell: whenOpen((m) => PyLong_FromLong(get(m, POS))),
    write: O(write),
    write_byte: O(writeByte),
    __enter__: whenOpen(Py_NewRef),
    __exit__: FAST(close),
  },
  getset: {
    closed: { get: (m: Ptr) => Py_NewRef(get(m, DATA) === 0 ? Py_True : Py_False) },
  },
})

/** Iteration gives bytes of length one, unlike indexing. */
function item(m: Ptr, i: number): Ptr {
  if (!isOpen(m)) return 0
  if (i < 0 || i >= get(m, SIZE)) return raise(PyExc_IndexError, 'mmap index out of range')
  return bytesAt(get(m, DATA) + i, 1)
}

const CONSTANTS: Record<string, number> = {
  PROT_EXEC: 4,
  PROT_READ: 1,
  PROT_WRITE: 2,
  MAP_SHARED: 1,
  MAP_PRIVATE: 2,
  MAP_DENYWRITE: 2048,
  MAP_EXECUTABLE: 4096,
  MAP_ANONYMOUS: 32,
  MAP_ANON: 32,
  MAP_POPULATE: 32768,
  MAP_STACK: 131072,
  PAGESIZE: PAGE_SIZE,
  ALLOCATIONGRANULARITY: PAGE_SIZE,
  ACCESS_DEFAULT: 0,
  ACCESS_READ: 1,
  ACCESS_WRITE: 2,
  ACCESS_COPY: 3,
  MADV_NORMAL: 0,
  MADV_RANDOM: 1,
  MADV_SEQUENTIAL: 2,
  MADV_WILLNEED: 3,
  MADV_DONTNEED: 4,
}

defineModule({
  name: 'mmap',
  types: [MMap_Type],
  exec: (_module, dict) => {
    for (const [name, v] of Object.entries(CONSTANTS)) if (addOwned(dict, name, PyLong_FromLong(v)) < 0) return -1
    return addOwned(dict, 'error', Py_NewRef(PyExc_OSError))
  },
})
