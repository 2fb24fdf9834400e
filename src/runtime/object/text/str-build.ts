/**
 * Making strs out of strs: copy, slice, concatenate, join, resize (CPython Objects/unicodeobject.c). Request sizes are
 * CPython's: one exact allocation for each result, realloc where CPython reallocs.
 */
import { objFree, objMalloc, objRealloc } from '../../memory/domains'
import { i32, type Ptr, u8, u16, u32 } from '../../memory/heap'
import { raise, typeError, typeNameOf } from '../errors'
import { PyErr_NoMemory } from '../errors-core'
import { FN } from '../fn-table'
import { Py_DECREF, Py_NewRef, typeFlagOf } from '../header'
import {
  ASCII_DATA,
  COMPACT_DATA,
  OB_TYPE,
  STATE_ASCII,
  STATE_COMPACT,
  STATE_INTERNED_MASK,
  TP_FREE,
  TPFLAGS_UNICODE_SUBCLASS,
  UNICODE_DATA_ANY,
  UNICODE_HASH,
  UNICODE_LENGTH,
  UNICODE_STATE,
  UNICODE_UTF8,
  UNICODE_UTF8_LENGTH,
} from '../layout'
import { EMPTY_STR, latin1Str, PyExc_OverflowError, PyExc_ValueError, PyUnicode_Type } from '../types'
import { memcpy } from './mem'
import {
  PyUnicode_DATA,
  PyUnicode_GET_LENGTH,
  PyUnicode_IS_ASCII,
  PyUnicode_KIND,
  PyUnicode_New,
  PyUnicode_READ,
  PyUnicode_WRITE,
} from './str-core'

export const PyUnicode_Check = (o: Ptr): boolean => typeFlagOf(o, TPFLAGS_UNICODE_SUBCLASS)
export const PyUnicode_CheckExact = (o: Ptr): boolean => i32[(o + OB_TYPE) >> 2] === PyUnicode_Type

/** Upper bound of the code points that the string's form can hold: 127, 255, 65535 or 0x10ffff. */
export function PyUnicode_MAX_CHAR_VALUE(s: Ptr): number {
  const st = i32[(s + UNICODE_STATE) >> 2]
  if (st & STATE_ASCII) return 127
  const kind = (st >> 2) & 7
  return kind === 1 ? 255 : kind === 2 ? 0xffff : 0x10ffff
}

/** A new reference to the one-character str of code point ch. */
export function unicode_char(ch: number): Ptr {
  if (ch < 256) return Py_NewRef(latin1Str(ch))
  const o = PyUnicode_New(1, ch)
  if (o !== 0) PyUnicode_WRITE(ch < 65536 ? 2 : 4, o + COMPACT_DATA, 0, ch)
  return o
}

export const PyUnicode_FromOrdinal = (ch: number): Ptr =>
  ch < 0 || ch > 0x10ffff ? raise(PyExc_ValueError, 'chr() arg not in range(0x110000)') : unicode_char(ch)

/** 127, 255, 65535 or 0x10ffff: the class of the largest of n characters at data. */
export function findMaxChar(kind: number, data: Ptr, n: number): number {
  if (kind === 1) {
    let p = data
    const end = data + n
    for (; p < end && (p & 3) !== 0; p++) if (u8[p] > 127) return 255
    for (; p + 4 <= end; p += 4) if (i32[p >> 2] & 0x80808080) return 255
    for (; p < end; p++) if (u8[p] > 127) return 255
    return 127
  }
  let all = 0
  if (kind === 2) {
    for (let w = data >> 1, end = w + n; w < end; w++) {
      all |= u16[w]
      if (all > 255) return 0xffff
    }
  } else {
    for (let w = data >> 2, end = w + n; w < end; w++) {
      all |= u32[w]
      if (all > 0xffff) return 0x10ffff
    }
  }
  return all > 0xffff ? 0x10ffff : all > 255 ? 0xffff : all > 127 ? 255 : 127
}

/** Class of the largest character of s[start:end] (_PyUnicode_FindMaxChar). */
export function _PyUnicode_FindMaxChar(s: Ptr, start: number, end: number): number {
  if (start === 0 && end === PyUnicode_GET_LENGTH(s)) return PyUnicode_MAX_CHAR_VALUE(s)
  if (start === end || PyUnicode_IS_ASCII(s)) return 127
  const kind = PyUnicode_KIND(s)
  return findMaxChar(kind, PyUnicode_DATA(s) + start * kind, end - start)
}

