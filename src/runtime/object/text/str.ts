/** The str type: slots and method table. */
import { i32, type Ptr } from '../../memory/heap'
import { PyIndex_Check, PyNumber_AsSsize_t } from '../abstract/number-protocol'
import { defineType, O, VARKW } from '../define'
import { raise, typeError, typeNameOf } from '../errors'
import { PyErr_Occurred } from '../errors-core'
import { Py_NewRef, Py_TYPE } from '../header'
import {
  Py_EQ,
  Py_GE,
  Py_LE,
  Py_LT,
  Py_NE,
  SIZEOF_UNICODE,
  SLICE_START,
  SLICE_STEP,
  SLICE_STOP,
  TPFLAGS_BASETYPE,
  TPFLAGS_DEFAULT,
  TPFLAGS_MATCH_SELF,
  TPFLAGS_UNICODE_SUBCLASS,
} from '../layout'
import { isMedium, mediumValue } from '../number/int-core'
import {
  Py_False,
  Py_None,
  Py_NotImplemented,
  Py_True,
  PyExc_IndexError,
  PyLong_Type,
  PySlice_Type,
  PyUnicode_Type,
} from '../types'
import { sliceRange } from './arg-convert'
import {
  PyUnicode_Check,
  PyUnicode_Concat,
  PyUnicode_Substring,
  unicode_char,
  unicode_dealloc,
  unicode_result_unchanged,
} from './str-build'
import { _PyUnicode_EQ, PyUnicode_Compare, unicode_hash } from './str-compare'
import { PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND, PyUnicode_READ } from './str-core'
import { unicode_repeat, unicode_stepSlice } from './str-edit'
import { do_string_format, do_string_format_map } from './str-format'
import { unicode_iter } from './str-iter'
import { strMethods } from './str-methods'
import { unicode_new } from './str-new'
import { PyUnicode_Format } from './str-percent'
import { unicode_repr } from './str-repr'
import { PyUnicode_Contains } from './str-search'

export function PyUnicode_RichCompare(a: Ptr, b: Ptr, op: number): Ptr {
  if (!PyUnicode_Check(a) || !PyUnicode_Check(b)) return Py_NewRef(Py_NotImplemented)
  let yes: boolean
  if (op === Py_EQ) yes = _PyUnicode_EQ(a, b)
  else if (op === Py_NE) yes = !_PyUnicode_EQ(a, b)
  else {
    const c = PyUnicode_Compare(a, b)
    yes = op === Py_LT ? c < 0 : op === Py_LE ? c <= 0 : op === Py_GE ? c >= 0 : c > 0
  }
  return Py_NewRef(yes ? Py_True : Py_False)
}

/** s[i], i already counted from the start (sq_item). */
export function unicode_getitem(s: Ptr, i: number): Ptr {
  if (i < 0 || i >= PyUnicode_GET_LENGTH(s)) return raise(PyExc_IndexError, 'string index out of range')
  return unicode_char(PyUnicode_READ(PyUnicode_KIND(s), PyUnicode_DATA(s), i))
}

/** A slice bound that is None or an int of one digit, within 0..length; -1: something else. */
function plainBound(v: Ptr, absent: number, length: number): number {
  if (v === Py_None) return absent
  if (Py_TYPE(v) !== PyLong_Type || !isMedium(v)) return -1
  const i = mediumValue(v)
  if (i < 0) return i + length < 0 ? 0 : i + length
  return i > length ? length : i
}

/** s[key] */
export function unicode_subscript(s: Ptr, key: Ptr): Ptr {
  if (Py_TYPE(key) === PySlice_Type && i32[(key + SLICE_STEP) >> 2] === Py_None) {
    const length = PyUnicode_GET_LENGTH(s)
    const start = plainBound(i32[(key + SLICE_START) >> 2], 0, length)
    const stop = plainBound(i32[(key + SLICE_STOP) >> 2], length, length)
    if (start >= 0 && stop >= 0) return PyUnicode_Substring(s, start, stop)
  }
  if (PyIndex_Check(key)) {
    const i = PyNumber_AsSsize_t(key, PyExc_IndexError)
    if (i === -1 && PyErr_Occurred()) return 0
    return unicode_getitem(s, i < 0 ? i + PyUnicode_GET_LENGTH(s) : i)
  }
  if (Py_TYPE(key) !== PySlice_Type) return typeError(`string indices must be integers, not '${typeNameOf(key)}'`)
  const n = PyUnicode_GET_LENGTH(s)
  const r = sliceRange(key, n)
  if (r === null) return 0
  if (r.count > 0 && r.start === 0 && r.step === 1 && r.count === n) return unicode_result_unchanged(s)
  if (r.step === 1) return PyUnicode_Substring(s, r.start, r.start + r.count)
  return unicode_stepSlice(s, r.start, r.step, r.count)
}

const DOC =
  "str(object='') -> str\nstr(bytes_or_buffer[, encoding[, errors]]) -> str\n\n" +
  'Create a new string object from the given object. If encoding or\nerrors is specified, then the object must expose a data buffer\n' +
  'that will be decoded using the given encoding and error handler.\nOtherwise, returns the result of object.__str__() (if defined)\n' +
  "or repr(object).\nencoding defaults to sys.getdefaultencoding().\nerrors defaults to 'strict'."

defineType(PyUnicode_Type, {
  name: 'str',
  basicsize: SIZEOF_UNICODE,
  flags: TPFLAGS_DEFAULT | TPFLAGS_BASETYPE | TPFLAGS_UNICODE_SUBCLASS | TPFLAGS_MATCH_SELF,
  doc: DOC,
  dealloc: unicode_dealloc,
  repr: unicode_repr,
  str: unicode_result_unchanged,
  hash: unicode_hash,
  richcompare: PyUnicode_RichCompare,
  iter: unicode_iter,
  new: unicode_new,
  number: {
    remainder: (a, b) => (PyUnicode_Check(a) ? PyUnicode_Format(a, b) : Py_NewRef(Py_NotImplemented)),
  },
  sequence: {
    length: PyUnicode_GET_LENGTH,
    concat: PyUnicode_Concat,
    repeat: unicode_repeat,
    item: unicode_getitem,
    contains: PyUnicode_Contains,
  },
  mapping: { length: PyUnicode_GET_LENGTH, subscript: unicode_subscript },
  methods: {
    ...strMethods,
    format: VARKW(do_string_format),
    format_map: O(do_string_format_map),
  },
})
