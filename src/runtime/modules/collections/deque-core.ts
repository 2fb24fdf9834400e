/**
 * deque: blocks and primitive operations (CPython Modules/_collectionsmodule.c). Items lie in a doubly linked list of
 * 528-byte blocks of 64 slots; up to 16 freed blocks are kept by the deque itself.
 */
import { memFree, memMalloc } from '../../memory/domains'
import { i32, type Ptr } from '../../memory/heap'
import { PyIter_Next, PyObject_GetIter } from '../../object/abstract/iter-protocol'
import { PySequence_List } from '../../object/abstract/sequence-protocol'
import { setSsize, typeAlloc } from '../../object/container/helpers'
import { PyErr_NoMemory, PyErr_Occurred } from '../../object/errors-core'
import { Py_DECREF, Py_SET_SIZE, Py_SIZE, Py_TYPE } from '../../object/header'
import { PyObject_TypeCheck } from '../../object/type/subtype'
import { staticType } from '../../object/types'

export const deque_type: Ptr = staticType()

export const DQ_LEFTBLOCK = 24
export const DQ_RIGHTBLOCK = 32
export const DQ_LEFTINDEX = 40
export const DQ_RIGHTINDEX = 48
export const DQ_STATE = 56
export const DQ_MAXLEN = 64
export const DQ_NUMFREEBLOCKS = 72
export const DQ_FREEBLOCKS = 80 // 16 addresses
export const DQ_WEAKREFLIST = 208
export const SIZEOF_DEQUE = 216
const BLOCK_LEFT = 0
const BLOCK_DATA = 8
const BLOCK_RIGHT = 520
export const SIZEOF_BLOCK = 528
export const BLOCKLEN = 64
const CENTER = (BLOCKLEN - 1) >> 1
const MAXFREEBLOCKS = 16

const get = (d: Ptr, offset: number): number => i32[(d + offset) >> 2]
export const leftOf = (b: Ptr): Ptr => i32[(b + BLOCK_LEFT) >> 2]
export const rightOf = (b: Ptr): Ptr => i32[(b + BLOCK_RIGHT) >> 2]
/** Word index of slot i of a block. */
const slot = (b: Ptr, i: number): number => (b + BLOCK_DATA + i * 8) >> 2
export const blockItem = (b: Ptr, i: number): Ptr => i32[slot(b, i)]

export const dequeState = (d: Ptr): number => get(d, DQ_STATE)
/** -1: no limit. */
export const dequeMaxlen = (d: Ptr): number => get(d, DQ_MAXLEN)
export const isDeque = (o: Ptr): boolean => PyObject_TypeCheck(o, deque_type)

function bumpState(d: Ptr): void {
  i32[(d + DQ_STATE) >> 2]++
}

function newblock(d: Ptr): Ptr {
  const n = get(d, DQ_NUMFREEBLOCKS)
  if (n > 0) {
    setSsize(d, DQ_NUMFREEBLOCKS, n - 1)
    return get(d, DQ_FREEBLOCKS + (n - 1) * 8)
  }
  return memMalloc(SIZEOF_BLOCK) || PyErr_NoMemory()
}

function freeblock(d: Ptr, b: Ptr): void {
  const n = get(d, DQ_NUMFREEBLOCKS)
  if (n < MAXFREEBLOCKS) {
    setSsize(d, DQ_FREEBLOCKS + n * 8, b)
    setSsize(d, DQ_NUMFREEBLOCKS, n + 1)
  } else memFree(b)
}

function link(left: Ptr, right: Ptr): void {
  setSsize(left, BLOCK_RIGHT, right)
  setSsize(right, BLOCK_LEFT, left)
}

function store(b: Ptr, i: number, v: Ptr): void {
  const w = slot(b, i)
  i32[w] = v
  i32[w + 1] = 0
}

function recenter(d: Ptr): void {
  setSsize(d, DQ_LEFTINDEX, CENTER + 1)
  setSsize(d, DQ_RIGHTINDEX, CENTER)
}

/** An empty deque with one block. */
export function dequeNew(type: Ptr): Ptr {
  const d = typeAlloc(type, 0)
  if (d === 0) return 0
  const b = newblock(d)
  if (b === 0) {
    Py_DECREF(d)
    return 0
  }
  setSsize(d, DQ_LEFTBLOCK, b)
  setSsize(d, DQ_RIGHTBLOCK, b)
  recenter(d)
  setSsize(d, DQ_MAXLEN, -1)
  return d
}

