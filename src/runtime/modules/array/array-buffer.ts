import { i32, type Ptr, u8 } from '../../memory/heap'
import { staticAlloc } from '../../memory/static-data'
import { PyBUF_FORMAT, PyBUF_ND, PyBUF_STRIDES } from '../../object/abstract/buffer-protocol'
import { Py_INCREF, Py_SIZE } from '../../object/header'
import * as L from '../../object/layout'
import * as A from './array-core'
import { arrayItems, descr } from './array-core'

const FORMATS = new Map<string, Ptr>()
for (const c of A.TYPE_CODES) {
  const p = staticAlloc(2, 1)
  u8[p] = (c === 'u' ? 'w' : c).charCodeAt(0)
  FORMATS.set(c, p)
}
/** Where an empty array's buffer points to. */
const EMPTY_BUFFER = staticAlloc(8, 8)

const word = (p: Ptr, v: number): void => {
  i32[p >> 2] = v
  i32[(p + 4) >> 2] = v >> 31
}

export function getbuffer(a: Ptr, view: Ptr, flags: number): number {
  const d = descr(a)
  Py_INCREF(a)
  word(view + L.BUF_OBJ, a)
  word(view + L.BUF_BUF, arrayItems(a) || EMPTY_BUFFER)
  word(view + L.BUF_LEN, Py_SIZE(a) * d.itemsize)
  word(view + L.BUF_ITEMSIZE, d.itemsize)
  i32[(view + L.BUF_READONLY) >> 2] = 0
  i32[(view + L.BUF_NDIM) >> 2] = 1
  word(view + L.BUF_SHAPE, (flags & PyBUF_ND) === PyBUF_ND ? a + L.OB_SIZE : 0)
  word(view + L.BUF_STRIDES, (flags & PyBUF_STRIDES) === PyBUF_STRIDES ? view + L.BUF_ITEMSIZE : 0)
  word(view + L.BUF_FORMAT, (flags & PyBUF_FORMAT) === PyBUF_FORMAT ? FORMATS.get(d.code)! : 0)
  word(view + L.BUF_SUBOFFSETS, 0)
  word(view + L.BUF_INTERNAL, 0)
  i32[(a + A.ARRAY_EXPORTS) >> 2]++
  return 0
}
