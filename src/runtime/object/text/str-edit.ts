/** replace, strip, pad, repeat, expandtabs of str: fresh strings of exact size (CPython Objects/unicodeobject.c). */
import { type Ptr, u8 } from '../../memory/heap'
import { raise } from '../errors'
import { Py_NewRef } from '../header'
import { EMPTY_STR, PyExc_OverflowError } from '../types'
import { countSub, findChar, findSub } from './find'
import { fillChars, memcpy } from './mem'
import {
  _PyUnicode_FastCopyCharacters,
  copyChars,
  PyUnicode_MAX_CHAR_VALUE,
  PyUnicode_Substring,
  unicode_adjust_maxchar,
  unicode_char,
  unicode_result_unchanged,
} from './str-build'
import {
  PyUnicode_DATA,
  PyUnicode_GET_LENGTH,
  PyUnicode_KIND,
  PyUnicode_New,
  PyUnicode_READ,
  PyUnicode_WRITE,
} from './str-core'
import { isSpace } from './unicode-db'
import { WideNeedle } from './wide-needle'

/** self.replace(a, b, max); max < 0: all. */
export function unicode_replace(self: Ptr, a: Ptr, b: Ptr, max: number): Ptr {
  const n = PyUnicode_GET_LENGTH(self)
  const la = PyUnicode_GET_LENGTH(a)
  const lb = PyUnicode_GET_LENGTH(b)
  if (n < la || max === 0 || a === b) return unicode_result_unchanged(self)
  const maxcount = max < 0 ? 0x7fffffff : max
  const maxSelf = PyUnicode_MAX_CHAR_VALUE(self)
  const maxA = PyUnicode_MAX_CHAR_VALUE(a)
  if (maxSelf < maxA) return unicode_result_unchanged(self)
  const maxB = PyUnicode_MAX_CHAR_VALUE(b)
  const mayShrink = maxB < maxA && maxSelf === maxA
  const maxOut = Math.max(maxSelf, maxB)
  if (la === lb && la === 0) return unicode_result_unchanged(self)
  if (la !== 0 && maxSelf === 127 && maxB === 127) return replaceAscii(self, a, b, maxcount)
  const blocks: WideNeedle[] = []
  const o = replaceInto(self, a, b, maxcount, maxOut, blocks)
  const r = o > 0 && mayShrink ? unicode_adjust_maxchar(o) : o
  for (const block of blocks) block.release()
  return r === KEEP ? unicode_result_unchanged(self) : r
}

/** replace with ASCII strs all three (maxSelf bounds that of a), a not empty. */
function replaceAscii(self: Ptr, a: Ptr, b: Ptr, maxcount: number): Ptr {
  const n = PyUnicode_GET_LENGTH(self)
  const la = PyUnicode_GET_LENGTH(a)
  const lb = PyUnicode_GET_LENGTH(b)
  const data = PyUnicode_DATA(self)
  const first = findSub(1, data, 0, n, 1, PyUnicode_DATA(a), la)
  if (first < 0) return unicode_result_unchanged(self)
  const count = la === lb ? 0 : countSub(1, data, first, n, 1, PyUnicode_DATA(a), la, maxcount)
  const size = n + count * (lb - la)
  if (size > Number.MAX_SAFE_INTEGER) return raise(PyExc_OverflowError, 'replace string is too long')
  if (size === 0) return Py_NewRef(EMPTY_STR)
  const o = PyUnicode_New(size, 127)
  if (o === 0) return 0
  if (la === lb) replaceSameLength(o, self, a, b, first, maxcount)
  else replaceOther(o, self, a, b, count)
  return o
}

const KEEP = -1

/**
 * The replaced string; KEEP when nothing was found, 0 + error. Operands are brought to one width as in CPython, through
 * blocks that the caller releases.
 */
function replaceInto(self: Ptr, a: Ptr, b: Ptr, maxcount: number, maxOut: number, blocks: WideNeedle[]): Ptr {
  const n = PyUnicode_GET_LENGTH(self)
  const la = PyUnicode_GET_LENGTH(a)
  const lb = PyUnicode_GET_LENGTH(b)
  const kind = PyUnicode_KIND(self)
  if (la === lb && la === 1) {
    const first = findSub(kind, PyUnicode_DATA(self), 0, n, PyUnicode_KIND(a), PyUnicode_DATA(a), 1)
    const o = first < 0 ? KEEP : PyUnicode_New(n, maxOut)
    if (o > 0) replaceSameLength(o, self, a, b, first, maxcount)
    return o
  }
  const widen = (s: Ptr, width: number): boolean => {
    const w = new WideNeedle(s, width)
    blocks.push(w)
    return !w.failed
  }
  if (!widen(a, kind)) return 0
  const needle = blocks[0]
  const data = PyUnicode_DATA(self)
  const count =
    la === lb
      ? findSub(kind, data, 0, n, needle.kind, needle.data, la) < 0
        ? 0
        : 1
      : countSub(kind, data, 0, n, needle.kind, needle.data, la, maxcount)
  if (count === 0) return KEEP
  const bkind = PyUnicode_KIND(b)
  if (bkind < kind) {
    if (!widen(b, kind)) return 0
  } else if (bkind > kind) {
    if (la === lb) blocks.shift()!.release()
    const wide = widen(self, bkind)
    if (la !== lb) blocks.shift()!.release()
    if (!wide || !widen(a, bkind)) return 0
  }
  const size = n + (la === lb ? 0 : count * (lb - la))
  if (size > Number.MAX_SAFE_INTEGER) return raise(PyExc_OverflowError, 'replace string is too long')
  if (size === 0) return Py_NewRef(EMPTY_STR)
  const o = PyUnicode_New(size, maxOut)
  if (o === 0) return 0
  if (la === lb) {
    const first = findSub(kind, data, 0, n, PyUnicode_KIND(a), PyUnicode_DATA(a), la)
    replaceSameLength(o, self, a, b, first, maxcount)
  } else replaceOther(o, self, a, b, count)
  return o
}

