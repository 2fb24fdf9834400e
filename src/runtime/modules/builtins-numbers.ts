/** Built-in functions on numbers and iterables (Python/bltinmodule.c). */
import { i32, type Ptr, u8 } from '../memory/heap'
import { PyIter_Next, PyObject_GetIter } from '../object/abstract/iter-protocol'
import {
  _PyNumber_Index,
  PyNumber_Absolute,
  PyNumber_Add,
  PyNumber_Divmod,
  PyNumber_Power,
} from '../object/abstract/number-protocol'
import {
  _PyObject_LookupSpecial,
  PyObject_GetAttr,
  PyObject_IsTrue,
  PyObject_RichCompareBool,
} from '../object/abstract/object-protocol'
import { PySequence_List } from '../object/abstract/sequence-protocol'
import { callNSteal, PyObject_CallOneArg, PyObject_Vectorcall } from '../object/call'
import { arg, FAST, FASTKW, type MethodSpec, O, VARKW } from '../object/define'
import { raise, typeError, typeName, typeNameOf } from '../object/errors'
import { PyErr_Clear, PyErr_Occurred } from '../object/errors-core'
import { FN, type unaryfunc } from '../object/fn-table'
import { Py_DECREF, Py_NewRef, Py_SIZE, Py_TYPE, Py_XDECREF, typeFlagOf } from '../object/header'
import {
  BYTEARRAY_START,
  Py_GT,
  Py_LT,
  TP_ITERNEXT,
  TPFLAGS_BYTES_SUBCLASS,
  TPFLAGS_LONG_SUBCLASS,
  TPFLAGS_UNICODE_SUBCLASS,
  TUPLE_ITEM,
} from '../object/layout'
import { PyFloat_AS_DOUBLE, PyFloat_CheckExact, PyFloat_FromDouble } from '../object/number/float-core'
import {
  longExactNumber,
  longOverflow,
  PyLong_AsInt,
  PyLong_AsLongAndOverflow,
  PyLong_CheckExact,
  PyLong_FromLong,
} from '../object/number/int-core'
import { _PyLong_Format } from '../object/number/int-format'
import { PyBytes_AS_STRING } from '../object/text/bytes-core'
import { unicode_char } from '../object/text/str-build'
import { _Py_ID, PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND, PyUnicode_READ } from '../object/text/str-core'
import { bindArgs, checkPositional } from '../object/type/arg-parse'
import { bindArgsTuple } from '../object/type/call-objects'
import { errorIs, PyObject_TypeCheck } from '../object/type/subtype'
import {
  EMPTY_TUPLE,
  Py_False,
  Py_None,
  Py_True,
  PyBool_Type,
  PyByteArray_Type,
  PyExc_StopIteration,
  PyExc_ValueError,
} from '../object/types'

const ID = { round: _Py_ID('__round__'), sort: _Py_ID('sort') }
const SAFE = Number.MAX_SAFE_INTEGER

/** any() stops at 1, all() at 0. */
function anyAll(iterable: Ptr, stopAt: number): Ptr {
  const it = PyObject_GetIter(iterable)
  if (it === 0) return 0
  const iternext = FN[i32[(Py_TYPE(it) + TP_ITERNEXT) >> 2]] as unaryfunc
  for (;;) {
    const item = iternext(it)
    if (item === 0) break
    const truth = PyObject_IsTrue(item)
    Py_DECREF(item)
    if (truth < 0) {
      Py_DECREF(it)
      return 0
    }
    if (truth === stopAt) {
      Py_DECREF(it)
      return Py_NewRef(stopAt ? Py_True : Py_False)
    }
  }
  Py_DECREF(it)
  if (PyErr_Occurred()) {
    if (!errorIs(PyExc_StopIteration)) return 0
    PyErr_Clear()
  }
  return Py_NewRef(stopAt ? Py_False : Py_True)
}

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
  const a = bindArgs('pow', ['base', 'exp', 'mod'], { required: 2 }, args, nargs, kwnames)
  return a === null ? 0 : PyNumber_Power(a[0], a[1], a[2] || Py_None)
}

