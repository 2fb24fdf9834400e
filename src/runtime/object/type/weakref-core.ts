/**
 * Weak reference objects: creation, reuse, the list at the referent and what happens when it dies (CPython
 * Objects/weakrefobject.c). The list starts with the plain ref (exact type, no callback), then the plain proxy; the others
 * follow, newest first.
 */
import { i32, type Ptr } from '../../memory/heap'
import { PyObject_GC_New, PyObject_GC_Track, PyObject_GC_UnTrack } from '../alloc'
import { PyObject_CallOneArg } from '../call'
import { PyTuple_New } from '../container/tuple-core'
import { typeError, typeNameOf } from '../errors'
import { PyErr_Fetch, PyErr_Restore } from '../errors-core'
import { Py_DECREF, Py_INCREF, Py_REFCNT, Py_TYPE, Py_XINCREF } from '../header'
import {
  OB_TYPE,
  SIZEOF_WEAKREF,
  TP_CALL,
  TP_WEAKLISTOFFSET,
  TUPLE_ITEM,
  WR_CALLBACK,
  WR_HASH,
  WR_NEXT,
  WR_OBJECT,
  WR_PREV,
  WR_VECTORCALL,
} from '../layout'
import { Py_None, PyWeakref_CallableProxyType, PyWeakref_ProxyType, PyWeakref_RefType } from '../types'
import { PyObject_TypeCheck } from './subtype'

let refEntry = 0
/** Installs the vectorcall entry of ref objects. */
export function setWeakrefEntry(index: number): void {
  refEntry = index
}

let reportCallbackError: (callback: Ptr) => void = () => PyErr_Restore(0, 0, 0)
/** Installs PyErr_WriteUnraisable for errors in callbacks. */
export function setCallbackErrorReporter(f: (callback: Ptr) => void): void {
  reportCallbackError = f
}

/** Address of the word with the list head, 0 when objects of this type cannot be weakly referenced. */
export function weaklistSlot(o: Ptr): Ptr {
  const offset = i32[(i32[(o + OB_TYPE) >> 2] + TP_WEAKLISTOFFSET) >> 2]
  return offset > 0 ? o + offset : 0
}

const next = (r: Ptr): Ptr => i32[(r + WR_NEXT) >> 2]
const callbackOf = (r: Ptr): Ptr => i32[(r + WR_CALLBACK) >> 2]
const isExactProxy = (r: Ptr): boolean =>
  Py_TYPE(r) === PyWeakref_ProxyType || Py_TYPE(r) === PyWeakref_CallableProxyType
export const PyWeakref_CheckProxy = isExactProxy
export const PyWeakref_CheckRef = (o: Ptr): boolean => PyObject_TypeCheck(o, PyWeakref_RefType)
export const PyWeakref_CheckRefExact = (o: Ptr): boolean => Py_TYPE(o) === PyWeakref_RefType
export const PyWeakref_Check = (o: Ptr): boolean => PyWeakref_CheckRef(o) || isExactProxy(o)

/** The referent (borrowed), None when it is gone or on its way out (PyWeakref_GET_OBJECT). */
export function PyWeakref_GET_OBJECT(ref: Ptr): Ptr {
  const o = i32[(ref + WR_OBJECT) >> 2]
  return o !== Py_None && Py_REFCNT(o) > 0 ? o : Py_None
}

/** Length of a referent's list (_PyWeakref_GetWeakrefCount). */
export function weakrefCount(head: Ptr): number {
  let n = 0
  for (let r = head; r !== 0; r = next(r)) n++
  return n
}

let plainRef = 0
let plainProxy = 0
/** Sets plainRef and plainProxy to the reusable entries at the front of the list. */
function findBasic(head: Ptr): void {
  plainRef = 0
  plainProxy = 0
  if (head === 0 || callbackOf(head) !== 0) return
  let r = head
  if (Py_TYPE(r) === PyWeakref_RefType) {
    plainRef = r
    r = next(r)
  }
  if (r !== 0 && callbackOf(r) === 0 && isExactProxy(r)) plainProxy = r
}

