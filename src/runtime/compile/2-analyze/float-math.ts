/** Arithmetic on floats that must give C's result to the last bit. */

function bitLength(v: bigint): number {
  return v === 0n ? 0 : v.toString(16).length * 4 - Math.clz32(Number.parseInt(v.toString(16)[0], 16)) + 28
}

/** The float nearest to num/den (num >= 0, den > 0), ties to even; Infinity when it is too large. */
function roundRatio(num: bigint, den: bigint): number {
  if (num === 0n) return 0
  const exponent = bitLength(num) - bitLength(den)
  if (exponent > 1025) return Number.POSITIVE_INFINITY
  if (exponent < -1020) {
    // near or below the subnormals: count in units of the smallest float
    const scaled = num << 1074n
    const q = scaled / den
    const twice = (scaled % den) * 2n
    const up = twice > den || (twice === den && (q & 1n) === 1n)
    return Number(up ? q + 1n : q) * Number.MIN_VALUE
  }
  // 66 bits or more, the lowest one "sticky": Number() then rounds as if it saw all digits
  const shift = 66 - exponent
  const n = shift > 0 ? num << BigInt(shift) : num
  const d = shift > 0 ? den : den << BigInt(-shift)
  let q = n / d
  if (n % d !== 0n) q |= 1n
  const mantissa = Number(q)
  // in two steps, 2**-shift itself may be out of range
  const half = Math.trunc(-shift / 2)
  return mantissa * 2 ** half * 2 ** (-shift - half)
}

/** int / int (Objects/longobject.c `long_true_divide`): correctly rounded. Null when the result is no float. */
export function trueDivide(a: bigint, b: bigint): number | null {
  if (b === 0n) return null
  const negative = a < 0n !== b < 0n
  const q = roundRatio(a < 0n ? -a : a, b < 0n ? -b : b)
  if (q === Number.POSITIVE_INFINITY) return null
  return negative ? -q : q
}

/** A finite float as integer times power of two. */
function decompose(x: number): { mantissa: bigint; exponent: number } {
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, x)
  const bits = view.getBigUint64(0)
  const biased = Number((bits >> 52n) & 0x7ffn)
  const fraction = bits & 0xfffffffffffffn
  if (biased === 0) return { mantissa: fraction, exponent: -1074 }
  return { mantissa: fraction | 0x10000000000000n, exponent: biased - 1075 }
}

/** Beyond this the exact power has too many digits to be worth it. */
const MAX_EXACT_EXPONENT = 1024

/** Fixed-point fractions: enough digits for |y * ln x| up to 750 with some 100 bits to spare. */
const FRACTION_BITS = 192
const ONE = 1n << BigInt(FRACTION_BITS)

function fixedMultiply(a: bigint, b: bigint): bigint {
  return (a * b) >> BigInt(FRACTION_BITS)
}

/** 2 * atanh(num / den), for small arguments. */
function fixedLogRatio(num: bigint, den: bigint): bigint {
  const z = (num << BigInt(FRACTION_BITS)) / den
  const square = fixedMultiply(z, z)
  let sum = 0n
  let power = z
  for (let n = 1n; power !== 0n && power !== -1n; n += 2n) {
    sum += power / n
    power = fixedMultiply(power, square)
  }
  return sum * 2n
}

/** x ** y for finite x > 0 and finite y, to the nearest float: exp(y * ln x) in fixed point. */
function powInFixedPoint(x: number, y: number): number {
  const ln2 = fixedLogRatio(1n, 3n)
  const { mantissa, exponent } = decompose(x)
  // x = m * 2**e with m from 1 to 2
  const length = bitLength(mantissa)
  const e = exponent + length - 1
  const unit = 1n << BigInt(length - 1)
  const lnX = fixedLogRatio(mantissa - unit, mantissa + unit) + BigInt(e) * ln2
  const factor = decompose(Math.abs(y))
  const product = lnX * factor.mantissa * (y < 0 ? -1n : 1n)
  const t = factor.exponent >= 0 ? product << BigInt(factor.exponent) : product >> BigInt(-factor.exponent)
  const k = (t + ln2 / 2n) / ln2 - (t + ln2 / 2n < 0n ? 1n : 0n)
  if (k > 1100n) return Number.POSITIVE_INFINITY
  if (k < -1200n) return 0
  const r = t - k * ln2
  let sum = 0n
  let term = ONE
  for (let n = 1n; term !== 0n && term !== -1n; n++) {
    sum += term
    term = fixedMultiply(term, r) / n
  }
  return k >= 0n ? roundRatio(sum << k, ONE) : roundRatio(sum, ONE << -k)
}

