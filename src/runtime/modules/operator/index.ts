/** The module _operator (CPython Modules/_operator.c): the operators as functions. */
import type { Ptr } from '../../memory/heap'
import { PyObject_LengthHint } from '../../object/abstract/iter-protocol'
import * as N from '../../object/abstract/number-protocol'
import { PyObject_IsTrue, PyObject_Not, PyObject_RichCompare } from '../../object/abstract/object-protocol'
import {
  indexArgument,
  PyObject_DelItem,
  PyObject_GetItem,
  PyObject_SetItem,
  PySequence_Concat,
  PySequence_Contains,
  PySequence_Count,
  PySequence_Index,
  PySequence_InPlaceConcat,
} from '../../object/abstract/sequence-protocol'
import { PyObject_Vectorcall } from '../../object/call'
import { boolIfOk, newBool, noneIfOk } from '../../object/container/helpers'
import { arg, FAST, FASTKW, type MethodSpec, O } from '../../object/define'
import { typeError, typeNameOf } from '../../object/errors'
import { typeFlagOf } from '../../object/header'
import {
  Py_EQ,
  Py_GE,
  Py_GT,
  Py_LE,
  Py_LT,
  Py_NE,
  TPFLAGS_BYTES_SUBCLASS,
  TPFLAGS_LONG_SUBCLASS,
  TPFLAGS_UNICODE_SUBCLASS,
} from '../../object/layout'
import { PyLong_FromLong } from '../../object/number/int-core'
import { bytesToJS } from '../../object/text/bytes-core'
import { PyUnicode_IS_ASCII, strToJS } from '../../object/text/str-core'
import { checkPositional } from '../../object/type/arg-parse'
import { Py_None } from '../../object/types'
import { defineModule } from '../define-module'
import { attrgetter_type, itemgetter_type, methodcaller_type } from './getters'

const unary = (f: (o: Ptr) => Ptr, doc: string): MethodSpec => O((_m, o) => f(o), doc)
const binary = (name: string, f: (a: Ptr, b: Ptr) => Ptr, doc: string): MethodSpec =>
  FAST((_m, args, n) => (checkPositional(name, n, 2, 2) ? f(arg(args, 0), arg(args, 1)) : 0), doc)
const compare = (name: string, op: number, sign: string): MethodSpec =>
  binary(name, (a, b) => PyObject_RichCompare(a, b, op), `Same as a ${sign} b.`)
const sizeIfOk = (n: number): Ptr => (n === -1 ? 0 : PyLong_FromLong(n))

function lengthHint(_m: Ptr, args: Ptr, n: number): Ptr {
  if (!checkPositional('length_hint', n, 1, 2)) return 0
  let fallback = 0
  if (n > 1) {
    if (!typeFlagOf(arg(args, 1), TPFLAGS_LONG_SUBCLASS)) {
      return typeError(`'${typeNameOf(arg(args, 1))}' object cannot be interpreted as an integer`)
    }
    fallback = indexArgument(arg(args, 1))
    if (Number.isNaN(fallback)) return 0
  }
  return sizeIfOk(PyObject_LengthHint(arg(args, 0), fallback))
}

function call(_m: Ptr, args: Ptr, n: number, kwnames: Ptr): Ptr {
  if (n < 1) return checkPositional('call', n, 1, 0x7fffffff) ? 0 : 0
  return PyObject_Vectorcall(arg(args, 0), args + 8, n - 1, kwnames)
}

function setitem(_m: Ptr, args: Ptr, n: number): Ptr {
  if (!checkPositional('setitem', n, 3, 3)) return 0
  return noneIfOk(PyObject_SetItem(arg(args, 0), arg(args, 1), arg(args, 2)))
}

/** Equality of two secrets: ASCII strs or bytes. */
function compareDigest(a: Ptr, b: Ptr): Ptr {
  if (typeFlagOf(a, TPFLAGS_UNICODE_SUBCLASS) && typeFlagOf(b, TPFLAGS_UNICODE_SUBCLASS)) {
    if (!PyUnicode_IS_ASCII(a) || !PyUnicode_IS_ASCII(b)) {
      return typeError('comparing strings with non-ASCII characters is not supported')
    }
    return newBool(strToJS(a) === strToJS(b))
  }
  if (typeFlagOf(a, TPFLAGS_BYTES_SUBCLASS) && typeFlagOf(b, TPFLAGS_BYTES_SUBCLASS)) {
    const x = bytesToJS(a)
    const y = bytesToJS(b)
    return newBool(x.length === y.length && x.every((v, i) => v === y[i]))
  }
  return typeError(`unsupported operand types(s) or combination of types: '${typeNameOf(a)}' and '${typeNameOf(b)}'`)
}

