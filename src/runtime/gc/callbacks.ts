/** gc.callbacks: each is called with the phase and one dict per phase (invoke_gc_callback). */

import { i32, type Ptr } from '../memory/heap'
import { GC_CALLBACKS } from '../object/alloc'
import { callN } from '../object/call'
import { PyDict_New, PyDict_SetItem } from '../object/container/dict-core'
import { PyList_GET_ITEM, PyList_GET_SIZE } from '../object/container/list-core'
import { PyErr_WriteUnraisable } from '../object/exception/err'
import { Py_DECREF, Py_INCREF } from '../object/header'
import { PyLong_FromLong } from '../object/number/int-core'
import { _Py_ID, newStr } from '../object/text/str-core'

const KEYS = ['generation', 'collected', 'uncollectable'].map(_Py_ID)

export function invokeCallbacks(
  phase: 'start' | 'stop',
  generation: number,
  collected: number,
  uncollectable: number,
): void {
  const callbacks = i32[GC_CALLBACKS >> 2]
  if (callbacks === 0 || PyList_GET_SIZE(callbacks) === 0) return
  const info = infoDict([generation, collected, uncollectable])
  if (info === 0) {
    PyErr_WriteUnraisable(0)
    return
  }
  const name = newStr(phase)
  for (let i = 0; i < PyList_GET_SIZE(callbacks); i++) {
    const cb = PyList_GET_ITEM(callbacks, i)
    Py_INCREF(cb)
    const r = callN(cb, name, info)
    if (r === 0) PyErr_WriteUnraisable(cb)
    else Py_DECREF(r)
    Py_DECREF(cb)
  }
  Py_DECREF(name)
  Py_DECREF(info)
}

function infoDict(values: number[]): Ptr {
  const d = PyDict_New()
  if (d === 0) return 0
  values.forEach((n, i) => {
    const v = PyLong_FromLong(n)
    PyDict_SetItem(d, KEYS[i], v)
    Py_DECREF(v)
  })
  return d
}