/** Copies n characters between blocks of possibly different kinds; the target's kind must hold them. */
export function copyChars(toKind: number, to: Ptr, toStart: number, kind: number, from: Ptr, start: number, n: number) {
  if (toKind === kind) {
    memcpy(to + toStart * kind, from + start * kind, n * kind)
    return
  }
  if (toKind === 2) {
    const t = (to >> 1) + toStart
    if (kind === 1) for (let i = 0, f = from + start; i < n; i++) u16[t + i] = u8[f + i]
    else for (let i = 0, f = (from >> 2) + start; i < n; i++) u16[t + i] = u32[f + i]
  } else if (toKind === 4) {
    const t = (to >> 2) + toStart
    if (kind === 1) for (let i = 0, f = from + start; i < n; i++) u32[t + i] = u8[f + i]
    else for (let i = 0, f = (from >> 1) + start; i < n; i++) u32[t + i] = u16[f + i]
  } else {
    const t = to + toStart
    for (let i = 0; i < n; i++) u8[t + i] = PyUnicode_READ(kind, from, start + i)
  }
}

/** Copies s[start:start+n] into the fresh string `to` at toStart. */
export function _PyUnicode_FastCopyCharacters(to: Ptr, toStart: number, s: Ptr, start: number, n: number): void {
  if (n > 0) copyChars(PyUnicode_KIND(to), PyUnicode_DATA(to), toStart, PyUnicode_KIND(s), PyUnicode_DATA(s), start, n)
}

/** A new str from n characters of the given kind, in the narrowest form (PyUnicode_FromKindAndData). */
export function PyUnicode_FromKindAndData(kind: number, data: Ptr, n: number): Ptr {
  if (n === 0) return Py_NewRef(EMPTY_STR)
  if (n === 1) return unicode_char(PyUnicode_READ(kind, data, 0))
  const o = PyUnicode_New(n, findMaxChar(kind, data, n))
  if (o !== 0) copyChars(PyUnicode_KIND(o), PyUnicode_DATA(o), 0, kind, data, 0, n)
  return o
}

/** A new str from n ASCII bytes (_PyUnicode_FromASCII). */
export function _PyUnicode_FromASCII(data: Ptr, n: number): Ptr {
  if (n === 1) return Py_NewRef(latin1Str(u8[data]))
  const o = PyUnicode_New(n, 127)
  if (o !== 0) memcpy(o + ASCII_DATA, data, n)
  return o
}

/** An exact str with the characters of s. */
export function _PyUnicode_Copy(s: Ptr): Ptr {
  const n = PyUnicode_GET_LENGTH(s)
  const o = PyUnicode_New(n, PyUnicode_MAX_CHAR_VALUE(s))
  if (o !== 0 && n > 0) memcpy(PyUnicode_DATA(o), PyUnicode_DATA(s), n * PyUnicode_KIND(s))
  return o
}

/** s itself when it is an exact str, else an exact copy (unicode_result_unchanged, PyUnicode_FromObject). */
export const unicode_result_unchanged = (s: Ptr): Ptr => (PyUnicode_CheckExact(s) ? Py_NewRef(s) : _PyUnicode_Copy(s))

/** Replaces a fresh one-character Latin-1 result by the shared object; steals s (unicode_result_ready). */
export function unicode_result_ready(s: Ptr): Ptr {
  if (PyUnicode_GET_LENGTH(s) === 1 && PyUnicode_KIND(s) === 1) {
    const shared = latin1Str(u8[PyUnicode_DATA(s)])
    if (shared !== s) {
      i32[shared >> 2]++
      Py_DECREF(s)
    }
    return shared
  }
  return s
}

/** s[start:end] for 0 <= start; end is clamped (PyUnicode_Substring). */
export function PyUnicode_Substring(s: Ptr, start: number, end: number): Ptr {
  const length = PyUnicode_GET_LENGTH(s)
  if (end > length) end = length
  if (start === 0 && end === length) return unicode_result_unchanged(s)
  if (start >= length || end < start) return Py_NewRef(EMPTY_STR)
  const n = end - start
  if (PyUnicode_IS_ASCII(s)) return _PyUnicode_FromASCII(PyUnicode_DATA(s) + start, n)
  const kind = PyUnicode_KIND(s)
  return PyUnicode_FromKindAndData(kind, PyUnicode_DATA(s) + start * kind, n)
}

