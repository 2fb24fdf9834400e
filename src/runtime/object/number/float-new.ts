/** float(x): conversion of any object (PyNumber_Float, PyFloat_AsDouble, float_new). */
import { f64, i32, type Ptr } from '../../memory/heap'
import { _PyNumber_Index, numberSlot, warnDeprecated } from '../abstract/number-protocol'
import { reprJS } from '../abstract/object-protocol'
import { PyVectorcall_NARGS } from '../call'
import { raise, raiseInt, typeError, typeNameOf } from '../errors'
import { PyErr_Occurred } from '../errors-core'
import { type allocfunc, FN, type unaryfunc, type vectorcallfunc } from '../fn-table'
import { Py_DECREF, Py_NewRef, Py_SIZE, Py_TYPE, typeFlagOf } from '../header'
import { FLOAT_VALUE, NB_FLOAT, NB_INDEX, TP_ALLOC, TP_INIT, TPFLAGS_UNICODE_SUBCLASS, TUPLE_ITEM } from '../layout'
import { PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_IS_ASCII, strToJS } from '../text/str-core'
import { checkPositional, noKwnames } from '../type/arg-parse'
import { PyExc_TypeError, PyExc_ValueError, PyFloat_Type } from '../types'
import { PyFloat_AS_DOUBLE, PyFloat_Check, PyFloat_CheckExact, PyFloat_FromDouble, setAsDoubleHook } from './float-core'
import { PyLong_AsDouble, PyLong_Check } from './int-core'
import { bytesText } from './int-new'
import { keywordCount } from './new-args'
import { readFloat, shortFloat, toAsciiNumber } from './text-input'

/** Checks the result of __float__: its value as a double in `converted`; false with an error set. Steals r. */
let converted = 0
function takeFloat(o: Ptr, r: Ptr): boolean {
  if (r === 0) return false
  if (!PyFloat_CheckExact(r)) {
    const t = typeNameOf(r)
    if (!PyFloat_Check(r)) {
      Py_DECREF(r)
      typeError(`${typeNameOf(o)}.__float__ returned non-float (type ${t})`)
      return false
    }
    const text = `${typeNameOf(o)}.__float__ returned non-float (type ${t}).  The ability to return an instance of a strict subclass of float is deprecated, and may be removed in a future version of Python.`
    if (warnDeprecated(text) < 0) {
      Py_DECREF(r)
      return false
    }
  }
  converted = PyFloat_AS_DOUBLE(r)
  Py_DECREF(r)
  return true
}

/** -1 with an error set on failure. */
function fromIndex(o: Ptr): number {
  const index = _PyNumber_Index(o)
  if (index === 0) return -1
  const v = PyLong_AsDouble(index)
  Py_DECREF(index)
  return v
}

setAsDoubleHook((o) => {
  const nbFloat = numberSlot(Py_TYPE(o), NB_FLOAT)
  if (nbFloat !== 0) return takeFloat(o, (FN[nbFloat] as unaryfunc)(o)) ? converted : -1
  if (numberSlot(Py_TYPE(o), NB_INDEX) !== 0) return fromIndex(o)
  return raiseInt(PyExc_TypeError, `must be real number, not ${typeNameOf(o)}`)
})

/** float(text) (PyFloat_FromString). */
export function PyFloat_FromString(o: Ptr): Ptr {
  const isStr = typeFlagOf(o, TPFLAGS_UNICODE_SUBCLASS)
  if (isStr && PyUnicode_IS_ASCII(o)) {
    const short = shortFloat(PyUnicode_DATA(o), PyUnicode_GET_LENGTH(o))
    if (!Number.isNaN(short)) return PyFloat_FromDouble(short)
  }
  const text = isStr ? toAsciiNumber(strToJS(o)) : bytesText(o)
  if (text === null) {
    return typeError(`float() argument must be a string or a real number, not '${typeNameOf(o)}'`)
  }
  const v = readFloat(text)
  if (v !== null) return PyFloat_FromDouble(v)
  const repr = reprJS(o)
  return repr === null ? 0 : raise(PyExc_ValueError, `could not convert string to float: ${repr}`)
}

/** float(o) */
export function toFloat(o: Ptr): Ptr {
  if (PyFloat_CheckExact(o)) return Py_NewRef(o)
  const nbFloat = numberSlot(Py_TYPE(o), NB_FLOAT)
  if (nbFloat !== 0) {
    const r = (FN[nbFloat] as unaryfunc)(o)
    if (r === 0 || PyFloat_CheckExact(r)) return r
    return takeFloat(o, r) ? PyFloat_FromDouble(converted) : 0
  }
  if (numberSlot(Py_TYPE(o), NB_INDEX) !== 0) {
    const v = fromIndex(o)
    return v === -1 && PyErr_Occurred() ? 0 : PyFloat_FromDouble(v)
  }
  if (PyFloat_Check(o)) return PyFloat_FromDouble(PyFloat_AS_DOUBLE(o))
  return PyFloat_FromString(o)
}

function construct(type: Ptr, x: Ptr): Ptr {
  const v = x === 0 ? PyFloat_FromDouble(0) : toFloatOrString(x)
  if (type === PyFloat_Type || v === 0) return v
  const o = (FN[i32[(type + TP_ALLOC) >> 2]] as allocfunc)(type, 0)
  if (o !== 0) f64[(o + FLOAT_VALUE) >> 3] = PyFloat_AS_DOUBLE(v)
  Py_DECREF(v)
  return o
}

// an exact str is parsed at once, without asking for __float__
const toFloatOrString = (x: Ptr): Ptr =>
  typeFlagOf(x, TPFLAGS_UNICODE_SUBCLASS) && !PyLong_Check(x) && numberSlot(Py_TYPE(x), NB_FLOAT) === 0
    ? PyFloat_FromString(x)
    : toFloat(x)

export function floatNew(type: Ptr, args: Ptr, kwds: Ptr): Ptr {
  // a subclass may take keywords only for an __init__ of its own
  const ownInit = i32[(type + TP_INIT) >> 2] !== i32[(PyFloat_Type + TP_INIT) >> 2]
  if (keywordCount(kwds) !== 0 && !ownInit) return typeError('float() takes no keyword arguments')
  const n = Py_SIZE(args)
  if (!checkPositional('float', n, 0, 1)) return 0
  return construct(type, n === 0 ? 0 : i32[(args + TUPLE_ITEM) >> 2])
}

export const floatVectorcall: vectorcallfunc = (type, args, nargsf, kwnames) => {
  const n = PyVectorcall_NARGS(nargsf)
  if (!noKwnames('float', kwnames) || !checkPositional('float', n, 0, 1)) return 0
  return construct(type, n === 0 ? 0 : i32[args >> 2])
}
