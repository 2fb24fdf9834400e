/** Sorting a list object in place: list.sort and PyList_Sort (CPython list_sort_impl). */
import { memFree, memMalloc } from '../../memory/domains'
import { i32, type Ptr } from '../../memory/heap'
import { PyObject_CallOneArg } from '../call'
import { raise } from '../errors'
import { PyErr_NoMemory } from '../errors-core'
import { Py_DECREF, Py_SET_SIZE, Py_SIZE, Py_XDECREF } from '../header'
import { cStackPop, cStackPush } from '../interp'
import { LIST_ALLOCATED, LIST_ITEM } from '../layout'
import { PyExc_ValueError } from '../types'
import { listAllocated, listItems } from './list-core'
import { MERGESTATE_TEMP_SIZE, timsort } from './list-sort'

/** Sorts in place; key 0: by the items themselves. The list shows as empty meanwhile. */
export function list_sort_impl(o: Ptr, keyfunc: Ptr, descending: boolean): number {
  const n = Py_SIZE(o)
  const items = listItems(o)
  const allocated = listAllocated(o)
  i32[(o + LIST_ITEM) >> 2] = 0
  Py_SET_SIZE(o, 0)
  // -1 shows afterwards whether anybody changed the list
  i32[(o + LIST_ALLOCATED) >> 2] = -1
  i32[(o + LIST_ALLOCATED + 4) >> 2] = -1
  let ok = sortItems(items, n, keyfunc, descending)
  if (ok && i32[(o + LIST_ALLOCATED) >> 2] !== -1) {
    raise(PyExc_ValueError, 'list modified during sort')
    ok = false
  }
  const strayItems = listItems(o)
  let stray = Py_SIZE(o)
  Py_SET_SIZE(o, n)
  i32[(o + LIST_ITEM) >> 2] = items
  i32[(o + LIST_ALLOCATED) >> 2] = allocated
  i32[(o + LIST_ALLOCATED + 4) >> 2] = 0
  if (strayItems !== 0) {
    while (--stray >= 0) Py_XDECREF(i32[(strayItems + stray * 8) >> 2])
    memFree(strayItems)
  }
  return ok ? 0 : -1
}

function sortItems(items: Ptr, n: number, keyfunc: Ptr, descending: boolean): boolean {
  if (keyfunc !== 0) return sortByKey(items, n, keyfunc, descending)
  // stability of the descending order: reverse, sort ascending, reverse
  if (descending) reverseSlice(items, n)
  const ok = timsort(items, 0, n)
  if (descending) reverseSlice(items, n)
  return ok
}

/** Few keys stand on the C stack (CPython: in the merge buffer), many in a block of their own. */
function sortByKey(items: Ptr, n: number, keyfunc: Ptr, descending: boolean): boolean {
  const few = n < MERGESTATE_TEMP_SIZE / 2
  const keys = few ? cStackPush(n) : memMalloc(n * 8)
  if (keys === 0) return PyErr_NoMemory() !== 0
  const filled = callKeys(items, n, keyfunc, keys)
  let ok = filled === n
  if (ok) {
    if (descending) {
      reverseSlice(keys, n)
      reverseSlice(items, n)
    }
    ok = timsort(keys, items, n)
    for (let i = 0; i < n; i++) Py_DECREF(i32[(keys + i * 8) >> 2])
    if (descending) reverseSlice(items, n)
  } else for (let i = filled - 1; i >= 0; i--) Py_DECREF(i32[(keys + i * 8) >> 2])
  if (few) cStackPop(keys)
  else memFree(keys)
  return ok
}

/** Writes the key of each item; how many there are before one failed. */
function callKeys(items: Ptr, n: number, keyfunc: Ptr, keys: Ptr): number {
  for (let i = 0; i < n; i++) {
    const key = PyObject_CallOneArg(keyfunc, i32[(items + i * 8) >> 2])
    if (key === 0) return i
    i32[(keys + i * 8) >> 2] = key
  }
  return n
}

/** Reverses n references. */
function reverseSlice(items: Ptr, n: number): void {
  for (let lo = items >> 2, hi = lo + 2 * (n - 1); lo < hi; lo += 2, hi -= 2) {
    const t = i32[lo]
    i32[lo] = i32[hi]
    i32[hi] = t
  }
}

/** Sorts by the items themselves, ascending; 0 or -1. */
export const PyList_Sort = (l: Ptr): number => list_sort_impl(l, 0, false)