/** Reallocates a compact str nobody else knows to n > 0 characters; 0 + MemoryError leaves it alone (resize_compact). */
export function resize_compact(s: Ptr, n: number): Ptr {
  const st = i32[(s + UNICODE_STATE) >> 2]
  const kind = (st >> 2) & 7
  const head = st & STATE_ASCII ? ASCII_DATA : COMPACT_DATA
  if (!(st & STATE_ASCII) && i32[(s + UNICODE_UTF8) >> 2] !== 0) {
    objFree(i32[(s + UNICODE_UTF8) >> 2])
    i32[(s + UNICODE_UTF8) >> 2] = 0
    i32[(s + UNICODE_UTF8_LENGTH) >> 2] = 0
  }
  const size = head + (n + 1) * kind
  if (size > 0x7ffffff0) return PyErr_NoMemory()
  const o = objRealloc(s, size)
  if (o === 0) return PyErr_NoMemory()
  i32[(o + UNICODE_LENGTH) >> 2] = n
  PyUnicode_WRITE(kind, o + head, n, 0)
  return o
}

/** Steals s; the string with n characters; 0 + error drops it. */
export function PyUnicode_Resize(s: Ptr, n: number): Ptr {
  if (PyUnicode_GET_LENGTH(s) === n) return s
  if (n === 0) {
    Py_DECREF(s)
    return Py_NewRef(EMPTY_STR)
  }
  if (!unicode_modifiable(s)) {
    const o = PyUnicode_New(n, PyUnicode_MAX_CHAR_VALUE(s))
    if (o !== 0) _PyUnicode_FastCopyCharacters(o, 0, s, 0, Math.min(n, PyUnicode_GET_LENGTH(s)))
    Py_DECREF(s)
    return o
  }
  const o = resize_compact(s, n)
  if (o === 0) Py_DECREF(s)
  return o
}

/** May this string's bytes still change: one owner, no hash, not interned, exact, not shared (unicode_modifiable). */
export const unicode_modifiable = (s: Ptr): boolean =>
  i32[s >> 2] === 1 &&
  i32[(s + UNICODE_HASH) >> 2] === -1 &&
  i32[(s + UNICODE_HASH + 4) >> 2] === -1 &&
  (i32[(s + UNICODE_STATE) >> 2] & STATE_INTERNED_MASK) === 0 &&
  i32[(s + OB_TYPE) >> 2] === PyUnicode_Type

const overflow = (): 0 => raise(PyExc_OverflowError, 'strings are too large to concat')

export const concatTypeError = (right: Ptr): 0 =>
  typeError(`can only concatenate str (not "${typeNameOf(right)}") to str`)

/** left + right (PyUnicode_Concat). */
export function PyUnicode_Concat(left: Ptr, right: Ptr): Ptr {
  if (!PyUnicode_Check(left)) return typeError(`must be str, not ${typeNameOf(left)}`)
  if (!PyUnicode_Check(right)) return concatTypeError(right)
  if (left === EMPTY_STR) return unicode_result_unchanged(right)
  if (right === EMPTY_STR) return unicode_result_unchanged(left)
  return concatNew(left, right)
}

function concatNew(left: Ptr, right: Ptr): Ptr {
  const nl = PyUnicode_GET_LENGTH(left)
  const nr = PyUnicode_GET_LENGTH(right)
  if (nl + nr > Number.MAX_SAFE_INTEGER) return overflow()
  const ml = PyUnicode_MAX_CHAR_VALUE(left)
  const mr = PyUnicode_MAX_CHAR_VALUE(right)
  const o = PyUnicode_New(nl + nr, ml > mr ? ml : mr)
  if (o === 0) return 0
  const kind = PyUnicode_KIND(o)
  const data = PyUnicode_DATA(o)
  copyChars(kind, data, 0, PyUnicode_KIND(left), PyUnicode_DATA(left), 0, nl)
  copyChars(kind, data, nl, PyUnicode_KIND(right), PyUnicode_DATA(right), 0, nr)
  return o
}

/** left += right: steals left and returns the result, reallocating in place when nobody can see it; 0 + error (PyUnicode_Append). */
export function PyUnicode_Append(left: Ptr, right: Ptr): Ptr {
  if (left === EMPTY_STR) {
    Py_DECREF(left)
    return Py_NewRef(right)
  }
  if (right === EMPTY_STR) return left
  const nl = PyUnicode_GET_LENGTH(left)
  const nr = PyUnicode_GET_LENGTH(right)
  if (nl + nr > Number.MAX_SAFE_INTEGER) {
    Py_DECREF(left)
    return overflow()
  }
  if (
    unicode_modifiable(left) &&
    PyUnicode_CheckExact(right) &&
    PyUnicode_KIND(right) <= PyUnicode_KIND(left) &&
    !(PyUnicode_IS_ASCII(left) && !PyUnicode_IS_ASCII(right))
  ) {
    const o = resize_compact(left, nl + nr)
    if (o === 0) Py_DECREF(left)
    else _PyUnicode_FastCopyCharacters(o, nl, right, 0, nr)
    return o
  }
  const o = concatNew(left, right)
  Py_DECREF(left)
  return o
}

