/**
 * The heart of the system malloc on chunks: search, split, merge, grow and trim. Function names in comments are glibc 2.36's
 * (malloc/malloc.c). Callers pass and get chunks, not user pointers.
 */
import { PAGE_SIZE } from './address-map'
import { programBreak, sbrk } from './brk'
import { i32, type Ptr, u16 } from './heap'
import { linkSorted, linkUnsorted, tcacheGet, tcacheIsFull, tcachePut, unlinkChunk } from './malloc-bins'
import {
  BINMAP,
  BINMAP_WORDS,
  binAt,
  binIndex,
  bk,
  bkNextSize,
  chunkSize,
  clearInUse,
  FASTBIN_CONSOLIDATION_THRESHOLD,
  FASTBIN_COUNT,
  fastBin,
  fd,
  HAVE_FAST_CHUNKS,
  IS_MMAPPED,
  inSmallBinRange,
  inUse,
  LAST_REMAINDER,
  MAX_FAST,
  MAX_SYSTEM_MEM,
  MIN_CHUNK,
  MMAP_THRESHOLD,
  MMAP_THRESHOLD_MAX,
  MMAPPED_MEM,
  N_MMAPS,
  N_MMAPS_MAX,
  PREV_INUSE,
  prevInUse,
  prevSize,
  protect,
  SBRK_BASE,
  SIZE_SZ,
  SYSTEM_MEM,
  setBk,
  setFd,
  setFoot,
  setHead,
  setInUse,
  setPrevSize,
  sizeAndFlags,
  TCACHE,
  TCACHE_BINS,
  TCACHE_FILL,
  TOP,
  TOP_PAD,
  TRIM_THRESHOLD,
  tcacheCount,
  tcacheIndex,
  UNSORTED,
} from './malloc-layout'
import { mmap, munmap } from './mmap'
import { MAP_MALLOC } from './pages'

/** A chunk of `nb` bytes or, where splitting would leave less than a chunk, a little more; 0 when memory is out. (_int_malloc) */
export function takeChunk(nb: number): Ptr {
  if (nb <= MAX_FAST) {
    const p = takeFromFastBin(nb)
    if (p !== 0) return p
  }
  const small = inSmallBinRange(nb)
  if (small) {
    const p = takeFromSmallBin(nb)
    if (p !== 0) return p
  } else if (i32[HAVE_FAST_CHUNKS >> 2] !== 0) {
    consolidate()
  }
  for (;;) {
    let p = sortUnsorted(nb)
    if (p !== 0) return p
    if (!small) {
      p = takeFromLargeBin(nb)
      if (p !== 0) return p
    }
    p = takeFromBinsAbove(nb)
    if (p !== 0) return p
    const top = i32[TOP >> 2]
    const topSize = top === 0 ? 0 : chunkSize(top)
    if (topSize >= nb + MIN_CHUNK) return splitTop(top, topSize, nb)
    if (i32[HAVE_FAST_CHUNKS >> 2] === 0) return takeFromSystem(nb)
    consolidate()
  }
}

function takeFromFastBin(nb: number): Ptr {
  const bin = fastBin(nb)
  const p = i32[bin >> 2]
  if (p === 0) return 0
  i32[bin >> 2] = protect(p + 16, fd(p))
  // While here, move chunks of the same size to the cache.
  const tcache = i32[TCACHE >> 2]
  const index = tcacheIndex(nb)
  if (tcache !== 0) {
    for (let q = i32[bin >> 2]; q !== 0 && !tcacheIsFull(tcache, index); q = i32[bin >> 2]) {
      i32[bin >> 2] = protect(q + 16, fd(q))
      tcachePut(tcache, index, q)
    }
  }
  return p
}

function takeFromSmallBin(nb: number): Ptr {
  const bin = binAt(nb >> 4)
  const p = bk(bin)
  if (p === bin) return 0
  takeLastOf(bin, p, nb)
  const tcache = i32[TCACHE >> 2]
  const index = tcacheIndex(nb)
  if (tcache !== 0 && index < TCACHE_BINS) {
    for (let q = bk(bin); q !== bin && !tcacheIsFull(tcache, index); q = bk(bin)) {
      takeLastOf(bin, q, nb)
      tcachePut(tcache, index, q)
    }
  }
  return p
}

function takeLastOf(bin: Ptr, p: Ptr, size: number): void {
  const previous = bk(p)
  setInUse(p, size)
  setBk(bin, previous)
  setFd(previous, bin)
}

/**
 * Empty the unsorted bin, oldest chunk first: an exact fit is taken, the rest goes to its bins. This is the only place where
 * chunks enter small and large bins. Exact fits go to the cache first, as long as it has room.
 */
