/** Calls with tuples and dicts (CPython Objects/call.c): the way into and out of the vectorcall protocol. */
import { memFree, memMalloc } from '../../memory/domains'
import { i32, type Ptr } from '../../memory/heap'
import { PyVectorcall_NARGS, setMakeTpCall, vectorcallEntry } from '../call'
import { PyDict_New, PyDict_SetItem } from '../container/dict-core'
import { PyTuple_New } from '../container/tuple-core'
import { raise, typeError, typeNameOf } from '../errors'
import { PyErr_NoMemory, PyErr_Occurred } from '../errors-core'
import { FN, type ternaryfunc, type vectorcallfunc } from '../fn-table'
import { Py_DECREF, Py_NewRef, Py_SIZE, Py_TYPE, typeFlagOf } from '../header'
import { cStackPop, cStackPush } from '../interp'
import { DICT_USED, TP_CALL, TP_VECTORCALL_OFFSET, TPFLAGS_UNICODE_SUBCLASS, TUPLE_ITEM } from '../layout'
import { Py_EnterRecursiveCall, Py_LeaveRecursiveCall } from '../recursion'
import { strToJS } from '../text/str-core'
import { PyExc_SystemError } from '../types'
import { bindKeywords, bindPositional, type Keywords, type Signature } from './arg-parse'
import { dictEach } from './dict-each'

const dictUsed = (d: Ptr): number => i32[(d + DICT_USED) >> 2]

/** A result and the error indicator must agree; what does not is a bug of a built-in (_Py_CheckFunctionResult). */
export function checkFunctionResult(callable: Ptr, result: Ptr): Ptr {
  if (result === 0) {
    if (!PyErr_Occurred())
      raise(PyExc_SystemError, `<${typeNameOf(callable)}> returned NULL without setting an exception`)
    return 0
  }
  if (PyErr_Occurred()) {
    Py_DECREF(result)
    return 0
  }
  return result
}

/** A new tuple of n borrowed references at args. */
export function tupleFromArray(args: Ptr, n: number): Ptr {
  const t = PyTuple_New(n)
  if (t === 0) return 0
  for (let i = 0; i < n; i++) i32[(t + TUPLE_ITEM + i * 8) >> 2] = Py_NewRef(i32[(args + i * 8) >> 2])
  return t
}

/** A new dict of the names in kwnames and the values at args. */
export function kwargsDict(args: Ptr, kwnames: Ptr): Ptr {
  const d = PyDict_New()
  if (d === 0) return 0
  for (let i = 0, n = Py_SIZE(kwnames); i < n; i++) {
    if (PyDict_SetItem(d, i32[(kwnames + TUPLE_ITEM + i * 8) >> 2], i32[(args + i * 8) >> 2]) < 0) {
      Py_DECREF(d)
      return 0
    }
  }
  return d
}

/** Calls tp_call under the recursion check. */
function callSlot(callable: Ptr, args: Ptr, kwargs: Ptr): Ptr {
  const call = FN[i32[(Py_TYPE(callable) + TP_CALL) >> 2]] as ternaryfunc
  if (!Py_EnterRecursiveCall(' while calling a Python object')) return 0
  const r = call(callable, args, kwargs)
  Py_LeaveRecursiveCall()
  return checkFunctionResult(callable, r)
}

/** Vectorcall arguments for a type that only has tp_call (_PyObject_MakeTpCall). */
const makeTpCall: vectorcallfunc = (callable, args, nargs, kwnames) => {
  const tuple = tupleFromArray(args, nargs)
  if (tuple === 0) return 0
  let dict = 0
  if (kwnames !== 0 && Py_SIZE(kwnames) > 0) {
    dict = kwargsDict(args + nargs * 8, kwnames)
    if (dict === 0) {
      Py_DECREF(tuple)
      return 0
    }
  }
  const r = callSlot(callable, tuple, dict)
  Py_DECREF(tuple)
  if (dict !== 0) Py_DECREF(dict)
  return r
}
setMakeTpCall(makeTpCall)
export const _PyObject_MakeTpCall: vectorcallfunc = makeTpCall

/**
 * Calls a vectorcall entry with nargs positional references at args and keywords from a dict; the array is taken from the
 * mem domain, as in CPython (_PyStack_UnpackDict).
 */
export function vectorcallWithDict(entry: number, callable: Ptr, args: Ptr, nargs: number, kwargs: Ptr): Ptr {
  const nkwargs = dictUsed(kwargs)
  const block = memMalloc((1 + nargs + nkwargs) * 8)
  if (block === 0) return PyErr_NoMemory()
  const kwnames = PyTuple_New(nkwargs)
  if (kwnames === 0) {
    memFree(block)
    return 0
  }
  const stack = block + 8
  for (let i = 0; i < nargs; i++) i32[(stack + i * 8) >> 2] = Py_NewRef(i32[(args + i * 8) >> 2])
  let at = 0
  let allStr = true
  dictEach(kwargs, (key, value) => {
    if (!typeFlagOf(key, TPFLAGS_UNICODE_SUBCLASS)) allStr = false
    i32[(kwnames + TUPLE_ITEM + at * 8) >> 2] = Py_NewRef(key)
    i32[(stack + (nargs + at) * 8) >> 2] = Py_NewRef(value)
    at++
    return true
  })
  const r = allStr
    ? (FN[entry] as vectorcallfunc)(callable, stack, nargs, kwnames)
    : typeError('keywords must be strings')
  for (let i = 0; i < nargs + nkwargs; i++) Py_DECREF(i32[(stack + i * 8) >> 2])
  memFree(block)
  Py_DECREF(kwnames)
  return r
}

