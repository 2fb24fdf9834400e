/**
 * format % values on the bytes, for ASCII formats and the frequent specifiers. It goes as far as it knows the way; str-percent.ts
 * does the rest, from the specifier that is not known here. Blocks are those of CPython's PyUnicode_Format: numbers laid out
 * in a width are strs of their own first.
 */
import { memFree, memMalloc, objFree } from '../../memory/domains'
import { f64, i32, type Ptr, u8 } from '../../memory/heap'
import { PyObject_Repr, PyObject_Str } from '../abstract/object-protocol'
import { PyErr_NoMemory } from '../errors-core'
import { deathWatch } from '../header'
import {
  ASCII_DATA,
  FLOAT_VALUE,
  LONG_DIGIT,
  OB_SIZE,
  OB_TYPE,
  STATE_ASCII,
  STATE_COMPACT,
  TUPLE_ITEM,
  UNICODE_LENGTH,
  UNICODE_STATE,
} from '../layout'
import { digitsOfBase, writeBase } from '../number/decimal-digits'
import { measuredBufferSize, measureFixed, writeFloatText } from '../number/float-text'
import { longToDecimalStr } from '../number/int-format'
import { latin1Str, PyFloat_Type, PyLong_Type, PyTuple_Type, PyUnicode_Type } from '../types'
import { memcpy, memset } from './mem'
import { _PyLong_FormatWriter } from './number-text'
import { F_ALT, F_BLANK, F_LJUST, F_SIGN, F_ZERO } from './percent-parser'
import { PyUnicode_New } from './str-core'
import type { UnicodeWriter } from './unicode-writer'

const PERCENT = 37
const STAR = 42
const MINUS = 45
const [A, D, F, I, R, S, U, X] = ['a', 'd', 'f', 'i', 'r', 's', 'u', 'x'].map((c) => c.charCodeAt(0))
const MAX_WIDTH = 9999
const MAX_PRECISION = 99

/** Values used by the last formatAscii. */
export let usedValues = 0

const isAscii = (s: Ptr): boolean =>
  (i32[(s + UNICODE_STATE) >> 2] & (STATE_ASCII | STATE_COMPACT)) === (STATE_ASCII | STATE_COMPACT)

/** Has the writer characters of one byte, or nothing yet? */
const isByteWriter = (w: UnicodeWriter): boolean => w.kind === 1 || w.buffer === 0

/**
 * Writes format % args into w up to the first specifier that is not known here. The position of that specifier's '%',
 * the format's length when all is done, -1 + error; usedValues tells how many values were taken.
 */
export function formatAscii(w: UnicodeWriter, format: Ptr, args: Ptr): number {
  usedValues = 0
  const length = i32[(format + UNICODE_LENGTH) >> 2]
  const type = i32[(args + OB_TYPE) >> 2]
  const isTuple = type === PyTuple_Type
  const known = isTuple || type === PyUnicode_Type || type === PyLong_Type || type === PyFloat_Type
  if (!known || !isAscii(format) || deathWatch[0] !== 0) return 0
  const data = format + ASCII_DATA
  const count = isTuple ? i32[(args + OB_SIZE) >> 2] : 1
  let used = 0
  let pos = 0
  while (pos < length) {
    if (u8[data + pos] !== PERCENT) {
      let end = pos + 1
      while (end < length && u8[data + end] !== PERCENT) end++
      if (end >= length) w.overallocate = false
      if (pos === 0 && end === length) {
        if (!w.writeStr(format)) return -1
      } else if (!w.writeAsciiBytes(data + pos, end - pos)) return -1
      pos = end
      continue
    }
    // the NUL behind the text ends every loop
    let p = data + pos + 1
    let c = u8[p]
    if (c === PERCENT) {
      if (!w.writeChar(PERCENT)) return -1
      pos += 2
      continue
    }
    let flags = 0
    let width = -1
    let prec = -1
    if (c < A) {
      for (;;) {
        if (c === MINUS) flags |= F_LJUST
        else if (c === 48) flags |= F_ZERO
        else if (c === 43) flags |= F_SIGN
        else if (c === 32) flags |= F_BLANK
        else if (c === 35) flags |= F_ALT
        else break
        c = u8[++p]
      }
      while (c >= 48 && c <= 57) {
        width = (width < 0 ? 0 : width * 10) + c - 48
        if (width > MAX_WIDTH) break
        c = u8[++p]
      }
      if (c === 46) {
        prec = 0
        c = u8[++p]
        while (c >= 48 && c <= 57) {
          prec = prec * 10 + c - 48
          if (prec > MAX_PRECISION) break
          c = u8[++p]
        }
      }
    }
    const next = p + 1 - data
    if (next > length || used >= count || c === STAR || width > MAX_WIDTH || prec > MAX_PRECISION) break
    const v = isTuple ? i32[(args + TUPLE_ITEM + 8 * used) >> 2] : args
    const over = w.overallocate
    if (next === length) w.overallocate = false
    const r = formatValue(w, v, c, flags, width, prec)
    if (r < 0) {
      w.overallocate = over
      break
    }
    if (r === 0) return -1
    used++
    pos = next
  }
  usedValues = used
  return pos
}

