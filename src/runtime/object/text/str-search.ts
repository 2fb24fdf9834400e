/** find, count, startswith, split and their kin as methods of str. */
import { i32, type Ptr, u8 } from '../../memory/heap'
import { PySequence_Fast } from '../abstract/sequence-protocol'
import { listItems, PyList_Check, PyList_New, PyList_SET_ITEM } from '../container/list-core'
import {
  PyTuple_Check,
  PyTuple_GET_ITEM,
  PyTuple_GET_SIZE,
  PyTuple_ITEMS,
  PyTuple_New,
  PyTuple_Pack,
} from '../container/tuple-core'
import { raise, raiseInt, typeError, typeNameOf } from '../errors'
import { Py_DECREF, Py_NewRef, Py_SIZE } from '../header'
import { TUPLE_ITEM } from '../layout'
import { PyLong_FromSsize_t } from '../number/int-core'
import { bindArgs } from '../type/arg-parse'
import { EMPTY_STR, Py_False, Py_None, Py_True, PyExc_TypeError, PyExc_ValueError } from '../types'
import { adjustIndices, intArg, MAX_INDEX, parseFinds, ssizeArg } from './arg-convert'
import { countSub, findSub, matchesAt, rfindSub } from './find'
import { memeq } from './mem'
import {
  partition,
  rsplitSep,
  rsplitWhitespace,
  type SplitSource,
  splitAscii,
  splitAsciiWhitespace,
  splitLines,
  splitSep,
  splitWhitespace,
  triple,
} from './split'
import {
  _PyUnicode_FromASCII,
  _PyUnicode_JoinArray,
  PyUnicode_Check,
  PyUnicode_CheckExact,
  PyUnicode_FromKindAndData,
  PyUnicode_Substring,
  unicode_result_unchanged,
} from './str-build'
import { PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_IS_ASCII, PyUnicode_KIND } from './str-core'
import { isLinebreak, isSpace } from './unicode-db'
import { WideNeedle } from './wide-needle'

const mustBeStr = (o: Ptr): boolean => PyUnicode_Check(o) || typeError(`must be str, not ${typeNameOf(o)}`) !== 0

/** Index of sub in s[start:end], -1 when absent, -2 + MemoryError; start and end are raw (any_find_slice). */
export function unicodeFind(s: Ptr, sub: Ptr, start0: number, end0: number, reverse: boolean): number {
  const [start, end] = adjustIndices(start0, end0, PyUnicode_GET_LENGTH(s))
  const n = PyUnicode_GET_LENGTH(sub)
  if (end - start < n) return -1
  const kind = PyUnicode_KIND(s)
  if (kind === 1 && n !== 0 && !reverse && PyUnicode_KIND(sub) === 1) {
    return findSub(1, PyUnicode_DATA(s), start, end, 1, PyUnicode_DATA(sub), n)
  }
  if (kind < PyUnicode_KIND(sub)) return -1
  const f = reverse ? rfindSub : findSub
  const needle = new WideNeedle(sub, n === 1 ? 0 : kind)
  if (needle.failed) return -2
  const at = n === 0 ? (reverse ? end : start) : f(kind, PyUnicode_DATA(s), start, end, needle.kind, needle.data, n)
  needle.release()
  return at
}

/** The argument of a method called with one str, both with characters of one byte; 0 for other calls. */
function onlyByteArgument(self: Ptr, args: Ptr): Ptr {
  if (Py_SIZE(args) !== 1) return 0
  const sub = i32[(args + TUPLE_ITEM) >> 2]
  return PyUnicode_CheckExact(sub) && PyUnicode_KIND(sub) === 1 && PyUnicode_KIND(self) === 1 ? sub : 0
}

type FindName = 'find' | 'rfind' | 'index' | 'rindex'
export const findMethod =
  (fname: FindName) =>
  (self: Ptr, args: Ptr): Ptr => {
    const only = onlyByteArgument(self, args)
    if (only !== 0 && fname === 'find') {
      const n = PyUnicode_GET_LENGTH(only)
      const at =
        n === 0 ? 0 : findSub(1, PyUnicode_DATA(self), 0, PyUnicode_GET_LENGTH(self), 1, PyUnicode_DATA(only), n)
      return PyLong_FromSsize_t(at)
    }
    const a = parseFinds(fname, args)
    if (a === null || !mustBeStr(a.sub)) return 0
    const at = unicodeFind(self, a.sub, a.start, a.end, fname[0] === 'r')
    if (at === -2) return 0
    if (at < 0 && (fname === 'index' || fname === 'rindex')) return raise(PyExc_ValueError, 'substring not found')
    return PyLong_FromSsize_t(at)
  }

