/** The MRO of a class with its metaclass's mro(), and assignment to __bases__ (CPython typeobject.c, mro_internal, type_set_bases). */

import { toUser } from '../../memory/address-map'
import { i32, type Ptr } from '../../memory/heap'
import { PyObject_RichCompareBool } from '../abstract/object-protocol'
import { PyDict_DelItem, PyDict_GET_SIZE } from '../container/dict-core'
import { PySequence_Tuple } from '../container/tuple-from'
import { raise, typeError, typeName, typeNameOf } from '../errors'
import { PyErr_Clear } from '../errors-core'
import { fnPtr } from '../fn-table'
import { Py_DECREF, Py_NewRef, Py_SIZE, Py_TYPE, Py_XDECREF, Py_XINCREF, typeFlagOf } from '../header'
import * as L from '../layout'
import { PyLong_FromVoidPtr } from '../number/int-core'
import { _Py_ID } from '../text/str-core'
import { PyExc_TypeError, PyType_Type } from '../types'
import { bestBase, checkMro, computeMro } from './mro'
import { callMethod0 } from './slot-call'
import { PyType_Check, PyType_IsSubtype } from './subtype'
import { subtype_clear } from './subtype-gc'
import { forEachSubclass, PyType_Modified } from './type-core'
import { addSubclass, setMroFunction } from './type-ready'
import { updateAllSlots } from './type-update'

const ID_mro = _Py_ID('mro')
const item = (t: Ptr, i: number): Ptr => i32[(t + L.TUPLE_ITEM + i * 8) >> 2]
const w = (type: Ptr, field: number): number => i32[(type + field) >> 2]
const SUBTYPE_CLEAR = fnPtr(subtype_clear)

/** A new MRO tuple: the default one, or what the metaclass's mro() gives, checked. */
function invokeMro(type: Ptr): Ptr {
  if (Py_TYPE(type) === PyType_Type) return computeMro(type)
  const result = callMethod0(type, ID_mro)
  if (result === 0) return 0
  const mro = PySequence_Tuple(result)
  Py_DECREF(result)
  if (mro === 0) return 0
  if (Py_SIZE(mro) === 0) {
    Py_DECREF(mro)
    return typeError('type MRO must not be empty')
  }
  if (!checkMro(type, mro)) {
    Py_DECREF(mro)
    return 0
  }
  return mro
}
setMroFunction(invokeMro)

/** Takes type out of the subclass dict of a base. */
function removeSubclass(base: Ptr, type: Ptr): void {
  const subclasses = w(base, L.TP_SUBCLASSES)
  if (subclasses === 0) return
  const key = PyLong_FromVoidPtr(toUser(type))
  if (key === 0 || PyDict_DelItem(subclasses, key) < 0) PyErr_Clear()
  Py_XDECREF(key)
  if (PyDict_GET_SIZE(subclasses) === 0) {
    i32[(base + L.TP_SUBCLASSES) >> 2] = 0
    Py_DECREF(subclasses)
  }
}

export function removeAllSubclasses(type: Ptr, bases: Ptr): void {
  for (let i = 0, n = Py_SIZE(bases); i < n; i++) if (PyType_Check(item(bases, i))) removeSubclass(item(bases, i), type)
}

// --- layout compatibility ---

const hasFlag = (type: Ptr, flag: number): boolean => (w(type, L.TP_FLAGS) & flag) !== 0

function compatibleWithBase(type: Ptr): boolean {
  const parent = w(type, L.TP_BASE)
  if (parent === 0) return false
  const same = (f: number): boolean => w(type, f) === w(parent, f)
  return (
    same(L.TP_BASICSIZE) &&
    same(L.TP_ITEMSIZE) &&
    same(L.TP_DICTOFFSET) &&
    same(L.TP_WEAKLISTOFFSET) &&
    hasFlag(type, L.TPFLAGS_HAVE_GC) === hasFlag(parent, L.TPFLAGS_HAVE_GC) &&
    (w(type, L.TP_CLEAR) === SUBTYPE_CLEAR || !hasFlag(type, L.TPFLAGS_HAVE_GC) || same(L.TP_CLEAR))
  )
}

/** Two classes with one base that add the same fields in the same places. */
function sameSlotsAdded(a: Ptr, b: Ptr): boolean {
  let size = w(w(a, L.TP_BASE), L.TP_BASICSIZE)
  if (w(a, L.TP_DICTOFFSET) === size && w(b, L.TP_DICTOFFSET) === size) size += L.SIZEOF_POINTER
  if (w(a, L.TP_WEAKLISTOFFSET) === size && w(b, L.TP_WEAKLISTOFFSET) === size) size += L.SIZEOF_POINTER
  const heap = hasFlag(a, L.TPFLAGS_HEAPTYPE) && hasFlag(b, L.TPFLAGS_HEAPTYPE)
  const slotsA = heap ? w(a, L.HT_SLOTS) : 0
  const slotsB = heap ? w(b, L.HT_SLOTS) : 0
  if (slotsA !== 0 && slotsB !== 0) {
    if (PyObject_RichCompareBool(slotsA, slotsB, L.Py_EQ) !== 1) return false
    size += L.SIZEOF_POINTER * Py_SIZE(slotsA)
  }
  return size === w(a, L.TP_BASICSIZE) && size === w(b, L.TP_BASICSIZE)
}

