/** The module _heapq: binary heaps in lists (CPython Modules/_heapqmodule.c). */
import { i32, type Ptr } from '../memory/heap'
import { PyObject_RichCompareBool } from '../object/abstract/object-protocol'
import {
  list_resize,
  listItems,
  PyList_Append,
  PyList_Check,
  PyList_GET_ITEM,
  PyList_GET_SIZE,
} from '../object/container/list-core'
import { arg, FAST, type MethodSpec, O } from '../object/define'
import { raise, raiseInt, typeError, typeNameOf } from '../object/errors'
import { Py_DECREF, Py_INCREF, Py_NewRef } from '../object/header'
import { Py_LT } from '../object/layout'
import { checkPositional } from '../object/type/arg-parse'
import { Py_None, PyExc_IndexError, PyExc_RuntimeError } from '../object/types'
import { defineModule } from './define-module'

/** a sorts before b: 1, 0 or -1. */
type Before = (a: Ptr, b: Ptr) => number

function less(a: Ptr, b: Ptr): number {
  Py_INCREF(a)
  Py_INCREF(b)
  const r = PyObject_RichCompareBool(a, b, Py_LT)
  Py_DECREF(a)
  Py_DECREF(b)
  return r
}
const minHeap: Before = less
const maxHeap: Before = (a, b) => less(b, a)

const swap = (heap: Ptr, i: number, j: number): void => {
  const items = listItems(heap)
  const t = i32[(items + i * 8) >> 2]
  i32[(items + i * 8) >> 2] = i32[(items + j * 8) >> 2]
  i32[(items + j * 8) >> 2] = t
}

const changed = (): number => raiseInt(PyExc_RuntimeError, 'list changed size during iteration')

/** Moves the item at pos towards startpos while it sorts before its parent. */
function siftDown(heap: Ptr, startpos: number, from: number, before: Before): number {
  const size = PyList_GET_SIZE(heap)
  let pos = from
  if (pos >= size) return raiseInt(PyExc_IndexError, 'index out of range')
  while (pos > startpos) {
    const parent = (pos - 1) >> 1
    const r = before(PyList_GET_ITEM(heap, pos), PyList_GET_ITEM(heap, parent))
    if (r < 0) return -1
    if (size !== PyList_GET_SIZE(heap)) return changed()
    if (r === 0) break
    swap(heap, pos, parent)
    pos = parent
  }
  return 0
}

/** Moves the item at pos to a leaf along the better children, then up to its place. */
function siftUp(heap: Ptr, from: number, before: Before): number {
  const size = PyList_GET_SIZE(heap)
  let pos = from
  if (pos >= size) return raiseInt(PyExc_IndexError, 'index out of range')
  const limit = size >> 1
  while (pos < limit) {
    let child = 2 * pos + 1
    if (child + 1 < size) {
      const r = before(PyList_GET_ITEM(heap, child), PyList_GET_ITEM(heap, child + 1))
      if (r < 0) return -1
      // the right child only when the left one does not sort before it
      if (r === 0) child++
      if (size !== PyList_GET_SIZE(heap)) return changed()
    }
    swap(heap, child, pos)
    pos = child
  }
  return siftDown(heap, from, pos, before)
}

function isList(name: string, position: string, o: Ptr): boolean {
  if (PyList_Check(o)) return true
  typeError(`${name}() argument ${position}must be list, not ${typeNameOf(o)}`)
  return false
}

/** Takes the last item off the list; owned. */
function popLast(heap: Ptr): Ptr {
  const n = PyList_GET_SIZE(heap)
  const last = Py_NewRef(PyList_GET_ITEM(heap, n - 1))
  const slot = listItems(heap) + (n - 1) * 8
  const old = i32[slot >> 2]
  if (list_resize(heap, n - 1) < 0) {
    Py_DECREF(last)
    return 0
  }
  Py_DECREF(old)
  return last
}

const heappop = (name: string, before: Before): MethodSpec =>
  O((_m, heap) => {
    if (!isList(name, '', heap)) return 0
    if (PyList_GET_SIZE(heap) === 0) return raise(PyExc_IndexError, 'index out of range')
    const last = popLast(heap)
    if (last === 0 || PyList_GET_SIZE(heap) === 0) return last
    const top = PyList_GET_ITEM(heap, 0)
    i32[listItems(heap) >> 2] = last
    if (siftUp(heap, 0, before) < 0) {
      Py_DECREF(top)
      return 0
    }
    return top
  })

