/**
 * Numbers written straight into a writer, as str.format and % do for exact int, float and complex. One prepare for the
 * whole text, so allocation sizes are CPython's; ints in decimal go through the same scratch int.
 */
import { memFree, memMalloc } from '../../memory/domains'
import { i32, type Ptr, u8 } from '../../memory/heap'
import { PyObject_Str } from '../abstract/object-protocol'
import { typeNameOf } from '../errors'
import { PyErr_NoMemory } from '../errors-core'
import { Py_DECREF, Py_SIZE, Py_TYPE } from '../header'
import { LONG_DIGIT } from '../layout'
import { digitCount, digitsOfBase, writeBase, writeDigits } from '../number/decimal-digits'
import { PyFloat_AS_DOUBLE } from '../number/float-core'
import { lastBufferSize } from '../number/float-repr'
import { longDigits, longNew } from '../number/int-core'
import { _PyLong_Format, longToBase, longToDecimal } from '../number/int-format'
import { formatComplexSpec, formatFloatSpec, formatLongSpec } from '../number/number-format'
import { PyComplex_Type, PyFloat_Type, PyLong_Type } from '../types'
import { formatExactInto } from './format-exact'
import { type FormatWriter, setFormatWriter } from './format-spec'
import { newStr, PyUnicode_GET_LENGTH, PyUnicode_WRITE, strToJS } from './str-core'
import { UnicodeWriter } from './unicode-writer'

const MINUS = 45

/** Writes a JavaScript string (any characters); false + error. */
export function writeJS(w: UnicodeWriter, text: string): boolean {
  const units = text.length
  let max = 0
  for (let i = 0; i < units; i++) max = Math.max(max, text.charCodeAt(i))
  if (max < 128) {
    if (!w.prepare(units, 127)) return false
    if (w.kind === 1) for (let i = 0, to = w.data + w.pos; i < units; i++) u8[to + i] = text.charCodeAt(i)
    else for (let i = 0; i < units; i++) PyUnicode_WRITE(w.kind, w.data, w.pos + i, text.charCodeAt(i))
    w.pos += units
    return true
  }
  const chars = Array.from(text, (ch) => ch.codePointAt(0)!)
  let top = 0
  for (const c of chars) if (c > top) top = c
  if (!w.prepare(chars.length, top)) return false
  for (const c of chars) PyUnicode_WRITE(w.kind, w.data, w.pos++, c)
  return true
}

/** An int in base 2, 8, 10 or 16 into the writer (_PyLong_FormatWriter). */
export function _PyLong_FormatWriter(w: UnicodeWriter, o: Ptr, base: number, alternate: boolean): boolean {
  const size = Py_SIZE(o)
  if (base === 16 && !alternate && size >= -1 && size <= 1 && (w.kind === 1 || w.buffer === 0)) {
    return writeHexDigit(w, size === 0 ? 0 : i32[(o + LONG_DIGIT) >> 2], size < 0)
  }
  if (base !== 10) {
    const text = longToBase(o, base, alternate)
    return text !== null && writeJS(w, text)
  }
  if (size >= -1 && size <= 1) {
    // one digit: the same blocks without a JavaScript string in between
    const scratch = longNew(size === 0 ? 1 : 2)
    if (scratch === 0) return false
    const ok = writeDigit(w, size === 0 ? 0 : i32[(o + LONG_DIGIT) >> 2], size < 0)
    Py_DECREF(scratch)
    return ok
  }
  const text = longToDecimal(o)
  if (text === null) return false
  const n = longDigits(o)
  const scratch = longNew(1 + n + Math.floor(n / 99))
  if (scratch === 0) return false
  const ok = writeJS(w, text)
  Py_DECREF(scratch)
  return ok
}

/** A digit of an int (below 2^30) in hexadecimal into a writer of byte-wide characters. */
function writeHexDigit(w: UnicodeWriter, v: number, negative: boolean): boolean {
  const sign = negative ? 1 : 0
  const n = digitsOfBase(v, 4)
  if (!w.prepare(sign + n, 127)) return false
  const p = w.data + w.pos
  if (negative) u8[p] = MINUS
  writeBase(p + sign + n, v, n, 4, false)
  w.pos += sign + n
  return true
}

