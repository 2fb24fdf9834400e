/** The arithmetic slots of float on objects: operands are floats or ints, otherwise NotImplemented (CONVERT_TO_DOUBLE). */
import { f64, i32, type Ptr } from '../../memory/heap'
import { PyTuple_Pack } from '../container/tuple-core'
import { raise, raiseObject } from '../errors'
import { Py_DECREF, Py_NewRef } from '../header'
import { FLOAT_VALUE, OB_TYPE, Py_EQ, Py_GE, Py_GT, Py_LE, Py_LT } from '../layout'
import { newStr } from '../text/str-core'
import {
  Py_False,
  Py_None,
  Py_NotImplemented,
  Py_True,
  PyExc_OverflowError,
  PyExc_TypeError,
  PyExc_ZeroDivisionError,
  PyFloat_Type,
} from '../types'
import { PyComplex_FromDoubles } from './complex-core'
import { COMPLEX_POW_OVERFLOW, complexPow, complexPowError } from './complex-pow'
import {
  asOperand,
  compareFloatLong,
  floatFloorDiv,
  floatMod,
  floatPow,
  OPERAND_ERROR,
  operand,
  POW_COMPLEX,
  POW_OVERFLOW,
  POW_ZERO_DIVISION,
  powError,
} from './float-arith'
import { PyFloat_AS_DOUBLE, PyFloat_Check, PyFloat_FromDouble } from './float-core'
import { PyLong_Check, PyLong_FromLong } from './int-core'

type Compute = (x: number, y: number) => Ptr

/** A slot that computes with the operands' doubles. */
const slot =
  (compute: Compute) =>
  (a: Ptr, b: Ptr): Ptr => {
    if (i32[(a + OB_TYPE) >> 2] === PyFloat_Type && i32[(b + OB_TYPE) >> 2] === PyFloat_Type) {
      return compute(f64[(a + FLOAT_VALUE) >> 3], f64[(b + FLOAT_VALUE) >> 3])
    }
    const ka = asOperand(a)
    if (ka !== 0) return ka === OPERAND_ERROR ? 0 : Py_NewRef(Py_NotImplemented)
    const x = operand
    const kb = asOperand(b)
    if (kb !== 0) return kb === OPERAND_ERROR ? 0 : Py_NewRef(Py_NotImplemented)
    return compute(x, operand)
  }

export const floatAdd = slot((x, y) => PyFloat_FromDouble(x + y))
export const floatSub = slot((x, y) => PyFloat_FromDouble(x - y))
export const floatMul = slot((x, y) => PyFloat_FromDouble(x * y))
export const floatTrueDivide = slot((x, y) =>
  y === 0 ? raise(PyExc_ZeroDivisionError, 'float division by zero') : PyFloat_FromDouble(x / y),
)
export const floatFloorDivide = slot((x, y) =>
  y === 0 ? raise(PyExc_ZeroDivisionError, 'float floor division by zero') : PyFloat_FromDouble(floatFloorDiv(x, y)),
)
export const floatRemainder = slot((x, y) =>
  y === 0 ? raise(PyExc_ZeroDivisionError, 'float modulo') : PyFloat_FromDouble(floatMod(x, y)),
)
export const floatDivmod = slot((x, y) => {
  if (y === 0) return raise(PyExc_ZeroDivisionError, 'float divmod()')
  const q = PyFloat_FromDouble(floatFloorDiv(x, y))
  const r = PyFloat_FromDouble(floatMod(x, y))
  const t = PyTuple_Pack(q, r)
  Py_DECREF(q)
  Py_DECREF(r)
  return t
})

const ERANGE = 34
/** OverflowError(34, 'Numerical result out of range'), as C's errno gives it. */
export function rangeError(): 0 {
  const code = PyLong_FromLong(ERANGE)
  const text = newStr('Numerical result out of range')
  const value = PyTuple_Pack(code, text)
  Py_DECREF(code)
  Py_DECREF(text)
  raiseObject(PyExc_OverflowError, value)
  Py_DECREF(value)
  return 0
}

const powSlot = slot((x, y) => {
  const r = floatPow(x, y)
  if (powError === POW_ZERO_DIVISION) {
    return raise(PyExc_ZeroDivisionError, '0.0 cannot be raised to a negative power')
  }
  if (powError === POW_COMPLEX) {
    const [re, im] = complexPow([x, 0], [y, 0])
    if (complexPowError === COMPLEX_POW_OVERFLOW) return raise(PyExc_OverflowError, 'complex exponentiation')
    return PyComplex_FromDoubles(re, im)
  }
  if (powError === POW_OVERFLOW) return rangeError()
  return PyFloat_FromDouble(r)
})

/** float ** float; also int ** negative int. */
export function floatObjectPow(a: Ptr, b: Ptr, c: Ptr): Ptr {
  if (c !== Py_None) {
    return raise(PyExc_TypeError, 'pow() 3rd argument not allowed unless all arguments are integers')
  }
  return powSlot(a, b)
}

export function floatRichCompare(a: Ptr, b: Ptr, op: number): Ptr {
  const x = PyFloat_AS_DOUBLE(a)
  let order: number
  if (PyFloat_Check(b)) {
    const y = PyFloat_AS_DOUBLE(b)
    order = x < y ? -1 : x > y ? 1 : x === y ? 0 : Number.NaN
  } else if (PyLong_Check(b)) order = Number.isNaN(x) ? Number.NaN : compareFloatLong(x, b)
  else return Py_NewRef(Py_NotImplemented)
  const truth =
    op === Py_LT
      ? order < 0
      : op === Py_LE
        ? order <= 0
        : op === Py_EQ
          ? order === 0
          : op === Py_GT
            ? order > 0
            : op === Py_GE
              ? order >= 0
              : order !== 0
  return Py_NewRef(truth ? Py_True : Py_False)
}