/** Takes the last item off (owned); the deque must not be empty. */
export function takeRight(d: Ptr): Ptr {
  const b = get(d, DQ_RIGHTBLOCK)
  const i = get(d, DQ_RIGHTINDEX)
  const v = blockItem(b, i)
  const n = Py_SIZE(d) - 1
  Py_SET_SIZE(d, n)
  bumpState(d)
  setSsize(d, DQ_RIGHTINDEX, i - 1)
  if (i === 0) {
    if (n > 0) {
      const previous = leftOf(b)
      freeblock(d, b)
      setSsize(d, DQ_RIGHTBLOCK, previous)
      setSsize(d, DQ_RIGHTINDEX, BLOCKLEN - 1)
    } else recenter(d)
  }
  return v
}

/** Takes the first item off (owned); the deque must not be empty. */
export function takeLeft(d: Ptr): Ptr {
  const b = get(d, DQ_LEFTBLOCK)
  const i = get(d, DQ_LEFTINDEX)
  const v = blockItem(b, i)
  const n = Py_SIZE(d) - 1
  Py_SET_SIZE(d, n)
  bumpState(d)
  setSsize(d, DQ_LEFTINDEX, i + 1)
  if (i + 1 === BLOCKLEN) {
    if (n > 0) {
      const next = rightOf(b)
      freeblock(d, b)
      setSsize(d, DQ_LEFTBLOCK, next)
      setSsize(d, DQ_LEFTINDEX, 0)
    } else recenter(d)
  }
  return v
}

const needsTrim = (d: Ptr, maxlen: number): boolean => maxlen >= 0 && maxlen < Py_SIZE(d)

/** A further block at the right end. */
function growRight(d: Ptr): boolean {
  const b = newblock(d)
  if (b === 0) return false
  link(get(d, DQ_RIGHTBLOCK), b)
  setSsize(d, DQ_RIGHTBLOCK, b)
  setSsize(d, DQ_RIGHTINDEX, -1)
  return true
}

function growLeft(d: Ptr): boolean {
  const b = newblock(d)
  if (b === 0) return false
  link(b, get(d, DQ_LEFTBLOCK))
  setSsize(d, DQ_LEFTBLOCK, b)
  setSsize(d, DQ_LEFTINDEX, BLOCKLEN)
  return true
}

/** Appends, taking over the reference (also on failure). */
export function appendRight(d: Ptr, v: Ptr, maxlen: number): number {
  if (get(d, DQ_RIGHTINDEX) === BLOCKLEN - 1 && !growRight(d)) {
    Py_DECREF(v)
    return -1
  }
  Py_SET_SIZE(d, Py_SIZE(d) + 1)
  const i = get(d, DQ_RIGHTINDEX) + 1
  setSsize(d, DQ_RIGHTINDEX, i)
  store(get(d, DQ_RIGHTBLOCK), i, v)
  if (needsTrim(d, maxlen)) Py_DECREF(takeLeft(d))
  else bumpState(d)
  return 0
}

export function appendLeft(d: Ptr, v: Ptr, maxlen: number): number {
  if (get(d, DQ_LEFTINDEX) === 0 && !growLeft(d)) {
    Py_DECREF(v)
    return -1
  }
  Py_SET_SIZE(d, Py_SIZE(d) + 1)
  const i = get(d, DQ_LEFTINDEX) - 1
  setSsize(d, DQ_LEFTINDEX, i)
  store(get(d, DQ_LEFTBLOCK), i, v)
  if (needsTrim(d, maxlen)) Py_DECREF(takeRight(d))
  else bumpState(d)
  return 0
}

