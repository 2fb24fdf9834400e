/** The is... methods of str. */
import type { Ptr } from '../../memory/heap'
import { PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_IS_ASCII, PyUnicode_KIND, PyUnicode_READ } from './str-core'
import {
  isAlnum,
  isAlpha,
  isLower,
  isNumeric,
  isPrintable,
  isSpace,
  isTitle,
  isUpper,
  isXidContinue,
  isXidStart,
  toDecimal,
  toDigit,
} from './unicode-db'

/** At least one character, and all satisfy the test. */
const every =
  (test: (cp: number) => boolean) =>
  (s: Ptr): boolean => {
    const n = PyUnicode_GET_LENGTH(s)
    const kind = PyUnicode_KIND(s)
    const data = PyUnicode_DATA(s)
    for (let i = 0; i < n; i++) if (!test(PyUnicode_READ(kind, data, i))) return false
    return n > 0
  }

export const unicode_isalpha = every(isAlpha)
export const unicode_isalnum = every(isAlnum)
export const unicode_isdecimal = every((c) => toDecimal(c) >= 0)
export const unicode_isdigit = every((c) => toDigit(c) >= 0)
export const unicode_isnumeric = every(isNumeric)
export const unicode_isspace = every(isSpace)
export const unicode_isascii = PyUnicode_IS_ASCII
export const unicode_isprintable = (s: Ptr): boolean => PyUnicode_GET_LENGTH(s) === 0 || every(isPrintable)(s)

/** Some character of the wanted case and none of the others; titlecase counts against both. */
const oneCase =
  (wanted: (cp: number) => boolean, other: (cp: number) => boolean) =>
  (s: Ptr): boolean => {
    const n = PyUnicode_GET_LENGTH(s)
    const kind = PyUnicode_KIND(s)
    const data = PyUnicode_DATA(s)
    let seen = false
    for (let i = 0; i < n; i++) {
      const c = PyUnicode_READ(kind, data, i)
      if (other(c) || isTitle(c)) return false
      if (wanted(c)) seen = true
    }
    return seen
  }
export const unicode_islower = oneCase(isLower, isUpper)
export const unicode_isupper = oneCase(isUpper, isLower)

export function unicode_istitle(s: Ptr): boolean {
  const n = PyUnicode_GET_LENGTH(s)
  const kind = PyUnicode_KIND(s)
  const data = PyUnicode_DATA(s)
  let cased = false
  let previousCased = false
  for (let i = 0; i < n; i++) {
    const c = PyUnicode_READ(kind, data, i)
    if (isUpper(c) || isTitle(c)) {
      if (previousCased) return false
      previousCased = cased = true
    } else if (isLower(c)) {
      if (!previousCased) return false
      previousCased = cased = true
    } else previousCased = false
  }
  return cased
}

/** PyUnicode_IsIdentifier. */
export function unicode_isidentifier(s: Ptr): boolean {
  const n = PyUnicode_GET_LENGTH(s)
  if (n === 0) return false
  const kind = PyUnicode_KIND(s)
  const data = PyUnicode_DATA(s)
  const first = PyUnicode_READ(kind, data, 0)
  if (first !== 0x5f && !isXidStart(first)) return false
  for (let i = 1; i < n; i++) if (!isXidContinue(PyUnicode_READ(kind, data, i))) return false
  return true
}
