/**
 * The frequent format specifications, read from the bytes into module variables: [[fill]align][sign][#][0][width][,_][.precision]
 * [type], all ASCII. What is rare or wrong is left to the general parser (format-spec.ts), which raises the errors.
 * The variables hold until the next parse: read them before Python code can run.
 */
import { type Ptr, u8 } from '../../memory/heap'
import { PyUnicode_DATA, PyUnicode_IS_ASCII } from './str-core'

export const ALIGN_LEFT = 60
export const ALIGN_RIGHT = 62
export const ALIGN_CENTER = 94
export const ALIGN_INNER = 61

export let specFill = 32
/** One of ALIGN_*, 0: not given. */
export let specAlign = 0
/** Code of '+', '-' or ' ', 0: not given. */
export let specSign = 0
export let specAlternate = false
/** The 0 in front of the width, where it counts. */
export let specZero = false
/** -1: not given. */
export let specWidth = -1
/** Code of ',' or '_', 0: none. */
export let specThousands = 0
/** -1: not given. */
export let specPrecision = -1
/** 0: not given. */
export let specType = 0

/** Longest width and precision that are read here; the general parser knows what to do with more. */
const MAX_WIDTH = 9999
const MAX_PRECISION = 99

const isAlign = (c: number): boolean => c === ALIGN_LEFT || c === ALIGN_RIGHT || c === ALIGN_CENTER || c === ALIGN_INNER

/** Reads spec[start:end], which is not empty; false: not of the short form. */
export function parseShortSpec(spec: Ptr, start: number, end: number): boolean {
  if (!PyUnicode_IS_ASCII(spec)) return false
  const data = PyUnicode_DATA(spec)
  let p = data + start
  const stop = data + end
  let c = u8[p]
  // the character behind the last one is the NUL, or the brace that ends a field
  let next = u8[p + 1]
  specFill = 32
  specAlign = specSign = specThousands = specType = 0
  specAlternate = specZero = false
  specWidth = specPrecision = -1
  let fillGiven = false
  if (p + 1 < stop && isAlign(next)) {
    specFill = c
    specAlign = next
    fillGiven = true
    p += 2
  } else if (isAlign(c)) {
    specAlign = c
    p++
  }
  if (p < stop) {
    c = u8[p]
    if (c === 43 || c === 45 || c === 32) {
      specSign = c
      c = u8[++p]
    }
    if (c === 35 && p < stop) {
      specAlternate = true
      c = u8[++p]
    }
    if (c === 48 && !fillGiven && p < stop) {
      specFill = 48
      specZero = true
      c = u8[++p]
    }
    let n = -1
    while (c >= 48 && c <= 57 && p < stop) {
      n = (n < 0 ? 0 : n * 10) + c - 48
      if (n > MAX_WIDTH) return false
      c = u8[++p]
    }
    specWidth = n
    if ((c === 44 || c === 95) && p < stop) {
      specThousands = c
      c = u8[++p]
    }
    if (c === 46 && p < stop) {
      c = u8[++p]
      n = -1
      while (c >= 48 && c <= 57 && p < stop) {
        n = (n < 0 ? 0 : n * 10) + c - 48
        if (n > MAX_PRECISION) return false
        c = u8[++p]
      }
      if (n < 0) return false
      specPrecision = n
    }
    if (p < stop) {
      next = c
      p++
      specType = next
    }
  }
  return p === stop
}
