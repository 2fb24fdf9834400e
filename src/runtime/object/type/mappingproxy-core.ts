/** Making mappingproxy objects. */
import { i32, type Ptr } from '../../memory/heap'
import { PyObject_GC_New, PyObject_GC_Track } from '../alloc'
import { Py_INCREF } from '../header'
import { MAPPINGPROXY_MAPPING, SIZEOF_MAPPINGPROXY } from '../layout'
import { PyDictProxy_Type } from '../types'

/** A read-only view of a mapping, which it owns a reference to. */
export function PyDictProxy_New(mapping: Ptr): Ptr {
  const p = PyObject_GC_New(PyDictProxy_Type, SIZEOF_MAPPINGPROXY)
  if (p === 0) return 0
  Py_INCREF(mapping)
  i32[(p + MAPPINGPROXY_MAPPING) >> 2] = mapping
  i32[(p + MAPPINGPROXY_MAPPING + 4) >> 2] = 0
  PyObject_GC_Track(p)
  return p
}
