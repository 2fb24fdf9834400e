/**
 * list: memory and primitive operations (CPython Objects/listobject.c). The item array is a separate block of the mem
 * domain; its capacity follows list_resize exactly, because sys.getsizeof shows it.
 */
import { memCalloc, memFree, memMalloc, memRealloc } from '../../memory/domains'
import { i32, type Ptr } from '../../memory/heap'
import { staticAlloc } from '../../memory/static-data'
import { PyObject_GC_Del, PyObject_GC_New, PyObject_GC_Track, traceNewReference } from '../alloc'
import { raise } from '../errors'
import { PyErr_NoMemory } from '../errors-core'
import { Py_DECREF, Py_SET_SIZE, Py_SIZE, Py_TYPE, Py_XDECREF, typeFlagOf } from '../header'
import { LIST_ALLOCATED, LIST_ITEM, OB_SIZE, SIZEOF_LIST, TPFLAGS_LIST_SUBCLASS } from '../layout'
import { PyExc_IndexError, PyList_Type } from '../types'
import { _PyTuple_FromArray } from './tuple-core'

const PyList_MAXFREELIST = 80
/** Parked list objects, a stack of addresses; their number at FREE_COUNT. */
const FREE: Ptr = staticAlloc(PyList_MAXFREELIST * 8, 8)
const FREE_COUNT: Ptr = staticAlloc(8, 8)

export const PyList_CheckExact = (o: Ptr): boolean => Py_TYPE(o) === PyList_Type
export const PyList_Check = (o: Ptr): boolean => typeFlagOf(o, TPFLAGS_LIST_SUBCLASS)
export const PyList_GET_SIZE = Py_SIZE
/** Address of item 0; 0 when the list has no array. Valid until the list changes. */
export const listItems = (l: Ptr): Ptr => i32[(l + LIST_ITEM) >> 2]
export const listAllocated = (l: Ptr): number => i32[(l + LIST_ALLOCATED) >> 2]
/** Borrowed item i. */
export const PyList_GET_ITEM = (l: Ptr, i: number): Ptr => i32[(i32[(l + LIST_ITEM) >> 2] + i * 8) >> 2]
/** Stores an owned reference in a fresh slot; the old content is not looked at. */
export function PyList_SET_ITEM(l: Ptr, i: number, v: Ptr): void {
  const w = (i32[(l + LIST_ITEM) >> 2] + i * 8) >> 2
  i32[w] = v
  i32[w + 1] = 0
}

function setArray(l: Ptr, items: Ptr, allocated: number): void {
  i32[(l + LIST_ITEM) >> 2] = items
  i32[(l + LIST_ALLOCATED) >> 2] = allocated
}

/** A new list of n NULL items with an array of exactly n slots (PyList_New). */
export function PyList_New(n: number): Ptr {
  const parked = i32[FREE_COUNT >> 2]
  let o: Ptr
  if (parked > 0) {
    i32[FREE_COUNT >> 2] = parked - 1
    o = i32[(FREE + (parked - 1) * 8) >> 2]
    i32[o >> 2] = 1
    traceNewReference(o)
  } else {
    o = PyObject_GC_New(PyList_Type, SIZEOF_LIST)
    if (o === 0) return 0
  }
  const items = n <= 0 ? 0 : n < 0x0fff_fff0 ? memCalloc(n, 8) : 0
  // eight-byte fields, none of them negative
  const w = o >> 2
  i32[w + (LIST_ITEM >> 2)] = items
  i32[w + (LIST_ITEM >> 2) + 1] = 0
  i32[w + (LIST_ALLOCATED >> 2) + 1] = 0
  i32[w + (OB_SIZE >> 2) + 1] = 0
  if (items === 0 && n > 0) {
    i32[w + (OB_SIZE >> 2)] = 0
    i32[w + (LIST_ALLOCATED >> 2)] = 0
    Py_DECREF(o)
    return PyErr_NoMemory()
  }
  i32[w + (OB_SIZE >> 2)] = n
  i32[w + (LIST_ALLOCATED >> 2)] = n
  PyObject_GC_Track(o)
  return o
}

