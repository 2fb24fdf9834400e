/**
 * Pages of the simulated process: what is mapped, what is resident.
 *
 * One byte per page: the state in bits 0-1; while the page is mapped also what it is mapped for in bits 2-6, and in bit 7
 * whether it is the first of its mapping (so that adjacent mappings can be told apart).
 *
 *     state      mapped  resident  bytes
 *     CLEAN      no      -         zero
 *     DIRTY      no      -         left over from an earlier mapping; zeroed when the page is mapped again
 *     UNTOUCHED  yes     no        zero, unless written by somebody who did not call touch()
 *     RESIDENT   yes     yes       in use
 *
 * A page becomes resident when it is first written. Stores are not instrumented; the allocators know which bytes they
 * hand out and call touch() for them. calloc of fresh memory does not, exactly as on Linux the kernel's zero pages stay unbacked.
 */
import {
  PAGE_SHIFT,
  PAGE_SIZE,
  PAGE_STATES,
  VM_HIGH_MAPPED_PAGES,
  VM_HIGH_RESIDENT_PAGES,
  VM_LIMIT_PAGES,
  VM_MAPPED_PAGES,
  VM_PAGE_FAULTS,
  VM_PEAK_MAPPED_PAGES,
  VM_PEAK_RESIDENT_PAGES,
  VM_RESIDENT_PAGES,
} from './address-map'
import { zeroBytes } from './bytes'
import { i32, type Ptr, u8 } from './heap'

export const CLEAN = 0
export const DIRTY = 1
export const UNTOUCHED = 2
export const RESIDENT = 3
const STATE = 3

/** What a mapping is for. */
export const MAP_OTHER = 0
export const MAP_STATIC = 1
export const MAP_HEAP = 2
export const MAP_ARENA = 3
export const MAP_MALLOC = 4
export const MAP_FRAME_STACK = 5
export const MAP_FILE = 6
export const MAP_KIND_NAMES = ['other', 'static', 'heap', 'arena', 'malloc', 'frame stack', 'mmap'] as const
export type MapKind = 0 | 1 | 2 | 3 | 4 | 5 | 6
const KIND_SHIFT = 2
const FIRST_PAGE = 0x80

export const mappedBytes = (): number => i32[VM_MAPPED_PAGES >> 2] * PAGE_SIZE
export const residentBytes = (): number => i32[VM_RESIDENT_PAGES >> 2] * PAGE_SIZE
/** The most there ever was: the peaks taken so far and the one of the interval that has not been asked for yet. */
export const peakMappedBytes = (): number =>
  Math.max(i32[VM_PEAK_MAPPED_PAGES >> 2], i32[VM_HIGH_MAPPED_PAGES >> 2]) * PAGE_SIZE
export const peakResidentBytes = (): number =>
  Math.max(i32[VM_PEAK_RESIDENT_PAGES >> 2], i32[VM_HIGH_RESIDENT_PAGES >> 2]) * PAGE_SIZE

/** Most bytes resident since the last call; a new interval begins with what is resident now. */
export const takeResidentPeak = (): number =>
  takePeak(VM_HIGH_RESIDENT_PAGES, VM_PEAK_RESIDENT_PAGES, VM_RESIDENT_PAGES) * PAGE_SIZE
/** Most bytes mapped since the last call; a new interval begins with what is mapped now. */
export const takeMappedPeak = (): number =>
  takePeak(VM_HIGH_MAPPED_PAGES, VM_PEAK_MAPPED_PAGES, VM_MAPPED_PAGES) * PAGE_SIZE

function takePeak(high: Ptr, peak: Ptr, now: Ptr): number {
  const pages = i32[high >> 2]
  if (pages > i32[peak >> 2]) i32[peak >> 2] = pages
  i32[high >> 2] = i32[now >> 2]
  return pages
}

export const pageState = (p: Ptr): number => u8[PAGE_STATES + (p >>> PAGE_SHIFT)] & STATE
export const isMapped = (p: Ptr): boolean => pageState(p) >= UNTOUCHED
export const pageKind = (p: Ptr): MapKind =>
  ((u8[PAGE_STATES + (p >>> PAGE_SHIFT)] & ~FIRST_PAGE) >> KIND_SHIFT) as MapKind
export const isFirstPage = (p: Ptr): boolean => (u8[PAGE_STATES + (p >>> PAGE_SHIFT)] & FIRST_PAGE) !== 0

