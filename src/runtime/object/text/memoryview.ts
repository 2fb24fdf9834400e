/** The memoryview type (CPython Objects/memoryobject.c). */
import { i32, type Ptr, u8 } from '../../memory/heap'
import {
  PyBUF_ANY_CONTIGUOUS,
  PyBUF_C_CONTIGUOUS,
  PyBUF_F_CONTIGUOUS,
  PyBUF_FORMAT,
  PyBUF_ND,
  PyBUF_STRIDES,
  PyBUF_WRITABLE,
  PyObject_CheckBuffer,
} from '../abstract/buffer-protocol'
import { PyObject_SelfIter } from '../abstract/iter-protocol'
import { PyIndex_Check, PyNumber_AsSsize_t } from '../abstract/number-protocol'
import { hashFailed, hexAddress, PyObject_Hash, PyObject_RichCompareBool } from '../abstract/object-protocol'
import { PyObject_GC_Del, PyObject_GC_New, PyObject_GC_Track, PyObject_GC_UnTrack } from '../alloc'
import { PyList_New, PyList_SET_ITEM } from '../container/list-core'
import { PyTuple_Check, PyTuple_GET_ITEM, PyTuple_New, PyTuple_SET_ITEM } from '../container/tuple-core'
import { defineType, FASTKW, type GetSetSpec, NOARGS, VARARGS } from '../define'
import { raise, raiseInt, typeError } from '../errors'
import { PyErr_Clear, PyErr_Occurred } from '../errors-core'
import { Py_CLEAR, Py_DECREF, Py_INCREF, Py_NewRef, Py_SIZE, Py_TYPE } from '../header'
import { HASH_HI } from '../interp'
import * as L from '../layout'
import { PyLong_FromSsize_t } from '../number/int-core'
import { bindArgs } from '../type/arg-parse'
import { PyObject_ClearWeakRefs } from '../type/weakref-core'
import {
  Py_False,
  Py_None,
  Py_NotImplemented,
  Py_True,
  PyExc_BufferError,
  PyExc_IndexError,
  PyExc_NotImplementedError,
  PyExc_TypeError,
  PyExc_ValueError,
  PyManagedBuffer_Type,
  PyMemoryView_Type,
  PySlice_Type,
  staticType,
} from '../types'
import { bindTupleArgs, sliceRange, textArg } from './arg-convert'
import { contiguousBytes, flatten } from './buffer-copy'
import { PyBytes_AS_STRING, PyBytes_FromSize } from './bytes-core'
import { bytesHex } from './bytes-hex'
import { castView } from './memoryview-cast'
import * as M from './memoryview-core'
import { packItem, unpackItem } from './memoryview-items'
import { hashBytes } from './siphash'
import { newStr } from './str-core'

const view = M.viewOf
const bool = (b: boolean): Ptr => Py_NewRef(b ? Py_True : Py_False)
const notImplemented = (text: string): 0 => raise(PyExc_NotImplementedError, text)

/** The format character for item access; '' + NotImplementedError. */
function itemFormat(mv: Ptr): string {
  const c = M.viewFormat(view(mv))
  if (c === '') notImplemented(`memoryview: format ${M.bufFormat(view(mv))} not supported`)
  return c
}

/** Address of item i of dimension dim of a block at p; 0 + IndexError. */
function lookup(v: Ptr, p: Ptr, dim: number, i: number): Ptr {
  const n = M.shape(v, dim)
  const at = i < 0 ? i + n : i
  if (at < 0 || at >= n) return raise(PyExc_IndexError, `index out of bounds on dimension ${dim + 1}`)
  return p + at * M.stride(v, dim)
}

const isMultiIndex = (key: Ptr): boolean => {
  if (!PyTuple_Check(key)) return false
  for (let i = 0; i < Py_SIZE(key); i++) if (!PyIndex_Check(PyTuple_GET_ITEM(key, i))) return false
  return true
}

const isMultiSlice = (key: Ptr): boolean => {
  if (!PyTuple_Check(key) || Py_SIZE(key) === 0) return false
  for (let i = 0; i < Py_SIZE(key); i++) if (Py_TYPE(PyTuple_GET_ITEM(key, i)) !== PySlice_Type) return false
  return true
}

