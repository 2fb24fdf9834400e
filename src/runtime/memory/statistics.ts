/** What the allocators know about themselves: sys.getallocatedblocks, sys._debugmallocstats and the lab's memory charts. */
import { i32 } from './heap'
import {
  CHUNKS_ALLOCATED,
  CHUNKS_FREED,
  chunkSize,
  inUse,
  MMAPPED_MEM,
  N_MMAPS,
  SYSTEM_MEM,
  TOP,
} from './malloc-layout'
import { mappedBytes, peakMappedBytes, peakResidentBytes, residentBytes } from './pages'
import {
  ARENA_MAP_BOT_COUNT,
  ARENA_MAP_MID_COUNT,
  ARENAS_CURRENT,
  ARENAS_HIGHWATER,
  ARENAS_TOTAL,
  arenaFreePools,
  BLOCKS_ALLOCATED,
  BLOCKS_FREED,
  blockSize,
  blocksPerPool,
  POOL_OVERHEAD,
  POOL_SIZE,
  poolClass,
  poolCount,
  RAW_ALLOCATED_BLOCKS,
  SIZE_CLASSES,
} from './pymalloc-layout'
import { chunkBytesInUse, chunksInUse } from './system-malloc'
import { cachedChunks, forEachArena, forEachHeapChunk, forEachPool } from './walk'

/** sys.getallocatedblocks(): pymalloc blocks in use and what pymalloc passed on. Two counters stand for the sum over all pools. */
export function getAllocatedBlocks(): number {
  return ((i32[BLOCKS_ALLOCATED >> 2] - i32[BLOCKS_FREED >> 2]) | 0) + i32[RAW_ALLOCATED_BLOCKS >> 2]
}

/** Blocks handed out and taken back by pymalloc and by the system malloc, each modulo 2^32: readers add up differences. */
export const blocksAllocatedSoFar = (): number => i32[BLOCKS_ALLOCATED >> 2] >>> 0
export const blocksFreedSoFar = (): number => i32[BLOCKS_FREED >> 2] >>> 0
export const chunksAllocatedSoFar = (): number => i32[CHUNKS_ALLOCATED >> 2] >>> 0
export const chunksFreedSoFar = (): number => i32[CHUNKS_FREED >> 2] >>> 0
export const arenasCurrent = (): number => i32[ARENAS_CURRENT >> 2]
export const arenasHighwater = (): number => i32[ARENAS_HIGHWATER >> 2]

/** The figures a sample records. Only `pymallocBytes` needs a walk (over the pool headers). */
export interface MemorySample {
  rss: number
  mapped: number
  peakRss: number
  peakMapped: number
  arenas: number
  arenasHighwater: number
  /** Bytes of pymalloc blocks in use. */
  pymallocBytes: number
  /** Bytes of system-malloc chunks in use, headers included. */
  rawBytes: number
  rawChunks: number
  allocatedBlocks: number
}

export function memorySample(): MemorySample {
  return {
    rss: residentBytes(),
    mapped: mappedBytes(),
    peakRss: peakResidentBytes(),
    peakMapped: peakMappedBytes(),
    arenas: arenasCurrent(),
    arenasHighwater: arenasHighwater(),
    pymallocBytes: pymallocBytesInUse(),
    rawBytes: chunkBytesInUse(),
    rawChunks: chunksInUse(),
    allocatedBlocks: getAllocatedBlocks(),
  }
}

export function pymallocBytesInUse(): number {
  let bytes = 0
  forEachPool((pool) => {
    const count = poolCount(pool)
    if (count !== 0) bytes += count * blockSize(poolClass(pool))
  })
  return bytes
}

/** The numbers behind sys._debugmallocstats(); the text is made from them. (_PyObject_DebugMallocStats) */
export interface PymallocStatistics {
  /** Per class that has pools in use. */
  classes: { sizeClass: number; size: number; pools: number; blocksInUse: number; blocksFree: number }[]
  arenasTotal: number
  arenasReclaimed: number
  arenasHighwater: number
  arenasCurrent: number
  bytesAllocated: number
  bytesAvailable: number
  unusedPools: number
  bytesUnusedPools: number
  bytesPoolHeaders: number
  bytesQuantization: number
  bytesArenaAlignment: number
  mapMidNodes: number
  mapBotNodes: number
}

export function pymallocStatistics(): PymallocStatistics {
  const pools = new Array<number>(SIZE_CLASSES).fill(0)
  const used = new Array<number>(SIZE_CLASSES).fill(0)
  let unusedPools = 0
  forEachArena((arena) => {
    unusedPools += arenaFreePools(arena)
  })
  forEachPool((pool) => {
    const count = poolCount(pool)
    if (count === 0) return
    pools[poolClass(pool)]++
    used[poolClass(pool)] += count
  })
  const result: PymallocStatistics = {
    classes: [],
    arenasTotal: i32[ARENAS_TOTAL >> 2],
    arenasReclaimed: i32[ARENAS_TOTAL >> 2] - arenasCurrent(),
    arenasHighwater: arenasHighwater(),
    arenasCurrent: arenasCurrent(),
    bytesAllocated: 0,
    bytesAvailable: 0,
    unusedPools,
    bytesUnusedPools: unusedPools * POOL_SIZE,
    bytesPoolHeaders: 0,
    bytesQuantization: 0,
    // Arenas are aligned to their size here, so no pool is lost.
    bytesArenaAlignment: 0,
    mapMidNodes: i32[ARENA_MAP_MID_COUNT >> 2],
    mapBotNodes: i32[ARENA_MAP_BOT_COUNT >> 2],
  }
  for (let c = 0; c < SIZE_CLASSES; c++) {
    if (pools[c] === 0) continue
    const size = blockSize(c)
    const free = pools[c] * blocksPerPool(c) - used[c]
    result.classes.push({ sizeClass: c, size, pools: pools[c], blocksInUse: used[c], blocksFree: free })
    result.bytesAllocated += used[c] * size
    result.bytesAvailable += free * size
    result.bytesPoolHeaders += pools[c] * POOL_OVERHEAD
    result.bytesQuantization += pools[c] * ((POOL_SIZE - POOL_OVERHEAD) % size)
  }
  return result
}

/** The state of the system malloc, in the terms of mallinfo2(). */
export interface MallocStatistics {
  heapBytes: number
  topBytes: number
  freeChunks: number
  freeBytes: number
  cachedChunks: number
  cachedBytes: number
  mappings: number
  mappedBytes: number
  largestFree: number
}

export function mallocStatistics(): MallocStatistics {
  const cached = cachedChunks()
  const top = i32[TOP >> 2]
  const result: MallocStatistics = {
    heapBytes: i32[SYSTEM_MEM >> 2],
    topBytes: top === 0 ? 0 : chunkSize(top),
    freeChunks: 0,
    freeBytes: 0,
    cachedChunks: cached.size,
    cachedBytes: 0,
    mappings: i32[N_MMAPS >> 2],
    mappedBytes: i32[MMAPPED_MEM >> 2],
    largestFree: 0,
  }
  for (const p of cached) result.cachedBytes += chunkSize(p)
  forEachHeapChunk((p, size) => {
    if (inUse(p)) return
    result.freeChunks++
    result.freeBytes += size
    result.largestFree = Math.max(result.largestFree, size)
  })
  return result
}
