/**
 * format(x, spec) of exact int, float and str for the frequent specifications, on the bytes: what f-strings, format() and
 * str.format come to. Blocks are asked for and given back in CPython's order (Python/formatter_unicode.c): the bound
 * __format__, the digits as a str of their own where they are laid out, the result. -1 means "not a case for here": nothing
 * has been done then, and the general formatter takes over.
 */
import { memFree, memMalloc, objFree, objMalloc } from '../../memory/domains'
import { f64, i32, type Ptr, u8 } from '../../memory/heap'
import { countGcAllocation, GC_ENABLED, GC_GENERATION, GEN_COUNT, GEN_THRESHOLD } from '../alloc'
import { PyErr_NoMemory } from '../errors-core'
import { deathWatch, initHeader, Py_NewRef } from '../header'
import { TS_RECURSION_REMAINING } from '../interp'
import {
  ASCII_DATA,
  FLOAT_VALUE,
  LONG_DIGIT,
  OB_SIZE,
  OB_TYPE,
  SIZEOF_CFUNCTION,
  SIZEOF_GC_HEAD,
  UNICODE_LENGTH,
} from '../layout'
import { digitCount, digitsOfBase, writeBase, writeDigits } from '../number/decimal-digits'
import { float_repr } from '../number/float-str'
import { measuredBufferSize, measureFixed, measureShortest, writeFloatText } from '../number/float-text'
import { longNew } from '../number/int-core'
import { PyCFunction_Type, PyFloat_Type, PyLong_Type, PyUnicode_Type } from '../types'
import { memcpy, memset } from './mem'
import {
  ALIGN_CENTER,
  ALIGN_INNER,
  ALIGN_RIGHT,
  parseShortSpec,
  specAlign,
  specAlternate,
  specFill,
  specPrecision,
  specSign,
  specThousands,
  specType,
  specWidth,
  specZero,
} from './short-spec'
import { unicode_result_ready } from './str-build'
import { PyUnicode_IS_ASCII, PyUnicode_New } from './str-core'
import type { UnicodeWriter } from './unicode-writer'

const GEN0_COUNT = GC_GENERATION(0) + GEN_COUNT
const GEN0_THRESHOLD = GC_GENERATION(0) + GEN_THRESHOLD

const MINUS = 45
const PLUS = 43
const SPACE = 32
const ZERO = 48
const [B, D, F, O, S, X] = ['b', 'd', 'f', 'o', 's', 'x'].map((c) => c.charCodeAt(0))
const UPPER_F = 70
const UPPER_X = 88
const PERCENT = 37

/** Gives back a fresh ASCII str that nobody else has seen. */
function dropFresh(s: Ptr): void {
  objFree(s)
}

// --- layout of a number ---

let sign = 0
let left = 0
let inner = 0
let right = 0
let separators = 0

/** Characters of a number laid out by the spec: sign, prefix, digits (grouped), rest. */
function measureLayout(negative: boolean, prefix: number, digits: number, rest: number): number {
  sign = negative ? MINUS : specSign === PLUS || specSign === SPACE ? specSign : 0
  separators = specThousands === 0 ? 0 : ((digits - 1) / 3) | 0
  const n = (sign === 0 ? 0 : 1) + prefix + digits + separators + rest
  const pad = specWidth > n ? specWidth - n : 0
  const align = specAlign !== 0 ? specAlign : specZero ? ALIGN_INNER : ALIGN_RIGHT
  left = align === ALIGN_RIGHT ? pad : align === ALIGN_CENTER ? pad >> 1 : 0
  inner = align === ALIGN_INNER ? pad : 0
  right = pad - left - inner
  return n + pad
}

/** Writes the measured layout to p; the text, without its sign, stands at from. */
function writeLayout(p: Ptr, from: Ptr, prefix: number, digits: number, rest: number): void {
  let at = p
  let src = from
  if (left !== 0) {
    memset(at, specFill, left)
    at += left
  }
  if (sign !== 0) u8[at++] = sign
  for (let i = 0; i < prefix; i++) u8[at++] = u8[src++]
  if (inner !== 0) {
    memset(at, specFill, inner)
    at += inner
  }
  if (separators !== 0) {
    for (let i = digits; i > 0; i--) {
      u8[at++] = u8[src++]
      if (i !== 1 && i % 3 === 1) u8[at++] = specThousands
    }
    memcpy(at, src, rest)
    at += rest
  } else {
    memcpy(at, src, digits + rest)
    at += digits + rest
  }
  if (right !== 0) memset(at, specFill, right)
}

/** The result of a size: in a writer, room for n ASCII characters; without one a new str. The address of the characters or 0. */
let fresh: Ptr = 0
function target(w: UnicodeWriter | null, n: number): Ptr {
  if (w === null) {
    fresh = PyUnicode_New(n, 127)
    return fresh === 0 ? 0 : fresh + ASCII_DATA
  }
  if (!w.prepare(n, 127)) return 0
  const p = w.data + w.pos
  w.pos += n
  return p
}