function round(_m: Ptr, args: Ptr, nargs: number, kwnames: Ptr): Ptr {
  const a = bindArgs('round', ['number', 'ndigits'], { required: 1 }, args, nargs, kwnames)
  if (a === null) return 0
  const method = _PyObject_LookupSpecial(a[0], ID.round)
  if (method === 0) {
    if (!PyErr_Occurred()) typeError(`type ${typeName(Py_TYPE(a[0]))} doesn't define __round__ method`)
    return 0
  }
  return a[1] === 0 || a[1] === Py_None ? callNSteal(method) : callNSteal(method, a[1])
}

/** min() and max() get their arguments as a tuple and a dict in CPython: with several arguments that tuple is iterated. */
function minMax(fname: string, op: number): (m: Ptr, args: Ptr, kwds: Ptr) => Ptr {
  return (_m, args, kwds) => {
    const n = Py_SIZE(args)
    if (n === 0) {
      checkPositional(fname, 0, 1, 9)
      return 0
    }
    const v = n > 1 ? args : i32[(args + TUPLE_ITEM) >> 2]
    const bound = bindArgsTuple(fname, ['key', 'default'], { kwonlyFrom: 0 }, EMPTY_TUPLE, kwds)
    if (bound === null) return 0
    const key = bound[0] === Py_None ? 0 : bound[0]
    const fallback = bound[1]
    if (n > 1 && fallback !== 0) {
      return typeError(`Cannot specify a default for ${fname}() with multiple positional arguments`)
    }
    const it = PyObject_GetIter(v)
    if (it === 0) return 0
    const best = extreme(it, key, op)
    Py_DECREF(it)
    if (best !== 0 || PyErr_Occurred()) return best
    return fallback !== 0 ? Py_NewRef(fallback) : raise(PyExc_ValueError, `${fname}() arg is an empty sequence`)
  }
}

/** The item with the extreme key; 0 without an error when there is none. */
function extreme(it: Ptr, key: Ptr, op: number): Ptr {
  let bestItem = 0
  let bestValue = 0
  for (let item = PyIter_Next(it); item !== 0; item = PyIter_Next(it)) {
    const value = key === 0 ? Py_NewRef(item) : PyObject_CallOneArg(key, item)
    const better = value === 0 ? -1 : bestValue === 0 ? 1 : PyObject_RichCompareBool(value, bestValue, op)
    if (better > 0) {
      Py_XDECREF(bestValue)
      Py_XDECREF(bestItem)
      bestValue = value
      bestItem = item
      continue
    }
    Py_XDECREF(value)
    Py_DECREF(item)
    if (better < 0) break
  }
  Py_XDECREF(bestValue)
  if (PyErr_Occurred()) {
    Py_XDECREF(bestItem)
    return 0
  }
  return bestItem
}

function sorted(_m: Ptr, args: Ptr, nargs: number, kwnames: Ptr): Ptr {
  if (!checkPositional('sorted', nargs, 1, 1)) return 0
  const list = PySequence_List(arg(args, 0))
  if (list === 0) return 0
  const sort = PyObject_GetAttr(list, ID.sort)
  if (sort === 0) {
    Py_DECREF(list)
    return 0
  }
  const r = PyObject_Vectorcall(sort, args + 8, nargs - 1, kwnames)
  Py_DECREF(sort)
  if (r === 0) {
    Py_DECREF(list)
    return 0
  }
  Py_DECREF(r)
  return list
}

function addOwnedItem(total: Ptr, item: Ptr): Ptr {
  const r = PyNumber_Add(total, item)
  Py_DECREF(total)
  Py_DECREF(item)
  return r
}

/** A C long of CPython as a JavaScript number, NaN when it would not be exact here. */
function exactLong(item: Ptr): number {
  const n = longExactNumber(item)
  return Number.isSafeInteger(n) ? n : Number.NaN
}

/** Adds ints without making objects while the total is exact. Returns the total, or 0 (end or error: state.done). */
function sumInts(it: Ptr, start: Ptr, state: { done: boolean }): Ptr {
  let total = exactLong(start)
  if (Number.isNaN(total)) return start
  Py_DECREF(start)
  for (;;) {
    const item = PyIter_Next(it)
    if (item === 0) {
      state.done = true
      return PyErr_Occurred() ? 0 : PyLong_FromLong(total)
    }
    if (PyLong_CheckExact(item) || Py_TYPE(item) === PyBool_Type) {
      const n = exactLong(item)
      const t = total + n
      if (t >= -SAFE && t <= SAFE) {
        total = t
        Py_DECREF(item)
        continue
      }
    }
    return addOwnedItem(PyLong_FromLong(total), item)
  }
}

