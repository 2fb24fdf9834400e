/** Lists of a dict's keys, values or items (PyDict_Keys and friends). */
import { i32, type Ptr } from '../../memory/heap'
import { Py_DECREF } from '../header'
import { DICT_USED } from '../layout'
import { dictNext, entry } from './dict-walk'
import { PyList_GET_ITEM, PyList_New, PyList_SET_ITEM } from './list-core'
import { PyTuple_New, PyTuple_SET_ITEM } from './tuple-core'

export type DictPart = 'keys' | 'values' | 'items'

/**
 * A new list. Building it may run a collection, and that Python code, which changes the dict: then it is started again,
 * as CPython does.
 */
export function dictAsList(d: Ptr, part: DictPart): Ptr {
  for (;;) {
    const n = i32[(d + DICT_USED) >> 2]
    const l = PyList_New(n)
    if (l === 0) return 0
    if (part === 'items' && !addPairs(l, n)) {
      Py_DECREF(l)
      return 0
    }
    if (n === i32[(d + DICT_USED) >> 2]) {
      fillList(l, d, part)
      return l
    }
    Py_DECREF(l)
  }
}

/** All 2-tuples are made before the dict is walked, so that nothing can change it during the walk. */
function addPairs(l: Ptr, n: number): boolean {
  for (let i = 0; i < n; i++) {
    const pair = PyTuple_New(2)
    if (pair === 0) return false
    PyList_SET_ITEM(l, i, pair)
  }
  return true
}

function fillList(l: Ptr, d: Ptr, part: DictPart): void {
  let i = 0
  for (let pos = dictNext(d, 0); pos >= 0; pos = dictNext(d, pos), i++) {
    if (part === 'items') {
      const pair = PyList_GET_ITEM(l, i)
      i32[entry.key >> 2]++
      i32[entry.value >> 2]++
      PyTuple_SET_ITEM(pair, 0, entry.key)
      PyTuple_SET_ITEM(pair, 1, entry.value)
    } else {
      const v = part === 'keys' ? entry.key : entry.value
      i32[v >> 2]++
      PyList_SET_ITEM(l, i, v)
    }
  }
}

export const PyDict_Keys = (d: Ptr): Ptr => dictAsList(d, 'keys')
export const PyDict_Values = (d: Ptr): Ptr => dictAsList(d, 'values')
export const PyDict_Items = (d: Ptr): Ptr => dictAsList(d, 'items')
