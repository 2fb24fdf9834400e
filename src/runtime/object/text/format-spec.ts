/**
 * The format specification mini-language, and format() of str (CPython Python/formatter_unicode.c). int, float and complex
 * parse with parseFormatSpec, and register their writers here so that str.format can call them directly.
 */

import type { Ptr } from '../../memory/heap'
import { _PyObject_LookupSpecial, PyObject_Str } from '../abstract/object-protocol'
import { PyObject_CallOneArg } from '../call'
import { raise, typeError, typeNameOf } from '../errors'
import { PyErr_Occurred } from '../errors-core'
import { Py_DECREF, Py_NewRef, Py_TYPE } from '../header'
import { EMPTY_STR, PyExc_SystemError, PyExc_ValueError, PyFloat_Type, PyLong_Type, PyUnicode_Type } from '../types'
import { formatExact, formatExactInto, formatFloatPlain } from './format-exact'
import { fillChars } from './mem'
import {
  _PyUnicode_FindMaxChar,
  copyChars,
  PyUnicode_Check,
  PyUnicode_CheckExact,
  PyUnicode_MAX_CHAR_VALUE,
} from './str-build'
import { _Py_ID, PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND, PyUnicode_READ, strToJS } from './str-core'
import { toDecimal } from './unicode-db'
import { UnicodeWriter } from './unicode-writer'

export const LT_NO_LOCALE = 0
export const LT_DEFAULT_LOCALE = 1
export const LT_UNDERSCORE_LOCALE = 2
export const LT_UNDER_FOUR_LOCALE = 3
export const LT_CURRENT_LOCALE = 4

/** Characters are code points; 0 stands for "not given" in sign and type, -1 in width and precision. */
export interface FormatSpec {
  fill: number
  align: number
  alternate: boolean
  noNegZero: boolean
  sign: number
  width: number
  thousands: number
  precision: number
  type: number
}

const code = (c: string): number => c.charCodeAt(0)
const LESS = code('<')
const GREATER = code('>')
const EQUAL = code('=')
const CARET = code('^')
const isAlign = (c: number): boolean => c === LESS || c === GREATER || c === EQUAL || c === CARET
const MAX_SSIZE = 2 ** 63

/** Position after the last integer read by getInteger. */
let integerEnd = 0
/** A decimal integer at pos; -1 without digits, -2 + ValueError when too large. */
function getInteger(spec: Ptr, pos: number, end: number): number {
  const kind = PyUnicode_KIND(spec)
  const data = PyUnicode_DATA(spec)
  let n = 0
  let i = pos
  for (; i < end; i++) {
    const d = toDecimal(PyUnicode_READ(kind, data, i))
    if (d < 0) break
    n = n * 10 + d
    if (n >= MAX_SSIZE) {
      raise(PyExc_ValueError, 'Too many decimal digits in format string')
      return -2
    }
  }
  integerEnd = i
  return i === pos ? -1 : n
}

const bothSeparators = (): null => {
  raise(PyExc_ValueError, "Cannot specify both ',' and '_'.")
  return null
}

/** A presentation type as CPython shows it in messages. */
const typeText = (type: number): string =>
  type > 32 && type < 128 ? `'${String.fromCharCode(type)}'` : `'\\x${type.toString(16)}'`

export const unknownPresentationType = (type: number, typename: string): 0 =>
  raise(PyExc_ValueError, `Unknown format code ${typeText(type)} for object of type '${typename}'`)

const THOUSANDS_TYPES = 'defgEG%F\0'
const UNDERSCORE_TYPES = 'boxX'

