/** SHA-256 (FIPS 180-4) in one go, for places that may neither wait nor use a module of the host. */
import { mixSha256, SHA256_INITIAL } from '../../runtime/modules/hashes/sha256-rounds'

function mix(state: Int32Array, bytes: Uint8Array, at: number, w: Int32Array): void {
  for (let t = 0; t < 16; t++) {
    const p = at + t * 4
    w[t] = (bytes[p] << 24) | (bytes[p + 1] << 16) | (bytes[p + 2] << 8) | bytes[p + 3]
  }
  mixSha256(state, 0, w)
}

/** 64 hexadecimal digits. */
export function sha256(bytes: Uint8Array): string {
  const state = Int32Array.from(SHA256_INITIAL)
  const w = new Int32Array(64)
  const whole = bytes.length & ~63
  for (let at = 0; at < whole; at += 64) mix(state, bytes, at, w)
  const rest = bytes.length - whole
  const tail = new Uint8Array(rest < 56 ? 64 : 128)
  tail.set(bytes.subarray(whole))
  tail[rest] = 0x80
  const view = new DataView(tail.buffer)
  view.setUint32(tail.length - 8, Math.floor(bytes.length / 2 ** 29))
  view.setUint32(tail.length - 4, (bytes.length * 8) >>> 0)
  for (let at = 0; at < tail.length; at += 64) mix(state, tail, at, w)
  return Array.from(state, (x) => (x >>> 0).toString(16).padStart(8, '0')).join('')
}
