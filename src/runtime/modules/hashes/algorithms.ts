/**
 * MD5, SHA-1, SHA-224/256 and SHA-384/512 as block functions on memory (RFC 1321, FIPS 180-4). A state is 16 words of 32 bits;
 * SHA-512's 64-bit words are pairs (high, low).
 */
import { i32, type Ptr, u8 } from '../../memory/heap'
import { mixSha256, SHA256_INITIAL } from './sha256-rounds'

export interface Algorithm {
  name: string
  blockSize: number
  digestSize: number
  /** Bytes that the message length takes at the end of the last block. */
  lengthBytes: number
  bigEndian: boolean
  initial: number[]
  /** Mixes the block at `block` into the state at `state`. */
  mix(state: Ptr, block: Ptr): void
}

const rotl = (x: number, n: number): number => (x << n) | (x >>> (32 - n))
const be32 = (p: Ptr): number => (u8[p] << 24) | (u8[p + 1] << 16) | (u8[p + 2] << 8) | u8[p + 3]
const le32 = (p: Ptr): number => u8[p] | (u8[p + 1] << 8) | (u8[p + 2] << 16) | (u8[p + 3] << 24)

/** The first n primes. */
function primes(n: number): bigint[] {
  const out: bigint[] = []
  for (let c = 2n; out.length < n; c++) if (out.every((p) => c % p !== 0n)) out.push(c)
  return out
}

/** Integer k-th root of v. */
function root(v: bigint, k: bigint): bigint {
  let lo = 0n
  let hi = 1n << (BigInt(v.toString(2).length) / k + 1n)
  while (lo < hi) {
    const mid = (lo + hi + 1n) >> 1n
    if (mid ** k <= v) lo = mid
    else hi = mid - 1n
  }
  return lo
}

/** The first 64 bits of the fractional part of the k-th root of a prime, as (high, low). */
function fraction(p: bigint, k: bigint): [number, number] {
  const f = root(p << (64n * k), k) & ((1n << 64n) - 1n)
  return [Number(f >> 32n) | 0, Number(f & 0xffffffffn) | 0]
}

let cubeRoots: Int32Array | null = null
/** SHA-512's constants: 80 pairs (high, low). */
function constants(): Int32Array {
  if (cubeRoots === null) {
    cubeRoots = new Int32Array(160)
    primes(80).forEach((p, i) => {
      const [hi, lo] = fraction(p, 3n)
      ;(cubeRoots as Int32Array)[2 * i] = hi
      ;(cubeRoots as Int32Array)[2 * i + 1] = lo
    })
  }
  return cubeRoots
}

const MD5_SHIFTS = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21]
const MD5_SINES = Int32Array.from({ length: 64 }, (_, i) => Math.floor(Math.abs(Math.sin(i + 1)) * 2 ** 32) | 0)

function mixMd5(state: Ptr, block: Ptr): void {
  const s = state >> 2
  let [a, b, c, d] = [i32[s], i32[s + 1], i32[s + 2], i32[s + 3]]
  for (let i = 0; i < 64; i++) {
    const round = i >> 4
    let f: number
    let g: number
    if (round === 0) [f, g] = [(b & c) | (~b & d), i]
    else if (round === 1) [f, g] = [(d & b) | (~d & c), (5 * i + 1) & 15]
    else if (round === 2) [f, g] = [b ^ c ^ d, (3 * i + 5) & 15]
    else [f, g] = [c ^ (b | ~d), (7 * i) & 15]
    const t = (a + f + MD5_SINES[i] + le32(block + 4 * g)) | 0
    a = d
    d = c
    c = b
    b = (b + rotl(t, MD5_SHIFTS[round * 4 + (i & 3)])) | 0
  }
  i32[s] += a
  i32[s + 1] += b
  i32[s + 2] += c
  i32[s + 3] += d
}

const W = new Int32Array(160)

function mixSha1(state: Ptr, block: Ptr): void {
  const s = state >> 2
  for (let i = 0; i < 16; i++) W[i] = be32(block + 4 * i)
  for (let i = 16; i < 80; i++) W[i] = rotl(W[i - 3] ^ W[i - 8] ^ W[i - 14] ^ W[i - 16], 1)
  let [a, b, c, d, e] = [i32[s], i32[s + 1], i32[s + 2], i32[s + 3], i32[s + 4]]
  for (let i = 0; i < 80; i++) {
    let f: number
    if (i < 20) f = ((b & c) | (~b & d)) + 0x5a827999
    else if (i < 40) f = (b ^ c ^ d) + 0x6ed9eba1
    else if (i < 60) f = ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc
    else f = (b ^ c ^ d) + 0xca62c1d6
    const t = (rotl(a, 5) + f + e + W[i]) | 0
    e = d
    d = c
    c = rotl(b, 30)
    b = a
    a = t
  }
  const v = [a, b, c, d, e]
  for (let i = 0; i < 5; i++) i32[s + i] += v[i]
}

function mixSha256Block(state: Ptr, block: Ptr): void {
  for (let i = 0; i < 16; i++) W[i] = be32(block + 4 * i)
  mixSha256(i32, state >> 2, W)
}

