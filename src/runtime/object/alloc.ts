/**
 * Allocation of objects: PyObject_New, the GC variants, and tracking. Order of events as in CPython 3.11: memory first,
 * then the generation-0 counter and a possible collection, then header fields; linking into generation 0 is a separate
 * step (PyObject_GC_Track) done when all fields that tp_traverse reads are valid.
 */
import { objFree, objMalloc, objRealloc } from '../memory/domains'
import { f64, i32, type Ptr, u8 } from '../memory/heap'
import { PyErr_NoMemory, PyErr_Occurred } from './errors-core'
import { initHeader, Py_INCREF, Py_SET_SIZE } from './header'
import { GC_STATE } from './interp'
import {
  GC_NEXT,
  GC_PREV,
  PREV_MASK_FINALIZED,
  SIZEOF_GC_HEAD,
  TP_BASICSIZE,
  TP_FLAGS,
  TP_ITEMSIZE,
  TPFLAGS_HAVE_GC,
  TPFLAGS_HEAPTYPE,
  TPFLAGS_MANAGED_DICT,
} from './layout'

export const GC_ENABLED = GC_STATE + 12 // 4 bytes
export const GC_DEBUG = GC_STATE + 16 // 4
/** Generation g: list head { next 0, prev 8 }, threshold at 16, count at 20. */
export const GC_GENERATION = (g: number): Ptr => GC_STATE + 24 + 24 * g
export const GEN_THRESHOLD = 16
export const GEN_COUNT = 20
export const GC_PERMANENT = GC_STATE + 104
export const GC_STATS = (g: number): Ptr => GC_STATE + 128 + 24 * g // collections, collected, uncollectable
export const GC_COLLECTING = GC_STATE + 200 // 4
export const GC_GARBAGE = GC_STATE + 208
export const GC_CALLBACKS = GC_STATE + 216
export const GC_LONG_LIVED_TOTAL = GC_STATE + 224
export const GC_LONG_LIVED_PENDING = GC_STATE + 232

const GEN0 = GC_GENERATION(0)
/** Word with the last object of generation 0. */
const GEN0_LAST_W = (GEN0 + 8) >> 2
const GEN0_COUNT = GEN0 + GEN_COUNT
const GEN0_THRESHOLD = GEN0 + GEN_THRESHOLD

/** The collector's entry for automatic collections; gc/ installs it (CPython: gc_collect_generations). */
let collectGenerations: () => void = () => {}
export function setCollector(f: () => void): void {
  collectGenerations = f
}

/** Counts one GC allocation and runs a collection when one is due (_PyObject_GC_Link). */
export function countGcAllocation(): void {
  const n = (i32[GEN0_COUNT >> 2] += 1)
  if (n > i32[GEN0_THRESHOLD >> 2]) maybeCollect()
}

function maybeCollect(): void {
  if (i32[GC_ENABLED >> 2] && i32[GEN0_THRESHOLD >> 2] && !i32[GC_COLLECTING >> 2] && !PyErr_Occurred()) {
    i32[GC_COLLECTING >> 2] = 1
    collectGenerations()
    i32[GC_COLLECTING >> 2] = 0
  }
}

type ReuseObserver = (o: Ptr) => void
let reuseObserver: ReuseObserver | null = null
let reuseRecorder: ReuseObserver | null = null
/** [0]: is there one? (A typed array is the cheapest to test.) */
const reuseObserved = new Int32Array(new SharedArrayBuffer(4))
/** Who hears of objects that come from free lists: tracemalloc; null detaches. */
export function setReuseObserver(f: ReuseObserver | null): void {
  reuseObserver = f
  updateReuse()
}
/** The same for the lab's recorder. */
export function setReuseRecorder(f: ReuseObserver | null): void {
  reuseRecorder = f
  updateReuse()
}

function updateReuse(): void {
  reuseObserved[0] = reuseObserver !== null || reuseRecorder !== null ? 1 : 0
}

