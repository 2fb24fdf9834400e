/** The module atexit: callbacks run when the program ends, last registered first (Modules/atexitmodule.c). */
import type { Ptr } from '../memory/heap'
import { PyObject_RichCompareBool } from '../object/abstract/object-protocol'
import { PyCallable_Check } from '../object/call'
import { arg, FASTKW, NOARGS, O } from '../object/define'
import { typeError } from '../object/errors'
import { PyErr_WriteUnraisable } from '../object/exception/err'
import { Py_DECREF, Py_NewRef, Py_SIZE, Py_XDECREF } from '../object/header'
import { Py_EQ } from '../object/layout'
import { PyLong_FromLong } from '../object/number/int-core'
import { kwargsDict, PyObject_Call, tupleFromArray } from '../object/type/call-objects'
import { defineModule } from './define-module'
import { onFinalize } from './finalization'
import { none } from './values'

interface Callback {
  func: Ptr
  args: Ptr
  kwargs: Ptr
}

/** Owned references; an entry becomes null when it is unregistered or has run. */
let callbacks: (Callback | null)[] = []

function register(_m: Ptr, args: Ptr, nargs: number, kwnames: Ptr): Ptr {
  if (nargs === 0) return typeError('register() takes at least 1 argument (0 given)')
  const func = arg(args, 0)
  if (!PyCallable_Check(func)) return typeError('the first argument must be callable')
  const tuple = tupleFromArray(args + 8, nargs - 1)
  const named = kwnames !== 0 && Py_SIZE(kwnames) > 0
  const kwargs = named ? kwargsDict(args + nargs * 8, kwnames) : 0
  if (tuple === 0 || (named && kwargs === 0)) {
    Py_XDECREF(tuple)
    return 0
  }
  callbacks.push({ func: Py_NewRef(func), args: tuple, kwargs })
  return Py_NewRef(func)
}

function drop(i: number): void {
  const c = callbacks[i]
  callbacks[i] = null
  if (c === null) return
  Py_DECREF(c.func)
  Py_DECREF(c.args)
  Py_XDECREF(c.kwargs)
}

function clear(): void {
  for (let i = callbacks.length - 1; i >= 0; i--) drop(i)
  callbacks = []
}

function runAll(): void {
  for (let i = callbacks.length - 1; i >= 0; i--) {
    const c = callbacks[i]
    if (c === null) continue
    Py_NewRef(c.func)
    const r = PyObject_Call(c.func, c.args, c.kwargs)
    if (r === 0) PyErr_WriteUnraisable(c.func, 'in atexit callback')
    else Py_DECREF(r)
    Py_DECREF(c.func)
    drop(i)
    // callbacks that registered more run after this one
    i = Math.max(i, callbacks.length)
  }
  clear()
}
onFinalize(runAll)

function unregister(_m: Ptr, func: Ptr): Ptr {
  for (let i = 0; i < callbacks.length; i++) {
    const c = callbacks[i]
    if (c === null) continue
    const same = PyObject_RichCompareBool(c.func, func, Py_EQ)
    if (same < 0) return 0
    if (same) drop(i)
  }
  return none()
}

defineModule({
  name: 'atexit',
  methods: {
    register: FASTKW(register),
    _clear: NOARGS(() => {
      clear()
      return none()
    }),
    unregister: O(unregister),
    _run_exitfuncs: NOARGS(() => {
      runAll()
      return none()
    }),
    _ncallbacks: NOARGS(() => PyLong_FromLong(callbacks.filter((c) => c !== null).length)),
  },
})
