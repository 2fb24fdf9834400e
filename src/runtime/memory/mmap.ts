/**
 * Anonymous private mappings, placed as Linux places them: from the top of the address space downwards, the highest gap
 * that is big enough first. The truth is in the page-state table; the list of gaps is a cache of it.
 */
import { GUARD_GAP, MMAP_TOP, PAGE_SHIFT, PAGE_SIZE, ROOTS_START, VM_BRK, VM_MMAP_LOW } from './address-map'
import { copyBytes } from './bytes'
import { i32, type Ptr } from './heap'
import {
  isFirstPage,
  isMapped,
  MAP_OTHER,
  type MapKind,
  mapPages,
  mayMap,
  pageKind,
  pageState,
  RESIDENT,
  touch,
  unmapPages,
} from './pages'

// Gaps above the lowest mapping, highest first; disjoint and never adjacent. Rebuilt by rebuildMmapCache().
const gapStart: Ptr[] = []
const gapEnd: Ptr[] = []

/** Who hears of mappings that come and go, with what they are for; a resized mapping goes and comes. */
export type MappingObserver = (action: 'map' | 'unmap', p: Ptr, bytes: number, kind: MapKind) => void
let observer: MappingObserver | null = null
export function setMappingObserver(f: MappingObserver | null): void {
  observer = f
}

export const roundToPages = (bytes: number): number => (bytes + PAGE_SIZE - 1) & -PAGE_SIZE

/** Map `bytes` (rounded up to pages) of zeroed memory. 0 when there is no room or the memory limit forbids it. */
export function mmap(bytes: number, kind: MapKind = MAP_OTHER, align = PAGE_SIZE): Ptr {
  const size = roundToPages(bytes)
  const p = size > 0 && mayMap(size) ? place(size, kind, align) : 0
  if (observer !== null && p !== 0) observer('map', p, size, kind)
  return p
}

function place(size: number, kind: MapKind, align: number): Ptr {
  for (let k = 0; k < gapStart.length; k++) {
    const p = (gapEnd[k] - size) & -align
    if (p >= gapStart[k]) {
      takeFromGap(k, p, p + size)
      mapPages(p, p + size, kind)
      return p
    }
  }
  const low = i32[VM_MMAP_LOW >> 2]
  const p = (low - size) & -align
  if (p < i32[VM_BRK >> 2] + GUARD_GAP) return 0
  if (p + size < low) {
    gapStart.push(p + size)
    gapEnd.push(low)
  }
  i32[VM_MMAP_LOW >> 2] = p
  mapPages(p, p + size, kind)
  return p
}

export function munmap(p: Ptr, bytes: number): void {
  const end = p + roundToPages(bytes)
  if (observer !== null) observer('unmap', p, end - p, pageKind(p))
  release(p, end)
}

function release(p: Ptr, end: Ptr): void {
  unmapPages(p, end)
  addGap(p, end)
}

/**
 * Resize a mapping; it stays where it is when it shrinks or when there is a gap behind it, else it moves (Linux: mremap with
 * MREMAP_MAYMOVE). Pages keep their residency. Returns the new address, 0 on failure (the old mapping is then unchanged).
 */
export function mremap(p: Ptr, oldBytes: number, newBytes: number): Ptr {
  const moved = remap(p, oldBytes, newBytes)
  if (observer !== null && moved !== 0) announceResize(p, roundToPages(oldBytes), moved, roundToPages(newBytes))
  return moved
}

function announceResize(p: Ptr, oldSize: number, moved: Ptr, newSize: number): void {
  if (newSize === oldSize) return
  observer!('unmap', p, oldSize, pageKind(moved))
  observer!('map', moved, newSize, pageKind(moved))
}

function remap(p: Ptr, oldBytes: number, newBytes: number): Ptr {
  const oldSize = roundToPages(oldBytes)
  const newSize = roundToPages(newBytes)
  if (newSize === oldSize) return p
  if (newSize < oldSize) {
    release(p + newSize, p + oldSize)
    return p
  }
  if (!mayMap(newSize - oldSize)) return 0
  const k = gapStart.indexOf(p + oldSize)
  if (k >= 0 && gapEnd[k] >= p + newSize) {
    takeFromGap(k, p + oldSize, p + newSize)
    mapPages(p + oldSize, p + newSize, pageKind(p), true)
    return p
  }
  const moved = place(newSize, pageKind(p), PAGE_SIZE)
  if (moved === 0) return 0
  moveResidentPages(p, moved, oldSize)
  release(p, p + oldSize)
  return moved
}

