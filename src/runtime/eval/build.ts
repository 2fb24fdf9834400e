/** Displays and other constructors of generated code. Arrays of items stand on the C stack and are owned by the callee. */

import { i32, type Ptr } from '../memory/heap'
import { PyObject_ASCII, PyObject_Repr, PyObject_Str } from '../object/abstract/object-protocol'
import { PySequence_Check } from '../object/abstract/sequence-protocol'
import { _PyDict_FromItems, dict_merge, PyDict_SetItem, PyDict_Update } from '../object/container/dict-core'
import { literalDict, NO_LITERAL } from '../object/container/dict-literal'
import { _PyList_AppendTakeRef, _PyList_FromArraySteal, PyList_AsTuple } from '../object/container/list-core'
import { _PyList_Extend } from '../object/container/list-extend'
import { newExactSet, PySet_Add, set_add_take, set_update_internal } from '../object/container/set-core'
import { PySlice_New } from '../object/container/slice-core'
import { _PyTuple_FromArraySteal } from '../object/container/tuple-core'
import { raise, typeError, typeNameOf } from '../object/errors'
import { PyErr_Clear, PyErr_Fetch } from '../object/errors-core'
import { PyErr_ExceptionMatches } from '../object/exception/err'
import { Py_DECREF, Py_NewRef, Py_TYPE, Py_XDECREF, typeFlagOf } from '../object/header'
import { cStackPop, TS_RECURSION_REMAINING } from '../object/interp'
import * as L from '../object/layout'
import { longToDecimalStr } from '../object/number/int-format'
import { PyObject_Format } from '../object/text/format-spec'
import { memcpy } from '../object/text/mem'
import { _PyUnicode_JoinArray } from '../object/text/str-build'
import { PyUnicode_New, strToJS } from '../object/text/str-core'
import {
  EMPTY_STR,
  PyExc_AttributeError,
  PyExc_KeyError,
  PyExc_TypeError,
  PyLong_Type,
  PyUnicode_Type,
} from '../object/types'
import { callableName } from './callable-name'
import { dec } from './dealloc'
import { takeInstance } from './error-state'

/** Drops n items of an array and releases it. */
function dropArray(items: Ptr, n: number): void {
  for (let i = 0; i < n; i++) dec(i32[(items + 8 * i) >> 2])
  cStackPop(items)
}

export function buildTuple(items: Ptr, n: number): Ptr {
  const r = _PyTuple_FromArraySteal(items, n)
  if (items !== 0) cStackPop(items)
  return r
}

export function buildList(items: Ptr, n: number): Ptr {
  const r = _PyList_FromArraySteal(items, n)
  if (items !== 0) cStackPop(items)
  return r
}

export function buildSet(items: Ptr, n: number): Ptr {
  const set = newExactSet()
  let err = set === 0 ? -1 : 0
  for (let i = 0; i < n; i++) {
    const v = i32[(items + 8 * i) >> 2]
    if (err === 0) err = set_add_take(set, v)
    else Py_DECREF(v)
  }
  if (items !== 0) cStackPop(items)
  if (err !== 0) {
    Py_XDECREF(set)
    return 0
  }
  return set
}

/** BUILD_STRING: the pieces of an f-string, joined; nearly always ASCII strs. */
export function buildString(items: Ptr, n: number): Ptr {
  let size = 0
  let all = -1
  for (let w = items >> 2, end = w + 2 * n; w < end; w += 2) {
    const s = i32[w] >> 2
    size += i32[s + (L.UNICODE_LENGTH >> 2)]
    all &= i32[s + (L.UNICODE_STATE >> 2)]
  }
  if (n > 1 && size > 0 && (all & L.STATE_ASCII) !== 0 && (all & L.STATE_COMPACT) !== 0) {
    const r = PyUnicode_New(size, 127)
    let to = r + L.ASCII_DATA
    for (let w = items >> 2, end = w + 2 * n; w < end; w += 2) {
      const s = i32[w]
      const len = i32[(s + L.UNICODE_LENGTH) >> 2]
      if (r !== 0) memcpy(to, s + L.ASCII_DATA, len)
      to += len
    }
    dropArray(items, n)
    return r
  }
  const r = _PyUnicode_JoinArray(EMPTY_STR, items, n)
  dropArray(items, n)
  return r
}