/** One value: 1, 0 + error, -1 when the case is not known here and nothing was done. */
function formatValue(w: UnicodeWriter, v: Ptr, c: number, flags: number, width: number, prec: number): number {
  const type = i32[(v + OB_TYPE) >> 2]
  const bare = width === -1 && prec === -1 && (flags & (F_SIGN | F_BLANK | F_ALT)) === 0
  if (type === PyLong_Type) {
    if (c === D || c === S || c === I || c === U || c === R) {
      if (bare) return _PyLong_FormatWriter(w, v, 10, false) ? 1 : 0
      return c === S || c === R || prec !== -1 || (flags & F_ALT) !== 0 ? -1 : decimal(w, v, flags, width)
    }
    if (c === X && (flags & F_ALT) === 0 && prec === -1) return hexadecimal(w, v, flags, width, bare)
    return -1
  }
  if (c === S && type === PyUnicode_Type) {
    if (bare) return w.writeStr(v) ? 1 : 0
    return text(w, v, flags, width, prec)
  }
  if (c === F && type === PyFloat_Type && (flags & F_ALT) === 0) {
    return fixed(w, f64[(v + FLOAT_VALUE) >> 3], flags, width, prec)
  }
  if (bare && (c === S || c === R)) {
    const t = c === S ? PyObject_Str(v) : PyObject_Repr(v)
    return w.writeStrSteal(t) ? 1 : 0
  }
  return -1
}

/** An ASCII str in a width or cut to a precision. */
function text(w: UnicodeWriter, v: Ptr, flags: number, width: number, prec: number): number {
  if (!isAscii(v) || !isByteWriter(w) || (flags & (F_SIGN | F_BLANK)) !== 0) return -1
  let n = i32[(v + UNICODE_LENGTH) >> 2]
  if (width <= n && (prec === -1 || prec >= n)) return w.writeStr(v) ? 1 : 0
  if (prec >= 0 && n > prec) n = prec
  const total = width > n ? width : n
  if (!w.prepare(total, 127)) return 0
  let at = w.data + w.pos
  if (total > n && (flags & F_LJUST) === 0) {
    memset(at, 32, total - n)
    at += total - n
  }
  memcpy(at, v + ASCII_DATA, n)
  if (total > n && (flags & F_LJUST) !== 0) memset(at + n, 32, total - n)
  w.pos += total
  return 1
}

