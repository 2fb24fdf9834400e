/**
 * Guard of recursive reprs (CPython Py_ReprEnter/Py_ReprLeave): a list of the containers being shown, kept in the
 * thread's dict under 'Py_Repr'. Both are made at the first use.
 */

import { i32, type Ptr } from '../../memory/heap'
import { staticAlloc } from '../../memory/static-data'
import { PyErr_Fetch, PyErr_Restore } from '../errors-core'
import { addRoots } from '../extra-roots'
import { Py_DECREF, Py_SIZE } from '../header'
import { _Py_ID } from '../text/str-core'
import { dictGetItemStr } from './dict-lookup'
import { PyDict_New } from './dict-object'
import { PyDict_SetItem } from './dict-store'
import { list_clear, list_resize, listItems, PyList_Append, PyList_GET_ITEM, PyList_New } from './list-core'

/** The thread state's dict, 0 until somebody needs it. */
export const TS_DICT: Ptr = staticAlloc(8, 8)
addRoots((visit) => visit(i32[TS_DICT >> 2]))
const ID_Py_Repr = _Py_ID('Py_Repr')

/** Borrowed; 0 + MemoryError (PyThreadState_GetDict). */
export function PyThreadState_GetDict(): Ptr {
  if (i32[TS_DICT >> 2] === 0) i32[TS_DICT >> 2] = PyDict_New()
  return i32[TS_DICT >> 2]
}

function activeList(): Ptr {
  const dict = PyThreadState_GetDict()
  if (dict === 0) return 0
  const found = dictGetItemStr(dict, ID_Py_Repr)
  if (found !== 0) return found
  const list = PyList_New(0)
  if (list === 0) return 0
  const status = PyDict_SetItem(dict, ID_Py_Repr, list)
  Py_DECREF(list)
  return status < 0 ? 0 : list
}

/** 0: go on, and call Py_ReprLeave; 1: the object is being shown already; -1: error. */
export function Py_ReprEnter(o: Ptr): number {
  const list = activeList()
  if (list === 0) return -1
  for (let i = Py_SIZE(list) - 1; i >= 0; i--) if (PyList_GET_ITEM(list, i) === o) return 1
  return PyList_Append(list, o)
}

/** Takes the object off the list; an error that is set stays set. */
export function Py_ReprLeave(o: Ptr): void {
  const saved = PyErr_Fetch()
  const list = activeList()
  if (list !== 0) {
    for (let i = Py_SIZE(list) - 1; i >= 0; i--) {
      if (PyList_GET_ITEM(list, i) === o) {
        removeAt(list, i)
        break
      }
    }
  }
  PyErr_Restore(saved.type, saved.value, saved.traceback)
}

function removeAt(list: Ptr, i: number): void {
  const n = Py_SIZE(list)
  if (n === 1) {
    list_clear(list) // gives the items' memory back, which a list resized to nothing keeps
    return
  }
  const items = listItems(list) >> 2
  const old = i32[items + i * 2]
  for (let k = i; k < n - 1; k++) i32[items + k * 2] = i32[items + k * 2 + 2]
  list_resize(list, n - 1)
  Py_DECREF(old)
}
