/** The buffer protocol (CPython Objects/abstract.c): a Py_buffer is 80 bytes of heap (often on the simulated C stack). */
import { i32, type Ptr, u8 } from '../../memory/heap'
import { staticAlloc } from '../../memory/static-data'
import { raiseInt, typeError, typeNameOf } from '../errors'
import { FN } from '../fn-table'
import { Py_DECREF, Py_INCREF, Py_TYPE } from '../header'
import {
  BF_GETBUFFER,
  BF_RELEASEBUFFER,
  BUF_BUF,
  BUF_FORMAT,
  BUF_INTERNAL,
  BUF_ITEMSIZE,
  BUF_LEN,
  BUF_NDIM,
  BUF_OBJ,
  BUF_READONLY,
  BUF_SHAPE,
  BUF_STRIDES,
  BUF_SUBOFFSETS,
  TP_AS_BUFFER,
} from '../layout'
import { PyExc_BufferError } from '../types'

export const PyBUF_SIMPLE = 0
export const PyBUF_WRITABLE = 0x0001
export const PyBUF_FORMAT = 0x0004
export const PyBUF_ND = 0x0008
export const PyBUF_STRIDES = 0x0010 | PyBUF_ND
export const PyBUF_C_CONTIGUOUS = 0x0020 | PyBUF_STRIDES
export const PyBUF_F_CONTIGUOUS = 0x0040 | PyBUF_STRIDES
export const PyBUF_ANY_CONTIGUOUS = 0x0080 | PyBUF_STRIDES
export const PyBUF_INDIRECT = 0x0100 | PyBUF_STRIDES
export const PyBUF_CONTIG = PyBUF_ND | PyBUF_WRITABLE
export const PyBUF_FULL_RO = PyBUF_INDIRECT | PyBUF_FORMAT

type getbufferproc = (o: Ptr, view: Ptr, flags: number) => number
type releasebufferproc = (o: Ptr, view: Ptr) => void

function slot(o: Ptr, offset: number): number {
  const suite = i32[(Py_TYPE(o) + TP_AS_BUFFER) >> 2]
  return suite === 0 ? 0 : i32[(suite + offset) >> 2]
}

export const PyObject_CheckBuffer = (o: Ptr): boolean => slot(o, BF_GETBUFFER) !== 0

/** Fills the Py_buffer at view; 0 or -1. Pair with PyBuffer_Release. */
export function PyObject_GetBuffer(o: Ptr, view: Ptr, flags: number): number {
  const f = slot(o, BF_GETBUFFER)
  if (f === 0) {
    typeError(`a bytes-like object is required, not '${typeNameOf(o)}'`)
    return -1
  }
  return (FN[f] as getbufferproc)(o, view, flags)
}

export function PyBuffer_Release(view: Ptr): void {
  const o = i32[(view + BUF_OBJ) >> 2]
  if (o === 0) return
  const f = slot(o, BF_RELEASEBUFFER)
  if (f !== 0) (FN[f] as releasebufferproc)(o, view)
  i32[(view + BUF_OBJ) >> 2] = 0
  Py_DECREF(o)
}

/** NUL-terminated format text in the static segment. */
function staticFormat(text: string): Ptr {
  const p = staticAlloc(text.length + 1, 1)
  for (let i = 0; i < text.length; i++) u8[p + i] = text.charCodeAt(i)
  return p
}
/** The format "B". */
export const FORMAT_B: Ptr = staticFormat('B')

const word = (p: Ptr, v: number): void => {
  i32[p >> 2] = v
  i32[(p + 4) >> 2] = v >> 31
}

/** A one-dimensional view of n bytes of o, which gets a reference (PyBuffer_FillInfo). */
export function PyBuffer_FillInfo(view: Ptr, o: Ptr, buf: Ptr, n: number, readonly: boolean, flags: number): number {
  if (flags & PyBUF_WRITABLE && readonly) return raiseInt(PyExc_BufferError, 'Object is not writable.')
  if (o !== 0) Py_INCREF(o)
  word(view + BUF_OBJ, o)
  word(view + BUF_BUF, buf)
  word(view + BUF_LEN, n)
  i32[(view + BUF_READONLY) >> 2] = readonly ? 1 : 0
  word(view + BUF_ITEMSIZE, 1)
  word(view + BUF_FORMAT, flags & PyBUF_FORMAT ? FORMAT_B : 0)
  i32[(view + BUF_NDIM) >> 2] = 1
  // shape and strides point into the view itself
  word(view + BUF_SHAPE, (flags & PyBUF_ND) === PyBUF_ND ? view + BUF_LEN : 0)
  word(view + BUF_STRIDES, (flags & PyBUF_STRIDES) === PyBUF_STRIDES ? view + BUF_ITEMSIZE : 0)
  word(view + BUF_SUBOFFSETS, 0)
  word(view + BUF_INTERNAL, 0)
  return 0
}
