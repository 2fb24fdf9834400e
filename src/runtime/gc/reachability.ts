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
import { FN, type traverseproc } from '../object/fn-table'
import * as L from '../object/layout'
import { listInit, NEXT_MASK_UNREACHABLE } from './gc-list'
import { beginMarking, beginSubtracting, referencesOf } from './references'
import { forgetSurvivors, noteSurvivor } from './survivors'

const HEAD = L.SIZEOF_GC_HEAD
const COLLECTING = L.PREV_MASK_COLLECTING
const FINALIZED = L.PREV_MASK_FINALIZED
const SHIFT = L.PREV_SHIFT

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

/** Step 1: every candidate's reference count is copied into its prev word. */
function updateRefs(list: Ptr): number {
  let n = 0
  for (let g = i32[list >> 2]; g !== list; g = i32[g >> 2]) {
    const w = (g + 8) >> 2
    i32[w] = (i32[w] & FINALIZED) | COLLECTING | (i32[(g + HEAD) >> 2] << SHIFT)
    n++
  }
  return n
}

/** Step 2: references from within the list are taken off; what remains comes from outside. */
function subtractRefs(list: Ptr): void {
  beginSubtracting()
  for (let g = i32[list >> 2]; g !== list; g = i32[g >> 2]) referencesOf(g + HEAD)
}

/** Step 3: what cannot be reached from outside goes to the unreachable list; prev links are rebuilt on the way. */
function moveUnreachable(young: Ptr, unreachable: Ptr): void {
  let previous = young
  let g = i32[young >> 2]
  let survivors = 0
  beginMarking(young)
  forgetSurvivors()
  while (g !== young) {
    const w = (g + 8) >> 2
    if (i32[w] >>> SHIFT !== 0) {
      // reachable from outside: so is everything it refers to
      referencesOf(g + HEAD)
      i32[w] = (i32[w] & FINALIZED) | previous
      previous = g
      survivors++
      noteSurvivor(g + HEAD)
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
  survivorCount = survivors
}

/** Objects that the last deduceUnreachable left in its list. */
export let survivorCount = 0

/**
 * Moves from base to unreachable (overwritten) all objects that only objects of base keep alive. Members of unreachable
 * keep the collecting flag and the mark in next; call clearUnreachableMask before ordinary list operations. Gives the
 * number of objects that base had.
 */
export function deduceUnreachable(base: Ptr, unreachable: Ptr): number {
  const candidates = updateRefs(base)
  subtractRefs(base)
  listInit(unreachable)
  moveUnreachable(base, unreachable)
  return candidates
}

export function clearUnreachableMask(list: Ptr): void {
  i32[list >> 2] &= ~NEXT_MASK_UNREACHABLE
  for (let g = i32[list >> 2]; g !== list; g = i32[g >> 2]) i32[g >> 2] &= ~NEXT_MASK_UNREACHABLE
}