/** May an object of oldType become one of newType? False with TypeError set (compatible_for_assignment). */
export function compatibleForAssignment(oldType: Ptr, newType: Ptr, attribute: string): boolean {
  const names = `'${typeName(newType)}'`
  if (w(newType, L.TP_FREE) !== w(oldType, L.TP_FREE)) {
    typeError(`${attribute} assignment: ${names} deallocator differs from '${typeName(oldType)}'`)
    return false
  }
  let a = newType
  let b = oldType
  while (compatibleWithBase(a)) a = w(a, L.TP_BASE)
  while (compatibleWithBase(b)) b = w(b, L.TP_BASE)
  const differ =
    (a !== b && (w(a, L.TP_BASE) !== w(b, L.TP_BASE) || !sameSlotsAdded(a, b))) ||
    hasFlag(newType, L.TPFLAGS_MANAGED_DICT) !== hasFlag(oldType, L.TPFLAGS_MANAGED_DICT)
  if (differ) typeError(`${attribute} assignment: ${names} object layout differs from '${typeName(oldType)}'`)
  return !differ
}

// --- __bases__ ---

interface MroChange {
  type: Ptr
  old: Ptr
  mro: Ptr
}

/** New MROs for a class and its subclasses; keeps the old ones in `changes`, owned. */
function recomputeMros(type: Ptr, changes: MroChange[]): boolean {
  const old = w(type, L.TP_MRO)
  Py_XINCREF(old) // its address must not be reused while mro() runs
  const mro = invokeMro(type)
  const reentered = w(type, L.TP_MRO) !== old
  Py_XDECREF(old)
  if (mro === 0) return false
  if (reentered) {
    // mro() itself assigned __bases__: the newer result stays
    Py_DECREF(mro)
    return true
  }
  changes.push({ type, old, mro })
  i32[(type + L.TP_MRO) >> 2] = mro
  PyType_Modified(type)
  const subclasses: Ptr[] = []
  forEachSubclass(type, (sub) => {
    subclasses.push(Py_NewRef(sub))
    return true
  })
  let ok = true
  for (const sub of subclasses) {
    if (ok) ok = recomputeMros(sub, changes)
    Py_DECREF(sub)
  }
  return ok
}

function inBaseChain(type: Ptr, wanted: Ptr): boolean {
  for (let t = type; t !== 0; t = w(t, L.TP_BASE)) if (t === wanted) return true
  return false
}

function checkNewBases(type: Ptr, bases: Ptr): boolean {
  const name = typeName(type)
  if (!typeFlagOf(bases, L.TPFLAGS_TUPLE_SUBCLASS)) {
    raise(PyExc_TypeError, `can only assign tuple to ${name}.__bases__, not ${typeNameOf(bases)}`)
    return false
  }
  if (Py_SIZE(bases) === 0) {
    typeError(`can only assign non-empty tuple to ${name}.__bases__, not ()`)
    return false
  }
  for (let i = 0, n = Py_SIZE(bases); i < n; i++) {
    const base = item(bases, i)
    if (!PyType_Check(base)) {
      typeError(`${name}.__bases__ must be tuple of classes, not '${typeNameOf(base)}'`)
      return false
    }
    // while an mro() runs, tp_base is newer than the MRO: both must be free of the type
    if (PyType_IsSubtype(base, type) || (w(base, L.TP_MRO) !== 0 && inBaseChain(base, type))) {
      typeError('a __bases__ item causes an inheritance cycle')
      return false
    }
  }
  return true
}

/** type.__bases__ = bases; 0 or -1. */
export function setBases(type: Ptr, bases: Ptr): number {
  if (!checkNewBases(type, bases)) return -1
  const newBase = bestBase(bases)
  if (newBase === 0 || !compatibleForAssignment(w(type, L.TP_BASE), newBase, '__bases__')) return -1
  const oldBases = w(type, L.TP_BASES)
  const oldBase = w(type, L.TP_BASE)
  i32[(type + L.TP_BASES) >> 2] = Py_NewRef(bases)
  i32[(type + L.TP_BASE) >> 2] = Py_NewRef(newBase)
  const changes: MroChange[] = []
  if (!recomputeMros(type, changes)) {
    for (const change of changes.reverse()) {
      if (w(change.type, L.TP_MRO) === change.mro) {
        i32[(change.type + L.TP_MRO) >> 2] = change.old
        Py_DECREF(change.mro)
      } else Py_XDECREF(change.old)
    }
    if (w(type, L.TP_BASES) === bases) {
      i32[(type + L.TP_BASES) >> 2] = oldBases
      i32[(type + L.TP_BASE) >> 2] = oldBase
      Py_DECREF(bases)
      Py_DECREF(newBase)
    } else {
      Py_DECREF(oldBases)
      Py_DECREF(oldBase)
    }
    return -1
  }
  for (const { old } of changes) Py_XDECREF(old)
  let r = 0
  if (w(type, L.TP_BASES) === bases) {
    removeAllSubclasses(type, oldBases)
    for (let i = 0, n = Py_SIZE(bases); i < n; i++) if (!addSubclass(item(bases, i), type)) r = -1
    updateAllSlots(type)
  }
  Py_DECREF(oldBases)
  Py_DECREF(oldBase)
  return r
}
