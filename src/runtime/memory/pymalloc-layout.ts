/**
 * Layouts of pymalloc (CPython 3.11 Objects/obmalloc.c, default build on x86-64).
 *
 *     arena: 1 MiB from the arena domain, aligned to its size, so always 64 pools (CPython's are only page-aligned and lose
 *     a pool three times out of four; which ones is up to the kernel. We fix the deterministic case.)
 *
 *     pool: 16 KiB, aligned to its size          arena record: 48 bytes in a vector from the raw domain
 *        0 +-----------------------------+          0 +----------------------------------+
 *          | blocks in use (4)           |            | address of the arena, 0 = unused |
 *        8 | head of the free list       |          8 | next pool to carve               |
 *       16 | next pool                   |         16 | free pools (4) | all pools (4)   |
 *       24 | previous pool               |         24 | stack of free pools              |
 *       32 | arena index(4) | class (4)  |         32 | next arena                       |
 *       40 | next offset(4) | max (4)    |         40 | previous arena                   |
 *       48 +-----------------------------+         48 +----------------------------------+
 *          | blocks ...                  |
 *
 * States of a pool
 *     used   0 < count, a block to give: in the list USED_POOLS[class]; free list not empty
 *     full   no block to give: in no list, next and previous are meaningless; free list empty
 *     empty  count 0: on its arena's stack of free pools (linked by `next`); class remembered, so that a request of the
 *            same class finds the free list still valid
 *     virgin behind the arena's `next pool to carve`: no header yet
 *
 * States of an arena record
 *     unused      address 0: on the stack UNUSED_ARENAS, linked by `next`
 *     usable      some pool free: in the doubly linked list USABLE_ARENAS, ascending by number of free pools
 *     full        no pool free: in no list
 */
import { ARENA_SIZE, NFP2LASA, PAGE_SIZE, PYMALLOC_ROOTS, USED_POOLS } from './address-map'
import { i32, type Ptr } from './heap'

export const ALIGNMENT_SHIFT = 4
export const ALIGNMENT = 1 << ALIGNMENT_SHIFT
export const SMALL_REQUEST_THRESHOLD = 512
export const SIZE_CLASSES = SMALL_REQUEST_THRESHOLD >> ALIGNMENT_SHIFT
export const POOL_SIZE = 4 * PAGE_SIZE
export const POOL_MASK = -POOL_SIZE
export const POOLS_IN_ARENA = ARENA_SIZE / POOL_SIZE
export const INITIAL_ARENA_OBJECTS = 16

export const POOL_COUNT = 0
export const POOL_FREE_BLOCK = 8
export const POOL_NEXT = 16
export const POOL_PREVIOUS = 24
export const POOL_ARENA_INDEX = 32
export const POOL_CLASS = 36
export const POOL_NEXT_OFFSET = 40
export const POOL_MAX_NEXT_OFFSET = 44
export const POOL_OVERHEAD = 48
/** Class of a pool that was never formatted. */
export const DUMMY_CLASS = 0xffff

export const ARENA_ADDRESS = 0
export const ARENA_POOL_ADDRESS = 8
export const ARENA_FREE_POOLS = 16
export const ARENA_TOTAL_POOLS = 20
export const ARENA_FREE_POOL_STACK = 24
export const ARENA_NEXT = 32
export const ARENA_PREVIOUS = 40
export const ARENA_RECORD_SIZE = 48

/** The vector of arena records and its length (`arenas`, `maxarenas`). */
export const ARENAS = PYMALLOC_ROOTS
export const MAX_ARENAS = PYMALLOC_ROOTS + 8
export const USABLE_ARENAS = PYMALLOC_ROOTS + 16
export const UNUSED_ARENAS = PYMALLOC_ROOTS + 24
export const ARENAS_CURRENT = PYMALLOC_ROOTS + 32
export const ARENAS_TOTAL = PYMALLOC_ROOTS + 36
export const ARENAS_HIGHWATER = PYMALLOC_ROOTS + 40
/** Blocks of the mem and obj domains that the C library serves. */
export const RAW_ALLOCATED_BLOCKS = PYMALLOC_ROOTS + 44
export const ARENA_MAP_MID_COUNT = PYMALLOC_ROOTS + 48
export const ARENA_MAP_BOT_COUNT = PYMALLOC_ROOTS + 52
/** Ours: pymalloc blocks handed out and taken back since the start, modulo 2^32; readers accumulate differences. */
export const BLOCKS_ALLOCATED = PYMALLOC_ROOTS + 56
export const BLOCKS_FREED = PYMALLOC_ROOTS + 60

export const blockSize = (sizeClass: number): number => (sizeClass + 1) << ALIGNMENT_SHIFT
export const blocksPerPool = (sizeClass: number): number => ((POOL_SIZE - POOL_OVERHEAD) / blockSize(sizeClass)) | 0

/** Head of the list of used pools of a class, as the address of a pool header whose next/previous are the list's ends. */
export const usedPoolsHead = (sizeClass: number): Ptr => USED_POOLS + (sizeClass << 4) - POOL_NEXT

export const poolOf = (block: Ptr): Ptr => block & POOL_MASK
export const poolCount = (pool: Ptr): number => i32[(pool + POOL_COUNT) >> 2]
export const poolFreeBlock = (pool: Ptr): Ptr => i32[(pool + POOL_FREE_BLOCK) >> 2]
export const poolNext = (pool: Ptr): Ptr => i32[(pool + POOL_NEXT) >> 2]
export const poolPrevious = (pool: Ptr): Ptr => i32[(pool + POOL_PREVIOUS) >> 2]
export const poolClass = (pool: Ptr): number => i32[(pool + POOL_CLASS) >> 2]
export const poolArenaIndex = (pool: Ptr): number => i32[(pool + POOL_ARENA_INDEX) >> 2]
export const poolNextOffset = (pool: Ptr): number => i32[(pool + POOL_NEXT_OFFSET) >> 2]

export const arenaRecord = (index: number): Ptr => i32[ARENAS >> 2] + index * ARENA_RECORD_SIZE
export const arenaAddress = (arena: Ptr): Ptr => i32[(arena + ARENA_ADDRESS) >> 2]
export const arenaPoolAddress = (arena: Ptr): Ptr => i32[(arena + ARENA_POOL_ADDRESS) >> 2]
export const arenaFreePools = (arena: Ptr): number => i32[(arena + ARENA_FREE_POOLS) >> 2]
export const arenaTotalPools = (arena: Ptr): number => i32[(arena + ARENA_TOTAL_POOLS) >> 2]
export const arenaFreePoolStack = (arena: Ptr): Ptr => i32[(arena + ARENA_FREE_POOL_STACK) >> 2]
export const arenaNext = (arena: Ptr): Ptr => i32[(arena + ARENA_NEXT) >> 2]
export const arenaPrevious = (arena: Ptr): Ptr => i32[(arena + ARENA_PREVIOUS) >> 2]

/** nfp2lasa: the last arena of the usable list with `free` free pools, 0 when there is none. */
export const lastArenaWith = (free: number): Ptr => i32[(NFP2LASA + (free << 3)) >> 2]
