/** Weak references to garbage are cleared before any finalizer runs; callbacks of weakrefs that survive are called (handle_weakrefs). */

import { i32, type Ptr } from '../memory/heap'
import { staticAlloc } from '../memory/static-data'
import { PyObject_CallOneArg } from '../object/call'
import { PyErr_WriteUnraisable } from '../object/exception/err'
import { Py_DECREF, Py_INCREF } from '../object/header'
import * as L from '../object/layout'
import { _PyWeakref_ClearRef, PyWeakref_Check, weaklistSlot } from '../object/type/weakref-core'
import { listInit, listIsEmpty, listMove, next } from './gc-list'
import { headOf, isCollecting, objectOf } from './reachability'

const TO_CALL = staticAlloc(16, 16)

/** Gives the number of weakref objects that died by their callback; survivors of the queue go to old. */
export function handleWeakrefs(unreachable: Ptr, old: Ptr): number {
  listInit(TO_CALL)
  for (let g = next(unreachable); g !== unreachable; ) {
    const o = objectOf(g)
    g = next(g)
    if (PyWeakref_Check(o)) _PyWeakref_ClearRef(o)
    if (i32[(i32[(o + L.OB_TYPE) >> 2] + L.TP_WEAKLISTOFFSET) >> 2] <= 0) continue
    const slot = weaklistSlot(o)
    for (let wr = i32[slot >> 2]; wr !== 0; wr = i32[slot >> 2]) {
      _PyWeakref_ClearRef(wr)
      if (i32[(wr + L.WR_CALLBACK) >> 2] === 0 || isCollecting(headOf(wr))) continue
      Py_INCREF(wr)
      listMove(headOf(wr), TO_CALL)
    }
  }
  let freed = 0
  while (!listIsEmpty(TO_CALL)) {
    const g = next(TO_CALL)
    const wr = objectOf(g)
    const callback = i32[(wr + L.WR_CALLBACK) >> 2]
    const r = PyObject_CallOneArg(callback, wr)
    if (r === 0) PyErr_WriteUnraisable(callback)
    else Py_DECREF(r)
    Py_DECREF(wr)
    if (next(TO_CALL) === g) listMove(g, old)
    else freed++
  }
  return freed
}
