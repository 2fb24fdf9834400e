/** Relations between types, read from the bytes alone: no lookup, no allocation. */
import { i32, type Ptr } from '../../memory/heap'
import { PyErr_Occurred } from '../errors-core'
import { Py_TYPE, typeFlagOf } from '../header'
import { OB_SIZE, TP_BASE, TP_MRO, TPFLAGS_TYPE_SUBCLASS, TUPLE_ITEM } from '../layout'
import { PyBaseObject_Type } from '../types'

/** True when b is in a's method resolution order; while a has none yet, its tp_base chain decides. */
export function PyType_IsSubtype(a: Ptr, b: Ptr): boolean {
  const mro = i32[(a + TP_MRO) >> 2]
  if (mro !== 0) {
    for (let p = mro + TUPLE_ITEM, end = p + i32[(mro + OB_SIZE) >> 2] * 8; p < end; p += 8) {
      if (i32[p >> 2] === b) return true
    }
    return false
  }
  for (let t = a; t !== 0; t = i32[(t + TP_BASE) >> 2]) if (t === b) return true
  return b === PyBaseObject_Type
}

/** isinstance(o, type) by the real type alone (PyObject_TypeCheck). */
export const PyObject_TypeCheck = (o: Ptr, type: Ptr): boolean =>
  Py_TYPE(o) === type || PyType_IsSubtype(Py_TYPE(o), type)

export const PyType_Check = (o: Ptr): boolean => typeFlagOf(o, TPFLAGS_TYPE_SUBCLASS)

/** Is the current error of this exception class (or a subclass of it)? False when there is none. */
export function errorIs(exception: Ptr): boolean {
  const e = PyErr_Occurred()
  return e !== 0 && (e === exception || PyType_IsSubtype(e, exception))
}
