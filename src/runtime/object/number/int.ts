/** The type int: slots and methods (CPython Objects/longobject.c). */
import { objFree } from '../../memory/domains'
import { i32, type Ptr } from '../../memory/heap'
import { PyNumber_AsSsize_t, PyNumber_Index, setLongCopyHook, setNumberHooks } from '../abstract/number-protocol'
import { PyObject_IsTrue, PyObject_Str } from '../abstract/object-protocol'
import { PyObject_CallOneArg } from '../call'
import { PyTuple_Pack } from '../container/tuple-core'
import { arg, CLASS, defineType, FAST, FASTKW, NOARGS, O } from '../define'
import { raise, raiseInt, typeError, typeNameOf } from '../errors'
import { PyErr_Occurred } from '../errors-core'
import { type destructor, FN } from '../fn-table'
import { Py_DECREF, Py_NewRef, Py_TYPE, typeFlagOf } from '../header'
import {
  LONG_DIGIT,
  Py_EQ,
  Py_GE,
  Py_GT,
  Py_LE,
  Py_LT,
  TP_FREE,
  TPFLAGS_BASETYPE,
  TPFLAGS_DEFAULT,
  TPFLAGS_LONG_SUBCLASS,
  TPFLAGS_MATCH_SELF,
  TPFLAGS_UNICODE_SUBCLASS,
} from '../layout'
import { PyBytes_AS_STRING, PyBytes_Check, PyBytes_GET_SIZE } from '../text/bytes-core'
import { _PyLong_FormatAdvancedWriter, formatNumber } from '../text/number-text'
import { PyUnicode_GET_LENGTH, strToJS } from '../text/str-core'
import { bindArgs, checkPositional } from '../type/arg-parse'
import { Py_False, Py_None, Py_NotImplemented, Py_True, PyExc_TypeError, PyExc_ValueError, PyLong_Type } from '../types'
import { PyFloat_FromDouble } from './float-core'
import { toFloat } from './float-new'
import { floatObjectPow } from './float-slots'
import { hashLong } from './hash-core'
import {
  longAbs,
  longAdd,
  longDivMod,
  longFloorDiv,
  longInvert,
  longMod,
  longModulus,
  longMul,
  longNeg,
  longSub,
} from './int-arith'
import { longAnd, longLShift, longOr, longRShift, longXor } from './int-bits'
import { longFromBytes, longToBytes } from './int-bytes'
import {
  longCopy,
  longDigits,
  longLong,
  longNumBits,
  longSign,
  longSize,
  longWord,
  PyLong_AsDouble,
  PyLong_Check,
  PyLong_FromLong,
  PyLong_FromSsize_t,
} from './int-core'
import { longToDecimalStr } from './int-format'
import { compareLong } from './int-magnitude'
import { longNewObject, toBytesObject, toLong } from './int-new'
import { longPow, longTrueDivide } from './int-pow'

setLongCopyHook(longCopy)
setNumberHooks({ toLong, toFloat })

const dealloc: destructor = (o) => {
  if (Py_TYPE(o) === PyLong_Type) {
    objFree(o)
  } else (FN[i32[(Py_TYPE(o) + TP_FREE) >> 2]] as destructor)(o)
}

type IntOp = (a: Ptr, b: Ptr) => Ptr
/** Gives NotImplemented unless both operands are ints (CHECK_BINOP). */
const binary =
  (f: IntOp): IntOp =>
  (a, b) =>
    PyLong_Check(a) && PyLong_Check(b) ? f(a, b) : Py_NewRef(Py_NotImplemented)

const trueDivide = binary((a, b) => {
  const v = longTrueDivide(a, b)
  return Number.isNaN(v) ? 0 : PyFloat_FromDouble(v)
})

const divmod = binary((a, b) => {
  const q = longDivMod(a, b)
  if (q === 0) return 0
  const r = longModulus
  const t = PyTuple_Pack(q, r)
  Py_DECREF(q)
  Py_DECREF(r)
  return t
})

function power(a: Ptr, b: Ptr, c: Ptr): Ptr {
  if (!PyLong_Check(a) || !PyLong_Check(b)) return Py_NewRef(Py_NotImplemented)
  if (c !== Py_None && !PyLong_Check(c)) return Py_NewRef(Py_NotImplemented)
  if (c === Py_None && longSize(b) < 0) return floatObjectPow(a, b, Py_None)
  return longPow(a, b, c === Py_None ? 0 : c)
}

