/**
 * How many objects only cycles keep alive: what a full collection would find now. The collector's own search is run over all
 * generations and every link it moved is put back, so that nothing in the process is different afterwards.
 */
import { listInit, listMerge, listSize } from '../../runtime/gc/gc-list'
import { deduceUnreachable } from '../../runtime/gc/reachability'
import { i32, type Ptr } from '../../runtime/memory/heap'
import { staticAlloc } from '../../runtime/memory/static-data'
import { GC_GENERATION } from '../../runtime/object/alloc'

const ALL = staticAlloc(16, 16)
const UNREACHABLE = staticAlloc(16, 16)

/** Words of the heads of all tracked objects and of the three lists: address, next, prev. */
function savedLinks(): Int32Array {
  const lists = [0, 1, 2].map(GC_GENERATION)
  const saved = new Int32Array(3 * lists.reduce((n, list) => n + listSize(list) + 1, 0))
  let k = 0
  for (const list of lists) {
    let g: Ptr = list
    do {
      saved[k++] = g
      saved[k++] = i32[g >> 2]
      saved[k++] = i32[(g + 8) >> 2]
      g = i32[g >> 2]
    } while (g !== list)
  }
  return saved
}

function restoreLinks(saved: Int32Array): void {
  for (let k = 0; k < saved.length; k += 3) {
    i32[saved[k] >> 2] = saved[k + 1]
    i32[(saved[k] + 8) >> 2] = saved[k + 2]
  }
}

export function countUnreachable(): number {
  const saved = savedLinks()
  listInit(ALL)
  for (let g = 0; g < 3; g++) listMerge(GC_GENERATION(g), ALL)
  deduceUnreachable(ALL, UNREACHABLE)
  let n = 0
  // members carry a mark in the lowest bit of next
  for (let g = i32[UNREACHABLE >> 2] & ~1; g !== UNREACHABLE; g = i32[g >> 2] & ~1) n++
  restoreLinks(saved)
  return n
}
