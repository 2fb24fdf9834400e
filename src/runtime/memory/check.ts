/**
 * The shadow checker of the memory layer: walks every structure and verifies every invariant stated in the layout files. Slow by
 * design, knows nothing of how the allocators reach their state, and throws at the first violation with what it saw.
 */
import { BRK_START } from './address-map'
import { programBreak } from './brk'
import { checkPymalloc } from './check-pymalloc'
import { i32, type Ptr, u16 } from './heap'
import {
  BIN_COUNT,
  BINMAP,
  binAt,
  binIndex,
  bk,
  bkNextSize,
  chunkSize,
  FASTBIN_COUNT,
  fastBin,
  fd,
  fdNextSize,
  HAVE_FAST_CHUNKS,
  IN_USE_BYTES,
  IN_USE_CHUNKS,
  inSmallBinRange,
  inUse,
  isMmapped,
  MAX_SYSTEM_MEM,
  MIN_CHUNK,
  MMAPPED_MEM,
  N_MMAPS,
  prevInUse,
  prevSize,
  protect,
  SYSTEM_MEM,
  TCACHE,
  TCACHE_BINS,
  TCACHE_FILL,
  TOP,
  tcacheCount,
  tcacheEntry,
  UNSORTED,
  userOf,
} from './malloc-layout'
import { memoryMap, mmapGaps, rebuildMmapCache } from './mmap'
import { MAP_MALLOC, mappedBytes, residentBytes } from './pages'
import { forEachHeapChunk } from './walk'

export class CorruptMemory extends Error {}

function must(holds: boolean, what: string, at?: Ptr): void {
  if (!holds) throw new CorruptMemory(at === undefined ? what : `${what} (at 0x${at.toString(16)})`)
}

/** Everything. Throws CorruptMemory. */
export function checkMemory(): void {
  checkMappings()
  checkSystemMalloc()
  checkPymalloc(must)
}

/** The page counters and the cache of gaps agree with the page-state table. */
export function checkMappings(): void {
  const map = memoryMap()
  let mapped = 0
  let resident = 0
  for (const mapping of map) {
    mapped += mapping.end - mapping.start
    resident += mapping.residentPages * 4096
  }
  must(mapped === mappedBytes(), `mapped bytes are ${mapped}, counted ${mappedBytes()}`)
  must(resident === residentBytes(), `resident bytes are ${resident}, counted ${residentBytes()}`)
  const cached = JSON.stringify(mmapGaps())
  rebuildMmapCache()
  must(cached === JSON.stringify(mmapGaps()), `cached gaps ${cached} but the pages say ${JSON.stringify(mmapGaps())}`)
}

export function checkSystemMalloc(): void {
  const top = i32[TOP >> 2]
  if (top === 0) return
  must(top + chunkSize(top) === programBreak(), 'the top does not end at the program break', top)
  must(i32[SYSTEM_MEM >> 2] === programBreak() - BRK_START, 'system_mem is not the length of the heap')
  must(i32[SYSTEM_MEM >> 2] <= i32[MAX_SYSTEM_MEM >> 2], 'system_mem above its maximum')
  must(prevInUse(top), 'a free chunk below the top was not merged into it', top)

  const free = new Set<Ptr>()
  const held = new Map<Ptr, number>()
  let below: Ptr = 0
  forEachHeapChunk((p, size) => {
    must(size >= MIN_CHUNK && size % 16 === 0, `chunk size ${size}`, p)
    must(p + size <= top, 'chunk reaches into the top', p)
    must(!isMmapped(p), 'heap chunk is marked as a mapping', p)
    if (below !== 0) must(prevInUse(p) === !free.has(below), 'flag and state of the chunk below disagree', p)
    else must(prevInUse(p), 'the first chunk has nothing free below it', p)
    if (inUse(p)) {
      held.set(p, size)
    } else {
      must(prevInUse(p), 'two neighbouring free chunks', p)
      must(prevSize(p + size) === size, `size behind a free chunk is ${prevSize(p + size)}, not ${size}`, p)
      free.add(p)
    }
    below = p
  })
  checkBins(free)
  for (const p of checkCaches(held)) held.delete(p)
  const tcache = i32[TCACHE >> 2]
  if (tcache !== 0) must(held.delete(tcache - 16), 'the tcache is not a chunk in use', tcache)

  let bytes = 0
  for (const size of held.values()) bytes += size
  let mappings = 0
  let mappingBytes = 0
  for (const mapping of memoryMap()) {
    if (mapping.kind !== MAP_MALLOC) continue
    const size = mapping.end - mapping.start
    must(isMmapped(mapping.start) && chunkSize(mapping.start) === size, 'head of a mapped chunk', mapping.start)
    mappings++
    mappingBytes += size
  }
  must(mappings === i32[N_MMAPS >> 2], `n_mmaps is ${i32[N_MMAPS >> 2]}, found ${mappings}`)
  must(mappingBytes === i32[MMAPPED_MEM >> 2], `mmapped_mem is ${i32[MMAPPED_MEM >> 2]}, found ${mappingBytes}`)
  must(
    held.size + mappings === i32[IN_USE_CHUNKS >> 2],
    `${held.size + mappings} chunks in use, counted ${i32[IN_USE_CHUNKS >> 2]}`,
  )
  must(
    bytes + mappingBytes === i32[IN_USE_BYTES >> 2],
    `${bytes + mappingBytes} bytes in use, counted ${i32[IN_USE_BYTES >> 2]}`,
  )
}

