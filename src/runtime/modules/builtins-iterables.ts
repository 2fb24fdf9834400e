/** Built-in functions that consume an iterable (Python/bltinmodule.c). */
import { i32, type Ptr } from '../memory/heap'
import { PyObject_GetIter } from '../object/abstract/iter-protocol'
import { PyNumber_Add } from '../object/abstract/number-protocol'
import { PyObject_IsTrue, PyObject_RichCompareBool } from '../object/abstract/object-protocol'
import { PyObject_CallOneArg } from '../object/call'
import { dictGetItemStr } from '../object/container/dict-lookup'
import { list_sort } from '../object/container/list'
import { PySequence_List } from '../object/container/list-extend'
import { endOfItems, iternext, nextItem } from '../object/container/next-item'
import { arg, FASTKW, type MethodSpec, O, VARKW } from '../object/define'
import { raise, typeError } from '../object/errors'
import { PyErr_Occurred } from '../object/errors-core'
import { Py_DECREF, Py_NewRef, Py_SIZE, Py_XDECREF, typeFlagOf } from '../object/header'
import { TS_RECURSION_REMAINING } from '../object/interp'
import {
  D_METHOD,
  DICT_USED,
  LONG_DIGIT,
  OB_SIZE,
  OB_TYPE,
  Py_GT,
  Py_LT,
  TPFLAGS_BYTES_SUBCLASS,
  TPFLAGS_LONG_SUBCLASS,
  TPFLAGS_UNICODE_SUBCLASS,
  TUPLE_ITEM,
} from '../object/layout'
import { PyFloat_AS_DOUBLE, PyFloat_CheckExact, PyFloat_FromDouble } from '../object/number/float-core'
import {
  longExactNumber,
  longOverflow,
  PyLong_AsLongAndOverflow,
  PyLong_CheckExact,
  PyLong_FromLong,
} from '../object/number/int-core'
import { Py_EnterRecursiveCall, Py_LeaveRecursiveCall } from '../object/recursion'
import { _Py_ID } from '../object/text/str-core'
import { bindArgs, checkPositional } from '../object/type/arg-parse'
import { bindArgsTuple } from '../object/type/call-objects'
import { PyCFunction_New } from '../object/type/descr-core'
import { PyObject_TypeCheck } from '../object/type/subtype'
import { _PyType_Lookup } from '../object/type/type-core'
import {
  EMPTY_TUPLE,
  Py_False,
  Py_None,
  Py_True,
  PyBool_Type,
  PyByteArray_Type,
  PyExc_ValueError,
  PyList_Type,
  PyLong_Type,
} from '../object/types'

const ID_key = _Py_ID('key')
const ID_sort = _Py_ID('sort')
const SAFE = Number.MAX_SAFE_INTEGER

/** any() stops at 1, all() at 0. */
function anyAll(iterable: Ptr, stopAt: number): Ptr {
  const it = PyObject_GetIter(iterable)
  if (it === 0) return 0
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
  return endOfItems() ? Py_NewRef(stopAt ? Py_False : Py_True) : 0
}

// --- min and max ---

/** They get their arguments as a tuple and a dict in CPython: with several arguments that tuple is iterated. */
function minMax(fname: string, op: number): (m: Ptr, args: Ptr, kwds: Ptr) => Ptr {
  return (_m, args, kwds) => {
    const n = Py_SIZE(args)
    if (n === 0) {
      checkPositional(fname, 0, 1, 9)
      return 0
    }
    const v = n > 1 ? args : i32[(args + TUPLE_ITEM) >> 2]
    if (kwds !== 0) return minMaxWith(fname, op, v, n, kwds)
    const it = PyObject_GetIter(v)
    if (it === 0) return 0
    const best = extreme(it, 0, op)
    Py_DECREF(it)
    return best !== 0 || PyErr_Occurred() ? best : emptySequence(fname)
  }
}

const emptySequence = (fname: string): Ptr => raise(PyExc_ValueError, `${fname}() arg is an empty sequence`)

