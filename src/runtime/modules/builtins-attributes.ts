/** Built-in functions about objects and their attributes (Python/bltinmodule.c). */

import { toUser } from '../memory/address-map'
import { i32, type Ptr } from '../memory/heap'
import { PyObject_IsInstance, PyObject_IsSubclass } from '../object/abstract/instance-check'
import { PyIter_Check, PyObject_GetIter } from '../object/abstract/iter-protocol'
import { PyObject_Size } from '../object/abstract/mapping-protocol'
import {
  _PyObject_HasAttr,
  _PyObject_LookupAttr,
  hashFailed,
  PyObject_ASCII,
  PyObject_GetAttr,
  PyObject_Hash,
  PyObject_Repr,
  PyObject_SetAttr,
} from '../object/abstract/object-protocol'
import { PyCallable_Check } from '../object/call'
import { PyCallIter_New } from '../object/container/seq-iterators'
import { arg, FAST, type MethodSpec, O } from '../object/define'
import { raiseNone, typeError, typeNameOf } from '../object/errors'
import { PyErr_Clear, PyErr_Occurred } from '../object/errors-core'
import { FN, type unaryfunc } from '../object/fn-table'
import { Py_NewRef, Py_TYPE, typeFlagOf } from '../object/header'
import { HASH_HI } from '../object/interp'
import { AM_AITER, AM_ANEXT, TP_AS_ASYNC, TP_ITERNEXT, TPFLAGS_UNICODE_SUBCLASS } from '../object/layout'
import { longFromWords, PyLong_FromSsize_t } from '../object/number/int-core'
import { PyObject_Format } from '../object/text/format-spec'
import { checkPositional } from '../object/type/arg-parse'
import { errorIs } from '../object/type/subtype'
import { Py_False, Py_None, Py_True, PyExc_StopIteration } from '../object/types'
import { newAnextAwaitable } from './anext-awaitable'

const bool = (v: boolean | number): Ptr => Py_NewRef(v ? Py_True : Py_False)

function getattr(_m: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('getattr', nargs, 2, 3)) return 0
  const o = arg(args, 0)
  const name = arg(args, 1)
  if (nargs === 2) return PyObject_GetAttr(o, name)
  const v = _PyObject_LookupAttr(o, name)
  if (v !== 0 || PyErr_Occurred()) return v
  return Py_NewRef(arg(args, 2))
}

function hasattr(_m: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('hasattr', nargs, 2, 2)) return 0
  const r = _PyObject_HasAttr(arg(args, 0), arg(args, 1))
  return r < 0 ? 0 : bool(r)
}

function setattr(_m: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('setattr', nargs, 3, 3)) return 0
  return PyObject_SetAttr(arg(args, 0), arg(args, 1), arg(args, 2)) < 0 ? 0 : Py_NewRef(Py_None)
}

function delattr(_m: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('delattr', nargs, 2, 2)) return 0
  return PyObject_SetAttr(arg(args, 0), arg(args, 1), 0) < 0 ? 0 : Py_NewRef(Py_None)
}

function isinstance(_m: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('isinstance', nargs, 2, 2)) return 0
  const r = PyObject_IsInstance(arg(args, 0), arg(args, 1))
  return r < 0 ? 0 : bool(r)
}

function issubclass(_m: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('issubclass', nargs, 2, 2)) return 0
  const r = PyObject_IsSubclass(arg(args, 0), arg(args, 1))
  return r < 0 ? 0 : bool(r)
}

function iter(_m: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('iter', nargs, 1, 2)) return 0
  if (nargs === 1) return PyObject_GetIter(arg(args, 0))
  if (!PyCallable_Check(arg(args, 0))) return typeError('iter(v, w): v must be callable')
  return PyCallIter_New(arg(args, 0), arg(args, 1))
}

