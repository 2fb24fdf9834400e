/** int(x, base): conversion of any object (PyNumber_Long, long_new, long_subtype_new). */
import { i32, type Ptr, u8 } from '../../memory/heap'
import { PyObject_CheckBuffer } from '../abstract/buffer-protocol'
import {
  numberSlot,
  PyIndex_Check,
  PyNumber_AsSsize_t,
  PyNumber_Index,
  warnDeprecated,
} from '../abstract/number-protocol'
import { _PyObject_LookupSpecial } from '../abstract/object-protocol'
import { PyObject_CallNoArgs } from '../call'
import { raise, typeError, typeNameOf } from '../errors'
import { PyErr_Occurred } from '../errors-core'
import { type allocfunc, FN, type unaryfunc } from '../fn-table'
import { Py_DECREF, Py_NewRef, Py_SET_SIZE, Py_SIZE, Py_TYPE, typeFlagOf } from '../header'
import {
  BYTEARRAY_START,
  BYTES_DATA,
  NB_INDEX,
  NB_INT,
  OB_TYPE,
  TP_ALLOC,
  TPFLAGS_BYTES_SUBCLASS,
  TPFLAGS_UNICODE_SUBCLASS,
  TUPLE_ITEM,
} from '../layout'
import { PyBytes_FromObject } from '../text/bytes-build'
import { PyBytes_Check, PyBytes_CheckExact } from '../text/bytes-core'
import { withBuffer } from '../text/bytes-like'
import { _Py_ID } from '../text/str-core'
import { PyObject_TypeCheck } from '../type/subtype'
import { PyByteArray_Type, PyExc_ValueError, PyLong_Type, PyUnicode_Type } from '../types'
import { longCopy, longDigits, longSize, longWord, PyLong_Check, PyLong_CheckExact, PyLong_FromLong } from './int-core'
import { longFromBytesText, PyLong_FromUnicodeObject } from './int-parse'
import { bindTuple } from './new-args'

const ID___trunc__ = _Py_ID('__trunc__')
const ID___bytes__ = _Py_ID('__bytes__')

const latin1 = (start: Ptr, n: number): string => {
  let s = ''
  for (let i = 0; i < n; i++) s += String.fromCharCode(u8[start + i])
  return s
}

/** The characters of a bytes or bytearray, as Latin-1; null for other objects. */
export function bytesText(o: Ptr): string | null {
  if (typeFlagOf(o, TPFLAGS_BYTES_SUBCLASS)) return latin1(o + BYTES_DATA, Py_SIZE(o))
  if (PyObject_TypeCheck(o, PyByteArray_Type)) return latin1(i32[(o + BYTEARRAY_START) >> 2], Py_SIZE(o))
  return PyObject_CheckBuffer(o) ? withBuffer(o, latin1) : null
}

/** PyObject_Bytes: through __bytes__, a buffer or an iterable of ints; new reference. */
export function toBytesObject(o: Ptr): Ptr {
  if (PyBytes_CheckExact(o)) return Py_NewRef(o)
  const f = _PyObject_LookupSpecial(o, ID___bytes__)
  if (f === 0) return PyErr_Occurred() ? 0 : PyBytes_FromObject(o)
  const r = PyObject_CallNoArgs(f)
  Py_DECREF(f)
  if (r === 0 || PyBytes_Check(r)) return r
  const t = typeNameOf(r)
  Py_DECREF(r)
  return typeError(`__bytes__ returned non-bytes (type ${t})`)
}

/** Checks the result of __int__ or the like: an exact int, or a warning for subclasses. Steals r. */
function checkedInt(r: Ptr, method: string): Ptr {
  if (r === 0 || PyLong_CheckExact(r)) return r
  const t = typeNameOf(r)
  if (!PyLong_Check(r)) {
    Py_DECREF(r)
    return typeError(`${method} returned non-int (type ${t})`)
  }
  const text = `${method} returned non-int (type ${t}).  The ability to return an instance of a strict subclass of int is deprecated, and may be removed in a future version of Python.`
  const copy = warnDeprecated(text) < 0 ? 0 : longCopy(r)
  Py_DECREF(r)
  return copy
}

