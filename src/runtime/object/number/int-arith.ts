/**
 * int arithmetic on int objects (exact or subclass instances; results are exact). Every function starts with the C code's
 * one-digit path; names in comments are those of Objects/longobject.c. Returns new references, 0 with an error set.
 */
import { i32, type Ptr } from '../../memory/heap'
import { raise } from '../errors'
import { Py_DECREF, Py_REFCNT, Py_SET_SIZE } from '../header'
import { LONG_BASE, LONG_MASK, LONG_SHIFT, OB_SIZE } from '../layout'
import { PyExc_ZeroDivisionError } from '../types'
import {
  isMedium,
  longCopy,
  longDigits,
  longLong,
  longNew,
  longSize,
  longWord,
  maybeSmallLong,
  mediumValue,
  PyLong_FromLong,
} from './int-core'
import {
  addMagnitudes,
  divideDigits,
  divideMagnitudes,
  mulMagnitudes,
  quickLess,
  remainder,
  subMagnitudes,
} from './int-magnitude'

const EXACT = 9007199254740992

/** Sum of positive ints of at most two digits, one of them of two: as x_add, a block for three digits. */
function addTwoDigits(a: Ptr, b: Ptr, sizeA: number, sizeB: number): Ptr {
  const z = longNew(3)
  if (z === 0) return 0
  const wa = longWord(a)
  const wb = longWord(b)
  const wz = longWord(z)
  const low = i32[wa] + i32[wb]
  const high = (sizeA === 2 ? i32[wa + 1] : 0) + (sizeB === 2 ? i32[wb + 1] : 0) + (low >>> LONG_SHIFT)
  i32[wz] = low & LONG_MASK
  i32[wz + 1] = high & LONG_MASK
  i32[wz + 2] = high >>> LONG_SHIFT
  if (high <= LONG_MASK) i32[(z + OB_SIZE) >> 2] = 2
  return z
}

export function longAdd(a: Ptr, b: Ptr): Ptr {
  const sizeA = longSize(a)
  const sizeB = longSize(b)
  if ((sizeA === 2 && (sizeB === 1 || sizeB === 2)) || (sizeB === 2 && sizeA === 1))
    return addTwoDigits(a, b, sizeA, sizeB)
  if (isMedium(a) && isMedium(b)) return PyLong_FromLong(mediumValue(a) + mediumValue(b))
  if (longSize(a) < 0) {
    if (longSize(b) >= 0) return subMagnitudes(b, a)
    const z = addMagnitudes(a, b)
    if (z !== 0) Py_SET_SIZE(z, -longSize(z))
    return z
  }
  return longSize(b) < 0 ? subMagnitudes(a, b) : addMagnitudes(a, b)
}

export function longSub(a: Ptr, b: Ptr): Ptr {
  if (isMedium(a) && isMedium(b)) return PyLong_FromLong(mediumValue(a) - mediumValue(b))
  if (longSize(a) < 0) {
    if (longSize(b) < 0) return subMagnitudes(b, a)
    const z = addMagnitudes(a, b)
    if (z !== 0) Py_SET_SIZE(z, -longSize(z))
    return z
  }
  return longSize(b) < 0 ? addMagnitudes(a, b) : subMagnitudes(a, b)
}

/** Product of two one-digit values whose double product may be inexact: 15-bit halves. */
export function mulMedium(x: number, y: number): Ptr {
  const p = x * y
  if (p < EXACT && p > -EXACT) return PyLong_FromLong(p)
  const ax = Math.abs(x)
  const ay = Math.abs(y)
  const t = ay * (ax >>> 15)
  const upper = Math.floor(t / 32768)
  const sum = ay * (ax & 32767) + (t - upper * 32768) * 32768
  const c = Math.floor(sum / LONG_BASE)
  const z = longNew(2)
  if (z === 0) return 0
  i32[longWord(z)] = sum - c * LONG_BASE
  i32[longWord(z) + 1] = upper + c
  if (x < 0 !== y < 0) Py_SET_SIZE(z, -2)
  return z
}

export function longMul(a: Ptr, b: Ptr): Ptr {
  if (isMedium(a) && isMedium(b)) return mulMedium(mediumValue(a), mediumValue(b))
  const z = mulMagnitudes(a, b)
  return z !== 0 && longSize(a) < 0 !== longSize(b) < 0 ? negateOwned(z) : z
}