/** A new list that takes over the n references at `items` (BUILD_LIST: _PyList_FromArraySteal). */
export function _PyList_FromArraySteal(items: Ptr, n: number): Ptr {
  if (n === 0) return PyList_New(0)
  const l = PyList_New(n)
  if (l === 0) {
    for (let i = 0; i < n; i++) Py_DECREF(i32[(items + i * 8) >> 2])
    return 0
  }
  for (let i = 0, d = i32[(l + LIST_ITEM) >> 2] >> 2, s = items >> 2; i < n; i++, d += 2, s += 2) i32[d] = i32[s]
  return l
}

/** Sets the length to n, reallocating by CPython's growth rule; new slots are not written. -1 + MemoryError on failure (list_resize). */
export function list_resize(l: Ptr, n: number): number {
  const allocated = i32[(l + LIST_ALLOCATED) >> 2]
  if (allocated >= n && n >= allocated >> 1) {
    i32[(l + OB_SIZE) >> 2] = n
    return 0
  }
  let capacity = (n + (n >>> 3) + 6) & ~3
  if (n - i32[(l + OB_SIZE) >> 2] > capacity - n) capacity = (n + 3) & ~3
  if (n === 0) capacity = 0
  const items = capacity < 0x0fff_fff0 ? memRealloc(i32[(l + LIST_ITEM) >> 2], capacity * 8) : 0
  if (items === 0) {
    PyErr_NoMemory()
    return -1
  }
  setArray(l, items, capacity)
  i32[(l + OB_SIZE) >> 2] = n
  return 0
}

/** First array of a list of known future length: n rounded up to even; the length stays 0 (list_preallocate_exact). */
export function list_preallocate_exact(l: Ptr, n: number): number {
  n = (n + 1) & ~1
  const items = n < 0x0fff_fff0 ? memMalloc(n * 8) : 0
  if (items === 0) {
    PyErr_NoMemory()
    return -1
  }
  setArray(l, items, n)
  return 0
}

/** Appends, taking over the reference (also on failure) (_PyList_AppendTakeRef). */
export function _PyList_AppendTakeRef(l: Ptr, v: Ptr): number {
  const n = i32[(l + OB_SIZE) >> 2]
  if (n < i32[(l + LIST_ALLOCATED) >> 2]) {
    i32[(l + OB_SIZE) >> 2] = n + 1
  } else if (list_resize(l, n + 1) < 0) {
    Py_DECREF(v)
    return -1
  }
  const w = (i32[(l + LIST_ITEM) >> 2] + n * 8) >> 2
  i32[w] = v
  i32[w + 1] = 0
  return 0
}

/** Appends a borrowed reference. */
export function PyList_Append(l: Ptr, v: Ptr): number {
  i32[v >> 2]++
  return _PyList_AppendTakeRef(l, v)
}

/** Borrowed item i, or 0 with IndexError. */
export function PyList_GetItem(l: Ptr, i: number): Ptr {
  if (i < 0 || i >= Py_SIZE(l)) return raise(PyExc_IndexError, 'list index out of range')
  return PyList_GET_ITEM(l, i)
}

/** Replaces item i, stealing the reference. */
export function PyList_SetItem(l: Ptr, i: number, v: Ptr): number {
  if (i < 0 || i >= Py_SIZE(l)) {
    Py_XDECREF(v)
    raise(PyExc_IndexError, 'list assignment index out of range')
    return -1
  }
  const w = (i32[(l + LIST_ITEM) >> 2] + i * 8) >> 2
  const old = i32[w]
  i32[w] = v
  Py_XDECREF(old)
  return 0
}

/** Inserts a borrowed reference before index i, clamped as list.insert does (ins1). */
export function PyList_Insert(l: Ptr, where: number, v: Ptr): number {
  const n = Py_SIZE(l)
  if (list_resize(l, n + 1) < 0) return -1
  if (where < 0) {
    where += n
    if (where < 0) where = 0
  }
  if (where > n) where = n
  const w = i32[(l + LIST_ITEM) >> 2] >> 2
  i32.copyWithin(w + where * 2 + 2, w + where * 2, w + n * 2)
  i32[v >> 2]++
  i32[w + where * 2] = v
  i32[w + where * 2 + 1] = 0
  return 0
}

