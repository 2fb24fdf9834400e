/**
 * Destruction from generated code: the destructors of the most frequent types are called directly, so that V8 knows the
 * target; _Py_Dealloc's call through the table of slots serves the rest.
 */
import { objFree } from '../memory/domains'
import { i32, type Ptr } from '../memory/heap'
import { dict_dealloc } from '../object/container/dict-object'
import { list_dealloc } from '../object/container/list-core'
import { set_dealloc } from '../object/container/set-core'
import { tuple_dealloc } from '../object/container/tuple-core'
import { _Py_Dealloc, deathsObserved } from '../object/header'
import { OB_TYPE } from '../object/layout'
import { floatDealloc } from '../object/number/float-core'
import { unicode_dealloc } from '../object/text/str-build'
import {
  PyDict_Type,
  PyFloat_Type,
  PyList_Type,
  PyLong_Type,
  PySet_Type,
  PyTuple_Type,
  PyUnicode_Type,
} from '../object/types'

export function dealloc(o: Ptr): void {
  if (i32[(o + OB_TYPE) >> 2] === PyLong_Type) objFree(o)
  else deallocContainer(o)
}

function deallocContainer(o: Ptr): void {
  if (deathsObserved) {
    _Py_Dealloc(o)
    return
  }
  switch (i32[(o + OB_TYPE) >> 2]) {
    case PyFloat_Type:
      floatDealloc(o)
      return
    case PyList_Type:
      list_dealloc(o)
      return
    case PyTuple_Type:
      tuple_dealloc(o)
      return
    case PyDict_Type:
      dict_dealloc(o)
      return
    case PyUnicode_Type:
      unicode_dealloc(o)
      return
    case PySet_Type:
      set_dealloc(o)
      return
    default:
      _Py_Dealloc(o)
  }
}

export function dec(o: Ptr): void {
  if ((i32[o >> 2] -= 1) === 0) dealloc(o)
}

export function xdec(o: Ptr): void {
  if (o !== 0 && (i32[o >> 2] -= 1) === 0) dealloc(o)
}