export function unicode_count(self: Ptr, args: Ptr): Ptr {
  const only = onlyByteArgument(self, args)
  if (only !== 0) {
    const n = PyUnicode_GET_LENGTH(self)
    const m = PyUnicode_GET_LENGTH(only)
    return PyLong_FromSsize_t(countSub(1, PyUnicode_DATA(self), 0, n, 1, PyUnicode_DATA(only), m, MAX_INDEX))
  }
  const a = parseFinds('count', args)
  if (a === null || !mustBeStr(a.sub)) return 0
  const [start, end] = adjustIndices(a.start, a.end, PyUnicode_GET_LENGTH(self))
  const n = PyUnicode_GET_LENGTH(a.sub)
  const kind = PyUnicode_KIND(self)
  if (end - start < n || kind < PyUnicode_KIND(a.sub)) return PyLong_FromSsize_t(0)
  const needle = new WideNeedle(a.sub, kind)
  if (needle.failed) return 0
  const count = countSub(kind, PyUnicode_DATA(self), start, end, needle.kind, needle.data, n, MAX_INDEX)
  needle.release()
  return PyLong_FromSsize_t(count)
}

/** Does sub stand at the start (or end) of s[start:end]? */
export function tailmatch(s: Ptr, sub: Ptr, start0: number, end0: number, atEnd: boolean): boolean {
  const [start, end] = adjustIndices(start0, end0, PyUnicode_GET_LENGTH(s))
  const n = PyUnicode_GET_LENGTH(sub)
  if (end - n < start) return false
  if (n === 0) return true
  const at = atEnd ? end - n : start
  return (
    PyUnicode_KIND(sub) <= PyUnicode_KIND(s) &&
    matchesAt(PyUnicode_KIND(s), PyUnicode_DATA(s), at, PyUnicode_KIND(sub), PyUnicode_DATA(sub), n)
  )
}

export const tailMethod =
  (fname: 'startswith' | 'endswith') =>
  (self: Ptr, args: Ptr): Ptr => {
    const atEnd = fname === 'endswith'
    const only = onlyByteArgument(self, args)
    if (only !== 0) {
      const n = PyUnicode_GET_LENGTH(only)
      const rest = PyUnicode_GET_LENGTH(self) - n
      const data = PyUnicode_DATA(self) + (atEnd ? rest : 0)
      return Py_NewRef(rest >= 0 && memeq(data, PyUnicode_DATA(only), n) ? Py_True : Py_False)
    }
    const a = parseFinds(fname, args)
    if (a === null) return 0
    if (PyTuple_Check(a.sub)) {
      for (let i = 0; i < PyTuple_GET_SIZE(a.sub); i++) {
        const sub = PyTuple_GET_ITEM(a.sub, i)
        if (!PyUnicode_Check(sub)) {
          return typeError(`tuple for ${fname} must only contain str, not ${typeNameOf(sub)}`)
        }
        if (tailmatch(self, sub, a.start, a.end, atEnd)) return Py_NewRef(Py_True)
      }
      return Py_NewRef(Py_False)
    }
    if (!PyUnicode_Check(a.sub)) {
      return typeError(`${fname} first arg must be str or a tuple of str, not ${typeNameOf(a.sub)}`)
    }
    return Py_NewRef(tailmatch(self, a.sub, a.start, a.end, atEnd) ? Py_True : Py_False)
  }

export function unicode_removeprefix(self: Ptr, prefix: Ptr): Ptr {
  if (!PyUnicode_Check(prefix)) return typeError(`removeprefix() argument must be str, not ${argName(prefix)}`)
  if (!tailmatch(self, prefix, 0, MAX_INDEX, false)) return unicode_result_unchanged(self)
  return PyUnicode_Substring(self, PyUnicode_GET_LENGTH(prefix), PyUnicode_GET_LENGTH(self))
}

export function unicode_removesuffix(self: Ptr, suffix: Ptr): Ptr {
  if (!PyUnicode_Check(suffix)) return typeError(`removesuffix() argument must be str, not ${argName(suffix)}`)
  if (!tailmatch(self, suffix, 0, MAX_INDEX, true)) return unicode_result_unchanged(self)
  return PyUnicode_Substring(self, 0, PyUnicode_GET_LENGTH(self) - PyUnicode_GET_LENGTH(suffix))
}
const argName = (o: Ptr): string => (o === Py_None ? 'None' : typeNameOf(o))

/** `sub in s`: 1, 0 or -1 (PyUnicode_Contains). */
export function PyUnicode_Contains(s: Ptr, sub: Ptr): number {
  if (!PyUnicode_Check(sub)) {
    return raiseInt(PyExc_TypeError, `'in <string>' requires string as left operand, not ${typeNameOf(sub)}`)
  }
  const at = unicodeFind(s, sub, 0, MAX_INDEX, false)
  return at === -2 ? -1 : at >= 0 ? 1 : 0
}

const source = (s: Ptr): SplitSource => ({
  kind: PyUnicode_KIND(s),
  data: PyUnicode_DATA(s),
  length: PyUnicode_GET_LENGTH(s),
  self: PyUnicode_CheckExact(s) ? s : 0,
  // always a fresh string, also for the whole (SPLIT_ADD)
  slice: (i, j) =>
    PyUnicode_IS_ASCII(s)
      ? _PyUnicode_FromASCII(PyUnicode_DATA(s) + i, j - i)
      : PyUnicode_FromKindAndData(PyUnicode_KIND(s), PyUnicode_DATA(s) + i * PyUnicode_KIND(s), j - i),
  isSpace,
})

