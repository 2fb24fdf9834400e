/**
 * The number protocol (CPython Objects/abstract.c): binary operators try the left type's slot, or first the right one's
 * when that type is a subclass; sequences join in for + and *. Arguments borrowed, results new references.
 */
import { i32, type Ptr } from '../../memory/heap'
import { raise, raiseInt, typeError, typeNameOf } from '../errors'
import { PyErr_Occurred } from '../errors-core'
import { type binaryfunc, FN, type ssizeargfunc, type ternaryfunc, type unaryfunc } from '../fn-table'
import { Py_DECREF, Py_NewRef, Py_TYPE } from '../header'
import * as L from '../layout'
import {
  longOverflow,
  longSign,
  PyLong_AsLongAndOverflow,
  PyLong_Check,
  PyLong_CheckExact,
  setLongIndexHook,
} from '../number/int-core'
import { PyType_IsSubtype } from '../type/subtype'
import {
  Py_None,
  Py_NotImplemented,
  PyCFunction_Type,
  PyComplex_Type,
  PyExc_OverflowError,
  PyExc_TypeError,
} from '../types'

/** Function-table index of a number slot of the type, 0 when absent. */
export function numberSlot(type: Ptr, slot: number): number {
  const nb = i32[(type + L.TP_AS_NUMBER) >> 2]
  return nb === 0 ? 0 : i32[(nb + slot) >> 2]
}

function sequenceSlot(type: Ptr, slot: number): number {
  const sq = i32[(type + L.TP_AS_SEQUENCE) >> 2]
  return sq === 0 ? 0 : i32[(sq + slot) >> 2]
}

/** Tries both operands' slots; may return an owned Py_NotImplemented (binary_op1). */
export function binaryOp1(v: Ptr, w: Ptr, slot: number): Ptr {
  const tv = i32[(v + L.OB_TYPE) >> 2]
  const tw = i32[(w + L.OB_TYPE) >> 2]
  const slotV = numberSlot(tv, slot)
  let slotW = 0
  if (tv !== tw) {
    slotW = numberSlot(tw, slot)
    if (slotW === slotV) slotW = 0
  }
  if (slotV !== 0) {
    if (slotW !== 0 && PyType_IsSubtype(tw, tv)) {
      const x = (FN[slotW] as binaryfunc)(v, w)
      if (x !== Py_NotImplemented) return x
      Py_DECREF(x)
      slotW = 0
    }
    const x = (FN[slotV] as binaryfunc)(v, w)
    if (x !== Py_NotImplemented) return x
    Py_DECREF(x)
  }
  if (slotW !== 0) {
    const x = (FN[slotW] as binaryfunc)(v, w)
    if (x !== Py_NotImplemented) return x
    Py_DECREF(x)
  }
  return Py_NewRef(Py_NotImplemented)
}

function unsupported(v: Ptr, w: Ptr, op: string): 0 {
  return typeError(`unsupported operand type(s) for ${op}: '${typeNameOf(v)}' and '${typeNameOf(w)}'`)
}

function binaryOp(v: Ptr, w: Ptr, slot: number, op: string): Ptr {
  const x = binaryOp1(v, w, slot)
  if (x !== Py_NotImplemented) return x
  Py_DECREF(x)
  if (op === '>>' && Py_TYPE(v) === PyCFunction_Type && isPrint(v)) {
    return typeError(
      `unsupported operand type(s) for >>: '${typeNameOf(v)}' and '${typeNameOf(w)}'. Did you mean "print(<message>, file=<output_stream>)"?`,
    )
  }
  return unsupported(v, w, op)
}

let printName: Ptr = 0
/** builtins installs the name of print() for the hint that `print >> f` gets. */
export function setPrintName(name: Ptr): void {
  printName = name
}
function isPrint(v: Ptr): boolean {
  const ml = i32[(v + L.CFUNC_ML) >> 2]
  return printName !== 0 && ml !== 0 && i32[(ml + L.ML_NAME) >> 2] === printName
}

export function PyNumber_Add(v: Ptr, w: Ptr): Ptr {
  const x = binaryOp1(v, w, L.NB_ADD)
  if (x !== Py_NotImplemented) return x
  Py_DECREF(x)
  const concat = sequenceSlot(Py_TYPE(v), L.SQ_CONCAT)
  if (concat !== 0) return (FN[concat] as binaryfunc)(v, w)
  return unsupported(v, w, '+')
}

function repeatSequence(repeat: number, seq: Ptr, n: Ptr): Ptr {
  if (!PyIndex_Check(n)) return typeError(`can't multiply sequence by non-int of type '${typeNameOf(n)}'`)
  const count = PyNumber_AsSsize_t(n, PyExc_OverflowError)
  if (count === -1 && PyErr_Occurred()) return 0
  return (FN[repeat] as ssizeargfunc)(seq, count)
}

