/** The rounds of SHA-256 (FIPS 180-4) on any array of words: the lab uses them outside the process, so nothing here knows the heap. */

const isPrime = (n: number): boolean => {
  for (let d = 2; d * d <= n; d++) if (n % d === 0) return false
  return true
}
const primes: number[] = []
for (let n = 2; primes.length < 64; n++) if (isPrime(n)) primes.push(n)

/** The first 32 bits of the fraction: exact, for a double has 21 more bits than these roots' whole parts and fractions need. */
const fraction = (x: number): number => ((x - Math.floor(x)) * 2 ** 32) | 0
const K = Int32Array.from(primes, (p) => fraction(Math.cbrt(p)))
export const SHA256_INITIAL: readonly number[] = primes.slice(0, 8).map((p) => fraction(Math.sqrt(p)))

const rotr = (x: number, n: number): number => (x >>> n) | (x << (32 - n))

/**
 * Mixes one block into the eight words of `state` from index s on. `w` has 64 words or more, of which the first 16 are the
 * block's, as big-endian numbers; it is written to.
 */
export function mixSha256(state: Int32Array, s: number, w: Int32Array): void {
  for (let t = 16; t < 64; t++) {
    const s0 = rotr(w[t - 15], 7) ^ rotr(w[t - 15], 18) ^ (w[t - 15] >>> 3)
    const s1 = rotr(w[t - 2], 17) ^ rotr(w[t - 2], 19) ^ (w[t - 2] >>> 10)
    w[t] = (w[t - 16] + s0 + w[t - 7] + s1) | 0
  }
  let [a, b, c, d, e, f, g, h] = state.subarray(s, s + 8)
  for (let t = 0; t < 64; t++) {
    const s1 = rotr(e, 6) ^ rotr(e, 11) ^ rotr(e, 25)
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + K[t] + w[t]) | 0
    const s0 = rotr(a, 2) ^ rotr(a, 13) ^ rotr(a, 22)
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + t1) | 0
    d = c
    c = b
    b = a
    a = (t1 + t2) | 0
  }
  const v = [a, b, c, d, e, f, g, h]
  for (let i = 0; i < 8; i++) state[s + i] += v[i]
}
