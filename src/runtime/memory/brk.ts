/** The program break: the end of the one heap that grows upwards. */
import { BRK_START, GUARD_GAP, VM_BRK, VM_MMAP_LOW } from './address-map'
import { i32, type Ptr } from './heap'
import { MAP_HEAP, mapPages, mayMap, unmapPages } from './pages'

export const programBreak = (): Ptr => i32[VM_BRK >> 2]

/**
 * Move the break by `delta` bytes (a multiple of the page size; negative gives memory back).
 * Returns the old break, or -1 when the memory limit or the lowest mapping is in the way, as sbrk() does.
 */
export function sbrk(delta: number): number {
  const old = i32[VM_BRK >> 2]
  if (delta > 0) {
    if (old + delta + GUARD_GAP > i32[VM_MMAP_LOW >> 2] || !mayMap(delta)) return -1
    mapPages(old, old + delta, MAP_HEAP, old !== BRK_START)
  } else if (delta < 0) {
    unmapPages(old + delta, old)
  }
  i32[VM_BRK >> 2] = old + delta
  return old
}

if (i32[VM_BRK >> 2] === 0) i32[VM_BRK >> 2] = BRK_START
