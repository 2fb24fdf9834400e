/** The type float (CPython Objects/floatobject.c). */
import type { Ptr } from '../../memory/heap'
import { PyNumber_AsSsize_t } from '../abstract/number-protocol'
import { PyObject_Str } from '../abstract/object-protocol'
import { PyObject_CallOneArg } from '../call'
import { PyTuple_Pack } from '../container/tuple-core'
import { arg, CLASS, defineType, FAST, NOARGS, O } from '../define'
import { raise, typeError, typeNameOf } from '../errors'
import { PyErr_Occurred } from '../errors-core'
import { Py_DECREF, Py_NewRef, typeFlagOf } from '../header'
import {
  SIZEOF_FLOAT,
  TPFLAGS_BASETYPE,
  TPFLAGS_DEFAULT,
  TPFLAGS_MATCH_SELF,
  TPFLAGS_UNICODE_SUBCLASS,
} from '../layout'
import { _PyFloat_FormatAdvancedWriter, formatNumber } from '../text/number-text'
import { newStr, PyUnicode_GET_LENGTH, strToJS } from '../text/str-core'
import { checkPositional } from '../type/arg-parse'
import { Py_False, Py_None, Py_True, PyExc_OverflowError, PyExc_ValueError, PyFloat_Type } from '../types'
import { floatDealloc, PyFloat_AS_DOUBLE, PyFloat_CheckExact, PyFloat_FromDouble } from './float-core'
import { doubleToHex, HEX_MALFORMED, HEX_TOO_LARGE, hexError, hexToDouble } from './float-hex'
import { floatNew, floatVectorcall } from './float-new'
import { roundDouble, splitDouble } from './float-repr'
import {
  floatAdd,
  floatDivmod,
  floatFloorDivide,
  floatMul,
  floatObjectPow,
  floatRemainder,
  floatRichCompare,
  floatSub,
  floatTrueDivide,
} from './float-slots'
import { float_repr } from './float-str'
import { hashDouble } from './hash-core'
import { longFromBigInt, PyLong_FromDouble } from './int-core'
import { stripSpace } from './text-input'

const value = PyFloat_AS_DOUBLE

const exact = (o: Ptr): Ptr => (PyFloat_CheckExact(o) ? Py_NewRef(o) : PyFloat_FromDouble(value(o)))

function asIntegerRatio(o: Ptr): Ptr {
  const v = value(o)
  if (Number.isNaN(v)) return raise(PyExc_ValueError, 'cannot convert NaN to integer ratio')
  if (!Number.isFinite(v)) return raise(PyExc_OverflowError, 'cannot convert Infinity to integer ratio')
  let numerator = 0n
  let denominator = 1n
  if (v !== 0) {
    let { mantissa, exponent } = splitDouble(Math.abs(v))
    while (!(mantissa & 1n)) {
      mantissa >>= 1n
      exponent++
    }
    numerator = exponent > 0 ? mantissa << BigInt(exponent) : mantissa
    if (exponent < 0) denominator = 1n << BigInt(-exponent)
  }
  const n = longFromBigInt(v < 0 ? -numerator : numerator)
  const d = longFromBigInt(denominator)
  const t = PyTuple_Pack(n, d)
  Py_DECREF(n)
  Py_DECREF(d)
  return t
}

function fromhex(type: Ptr, text: Ptr): Ptr {
  if (!typeFlagOf(text, TPFLAGS_UNICODE_SUBCLASS)) return typeError('bad argument type for built-in operation')
  const v = hexToDouble(stripSpace(strToJS(text)))
  if (hexError === HEX_MALFORMED) return raise(PyExc_ValueError, 'invalid hexadecimal floating-point string')
  if (hexError === HEX_TOO_LARGE) {
    return raise(PyExc_OverflowError, 'hexadecimal value too large to represent as a float')
  }
  const o = PyFloat_FromDouble(v)
  if (type === PyFloat_Type || o === 0) return o
  const r = PyObject_CallOneArg(type, o)
  Py_DECREF(o)
  return r
}

/** Nearest integer, halves to even. */
function roundHalfEven(v: number): number {
  const r = Math.round(v)
  return Math.abs(v - r) === 0.5 ? 2 * Math.round(v / 2) : r
}