/** Address that an index or a tuple of indexes names; 0 + error. */
function itemAddress(mv: Ptr, key: Ptr): Ptr {
  const v = view(mv)
  const ndim = M.bufNdim(v)
  const indexes = PyTuple_Check(key) ? Array.from({ length: Py_SIZE(key) }, (_, i) => PyTuple_GET_ITEM(key, i)) : [key]
  if (indexes.length > ndim) {
    return typeError(`cannot index ${ndim}-dimension view with ${indexes.length}-element tuple`)
  }
  if (indexes.length < ndim)
    return notImplemented(
      PyTuple_Check(key) ? 'sub-views are not implemented' : 'multi-dimensional sub-views are not implemented',
    )
  let p = M.get(v, L.BUF_BUF)
  for (let d = 0; d < indexes.length; d++) {
    const i = PyNumber_AsSsize_t(indexes[d], PyExc_IndexError)
    if (i === -1 && PyErr_Occurred()) return 0
    // __index__ may have released the view
    if (!M.notReleased(mv)) return 0
    p = lookup(v, p, d, i)
    if (p === 0) return 0
  }
  return p
}

function sliced(mv: Ptr, key: Ptr): Ptr {
  const out = M.addView(M.get(mv, L.MV_MBUF), view(mv))
  if (out === 0) return 0
  const v = view(out)
  const r = sliceRange(key, M.shape(v, 0))
  if (r === null) {
    Py_DECREF(out)
    return 0
  }
  M.put(v, L.BUF_BUF, M.get(v, L.BUF_BUF) + M.stride(v, 0) * r.start)
  M.setShape(v, 0, Math.max(0, r.count))
  M.setStride(v, 0, M.stride(v, 0) * r.step)
  M.initLen(v)
  M.initFlags(out)
  return out
}

function subscript(mv: Ptr, key: Ptr): Ptr {
  if (!M.notReleased(mv)) return 0
  const v = view(mv)
  if (M.bufNdim(v) === 0) {
    if (PyTuple_Check(key) && Py_SIZE(key) === 0) {
      const c = itemFormat(mv)
      return c === '' ? 0 : unpackItem(M.get(v, L.BUF_BUF), c)
    }
    return typeError('invalid indexing of 0-dim memory')
  }
  if (PyIndex_Check(key) || isMultiIndex(key)) {
    const c = itemFormat(mv)
    const p = c === '' ? 0 : itemAddress(mv, key)
    return p === 0 ? 0 : unpackItem(p, c)
  }
  if (Py_TYPE(key) === PySlice_Type) return sliced(mv, key)
  if (isMultiSlice(key)) return notImplemented('multi-dimensional slicing is not implemented')
  return typeError('memoryview: invalid slice key')
}

function assSubscript(mv: Ptr, key: Ptr, value: Ptr): number {
  if (!M.notReleased(mv)) return -1
  const v = view(mv)
  if (M.bufReadonly(v)) return raiseInt(PyExc_TypeError, 'cannot modify read-only memory')
  if (value === 0) return raiseInt(PyExc_TypeError, 'cannot delete memory')
  const c = itemFormat(mv)
  if (c === '') return -1
  if (M.bufNdim(v) === 0) {
    if (PyTuple_Check(key) && Py_SIZE(key) === 0)
      return packItem(M.get(v, L.BUF_BUF), value, c, M.bufFormat(v), () => M.notReleased(mv))
    return raiseInt(PyExc_TypeError, 'invalid indexing of 0-dim memory')
  }
  if (PyIndex_Check(key) || isMultiIndex(key)) {
    const p = itemAddress(mv, key)
    return p === 0 ? -1 : packItem(p, value, c, M.bufFormat(v), () => M.notReleased(mv))
  }
  if (Py_TYPE(key) !== PySlice_Type) {
    if (isMultiSlice(key)) notImplemented('memoryview slice assignments are currently restricted to ndim = 1')
    else typeError('memoryview: invalid slice key')
    return -1
  }
  if (M.bufNdim(v) !== 1) return notImplemented('memoryview slice assignments are currently restricted to ndim = 1') - 1
  return assignSlice(mv, key, value)
}

