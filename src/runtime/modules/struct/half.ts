/** IEEE 754 half precision (PyFloat_Pack2, PyFloat_Unpack2). */

/** The 16 bits of v, ties to even; -1 when v is too large. */
export function toHalf(v: number): number {
  const sign = v < 0 || Object.is(v, -0) ? 0x8000 : 0
  const a = Math.abs(v)
  if (Number.isNaN(v)) return sign | 0x7e00
  if (a === Number.POSITIVE_INFINITY) return sign | 0x7c00
  if (a === 0) return sign
  // the spacing of halves at a: 2^-24 at least
  let e = Math.floor(Math.log2(a))
  if (2 ** e > a) e--
  if (e < -14) e = -14
  const unit = 2 ** (e - 10)
  let n = a / unit
  const whole = Math.floor(n)
  const rest = n - whole
  n = rest > 0.5 || (rest === 0.5 && whole % 2 === 1) ? whole + 1 : whole
  const value = n * unit
  if (value >= 65536) return -1
  if (value < 2 ** -14) return sign | (value * 2 ** 24)
  const exponent = Math.floor(Math.log2(value))
  return sign | ((exponent + 15) << 10) | (value / 2 ** (exponent - 10) - 1024)
}

export function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1
  const e = (bits >> 10) & 31
  const m = bits & 0x3ff
  if (e === 31) return m ? Number.NaN : sign * Number.POSITIVE_INFINITY
  return e === 0 ? sign * m * 2 ** -24 : sign * (m + 1024) * 2 ** (e - 25)
}