function richcompare(a: Ptr, b: Ptr, op: number): Ptr {
  if (!PyLong_Check(a) || !PyLong_Check(b)) return Py_NewRef(Py_NotImplemented)
  const r = a === b ? 0 : compareLong(a, b)
  const truth =
    op === Py_LT
      ? r < 0
      : op === Py_LE
        ? r <= 0
        : op === Py_EQ
          ? r === 0
          : op === Py_GT
            ? r > 0
            : op === Py_GE
              ? r >= 0
              : r !== 0
  return Py_NewRef(truth ? Py_True : Py_False)
}

function bitCount(o: Ptr): Ptr {
  let n = 0
  for (let i = 0, w = longWord(o); i < longDigits(o); i++) {
    for (let d = i32[w + i]; d !== 0; d &= d - 1) n++
  }
  return PyLong_FromLong(n)
}

/** round(int, ndigits): half to even at 10^-ndigits (int___round___impl). */
function round(self: Ptr, ndigits: Ptr): Ptr {
  if (ndigits === 0) return longLong(self)
  const n = PyNumber_Index(ndigits)
  if (n === 0) return 0
  if (longSign(n) >= 0) {
    Py_DECREF(n)
    return longLong(self)
  }
  const negated = longNeg(n)
  Py_DECREF(n)
  const ten = PyLong_FromLong(10)
  const unit = negated === 0 ? 0 : longPow(ten, negated, 0)
  if (negated !== 0) Py_DECREF(negated)
  if (unit === 0) return 0
  const result = roundToMultiple(self, unit)
  Py_DECREF(unit)
  return result
}

/** self rounded to a multiple of unit, ties to an even quotient (_PyLong_DivmodNear). */
function roundToMultiple(self: Ptr, unit: Ptr): Ptr {
  const q = longDivMod(self, unit)
  if (q === 0) return 0
  const r = longModulus
  const twice = longAdd(r, r)
  const order = compareLong(twice, unit)
  const odd = longSize(q) !== 0 && (i32[longWord(q)] & 1) === 1
  const up = order > 0 || (order === 0 && odd)
  const low = longSub(self, r)
  Py_DECREF(twice)
  Py_DECREF(r)
  Py_DECREF(q)
  if (!up) return low
  const high = longAdd(low, unit)
  Py_DECREF(low)
  return high
}

/** 1 for 'little', 0 for 'big', -1 + error. */
function byteorder(o: Ptr): number {
  if (o === 0) return 0
  if (!typeFlagOf(o, TPFLAGS_UNICODE_SUBCLASS)) return -2
  const text = strToJS(o)
  if (text === 'little') return 1
  if (text === 'big') return 0
  return raiseInt(PyExc_ValueError, "byteorder must be either 'little' or 'big'")
}

function toBytes(self: Ptr, args: Ptr, nargs: number, kwnames: Ptr): Ptr {
  const bound = bindArgs('to_bytes', ['length', 'byteorder', 'signed'], { kwonlyFrom: 2 }, args, nargs, kwnames)
  if (bound === null) return 0
  let length = 1
  if (bound[0] !== 0) {
    length = PyNumber_AsSsize_t(bound[0], PyExc_TypeError)
    if (length === -1 && PyErr_Occurred()) return 0
  }
  const little = byteorder(bound[1])
  if (little === -2) return typeError(`to_bytes() argument 'byteorder' must be str, not ${typeNameOf(bound[1])}`)
  let signed = 0
  if (bound[2] !== 0) {
    signed = PyObject_IsTrue(bound[2])
    if (signed < 0) return 0
  }
  if (little < 0) return 0
  if (length < 0) return raise(PyExc_ValueError, 'length argument must be non-negative')
  return longToBytes(self, length, little === 1, signed === 1)
}

function fromBytes(type: Ptr, args: Ptr, nargs: number, kwnames: Ptr): Ptr {
  const names = ['bytes', 'byteorder', 'signed']
  const bound = bindArgs('from_bytes', names, { required: 1, kwonlyFrom: 2 }, args, nargs, kwnames)
  if (bound === null) return 0
  const little = byteorder(bound[1])
  if (little === -2) return typeError(`from_bytes() argument 'byteorder' must be str, not ${typeNameOf(bound[1])}`)
  let signed = 0
  if (bound[2] !== 0) {
    signed = PyObject_IsTrue(bound[2])
    if (signed < 0) return 0
  }
  if (little < 0) return 0
  const bytes = PyBytes_Check(bound[0]) ? Py_NewRef(bound[0]) : toBytesObject(bound[0])
  if (bytes === 0) return 0
  const v = longFromBytes(PyBytes_AS_STRING(bytes), PyBytes_GET_SIZE(bytes), little === 1, signed === 1)
  Py_DECREF(bytes)
  if (v === 0 || type === PyLong_Type) return v
  const r = PyObject_CallOneArg(type, v)
  Py_DECREF(v)
  return r
}

