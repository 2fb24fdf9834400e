/** Module _string: the parser of str.format for string.Formatter. */
import { i32, type Ptr } from '../memory/heap'
import { PyObject_SelfIter } from '../object/abstract/iter-protocol'
import { PyObject_Free, PyObject_New } from '../object/alloc'
import { PyTuple_New, PyTuple_Pack2, PyTuple_SET_ITEM } from '../object/container/tuple-core'
import { defineType, O } from '../object/define'
import { typeError, typeNameOf } from '../object/errors'
import { Py_DECREF, Py_NewRef, Py_XDECREF } from '../object/header'
import { TPFLAGS_DEFAULT } from '../object/layout'
import { PyLong_FromSsize_t } from '../object/number/int-core'
import { FieldNameIterator, MarkupIterator, splitFieldName } from '../object/text/format-parser'
import { PyUnicode_Check, PyUnicode_Substring, unicode_char } from '../object/text/str-build'
import { PyUnicode_GET_LENGTH } from '../object/text/str-core'
import { EMPTY_STR, Py_False, Py_None, Py_True, PyFieldNameIter_Type, PyFormatterIter_Type } from '../object/types'
import { defineModule } from './define-module'

/* formatteriterator [48]: 16 str, 24 markup: str, start, end.  fieldnameiterator [56]: 16 str, 24 rest: str, start, end, index */
const IT_STR = 16
const IT_TEXT = 24
const IT_START = 32
const IT_END = 40
const IT_INDEX = 48

const get = (o: Ptr, offset: number): number => i32[(o + offset) >> 2]
function put(o: Ptr, offset: number, v: number): void {
  i32[(o + offset) >> 2] = v
  i32[(o + offset + 4) >> 2] = v >> 31
}

const ascii = (o: Ptr): boolean => PyUnicode_Check(o) || typeError(`expected str, got ${typeNameOf(o)}`) !== 0

function newIterator(type: Ptr, size: number, s: Ptr, start: number, end: number): Ptr {
  const it = PyObject_New(type, size)
  if (it === 0) return 0
  put(it, IT_STR, Py_NewRef(s))
  put(it, IT_TEXT, s)
  put(it, IT_START, start)
  put(it, IT_END, end)
  return it
}

function dealloc(it: Ptr): void {
  Py_XDECREF(get(it, IT_STR))
  PyObject_Free(it)
}

/** (literal, field_name, format_spec, conversion) */
function formatterNext(it: Ptr): Ptr {
  const s = get(it, IT_STR)
  const m = new MarkupIterator(s, get(it, IT_START), get(it, IT_END))
  if (m.next() !== 'item') return 0
  put(it, IT_START, m.pos)
  const none = (): Ptr => Py_NewRef(Py_None)
  const t = PyTuple_New(4)
  if (t === 0) return 0
  PyTuple_SET_ITEM(t, 0, PyUnicode_Substring(s, m.literalStart, m.literalEnd))
  PyTuple_SET_ITEM(t, 1, m.fieldPresent ? PyUnicode_Substring(s, m.nameStart, m.nameEnd) : none())
  PyTuple_SET_ITEM(
    t,
    2,
    !m.fieldPresent ? none() : m.specPresent ? PyUnicode_Substring(s, m.specStart, m.specEnd) : Py_NewRef(EMPTY_STR),
  )
  PyTuple_SET_ITEM(t, 3, m.conversion === 0 ? none() : unicode_char(m.conversion))
  return t
}

defineType(PyFormatterIter_Type, {
  name: 'formatteriterator',
  basicsize: 48,
  flags: TPFLAGS_DEFAULT,
  dealloc,
  iter: PyObject_SelfIter,
  iternext: formatterNext,
})

/** (is_attribute, name or index) */
function fieldNameNext(it: Ptr): Ptr {
  const s = get(it, IT_STR)
  const f = new FieldNameIterator(s, get(it, IT_INDEX), get(it, IT_END))
  if (f.next() !== 'item') return 0
  // behind an item stands its bracket
  put(it, IT_INDEX, f.isAttribute ? f.stop : f.stop + 1)
  const value = f.index !== -1 ? PyLong_FromSsize_t(f.index) : PyUnicode_Substring(s, f.start, f.stop)
  if (value === 0) return 0
  const t = PyTuple_Pack2(f.isAttribute ? Py_True : Py_False, value)
  Py_DECREF(value)
  return t
}

defineType(PyFieldNameIter_Type, {
  name: 'fieldnameiterator',
  basicsize: 56,
  flags: TPFLAGS_DEFAULT,
  dealloc,
  iter: PyObject_SelfIter,
  iternext: fieldNameNext,
})

function fieldNameSplit(_m: Ptr, s: Ptr): Ptr {
  if (!ascii(s)) return 0
  const end = PyUnicode_GET_LENGTH(s)
  const name = splitFieldName(s, 0, end, null)
  if (name === null) return 0
  const it = newIterator(PyFieldNameIter_Type, 56, s, name.firstEnd, end)
  if (it === 0) return 0
  put(it, IT_INDEX, name.firstEnd)
  const first = name.index !== -1 ? PyLong_FromSsize_t(name.index) : PyUnicode_Substring(s, 0, name.firstEnd)
  const t = first === 0 ? 0 : PyTuple_Pack2(first, it)
  Py_XDECREF(first)
  Py_DECREF(it)
  return t
}

defineModule({
  name: '_string',
  doc: 'string helper module',
  methods: {
    formatter_field_name_split: O(fieldNameSplit),
    formatter_parser: O((_m, s) =>
      ascii(s) ? newIterator(PyFormatterIter_Type, 48, s, 0, PyUnicode_GET_LENGTH(s)) : 0,
    ),
  },
})