/** Every free chunk is in exactly one bin, the right one, and the lists are sound. */
function checkBins(free: ReadonlySet<Ptr>): void {
  const binned = new Set<Ptr>()
  for (let i = 1; i < BIN_COUNT; i++) {
    const bin = binAt(i)
    let previous = bin
    let lastSize = Number.POSITIVE_INFINITY
    const leaders: Ptr[] = []
    for (let p = fd(bin); p !== bin; p = fd(p)) {
      must(free.has(p), `bin ${i} holds a chunk that is not free`, p)
      must(!binned.has(p), `chunk in bins twice, now in ${i}`, p)
      must(bk(p) === previous, `bin ${i} is not linked backwards`, p)
      binned.add(p)
      const size = chunkSize(p)
      if (bin !== UNSORTED) {
        must(binIndex(size) === i, `chunk of ${size} bytes in bin ${i}`, p)
        must(size <= lastSize, `bin ${i} is not sorted`, p)
        if (!inSmallBinRange(size) && size !== lastSize) leaders.push(p)
        else if (!inSmallBinRange(size))
          must(fdNextSize(p) === 0, 'only the first of a size is in the list of sizes', p)
      }
      lastSize = size
      previous = p
    }
    must(bk(bin) === previous, `the end of bin ${i}`)
    leaders.forEach((p, k) => {
      must(fdNextSize(p) === leaders[(k + 1) % leaders.length], `list of sizes of bin ${i}, forwards`, p)
      must(
        bkNextSize(p) === leaders[(k + leaders.length - 1) % leaders.length],
        `list of sizes of bin ${i}, backwards`,
        p,
      )
    })
    const mapBit = (i32[(BINMAP + (i >> 5) * 4) >> 2] >>> (i & 31)) & 1
    must(bin === UNSORTED || fd(bin) === bin || mapBit === 1, `bin ${i} has chunks but no bit in the map`)
  }
  for (const p of free) must(binned.has(p), 'free chunk in no bin', p)
}

/** Cached chunks are marked in use and have the size of their list. */
function checkCaches(held: ReadonlyMap<Ptr, number>): Set<Ptr> {
  const cached = new Set<Ptr>()
  const add = (p: Ptr, size: number, where: string) => {
    must(held.get(p) === size, `${where} of size ${size} holds a chunk of size ${held.get(p)}`, p)
    must(!cached.has(p), `chunk cached twice, now in ${where}`, p)
    cached.add(p)
  }
  const tcache = i32[TCACHE >> 2]
  for (let index = 0; tcache !== 0 && index < TCACHE_BINS; index++) {
    const count = u16[tcacheCount(tcache, index) >> 1]
    must(count <= TCACHE_FILL, `tcache list ${index} has ${count} chunks`)
    let user = i32[tcacheEntry(tcache, index) >> 2]
    for (let k = 0; k < count; k++) {
      add(user - 16, (index + 2) << 4, 'tcache')
      user = protect(user, i32[user >> 2])
    }
    must(user === 0, `tcache list ${index} is longer than its count`)
  }
  for (let k = 0; k < FASTBIN_COUNT; k++) {
    const size = (k + 2) << 4
    for (let p = i32[fastBin(size) >> 2]; p !== 0; p = protect(userOf(p), fd(p))) add(p, size, 'fast bin')
    if (i32[fastBin(size) >> 2] !== 0) must(i32[HAVE_FAST_CHUNKS >> 2] === 1, 'fast bins are not empty but said to be')
  }
  return cached
}
