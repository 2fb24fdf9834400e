/**
 * The operators as generated code calls them: exact one-digit ints and exact floats first, small enough to be inlined; the
 * rest goes to the number protocol. Operands are borrowed, results new references; 0 with an error set.
 */
import { f64, i32, type Ptr } from '../../memory/heap'
import {
  PyNumber_Add,
  PyNumber_And,
  PyNumber_FloorDivide,
  PyNumber_Lshift,
  PyNumber_Multiply,
  PyNumber_Or,
  PyNumber_Remainder,
  PyNumber_Rshift,
  PyNumber_Subtract,
  PyNumber_TrueDivide,
  PyNumber_Xor,
} from '../abstract/number-protocol'
import { PyObject_RichCompare } from '../abstract/object-protocol'
import { FLOAT_VALUE, LONG_DIGIT, LONG_MASK, OB_SIZE, OB_TYPE } from '../layout'
import { Py_False, Py_True, PyFloat_Type, PyLong_Type } from '../types'
import { PyFloat_FromDouble } from './float-core'
import { longAdd, longFloorDiv, longMod, longMul, longSub, mulMedium } from './int-arith'
import { longAnd, longLShift, longOr, longRShift, longXor } from './int-bits'
import { PyLong_FromInt32 } from './int-core'

/** True when both are exact ints of at most one digit. */
const bothMedium = (a: Ptr, b: Ptr): boolean =>
  i32[(a + OB_TYPE) >> 2] === PyLong_Type &&
  i32[(b + OB_TYPE) >> 2] === PyLong_Type &&
  (i32[(a + OB_SIZE) >> 2] + 1) >>> 0 < 3 &&
  (i32[(b + OB_SIZE) >> 2] + 1) >>> 0 < 3
const value = (o: Ptr): number => Math.imul(i32[(o + OB_SIZE) >> 2], i32[(o + LONG_DIGIT) >> 2])
const isFloat = (o: Ptr): boolean => i32[(o + OB_TYPE) >> 2] === PyFloat_Type
const isInt = (o: Ptr): boolean => i32[(o + OB_TYPE) >> 2] === PyLong_Type

/** Double value of an exact float or one-digit int; used only after isQuickNumber. */
const toDouble = (o: Ptr): number => (isFloat(o) ? f64[(o + FLOAT_VALUE) >> 3] : value(o))
const isQuickNumber = (o: Ptr): boolean => isFloat(o) || (isInt(o) && (i32[(o + OB_SIZE) >> 2] + 1) >>> 0 < 3)
/** A float operation: one float, and the other a float or a one-digit int. */
const isFloatPair = (a: Ptr, b: Ptr): boolean => (isFloat(a) && isQuickNumber(b)) || (isFloat(b) && isQuickNumber(a))

export function binaryAdd(a: Ptr, b: Ptr): Ptr {
  if (isFloatPair(a, b)) return PyFloat_FromDouble(toDouble(a) + toDouble(b))
  if (bothMedium(a, b)) return PyLong_FromInt32((value(a) + value(b)) | 0)
  if (isInt(a) && isInt(b)) return longAdd(a, b)
  return PyNumber_Add(a, b)
}

export function binarySubtract(a: Ptr, b: Ptr): Ptr {
  if (isFloatPair(a, b)) return PyFloat_FromDouble(toDouble(a) - toDouble(b))
  if (bothMedium(a, b)) return PyLong_FromInt32((value(a) - value(b)) | 0)
  if (isInt(a) && isInt(b)) return longSub(a, b)
  return PyNumber_Subtract(a, b)
}

export function binaryMultiply(a: Ptr, b: Ptr): Ptr {
  if (isFloatPair(a, b)) return PyFloat_FromDouble(toDouble(a) * toDouble(b))
  if (bothMedium(a, b)) return longMulMedium(value(a), value(b))
  if (isInt(a) && isInt(b)) return longMul(a, b)
  return PyNumber_Multiply(a, b)
}

/** Product of two one-digit values. */
export function longMulMedium(x: number, y: number): Ptr {
  const p = x * y
  return p >= -LONG_MASK && p <= LONG_MASK ? PyLong_FromInt32(p | 0) : mulMedium(x, y)
}

/** Remainder of one-digit values, m > 0. */
export function longModMedium(x: number, m: number): Ptr {
  const r = (x % m) | 0
  return PyLong_FromInt32(r < 0 ? (r + m) | 0 : r)
}

