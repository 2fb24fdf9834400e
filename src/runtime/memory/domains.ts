/** Placeholder with the final signatures until the allocators land: a bump allocator that never frees. */
import { i32, type Ptr, u8 } from './heap'

let top = 0x1000000
export function objMalloc(n: number): Ptr {
  const p = top + 16
  i32[top >> 2] = n
  top = p + ((n + 15) & ~15)
  return p
}
export function objCalloc(n: number, size: number): Ptr {
  return objMalloc(n * size)
}
export function objRealloc(p: Ptr, n: number): Ptr {
  const q = objMalloc(n)
  if (p !== 0) u8.copyWithin(q, p, p + Math.min(n, i32[(p - 16) >> 2]))
  return q
}
export function objFree(_p: Ptr): void {}
export const memMalloc = objMalloc
export const memCalloc = objCalloc
export const memRealloc = objRealloc
export const memFree = objFree
export const rawMalloc = objMalloc
export const rawCalloc = objCalloc
export const rawRealloc = objRealloc
export const rawFree = objFree
