/**
 * Calls of ordinary classes: object.__new__ or that of BaseException, and then, where there is one, an __init__ in Python. What CPython does in seven
 * functions (_PyObject_MakeTpCall, type_call, object_new, PyType_GenericAlloc, slot_tp_init, _PyObject_Call_Prepend,
 * _PyFunction_Vectorcall) is one here, with the same allocations in the same order: the argument tuple, the instance, its
 * values array, the frame.
 */
import { objMalloc } from '../memory/domains'
import { f64, i32, type Ptr } from '../memory/heap'
import { countGcAllocation, PyObject_GC_Track, PyType_GenericAlloc } from '../object/alloc'
import { destroy } from '../object/container/destroy'
import { _PyObject_InitializeDict, init_inline_values } from '../object/container/instance-attributes'
import { _PyTuple_Alloc } from '../object/container/tuple-core'
import { raise, typeNameOf } from '../object/errors'
import { PyErr_NoMemory } from '../object/errors-core'
import { baseInit, baseNew } from '../object/exception/define-exception'
import { FN, fnPtr, type initproc } from '../object/fn-table'
import { Py_DECREF, Py_XDECREF } from '../object/header'
import { TS_RECURSION_REMAINING } from '../object/interp'
import * as L from '../object/layout'
import { _Py_ID } from '../object/text/str-core'
import { object_init, object_new } from '../object/type/object'
import { slot_tp_init } from '../object/type/slot-functions'
import { _PyType_Lookup } from '../object/type/type-core'
import { EMPTY_TUPLE, Py_None, PyExc_TypeError, PyFunction_Type, PyType_Type } from '../object/types'
import { codeInfo, frameFunctions } from './code-registry'
import { pushFrame } from './frame-stack'

const OBJECT_NEW = fnPtr(object_new)
const OBJECT_INIT = fnPtr(object_init)
const BASE_NEW = fnPtr(baseNew)
const BASE_INIT = fnPtr(baseInit)
const SLOT_INIT = fnPtr(slot_tp_init)
const GENERIC_ALLOC = fnPtr(PyType_GenericAlloc)
const S_init = _Py_ID('__init__')

const W_RECURSION = TS_RECURSION_REMAINING >> 2
const W_FLAGS = L.TP_FLAGS >> 2
const W_NEW = L.TP_NEW >> 2
const W_INIT = L.TP_INIT >> 2
const W_ALLOC = L.TP_ALLOC >> 2
const W_BASICSIZE = L.TP_BASICSIZE >> 2
const W_ITEMSIZE = L.TP_ITEMSIZE >> 2
const W_VECTORCALL = L.TP_VECTORCALL >> 2
const W_DICTOFFSET = L.TP_DICTOFFSET >> 2
const W_ITEMS = L.TUPLE_ITEM >> 2
const W_LOCALS = L.FRAME_LOCALSPLUS >> 2

/** May instantiate() make an object of c, called with n positional arguments? */
export function isPlainClass(c: Ptr, n: number): boolean {
  const w = c >> 2
  if (i32[(c + L.OB_TYPE) >> 2] !== PyType_Type) return false
  const make = i32[w + W_NEW]
  const init = i32[w + W_INIT]
  return (
    (make === OBJECT_NEW
      ? init === SLOT_INIT || (init === OBJECT_INIT && n === 0)
      : make === BASE_NEW && (init === SLOT_INIT || init === BASE_INIT)) &&
    (i32[w + W_FLAGS] & L.TPFLAGS_IS_ABSTRACT) === 0 &&
    i32[w + W_ALLOC] === GENERIC_ALLOC &&
    i32[w + W_ITEMSIZE] === 0 &&
    i32[w + W_VECTORCALL] === 0 &&
    i32[W_RECURSION] > 0
  )
}

/**
 * c(a, b, d, e) with the first n of these arguments, for a class that isPlainClass accepts. Consumes the references, as all
 * forms of calls do; new reference or 0 with an error set.
 */
export function instantiate(c: Ptr, n: number, a: Ptr, b: Ptr, d: Ptr, e: Ptr): Ptr {
  const args = argumentTuple(n, a, b, d, e)
  let o: Ptr = 0
  if (args !== 0) {
    i32[W_RECURSION]--
    o = newInstance(c, args)
    if (o !== 0) {
      // making the instance may have collected garbage, and a finalizer may have changed the class
      const init = i32[(c >> 2) + W_INIT]
      // BaseException's stores the arguments that its __new__ has stored already
      if (init !== BASE_INIT && (init !== OBJECT_INIT || n !== 0)) {
        const failed = init === SLOT_INIT ? callInit(c, o, args, n, a, b, d, e) : (FN[init] as initproc)(o, args, 0)
        if (failed < 0) {
          Py_DECREF(o)
          o = 0
        }
      }
    }
    if ((i32[args >> 2] -= 1) === 0) destroy(args)
    i32[W_RECURSION]++
  }
  Py_DECREF(c)
  if (n > 0) {
    Py_DECREF(a)
    if (n > 1) {
      Py_DECREF(b)
      Py_XDECREF(d)
      Py_XDECREF(e)
    }
  }
  return o
}

