/** str.format and str.format_map (CPython Objects/stringlib/unicode_format.h). */
import { type Ptr, u8 } from '../../memory/heap'
import { PyObject_GetItem } from '../abstract/mapping-protocol'
import { PyObject_ASCII, PyObject_GetAttr, PyObject_Repr, PyObject_Str } from '../abstract/object-protocol'
import { PySequence_Check, PySequence_GetItem } from '../abstract/sequence-protocol'
import { PyTuple_GET_ITEM, PyTuple_GET_SIZE } from '../container/tuple-core'
import { PyErr_SetObject, raise } from '../errors'
import { Py_DECREF, Py_NewRef, Py_TYPE } from '../header'
import { PyLong_FromSsize_t } from '../number/int-core'
import { EMPTY_STR, PyExc_IndexError, PyExc_KeyError, PyExc_ValueError, PyLong_Type } from '../types'
import { AutoNumber, FieldNameIterator, MarkupIterator, splitFieldName } from './format-parser'
import { formatWriterOf, PyObject_Format } from './format-spec'
import { _PyLong_FormatAdvancedWriter } from './number-text'
import { PyUnicode_CheckExact, PyUnicode_Substring } from './str-build'
import { PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_IS_ASCII } from './str-core'
import { UnicodeWriter } from './unicode-writer'

const MAX_RECURSION = 2

/** What fields are taken from; args 0: only the mapping (format_map); mapping 0: no keywords. */
interface FormatInput {
  args: Ptr
  mapping: Ptr
  auto: AutoNumber
}

function firstObject(text: Ptr, start: number, end: number, index: number, input: FormatInput): Ptr {
  if (index === -1) {
    const key = PyUnicode_Substring(text, start, end)
    if (key === 0) return 0
    let o: Ptr = 0
    if (input.mapping === 0) PyErr_SetObject(PyExc_KeyError, key)
    else o = PyObject_GetItem(input.mapping, key)
    Py_DECREF(key)
    return o
  }
  if (input.args === 0) return raise(PyExc_ValueError, 'Format string contains positional fields')
  if (index >= PyTuple_GET_SIZE(input.args)) {
    return raise(PyExc_IndexError, `Replacement index ${index} out of range for positional args tuple`)
  }
  return Py_NewRef(PyTuple_GET_ITEM(input.args, index))
}

function step(obj: Ptr, it: FieldNameIterator): Ptr {
  if (!it.isAttribute && it.index !== -1) {
    if (PySequence_Check(obj)) return PySequence_GetItem(obj, it.index)
    const key = PyLong_FromSsize_t(it.index)
    const r = key === 0 ? 0 : PyObject_GetItem(obj, key)
    if (key !== 0) Py_DECREF(key)
    return r
  }
  const name = PyUnicode_Substring(it.text, it.start, it.stop)
  if (name === 0) return 0
  const r = it.isAttribute ? PyObject_GetAttr(obj, name) : PyObject_GetItem(obj, name)
  Py_DECREF(name)
  return r
}

/** The object a field names, a new reference. */
function getFieldObject(text: Ptr, start: number, end: number, input: FormatInput): Ptr {
  const name = splitFieldName(text, start, end, input.auto)
  if (name === null) return 0
  let obj = firstObject(text, start, name.firstEnd, name.index, input)
  if (obj === 0) return 0
  const it = new FieldNameIterator(text, name.firstEnd, end)
  for (;;) {
    const state = it.next()
    if (state === 'end') return obj
    const next = state === 'error' ? 0 : step(obj, it)
    Py_DECREF(obj)
    if (next === 0) return 0
    obj = next
  }
}

/** obj converted by !r, !s or !a. */
export function doConversion(obj: Ptr, conversion: number): Ptr {
  switch (conversion) {
    case 0x72:
      return PyObject_Repr(obj)
    case 0x73:
      return PyObject_Str(obj)
    case 0x61:
      return PyObject_ASCII(obj)
  }
  const shown = conversion > 32 && conversion < 127 ? String.fromCharCode(conversion) : `\\x${conversion.toString(16)}`
  return raise(PyExc_ValueError, `Unknown conversion specifier ${shown}`)
}

function renderField(w: UnicodeWriter, obj: Ptr, spec: Ptr, start: number, end: number): boolean {
  if (Py_TYPE(obj) === PyLong_Type) return _PyLong_FormatAdvancedWriter(w, obj, spec, start, end)
  const f = formatWriterOf(obj)
  if (f !== undefined) return f(w, obj, spec, start, end)
  const text = start === end ? Py_NewRef(EMPTY_STR) : PyUnicode_Substring(spec, start, end)
  if (text === 0) return false
  const r = PyObject_Format(obj, text)
  Py_DECREF(text)
  return w.writeStrSteal(r)
}

function outputMarkup(w: UnicodeWriter, m: MarkupIterator, input: FormatInput, depth: number): boolean {
  let obj = getFieldObject(m.text, m.nameStart, m.nameEnd, input)
  if (obj === 0) return false
  if (m.conversion !== 0) {
    const converted = doConversion(obj, m.conversion)
    Py_DECREF(obj)
    if (converted === 0) return false
    obj = converted
  }
  let ok: boolean
  if (m.specNested) {
    const spec = buildString(m.text, m.specStart, m.specEnd, input, depth - 1)
    ok = spec !== 0 && renderField(w, obj, spec, 0, PyUnicode_GET_LENGTH(spec))
    if (spec !== 0) Py_DECREF(spec)
  } else ok = renderField(w, obj, m.text, m.specStart, m.specEnd)
  Py_DECREF(obj)
  return ok
}

