/** Built-in functions on numbers (Python/bltinmodule.c). */
import { i32, type Ptr, u8 } from '../memory/heap'
import { _PyNumber_Index, PyNumber_Absolute, PyNumber_Divmod, PyNumber_Power } from '../object/abstract/number-protocol'
import { _PyObject_LookupSpecial } from '../object/abstract/object-protocol'
import { PyObject_CallNoArgs, PyObject_CallOneArg } from '../object/call'
import { arg, FAST, FASTKW, type MethodSpec, O } from '../object/define'
import { raise, typeError, typeName, typeNameOf } from '../object/errors'
import { PyErr_Occurred } from '../object/errors-core'
import { Py_DECREF, Py_SIZE, Py_TYPE, typeFlagOf } from '../object/header'
import { BYTEARRAY_START, TPFLAGS_BYTES_SUBCLASS, TPFLAGS_UNICODE_SUBCLASS } from '../object/layout'
import { PyLong_AsInt, PyLong_FromLong } from '../object/number/int-core'
import { _PyLong_Format } from '../object/number/int-format'
import { PyBytes_AS_STRING } from '../object/text/bytes-core'
import { unicode_char } from '../object/text/str-build'
import { _Py_ID, PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND, PyUnicode_READ } from '../object/text/str-core'
import { bindArgs, checkPositional } from '../object/type/arg-parse'
import { PyObject_TypeCheck } from '../object/type/subtype'
import { Py_None, PyByteArray_Type, PyExc_ValueError } from '../object/types'

const ID___round__ = _Py_ID('__round__')

function toBase(o: Ptr, base: number): Ptr {
  const n = _PyNumber_Index(o)
  if (n === 0) return 0
  const r = _PyLong_Format(n, base)
  Py_DECREF(n)
  return r
}

function chr(_m: Ptr, o: Ptr): Ptr {
  const n = PyLong_AsInt(o)
  if (n === -1 && PyErr_Occurred()) return 0
  if (n < 0 || n > 0x10ffff) return raise(PyExc_ValueError, 'chr() arg not in range(0x110000)')
  return unicode_char(n)
}

function ord(_m: Ptr, o: Ptr): Ptr {
  let size: number
  if (typeFlagOf(o, TPFLAGS_BYTES_SUBCLASS)) {
    size = Py_SIZE(o)
    if (size === 1) return PyLong_FromLong(u8[PyBytes_AS_STRING(o)])
  } else if (typeFlagOf(o, TPFLAGS_UNICODE_SUBCLASS)) {
    size = PyUnicode_GET_LENGTH(o)
    if (size === 1) return PyLong_FromLong(PyUnicode_READ(PyUnicode_KIND(o), PyUnicode_DATA(o), 0))
  } else if (PyObject_TypeCheck(o, PyByteArray_Type)) {
    size = Py_SIZE(o)
    if (size === 1) return PyLong_FromLong(u8[i32[(o + BYTEARRAY_START) >> 2]])
  } else {
    return typeError(`ord() expected string of length 1, but ${typeNameOf(o)} found`)
  }
  return typeError(`ord() expected a character, but string of length ${size} found`)
}

function divmod(_m: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('divmod', nargs, 2, 2)) return 0
  return PyNumber_Divmod(arg(args, 0), arg(args, 1))
}

function pow(_m: Ptr, args: Ptr, nargs: number, kwnames: Ptr): Ptr {
  if (kwnames === 0 && nargs === 2) return PyNumber_Power(arg(args, 0), arg(args, 1), Py_None)
  const a = bindArgs('pow', ['base', 'exp', 'mod'], { required: 2 }, args, nargs, kwnames)
  return a === null ? 0 : PyNumber_Power(a[0], a[1], a[2] || Py_None)
}

function round(_m: Ptr, args: Ptr, nargs: number, kwnames: Ptr): Ptr {
  if (kwnames === 0 && nargs === 1) return roundTo(arg(args, 0), 0)
  const a = bindArgs('round', ['number', 'ndigits'], { required: 1 }, args, nargs, kwnames)
  return a === null ? 0 : roundTo(a[0], a[1])
}

function roundTo(o: Ptr, ndigits: Ptr): Ptr {
  const method = _PyObject_LookupSpecial(o, ID___round__)
  if (method === 0) {
    if (!PyErr_Occurred()) typeError(`type ${typeName(Py_TYPE(o))} doesn't define __round__ method`)
    return 0
  }
  const r = ndigits === 0 || ndigits === Py_None ? PyObject_CallNoArgs(method) : PyObject_CallOneArg(method, ndigits)
  Py_DECREF(method)
  return r
}

export const numberFunctions: Record<string, MethodSpec> = {
  abs: O((_m, o) => PyNumber_Absolute(o), 'abs($module, x, /)\n--\n\n'),
  bin: O((_m, o) => toBase(o, 2), 'bin($module, number, /)\n--\n\n'),
  chr: O(chr, 'chr($module, i, /)\n--\n\n'),
  divmod: FAST(divmod, 'divmod($module, x, y, /)\n--\n\n'),
  hex: O((_m, o) => toBase(o, 16), 'hex($module, number, /)\n--\n\n'),
  oct: O((_m, o) => toBase(o, 8), 'oct($module, number, /)\n--\n\n'),
  ord: O(ord, 'ord($module, c, /)\n--\n\n'),
  pow: FASTKW(pow, 'pow($module, /, base, exp, mod=None)\n--\n\n'),
  round: FASTKW(round, 'round($module, /, number, ndigits=None)\n--\n\n'),
}
