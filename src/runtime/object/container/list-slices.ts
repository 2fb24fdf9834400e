/** Assigning to and deleting slices of lists (CPython list_ass_slice, list_ass_subscript). */
import { memFree, memMalloc } from '../../memory/domains'
import { i32, type Ptr } from '../../memory/heap'
import { PyIndex_Check, PyNumber_AsSsize_t } from '../abstract/number-protocol'
import { PySequence_Fast, PySequence_Fast_GET_SIZE, PySequence_Fast_ITEMS } from '../abstract/sequence-protocol'
import { raiseInt, typeNameOf } from '../errors'
import { PyErr_NoMemory, PyErr_Occurred } from '../errors-core'
import { Py_DECREF, Py_SIZE, Py_XDECREF } from '../header'
import { cStackPop, cStackPush } from '../interp'
import { LIST_ITEM } from '../layout'
import { PyExc_IndexError, PyExc_TypeError, PyExc_ValueError } from '../types'
import { list_clear, list_resize, list_slice, listItems } from './list-core'
import { PySlice_AdjustIndices, PySlice_Check, PySlice_Unpack, range } from './slice-core'

/** Removed items that CPython keeps on its stack while it moves the rest. */
const RECYCLE_ON_STACK = 8

/** l[lo:hi] = v, or with v = 0 del l[lo:hi]. */
export function list_ass_slice(l: Ptr, lo: number, hi: number, v: Ptr): number {
  if (v === l) {
    const copy = list_slice(v, 0, Py_SIZE(v))
    if (copy === 0) return -1
    const status = list_ass_slice(l, lo, hi, copy)
    Py_DECREF(copy)
    return status
  }
  const fast = v === 0 ? 0 : PySequence_Fast(v, 'can only assign an iterable')
  if (v !== 0 && fast === 0) return -1
  const status = assignFast(l, lo, hi, fast)
  Py_XDECREF(fast)
  return status
}

function assignFast(l: Ptr, lo: number, hi: number, fast: Ptr): number {
  const size = Py_SIZE(l)
  lo = lo < 0 ? 0 : lo > size ? size : lo
  hi = hi < lo ? lo : hi > size ? size : hi
  const n = fast === 0 ? 0 : PySequence_Fast_GET_SIZE(fast)
  const removed = hi - lo
  const d = n - removed
  if (size + d === 0) {
    list_clear(l)
    return 0
  }
  const small = removed <= RECYCLE_ON_STACK
  const recycle = small ? cStackPush(removed) : memMalloc(removed * 8)
  if (recycle === 0) {
    PyErr_NoMemory()
    return -1
  }
  const status = replaceItems(l, lo, hi, fast, n, recycle)
  if (status === 0) for (let k = removed - 1; k >= 0; k--) Py_XDECREF(i32[(recycle + k * 8) >> 2])
  if (small) cStackPop(recycle)
  else memFree(recycle)
  return status
}

/** Moves items lo..hi to `recycle` and n new references into their place. */
function replaceItems(l: Ptr, lo: number, hi: number, fast: Ptr, n: number, recycle: Ptr): number {
  const size = Py_SIZE(l)
  const d = n - (hi - lo)
  const items = listItems(l)
  for (let k = lo; k < hi; k++) i32[(recycle + (k - lo) * 8) >> 2] = i32[(items + k * 8) >> 2]
  if (d < 0) {
    moveItems(items, hi + d, hi, size - hi)
    if (list_resize(l, size + d) < 0) {
      moveItems(items, hi, hi + d, size - hi)
      for (let k = lo; k < hi; k++) i32[(items + k * 8) >> 2] = i32[(recycle + (k - lo) * 8) >> 2]
      return -1
    }
  } else if (d > 0) {
    if (list_resize(l, size + d) < 0) return -1
    moveItems(listItems(l), hi + d, hi, size - hi)
  }
  const to = i32[(l + LIST_ITEM) >> 2] + lo * 8
  const from = fast === 0 ? 0 : PySequence_Fast_ITEMS(fast)
  for (let k = 0; k < n; k++) {
    const v = i32[(from + k * 8) >> 2]
    i32[v >> 2]++
    i32[(to + k * 8) >> 2] = v
    i32[(to + k * 8 + 4) >> 2] = 0
  }
  return 0
}