function fromTrunc(trunc: Ptr): Ptr {
  if (warnDeprecated('The delegation of int() to __trunc__ is deprecated.') < 0) {
    Py_DECREF(trunc)
    return 0
  }
  const r = PyObject_CallNoArgs(trunc)
  Py_DECREF(trunc)
  if (r === 0 || PyLong_CheckExact(r)) return r
  let out: Ptr
  if (PyLong_Check(r)) out = longCopy(r)
  else if (!PyIndex_Check(r)) out = typeError(`__trunc__ returned non-Integral (type ${typeNameOf(r)})`)
  else out = PyNumber_Index(r)
  Py_DECREF(r)
  return out
}

/** int(o) */
export function toLong(o: Ptr): Ptr {
  const type = i32[(o + OB_TYPE) >> 2]
  if (type === PyLong_Type) return Py_NewRef(o)
  // str has none of the methods looked for below
  if (type === PyUnicode_Type) return PyLong_FromUnicodeObject(o, 10)
  const nbInt = numberSlot(Py_TYPE(o), NB_INT)
  if (nbInt !== 0) return checkedInt((FN[nbInt] as unaryfunc)(o), '__int__')
  if (numberSlot(Py_TYPE(o), NB_INDEX) !== 0) return PyNumber_Index(o)
  const trunc = _PyObject_LookupSpecial(o, ID___trunc__)
  if (trunc !== 0) return fromTrunc(trunc)
  if (PyErr_Occurred()) return 0
  if (typeFlagOf(o, TPFLAGS_UNICODE_SUBCLASS)) return PyLong_FromUnicodeObject(o, 10)
  const text = bytesText(o)
  if (text !== null) return longFromBytesText(text, 10, o)
  return typeError(`int() argument must be a string, a bytes-like object or a real number, not '${typeNameOf(o)}'`)
}

function fromBase(x: Ptr, obase: Ptr): Ptr {
  if (obase === 0) return toLong(x)
  const base = PyNumber_AsSsize_t(obase, 0)
  if (base === -1 && PyErr_Occurred()) return 0
  if ((base !== 0 && base < 2) || base > 36) {
    return raise(PyExc_ValueError, 'int() base must be >= 2 and <= 36, or 0')
  }
  if (typeFlagOf(x, TPFLAGS_UNICODE_SUBCLASS)) return PyLong_FromUnicodeObject(x, base)
  if (typeFlagOf(x, TPFLAGS_BYTES_SUBCLASS) || PyObject_TypeCheck(x, PyByteArray_Type)) {
    return longFromBytesText(bytesText(x)!, base, x)
  }
  return typeError("int() can't convert non-string with explicit base")
}

export function longNewObject(type: Ptr, args: Ptr, kwds: Ptr): Ptr {
  if (kwds === 0 && type === PyLong_Type && Py_SIZE(args) === 1) return toLong(i32[(args + TUPLE_ITEM) >> 2])
  const bound = bindTuple('int', ['x', 'base'], { posonly: 1 }, args, kwds)
  if (bound === null) return 0
  const [x, base] = bound
  let v: Ptr
  if (x === 0) {
    if (base !== 0) return typeError('int() missing string argument')
    v = PyLong_FromLong(0)
  } else v = fromBase(x, base)
  return type === PyLong_Type || v === 0 ? v : intoSubtype(type, v)
}

/** An instance of an int subclass with the value of v; steals v (long_subtype_new). */
function intoSubtype(type: Ptr, v: Ptr): Ptr {
  const n = longDigits(v)
  const o = (FN[i32[(type + TP_ALLOC) >> 2]] as allocfunc)(type, n)
  if (o !== 0) {
    Py_SET_SIZE(o, longSize(v))
    i32.copyWithin(longWord(o), longWord(v), longWord(v) + n)
  }
  Py_DECREF(v)
  return o
}
