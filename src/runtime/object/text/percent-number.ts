/** Numbers under % formatting: the text of %d, %x, %f and their kin, for str and bytes. */
import { type Ptr, u8 } from '../../memory/heap'
import { _PyNumber_Index, PyNumber_Check, PyNumber_Long } from '../abstract/number-protocol'
import { typeError, typeNameOf } from '../errors'
import { PyErr_Clear, PyErr_NoMemory, PyErr_Occurred } from '../errors-core'
import { Py_DECREF, Py_NewRef } from '../header'
import { PyFloat_AsDouble } from '../number/float-core'
import { formatDouble } from '../number/float-repr'
import { PyLong_Check } from '../number/int-core'
import { _PyLong_Format, longToBase } from '../number/int-format'
import { errorIs } from '../type/subtype'
import { PyExc_TypeError } from '../types'
import { PyBytes_FromSize } from './bytes-core'
import { F_ALT, type Specifier } from './percent-parser'
import { newStr, PyUnicode_DATA, PyUnicode_GET_LENGTH } from './str-core'

const isBased = (ch: number): boolean => ch === 0x6f || ch === 0x78 || ch === 0x58

function wrongType(v: Ptr, ch: number): 0 {
  const kind = isBased(ch) ? 'an integer' : 'a real number'
  return typeError(`%${String.fromCharCode(ch)} format: ${kind} is required, not ${typeNameOf(v)}`)
}

/** Texts beyond this are refused before the host builds them; true with MemoryError set. */
const MAX_TEXT = 2 ** 28
export function tooWide(n: number): boolean {
  if (n <= MAX_TEXT) return false
  PyErr_NoMemory()
  return true
}

/** The int that %d and the like format, a new reference; 0 + error. */
export function percentInteger(v: Ptr, ch: number): Ptr {
  if (!PyNumber_Check(v)) return wrongType(v, ch)
  if (PyLong_Check(v)) return Py_NewRef(v)
  const o = isBased(ch) ? _PyNumber_Index(v) : PyNumber_Long(v)
  if (o === 0 && errorIs(PyExc_TypeError)) {
    PyErr_Clear()
    return wrongType(v, ch)
  }
  return o
}

/** Text of an int with precision and alternate form (_PyUnicode_FormatLong); null + error. */
export function formatLongText(o: Ptr, alt: boolean, prec: number, ch: number): string | null {
  if (tooWide(prec)) return null
  const base = ch === 0x6f ? 8 : ch === 0x78 || ch === 0x58 ? 16 : 10
  const plain = longToBase(o, base, false)
  if (plain === null) return null
  const sign = plain[0] === '-' ? '-' : ''
  const digits = plain.slice(sign.length).padStart(Math.max(prec, 0), '0')
  const prefix = !alt || base === 10 ? '' : base === 8 ? '0o' : '0x'
  const text = sign + prefix + digits
  return ch === 0x58 ? text.toUpperCase() : text
}

/**
 * The same as a new str, by CPython's steps: digits with prefix, a bytes for added zeros, and a copy when the characters
 * moved; they show in allocation traces. 0 + error.
 */
export function formatLongObject(o: Ptr, alt: boolean, prec: number, ch: number): Ptr {
  const base = ch === 0x6f ? 8 : ch === 0x78 || ch === 0x58 ? 16 : 10
  const text = formatLongText(o, alt, prec, ch)
  if (text === null) return 0
  let digits = _PyLong_Format(o, base)
  if (digits === 0) return 0
  const sign = text[0] === '-' ? 1 : 0
  const prefix = base === 10 ? 0 : 2
  if (prec > PyUnicode_GET_LENGTH(digits) - sign - prefix) {
    const padded = PyBytes_FromSize(text.length)
    Py_DECREF(digits)
    digits = padded
    if (padded === 0) return 0
  } else if (prefix === 0 || alt) {
    const data = PyUnicode_DATA(digits)
    for (let i = 0; i < text.length; i++) u8[data + i] = text.charCodeAt(i)
    return digits
  }
  const s = newStr(text)
  Py_DECREF(digits)
  return s
}

/** Text of a float (formatfloat); null + error. */
export function formatFloatText(v: Ptr, spec: Specifier): string | null {
  const x = PyFloat_AsDouble(v)
  if (x === -1 && PyErr_Occurred()) return null
  const prec = spec.prec < 0 ? 6 : spec.prec
  if (tooWide(prec)) return null
  return formatDouble(x, String.fromCharCode(spec.ch), prec, { alt: (spec.flags & F_ALT) !== 0 })
}

/** percentInteger and formatLongText in one; null + error. */
export function integerText(v: Ptr, spec: Specifier): string | null {
  const o = percentInteger(v, spec.ch)
  if (o === 0) return null
  const text = formatLongText(o, (spec.flags & F_ALT) !== 0, spec.prec, spec.ch)
  Py_DECREF(o)
  return text
}