defineModule({
  name: '_operator',
  doc: `Operator interface.

This module exports a set of functions implemented in C corresponding
to the intrinsic operators of Python.  For example, operator.add(x, y)
is equivalent to the expression x+y.  The function names are those
used for special methods; variants without leading and trailing
'__' are also provided for convenience.`,
  methods: {
    truth: unary((o) => boolIfOk(PyObject_IsTrue(o)), 'Return True if a is true, False otherwise.'),
    contains: binary(
      'contains',
      (a, b) => boolIfOk(PySequence_Contains(a, b)),
      'Same as b in a (note reversed operands).',
    ),
    indexOf: binary('indexOf', (a, b) => sizeIfOk(PySequence_Index(a, b)), 'Return the first index of b in a.'),
    countOf: binary(
      'countOf',
      (a, b) => sizeIfOk(PySequence_Count(a, b)),
      'Return the number of items in a which are, or which equal, b.',
    ),
    is_: binary('is_', (a, b) => newBool(a === b), 'Same as a is b.'),
    is_not: binary('is_not', (a, b) => newBool(a !== b), 'Same as a is not b.'),
    add: binary('add', N.PyNumber_Add, 'Same as a + b.'),
    sub: binary('sub', N.PyNumber_Subtract, 'Same as a - b.'),
    mul: binary('mul', N.PyNumber_Multiply, 'Same as a * b.'),
    matmul: binary('matmul', N.PyNumber_MatrixMultiply, 'Same as a @ b.'),
    floordiv: binary('floordiv', N.PyNumber_FloorDivide, 'Same as a // b.'),
    truediv: binary('truediv', N.PyNumber_TrueDivide, 'Same as a / b.'),
    mod: binary('mod', N.PyNumber_Remainder, 'Same as a % b.'),
    neg: unary(N.PyNumber_Negative, 'Same as -a.'),
    pos: unary(N.PyNumber_Positive, 'Same as +a.'),
    abs: unary(N.PyNumber_Absolute, 'Same as abs(a).'),
    inv: unary(N.PyNumber_Invert, 'Same as ~a.'),
    invert: unary(N.PyNumber_Invert, 'Same as ~a.'),
    lshift: binary('lshift', N.PyNumber_Lshift, 'Same as a << b.'),
    rshift: binary('rshift', N.PyNumber_Rshift, 'Same as a >> b.'),
    not_: unary((o) => boolIfOk(PyObject_Not(o)), 'Same as not a.'),
    and_: binary('and_', N.PyNumber_And, 'Same as a & b.'),
    xor: binary('xor', N.PyNumber_Xor, 'Same as a ^ b.'),
    or_: binary('or_', N.PyNumber_Or, 'Same as a | b.'),
    iadd: binary('iadd', N.PyNumber_InPlaceAdd, 'Same as a += b.'),
    isub: binary('isub', N.PyNumber_InPlaceSubtract, 'Same as a -= b.'),
    imul: binary('imul', N.PyNumber_InPlaceMultiply, 'Same as a *= b.'),
    imatmul: binary('imatmul', N.PyNumber_InPlaceMatrixMultiply, 'Same as a @= b.'),
    ifloordiv: binary('ifloordiv', N.PyNumber_InPlaceFloorDivide, 'Same as a //= b.'),
    itruediv: binary('itruediv', N.PyNumber_InPlaceTrueDivide, 'Same as a /= b.'),
    imod: binary('imod', N.PyNumber_InPlaceRemainder, 'Same as a %= b.'),
    ilshift: binary('ilshift', N.PyNumber_InPlaceLshift, 'Same as a <<= b.'),
    irshift: binary('irshift', N.PyNumber_InPlaceRshift, 'Same as a >>= b.'),
    iand: binary('iand', N.PyNumber_InPlaceAnd, 'Same as a &= b.'),
    ixor: binary('ixor', N.PyNumber_InPlaceXor, 'Same as a ^= b.'),
    ior: binary('ior', N.PyNumber_InPlaceOr, 'Same as a |= b.'),
    concat: binary('concat', PySequence_Concat, 'Same as a + b, for a and b sequences.'),
    iconcat: binary('iconcat', PySequence_InPlaceConcat, 'Same as a += b, for a and b sequences.'),
    getitem: binary('getitem', PyObject_GetItem, 'Same as a[b].'),
    setitem: FAST(setitem, 'Same as a[b] = c.'),
    delitem: binary('delitem', (a, b) => noneIfOk(PyObject_DelItem(a, b)), 'Same as del a[b].'),
    pow: binary('pow', (a, b) => N.PyNumber_Power(a, b, Py_None), 'Same as a ** b.'),
    ipow: binary('ipow', (a, b) => N.PyNumber_InPlacePower(a, b, Py_None), 'Same as a **= b.'),
    eq: compare('eq', Py_EQ, '=='),
    ne: compare('ne', Py_NE, '!='),
    lt: compare('lt', Py_LT, '<'),
    le: compare('le', Py_LE, '<='),
    gt: compare('gt', Py_GT, '>'),
    ge: compare('ge', Py_GE, '>='),
    index: unary(N.PyNumber_Index, 'Same as a.__index__()'),
    length_hint: FAST(
      lengthHint,
      'Return an estimate of the number of items in obj.\n\nThis is useful for presizing containers when building from an iterable.\n\nIf the object supports len(), the result will be exact.\nOtherwise, it may over- or under-estimate by an arbitrary amount.\nThe result will be an integer >= 0.',
    ),
    _compare_digest: binary('_compare_digest', compareDigest, "Return 'a == b'."),
    call: FASTKW(call, 'Same as obj(*args, **kwargs).'),
  },
  types: [itemgetter_type, attrgetter_type, methodcaller_type],
})
