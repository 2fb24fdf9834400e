/** str.translate and str.maketrans (CPython _PyUnicode_TranslateCharmap, unicode_maketrans_impl). */
import { type Ptr, u8 } from '../../memory/heap'
import { PyObject_GetItem } from '../abstract/mapping-protocol'
import { dictNext, entry, PyDict_CheckExact, PyDict_New, PyDict_SetItem } from '../container/dict-core'
import { arg } from '../define'
import { raise, typeError } from '../errors'
import { PyErr_Clear } from '../errors-core'
import { Py_DECREF } from '../header'
import { PyLong_AsSsize_t, PyLong_Check, PyLong_FromLong } from '../number/int-core'
import { checkPositional } from '../type/arg-parse'
import { errorIs } from '../type/subtype'
import { Py_None, PyExc_LookupError, PyExc_ValueError } from '../types'
import { badArgument } from './arg-convert'
import { PyUnicode_Check, unicode_result_unchanged } from './str-build'
import { PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_IS_ASCII, PyUnicode_KIND, PyUnicode_READ } from './str-core'
import { UnicodeWriter } from './unicode-writer'

/** table[ch]: 0 + error; Py_None stands for "delete"; a missing key gives null (keep). */
function lookup(ch: number, table: Ptr): Ptr | null {
  const key = PyLong_FromLong(ch)
  if (key === 0) return 0
  const x = PyObject_GetItem(table, key)
  Py_DECREF(key)
  if (x === 0) {
    if (!errorIs(PyExc_LookupError)) return 0
    PyErr_Clear()
    return null
  }
  if (x === Py_None || PyUnicode_Check(x)) return x
  if (PyLong_Check(x)) {
    const value = PyLong_AsSsize_t(x)
    if (value < 0 || value > 0x10ffff) {
      Py_DECREF(x)
      PyErr_Clear()
      return raise(PyExc_ValueError, 'character mapping must be in range(0x110000)')
    }
    return x
  }
  Py_DECREF(x)
  return typeError('character mapping must return integer, None or str')
}

export function unicode_translate(self: Ptr, table: Ptr): Ptr {
  const n = PyUnicode_GET_LENGTH(self)
  if (n === 0) return unicode_result_unchanged(self)
  const kind = PyUnicode_KIND(self)
  const data = PyUnicode_DATA(self)
  const w = new UnicodeWriter()
  if (!w.prepare(n, 127)) return w.dealloc()
  const from = PyUnicode_IS_ASCII(self) ? translateAscii(w, data, n, table) : 0
  if (from < 0) return w.dealloc()
  for (let i = from; i < n; i++) {
    const ch = PyUnicode_READ(kind, data, i)
    const x = lookup(ch, table)
    if (x === 0) return w.dealloc()
    let ok = true
    if (x === null) ok = w.writeChar(ch)
    else {
      if (x === Py_None) ok = true
      else if (PyLong_Check(x)) ok = w.writeChar(PyLong_AsSsize_t(x))
      else ok = w.writeStr(x)
      Py_DECREF(x)
    }
    if (!ok) return w.dealloc()
  }
  return w.finish()
}

const UNKNOWN = -1
const DELETED = -2

/** What an ASCII character becomes: itself, another ASCII one, DELETED; UNKNOWN: leave the fast path; -3 + error. */
function translateOne(ch: number, table: Ptr): number {
  const x = lookup(ch, table)
  if (x === 0) return -3
  if (x === null) return ch
  let r = UNKNOWN
  if (x === Py_None) r = DELETED
  else if (PyLong_Check(x)) r = PyLong_AsSsize_t(x)
  else if (PyUnicode_GET_LENGTH(x) === 1) r = PyUnicode_READ(PyUnicode_KIND(x), PyUnicode_DATA(x), 0)
  Py_DECREF(x)
  return r > 127 ? UNKNOWN : r
}

/** ASCII characters that map to ASCII, each looked up once; gives the index where that ends, -1 + error (unicode_fast_translate). */
function translateAscii(w: UnicodeWriter, data: Ptr, n: number, table: Ptr): number {
  const known = new Int16Array(128).fill(UNKNOWN)
  for (let i = 0; i < n; i++) {
    const ch = u8[data + i]
    if (known[ch] === UNKNOWN) {
      const r = translateOne(ch, table)
      if (r === -3) return -1
      if (r === UNKNOWN) return i
      known[ch] = r
    }
    if (known[ch] !== DELETED) u8[w.data + w.pos++] = known[ch]
  }
  return n
}

/** str.maketrans(x[, y[, z]]) */
export function unicode_maketrans(_self: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('maketrans', nargs, 1, 3)) return 0
  const x = arg(args, 0)
  const y = nargs > 1 ? arg(args, 1) : 0
  const z = nargs > 2 ? arg(args, 2) : 0
  if (y !== 0 && !PyUnicode_Check(y)) return badArgument('maketrans', 'argument 2', 'str', y)
  if (z !== 0 && !PyUnicode_Check(z)) return badArgument('maketrans', 'argument 3', 'str', z)
  const d = PyDict_New()
  if (d === 0) return 0
  const ok = y !== 0 ? fromStrings(d, x, y, z) : fromDict(d, x)
  if (ok) return d
  Py_DECREF(d)
  return 0
}

function put(d: Ptr, key: number, value: Ptr): boolean {
  const k = PyLong_FromLong(key)
  if (k === 0) return false
  const r = PyDict_SetItem(d, k, value)
  Py_DECREF(k)
  return r === 0
}

function fromStrings(d: Ptr, x: Ptr, y: Ptr, z: Ptr): boolean {
  if (!PyUnicode_Check(x)) {
    return typeError('first maketrans argument must be a string if there is a second argument') !== 0
  }
  const n = PyUnicode_GET_LENGTH(x)
  if (n !== PyUnicode_GET_LENGTH(y)) {
    return raise(PyExc_ValueError, 'the first two maketrans arguments must have equal length') !== 0
  }
  for (let i = 0; i < n; i++) {
    const value = PyLong_FromLong(PyUnicode_READ(PyUnicode_KIND(y), PyUnicode_DATA(y), i))
    if (value === 0) return false
    const ok = put(d, PyUnicode_READ(PyUnicode_KIND(x), PyUnicode_DATA(x), i), value)
    Py_DECREF(value)
    if (!ok) return false
  }
  for (let i = 0; z !== 0 && i < PyUnicode_GET_LENGTH(z); i++) {
    if (!put(d, PyUnicode_READ(PyUnicode_KIND(z), PyUnicode_DATA(z), i), Py_None)) return false
  }
  return true
}

function fromDict(d: Ptr, x: Ptr): boolean {
  if (!PyDict_CheckExact(x)) {
    return typeError('if you give only one argument to maketrans it must be a dict') !== 0
  }
  for (let pos = dictNext(x, 0); pos >= 0; pos = dictNext(x, pos)) {
    const { key, value } = entry
    if (PyUnicode_Check(key)) {
      if (PyUnicode_GET_LENGTH(key) !== 1) {
        return raise(PyExc_ValueError, 'string keys in translate table must be of length 1') !== 0
      }
      if (!put(d, PyUnicode_READ(PyUnicode_KIND(key), PyUnicode_DATA(key), 0), value)) return false
    } else if (PyLong_Check(key)) {
      if (PyDict_SetItem(d, key, value) < 0) return false
    } else return typeError('keys in translate table must be strings or integers') !== 0
  }
  return true
}