/** After the heap bytes were replaced (a restored snapshot): read the gaps off the page-state table. */
export function rebuildMmapCache(): void {
  gapStart.length = gapEnd.length = 0
  let end = 0
  for (let page = (MMAP_TOP >>> PAGE_SHIFT) - 1; page >= i32[VM_MMAP_LOW >> 2] >>> PAGE_SHIFT; page--) {
    const mapped = isMapped(page << PAGE_SHIFT)
    if (!mapped && end === 0) end = (page + 1) << PAGE_SHIFT
    if (mapped && end !== 0) {
      gapStart.push((page + 1) << PAGE_SHIFT)
      gapEnd.push(end)
      end = 0
    }
  }
}

/** One mapping, or the run of adjacent pages that mmap() made together. */
export interface Mapping {
  start: Ptr
  end: Ptr
  kind: MapKind
  residentPages: number
}

/** All mappings of the process, lowest first: its memory map, as /proc/PID/smaps would show it. */
export function memoryMap(): Mapping[] {
  const map: Mapping[] = []
  for (let p = ROOTS_START; p < MMAP_TOP; p += PAGE_SIZE) {
    // Nothing is mapped between the two growing regions.
    if (p === i32[VM_BRK >> 2]) p = i32[VM_MMAP_LOW >> 2]
    if (p === MMAP_TOP || !isMapped(p)) continue
    const last = map[map.length - 1]
    if (last === undefined || last.end !== p || isFirstPage(p))
      map.push({ start: p, end: p, kind: pageKind(p), residentPages: 0 })
    const mapping = map[map.length - 1]
    mapping.end = p + PAGE_SIZE
    if (pageState(p) === RESIDENT) mapping.residentPages++
  }
  return map
}

/** The gaps, highest first, as [start, end) pairs: for the checker and the memory map view. */
export function mmapGaps(): [Ptr, Ptr][] {
  return gapStart.map((start, k) => [start, gapEnd[k]])
}

function moveResidentPages(from: Ptr, to: Ptr, bytes: number): void {
  for (let offset = 0; offset < bytes; offset += PAGE_SIZE) {
    copyBytes(to + offset, from + offset, PAGE_SIZE)
    if (pageState(from + offset) === RESIDENT) touch(to + offset, to + offset + 1)
  }
}

/** Gap k loses [start, end); what remains on either side stays a gap. */
function takeFromGap(k: number, start: Ptr, end: Ptr): void {
  const above = end < gapEnd[k]
  const below = start > gapStart[k]
  if (above && below) {
    gapStart.splice(k, 1, end, gapStart[k])
    gapEnd.splice(k, 1, gapEnd[k], start)
  } else if (above) {
    gapStart[k] = end
  } else if (below) {
    gapEnd[k] = start
  } else {
    gapStart.splice(k, 1)
    gapEnd.splice(k, 1)
  }
}

function addGap(start: Ptr, end: Ptr): void {
  let k = 0
  while (k < gapStart.length && gapStart[k] > start) k++
  // k - 1 is the gap just above, k the one just below.
  const joinsAbove = k > 0 && gapStart[k - 1] === end
  const joinsBelow = k < gapStart.length && gapEnd[k] === start
  if (joinsAbove && joinsBelow) {
    gapStart[k - 1] = gapStart[k]
    gapStart.splice(k, 1)
    gapEnd.splice(k, 1)
    k--
  } else if (joinsAbove) {
    gapStart[--k] = start
  } else if (joinsBelow) {
    gapEnd[k] = end
  } else {
    gapStart.splice(k, 0, start)
    gapEnd.splice(k, 0, end)
  }
  if (gapStart[k] === i32[VM_MMAP_LOW >> 2]) {
    // The lowest mapping went away: what is below it is no gap but free space.
    i32[VM_MMAP_LOW >> 2] = gapEnd[k]
    gapStart.splice(k, 1)
    gapEnd.splice(k, 1)
  }
}

if (i32[VM_MMAP_LOW >> 2] === 0) i32[VM_MMAP_LOW >> 2] = MMAP_TOP