function insertHead(r: Ptr, slot: Ptr): void {
  const head = i32[slot >> 2]
  i32[(r + WR_PREV) >> 2] = 0
  i32[(r + WR_NEXT) >> 2] = head
  if (head !== 0) i32[(head + WR_PREV) >> 2] = r
  i32[slot >> 2] = r
}

function insertAfter(r: Ptr, prev: Ptr): void {
  const after = next(prev)
  i32[(r + WR_PREV) >> 2] = prev
  i32[(r + WR_NEXT) >> 2] = after
  if (after !== 0) i32[(after + WR_PREV) >> 2] = r
  i32[(prev + WR_NEXT) >> 2] = r
}

/** Fills the fields of a fresh reference object; the callback becomes owned. */
export function initWeakref(r: Ptr, referent: Ptr, callback: Ptr): void {
  i32[(r + WR_OBJECT) >> 2] = referent
  Py_XINCREF(callback)
  i32[(r + WR_CALLBACK) >> 2] = callback
  i32[(r + WR_HASH) >> 2] = -1
  i32[(r + WR_HASH + 4) >> 2] = -1
  i32[(r + WR_PREV) >> 2] = 0
  i32[(r + WR_NEXT) >> 2] = 0
  i32[(r + WR_VECTORCALL) >> 2] = refEntry
}

function newWeakref(type: Ptr, referent: Ptr, callback: Ptr): Ptr {
  const r = PyObject_GC_New(type, SIZEOF_WEAKREF)
  if (r === 0) return 0
  for (let p = r + 16; p < r + SIZEOF_WEAKREF; p += 4) i32[p >> 2] = 0
  initWeakref(r, referent, callback)
  PyObject_GC_Track(r)
  return r
}

/** Links a fresh reference: behind the plain ones unless it is a plain one itself. */
export function linkWeakref(r: Ptr, slot: Ptr, kind: 'ref' | 'proxy' | 'other'): void {
  findBasic(i32[slot >> 2])
  const prev = kind === 'ref' ? 0 : kind === 'proxy' ? plainRef : plainProxy !== 0 ? plainProxy : plainRef
  if (prev === 0) insertHead(r, slot)
  else insertAfter(r, prev)
}

function noWeakrefs(o: Ptr): 0 {
  return typeError(`cannot create weak reference to '${typeNameOf(o)}' object`)
}

/** An existing plain ref of exact type, or 0 (borrowed). */
export function reusableRef(slot: Ptr): Ptr {
  findBasic(i32[slot >> 2])
  return plainRef
}

/** weakref.ref(o, callback); a plain one is reused. */
export function PyWeakref_NewRef(o: Ptr, callback: Ptr): Ptr {
  const slot = weaklistSlot(o)
  if (slot === 0) return noWeakrefs(o)
  const cb = callback === Py_None ? 0 : callback
  if (cb === 0 && reusableRef(slot) !== 0) {
    Py_INCREF(plainRef)
    return plainRef
  }
  const r = newWeakref(PyWeakref_RefType, o, cb)
  if (r === 0) return 0
  // the allocation may have collected, and a callback may have made the plain one
  if (cb === 0 && reusableRef(slot) !== 0) {
    Py_DECREF(r)
    Py_INCREF(plainRef)
    return plainRef
  }
  linkWeakref(r, slot, cb === 0 ? 'ref' : 'other')
  return r
}

/** weakref.proxy(o, callback). */
export function PyWeakref_NewProxy(o: Ptr, callback: Ptr): Ptr {
  const slot = weaklistSlot(o)
  if (slot === 0) return noWeakrefs(o)
  const cb = callback === Py_None ? 0 : callback
  const reuse = (): boolean => {
    findBasic(i32[slot >> 2])
    return cb === 0 && plainProxy !== 0
  }
  if (reuse()) {
    Py_INCREF(plainProxy)
    return plainProxy
  }
  const callable = i32[(Py_TYPE(o) + TP_CALL) >> 2] !== 0
  const r = newWeakref(callable ? PyWeakref_CallableProxyType : PyWeakref_ProxyType, o, cb)
  if (r === 0) return 0
  if (reuse()) {
    Py_DECREF(r)
    Py_INCREF(plainProxy)
    return plainProxy
  }
  linkWeakref(r, slot, cb === 0 ? 'proxy' : 'other')
  return r
}

