/** bytes objects: layout, creation, conversion from and to JavaScript (CPython Objects/bytesobject.c). */
import { objMalloc, objRealloc } from '../../memory/domains'
import { i32, type Ptr, u8 } from '../../memory/heap'
import { PyErr_NoMemory } from '../errors-core'
import { initHeader, Py_DECREF, Py_NewRef, Py_SET_SIZE, typeFlagOf } from '../header'
import { BYTES_DATA, BYTES_HASH, OB_SIZE, OB_TYPE, SIZEOF_BYTES_HEADER, TPFLAGS_BYTES_SUBCLASS } from '../layout'
import { byteBytes, EMPTY_BYTES, IMMORTAL_REFCNT, PyBytes_Type } from '../types'
import { memcpy } from './mem'

export const PyBytes_Check = (o: Ptr): boolean => typeFlagOf(o, TPFLAGS_BYTES_SUBCLASS)
export const PyBytes_CheckExact = (o: Ptr): boolean => i32[(o + OB_TYPE) >> 2] === PyBytes_Type
export const PyBytes_GET_SIZE = (o: Ptr): number => i32[(o + OB_SIZE) >> 2]
/** Address of the first byte. */
export const PyBytes_AS_STRING = (o: Ptr): Ptr => o + BYTES_DATA

function initBytes(o: Ptr, n: number): void {
  initHeader(o, PyBytes_Type)
  Py_SET_SIZE(o, n)
  i32[(o + BYTES_HASH) >> 2] = -1
  i32[(o + BYTES_HASH + 4) >> 2] = -1
  u8[o + BYTES_DATA + n] = 0
}

/** A new bytes of n uninitialised bytes (NUL-terminated); the empty singleton for 0; 0 + MemoryError. */
export function PyBytes_FromSize(n: number): Ptr {
  if (n === 0) return Py_NewRef(EMPTY_BYTES)
  if (n > 0x7fffff00) return PyErr_NoMemory()
  const o = objMalloc(SIZEOF_BYTES_HEADER + n)
  if (o === 0) return PyErr_NoMemory()
  initBytes(o, n)
  return o
}

/** An empty bytes that is not the shared one: what b'x' * 0 makes. */
export function newEmptyBytes(): Ptr {
  const o = objMalloc(SIZEOF_BYTES_HEADER)
  if (o === 0) return PyErr_NoMemory()
  initBytes(o, 0)
  return o
}

/** A new bytes with the n bytes at p; '' and single bytes are the shared objects. */
export function PyBytes_FromStringAndSize(p: Ptr, n: number): Ptr {
  if (n === 1) return Py_NewRef(byteBytes(u8[p]))
  const o = PyBytes_FromSize(n)
  if (o !== 0 && n > 0) memcpy(o + BYTES_DATA, p, n)
  return o
}

export function newBytes(data: Uint8Array): Ptr {
  if (data.length === 1) return Py_NewRef(byteBytes(data[0]))
  const o = PyBytes_FromSize(data.length)
  if (o !== 0 && data.length > 0) u8.set(data, o + BYTES_DATA)
  return o
}

/** A copy of the bytes outside the shared heap. */
export const bytesToJS = (o: Ptr): Uint8Array<ArrayBuffer> => {
  const n = PyBytes_GET_SIZE(o)
  const out = new Uint8Array(n)
  out.set(u8.subarray(o + BYTES_DATA, o + BYTES_DATA + n))
  return out
}

/** Steals o, which nobody else may know; the same bytes with n > 0 of them (contents kept); 0 + error (_PyBytes_Resize). */
export function _PyBytes_Resize(o: Ptr, n: number): Ptr {
  const size = PyBytes_GET_SIZE(o)
  if (size === n) return o
  if (size === 0 || n === 0) {
    Py_DECREF(o)
    return PyBytes_FromSize(n)
  }
  const r = objRealloc(o, SIZEOF_BYTES_HEADER + n)
  if (r === 0) {
    Py_DECREF(o)
    return PyErr_NoMemory()
  }
  Py_SET_SIZE(r, n)
  u8[r + BYTES_DATA + n] = 0
  i32[(r + BYTES_HASH) >> 2] = -1
  i32[(r + BYTES_HASH + 4) >> 2] = -1
  return r
}

/** Writes the static objects: b'' and the 256 one-byte bytes. */
function initStatics(): void {
  initBytes(EMPTY_BYTES, 0)
  i32[EMPTY_BYTES >> 2] = IMMORTAL_REFCNT
  for (let b = 0; b < 256; b++) {
    const o = byteBytes(b)
    initBytes(o, 1)
    u8[o + BYTES_DATA] = b
    i32[o >> 2] = IMMORTAL_REFCNT
  }
}
initStatics()
