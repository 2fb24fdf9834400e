/** locals() and frame.f_locals: the dict of a frame's names, refreshed from the fast slots (PyFrame_FastToLocalsWithError). */

import { i32, type Ptr, u8 } from '../memory/heap'
import { PyObject_DelItem, PyObject_SetItem } from '../object/abstract/sequence-protocol'
import { PyDict_New } from '../object/container/dict-core'
import { PyErr_Clear } from '../object/errors-core'
import { PyErr_ExceptionMatches } from '../object/exception/err'
import { Py_TYPE } from '../object/header'
import * as L from '../object/layout'
import { PyCell_Type, PyExc_KeyError } from '../object/types'
import { FW_CODE, FW_LOCALS, FW_LOCALSPLUS, FW_PREV_INSTR } from './frame-stack'

/** Borrowed namespace of frame f, 0 with an error set. Function frames get a dict that later calls refresh. */
export function frameLocals(f: Ptr): Ptr {
  const w = f >> 2
  const code = i32[w + FW_CODE]
  let dict = i32[w + FW_LOCALS]
  if (dict === 0) {
    dict = PyDict_New()
    if (dict === 0) return 0
    i32[w + FW_LOCALS] = dict
  }
  const n = i32[(code + L.CO_NLOCALSPLUS) >> 2]
  const names = i32[(code + L.CO_LOCALSPLUSNAMES) >> 2]
  const kinds = i32[(code + L.CO_LOCALSPLUSKINDS) >> 2] + L.BYTES_DATA
  const optimized = (i32[(code + L.CO_FLAGS) >> 2] & L.CO_OPTIMIZED) !== 0
  for (let i = 0; i < n; i++) {
    const kind = u8[kinds + i]
    // class bodies do not show the free variables of their methods' scopes
    if (kind & L.CO_FAST_FREE && !optimized) continue
    let v = i32[w + FW_LOCALSPLUS + 2 * i]
    if (v !== 0 && kind & (L.CO_FAST_CELL | L.CO_FAST_FREE) && Py_TYPE(v) === PyCell_Type) {
      // before MAKE_CELL has run the slot holds the argument itself
      if (kind & L.CO_FAST_FREE || i32[w + FW_PREV_INSTR] >= 0) v = i32[(v + L.CELL_REF) >> 2]
    }
    if (!update(dict, i32[(names + L.TUPLE_ITEM + 8 * i) >> 2], v)) return 0
  }
  return dict
}

function update(dict: Ptr, name: Ptr, v: Ptr): boolean {
  if (v !== 0) return PyObject_SetItem(dict, name, v) >= 0
  if (PyObject_DelItem(dict, name) >= 0) return true
  if (!PyErr_ExceptionMatches(PyExc_KeyError)) return false
  PyErr_Clear()
  return true
}
