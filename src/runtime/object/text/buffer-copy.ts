/** The bytes of any Py_buffer in one piece, whatever its strides (CPython PyBuffer_ToContiguous). */
import { i32, type Ptr, u8 } from '../../memory/heap'
import { PyBUF_FULL_RO, PyBuffer_Release, PyObject_GetBuffer } from '../abstract/buffer-protocol'
import { cStackPop, cStackPush } from '../interp'
import { BUF_BUF, BUF_ITEMSIZE, BUF_LEN, BUF_NDIM, BUF_SHAPE, BUF_STRIDES, SIZEOF_BUFFER } from '../layout'

const get = (p: Ptr, offset: number): number => i32[(p + offset) >> 2]

/** The items in C (or Fortran) order, outside the heap. */
export function flatten(view: Ptr, fortran = false): Uint8Array {
  const out = new Uint8Array(get(view, BUF_LEN))
  const size = get(view, BUF_ITEMSIZE)
  const ndim = get(view, BUF_NDIM)
  const shape = get(view, BUF_SHAPE)
  const strides = get(view, BUF_STRIDES)
  const index = new Array<number>(ndim).fill(0)
  const total = size === 0 ? 0 : out.length / size
  let at = 0
  for (let k = 0; k < total; k++) {
    let p = get(view, BUF_BUF)
    for (let d = 0; d < ndim; d++) p += index[d] * get(strides, 8 * d)
    for (let b = 0; b < size; b++) out[at++] = u8[p + b]
    for (let j = 0; j < ndim; j++) {
      const d = fortran ? j : ndim - 1 - j
      if (++index[d] < get(shape, 8 * d)) break
      index[d] = 0
    }
  }
  return out
}

/** The bytes of a view in C order. */
export function contiguousBytes(view: Ptr): Uint8Array {
  const ndim = get(view, BUF_NDIM)
  const strides = get(view, BUF_STRIDES)
  const p = get(view, BUF_BUF)
  if (ndim === 0 || strides === 0 || (ndim === 1 && get(strides, 0) === get(view, BUF_ITEMSIZE))) {
    return u8.slice(p, p + get(view, BUF_LEN))
  }
  return flatten(view)
}

/** A copy of the bytes of a bytes-like object; null + error. */
export function copyBuffer(o: Ptr): Uint8Array | null {
  const view = cStackPush(SIZEOF_BUFFER / 8)
  let r: Uint8Array | null = null
  if (PyObject_GetBuffer(o, view, PyBUF_FULL_RO) === 0) {
    r = contiguousBytes(view)
    PyBuffer_Release(view)
  }
  cStackPop(view)
  return r
}