/** Appends all items of an iterable at one end; 0 or -1. An empty deque starts at the edge, so that blocks fill up. */
export function extendDeque(d: Ptr, iterable: Ptr, left: boolean): number {
  if (iterable === d) {
    const list = PySequence_List(iterable)
    if (list === 0) return -1
    const status = extendDeque(d, list, left)
    Py_DECREF(list)
    return status
  }
  const it = PyObject_GetIter(iterable)
  if (it === 0) return -1
  const maxlen = dequeMaxlen(d)
  if (maxlen !== 0 && Py_SIZE(d) === 0) {
    setSsize(d, DQ_LEFTINDEX, left ? BLOCKLEN - 1 : 1)
    setSsize(d, DQ_RIGHTINDEX, left ? BLOCKLEN - 2 : 0)
  }
  let status = 0
  while (status === 0) {
    const v = PyIter_Next(it)
    if (v === 0) {
      if (PyErr_Occurred()) status = -1
      break
    }
    if (maxlen === 0) Py_DECREF(v)
    else status = left ? appendLeft(d, v, maxlen) : appendRight(d, v, maxlen)
  }
  Py_DECREF(it)
  return status
}

/** Drops all items, first to last, after the deque has been emptied; a fresh block takes the place of the old ones. */
export function clearDeque(d: Ptr): void {
  if (Py_SIZE(d) === 0) return
  const b = newblock(d)
  if (b === 0) {
    PyErr_NoMemory()
    return
  }
  let n = Py_SIZE(d)
  let block = get(d, DQ_LEFTBLOCK)
  let i = get(d, DQ_LEFTINDEX)
  Py_SET_SIZE(d, 0)
  setSsize(d, DQ_LEFTBLOCK, b)
  setSsize(d, DQ_RIGHTBLOCK, b)
  recenter(d)
  bumpState(d)
  for (;;) {
    if (n === 0) break
    if (i === BLOCKLEN) {
      const previous = block
      block = rightOf(block)
      i = 0
      freeblock(d, previous)
    }
    n--
    Py_DECREF(blockItem(block, i++))
  }
  freeblock(d, block)
}

/** Gives all blocks back: part of a deque's death. */
export function freeBlocks(d: Ptr): void {
  if (get(d, DQ_LEFTBLOCK) !== 0) {
    clearDeque(d)
    freeblock(d, get(d, DQ_LEFTBLOCK))
    setSsize(d, DQ_LEFTBLOCK, 0)
    setSsize(d, DQ_RIGHTBLOCK, 0)
  }
  for (let i = 0; i < get(d, DQ_NUMFREEBLOCKS); i++) memFree(get(d, DQ_FREEBLOCKS + i * 8))
}

/** Rotates n steps to the right (left when negative), moving runs of references between the end blocks; 0 or -1. */
export function rotateDeque(d: Ptr, n: number): number {
  const len = Py_SIZE(d)
  const half = len >> 1
  if (len <= 1) return 0
  if (n > half || n < -half) {
    n %= len
    if (n > half) n -= len
    else if (n < -half) n += len
  }
  bumpState(d)
  let spare = 0
  let left = get(d, DQ_LEFTBLOCK)
  let right = get(d, DQ_RIGHTBLOCK)
  let li = get(d, DQ_LEFTINDEX)
  let ri = get(d, DQ_RIGHTINDEX)
  let status = 0
  while (n > 0) {
    if (li === 0) {
      if (spare === 0) spare = newblock(d)
      if (spare === 0) {
        status = -1
        break
      }
      link(spare, left)
      left = spare
      li = BLOCKLEN
      spare = 0
    }
    const m = Math.min(n, ri + 1, li)
    ri -= m
    li -= m
    n -= m
    for (let k = 0; k < m; k++) store(left, li + k, blockItem(right, ri + 1 + k))
    if (ri < 0) {
      spare = right
      right = leftOf(right)
      ri = BLOCKLEN - 1
    }
  }
  while (n < 0) {
    if (ri === BLOCKLEN - 1) {
      if (spare === 0) spare = newblock(d)
      if (spare === 0) {
        status = -1
        break
      }
      link(right, spare)
      right = spare
      ri = -1
      spare = 0
    }
    const m = Math.min(-n, BLOCKLEN - li, BLOCKLEN - 1 - ri)
    for (let k = 0; k < m; k++) store(right, ri + 1 + k, blockItem(left, li + k))
    li += m
    ri += m
    n += m
    if (li === BLOCKLEN) {
      spare = left
      left = rightOf(left)
      li = 0
    }
  }
  if (spare !== 0) freeblock(d, spare)
  setSsize(d, DQ_LEFTBLOCK, left)
  setSsize(d, DQ_RIGHTBLOCK, right)
  setSsize(d, DQ_LEFTINDEX, li)
  setSsize(d, DQ_RIGHTINDEX, ri)
  return status
}

