/** How slot functions of Python-defined classes call the methods behind them (CPython typeobject.c, vectorcall_method and friends). */
import { i32, type Ptr } from '../../memory/heap'
import { PY_VECTORCALL_ARGUMENTS_OFFSET, PyObject_Vectorcall } from '../call'
import { raiseObject } from '../errors'
import { PyErr_Occurred } from '../errors-core'
import { Py_DECREF, Py_NewRef } from '../header'
import { cStackPop, cStackPush } from '../interp'
import { Py_NotImplemented, PyExc_AttributeError } from '../types'
import { lookupMaybeMethod, unbound } from './type-core'

/** Calls func, found by lookupMaybeMethod, with args[0] = self; drops func. */
function callFound(func: Ptr, isUnbound: boolean, args: Ptr, nargs: number): Ptr {
  const r = isUnbound
    ? PyObject_Vectorcall(func, args, nargs | PY_VECTORCALL_ARGUMENTS_OFFSET, 0)
    : PyObject_Vectorcall(func, args + 8, (nargs - 1) | PY_VECTORCALL_ARGUMENTS_OFFSET, 0)
  Py_DECREF(func)
  return r
}

/** The method, as lookupMaybeMethod, or 0 with AttributeError set. */
export function lookupMethod(self: Ptr, name: Ptr): Ptr {
  const f = lookupMaybeMethod(self, name)
  if (f === 0 && !PyErr_Occurred()) raiseObject(PyExc_AttributeError, name)
  return f
}

function callWith(func: Ptr, isUnbound: boolean, self: Ptr, a: Ptr, b: Ptr, nargs: number): Ptr {
  const base = cStackPush(4)
  i32[(base + 8) >> 2] = self
  i32[(base + 16) >> 2] = a
  i32[(base + 24) >> 2] = b
  const r = callFound(func, isUnbound, base + 8, nargs)
  cStackPop(base)
  return r
}

/** type(self).name(self) */
export function callMethod0(self: Ptr, name: Ptr): Ptr {
  const f = lookupMethod(self, name)
  return f === 0 ? 0 : callWith(f, unbound, self, 0, 0, 1)
}

export function callMethod1(self: Ptr, name: Ptr, a: Ptr): Ptr {
  const f = lookupMethod(self, name)
  return f === 0 ? 0 : callWith(f, unbound, self, a, 0, 2)
}

export function callMethod2(self: Ptr, name: Ptr, a: Ptr, b: Ptr): Ptr {
  const f = lookupMethod(self, name)
  return f === 0 ? 0 : callWith(f, unbound, self, a, b, 3)
}

/** As callMethod1, but NotImplemented when the type has no such method (vectorcall_maybe). */
export function callMaybe1(self: Ptr, name: Ptr, a: Ptr): Ptr {
  const f = lookupMaybeMethod(self, name)
  if (f === 0) return PyErr_Occurred() ? 0 : Py_NewRef(Py_NotImplemented)
  return callWith(f, unbound, self, a, 0, 2)
}

/** Calls a method that lookupMaybeMethod found; consumes the reference to it. */
export const callFound0 = (func: Ptr, isUnbound: boolean, self: Ptr): Ptr => callWith(func, isUnbound, self, 0, 0, 1)
export const callFound1 = (func: Ptr, isUnbound: boolean, self: Ptr, a: Ptr): Ptr =>
  callWith(func, isUnbound, self, a, 0, 2)