/** tp_call of types that implement vectorcall (PyVectorcall_Call). */
export const PyVectorcall_Call: ternaryfunc = (callable, args, kwargs) => {
  // subclasses inherit the field but not the flag, so the flag is not asked here
  const entry = i32[(callable + i32[(Py_TYPE(callable) + TP_VECTORCALL_OFFSET) >> 2]) >> 2]
  if (entry === 0) return typeError(`'${typeNameOf(callable)}' object does not support vectorcall`)
  return callEntry(entry, callable, args, kwargs)
}

function callEntry(entry: number, callable: Ptr, args: Ptr, kwargs: Ptr): Ptr {
  const r =
    kwargs === 0 || dictUsed(kwargs) === 0
      ? (FN[entry] as vectorcallfunc)(callable, args + TUPLE_ITEM, Py_SIZE(args), 0)
      : vectorcallWithDict(entry, callable, args + TUPLE_ITEM, Py_SIZE(args), kwargs)
  return checkFunctionResult(callable, r)
}

/** callable(*args, **kwargs) for a tuple and a dict (or 0). */
export function PyObject_Call(callable: Ptr, args: Ptr, kwargs: Ptr): Ptr {
  const entry = vectorcallEntry(callable)
  if (entry !== 0) return callEntry(entry, callable, args, kwargs)
  if (i32[(Py_TYPE(callable) + TP_CALL) >> 2] === 0) {
    return typeError(`'${typeNameOf(callable)}' object is not callable`)
  }
  return callSlot(callable, args, kwargs)
}

/** callable(*args) for nargs references at args and a keyword dict or 0 (_PyObject_FastCallDict). */
export function _PyObject_FastCallDict(callable: Ptr, args: Ptr, nargsf: number, kwargs: Ptr): Ptr {
  const nargs = PyVectorcall_NARGS(nargsf)
  const entry = vectorcallEntry(callable)
  if (entry !== 0) {
    const r =
      kwargs === 0 || dictUsed(kwargs) === 0
        ? (FN[entry] as vectorcallfunc)(callable, args, nargsf, 0)
        : vectorcallWithDict(entry, callable, args, nargs, kwargs)
    return checkFunctionResult(callable, r)
  }
  if (i32[(Py_TYPE(callable) + TP_CALL) >> 2] === 0) {
    return typeError(`'${typeNameOf(callable)}' object is not callable`)
  }
  const tuple = tupleFromArray(args, nargs)
  if (tuple === 0) return 0
  const r = callSlot(callable, tuple, kwargs)
  Py_DECREF(tuple)
  return r
}

/** Arguments up to this many are put together on the C stack, more in the mem domain (_PY_FASTCALL_SMALL_STACK). */
const SMALL_STACK = 5

/** callable(obj, *args, **kwargs) (_PyObject_Call_Prepend): for methods and slot functions of Python classes. */
export function _PyObject_Call_Prepend(callable: Ptr, obj: Ptr, args: Ptr, kwargs: Ptr): Ptr {
  const n = Py_SIZE(args) + 1
  const small = n <= SMALL_STACK
  const stack = small ? cStackPush(n) : memMalloc(n * 8)
  if (stack === 0) return PyErr_NoMemory()
  i32[stack >> 2] = obj
  for (let i = 1; i < n; i++) i32[(stack + i * 8) >> 2] = i32[(args + TUPLE_ITEM + (i - 1) * 8) >> 2]
  const r = _PyObject_FastCallDict(callable, stack, n, kwargs)
  if (small) cStackPop(stack)
  else memFree(stack)
  return r
}

/** Keywords in a dict or 0. */
export function dictKeywords(kwargs: Ptr): Keywords {
  const names: (string | null)[] = []
  const values: Ptr[] = []
  if (kwargs !== 0) {
    dictEach(kwargs, (key, value) => {
      names.push(typeFlagOf(key, TPFLAGS_UNICODE_SUBCLASS) ? strToJS(key) : null)
      values.push(value)
      return true
    })
  }
  return {
    count: names.length,
    get: (name) => {
      const i = names.indexOf(name)
      return i < 0 ? 0 : values[i]
    },
    names: () => names,
  }
}

/** bindArgs for functions that get a tuple and a dict (tp_new, tp_init, METH_VARARGS | METH_KEYWORDS). */
export function bindArgsTuple(fname: string, names: string[], sig: Signature, args: Ptr, kwargs: Ptr): Ptr[] | null {
  if (kwargs === 0) return bindPositional(fname, names, sig, args + TUPLE_ITEM, Py_SIZE(args))
  return bindKeywords(fname, names, sig, args + TUPLE_ITEM, Py_SIZE(args), dictKeywords(kwargs))
}

/** False with TypeError set when a keyword dict is present and not empty (_PyArg_NoKeywords). */
export function noKeywords(fname: string, kwargs: Ptr): boolean {
  if (kwargs === 0 || dictUsed(kwargs) === 0) return true
  typeError(`${fname}() takes no keyword arguments`)
  return false
}
