/** The pymalloc part of the shadow checker (see check.ts). The invariants are those stated in pymalloc-layout.ts. */
import { ARENA_FRAMES, ARENA_SHIFT, ARENA_SIZE } from './address-map'
import { HEAP_BYTES, i32, type Ptr, u8 } from './heap'
import { isMapped, MAP_ARENA, pageKind } from './pages'
import {
  ARENAS_CURRENT,
  ARENAS_HIGHWATER,
  ARENAS_TOTAL,
  arenaAddress,
  arenaFreePoolStack,
  arenaFreePools,
  arenaNext,
  arenaPoolAddress,
  arenaPrevious,
  arenaRecord,
  arenaTotalPools,
  BLOCKS_ALLOCATED,
  BLOCKS_FREED,
  blockSize,
  blocksPerPool,
  DUMMY_CLASS,
  lastArenaWith,
  MAX_ARENAS,
  POOL_OVERHEAD,
  POOL_SIZE,
  POOLS_IN_ARENA,
  poolArenaIndex,
  poolClass,
  poolCount,
  poolFreeBlock,
  poolNext,
  poolNextOffset,
  poolPrevious,
  SIZE_CLASSES,
  UNUSED_ARENAS,
  USABLE_ARENAS,
  usedPoolsHead,
} from './pymalloc-layout'
import { forEachArena } from './walk'

type Must = (holds: boolean, what: string, at?: Ptr) => void

export function checkPymalloc(must: Must): void {
  const used = checkUsedPools(must)
  let inUse = 0
  let frames = 0
  forEachArena((arena, index) => {
    inUse += checkArena(arena, index, used, must)
    frames++
  })
  must(used.size === 0, 'a used pool lies in no arena', used.values().next().value)
  checkArenaLists(must)
  must(frames === i32[ARENAS_CURRENT >> 2], `${frames} arenas, counted ${i32[ARENAS_CURRENT >> 2]}`)
  must(i32[ARENAS_CURRENT >> 2] <= i32[ARENAS_HIGHWATER >> 2], 'more arenas than the high-water mark')
  must(i32[ARENAS_HIGHWATER >> 2] <= i32[ARENAS_TOTAL >> 2], 'high-water mark above the total')
  for (let frame = 0; frame < HEAP_BYTES / ARENA_SIZE; frame++) if (u8[ARENA_FRAMES + frame] !== 0) frames--
  must(frames === 0, 'the address test knows other arenas than there are')
  const counted = (i32[BLOCKS_ALLOCATED >> 2] - i32[BLOCKS_FREED >> 2]) | 0
  must(inUse === counted, `${inUse} blocks in use, counted ${counted}`)
}

/** The lists of used pools are sound; returns the pools in them. */
function checkUsedPools(must: Must): Set<Ptr> {
  const used = new Set<Ptr>()
  for (let c = 0; c < SIZE_CLASSES; c++) {
    const head = usedPoolsHead(c)
    let previous = head
    for (let pool = poolNext(head); pool !== head; pool = poolNext(pool)) {
      must(pool % POOL_SIZE === 0, 'pool is not aligned', pool)
      must(!used.has(pool), 'pool is listed twice', pool)
      must(poolClass(pool) === c, `pool of class ${poolClass(pool)} in the list of class ${c}`, pool)
      must(poolPrevious(pool) === previous, 'used pools are not linked backwards', pool)
      must(poolFreeBlock(pool) !== 0, 'used pool has nothing to give', pool)
      must(poolCount(pool) > 0, 'used pool is empty', pool)
      used.add(pool)
      previous = pool
    }
    must(poolPrevious(head) === previous, `the end of the used pools of class ${c}`)
  }
  return used
}

