/**
 * split, rsplit, splitlines, partition for str, bytes and bytearray (CPython Objects/stringlib/split.h, partition.h). The
 * result list starts with up to 12 slots, as there; that is visible in sys.getsizeof and allocation traces.
 */
import { i32, type Ptr, u8 } from '../../memory/heap'
import { listItems, PyList_Append, PyList_New, PyList_SET_ITEM } from '../container/list-core'
import { PyTuple_New, PyTuple_SET_ITEM } from '../container/tuple-core'
import { raise } from '../errors'
import { Py_DECREF, Py_NewRef, Py_SET_SIZE } from '../header'
import { PyExc_ValueError } from '../types'
import { findChar, findSub, rfindChar, rfindSub } from './find'
import { _PyUnicode_FromASCII, unicode_result_unchanged } from './str-build'
import { PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_READ } from './str-core'

const MAX_PREALLOC = 12

/** What is being split, and how pieces are made. */
export interface SplitSource {
  kind: number
  data: Ptr
  length: number
  /** The object itself when the whole of it may stand for the piece [0, length) (exact and immutable), else 0. */
  self: Ptr
  /** A new piece. */
  slice(start: number, end: number): Ptr
  isSpace(c: number): boolean
}

const newPieces = (maxcount: number): Ptr => PyList_New(maxcount >= MAX_PREALLOC ? MAX_PREALLOC : maxcount + 1)

/** Puts piece number count into the list, which takes it: preallocated slots first, then appends. False drops the list. */
function addPiece(list: Ptr, count: number, piece: Ptr): boolean {
  if (piece !== 0) {
    if (count < MAX_PREALLOC) {
      PyList_SET_ITEM(list, count, piece)
      return true
    }
    const r = PyList_Append(list, piece)
    Py_DECREF(piece)
    if (r >= 0) return true
  }
  Py_DECREF(list)
  return false
}

/** The list being filled. */
class Pieces {
  list: Ptr
  count = 0
  constructor(maxcount: number) {
    this.list = newPieces(maxcount)
  }

  /** Takes the piece; false after failure (list dropped). */
  add(piece: Ptr): boolean {
    if (addPiece(this.list, this.count, piece)) {
      this.count++
      return true
    }
    this.list = 0
    return false
  }

  finish(reverse: boolean): Ptr {
    if (this.list === 0) return 0
    Py_SET_SIZE(this.list, this.count)
    if (reverse) {
      const items = listItems(this.list)
      for (let i = 0, j = this.count - 1; i < j; i++, j--) {
        const t = i32[(items + i * 8) >> 2]
        i32[(items + i * 8) >> 2] = i32[(items + j * 8) >> 2]
        i32[(items + j * 8) >> 2] = t
      }
    }
    return this.list
  }
}

export function splitWhitespace(s: SplitSource, maxcount: number): Ptr {
  const { kind, data, length } = s
  const out = new Pieces(maxcount)
  if (out.list === 0) return 0
  let i = 0
  for (let left = maxcount; left > 0; left--) {
    while (i < length && s.isSpace(PyUnicode_READ(kind, data, i))) i++
    if (i === length) break
    const j = i++
    while (i < length && !s.isSpace(PyUnicode_READ(kind, data, i))) i++
    if (j === 0 && i === length && s.self !== 0) {
      out.add(Py_NewRef(s.self))
      break
    }
    if (!out.add(s.slice(j, i))) return 0
  }
  if (i < length) {
    while (i < length && s.isSpace(PyUnicode_READ(kind, data, i))) i++
    if (i !== length && !out.add(s.slice(i, length))) return 0
  }
  return out.finish(false)
}

/** An ASCII str split at the byte ch; a str without it is itself the only piece. */
export function splitAscii(s: Ptr, ch: number, maxcount: number): Ptr {
  const data = PyUnicode_DATA(s)
  const end = data + PyUnicode_GET_LENGTH(s)
  const list = newPieces(maxcount)
  if (list === 0) return 0
  let count = 0
  let from = data
  for (let p = data; p < end && count < maxcount; p++) {
    if (u8[p] !== ch) continue
    if (!addPiece(list, count, _PyUnicode_FromASCII(from, p - from))) return 0
    count++
    from = p + 1
  }
  if (!addPiece(list, count, count === 0 ? unicode_result_unchanged(s) : _PyUnicode_FromASCII(from, end - from)))
    return 0
  Py_SET_SIZE(list, count + 1)
  return list
}

/** White space of ASCII: what str.split() splits at. */
const isAsciiSpace = (c: number): boolean => c === 32 || (c >= 9 && c <= 13) || (c >= 28 && c <= 31)

/** An exact ASCII str split at white space. */
export function splitAsciiWhitespace(s: Ptr, maxcount: number): Ptr {
  const data = PyUnicode_DATA(s)
  const end = data + PyUnicode_GET_LENGTH(s)
  const list = newPieces(maxcount)
  if (list === 0) return 0
  let count = 0
  let p = data
  for (;;) {
    while (p < end && isAsciiSpace(u8[p])) p++
    if (p === end) break
    const from = p
    if (count === maxcount) p = end
    else while (p < end && !isAsciiSpace(u8[p])) p++
    // a word that is the whole text is the str itself, but not what is left behind the last split
    const whole = from === data && p === end && count < maxcount
    if (!addPiece(list, count, whole ? Py_NewRef(s) : _PyUnicode_FromASCII(from, p - from))) return 0
    count++
  }
  Py_SET_SIZE(list, count)
  return list
}

