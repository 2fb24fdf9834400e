/**
 * Module atexit: functions that are called when the process ends, the last registered first (Modules/atexitmodule.c).
 * The table has CPython's sizes: an array of pointers (32, then 16 more at a time) to records of 24 bytes.
 */

import { memFree, memMalloc, memRealloc } from '../memory/domains'
import { i32, type Ptr } from '../memory/heap'
import { staticAlloc } from '../memory/static-data'
import { PyObject_RichCompareBool } from '../object/abstract/object-protocol'
import { PyCallable_Check } from '../object/call'
import { PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_GetSlice } from '../object/container/tuple-core'
import { NOARGS, O, VARKW } from '../object/define'
import { typeError } from '../object/errors'
import { PyErr_NoMemory } from '../object/errors-core'
import { PyErr_WriteUnraisable } from '../object/exception/err'
import { addRoots } from '../object/extra-roots'
import { Py_DECREF, Py_NewRef, Py_XDECREF } from '../object/header'
import { Py_EQ } from '../object/layout'
import { PyLong_FromLong } from '../object/number/int-core'
import { PyObject_Call } from '../object/type/call-objects'
import { Py_None } from '../object/types'
import { defineModule } from './define-module'

const TABLE = staticAlloc(8, 8)
const USED = staticAlloc(4, 4)
const CAPACITY = staticAlloc(4, 4)

const INITIAL_CAPACITY = 32
const STEP = 16
const FUNC = 0
const ARGS = 8
const KWARGS = 16
const SIZEOF_RECORD = 24

const recordAt = (i: number): Ptr => i32[(i32[TABLE >> 2] + 8 * i) >> 2]
const setRecord = (i: number, record: Ptr): void => {
  i32[(i32[TABLE >> 2] + 8 * i) >> 2] = record
}

/** Room for one more record; false when there is no memory. */
function reserve(): boolean {
  const capacity = i32[CAPACITY >> 2]
  if (i32[USED >> 2] < capacity) return true
  const wanted = capacity === 0 ? INITIAL_CAPACITY : capacity + STEP
  const table = memRealloc(i32[TABLE >> 2], wanted * 8)
  if (table === 0) return false
  i32[TABLE >> 2] = table
  i32[CAPACITY >> 2] = wanted
  return true
}

function dropRecord(i: number): void {
  const record = recordAt(i)
  setRecord(i, 0)
  Py_DECREF(i32[(record + FUNC) >> 2])
  Py_DECREF(i32[(record + ARGS) >> 2])
  Py_XDECREF(i32[(record + KWARGS) >> 2])
  memFree(record)
}

function clear(): void {
  for (let i = 0; i < i32[USED >> 2]; i++) if (recordAt(i) !== 0) dropRecord(i)
  i32[USED >> 2] = 0
}

/** Calls all functions and forgets them; errors are reported and do not stop the others (atexit_callfuncs). */
export function runExitFunctions(): void {
  for (let i = i32[USED >> 2] - 1; i >= 0; i--) {
    const record = recordAt(i)
    if (record === 0) continue
    // the call may unregister the function
    const func = Py_NewRef(i32[(record + FUNC) >> 2])
    const r = PyObject_Call(func, i32[(record + ARGS) >> 2], i32[(record + KWARGS) >> 2])
    if (r === 0) PyErr_WriteUnraisable(func, 'in atexit callback')
    else Py_DECREF(r)
    Py_DECREF(func)
  }
  clear()
}

/** What the table owns. */
addRoots((visit) => {
  for (let i = 0; i < i32[USED >> 2]; i++) {
    const record = recordAt(i)
    if (record === 0) continue
    for (const field of [FUNC, ARGS, KWARGS]) visit(i32[(record + field) >> 2])
  }
})

function register(_self: Ptr, args: Ptr, kwargs: Ptr): Ptr {
  const n = PyTuple_GET_SIZE(args)
  if (n === 0) return typeError('register() takes at least 1 argument (0 given)')
  const func = PyTuple_GET_ITEM(args, 0)
  if (!PyCallable_Check(func)) return typeError('the first argument must be callable')
  if (!reserve()) return PyErr_NoMemory()
  const record = memMalloc(SIZEOF_RECORD)
  if (record === 0) return PyErr_NoMemory()
  const rest = PyTuple_GetSlice(args, 1, n)
  if (rest === 0) {
    memFree(record)
    return 0
  }
  i32.fill(0, record >> 2, (record + SIZEOF_RECORD) >> 2)
  i32[(record + FUNC) >> 2] = Py_NewRef(func)
  i32[(record + ARGS) >> 2] = rest
  i32[(record + KWARGS) >> 2] = kwargs === 0 ? 0 : Py_NewRef(kwargs)
  const i = i32[USED >> 2]++
  setRecord(i, record)
  return Py_NewRef(func)
}

function unregister(_self: Ptr, func: Ptr): Ptr {
  for (let i = 0; i < i32[USED >> 2]; i++) {
    const record = recordAt(i)
    if (record === 0) continue
    const equal = PyObject_RichCompareBool(i32[(record + FUNC) >> 2], func, Py_EQ)
    if (equal < 0) return 0
    if (equal !== 0 && recordAt(i) === record) dropRecord(i)
  }
  return Py_NewRef(Py_None)
}

const thenNone = (f: () => void) =>
  NOARGS(() => {
    f()
    return Py_NewRef(Py_None)
  })

defineModule({
  name: 'atexit',
  doc: 'allow programmer to define multiple exit functions to be executed\nupon normal program termination.\n',
  methods: {
    register: VARKW(register),
    _clear: thenNone(clear),
    unregister: O(unregister),
    _run_exitfuncs: thenNone(runExitFunctions),
    _ncallbacks: NOARGS(() => PyLong_FromLong(i32[USED >> 2])),
  },
})
