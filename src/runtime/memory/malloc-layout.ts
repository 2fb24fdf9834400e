/**
 * Layouts of the system malloc: the main arena of glibc 2.36 on x86-64 (malloc/malloc.c), one thread.
 *
 *     chunk in use                                  free chunk
 *        0 +-----------------------------------+       0 +-----------------------------------+
 *          | (last 8 bytes of the chunk below) |         | size of the chunk below, if free  |
 *        8 | size | flags                      |       8 | size | flags                      |
 *     p 16 +-----------------------------------+      16 | next of its bin     (fd)          |
 *          | user data; the last 8 bytes are   |      24 | previous of its bin (bk)          |
 *          | in the next chunk's first word    |      32 | next smaller size   (large bins)  |
 *          |                                   |      40 | previous, larger    (large bins)  |
 *     size +-----------------------------------+         | ...                               |
 *          |                                   |    size | its own size again                |
 *
 * Flags in the size word: 1 the chunk below is in use, 2 the chunk is a mapping of its own.
 *
 * States of a chunk
 *     in use    the flag 1 of the chunk above it is set
 *     cached    in a tcache or fast bin: linked by its first user word, still marked in use, so never merged
 *     free      in the unsorted, a small or a large bin; its neighbours are in use or the top
 *     top       the last chunk of the heap, in no bin
 *     mapped    flag 2: no neighbours; the first word is 0
 *
 * What differs from glibc: one arena and no locks; the tcache key is a constant instead of a random number; when brk fails there is no
 * second try with mmap.
 */
import { MAIN_ARENA, MALLOC_PARAMETERS } from './address-map'
import { i32, type Ptr } from './heap'

export const SIZE_SZ = 8
export const MALLOC_ALIGN_MASK = 15
export const CHUNK_HEADER = 16
export const MIN_CHUNK = 32
export const PREV_INUSE = 1
export const IS_MMAPPED = 2
const FLAGS = 7

// --- mp_: parameters and totals ---------------------------------------------------------------------------------------
export const TRIM_THRESHOLD = MALLOC_PARAMETERS
export const TOP_PAD = MALLOC_PARAMETERS + 8
export const MMAP_THRESHOLD = MALLOC_PARAMETERS + 16
export const N_MMAPS = MALLOC_PARAMETERS + 24
export const N_MMAPS_MAX = MALLOC_PARAMETERS + 28
export const MMAPPED_MEM = MALLOC_PARAMETERS + 32
export const TCACHE = MALLOC_PARAMETERS + 40
export const SBRK_BASE = MALLOC_PARAMETERS + 48
/** Ours: bytes of chunks in the hands of the program, and their number. */
export const IN_USE_BYTES = MALLOC_PARAMETERS + 56
export const IN_USE_CHUNKS = MALLOC_PARAMETERS + 60
/** Ours: calls that handed out or took back a chunk, modulo 2^32. */
export const CHUNKS_ALLOCATED = MALLOC_PARAMETERS + 64
export const CHUNKS_FREED = MALLOC_PARAMETERS + 68
/** Ours: the most IN_USE_BYTES there was since a reader last asked (system-malloc.ts: takeChunkBytesPeak). */
export const IN_USE_HIGH = MALLOC_PARAMETERS + 72

export const DEFAULT_MMAP_THRESHOLD = 128 * 1024
export const MMAP_THRESHOLD_MAX = 32 * 1024 * 1024
export const DEFAULT_N_MMAPS_MAX = 65536
export const FASTBIN_CONSOLIDATION_THRESHOLD = 65536

// --- malloc_state ----------------------------------------------------------------------------------------------------
export const HAVE_FAST_CHUNKS = MAIN_ARENA + 8
const FASTBINS = MAIN_ARENA + 16
export const FASTBIN_COUNT = 10
export const TOP = MAIN_ARENA + 96
export const LAST_REMAINDER = MAIN_ARENA + 104
const BINS = MAIN_ARENA + 112
export const BIN_COUNT = 128
export const BINMAP = MAIN_ARENA + 2144
export const BINMAP_WORDS = 4
export const SYSTEM_MEM = MAIN_ARENA + 2184
export const MAX_SYSTEM_MEM = MAIN_ARENA + 2192

/** Largest chunk kept in a fast bin. */
export const MAX_FAST = 128
export const MIN_LARGE_SIZE = 1024

