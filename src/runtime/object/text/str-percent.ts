/** str % values (CPython PyUnicode_Format). */
import { memFree, memMalloc } from '../../memory/domains'
import type { Ptr } from '../../memory/heap'
import { PyNumber_Index } from '../abstract/number-protocol'
import { PyObject_ASCII, PyObject_Repr, PyObject_Str } from '../abstract/object-protocol'
import { raise, typeError } from '../errors'
import { PyErr_Clear, PyErr_NoMemory } from '../errors-core'
import { Py_DECREF, Py_NewRef, Py_SIZE, Py_TYPE } from '../header'
import { lastBufferSize } from '../number/float-repr'
import { longOverflow, PyLong_AsLongAndOverflow, PyLong_Check } from '../number/int-core'
import { errorIs } from '../type/subtype'
import { PyExc_OverflowError, PyExc_TypeError, PyExc_ValueError, PyTuple_Type } from '../types'
import { fillChars } from './mem'
import { _PyLong_FormatWriter, isExactInt } from './number-text'
import { formatAscii, usedValues } from './percent-ascii'
import { formatFloatText, formatLongObject, percentInteger } from './percent-number'
import { F_ALT, F_BLANK, F_LJUST, F_SIGN, F_ZERO, PercentState, type Specifier } from './percent-parser'
import {
  _PyUnicode_FindMaxChar,
  copyChars,
  PyUnicode_Check,
  PyUnicode_CheckExact,
  PyUnicode_MAX_CHAR_VALUE,
  PyUnicode_Substring,
  unicode_char,
} from './str-build'
import {
  newStr,
  PyUnicode_DATA,
  PyUnicode_GET_LENGTH,
  PyUnicode_KIND,
  PyUnicode_READ,
  PyUnicode_WRITE,
} from './str-core'
import { UnicodeWriter } from './unicode-writer'

const ch = (c: string): number => c.charCodeAt(0)
const [S, R, A, C, D, O, X, UPPER_X] = ['s', 'r', 'a', 'c', 'd', 'o', 'x', 'X'].map(ch)
const INTEGERS = 'diuoxX'
const FLOATS = 'eEfFgG'

/** The code point that %c writes; -1 + error. */
function formatChar(v: Ptr): number {
  if (PyUnicode_Check(v)) {
    if (PyUnicode_GET_LENGTH(v) === 1) return PyUnicode_READ(PyUnicode_KIND(v), PyUnicode_DATA(v), 0)
    typeError('%c requires int or char')
    return -1
  }
  const o = PyLong_Check(v) ? Py_NewRef(v) : PyNumber_Index(v)
  if (o === 0) {
    if (errorIs(PyExc_TypeError)) {
      PyErr_Clear()
      typeError('%c requires int or char')
    }
    return -1
  }
  const x = PyLong_AsLongAndOverflow(o)
  Py_DECREF(o)
  if (longOverflow !== 0 || x < 0 || x > 0x10ffff) {
    raise(PyExc_OverflowError, '%c arg not in range(0x110000)')
    return -1
  }
  return x
}

/** Formats one value: a str to lay out (owned), null when it is written already, 0 + error. */
function formatArg(w: UnicodeWriter, state: PercentState, spec: Specifier): { text: Ptr; numeric: boolean } | null | 0 {
  if (state.left === 0) w.overallocate = false
  const v = state.nextArg()
  if (v === 0) return 0
  const bare = spec.width === -1 && spec.prec === -1
  const letter = spec.ch < 128 ? String.fromCharCode(spec.ch) : '?'
  const text = (t: Ptr, numeric: boolean) => (t === 0 ? 0 : { text: t, numeric })
  const done = (ok: boolean) => (ok ? null : 0)
  if (spec.ch === S || spec.ch === R || spec.ch === A) {
    if (isExactInt(v) && bare) return done(_PyLong_FormatWriter(w, v, 10, false))
    if (PyUnicode_CheckExact(v) && spec.ch === S) return text(Py_NewRef(v), false)
    return text(spec.ch === S ? PyObject_Str(v) : spec.ch === R ? PyObject_Repr(v) : PyObject_ASCII(v), false)
  }
  if (INTEGERS.includes(letter)) {
    const o = percentInteger(v, spec.ch)
    if (o === 0) return 0
    const alt = (spec.flags & F_ALT) !== 0
    if (isExactInt(v) && bare && !(spec.flags & (F_SIGN | F_BLANK)) && spec.ch !== UPPER_X) {
      const ok = _PyLong_FormatWriter(w, o, spec.ch === O ? 8 : spec.ch === X ? 16 : 10, alt)
      Py_DECREF(o)
      return done(ok)
    }
    const t = formatLongObject(o, alt, spec.prec, spec.ch)
    Py_DECREF(o)
    return text(t, true)
  }
  if (FLOATS.includes(letter)) {
    const t = formatFloatText(v, spec)
    if (t === null) return 0
    const buffer = memMalloc(lastBufferSize)
    if (buffer === 0) return PyErr_NoMemory()
    const r = bare && !(spec.flags & (F_SIGN | F_BLANK)) ? done(w.writeASCII(t)) : text(newStr(t), true)
    memFree(buffer)
    return r
  }
  if (spec.ch === C) {
    const c = formatChar(v)
    if (c < 0) return 0
    return bare ? done(w.writeChar(c)) : text(unicode_char(c), false)
  }
  const shown = spec.ch >= 31 && spec.ch <= 126 ? String.fromCharCode(spec.ch) : '?'
  raise(
    PyExc_ValueError,
    `unsupported format character '${shown}' (0x${spec.ch.toString(16)}) at index ${state.pos - 1}`,
  )
  return 0
}

