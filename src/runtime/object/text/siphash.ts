/**
 * SipHash-1-3, the hash of str and bytes (CPython Python/pyhash.c siphash13), on pairs of 32-bit words. The key comes from
 * the hash seed as PYTHONHASHSEED does (Python/bootstrap_hash.c lcg_urandom).
 */
import { i32, type Ptr, u8 } from '../../memory/heap'
import { staticAlloc } from '../../memory/static-data'
import { HASH_HI } from '../interp'

/** _Py_HashSecret: k0 and k1, low word first. */
export const HASH_SECRET: Ptr = staticAlloc(24, 8)

/** Seed 0 switches randomisation off (all-zero key). */
export function setHashSeed(seed: number): void {
  let x = seed | 0
  for (let i = 0; i < 24; i++) {
    if (seed !== 0) x = (Math.imul(x, 214013) + 2531011) | 0
    u8[HASH_SECRET + i] = seed === 0 ? 0 : (x >>> 16) & 255
  }
}

/** The carry of a + b = sum is its highest bit. (A comparison would become a branch that no processor can predict.) */
const carry = (a: number, b: number, sum: number): number => (a & b) | ((a | b) & ~sum)

/** Py_hash_t of n bytes: low word returned, high word in HASH_HI; 0 for no bytes, never -1 (_Py_HashBytes). */
export function hashBytes(p: Ptr, n: number): number {
  if (n === 0) {
    i32[HASH_HI >> 2] = 0
    return 0
  }
  const k0l = i32[HASH_SECRET >> 2]
  const k0h = i32[(HASH_SECRET + 4) >> 2]
  const k1l = i32[(HASH_SECRET + 8) >> 2]
  const k1h = i32[(HASH_SECRET + 12) >> 2]
  let v0l = k0l ^ 0x70736575
  let v0h = k0h ^ 0x736f6d65
  let v1l = k1l ^ 0x6e646f6d
  let v1h = k1h ^ 0x646f7261
  let v2l = k0l ^ 0x6e657261
  let v2h = k0h ^ 0x6c796765
  let v3l = k1l ^ 0x79746573
  let v3h = k1h ^ 0x74656462
  const blocks = n >> 3
  // one round per 8-byte word, one for the tail word, then three finalising rounds with a zero word
  const rounds = blocks + 4
  const aligned = (p & 3) === 0
  for (let r = 0; r < rounds; r++) {
    let ml = 0
    let mh = 0
    if (r < blocks) {
      const q = p + (r << 3)
      if (aligned) {
        ml = i32[q >> 2]
        mh = i32[(q + 4) >> 2]
      } else {
        ml = u8[q] | (u8[q + 1] << 8) | (u8[q + 2] << 16) | (u8[q + 3] << 24)
        mh = u8[q + 4] | (u8[q + 5] << 8) | (u8[q + 6] << 16) | (u8[q + 7] << 24)
      }
    } else if (r === blocks) {
      const q = p + (r << 3)
      const tail = n & 7
      mh = n << 24
      if (aligned) {
        // whole words, and away with what lies behind the end
        if (tail >= 4) {
          ml = i32[q >> 2]
          if (tail > 4) mh |= i32[(q + 4) >> 2] & ((1 << ((tail - 4) << 3)) - 1)
        } else if (tail > 0) ml = i32[q >> 2] & ((1 << (tail << 3)) - 1)
      } else {
        for (let i = 0; i < tail; i++) {
          if (i < 4) ml |= u8[q + i] << (i << 3)
          else mh |= u8[q + i] << ((i - 4) << 3)
        }
      }
    } else if (r === blocks + 1) {
      v2l ^= 0xff
    }
    v3l ^= ml
    v3h ^= mh
    // half round (v0, v1, v2, v3, 13, 16)
    let t = (v0l + v1l) | 0
    v0h = (v0h + v1h + (carry(v0l, v1l, t) >>> 31)) | 0
    v0l = t
    t = (v2l + v3l) | 0
    v2h = (v2h + v3h + (carry(v2l, v3l, t) >>> 31)) | 0
    v2l = t
    t = ((v1l << 13) | (v1h >>> 19)) ^ v0l
    v1h = ((v1h << 13) | (v1l >>> 19)) ^ v0h
    v1l = t
    t = ((v3l << 16) | (v3h >>> 16)) ^ v2l
    v3h = ((v3h << 16) | (v3l >>> 16)) ^ v2h
    v3l = t
    t = v0l
    v0l = v0h
    v0h = t
    // half round (v2, v1, v0, v3, 17, 21)
    t = (v2l + v1l) | 0
    v2h = (v2h + v1h + (carry(v2l, v1l, t) >>> 31)) | 0
    v2l = t
    t = (v0l + v3l) | 0
    v0h = (v0h + v3h + (carry(v0l, v3l, t) >>> 31)) | 0
    v0l = t
    t = ((v1l << 17) | (v1h >>> 15)) ^ v2l
    v1h = ((v1h << 17) | (v1l >>> 15)) ^ v2h
    v1l = t
    t = ((v3l << 21) | (v3h >>> 11)) ^ v0l
    v3h = ((v3h << 21) | (v3l >>> 11)) ^ v0h
    v3l = t
    t = v2l
    v2l = v2h
    v2h = t
    v0l ^= ml
    v0h ^= mh
  }
  let lo = v0l ^ v1l ^ v2l ^ v3l
  const hi = v0h ^ v1h ^ v2h ^ v3h
  if (lo === -1 && hi === -1) lo = -2
  i32[HASH_HI >> 2] = hi
  return lo
}
