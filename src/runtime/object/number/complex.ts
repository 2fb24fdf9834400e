/** The type complex (CPython Objects/complexobject.c). */
import { f64, i32, type Ptr } from '../../memory/heap'
import { PyObject_Str } from '../abstract/object-protocol'
import { PyTuple_Pack } from '../container/tuple-core'
import { defineType, NOARGS, O } from '../define'
import { raise, typeError, typeNameOf } from '../errors'
import { PyErr_Occurred } from '../errors-core'
import { type destructor, FN } from '../fn-table'
import { Py_DECREF, Py_NewRef, Py_TYPE, typeFlagOf } from '../header'
import { HASH_HI } from '../interp'
import {
  COMPLEX_IMAG,
  COMPLEX_REAL,
  Py_EQ,
  Py_NE,
  SIZEOF_COMPLEX,
  TP_FREE,
  TPFLAGS_BASETYPE,
  TPFLAGS_DEFAULT,
  TPFLAGS_UNICODE_SUBCLASS,
} from '../layout'
import { setFormatWriter } from '../text/format-spec'
import { newStr, strToJS } from '../text/str-core'
import {
  Py_False,
  Py_None,
  Py_NotImplemented,
  Py_True,
  PyComplex_Type,
  PyExc_OverflowError,
  PyExc_ValueError,
  PyExc_ZeroDivisionError,
} from '../types'
import { freshAscii } from './ascii-str'
import {
  complexImag,
  complexProduct,
  complexQuotient,
  complexReal,
  type Pair,
  PyComplex_Check,
  PyComplex_CheckExact,
  PyComplex_FromDoubles,
} from './complex-core'
import { complexNew } from './complex-new'
import { COMPLEX_POW_OVERFLOW, COMPLEX_POW_ZERO, complexPow, complexPowError } from './complex-pow'
import { compareFloatLong } from './float-arith'
import { PyFloat_AS_DOUBLE, PyFloat_Check, PyFloat_FromDouble } from './float-core'
import { formatDouble } from './float-repr'
import { hashDouble } from './hash-core'
import { hypot } from './hypot'
import { PyLong_AsDouble, PyLong_Check } from './int-core'
import { formatComplexSpec } from './number-format'

const dealloc: destructor = (o) => (FN[i32[(Py_TYPE(o) + TP_FREE) >> 2]] as destructor)(o)

/** Operand as a pair; null when it is no number (`notNumber`) or an error is set. */
function asPair(o: Ptr): Pair | null {
  if (PyComplex_Check(o)) return [complexReal(o), complexImag(o)]
  if (PyFloat_Check(o)) return [PyFloat_AS_DOUBLE(o), 0]
  if (!PyLong_Check(o)) return null
  const v = PyLong_AsDouble(o)
  return v === -1 && PyErr_Occurred() ? null : [v, 0]
}

const binary =
  (f: (a: Pair, b: Pair) => Ptr) =>
  (a: Ptr, b: Ptr): Ptr => {
    const x = asPair(a)
    const y = x && asPair(b)
    if (y && x) return f(x, y)
    return PyErr_Occurred() ? 0 : Py_NewRef(Py_NotImplemented)
  }

const add = binary((a, b) => PyComplex_FromDoubles(a[0] + b[0], a[1] + b[1]))
const sub = binary((a, b) => PyComplex_FromDoubles(a[0] - b[0], a[1] - b[1]))
const mul = binary((a, b) => PyComplex_FromDoubles(...complexProduct(a, b)))
const div = binary((a, b) => {
  const q = complexQuotient(a, b)
  return q === null ? raise(PyExc_ZeroDivisionError, 'complex division by zero') : PyComplex_FromDoubles(...q)
})
const pow = binary((a, b) => {
  const r = complexPow(a, b)
  if (complexPowError === COMPLEX_POW_ZERO) {
    return raise(PyExc_ZeroDivisionError, '0.0 to a negative or complex power')
  }
  if (complexPowError === COMPLEX_POW_OVERFLOW) return raise(PyExc_OverflowError, 'complex exponentiation')
  return PyComplex_FromDoubles(...r)
})

function power(a: Ptr, b: Ptr, c: Ptr): Ptr {
  if (c !== Py_None) {
    return asPair(a) && asPair(b) ? raise(PyExc_ValueError, 'complex modulo') : Py_NewRef(Py_NotImplemented)
  }
  return pow(a, b)
}

function absolute(o: Ptr): Ptr {
  const re = complexReal(o)
  const im = complexImag(o)
  const r = hypot(re, im)
  if (r === Number.POSITIVE_INFINITY && Number.isFinite(re) && Number.isFinite(im)) {
    return raise(PyExc_OverflowError, 'absolute value too large')
  }
  return PyFloat_FromDouble(r)
}

