/** Operators, comparisons, truth, subscripts and containment of generated code, exact built-in types first. */
import { f64, i32, type Ptr } from '../memory/heap'
import * as num from '../object/abstract/number-protocol'
import { PyObject_IsTrue, PyObject_RichCompare } from '../object/abstract/object-protocol'
import {
  PyObject_DelItem,
  PyObject_GetItem,
  PyObject_SetItem,
  PySequence_Contains,
} from '../object/abstract/sequence-protocol'
import { PyDict_DelItem, PyDict_GetItemWithError, PyDict_SetItem, setKeyError } from '../object/container/dict-core'
import { PyErr_Occurred } from '../object/errors-core'
import { Py_DECREF, Py_NewRef } from '../object/header'
import * as L from '../object/layout'
import {
  binaryAdd,
  binaryAnd,
  binaryFloorDivide,
  binaryLeftShift,
  binaryMultiply,
  binaryOr,
  binaryRemainder,
  binaryRightShift,
  binarySubtract,
  binaryTrueDivide,
  binaryXor,
  quickCompare,
} from '../object/number/int-fast'
import { PyUnicode_Concat } from '../object/text/str-build'
import { _PyUnicode_EQ } from '../object/text/str-compare'
import {
  Py_False,
  Py_None,
  Py_True,
  PyDict_Type,
  PyFloat_Type,
  PyList_Type,
  PyLong_Type,
  PyTuple_Type,
  PyUnicode_Type,
} from '../object/types'

const typeOf = (o: Ptr): Ptr => i32[(o + L.OB_TYPE) >> 2]

export const b_add = (a: Ptr, b: Ptr): Ptr =>
  typeOf(a) === PyUnicode_Type && typeOf(b) === PyUnicode_Type ? PyUnicode_Concat(a, b) : binaryAdd(a, b)
export const b_sub = binarySubtract
export const b_mul = binaryMultiply
export const b_floordiv = binaryFloorDivide
export const b_mod = binaryRemainder
export const b_truediv = binaryTrueDivide
export const b_and = binaryAnd
export const b_or = binaryOr
export const b_xor = binaryXor
export const b_lshift = binaryLeftShift
export const b_rshift = binaryRightShift
export const b_matmul = num.PyNumber_MatrixMultiply
export const b_pow = (a: Ptr, b: Ptr): Ptr => num.PyNumber_Power(a, b, Py_None)

/** In-place forms: numbers take the fast path of the plain operator, which they share. */
const isNumber = (o: Ptr): boolean => {
  const t = typeOf(o)
  return t === PyLong_Type || t === PyFloat_Type
}
export const i_add = (a: Ptr, b: Ptr): Ptr =>
  isNumber(a)
    ? binaryAdd(a, b)
    : typeOf(a) === PyUnicode_Type && typeOf(b) === PyUnicode_Type
      ? PyUnicode_Concat(a, b)
      : num.PyNumber_InPlaceAdd(a, b)
export const i_sub = (a: Ptr, b: Ptr): Ptr => (isNumber(a) ? binarySubtract(a, b) : num.PyNumber_InPlaceSubtract(a, b))
export const i_mul = (a: Ptr, b: Ptr): Ptr => (isNumber(a) ? binaryMultiply(a, b) : num.PyNumber_InPlaceMultiply(a, b))
const inplace =
  (plain: (a: Ptr, b: Ptr) => Ptr, general: (a: Ptr, b: Ptr) => Ptr) =>
  (a: Ptr, b: Ptr): Ptr =>
    typeOf(a) === PyLong_Type && typeOf(b) === PyLong_Type ? plain(a, b) : general(a, b)
export const i_floordiv = inplace(binaryFloorDivide, num.PyNumber_InPlaceFloorDivide)
export const i_mod = inplace(binaryRemainder, num.PyNumber_InPlaceRemainder)
export const i_truediv = inplace(binaryTrueDivide, num.PyNumber_InPlaceTrueDivide)
export const i_and = inplace(binaryAnd, num.PyNumber_InPlaceAnd)
export const i_or = inplace(binaryOr, num.PyNumber_InPlaceOr)
export const i_xor = inplace(binaryXor, num.PyNumber_InPlaceXor)
export const i_lshift = num.PyNumber_InPlaceLshift
export const i_rshift = num.PyNumber_InPlaceRshift
export const i_matmul = num.PyNumber_InPlaceMatrixMultiply
export const i_pow = (a: Ptr, b: Ptr): Ptr => num.PyNumber_InPlacePower(a, b, Py_None)

export const u_pos = num.PyNumber_Positive
export const u_neg = num.PyNumber_Negative
export const u_invert = num.PyNumber_Invert
export function u_not(o: Ptr): Ptr {
  const t = truth(o)
  return t < 0 ? 0 : Py_NewRef(t === 1 ? Py_False : Py_True)
}

/** 1, 0, or -1 with an error set. */
export function truth(o: Ptr): number {
  if (o === Py_True) return 1
  if (o === Py_False || o === Py_None) return 0
  const t = typeOf(o)
  // the length or size word of these tells
  if (t === PyLong_Type || t === PyUnicode_Type || t === PyList_Type || t === PyTuple_Type || t === PyDict_Type) {
    return i32[(o + L.OB_SIZE) >> 2] !== 0 ? 1 : 0
  }
  if (t === PyFloat_Type) return f64[(o + L.FLOAT_VALUE) >> 3] !== 0 ? 1 : 0
  return PyObject_IsTrue(o)
}

