/**
 * Doubly linked lists of GC heads: two words per node, next at 0 and prev at 8, in front of the object. A list head is
 * such a node of its own. The low two bits of prev are flags (finalized, collecting) and belong to the node; bit 0 of
 * next marks members of the unreachable list while a collection runs.
 */
import { i32, type Ptr } from '../memory/heap'

export const NEXT_MASK_UNREACHABLE = 1
const FLAGS = 3

export const next = (g: Ptr): Ptr => i32[g >> 2]
export const prev = (g: Ptr): Ptr => i32[(g + 8) >> 2] & ~FLAGS

export function setPrev(g: Ptr, p: Ptr): void {
  i32[(g + 8) >> 2] = (i32[(g + 8) >> 2] & FLAGS) | p
}

export function listInit(list: Ptr): void {
  i32[list >> 2] = list
  i32[(list + 8) >> 2] = list
}

export const listIsEmpty = (list: Ptr): boolean => i32[list >> 2] === list

export function listAppend(g: Ptr, list: Ptr): void {
  const last = i32[(list + 8) >> 2]
  setPrev(g, last)
  i32[last >> 2] = g
  i32[g >> 2] = list
  i32[(list + 8) >> 2] = g
}

export function listRemove(g: Ptr): void {
  const p = prev(g)
  const n = next(g)
  i32[p >> 2] = n
  setPrev(n, p)
  i32[g >> 2] = 0
}

/** Moves a node to the end of a list. */
export function listMove(g: Ptr, list: Ptr): void {
  const p = prev(g)
  const n = next(g)
  i32[p >> 2] = n
  setPrev(n, p)
  listAppend(g, list)
}

/** Appends everything in from to to; from becomes empty. */
export function listMerge(from: Ptr, to: Ptr): void {
  if (!listIsEmpty(from)) {
    const toTail = i32[(to + 8) >> 2]
    const head = i32[from >> 2]
    const tail = i32[(from + 8) >> 2]
    i32[toTail >> 2] = head
    setPrev(head, toTail)
    i32[tail >> 2] = to
    i32[(to + 8) >> 2] = tail
  }
  listInit(from)
}

export function listSize(list: Ptr): number {
  let n = 0
  for (let g = i32[list >> 2]; g !== list; g = i32[g >> 2]) n++
  return n
}