/** A new list of items lo..hi with an exact array (list_slice). */
export function list_slice(l: Ptr, lo: number, hi: number): Ptr {
  const n = hi - lo
  const r = n > 0 ? listOfSize(n) : PyList_New(0)
  if (r === 0 || n <= 0) return r
  copyRefs(i32[(l + LIST_ITEM) >> 2] + lo * 8, i32[(r + LIST_ITEM) >> 2], n)
  i32[(r + OB_SIZE) >> 2] = n
  return r
}

/** A tracked empty list with an array of exactly n > 0 unwritten slots (list_new_prealloc). */
export function listOfSize(n: number): Ptr {
  const o = PyList_New(0)
  if (o === 0) return 0
  const items = n < 0x0fff_fff0 ? memMalloc(n * 8) : 0
  if (items === 0) {
    Py_DECREF(o)
    return PyErr_NoMemory()
  }
  setArray(o, items, n)
  return o
}

/** Copies n references between item arrays, incrementing each. */
export function copyRefs(from: Ptr, to: Ptr, n: number): void {
  for (let i = 0, s = from >> 2, d = to >> 2; i < n; i++, s += 2, d += 2) {
    const v = i32[s]
    i32[v >> 2]++
    i32[d] = v
    i32[d + 1] = 0
  }
}

export function PyList_GetSlice(l: Ptr, lo: number, hi: number): Ptr {
  const n = Py_SIZE(l)
  if (lo < 0) lo = 0
  else if (lo > n) lo = n
  if (hi < lo) hi = lo
  else if (hi > n) hi = n
  return list_slice(l, lo, hi)
}

export const PyList_AsTuple = (l: Ptr): Ptr => _PyTuple_FromArray(i32[(l + LIST_ITEM) >> 2], Py_SIZE(l))

/** Appends all items of a tuple or list (list_extend's first case); n = 0 leaves the list alone. */
export function listExtendArray(l: Ptr, source: Ptr, n: number, itemsOf: (source: Ptr) => Ptr): number {
  if (n === 0) return 0
  const m = Py_SIZE(l)
  if (i32[(l + LIST_ITEM) >> 2] === 0) {
    if (list_preallocate_exact(l, n) < 0) return -1
    i32[(l + OB_SIZE) >> 2] = n
  } else if (list_resize(l, m + n) < 0) return -1
  // read after the resize: source may be the list itself
  copyRefs(itemsOf(source), i32[(l + LIST_ITEM) >> 2] + m * 8, n)
  return 0
}

/** Empties the list: items are dropped last to first after the array has been detached (_list_clear). */
export function list_clear(l: Ptr): void {
  const items = i32[(l + LIST_ITEM) >> 2]
  if (items === 0) return
  const n = Py_SIZE(l)
  Py_SET_SIZE(l, 0)
  setArray(l, 0, 0)
  for (let i = n - 1; i >= 0; i--) Py_XDECREF(i32[(items + i * 8) >> 2])
  memFree(items)
}

/** Keeps a dead list object for reuse; false: there are 80 already. */
export function parkList(o: Ptr): boolean {
  const n = i32[FREE_COUNT >> 2]
  if (n >= PyList_MAXFREELIST) return false
  i32[(FREE + n * 8) >> 2] = o
  i32[FREE_COUNT >> 2] = n + 1
  return true
}

/** Number of parked list objects (sys._debugmallocstats). */
export const listFreeListCount = (): number => i32[FREE_COUNT >> 2]

/** Gives the parked list objects back to the allocator (_PyList_ClearFreeList). */
export function _PyList_ClearFreeList(): void {
  while (i32[FREE_COUNT >> 2] > 0) {
    const n = (i32[FREE_COUNT >> 2] -= 1)
    PyObject_GC_Del(i32[(FREE + n * 8) >> 2])
  }
}