function assignSlice(mv: Ptr, key: Ptr, value: Ptr): number {
  const source = M.PyMemoryView_FromObject(value)
  if (source === 0) return -1
  const target = sliced(mv, key)
  let r = -1
  if (target !== 0) {
    const from = view(source)
    const to = view(target)
    const same =
      M.bufNdim(from) === 1 &&
      M.viewFormat(from) === M.viewFormat(to) &&
      M.shape(from, 0) === M.shape(to, 0) &&
      M.bufItemsize(from) === M.bufItemsize(to)
    if (!same) {
      raise(PyExc_ValueError, 'memoryview assignment: lvalue and rvalue have different structures')
    } else {
      const bytes = flatten(from)
      const size = M.bufItemsize(to)
      for (let i = 0; i < M.shape(to, 0); i++) {
        u8.set(bytes.subarray(i * size, (i + 1) * size), M.get(to, L.BUF_BUF) + i * M.stride(to, 0))
      }
      r = 0
    }
    Py_DECREF(target)
  }
  Py_DECREF(source)
  return r
}

function tobytes(mv: Ptr, args: Ptr, nargs: number, kwnames: Ptr): Ptr {
  const a = bindArgs('tobytes', ['order'], {}, args, nargs, kwnames)
  if (a === null) return 0
  const order = a[0] === 0 || a[0] === Py_None ? 'C' : textArg('tobytes', "argument 'order'", a[0])
  if (order === null || !M.notReleased(mv)) return 0
  if (!['C', 'F', 'A'].includes(order)) return raise(PyExc_ValueError, "order must be 'C', 'F' or 'A'")
  const v = view(mv)
  const fortran =
    order === 'F' || (order === 'A' && (i32[(mv + L.MV_FLAGS) >> 2] & (M.MV_C | M.MV_FORTRAN)) === M.MV_FORTRAN)
  const bytes = fortran ? flatten(v, true) : contiguousBytes(v)
  const o = PyBytes_FromSize(bytes.length)
  if (o !== 0 && bytes.length > 0) u8.set(bytes, PyBytes_AS_STRING(o))
  return o
}

function toList(v: Ptr, c: string, p: Ptr, dim: number): Ptr {
  const n = M.shape(v, dim)
  const list = PyList_New(n)
  if (list === 0) return 0
  for (let i = 0; i < n; i++) {
    const q = p + i * M.stride(v, dim)
    const item = dim === M.bufNdim(v) - 1 ? unpackItem(q, c) : toList(v, c, q, dim + 1)
    if (item === 0) {
      Py_DECREF(list)
      return 0
    }
    PyList_SET_ITEM(list, i, item)
  }
  return list
}

function tolist(mv: Ptr): Ptr {
  if (!M.notReleased(mv)) return 0
  const c = itemFormat(mv)
  if (c === '') return 0
  const v = view(mv)
  const p = M.get(v, L.BUF_BUF)
  return M.bufNdim(v) === 0 ? unpackItem(p, c) : toList(v, c, p, 0)
}

function hex(mv: Ptr, args: Ptr, nargs: number, kwnames: Ptr): Ptr {
  if (!M.notReleased(mv)) return 0
  const v = view(mv)
  const bytes = contiguousBytes(v)
  const o = PyBytes_FromSize(bytes.length)
  if (o === 0) return 0
  if (bytes.length > 0) u8.set(bytes, PyBytes_AS_STRING(o))
  const r = bytesHex(PyBytes_AS_STRING(o), bytes.length, args, nargs, kwnames)
  Py_DECREF(o)
  return r
}

function toreadonly(mv: Ptr): Ptr {
  if (!M.notReleased(mv)) return 0
  const out = M.addView(M.get(mv, L.MV_MBUF), view(mv))
  if (out !== 0) i32[(view(out) + L.BUF_READONLY) >> 2] = 1
  return out
}

const release = (mv: Ptr): Ptr => (M.memoryRelease(mv) < 0 ? 0 : Py_NewRef(Py_None))