function sortUnsorted(nb: number): Ptr {
  const tcache = i32[TCACHE >> 2]
  const index = tcacheIndex(nb)
  const cacheable = tcache !== 0 && index < TCACHE_BINS
  let cached = false
  for (let rounds = 0; rounds < 10000; rounds++) {
    const p = bk(UNSORTED)
    if (p === UNSORTED) break
    const size = chunkSize(p)
    const previous = bk(p)
    if (inSmallBinRange(nb) && previous === UNSORTED && p === i32[LAST_REMAINDER >> 2] && size > nb + MIN_CHUNK) {
      // A run of small requests eats up the last remainder, which keeps them together.
      const rest = p + nb
      setBk(UNSORTED, rest)
      setFd(UNSORTED, rest)
      i32[LAST_REMAINDER >> 2] = rest
      setBk(rest, UNSORTED)
      setFd(rest, UNSORTED)
      if (!inSmallBinRange(size - nb)) clearNextSizes(rest)
      setHead(p, nb | PREV_INUSE)
      setHead(rest, (size - nb) | PREV_INUSE)
      setFoot(rest, size - nb)
      return p
    }
    setBk(UNSORTED, previous)
    setFd(previous, UNSORTED)
    if (size === nb) {
      setInUse(p, size)
      if (!cacheable || tcacheIsFull(tcache, index)) return p
      tcachePut(tcache, index, p)
      cached = true
      continue
    }
    linkSorted(p, size)
  }
  return cached ? tcacheGet(tcache, index) : 0
}

/** Best fit in the bin of the size itself: the smallest that is big enough. */
function takeFromLargeBin(nb: number): Ptr {
  const bin = binAt(binIndex(nb))
  let p = fd(bin)
  if (p === bin || chunkSize(p) < nb) return 0
  p = bkNextSize(p)
  while (chunkSize(p) < nb) p = bkNextSize(p)
  // The second of a size is not in the list of sizes: cheaper to take out.
  if (p !== bk(bin) && chunkSize(p) === chunkSize(fd(p))) p = fd(p)
  return split(p, nb)
}

/** The smallest chunk of the first non-empty bin above. The bit map says which bins may have one. */
function takeFromBinsAbove(nb: number): Ptr {
  let index = binIndex(nb) + 1
  while (index < BINMAP_WORDS * 32) {
    const at = (BINMAP + (index >> 5) * 4) >> 2
    const candidates = i32[at] & (-1 << (index & 31))
    if (candidates === 0) {
      index = (index | 31) + 1
      continue
    }
    index = (index & ~31) + (31 - Math.clz32(candidates & -candidates))
    const bin = binAt(index)
    const p = bk(bin)
    if (p !== bin) {
      const p2 = split(p, nb)
      if (inSmallBinRange(nb) && chunkSize(p2) === nb && fd(UNSORTED) === p2 + nb) i32[LAST_REMAINDER >> 2] = p2 + nb
      return p2
    }
    i32[at] &= ~(1 << (index & 31))
    index++
  }
  return 0
}

/** Take `nb` bytes off a binned chunk; the rest, if it can be a chunk, becomes the newest of the unsorted bin. */
function split(p: Ptr, nb: number): Ptr {
  const size = chunkSize(p)
  const restSize = size - nb
  unlinkChunk(p)
  if (restSize < MIN_CHUNK) {
    setInUse(p, size)
    return p
  }
  const rest = p + nb
  linkUnsorted(rest, restSize)
  setHead(p, nb | PREV_INUSE)
  setHead(rest, restSize | PREV_INUSE)
  setFoot(rest, restSize)
  return p
}

function splitTop(top: Ptr, topSize: number, nb: number): Ptr {
  i32[TOP >> 2] = top + nb
  setHead(top, nb | PREV_INUSE)
  setHead(top + nb, (topSize - nb) | PREV_INUSE)
  return top
}

function clearNextSizes(p: Ptr): void {
  i32[(p + 32) >> 2] = i32[(p + 36) >> 2] = i32[(p + 40) >> 2] = i32[(p + 44) >> 2] = 0
}

/** A mapping of its own, or a longer heap. (sysmalloc) */
function takeFromSystem(nb: number): Ptr {
  if (nb >= i32[MMAP_THRESHOLD >> 2] && i32[N_MMAPS >> 2] < i32[N_MMAPS_MAX >> 2]) {
    const p = takeMapping(nb)
    if (p !== 0) return p
  }
  const top = i32[TOP >> 2]
  const topSize = top === 0 ? 0 : chunkSize(top)
  const grow = (nb + i32[TOP_PAD >> 2] + MIN_CHUNK - topSize + PAGE_SIZE - 1) & -PAGE_SIZE
  const old = grow > 0 ? sbrk(grow) : -1
  if (old === -1) return 0
  if (top === 0) {
    i32[SBRK_BASE >> 2] = old
    i32[TOP >> 2] = old
  }
  const systemMem = (i32[SYSTEM_MEM >> 2] += grow)
  if (systemMem > i32[MAX_SYSTEM_MEM >> 2]) i32[MAX_SYSTEM_MEM >> 2] = systemMem
  setHead(i32[TOP >> 2], (topSize + grow) | PREV_INUSE)
  return splitTop(i32[TOP >> 2], topSize + grow, nb)
}

