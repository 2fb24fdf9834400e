/**
 * OrderedDict: a dict plus a doubly linked list of nodes in order, plus an array that finds the node of a dict entry
 * (CPython Objects/odictobject.c). The array has one slot per index slot of the dict's table and is rebuilt when the
 * table has changed; what costs memory here costs it there.
 */
import { memFree, memMalloc } from '../../memory/domains'
import { i32, type Ptr } from '../../memory/heap'
import {
  _PyDict_DelItem_KnownHash,
  _PyDict_LookupIndex,
  _PyDict_SetItem_KnownHash,
  DKIX_EMPTY,
  dictPopKnownHash,
  dkLog2,
  dkNentries,
  keyHash,
} from '../../object/container/dict-core'
import { setSsize } from '../../object/container/helpers'
import { raiseObject } from '../../object/errors'
import { PyErr_Fetch, PyErr_NoMemory, PyErr_Occurred, PyErr_Restore } from '../../object/errors-core'
import { Py_DECREF } from '../../object/header'
import { HASH_HI } from '../../object/interp'
import { DICT_KEYS, SIZEOF_DICT } from '../../object/layout'
import { PyObject_TypeCheck } from '../../object/type/subtype'
import { PyExc_KeyError, staticType } from '../../object/types'

export const PyODict_Type: Ptr = staticType()

export const OD_FIRST = SIZEOF_DICT
export const OD_LAST = 56
export const OD_FAST_NODES = 64
export const OD_FAST_NODES_SIZE = 72
export const OD_RESIZE_SENTINEL = 80
export const OD_STATE = 88
export const OD_INST_DICT = 96
export const OD_WEAKREFLIST = 104
export const SIZEOF_ODICT = 112
const NODE_KEY = 0
const NODE_HASH = 8
const NODE_NEXT = 16
const NODE_PREV = 24
export const SIZEOF_ODICTNODE = 32

export const PyODict_Check = (o: Ptr): boolean => PyObject_TypeCheck(o, PyODict_Type)
export const firstNode = (od: Ptr): Ptr => i32[(od + OD_FIRST) >> 2]
export const lastNode = (od: Ptr): Ptr => i32[(od + OD_LAST) >> 2]
export const odState = (od: Ptr): number => i32[(od + OD_STATE) >> 2]
export const nodeKey = (n: Ptr): Ptr => i32[(n + NODE_KEY) >> 2]
export const nodeLo = (n: Ptr): number => i32[(n + NODE_HASH) >> 2]
export const nodeHi = (n: Ptr): number => i32[(n + NODE_HASH + 4) >> 2]
export const nextNode = (n: Ptr): Ptr => i32[(n + NODE_NEXT) >> 2]
export const prevNode = (n: Ptr): Ptr => i32[(n + NODE_PREV) >> 2]
const bumpState = (od: Ptr): void => {
  i32[(od + OD_STATE) >> 2]++
}
const keysOf = (od: Ptr): Ptr => i32[(od + DICT_KEYS) >> 2]
const fastNode = (od: Ptr, i: number): number => (i32[(od + OD_FAST_NODES) >> 2] + i * 8) >> 2

/** Entry number of a key; of a key that is missing the number it would get; -1 with an error set. */
function rawIndex(od: Ptr, key: Ptr, lo: number, hi: number): number {
  const ix = _PyDict_LookupIndex(od, key, lo, hi)
  if (ix === DKIX_EMPTY) return dkNentries(keysOf(od))
  return ix < 0 ? -1 : ix
}

/** Rebuilds the array of nodes for the dict's present table (_odict_resize). */
function resize(od: Ptr): number {
  const size = 1 << dkLog2(keysOf(od))
  const nodes = memMalloc(size * 8)
  if (nodes === 0) {
    PyErr_NoMemory()
    return -1
  }
  for (let w = nodes >> 2, end = w + size * 2; w < end; w++) i32[w] = 0
  for (let n = firstNode(od); n !== 0; n = nextNode(n)) {
    const i = rawIndex(od, nodeKey(n), nodeLo(n), nodeHi(n))
    if (i < 0) {
      memFree(nodes)
      return -1
    }
    i32[(nodes + i * 8) >> 2] = n
  }
  const old = i32[(od + OD_FAST_NODES) >> 2]
  if (old !== 0) memFree(old)
  setSsize(od, OD_FAST_NODES, nodes)
  setSsize(od, OD_FAST_NODES_SIZE, size)
  setSsize(od, OD_RESIZE_SENTINEL, keysOf(od))
  return 0
}

/** As rawIndex, with the array of nodes brought up to date first. */
function getIndex(od: Ptr, key: Ptr, lo: number, hi: number): number {
  const keys = keysOf(od)
  const stale =
    i32[(od + OD_RESIZE_SENTINEL) >> 2] !== keys || i32[(od + OD_FAST_NODES_SIZE) >> 2] !== 1 << dkLog2(keys)
  return stale && resize(od) < 0 ? -1 : rawIndex(od, key, lo, hi)
}

/** The node of a key, 0 when there is none (check PyErr_Occurred). */
export function findNodeHash(od: Ptr, key: Ptr, lo: number, hi: number): Ptr {
  if (firstNode(od) === 0) return 0
  const i = getIndex(od, key, lo, hi)
  return i < 0 ? 0 : i32[fastNode(od, i)]
}