/** Puts item at the root and returns what was there; owned. */
function replaceRoot(heap: Ptr, item: Ptr, before: Before): Ptr {
  const top = PyList_GET_ITEM(heap, 0)
  i32[listItems(heap) >> 2] = Py_NewRef(item)
  if (siftUp(heap, 0, before) < 0) {
    Py_DECREF(top)
    return 0
  }
  return top
}

const heapreplace = (name: string, before: Before): MethodSpec =>
  FAST((_m, args, nargs) => {
    if (!checkPositional(name, nargs, 2, 2) || !isList(name, '1 ', arg(args, 0))) return 0
    if (PyList_GET_SIZE(arg(args, 0)) === 0) return raise(PyExc_IndexError, 'index out of range')
    return replaceRoot(arg(args, 0), arg(args, 1), before)
  })

/** From the last parent down; big heaps in an order that is kind to caches, which also fixes the comparisons' order. */
function heapifyList(heap: Ptr, before: Before): number {
  const n = PyList_GET_SIZE(heap)
  if (n > 2500) return cacheFriendlyHeapify(heap, before)
  for (let i = (n >> 1) - 1; i >= 0; i--) if (siftUp(heap, i, before) < 0) return -1
  return 0
}

/** Number such that its binary form is all ones up to the top bit of n, shifted to the level above. */
function keepTopBit(n: number): number {
  return n <= 1 ? n : 1 << (31 - Math.clz32(n))
}

function cacheFriendlyHeapify(heap: Ptr, before: Before): number {
  const m = PyList_GET_SIZE(heap) >> 1
  const leftmost = keepTopBit(m + 1) - 1
  const mhalf = m >> 1
  for (let i = leftmost - 1; i >= mhalf; i--) {
    for (let j = i; ; j >>= 1) {
      if (siftUp(heap, j, before) < 0) return -1
      if (!(j & 1)) break
    }
  }
  for (let i = m - 1; i >= leftmost; i--) {
    for (let j = i; ; j >>= 1) {
      if (siftUp(heap, j, before) < 0) return -1
      if (!(j & 1)) break
    }
  }
  return 0
}

const heapify = (name: string, before: Before): MethodSpec =>
  O((_m, heap) => {
    if (!isList(name, '', heap)) return 0
    return heapifyList(heap, before) < 0 ? 0 : Py_NewRef(Py_None)
  })

const heappush = FAST((_m, args, nargs) => {
  if (!checkPositional('heappush', nargs, 2, 2) || !isList('heappush', '1 ', arg(args, 0))) return 0
  const heap = arg(args, 0)
  if (PyList_Append(heap, arg(args, 1)) < 0) return 0
  return siftDown(heap, 0, PyList_GET_SIZE(heap) - 1, minHeap) < 0 ? 0 : Py_NewRef(Py_None)
})

const heappushpop = FAST((_m, args, nargs) => {
  if (!checkPositional('heappushpop', nargs, 2, 2) || !isList('heappushpop', '1 ', arg(args, 0))) return 0
  const heap = arg(args, 0)
  const item = arg(args, 1)
  if (PyList_GET_SIZE(heap) === 0) return Py_NewRef(item)
  const r = less(PyList_GET_ITEM(heap, 0), item)
  if (r < 0) return 0
  if (r === 0) return Py_NewRef(item)
  if (PyList_GET_SIZE(heap) === 0) return raise(PyExc_IndexError, 'index out of range')
  return replaceRoot(heap, item, minHeap)
})

defineModule({
  name: '_heapq',
  doc: `Heap queue algorithm (a.k.a. priority queue).

Heaps are arrays for which a[k] <= a[2*k+1] and a[k] <= a[2*k+2] for
all k, counting elements from 0.`,
  methods: {
    heappush,
    heappushpop,
    heappop: heappop('heappop', minHeap),
    heapreplace: heapreplace('heapreplace', minHeap),
    heapify: heapify('heapify', minHeap),
    _heappop_max: heappop('_heappop_max', maxHeap),
    _heapify_max: heapify('_heapify_max', maxHeap),
    _heapreplace_max: heapreplace('_heapreplace_max', maxHeap),
  },
})
