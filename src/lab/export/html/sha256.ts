/** SHA-256 (FIPS 180-4) of a text, for the hashes of a Content-Security-Policy: the lab has no host to ask. */

const K = new Int32Array(64)
const INITIAL = new Int32Array(8)

/** The first 32 bits of the fractional part of square and cube roots of the first primes, which is how both tables are defined. */
for (let candidate = 2, n = 0; n < 64; candidate++) {
  let prime = true
  for (let d = 2; d * d <= candidate && prime; d++) prime = candidate % d !== 0
  if (!prime) continue
  const bits = (root: number): number => ((root - Math.floor(root)) * 2 ** 32) | 0
  if (n < 8) INITIAL[n] = bits(Math.sqrt(candidate))
  K[n++] = bits(Math.cbrt(candidate))
}

const rotr = (x: number, n: number): number => (x >>> n) | (x << (32 - n))

function mix(state: Int32Array, w: Int32Array): void {
  for (let i = 16; i < 64; i++) {
    const s0 = rotr(w[i - 15], 7) ^ rotr(w[i - 15], 18) ^ (w[i - 15] >>> 3)
    const s1 = rotr(w[i - 2], 17) ^ rotr(w[i - 2], 19) ^ (w[i - 2] >>> 10)
    w[i] = w[i - 16] + s0 + w[i - 7] + s1
  }
  let [a, b, c, d, e, f, g, h] = state
  for (let i = 0; i < 64; i++) {
    const choice = (e & f) ^ (~e & g)
    const t1 = (h + (rotr(e, 6) ^ rotr(e, 11) ^ rotr(e, 25)) + choice + K[i] + w[i]) | 0
    const majority = (a & b) ^ (a & c) ^ (b & c)
    const t2 = ((rotr(a, 2) ^ rotr(a, 13) ^ rotr(a, 22)) + majority) | 0
    h = g
    g = f
    f = e
    e = (d + t1) | 0
    d = c
    c = b
    b = a
    a = (t1 + t2) | 0
  }
  const out = [a, b, c, d, e, f, g, h]
  for (let i = 0; i < 8; i++) state[i] += out[i]
}

/** The digest of the text's UTF-8 form, in base64. */
export function sha256Base64(text: string): string {
  const bytes = new TextEncoder().encode(text)
  const padded = new Uint8Array(((bytes.length + 72) >> 6) << 6)
  padded.set(bytes)
  padded[bytes.length] = 0x80
  const view = new DataView(padded.buffer)
  view.setUint32(padded.length - 4, bytes.length << 3)
  const state = INITIAL.slice()
  const w = new Int32Array(64)
  for (let block = 0; block < padded.length; block += 64) {
    for (let i = 0; i < 16; i++) w[i] = view.getInt32(block + i * 4)
    mix(state, w)
  }
  let binary = ''
  for (const word of state)
    for (let shift = 24; shift >= 0; shift -= 8) binary += String.fromCharCode((word >>> shift) & 255)
  return btoa(binary)
}
