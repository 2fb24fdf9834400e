/** charmap_encode, charmap_decode, charmap_build: codecs driven by a table (CPython unicodeobject.c). */
import { type Ptr, u8 } from '../../memory/heap'
import { PyObject_GetItem } from '../../object/abstract/mapping-protocol'
import { PyDict_New, PyDict_SetItem } from '../../object/container/dict-core'
import { typeError } from '../../object/errors'
import { PyErr_Clear, PyErr_Occurred } from '../../object/errors-core'
import { Py_DECREF } from '../../object/header'
import { PyLong_AsSsize_t, PyLong_Check, PyLong_FromLong } from '../../object/number/int-core'
import { ByteSink } from '../../object/text/byte-sink'
import { PyBytes_AS_STRING, PyBytes_Check, PyBytes_GET_SIZE } from '../../object/text/bytes-core'
import { DecodeInput, decodeError, encodeError, raiseEncodeError } from '../../object/text/codec-errors'
import { encodeReplacement, writeReplacement } from '../../object/text/codec-utf8'
import { PyUnicode_Check } from '../../object/text/str-build'
import { PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND, PyUnicode_READ } from '../../object/text/str-core'
import { UnicodeWriter } from '../../object/text/unicode-writer'
import { errorIs } from '../../object/type/subtype'
import { Py_None, PyExc_LookupError } from '../../object/types'

const UNDEFINED = 'character maps to <undefined>'

/** mapping[key]: the object, null when there is none, 0 + error. */
function lookup(mapping: Ptr, key: number): Ptr | null {
  const k = PyLong_FromLong(key)
  if (k === 0) return 0
  const x = PyObject_GetItem(mapping, k)
  Py_DECREF(k)
  if (x === 0) {
    if (!errorIs(PyExc_LookupError)) return 0
    PyErr_Clear()
    return null
  }
  if (x === Py_None) {
    Py_DECREF(x)
    return null
  }
  return x
}

/** Writes what byte b maps to: true, false + error, or null when it is undefined. */
function decodeByte(w: UnicodeWriter, mapping: Ptr, b: number): boolean | null {
  if (PyUnicode_Check(mapping)) {
    if (b >= PyUnicode_GET_LENGTH(mapping)) return null
    const c = PyUnicode_READ(PyUnicode_KIND(mapping), PyUnicode_DATA(mapping), b)
    return c === 0xfffe ? null : w.writeChar(c)
  }
  const x = lookup(mapping, b)
  if (x === null) return null
  if (x === 0) return false
  let ok: boolean | null
  if (PyLong_Check(x)) {
    const c = PyLong_AsSsize_t(x)
    if (c === 0xfffe) ok = null
    else if (c < 0 || c > 0x10ffff) {
      PyErr_Clear()
      ok = typeError('character mapping must be in range(0x110000)') !== 0
    } else ok = w.writeChar(c)
  } else if (PyUnicode_Check(x)) ok = w.writeStr(x)
  else ok = typeError('character mapping must return integer, None or str') !== 0
  Py_DECREF(x)
  return ok
}

export function PyUnicode_DecodeCharmap(data: Ptr, n: number, mapping: Ptr, errors: string): Ptr {
  const w = new UnicodeWriter()
  w.minLength = n
  const input = new DecodeInput(data, n, 'charmap', errors)
  let ok = true
  for (let i = 0; ok && i < input.size; ) {
    const r = decodeByte(w, mapping, u8[input.data + i])
    if (r === null) {
      const rep = decodeError(input, i, i + 1, UNDEFINED)
      ok = rep !== null && writeReplacement(w, rep)
      if (rep !== null) i = rep.position
    } else {
      ok = r
      i++
    }
  }
  input.release()
  return ok ? w.finish() : w.dealloc()
}

/** Appends the bytes of character c: true, false + error, or null when it is undefined. */
function encodeChar(out: ByteSink, mapping: Ptr, c: number): boolean | null {
  const x = lookup(mapping, c)
  if (x === null) return null
  if (x === 0) return false
  let ok: boolean
  if (PyLong_Check(x)) {
    const b = PyLong_AsSsize_t(x)
    ok = b >= 0 && b < 256 && !PyErr_Occurred()
    if (ok) out.push(b)
    else {
      PyErr_Clear()
      typeError('character mapping must be in range(256)')
    }
  } else if (PyBytes_Check(x)) {
    out.pushHeap(PyBytes_AS_STRING(x), PyBytes_GET_SIZE(x))
    ok = true
  } else ok = typeError('character mapping must return integer, bytes or None, not str') !== 0
  Py_DECREF(x)
  return ok
}

export function PyUnicode_EncodeCharmap(s: Ptr, mapping: Ptr, errors: string): Ptr {
  const n = PyUnicode_GET_LENGTH(s)
  const at = (i: number): number => PyUnicode_READ(PyUnicode_KIND(s), PyUnicode_DATA(s), i)
  const out = new ByteSink(n)
  for (let i = 0; i < n; i++) {
    const r = encodeChar(out, mapping, at(i))
    if (r === false) return 0
    if (r === true) continue
    let end = i + 1
    for (; end < n; end++) {
      const probe = encodeChar(new ByteSink(0), mapping, at(end))
      if (probe === false) return 0
      if (probe === true) break
    }
    const rep = encodeError(s, 'charmap', errors, i, end, UNDEFINED)
    if (rep === null) return 0
    const put = (c: number): boolean => encodeChar(out, mapping, c) === true
    // replacement characters must themselves be in the table
    if (
      rep.object === 0 &&
      !rep.raw &&
      !(rep.chars ?? []).every((c) => encodeChar(new ByteSink(0), mapping, c) === true)
    ) {
      raiseEncodeError('charmap', s, i, end, UNDEFINED)
      return 0
    }
    if (!encodeReplacement(out, s, 'charmap', i, end, UNDEFINED, rep, put)) return 0
    i = rep.position - 1
  }
  return out.finish()
}

/** The inverse of a decoding table: a dict from code point to byte (PyUnicode_BuildEncodingMap; there a compact object). */
export function buildEncodingMap(table: Ptr): Ptr {
  const d = PyDict_New()
  if (d === 0) return 0
  for (let i = 0; i < PyUnicode_GET_LENGTH(table); i++) {
    const c = PyUnicode_READ(PyUnicode_KIND(table), PyUnicode_DATA(table), i)
    if (c === 0xfffe) continue
    const key = PyLong_FromLong(c)
    const value = key === 0 ? 0 : PyLong_FromLong(i)
    const failed = value === 0 || PyDict_SetItem(d, key, value) < 0
    if (key !== 0) Py_DECREF(key)
    if (value !== 0) Py_DECREF(value)
    if (failed) {
      Py_DECREF(d)
      return 0
    }
  }
  return d
}