/** C's pow() for finite arguments: the nearest float, which glibc gives (almost) always and V8's Math.pow does not. */
export function cPow(x: number, y: number): number {
  if (y === 0.5 && x >= 0) return Math.sqrt(x)
  if (x === 0 || y === 0 || !Number.isFinite(x) || !Number.isFinite(y)) return x ** y
  if (!Number.isInteger(y)) return x < 0 ? Number.NaN : powInFixedPoint(x, y)
  const n = Math.abs(y)
  const negative = x < 0 && n % 2 === 1
  if (n > MAX_EXACT_EXPONENT) {
    const magnitude = powInFixedPoint(Math.abs(x), y)
    return negative ? -magnitude : magnitude
  }
  const { mantissa, exponent } = decompose(Math.abs(x))
  let num = mantissa ** BigInt(n)
  let den = 1n
  const scale = exponent * n
  if (scale >= 0) num <<= BigInt(scale)
  else den <<= BigInt(-scale)
  const magnitude = y < 0 ? roundRatio(den, num) : roundRatio(num, den)
  return negative ? -magnitude : magnitude
}

/** Python's float `//` and `%` (Objects/floatobject.c `_float_div_mod`); the divisor is not zero. */
export function floatDivMod(x: number, y: number): { div: number; mod: number } {
  let mod = x % y
  let div = (x - mod) / y
  if (mod !== 0) {
    if (y < 0 !== mod < 0) {
      mod += y
      div -= 1
    }
  } else {
    mod = y < 0 ? -0 : 0
  }
  if (div === 0) return { div: x / y < 0 || Object.is(x / y, -0) ? -0 : 0, mod }
  let floor = Math.floor(div)
  if (div - floor > 0.5) floor += 1
  return { div: floor, mod }
}

export interface Complex {
  re: number
  im: number
}

export function complexMultiply(a: Complex, b: Complex): Complex {
  return { re: a.re * b.re - a.im * b.im, im: a.re * b.im + a.im * b.re }
}

/** Scaled so that nothing overflows on the way (Objects/complexobject.c `_Py_c_quot`); null on division by zero. */
export function complexDivide(a: Complex, b: Complex): Complex | null {
  const absRe = Math.abs(b.re)
  const absIm = Math.abs(b.im)
  if (absRe >= absIm) {
    if (absRe === 0) return null
    const ratio = b.im / b.re
    const denom = b.re + b.im * ratio
    return { re: (a.re + a.im * ratio) / denom, im: (a.im - a.re * ratio) / denom }
  }
  if (absIm >= absRe) {
    const ratio = b.re / b.im
    const denom = b.re * ratio + b.im
    return { re: (a.re * ratio + a.im) / denom, im: (a.im * ratio - a.re) / denom }
  }
  return { re: Number.NaN, im: Number.NaN }
}

function complexPowUnsigned(x: Complex, n: number): Complex {
  let result: Complex = { re: 1, im: 0 }
  let power = x
  for (let mask = 1; mask > 0 && n >= mask; mask <<= 1) {
    if (n & mask) result = complexMultiply(result, power)
    power = complexMultiply(power, power)
  }
  return result
}

/** Null where CPython raises (0 to a negative or complex power, overflow). */
export function complexPow(a: Complex, b: Complex): Complex | null {
  let result: Complex | null
  if (b.im === 0 && Number.isInteger(b.re) && Math.abs(b.re) <= 100) {
    const power = complexPowUnsigned(a, Math.abs(b.re))
    result = b.re > 0 ? power : complexDivide({ re: 1, im: 0 }, power)
  } else if (a.re === 0 && a.im === 0) {
    if (b.im !== 0 || b.re < 0) return null
    result = { re: 0, im: 0 }
  } else {
    const vabs = Math.hypot(a.re, a.im)
    const at = Math.atan2(a.im, a.re)
    let length = cPow(vabs, b.re)
    let phase = at * b.re
    if (b.im !== 0) {
      length *= Math.exp(-at * b.im)
      phase += b.im * Math.log(vabs)
    }
    result = { re: length * Math.cos(phase), im: length * Math.sin(phase) }
  }
  if (result === null) return null
  return Number.isFinite(result.re) && Number.isFinite(result.im) ? result : null
}