/** What the caller gets: 1 for a writer, else the new str. */
const result = (w: UnicodeWriter | null): Ptr => (w === null ? unicode_result_ready(fresh) : 1)

/** A writer whose characters are bytes, or that is empty and will have such. */
const isByteWriter = (w: UnicodeWriter | null): boolean => w === null || w.buffer === 0 || w.kind === 1

// --- int ---

/** Is the parsed spec one for ints that is handled here? */
function intSpecFits(): boolean {
  if (specPrecision !== -1) return false
  if (specThousands !== 0) {
    if (specType !== 0 && specType !== D) return false
    // zeros would be grouped as well
    if (specFill === ZERO) return false
  }
  return specType === 0 || specType === D || specType === X || specType === UPPER_X || specType === O || specType === B
}

/** An int of one digit by the parsed spec (format_long_internal). */
function formatInt(w: UnicodeWriter | null, o: Ptr): Ptr {
  const size = i32[(o + OB_SIZE) >> 2]
  const v = size === 0 ? 0 : i32[(o + LONG_DIGIT) >> 2]
  const shift = specType === 0 || specType === D ? 0 : specType === O ? 3 : specType === B ? 1 : 4
  const n = shift === 0 ? digitCount(v) : digitsOfBase(v, shift)
  const prefix = shift !== 0 && specAlternate ? 2 : 0
  const total = measureLayout(size < 0, prefix, n, 0)
  const upper = specType === UPPER_X
  // the C code collects decimal digits in an int
  const block = shift === 0 ? longNew(size === 0 ? 1 : 2) : 0
  if (shift === 0 && block === 0) return 0
  if (specWidth === -1 && specSign !== PLUS && specSign !== SPACE && !upper && specThousands === 0) {
    const p = target(w, total)
    if (p !== 0) {
      if (sign !== 0) u8[p] = MINUS
      if (prefix !== 0) writePrefix(p + total - n - 2, specType)
      if (shift === 0) writeDigits(p + total, v, n)
      else writeBase(p + total, v, n, shift, false)
    }
    if (block !== 0) objFree(block)
    return p === 0 ? 0 : result(w)
  }
  const head = (size < 0 ? 1 : 0) + (shift === 0 ? 0 : 2)
  const text = PyUnicode_New(head + n, 127)
  if (block !== 0) objFree(block)
  if (text === 0) return 0
  const digits = text + ASCII_DATA + head
  if (shift === 0) writeDigits(digits + n, v, n)
  else {
    writePrefix(digits - 2, specType)
    writeBase(digits + n, v, n, shift, upper)
  }
  const p = target(w, total)
  if (p !== 0) writeLayout(p, digits - prefix, prefix, n, 0)
  dropFresh(text)
  return p === 0 ? 0 : result(w)
}

function writePrefix(p: Ptr, type: number): void {
  u8[p] = ZERO
  u8[p + 1] = type
}

// --- float ---

/** Prepares the text of v by the parsed spec; -1: not a case for here. */
function measureFloat(v: number): number {
  if (specAlternate || (specThousands !== 0 && specFill === ZERO)) return -1
  if (specType === F || specType === UPPER_F) return measureFixed(v, specPrecision < 0 ? 6 : specPrecision)
  if (specType === PERCENT) return measureFixed(v * 100, specPrecision < 0 ? 6 : specPrecision)
  return specType === 0 && specPrecision < 0 ? measureShortest(v) : -1
}

/** The same, but not for a single character: CPython makes no block for it. */
function measureFloatText(v: number): number {
  const n = measureFloat(v)
  return n === 1 && specType !== PERCENT ? -1 : n
}

/** The float whose text of n characters is measured (format_float_internal). */
function formatFloat(w: UnicodeWriter | null, n: number): Ptr {
  const buffer = memMalloc(measuredBufferSize())
  if (buffer === 0) return PyErr_NoMemory()
  const percent = specType === PERCENT ? 1 : 0
  const length = n + percent
  if (specWidth === -1 && specSign !== PLUS && specSign !== SPACE && specThousands === 0) {
    const whole = w !== null && w.buffer === 0 && !w.overallocate
    const p = target(whole ? null : w, length)
    if (p !== 0) {
      writeFloatText(p)
      if (percent !== 0) u8[p + n] = PERCENT
      if (whole) w.takeOver(fresh)
    }
    memFree(buffer)
    return p === 0 ? 0 : result(w)
  }
  const text = PyUnicode_New(length, 127)
  memFree(buffer)
  if (text === 0) return 0
  let from = text + ASCII_DATA
  writeFloatText(from)
  if (percent !== 0) u8[from + n] = PERCENT
  const end = from + length
  const negative = u8[from] === MINUS
  if (negative) from++
  let digits = 0
  while (from + digits < end && (u8[from + digits] - 48) >>> 0 < 10) digits++
  const rest = end - from - digits
  const p = target(w, measureLayout(negative, 0, digits, rest))
  if (p !== 0) writeLayout(p, from, 0, digits, rest)
  dropFresh(text)
  return p === 0 ? 0 : result(w)
}

