/** Walks over everything the allocators hold, for the inspector, the statistics and the checkers. Not for hot paths. */
import { BRK_START } from './address-map'
import { i32, type Ptr, u16 } from './heap'
import {
  chunkSize,
  FASTBIN_COUNT,
  fastBin,
  fd,
  inUse,
  protect,
  SYSTEM_MEM,
  TCACHE,
  TCACHE_BINS,
  TOP,
  tcacheCount,
  tcacheEntry,
  userOf,
} from './malloc-layout'
import { memoryMap } from './mmap'
import { MAP_MALLOC } from './pages'
import {
  arenaAddress,
  arenaPoolAddress,
  arenaRecord,
  blockSize,
  DUMMY_CLASS,
  MAX_ARENAS,
  POOL_OVERHEAD,
  POOL_SIZE,
  poolClass,
  poolCount,
  poolFreeBlock,
  poolNextOffset,
} from './pymalloc-layout'

/** Every mapped arena, in the order of their records. */
export function forEachArena(visit: (arena: Ptr, index: number) => void): void {
  for (let index = 0; index < i32[MAX_ARENAS >> 2]; index++) {
    const arena = arenaRecord(index)
    if (arenaAddress(arena) !== 0) visit(arena, index)
  }
}

/** Every pool that has ever been carved from an arena that is still mapped; also those that are empty now. */
export function forEachPool(visit: (pool: Ptr, arena: Ptr) => void): void {
  forEachArena((arena) => {
    const end = arenaPoolAddress(arena)
    for (let pool = arenaAddress(arena); pool < end; pool += POOL_SIZE) visit(pool, arena)
  })
}

/** Every block in use: carved, and not on its pool's free list. `size` is the size of the block, not of the request. */
export function forEachBlock(visit: (block: Ptr, size: number) => void): void {
  const isFree = new Uint8Array(POOL_SIZE >> 4)
  forEachPool((pool) => {
    if (poolCount(pool) === 0 || poolClass(pool) === DUMMY_CLASS) return
    const size = blockSize(poolClass(pool))
    isFree.fill(0)
    for (let block = poolFreeBlock(pool); block !== 0; block = i32[block >> 2]) isFree[(block - pool) >> 4] = 1
    const end = pool + poolNextOffset(pool)
    for (let block = pool + POOL_OVERHEAD; block < end; block += size) {
      if (isFree[(block - pool) >> 4] === 0) visit(block, size)
    }
  })
}

/** Chunks in the per-thread cache and the fast bins: marked in use, but nobody's. */
export function cachedChunks(): Set<Ptr> {
  const cached = new Set<Ptr>()
  const tcache = i32[TCACHE >> 2]
  for (let index = 0; tcache !== 0 && index < TCACHE_BINS; index++) {
    let user = i32[tcacheEntry(tcache, index) >> 2]
    for (let left = u16[tcacheCount(tcache, index) >> 1]; left > 0; left--) {
      cached.add(user - 16)
      user = protect(user, i32[user >> 2])
    }
  }
  for (let k = 0; k < FASTBIN_COUNT; k++) {
    for (let p = i32[fastBin((k + 2) << 4) >> 2]; p !== 0; p = protect(p + 16, fd(p))) cached.add(p)
  }
  return cached
}

/** Every chunk of the heap below the top. */
export function forEachHeapChunk(visit: (chunk: Ptr, size: number) => void): void {
  if (i32[SYSTEM_MEM >> 2] === 0) return
  const top = i32[TOP >> 2]
  for (let p = BRK_START; p < top; p += chunkSize(p)) {
    if (chunkSize(p) === 0) throw new Error(`malloc heap: chunk ${p.toString(16)} has no size`)
    visit(p, chunkSize(p))
  }
}

/** Every block the program holds from the system malloc, with its usable size; the tcache itself is not one. */
export function forEachRawBlock(visit: (user: Ptr, usable: number) => void): void {
  const cached = cachedChunks()
  const tcache = i32[TCACHE >> 2]
  forEachHeapChunk((p, size) => {
    if (inUse(p) && !cached.has(p) && userOf(p) !== tcache) visit(userOf(p), size - 8)
  })
  for (const mapping of memoryMap()) {
    if (mapping.kind === MAP_MALLOC) visit(userOf(mapping.start), mapping.end - mapping.start - 16)
  }
}
