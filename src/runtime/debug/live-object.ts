/** Whether an address that comes from outside is that of an object alive, decided by the allocators' own records. */

import { ARENA_SIZE } from '../memory/address-map'
import type { Ptr } from '../memory/heap'
import { HEAP_BYTES, i32 } from '../memory/heap'
import {
  arenaAddress,
  arenaPoolAddress,
  blockSize,
  DUMMY_CLASS,
  POOL_OVERHEAD,
  poolClass,
  poolCount,
  poolFreeBlock,
  poolNextOffset,
  poolOf,
} from '../memory/pymalloc-layout'
import { isStatic } from '../memory/static-data'
import { forEachArena, forEachRawBlock } from '../memory/walk'
import { preHeaderSize } from '../object/alloc'
import { staticTypes } from '../object/define'
import * as L from '../object/layout'

/** Counts of objects in static memory start near a thousand million. */
const IMMORTAL = 500_000_000
const MAX_METATYPES = 8

/** Is p the start of a block that the program holds? */
function isBlockInUse(p: Ptr): boolean {
  let arenaEnd: Ptr = 0
  forEachArena((arena) => {
    const start = arenaAddress(arena)
    if (p >= start && p < start + ARENA_SIZE) arenaEnd = arenaPoolAddress(arena)
  })
  if (arenaEnd !== 0) return isPoolBlockInUse(p, arenaEnd)
  let found = false
  forEachRawBlock((user) => {
    if (user === p) found = true
  })
  return found
}

/** arenaEnd: the first pool of the arena that has never been used. */
function isPoolBlockInUse(p: Ptr, arenaEnd: Ptr): boolean {
  const pool = poolOf(p)
  if (pool >= arenaEnd || poolCount(pool) === 0 || poolClass(pool) === DUMMY_CLASS) return false
  const offset = p - pool - POOL_OVERHEAD
  if (offset < 0 || offset % blockSize(poolClass(pool)) !== 0 || p >= pool + poolNextOffset(pool)) return false
  for (let free = poolFreeBlock(pool); free !== 0; free = i32[free >> 2]) if (free === p) return false
  return true
}

function isType(type: Ptr, depth: number): boolean {
  if (type <= 0 || type >= HEAP_BYTES || type & 7) return false
  if (isStatic(type)) return staticTypes.some((entry) => entry.type === type)
  if (depth > MAX_METATYPES || !isType(i32[(type + L.OB_TYPE) >> 2], depth + 1)) return false
  const meta = i32[(type + L.OB_TYPE) >> 2]
  return (i32[(meta + L.TP_FLAGS) >> 2] & L.TPFLAGS_TYPE_SUBCLASS) !== 0 && isBlockInUse(type - preHeaderSize(meta))
}

export function isLiveObject(o: Ptr): boolean {
  if (o <= 0 || o >= HEAP_BYTES || o & 7 || i32[o >> 2] <= 0) return false
  const type = i32[(o + L.OB_TYPE) >> 2]
  if (!isType(type, 0)) return false
  if (isStatic(o)) return i32[o >> 2] > IMMORTAL || staticTypes.some((entry) => entry.type === o)
  return isBlockInUse(o - preHeaderSize(type))
}