function replaceSameLength(o: Ptr, self: Ptr, a: Ptr, b: Ptr, first: number, maxcount: number): void {
  const n = PyUnicode_GET_LENGTH(self)
  const kind = PyUnicode_KIND(self)
  const data = PyUnicode_DATA(self)
  const la = PyUnicode_GET_LENGTH(a)
  _PyUnicode_FastCopyCharacters(o, 0, self, 0, n)
  let left = maxcount
  for (let i = first; i >= 0 && left > 0; left--) {
    _PyUnicode_FastCopyCharacters(o, i, b, 0, la)
    i = findSub(kind, data, i + la, n, PyUnicode_KIND(a), PyUnicode_DATA(a), la)
  }
}

function replaceOther(o: Ptr, self: Ptr, a: Ptr, b: Ptr, count: number): void {
  const n = PyUnicode_GET_LENGTH(self)
  const kind = PyUnicode_KIND(self)
  const data = PyUnicode_DATA(self)
  const la = PyUnicode_GET_LENGTH(a)
  const lb = PyUnicode_GET_LENGTH(b)
  const okind = PyUnicode_KIND(o)
  const out = PyUnicode_DATA(o)
  const bkind = PyUnicode_KIND(b)
  const bdata = PyUnicode_DATA(b)
  if (la === 1 && okind === 1) {
    replaceByte(out, data, data + n, u8[PyUnicode_DATA(a)], bdata, lb, count)
    return
  }
  let from = 0
  let to = 0
  for (let k = 0; k < count; k++) {
    // between characters for the empty pattern: before the k-th one
    const at = la === 0 ? k : findSub(kind, data, from, n, PyUnicode_KIND(a), PyUnicode_DATA(a), la)
    copyChars(okind, out, to, kind, data, from, at - from)
    to += at - from
    copyChars(okind, out, to, bkind, bdata, 0, lb)
    to += lb
    from = at + la
  }
  copyChars(okind, out, to, kind, data, from, n - from)
}

/** Copies the bytes [from, end) to out with the n bytes at b in place of the first count bytes that are ch. */
function replaceByte(out: Ptr, from: Ptr, end: Ptr, ch: number, b: Ptr, n: number, count: number): void {
  let to = out
  let p = from
  for (let left = count; left > 0; p++) {
    const c = u8[p]
    if (c !== ch) u8[to++] = c
    else {
      for (let i = 0; i < n; i++) u8[to++] = u8[b + i]
      left--
    }
  }
  memcpy(to, p, end - p)
}

export const LEFTSTRIP = 0
export const RIGHTSTRIP = 1
export const BOTHSTRIP = 2

/** Strips whitespace (chars 0) or the characters of the str chars. */
export function unicode_strip(self: Ptr, how: number, chars: Ptr): Ptr {
  const n = PyUnicode_GET_LENGTH(self)
  const kind = PyUnicode_KIND(self)
  const data = PyUnicode_DATA(self)
  let drop: (c: number) => boolean = isSpace
  if (chars !== 0) {
    const ckind = PyUnicode_KIND(chars)
    const cdata = PyUnicode_DATA(chars)
    const clen = PyUnicode_GET_LENGTH(chars)
    drop = (c) => findChar(ckind, cdata, 0, clen, c) >= 0
  }
  let i = 0
  let j = n
  if (how !== RIGHTSTRIP) while (i < n && drop(PyUnicode_READ(kind, data, i))) i++
  if (how !== LEFTSTRIP) while (j > i && drop(PyUnicode_READ(kind, data, j - 1))) j--
  return PyUnicode_Substring(self, i, j)
}

/** left and right copies of the fill character around self (pad). */
export function unicode_pad(self: Ptr, left: number, right: number, fill: number): Ptr {
  const l = left < 0 ? 0 : left
  const r = right < 0 ? 0 : right
  if (l === 0 && r === 0) return unicode_result_unchanged(self)
  const n = PyUnicode_GET_LENGTH(self)
  if (l + n + r > Number.MAX_SAFE_INTEGER) return raise(PyExc_OverflowError, 'padded string is too long')
  const max = PyUnicode_MAX_CHAR_VALUE(self)
  // the class of the fill character decides, as in CPython
  const fillMax = fill < 128 ? 127 : fill < 256 ? 255 : fill < 65536 ? 65535 : 0x10ffff
  const o = PyUnicode_New(l + n + r, Math.max(max, fillMax))
  if (o === 0) return 0
  const kind = PyUnicode_KIND(o)
  const data = PyUnicode_DATA(o)
  fillChars(kind, data, 0, l, fill)
  fillChars(kind, data, l + n, r, fill)
  copyChars(kind, data, l, PyUnicode_KIND(self), PyUnicode_DATA(self), 0, n)
  return o
}