export function rsplitWhitespace(s: SplitSource, maxcount: number): Ptr {
  const { kind, data, length } = s
  const out = new Pieces(maxcount)
  if (out.list === 0) return 0
  let i = length - 1
  for (let left = maxcount; left > 0; left--) {
    while (i >= 0 && s.isSpace(PyUnicode_READ(kind, data, i))) i--
    if (i < 0) break
    const j = i--
    while (i >= 0 && !s.isSpace(PyUnicode_READ(kind, data, i))) i--
    if (j === length - 1 && i < 0 && s.self !== 0) {
      out.add(Py_NewRef(s.self))
      break
    }
    if (!out.add(s.slice(i + 1, j + 1))) return 0
  }
  if (i >= 0) {
    while (i >= 0 && s.isSpace(PyUnicode_READ(kind, data, i))) i--
    if (i >= 0 && !out.add(s.slice(0, i + 1))) return 0
  }
  return out.finish(true)
}

/** Splits at the n characters at sep. */
export function splitSep(s: SplitSource, skind: number, sep: Ptr, n: number, maxcount: number): Ptr {
  if (n === 0) return raise(PyExc_ValueError, 'empty separator')
  const { kind, data, length } = s
  const out = new Pieces(maxcount)
  if (out.list === 0) return 0
  if (n === 1 && kind === 1 && skind === 1) return splitByte(s, out, u8[sep], maxcount)
  const ch = n === 1 ? PyUnicode_READ(skind, sep, 0) : -1
  let i = 0
  for (let left = maxcount; left > 0; left--) {
    const at = ch >= 0 ? findChar(kind, data, i, length, ch) : findSub(kind, data, i, length, skind, sep, n)
    if (at < 0) break
    if (!out.add(s.slice(i, at))) return 0
    i = at + n
  }
  if (out.count === 0 && s.self !== 0) out.add(Py_NewRef(s.self))
  else if (!out.add(s.slice(i, length))) return 0
  return out.finish(false)
}

/** splitSep for one separator byte in byte-wide characters. */
function splitByte(s: SplitSource, out: Pieces, ch: number, maxcount: number): Ptr {
  const { data, length } = s
  let i = 0
  let left = maxcount
  for (let j = 0; j < length && left > 0; j++) {
    if (u8[data + j] !== ch) continue
    if (!out.add(s.slice(i, j))) return 0
    i = j + 1
    left--
  }
  if (out.count === 0 && s.self !== 0) out.add(Py_NewRef(s.self))
  else if (!out.add(s.slice(i, length))) return 0
  return out.finish(false)
}

export function rsplitSep(s: SplitSource, skind: number, sep: Ptr, n: number, maxcount: number): Ptr {
  if (n === 0) return raise(PyExc_ValueError, 'empty separator')
  const { kind, data } = s
  const out = new Pieces(maxcount)
  if (out.list === 0) return 0
  const ch = n === 1 ? PyUnicode_READ(skind, sep, 0) : -1
  let j = s.length
  for (let left = maxcount; left > 0; left--) {
    const at = ch >= 0 ? rfindChar(kind, data, 0, j, ch) : rfindSub(kind, data, 0, j, skind, sep, n)
    if (at < 0) break
    if (!out.add(s.slice(at + n, j))) return 0
    j = at
  }
  if (out.count === 0 && s.self !== 0) out.add(Py_NewRef(s.self))
  else if (!out.add(s.slice(0, j))) return 0
  return out.finish(true)
}

export function splitLines(s: SplitSource, isLinebreak: (c: number) => boolean, keepends: boolean): Ptr {
  const { kind, data, length } = s
  const list = PyList_New(0)
  if (list === 0) return 0
  const append = (piece: Ptr): boolean => {
    const ok = piece !== 0 && PyList_Append(list, piece) === 0
    if (piece !== 0) Py_DECREF(piece)
    if (!ok) Py_DECREF(list)
    return ok
  }
  let i = 0
  let j = 0
  while (i < length) {
    while (i < length && !isLinebreak(PyUnicode_READ(kind, data, i))) i++
    let eol = i
    if (i < length) {
      const crlf = i + 1 < length && PyUnicode_READ(kind, data, i) === 13 && PyUnicode_READ(kind, data, i + 1) === 10
      i += crlf ? 2 : 1
      if (keepends) eol = i
    }
    if (j === 0 && eol === length && s.self !== 0) return append(Py_NewRef(s.self)) ? list : 0
    if (!append(s.slice(j, eol))) return 0
    j = i
  }
  return list
}

/** Fills the tuple t with three references, of which any may be 0: then all are dropped and the result is 0. */
export function triple(a: Ptr, b: Ptr, c: Ptr, t: Ptr): Ptr {
  PyTuple_SET_ITEM(t, 0, a)
  PyTuple_SET_ITEM(t, 1, b)
  PyTuple_SET_ITEM(t, 2, c)
  if (a === 0 || b === 0 || c === 0) {
    Py_DECREF(t)
    return 0
  }
  return t
}

/** (head, sep, tail); whole and empty give new references for the not-found result; sep is borrowed. */
export function partition(
  s: SplitSource,
  skind: number,
  sepData: Ptr,
  n: number,
  sep: () => Ptr,
  whole: () => Ptr,
  empty: () => Ptr,
  reverse: boolean,
): Ptr {
  if (n === 0) return raise(PyExc_ValueError, 'empty separator')
  const t = PyTuple_New(3)
  if (t === 0) return 0
  const at = reverse
    ? rfindSub(s.kind, s.data, 0, s.length, skind, sepData, n)
    : findSub(s.kind, s.data, 0, s.length, skind, sepData, n)
  if (at < 0) return reverse ? triple(empty(), empty(), whole(), t) : triple(whole(), empty(), empty(), t)
  return triple(s.slice(0, at), sep(), s.slice(at + n, s.length), t)
}