function format(self: Ptr, spec: Ptr): Ptr {
  if (!typeFlagOf(spec, TPFLAGS_UNICODE_SUBCLASS)) {
    return typeError(`__format__() argument must be str, not ${typeNameOf(spec)}`)
  }
  if (PyUnicode_GET_LENGTH(spec) === 0 && Py_TYPE(self) !== PyLong_Type) return PyObject_Str(self)
  return formatNumber(_PyLong_FormatAdvancedWriter, self, spec)
}

const same = (o: Ptr): Ptr => longLong(o)
const pair = (a: Ptr, b: Ptr): Ptr => {
  const t = PyTuple_Pack(a, b)
  Py_DECREF(a)
  Py_DECREF(b)
  return t
}

const nonZero = (o: Ptr): number => (longSize(o) === 0 ? 0 : 1)

defineType(PyLong_Type, {
  name: 'int',
  basicsize: LONG_DIGIT,
  itemsize: 4,
  flags: TPFLAGS_DEFAULT | TPFLAGS_BASETYPE | TPFLAGS_LONG_SUBCLASS | TPFLAGS_MATCH_SELF,
  doc: `int([x]) -> integer
int(x, base=10) -> integer

Convert a number or string to an integer, or return 0 if no arguments
are given.  If x is a number, return x.__int__().  For floating point
numbers, this truncates towards zero.

If x is not a number or if base is given, then x must be a string,
bytes, or bytearray instance representing an integer literal in the
given base.  The literal can be preceded by '+' or '-' and be surrounded
by whitespace.  The base defaults to 10.  Valid bases are 0 and 2-36.
Base 0 means to interpret the base from the string as an integer literal.
>>> int('0b100', base=0)
4`,
  dealloc,
  repr: longToDecimalStr,
  hash: hashLong,
  richcompare,
  new: longNewObject,
  number: {
    add: binary(longAdd),
    subtract: binary(longSub),
    multiply: binary(longMul),
    remainder: binary(longMod),
    divmod,
    power,
    negative: longNeg,
    positive: same,
    absolute: longAbs,
    bool: nonZero,
    invert: longInvert,
    lshift: binary(longLShift),
    rshift: binary(longRShift),
    and: binary(longAnd),
    xor: binary(longXor),
    or: binary(longOr),
    int: same,
    float: (o) => {
      const v = PyLong_AsDouble(o)
      return v === -1 && PyErr_Occurred() ? 0 : PyFloat_FromDouble(v)
    },
    floor_divide: binary(longFloorDiv),
    true_divide: trueDivide,
    index: same,
  },
  methods: {
    conjugate: NOARGS(same, 'Returns self, the complex conjugate of any int.'),
    bit_length: NOARGS((o) => PyLong_FromSsize_t(longNumBits(o))),
    bit_count: NOARGS(bitCount),
    to_bytes: FASTKW(toBytes),
    from_bytes: CLASS(FASTKW(fromBytes)),
    as_integer_ratio: NOARGS((o) => pair(longLong(o), PyLong_FromLong(1))),
    __trunc__: NOARGS(same, 'Truncating an Integral returns itself.'),
    __floor__: NOARGS(same, 'Flooring an Integral returns itself.'),
    __ceil__: NOARGS(same, 'Ceiling of an Integral returns itself.'),
    __round__: FAST((self, args, nargs) =>
      checkPositional('__round__', nargs, 0, 1) ? round(self, nargs === 0 ? 0 : arg(args, 0)) : 0,
    ),
    __getnewargs__: NOARGS((o) => {
      const v = longCopy(o)
      const t = PyTuple_Pack(v)
      Py_DECREF(v)
      return t
    }),
    __format__: O(format),
    __sizeof__: NOARGS((o) => PyLong_FromSsize_t(LONG_DIGIT + 4 * Math.max(1, longDigits(o)))),
  },
  getset: {
    real: { get: same, doc: 'the real part of a complex number' },
    imag: { get: () => PyLong_FromLong(0), doc: 'the imaginary part of a complex number' },
    numerator: { get: same, doc: 'the numerator of a rational number in lowest terms' },
    denominator: { get: () => PyLong_FromLong(1), doc: 'the denominator of a rational number in lowest terms' },
  },
})
