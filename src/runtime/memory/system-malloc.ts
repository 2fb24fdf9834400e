/**
 * The C library's malloc, as CPython's raw domain and everything above 512 bytes sees it: the main arena of glibc 2.36.
 * Addresses relative to the start of the heap agree with the real one, so fragmentation, trimming and RSS do too.
 */
import { PAGE_SIZE } from './address-map'
import { copyBytes, zeroBytes } from './bytes'
import { i32, type Ptr, u16 } from './heap'
import { initBins, tcacheGet, unlinkChunk } from './malloc-bins'
import { giveBackChunk, giveBackMapping, takeChunk, unmapChunk } from './malloc-core'
import {
  CHUNK_HEADER,
  CHUNKS_ALLOCATED,
  CHUNKS_FREED,
  chunkOf,
  chunkSize,
  chunkSizeFor,
  DEFAULT_MMAP_THRESHOLD,
  DEFAULT_N_MMAPS_MAX,
  IN_USE_BYTES,
  IN_USE_CHUNKS,
  IN_USE_HIGH,
  IS_MMAPPED,
  inUse,
  isMmapped,
  MIN_CHUNK,
  MMAP_THRESHOLD,
  MMAPPED_MEM,
  N_MMAPS_MAX,
  PREV_INUSE,
  SIZE_SZ,
  setHead,
  setHeadSize,
  setInUse,
  TCACHE,
  TCACHE_BINS,
  TCACHE_BYTES,
  TOP,
  TOP_PAD,
  TRIM_THRESHOLD,
  tcacheCount,
  tcacheIndex,
  userOf,
} from './malloc-layout'
import { mremap } from './mmap'
import { touch } from './pages'

/** Requests above this fail at once (PTRDIFF_MAX in C; here the address space is the limit). */
const MAX_REQUEST = 0x7ff0_0000

/** A caller's multiplication may have left the address space, or the integers. */
const isRequest = (n: number): boolean => n >= 0 && n <= MAX_REQUEST

export function malloc(n: number): Ptr {
  if (!isRequest(n)) return 0
  const nb = chunkSizeFor(n)
  const tcache = i32[TCACHE >> 2] || startTcache()
  const index = tcacheIndex(nb)
  if (index < TCACHE_BINS && tcache !== 0 && u16[tcacheCount(tcache, index) >> 1] !== 0) {
    const p = tcacheGet(tcache, index)
    countTaken(p)
    return userOf(p)
  }
  const p = takeChunk(nb)
  if (p === 0) return 0
  touchChunk(p)
  countTaken(p)
  return userOf(p)
}

export function free(user: Ptr): void {
  if (user === 0) return
  const p = chunkOf(user)
  countGiven(p)
  if (isMmapped(p)) giveBackMapping(p)
  else giveBackChunk(p)
}

/** Zeroed memory. Fresh memory from the system is zero already and is not touched; the cache is not used. (__libc_calloc) */
export function calloc(count: number, size: number): Ptr {
  const n = count * size
  if (!isRequest(n)) return 0
  if (i32[TCACHE >> 2] === 0) startTcache()
  const oldTop = i32[TOP >> 2]
  const oldTopSize = oldTop === 0 ? 0 : chunkSize(oldTop)
  const p = takeChunk(chunkSizeFor(n))
  if (p === 0) return 0
  countTaken(p)
  if (isMmapped(p)) {
    touch(p, p + CHUNK_HEADER)
    return userOf(p)
  }
  const whole = chunkSize(p)
  const clear = p === oldTop && whole > oldTopSize ? oldTopSize : whole
  touch(p, p + Math.max(clear, CHUNK_HEADER))
  touch(p + whole, p + whole + CHUNK_HEADER)
  zeroBytes(p + CHUNK_HEADER, Math.max(clear - SIZE_SZ, 0))
  return userOf(p)
}

export function realloc(user: Ptr, n: number): Ptr {
  if (user === 0) return malloc(n)
  if (n === 0) {
    free(user)
    return 0
  }
  if (!isRequest(n)) return 0
  const p = chunkOf(user)
  const nb = chunkSizeFor(n)
  return isMmapped(p) ? reallocMapping(p, nb, n) : reallocChunk(p, nb)
}

export function usableSize(user: Ptr): number {
  if (user === 0) return 0
  const p = chunkOf(user)
  if (isMmapped(p)) return chunkSize(p) - CHUNK_HEADER
  return inUse(p) ? chunkSize(p) - SIZE_SZ : 0
}

export const chunksInUse = (): number => i32[IN_USE_CHUNKS >> 2]
/** Bytes of the chunks the program holds, headers included. */
export const chunkBytesInUse = (): number => i32[IN_USE_BYTES >> 2]