/** Truth of a comparison without making a bool where it can be avoided: 1, 0, -1 with an error set. */
function compareTruth(a: Ptr, b: Ptr, op: number): number {
  const r = PyObject_RichCompare(a, b, op)
  if (r === 0) return -1
  if (r === Py_True || r === Py_False) {
    i32[r >> 2]--
    return r === Py_True ? 1 : 0
  }
  const t = PyObject_IsTrue(r)
  Py_DECREF(r)
  return t
}

export function cmpLt(a: Ptr, b: Ptr): number {
  const q = quickCompare(a, b, L.Py_LT)
  return q >= 0 ? q : compareTruth(a, b, L.Py_LT)
}
export function cmpLe(a: Ptr, b: Ptr): number {
  const q = quickCompare(a, b, L.Py_LE)
  return q >= 0 ? q : compareTruth(a, b, L.Py_LE)
}
export function cmpGt(a: Ptr, b: Ptr): number {
  const q = quickCompare(a, b, L.Py_GT)
  return q >= 0 ? q : compareTruth(a, b, L.Py_GT)
}
export function cmpGe(a: Ptr, b: Ptr): number {
  const q = quickCompare(a, b, L.Py_GE)
  return q >= 0 ? q : compareTruth(a, b, L.Py_GE)
}
export function cmpEq(a: Ptr, b: Ptr): number {
  const q = quickCompare(a, b, L.Py_EQ)
  if (q >= 0) return q
  if (typeOf(a) === PyUnicode_Type && typeOf(b) === PyUnicode_Type) return a === b || _PyUnicode_EQ(a, b) ? 1 : 0
  return compareTruth(a, b, L.Py_EQ)
}
export function cmpNe(a: Ptr, b: Ptr): number {
  const q = quickCompare(a, b, L.Py_NE)
  if (q >= 0) return q
  if (typeOf(a) === PyUnicode_Type && typeOf(b) === PyUnicode_Type) return a === b || _PyUnicode_EQ(a, b) ? 0 : 1
  return compareTruth(a, b, L.Py_NE)
}

function rich(a: Ptr, b: Ptr, op: number): Ptr {
  const q = quickCompare(a, b, op)
  if (q >= 0) return Py_NewRef(q === 1 ? Py_True : Py_False)
  return PyObject_RichCompare(a, b, op)
}
export const richLt = (a: Ptr, b: Ptr): Ptr => rich(a, b, L.Py_LT)
export const richLe = (a: Ptr, b: Ptr): Ptr => rich(a, b, L.Py_LE)
export const richEq = (a: Ptr, b: Ptr): Ptr => rich(a, b, L.Py_EQ)
export const richNe = (a: Ptr, b: Ptr): Ptr => rich(a, b, L.Py_NE)
export const richGt = (a: Ptr, b: Ptr): Ptr => rich(a, b, L.Py_GT)
export const richGe = (a: Ptr, b: Ptr): Ptr => rich(a, b, L.Py_GE)

/** CONTAINS_OP: 1, 0, -1. */
export const contains = (container: Ptr, v: Ptr): number => PySequence_Contains(container, v)

/** Index of an exact non-negative one-digit int, -1 for anything else. */
const smallIndex = (k: Ptr): number =>
  typeOf(k) === PyLong_Type && i32[(k + L.OB_SIZE) >> 2] >>> 0 <= 1 ? i32[(k + L.LONG_DIGIT) >> 2] : -1

/** BINARY_SUBSCR: list and tuple by a small index, dict by key, then everything else. */
export function subscr(o: Ptr, k: Ptr): Ptr {
  const t = typeOf(o)
  if (t === PyList_Type) {
    const i = smallIndex(k)
    if (i >= 0 && i < i32[(o + L.OB_SIZE) >> 2]) {
      const v = i32[(i32[(o + L.LIST_ITEM) >> 2] + 8 * i) >> 2]
      i32[v >> 2]++
      return v
    }
  } else if (t === PyTuple_Type) {
    const i = smallIndex(k)
    if (i >= 0 && i < i32[(o + L.OB_SIZE) >> 2]) {
      const v = i32[(o + L.TUPLE_ITEM + 8 * i) >> 2]
      i32[v >> 2]++
      return v
    }
  } else if (t === PyDict_Type) {
    const v = PyDict_GetItemWithError(o, k)
    if (v !== 0) {
      i32[v >> 2]++
      return v
    }
    if (!PyErr_Occurred()) setKeyError(k)
    return 0
  }
  return PyObject_GetItem(o, k)
}

/** STORE_SUBSCR; borrowed value; 0 or -1. */
export function storeSubscr(o: Ptr, k: Ptr, v: Ptr): number {
  const t = typeOf(o)
  if (t === PyList_Type) {
    const i = smallIndex(k)
    if (i >= 0 && i < i32[(o + L.OB_SIZE) >> 2]) {
      const word = (i32[(o + L.LIST_ITEM) >> 2] + 8 * i) >> 2
      const old = i32[word]
      i32[v >> 2]++
      i32[word] = v
      Py_DECREF(old)
      return 0
    }
  } else if (t === PyDict_Type) return PyDict_SetItem(o, k, v)
  return PyObject_SetItem(o, k, v)
}

export const deleteSubscr = (o: Ptr, k: Ptr): number =>
  typeOf(o) === PyDict_Type ? PyDict_DelItem(o, k) : PyObject_DelItem(o, k)
