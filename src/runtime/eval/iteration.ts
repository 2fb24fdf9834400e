/** FOR_ITER, GET_ITER, SEND and unpacking. */

import { i32, type Ptr } from '../memory/heap'
import { PyIter_Check, PyObject_GetIter } from '../object/abstract/iter-protocol'
import { PyObject_GetAttr } from '../object/abstract/object-protocol'
import { PyObject_CallOneArg } from '../object/call'
import { PySequence_List } from '../object/container/list-extend'

export { rangeiter_next as rangeNext } from '../object/container/range-core'

import { raiseInt, typeError, typeNameOf } from '../object/errors'
import { PyErr_Clear, PyErr_Fetch, PyErr_Occurred } from '../object/errors-core'
import { PyErr_ExceptionMatches } from '../object/exception/err'
import { FN, type unaryfunc } from '../object/fn-table'
import { Py_DECREF, Py_NewRef, Py_TYPE, Py_XDECREF } from '../object/header'
import * as L from '../object/layout'
import { _Py_ID } from '../object/text/str-core'
import {
  Py_None,
  PyCoro_Type,
  PyExc_StopIteration,
  PyExc_TypeError,
  PyExc_ValueError,
  PyGen_Type,
  PyList_Type,
  PyTuple_Type,
} from '../object/types'
import { takeInstance } from './error-state'
import { FW_CODE } from './frame-stack'
import { GEN_RETURN, genForNext, genSend, PyGen_CheckExact, sendStatus } from './generator'
import { SEND_STATUS, UNPACK } from './scratch'

const S_send = _Py_ID('send')

/** Next item of a list iterator (new reference), 0 at the end, when the iterator lets go of its list. */
export function listNext(it: Ptr): Ptr {
  const list = i32[(it + L.IT_SEQ) >> 2]
  if (list === 0) return 0
  const i = i32[(it + L.IT_INDEX) >> 2]
  if (i < i32[(list + L.OB_SIZE) >> 2]) {
    i32[(it + L.IT_INDEX) >> 2] = i + 1
    const v = i32[(i32[(list + L.LIST_ITEM) >> 2] + 8 * i) >> 2]
    i32[v >> 2]++
    return v
  }
  i32[(it + L.IT_SEQ) >> 2] = 0
  Py_DECREF(list)
  return 0
}

/** FOR_ITER: next item (new reference); 0 at the end with StopIteration cleared, or 0 with an error set. */
export function iterNext(it: Ptr): Ptr {
  const type = i32[(it + L.OB_TYPE) >> 2]
  if (type === PyGen_Type) return genForNext(it)
  return iterNextSlow(it, type)
}

function iterNextSlow(it: Ptr, type: Ptr): Ptr {
  const v = (FN[i32[(type + L.TP_ITERNEXT) >> 2]] as unaryfunc)(it)
  if (v === 0 && PyErr_Occurred() && PyErr_ExceptionMatches(PyExc_StopIteration)) PyErr_Clear()
  return v
}

export const getIter = PyObject_GetIter

/** GET_YIELD_FROM_ITER: generators stand for themselves. */
export function getYieldFromIter(f: Ptr, o: Ptr): Ptr {
  if (Py_TYPE(o) === PyCoro_Type) {
    const flags = i32[(i32[(f >> 2) + FW_CODE] + L.CO_FLAGS) >> 2]
    if ((flags & (L.CO_COROUTINE | L.CO_ITERABLE_COROUTINE)) === 0) {
      return typeError("cannot 'yield from' a coroutine object in a non-coroutine generator")
    }
    return Py_NewRef(o)
  }
  return PyGen_CheckExact(o) ? Py_NewRef(o) : PyObject_GetIter(o)
}

/**
 * SEND: v (stolen) goes to the receiver (borrowed). New reference; SEND_STATUS 1 = it yielded, 0 = it ended with that
 * value; 0 with an error set.
 */
export function send(receiver: Ptr, v: Ptr): Ptr {
  let r: Ptr
  if (PyGen_CheckExact(receiver)) {
    r = genSend(receiver, v, false)
    Py_DECREF(v)
    if (r === 0) return sendStatus === GEN_RETURN && !PyErr_Occurred() ? ended(Py_NewRef(Py_None)) : 0
    i32[SEND_STATUS] = sendStatus === GEN_RETURN ? 0 : 1
    return r
  }
  if (v === Py_None && PyIter_Check(receiver)) {
    r = (FN[i32[(Py_TYPE(receiver) + L.TP_ITERNEXT) >> 2]] as unaryfunc)(receiver)
  } else {
    const m = PyObject_GetAttr(receiver, S_send)
    r = m === 0 ? 0 : PyObject_CallOneArg(m, v)
    Py_XDECREF(m)
  }
  Py_DECREF(v)
  if (r !== 0) {
    i32[SEND_STATUS] = 1
    return r
  }
  const value = fetchStopIterationValue()
  return value === 0 ? 0 : ended(value)
}

