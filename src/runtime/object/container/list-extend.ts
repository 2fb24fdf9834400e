/** Extending a list by any iterable (CPython list_extend): capacity is guessed from the length hint, then trimmed. */
import { i32, type Ptr } from '../../memory/heap'
import { PyObject_GetIter, PyObject_LengthHint } from '../abstract/iter-protocol'
import { PyErr_Occurred } from '../errors-core'
import { Py_DECREF, Py_SET_SIZE, Py_SIZE } from '../header'
import { LIST_ALLOCATED, LIST_ITEM } from '../layout'
import {
  _PyList_AppendTakeRef,
  list_preallocate_exact,
  list_resize,
  listExtendArray,
  listItems,
  PyList_CheckExact,
  PyList_New,
} from './list-core'
import { nextItem } from './next-item'
import { PyTuple_CheckExact, PyTuple_ITEMS } from './tuple-core'

/** Appends the items of an iterable; 0, or -1 with an error set. */
export function _PyList_Extend(l: Ptr, iterable: Ptr): number {
  if (PyTuple_CheckExact(iterable)) return listExtendArray(l, iterable, Py_SIZE(iterable), PyTuple_ITEMS)
  if (PyList_CheckExact(iterable) || iterable === l) {
    return listExtendArray(l, iterable, Py_SIZE(iterable), listItems)
  }
  const it = PyObject_GetIter(iterable)
  if (it === 0) return -1
  const status = extendFromIterator(l, iterable, it)
  Py_DECREF(it)
  return status
}

function extendFromIterator(l: Ptr, iterable: Ptr, it: Ptr): number {
  const hint = PyObject_LengthHint(iterable, 8)
  if (hint < 0) return -1
  const m = Py_SIZE(l)
  if (i32[(l + LIST_ITEM) >> 2] === 0) {
    if (hint !== 0 && list_preallocate_exact(l, hint) < 0) return -1
  } else if (m + hint < 0x7fff_ffff) {
    if (list_resize(l, m + hint) < 0) return -1
    // only room was asked for: the list must not show unwritten items to the iterator
    Py_SET_SIZE(l, m)
  }
  for (;;) {
    const item = nextItem(it)
    if (item === 0) {
      if (PyErr_Occurred()) return -1
      break
    }
    if (_PyList_AppendTakeRef(l, item) < 0) return -1
  }
  return Py_SIZE(l) < i32[(l + LIST_ALLOCATED) >> 2] ? list_resize(l, Py_SIZE(l)) : 0
}

/** list(o): a new list of the items of an iterable. */
export function PySequence_List(o: Ptr): Ptr {
  const l = PyList_New(0)
  if (l === 0 || _PyList_Extend(l, o) === 0) return l
  Py_DECREF(l)
  return 0
}
