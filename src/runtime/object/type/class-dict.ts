/** Names an object or class offers, for dir(). */
import type { Ptr } from '../../memory/heap'
import { _PyObject_LookupAttr } from '../abstract/object-protocol'
import { PyObject_Size, PySequence_GetItem } from '../abstract/sequence-protocol'
import { PyDict_Update } from '../container/dict-core'
import { PyErr_Occurred } from '../errors-core'
import { Py_DECREF } from '../header'
import { _Py_ID } from '../text/str-core'

const ID___dict__ = _Py_ID('__dict__')
const ID___bases__ = _Py_ID('__bases__')

/** Adds the dictionaries of a class and all its bases to dict (merge_class_dict). */
export function mergeClassDict(dict: Ptr, cls: Ptr): boolean {
  const own = _PyObject_LookupAttr(cls, ID___dict__)
  if (own !== 0) {
    const r = PyDict_Update(dict, own)
    Py_DECREF(own)
    if (r < 0) return false
  } else if (PyErr_Occurred()) return false
  const bases = _PyObject_LookupAttr(cls, ID___bases__)
  if (bases === 0) return !PyErr_Occurred()
  const n = PyObject_Size(bases)
  let ok = n >= 0
  for (let i = 0; i < n && ok; i++) {
    const base = PySequence_GetItem(bases, i)
    ok = base !== 0 && mergeClassDict(dict, base)
    if (base !== 0) Py_DECREF(base)
  }
  Py_DECREF(bases)
  return ok
}