/** spec[start:end] for an object; null with ValueError set (parse_internal_render_format_spec). */
export function parseFormatSpec(
  obj: Ptr,
  spec: Ptr,
  start: number,
  end: number,
  defaultType: number,
  defaultAlign: number,
): FormatSpec | null {
  const kind = PyUnicode_KIND(spec)
  const data = PyUnicode_DATA(spec)
  const at = (i: number): number => PyUnicode_READ(kind, data, i)
  const f: FormatSpec = {
    fill: 32,
    align: defaultAlign,
    alternate: false,
    noNegZero: false,
    sign: 0,
    width: -1,
    thousands: LT_NO_LOCALE,
    precision: -1,
    type: defaultType,
  }
  let pos = start
  let fillGiven = false
  let alignGiven = false
  if (end - pos >= 2 && isAlign(at(pos + 1))) {
    f.align = at(pos + 1)
    f.fill = at(pos)
    fillGiven = alignGiven = true
    pos += 2
  } else if (end - pos >= 1 && isAlign(at(pos))) {
    f.align = at(pos++)
    alignGiven = true
  }
  if (pos < end && (at(pos) === 32 || at(pos) === code('+') || at(pos) === code('-'))) f.sign = at(pos++)
  if (pos < end && at(pos) === code('z')) {
    f.noNegZero = true
    pos++
  }
  if (pos < end && at(pos) === code('#')) {
    f.alternate = true
    pos++
  }
  if (!fillGiven && pos < end && at(pos) === code('0')) {
    f.fill = code('0')
    if (!alignGiven && defaultAlign === GREATER) f.align = EQUAL
    pos++
  }
  f.width = getInteger(spec, pos, end)
  if (f.width === -2) return null
  pos = integerEnd
  if (pos < end && at(pos) === code(',')) {
    f.thousands = LT_DEFAULT_LOCALE
    pos++
  }
  if (pos < end && at(pos) === code('_')) {
    if (f.thousands !== LT_NO_LOCALE) return bothSeparators()
    f.thousands = LT_UNDERSCORE_LOCALE
    pos++
  }
  if (pos < end && at(pos) === code(',') && f.thousands === LT_UNDERSCORE_LOCALE) return bothSeparators()
  if (pos < end && at(pos) === code('.')) {
    f.precision = getInteger(spec, pos + 1, end)
    if (f.precision === -2) return null
    if (f.precision === -1) {
      raise(PyExc_ValueError, 'Format specifier missing precision')
      return null
    }
    pos = integerEnd
  }
  if (end - pos > 1) {
    const text = strToJS(spec, start, end)
    raise(PyExc_ValueError, `Invalid format specifier '${text}' for object of type '${typeNameOf(obj)}'`)
    return null
  }
  if (end - pos === 1) f.type = at(pos)
  return f.thousands === LT_NO_LOCALE || thousandsFit(f) ? f : null
}

function thousandsFit(f: FormatSpec): boolean {
  const type = f.type < 128 ? String.fromCharCode(f.type) : ''
  if (type !== '' && THOUSANDS_TYPES.includes(type)) return true
  if (type !== '' && UNDERSCORE_TYPES.includes(type) && f.thousands === LT_UNDERSCORE_LOCALE) {
    f.thousands = LT_UNDER_FOUR_LOCALE
    return true
  }
  const separator = f.thousands === LT_DEFAULT_LOCALE ? ',' : '_'
  raise(PyExc_ValueError, `Cannot specify '${separator}' with ${typeText(f.type)}.`)
  return false
}

/** Left padding for n characters in f.width columns; the total is max(n, width) (calc_padding). */
export function leftPadding(n: number, f: FormatSpec): number {
  const total = f.width > n ? f.width : n
  if (f.align === GREATER) return total - n
  return f.align === CARET ? (total - n) >> 1 : 0
}

function writeText(w: UnicodeWriter, s: Ptr, f: FormatSpec): boolean {
  let n = PyUnicode_GET_LENGTH(s)
  const fail = (text: string): boolean => raise(PyExc_ValueError, text) !== 0
  if (f.sign !== 0) {
    return fail(
      f.sign === 32 ? 'Space not allowed in string format specifier' : 'Sign not allowed in string format specifier',
    )
  }
  if (f.noNegZero) return fail('Negative zero coercion (z) not allowed in string format specifier')
  if (f.alternate) return fail('Alternate form (#) not allowed in string format specifier')
  if (f.align === EQUAL) return fail("'=' alignment not allowed in string format specifier")
  if ((f.width === -1 || f.width <= n) && (f.precision === -1 || f.precision >= n)) return w.writeStr(s)
  if (f.precision >= 0 && n >= f.precision) n = f.precision
  const left = leftPadding(n, f)
  const total = Math.max(n, f.width)
  const right = total - n - left
  let max = w.maxchar
  if (left !== 0 || right !== 0) max = Math.max(max, f.fill)
  if (PyUnicode_MAX_CHAR_VALUE(s) > max) max = Math.max(max, _PyUnicode_FindMaxChar(s, 0, n))
  if (!w.prepare(total, max)) return false
  fillChars(w.kind, w.data, w.pos, left, f.fill)
  fillChars(w.kind, w.data, w.pos + left + n, right, f.fill)
  if (n > 0) copyChars(w.kind, w.data, w.pos + left, PyUnicode_KIND(s), PyUnicode_DATA(s), 0, n)
  w.pos += total
  return true
}