/** Most bytes in use since the last call; a new interval begins with what is in use now. */
export function takeChunkBytesPeak(): number {
  const bytes = i32[IN_USE_HIGH >> 2]
  i32[IN_USE_HIGH >> 2] = i32[IN_USE_BYTES >> 2]
  return bytes
}

function reallocMapping(p: Ptr, nb: number, n: number): Ptr {
  const oldSize = chunkSize(p)
  const newSize = (nb + SIZE_SZ + PAGE_SIZE - 1) & -PAGE_SIZE
  if (newSize === oldSize) return userOf(p)
  const moved = mremap(p, oldSize, newSize)
  if (moved !== 0) {
    setHead(moved, newSize | IS_MMAPPED)
    i32[MMAPPED_MEM >> 2] += newSize - oldSize
    resizeInUse(newSize - oldSize)
    touch(moved, moved + newSize)
    return userOf(moved)
  }
  if (oldSize - SIZE_SZ >= nb) return userOf(p)
  const fresh = malloc(n)
  if (fresh === 0) return 0
  copyBytes(fresh, userOf(p), oldSize - CHUNK_HEADER)
  countGiven(p)
  unmapChunk(p)
  return fresh
}

/** Grow in place into the top or a free neighbour, else move; what is left over is freed. (_int_realloc) */
function reallocChunk(old: Ptr, nb: number): Ptr {
  const oldSize = chunkSize(old)
  let p = old
  let size = oldSize
  if (oldSize < nb) {
    const next = old + oldSize
    const nextSize = chunkSize(next)
    if (next === i32[TOP >> 2] && oldSize + nextSize >= nb + MIN_CHUNK) {
      setHeadSize(old, nb)
      i32[TOP >> 2] = old + nb
      setHead(old + nb, (oldSize + nextSize - nb) | PREV_INUSE)
      resizeInUse(nb - oldSize)
      touchChunk(old)
      return userOf(old)
    }
    if (next !== i32[TOP >> 2] && !inUse(next) && oldSize + nextSize >= nb) {
      unlinkChunk(next)
      size = oldSize + nextSize
    } else {
      p = takeChunk(nb)
      if (p === 0) return 0
      touchChunk(p)
      size = chunkSize(p)
      if (p === next) {
        // The search found the neighbour itself (it was the top, or got free by consolidation): no copy needed.
        size += oldSize
        p = old
      } else {
        countTaken(p)
        copyBytes(userOf(p), userOf(old), oldSize - SIZE_SZ)
        countGiven(old)
        giveBackChunk(old)
        return userOf(p)
      }
    }
  }
  const rest = size - nb
  if (rest < MIN_CHUNK) {
    setHeadSize(p, size)
    setInUse(p, size)
    resizeInUse(size - oldSize)
  } else {
    setHeadSize(p, nb)
    resizeInUse(nb - oldSize)
    setHead(p + nb, rest | PREV_INUSE)
    setInUse(p + nb, rest)
    giveBackChunk(p + nb)
  }
  touchChunk(p)
  return userOf(p)
}

/** The per-thread cache lives in the first chunk ever allocated. */
function startTcache(): Ptr {
  const p = takeChunk(chunkSizeFor(TCACHE_BYTES))
  if (p === 0) return 0
  touchChunk(p)
  zeroBytes(userOf(p), TCACHE_BYTES)
  i32[TCACHE >> 2] = userOf(p)
  return userOf(p)
}

/** The caller writes all of a chunk it asked for; the head of the chunk above is written by the split. */
function touchChunk(p: Ptr): void {
  touch(p, p + chunkSize(p) + (isMmapped(p) ? 0 : CHUNK_HEADER))
}

function resizeInUse(delta: number): void {
  const bytes = (i32[IN_USE_BYTES >> 2] += delta)
  if (bytes > i32[IN_USE_HIGH >> 2]) i32[IN_USE_HIGH >> 2] = bytes
}

function countTaken(p: Ptr): void {
  i32[IN_USE_CHUNKS >> 2]++
  resizeInUse(chunkSize(p))
  i32[CHUNKS_ALLOCATED >> 2]++
}

function countGiven(p: Ptr): void {
  i32[IN_USE_CHUNKS >> 2]--
  i32[IN_USE_BYTES >> 2] -= chunkSize(p)
  i32[CHUNKS_FREED >> 2]++
}

export function initSystemMalloc(): void {
  initBins()
  i32[TRIM_THRESHOLD >> 2] = DEFAULT_MMAP_THRESHOLD
  i32[TOP_PAD >> 2] = DEFAULT_MMAP_THRESHOLD
  i32[MMAP_THRESHOLD >> 2] = DEFAULT_MMAP_THRESHOLD
  i32[N_MMAPS_MAX >> 2] = DEFAULT_N_MMAPS_MAX
}

if (i32[MMAP_THRESHOLD >> 2] === 0) initSystemMalloc()