/** A digit of an int (below 2^30) in decimal into the writer. */
function writeDigit(w: UnicodeWriter, v: number, negative: boolean): boolean {
  const sign = negative ? 1 : 0
  const n = digitCount(v)
  if (!w.prepare(sign + n, 127)) return false
  const { kind, data, pos } = w
  if (kind === 1) {
    if (negative) u8[data + pos] = MINUS
    writeDigits(data + pos + sign + n, v, n)
  } else {
    let rest = v
    for (let at = pos + sign + n; at > pos + sign; rest = (rest / 10) | 0)
      PyUnicode_WRITE(kind, data, --at, 48 + (rest % 10))
    if (negative) PyUnicode_WRITE(kind, data, pos, MINUS)
  }
  w.pos = pos + sign + n
  return true
}

/** Presentation types of int that are not decimal; 0: no digits are made. */
const BASES: Record<string, number> = { x: 16, X: 16, o: 8, b: 2, c: 0, e: 0, E: 0, f: 0, F: 0, g: 0, G: 0, '%': 0 }

/** A spec that sets at most alignment without width, '#' and a lower-case base: digits go straight to the writer. */
const PLAIN_INT = /^(?:.?[<>=^])?-?(#?)0?([dxob]?)$/u
/** The same for float: no width, sign or separators. */
const PLAIN_FLOAT = /^(?:.?[<>=^])?-?z?#?0?(?:\.\d+)?[a-mo-zA-Z%]?$/u

/** format(int, spec[start:end]) into a writer. */
export const _PyLong_FormatAdvancedWriter: FormatWriter = (w, o, spec, start, end) => {
  if (start === end) return _PyLong_FormatWriter(w, o, 10, false)
  const short = formatExactInto(w, o, spec, start, end)
  if (short !== -1) return short !== 0
  const js = strToJS(spec, start, end)
  const plain = PLAIN_INT.exec(js)
  if (plain !== null) return _PyLong_FormatWriter(w, o, BASES[plain[2]] ?? 10, plain[1] !== '')
  const text = formatLongSpec(o, js)
  if (text === null) return false
  // the digits are a str of their own first (format_long_internal)
  const base = BASES[js[js.length - 1]]
  const digits = base === 0 ? 0 : _PyLong_Format(o, base ?? 10)
  if (digits === 0 && base !== 0) return false
  const ok = writeJS(w, text)
  if (digits !== 0) Py_DECREF(digits)
  return ok
}
setFormatWriter(PyLong_Type, _PyLong_FormatAdvancedWriter)

/** format(float, spec[start:end]) into a writer. */
export const _PyFloat_FormatAdvancedWriter: FormatWriter = (w, o, spec, start, end) => {
  if (start === end) return w.writeStrSteal(PyObject_Str(o))
  const short = formatExactInto(w, o, spec, start, end)
  if (short !== -1) return short !== 0
  const js = strToJS(spec, start, end)
  const text = formatFloatSpec(PyFloat_AS_DOUBLE(o), js, typeNameOf(o))
  if (text === null) return false
  // the C text, and for anything but plain specs a str of it (format_float_internal)
  const buffer = memMalloc(lastBufferSize)
  if (buffer === 0) return PyErr_NoMemory() !== 0
  if (PLAIN_FLOAT.test(js)) {
    const ok = w.writeASCII(text)
    memFree(buffer)
    return ok
  }
  const digits = newStr(text.replace(/^[^0-9a-z+-]+/i, ''))
  memFree(buffer)
  const ok = digits !== 0 && writeJS(w, text)
  if (digits !== 0) Py_DECREF(digits)
  return ok
}
setFormatWriter(PyFloat_Type, _PyFloat_FormatAdvancedWriter)

/** The __format__ of a number by its writer function: a new str, 0 + error. */
export function formatNumber(f: FormatWriter, o: Ptr, spec: Ptr): Ptr {
  const w = new UnicodeWriter()
  return f(w, o, spec, 0, PyUnicode_GET_LENGTH(spec)) ? w.finish() : w.dealloc()
}

setFormatWriter(PyComplex_Type, (w, o, spec, start, end) => {
  if (start === end) return w.writeStrSteal(PyObject_Str(o))
  const text = formatComplexSpec(o, strToJS(spec, start, end))
  return text !== null && writeJS(w, text)
})

/** Is this exactly an int? */
export const isExactInt = (o: Ptr): boolean => Py_TYPE(o) === PyLong_Type