function hash(mv: Ptr): number {
  const fail = (text: string): number => {
    raise(PyExc_ValueError, text)
    i32[HASH_HI >> 2] = -1
    return -1
  }
  const lo = M.get(mv, L.MV_HASH)
  const hi = M.get(mv, L.MV_HASH + 4)
  if (lo !== -1 || hi !== -1) {
    i32[HASH_HI >> 2] = hi
    return lo
  }
  if (!M.notReleased(mv)) {
    i32[HASH_HI >> 2] = -1
    return -1
  }
  const v = view(mv)
  if (!M.bufReadonly(v)) return fail('cannot hash writable memoryview object')
  if (!['B', 'b', 'c'].includes(M.viewFormat(v))) {
    return fail("memoryview: hashing is restricted to formats 'B', 'b' or 'c'")
  }
  const owner = M.get(v, L.BUF_OBJ)
  if (owner !== 0 && hashFailed(PyObject_Hash(owner))) return -1
  const bytes = contiguousBytes(v)
  const o = PyBytes_FromSize(bytes.length)
  if (o === 0) return -1
  if (bytes.length > 0) u8.set(bytes, PyBytes_AS_STRING(o))
  const h = hashBytes(PyBytes_AS_STRING(o), bytes.length)
  Py_DECREF(o)
  i32[(mv + L.MV_HASH) >> 2] = h
  i32[(mv + L.MV_HASH + 4) >> 2] = i32[HASH_HI >> 2]
  return h
}

function equalItems(a: Ptr, b: Ptr): number {
  const ca = M.viewFormat(a)
  const cb = M.viewFormat(b)
  if (ca === '' || cb === '' || M.bufNdim(a) !== M.bufNdim(b)) return 0
  for (let d = 0; d < M.bufNdim(a); d++) if (M.shape(a, d) !== M.shape(b, d)) return 0
  const pa = M.bufNdim(a) === 0 ? unpackItem(M.get(a, L.BUF_BUF), ca) : toList(a, ca, M.get(a, L.BUF_BUF), 0)
  const pb =
    pa === 0 ? 0 : M.bufNdim(b) === 0 ? unpackItem(M.get(b, L.BUF_BUF), cb) : toList(b, cb, M.get(b, L.BUF_BUF), 0)
  const r = pb === 0 ? -1 : PyObject_RichCompareBool(pa, pb, L.Py_EQ)
  if (pa !== 0) Py_DECREF(pa)
  if (pb !== 0) Py_DECREF(pb)
  return r
}

function richcompare(a: Ptr, b: Ptr, op: number): Ptr {
  if (op !== L.Py_EQ && op !== L.Py_NE) return Py_NewRef(Py_NotImplemented)
  const released = (i32[(a + L.MV_FLAGS) >> 2] & M.MV_RELEASED) !== 0
  if (released) return bool((a === b) === (op === L.Py_EQ))
  if (!PyObject_CheckBuffer(b)) return Py_NewRef(Py_NotImplemented)
  const other = M.PyMemoryView_FromObject(b)
  if (other === 0) {
    PyErr_Clear()
    return Py_NewRef(Py_NotImplemented)
  }
  const r = equalItems(view(a), view(other))
  Py_DECREF(other)
  return r < 0 ? 0 : bool((r === 1) === (op === L.Py_EQ))
}

