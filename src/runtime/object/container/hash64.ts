/** 64-bit arithmetic on pairs of 32-bit words for hash functions: results in `lo` and `hi`. */
export let lo = 0
export let hi = 0

/** High word of the unsigned product of two 32-bit words. */
function umulh(a: number, b: number): number {
  const a0 = a & 0xffff
  const a1 = a >>> 16
  const b0 = b & 0xffff
  const b1 = b >>> 16
  const t = a1 * b0 + ((a0 * b0) >>> 16)
  const w = (t & 0xffff) + a0 * b1
  return (a1 * b1 + (t >>> 16) + (w >>> 16)) | 0
}

/** (lo, hi) = (alo, ahi) * (blo, bhi) mod 2^64. */
export function mul64(alo: number, ahi: number, blo: number, bhi: number): void {
  const h = (umulh(alo, blo) + Math.imul(alo, bhi) + Math.imul(ahi, blo)) | 0
  lo = Math.imul(alo, blo)
  hi = h
}

/** (lo, hi) = (alo, ahi) + (blo, bhi) mod 2^64. */
export function add64(alo: number, ahi: number, blo: number, bhi: number): void {
  const l = (alo + blo) | 0
  hi = (ahi + bhi + (l >>> 0 < alo >>> 0 ? 1 : 0)) | 0
  lo = l
}

/** (lo, hi) = rotate left by 0 < n < 32. */
export function rotl64(alo: number, ahi: number, n: number): void {
  lo = (alo << n) | (ahi >>> (32 - n))
  hi = (ahi << n) | (alo >>> (32 - n))
}
