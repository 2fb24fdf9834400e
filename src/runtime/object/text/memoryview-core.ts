/** memoryview and managedbuffer objects: life cycle, shape and flags (CPython Objects/memoryobject.c). */
import { i32, type Ptr } from '../../memory/heap'
import { PyBUF_FULL_RO, PyBuffer_Release, PyObject_CheckBuffer, PyObject_GetBuffer } from '../abstract/buffer-protocol'
import { PyObject_GC_New, PyObject_GC_NewVar, PyObject_GC_Track, PyObject_GC_UnTrack } from '../alloc'
import { raise, raiseInt, typeError, typeNameOf } from '../errors'
import { Py_DECREF, Py_INCREF, Py_TYPE } from '../header'
import * as L from '../layout'
import { PyExc_BufferError, PyExc_ValueError, PyManagedBuffer_Type, PyMemoryView_Type } from '../types'
import { formatPtr, formatText, nativeFormat } from './memoryview-items'

/* managedbuffer [112]: 16 flags(4), 24 exports, 32 master (Py_buffer) */
const MBUF_FLAGS = 16
const MBUF_EXPORTS = 24
const MBUF_MASTER = 32
export const SIZEOF_MANAGED_BUFFER = 112
const MBUF_RELEASED = 1

export const MV_RELEASED = 1
export const MV_C = 2
export const MV_FORTRAN = 4
export const MV_SCALAR = 8
export const MV_PIL = 16

export const get = (p: Ptr, offset: number): number => i32[(p + offset) >> 2]
export function put(p: Ptr, offset: number, v: number): void {
  i32[(p + offset) >> 2] = v
  i32[(p + offset + 4) >> 2] = v >> 31
}

export const PyMemoryView_Check = (o: Ptr): boolean => Py_TYPE(o) === PyMemoryView_Type
/** The Py_buffer inside a memoryview. */
export const viewOf = (mv: Ptr): Ptr => mv + L.MV_VIEW
export const bufNdim = (view: Ptr): number => i32[(view + L.BUF_NDIM) >> 2]
export const bufLen = (view: Ptr): number => get(view, L.BUF_LEN)
export const bufItemsize = (view: Ptr): number => get(view, L.BUF_ITEMSIZE)
export const bufReadonly = (view: Ptr): boolean => i32[(view + L.BUF_READONLY) >> 2] !== 0
export const bufFormat = (view: Ptr): string => {
  const p = get(view, L.BUF_FORMAT)
  return p === 0 ? 'B' : formatText(p)
}
const arrayItem = (view: Ptr, field: number, i: number): number => get(get(view, field), 8 * i)
export const shape = (view: Ptr, i: number): number => arrayItem(view, L.BUF_SHAPE, i)
export const stride = (view: Ptr, i: number): number => arrayItem(view, L.BUF_STRIDES, i)
export const setShape = (view: Ptr, i: number, v: number): void => put(get(view, L.BUF_SHAPE), 8 * i, v)
export const setStride = (view: Ptr, i: number, v: number): void => put(get(view, L.BUF_STRIDES), 8 * i, v)

/** False with ValueError set after release(). */
export function notReleased(mv: Ptr): boolean {
  const mbuf = get(mv, L.MV_MBUF)
  if ((i32[(mv + L.MV_FLAGS) >> 2] & MV_RELEASED) === 0 && (i32[(mbuf + MBUF_FLAGS) >> 2] & MBUF_RELEASED) === 0)
    return true
  return raise(PyExc_ValueError, 'operation forbidden on released memoryview object') !== 0
}

/** A managedbuffer that holds a buffer of o. */
function managedBuffer(o: Ptr): Ptr {
  const m = PyObject_GC_New(PyManagedBuffer_Type, SIZEOF_MANAGED_BUFFER)
  if (m === 0) return 0
  for (let p = m + 16; p < m + SIZEOF_MANAGED_BUFFER; p += 4) i32[p >> 2] = 0
  PyObject_GC_Track(m)
  if (PyObject_GetBuffer(o, m + MBUF_MASTER, PyBUF_FULL_RO) < 0) {
    put(m, MBUF_MASTER + L.BUF_OBJ, 0)
    Py_DECREF(m)
    return 0
  }
  return m
}

export function releaseManaged(m: Ptr): void {
  if (i32[(m + MBUF_FLAGS) >> 2] & MBUF_RELEASED) return
  i32[(m + MBUF_FLAGS) >> 2] |= MBUF_RELEASED
  PyObject_GC_UnTrack(m)
  PyBuffer_Release(m + MBUF_MASTER)
}
export const managedObject = (m: Ptr): Ptr => get(m, MBUF_MASTER + L.BUF_OBJ)

function memoryAlloc(ndim: number): Ptr {
  const mv = PyObject_GC_NewVar(PyMemoryView_Type, 3 * ndim)
  if (mv === 0) return 0
  for (let p = mv + L.MV_MBUF; p < mv + L.MV_ARRAY + 24 * ndim; p += 4) i32[p >> 2] = 0
  put(mv, L.MV_HASH, -1)
  const view = viewOf(mv)
  i32[(view + L.BUF_NDIM) >> 2] = ndim
  put(view, L.BUF_SHAPE, mv + L.MV_ARRAY)
  put(view, L.BUF_STRIDES, mv + L.MV_ARRAY + 8 * ndim)
  put(view, L.BUF_SUBOFFSETS, mv + L.MV_ARRAY + 16 * ndim)
  PyObject_GC_Track(mv)
  return mv
}

/** Recomputes the length from the shape (init_len). */
export function initLen(view: Ptr): void {
  let n = bufItemsize(view)
  for (let i = 0; i < bufNdim(view); i++) n *= shape(view, i)
  put(view, L.BUF_LEN, n)
}