function next(_m: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('next', nargs, 1, 2)) return 0
  const it = arg(args, 0)
  if (!PyIter_Check(it)) return typeError(`'${typeNameOf(it)}' object is not an iterator`)
  const v = (FN[i32[(Py_TYPE(it) + TP_ITERNEXT) >> 2]] as unaryfunc)(it)
  if (v !== 0) return v
  if (nargs > 1) {
    if (PyErr_Occurred()) {
      if (!errorIs(PyExc_StopIteration)) return 0
      PyErr_Clear()
    }
    return Py_NewRef(arg(args, 1))
  }
  return PyErr_Occurred() ? 0 : raiseNone(PyExc_StopIteration)
}

const asyncSlot = (o: Ptr, offset: number): number => {
  const suite = i32[(Py_TYPE(o) + TP_AS_ASYNC) >> 2]
  return suite === 0 ? 0 : i32[(suite + offset) >> 2]
}

function aiter(_m: Ptr, o: Ptr): Ptr {
  const f = asyncSlot(o, AM_AITER)
  if (f === 0) return typeError(`'${typeNameOf(o)}' object is not an async iterable`)
  const it = (FN[f] as unaryfunc)(o)
  if (it !== 0 && asyncSlot(it, AM_ANEXT) === 0) {
    return typeError(`aiter() returned not an async iterator of type '${typeNameOf(it)}'`)
  }
  return it
}

function anext(_m: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('anext', nargs, 1, 2)) return 0
  const it = arg(args, 0)
  const f = asyncSlot(it, AM_ANEXT)
  if (f === 0) return typeError(`'${typeNameOf(it)}' object is not an async iterator`)
  const awaitable = (FN[f] as unaryfunc)(it)
  if (awaitable === 0 || nargs === 1) return awaitable
  return newAnextAwaitable(awaitable, arg(args, 1))
}

function hash(_m: Ptr, o: Ptr): Ptr {
  const lo = PyObject_Hash(o)
  return hashFailed(lo) ? 0 : longFromWords(lo, i32[HASH_HI >> 2], true)
}

function len(_m: Ptr, o: Ptr): Ptr {
  const n = PyObject_Size(o)
  return n < 0 ? 0 : PyLong_FromSsize_t(n)
}

function format(_m: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('format', nargs, 1, 2)) return 0
  const spec = nargs > 1 ? arg(args, 1) : 0
  if (spec !== 0 && !typeFlagOf(spec, TPFLAGS_UNICODE_SUBCLASS)) {
    return typeError(`format() argument 2 must be str, not ${spec === Py_None ? 'None' : typeNameOf(spec)}`)
  }
  return PyObject_Format(arg(args, 0), spec)
}

export const attributeFunctions: Record<string, MethodSpec> = {
  ascii: O((_m, o) => PyObject_ASCII(o), 'ascii($module, obj, /)\n--\n\n'),
  callable: O((_m, o) => bool(PyCallable_Check(o)), 'callable($module, obj, /)\n--\n\n'),
  delattr: FAST(delattr, 'delattr($module, obj, name, /)\n--\n\n'),
  format: FAST(format, "format($module, value, format_spec='', /)\n--\n\n"),
  getattr: FAST(getattr),
  hasattr: FAST(hasattr, 'hasattr($module, obj, name, /)\n--\n\n'),
  hash: O(hash, 'hash($module, obj, /)\n--\n\n'),
  id: O((_m, o) => PyLong_FromSsize_t(toUser(o)), 'id($module, obj, /)\n--\n\n'),
  isinstance: FAST(isinstance, 'isinstance($module, obj, class_or_tuple, /)\n--\n\n'),
  issubclass: FAST(issubclass, 'issubclass($module, cls, class_or_tuple, /)\n--\n\n'),
  iter: FAST(iter),
  aiter: O(aiter, 'aiter($module, async_iterable, /)\n--\n\n'),
  len: O(len, 'len($module, obj, /)\n--\n\n'),
  next: FAST(next),
  anext: FAST(anext, 'anext($module, aiterator, default=<unrepresentable>, /)\n--\n\n'),
  repr: O((_m, o) => PyObject_Repr(o), 'repr($module, obj, /)\n--\n\n'),
  setattr: FAST(setattr, 'setattr($module, obj, name, value, /)\n--\n\n'),
}