/** As RLIMIT_AS: mappings beyond it fail, and with them the allocation that needed them. 0 = no limit. */
export function setMemoryLimit(bytes: number): void {
  i32[VM_LIMIT_PAGES >> 2] = Math.ceil(bytes / PAGE_SIZE)
}

export const memoryLimit = (): number => i32[VM_LIMIT_PAGES >> 2] * PAGE_SIZE

/** Would `bytes` more mapped memory stay within the limit? */
export function mayMap(bytes: number): boolean {
  const limit = i32[VM_LIMIT_PAGES >> 2]
  return limit === 0 || i32[VM_MAPPED_PAGES >> 2] + (bytes >>> PAGE_SHIFT) <= limit
}

/**
 * Map [start, end), page-aligned, which must be unmapped. The bytes read zero afterwards. `isExtension` says that the pages
 * belong to the mapping below them.
 */
export function mapPages(start: Ptr, end: Ptr, kind: MapKind, isExtension = false): void {
  const first = PAGE_STATES + (start >>> PAGE_SHIFT)
  const last = PAGE_STATES + (end >>> PAGE_SHIFT)
  for (let s = first; s < last; s++) {
    if (u8[s] === DIRTY) zeroPage(s)
    u8[s] = UNTOUCHED | (kind << KIND_SHIFT)
  }
  if (!isExtension) u8[first] |= FIRST_PAGE
  const mapped = (i32[VM_MAPPED_PAGES >> 2] += last - first)
  if (mapped > i32[VM_HIGH_MAPPED_PAGES >> 2]) i32[VM_HIGH_MAPPED_PAGES >> 2] = mapped
}

export function unmapPages(start: Ptr, end: Ptr): void {
  const first = PAGE_STATES + (start >>> PAGE_SHIFT)
  const last = PAGE_STATES + (end >>> PAGE_SHIFT)
  let resident = 0
  for (let s = first; s < last; s++) {
    if ((u8[s] & STATE) === RESIDENT) {
      resident++
      u8[s] = DIRTY
    } else {
      u8[s] = isZeroPage(s) ? CLEAN : DIRTY
    }
  }
  i32[VM_RESIDENT_PAGES >> 2] -= resident
  i32[VM_MAPPED_PAGES >> 2] -= last - first
}

/** The bytes [start, end) have been, or are about to be, written. */
export function touch(start: Ptr, end: Ptr): void {
  const last = PAGE_STATES + ((end - 1) >>> PAGE_SHIFT)
  for (let s = PAGE_STATES + (start >>> PAGE_SHIFT); s <= last; s++) {
    if ((u8[s] & STATE) === UNTOUCHED) becomeResident(s)
  }
}

/** touch() for bytes that lie in one page. */
export function touchPage(p: Ptr): void {
  const s = PAGE_STATES + (p >>> PAGE_SHIFT)
  if ((u8[s] & STATE) === UNTOUCHED) becomeResident(s)
}

/**
 * Count pages that were written behind our back (a calloc'ed block filled later). Slow (reads every untouched mapped
 * page), so nothing calls it on its own. Returns the number of pages found.
 */
export function findWrittenPages(start: Ptr, end: Ptr): number {
  let found = 0
  for (let s = PAGE_STATES + (start >>> PAGE_SHIFT); s < PAGE_STATES + (end >>> PAGE_SHIFT); s++) {
    if ((u8[s] & STATE) === UNTOUCHED && !isZeroPage(s)) {
      becomeResident(s)
      found++
    }
  }
  return found
}

function becomeResident(s: Ptr): void {
  u8[s] |= RESIDENT
  i32[VM_PAGE_FAULTS >> 2]++
  const resident = ++i32[VM_RESIDENT_PAGES >> 2]
  if (resident > i32[VM_HIGH_RESIDENT_PAGES >> 2]) i32[VM_HIGH_RESIDENT_PAGES >> 2] = resident
}

function zeroPage(s: Ptr): void {
  const start = (s - PAGE_STATES) << PAGE_SHIFT
  zeroBytes(start, PAGE_SIZE)
}

function isZeroPage(s: Ptr): boolean {
  const start = ((s - PAGE_STATES) << PAGE_SHIFT) >> 2
  for (let w = start; w < start + (PAGE_SIZE >> 2); w++) if (i32[w] !== 0) return false
  return true
}