/** A place in a deque: block and slot; moves with next() and previous(). */
export interface Place {
  b: Ptr
  i: number
}
export const firstPlace = (d: Ptr): Place => ({ b: get(d, DQ_LEFTBLOCK), i: get(d, DQ_LEFTINDEX) })
export const lastPlace = (d: Ptr): Place => ({ b: get(d, DQ_RIGHTBLOCK), i: get(d, DQ_RIGHTINDEX) })
export function next(p: Place): void {
  if (++p.i === BLOCKLEN) {
    p.b = rightOf(p.b)
    p.i = 0
  }
}
export function previous(p: Place): void {
  if (--p.i < 0) {
    p.b = leftOf(p.b)
    p.i = BLOCKLEN - 1
  }
}

/** Word index of item i, found from the nearer end. */
export function itemWord(d: Ptr, i: number): number {
  const n = Py_SIZE(d)
  if (i * 2 < n) {
    let k = get(d, DQ_LEFTINDEX) + i
    let b = get(d, DQ_LEFTBLOCK)
    for (; k >= BLOCKLEN; k -= BLOCKLEN) b = rightOf(b)
    return slot(b, k)
  }
  let k = get(d, DQ_RIGHTINDEX) - (n - 1 - i)
  let b = get(d, DQ_RIGHTBLOCK)
  for (; k < 0; k += BLOCKLEN) b = leftOf(b)
  return slot(b, k)
}

export function reverseDeque(d: Ptr): void {
  const l = firstPlace(d)
  const r = lastPlace(d)
  for (let n = Py_SIZE(d) >> 1; n > 0; n--) {
    const v = blockItem(l.b, l.i)
    store(l.b, l.i, blockItem(r.b, r.i))
    store(r.b, r.i, v)
    next(l)
    previous(r)
  }
}

/** Removes item i: rotate it to the front, take it off, rotate back. */
export function deleteItem(d: Ptr, i: number): number {
  if (rotateDeque(d, -i) < 0) return -1
  const v = takeLeft(d)
  const status = rotateDeque(d, i)
  Py_DECREF(v)
  return status
}

/** Repeats the items n times in place; 0 or -1 (deque_inplace_repeat). */
export function repeatInPlace(d: Ptr, n: number): number {
  const size = Py_SIZE(d)
  if (size === 0 || n === 1) return 0
  if (n <= 0) {
    clearDeque(d)
    return 0
  }
  const maxlen = dequeMaxlen(d)
  if (size === 1) {
    const first = firstPlace(d)
    const v = blockItem(first.b, first.i)
    if (maxlen >= 0 && n > maxlen) n = maxlen
    bumpState(d)
    let done = 0
    let ok = true
    while (ok && done < n - 1) {
      if (get(d, DQ_RIGHTINDEX) === BLOCKLEN - 1) ok = growRight(d)
      if (!ok) break
      i32[v >> 2]++
      const i = get(d, DQ_RIGHTINDEX) + 1
      setSsize(d, DQ_RIGHTINDEX, i)
      store(get(d, DQ_RIGHTBLOCK), i, v)
      done++
    }
    Py_SET_SIZE(d, Py_SIZE(d) + done)
    return ok ? 0 : -1
  }
  if (size * n > 0x0fff_ffff) {
    PyErr_NoMemory()
    return -1
  }
  const list = PySequence_List(d)
  if (list === 0) return -1
  if (maxlen >= 0 && n * size > maxlen) n = Math.floor((maxlen + size - 1) / size)
  let status = 0
  for (let k = 0; k < n - 1 && status === 0; k++) status = extendDeque(d, list, false)
  Py_DECREF(list)
  return status
}

/** ceil((leftindex + len) / 64): what sys.getsizeof charges. */
export const countedBlocks = (d: Ptr): number => (get(d, DQ_LEFTINDEX) + Py_SIZE(d) + BLOCKLEN - 1) >> 6
export const isExactDeque = (d: Ptr): boolean => Py_TYPE(d) === deque_type
