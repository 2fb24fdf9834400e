/**
 * The heart of the cyclic collector: which objects of a list are reachable only from within it
 * (CPython 3.11 gcmodule.c: update_refs, subtract_refs, move_unreachable, deduce_unreachable).
 *
 * States of an object while this runs, by its prev word:
 *   collecting, refs n   candidate; n references not yet explained from within the list
 *   not collecting       reachable (prev is a link again)
 * Members of the unreachable list additionally have bit 0 of next set, "tentatively unreachable".
 */
import { i32, type Ptr } from '../memory/heap'
import { PyObject_IS_GC } from '../object/container/tuple-core'
import { FN, type traverseproc } from '../object/fn-table'
import * as L from '../object/layout'
import { listInit, NEXT_MASK_UNREACHABLE } from './gc-list'

const HEAD = L.SIZEOF_GC_HEAD
const COLLECTING = L.PREV_MASK_COLLECTING
const FINALIZED = L.PREV_MASK_FINALIZED
const SHIFT = L.PREV_SHIFT
const ONE = 1 << SHIFT

export const objectOf = (g: Ptr): Ptr => g + HEAD
export const headOf = (o: Ptr): Ptr => o - HEAD
export const isCollecting = (g: Ptr): boolean => (i32[(g + 8) >> 2] & COLLECTING) !== 0
export const clearCollecting = (g: Ptr): void => {
  i32[(g + 8) >> 2] &= ~COLLECTING
}

/** tp_traverse of an object. */
export function traverse(o: Ptr, visit: (o: Ptr) => number): void {
  ;(FN[i32[(i32[(o + L.OB_TYPE) >> 2] + L.TP_TRAVERSE) >> 2]] as traverseproc)(o, visit)
}

/** Has this object a GC head? The flag decides for nearly all; only types ask tp_is_gc. */
function hasHead(o: Ptr): boolean {
  const type = i32[(o + L.OB_TYPE) >> 2]
  if ((i32[(type + L.TP_FLAGS) >> 2] & L.TPFLAGS_HAVE_GC) === 0) return false
  return i32[(type + L.TP_IS_GC) >> 2] === 0 || PyObject_IS_GC(o)
}

/** Step 1: every candidate's reference count is copied into its prev word. */
function updateRefs(list: Ptr): void {
  for (let g = i32[list >> 2]; g !== list; g = i32[g >> 2]) {
    const w = (g + 8) >> 2
    i32[w] = (i32[w] & FINALIZED) | COLLECTING | (i32[(g + HEAD) >> 2] << SHIFT)
  }
}

function visitDecref(o: Ptr): number {
  if (hasHead(o)) {
    const w = (o - HEAD + 8) >> 2
    if (i32[w] & COLLECTING) i32[w] -= ONE
  }
  return 0
}

/** Step 2: references from within the list are taken off; what remains comes from outside. */
function subtractRefs(list: Ptr): void {
  for (let g = i32[list >> 2]; g !== list; g = i32[g >> 2]) traverse(g + HEAD, visitDecref)
}

/** The list that survivors are in while moveUnreachable runs. */
let reachable: Ptr = 0

function visitReachable(o: Ptr): number {
  if (!hasHead(o)) return 0
  const g = o - HEAD
  const w = (g + 8) >> 2
  const word = i32[w]
  if ((word & COLLECTING) === 0) return 0
  const link = i32[g >> 2]
  if (link & NEXT_MASK_UNREACHABLE) {
    // moved out too early: back to the end of the candidates, now with a reason to live
    const p = word & ~3
    const n = link & ~NEXT_MASK_UNREACHABLE
    i32[p >> 2] = link
    i32[(n + 8) >> 2] = (i32[(n + 8) >> 2] & 3) | p
    const last = i32[(reachable + 8) >> 2]
    i32[last >> 2] = g
    i32[g >> 2] = reachable
    i32[(reachable + 8) >> 2] = g
    i32[w] = (word & 3) | ONE
  } else if (word >>> SHIFT === 0) i32[w] = (word & 3) | ONE
  return 0
}

/** Step 3: what cannot be reached from outside goes to the unreachable list; prev links are rebuilt on the way. */
function moveUnreachable(young: Ptr, unreachable: Ptr): void {
  let previous = young
  let g = i32[young >> 2]
  reachable = young
  while (g !== young) {
    const w = (g + 8) >> 2
    if (i32[w] >>> SHIFT !== 0) {
      // reachable from outside: so is everything it refers to
      traverse(g + HEAD, visitReachable)
      i32[w] = (i32[w] & FINALIZED) | previous
      previous = g
    } else {
      i32[previous >> 2] = i32[g >> 2]
      const last = i32[(unreachable + 8) >> 2]
      i32[last >> 2] = NEXT_MASK_UNREACHABLE | g
      i32[w] = (i32[w] & 3) | last
      i32[g >> 2] = NEXT_MASK_UNREACHABLE | unreachable
      i32[(unreachable + 8) >> 2] = g
    }
    g = i32[previous >> 2]
  }
  i32[(young + 8) >> 2] = previous
  i32[unreachable >> 2] &= ~NEXT_MASK_UNREACHABLE
}

/**
 * Moves from base to unreachable (overwritten) all objects that only objects of base keep alive. Members of unreachable
 * keep the collecting flag and the mark in next; call clearUnreachableMask before ordinary list operations.
 */
export function deduceUnreachable(base: Ptr, unreachable: Ptr): void {
  updateRefs(base)
  subtractRefs(base)
  listInit(unreachable)
  moveUnreachable(base, unreachable)
}

export function clearUnreachableMask(list: Ptr): void {
  i32[list >> 2] &= ~NEXT_MASK_UNREACHABLE
  for (let g = i32[list >> 2]; g !== list; g = i32[g >> 2]) i32[g >> 2] &= ~NEXT_MASK_UNREACHABLE
}
