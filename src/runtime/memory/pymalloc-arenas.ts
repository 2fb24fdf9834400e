/** pymalloc of CPython 3.11: the arena level. Function names in comments are those of Objects/obmalloc.c (3.11). */
import { ARENA_FRAMES, ARENA_MAP_ROOT, ARENA_SHIFT, ARENA_SIZE, NFP2LASA, USER_BASE } from './address-map'
import { i32, type Ptr, u8 } from './heap'
import { mmap, munmap } from './mmap'
import { MAP_ARENA, touchPage } from './pages'
import {
  ARENA_ADDRESS,
  ARENA_FREE_POOL_STACK,
  ARENA_FREE_POOLS,
  ARENA_MAP_BOT_COUNT,
  ARENA_MAP_MID_COUNT,
  ARENA_NEXT,
  ARENA_POOL_ADDRESS,
  ARENA_PREVIOUS,
  ARENA_RECORD_SIZE,
  ARENA_TOTAL_POOLS,
  ARENAS,
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
  DUMMY_CLASS,
  INITIAL_ARENA_OBJECTS,
  lastArenaWith,
  MAX_ARENAS,
  POOL_ARENA_INDEX,
  POOL_CLASS,
  POOL_NEXT,
  POOL_SIZE,
  POOLS_IN_ARENA,
  poolArenaIndex,
  poolNext,
  UNUSED_ARENAS,
  USABLE_ARENAS,
} from './pymalloc-layout'
import { calloc, realloc } from './system-malloc'

// Radix tree over user-visible addresses: 15 + 15 + 14 bits, then the 20 bits inside an arena. The heap is smaller than what
// one bottom node covers (16 GiB), so the upper indices are constants.
const MAP_TOP_INDEX = Math.floor(USER_BASE / 2 ** 49)
const MAP_MID_INDEX = Math.floor(USER_BASE / 2 ** 34) % 2 ** 15
const MAP_MID_BYTES = 8 << 15
const MAP_BOT_BYTES = 8 << 14

/** A free pool from the fullest arena; 0 when no arena can be had. Its header has the arena index and the old class. */
export function takePool(): Ptr {
  let arena = i32[USABLE_ARENAS >> 2]
  if (arena === 0) {
    arena = newArena()
    if (arena === 0) return 0
    i32[USABLE_ARENAS >> 2] = arena
    setLastArenaWith(POOLS_IN_ARENA, arena)
  }
  // The first of the list has the fewest free pools; it will have one less, so it is the last of the next lower number.
  const free = arenaFreePools(arena)
  if (lastArenaWith(free) === arena) setLastArenaWith(free, 0)
  if (free > 1) setLastArenaWith(free - 1, arena)

  let pool = arenaFreePoolStack(arena)
  if (pool !== 0) {
    i32[(arena + ARENA_FREE_POOL_STACK) >> 2] = poolNext(pool)
  } else {
    pool = arenaPoolAddress(arena)
    touchPage(pool)
    i32[(pool + POOL_ARENA_INDEX) >> 2] = ((arena - i32[ARENAS >> 2]) / ARENA_RECORD_SIZE) | 0
    i32[(pool + POOL_CLASS) >> 2] = DUMMY_CLASS
    i32[(arena + ARENA_POOL_ADDRESS) >> 2] = pool + POOL_SIZE
  }
  i32[(arena + ARENA_FREE_POOLS) >> 2] = free - 1
  if (free === 1) {
    const next = arenaNext(arena)
    i32[USABLE_ARENAS >> 2] = next
    if (next !== 0) i32[(next + ARENA_PREVIOUS) >> 2] = 0
  }
  return pool
}

/** An empty pool returns to its arena, which moves in the usable list or is given back. (insert_to_freepool) */
export function takePoolBack(pool: Ptr): void {
  const arena = arenaRecord(poolArenaIndex(pool))
  i32[(pool + POOL_NEXT) >> 2] = arenaFreePoolStack(arena)
  i32[(arena + ARENA_FREE_POOL_STACK) >> 2] = pool

  const before = arenaFreePools(arena)
  const last = lastArenaWith(before)
  if (last === arena) {
    const previous = arenaPrevious(arena)
    setLastArenaWith(before, previous !== 0 && arenaFreePools(previous) === before ? previous : 0)
  }
  const free = before + 1
  i32[(arena + ARENA_FREE_POOLS) >> 2] = free

  if (free === arenaTotalPools(arena) && arenaNext(arena) !== 0) {
    // Wholly free, and not the last of the list: at most one idle arena is kept.
    unlinkArena(arena)
    releaseArena(arena)
    return
  }
  if (free === 1) {
    const head = i32[USABLE_ARENAS >> 2]
    i32[(arena + ARENA_NEXT) >> 2] = head
    i32[(arena + ARENA_PREVIOUS) >> 2] = 0
    if (head !== 0) i32[(head + ARENA_PREVIOUS) >> 2] = arena
    i32[USABLE_ARENAS >> 2] = arena
    if (lastArenaWith(1) === 0) setLastArenaWith(1, arena)
    return
  }
  if (lastArenaWith(free) === 0) setLastArenaWith(free, arena)
  if (last === arena) return
  unlinkArena(arena)
  insertArenaAfter(last, arena)
}