function sumFloats(it: Ptr, start: Ptr, state: { done: boolean }): Ptr {
  let total = PyFloat_AS_DOUBLE(start)
  Py_DECREF(start)
  for (;;) {
    const item = PyIter_Next(it)
    if (item === 0) {
      state.done = true
      return PyErr_Occurred() ? 0 : PyFloat_FromDouble(total)
    }
    if (PyFloat_CheckExact(item)) {
      total += PyFloat_AS_DOUBLE(item)
      Py_DECREF(item)
      continue
    }
    if (typeFlagOf(item, TPFLAGS_LONG_SUBCLASS)) {
      const n = PyLong_AsLongAndOverflow(item)
      if (longOverflow === 0) {
        total += n
        Py_DECREF(item)
        continue
      }
    }
    return addOwnedItem(PyFloat_FromDouble(total), item)
  }
}

function sum(_m: Ptr, args: Ptr, nargs: number, kwnames: Ptr): Ptr {
  const a = bindArgs('sum', ['iterable', 'start'], { required: 1, posonly: 1 }, args, nargs, kwnames)
  if (a === null) return 0
  const it = PyObject_GetIter(a[0])
  if (it === 0) return 0
  const start = a[1]
  let refused = ''
  if (start !== 0) {
    if (typeFlagOf(start, TPFLAGS_UNICODE_SUBCLASS)) refused = "strings [use ''.join(seq) instead]"
    else if (typeFlagOf(start, TPFLAGS_BYTES_SUBCLASS)) refused = "bytes [use b''.join(seq) instead]"
    else if (PyObject_TypeCheck(start, PyByteArray_Type)) refused = "bytearray [use b''.join(seq) instead]"
  }
  if (refused !== '') {
    Py_DECREF(it)
    return typeError(`sum() can't sum ${refused}`)
  }
  const state = { done: false }
  let total = start === 0 ? PyLong_FromLong(0) : Py_NewRef(start)
  if (PyLong_CheckExact(total)) total = sumInts(it, total, state)
  if (!state.done && total !== 0 && PyFloat_CheckExact(total)) total = sumFloats(it, total, state)
  while (!state.done && total !== 0) {
    const item = PyIter_Next(it)
    if (item === 0) {
      if (PyErr_Occurred()) {
        Py_DECREF(total)
        total = 0
      }
      break
    }
    total = addOwnedItem(total, item)
  }
  Py_DECREF(it)
  return total
}

export const numberFunctions: Record<string, MethodSpec> = {
  abs: O((_m, o) => PyNumber_Absolute(o), 'abs($module, x, /)\n--\n\n'),
  all: O((_m, o) => anyAll(o, 0), 'all($module, iterable, /)\n--\n\n'),
  any: O((_m, o) => anyAll(o, 1), 'any($module, iterable, /)\n--\n\n'),
  bin: O((_m, o) => toBase(o, 2), 'bin($module, number, /)\n--\n\n'),
  chr: O(chr, 'chr($module, i, /)\n--\n\n'),
  divmod: FAST(divmod, 'divmod($module, x, y, /)\n--\n\n'),
  hex: O((_m, o) => toBase(o, 16), 'hex($module, number, /)\n--\n\n'),
  max: VARKW(minMax('max', Py_GT)),
  min: VARKW(minMax('min', Py_LT)),
  oct: O((_m, o) => toBase(o, 8), 'oct($module, number, /)\n--\n\n'),
  ord: O(ord, 'ord($module, c, /)\n--\n\n'),
  pow: FASTKW(pow, 'pow($module, /, base, exp, mod=None)\n--\n\n'),
  round: FASTKW(round, 'round($module, /, number, ndigits=None)\n--\n\n'),
  sorted: FASTKW(sorted, 'sorted($module, iterable, /, *, key=None, reverse=False)\n--\n\n'),
  sum: FASTKW(sum, 'sum($module, iterable, /, start=0)\n--\n\n'),
}