function getbuffer(mv: Ptr, out: Ptr, flags: number): number {
  if (!M.notReleased(mv)) return -1
  const v = view(mv)
  const has = (f: number): boolean => (flags & f) === f
  const error = (text: string): number => raiseInt(PyExc_BufferError, text)
  M.put(out, L.BUF_OBJ, 0)
  const mvFlags = i32[(mv + L.MV_FLAGS) >> 2]
  if (flags & PyBUF_WRITABLE && M.bufReadonly(v)) return error('memoryview: underlying buffer is not writable')
  if (has(PyBUF_C_CONTIGUOUS) && !(mvFlags & M.MV_C)) return error('memoryview: underlying buffer is not C-contiguous')
  if (has(PyBUF_F_CONTIGUOUS) && !(mvFlags & M.MV_FORTRAN)) {
    return error('memoryview: underlying buffer is not Fortran contiguous')
  }
  if (has(PyBUF_ANY_CONTIGUOUS) && !(mvFlags & (M.MV_C | M.MV_FORTRAN))) {
    return error('memoryview: underlying buffer is not contiguous')
  }
  if (!has(PyBUF_STRIDES) && !(mvFlags & M.MV_C)) return error('memoryview: underlying buffer is not C-contiguous')
  if (!has(PyBUF_ND) && flags & PyBUF_FORMAT) {
    return error('memoryview: cannot cast to unsigned bytes if the format flag is present')
  }
  for (let o = 0; o < L.SIZEOF_BUFFER; o += 4) i32[(out + o) >> 2] = i32[(v + o) >> 2]
  if (!(flags & PyBUF_FORMAT)) M.put(out, L.BUF_FORMAT, 0)
  if (!has(PyBUF_STRIDES)) M.put(out, L.BUF_STRIDES, 0)
  if (!has(PyBUF_ND)) {
    i32[(out + L.BUF_NDIM) >> 2] = 1
    M.put(out, L.BUF_SHAPE, 0)
  }
  M.put(out, L.BUF_OBJ, mv)
  Py_INCREF(mv)
  M.put(mv, L.MV_EXPORTS, M.get(mv, L.MV_EXPORTS) + 1)
  return 0
}

function intTuple(mv: Ptr, f: (v: Ptr, i: number) => number): Ptr {
  const v = view(mv)
  const n = M.bufNdim(v)
  const t = PyTuple_New(n)
  if (t === 0) return 0
  for (let i = 0; i < n; i++) PyTuple_SET_ITEM(t, i, PyLong_FromSsize_t(f(v, i)))
  return t
}

const attribute = (f: (mv: Ptr) => Ptr): GetSetSpec => ({ get: (mv) => (M.notReleased(mv) ? f(mv) : 0) })
const flagged = (bits: number): GetSetSpec => attribute((mv) => bool((i32[(mv + L.MV_FLAGS) >> 2] & bits) !== 0))

const length = (mv: Ptr): number => {
  if (!M.notReleased(mv)) return -1
  return M.bufNdim(view(mv)) === 0 ? 1 : M.shape(view(mv), 0)
}

const IT_LENGTH = 32
const MemoryIter_Type = staticType()

function iter(mv: Ptr): Ptr {
  if (!M.notReleased(mv)) return 0
  if (M.bufNdim(view(mv)) === 0) return typeError('invalid indexing of 0-dim memory')
  if (M.bufNdim(view(mv)) !== 1) return notImplemented('multi-dimensional sub-views are not implemented')
  if (itemFormat(mv) === '') return 0
  const it = PyObject_GC_New(MemoryIter_Type, 48)
  if (it === 0) return 0
  M.put(it, L.IT_INDEX, 0)
  M.put(it, L.IT_SEQ, Py_NewRef(mv))
  M.put(it, IT_LENGTH, length(mv))
  M.put(it, 40, 0)
  PyObject_GC_Track(it)
  return it
}

function iternext(it: Ptr): Ptr {
  const mv = M.get(it, L.IT_SEQ)
  if (mv === 0) return 0
  const i = M.get(it, L.IT_INDEX)
  if (i < M.get(it, IT_LENGTH)) {
    M.put(it, L.IT_INDEX, i + 1)
    if (!M.notReleased(mv)) return 0
    const v = view(mv)
    return unpackItem(M.get(v, L.BUF_BUF) + i * M.stride(v, 0), M.viewFormat(v))
  }
  M.put(it, L.IT_SEQ, 0)
  Py_DECREF(mv)
  return 0
}

const getMbuf = (mv: Ptr): Ptr => M.get(mv, L.MV_MBUF)

