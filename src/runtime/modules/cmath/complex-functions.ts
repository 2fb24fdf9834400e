/** Complex functions on (re, im) pairs, with C99's special values (CPython Modules/cmathmodule.c). */
import type { Pair } from '../../object/number/complex-core'
import { hypot } from '../../object/number/hypot'
import * as lib from '../../object/number/libm'
import { special } from './special-values'

export const DOMAIN = 1
export const RANGE = 2
/** 0, or why the last function failed. */
export let cmathError = 0
export function clearCmathError(): void {
  cmathError = 0
}

const LARGE = Number.MAX_VALUE / 4
const SQRT_LARGE = Math.sqrt(LARGE)
const LOG_LARGE = lib.log(LARGE)
const TINY = 2.2250738585072014e-308
const SQRT_TINY = Math.sqrt(TINY)
const LN2 = Math.LN2

const isNegative = (x: number): boolean => x < 0 || Object.is(x, -0)
const copysign = (x: number, y: number): number => (isNegative(y) ? -Math.abs(x) : Math.abs(x))
const bothFinite = (z: Pair): boolean => Number.isFinite(z[0]) && Number.isFinite(z[1])
const isInf = (x: number): boolean => x === Number.POSITIVE_INFINITY || x === Number.NEGATIVE_INFINITY
const INF = Number.POSITIVE_INFINITY

/** The tabulated result; a domain error where the table says so. */
function fromTable(name: string, z: Pair): Pair {
  const r = special(name, z[0], z[1])
  if (r === null) {
    cmathError = DOMAIN
    return [Number.NaN, Number.NaN]
  }
  return r
}

function ranged(r: Pair): Pair {
  if (isInf(r[0]) || isInf(r[1])) cmathError = RANGE
  return r
}

export function sqrt(z: Pair): Pair {
  if (!bothFinite(z)) return fromTable('sqrt', z)
  if (z[0] === 0 && z[1] === 0) return [0, z[1]]
  let ax = Math.abs(z[0])
  const ay = Math.abs(z[1])
  let s: number
  if (ax < TINY && ay < TINY) {
    // hypot would be subnormal: scale by 2^53
    ax *= 2 ** 53
    s = Math.sqrt(ax + hypot(ax, ay * 2 ** 53)) * 2 ** -27
  } else {
    ax /= 8
    s = 2 * Math.sqrt(ax + hypot(ax, ay / 8))
  }
  const d = ay / (2 * s)
  return z[0] >= 0 ? [s, copysign(d, z[1])] : [d, copysign(s, z[1])]
}

export function log(z: Pair): Pair {
  if (!bothFinite(z)) return fromTable('log', z)
  const ax = Math.abs(z[0])
  const ay = Math.abs(z[1])
  let re: number
  if (ax > LARGE || ay > LARGE) re = lib.log(hypot(ax / 2, ay / 2)) + LN2
  else if (ax < TINY && ay < TINY) {
    if (ax > 0 || ay > 0) re = lib.log(hypot(ax * 2 ** 53, ay * 2 ** 53)) - 53 * LN2
    else {
      cmathError = DOMAIN
      return [-INF, lib.atan2(z[1], z[0])]
    }
  } else {
    const h = hypot(ax, ay)
    if (h >= 0.71 && h <= 1.73) {
      const am = ax > ay ? ax : ay
      const an = ax > ay ? ay : ax
      re = lib.log1p((am - 1) * (am + 1) + an * an) / 2
    } else re = lib.log(h)
  }
  return [re, lib.atan2(z[1], z[0])]
}

export function log10(z: Pair): Pair {
  const r = log(z)
  return [r[0] / Math.LN10, r[1] / Math.LN10]
}

const halfLog = (z: Pair): number => lib.log(hypot(z[0] / 2, z[1] / 2)) + LN2 * 2
const isLarge = (z: Pair): boolean => Math.abs(z[0]) > LARGE || Math.abs(z[1]) > LARGE

export function acos(z: Pair): Pair {
  if (!bothFinite(z)) return fromTable('acos', z)
  if (isLarge(z)) {
    const re = lib.atan2(Math.abs(z[1]), z[0])
    return [re, z[0] < 0 ? -copysign(halfLog(z), z[1]) : copysign(halfLog(z), -z[1])]
  }
  const s1 = sqrt([1 - z[0], -z[1]])
  const s2 = sqrt([1 + z[0], z[1]])
  return [2 * lib.atan2(s1[0], s2[0]), lib.asinh(s2[0] * s1[1] - s2[1] * s1[0])]
}

export function acosh(z: Pair): Pair {
  if (!bothFinite(z)) return fromTable('acosh', z)
  if (isLarge(z)) return [halfLog(z), lib.atan2(z[1], z[0])]
  const s1 = sqrt([z[0] - 1, z[1]])
  const s2 = sqrt([z[0] + 1, z[1]])
  return [lib.asinh(s1[0] * s2[0] + s1[1] * s2[1]), 2 * lib.atan2(s1[1], s2[0])]
}