export function PyNumber_Multiply(v: Ptr, w: Ptr): Ptr {
  const x = binaryOp1(v, w, L.NB_MULTIPLY)
  if (x !== Py_NotImplemented) return x
  Py_DECREF(x)
  const rv = sequenceSlot(Py_TYPE(v), L.SQ_REPEAT)
  if (rv !== 0) return repeatSequence(rv, v, w)
  const rw = sequenceSlot(Py_TYPE(w), L.SQ_REPEAT)
  if (rw !== 0) return repeatSequence(rw, w, v)
  return unsupported(v, w, '*')
}

export const PyNumber_Subtract = (v: Ptr, w: Ptr): Ptr => binaryOp(v, w, L.NB_SUBTRACT, '-')
export const PyNumber_MatrixMultiply = (v: Ptr, w: Ptr): Ptr => binaryOp(v, w, L.NB_MATRIX_MULTIPLY, '@')
export const PyNumber_FloorDivide = (v: Ptr, w: Ptr): Ptr => binaryOp(v, w, L.NB_FLOOR_DIVIDE, '//')
export const PyNumber_TrueDivide = (v: Ptr, w: Ptr): Ptr => binaryOp(v, w, L.NB_TRUE_DIVIDE, '/')
export const PyNumber_Remainder = (v: Ptr, w: Ptr): Ptr => binaryOp(v, w, L.NB_REMAINDER, '%')
export const PyNumber_Divmod = (v: Ptr, w: Ptr): Ptr => binaryOp(v, w, L.NB_DIVMOD, 'divmod()')
export const PyNumber_Lshift = (v: Ptr, w: Ptr): Ptr => binaryOp(v, w, L.NB_LSHIFT, '<<')
export const PyNumber_Rshift = (v: Ptr, w: Ptr): Ptr => binaryOp(v, w, L.NB_RSHIFT, '>>')
export const PyNumber_And = (v: Ptr, w: Ptr): Ptr => binaryOp(v, w, L.NB_AND, '&')
export const PyNumber_Xor = (v: Ptr, w: Ptr): Ptr => binaryOp(v, w, L.NB_XOR, '^')
export const PyNumber_Or = (v: Ptr, w: Ptr): Ptr => binaryOp(v, w, L.NB_OR, '|')

// --- power ---

function ternaryOp(v: Ptr, w: Ptr, z: Ptr, op: string): Ptr {
  const tv = Py_TYPE(v)
  const tw = Py_TYPE(w)
  const tz = Py_TYPE(z)
  const slotV = numberSlot(tv, L.NB_POWER)
  let slotW = 0
  if (tv !== tw) {
    slotW = numberSlot(tw, L.NB_POWER)
    if (slotW === slotV) slotW = 0
  }
  if (slotV !== 0) {
    if (slotW !== 0 && PyType_IsSubtype(tw, tv)) {
      const x = (FN[slotW] as ternaryfunc)(v, w, z)
      if (x !== Py_NotImplemented) return x
      Py_DECREF(x)
      slotW = 0
    }
    const x = (FN[slotV] as ternaryfunc)(v, w, z)
    if (x !== Py_NotImplemented) return x
    Py_DECREF(x)
  }
  if (slotW !== 0) {
    const x = (FN[slotW] as ternaryfunc)(v, w, z)
    if (x !== Py_NotImplemented) return x
    Py_DECREF(x)
  }
  const slotZ = numberSlot(tz, L.NB_POWER)
  if (slotZ !== 0 && slotZ !== slotV && slotZ !== slotW) {
    const x = (FN[slotZ] as ternaryfunc)(v, w, z)
    if (x !== Py_NotImplemented) return x
    Py_DECREF(x)
  }
  if (z === Py_None) return unsupported(v, w, op)
  return typeError(`unsupported operand type(s) for ${op}: '${typeNameOf(v)}', '${typeNameOf(w)}', '${typeNameOf(z)}'`)
}

/** pow(v, w, z); z is None for the operator. */
export const PyNumber_Power = (v: Ptr, w: Ptr, z: Ptr): Ptr => ternaryOp(v, w, z, '** or pow()')

export function PyNumber_InPlacePower(v: Ptr, w: Ptr, z: Ptr): Ptr {
  const slot = numberSlot(Py_TYPE(v), L.NB_INPLACE_POWER)
  if (slot !== 0) {
    const x = (FN[slot] as ternaryfunc)(v, w, z)
    if (x !== Py_NotImplemented) return x
    Py_DECREF(x)
  }
  return ternaryOp(v, w, z, '**=')
}