/** With a key or a default. */
function minMaxWith(fname: string, op: number, v: Ptr, n: number, kwds: Ptr): Ptr {
  // a key alone is what nearly all calls give
  const key = i32[(kwds + DICT_USED) >> 2] === 1 ? dictGetItemStr(kwds, ID_key) : 0
  if (key !== 0) return minMaxBy(fname, op, v, key, 0)
  const bound = bindArgsTuple(fname, ['key', 'default'], { kwonlyFrom: 0 }, EMPTY_TUPLE, kwds)
  if (bound === null) return 0
  const fallback = bound[1]
  if (n > 1 && fallback !== 0) {
    return typeError(`Cannot specify a default for ${fname}() with multiple positional arguments`)
  }
  return minMaxBy(fname, op, v, bound[0], fallback)
}

/** The extreme item by key (0 or None: by itself) or, when there is none, fallback (0: an error). */
function minMaxBy(fname: string, op: number, v: Ptr, key: Ptr, fallback: Ptr): Ptr {
  const it = PyObject_GetIter(v)
  if (it === 0) return 0
  const best = extreme(it, key === Py_None ? 0 : key, op)
  Py_DECREF(it)
  if (best !== 0 || PyErr_Occurred()) return best
  return fallback !== 0 ? Py_NewRef(fallback) : emptySequence(fname)
}

/** Does value go before best? 1, 0 or -1. Ints of one digit are compared without making a bool. */
function goesBefore(value: Ptr, best: Ptr, op: number): number {
  if (
    i32[(value + OB_TYPE) >> 2] === PyLong_Type &&
    i32[(best + OB_TYPE) >> 2] === PyLong_Type &&
    (i32[(value + OB_SIZE) >> 2] + 1) >>> 0 < 3 &&
    (i32[(best + OB_SIZE) >> 2] + 1) >>> 0 < 3 &&
    i32[TS_RECURSION_REMAINING >> 2] > 0
  ) {
    const v = Math.imul(i32[(value + OB_SIZE) >> 2], i32[(value + LONG_DIGIT) >> 2])
    const w = Math.imul(i32[(best + OB_SIZE) >> 2], i32[(best + LONG_DIGIT) >> 2])
    return (op === Py_GT ? v > w : v < w) ? 1 : 0
  }
  return PyObject_RichCompareBool(value, best, op)
}