function argumentTuple(n: number, a: Ptr, b: Ptr, d: Ptr, e: Ptr): Ptr {
  if (n === 0) {
    i32[EMPTY_TUPLE >> 2]++
    return EMPTY_TUPLE
  }
  const t = _PyTuple_Alloc(n)
  if (t === 0) return 0
  const w = (t >> 2) + W_ITEMS
  i32[a >> 2]++
  i32[w] = a
  i32[w + 1] = 0
  if (n > 1) {
    i32[b >> 2]++
    i32[w + 2] = b
    i32[w + 3] = 0
    if (n > 2) {
      i32[d >> 2]++
      i32[w + 4] = d
      i32[w + 5] = 0
      if (n > 3) {
        i32[e >> 2]++
        i32[w + 6] = e
        i32[w + 7] = 0
      }
    }
  }
  PyObject_GC_Track(t)
  return t
}

/** object_new or BaseException_new, for a class with the general tp_alloc and no items. */
function newInstance(type: Ptr, args: Ptr): Ptr {
  const flags = i32[(type >> 2) + W_FLAGS]
  const managed = flags & L.TPFLAGS_MANAGED_DICT
  const gc = flags & L.TPFLAGS_HAVE_GC
  const presize = (gc ? 16 : 0) + (managed ? 16 : 0)
  const size = presize + i32[(type >> 2) + W_BASICSIZE]
  const mem = objMalloc(size)
  if (mem === 0) return PyErr_NoMemory()
  for (let p = mem >> 3, end = (mem + size + 7) >> 3; p < end; p++) f64[p] = 0
  const o = mem + presize
  if (gc) countGcAllocation()
  i32[o >> 2] = 1
  i32[(o + L.OB_TYPE) >> 2] = type
  if (flags & L.TPFLAGS_HEAPTYPE) i32[type >> 2]++
  if (gc) PyObject_GC_Track(o)
  if (flags & L.TPFLAGS_BASE_EXC_SUBCLASS) {
    i32[args >> 2]++
    i32[(o + L.EXC_ARGS) >> 2] = args
    return o
  }
  if (managed) {
    if (init_inline_values(o, type) === 0) return o
  } else if (i32[(type >> 2) + W_DICTOFFSET] === 0 || _PyObject_InitializeDict(o) === 0) return o
  Py_DECREF(o)
  return 0
}

/** The class's __init__ on o; 0 or -1 with an error set (slot_tp_init). */
function callInit(c: Ptr, o: Ptr, args: Ptr, n: number, a: Ptr, b: Ptr, d: Ptr, e: Ptr): number {
  const func = _PyType_Lookup(c, S_init)
  if (func === 0 || i32[(func + L.OB_TYPE) >> 2] !== PyFunction_Type) return slot_tp_init(o, args, 0)
  const code = i32[(func + L.FUNC_CODE) >> 2]
  const x = i32[(code + L.CO_EXTRA) >> 2]
  if (codeInfo[x * 2] !== n + 1) return slot_tp_init(o, args, 0)
  // one reference for the frame, one for the caller of it
  i32[func >> 2] += 2
  let r: Ptr = 0
  const f = pushFrame(func, code, codeInfo[x * 2 + 1])
  if (f !== 0) {
    const w = (f >> 2) + W_LOCALS
    i32[o >> 2]++
    i32[w] = o
    if (n > 0) {
      i32[a >> 2]++
      i32[w + 2] = a
      if (n > 1) {
        i32[b >> 2]++
        i32[w + 4] = b
        if (n > 2) {
          i32[d >> 2]++
          i32[w + 6] = d
          if (n > 3) {
            i32[e >> 2]++
            i32[w + 8] = e
          }
        }
      }
    }
    r = frameFunctions[x](f, 0)
  }
  Py_DECREF(func)
  if (r === Py_None) {
    i32[Py_None >> 2]--
    return 0
  }
  return r === 0 ? -1 : initReturned(r)
}

function initReturned(r: Ptr): -1 {
  raise(PyExc_TypeError, `__init__() should return None, not '${typeNameOf(r)}'`)
  Py_DECREF(r)
  return -1
}
