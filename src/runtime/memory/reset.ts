/**
 * An allocator as after the start of the process, in the same realm. For tests of the memory layer only: whatever lives in the heap
 * is gone, while the static data segment (which may point into it) stays.
 */
import { BRK_START, MALLOC_PARAMETERS, MMAP_TOP, PAGE_SIZE, ROOTS_END, VM_MMAP_LOW } from './address-map'
import { programBreak, sbrk } from './brk'
import { i32, u8 } from './heap'
import { munmap } from './mmap'
import { isMapped, setMemoryLimit } from './pages'
import { initUsedPools } from './pymalloc'
import { initSystemMalloc } from './system-malloc'

export function resetMemory(): void {
  for (let p = i32[VM_MMAP_LOW >> 2]; p < MMAP_TOP; p += PAGE_SIZE) {
    let end = p
    while (end < MMAP_TOP && isMapped(end)) end += PAGE_SIZE
    if (end > p) munmap(p, end - p)
    p = end
  }
  sbrk(BRK_START - programBreak())
  u8.fill(0, MALLOC_PARAMETERS, ROOTS_END)
  initUsedPools()
  initSystemMalloc()
  setMemoryLimit(0)
}