/** sep.join(items): n references 8 bytes apart at items; sep 0 means ' ' (_PyUnicode_JoinArray). */
export function _PyUnicode_JoinArray(sep: Ptr, items: Ptr, n: number): Ptr {
  if (n === 0) return Py_NewRef(EMPTY_STR)
  if (n === 1 && PyUnicode_CheckExact(i32[items >> 2])) return Py_NewRef(i32[items >> 2])
  let separator = sep
  if (sep === 0) separator = latin1Str(32)
  else if (!PyUnicode_Check(sep)) {
    return typeError(`separator: expected str instance, ${typeNameOf(sep)} found`)
  }
  const sepLength = PyUnicode_GET_LENGTH(separator)
  let max = n > 1 && sepLength > 0 ? PyUnicode_MAX_CHAR_VALUE(separator) : 0
  let size = sepLength * (n - 1)
  for (let i = 0; i < n; i++) {
    const item = i32[(items + 8 * i) >> 2]
    if (!PyUnicode_Check(item)) {
      return typeError(`sequence item ${i}: expected str instance, ${typeNameOf(item)} found`)
    }
    size += PyUnicode_GET_LENGTH(item)
    const m = PyUnicode_MAX_CHAR_VALUE(item)
    if (m > max) max = m
  }
  if (size > Number.MAX_SAFE_INTEGER) return raise(PyExc_OverflowError, 'join() result is too long for a Python string')
  const o = PyUnicode_New(size, max)
  if (o === 0 || size === 0) return o
  const kind = PyUnicode_KIND(o)
  const data = PyUnicode_DATA(o)
  const sepKind = PyUnicode_KIND(separator)
  const sepData = PyUnicode_DATA(separator)
  let at = 0
  for (let i = 0; i < n; i++) {
    if (i !== 0 && sepLength !== 0) {
      copyChars(kind, data, at, sepKind, sepData, 0, sepLength)
      at += sepLength
    }
    const item = i32[(items + 8 * i) >> 2]
    const len = PyUnicode_GET_LENGTH(item)
    copyChars(kind, data, at, PyUnicode_KIND(item), PyUnicode_DATA(item), 0, len)
    at += len
  }
  return o
}

/** Replaces a fresh str by one in the narrowest form; steals s (unicode_adjust_maxchar). */
export function unicode_adjust_maxchar(s: Ptr): Ptr {
  if (PyUnicode_IS_ASCII(s)) return s
  const n = PyUnicode_GET_LENGTH(s)
  const kind = PyUnicode_KIND(s)
  const max = findMaxChar(kind, PyUnicode_DATA(s), n)
  if (max === PyUnicode_MAX_CHAR_VALUE(s)) return s
  const o = PyUnicode_New(n, max)
  if (o !== 0) _PyUnicode_FastCopyCharacters(o, 0, s, 0, n)
  Py_DECREF(s)
  return o
}

let removeInterned: (s: Ptr) => void = () => {}
/** Called when an interned string dies; text/intern.ts takes it out of the dict. */
export function setRemoveInterned(f: (s: Ptr) => void): void {
  removeInterned = f
}

/** tp_dealloc of str and its subclasses' base part (unicode_dealloc). */
export function unicode_dealloc(s: Ptr): void {
  const st = i32[(s + UNICODE_STATE) >> 2]
  if (st & STATE_INTERNED_MASK) removeInterned(s)
  if (!(st & STATE_ASCII && st & STATE_COMPACT)) {
    const utf8 = i32[(s + UNICODE_UTF8) >> 2]
    // the subclass form may share the UTF-8 pointer with its data block
    if (utf8 !== 0 && (st & STATE_COMPACT || utf8 !== i32[(s + UNICODE_DATA_ANY) >> 2])) objFree(utf8)
    if (!(st & STATE_COMPACT)) {
      const data = i32[(s + UNICODE_DATA_ANY) >> 2]
      if (data !== 0) objFree(data)
    }
  }
  const type = i32[(s + OB_TYPE) >> 2]
  if (type === PyUnicode_Type) objFree(s)
  else FN[i32[(type + TP_FREE) >> 2]](s)
}

/** A scratch block of the obj domain; 0 + MemoryError. */
export function scratch(bytes: number): Ptr {
  const p = objMalloc(bytes)
  return p === 0 ? PyErr_NoMemory() : p
}