/** One arena and its pools; removes what it finds from `used` and returns the number of blocks in use. */
function checkArena(arena: Ptr, index: number, used: Set<Ptr>, must: Must): number {
  const base = arenaAddress(arena)
  must(base % ARENA_SIZE === 0, 'arena is not aligned', base)
  must(arenaTotalPools(arena) === POOLS_IN_ARENA, `arena of ${arenaTotalPools(arena)} pools`, base)
  must(u8[ARENA_FRAMES + (base >>> ARENA_SHIFT)] === 1, 'the address test does not know the arena', base)
  must(isMapped(base) && pageKind(base) === MAP_ARENA, 'arena is not mapped', base)

  const stacked = new Set<Ptr>()
  for (let pool = arenaFreePoolStack(arena); pool !== 0; pool = poolNext(pool)) {
    must(pool >= base && pool < arenaPoolAddress(arena), 'free pool outside the carved part of its arena', pool)
    must(!stacked.has(pool), 'free pool is stacked twice', pool)
    stacked.add(pool)
  }
  const virgin = (base + ARENA_SIZE - arenaPoolAddress(arena)) / POOL_SIZE
  must(
    arenaFreePools(arena) === stacked.size + virgin,
    `free pools: ${arenaFreePools(arena)} counted, ${stacked.size} stacked, ${virgin} virgin`,
    arena,
  )

  let inUse = 0
  for (let pool = base; pool < arenaPoolAddress(arena); pool += POOL_SIZE) {
    must(poolArenaIndex(pool) === index, `pool says arena ${poolArenaIndex(pool)}, is in ${index}`, pool)
    const count = poolCount(pool)
    must((count === 0) === stacked.has(pool), 'empty and stacked do not agree', pool)
    const listed = used.delete(pool)
    must(!(listed && stacked.has(pool)), 'pool is used and free', pool)
    if (poolClass(pool) === DUMMY_CLASS) continue
    const free = checkPool(pool, must)
    must(listed === (count !== 0 && free !== 0), 'pool in the wrong state for its list', pool)
    inUse += count
  }
  return inUse
}

/** Free list and carving mark of a formatted pool; returns the length of the free list. */
function checkPool(pool: Ptr, must: Must): number {
  const size = blockSize(poolClass(pool))
  const carved = (poolNextOffset(pool) - POOL_OVERHEAD) / size
  must(
    Number.isInteger(carved) && carved >= 2 && carved <= blocksPerPool(poolClass(pool)),
    `${carved} blocks carved`,
    pool,
  )
  const free = new Set<Ptr>()
  for (let block = poolFreeBlock(pool); block !== 0; block = i32[block >> 2]) {
    const offset = block - pool
    must(
      offset >= POOL_OVERHEAD && offset < poolNextOffset(pool),
      'free block outside the carved part of its pool',
      block,
    )
    must((offset - POOL_OVERHEAD) % size === 0, 'free block starts inside a block', block)
    must(i32[(block + 4) >> 2] === 0, 'high word of a free-list link', block)
    must(!free.has(block), 'free list runs in a circle', block)
    free.add(block)
  }
  must(
    poolCount(pool) + free.size === carved,
    `${poolCount(pool)} in use + ${free.size} free, but ${carved} carved`,
    pool,
  )
  return free.size
}

/** The list of usable arenas ascends, nfp2lasa marks its steps, and the other records are unused or full. */
function checkArenaLists(must: Must): void {
  const lasts = new Map<number, Ptr>()
  const seen = new Set<Ptr>()
  let previous = 0
  for (let arena = i32[USABLE_ARENAS >> 2]; arena !== 0; arena = arenaNext(arena)) {
    const free = arenaFreePools(arena)
    must(!seen.has(arena), 'usable arenas run in a circle', arena)
    must(arenaAddress(arena) !== 0, 'usable arena is not mapped', arena)
    must(arenaPrevious(arena) === previous, 'usable arenas are not linked backwards', arena)
    must(free > 0, 'usable arena without a free pool', arena)
    must(previous === 0 || arenaFreePools(previous) <= free, 'usable arenas do not ascend', arena)
    must(free < POOLS_IN_ARENA || arenaNext(arena) === 0, 'an idle arena that is not the last was kept', arena)
    lasts.set(free, arena)
    seen.add(arena)
    previous = arena
  }
  for (let free = 1; free <= POOLS_IN_ARENA; free++) {
    must(lastArenaWith(free) === (lasts.get(free) ?? 0), `nfp2lasa of ${free}`, lastArenaWith(free))
  }
  for (let arena = i32[UNUSED_ARENAS >> 2]; arena !== 0; arena = arenaNext(arena)) {
    must(!seen.has(arena) && arenaAddress(arena) === 0, 'unused arena record is in use', arena)
    seen.add(arena)
  }
  for (let index = 0; index < i32[MAX_ARENAS >> 2]; index++) {
    const arena = arenaRecord(index)
    must(seen.has(arena) || (arenaAddress(arena) !== 0 && arenaFreePools(arena) === 0), 'arena record is lost', arena)
  }
}