/** Writes format(obj, spec[start:end]); false with an error set. */
export type FormatWriter = (w: UnicodeWriter, obj: Ptr, spec: Ptr, start: number, end: number) => boolean

/** format() of a str into a writer. */
export const _PyUnicode_FormatAdvancedWriter: FormatWriter = (w, obj, spec, start, end) => {
  if (start === end) {
    return PyUnicode_CheckExact(obj) ? w.writeStr(obj) : w.writeStrSteal(PyObject_Str(obj))
  }
  const short = formatExactInto(w, obj, spec, start, end)
  if (short !== -1) return short !== 0
  const f = parseFormatSpec(obj, spec, start, end, code('s'), LESS)
  if (f === null) return false
  if (f.type !== code('s')) return unknownPresentationType(f.type, typeNameOf(obj)) !== 0
  return writeText(w, obj, f)
}

const formatWriters = new Map<Ptr, FormatWriter>([[PyUnicode_Type, _PyUnicode_FormatAdvancedWriter]])
/** int, float and complex register the functions that str.format calls for exact instances. */
export function setFormatWriter(type: Ptr, f: FormatWriter): void {
  formatWriters.set(type, f)
}
/** The direct formatter of an exact built-in, undefined for other objects. */
export const formatWriterOf = (obj: Ptr): FormatWriter | undefined => formatWriters.get(Py_TYPE(obj))

/** str.__format__ */
export function unicode___format__(self: Ptr, spec: Ptr): Ptr {
  if (PyUnicode_GET_LENGTH(spec) === 0) return PyUnicode_CheckExact(self) ? Py_NewRef(self) : PyObject_Str(self)
  const w = new UnicodeWriter()
  if (!_PyUnicode_FormatAdvancedWriter(w, self, spec, 0, PyUnicode_GET_LENGTH(spec))) return w.dealloc()
  return w.finish()
}

const ID___format__ = _Py_ID('__format__')

/** format(obj, spec); spec 0 is the empty string. */
export function PyObject_Format(obj: Ptr, spec: Ptr): Ptr {
  if (spec !== 0 && !PyUnicode_Check(spec)) {
    return raise(PyExc_SystemError, `Format specifier must be a string, not ${typeNameOf(spec)}`)
  }
  if (spec === 0 || PyUnicode_GET_LENGTH(spec) === 0) {
    if (PyUnicode_CheckExact(obj)) return Py_NewRef(obj)
    if (Py_TYPE(obj) === PyLong_Type) return PyObject_Str(obj)
    if (Py_TYPE(obj) === PyFloat_Type) {
      const r = formatFloatPlain(obj)
      if (r !== -1) return r
    }
  } else if (Py_TYPE(spec) === PyUnicode_Type) {
    const r = formatExact(obj, spec)
    if (r !== -1) return r
  }
  const method = _PyObject_LookupSpecial(obj, ID___format__)
  if (method === 0) {
    return PyErr_Occurred() ? 0 : typeError(`Type ${typeNameOf(obj)} doesn't define __format__`)
  }
  const r = PyObject_CallOneArg(method, spec === 0 ? EMPTY_STR : spec)
  Py_DECREF(method)
  if (r !== 0 && !PyUnicode_Check(r)) {
    const t = typeNameOf(r)
    Py_DECREF(r)
    return typeError(`__format__ must return a str, not ${t}`)
  }
  return r
}
