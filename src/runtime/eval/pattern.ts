/** Pattern matching: MATCH_MAPPING, MATCH_SEQUENCE, MATCH_KEYS, MATCH_CLASS. */

import { i32, type Ptr } from '../memory/heap'
import { PyObject_IsInstance } from '../object/abstract/instance-check'
import { PyObject_GetAttr, reprJS } from '../object/abstract/object-protocol'
import { PyObject_Size } from '../object/abstract/sequence-protocol'
import { callN } from '../object/call'
import { PyList_Append, PyList_AsTuple, PyList_New } from '../object/container/list-core'
import { PySet_Add, PySet_Contains, PySet_New } from '../object/container/set-core'
import { PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_New } from '../object/container/tuple-core'
import { raise, typeError, typeName, typeNameOf } from '../object/errors'
import { PyErr_Clear, PyErr_Occurred } from '../object/errors-core'
import { PyErr_ExceptionMatches } from '../object/exception/err'
import { Py_DECREF, Py_NewRef, Py_TYPE, typeFlagOf } from '../object/header'
import * as L from '../object/layout'
import { PyLong_FromLong } from '../object/number/int-core'
import { _Py_ID, strToJS } from '../object/text/str-core'
import { Py_None, PyBaseObject_Type, PyExc_AttributeError, PyExc_ValueError, PyTuple_Type } from '../object/types'

const S_match_args = _Py_ID('__match_args__')
const S_get = _Py_ID('get')

export const matchMapping = (o: Ptr): boolean => typeFlagOf(o, L.TPFLAGS_MAPPING)
export const matchSequence = (o: Ptr): boolean => typeFlagOf(o, L.TPFLAGS_SEQUENCE)

/** GET_LEN: an int object. */
export function getLen(o: Ptr): Ptr {
  const n = PyObject_Size(o)
  return n < 0 ? 0 : PyLong_FromLong(n)
}

/** MATCH_KEYS: a tuple of the values, or None when a key is missing. */
export function matchKeys(map: Ptr, keys: Ptr): Ptr {
  const n = PyTuple_GET_SIZE(keys)
  if (n === 0) return PyTuple_New(0)
  const seen = PySet_New(0)
  if (seen === 0) return 0
  const get = PyObject_GetAttr(map, S_get)
  if (get === 0) {
    Py_DECREF(seen)
    return 0
  }
  // a fresh object tells "missing" from every value
  const missing = callN(PyBaseObject_Type)
  const values = PyTuple_New(n)
  let result = values
  for (let i = 0; i < n && result === values; i++) {
    const key = PyTuple_GET_ITEM(keys, i)
    const dup = PySet_Contains(seen, key)
    if (dup !== 0 || PySet_Add(seen, key) < 0) {
      if (dup > 0) duplicateKey(key)
      result = 0
      break
    }
    const v = callN(get, key, missing)
    if (v === 0) result = 0
    else if (v === missing) {
      Py_DECREF(v)
      result = Py_NewRef(Py_None)
    } else i32[(values + L.TUPLE_ITEM + 8 * i) >> 2] = v
  }
  if (result !== values) Py_DECREF(values)
  Py_DECREF(missing)
  Py_DECREF(get)
  Py_DECREF(seen)
  return result
}

function duplicateKey(key: Ptr): void {
  const r = reprJS(key)
  if (r !== null) raise(PyExc_ValueError, `mapping pattern checks duplicate key (${r})`)
}

/** One attribute of a class pattern: owned value, 0 when absent (no error) or on error; null signals a repeated name. */
function matchAttribute(subject: Ptr, type: Ptr, name: Ptr, seen: Ptr): Ptr {
  const dup = PySet_Contains(seen, name)
  if (dup !== 0 || PySet_Add(seen, name) < 0) {
    if (dup > 0) typeError(`${typeName(type)}() got multiple sub-patterns for attribute '${strToJS(name)}'`)
    return 0
  }
  const v = PyObject_GetAttr(subject, name)
  if (v === 0 && PyErr_ExceptionMatches(PyExc_AttributeError)) PyErr_Clear()
  return v
}

/** MATCH_CLASS: a tuple of the attributes, None when the subject does not match, 0 with an error set. */
export function matchClass(subject: Ptr, type: Ptr, nargs: number, names: Ptr): Ptr {
  if (!typeFlagOf(type, L.TPFLAGS_TYPE_SUBCLASS)) return typeError('called match pattern must be a type')
  const is = PyObject_IsInstance(subject, type)
  if (is < 0) return 0
  if (is === 0) return Py_NewRef(Py_None)
  const seen = PySet_New(0)
  const attrs = PyList_New(0)
  const result = seen === 0 || attrs === 0 ? 0 : collect(subject, type, nargs, names, seen, attrs)
  Py_DECREF(seen)
  let tuple: Ptr = 0
  if (result > 0) tuple = PyList_AsTuple(attrs)
  else if (result === 0 && !PyErr_Occurred()) tuple = Py_NewRef(Py_None)
  Py_DECREF(attrs)
  return tuple
}

/** 1 when every sub-pattern has its attribute in attrs, 0 when not (or an error is set). */
function collect(subject: Ptr, type: Ptr, nargs: number, names: Ptr, seen: Ptr, attrs: Ptr): number {
  if (nargs > 0 && !positional(subject, type, nargs, seen, attrs)) return 0
  for (let i = 0; i < PyTuple_GET_SIZE(names); i++) {
    const v = matchAttribute(subject, type, PyTuple_GET_ITEM(names, i), seen)
    if (v === 0) return 0
    PyList_Append(attrs, v)
    Py_DECREF(v)
  }
  return 1
}

function positional(subject: Ptr, type: Ptr, nargs: number, seen: Ptr, attrs: Ptr): boolean {
  let matchArgs = PyObject_GetAttr(type, S_match_args)
  let matchSelf = false
  if (matchArgs !== 0) {
    if (Py_TYPE(matchArgs) !== PyTuple_Type) {
      typeError(`${typeName(type)}.__match_args__ must be a tuple (got ${typeNameOf(matchArgs)})`)
      Py_DECREF(matchArgs)
      return false
    }
  } else if (PyErr_ExceptionMatches(PyExc_AttributeError)) {
    PyErr_Clear()
    matchArgs = PyTuple_New(0)
    matchSelf = (i32[(type + L.TP_FLAGS) >> 2] & L.TPFLAGS_MATCH_SELF) !== 0
  } else return false
  const allowed = matchSelf ? 1 : PyTuple_GET_SIZE(matchArgs)
  let ok = true
  if (allowed < nargs) {
    typeError(
      `${typeName(type)}() accepts ${allowed} positional sub-pattern${allowed === 1 ? '' : 's'} (${nargs} given)`,
    )
    ok = false
  } else if (matchSelf) PyList_Append(attrs, subject)
  else {
    for (let i = 0; i < nargs && ok; i++) {
      const name = PyTuple_GET_ITEM(matchArgs, i)
      if (!typeFlagOf(name, L.TPFLAGS_UNICODE_SUBCLASS)) {
        typeError(`__match_args__ elements must be strings (got ${typeNameOf(name)})`)
        ok = false
        break
      }
      const v = matchAttribute(subject, type, name, seen)
      if (v === 0) ok = false
      else {
        PyList_Append(attrs, v)
        Py_DECREF(v)
      }
    }
  }
  Py_DECREF(matchArgs)
  return ok
}