function announceReuse(o: Ptr): void {
  if (reuseRecorder !== null) reuseRecorder(o)
  if (reuseObserver !== null) reuseObserver(o)
}

/** An object with a valid type was taken from a free list (_PyTraceMalloc_NewReference). */
export function traceNewReference(o: Ptr): void {
  if (reuseObserved[0] !== 0) announceReuse(o)
}

export const typeBasicSize = (type: Ptr): number => i32[(type + TP_BASICSIZE) >> 2]
export const typeItemSize = (type: Ptr): number => i32[(type + TP_ITEMSIZE) >> 2]
export const typeFlags = (type: Ptr): number => i32[(type + TP_FLAGS) >> 2]

/** Bytes in front of the object: 16 for a GC head, 16 more for a managed dict (_PyType_PreHeaderSize). */
export const preHeaderSize = (type: Ptr): number =>
  (typeFlags(type) & TPFLAGS_HAVE_GC ? SIZEOF_GC_HEAD : 0) + (typeFlags(type) & TPFLAGS_MANAGED_DICT ? 16 : 0)

/** Zeroes n bytes (a multiple of 4) at p. */
export function zeroWords(p: Ptr, n: number): void {
  if (n > 256) {
    i32.fill(0, p >> 2, (p + n) >> 2)
    return
  }
  // double words: p is a multiple of 8 wherever memory comes from
  const whole = (p + n) >> 3
  for (let d = p >> 3; d < whole; d++) f64[d] = 0
  if (n & 4) i32[(p + n - 4) >> 2] = 0
}

/** A non-GC object of the given size, header written; fields uninitialised; 0 + MemoryError on failure (PyObject_New). */
export function PyObject_New(type: Ptr, size: number): Ptr {
  const o = objMalloc(size)
  if (o === 0) return PyErr_NoMemory()
  initHeader(o, type)
  if (typeFlags(type) & TPFLAGS_HEAPTYPE) Py_INCREF(type)
  return o
}

/** A GC object whose body has `size` bytes; untracked; fields uninitialised (PyObject_GC_New / NewVar: size includes items). */
export function PyObject_GC_New(type: Ptr, size: number): Ptr {
  const presize = typeFlags(type) & TPFLAGS_MANAGED_DICT ? 32 : 16
  const mem = objMalloc(presize + size)
  if (mem === 0) return PyErr_NoMemory()
  zeroWords(mem, presize)
  const o = mem + presize
  countGcAllocation()
  initHeader(o, type)
  if (typeFlags(type) & TPFLAGS_HEAPTYPE) Py_INCREF(type)
  return o
}

/** PyObject_GC_New for a static type without a managed dict: nothing is asked of the type. */
export function PyObject_GC_NewStatic(type: Ptr, size: number): Ptr {
  const mem = objMalloc(SIZEOF_GC_HEAD + size)
  if (mem === 0) return PyErr_NoMemory()
  const w = mem >> 2
  i32[w] = 0
  i32[w + 1] = 0
  i32[w + 2] = 0
  i32[w + 3] = 0
  countGcAllocation()
  i32[w + 4] = 1
  i32[w + 5] = 0
  i32[w + 6] = type
  i32[w + 7] = 0
  return mem + SIZEOF_GC_HEAD
}

/** PyObject_GC_Del for an untracked object of a type without a managed dict. */
export function PyObject_GC_DelUntracked(o: Ptr): void {
  const n = i32[GEN0_COUNT >> 2]
  if (n > 0) i32[GEN0_COUNT >> 2] = n - 1
  objFree(o - SIZEOF_GC_HEAD)
}

/** As PyObject_GC_New with ob_size = n; body bytes = roundup8(basicsize + n * itemsize). */
export function PyObject_GC_NewVar(type: Ptr, n: number): Ptr {
  const o = PyObject_GC_New(type, (typeBasicSize(type) + n * typeItemSize(type) + 7) & ~7)
  if (o !== 0) Py_SET_SIZE(o, n)
  return o
}

