/** bytearray objects: memory and resizing (CPython Objects/bytearrayobject.c). */
import { objDataFree, objDataMalloc, objDataRealloc } from '../../memory/domains'
import { i32, type Ptr, u8 } from '../../memory/heap'
import { staticAlloc } from '../../memory/static-data'
import { PyObject_New } from '../alloc'
import { raiseInt } from '../errors'
import { PyErr_NoMemory } from '../errors-core'
import { Py_DECREF, Py_SET_SIZE, Py_SIZE } from '../header'
import { BYTEARRAY_ALLOC, BYTEARRAY_BYTES, BYTEARRAY_EXPORTS, BYTEARRAY_START, SIZEOF_BYTEARRAY } from '../layout'
import { PyByteArray_Type, PyExc_BufferError } from '../types'
import { memcpy, memmove } from './mem'

const field = (o: Ptr, offset: number): number => i32[(o + offset) >> 2]
function set(o: Ptr, offset: number, v: number): void {
  i32[(o + offset) >> 2] = v
  i32[(o + offset + 4) >> 2] = 0
}

/** What the data address of an empty bytearray without a buffer is: a NUL byte. */
const EMPTY_DATA: Ptr = staticAlloc(8, 8)

export const PyByteArray_AS_STRING = (o: Ptr): Ptr => (Py_SIZE(o) > 0 ? field(o, BYTEARRAY_START) : EMPTY_DATA)
export const bytearrayAlloc = (o: Ptr): number => field(o, BYTEARRAY_ALLOC)
export const bytearrayExports = (o: Ptr): number => field(o, BYTEARRAY_EXPORTS)

/** A new bytearray of n bytes, from p when not 0. */
export function PyByteArray_FromStringAndSize(p: Ptr, n: number): Ptr {
  const o = PyObject_New(PyByteArray_Type, SIZEOF_BYTEARRAY)
  if (o === 0) return 0
  Py_SET_SIZE(o, 0)
  for (const offset of [BYTEARRAY_ALLOC, BYTEARRAY_BYTES, BYTEARRAY_START, BYTEARRAY_EXPORTS]) set(o, offset, 0)
  if (n === 0) return o
  const data = objDataMalloc(n + 1)
  if (data === 0) {
    Py_DECREF(o)
    return PyErr_NoMemory()
  }
  if (p !== 0) memcpy(data, p, n)
  u8[data + n] = 0
  set(o, BYTEARRAY_BYTES, data)
  set(o, BYTEARRAY_START, data)
  set(o, BYTEARRAY_ALLOC, n + 1)
  Py_SET_SIZE(o, n)
  return o
}

/** False with BufferError set while somebody looks at the bytes. */
export function canResize(o: Ptr): boolean {
  if (field(o, BYTEARRAY_EXPORTS) <= 0) return true
  raiseInt(PyExc_BufferError, 'Existing exports of data: object cannot be re-sized')
  return false
}

/** Changes the length to n; 0 or -1. */
export function PyByteArray_Resize(o: Ptr, n: number): number {
  const old = Py_SIZE(o)
  if (n === old) return 0
  if (!canResize(o)) return -1
  let alloc = field(o, BYTEARRAY_ALLOC)
  const bytes = field(o, BYTEARRAY_BYTES)
  const start = field(o, BYTEARRAY_START)
  const offset = start - bytes
  if (n + offset + 1 <= alloc) {
    if (n >= Math.floor(alloc / 2)) {
      Py_SET_SIZE(o, n)
      u8[start + n] = 0
      return 0
    }
    alloc = n + 1
  } else alloc = n <= alloc * 1.125 ? n + (n >> 3) + (n < 9 ? 3 : 6) : n + 1
  if (alloc > 0x7ffffff0) return PyErr_NoMemory() - 1
  let data: Ptr
  if (offset > 0) {
    data = objDataMalloc(alloc)
    if (data === 0) return PyErr_NoMemory() - 1
    memcpy(data, start, Math.min(n, old))
    objDataFree(bytes)
  } else {
    data = bytes === 0 ? objDataMalloc(alloc) : objDataRealloc(bytes, alloc)
    if (data === 0) return PyErr_NoMemory() - 1
  }
  set(o, BYTEARRAY_BYTES, data)
  set(o, BYTEARRAY_START, data)
  set(o, BYTEARRAY_ALLOC, alloc)
  Py_SET_SIZE(o, n)
  u8[data + n] = 0
  return 0
}

/** self[lo:hi] = the n bytes at p, which must not be part of self; 0 or -1 (bytearray_setslice_linear). */
export function setSlice(o: Ptr, lo: number, hi: number, p: Ptr, n: number): number {
  const growth = n - (hi - lo)
  const size = Py_SIZE(o)
  if (growth < 0) {
    if (!canResize(o)) return -1
    const start = field(o, BYTEARRAY_START)
    // deleting in front only advances the start
    if (lo === 0) set(o, BYTEARRAY_START, start - growth)
    else memmove(start + lo + n, start + hi, size - hi)
    if (PyByteArray_Resize(o, size + growth) < 0) return -1
  } else if (growth > 0) {
    if (PyByteArray_Resize(o, size + growth) < 0) return -1
    const start = field(o, BYTEARRAY_START)
    memmove(start + lo + n, start + hi, size - hi)
  }
  if (n > 0) memcpy(field(o, BYTEARRAY_START) + lo, p, n)
  return 0
}

export function addExport(o: Ptr, delta: number): void {
  set(o, BYTEARRAY_EXPORTS, field(o, BYTEARRAY_EXPORTS) + delta)
}

export function freeBuffer(o: Ptr): void {
  const bytes = field(o, BYTEARRAY_BYTES)
  if (bytes !== 0) objDataFree(bytes)
}
