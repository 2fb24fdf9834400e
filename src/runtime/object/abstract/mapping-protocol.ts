/** The mapping protocol (CPython Objects/abstract.c): keys(), values(), items() as lists, string-keyed access. */
import type { Ptr } from '../../memory/heap'
import { PyObject_CallNoArgs } from '../call'
import { dictAsList } from '../container/dict-lists'
import { PySequence_List } from '../container/list-extend'
import { raiseInt, typeError, typeNameOf } from '../errors'
import { PyErr_Clear } from '../errors-core'
import { FN, type lenfunc } from '../fn-table'
import { Py_DECREF, Py_TYPE } from '../header'
import * as L from '../layout'
import { _Py_ID, newStr, strToJS } from '../text/str-core'
import { errorIs } from '../type/subtype'
import { PyDict_Type, PyExc_TypeError } from '../types'
import { PyObject_GetIter } from './iter-protocol'
import { PyObject_GetAttr } from './object-protocol'
import { mappingSlot, PyObject_GetItem, PyObject_SetItem, sequenceSlot } from './sequence-protocol'

export { PyObject_DelItem, PyObject_GetItem, PyObject_SetItem, PyObject_Size } from './sequence-protocol'

const ID_keys = _Py_ID('keys')
const ID_values = _Py_ID('values')
const ID_items = _Py_ID('items')

export const PyMapping_Check = (o: Ptr): boolean => mappingSlot(Py_TYPE(o), L.MP_SUBSCRIPT) !== 0

export function PyMapping_Size(o: Ptr): number {
  const f = mappingSlot(Py_TYPE(o), L.MP_LENGTH)
  if (f !== 0) return (FN[f] as lenfunc)(o)
  const what = sequenceSlot(Py_TYPE(o), L.SQ_LENGTH) !== 0 ? 'is not a mapping' : 'has no len()'
  return raiseInt(
    PyExc_TypeError,
    what === 'has no len()' ? `object of type '${typeNameOf(o)}' has no len()` : `${typeNameOf(o)} ${what}`,
  )
}

/** The list of what a method returns (method_output_as_list). */
function methodOutputAsList(o: Ptr, name: Ptr): Ptr {
  const m = PyObject_GetAttr(o, name)
  if (m === 0) return 0
  const out = PyObject_CallNoArgs(m)
  Py_DECREF(m)
  if (out === 0) return 0
  const it = PyObject_GetIter(out)
  if (it === 0) {
    if (errorIs(PyExc_TypeError)) {
      PyErr_Clear()
      typeError(`${typeNameOf(o)}.${strToJS(name)}() returned a non-iterable (type ${typeNameOf(out)})`)
    }
    Py_DECREF(out)
    return 0
  }
  Py_DECREF(out)
  const l = PySequence_List(it)
  Py_DECREF(it)
  return l
}

/** A new list of the keys. */
export const PyMapping_Keys = (o: Ptr): Ptr =>
  Py_TYPE(o) === PyDict_Type ? dictAsList(o, 'keys') : methodOutputAsList(o, ID_keys)
export const PyMapping_Values = (o: Ptr): Ptr =>
  Py_TYPE(o) === PyDict_Type ? dictAsList(o, 'values') : methodOutputAsList(o, ID_values)
export const PyMapping_Items = (o: Ptr): Ptr =>
  Py_TYPE(o) === PyDict_Type ? dictAsList(o, 'items') : methodOutputAsList(o, ID_items)

/** o[name] for a JavaScript name: new reference or 0. */
export function PyMapping_GetItemString(o: Ptr, name: string): Ptr {
  const key = newStr(name)
  if (key === 0) return 0
  const r = PyObject_GetItem(o, key)
  Py_DECREF(key)
  return r
}

export function PyMapping_SetItemString(o: Ptr, name: string, v: Ptr): number {
  const key = newStr(name)
  if (key === 0) return -1
  const r = PyObject_SetItem(o, key, v)
  Py_DECREF(key)
  return r
}