export function asinh(z: Pair): Pair {
  if (!bothFinite(z)) return fromTable('asinh', z)
  if (isLarge(z)) {
    const re = z[1] >= 0 ? copysign(halfLog(z), z[0]) : -copysign(halfLog(z), -z[0])
    return [re, lib.atan2(z[1], Math.abs(z[0]))]
  }
  const s1 = sqrt([1 + z[1], -z[0]])
  const s2 = sqrt([1 - z[1], z[0]])
  return [lib.asinh(s1[0] * s2[1] - s2[0] * s1[1]), lib.atan2(z[1], s1[0] * s2[0] - s1[1] * s2[1])]
}

/** f(z) = -i g(iz) */
const rotated =
  (g: (z: Pair) => Pair) =>
  (z: Pair): Pair => {
    const s = g([-z[1], z[0]])
    return [s[1], -s[0]]
  }

export function atanh(z: Pair): Pair {
  if (!bothFinite(z)) return fromTable('atanh', z)
  if (isNegative(z[0])) {
    const r = atanh([-z[0], -z[1]])
    return [-r[0], -r[1]]
  }
  const ay = Math.abs(z[1])
  if (z[0] > SQRT_LARGE || ay > SQRT_LARGE) {
    const h = hypot(z[0] / 2, z[1] / 2)
    return [z[0] / 4 / h / h, -copysign(Math.PI / 2, -z[1])]
  }
  if (z[0] === 1 && ay < SQRT_TINY) {
    if (ay === 0) {
      cmathError = DOMAIN
      return [INF, z[1]]
    }
    return [-lib.log(Math.sqrt(ay) / Math.sqrt(hypot(ay, 2))), copysign(lib.atan2(2, -ay) / 2, z[1])]
  }
  const re = lib.log1p((4 * z[0]) / ((1 - z[0]) * (1 - z[0]) + ay * ay)) / 4
  return [re, -lib.atan2(-2 * z[1], (1 - z[0]) * (1 + z[0]) - ay * ay) / 2]
}

export const asin = rotated(asinh)
export const atan = rotated(atanh)

export function cosh(z: Pair): Pair {
  const [x, y] = z
  if (!bothFinite(z)) {
    if (isInf(x) && Number.isFinite(y) && y !== 0) {
      const im = copysign(INF, lib.sin(y))
      return [copysign(INF, lib.cos(y)), x > 0 ? im : -im]
    }
    return fromTable('cosh', z)
  }
  if (Math.abs(x) > LOG_LARGE) {
    const u = x - copysign(1, x)
    return ranged([lib.cos(y) * lib.cosh(u) * Math.E, lib.sin(y) * lib.sinh(u) * Math.E])
  }
  return ranged([lib.cos(y) * lib.cosh(x), lib.sin(y) * lib.sinh(x)])
}

export function sinh(z: Pair): Pair {
  const [x, y] = z
  if (!bothFinite(z)) {
    if (isInf(x) && Number.isFinite(y) && y !== 0) {
      const re = copysign(INF, lib.cos(y))
      return [x > 0 ? re : -re, copysign(INF, lib.sin(y))]
    }
    return fromTable('sinh', z)
  }
  if (Math.abs(x) > LOG_LARGE) {
    const u = x - copysign(1, x)
    return ranged([lib.cos(y) * lib.sinh(u) * Math.E, lib.sin(y) * lib.cosh(u) * Math.E])
  }
  return ranged([lib.cos(y) * lib.sinh(x), lib.sin(y) * lib.cosh(x)])
}

export function tanh(z: Pair): Pair {
  const [x, y] = z
  if (!bothFinite(z)) {
    if (isInf(x) && Number.isFinite(y) && y !== 0) {
      return [x > 0 ? 1 : -1, copysign(0, 2 * lib.sin(y) * lib.cos(y))]
    }
    return fromTable('tanh', z)
  }
  if (Math.abs(x) > LOG_LARGE) {
    return [copysign(1, x), 4 * lib.sin(y) * lib.cos(y) * lib.exp(-2 * Math.abs(x))]
  }
  const tx = lib.tanh(x)
  const ty = lib.tan(y)
  const cx = 1 / lib.cosh(x)
  const t = tx * ty
  const d = 1 + t * t
  return [(tx * (1 + ty * ty)) / d, (ty / d) * cx * cx]
}

export const cos = (z: Pair): Pair => cosh([-z[1], z[0]])
export const sin = rotated(sinh)
export const tan = rotated(tanh)

export function exp(z: Pair): Pair {
  const [x, y] = z
  if (!bothFinite(z)) {
    if (isInf(x) && Number.isFinite(y) && y !== 0) {
      const size = x > 0 ? INF : 0
      return [copysign(size, lib.cos(y)), copysign(size, lib.sin(y))]
    }
    return fromTable('exp', z)
  }
  if (x > LOG_LARGE) {
    const l = lib.exp(x - 1)
    return ranged([l * lib.cos(y) * Math.E, l * lib.sin(y) * Math.E])
  }
  const l = lib.exp(x)
  return ranged([l * lib.cos(y), l * lib.sin(y)])
}

export function rect(r: number, phi: number): Pair {
  if (!Number.isFinite(r) || !Number.isFinite(phi)) {
    if (isInf(r) && Number.isFinite(phi) && phi !== 0) {
      const re = copysign(INF, lib.cos(phi))
      const im = copysign(INF, lib.sin(phi))
      return r > 0 ? [re, im] : [-re, -im]
    }
    return fromTable('rect', [r, phi])
  }
  return phi === 0 ? [r, r * phi] : [r * lib.cos(phi), r * lib.sin(phi)]
}
