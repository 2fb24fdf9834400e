/** _csv.writer: rows as lines (CPython Modules/_csv.c, csv_writerow and join_append_data). */
import { i32, type Ptr } from '../../memory/heap'
import { PyIter_Next, PyObject_GetIter } from '../../object/abstract/iter-protocol'
import { PyNumber_Check } from '../../object/abstract/number-protocol'
import { _PyObject_LookupAttr, PyObject_Str } from '../../object/abstract/object-protocol'
import { PyCallable_Check, PyObject_CallOneArg } from '../../object/call'
import { deallocFields, setSsize, traverseFields, typeAlloc } from '../../object/container/helpers'
import { PyTuple_GET_ITEM } from '../../object/container/tuple-core'
import { defineType, O } from '../../object/define'
import { typeError, typeNameOf } from '../../object/errors'
import { PyErr_Clear, PyErr_Occurred } from '../../object/errors-core'
import { Py_DECREF, Py_SIZE } from '../../object/header'
import * as L from '../../object/layout'
import { PyUnicode_Check } from '../../object/text/str-build'
import { _Py_ID, newStr, strToJS } from '../../object/text/str-core'
import { checkPositional } from '../../object/type/arg-parse'
import { errorIs } from '../../object/type/subtype'
import { moduleHeapType, Py_None, PyExc_TypeError } from '../../object/types'
import { none } from '../values'
import {
  callDialect,
  csvError,
  type Dialect,
  dialectOf,
  QUOTE_ALL,
  QUOTE_NONE,
  QUOTE_NONNUMERIC,
  TYPE_FLAGS,
} from './dialect'

export const Writer_Type = moduleHeapType()
const WRITE = 16
const DIALECT = 24
const ERROR_OBJ = 64
const SIZEOF_WRITER = 72
const ID_write = _Py_ID('write')

/** The text of one field, quoted and escaped where the dialect wants it; null with an error set. */
function fieldText(d: Dialect, text: string, quote: boolean): string | null {
  let quoted = quote
  let out = ''
  for (const ch of text) {
    const c = ch.codePointAt(0) as number
    if (c === d.delimiter || c === d.escapechar || c === d.quotechar || d.lineterminator.includes(ch)) {
      let mustEscape = d.quoting === QUOTE_NONE
      if (!mustEscape) {
        if (c === d.quotechar) {
          if (d.doublequote) out += ch
          else mustEscape = true
        } else if (c === d.escapechar) mustEscape = true
        if (!mustEscape) quoted = true
      }
      if (mustEscape) {
        if (d.escapechar < 0) {
          csvError('need to escape, but no escapechar set')
          return null
        }
        out += String.fromCodePoint(d.escapechar)
      }
    }
    out += ch
  }
  if (!quoted) return out
  const q = String.fromCodePoint(d.quotechar)
  return q + out + q
}

/** The field's own text; None is empty; null with an error set. */
function plainText(field: Ptr): string | null {
  if (field === Py_None) return ''
  if (PyUnicode_Check(field)) return strToJS(field)
  const s = PyObject_Str(field)
  if (s === 0) return null
  const text = strToJS(s)
  Py_DECREF(s)
  return text
}

const wantsQuotes = (d: Dialect, field: Ptr): boolean =>
  d.quoting === QUOTE_ALL || (d.quoting === QUOTE_NONNUMERIC && !PyNumber_Check(field))

/** The row without its line terminator; null with an error set. */
function rowText(d: Dialect, it: Ptr): string | null {
  const parts: string[] = []
  for (let field = PyIter_Next(it); field !== 0; field = PyIter_Next(it)) {
    const quote = wantsQuotes(d, field)
    const text = plainText(field)
    Py_DECREF(field)
    const part = text === null ? null : fieldText(d, text, quote)
    if (part === null) return null
    parts.push(part)
  }
  if (PyErr_Occurred()) return null
  if (parts.length !== 1 || parts[0] !== '') return parts.join(String.fromCodePoint(d.delimiter))
  if (d.quoting !== QUOTE_NONE) return String.fromCodePoint(d.quotechar).repeat(2)
  csvError('single empty field record must be quoted')
  return null
}

function writerow(w: Ptr, seq: Ptr): Ptr {
  const it = PyObject_GetIter(seq)
  if (it === 0) {
    if (!errorIs(PyExc_TypeError)) return 0
    PyErr_Clear()
    return csvError(`iterable expected, not ${typeNameOf(seq)}`)
  }
  const d = dialectOf(i32[(w + DIALECT) >> 2])
  const text = rowText(d, it)
  Py_DECREF(it)
  const line = text === null ? 0 : newStr(text + d.lineterminator)
  if (line === 0) return 0
  const r = PyObject_CallOneArg(i32[(w + WRITE) >> 2], line)
  Py_DECREF(line)
  return r
}

function writerows(w: Ptr, rows: Ptr): Ptr {
  const it = PyObject_GetIter(rows)
  if (it === 0) return 0
  for (let row = PyIter_Next(it); row !== 0; row = PyIter_Next(it)) {
    const r = writerow(w, row)
    Py_DECREF(row)
    if (r === 0) {
      Py_DECREF(it)
      return 0
    }
    Py_DECREF(r)
  }
  Py_DECREF(it)
  return PyErr_Occurred() ? 0 : none()
}

/** writer(file[, dialect], **options) */
export function makeWriter(_m: Ptr, args: Ptr, kwds: Ptr): Ptr {
  const n = Py_SIZE(args)
  if (!checkPositional('', n, 1, 2)) return 0
  const w = typeAlloc(Writer_Type, 0)
  if (w === 0) return 0
  const write = _PyObject_LookupAttr(PyTuple_GET_ITEM(args, 0), ID_write)
  setSsize(w, WRITE, write)
  if (write === 0 || !PyCallable_Check(write)) {
    if (!PyErr_Occurred()) typeError('argument 1 must have a "write" method')
  } else setSsize(w, DIALECT, callDialect(n > 1 ? PyTuple_GET_ITEM(args, 1) : 0, kwds))
  if (i32[(w + DIALECT) >> 2] !== 0) return w
  Py_DECREF(w)
  return 0
}

defineType(Writer_Type, {
  name: '_csv.writer',
  heap: true,
  basicsize: SIZEOF_WRITER,
  flags: TYPE_FLAGS | L.TPFLAGS_DISALLOW_INSTANTIATION,
  doc: 'CSV writer\n\nWriter objects are responsible for generating tabular data\nin CSV format from sequence input.\n',
  dealloc: deallocFields(WRITE, DIALECT, ERROR_OBJ),
  traverse: traverseFields(DIALECT, WRITE, ERROR_OBJ),
  methods: {
    writerow: O(writerow, 'writerow(iterable)\n\nConstruct and write a CSV record from an iterable of fields.'),
    writerows: O(
      writerows,
      'writerows(iterable of iterables)\n\nConstruct and write a series of iterables to a csv file.',
    ),
  },
  members: [{ name: 'dialect', offset: DIALECT, kind: 'object', readonly: true }],
})