// --- in place ---

/** Tries the in-place slot, then the binary one; may return an owned Py_NotImplemented (binary_iop1). */
function inplaceOp1(v: Ptr, w: Ptr, islot: number, slot: number): Ptr {
  const f = numberSlot(Py_TYPE(v), islot)
  if (f !== 0) {
    const x = (FN[f] as binaryfunc)(v, w)
    if (x !== Py_NotImplemented) return x
    Py_DECREF(x)
  }
  return binaryOp1(v, w, slot)
}

function inplaceOp(v: Ptr, w: Ptr, islot: number, slot: number, op: string): Ptr {
  const x = inplaceOp1(v, w, islot, slot)
  if (x !== Py_NotImplemented) return x
  Py_DECREF(x)
  return unsupported(v, w, op)
}

export function PyNumber_InPlaceAdd(v: Ptr, w: Ptr): Ptr {
  const x = inplaceOp1(v, w, L.NB_INPLACE_ADD, L.NB_ADD)
  if (x !== Py_NotImplemented) return x
  Py_DECREF(x)
  const f = sequenceSlot(Py_TYPE(v), L.SQ_INPLACE_CONCAT) || sequenceSlot(Py_TYPE(v), L.SQ_CONCAT)
  if (f !== 0) return (FN[f] as binaryfunc)(v, w)
  return unsupported(v, w, '+=')
}

export function PyNumber_InPlaceMultiply(v: Ptr, w: Ptr): Ptr {
  const x = inplaceOp1(v, w, L.NB_INPLACE_MULTIPLY, L.NB_MULTIPLY)
  if (x !== Py_NotImplemented) return x
  Py_DECREF(x)
  const tv = Py_TYPE(v)
  const tw = Py_TYPE(w)
  if (i32[(tv + L.TP_AS_SEQUENCE) >> 2] !== 0) {
    const f = sequenceSlot(tv, L.SQ_INPLACE_REPEAT) || sequenceSlot(tv, L.SQ_REPEAT)
    if (f !== 0) return repeatSequence(f, v, w)
  } else {
    // the right operand is not changed in place
    const f = sequenceSlot(tw, L.SQ_REPEAT)
    if (f !== 0) return repeatSequence(f, w, v)
  }
  return unsupported(v, w, '*=')
}

export const PyNumber_InPlaceSubtract = (v: Ptr, w: Ptr): Ptr =>
  inplaceOp(v, w, L.NB_INPLACE_SUBTRACT, L.NB_SUBTRACT, '-=')
export const PyNumber_InPlaceMatrixMultiply = (v: Ptr, w: Ptr): Ptr =>
  inplaceOp(v, w, L.NB_INPLACE_MATRIX_MULTIPLY, L.NB_MATRIX_MULTIPLY, '@=')
export const PyNumber_InPlaceFloorDivide = (v: Ptr, w: Ptr): Ptr =>
  inplaceOp(v, w, L.NB_INPLACE_FLOOR_DIVIDE, L.NB_FLOOR_DIVIDE, '//=')
export const PyNumber_InPlaceTrueDivide = (v: Ptr, w: Ptr): Ptr =>
  inplaceOp(v, w, L.NB_INPLACE_TRUE_DIVIDE, L.NB_TRUE_DIVIDE, '/=')
export const PyNumber_InPlaceRemainder = (v: Ptr, w: Ptr): Ptr =>
  inplaceOp(v, w, L.NB_INPLACE_REMAINDER, L.NB_REMAINDER, '%=')
export const PyNumber_InPlaceLshift = (v: Ptr, w: Ptr): Ptr => inplaceOp(v, w, L.NB_INPLACE_LSHIFT, L.NB_LSHIFT, '<<=')
export const PyNumber_InPlaceRshift = (v: Ptr, w: Ptr): Ptr => inplaceOp(v, w, L.NB_INPLACE_RSHIFT, L.NB_RSHIFT, '>>=')
export const PyNumber_InPlaceAnd = (v: Ptr, w: Ptr): Ptr => inplaceOp(v, w, L.NB_INPLACE_AND, L.NB_AND, '&=')
export const PyNumber_InPlaceXor = (v: Ptr, w: Ptr): Ptr => inplaceOp(v, w, L.NB_INPLACE_XOR, L.NB_XOR, '^=')
export const PyNumber_InPlaceOr = (v: Ptr, w: Ptr): Ptr => inplaceOp(v, w, L.NB_INPLACE_OR, L.NB_OR, '|=')

// --- unary ---