/** The characters of a number, a fresh str s, with sign and padding (unicode_format_arg_output); drops s. */
function layout(w: UnicodeWriter, s: Ptr, flags: number, width: number, prec: number): number {
  let n = i32[(s + UNICODE_LENGTH) >> 2]
  let ok = true
  if (width <= n && (prec === -1 || prec >= n) && (flags & (F_SIGN | F_BLANK)) === 0) ok = w.writeStr(s)
  else {
    let from = s + ASCII_DATA
    let sign = (flags & F_SIGN) !== 0 ? 43 : (flags & F_BLANK) !== 0 ? 32 : 0
    if (u8[from] === MINUS) {
      sign = MINUS
      from++
      n--
    }
    const taken = n + (sign === 0 ? 0 : 1)
    const pad = width > taken ? width - taken : 0
    ok = w.prepare(taken + pad, 127)
    if (ok) {
      let at = w.data + w.pos
      w.pos += taken + pad
      const zeros = (flags & F_ZERO) !== 0
      if (sign !== 0 && zeros) u8[at++] = sign
      if (pad !== 0 && (flags & F_LJUST) === 0) {
        memset(at, zeros ? 48 : 32, pad)
        at += pad
      }
      if (sign !== 0 && !zeros) u8[at++] = sign
      memcpy(at, from, n)
      if (pad !== 0 && (flags & F_LJUST) !== 0) memset(at + n, 32, pad)
    }
  }
  if ((i32[s >> 2] -= 1) === 0) objFree(s)
  return ok ? 1 : 0
}

const isOneDigit = (v: Ptr): boolean => (i32[(v + OB_SIZE) >> 2] + 1) >>> 0 < 3

function decimal(w: UnicodeWriter, v: Ptr, flags: number, width: number): number {
  if (!isOneDigit(v) || !isByteWriter(w)) return -1
  const s = longToDecimalStr(v)
  return s === 0 ? 0 : layout(w, s, flags, width, -1)
}

function hexadecimal(w: UnicodeWriter, v: Ptr, flags: number, width: number, bare: boolean): number {
  if (!isOneDigit(v) || !isByteWriter(w)) return -1
  const size = i32[(v + OB_SIZE) >> 2]
  const magnitude = size === 0 ? 0 : i32[(v + LONG_DIGIT) >> 2]
  const sign = size < 0 ? 1 : 0
  const n = sign + digitsOfBase(magnitude, 4)
  if (bare) {
    if (!w.prepare(n, 127)) return 0
    putHex(w.data + w.pos, magnitude, n, sign)
    w.pos += n
    return 1
  }
  // the C code makes the digits with their prefix, and a second str without it
  const prefixed = PyUnicode_New(n + 2, 127)
  if (prefixed === 0) return 0
  let s: Ptr
  if (n === 1) {
    s = latin1Str(magnitude < 10 ? 48 + magnitude : 87 + magnitude)
    i32[s >> 2]++
  } else {
    s = PyUnicode_New(n, 127)
    if (s !== 0) putHex(s + ASCII_DATA, magnitude, n, sign)
  }
  objFree(prefixed)
  return s === 0 ? 0 : layout(w, s, flags, width, -1)
}

function putHex(p: Ptr, magnitude: number, n: number, sign: number): void {
  if (sign !== 0) u8[p] = MINUS
  writeBase(p + n, magnitude, n - sign, 4, false)
}

function fixed(w: UnicodeWriter, v: number, flags: number, width: number, prec: number): number {
  if (!isByteWriter(w)) return -1
  const n = measureFixed(v, prec < 0 ? 6 : prec)
  // CPython makes no block for a single character
  if (n < 2) return -1
  const buffer = memMalloc(measuredBufferSize())
  if (buffer === 0) return PyErr_NoMemory()
  const bare = width === -1 && prec === -1 && (flags & (F_SIGN | F_BLANK)) === 0
  if (bare && (w.buffer !== 0 || w.overallocate)) {
    const ok = w.prepare(n, 127)
    if (ok) {
      writeFloatText(w.data + w.pos)
      w.pos += n
    }
    memFree(buffer)
    return ok ? 1 : 0
  }
  const s = PyUnicode_New(n, 127)
  if (s !== 0) writeFloatText(s + ASCII_DATA)
  if (s !== 0 && bare) w.takeOver(s)
  memFree(buffer)
  if (s === 0) return 0
  return bare ? 1 : layout(w, s, flags, width, prec)
}
