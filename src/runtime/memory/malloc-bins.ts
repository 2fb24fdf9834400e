/** Bins of the system malloc: linking and unlinking free chunks, and the per-thread cache. (glibc 2.36, malloc/malloc.c) */
import { i32, type Ptr, u16 } from './heap'
import {
  BIN_COUNT,
  BINMAP,
  binAt,
  binIndex,
  bk,
  bkNextSize,
  chunkOf,
  chunkSize,
  fd,
  fdNextSize,
  inSmallBinRange,
  protect,
  setBk,
  setBkNextSize,
  setFd,
  setFdNextSize,
  TCACHE_FILL,
  TCACHE_KEY_HIGH,
  TCACHE_KEY_LOW,
  tcacheCount,
  tcacheEntry,
  UNSORTED,
  userOf,
} from './malloc-layout'

/** All bins empty: each header points at itself. */
export function initBins(): void {
  for (let i = 1; i < BIN_COUNT; i++) {
    setFd(binAt(i), binAt(i))
    setBk(binAt(i), binAt(i))
  }
}

/** Take a free chunk out of whatever bin it is in. (unlink_chunk) */
export function unlinkChunk(p: Ptr): void {
  const next = fd(p)
  const previous = bk(p)
  setBk(next, previous)
  setFd(previous, next)
  if (inSmallBinRange(chunkSize(p))) return
  const smaller = fdNextSize(p)
  if (smaller === 0) return
  // p leads the chunks of its size: the next of the same size takes its place in the list of sizes.
  if (fdNextSize(next) === 0) {
    if (smaller === p) {
      setFdNextSize(next, next)
      setBkNextSize(next, next)
    } else {
      setFdNextSize(next, smaller)
      setBkNextSize(next, bkNextSize(p))
      setBkNextSize(smaller, next)
      setFdNextSize(bkNextSize(p), next)
    }
  } else {
    setBkNextSize(smaller, bkNextSize(p))
    setFdNextSize(bkNextSize(p), smaller)
  }
}

/** Put a free chunk at the front of the unsorted bin. */
export function linkUnsorted(p: Ptr, size: number): void {
  const next = fd(UNSORTED)
  setBk(p, UNSORTED)
  setFd(p, next)
  if (!inSmallBinRange(size)) {
    setFdNextSize(p, 0)
    setBkNextSize(p, 0)
  }
  setFd(UNSORTED, p)
  setBk(next, p)
}

/** Put a chunk from the unsorted bin where it belongs. Small bins are queues, large bins sorted from large to small. */
export function linkSorted(p: Ptr, size: number): void {
  const index = binIndex(size)
  let previous = binAt(index)
  let next = fd(previous)
  if (!inSmallBinRange(size)) {
    if (next === previous) {
      setFdNextSize(p, p)
      setBkNextSize(p, p)
    } else if (size < chunkSize(bk(previous))) {
      // Smaller than the smallest: goes to the end.
      next = previous
      previous = bk(previous)
      const largest = fd(next)
      setFdNextSize(p, largest)
      setBkNextSize(p, bkNextSize(largest))
      setFdNextSize(bkNextSize(largest), p)
      setBkNextSize(largest, p)
    } else {
      while (size < chunkSize(next)) next = fdNextSize(next)
      if (size === chunkSize(next)) {
        // Second of its size, so that the list of sizes stays as it is.
        next = fd(next)
      } else {
        setFdNextSize(p, next)
        setBkNextSize(p, bkNextSize(next))
        setFdNextSize(bkNextSize(next), p)
        setBkNextSize(next, p)
      }
      previous = bk(next)
    }
  }
  i32[(BINMAP + (index >> 5) * 4) >> 2] |= 1 << (index & 31)
  setBk(p, previous)
  setFd(p, next)
  setBk(next, p)
  setFd(previous, p)
}

export function tcacheIsFull(tcache: Ptr, index: number): boolean {
  return u16[tcacheCount(tcache, index) >> 1] >= TCACHE_FILL
}

export function tcachePut(tcache: Ptr, index: number, chunk: Ptr): void {
  const user = userOf(chunk)
  const entry = tcacheEntry(tcache, index)
  i32[user >> 2] = protect(user, i32[entry >> 2])
  i32[(user + 4) >> 2] = 0
  i32[(user + 8) >> 2] = TCACHE_KEY_LOW
  i32[(user + 12) >> 2] = TCACHE_KEY_HIGH
  i32[entry >> 2] = user
  u16[tcacheCount(tcache, index) >> 1]++
}

/** The newest chunk of a cache list that is not empty; returns the chunk. */
export function tcacheGet(tcache: Ptr, index: number): Ptr {
  const entry = tcacheEntry(tcache, index)
  const user = i32[entry >> 2]
  i32[entry >> 2] = protect(user, i32[user >> 2])
  u16[tcacheCount(tcache, index) >> 1]--
  i32[(user + 8) >> 2] = 0
  i32[(user + 12) >> 2] = 0
  return chunkOf(user)
}
