/**
 * The trashcan: destroying deeply nested containers must not exhaust the host's stack. Beyond 50 nested destructors an
 * object is queued (linked through its GC head, which is free once the object is untracked) and destroyed after the
 * outermost destructor has unwound, newest first (CPython Py_TRASHCAN_BEGIN/END, _PyTrash_thread_destroy_chain).
 */
import { i32, type Ptr } from '../memory/heap'
import { type destructor, FN } from './fn-table'
import { Py_TYPE } from './header'
import { TS_TRASH_LATER, TS_TRASH_NESTING } from './interp'
import { GC_PREV, TP_DEALLOC } from './layout'

export const PyTrash_UNWIND_LEVEL = 50

/**
 * Called by a destructor after it untracked its object. True: the object was queued, the destructor must return at once
 * and not call _PyTrash_end. False: go on, and call _PyTrash_end when done.
 */
export function _PyTrash_begin(o: Ptr): boolean {
  if (i32[TS_TRASH_NESTING >> 2] >= PyTrash_UNWIND_LEVEL) {
    const prev = (o + GC_PREV) >> 2
    i32[prev] = (i32[prev] & 3) | i32[TS_TRASH_LATER >> 2]
    i32[TS_TRASH_LATER >> 2] = o
    return true
  }
  i32[TS_TRASH_NESTING >> 2]++
  return false
}

export function _PyTrash_end(): void {
  const nesting = (i32[TS_TRASH_NESTING >> 2] -= 1)
  if (nesting <= 0 && i32[TS_TRASH_LATER >> 2] !== 0) destroyChain()
}

function destroyChain(): void {
  // nesting is held above zero so that the destructors called here only queue, never recurse into this loop
  i32[TS_TRASH_NESTING >> 2]++
  while (i32[TS_TRASH_LATER >> 2] !== 0) {
    const o = i32[TS_TRASH_LATER >> 2]
    const prev = (o + GC_PREV) >> 2
    i32[TS_TRASH_LATER >> 2] = i32[prev] & ~3
    i32[prev] &= 3
    ;(FN[i32[(Py_TYPE(o) + TP_DEALLOC) >> 2]] as destructor)(o)
  }
  i32[TS_TRASH_NESTING >> 2]--
}

/** True when the object's own type uses this destructor (subclasses have the trashcan in subtype_dealloc). */
export const _PyTrash_cond = (o: Ptr, dealloc: destructor): boolean =>
  FN[i32[(Py_TYPE(o) + TP_DEALLOC) >> 2]] === dealloc

/** Runs a destructor's body under the trashcan when the object's own type has this destructor. */
export function withTrashcan(o: Ptr, dealloc: destructor, body: destructor): void {
  if (!_PyTrash_cond(o, dealloc)) {
    body(o)
    return
  }
  if (_PyTrash_begin(o)) return
  body(o)
  _PyTrash_end()
}