function unlinkArena(arena: Ptr): void {
  const next = arenaNext(arena)
  const previous = arenaPrevious(arena)
  if (previous === 0) i32[USABLE_ARENAS >> 2] = next
  else i32[(previous + ARENA_NEXT) >> 2] = next
  if (next !== 0) i32[(next + ARENA_PREVIOUS) >> 2] = previous
}

function insertArenaAfter(place: Ptr, arena: Ptr): void {
  const next = arenaNext(place)
  i32[(arena + ARENA_PREVIOUS) >> 2] = place
  i32[(arena + ARENA_NEXT) >> 2] = next
  if (next !== 0) i32[(next + ARENA_PREVIOUS) >> 2] = arena
  i32[(place + ARENA_NEXT) >> 2] = arena
}

/** A mapped arena with all pools free, in no list yet; 0 when memory is out. (new_arena) */
function newArena(): Ptr {
  if (i32[UNUSED_ARENAS >> 2] === 0 && !growArenaVector()) return 0
  const arena = i32[UNUSED_ARENAS >> 2]
  const address = mmap(ARENA_SIZE, MAP_ARENA, ARENA_SIZE)
  if (address === 0) return 0
  if (!markArena(address, true)) {
    munmap(address, ARENA_SIZE)
    return 0
  }
  i32[UNUSED_ARENAS >> 2] = arenaNext(arena)
  i32[(arena + ARENA_ADDRESS) >> 2] = address
  i32[(arena + ARENA_POOL_ADDRESS) >> 2] = address
  i32[(arena + ARENA_FREE_POOLS) >> 2] = POOLS_IN_ARENA
  i32[(arena + ARENA_TOTAL_POOLS) >> 2] = POOLS_IN_ARENA
  i32[(arena + ARENA_FREE_POOL_STACK) >> 2] = 0
  i32[(arena + ARENA_NEXT) >> 2] = 0
  i32[(arena + ARENA_PREVIOUS) >> 2] = 0
  i32[ARENAS_TOTAL >> 2]++
  const current = ++i32[ARENAS_CURRENT >> 2]
  if (current > i32[ARENAS_HIGHWATER >> 2]) i32[ARENAS_HIGHWATER >> 2] = current
  return arena
}

function releaseArena(arena: Ptr): void {
  const address = arenaAddress(arena)
  i32[(arena + ARENA_NEXT) >> 2] = i32[UNUSED_ARENAS >> 2]
  i32[UNUSED_ARENAS >> 2] = arena
  markArena(address, false)
  munmap(address, ARENA_SIZE)
  i32[(arena + ARENA_ADDRESS) >> 2] = 0
  i32[ARENAS_CURRENT >> 2]--
}

/**
 * Double the vector of arena records. Called only when no arena is usable and none unused, so neither list nor nfp2lasa holds
 * a pointer to a record that moves.
 */
function growArenaVector(): boolean {
  const old = i32[MAX_ARENAS >> 2]
  const count = old === 0 ? INITIAL_ARENA_OBJECTS : old << 1
  const vector = realloc(i32[ARENAS >> 2], count * ARENA_RECORD_SIZE)
  if (vector === 0) return false
  i32[ARENAS >> 2] = vector
  i32[MAX_ARENAS >> 2] = count
  u8.fill(0, vector + old * ARENA_RECORD_SIZE, vector + count * ARENA_RECORD_SIZE)
  for (let index = old; index < count - 1; index++) {
    i32[(arenaRecord(index) + ARENA_NEXT) >> 2] = arenaRecord(index + 1)
  }
  i32[UNUSED_ARENAS >> 2] = arenaRecord(old)
  return true
}

/** Enter an arena into the radix tree, or take it out. Nodes are made on demand and never freed. (arena_map_mark_used) */
function markArena(address: Ptr, used: boolean): boolean {
  const mid = mapNode(ARENA_MAP_ROOT + MAP_TOP_INDEX * 8, MAP_MID_BYTES, ARENA_MAP_MID_COUNT)
  if (mid === 0) return false
  const bot = mapNode(mid + MAP_MID_INDEX * 8, MAP_BOT_BYTES, ARENA_MAP_BOT_COUNT)
  if (bot === 0) return false
  const frame = address >>> ARENA_SHIFT
  // An aligned arena fills exactly one frame: tail_hi -1 ("begins at offset 0"), tail_lo of the next frame not needed.
  touchPage(bot + frame * 8)
  i32[(bot + frame * 8) >> 2] = used ? -1 : 0
  u8[ARENA_FRAMES + frame] = used ? 1 : 0
  return true
}

function mapNode(slot: Ptr, bytes: number, counter: Ptr): Ptr {
  let node = i32[slot >> 2]
  if (node === 0) {
    node = calloc(1, bytes)
    if (node !== 0) {
      touchPage(slot)
      i32[slot >> 2] = node
      i32[counter >> 2]++
    }
  }
  return node
}

function setLastArenaWith(free: number, arena: Ptr): void {
  i32[(NFP2LASA + (free << 3)) >> 2] = arena
}
