/** One step of any iterator from C-like loops (sum, min, zip, list.extend ...): the frequent types without the slot table. */
import { i32, type Ptr } from '../../memory/heap'
import { PyErr_Clear, PyErr_Occurred } from '../errors-core'
import { FN, type unaryfunc } from '../fn-table'
import { IT_INDEX, IT_SEQ, LIST_ITEM, OB_SIZE, OB_TYPE, TP_ITERNEXT, TUPLE_ITEM } from '../layout'
import { errorIs } from '../type/subtype'
import { PyExc_StopIteration, PyListIter_Type, PyRangeIter_Type, PyTupleIter_Type } from '../types'
import { rangeiter_next } from './range-core'

/** tp_iternext: a new reference; 0 at the end (StopIteration may be set) or with an error set. */
export function iternext(it: Ptr): Ptr {
  const type = i32[(it + OB_TYPE) >> 2]
  if (type === PyListIter_Type || type === PyTupleIter_Type) {
    const seq = i32[(it + IT_SEQ) >> 2]
    const i = i32[(it + IT_INDEX) >> 2]
    if (seq !== 0 && i < i32[(seq + OB_SIZE) >> 2]) {
      i32[(it + IT_INDEX) >> 2] = i + 1
      const items = type === PyListIter_Type ? i32[(seq + LIST_ITEM) >> 2] : seq + TUPLE_ITEM
      const item = i32[(items + 8 * i) >> 2]
      i32[item >> 2]++
      return item
    }
  }
  return iternextSlow(it, type)
}

function iternextSlow(it: Ptr, type: Ptr): Ptr {
  if (type === PyRangeIter_Type) return rangeiter_next(it)
  return (FN[i32[(type + TP_ITERNEXT) >> 2]] as unaryfunc)(it)
}

/** As iternext, but a StopIteration is cleared: 0 without an error is the end (PyIter_Next). */
export function nextItem(it: Ptr): Ptr {
  const item = iternext(it)
  if (item === 0) endOfItems()
  return item
}

/** After a 0 of iternext: clears a StopIteration; false when another error is set. */
export function endOfItems(): boolean {
  if (!PyErr_Occurred()) return true
  if (!errorIs(PyExc_StopIteration)) return false
  PyErr_Clear()
  return true
}