export function findNode(od: Ptr, key: Ptr): Ptr {
  if (firstNode(od) === 0) return 0
  const lo = keyHash(key)
  const hi = i32[HASH_HI >> 2]
  return lo === -1 && hi === -1 ? 0 : findNodeHash(od, key, lo, hi)
}

export function addTail(od: Ptr, n: Ptr): void {
  const last = lastNode(od)
  setSsize(n, NODE_PREV, last)
  setSsize(n, NODE_NEXT, 0)
  if (last === 0) setSsize(od, OD_FIRST, n)
  else setSsize(last, NODE_NEXT, n)
  setSsize(od, OD_LAST, n)
  bumpState(od)
}

export function addHead(od: Ptr, n: Ptr): void {
  const first = firstNode(od)
  setSsize(n, NODE_PREV, 0)
  setSsize(n, NODE_NEXT, first)
  if (first === 0) setSsize(od, OD_LAST, n)
  else setSsize(first, NODE_PREV, n)
  setSsize(od, OD_FIRST, n)
  bumpState(od)
}

/** Takes a node out of the list. */
export function unlinkNode(od: Ptr, n: Ptr): void {
  const prev = prevNode(n)
  const next = nextNode(n)
  if (prev === 0) setSsize(od, OD_FIRST, next)
  else setSsize(prev, NODE_NEXT, next)
  if (next === 0) setSsize(od, OD_LAST, prev)
  else setSsize(next, NODE_PREV, prev)
  bumpState(od)
}

function freeNode(n: Ptr): void {
  const key = nodeKey(n)
  memFree(n)
  Py_DECREF(key)
}

/** Gives a key of the dict a node at the end unless it has one. */
function addNewNode(od: Ptr, key: Ptr, lo: number, hi: number): number {
  i32[key >> 2]++
  const i = getIndex(od, key, lo, hi)
  if (i < 0 || i32[fastNode(od, i)] !== 0) {
    if (i < 0 && !PyErr_Occurred()) raiseObject(PyExc_KeyError, key)
    Py_DECREF(key)
    return i < 0 ? -1 : 0
  }
  const n = memMalloc(SIZEOF_ODICTNODE)
  if (n === 0) {
    Py_DECREF(key)
    PyErr_NoMemory()
    return -1
  }
  setSsize(n, NODE_KEY, key)
  i32[(n + NODE_HASH) >> 2] = lo
  i32[(n + NODE_HASH + 4) >> 2] = hi
  i32[fastNode(od, i)] = n
  addTail(od, n)
  return 0
}

/** Removes a key's node; 0 also when it is gone already. */
function clearNode(od: Ptr, node: Ptr, key: Ptr, lo: number, hi: number): number {
  if (node === 0) return 0
  const i = getIndex(od, key, lo, hi)
  if (i < 0) return PyErr_Occurred() ? -1 : 0
  if (i32[fastNode(od, i)] === 0) return 0
  i32[fastNode(od, i)] = 0
  unlinkNode(od, node)
  freeNode(node)
  return 0
}

/** Frees all nodes, first to last. */
export function clearNodes(od: Ptr): void {
  const nodes = i32[(od + OD_FAST_NODES) >> 2]
  if (nodes !== 0) memFree(nodes)
  setSsize(od, OD_FAST_NODES, 0)
  setSsize(od, OD_FAST_NODES_SIZE, 0)
  setSsize(od, OD_RESIZE_SENTINEL, 0)
  let n = firstNode(od)
  setSsize(od, OD_FIRST, 0)
  setSsize(od, OD_LAST, 0)
  while (n !== 0) {
    const next = nextNode(n)
    freeNode(n)
    n = next
  }
}

export function odictSetKnownHash(od: Ptr, key: Ptr, value: Ptr, lo: number, hi: number): number {
  if (_PyDict_SetItem_KnownHash(od, key, value, lo, hi) < 0) return -1
  if (addNewNode(od, key, lo, hi) === 0) return 0
  // an entry without a node would be lost to iteration
  const e = PyErr_Fetch()
  _PyDict_DelItem_KnownHash(od, key, lo, hi)
  PyErr_Restore(e.type, e.value, e.traceback)
  return -1
}

export function PyODict_SetItem(od: Ptr, key: Ptr, value: Ptr): number {
  const lo = keyHash(key)
  const hi = i32[HASH_HI >> 2]
  return lo === -1 && hi === -1 ? -1 : odictSetKnownHash(od, key, value, lo, hi)
}

export function PyODict_DelItem(od: Ptr, key: Ptr): number {
  const lo = keyHash(key)
  const hi = i32[HASH_HI >> 2]
  if (lo === -1 && hi === -1) return -1
  const node = findNodeHash(od, key, lo, hi)
  if (node === 0 && PyErr_Occurred()) return -1
  if (clearNode(od, node, key, lo, hi) < 0) return -1
  return _PyDict_DelItem_KnownHash(od, key, lo, hi)
}

/** Takes a key out: its value (owned), the default (new reference), or KeyError. */
export function popKeyHash(od: Ptr, key: Ptr, fallback: Ptr, lo: number, hi: number): Ptr {
  const node = findNodeHash(od, key, lo, hi)
  if (node !== 0) {
    if (clearNode(od, node, key, lo, hi) < 0) return 0
    const v = dictPopKnownHash(od, key, lo, hi)
    if (v !== 0) return v
  }
  if (PyErr_Occurred()) return 0
  if (fallback === 0) return raiseObject(PyExc_KeyError, key)
  i32[fallback >> 2]++
  return fallback
}