export const inSmallBinRange = (size: number): boolean => size < MIN_LARGE_SIZE
export const fastBin = (size: number): Ptr => FASTBINS + ((size >> 4) - 2) * 8
/** Header of bin i, read as a chunk: its fd and bk are the ends of the list. Bin 1 is the unsorted bin. */
export const binAt = (i: number): Ptr => BINS + (i - 1) * 16 - 16
export const UNSORTED = binAt(1)

export function binIndex(size: number): number {
  if (size < MIN_LARGE_SIZE) return size >> 4
  if (size >> 6 <= 48) return 48 + (size >> 6)
  if (size >> 9 <= 20) return 91 + (size >> 9)
  if (size >> 12 <= 10) return 110 + (size >> 12)
  if (size >> 15 <= 4) return 119 + (size >> 15)
  if (size >> 18 <= 2) return 124 + (size >> 18)
  return 126
}

// --- tcache: 64 counts of 2 bytes, 64 list heads of 8 bytes, in a chunk of its own --------------------------------------
export const TCACHE_BINS = 64
export const TCACHE_FILL = 7
export const TCACHE_BYTES = TCACHE_BINS * 2 + TCACHE_BINS * 8
export const tcacheIndex = (size: number): number => (size >> 4) - 2
export const tcacheCount = (tcache: Ptr, index: number): Ptr => tcache + index * 2
export const tcacheEntry = (tcache: Ptr, index: number): Ptr => tcache + TCACHE_BINS * 2 + index * 8
export const TCACHE_KEY_LOW = 0x5c3a1e27
export const TCACHE_KEY_HIGH = 0x6d0f42b9

/** Singly linked lists store their link xor-ed with where it is stored (safe-linking); the same operation reads it. */
export const protect = (position: Ptr, p: Ptr): number => (position >>> 12) ^ p

// --- chunks ------------------------------------------------------------------------------------------------------------
export const chunkOf = (user: Ptr): Ptr => user - CHUNK_HEADER
export const userOf = (chunk: Ptr): Ptr => chunk + CHUNK_HEADER
/** Size of the chunk for a request (request2size). */
export const chunkSizeFor = (n: number): number =>
  n <= 24 ? MIN_CHUNK : (n + SIZE_SZ + MALLOC_ALIGN_MASK) & ~MALLOC_ALIGN_MASK

export const sizeAndFlags = (p: Ptr): number => i32[(p + 8) >> 2]
export const chunkSize = (p: Ptr): number => i32[(p + 8) >> 2] & ~FLAGS
export const prevSize = (p: Ptr): number => i32[p >> 2]
export const prevInUse = (p: Ptr): boolean => (i32[(p + 8) >> 2] & PREV_INUSE) !== 0
export const isMmapped = (p: Ptr): boolean => (i32[(p + 8) >> 2] & IS_MMAPPED) !== 0
export const inUse = (p: Ptr): boolean => (i32[(p + chunkSize(p) + 8) >> 2] & PREV_INUSE) !== 0
export const fd = (p: Ptr): Ptr => i32[(p + 16) >> 2]
export const bk = (p: Ptr): Ptr => i32[(p + 24) >> 2]
export const fdNextSize = (p: Ptr): Ptr => i32[(p + 32) >> 2]
export const bkNextSize = (p: Ptr): Ptr => i32[(p + 40) >> 2]

function setWord(at: Ptr, value: number): void {
  i32[at >> 2] = value
  i32[(at + 4) >> 2] = 0
}

export const setHead = (p: Ptr, sizeAndFlags: number): void => setWord(p + 8, sizeAndFlags)
/** New size, flags kept. */
export const setHeadSize = (p: Ptr, size: number): void => setWord(p + 8, (i32[(p + 8) >> 2] & FLAGS) | size)
export const setPrevSize = (p: Ptr, size: number): void => setWord(p, size)
/** A free chunk repeats its size behind itself, in the next chunk's first word. */
export const setFoot = (p: Ptr, size: number): void => setWord(p + size, size)
export const setFd = (p: Ptr, q: Ptr): void => setWord(p + 16, q)
export const setBk = (p: Ptr, q: Ptr): void => setWord(p + 24, q)
export const setFdNextSize = (p: Ptr, q: Ptr): void => setWord(p + 32, q)
export const setBkNextSize = (p: Ptr, q: Ptr): void => setWord(p + 40, q)

/** Mark the chunk [p, p+size) used in the chunk above it. */
export function setInUse(p: Ptr, size: number): void {
  i32[(p + size + 8) >> 2] |= PREV_INUSE
}

export function clearInUse(p: Ptr, size: number): void {
  i32[(p + size + 8) >> 2] &= ~PREV_INUSE
}