/** Floor quotient of one-digit values, m > 0. */
export function longFloorDivMedium(x: number, m: number): Ptr {
  const q = (x / m) | 0
  return PyLong_FromInt32(Math.imul(q, m) > x ? (q - 1) | 0 : q)
}

export function binaryFloorDivide(a: Ptr, b: Ptr): Ptr {
  if (bothMedium(a, b)) {
    const y = value(b)
    if (y > 0) return longFloorDivMedium(value(a), y)
  }
  return isInt(a) && isInt(b) ? longFloorDiv(a, b) : PyNumber_FloorDivide(a, b)
}

export function binaryRemainder(a: Ptr, b: Ptr): Ptr {
  if (bothMedium(a, b)) {
    const y = value(b)
    if (y > 0) return longModMedium(value(a), y)
  }
  return isInt(a) && isInt(b) ? longMod(a, b) : PyNumber_Remainder(a, b)
}

export function binaryTrueDivide(a: Ptr, b: Ptr): Ptr {
  if (isFloatPair(a, b)) {
    const y = toDouble(b)
    if (y !== 0) return PyFloat_FromDouble(toDouble(a) / y)
  } else if (bothMedium(a, b)) {
    const y = value(b)
    const x = value(a)
    if (y !== 0 && x !== 0) return PyFloat_FromDouble(x / y)
  }
  return PyNumber_TrueDivide(a, b)
}

export function binaryAnd(a: Ptr, b: Ptr): Ptr {
  if (bothMedium(a, b)) return PyLong_FromInt32(value(a) & value(b))
  return isInt(a) && isInt(b) ? longAnd(a, b) : PyNumber_And(a, b)
}

export function binaryOr(a: Ptr, b: Ptr): Ptr {
  if (bothMedium(a, b)) return PyLong_FromInt32(value(a) | value(b))
  return isInt(a) && isInt(b) ? longOr(a, b) : PyNumber_Or(a, b)
}

export function binaryXor(a: Ptr, b: Ptr): Ptr {
  if (bothMedium(a, b)) return PyLong_FromInt32(value(a) ^ value(b))
  return isInt(a) && isInt(b) ? longXor(a, b) : PyNumber_Xor(a, b)
}

export const binaryLeftShift = (a: Ptr, b: Ptr): Ptr =>
  isInt(a) && isInt(b) ? longLShift(a, b) : PyNumber_Lshift(a, b)
export const binaryRightShift = (a: Ptr, b: Ptr): Ptr =>
  isInt(a) && isInt(b) ? longRShift(a, b) : PyNumber_Rshift(a, b)

/**
 * Truth of a comparison of two exact one-digit ints or two exact floats: 1 or 0; -1 when they are something else and the
 * caller must compare in general. Neither allocates nor fails.
 */
export function quickCompare(a: Ptr, b: Ptr, op: number): number {
  let x: number
  let y: number
  if (bothMedium(a, b)) {
    x = value(a)
    y = value(b)
  } else if (isFloat(a) && isFloat(b)) {
    x = f64[(a + FLOAT_VALUE) >> 3]
    y = f64[(b + FLOAT_VALUE) >> 3]
  } else return -1
  switch (op) {
    case 0:
      return x < y ? 1 : 0
    case 1:
      return x <= y ? 1 : 0
    case 2:
      return x === y ? 1 : 0
    case 3:
      return x !== y ? 1 : 0
    case 4:
      return x > y ? 1 : 0
    default:
      return x >= y ? 1 : 0
  }
}

/** COMPARE_OP: an owned object. */
export function compareOp(a: Ptr, b: Ptr, op: number): Ptr {
  const quick = quickCompare(a, b, op)
  if (quick < 0) return PyObject_RichCompare(a, b, op)
  const r = quick ? Py_True : Py_False
  i32[r >> 2]++
  return r
}

export const compareLt = (a: Ptr, b: Ptr): Ptr => compareOp(a, b, 0)
export const compareLe = (a: Ptr, b: Ptr): Ptr => compareOp(a, b, 1)
export const compareEq = (a: Ptr, b: Ptr): Ptr => compareOp(a, b, 2)
export const compareNe = (a: Ptr, b: Ptr): Ptr => compareOp(a, b, 3)
export const compareGt = (a: Ptr, b: Ptr): Ptr => compareOp(a, b, 4)
export const compareGe = (a: Ptr, b: Ptr): Ptr => compareOp(a, b, 5)