function unaryOp(o: Ptr, slot: number, text: string): Ptr {
  const f = numberSlot(Py_TYPE(o), slot)
  if (f !== 0) return (FN[f] as unaryfunc)(o)
  return typeError(`bad operand type for ${text}: '${typeNameOf(o)}'`)
}

export const PyNumber_Negative = (o: Ptr): Ptr => unaryOp(o, L.NB_NEGATIVE, 'unary -')
export const PyNumber_Positive = (o: Ptr): Ptr => unaryOp(o, L.NB_POSITIVE, 'unary +')
export const PyNumber_Invert = (o: Ptr): Ptr => unaryOp(o, L.NB_INVERT, 'unary ~')
export const PyNumber_Absolute = (o: Ptr): Ptr => unaryOp(o, L.NB_ABSOLUTE, 'abs()')

// --- index ---

export const PyIndex_Check = (o: Ptr): boolean => numberSlot(Py_TYPE(o), L.NB_INDEX) !== 0

/** Emits a DeprecationWarning; -1 when it became an exception. Installed by the warnings machinery. */
let deprecationWarning: (text: string) => number = () => 0
export function setDeprecationWarningHook(f: (text: string) => number): void {
  deprecationWarning = f
}
export const warnDeprecated = (text: string): number => deprecationWarning(text)

/** The object as an int through __index__, possibly of a subclass (_PyNumber_Index). */
export function _PyNumber_Index(o: Ptr): Ptr {
  if (PyLong_Check(o)) return Py_NewRef(o)
  const f = numberSlot(Py_TYPE(o), L.NB_INDEX)
  if (f === 0) return typeError(`'${typeNameOf(o)}' object cannot be interpreted as an integer`)
  const r = (FN[f] as unaryfunc)(o)
  if (r === 0 || PyLong_CheckExact(r)) return r
  if (!PyLong_Check(r)) {
    typeError(`__index__ returned non-int (type ${typeNameOf(r)})`)
    Py_DECREF(r)
    return 0
  }
  const text = `__index__ returned non-int (type ${typeNameOf(r)}).  The ability to return an instance of a strict subclass of int is deprecated, and may be removed in a future version of Python.`
  if (deprecationWarning(text) < 0) {
    Py_DECREF(r)
    return 0
  }
  return r
}
setLongIndexHook(_PyNumber_Index)

let exactCopy: (o: Ptr) => Ptr = Py_NewRef
/** int.ts installs _PyLong_Copy. */
export function setLongCopyHook(f: (o: Ptr) => Ptr): void {
  exactCopy = f
}

/** operator.index(): an exact int (PyNumber_Index). */
export function PyNumber_Index(o: Ptr): Ptr {
  const r = _PyNumber_Index(o)
  if (r === 0 || PyLong_CheckExact(r)) return r
  const exact = exactCopy(r)
  Py_DECREF(r)
  return exact
}

/** Integer value through __index__, clamped to the ssize_t range; with exc not 0 an exception instead of clamping. */
export function PyNumber_AsSsize_t(o: Ptr, exc: Ptr): number {
  const v = _PyNumber_Index(o)
  if (v === 0) return -1
  const n = PyLong_AsLongAndOverflow(v)
  const overflow = longOverflow
  const sign = overflow === 0 ? 0 : longSign(v)
  Py_DECREF(v)
  if (overflow === 0) return n
  if (exc !== 0) return raiseInt(exc, `cannot fit '${typeNameOf(o)}' into an index-sized integer`)
  return sign < 0 ? -0x8000000000000000 : 0x7ffffffffffffc00
}

// --- int() and float() of arbitrary objects: they need parsers above this file ---

export interface NumberHooks {
  toLong: (o: Ptr) => Ptr
  toFloat: (o: Ptr) => Ptr
}
let numberHooks: NumberHooks = {
  toLong: () => raise(PyExc_TypeError, 'int type not loaded'),
  toFloat: () => raise(PyExc_TypeError, 'float type not loaded'),
}
export function setNumberHooks(h: NumberHooks): void {
  numberHooks = h
}
/** int(o) (PyNumber_Long). */
export const PyNumber_Long = (o: Ptr): Ptr => numberHooks.toLong(o)
/** float(o) (PyNumber_Float). */
export const PyNumber_Float = (o: Ptr): Ptr => numberHooks.toFloat(o)

export const PyNumber_Check = (o: Ptr): boolean =>
  numberSlot(Py_TYPE(o), L.NB_INDEX) !== 0 ||
  numberSlot(Py_TYPE(o), L.NB_INT) !== 0 ||
  numberSlot(Py_TYPE(o), L.NB_FLOAT) !== 0 ||
  PyType_IsSubtype(Py_TYPE(o), PyComplex_Type)
