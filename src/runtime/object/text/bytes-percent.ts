/** bytes % values and bytearray % values (CPython _PyBytes_FormatEx). */
import { type Ptr, u8 } from '../../memory/heap'
import { PyObject_CheckBuffer } from '../abstract/buffer-protocol'
import { _PyNumber_Index, PyIndex_Check } from '../abstract/number-protocol'
import { _PyObject_LookupSpecial, PyObject_ASCII } from '../abstract/object-protocol'
import { PyObject_CallNoArgs } from '../call'
import { raise, raiseInt, typeError, typeNameOf } from '../errors'
import { PyErr_Clear, PyErr_Occurred } from '../errors-core'
import { Py_DECREF, Py_SIZE } from '../header'
import { longOverflow, PyLong_AsLongAndOverflow, PyLong_Check } from '../number/int-core'
import { errorIs } from '../type/subtype'
import { PyExc_MemoryError, PyExc_OverflowError, PyExc_ValueError } from '../types'
import { ByteSink } from './byte-sink'
import { PyBytes_Check, PyBytes_FromStringAndSize } from './bytes-core'
import { bytesData, PyByteArray_Check, withBuffer } from './bytes-like'
import { formatFloatText, integerText, tooWide } from './percent-number'
import { F_ALT, F_BLANK, F_LJUST, F_SIGN, F_ZERO, PercentState, type Specifier } from './percent-parser'
import { PyUnicode_Check } from './str-build'
import { _Py_ID, strToJS } from './str-core'

const ID___bytes__ = _Py_ID('__bytes__')

function objectBytes(v: Ptr): number[] | null {
  const copy = (p: Ptr, n: number): number[] => Array.from(u8.subarray(p, p + n))
  if (PyBytes_Check(v) || PyByteArray_Check(v)) return copy(bytesData(v), Py_SIZE(v))
  const special = _PyObject_LookupSpecial(v, ID___bytes__)
  if (special !== 0) {
    const r = PyObject_CallNoArgs(special)
    Py_DECREF(special)
    if (r === 0) return null
    if (!PyBytes_Check(r)) {
      typeError(`__bytes__ returned non-bytes (type ${typeNameOf(r)})`)
      Py_DECREF(r)
      return null
    }
    const out = copy(bytesData(r), Py_SIZE(r))
    Py_DECREF(r)
    return out
  }
  if (PyErr_Occurred()) return null
  if (PyObject_CheckBuffer(v)) return withBuffer(v, copy)
  typeError(`%b requires a bytes-like object, or an object that implements __bytes__, not '${typeNameOf(v)}'`)
  return null
}

const BAD_CHAR = '%c requires an integer in range(256) or a single byte'

function charByte(v: Ptr): number {
  if ((PyBytes_Check(v) || PyByteArray_Check(v)) && Py_SIZE(v) === 1) return u8[bytesData(v)]
  if (PyLong_Check(v) || PyIndex_Check(v)) {
    const o = _PyNumber_Index(v)
    if (o === 0) return -1
    const n = PyLong_AsLongAndOverflow(o)
    Py_DECREF(o)
    if (longOverflow !== 0 || n < 0 || n > 255) return raiseInt(PyExc_OverflowError, '%c arg not in range(256)')
    return n
  }
  typeError(BAD_CHAR)
  return -1
}

interface Formatted {
  bytes: number[]
  numeric: boolean
}

const ascii = (text: string | null): number[] | null =>
  text === null ? null : Array.from(text, (c) => c.charCodeAt(0))

function formatArg(v: Ptr, spec: Specifier, index: number): Formatted | null {
  const letter = spec.ch < 128 ? String.fromCharCode(spec.ch) : '?'
  const made = (bytes: number[] | null, numeric: boolean): Formatted | null =>
    bytes === null ? null : { bytes, numeric }
  if (letter === 'r' || letter === 'a') {
    const s = PyObject_ASCII(v)
    if (s === 0) return null
    const text = strToJS(s)
    Py_DECREF(s)
    return made(ascii(spec.prec >= 0 ? text.slice(0, spec.prec) : text), false)
  }
  if (letter === 's' || letter === 'b') {
    const b = objectBytes(v)
    return made(b === null || spec.prec < 0 ? b : b.slice(0, spec.prec), false)
  }
  if ('diuoxX'.includes(letter)) return made(ascii(integerText(v, spec)), true)
  if ('eEfFgG'.includes(letter)) {
    const text = formatFloatText(v, spec)
    if (text === null) {
      if (errorIs(PyExc_MemoryError)) return null
      PyErr_Clear()
      typeError(`float argument required, not ${typeNameOf(v)}`)
    }
    return made(ascii(text), true)
  }
  if (letter === 'c') {
    const b = charByte(v)
    return b < 0 ? null : { bytes: [b], numeric: false }
  }
  raise(
    PyExc_ValueError,
    `unsupported format character '${spec.ch >= 32 && spec.ch < 127 ? letter : '?'}' (0x${spec.ch.toString(16)}) at index ${index}`,
  )
  return null
}

function output(out: ByteSink, spec: Specifier, f: Formatted): void {
  let { bytes } = f
  let sign: number[] = []
  if (f.numeric) {
    if (bytes[0] === 45 || bytes[0] === 43) {
      sign = [bytes[0]]
      bytes = bytes.slice(1)
    } else if (spec.flags & F_SIGN) sign = [43]
    else if (spec.flags & F_BLANK) sign = [32]
  }
  let prefix: number[] = []
  const letter = String.fromCharCode(spec.ch)
  if (f.numeric && spec.flags & F_ALT && 'xXo'.includes(letter)) {
    prefix = bytes.slice(0, 2)
    bytes = bytes.slice(2)
  }
  const missing = Math.max(0, spec.width - sign.length - prefix.length - bytes.length)
  const zero = f.numeric && (spec.flags & F_ZERO) !== 0
  const left = spec.flags & F_LJUST ? 0 : missing
  if (!zero) out.fill(32, left)
  out.pushAll(sign)
  out.pushAll(prefix)
  if (zero) out.fill(48, left)
  out.pushAll(bytes)
  if (spec.flags & F_LJUST) out.fill(32, missing)
}

/** Formats the n bytes at data; null + error. */
export function bytesFormat(data: Ptr, n: number, args: Ptr): ByteSink | null {
  const out = new ByteSink(n + 100)
  out.overallocate = true
  const read = (i: number): number => u8[data + i]
  const isText = PyBytes_Check(args) || PyByteArray_Check(args) || PyUnicode_Check(args)
  const state = new PercentState(read, n, args, isText, (i, j) => PyBytes_FromStringAndSize(data + i, j - i))
  const ok = run(out, state, read, n)
  state.release()
  return ok ? out : null
}

const leftover = (): boolean => typeError('not all arguments converted during bytes formatting') !== 0

function run(out: ByteSink, state: PercentState, read: (i: number) => number, n: number): boolean {
  while (--state.left >= 0) {
    const c = read(state.pos++)
    if (c !== 37) {
      out.push(c)
      continue
    }
    if (state.pos < n && read(state.pos) === 37) {
      state.pos++
      state.left--
      out.push(37)
      continue
    }
    const spec = state.parse()
    if (spec === null || tooWide(spec.width)) return false
    const v = state.nextArg()
    if (v === 0) return false
    const f = formatArg(v, spec, state.pos - 1)
    if (f === null) return false
    output(out, spec, f)
    if (state.dict !== 0 && state.unused) return leftover()
  }
  return !(state.unused && state.dict === 0) || leftover()
}