/** The item with the extreme key; 0 without an error when there is none. */
function extreme(it: Ptr, key: Ptr, op: number): Ptr {
  let bestItem = 0
  let bestValue = 0
  for (let item = nextItem(it); item !== 0; item = nextItem(it)) {
    const value = key === 0 ? Py_NewRef(item) : PyObject_CallOneArg(key, item)
    const better = value === 0 ? -1 : bestValue === 0 ? 1 : goesBefore(value, bestValue, op)
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

// --- sorted ---

/** Descriptor of list.sort, which nobody can replace; 0 before the first call. */
let sortDescriptor: Ptr = 0

/** CPython calls the bound method list.sort, which is an object that the collector counts. */
function sorted(_m: Ptr, args: Ptr, nargs: number, kwnames: Ptr): Ptr {
  if (!checkPositional('sorted', nargs, 1, 1)) return 0
  const list = PySequence_List(arg(args, 0))
  if (list === 0) return 0
  if (sortDescriptor === 0) sortDescriptor = _PyType_Lookup(PyList_Type, ID_sort)
  const bound = PyCFunction_New(i32[(sortDescriptor + D_METHOD) >> 2], list, 0)
  if (bound !== 0) {
    let r = 0
    if (Py_EnterRecursiveCall(' while calling a Python object')) {
      r = list_sort(list, args + 8, 0, kwnames)
      Py_LeaveRecursiveCall()
    }
    Py_DECREF(bound)
    if (r !== 0) {
      Py_DECREF(r)
      return list
    }
  }
  Py_DECREF(list)
  return 0
}

// --- sum ---

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

/** Did the last of sumInts and sumFloats come to the end of the items (or to an error)? */
let summed = false

/** Adds ints without making objects while the total is exact. Returns the total, or 0 with an error set. Steals start. */
function sumInts(it: Ptr, start: Ptr): Ptr {
  let total = exactLong(start)
  if (Number.isNaN(total)) return start
  Py_DECREF(start)
  for (;;) {
    const item = nextItem(it)
    if (item === 0) {
      summed = true
      return PyErr_Occurred() ? 0 : PyLong_FromLong(total)
    }
    const type = i32[(item + OB_TYPE) >> 2]
    const size = i32[(item + OB_SIZE) >> 2]
    if (type === PyLong_Type && (size + 1) >>> 0 < 3) {
      const t = total + Math.imul(size, i32[(item + LONG_DIGIT) >> 2])
      if (t >= -SAFE && t <= SAFE) {
        total = t
        Py_DECREF(item)
        continue
      }
    } else if (type === PyLong_Type || type === PyBool_Type) {
      const t = total + exactLong(item)
      if (t >= -SAFE && t <= SAFE) {
        total = t
        Py_DECREF(item)
        continue
      }
    }
    const r = addOwnedItem(PyLong_FromLong(total), item)
    summed = false
    return r
  }
}

function sumFloats(it: Ptr, start: Ptr): Ptr {
  let total = PyFloat_AS_DOUBLE(start)
  Py_DECREF(start)
  for (;;) {
    const item = nextItem(it)
    if (item === 0) {
      summed = true
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
    const r = addOwnedItem(PyFloat_FromDouble(total), item)
    summed = false
    return r
  }
}

function sum(_m: Ptr, args: Ptr, nargs: number, kwnames: Ptr): Ptr {
  if (kwnames === 0 && nargs === 1) return sumFrom(arg(args, 0), 0)
  const a = bindArgs('sum', ['iterable', 'start'], { required: 1, posonly: 1 }, args, nargs, kwnames)
  return a === null ? 0 : sumFrom(a[0], a[1])
}

/** Why there is no sum from this start value; '' when there is. */
function refusedStart(start: Ptr): string {
  if (typeFlagOf(start, TPFLAGS_UNICODE_SUBCLASS)) return "strings [use ''.join(seq) instead]"
  if (typeFlagOf(start, TPFLAGS_BYTES_SUBCLASS)) return "bytes [use b''.join(seq) instead]"
  return PyObject_TypeCheck(start, PyByteArray_Type) ? "bytearray [use b''.join(seq) instead]" : ''
}

function sumFrom(iterable: Ptr, start: Ptr): Ptr {
  const it = PyObject_GetIter(iterable)
  if (it === 0) return 0
  const refused = start === 0 ? '' : refusedStart(start)
  if (refused !== '') {
    Py_DECREF(it)
    return typeError(`sum() can't sum ${refused}`)
  }
  let total = start === 0 ? PyLong_FromLong(0) : Py_NewRef(start)
  // the steps may run Python code that sums: the flag is written last
  summed = false
  if (PyLong_CheckExact(total)) total = sumInts(it, total)
  if (!summed && total !== 0 && PyFloat_CheckExact(total)) total = sumFloats(it, total)
  if (!summed && total !== 0) total = sumObjects(it, total)
  Py_DECREF(it)
  return total
}

/** Adds any objects. Steals total. */
function sumObjects(it: Ptr, total: Ptr): Ptr {
  while (total !== 0) {
    const item = nextItem(it)
    if (item === 0) {
      if (!PyErr_Occurred()) break
      Py_DECREF(total)
      return 0
    }
    total = addOwnedItem(total, item)
  }
  return total
}

export const iterableFunctions: Record<string, MethodSpec> = {
  all: O((_m, o) => anyAll(o, 0), 'all($module, iterable, /)\n--\n\n'),
  any: O((_m, o) => anyAll(o, 1), 'any($module, iterable, /)\n--\n\n'),
  max: VARKW(minMax('max', Py_GT)),
  min: VARKW(minMax('min', Py_LT)),
  sorted: FASTKW(sorted, 'sorted($module, iterable, /, *, key=None, reverse=False)\n--\n\n'),
  sum: FASTKW(sum, 'sum($module, iterable, /, start=0)\n--\n\n'),
}