function moveItems(items: Ptr, to: number, from: number, n: number): void {
  const w = items >> 2
  if (n > 0) i32.copyWithin(w + to * 2, w + from * 2, w + (from + n) * 2)
}

/** l[key] = v, or with v = 0 del l[key]. */
export function list_ass_subscript(l: Ptr, key: Ptr, v: Ptr): number {
  if (PyIndex_Check(key)) {
    const i = PyNumber_AsSsize_t(key, PyExc_IndexError)
    if (i === -1 && PyErr_Occurred()) return -1
    return list_ass_item(l, i < 0 ? i + Py_SIZE(l) : i, v)
  }
  if (!PySlice_Check(key)) {
    return raiseInt(PyExc_TypeError, `list indices must be integers or slices, not ${typeNameOf(key)}`)
  }
  if (!PySlice_Unpack(key)) return -1
  const n = PySlice_AdjustIndices(Py_SIZE(l))
  const { start, step } = range
  let { stop } = range
  if (step === 1) return list_ass_slice(l, start, stop, v)
  if ((step < 0 && start < stop) || (step > 0 && start > stop)) stop = start
  return v === 0 ? deleteExtended(l, start, step, n) : assignExtended(l, start, step, n, v)
}

export function list_ass_item(l: Ptr, i: number, v: Ptr): number {
  if (i < 0 || i >= Py_SIZE(l)) return raiseInt(PyExc_IndexError, 'list assignment index out of range')
  if (v === 0) return list_ass_slice(l, i, i + 1, 0)
  const w = (listItems(l) + i * 8) >> 2
  const old = i32[w]
  i32[v >> 2]++
  i32[w] = v
  Py_DECREF(old)
  return 0
}

/** del l[start::step]: the items die in ascending order. */
function deleteExtended(l: Ptr, start: number, step: number, n: number): number {
  if (n <= 0) return 0
  if (step < 0) {
    start += step * (n - 1)
    step = -step
  }
  const garbage = memMalloc(n * 8)
  if (garbage === 0) {
    PyErr_NoMemory()
    return -1
  }
  const items = listItems(l)
  const size = Py_SIZE(l)
  for (let i = 0, cur = start; i < n; i++, cur += step) {
    i32[(garbage + i * 8) >> 2] = i32[(items + cur * 8) >> 2]
    const next = Math.min(cur + step, size)
    moveItems(items, cur - i, cur + 1, next - cur - 1)
  }
  const tail = start + n * step
  if (tail < size) moveItems(items, tail - n, tail, size - tail)
  const status = list_resize(l, size - n)
  for (let i = 0; i < n; i++) Py_DECREF(i32[(garbage + i * 8) >> 2])
  memFree(garbage)
  return status
}

function assignExtended(l: Ptr, start: number, step: number, n: number, v: Ptr): number {
  const fast = v === l ? list_slice(v, 0, Py_SIZE(v)) : PySequence_Fast(v, 'must assign iterable to extended slice')
  if (fast === 0) return -1
  const status = assignExtendedFast(l, start, step, n, fast)
  Py_DECREF(fast)
  return status
}

function assignExtendedFast(l: Ptr, start: number, step: number, n: number, fast: Ptr): number {
  const given = PySequence_Fast_GET_SIZE(fast)
  if (given !== n) {
    return raiseInt(
      PyExc_ValueError,
      `attempt to assign sequence of size ${given} to extended slice of size ${Math.max(n, 0)}`,
    )
  }
  if (n <= 0) return 0
  const garbage = memMalloc(n * 8)
  if (garbage === 0) {
    PyErr_NoMemory()
    return -1
  }
  const items = listItems(l)
  const from = PySequence_Fast_ITEMS(fast)
  for (let i = 0, cur = start; i < n; i++, cur += step) {
    const w = (items + cur * 8) >> 2
    i32[(garbage + i * 8) >> 2] = i32[w]
    const item = i32[(from + i * 8) >> 2]
    i32[item >> 2]++
    i32[w] = item
  }
  for (let i = 0; i < n; i++) Py_DECREF(i32[(garbage + i * 8) >> 2])
  memFree(garbage)
  return 0
}
