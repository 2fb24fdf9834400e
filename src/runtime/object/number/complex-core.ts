/** complex objects: two doubles; arithmetic on (re, im) pairs follows CPython Objects/complexobject.c. */
import { objMalloc } from '../../memory/domains'
import { f64, i32, type Ptr } from '../../memory/heap'
import { PyErr_NoMemory } from '../errors-core'
import { initHeader } from '../header'
import { COMPLEX_IMAG, COMPLEX_REAL, OB_TYPE, SIZEOF_COMPLEX } from '../layout'
import { PyObject_TypeCheck } from '../type/subtype'
import { PyComplex_Type } from '../types'

export const PyComplex_Check = (o: Ptr): boolean => PyObject_TypeCheck(o, PyComplex_Type)
export const PyComplex_CheckExact = (o: Ptr): boolean => i32[(o + OB_TYPE) >> 2] === PyComplex_Type
export const complexReal = (o: Ptr): number => f64[(o + COMPLEX_REAL) >> 3]
export const complexImag = (o: Ptr): number => f64[(o + COMPLEX_IMAG) >> 3]

export function PyComplex_FromDoubles(re: number, im: number): Ptr {
  const o = objMalloc(SIZEOF_COMPLEX)
  if (o === 0) return PyErr_NoMemory()
  initHeader(o, PyComplex_Type)
  f64[(o + COMPLEX_REAL) >> 3] = re
  f64[(o + COMPLEX_IMAG) >> 3] = im
  return o
}

/** A complex value outside the heap. */
export type Pair = [number, number]

/** a / b, or null for a zero divisor (_Py_c_quot: scaled by the larger component). */
export function complexQuotient([ar, ai]: Pair, [br, bi]: Pair): Pair | null {
  const absR = Math.abs(br)
  const absI = Math.abs(bi)
  if (absR >= absI) {
    if (absR === 0) return null
    const ratio = bi / br
    const denom = br + bi * ratio
    return [(ar + ai * ratio) / denom, (ai - ar * ratio) / denom]
  }
  if (absI >= absR) {
    const ratio = br / bi
    const denom = br * ratio + bi
    return [(ar * ratio + ai) / denom, (ai * ratio - ar) / denom]
  }
  return [Number.NaN, Number.NaN]
}

export const complexProduct = ([ar, ai]: Pair, [br, bi]: Pair): Pair => [ar * br - ai * bi, ar * bi + ai * br]
