/** Powers of complex numbers (complex_pow, _Py_c_pow, c_powi). */
import { complexProduct, complexQuotient, type Pair } from './complex-core'
import { floatPow } from './float-arith'
import { hypot } from './hypot'
import * as lib from './libm'

export const COMPLEX_POW_ZERO = 1
export const COMPLEX_POW_OVERFLOW = 2
/** 0, or why complexPow failed. */
export let complexPowError = 0

function powerUnsigned(x: Pair, n: number): Pair {
  let r: Pair = [1, 0]
  let p = x
  for (let mask = 1; mask > 0 && n >= mask; mask *= 2) {
    if (Math.floor(n / mask) % 2 === 1) r = complexProduct(r, p)
    p = complexProduct(p, p)
  }
  return r
}

function powerPolar(a: Pair, b: Pair): Pair {
  const vabs = hypot(a[0], a[1])
  let len = floatPow(vabs, b[0])
  const at = lib.atan2(a[1], a[0])
  let phase = at * b[0]
  if (b[1] !== 0) {
    len /= lib.exp(at * b[1])
    phase += b[1] * lib.log(vabs)
  }
  return [len * lib.cos(phase), len * lib.sin(phase)]
}

export function complexPow(a: Pair, b: Pair): Pair {
  complexPowError = 0
  let r: Pair | null
  if (b[0] === 0 && b[1] === 0) r = [1, 0]
  else if (a[0] === 0 && a[1] === 0) {
    if (b[1] !== 0 || b[0] < 0) {
      complexPowError = COMPLEX_POW_ZERO
      return [0, 0]
    }
    r = [0, 0]
  } else if (b[1] === 0 && b[0] === Math.floor(b[0]) && Math.abs(b[0]) <= 100) {
    r = b[0] > 0 ? powerUnsigned(a, b[0]) : complexQuotient([1, 0], powerUnsigned(a, -b[0]))
    if (r === null) {
      complexPowError = COMPLEX_POW_ZERO
      return [0, 0]
    }
  } else r = powerPolar(a, b)
  if (!Number.isFinite(r[0]) && !Number.isNaN(r[0])) complexPowError = COMPLEX_POW_OVERFLOW
  if (!Number.isFinite(r[1]) && !Number.isNaN(r[1])) complexPowError = COMPLEX_POW_OVERFLOW
  return r
}
