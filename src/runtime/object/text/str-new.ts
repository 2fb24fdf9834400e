/** str(...) and instances of str subclasses: an 80-byte structure plus a separate block of characters. */
import { objMalloc } from '../../memory/domains'
import { i32, type Ptr } from '../../memory/heap'
import { PyObject_Str } from '../abstract/object-protocol'
import { PyErr_NoMemory } from '../errors-core'
import { type allocfunc, FN } from '../fn-table'
import { Py_DECREF, Py_NewRef } from '../header'
import {
  OB_SIZE,
  STATE_ASCII,
  STATE_KIND_SHIFT,
  STATE_READY,
  TP_ALLOC,
  TUPLE_ITEM,
  UNICODE_DATA_ANY,
  UNICODE_HASH,
  UNICODE_LENGTH,
  UNICODE_STATE,
  UNICODE_UTF8,
  UNICODE_UTF8_LENGTH,
} from '../layout'
import { EMPTY_STR, PyUnicode_Type } from '../types'
import { bindTupleArgs, textArg } from './arg-convert'
import { PyUnicode_FromEncodedObject } from './codecs'
import { memcpy } from './mem'
import { PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_IS_ASCII, PyUnicode_KIND } from './str-core'

/** An instance of a str subclass with the characters of s (unicode_subtype_new). */
function subtypeNew(type: Ptr, s: Ptr): Ptr {
  const self = (FN[i32[(type + TP_ALLOC) >> 2]] as allocfunc)(type, 0)
  if (self === 0) return 0
  const kind = PyUnicode_KIND(s)
  const n = PyUnicode_GET_LENGTH(s)
  const ascii = PyUnicode_IS_ASCII(s)
  i32[(self + UNICODE_LENGTH) >> 2] = n
  i32[(self + UNICODE_HASH) >> 2] = i32[(s + UNICODE_HASH) >> 2]
  i32[(self + UNICODE_HASH + 4) >> 2] = i32[(s + UNICODE_HASH + 4) >> 2]
  i32[(self + UNICODE_STATE) >> 2] = STATE_READY | (ascii ? STATE_ASCII : 0) | (kind << STATE_KIND_SHIFT)
  const data = objMalloc((n + 1) * kind)
  if (data === 0) {
    PyErr_NoMemory()
    Py_DECREF(self)
    return 0
  }
  i32[(self + UNICODE_DATA_ANY) >> 2] = data
  if (ascii) {
    // the UTF-8 form is the data itself
    i32[(self + UNICODE_UTF8_LENGTH) >> 2] = n
    i32[(self + UNICODE_UTF8) >> 2] = data
  }
  memcpy(data, PyUnicode_DATA(s), (n + 1) * kind)
  return self
}

/** tp_new of str. */
export function unicode_new(type: Ptr, args: Ptr, kwds: Ptr): Ptr {
  // str(x), by far the most frequent form
  if (kwds === 0 && type === PyUnicode_Type && i32[(args + OB_SIZE) >> 2] === 1) {
    return PyObject_Str(i32[(args + TUPLE_ITEM) >> 2])
  }
  const a = bindTupleArgs('str', ['object', 'encoding', 'errors'], {}, args, kwds)
  if (a === null) return 0
  let encoding: string | null = null
  let errors: string | null = null
  if (a[1] !== 0 && (encoding = textArg('str', "argument 'encoding'", a[1])) === null) return 0
  if (a[2] !== 0 && (errors = textArg('str', "argument 'errors'", a[2])) === null) return 0
  let s: Ptr
  if (a[0] === 0) s = Py_NewRef(EMPTY_STR)
  else if (a[1] === 0 && a[2] === 0) s = PyObject_Str(a[0])
  else s = PyUnicode_FromEncodedObject(a[0], encoding, errors)
  if (s === 0 || type === PyUnicode_Type) return s
  const self = subtypeNew(type, s)
  Py_DECREF(s)
  return self
}
