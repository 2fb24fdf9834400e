/** One item of a struct between Python objects and bytes at an address. */
import { heap, i32, type Ptr, u8 } from '../../memory/heap'
import { staticAlloc } from '../../memory/static-data'
import { _PyNumber_Index, PyIndex_Check } from '../../object/abstract/number-protocol'
import { PyObject_IsTrue } from '../../object/abstract/object-protocol'
import { raise, raiseInt } from '../../object/errors'
import { PyErr_Clear, PyErr_Occurred } from '../../object/errors-core'
import { Py_DECREF, Py_NewRef, Py_SIZE, typeFlagOf } from '../../object/header'
import { BYTEARRAY_START, TPFLAGS_BYTES_SUBCLASS } from '../../object/layout'
import { PyFloat_AsDouble, PyFloat_FromDouble } from '../../object/number/float-core'
import { longIntoBytes } from '../../object/number/int-bytes'
import {
  longFromWords,
  longOverflow,
  longSign,
  PyLong_AsLongAndOverflow,
  PyLong_Check,
  PyLong_FromLong,
  PyLong_FromUnsignedLong,
} from '../../object/number/int-core'
import { newBytes, PyBytes_AS_STRING } from '../../object/text/bytes-core'
import { PyObject_TypeCheck } from '../../object/type/subtype'
import { Py_False, Py_True, PyByteArray_Type, PyExc_Exception, PyExc_OverflowError } from '../../object/types'
import { exceptionClass } from '../exception-class'
import type { Field, Layout } from './format'
import { fromHalf, toHalf } from './half'

export const StructError = exceptionClass('struct.error', PyExc_Exception)

export const structError = (text: string): 0 => raise(StructError.type(), text)
const fail = (text: string): -1 => raiseInt(StructError.type(), text)

const view = new DataView(heap)

/** Range of each integer code below 8 bytes, and how its error is worded. */
const RANGES: Record<string, { min: number; max: number; text?: string }> = {
  b: { min: -128, max: 127, text: 'byte' },
  B: { min: 0, max: 255, text: 'ubyte' },
  h: { min: -32768, max: 32767, text: 'short' },
  H: { min: 0, max: 65535, text: 'ushort' },
  i: { min: -2147483648, max: 2147483647 },
  I: { min: 0, max: 4294967295 },
  l: { min: -2147483648, max: 2147483647 },
  L: { min: 0, max: 4294967295 },
}

/** The value as an int object, owned; 0 + struct.error (get_pylong). */
function asInt(v: Ptr): Ptr {
  if (PyLong_Check(v)) return Py_NewRef(v)
  return PyIndex_Check(v) ? _PyNumber_Index(v) : structError('required argument is not an integer')
}

const SCRATCH = staticAlloc(8, 8)

function packInt(f: Field, v: Ptr, p: Ptr, little: boolean): number {
  const o = asInt(v)
  if (o === 0) return -1
  let r = 0
  if (f.size === 8) {
    const signed = f.code === 'l' || f.code === 'q' || f.code === 'n' || (f.code === 'P' && longSign(o) < 0)
    r = longIntoBytes(o, p, 8, little, signed)
    if (r < 0) {
      PyErr_Clear()
      fail(f.code === 'P' ? 'int too large to convert' : 'argument out of range')
    }
  } else {
    const { min, max, text } = RANGES[f.code]
    const n = PyLong_AsLongAndOverflow(o)
    if (longOverflow !== 0 || (n < 0 && (f.code === 'I' || f.code === 'L'))) r = fail('argument out of range')
    else if (n < min || n > max) {
      r = fail(`${text ?? `'${f.code}'`} format requires ${min} <= number <= ${max}`)
    } else {
      const low = n > 2147483647 ? n - 4294967296 : n
      if (f.size === 1) view.setInt8(p, low)
      else if (f.size === 2) view.setInt16(p, low, little)
      else view.setInt32(p, low, little)
    }
  }
  Py_DECREF(o)
  return r
}