function single(s: Ptr): Ptr {
  const list = PyList_New(1)
  if (list !== 0) PyList_SET_ITEM(list, 0, Py_NewRef(s))
  return list
}

/** s.split(sep, maxcount) and rsplit; sep 0: whitespace. */
export function PyUnicode_Split(s: Ptr, sep: Ptr, max: number, reverse: boolean): Ptr {
  const maxcount = max < 0 ? MAX_INDEX : max
  if (!reverse && PyUnicode_IS_ASCII(s) && PyUnicode_CheckExact(s)) {
    if (sep === 0) return splitAsciiWhitespace(s, maxcount)
    if (PyUnicode_GET_LENGTH(sep) === 1 && PyUnicode_IS_ASCII(sep) && PyUnicode_GET_LENGTH(s) > 0) {
      return splitAscii(s, u8[PyUnicode_DATA(sep)], maxcount)
    }
  }
  if (sep === 0) return (reverse ? rsplitWhitespace : splitWhitespace)(source(s), maxcount)
  const n = PyUnicode_GET_LENGTH(sep)
  if (PyUnicode_KIND(s) < PyUnicode_KIND(sep) || PyUnicode_GET_LENGTH(s) < n) return single(s)
  const needle = new WideNeedle(sep, PyUnicode_KIND(s))
  if (needle.failed) return 0
  const r = (reverse ? rsplitSep : splitSep)(source(s), needle.kind, needle.data, n, maxcount)
  needle.release()
  return r
}

export const splitMethod =
  (fname: 'split' | 'rsplit') =>
  (self: Ptr, args: Ptr, nargs: number, kwnames: Ptr): Ptr => {
    let sep: Ptr = 0
    let max = -1
    if (nargs !== 0 || kwnames !== 0) {
      const a = bindArgs(fname, ['sep', 'maxsplit'], {}, args, nargs, kwnames)
      if (a === null) return 0
      sep = a[0]
      if (a[1] !== 0) {
        const n = ssizeArg(a[1])
        if (n === null) return 0
        max = n
      }
    }
    if (sep === Py_None) sep = 0
    if (sep !== 0 && !PyUnicode_Check(sep)) return typeError(`must be str or None, not ${typeNameOf(sep)}`)
    return PyUnicode_Split(self, sep, max, fname === 'rsplit')
  }

export function unicode_splitlines(self: Ptr, args: Ptr, nargs: number, kwnames: Ptr): Ptr {
  const a = bindArgs('splitlines', ['keepends'], {}, args, nargs, kwnames)
  if (a === null) return 0
  let keep = false
  if (a[0] !== 0) {
    const n = intArg(a[0])
    if (n === null) return 0
    keep = n !== 0
  }
  return splitLines(source(self), isLinebreak, keep)
}

function partitionAscii(self: Ptr, sep: Ptr, n: number): Ptr {
  const t = PyTuple_New(3)
  if (t === 0) return 0
  const data = PyUnicode_DATA(self)
  const length = PyUnicode_GET_LENGTH(self)
  const at = findSub(1, data, 0, length, 1, PyUnicode_DATA(sep), n)
  if (at < 0) return triple(Py_NewRef(self), Py_NewRef(EMPTY_STR), Py_NewRef(EMPTY_STR), t)
  const head = _PyUnicode_FromASCII(data, at)
  return triple(head, Py_NewRef(sep), _PyUnicode_FromASCII(data + at + n, length - at - n), t)
}

function partitionStr(self: Ptr, sep: Ptr, reverse: boolean): Ptr {
  if (!mustBeStr(sep)) return 0
  const n = PyUnicode_GET_LENGTH(sep)
  if (PyUnicode_KIND(self) < PyUnicode_KIND(sep) || PyUnicode_GET_LENGTH(self) < n) {
    return reverse ? PyTuple_Pack(EMPTY_STR, EMPTY_STR, self) : PyTuple_Pack(self, EMPTY_STR, EMPTY_STR)
  }
  if (!reverse && n !== 0 && PyUnicode_IS_ASCII(self)) return partitionAscii(self, sep, n)
  const needle = new WideNeedle(sep, PyUnicode_KIND(self))
  if (needle.failed) return 0
  const r = partition(
    source(self),
    needle.kind,
    needle.data,
    n,
    () => Py_NewRef(sep),
    () => Py_NewRef(self),
    () => Py_NewRef(EMPTY_STR),
    reverse,
  )
  needle.release()
  return r
}
export const unicode_partition = (self: Ptr, sep: Ptr): Ptr => partitionStr(self, sep, false)
export const unicode_rpartition = (self: Ptr, sep: Ptr): Ptr => partitionStr(self, sep, true)

/** sep.join(iterable) (PyUnicode_Join). */
export function PyUnicode_Join(sep: Ptr, seq: Ptr): Ptr {
  const fast = PySequence_Fast(seq, 'can only join an iterable')
  if (fast === 0) return 0
  const items = PyList_Check(fast) ? listItems(fast) : PyTuple_ITEMS(fast)
  const r = _PyUnicode_JoinArray(sep, items, Py_SIZE(fast))
  Py_DECREF(fast)
  return r
}