/** Takes the reference out of its referent's list and drops the callback (clear_weakref). */
export function clearWeakref(r: Ptr): void {
  const callback = callbackOf(r)
  const referent = i32[(r + WR_OBJECT) >> 2]
  if (referent !== Py_None) {
    const slot = weaklistSlot(referent)
    if (i32[slot >> 2] === r) i32[slot >> 2] = next(r)
    i32[(r + WR_OBJECT) >> 2] = Py_None
    const prev = i32[(r + WR_PREV) >> 2]
    const after = next(r)
    if (prev !== 0) i32[(prev + WR_NEXT) >> 2] = after
    if (after !== 0) i32[(after + WR_PREV) >> 2] = prev
    i32[(r + WR_PREV) >> 2] = 0
    i32[(r + WR_NEXT) >> 2] = 0
  }
  if (callback !== 0) {
    i32[(r + WR_CALLBACK) >> 2] = 0
    Py_DECREF(callback)
  }
}

/** For the collector: clears the reference but keeps its callback (_PyWeakref_ClearRef). */
export function _PyWeakref_ClearRef(r: Ptr): void {
  const callback = callbackOf(r)
  i32[(r + WR_CALLBACK) >> 2] = 0
  clearWeakref(r)
  i32[(r + WR_CALLBACK) >> 2] = callback
}

/** Calls a dead reference's callback with it; an error is reported (handle_callback). */
export function handleCallback(ref: Ptr, callback: Ptr): void {
  const r = PyObject_CallOneArg(callback, ref)
  if (r === 0) reportCallbackError(callback)
  else Py_DECREF(r)
}

/**
 * The referent is being destroyed (PyObject_ClearWeakRefs): the plain ref and proxy are cleared, then all references with
 * callbacks, and only then the callbacks run, newest first. The current error is kept.
 */
export function PyObject_ClearWeakRefs(o: Ptr): void {
  const slot = weaklistSlot(o)
  if (slot === 0) return
  for (let i = 0; i < 2; i++) {
    const head = i32[slot >> 2]
    if (head !== 0 && callbackOf(head) === 0) clearWeakref(head)
  }
  if (i32[slot >> 2] === 0) return
  const saved = PyErr_Fetch()
  const head = i32[slot >> 2]
  const count = weakrefCount(head)
  if (count === 1) clearOnly(head)
  else clearAll(head, count)
  PyErr_Restore(saved.type, saved.value, saved.traceback)
}

function clearOnly(r: Ptr): void {
  const callback = callbackOf(r)
  i32[(r + WR_CALLBACK) >> 2] = 0
  clearWeakref(r)
  if (callback === 0) return
  if (Py_REFCNT(r) > 0) handleCallback(r, callback)
  Py_DECREF(callback)
}

/** Several references with callbacks: a tuple of (ref, callback) pairs keeps them while the callbacks run. */
function clearAll(head: Ptr, count: number): void {
  const pairs = PyTuple_New(count * 2)
  if (pairs === 0) return
  const word = (i: number): number => (pairs + TUPLE_ITEM + i * 8) >> 2
  for (let i = 0, r = head; i < count; i++) {
    const after = next(r)
    const callback = callbackOf(r)
    if (Py_REFCNT(r) > 0) {
      Py_INCREF(r)
      i32[word(i * 2)] = r
      i32[word(i * 2 + 1)] = callback
    } else if (callback !== 0) Py_DECREF(callback)
    i32[(r + WR_CALLBACK) >> 2] = 0
    clearWeakref(r)
    r = after
  }
  for (let i = 0; i < count; i++) {
    const callback = i32[word(i * 2 + 1)]
    if (callback !== 0) handleCallback(i32[word(i * 2)], callback)
  }
  Py_DECREF(pairs)
}

/** Untracks and clears a reference object that dies; the caller frees it. */
export function dropWeakref(r: Ptr): void {
  PyObject_GC_UnTrack(r)
  clearWeakref(r)
}
