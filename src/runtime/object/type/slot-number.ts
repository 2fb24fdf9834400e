/** Number slots of Python-defined classes: __add__ / __radd__ and so on (CPython typeobject.c, SLOT1BIN...). */
import { i32, type Ptr } from '../../memory/heap'
import { _PyObject_LookupAttr, PyObject_IsTrue, PyObject_RichCompareBool } from '../abstract/object-protocol'
import { typeError, typeNameOf } from '../errors'
import { PyErr_Occurred } from '../errors-core'
import { type binaryfunc, fnPtr, type inquiry, type ternaryfunc, type unaryfunc } from '../fn-table'
import { Py_DECREF, Py_NewRef, Py_TYPE } from '../header'
import { NB_POWER, Py_NE, TP_AS_NUMBER } from '../layout'
import { _Py_ID } from '../text/str-core'
import { Py_None, Py_NotImplemented, Py_True, PyBool_Type } from '../types'
import { callFound0, callMaybe1, callMethod0, callMethod1, callMethod2 } from './slot-call'
import { PyType_IsSubtype } from './subtype'
import { lookupMaybeMethod, unbound } from './type-core'

const ID___bool__ = _Py_ID('__bool__')
const ID___len__ = _Py_ID('__len__')
const ID___pow__ = _Py_ID('__pow__')

/** Does the right operand's type give the reflected method another meaning than the left one's? 1, 0 or -1. */
function methodIsOverloaded(left: Ptr, right: Ptr, name: Ptr): number {
  const a = _PyObject_LookupAttr(Py_TYPE(right), name)
  if (a === 0) return PyErr_Occurred() ? -1 : 0
  const b = _PyObject_LookupAttr(Py_TYPE(left), name)
  if (b === 0) {
    Py_DECREF(a)
    return PyErr_Occurred() ? -1 : 1
  }
  const r = PyObject_RichCompareBool(a, b, Py_NE)
  Py_DECREF(a)
  Py_DECREF(b)
  return r
}

function slotIs(type: Ptr, offset: number, f: number): boolean {
  const nb = i32[(type + TP_AS_NUMBER) >> 2]
  return nb !== 0 && i32[(nb + offset) >> 2] === f
}

function binary(self: Ptr, other: Ptr, offset: number, slot: number, op: Ptr, rop: Ptr): Ptr {
  const ts = Py_TYPE(self)
  const to = Py_TYPE(other)
  let doOther = ts !== to && slotIs(to, offset, slot)
  if (slotIs(ts, offset, slot)) {
    if (doOther && PyType_IsSubtype(to, ts)) {
      const overloaded = methodIsOverloaded(self, other, rop)
      if (overloaded < 0) return 0
      if (overloaded) {
        const r = callMaybe1(other, rop, self)
        if (r !== Py_NotImplemented) return r
        Py_DECREF(r)
        doOther = false
      }
    }
    const r = callMaybe1(self, op, other)
    if (r !== Py_NotImplemented || Py_TYPE(other) === ts) return r
    Py_DECREF(r)
  }
  if (doOther) return callMaybe1(other, rop, self)
  return Py_NewRef(Py_NotImplemented)
}

/** The slot function for nb_<offset> of classes that define `name` or its reflected form. */
export function binarySlot(offset: number, name: string, reflected: string): binaryfunc {
  const op = _Py_ID(name)
  const rop = _Py_ID(reflected)
  const f: binaryfunc = (self, other) => binary(self, other, offset, index, op, rop)
  const index = fnPtr(f)
  return f
}

export function unarySlot(name: string): unaryfunc {
  const id = _Py_ID(name)
  return (self) => callMethod0(self, id)
}

export function inplaceSlot(name: string): binaryfunc {
  const id = _Py_ID(name)
  return (self, other) => callMethod1(self, id, other)
}

const ID___rpow__ = _Py_ID('__rpow__')
export const slot_nb_power: ternaryfunc = (self, other, modulus) => {
  if (modulus === Py_None) return binary(self, other, NB_POWER, POWER, ID___pow__, ID___rpow__)
  // no reflected form with three arguments
  if (slotIs(Py_TYPE(self), NB_POWER, POWER)) return callMethod2(self, ID___pow__, other, modulus)
  return Py_NewRef(Py_NotImplemented)
}
const POWER = fnPtr(slot_nb_power)

const ID___ipow__ = _Py_ID('__ipow__')
export const slot_nb_inplace_power: ternaryfunc = (self, other) => callMethod1(self, ID___ipow__, other)

export const slot_nb_bool: inquiry = (self) => {
  let f = lookupMaybeMethod(self, ID___bool__)
  let usingLen = false
  if (f === 0) {
    if (PyErr_Occurred()) return -1
    f = lookupMaybeMethod(self, ID___len__)
    if (f === 0) return PyErr_Occurred() ? -1 : 1
    usingLen = true
  }
  const v = callFound0(f, unbound, self)
  if (v === 0) return -1
  let r: number
  if (usingLen) r = PyObject_IsTrue(v)
  else if (Py_TYPE(v) === PyBool_Type) r = v === Py_True ? 1 : 0
  else {
    typeError(`__bool__ should return bool, returned ${typeNameOf(v)}`)
    r = -1
  }
  Py_DECREF(v)
  return r
}