/** Writes s with sign, prefix and padding (unicode_format_arg_output). */
function output(w: UnicodeWriter, spec: Specifier, s: Ptr, numeric: boolean): boolean {
  const { flags, prec } = spec
  let { width } = spec
  const fill = numeric && flags & F_ZERO ? 48 : 32
  let n = PyUnicode_GET_LENGTH(s)
  if ((width === -1 || width <= n) && (prec === -1 || prec >= n) && !(flags & (F_SIGN | F_BLANK))) return w.writeStr(s)
  if ((spec.ch === S || spec.ch === R || spec.ch === A) && prec >= 0 && n > prec) n = prec
  const kind = PyUnicode_KIND(s)
  const data = PyUnicode_DATA(s)
  let from = 0
  let sign = 0
  if (numeric) {
    const first = PyUnicode_READ(kind, data, 0)
    if (first === 45 || first === 43) {
      sign = first
      n--
      from++
    } else if (flags & F_SIGN) sign = 43
    else if (flags & F_BLANK) sign = 32
  }
  if (width < n) width = n
  let max = w.maxchar
  if (!(flags & F_LJUST) && (sign !== 0 ? width - 1 > n : width > n)) max = Math.max(max, fill)
  if (PyUnicode_MAX_CHAR_VALUE(s) > max) max = Math.max(max, _PyUnicode_FindMaxChar(s, 0, from + n))
  if (!w.prepare(sign !== 0 && n === width ? width + 1 : width, max)) return false
  const put = (c: number): void => PyUnicode_WRITE(w.kind, w.data, w.pos++, c)
  if (sign !== 0) {
    if (fill !== 32) put(sign)
    if (width > n) width--
  }
  const prefixed = numeric && (flags & F_ALT) !== 0 && (spec.ch === X || spec.ch === UPPER_X || spec.ch === O)
  if (prefixed) {
    if (fill !== 32) {
      put(48)
      put(spec.ch)
      from += 2
    }
    width = Math.max(0, width - 2)
    n -= 2
  }
  if (width > n && !(flags & F_LJUST)) {
    fillChars(w.kind, w.data, w.pos, width - n, fill)
    w.pos += width - n
    width = n
  }
  if (fill === 32) {
    if (sign !== 0) put(sign)
    if (prefixed) {
      put(48)
      put(spec.ch)
      from += 2
    }
  }
  if (n > 0) copyChars(w.kind, w.data, w.pos, kind, data, from, n)
  w.pos += n
  if (width > n) {
    fillChars(w.kind, w.data, w.pos, width - n, 32)
    w.pos += width - n
  }
  return true
}

/** %s and %d without flags, width or precision: by far the most frequent. */
function bareSpecifier(w: UnicodeWriter, state: PercentState, c: number): boolean {
  state.pos++
  if (--state.left === 0) w.overallocate = false
  const v = state.nextArg()
  if (v === 0) return false
  if (isExactInt(v)) return _PyLong_FormatWriter(w, v, 10, false)
  if (c === S) return PyUnicode_CheckExact(v) ? w.writeStr(v) : w.writeStrSteal(PyObject_Str(v))
  const o = percentInteger(v, c)
  if (o === 0) return false
  const t = formatLongObject(o, false, -1, c)
  Py_DECREF(o)
  return w.writeStrSteal(t)
}

function oneSpecifier(w: UnicodeWriter, state: PercentState, read: (i: number) => number, length: number): boolean {
  if (state.pos < length && read(state.pos) === 37) {
    state.pos++
    state.left--
    return w.writeChar(37)
  }
  if (state.dict === 0 && state.pos < length && state.left >= 1) {
    const c = read(state.pos)
    if (c === S || c === D) return bareSpecifier(w, state, c)
  }
  const spec = state.parse()
  if (spec === null) return false
  const r = formatArg(w, state, spec)
  if (r === 0) return false
  if (r !== null) {
    const ok = output(w, spec, r.text, r.numeric)
    Py_DECREF(r.text)
    if (!ok) return false
  }
  if (state.dict !== 0 && state.unused) return typeError('not all arguments converted during string formatting') !== 0
  return true
}

/** format % args */
export function PyUnicode_Format(format: Ptr, args: Ptr): Ptr {
  const length = PyUnicode_GET_LENGTH(format)
  const kind = PyUnicode_KIND(format)
  const data = PyUnicode_DATA(format)
  const read = (i: number): number => PyUnicode_READ(kind, data, i)
  const w = new UnicodeWriter()
  w.minLength = length + 100
  w.overallocate = true
  const done = formatAscii(w, format, args)
  if (done < 0) return w.dealloc()
  if (done === length && length !== 0 && usedValues === (Py_TYPE(args) === PyTuple_Type ? Py_SIZE(args) : 1)) {
    return w.finish()
  }
  const state = new PercentState(read, length, args, PyUnicode_Check(args), (i, j) => PyUnicode_Substring(format, i, j))
  state.resume(done, usedValues)
  let ok = true
  while (ok && --state.left >= 0) {
    if (read(state.pos) === 37) {
      state.pos++
      ok = oneSpecifier(w, state, read, length)
      continue
    }
    const start = state.pos++
    while (state.left >= 0 && state.pos < length && read(state.pos) !== 37) {
      state.pos++
      state.left--
    }
    if (state.pos >= length) {
      state.left = 0
      w.overallocate = false
    }
    ok = w.writeSubstring(format, start, state.pos)
  }
  if (ok && state.unused && state.dict === 0) {
    ok = typeError('not all arguments converted during string formatting') !== 0
  }
  state.release()
  return ok ? w.finish() : w.dealloc()
}