export function buildMap(items: Ptr, n: number): Ptr {
  let r = literalDict(items, items + 8, 16, n)
  if (r === NO_LITERAL) {
    r = _PyDict_FromItems(items, items + 8, 16, n)
    if (items !== 0) dropArray(items, 2 * n)
    return r
  }
  for (let i = 0; i < n; i++) Py_DECREF(i32[(items + 16 * i) >> 2])
  cStackPop(items)
  return r
}

export function buildConstKeyMap(keys: Ptr, items: Ptr, n: number): Ptr {
  let r = literalDict(keys + L.TUPLE_ITEM, items, 8, n)
  if (r === NO_LITERAL) {
    r = _PyDict_FromItems(keys + L.TUPLE_ITEM, items, 8, n)
    dropArray(items, n)
  } else cStackPop(items)
  return r
}

export const buildSlice = PySlice_New

/** LIST_APPEND: v is borrowed here (the generator drops its reference). */
export function listAppend(list: Ptr, v: Ptr): number {
  return _PyList_AppendTakeRef(list, Py_NewRef(v))
}

export const setAdd = PySet_Add
export const mapAdd = PyDict_SetItem
export const setUpdate = set_update_internal
export const listToTuple = PyList_AsTuple

/** LIST_EXTEND: [*v]; a non-iterable has its own message. */
export function listExtend(list: Ptr, v: Ptr): number {
  const r = _PyList_Extend(list, v)
  if (
    r < 0 &&
    PyErr_ExceptionMatches(PyExc_TypeError) &&
    i32[(Py_TYPE(v) + L.TP_ITER) >> 2] === 0 &&
    !PySequence_Check(v)
  ) {
    PyErr_Clear()
    typeError(`Value after * must be an iterable, not ${typeNameOf(v)}`)
  }
  return r
}

/** DICT_UPDATE: {**v} */
export function dictUpdate(dict: Ptr, v: Ptr): number {
  const r = PyDict_Update(dict, v)
  if (r < 0 && PyErr_ExceptionMatches(PyExc_AttributeError)) {
    PyErr_Clear()
    typeError(`'${typeNameOf(v)}' object is not a mapping`)
  }
  return r
}

/** DICT_MERGE: f(**v), where a repeated key is an error that names the function. */
export function dictMerge(func: Ptr, dict: Ptr, v: Ptr): number {
  const r = dict_merge(dict, v, 'raise')
  if (r < 0) kwargsError(func, v)
  return r
}

/** The error of a failed **v in a call (format_kwargs_error). */
function kwargsError(func: Ptr, v: Ptr): void {
  if (PyErr_ExceptionMatches(PyExc_AttributeError)) {
    PyErr_Clear()
    typeError(`${callableName(func)} argument after ** must be a mapping, not ${typeNameOf(v)}`)
  } else if (PyErr_ExceptionMatches(PyExc_KeyError)) {
    const e = PyErr_Fetch()
    const exc = takeInstance(e)
    const args = i32[(exc + L.EXC_ARGS) >> 2]
    const key = i32[(args + L.OB_SIZE) >> 2] === 1 ? i32[(args + L.TUPLE_ITEM) >> 2] : 0
    if (key !== 0 && typeFlagOf(key, L.TPFLAGS_UNICODE_SUBCLASS)) {
      typeError(`${callableName(func)} got multiple values for keyword argument '${strToJS(key)}'`)
    } else raise(PyExc_TypeError, `${callableName(func)} keywords must be strings`)
    Py_XDECREF(e.traceback)
    Py_DECREF(exc)
  }
}

/** FORMAT_VALUE: conversion 0 none, 1 str, 2 repr, 3 ascii; spec borrowed or 0. */
export function formatValue(v: Ptr, conversion: number, spec: Ptr): Ptr {
  let value = v
  if (conversion !== 0) {
    value = conversion === 1 ? PyObject_Str(v) : conversion === 2 ? PyObject_Repr(v) : PyObject_ASCII(v)
    if (value === 0) return 0
  }
  if (spec === 0) {
    if (Py_TYPE(value) === PyUnicode_Type) return conversion === 0 ? Py_NewRef(value) : value
    if (Py_TYPE(value) === PyLong_Type && i32[TS_RECURSION_REMAINING >> 2] > 0) return longToDecimalStr(value)
  }
  const r = PyObject_Format(value, spec)
  if (conversion !== 0) Py_DECREF(value)
  return r
}
