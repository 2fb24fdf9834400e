/** repr() and ascii() of str: quotes and escapes, one exact allocation (CPython unicode_repr). */
import type { Ptr } from '../../memory/heap'
import { copyChars } from './str-build'
import {
  PyUnicode_DATA,
  PyUnicode_GET_LENGTH,
  PyUnicode_KIND,
  PyUnicode_New,
  PyUnicode_READ,
  PyUnicode_WRITE,
} from './str-core'
import { isPrintable } from './unicode-db'

const QUOTE = 39
const DOUBLE_QUOTE = 34
const BACKSLASH = 92
const HEX = '0123456789abcdef'

/** Characters that the escape of c takes (1: itself), without regard to quotes. */
function escapedLength(c: number): number {
  if (c === BACKSLASH || c === 9 || c === 10 || c === 13) return 2
  if (c < 32 || c === 127) return 4
  if (c < 127 || isPrintable(c)) return 1
  return c < 256 ? 4 : c < 65536 ? 6 : 10
}

export function unicode_repr(s: Ptr): Ptr {
  const n = PyUnicode_GET_LENGTH(s)
  const kind = PyUnicode_KIND(s)
  const data = PyUnicode_DATA(s)
  let size = 0
  let max = 127
  let quotes = 0
  let doubles = 0
  for (let i = 0; i < n; i++) {
    const c = PyUnicode_READ(kind, data, i)
    if (c === QUOTE) quotes++
    else if (c === DOUBLE_QUOTE) doubles++
    const len = escapedLength(c)
    if (len === 1 && c > max) max = c
    size += len
  }
  let quote = QUOTE
  let unchanged = size === n
  if (quotes > 0) {
    if (doubles > 0) {
      unchanged = false
      size += quotes
    } else quote = DOUBLE_QUOTE
  }
  const o = PyUnicode_New(size + 2, max)
  if (o === 0) return 0
  const okind = PyUnicode_KIND(o)
  const out = PyUnicode_DATA(o)
  PyUnicode_WRITE(okind, out, 0, quote)
  PyUnicode_WRITE(okind, out, size + 1, quote)
  if (unchanged) {
    copyChars(okind, out, 1, kind, data, 0, n)
    return o
  }
  let k = 1
  const put = (c: number): void => PyUnicode_WRITE(okind, out, k++, c)
  for (let i = 0; i < n; i++) {
    const c = PyUnicode_READ(kind, data, i)
    const len = escapedLength(c)
    if (len === 1 && c !== quote) {
      put(c)
      continue
    }
    put(BACKSLASH)
    if (c === quote || c === BACKSLASH) put(c)
    else if (len === 2) put(c === 9 ? 116 : c === 10 ? 110 : 114)
    else {
      put(len === 4 ? 120 : len === 6 ? 117 : 85)
      for (let shift = (len - 3) * 4; shift >= 0; shift -= 4) put(HEX.charCodeAt((c >>> shift) & 15))
    }
  }
  return o
}
