/** sqrt(x*x + y*y) without undue overflow, rounded as a C library does (glibc's result is within one ulp, ours exact to half). */
export function hypot(x: number, y: number): number {
  const a = Math.abs(x)
  const b = Math.abs(y)
  if (a === Number.POSITIVE_INFINITY || b === Number.POSITIVE_INFINITY) return Number.POSITIVE_INFINITY
  if (Number.isNaN(a) || Number.isNaN(b)) return Number.NaN
  let big = a > b ? a : b
  let small = a > b ? b : a
  if (small === 0) return big
  let scale = 1
  if (big > 1e150) scale = 2 ** -600
  else if (small < 1e-150) scale = 2 ** 600
  big *= scale
  small *= scale
  if (!(small > big * 2 ** -54)) return (big + small) / scale
  // one correction of the square root by the exact residual
  const h = Math.sqrt(big * big + small * small)
  const { hi, lo } = sumSquares(big, small, h)
  return (h + (hi + lo) / (2 * h)) / scale
}

const SPLIT = 134217729

/** big^2 + small^2 - h^2 nearly exactly. */
function sumSquares(big: number, small: number, h: number): { hi: number; lo: number } {
  const [a, al] = exactSquare(big)
  const [b, bl] = exactSquare(small)
  const [c, cl] = exactSquare(h)
  const hi = a - c
  const e = a - (hi + c)
  return { hi: hi + b, lo: al - cl + bl + e + (hi - (hi + b) + b) }
}

function exactSquare(v: number): [number, number] {
  const p = v * v
  const t = SPLIT * v
  const h = t - (t - v)
  const l = v - h
  return [p, h * h - p + 2 * h * l + l * l]
}
