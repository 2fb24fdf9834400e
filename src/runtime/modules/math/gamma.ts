/** gamma and lgamma by the Lanczos approximation that CPython's mathmodule.c uses, on the same library functions. */
import { cos, exp, log, powPositive, sin } from '../../object/number/libm'

const G = 6.02468004077673
const G_MINUS_HALF = 5.52468004077673
const LOG_PI = 1.1447298858494002

const NUMERATOR = [
  23531376880.41076, 42919803642.6491, 35711959237.35567, 17921034426.03721, 6039542586.352028, 1439720407.3117216,
  248874557.86205417, 31426415.585400194, 2876370.6289353725, 186056.26539522348, 8071.672002365816, 210.82427775157936,
  2.5066282746310002,
]
const DENOMINATOR = [
  0, 39916800, 120543840, 150917976, 105258076, 45995730, 13339535, 2637558, 357423, 32670, 1925, 66, 1,
]

const FACTORIALS: number[] = [1]
for (let i = 1; i < 23; i++) FACTORIALS.push(FACTORIALS[i - 1] * i)

function lanczosSum(x: number): number {
  let n = 0
  let d = 0
  if (x < 5) {
    for (let i = NUMERATOR.length - 1; i >= 0; i--) {
      n = n * x + NUMERATOR[i]
      d = d * x + DENOMINATOR[i]
    }
  } else {
    for (let i = 0; i < NUMERATOR.length; i++) {
      n = n / x + NUMERATOR[i]
      d = d / x + DENOMINATOR[i]
    }
  }
  return n / d
}

/** sin(pi x), exact where it should be. */
function sinPi(x: number): number {
  const y = Math.abs(x) % 2
  const n = Math.round(2 * y)
  const r =
    n === 0
      ? sin(Math.PI * y)
      : n === 1
        ? cos(Math.PI * (y - 0.5))
        : n === 2
          ? sin(Math.PI * (1 - y))
          : n === 3
            ? -cos(Math.PI * (y - 1.5))
            : sin(Math.PI * (y - 2))
  return x < 0 ? -r : r
}

const power = (v: number, w: number): number => powPositive(v, w)

/** NaN for a pole or minus infinity, infinity when too large. */
export function gamma(x: number): number {
  if (Number.isNaN(x) || x === Number.POSITIVE_INFINITY) return x
  if (x === Number.NEGATIVE_INFINITY || x === 0) return Number.NaN
  if (Math.floor(x) === x) {
    if (x < 0) return Number.NaN
    if (x <= 23) return FACTORIALS[x - 1]
  }
  const a = Math.abs(x)
  if (a < 1e-20) return 1 / x
  if (a > 200) return x < 0 ? 0 / sinPi(x) : Number.POSITIVE_INFINITY
  const y = a + G_MINUS_HALF
  let z: number
  if (a > G_MINUS_HALF) z = y - a - G_MINUS_HALF
  else z = y - G_MINUS_HALF - a
  z = (z * G) / y
  let r: number
  if (x < 0) {
    r = ((-Math.PI / sinPi(a) / a) * exp(y)) / lanczosSum(a)
    r -= z * r
    if (a < 140) return r / power(y, a - 0.5)
    const root = power(y, a / 2 - 0.25)
    return r / root / root
  }
  r = lanczosSum(a) / exp(y)
  r += z * r
  if (a < 140) return r * power(y, a - 0.5)
  const root = power(y, a / 2 - 0.25)
  return r * root * root
}

/** NaN for a pole, infinity when too large or infinite. */
export function lgamma(x: number): number {
  if (Number.isNaN(x)) return x
  if (!Number.isFinite(x)) return Number.POSITIVE_INFINITY
  if (Math.floor(x) === x && x <= 2) return x <= 0 ? Number.NaN : 0
  const a = Math.abs(x)
  if (a < 1e-20) return -log(a)
  let r = log(lanczosSum(a)) - G
  r += (a - 0.5) * (log(a + G - 0.5) - 1)
  if (x < 0) r = LOG_PI - log(Math.abs(sinPi(a))) - log(a) - r
  return r
}
