/**
 * Where everything lives in the address space, bottom to top:
 *
 *     0x00000000  unmapped: NULL and small offsets from it
 *     0x00010000  allocator roots (this file), then the static data segment (static-data.ts)
 *     0x00800000  page-state table: the simulated kernel's; not part of the process's own memory
 *     0x00900000  brk heap, grows up            (brk.ts, system-malloc.ts)
 *         ...     free
 *         ...     mmap region, grows down        (mmap.ts: arenas, big blocks, frame-stack chunks, mmap objects)
 *     HEAP_BYTES
 *
 * The roots have fixed addresses, so that no import order can move them: the same run has the same bytes everywhere.
 */
import { HEAP_BYTES, type Ptr } from './heap'

export const PAGE_SHIFT = 12
export const PAGE_SIZE = 1 << PAGE_SHIFT

export const ARENA_SHIFT = 20
/** pymalloc's arena; also the frame of the address test, because arenas are aligned to their own size here. */
export const ARENA_SIZE = 1 << ARENA_SHIFT

export const ROOTS_START = 0x0001_0000

// --- roots of the operating-system layer -------------------------------------------------------------------------
/** Words of the virtual-memory layer, one int32 each (see pages.ts, brk.ts, mmap.ts). */
export const VM_MAPPED_PAGES = ROOTS_START
export const VM_RESIDENT_PAGES = ROOTS_START + 4
export const VM_LIMIT_PAGES = ROOTS_START + 8
export const VM_BRK = ROOTS_START + 12
export const VM_MMAP_LOW = ROOTS_START + 16
export const VM_PEAK_RESIDENT_PAGES = ROOTS_START + 20
export const VM_PEAK_MAPPED_PAGES = ROOTS_START + 24
export const STATIC_BRK = ROOTS_START + 28
/** Most pages resident and mapped since a reader last asked (pages.ts: takePeaks). */
export const VM_HIGH_RESIDENT_PAGES = ROOTS_START + 32
export const VM_HIGH_MAPPED_PAGES = ROOTS_START + 36
/** Pages that became resident since the start, modulo 2^32. */
export const VM_PAGE_FAULTS = ROOTS_START + 40

// --- roots of the system malloc (layouts in malloc-layout.ts) -------------------------------------------------------
export const MALLOC_PARAMETERS = ROOTS_START + 0x100
export const MAIN_ARENA = ROOTS_START + 0x200
const MAIN_ARENA_BYTES = 2200

// --- roots of pymalloc (layouts in pymalloc-layout.ts) ---------------------------------------------------------------
export const PYMALLOC_ROOTS = ROOTS_START + 0x1000
/** 32 list heads of 16 bytes: next and previous pool. A head is read as a pool header that starts 16 bytes before it. */
export const USED_POOLS = ROOTS_START + 0x1100
/** 65 pointers: by number of free pools, the last arena of the usable list that has so many. */
export const NFP2LASA = ROOTS_START + 0x1400
/** One byte per 1 MiB of address space: 1 where an arena is. The one-load form of CPython's radix tree. */
export const ARENA_FRAMES = ROOTS_START + 0x2000
const ARENA_FRAMES_BYTES = 0x1000
/** Root of the radix tree: 2^15 pointers. */
export const ARENA_MAP_ROOT = ROOTS_START + 0x4000
export const ARENA_MAP_ROOT_BYTES = 8 << 15

export const ROOTS_END = ARENA_MAP_ROOT + ARENA_MAP_ROOT_BYTES

export const STATIC_DATA_START = ROOTS_END
export const STATIC_DATA_END = 0x0080_0000

/** One byte per page of the whole address space. */
export const PAGE_STATES = STATIC_DATA_END
export const PAGE_COUNT = HEAP_BYTES >>> PAGE_SHIFT

export const BRK_START = 0x0090_0000
export const MMAP_TOP = HEAP_BYTES - (HEAP_BYTES % PAGE_SIZE)
/** Pages kept free between the brk heap and the lowest mapping, so that neither runs into the other unseen. */
export const GUARD_GAP = 16 * PAGE_SIZE

/**
 * What is added to an address before a user sees it (id(), repr, hex view): a round number in the range where Linux maps
 * memory. It is a multiple of 2^34, so the whole heap needs one middle and one bottom node of the radix tree, as a usual process.
 */
export const USER_BASE = 0x7f00_0000_0000

export function toUser(p: Ptr): number {
  return p === 0 ? 0 : USER_BASE + p
}

/** The address behind a user-visible number; 0 when it lies outside the heap. */
export function fromUser(address: number): Ptr {
  const p = address - USER_BASE
  return p > 0 && p < HEAP_BYTES ? p : 0
}

/** The relations the rest of the layer relies on. Called once at load: a broken map must not start. */
export function checkAddressMap(): void {
  const must = (holds: boolean, what: string) => {
    if (!holds) throw new Error(`address map: ${what}`)
  }
  must(HEAP_BYTES <= 0x7fff_ffff, 'every address must be a positive int32')
  must(HEAP_BYTES >= BRK_START + 4 * ARENA_SIZE, 'the heap is too small to hold a process (at least 13 MiB)')
  must(VM_LIMIT_PAGES + 0x40 <= MALLOC_PARAMETERS, 'virtual-memory words overlap malloc parameters')
  must(MAIN_ARENA + MAIN_ARENA_BYTES <= PYMALLOC_ROOTS, 'main arena overlaps pymalloc roots')
  must(PYMALLOC_ROOTS + 0x100 <= USED_POOLS && USED_POOLS + 32 * 16 <= NFP2LASA, 'used pools overlap')
  must(USED_POOLS % 16 === 0, 'list heads are read as 16-byte aligned pool headers')
  must(NFP2LASA + 65 * 8 <= ARENA_FRAMES, 'nfp2lasa overlaps the arena frames')
  must(ARENA_FRAMES_BYTES >= HEAP_BYTES / ARENA_SIZE, 'one frame byte per MiB')
  must(ARENA_FRAMES + ARENA_FRAMES_BYTES <= ARENA_MAP_ROOT, 'arena frames overlap the radix root')
  must(STATIC_DATA_START < STATIC_DATA_END, 'no room for static data')
  must(PAGE_STATES + PAGE_COUNT <= BRK_START, 'the page-state table reaches into the brk heap')
  must(BRK_START % PAGE_SIZE === 0 && MMAP_TOP % PAGE_SIZE === 0, 'regions start on pages')
  must(USER_BASE % 2 ** 34 === 0, 'the heap must lie in one bottom node of the radix tree')
}
checkAddressMap()