/** The default tp_alloc: zeroed body with one spare item, tracked when GC (PyType_GenericAlloc). */
export function PyType_GenericAlloc(type: Ptr, nitems: number): Ptr {
  const itemsize = typeItemSize(type)
  const size = itemsize === 0 ? typeBasicSize(type) : (typeBasicSize(type) + (nitems + 1) * itemsize + 7) & ~7
  const presize = preHeaderSize(type)
  const mem = objMalloc(presize + size)
  if (mem === 0) return PyErr_NoMemory()
  const o = mem + presize
  if (presize !== 0) zeroWords(mem, presize)
  if (typeFlags(type) & TPFLAGS_HAVE_GC) countGcAllocation()
  // basicsize of an int subclass and the like need not be a multiple of 4
  zeroWords(o, size & ~3)
  for (let p = o + (size & ~3); p < o + size; p++) u8[p] = 0
  initHeader(o, type)
  if (typeFlags(type) & TPFLAGS_HEAPTYPE) Py_INCREF(type)
  if (itemsize !== 0) Py_SET_SIZE(o, nitems)
  if (typeFlags(type) & TPFLAGS_HAVE_GC) PyObject_GC_Track(o)
  return o
}

export const isTracked = (o: Ptr): boolean => i32[(o + GC_NEXT) >> 2] !== 0

/** Links the object at the end of generation 0. It must be untracked and traversable (_PyObject_GC_TRACK). */
export function PyObject_GC_Track(o: Ptr): void {
  const g = o - SIZEOF_GC_HEAD
  const w = g >> 2
  const last = i32[GEN0_LAST_W]
  i32[last >> 2] = g
  i32[w + 2] = last | (i32[w + 2] & PREV_MASK_FINALIZED)
  i32[w] = GEN0
  i32[GEN0_LAST_W] = g
}

/** Unlinks the object from its generation; no-op when untracked; keeps the finalized bit (PyObject_GC_UnTrack). */
export function PyObject_GC_UnTrack(o: Ptr): void {
  const w = o >> 2
  const next = i32[w + (GC_NEXT >> 2)]
  if (next === 0) return
  const prevWord = i32[w + (GC_PREV >> 2)]
  const prev = prevWord & ~3
  const n = next >> 2
  i32[prev >> 2] = next
  i32[n + 2] = prev | (i32[n + 2] & 3)
  i32[w + (GC_NEXT >> 2)] = 0
  i32[w + (GC_PREV >> 2)] = prevWord & PREV_MASK_FINALIZED
}

/** Frees the memory of a GC object, unlinking it if needed, and lowers the generation-0 count (PyObject_GC_Del). */
export function PyObject_GC_Del(o: Ptr): void {
  if (i32[(o + GC_NEXT) >> 2] !== 0) PyObject_GC_UnTrack(o)
  const n = i32[GEN0_COUNT >> 2]
  if (n > 0) i32[GEN0_COUNT >> 2] = n - 1
  objFree(o - (typeFlags(i32[(o + 8) >> 2]) & TPFLAGS_MANAGED_DICT ? 32 : 16))
}

export const PyObject_Free = (o: Ptr): void => objFree(o)

/** Resizes a tracked-less variable-sized GC object (PyObject_GC_Resize): body for n items; returns the new address or 0. */
export function PyObject_GC_Resize(o: Ptr, n: number): Ptr {
  const type = i32[(o + 8) >> 2]
  const presize = preHeaderSize(type)
  const size = (typeBasicSize(type) + n * typeItemSize(type) + 7) & ~7
  const mem = objRealloc(o - presize, presize + size)
  if (mem === 0) return PyErr_NoMemory()
  Py_SET_SIZE(mem + presize, n)
  return mem + presize
}
