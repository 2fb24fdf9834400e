/** complex(real, imag): conversion of objects and text (complex_new_impl). */
import { f64, i32, type Ptr } from '../../memory/heap'
import { numberSlot, warnDeprecated } from '../abstract/number-protocol'
import { _PyObject_LookupSpecial } from '../abstract/object-protocol'
import { PyObject_CallNoArgs } from '../call'
import { raise, typeError, typeNameOf } from '../errors'
import { PyErr_Occurred } from '../errors-core'
import { type allocfunc, FN } from '../fn-table'
import { Py_DECREF, Py_NewRef, Py_TYPE, typeFlagOf } from '../header'
import { COMPLEX_IMAG, COMPLEX_REAL, NB_FLOAT, NB_INDEX, TP_ALLOC, TPFLAGS_UNICODE_SUBCLASS } from '../layout'
import { _Py_ID, strToJS } from '../text/str-core'
import { PyComplex_Type, PyExc_ValueError } from '../types'
import { complexImag, complexReal, PyComplex_Check, PyComplex_CheckExact, PyComplex_FromDoubles } from './complex-core'
import { PyFloat_AS_DOUBLE } from './float-core'
import { toFloat } from './float-new'
import { bindTuple } from './new-args'
import { readComplex, toAsciiNumber } from './text-input'

const ID___complex__ = _Py_ID('__complex__')

/** The result of o.__complex__(), owned; 0 without error when the type has none. */
export function trySpecialMethod(o: Ptr): Ptr {
  if (PyComplex_CheckExact(o)) return Py_NewRef(o)
  const f = _PyObject_LookupSpecial(o, ID___complex__)
  if (f === 0) return 0
  const r = PyObject_CallNoArgs(f)
  Py_DECREF(f)
  if (r === 0 || PyComplex_CheckExact(r)) return r
  const t = typeNameOf(r)
  if (!PyComplex_Check(r)) {
    Py_DECREF(r)
    return typeError(`__complex__ returned non-complex (type ${t})`)
  }
  const text = `__complex__ returned non-complex (type ${t}).  The ability to return an instance of a strict subclass of complex is deprecated, and may be removed in a future version of Python.`
  if (warnDeprecated(text) < 0) {
    Py_DECREF(r)
    return 0
  }
  return r
}

export function newComplex(type: Ptr, re: number, im: number): Ptr {
  if (type === PyComplex_Type) return PyComplex_FromDoubles(re, im)
  const o = (FN[i32[(type + TP_ALLOC) >> 2]] as allocfunc)(type, 0)
  if (o === 0) return 0
  f64[(o + COMPLEX_REAL) >> 3] = re
  f64[(o + COMPLEX_IMAG) >> 3] = im
  return o
}

function fromText(type: Ptr, text: Ptr): Ptr {
  const pair = readComplex(toAsciiNumber(strToJS(text)))
  if (pair === null) return raise(PyExc_ValueError, 'complex() arg is a malformed string')
  return newComplex(type, pair[0], pair[1])
}

const isReal = (o: Ptr): boolean => numberSlot(Py_TYPE(o), NB_FLOAT) !== 0 || numberSlot(Py_TYPE(o), NB_INDEX) !== 0

/** Real and imaginary part of one argument; null with an error set. */
function parts(o: Ptr): [number, number] | null {
  if (PyComplex_Check(o)) return [complexReal(o), complexImag(o)]
  const f = toFloat(o)
  if (f === 0) return null
  const v = PyFloat_AS_DOUBLE(f)
  Py_DECREF(f)
  return [v, 0]
}

const isStr = (o: Ptr): boolean => typeFlagOf(o, TPFLAGS_UNICODE_SUBCLASS)

export function complexNew(type: Ptr, args: Ptr, kwds: Ptr): Ptr {
  const bound = bindTuple('complex', ['real', 'imag'], {}, args, kwds)
  if (bound === null) return 0
  const r = bound[0]
  const i = bound[1]
  if (r !== 0 && i === 0 && PyComplex_CheckExact(r) && type === PyComplex_Type) return Py_NewRef(r)
  if (r !== 0 && isStr(r)) {
    if (i !== 0) return typeError("complex() can't take second arg if first is a string")
    return fromText(type, r)
  }
  if (i !== 0 && isStr(i)) return typeError("complex() second arg can't be a string")
  let real = r
  let owned: Ptr = 0
  if (r !== 0) {
    owned = trySpecialMethod(r)
    if (owned !== 0) real = owned
    else if (PyErr_Occurred()) return 0
    if (!PyComplex_Check(real) && !isReal(real)) {
      if (owned) Py_DECREF(owned)
      return typeError(`complex() first argument must be a string or a number, not '${typeNameOf(real)}'`)
    }
  }
  if (i !== 0 && !PyComplex_Check(i) && !isReal(i)) {
    if (owned) Py_DECREF(owned)
    return typeError(`complex() second argument must be a number, not '${typeNameOf(i)}'`)
  }
  const a = real === 0 ? [0, 0] : parts(real)
  const iIsComplex = i !== 0 && PyComplex_Check(i)
  const rIsComplex = real !== 0 && PyComplex_Check(real)
  if (owned) Py_DECREF(owned)
  if (a === null) return 0
  const b = i === 0 ? [0, 0] : parts(i)
  if (b === null) return 0
  let [re, im] = [a[0], b[0]]
  // imag * 1j added to a complex real part; signed zeros survive where a part was not complex
  if (iIsComplex) re -= b[1]
  if (rIsComplex && real !== 0) im = i === 0 ? a[1] : im + a[1]
  return newComplex(type, re, im)
}
