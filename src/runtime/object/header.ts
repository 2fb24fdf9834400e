/**
 * Reference counts and the object header. Names are CPython's. The high word of ob_refcnt is never touched: counts stay
 * below 2^31.
 */
import { objFree } from '../memory/domains'
import { i32, type Ptr } from '../memory/heap'
import { type destructor, FN } from './fn-table'
import { OB_SIZE, OB_TYPE, TP_DEALLOC, TP_FLAGS } from './layout'
import { PyLong_Type } from './types'

export const Py_TYPE = (o: Ptr): Ptr => i32[(o + OB_TYPE) >> 2]
export const Py_SIZE = (o: Ptr): number => i32[(o + OB_SIZE) >> 2]
export const Py_REFCNT = (o: Ptr): number => i32[o >> 2]

export function Py_SET_SIZE(o: Ptr, n: number): void {
  i32[(o + OB_SIZE) >> 2] = n
  i32[(o + OB_SIZE + 4) >> 2] = n >> 31
}

export function Py_INCREF(o: Ptr): void {
  i32[o >> 2]++
}

/** Returns o with one reference more. */
export function Py_NewRef(o: Ptr): Ptr {
  i32[o >> 2]++
  return o
}

export function Py_XINCREF(o: Ptr): void {
  if (o !== 0) i32[o >> 2]++
}

export function Py_DECREF(o: Ptr): void {
  if ((i32[o >> 2] -= 1) === 0) _Py_Dealloc(o)
}

export function Py_XDECREF(o: Ptr): void {
  if (o !== 0 && (i32[o >> 2] -= 1) === 0) _Py_Dealloc(o)
}

/** The destructor by the type's slot. */
function destroyBySlot(o: Ptr): void {
  if (deathWatch[0] !== 0) announceDeath(o)
  callDestructor(o)
}

/** Function-table index and function of the tp_dealloc of all classes made in Python: known, it is called without the table. */
let instanceSlot = -1
let destroyInstance: destructor = destroyBySlot
export function setInstanceDestructor(slot: number, f: destructor): void {
  instanceSlot = slot
  destroyInstance = f
}

/** Runs the destructor that the object's type has in its slot. */
export function callDestructor(o: Ptr): void {
  const slot = i32[(i32[(o + OB_TYPE) >> 2] + TP_DEALLOC) >> 2]
  if (slot === instanceSlot) destroyInstance(o)
  else (FN[slot] as destructor)(o)
}

let destroyObject: destructor = destroyBySlot
/** container/destroy.ts, which knows the frequent types, installs its way; it tells the observer of deaths itself. */
export function setDestroy(f: destructor): void {
  destroyObject = f
}

/**
 * Calls the destructor of the object's type; the count must be zero. Exact ints, by far the most frequent dead, need no
 * destructor: their block is freed.
 */
export function _Py_Dealloc(o: Ptr): void {
  if (i32[(o + OB_TYPE) >> 2] === PyLong_Type) objFree(o)
  else destroyObject(o)
}

let deathObserver: ((o: Ptr) => void) | null = null
/** [0] is not 0 while somebody hears of objects that die: announceDeath() is to be called then. (A typed array is the cheapest to test.) */
export const deathWatch = new Int32Array(new SharedArrayBuffer(4))
/**
 * Who hears of objects whose count fell to zero, before their destructor runs (null: nobody). Exact ints are not among them:
 * their block is their death.
 */
export function setDeathObserver(f: ((o: Ptr) => void) | null): void {
  deathObserver = f
  deathWatch[0] = f === null ? 0 : 1
}

/** Tells the observer that an object's count fell to zero; called before the destructor runs. */
export function announceDeath(o: Ptr): void {
  if (deathObserver !== null) deathObserver(o)
}

/** Drops the reference held in the word at address slot, after clearing the word (Py_CLEAR). */
export function Py_CLEAR(slot: Ptr): void {
  const o = i32[slot >> 2]
  if (o !== 0) {
    i32[slot >> 2] = 0
    Py_DECREF(o)
  }
}

/** Stores an owned reference in a slot and drops the old one afterwards (Py_XSETREF). */
export function Py_XSETREF(slot: Ptr, value: Ptr): void {
  const old = i32[slot >> 2]
  i32[slot >> 2] = value
  Py_XDECREF(old)
}

export const PyType_HasFeature = (type: Ptr, flag: number): boolean => (i32[(type + TP_FLAGS) >> 2] & flag) !== 0
/** True when the object's type (or a base of it) is the built-in that flag stands for, e.g. TPFLAGS_LIST_SUBCLASS. */
export const typeFlagOf = (o: Ptr, flag: number): boolean =>
  (i32[(i32[(o + OB_TYPE) >> 2] + TP_FLAGS) >> 2] & flag) !== 0

/** Writes the header of a fresh object: count 1, type (the caller owns the type's own reference where it is a heap type). */
export function initHeader(o: Ptr, type: Ptr): void {
  i32[o >> 2] = 1
  i32[(o + 4) >> 2] = 0
  i32[(o + OB_TYPE) >> 2] = type
  i32[(o + OB_TYPE + 4) >> 2] = 0
}
