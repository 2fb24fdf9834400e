/** memoryview.cast: another format, and one dimension to several or back (CPython memory_cast). */
import type { Ptr } from '../../memory/heap'
import { i32 } from '../../memory/heap'
import { listItems, PyList_Check } from '../container/list-core'
import { PyTuple_Check, PyTuple_ITEMS } from '../container/tuple-core'
import { raise, typeError } from '../errors'
import { PyErr_Occurred } from '../errors-core'
import { Py_SIZE } from '../header'
import * as L from '../layout'
import { PyLong_AsSsize_t, PyLong_Check } from '../number/int-core'
import { bindArgs } from '../type/arg-parse'
import { PyExc_ValueError } from '../types'
import { badArgument } from './arg-convert'
import * as M from './memoryview-core'
import { formatPtr, nativeFormat, nativeSize } from './memoryview-items'
import { PyUnicode_Check } from './str-build'
import { strToJS } from './str-core'

const MAX_NDIM = 64
const isByte = (c: string): boolean => c === 'b' || c === 'B' || c === 'c'

/** The shape argument as numbers; null + error. */
function shapeArg(o: Ptr): number[] | null {
  if (!PyList_Check(o) && !PyTuple_Check(o)) {
    typeError('shape must be a list or a tuple')
    return null
  }
  const n = Py_SIZE(o)
  if (n > MAX_NDIM) {
    raise(PyExc_ValueError, `memoryview: number of dimensions must not exceed ${MAX_NDIM}`)
    return null
  }
  const items = PyList_Check(o) ? listItems(o) : PyTuple_ITEMS(o)
  const out: number[] = []
  for (let i = 0; i < n; i++) {
    const item = i32[(items + 8 * i) >> 2]
    if (!PyLong_Check(item)) {
      typeError('memoryview.cast(): elements of shape must be integers')
      return null
    }
    const v = PyLong_AsSsize_t(item)
    if (v === -1 && PyErr_Occurred()) return null
    if (v <= 0) {
      raise(PyExc_ValueError, 'memoryview.cast(): elements of shape must be integers > 0')
      return null
    }
    out.push(v)
  }
  return out
}

export function castView(mv: Ptr, args: Ptr, nargs: number, kwnames: Ptr): Ptr {
  const a = bindArgs('cast', ['format', 'shape'], { required: 1 }, args, nargs, kwnames)
  if (a === null) return 0
  if (!PyUnicode_Check(a[0])) return badArgument('cast', "argument 'format'", 'str', a[0])
  if (!M.notReleased(mv)) return 0
  const source = M.viewOf(mv)
  if (!(i32[(mv + L.MV_FLAGS) >> 2] & M.MV_C)) {
    return typeError('memoryview: casts are restricted to C-contiguous views')
  }
  const ndim = M.bufNdim(source)
  if (a[1] !== 0 || ndim !== 1) {
    for (let i = 0; i < ndim; i++) {
      if (M.shape(source, i) === 0 || M.stride(source, i) === 0) {
        return typeError('memoryview: cannot cast view with zeros in shape or strides')
      }
    }
  }
  let shape: number[] | null = null
  if (a[1] !== 0) {
    shape = shapeArg(a[1])
    if (shape === null) return 0
    if (ndim !== 1 && shape.length !== 1) return typeError('memoryview: cast must be 1D -> ND or ND -> 1D')
  }
  const text = strToJS(a[0])
  const to = nativeFormat(text)
  if (to === '') {
    return raise(
      PyExc_ValueError,
      "memoryview: destination format must be a native single character format prefixed with an optional '@'",
    )
  }
  const from = M.viewFormat(source)
  if (from === '') {
    return raise(
      PyExc_ValueError,
      "memoryview: source format must be a native single character format prefixed with an optional '@'",
    )
  }
  if (!isByte(from) && !isByte(to)) return typeError('memoryview: cannot cast between two non-byte formats')
  const size = nativeSize(to)
  const bytes = M.bufLen(source)
  if (bytes % size !== 0) return typeError('memoryview: length is not a multiple of itemsize')
  const dims = shape ?? [bytes / size]
  if (shape !== null && dims.reduce((x, y) => x * y, size) !== bytes) {
    return typeError('memoryview: product(shape) * itemsize != buffer size')
  }
  const out = M.addViewNdim(mv, dims.length)
  if (out === 0) return 0
  const view = M.viewOf(out)
  M.put(view, L.BUF_FORMAT, formatPtr(text))
  M.put(view, L.BUF_ITEMSIZE, size)
  dims.forEach((n, i) => {
    M.setShape(view, i, n)
  })
  M.stridesFromShape(view)
  M.put(view, L.BUF_LEN, bytes)
  M.initFlags(out)
  return out
}
