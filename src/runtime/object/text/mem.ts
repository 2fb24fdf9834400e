/**
 * memcpy, memset and friends on the heap. Short runs are copied by a loop: the call into the engine's memmove costs more
 * than 32 bytes do.
 */
import { i32, type Ptr, u8, u16, u32 } from '../../memory/heap'

/** Copies n bytes; the ranges may overlap only when n > 32 or dst < src. */
export function memcpy(dst: Ptr, src: Ptr, n: number): void {
  if (n > 64) {
    u8.copyWithin(dst, src, src + n)
    return
  }
  let i = 0
  if (((dst | src) & 3) === 0) for (; i + 4 <= n; i += 4) i32[(dst + i) >> 2] = i32[(src + i) >> 2]
  for (; i < n; i++) u8[dst + i] = u8[src + i]
}

/** Copies n bytes between ranges that may overlap. */
export function memmove(dst: Ptr, src: Ptr, n: number): void {
  if (n > 0) u8.copyWithin(dst, src, src + n)
}

/** Are the n bytes at a and b the same? */
export function memeq(a: Ptr, b: Ptr, n: number): boolean {
  let i = 0
  if (((a | b) & 3) === 0) for (; i + 4 <= n; i += 4) if (i32[(a + i) >> 2] !== i32[(b + i) >> 2]) return false
  for (; i < n; i++) if (u8[a + i] !== u8[b + i]) return false
  return true
}

/** Sign of the first differing byte, 0 when equal. */
export function memcmp(a: Ptr, b: Ptr, n: number): number {
  for (let i = 0; i < n; i++) {
    const d = u8[a + i] - u8[b + i]
    if (d !== 0) return d < 0 ? -1 : 1
  }
  return 0
}

/** Fills n characters of the given kind from index start. */
export function fillChars(kind: number, data: Ptr, start: number, n: number, ch: number): void {
  if (n <= 0) return
  if (kind === 1) u8.fill(ch, data + start, data + start + n)
  else if (kind === 2) u16.fill(ch, (data >> 1) + start, (data >> 1) + start + n)
  else u32.fill(ch, (data >> 2) + start, (data >> 2) + start + n)
}
