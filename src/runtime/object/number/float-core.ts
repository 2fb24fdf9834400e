/**
 * float objects: 24 bytes, and the free list of up to 100 dead ones, linked through ob_type as CPython does.
 */
import { objFree, objMalloc } from '../../memory/domains'
import { f64, i32, type Ptr } from '../../memory/heap'
import { staticAlloc } from '../../memory/static-data'
import { traceNewReference } from '../alloc'
import { raiseInt, typeNameOf } from '../errors'
import { PyErr_NoMemory } from '../errors-core'
import { type destructor, FN } from '../fn-table'
import { FLOAT_VALUE, OB_TYPE, SIZEOF_FLOAT, TP_FREE } from '../layout'
import { PyObject_TypeCheck } from '../type/subtype'
import { PyExc_TypeError, PyFloat_Type } from '../types'

export const FLOAT_MAXFREELIST = 100
/** Head and length of the free list. */
const FREE_HEAD = staticAlloc(8, 8)
const FREE_COUNT = staticAlloc(8, 8)

export const floatFreeListLength = (): number => i32[FREE_COUNT >> 2]

export const PyFloat_AS_DOUBLE = (o: Ptr): number => f64[(o + FLOAT_VALUE) >> 3]
export const PyFloat_CheckExact = (o: Ptr): boolean => i32[(o + OB_TYPE) >> 2] === PyFloat_Type

/** True for float and its subclasses. */
export const PyFloat_Check = (o: Ptr): boolean => PyObject_TypeCheck(o, PyFloat_Type)

export function PyFloat_FromDouble(v: number): Ptr {
  let o = i32[FREE_HEAD >> 2]
  if (o !== 0) {
    i32[FREE_HEAD >> 2] = i32[(o + OB_TYPE) >> 2]
    i32[FREE_COUNT >> 2]--
    i32[(o + OB_TYPE) >> 2] = PyFloat_Type
    traceNewReference(o)
  } else {
    o = objMalloc(SIZEOF_FLOAT)
    if (o === 0) return PyErr_NoMemory()
  }
  const w = o >> 2
  i32[w] = 1
  i32[w + 1] = 0
  i32[w + 2] = PyFloat_Type
  i32[w + 3] = 0
  f64[(o + FLOAT_VALUE) >> 3] = v
  return o
}

/** Destructor: exact floats go to the free list while it has room (float_dealloc). */
export function floatDealloc(o: Ptr): void {
  if (i32[(o + OB_TYPE) >> 2] === PyFloat_Type) {
    const n = i32[FREE_COUNT >> 2]
    if (n >= FLOAT_MAXFREELIST) {
      objFree(o)
      return
    }
    i32[FREE_COUNT >> 2] = n + 1
    i32[(o + OB_TYPE) >> 2] = i32[FREE_HEAD >> 2]
    i32[FREE_HEAD >> 2] = o
  } else {
    ;(FN[i32[(i32[(o + OB_TYPE) >> 2] + TP_FREE) >> 2]] as destructor)(o)
  }
}

/** Gives the parked floats back to the allocator (_PyFloat_ClearFreeList). */
export function clearFloatFreeList(): void {
  let o = i32[FREE_HEAD >> 2]
  while (o !== 0) {
    const next = i32[(o + OB_TYPE) >> 2]
    objFree(o)
    o = next
  }
  i32[FREE_HEAD >> 2] = 0
  i32[FREE_COUNT >> 2] = 0
}

/** Converts objects that are neither float nor int through __float__ and __index__; installed by number-protocol. */
let asDoubleSlow: (o: Ptr) => number = (o) => raiseInt(PyExc_TypeError, `must be real number, not ${typeNameOf(o)}`)
export function setAsDoubleHook(f: (o: Ptr) => number): void {
  asDoubleSlow = f
}

/** Value as a double; -1 with the error indicator set on failure: test PyErr_Occurred (PyFloat_AsDouble). */
export function PyFloat_AsDouble(o: Ptr): number {
  if (i32[(o + OB_TYPE) >> 2] === PyFloat_Type) return f64[(o + FLOAT_VALUE) >> 3]
  if (PyFloat_Check(o)) return f64[(o + FLOAT_VALUE) >> 3]
  return asDoubleSlow(o)
}