function richcompare(a: Ptr, b: Ptr, op: number): Ptr {
  if (op !== Py_EQ && op !== Py_NE) return Py_NewRef(Py_NotImplemented)
  const re = complexReal(a)
  const im = complexImag(a)
  let equal: boolean
  if (PyComplex_Check(b)) equal = re === complexReal(b) && im === complexImag(b)
  else if (PyLong_Check(b)) equal = im === 0 && !Number.isNaN(re) && compareFloatLong(re, b) === 0
  else if (PyFloat_Check(b)) equal = re === PyFloat_AS_DOUBLE(b) && im === 0
  else return Py_NewRef(Py_NotImplemented)
  return Py_NewRef(equal === (op === Py_EQ) ? Py_True : Py_False)
}

/** hash(re) + 1000003 * hash(im), modulo 2^64 (complex_hash). */
function hash(o: Ptr): number {
  const imLow = hashDouble(o, complexImag(o))
  const imHigh = i32[HASH_HI >> 2]
  const reLow = hashDouble(o, complexReal(o))
  const reHigh = i32[HASH_HI >> 2]
  const M = 1000003
  const lowProduct = (imLow >>> 0) * M
  const low = lowProduct % 4294967296
  const high = Math.imul(imHigh, M) + Math.floor(lowProduct / 4294967296)
  const sum = low + (reLow >>> 0)
  let lo = sum | 0
  if (sum >= 4294967296) lo = (sum - 4294967296) | 0
  const hi = (high + reHigh + (sum >= 4294967296 ? 1 : 0)) | 0
  i32[HASH_HI >> 2] = hi
  return lo === -1 && hi === -1 ? -2 : lo
}

function text(o: Ptr): string {
  const re = complexReal(o)
  const im = complexImag(o)
  if (Object.is(re, 0)) return `${formatDouble(im, 'r', 0)}j`
  return `(${formatDouble(re, 'r', 0)}${formatDouble(im, 'r', 0, { sign: true })}j)`
}

function format(self: Ptr, spec: Ptr): Ptr {
  if (!typeFlagOf(spec, TPFLAGS_UNICODE_SUBCLASS)) {
    return typeError(`__format__() argument must be str, not ${typeNameOf(spec)}`)
  }
  const s = strToJS(spec)
  if (s === '') return PyObject_Str(self)
  const r = formatComplexSpec(self, s)
  return r === null ? 0 : newStr(r)
}

setFormatWriter(PyComplex_Type, (w, obj, spec, start, end) => {
  const r = start === end ? text(obj) : formatComplexSpec(obj, strToJS(spec, start, end))
  return r !== null && w.writeStrSteal(newStr(r))
})

defineType(PyComplex_Type, {
  name: 'complex',
  basicsize: SIZEOF_COMPLEX,
  flags: TPFLAGS_DEFAULT | TPFLAGS_BASETYPE,
  doc: `Create a complex number from a real part and an optional imaginary part.

This is equivalent to (real + imag*1j) where imag defaults to 0.`,
  dealloc,
  repr: (o) => freshAscii(text(o)),
  hash,
  richcompare,
  new: complexNew,
  number: {
    add,
    subtract: sub,
    multiply: mul,
    power,
    negative: (o) => PyComplex_FromDoubles(-complexReal(o), -complexImag(o)),
    positive: (o) => (PyComplex_CheckExact(o) ? Py_NewRef(o) : PyComplex_FromDoubles(complexReal(o), complexImag(o))),
    absolute,
    bool: (o) => (complexReal(o) !== 0 || complexImag(o) !== 0 ? 1 : 0),
    true_divide: div,
  },
  methods: {
    conjugate: NOARGS(
      (o) => PyComplex_FromDoubles(complexReal(o), -complexImag(o)),
      'Return the complex conjugate of its argument. (3-4j).conjugate() == 3+4j.',
    ),
    __complex__: NOARGS(
      (o) => (PyComplex_CheckExact(o) ? Py_NewRef(o) : PyComplex_FromDoubles(complexReal(o), complexImag(o))),
      'Convert this value to exact type complex.',
    ),
    __getnewargs__: NOARGS((o) => {
      const re = PyFloat_FromDouble(f64[(o + COMPLEX_REAL) >> 3])
      const im = PyFloat_FromDouble(f64[(o + COMPLEX_IMAG) >> 3])
      const t = PyTuple_Pack(re, im)
      Py_DECREF(re)
      Py_DECREF(im)
      return t
    }),
    __format__: O(format, 'Convert to a string according to format_spec.'),
  },
  getset: {
    real: { get: (o) => PyFloat_FromDouble(complexReal(o)), doc: 'the real part of a complex number' },
    imag: { get: (o) => PyFloat_FromDouble(complexImag(o)), doc: 'the imaginary part of a complex number' },
  },
})