function contiguous(view: Ptr, fortran: boolean): boolean {
  let expected = bufItemsize(view)
  const ndim = bufNdim(view)
  for (let k = 0; k < ndim; k++) {
    const i = fortran ? k : ndim - 1 - k
    if (shape(view, i) > 1 && stride(view, i) !== expected) return false
    expected *= shape(view, i)
  }
  return true
}

/** Contiguity flags of a view (init_flags). */
export function initFlags(mv: Ptr): void {
  const view = viewOf(mv)
  const ndim = bufNdim(view)
  let flags = 0
  if (ndim === 0) flags = MV_SCALAR | MV_C | MV_FORTRAN
  else if (ndim === 1) flags = shape(view, 0) === 1 || stride(view, 0) === bufItemsize(view) ? MV_C | MV_FORTRAN : 0
  else flags = (contiguous(view, false) ? MV_C : 0) | (contiguous(view, true) ? MV_FORTRAN : 0)
  i32[(mv + L.MV_FLAGS) >> 2] = flags
}

/** A memoryview on the managed buffer with the properties of the Py_buffer src (its master when 0) (mbuf_add_view). */
export function addView(mbuf: Ptr, source = mbuf + MBUF_MASTER): Ptr {
  const ndim = bufNdim(source)
  const mv = memoryAlloc(ndim)
  if (mv === 0) return 0
  const view = viewOf(mv)
  for (const f of [L.BUF_OBJ, L.BUF_BUF, L.BUF_LEN, L.BUF_ITEMSIZE, L.BUF_INTERNAL]) put(view, f, get(source, f))
  i32[(view + L.BUF_READONLY) >> 2] = i32[(source + L.BUF_READONLY) >> 2]
  put(view, L.BUF_FORMAT, get(source, L.BUF_FORMAT) || formatPtr('B'))
  if (ndim === 1) {
    setShape(view, 0, get(source, L.BUF_SHAPE) ? shape(source, 0) : Math.floor(bufLen(source) / bufItemsize(source)))
    setStride(view, 0, get(source, L.BUF_STRIDES) ? stride(source, 0) : bufItemsize(source))
  } else {
    for (let i = 0; i < ndim; i++) setShape(view, i, shape(source, i))
    if (get(source, L.BUF_STRIDES)) for (let i = 0; i < ndim; i++) setStride(view, i, stride(source, i))
    else stridesFromShape(view)
  }
  put(view, L.BUF_SUBOFFSETS, 0)
  initFlags(mv)
  put(mv, L.MV_MBUF, mbuf)
  Py_INCREF(mbuf)
  put(mbuf, MBUF_EXPORTS, get(mbuf, MBUF_EXPORTS) + 1)
  return mv
}

/** C-contiguous strides. */
export function stridesFromShape(view: Ptr): void {
  let n = bufItemsize(view)
  for (let i = bufNdim(view) - 1; i >= 0; i--) {
    setStride(view, i, n)
    n *= shape(view, i)
  }
}

/** As addView with room for another number of dimensions; shape and strides are left to the caller. */
export function addViewNdim(mv: Ptr, ndim: number): Ptr {
  const source = viewOf(mv)
  const mbuf = get(mv, L.MV_MBUF)
  const out = memoryAlloc(ndim)
  if (out === 0) return 0
  const view = viewOf(out)
  for (const f of [L.BUF_OBJ, L.BUF_BUF, L.BUF_LEN, L.BUF_ITEMSIZE, L.BUF_INTERNAL, L.BUF_FORMAT])
    put(view, f, get(source, f))
  i32[(view + L.BUF_READONLY) >> 2] = i32[(source + L.BUF_READONLY) >> 2]
  put(view, L.BUF_SUBOFFSETS, 0)
  put(out, L.MV_MBUF, mbuf)
  Py_INCREF(mbuf)
  put(mbuf, MBUF_EXPORTS, get(mbuf, MBUF_EXPORTS) + 1)
  return out
}

/** memoryview(o): new reference. */
export function PyMemoryView_FromObject(o: Ptr): Ptr {
  if (PyMemoryView_Check(o)) return notReleased(o) ? addView(get(o, L.MV_MBUF), viewOf(o)) : 0
  if (!PyObject_CheckBuffer(o)) {
    return typeError(`memoryview: a bytes-like object is required, not '${typeNameOf(o)}'`)
  }
  const mbuf = managedBuffer(o)
  if (mbuf === 0) return 0
  const mv = addView(mbuf)
  Py_DECREF(mbuf)
  return mv
}

/** release(): 0, or -1 with BufferError set while the view itself is exported. */
export function memoryRelease(mv: Ptr): number {
  if (i32[(mv + L.MV_FLAGS) >> 2] & MV_RELEASED) return 0
  const exports = get(mv, L.MV_EXPORTS)
  if (exports > 0) {
    return raiseInt(PyExc_BufferError, `memoryview has ${exports} exported buffer${exports === 1 ? '' : 's'}`)
  }
  i32[(mv + L.MV_FLAGS) >> 2] |= MV_RELEASED
  const mbuf = get(mv, L.MV_MBUF)
  if (mbuf === 0) return 0
  put(mbuf, MBUF_EXPORTS, get(mbuf, MBUF_EXPORTS) - 1)
  if (get(mbuf, MBUF_EXPORTS) === 0) releaseManaged(mbuf)
  return 0
}

/** The native format character of a view; '' with NotImplementedError-like messages left to the caller. */
export const viewFormat = (view: Ptr): string => nativeFormat(bufFormat(view))