const OPEN = 0x7b
const CLOSE = 0x7d
const COLON = 0x3a
const BANG = 0x21
const isDigit = (c: number): boolean => c >= 48 && c <= 57
const isWordCharacter = (c: number): boolean => isDigit(c) || c === 95 || ((c | 32) >= 97 && (c | 32) <= 122)

/** Field numbers of more digits are left to the general parser. */
const MAX_NUMBER_LENGTH = 3

/**
 * Writes an ASCII text with fields of the plain forms {}, {0} and {name}, each with a conversion and a flat spec, up to
 * the first that is different. The position from which the general parser goes on, end when all is done, -1 + error.
 */
function buildAscii(w: UnicodeWriter, text: Ptr, start: number, end: number, input: FormatInput): number {
  const data = PyUnicode_DATA(text)
  let pos = start
  while (pos < end) {
    let p = pos
    while (p < end && u8[data + p] !== OPEN && u8[data + p] !== CLOSE) p++
    if (p === end) {
      w.overallocate = false
      return w.writeSubstring(text, pos, end) ? end : -1
    }
    if (u8[data + p] === CLOSE) return pos
    const name = p + 1
    let q = name
    let index = 0
    while (q < end && isWordCharacter(u8[data + q])) index = index * 10 + u8[data + q++] - 48
    const nameEnd = q
    if (!(nameEnd > name && isDigit(u8[data + name]))) index = -1
    else {
      if (nameEnd - name > MAX_NUMBER_LENGTH) return pos
      for (let i = name; i < nameEnd; i++) if (!isDigit(u8[data + i])) return pos
    }
    let conversion = 0
    if (q + 1 < end && u8[data + q] === BANG) {
      conversion = u8[data + q + 1]
      q += 2
    }
    let spec = q
    if (q < end && u8[data + q] === COLON) {
      spec = ++q
      while (q < end && u8[data + q] !== CLOSE && u8[data + q] !== OPEN) q++
    }
    if (q >= end || u8[data + q] !== CLOSE) return pos
    if (p > pos && !w.writeSubstring(text, pos, p)) return -1
    pos = q + 1
    if (pos === end) w.overallocate = false
    if (!outputPlain(w, text, name, nameEnd, index, conversion, spec, q, input)) return -1
  }
  return end
}

/** A field without steps and nested fields: named text[name:nameEnd] or numbered (index), with spec text[spec:specEnd]. */
function outputPlain(
  w: UnicodeWriter,
  text: Ptr,
  name: number,
  nameEnd: number,
  number: number,
  conversion: number,
  spec: number,
  specEnd: number,
  input: FormatInput,
): boolean {
  let index = number
  if (name === nameEnd || number !== -1) {
    if (!input.auto.check(name === nameEnd)) return false
    if (name === nameEnd) index = input.auto.field++
  }
  let obj = firstObject(text, name, nameEnd, index, input)
  if (obj === 0) return false
  if (conversion !== 0) {
    const converted = doConversion(obj, conversion)
    Py_DECREF(obj)
    if (converted === 0) return false
    obj = converted
  }
  const ok = spec === specEnd && PyUnicode_CheckExact(obj) ? w.writeStr(obj) : renderField(w, obj, text, spec, specEnd)
  Py_DECREF(obj)
  return ok
}

function buildString(text: Ptr, start: number, end: number, input: FormatInput, depth: number): Ptr {
  if (depth <= 0) return raise(PyExc_ValueError, 'Max string recursion exceeded')
  const w = new UnicodeWriter()
  w.overallocate = true
  w.minLength = PyUnicode_GET_LENGTH(text) + 100
  let from = start
  if (PyUnicode_IS_ASCII(text)) {
    from = buildAscii(w, text, start, end, input)
    if (from < 0) return w.dealloc()
    if (from === end) return w.finish()
  }
  const m = new MarkupIterator(text, from, end)
  for (;;) {
    const state = m.next()
    if (state === 'end') return w.finish()
    if (state === 'error') return w.dealloc()
    const last = m.pos === m.end
    if (m.literalEnd !== m.literalStart) {
      if (!m.fieldPresent && last) w.overallocate = false
      if (!w.writeSubstring(text, m.literalStart, m.literalEnd)) return w.dealloc()
    }
    if (m.fieldPresent) {
      if (last) w.overallocate = false
      if (!outputMarkup(w, m, input, depth)) return w.dealloc()
    }
  }
}

const format = (self: Ptr, args: Ptr, mapping: Ptr): Ptr =>
  buildString(self, 0, PyUnicode_GET_LENGTH(self), { args, mapping, auto: new AutoNumber() }, MAX_RECURSION)

/** s.format(*args, **kwds) */
export const do_string_format = (self: Ptr, args: Ptr, kwds: Ptr): Ptr => format(self, args, kwds)
/** s.format_map(mapping) */
export const do_string_format_map = (self: Ptr, mapping: Ptr): Ptr => format(self, 0, mapping)