// --- str ---

const strSpecFits = (): boolean =>
  (specType === 0 || specType === S) &&
  specSign === 0 &&
  !specAlternate &&
  specThousands === 0 &&
  specAlign !== ALIGN_INNER

/** An ASCII str by the parsed spec (format_string_internal). */
function formatStr(w: UnicodeWriter | null, o: Ptr): Ptr {
  let n = i32[(o + UNICODE_LENGTH) >> 2]
  if (specWidth <= n && (specPrecision === -1 || specPrecision >= n)) {
    if (w === null) return Py_NewRef(o)
    return w.writeStr(o) ? 1 : 0
  }
  if (specPrecision >= 0 && n > specPrecision) n = specPrecision
  const pad = specWidth > n ? specWidth - n : 0
  if (n + pad === 0) return -1
  const before = specAlign === ALIGN_RIGHT ? pad : specAlign === ALIGN_CENTER ? pad >> 1 : 0
  const p = target(w, n + pad)
  if (p === 0) return 0
  if (before !== 0) memset(p, specFill, before)
  memcpy(p + before, o + ASCII_DATA, n)
  if (pad !== before) memset(p + before + n, specFill, pad - before)
  return result(w)
}

// --- entries ---

/** Would one more collectable object start a collection, or one more call be too deep? Then the general way is gone. */
const isTight = (): boolean =>
  (i32[GEN0_COUNT >> 2] >= i32[GEN0_THRESHOLD >> 2] && i32[GC_ENABLED >> 2] !== 0) ||
  i32[TS_RECURSION_REMAINING >> 2] <= 0

/** The bound __format__ that PyObject_Format makes: a block and a count of the collector, nothing runs. 0 + MemoryError. */
function openCall(): Ptr {
  const p = objMalloc(SIZEOF_GC_HEAD + SIZEOF_CFUNCTION)
  if (p === 0) return PyErr_NoMemory()
  countGcAllocation()
  initHeader(p + SIZEOF_GC_HEAD, PyCFunction_Type)
  return p
}

function closeCall(p: Ptr): void {
  const n = i32[GEN0_COUNT >> 2]
  if (n > 0) i32[GEN0_COUNT >> 2] = n - 1
  objFree(p)
}

/** format(obj, spec) for a str spec that is not empty: a new str, 0 + error, -1: not a case for here. */
export function formatExact(obj: Ptr, spec: Ptr): Ptr {
  const type = i32[(obj + OB_TYPE) >> 2]
  if (type !== PyLong_Type && type !== PyUnicode_Type && type !== PyFloat_Type) return -1
  if (deathWatch[0] !== 0 || isTight() || !parseShortSpec(spec, 0, i32[(spec + UNICODE_LENGTH) >> 2])) return -1
  let n = 0
  if (type === PyLong_Type) {
    if ((i32[(obj + OB_SIZE) >> 2] + 1) >>> 0 >= 3 || !intSpecFits()) return -1
  } else if (type === PyUnicode_Type) {
    if (!PyUnicode_IS_ASCII(obj) || !strSpecFits()) return -1
    // an empty result is no block
    if (specWidth <= 0 && specPrecision === 0) return -1
  } else {
    n = measureFloatText(f64[(obj + FLOAT_VALUE) >> 3])
    if (n < 0) return -1
  }
  const call = openCall()
  if (call === 0) return 0
  const r =
    type === PyLong_Type ? formatInt(null, obj) : type === PyUnicode_Type ? formatStr(null, obj) : formatFloat(null, n)
  closeCall(call)
  return r
}

/** format(o, '') of an exact float: its repr, by the same call; -1: not a case for here. */
export function formatFloatPlain(o: Ptr): Ptr {
  if (deathWatch[0] !== 0 || isTight()) return -1
  const call = openCall()
  if (call === 0) return 0
  const r = float_repr(o)
  closeCall(call)
  return r
}

/** format(obj, spec[start:end]) into a writer for a spec that is not empty: 1, 0 + error, -1: not a case for here. */
export function formatExactInto(w: UnicodeWriter, obj: Ptr, spec: Ptr, start: number, end: number): number {
  const type = i32[(obj + OB_TYPE) >> 2]
  if (deathWatch[0] !== 0 || !isByteWriter(w) || !parseShortSpec(spec, start, end)) return -1
  if (type === PyLong_Type) {
    return (i32[(obj + OB_SIZE) >> 2] + 1) >>> 0 < 3 && intSpecFits() ? formatInt(w, obj) : -1
  }
  if (type === PyUnicode_Type) return PyUnicode_IS_ASCII(obj) && strSpecFits() ? formatStr(w, obj) : -1
  if (type !== PyFloat_Type) return -1
  const n = measureFloatText(f64[(obj + FLOAT_VALUE) >> 3])
  return n < 0 ? -1 : formatFloat(w, n)
}
