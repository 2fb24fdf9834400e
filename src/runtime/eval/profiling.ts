/**
 * sys.setprofile: calls and returns of Python functions (tracing.ts says where), and those of C functions from code generated
 * with call events (Python/ceval.c, C_TRACE and trace_call_function; Python/sysmodule.c, profile_trampoline).
 */
import { i32, type Ptr } from '../memory/heap'
import { PyErr_Fetch, PyErr_Restore } from '../object/errors-core'
import { type descrgetfunc, FN } from '../object/fn-table'
import { Py_DECREF, Py_NewRef, Py_SIZE, Py_TYPE, Py_XDECREF } from '../object/header'
import { cStackPop } from '../object/interp'
import * as L from '../object/layout'
import { _Py_ID } from '../object/text/str-core'
import { PyCFunction_Type, PyList_Type, PyMethod_Type, PyMethodDescr_Type, PyTuple_Type } from '../object/types'
import { callArray } from './call'
import { callEx } from './functions'

const EVENT = {
  call: _Py_ID('c_call'),
  return: _Py_ID('c_return'),
  exception: _Py_ID('c_exception'),
}

/** Tells the profile function of frame f; 0, or -1 when it failed. Installed by tracing.ts, which holds the function. */
export type ProfileNotifier = (f: Ptr, event: Ptr, value: Ptr) => number
let notify: ProfileNotifier = () => 0
let wanted: () => boolean = () => false
export function setProfileNotifier(f: ProfileNotifier, isWanted: () => boolean): void {
  notify = f
  wanted = isWanted
}

/** What the events of a call name: the built-in function, a bound one made for a method of a type; new reference, 0: no event. */
function cFunction(callable: Ptr, first: Ptr): Ptr {
  const type = Py_TYPE(callable)
  if (type === PyCFunction_Type) return Py_NewRef(callable)
  if (type !== PyMethodDescr_Type || first === 0) return 0
  return (FN[i32[(type + L.TP_DESCR_GET) >> 2]] as descrgetfunc)(callable, first, Py_TYPE(first))
}

/** The events after the call whose result is r. */
function after(f: Ptr, func: Ptr, r: Ptr): Ptr {
  if (!wanted()) return r
  if (r !== 0) {
    if (notify(f, EVENT.return, func) >= 0) return r
    Py_DECREF(r)
    return 0
  }
  const e = PyErr_Fetch()
  if (notify(f, EVENT.exception, func) >= 0) PyErr_Restore(e.type, e.value, e.traceback)
  else for (const part of [e.type, e.value, e.traceback]) Py_XDECREF(part)
  return 0
}

/** callArray with the events of a C function. */
export function callArrayProfiled(f: Ptr, m: Ptr, self: Ptr, p: number, nargs: number, kwnames: Ptr): Ptr {
  if (!wanted()) return callArray(m, self, p, nargs, kwnames)
  let callable = m === 0 ? self : m
  let first = m === 0 ? (nargs === 0 ? 0 : i32[p + 4]) : self
  if (m === 0 && Py_TYPE(callable) === PyMethod_Type) {
    first = i32[(callable + L.METHOD_SELF) >> 2]
    callable = i32[(callable + L.METHOD_FUNC) >> 2]
  }
  const func = cFunction(callable, first)
  if (func === 0) return callArray(m, self, p, nargs, kwnames)
  let r: Ptr = 0
  if (notify(f, EVENT.call, func) >= 0) r = after(f, func, callArray(m, self, p, nargs, kwnames))
  else {
    Py_XDECREF(m)
    Py_DECREF(self)
    for (let i = 0; i < nargs; i++) Py_DECREF(i32[p + 4 + 2 * i])
    cStackPop(p << 2)
  }
  Py_DECREF(func)
  return r
}

function firstOf(args: Ptr): Ptr {
  const type = Py_TYPE(args)
  if ((type !== PyTuple_Type && type !== PyList_Type) || Py_SIZE(args) === 0) return 0
  return i32[(type === PyTuple_Type ? args + L.TUPLE_ITEM : i32[(args + L.LIST_ITEM) >> 2]) >> 2]
}

/** callEx with the events of a C function. */
export function callExProfiled(f: Ptr, callable: Ptr, args: Ptr, kwargs: Ptr): Ptr {
  const func = wanted() ? cFunction(callable, firstOf(args)) : 0
  if (func === 0) return callEx(callable, args, kwargs)
  let r: Ptr = 0
  if (notify(f, EVENT.call, func) >= 0) r = after(f, func, callEx(callable, args, kwargs))
  else for (const o of [callable, args, kwargs]) Py_XDECREF(o)
  Py_DECREF(func)
  return r
}
