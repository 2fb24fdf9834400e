/** tuple(o) for any iterable (CPython PySequence_Tuple): grows by ten plus a quarter, cut back at the end. */
import type { Ptr } from '../../memory/heap'
import { PyObject_GetIter, PyObject_LengthHint } from '../abstract/iter-protocol'
import { PyErr_Occurred } from '../errors-core'
import { Py_DECREF, Py_NewRef } from '../header'
import { PyList_AsTuple, PyList_CheckExact } from './list-core'
import { nextItem } from './next-item'
import { _PyTuple_Resize, PyTuple_CheckExact, PyTuple_New, PyTuple_SET_ITEM } from './tuple-core'

/** New reference; an exact tuple is returned itself. */
export function PySequence_Tuple(o: Ptr): Ptr {
  if (PyTuple_CheckExact(o)) return Py_NewRef(o)
  if (PyList_CheckExact(o)) return PyList_AsTuple(o)
  const it = PyObject_GetIter(o)
  if (it === 0) return 0
  const t = collect(o, it)
  Py_DECREF(it)
  return t
}

function collect(o: Ptr, it: Ptr): Ptr {
  let n = PyObject_LengthHint(o, 10)
  if (n < 0) return 0
  let t = PyTuple_New(n)
  if (t === 0) return 0
  let j = 0
  for (; ; j++) {
    const item = nextItem(it)
    if (item === 0) {
      if (PyErr_Occurred()) {
        Py_DECREF(t)
        return 0
      }
      break
    }
    if (j >= n) {
      n += 10
      n += n >> 2
      t = _PyTuple_Resize(t, n)
      if (t === 0) {
        Py_DECREF(item)
        return 0
      }
    }
    PyTuple_SET_ITEM(t, j, item)
  }
  return j < n ? _PyTuple_Resize(t, j) : t
}
