/**
 * The static data segment: what CPython keeps in .data and .bss (static types, small ints, latin-1 strings, interpreter
 * state). Handed out once at load, never freed. Its pages count as mapped and resident from the moment they are handed out.
 */
import { PAGE_SIZE, ROOTS_START, STATIC_BRK, STATIC_DATA_END, STATIC_DATA_START } from './address-map'
import { i32, type Ptr } from './heap'
import { MAP_STATIC, mapPages, touch } from './pages'

export function staticAlloc(bytes: number, align = 16): Ptr {
  const p = (i32[STATIC_BRK >> 2] + align - 1) & -align
  const end = p + bytes
  if (end > STATIC_DATA_END)
    throw new Error(`static data segment is full (${STATIC_DATA_END - STATIC_DATA_START} bytes)`)
  const mappedEnd = pageEnd(i32[STATIC_BRK >> 2])
  if (pageEnd(end) > mappedEnd) {
    mapPages(mappedEnd, pageEnd(end), MAP_STATIC, true)
    touch(mappedEnd, pageEnd(end))
  }
  i32[STATIC_BRK >> 2] = end
  return p
}

export const staticBytes = (): number => i32[STATIC_BRK >> 2] - ROOTS_START

/** Does this address belong to the static segment (and so to no allocator)? */
export const isStatic = (p: Ptr): boolean => p >= ROOTS_START && p < i32[STATIC_BRK >> 2]

function pageEnd(p: Ptr): Ptr {
  return (p + PAGE_SIZE - 1) & -PAGE_SIZE
}

if (i32[STATIC_BRK >> 2] === 0) {
  i32[STATIC_BRK >> 2] = STATIC_DATA_START
  mapPages(ROOTS_START, pageEnd(STATIC_DATA_START), MAP_STATIC)
  touch(ROOTS_START, pageEnd(STATIC_DATA_START))
}
