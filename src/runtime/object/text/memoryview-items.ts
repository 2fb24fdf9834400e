/** Single items of a buffer by struct format character, native sizes (CPython memoryobject.c unpack_single, pack_single). */
import { f32, f64, i32, type Ptr, u8 } from '../../memory/heap'
import { staticAlloc } from '../../memory/static-data'
import { _PyNumber_Index } from '../abstract/number-protocol'
import { PyObject_IsTrue } from '../abstract/object-protocol'
import { raise, typeError } from '../errors'
import { PyErr_Clear, PyErr_Occurred } from '../errors-core'
import { Py_DECREF, Py_NewRef, Py_SIZE } from '../header'
import { PyFloat_AsDouble, PyFloat_FromDouble } from '../number/float-core'
import { longFromWords, longHighWord, longLow64, longToBigInt, PyLong_FromLong } from '../number/int-core'
import { errorIs } from '../type/subtype'
import { Py_False, Py_True, PyExc_OverflowError, PyExc_TypeError, PyExc_ValueError } from '../types'
import { PyBytes_AS_STRING, PyBytes_Check, PyBytes_FromStringAndSize } from './bytes-core'

const SIZES: Record<string, number> = {
  c: 1,
  b: 1,
  B: 1,
  '?': 1,
  h: 2,
  H: 2,
  e: 2,
  i: 4,
  I: 4,
  f: 4,
  l: 8,
  L: 8,
  q: 8,
  Q: 8,
  n: 8,
  N: 8,
  d: 8,
  P: 8,
}

const formats = new Map<string, Ptr>()
/** A NUL-terminated format text in the static segment, one for each text. */
export function formatPtr(text: string): Ptr {
  let p = formats.get(text)
  if (p === undefined) {
    p = staticAlloc(text.length + 1, 1)
    for (let i = 0; i < text.length; i++) u8[p + i] = text.charCodeAt(i)
    formats.set(text, p)
  }
  return p
}

/** The format text at p. */
export function formatText(p: Ptr): string {
  let text = ''
  for (let i = p; u8[i] !== 0; i++) text += String.fromCharCode(u8[i])
  return text
}

/** The native format character of a text (optional '@' in front), '' when it is none. */
export function nativeFormat(text: string): string {
  const c = text.length === 2 && text[0] === '@' ? text[1] : text
  return c.length === 1 && SIZES[c] !== undefined ? c : ''
}
export const nativeSize = (c: string): number => SIZES[c]

const scratch: Ptr = staticAlloc(8, 8)
/** The item at p moved where typed views can read it. */
function aligned(p: Ptr, n: number): Ptr {
  if (p % n === 0) return p
  for (let i = 0; i < n; i++) u8[scratch + i] = u8[p + i]
  return scratch
}

function halfToNumber(h: number): number {
  const sign = h & 0x8000 ? -1 : 1
  const exponent = (h >> 10) & 31
  const fraction = h & 1023
  if (exponent === 0) return sign * fraction * 2 ** -24
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15)
}

/** The item of native format c at p, a new reference. */
export function unpackItem(p: Ptr, c: string): Ptr {
  switch (c) {
    case 'B':
      return PyLong_FromLong(u8[p])
    case 'b':
      return PyLong_FromLong((u8[p] << 24) >> 24)
    case 'c':
      return PyBytes_FromStringAndSize(p, 1)
    case '?':
      return Py_NewRef(u8[p] !== 0 ? Py_True : Py_False)
    case 'h':
      return PyLong_FromLong(((u8[p] | (u8[p + 1] << 8)) << 16) >> 16)
    case 'H':
      return PyLong_FromLong(u8[p] | (u8[p + 1] << 8))
    case 'e':
      return PyFloat_FromDouble(halfToNumber(u8[p] | (u8[p + 1] << 8)))
    case 'i':
      return PyLong_FromLong(i32[aligned(p, 4) >> 2])
    case 'I':
      return PyLong_FromLong(i32[aligned(p, 4) >> 2] >>> 0)
    case 'f':
      return PyFloat_FromDouble(f32[aligned(p, 4) >> 2])
    case 'd':
      return PyFloat_FromDouble(f64[aligned(p, 8) >> 3])
    default: {
      const q = aligned(p, 8)
      return longFromWords(i32[q >> 2], i32[(q + 4) >> 2], 'lqn'.includes(c))
    }
  }
}

const LIMITS: Record<string, [bigint, bigint]> = {}
for (const [signed, unsigned] of ['bB', 'hH', 'iI', 'lL', 'qQ', 'nN', ' P']) {
  const bits = BigInt(8 * (SIZES[unsigned] ?? 8))
  LIMITS[unsigned] = [0n, 2n ** bits - 1n]
  if (signed !== ' ') LIMITS[signed] = [-(2n ** (bits - 1n)), 2n ** (bits - 1n) - 1n]
}

const invalid = (what: 'type' | 'value', format: string): -1 => {
  raise(what === 'type' ? PyExc_TypeError : PyExc_ValueError, `memoryview: invalid ${what} for format '${format}'`)
  return -1
}

/** An error of a conversion becomes the one of memoryview (fix_error_int). */
function fixError(format: string): -1 {
  if (errorIs(PyExc_TypeError)) {
    PyErr_Clear()
    return invalid('type', format)
  }
  if (errorIs(PyExc_OverflowError) || errorIs(PyExc_ValueError)) {
    PyErr_Clear()
    return invalid('value', format)
  }
  return -1
}

/**
 * Stores the value at p; 0 or -1. `format` is the full text for messages. Converting the value may run code: `usable`
 * is asked afterwards whether p may still be written (false with an error set).
 */
export function packItem(p: Ptr, value: Ptr, c: string, format: string, usable: () => boolean): number {
  if (c === '?') {
    const truth = PyObject_IsTrue(value)
    if (truth < 0 || !usable()) return -1
    u8[p] = truth
    return 0
  }
  if (c === 'c') {
    if (!PyBytes_Check(value)) return invalid('type', format)
    if (Py_SIZE(value) !== 1) return invalid('value', format)
    u8[p] = u8[PyBytes_AS_STRING(value)]
    return 0
  }
  if (c === 'f' || c === 'd' || c === 'e') return packFloat(p, value, c, format, usable)
  const o = _PyNumber_Index(value)
  if (o === 0) return fixError(format)
  if (!usable()) {
    Py_DECREF(o)
    return -1
  }
  const big = longToBigInt(o)
  if (big < LIMITS[c][0] || big > LIMITS[c][1]) {
    Py_DECREF(o)
    return invalid('value', format)
  }
  const lo = longLow64(o)
  const hi = longHighWord
  Py_DECREF(o)
  for (let i = 0; i < SIZES[c]; i++) u8[p + i] = (i < 4 ? lo >>> (8 * i) : hi >>> (8 * (i - 4))) & 255
  return 0
}

function packFloat(p: Ptr, value: Ptr, c: string, format: string, usable: () => boolean): number {
  const v = PyFloat_AsDouble(value)
  if (v === -1 && PyErr_Occurred()) return fixError(format)
  if (!usable()) return -1
  if (c === 'e') {
    typeError(`memoryview: format ${format} not supported`)
    return -1
  }
  const n = SIZES[c]
  if (c === 'f') f32[scratch >> 2] = v
  else f64[scratch >> 3] = v
  for (let i = 0; i < n; i++) u8[p + i] = u8[scratch + i]
  return 0
}