function ended(value: Ptr): Ptr {
  i32[SEND_STATUS] = 0
  return value
}

/** Value of the StopIteration that is set (cleared; None when nothing is set), 0 when another error is set. */
export function fetchStopIterationValue(): Ptr {
  if (!PyErr_Occurred()) return Py_NewRef(Py_None)
  if (!PyErr_ExceptionMatches(PyExc_StopIteration)) return 0
  const e = PyErr_Fetch()
  const exc = takeInstance(e)
  const value = Py_NewRef(i32[(exc + L.EXC_VALUE) >> 2] || Py_None)
  Py_XDECREF(e.traceback)
  Py_DECREF(exc)
  return value
}

/** UNPACK_SEQUENCE of two, the commonest case. */
export function unpack2(f: Ptr, v: Ptr): number {
  if (i32[(v + L.OB_TYPE) >> 2] === PyTuple_Type && i32[(v + L.OB_SIZE) >> 2] === 2) {
    const a = i32[(v + L.TUPLE_ITEM) >> 2]
    const b = i32[(v + L.TUPLE_ITEM + 8) >> 2]
    i32[a >> 2]++
    i32[b >> 2]++
    i32[UNPACK] = a
    i32[UNPACK + 2] = b
    return 0
  }
  return unpackSequence(f, v, 2)
}

/** UNPACK_SEQUENCE: n owned items in the scratch array, first item first; 0 or -1. */
export function unpackSequence(_f: Ptr, v: Ptr, n: number): number {
  const type = Py_TYPE(v)
  if ((type === PyTuple_Type || type === PyList_Type) && i32[(v + L.OB_SIZE) >> 2] === n) {
    const items = type === PyTuple_Type ? v + L.TUPLE_ITEM : i32[(v + L.LIST_ITEM) >> 2]
    for (let i = 0; i < n; i++) {
      const item = i32[(items + 8 * i) >> 2]
      i32[item >> 2]++
      i32[UNPACK + 2 * i] = item
    }
    return 0
  }
  return unpackIterable(v, n, -1)
}

/** UNPACK_EX: before items, a list of the rest, after items. */
export const unpackEx = (_f: Ptr, v: Ptr, before: number, after: number): number => unpackIterable(v, before, after)

function unpackIterable(v: Ptr, before: number, after: number): number {
  const it = PyObject_GetIter(v)
  if (it === 0) {
    if (PyErr_ExceptionMatches(PyExc_TypeError) && i32[(Py_TYPE(v) + L.TP_ITER) >> 2] === 0) {
      PyErr_Clear()
      typeError(`cannot unpack non-iterable ${typeNameOf(v)} object`)
    }
    return -1
  }
  // items are collected aside: the iterator may itself unpack something
  const items: Ptr[] = []
  const undo = (): -1 => {
    for (const item of items) Py_DECREF(item)
    Py_DECREF(it)
    return -1
  }
  const next = FN[i32[(Py_TYPE(it) + L.TP_ITERNEXT) >> 2]] as unaryfunc
  const step = (): Ptr => {
    const w = next(it)
    if (w === 0 && PyErr_Occurred() && PyErr_ExceptionMatches(PyExc_StopIteration)) PyErr_Clear()
    return w
  }
  for (let i = 0; i < before; i++) {
    const w = step()
    if (w === 0) {
      if (!PyErr_Occurred()) {
        if (after === -1) raiseInt(PyExc_ValueError, `not enough values to unpack (expected ${before}, got ${i})`)
        else raiseInt(PyExc_ValueError, `not enough values to unpack (expected at least ${before + after}, got ${i})`)
      }
      return undo()
    }
    items.push(w)
  }
  if (after === -1) {
    const extra = step()
    if (extra !== 0) {
      Py_DECREF(extra)
      raiseInt(PyExc_ValueError, `too many values to unpack (expected ${before})`)
      return undo()
    }
    if (PyErr_Occurred()) return undo()
  } else {
    const rest = PySequence_List(it)
    if (rest === 0) return undo()
    items.push(rest)
    const n = i32[(rest + L.OB_SIZE) >> 2]
    if (n < after) {
      raiseInt(PyExc_ValueError, `not enough values to unpack (expected at least ${before + after}, got ${before + n})`)
      return undo()
    }
    const array = i32[(rest + L.LIST_ITEM) >> 2]
    for (let i = n - after; i < n; i++) items.push(i32[(array + 8 * i) >> 2])
    i32[(rest + L.OB_SIZE) >> 2] = n - after
  }
  Py_DECREF(it)
  for (let i = 0; i < items.length; i++) i32[UNPACK + 2 * i] = items[i]
  return 0
}
