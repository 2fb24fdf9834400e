/**
 * pymalloc of CPython 3.11: the block and pool level. Function names follow Objects/obmalloc.c (3.11).
 *
 * The two entry points that matter, poolMalloc and poolFree, are kept so small that V8 inlines them into their callers;
 * everything rarer is a function of its own.
 */
import { ARENA_FRAMES, ARENA_SHIFT, USED_POOLS } from './address-map'
import { i32, type Ptr, u8 } from './heap'
import { touchPage } from './pages'
import { takePool, takePoolBack } from './pymalloc-arenas'
import {
  BLOCKS_ALLOCATED,
  BLOCKS_FREED,
  blockSize,
  POOL_CLASS,
  POOL_COUNT,
  POOL_FREE_BLOCK,
  POOL_MASK,
  POOL_MAX_NEXT_OFFSET,
  POOL_NEXT,
  POOL_NEXT_OFFSET,
  POOL_OVERHEAD,
  POOL_PREVIOUS,
  POOL_SIZE,
  SIZE_CLASSES,
  usedPoolsHead,
} from './pymalloc-layout'

// word indexes for the two hot functions
const W_COUNT = POOL_COUNT >> 2
const W_FREE_BLOCK = POOL_FREE_BLOCK >> 2
const W_BLOCKS_ALLOCATED = BLOCKS_ALLOCATED >> 2
const W_BLOCKS_FREED = BLOCKS_FREED >> 2

/** Does this address lie in an arena? (address_in_range; one byte per MiB instead of the walk down the radix tree) */
export function addressInArena(p: Ptr): boolean {
  return u8[ARENA_FRAMES + (p >>> ARENA_SHIFT)] !== 0
}

/** A block for a request of 1..512 bytes; 0 when no arena can be had. */
export function poolMalloc(n: number): Ptr {
  const list = USED_POOLS + ((n - 1) & -16)
  const pool = i32[list >> 2]
  if (pool === list - POOL_NEXT) return allocateFromNewPool((n - 1) >> 4) | 0
  const w = pool >> 2
  const block = i32[w + W_FREE_BLOCK]
  const next = i32[block >> 2]
  i32[w + W_COUNT] += 1
  i32[W_BLOCKS_ALLOCATED] += 1
  i32[w + W_FREE_BLOCK] = next
  if (next === 0) extendPool(pool)
  return block
}

/** Give back a block known to be pymalloc's. */
export function poolFree(p: Ptr): void {
  const pool = (p & POOL_MASK) >> 2
  const w = p >> 2
  const last = i32[pool + W_FREE_BLOCK]
  i32[w] = last
  i32[w + 1] = 0
  i32[pool + W_FREE_BLOCK] = p
  i32[W_BLOCKS_FREED] += 1
  const count = (i32[pool + W_COUNT] - 1) | 0
  i32[pool + W_COUNT] = count
  if (count === 0 || last === 0) poolChangedState(pool << 2, last)
}

/** The pool gave its last free block: carve one more, or take the pool off its list, full. (pymalloc_pool_extend) */
function extendPool(pool: Ptr): void {
  const offset = i32[(pool + POOL_NEXT_OFFSET) >> 2]
  if (offset <= i32[(pool + POOL_MAX_NEXT_OFFSET) >> 2]) {
    const size = blockSize(i32[(pool + POOL_CLASS) >> 2])
    const block = pool + offset
    i32[(pool + POOL_FREE_BLOCK) >> 2] = block
    i32[(pool + POOL_NEXT_OFFSET) >> 2] = offset + size
    // The end of the block: whoever gets it writes it to its end, and then the next one is carved from the page it is in.
    if ((block ^ (block - size)) >>> 12 !== 0) touchPage(block)
    i32[block >> 2] = 0
    i32[(block + 4) >> 2] = 0
    return
  }
  unlinkPool(pool)
}

function unlinkPool(pool: Ptr): void {
  const next = i32[(pool + POOL_NEXT) >> 2]
  const previous = i32[(pool + POOL_PREVIOUS) >> 2]
  i32[(next + POOL_PREVIOUS) >> 2] = previous
  i32[(previous + POOL_NEXT) >> 2] = next
}

/** After a free: the pool was full (it can give again), or it is empty now (it goes back to its arena). */
function poolChangedState(pool: Ptr, last: Ptr): void {
  // A pool holds more than one block, so one that was full cannot be empty now.
  if (last === 0) {
    linkAtFront(pool, i32[(pool + POOL_CLASS) >> 2])
  } else {
    unlinkPool(pool)
    takePoolBack(pool)
  }
}

function linkAtFront(pool: Ptr, sizeClass: number): void {
  const head = usedPoolsHead(sizeClass)
  const next = i32[(head + POOL_NEXT) >> 2]
  i32[(pool + POOL_NEXT) >> 2] = next
  i32[(pool + POOL_PREVIOUS) >> 2] = head
  i32[(head + POOL_NEXT) >> 2] = pool
  i32[(next + POOL_PREVIOUS) >> 2] = pool
}

function allocateFromNewPool(sizeClass: number): Ptr {
  const pool = takePool()
  if (pool === 0) return 0
  linkAtFront(pool, sizeClass)
  i32[(pool + POOL_COUNT) >> 2] = 1
  i32[BLOCKS_ALLOCATED >> 2]++
  if (i32[(pool + POOL_CLASS) >> 2] === sizeClass) {
    const block = i32[(pool + POOL_FREE_BLOCK) >> 2]
    i32[(pool + POOL_FREE_BLOCK) >> 2] = i32[block >> 2]
    return block
  }
  const size = blockSize(sizeClass)
  const block = pool + POOL_OVERHEAD
  i32[(pool + POOL_CLASS) >> 2] = sizeClass
  i32[(pool + POOL_NEXT_OFFSET) >> 2] = POOL_OVERHEAD + (size << 1)
  i32[(pool + POOL_MAX_NEXT_OFFSET) >> 2] = POOL_SIZE - size
  i32[(pool + POOL_FREE_BLOCK) >> 2] = block + size
  i32[(block + size) >> 2] = 0
  i32[(block + size + 4) >> 2] = 0
  return block
}

/** All list heads point at themselves. */
export function initUsedPools(): void {
  for (let c = 0; c < SIZE_CLASSES; c++) {
    const head = usedPoolsHead(c)
    i32[(head + POOL_NEXT) >> 2] = head
    i32[(head + POOL_PREVIOUS) >> 2] = head
  }
}

if (i32[USED_POOLS >> 2] === 0) initUsedPools()