/** Negates an int we own alone in place, otherwise exchanges it (_PyLong_Negate). */
export function negateOwned(z: Ptr): Ptr {
  if (Py_REFCNT(z) === 1) {
    Py_SET_SIZE(z, -longSize(z))
    return z
  }
  const n = PyLong_FromLong(-mediumValue(z))
  Py_DECREF(z)
  return n
}

/** Truncated division with remainder of a's sign (long_divrem): the owned quotient; divRemainder is owned too. */
let divRemainder: Ptr = 0
function divTrunc(a: Ptr, b: Ptr): Ptr {
  if (longSize(b) === 0) return raise(PyExc_ZeroDivisionError, 'integer division or modulo by zero')
  if (quickLess(a, b)) {
    divRemainder = longLong(a)
    return PyLong_FromLong(0)
  }
  let q = divideMagnitudes(a, b)
  if (q === 0) return 0
  let r = remainder
  if (longSize(a) < 0 !== longSize(b) < 0) q = negateOwned(q)
  if (longSize(a) < 0 && longSize(r) !== 0) r = negateOwned(r)
  divRemainder = r
  return maybeSmallLong(q)
}

/** Owned remainder left by longDivMod. */
export let longModulus: Ptr = 0

/** Floor division (l_divmod): the quotient; longModulus is the owned remainder, 0 on failure. */
export function longDivMod(a: Ptr, b: Ptr): Ptr {
  if (longDigits(a) === 1 && longDigits(b) === 1) {
    const y = mediumValue(b)
    const x = mediumValue(a)
    const q = Math.floor(x / y)
    longModulus = PyLong_FromLong(x - q * y)
    return PyLong_FromLong(q)
  }
  let q = divTrunc(a, b)
  if (q === 0) return 0
  let r = divRemainder
  if ((longSize(r) < 0 && longSize(b) > 0) || (longSize(r) > 0 && longSize(b) < 0)) {
    const r2 = longAdd(r, b)
    Py_DECREF(r)
    r = r2
    const one = PyLong_FromLong(1)
    const q2 = longSub(q, one)
    Py_DECREF(one)
    Py_DECREF(q)
    q = q2
  }
  longModulus = r
  return q
}

export function longFloorDiv(a: Ptr, b: Ptr): Ptr {
  // double division of values below 2^30 rounds correctly to the neighbour of the floor: the quotient needs at most 30 bits
  if (longDigits(a) === 1 && longDigits(b) === 1) return PyLong_FromLong(Math.floor(mediumValue(a) / mediumValue(b)))
  const q = longDivMod(a, b)
  if (q !== 0) Py_DECREF(longModulus)
  return q
}

export function longMod(a: Ptr, b: Ptr): Ptr {
  if (longDigits(a) === 1 && longDigits(b) === 1) {
    const y = mediumValue(b)
    const r = mediumValue(a) % y
    return PyLong_FromLong(r !== 0 && r < 0 !== y < 0 ? r + y : r)
  }
  if (longSize(b) === 0) return raise(PyExc_ZeroDivisionError, 'integer modulo by zero')
  let r: Ptr
  if (quickLess(a, b)) r = longLong(a)
  else if (longDigits(b) === 1) {
    const m = divideDigits(longWord(a), longDigits(a), i32[longWord(b)], -1)
    r = PyLong_FromLong(longSize(a) < 0 ? -m : m)
  } else {
    const q = divTrunc(a, b)
    if (q === 0) return 0
    Py_DECREF(q)
    r = divRemainder
  }
  if (r === 0) return 0
  if ((longSize(r) < 0 && longSize(b) > 0) || (longSize(r) > 0 && longSize(b) < 0)) {
    const t = longAdd(r, b)
    Py_DECREF(r)
    return t
  }
  return r
}

/** Fresh negated int (long_neg). */
export function longNeg(o: Ptr): Ptr {
  if (isMedium(o)) return PyLong_FromLong(-mediumValue(o))
  const z = longCopy(o)
  if (z !== 0) Py_SET_SIZE(z, -longSize(z))
  return z
}

export const longAbs = (o: Ptr): Ptr => (longSize(o) < 0 ? longNeg(o) : longLong(o))

export function longInvert(o: Ptr): Ptr {
  if (isMedium(o)) return PyLong_FromLong(~mediumValue(o))
  const one = PyLong_FromLong(1)
  const z = longAdd(o, one)
  Py_DECREF(one)
  return z === 0 ? 0 : maybeSmallLong(negateOwned(z))
}
