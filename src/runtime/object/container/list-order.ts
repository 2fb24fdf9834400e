/** Sorting a list object in place: list.sort and PyList_Sort (CPython list_sort_impl). */
import { memFree, memMalloc } from '../../memory/domains'
import { i32, type Ptr } from '../../memory/heap'
import { PyObject_CallOneArg } from '../call'
import { raise } from '../errors'
import { PyErr_NoMemory } from '../errors-core'
import { Py_DECREF, Py_SET_SIZE, Py_SIZE, Py_XDECREF } from '../header'
import { LIST_ALLOCATED, LIST_ITEM } from '../layout'
import { PyExc_ValueError } from '../types'
import { listAllocated, listItems } from './list-core'
import { MERGESTATE_TEMP_SIZE, timsort } from './list-sort'

/** Sorts in place; key 0: by the items themselves. The list shows as empty meanwhile. */
export function list_sort_impl(o: Ptr, keyfunc: Ptr, descending: boolean): number {
  const n = Py_SIZE(o)
  const items = listItems(o)
  const allocated = listAllocated(o)
  const values = new Int32Array(n)
  for (let i = 0; i < n; i++) values[i] = i32[(items + i * 8) >> 2]
  i32[(o + LIST_ITEM) >> 2] = 0
  Py_SET_SIZE(o, 0)
  // -1 shows afterwards whether anybody changed the list
  i32[(o + LIST_ALLOCATED) >> 2] = -1
  i32[(o + LIST_ALLOCATED + 4) >> 2] = -1
  let ok = sortValues(values, keyfunc, descending)
  if (ok && i32[(o + LIST_ALLOCATED) >> 2] !== -1) {
    raise(PyExc_ValueError, 'list modified during sort')
    ok = false
  }
  const strayItems = listItems(o)
  let stray = Py_SIZE(o)
  Py_SET_SIZE(o, n)
  for (let i = 0; i < n; i++) i32[(items + i * 8) >> 2] = values[i]
  i32[(o + LIST_ITEM) >> 2] = items
  i32[(o + LIST_ALLOCATED) >> 2] = allocated
  i32[(o + LIST_ALLOCATED + 4) >> 2] = 0
  if (strayItems !== 0) {
    while (--stray >= 0) Py_XDECREF(i32[(strayItems + stray * 8) >> 2])
    memFree(strayItems)
  }
  return ok ? 0 : -1
}

function sortValues(values: Int32Array, keyfunc: Ptr, descending: boolean): boolean {
  const n = values.length
  let keys: Int32Array | undefined
  let block: Ptr = 0
  if (keyfunc !== 0) {
    if (n >= MERGESTATE_TEMP_SIZE / 2) {
      block = memMalloc(n * 8)
      if (block === 0) return PyErr_NoMemory() !== 0
    }
    keys = new Int32Array(n)
    for (let i = 0; i < n; i++) {
      keys[i] = PyObject_CallOneArg(keyfunc, values[i])
      if (keys[i] === 0) {
        for (let k = i - 1; k >= 0; k--) Py_DECREF(keys[k])
        if (block !== 0) memFree(block)
        return false
      }
    }
  }
  // stability of the descending order: reverse, sort ascending, reverse
  if (descending && n > 1) {
    values.reverse()
    keys?.reverse()
  }
  const ok = keys ? timsort(keys, values) : timsort(values, undefined)
  if (keys) {
    for (let i = 0; i < n; i++) Py_DECREF(keys[i])
    if (block !== 0) memFree(block)
  }
  if (descending && n > 1) values.reverse()
  return ok
}

/** Sorts by the items themselves, ascending; 0 or -1. */
export const PyList_Sort = (l: Ptr): number => list_sort_impl(l, 0, false)
