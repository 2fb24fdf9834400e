/** Case conversion of str (CPython Objects/unicodeobject.c: case_operation and the do_ functions). */
import { memFree, memMalloc } from '../../memory/domains'
import { type Ptr, u8, u32 } from '../../memory/heap'
import { PyErr_NoMemory } from '../errors-core'
import { ASCII_DATA } from '../layout'
import { copyChars, unicode_result_unchanged } from './str-build'
import {
  PyUnicode_DATA,
  PyUnicode_GET_LENGTH,
  PyUnicode_IS_ASCII,
  PyUnicode_KIND,
  PyUnicode_New,
  PyUnicode_READ,
} from './str-core'
import { isCased, isCaseIgnorable, isLower, isUpper, mapCase } from './unicode-db'

const SIGMA = 0x3a3
const buf: number[] = [0, 0, 0]

/** Final sigma: preceded by a cased letter and not followed by one, case-ignorables looked through. */
function lowerSigma(kind: number, data: Ptr, n: number, i: number): number {
  let j = i - 1
  let c = 0
  while (j >= 0) {
    c = PyUnicode_READ(kind, data, j)
    if (!isCaseIgnorable(c)) break
    j--
  }
  if (j < 0 || !isCased(c)) return 0x3c3
  for (j = i + 1; j < n; j++) {
    c = PyUnicode_READ(kind, data, j)
    if (!isCaseIgnorable(c)) break
  }
  return j < n && isCased(c) ? 0x3c3 : 0x3c2
}

/** Lower case of character i into buf; its length. */
function lowerAt(kind: number, data: Ptr, n: number, i: number): number {
  const c = PyUnicode_READ(kind, data, i)
  if (c === SIGMA) {
    buf[0] = lowerSigma(kind, data, n, i)
    return 1
  }
  return mapCase('lower', c, buf)
}

/** Writes the mapping of character i into buf and returns its length. */
type Mapper = (kind: number, data: Ptr, n: number, i: number) => number

const upperAt: Mapper = (kind, data, _n, i) => mapCase('upper', PyUnicode_READ(kind, data, i), buf)
const foldAt: Mapper = (kind, data, _n, i) => mapCase('fold', PyUnicode_READ(kind, data, i), buf)
const capitalizeAt: Mapper = (kind, data, n, i) =>
  i === 0 ? mapCase('title', PyUnicode_READ(kind, data, 0), buf) : lowerAt(kind, data, n, i)
const titleAt: Mapper = (kind, data, n, i) =>
  i > 0 && isCased(PyUnicode_READ(kind, data, i - 1))
    ? lowerAt(kind, data, n, i)
    : mapCase('title', PyUnicode_READ(kind, data, i), buf)
const swapAt: Mapper = (kind, data, n, i) => {
  const c = PyUnicode_READ(kind, data, i)
  if (isUpper(c)) return lowerAt(kind, data, n, i)
  if (isLower(c)) return mapCase('upper', c, buf)
  buf[0] = c
  return 1
}

/** Maps every character through a scratch block of three words each (12 bytes a character, mem domain). */
function caseOperation(s: Ptr, f: Mapper): Ptr {
  const n = PyUnicode_GET_LENGTH(s)
  const kind = PyUnicode_KIND(s)
  const data = PyUnicode_DATA(s)
  const tmp = memMalloc(12 * n)
  if (tmp === 0) return PyErr_NoMemory()
  let k = 0
  let max = 0
  for (let i = 0; i < n; i++) {
    const len = f(kind, data, n, i)
    for (let j = 0; j < len; j++) {
      const c = buf[j]
      u32[(tmp >> 2) + k++] = c
      if (c > max) max = c
    }
  }
  const o = PyUnicode_New(k, max)
  if (o !== 0 && k > 0) {
    const kindOut = PyUnicode_KIND(o)
    const out = PyUnicode_DATA(o)
    copyChars(kindOut, out, 0, 4, tmp, 0, k)
  }
  memFree(tmp)
  return o
}

function asciiCase(s: Ptr, first: number, last: number): Ptr {
  const n = PyUnicode_GET_LENGTH(s)
  const o = PyUnicode_New(n, 127)
  if (o === 0 || n === 0) return o
  const from = PyUnicode_DATA(s)
  const to = o + ASCII_DATA
  for (let i = 0; i < n; i++) {
    const c = u8[from + i]
    u8[to + i] = c >= first && c <= last ? c ^ 32 : c
  }
  return o
}

const LOWER_A = 97
const UPPER_A = 65

export const unicode_upper = (s: Ptr): Ptr =>
  PyUnicode_IS_ASCII(s) ? asciiCase(s, LOWER_A, LOWER_A + 25) : caseOperation(s, upperAt)
export const unicode_lower = (s: Ptr): Ptr =>
  PyUnicode_IS_ASCII(s) ? asciiCase(s, UPPER_A, UPPER_A + 25) : caseOperation(s, lowerAt)
export const unicode_casefold = (s: Ptr): Ptr =>
  PyUnicode_IS_ASCII(s) ? asciiCase(s, UPPER_A, UPPER_A + 25) : caseOperation(s, foldAt)
export const unicode_capitalize = (s: Ptr): Ptr =>
  PyUnicode_GET_LENGTH(s) === 0 ? unicode_result_unchanged(s) : caseOperation(s, capitalizeAt)
export const unicode_title = (s: Ptr): Ptr => caseOperation(s, titleAt)
export const unicode_swapcase = (s: Ptr): Ptr => caseOperation(s, swapAt)