function takeMapping(nb: number): Ptr {
  const size = (nb + SIZE_SZ + PAGE_SIZE - 1) & -PAGE_SIZE
  const p = mmap(size, MAP_MALLOC)
  if (p === 0) return 0
  setPrevSize(p, 0)
  setHead(p, size | IS_MMAPPED)
  i32[N_MMAPS >> 2]++
  i32[MMAPPED_MEM >> 2] += size
  return p
}

/** Unmap a chunk; big ones teach the allocator to serve their size from the heap next time. (munmap_chunk, __libc_free) */
export function giveBackMapping(p: Ptr): void {
  const size = chunkSize(p)
  // glibc compares the size with its flag bits, which is why a chunk of exactly the maximum does not count.
  if (sizeAndFlags(p) > i32[MMAP_THRESHOLD >> 2] && sizeAndFlags(p) <= MMAP_THRESHOLD_MAX) {
    i32[MMAP_THRESHOLD >> 2] = size
    i32[TRIM_THRESHOLD >> 2] = size * 2
  }
  unmapChunk(p)
}

/** The same without the lesson: what realloc does with a mapping it moved away from. (munmap_chunk) */
export function unmapChunk(p: Ptr): void {
  const size = chunkSize(p)
  i32[N_MMAPS >> 2]--
  i32[MMAPPED_MEM >> 2] -= size
  munmap(p, size)
}

/** Take a heap chunk back. (_int_free) */
export function giveBackChunk(p: Ptr): void {
  const size = chunkSize(p)
  const tcache = i32[TCACHE >> 2]
  const index = tcacheIndex(size)
  if (tcache !== 0 && index < TCACHE_BINS && u16[tcacheCount(tcache, index) >> 1] < TCACHE_FILL) {
    tcachePut(tcache, index, p)
    return
  }
  if (size <= MAX_FAST) {
    const bin = fastBin(size)
    i32[HAVE_FAST_CHUNKS >> 2] = 1
    setFd(p, protect(p + 16, i32[bin >> 2]))
    i32[bin >> 2] = p
    return
  }
  const merged = mergeAndLink(p)
  if (merged >= FASTBIN_CONSOLIDATION_THRESHOLD) {
    if (i32[HAVE_FAST_CHUNKS >> 2] !== 0) consolidate()
    if (chunkSize(i32[TOP >> 2]) >= i32[TRIM_THRESHOLD >> 2]) trim(i32[TOP_PAD >> 2])
  }
}

/** Merge with free neighbours and put the result in the unsorted bin, or make it part of the top. Returns the size reached. */
function mergeAndLink(chunk: Ptr): number {
  let p = chunk
  let size = chunkSize(p)
  const next = p + size
  if (!prevInUse(p)) {
    const below = prevSize(p)
    size += below
    p -= below
    unlinkChunk(p)
  }
  if (next === i32[TOP >> 2]) {
    size += chunkSize(next)
    setHead(p, size | PREV_INUSE)
    i32[TOP >> 2] = p
    return size
  }
  if (!inUse(next)) {
    const nextSize = chunkSize(next)
    unlinkChunk(next)
    size += nextSize
  } else {
    clearInUse(next, 0)
  }
  linkUnsorted(p, size)
  setHead(p, size | PREV_INUSE)
  setFoot(p, size)
  return size
}

/** Empty the fast bins: their chunks become ordinary free chunks. (malloc_consolidate) */
export function consolidate(): void {
  i32[HAVE_FAST_CHUNKS >> 2] = 0
  for (let k = 0; k < FASTBIN_COUNT; k++) {
    const bin = fastBin((k + 2) << 4)
    let p = i32[bin >> 2]
    i32[bin >> 2] = 0
    while (p !== 0) {
      const next = protect(p + 16, fd(p))
      mergeAndLink(p)
      p = next
    }
  }
}

/** Give the end of the top back to the system, all but `pad` bytes. (systrim) */
function trim(pad: number): void {
  const top = i32[TOP >> 2]
  const topSize = chunkSize(top)
  const spare = topSize - MIN_CHUNK - 1
  if (spare <= pad) return
  const extra = (spare - pad) & -PAGE_SIZE
  if (extra === 0 || programBreak() !== top + topSize) return
  sbrk(-extra)
  i32[SYSTEM_MEM >> 2] -= extra
  setHead(top, (topSize - extra) | PREV_INUSE)
}
