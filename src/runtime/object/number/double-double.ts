/**
 * Arithmetic with unevaluated sums hi + lo of two doubles (about 106 bits), and exp, log and power in it. The C library
 * rounds these functions to within 0.52 ulp; the engine's Math is an ulp off in a few percent of cases, which repr shows.
 * Results of two words: the function returns the high one and leaves the other in `low`.
 */

const SPLIT = 134217729
/** Low word of the last result. */
export let low = 0

/** a * b exactly. */
export function twoProduct(a: number, b: number): number {
  const p = a * b
  const ta = SPLIT * a
  const ah = ta - (ta - a)
  const al = a - ah
  const tb = SPLIT * b
  const bh = tb - (tb - b)
  const bl = b - bh
  low = ah * bh - p + ah * bl + al * bh + al * bl
  return p
}

/** a + b exactly. */
export function twoSum(a: number, b: number): number {
  const s = a + b
  const bb = s - a
  low = a - (s - bb) + (b - bb)
  return s
}

/** (ah + al) * (bh + bl) */
export function mulDD(ah: number, al: number, bh: number, bl: number): number {
  const p = twoProduct(ah, bh)
  const e = low + ah * bl + al * bh
  const s = p + e
  low = p - s + e
  return s
}

/** (ah + al) + (bh + bl) */
export function addDD(ah: number, al: number, bh: number, bl: number): number {
  const s = twoSum(ah, bh)
  const e = low + al + bl
  const r = s + e
  low = s - r + e
  return r
}

/** (ah + al) / (bh + bl) */
export function divDD(ah: number, al: number, bh: number, bl: number): number {
  const q = ah / bh
  const p = twoProduct(q, bh)
  const r = (ah - p - low + al - q * bl) / bh
  const s = q + r
  low = q - s + r
  return s
}

export const LN2_HI = Math.LN2
export const LN2_LO = 2.3190468138462996e-17

/** v * 2^k in two exact steps. */
export function scalb(v: number, k: number): number {
  const h = Math.trunc(k / 2)
  return v * 2 ** h * 2 ** (k - h)
}

/** Exponent that expDD took out of its result. */
export let expScale = 0

/** exp(hi + lo) / 2^expScale */
export function expDD(hi: number, lo: number): number {
  const k = Math.round(hi / LN2_HI)
  expScale = k
  const p = twoProduct(k, LN2_HI)
  const pl = low + k * LN2_LO
  const rh0 = hi - p
  const rest = hi - rh0 - p + lo - pl
  // divided by 512 the Taylor series of expm1 is short
  const sum = rh0 + rest
  const rh = sum / 512
  const rl = (rh0 - sum + rest) / 512
  let sh = rh
  let sl = rl
  let th = rh
  let tl = rl
  for (let n = 2; n <= 9; n++) {
    const q = twoProduct(th, rh)
    const ql = low + th * rl + tl * rh
    const d = q / n
    const back = twoProduct(d, n)
    tl = (q - back - low + ql) / n
    th = d
    const s = sh + th
    sl += sh - s + th + tl
    sh = s
  }
  // undo the division: expm1(2x) = expm1(x) * (2 + expm1(x))
  for (let i = 0; i < 9; i++) {
    const q = twoProduct(sh, sh)
    const ql = low + 2 * sh * sl
    const s = 2 * sh + q
    const e = 2 * sh - s + q + 2 * sl + ql
    sh = s + e
    sl = s - sh + e
  }
  const s = 1 + sh
  const e = 1 - s + sh + sl
  const high = s + e
  low = s - high + e
  return high
}

/** log(v) for a positive finite v. */
export function logDD(v: number): number {
  let m = v
  let e = 0
  if (m < 2.3e-308) {
    m *= 18014398509481984
    e -= 54
  }
  let k = Math.round(Math.log2(m))
  // near 1 the exponent must not be taken out, or the sum cancels
  if (m > 0.6 && m < 1.5) k = 0
  const scaled = scalb(m, -k)
  e += k
  // one Newton step on the engine's logarithm
  const y = Math.log(scaled)
  const ex = expDD(-y, 0)
  const exl = low
  const f = 2 ** expScale
  const prod = twoProduct(scaled, ex * f)
  const correction = prod - 1 + low + scaled * exl * f
  const c = correction - (correction * correction) / 2
  const el = twoProduct(e, LN2_HI)
  const ell = low + e * LN2_LO
  const sum = twoSum(el, y)
  const err = low + c + ell
  const r = sum + err
  low = sum - r + err
  return r
}

/** v ** w for positive finite v. */
export function powDD(v: number, w: number): number {
  const estimate = w * Math.log(v)
  if (estimate > 745) return Number.POSITIVE_INFINITY
  if (estimate < -746) return 0
  const lh = logDD(v)
  const ll = low
  const ph = twoProduct(w, lh)
  const pl = low + w * ll
  const hi = ph + pl
  const r = expDD(hi, ph - hi + pl)
  return scalb(r, expScale)
}