function packFloat(f: Field, v: Ptr, p: Ptr, layout: Layout): number {
  const x = PyFloat_AsDouble(v)
  if (x === -1 && PyErr_Occurred()) {
    PyErr_Clear()
    return fail('required argument is not a float')
  }
  if (f.code === 'd') view.setFloat64(p, x, layout.little)
  else if (f.code === 'f') {
    if (!layout.native && Number.isFinite(x) && !Number.isFinite(Math.fround(x))) {
      return raiseInt(PyExc_OverflowError, 'float too large to pack with f format')
    }
    view.setFloat32(p, x, layout.little)
  } else {
    const bits = toHalf(x)
    if (bits < 0) return raiseInt(PyExc_OverflowError, 'float too large to pack with e format')
    view.setUint16(p, bits, layout.little)
  }
  return 0
}

/** Address of the characters of bytes or bytearray; 0 for other objects. */
function byteData(v: Ptr): Ptr {
  if (typeFlagOf(v, TPFLAGS_BYTES_SUBCLASS)) return PyBytes_AS_STRING(v)
  // an empty bytearray may have no buffer
  return PyObject_TypeCheck(v, PyByteArray_Type) ? i32[(v + BYTEARRAY_START) >> 2] || SCRATCH : 0
}

function packBytes(f: Field, v: Ptr, p: Ptr): number {
  const data = byteData(v)
  if (data === 0) return fail(`argument for '${f.code}' must be a bytes object`)
  if (f.code === 's') {
    const n = Math.min(Py_SIZE(v), f.size)
    u8.copyWithin(p, data, data + n)
    return 0
  }
  if (f.size === 0) return 0
  const n = Math.min(Py_SIZE(v), f.size - 1)
  u8.copyWithin(p + 1, data, data + n)
  u8[p] = Math.min(n, 255)
  return 0
}

/** Writes one item at p, which is zeroed; 0 or -1. */
export function packItem(layout: Layout, f: Field, v: Ptr, p: Ptr): number {
  switch (f.code) {
    case 'e':
    case 'f':
    case 'd':
      return packFloat(f, v, p, layout)
    case 's':
    case 'p':
      return packBytes(f, v, p)
    case 'c':
      if (!typeFlagOf(v, TPFLAGS_BYTES_SUBCLASS) || Py_SIZE(v) !== 1) {
        return fail('char format requires a bytes object of length 1')
      }
      u8[p] = u8[PyBytes_AS_STRING(v)]
      return 0
    case '?': {
      const truth = PyObject_IsTrue(v)
      if (truth < 0) return -1
      u8[p] = truth
      return 0
    }
    default:
      return packInt(f, v, p, layout.little)
  }
}

/** One item as a new object. */
export function unpackItem(layout: Layout, f: Field, p: Ptr): Ptr {
  const { little } = layout
  switch (f.code) {
    case 'c':
      return newBytes(u8.slice(p, p + 1))
    case '?':
      return Py_NewRef(u8[p] ? Py_True : Py_False)
    case 's':
      return newBytes(u8.slice(p, p + f.size))
    case 'p': {
      const n = f.size === 0 ? 0 : Math.min(u8[p], f.size - 1)
      return newBytes(u8.slice(p + 1, p + 1 + n))
    }
    case 'e':
      return PyFloat_FromDouble(fromHalf(view.getUint16(p, little)))
    case 'f':
      return PyFloat_FromDouble(view.getFloat32(p, little))
    case 'd':
      return PyFloat_FromDouble(view.getFloat64(p, little))
    case 'b':
      return PyLong_FromLong(view.getInt8(p))
    case 'B':
      return PyLong_FromLong(u8[p])
    case 'h':
      return PyLong_FromLong(view.getInt16(p, little))
    case 'H':
      return PyLong_FromLong(view.getUint16(p, little))
  }
  const unsigned = f.code === 'I' || f.code === 'L' || f.code === 'Q' || f.code === 'N' || f.code === 'P'
  if (f.size === 4) {
    return unsigned ? PyLong_FromUnsignedLong(view.getUint32(p, little)) : PyLong_FromLong(view.getInt32(p, little))
  }
  const lo = view.getInt32(little ? p : p + 4, little)
  const hi = view.getInt32(little ? p + 4 : p, little)
  return longFromWords(lo, hi, !unsigned)
}