defineType(PyMemoryView_Type, {
  name: 'memoryview',
  basicsize: L.SIZEOF_MEMORYVIEW,
  itemsize: 8,
  flags: L.TPFLAGS_DEFAULT | L.TPFLAGS_HAVE_GC | L.TPFLAGS_SEQUENCE,
  doc: 'Create a new memoryview object which references the given object.',
  weaklistoffset: L.MV_WEAKREFLIST,
  dealloc: (mv) => {
    PyObject_GC_UnTrack(mv)
    M.memoryRelease(mv)
    Py_CLEAR(mv + L.MV_MBUF)
    if (M.get(mv, L.MV_WEAKREFLIST) !== 0) PyObject_ClearWeakRefs(mv)
    PyObject_GC_Del(mv)
  },
  traverse: (mv, visit) => (getMbuf(mv) !== 0 ? visit(getMbuf(mv)) : 0),
  clear: (mv) => {
    M.memoryRelease(mv)
    Py_CLEAR(mv + L.MV_MBUF)
    return 0
  },
  repr: (mv) => {
    const state = i32[(mv + L.MV_FLAGS) >> 2] & M.MV_RELEASED ? 'released memory' : 'memory'
    return newStr(`<${state} at ${hexAddress(mv)}>`)
  },
  hash,
  richcompare,
  iter,
  new: (_type, args, kwds) => {
    const a = bindTupleArgs('memoryview', ['object'], { required: 1 }, args, kwds)
    return a === null ? 0 : M.PyMemoryView_FromObject(a[0])
  },
  sequence: {
    length,
    item: (mv, i) => {
      const index = PyLong_FromSsize_t(i)
      const r = index === 0 ? 0 : subscript(mv, index)
      if (index !== 0) Py_DECREF(index)
      return r
    },
  },
  mapping: { length, subscript, ass_subscript: assSubscript },
  buffer: {
    getbuffer,
    releasebuffer: (mv) => M.put(mv, L.MV_EXPORTS, M.get(mv, L.MV_EXPORTS) - 1),
  },
  methods: {
    release: NOARGS(release),
    tobytes: FASTKW(tobytes),
    hex: FASTKW(hex),
    tolist: NOARGS(tolist),
    cast: FASTKW(castView),
    toreadonly: NOARGS(toreadonly),
    __enter__: NOARGS((mv) => (M.notReleased(mv) ? Py_NewRef(mv) : 0)),
    __exit__: VARARGS((mv) => release(mv)),
  },
  getset: {
    obj: attribute((mv) => Py_NewRef(M.get(view(mv), L.BUF_OBJ) || Py_None)),
    nbytes: attribute((mv) => PyLong_FromSsize_t(M.bufLen(view(mv)))),
    readonly: attribute((mv) => bool(M.bufReadonly(view(mv)))),
    itemsize: attribute((mv) => PyLong_FromSsize_t(M.bufItemsize(view(mv)))),
    format: attribute((mv) => newStr(M.bufFormat(view(mv)))),
    ndim: attribute((mv) => PyLong_FromSsize_t(M.bufNdim(view(mv)))),
    shape: attribute((mv) => intTuple(mv, M.shape)),
    strides: attribute((mv) => intTuple(mv, M.stride)),
    suboffsets: attribute(() => PyTuple_New(0)),
    c_contiguous: flagged(M.MV_C),
    f_contiguous: flagged(M.MV_FORTRAN),
    contiguous: flagged(M.MV_C | M.MV_FORTRAN),
  },
})

defineType(MemoryIter_Type, {
  name: 'memory_iterator',
  basicsize: 48,
  flags: L.TPFLAGS_DEFAULT | L.TPFLAGS_HAVE_GC,
  dealloc: (it) => {
    PyObject_GC_UnTrack(it)
    Py_CLEAR(it + L.IT_SEQ)
    PyObject_GC_Del(it)
  },
  traverse: (it, visit) => (M.get(it, L.IT_SEQ) !== 0 ? visit(M.get(it, L.IT_SEQ)) : 0),
  iter: PyObject_SelfIter,
  iternext,
})

defineType(PyManagedBuffer_Type, {
  name: 'managedbuffer',
  basicsize: M.SIZEOF_MANAGED_BUFFER,
  flags: L.TPFLAGS_DEFAULT | L.TPFLAGS_HAVE_GC,
  dealloc: (m) => {
    M.releaseManaged(m)
    PyObject_GC_UnTrack(m)
    PyObject_GC_Del(m)
  },
  traverse: (m, visit) => (M.managedObject(m) !== 0 ? visit(M.managedObject(m)) : 0),
  clear: (m) => {
    M.releaseManaged(m)
    return 0
  },
})