function round(self: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('__round__', nargs, 0, 1)) return 0
  const v = value(self)
  if (nargs === 0 || arg(args, 0) === Py_None) return PyLong_FromDouble(Number.isFinite(v) ? roundHalfEven(v) : v)
  const n = PyNumber_AsSsize_t(arg(args, 0), 0)
  if (n === -1 && PyErr_Occurred()) return 0
  if (!Number.isFinite(v)) return PyFloat_FromDouble(v)
  // more digits than a double has, or fewer than its exponent
  if (n > 323) return PyFloat_FromDouble(v)
  if (n < -308) return PyFloat_FromDouble(0 * v)
  const r = roundDouble(v, n)
  if (!Number.isFinite(r)) return raise(PyExc_OverflowError, 'rounded value too large to represent')
  return PyFloat_FromDouble(r)
}

function format(self: Ptr, spec: Ptr): Ptr {
  if (!typeFlagOf(spec, TPFLAGS_UNICODE_SUBCLASS)) {
    return typeError(`__format__() argument must be str, not ${typeNameOf(spec)}`)
  }
  if (PyUnicode_GET_LENGTH(spec) === 0) return PyFloat_CheckExact(self) ? float_repr(self) : PyObject_Str(self)
  return formatNumber(_PyFloat_FormatAdvancedWriter, self, spec)
}

function getformat(_type: Ptr, kind: Ptr): Ptr {
  if (!typeFlagOf(kind, TPFLAGS_UNICODE_SUBCLASS)) {
    return typeError(`__getformat__() argument must be str, not ${typeNameOf(kind)}`)
  }
  const text = strToJS(kind)
  if (text === 'double' || text === 'float') return newStr('IEEE, little-endian')
  return raise(PyExc_ValueError, "__getformat__() argument 1 must be 'double' or 'float'")
}

defineType(PyFloat_Type, {
  name: 'float',
  basicsize: SIZEOF_FLOAT,
  flags: TPFLAGS_DEFAULT | TPFLAGS_BASETYPE | TPFLAGS_MATCH_SELF,
  doc: 'Convert a string or number to a floating point number, if possible.',
  dealloc: floatDealloc,
  repr: float_repr,
  hash: (o) => hashDouble(o, value(o)),
  richcompare: floatRichCompare,
  new: floatNew,
  vectorcall: floatVectorcall,
  number: {
    add: floatAdd,
    subtract: floatSub,
    multiply: floatMul,
    remainder: floatRemainder,
    divmod: floatDivmod,
    power: floatObjectPow,
    negative: (o) => PyFloat_FromDouble(-value(o)),
    positive: exact,
    absolute: (o) => PyFloat_FromDouble(Math.abs(value(o))),
    bool: (o) => (value(o) !== 0 ? 1 : 0),
    int: (o) => PyLong_FromDouble(value(o)),
    float: exact,
    floor_divide: floatFloorDivide,
    true_divide: floatTrueDivide,
  },
  methods: {
    conjugate: NOARGS(exact, 'Return self, the complex conjugate of any float.'),
    __trunc__: NOARGS((o) => PyLong_FromDouble(value(o)), 'Return the Integral closest to x between 0 and x.'),
    __floor__: NOARGS((o) => PyLong_FromDouble(Math.floor(value(o))), 'Return the floor as an Integral.'),
    __ceil__: NOARGS((o) => PyLong_FromDouble(Math.ceil(value(o))), 'Return the ceiling as an Integral.'),
    __round__: FAST(round),
    as_integer_ratio: NOARGS(asIntegerRatio),
    fromhex: CLASS(O(fromhex, 'Create a floating-point number from a hexadecimal string.')),
    hex: NOARGS(
      (o) => newStr(doubleToHex(value(o))),
      'Return a hexadecimal representation of a floating-point number.',
    ),
    is_integer: NOARGS(
      (o) => Py_NewRef(Number.isFinite(value(o)) && Math.floor(value(o)) === value(o) ? Py_True : Py_False),
      'Return True if the float is an integer.',
    ),
    __getnewargs__: NOARGS((o) => {
      const v = PyFloat_FromDouble(value(o))
      const t = PyTuple_Pack(v)
      Py_DECREF(v)
      return t
    }),
    __getformat__: CLASS(O(getformat)),
    __format__: O(format, 'Formats the float according to format_spec.'),
  },
  getset: {
    real: { get: exact, doc: 'the real part of a complex number' },
    imag: { get: () => PyFloat_FromDouble(0), doc: 'the imaginary part of a complex number' },
  },
})