/** self.zfill(width): zeros behind the sign. */
export function unicode_zfill(self: Ptr, width: number): Ptr {
  const n = PyUnicode_GET_LENGTH(self)
  if (n >= width) return unicode_result_unchanged(self)
  const fill = width - n
  const o = unicode_pad(self, fill, 0, 48)
  if (o === 0 || n === 0) return o
  const kind = PyUnicode_KIND(o)
  const data = PyUnicode_DATA(o)
  const c = PyUnicode_READ(kind, data, fill)
  if (c === 43 || c === 45) {
    PyUnicode_WRITE(kind, data, 0, c)
    PyUnicode_WRITE(kind, data, fill, 48)
  }
  return o
}

/** s * count (unicode_repeat). */
export function unicode_repeat(s: Ptr, count: number): Ptr {
  if (count < 1) return Py_NewRef(EMPTY_STR)
  if (count === 1) return unicode_result_unchanged(s)
  const n = PyUnicode_GET_LENGTH(s)
  if (n === 0) return unicode_result_unchanged(s)
  if (n * count >= 2 ** 63) return raise(PyExc_OverflowError, 'repeated string is too long')
  const o = PyUnicode_New(n * count, PyUnicode_MAX_CHAR_VALUE(s))
  if (o === 0) return 0
  const kind = PyUnicode_KIND(s)
  const data = PyUnicode_DATA(o)
  if (n === 1) fillChars(kind, data, 0, count, PyUnicode_READ(kind, PyUnicode_DATA(s), 0))
  else repeatBytes(data, PyUnicode_DATA(s), n * kind, n * count * kind)
  return o
}

/** Fills total bytes at dst with copies of the n bytes at src, doubling. */
export function repeatBytes(dst: Ptr, src: Ptr, n: number, total: number): void {
  memcpy(dst, src, n)
  for (let done = n; done < total; done *= 2) memcpy(dst + done, dst, Math.min(done, total - done))
}

export function unicode_expandtabs(self: Ptr, tabsize: number): Ptr {
  const n = PyUnicode_GET_LENGTH(self)
  const kind = PyUnicode_KIND(self)
  const data = PyUnicode_DATA(self)
  let column = 0
  let size = 0
  let found = false
  for (let i = 0; i < n; i++) {
    const c = PyUnicode_READ(kind, data, i)
    if (c === 9) {
      found = true
      if (tabsize > 0) {
        const add = tabsize - (column % tabsize)
        size += add
        column += add
      }
    } else {
      size++
      column = c === 10 || c === 13 ? 0 : column + 1
    }
    if (size > Number.MAX_SAFE_INTEGER) return raise(PyExc_OverflowError, 'new string is too long')
  }
  if (!found) return unicode_result_unchanged(self)
  const o = PyUnicode_New(size, PyUnicode_MAX_CHAR_VALUE(self))
  if (o === 0 || size === 0) return o
  const out = PyUnicode_DATA(o)
  column = 0
  let k = 0
  for (let i = 0; i < n; i++) {
    const c = PyUnicode_READ(kind, data, i)
    if (c === 9) {
      if (tabsize > 0) {
        const add = tabsize - (column % tabsize)
        fillChars(kind, out, k, add, 32)
        k += add
        column += add
      }
    } else {
      PyUnicode_WRITE(kind, out, k++, c)
      column = c === 10 || c === 13 ? 0 : column + 1
    }
  }
  return o
}

/** The characters start, start + step, ... (count of them) as a new str (unicode_subscript with a step). */
export function unicode_stepSlice(self: Ptr, start: number, step: number, count: number): Ptr {
  if (count <= 0) return Py_NewRef(EMPTY_STR)
  const kind = PyUnicode_KIND(self)
  const data = PyUnicode_DATA(self)
  if (count === 1) return unicode_char(PyUnicode_READ(kind, data, start))
  let max = kind === 1 && PyUnicode_MAX_CHAR_VALUE(self) === 127 ? 127 : 0
  if (max === 0) {
    for (let i = 0, at = start; i < count; i++, at += step) max = Math.max(max, PyUnicode_READ(kind, data, at))
  }
  const o = PyUnicode_New(count, max)
  if (o === 0) return 0
  const okind = PyUnicode_KIND(o)
  const out = PyUnicode_DATA(o)
  if (okind === 1 && kind === 1) for (let i = 0, p = data + start; i < count; i++, p += step) u8[out + i] = u8[p]
  else {
    for (let i = 0, at = start; i < count; i++, at += step)
      PyUnicode_WRITE(okind, out, i, PyUnicode_READ(kind, data, at))
  }
  return o
}
