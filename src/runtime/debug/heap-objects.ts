/**
 * Every object in the heap, tracked or not, found in the blocks that the allocators hold. A block holds an object when its
 * header names a known type and a believable count; other memory (key tables, item arrays, buffers) does not look like that.
 */
import { listSize } from '../gc/gc-list'
import { ROOTS_START } from '../memory/address-map'
import { i32, type Ptr } from '../memory/heap'
import { forEachBlock, forEachRawBlock } from '../memory/walk'
import { GC_GENERATION, GC_PERMANENT, preHeaderSize } from '../object/alloc'
import { staticTypes } from '../object/define'
import { typeFlagOf } from '../object/header'
import * as L from '../object/layout'
import { objectSize } from './object-size'

/** Bytes that may lie in front of an object in its block. */
const PRE_HEADERS = [0, 16, 32]
const LINK = ~3

/** All types: the built-in ones and every class alive, which the collector tracks. */
export function knownTypes(): Set<Ptr> {
  const types = new Set(staticTypes.map((entry) => entry.type))
  for (const list of [GC_GENERATION(0), GC_GENERATION(1), GC_GENERATION(2), GC_PERMANENT]) {
    let left = listSize(list)
    for (let g = i32[list >> 2] & LINK; g !== list && left > 0; g = i32[g >> 2] & LINK, left--) {
      const o = g + L.SIZEOF_GC_HEAD
      if (typeFlagOf(o, L.TPFLAGS_TYPE_SUBCLASS)) types.add(o)
    }
  }
  return types
}

/** The object in a block, 0 when it holds something else. */
function objectIn(block: Ptr, size: number, types: ReadonlySet<Ptr>): Ptr {
  for (const before of PRE_HEADERS) {
    if (before + L.SIZEOF_OBJECT > size) break
    const o = block + before
    const type = i32[(o + L.OB_TYPE) >> 2]
    if (!types.has(type) || i32[(o + L.OB_TYPE + 4) >> 2] !== 0 || i32[(o + 4) >> 2] !== 0) continue
    const count = i32[o >> 2]
    if (count <= 0 || preHeaderSize(type) !== before) continue
    // a count this large could be an address: then the size must fit, too
    if (count >= ROOTS_START && ((before + objectSize(o) + 15) & ~15) !== size) continue
    return o
  }
  return 0
}

export function forEachObject(visit: (o: Ptr) => void): void {
  const types = knownTypes()
  const look = (block: Ptr, size: number): void => {
    const o = objectIn(block, size, types)
    if (o !== 0) visit(o)
  }
  forEachBlock(look)
  forEachRawBlock(look)
}
