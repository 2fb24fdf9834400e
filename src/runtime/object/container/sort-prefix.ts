/**
 * What list.sort finds out about its keys before it starts (CPython's pre-sort check): the cheapest comparison that is right
 * for all of them, and for each a number that never decreases where keys increase, so that most comparisons are one of numbers.
 */
import { f64, i32, type Ptr, u8 } from '../../memory/heap'
import { Py_SIZE, Py_TYPE } from '../header'
import { FLOAT_VALUE, LONG_BASE, LONG_DIGIT, LONG_SHIFT, OB_SIZE, OB_TYPE, TP_RICHCOMPARE, TUPLE_ITEM } from '../layout'
import { PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND } from '../text/str-core'
import { PyFloat_Type, PyLong_Type, PyTuple_Type, PyUnicode_Type } from '../types'
import {
  exact_long_compare,
  type LessThan,
  objectCompare,
  safe_object_compare,
  tupleCompare,
  unsafe_float_compare,
  unsafe_latin_compare,
} from './sort-compare'

const isTuple = (k: Ptr): boolean => i32[(k + OB_TYPE) >> 2] === PyTuple_Type && Py_SIZE(k) > 0

/** Bytes of a str whose value a number holds exactly. */
const PREFIX_BYTES = 6

/** Exact up to 53 bits, rounded once beyond, so that the order is kept; infinite for very large ints. */
function longPrefix(o: Ptr): number {
  const size = i32[(o + OB_SIZE) >> 2]
  const w = (o + LONG_DIGIT) >> 2
  if ((size + 1) >>> 0 < 3) return size * i32[w]
  const n = size < 0 ? -size : size
  const top = i32[w + n - 1] * LONG_BASE + i32[w + n - 2]
  const v = n === 2 ? top : top * 2 ** ((n - 2) * LONG_SHIFT)
  return size < 0 ? -v : v
}

/** The first bytes of a Latin-1 str, the first one the most significant. */
function latinPrefix(o: Ptr): number {
  const n = PyUnicode_GET_LENGTH(o)
  const p = PyUnicode_DATA(o)
  if (n >= PREFIX_BYTES) {
    return (
      ((u8[p] << 16) | (u8[p + 1] << 8) | u8[p + 2]) * 0x1000000 + ((u8[p + 3] << 16) | (u8[p + 4] << 8) | u8[p + 5])
    )
  }
  let v = 0
  for (let i = 0; i < PREFIX_BYTES; i++) v = v * 256 + (i < n ? u8[p + i] : 0)
  return v
}

/**
 * The numbers of the n keys (or, in tuples, of their first items) of one type; all 0 for other types than exact ints,
 * floats and Latin-1 strs.
 */
function fillNumbers(keys: Ptr, n: number, numbers: Float64Array, type: Ptr, latin: boolean, inTuples: boolean): void {
  const w = keys >> 2
  if (type === PyLong_Type) {
    for (let i = 0; i < n; i++) {
      const o = i32[w + 2 * i]
      numbers[i] = longPrefix(inTuples ? i32[(o + TUPLE_ITEM) >> 2] : o)
    }
  } else if (type === PyUnicode_Type && latin) {
    for (let i = 0; i < n; i++) {
      const o = i32[w + 2 * i]
      numbers[i] = latinPrefix(inTuples ? i32[(o + TUPLE_ITEM) >> 2] : o)
    }
  } else if (type === PyFloat_Type) {
    for (let i = 0; i < n; i++) {
      const o = i32[w + 2 * i]
      const v = f64[((inTuples ? i32[(o + TUPLE_ITEM) >> 2] : o) + FLOAT_VALUE) >> 3]
      // a NaN in two tuples may be one object, which counts as equal
      if (inTuples && Number.isNaN(v)) {
        numbers.fill(0, 0, n)
        return
      }
      numbers[i] = v
    }
  } else numbers.fill(0, 0, n)
}

/**
 * Chooses the comparison for n keys and writes their numbers. Keys whose numbers differ compare like these; for equal ones the
 * comparison that is returned decides, or, when it is null, they are equal.
 */
export function preSortCheck(keys: Ptr, n: number, numbers: Float64Array): LessThan | null {
  const w = keys >> 2
  const first = i32[w]
  let inTuples = isTuple(first)
  const type = Py_TYPE(inTuples ? i32[(first + TUPLE_ITEM) >> 2] : first)
  let same = true
  let latin = true
  let bounded = true
  for (let i = 0; i < n; i++) {
    const k = i32[w + 2 * i]
    if (inTuples && !isTuple(k)) {
      inTuples = false
      same = false
      break
    }
    const key = inTuples ? i32[(k + TUPLE_ITEM) >> 2] : k
    if (i32[(key + OB_TYPE) >> 2] !== type) {
      same = false
      if (!inTuples) break
    }
    if (!same) continue
    if (type === PyLong_Type) {
      if (bounded && (Py_SIZE(key) + 1) >>> 0 > 2) bounded = false
    } else if (type === PyUnicode_Type && latin && PyUnicode_KIND(key) !== 1) latin = false
  }
  fillNumbers(keys, n, numbers, same ? type : 0, latin, inTuples)
  if (inTuples) return tupleCompare(same && type !== PyTuple_Type ? compareForType(type, latin) : safe_object_compare)
  if (!same) return safe_object_compare
  if (type === PyFloat_Type || (type === PyLong_Type && bounded)) return null
  return compareForType(type, latin)
}

function compareForType(type: Ptr, latin: boolean): LessThan {
  if (type === PyUnicode_Type && latin) return unsafe_latin_compare
  if (type === PyLong_Type) return exact_long_compare
  if (type === PyFloat_Type) return unsafe_float_compare
  const slot = i32[(type + TP_RICHCOMPARE) >> 2]
  return slot !== 0 ? objectCompare(slot) : safe_object_compare
}
