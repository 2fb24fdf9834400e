/**
 * Calls by a name that usually means one builtin: the call site asks for just that builtin first, without looking up how a C
 * function is called (CPython's PRECALL_NO_KW_LEN, _ISINSTANCE, _LIST_APPEND). When the name turns out to mean something
 * else the general call does it. As all calls from generated code they consume their references and give a new one, or 0
 * with an error set.
 */
import { i32, type Ptr } from '../memory/heap'
import { _PyList_AppendTakeRef } from '../object/container/list-core'
import { TS_RECURSION_REMAINING } from '../object/interp'
import * as L from '../object/layout'
import { PyLong_FromInt32 } from '../object/number/int-core'
import { PyType_IsSubtype } from '../object/type/subtype'
import {
  Py_None,
  Py_True,
  PyBytes_Type,
  PyCFunction_Type,
  PyDict_Type,
  PyList_Type,
  PySet_Type,
  PyTuple_Type,
  PyType_Type,
  PyUnicode_Type,
} from '../object/types'
import { call1, call2, callMethod1 } from './call'
import { dealloc } from './dealloc'

const W_RECURSION = TS_RECURSION_REMAINING >> 2

let lenMethod: Ptr = -1
let isinstanceMethod: Ptr = -1
let appendMethod: Ptr = -1
/** Tells which PyMethodDefs are the real len, isinstance and list.append. */
export function setKnownMethods(len: Ptr, isinstance: Ptr, append: Ptr): void {
  lenMethod = len
  isinstanceMethod = isinstance
  appendMethod = append
}

const isBuiltin = (c: Ptr, ml: Ptr): boolean =>
  i32[(c + L.OB_TYPE) >> 2] === PyCFunction_Type && i32[(c + L.CFUNC_ML) >> 2] === ml && i32[W_RECURSION] > 0

/** Length of an object of one of the frequent exact types, -1 for any other. */
function exactLength(o: Ptr): number {
  switch (i32[(o + L.OB_TYPE) >> 2]) {
    case PyList_Type:
    case PyTuple_Type:
    case PyBytes_Type:
      return i32[(o + L.OB_SIZE) >> 2]
    case PyUnicode_Type:
      return i32[(o + L.UNICODE_LENGTH) >> 2]
    case PyDict_Type:
      return i32[(o + L.DICT_USED) >> 2]
    case PySet_Type:
      return i32[(o + L.SET_USED) >> 2]
    default:
      return -1
  }
}

/** c(a) where the program says len. */
export function callLen(c: Ptr, a: Ptr): Ptr {
  const n = isBuiltin(c, lenMethod) ? exactLength(a) : -1
  if (n < 0) return call1(c, a)
  if ((i32[c >> 2] -= 1) === 0) dealloc(c)
  if ((i32[a >> 2] -= 1) === 0) dealloc(a)
  return PyLong_FromInt32(n)
}

/** c(o, type) where the program says isinstance; only for a real class as type, whose metaclass has no say. */
export function callIsinstance(c: Ptr, o: Ptr, type: Ptr): Ptr {
  if (i32[(type + L.OB_TYPE) >> 2] !== PyType_Type || !isBuiltin(c, isinstanceMethod)) return call2(c, o, type)
  const own = i32[(o + L.OB_TYPE) >> 2]
  // an object may claim another class with __class__: only the answer yes is certain
  if (own !== type && !PyType_IsSubtype(own, type)) return call2(c, o, type)
  if ((i32[c >> 2] -= 1) === 0) dealloc(c)
  if ((i32[o >> 2] -= 1) === 0) dealloc(o)
  if ((i32[type >> 2] -= 1) === 0) dealloc(type)
  i32[Py_True >> 2]++
  return Py_True
}

/** m(self, v) where the program says append; m is 0 and self the callable when it is no method. */
export function callAppend(m: Ptr, self: Ptr, v: Ptr): Ptr {
  if (m === 0 || i32[(self + L.OB_TYPE) >> 2] !== PyList_Type || i32[(m + L.D_METHOD) >> 2] !== appendMethod) {
    return callMethod1(m, self, v)
  }
  const r = _PyList_AppendTakeRef(self, v)
  if ((i32[m >> 2] -= 1) === 0) dealloc(m)
  if ((i32[self >> 2] -= 1) === 0) dealloc(self)
  if (r < 0) return 0
  i32[Py_None >> 2]++
  return Py_None
}