/** Sum of 64-bit numbers given as (high, low) pairs; high word returned, low word in `low`. */
let low = 0
function add64(...words: number[]): number {
  let lo = 0
  let hi = 0
  for (let i = 0; i < words.length; i += 2) {
    hi += words[i]
    lo += words[i + 1] >>> 0
  }
  low = lo | 0
  return (hi + Math.floor(lo / 4294967296)) | 0
}

/** Rotation right of (hi, lo) by n < 32; the high word, or the low word when called with the halves exchanged. */
const ror = (hi: number, lo: number, n: number): number => (hi >>> n) | (lo << (32 - n))

function mixSha512(state: Ptr, block: Ptr): void {
  const k = constants()
  const s = state >> 2
  for (let i = 0; i < 32; i++) W[i] = be32(block + 4 * i)
  for (let i = 16; i < 80; i++) {
    const xh = W[2 * i - 30]
    const xl = W[2 * i - 29]
    const yh = W[2 * i - 4]
    const yl = W[2 * i - 3]
    const s0h = ror(xh, xl, 1) ^ ror(xh, xl, 8) ^ (xh >>> 7)
    const s0l = ror(xl, xh, 1) ^ ror(xl, xh, 8) ^ ((xl >>> 7) | (xh << 25))
    const s1h = ror(yh, yl, 19) ^ ror(yl, yh, 29) ^ (yh >>> 6)
    const s1l = ror(yl, yh, 19) ^ ror(yh, yl, 29) ^ ((yl >>> 6) | (yh << 26))
    W[2 * i] = add64(W[2 * i - 32], W[2 * i - 31], s0h, s0l, W[2 * i - 14], W[2 * i - 13], s1h, s1l)
    W[2 * i + 1] = low
  }
  const v = Array.from(i32.subarray(s, s + 16))
  for (let i = 0; i < 80; i++) {
    const [ah, al, bh, bl, ch, cl, , , eh, el, fh, fl, gh, gl, hh, hl] = v
    const s1h = ror(eh, el, 14) ^ ror(eh, el, 18) ^ ror(el, eh, 9)
    const s1l = ror(el, eh, 14) ^ ror(el, eh, 18) ^ ror(eh, el, 9)
    const t1h = add64(
      hh,
      hl,
      s1h,
      s1l,
      (eh & fh) ^ (~eh & gh),
      (el & fl) ^ (~el & gl),
      k[2 * i],
      k[2 * i + 1],
      W[2 * i],
      W[2 * i + 1],
    )
    const t1l = low
    const s0h = ror(ah, al, 28) ^ ror(al, ah, 2) ^ ror(al, ah, 7)
    const s0l = ror(al, ah, 28) ^ ror(ah, al, 2) ^ ror(ah, al, 7)
    const t2h = add64(s0h, s0l, (ah & bh) ^ (ah & ch) ^ (bh & ch), (al & bl) ^ (al & cl) ^ (bl & cl))
    const t2l = low
    v.copyWithin(2, 0, 14)
    v[8] = add64(v[8], v[9], t1h, t1l)
    v[9] = low
    v[0] = add64(t1h, t1l, t2h, t2l)
    v[1] = low
  }
  for (let i = 0; i < 16; i += 2) {
    i32[s + i] = add64(i32[s + i], i32[s + i + 1], v[i], v[i + 1])
    i32[s + i + 1] = low
  }
}

/** Square roots of n primes from number `from` on, as SHA-512, SHA-384 and SHA-224 start. */
const squareRoots = (from: number, n: number): [number, number][] =>
  primes(from + n)
    .slice(from)
    .map((p) => fraction(p, 2n))

const MD5_START = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476].map((v) => v | 0)

export const MD5: Algorithm = {
  name: 'md5',
  blockSize: 64,
  digestSize: 16,
  lengthBytes: 8,
  bigEndian: false,
  initial: MD5_START,
  mix: mixMd5,
}
export const SHA1: Algorithm = {
  name: 'sha1',
  blockSize: 64,
  digestSize: 20,
  lengthBytes: 8,
  bigEndian: true,
  initial: [...MD5_START, 0xc3d2e1f0 | 0],
  mix: mixSha1,
}
const sha256 = (name: string, digestSize: number, initial: number[]): Algorithm => ({
  name,
  blockSize: 64,
  digestSize,
  lengthBytes: 8,
  bigEndian: true,
  initial,
  mix: mixSha256Block,
})
const sha512 = (name: string, digestSize: number, initial: number[]): Algorithm => ({
  name,
  blockSize: 128,
  digestSize,
  lengthBytes: 16,
  bigEndian: true,
  initial,
  mix: mixSha512,
})
export const SHA256 = sha256('sha256', 32, [...SHA256_INITIAL])
/** SHA-224 starts with the second halves of what SHA-384 starts with. */
export const SHA224 = sha256(
  'sha224',
  28,
  squareRoots(8, 8).map(([, lo]) => lo),
)
export const SHA512 = sha512('sha512', 64, squareRoots(0, 8).flat())
export const SHA384 = sha512('sha384', 48, squareRoots(8, 8).flat())
