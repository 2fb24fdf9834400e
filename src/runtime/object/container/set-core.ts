/**
 * set and frozenset: the table and its primitive operations (CPython Objects/setobject.c). Slots are (key, hash) pairs:
 * key 0 = never used; key SET_DUMMY with hash -1 = deleted. Eight slots lie in the object, bigger tables in the mem
 * domain. Probing looks at up to 10 consecutive slots, then jumps; iteration order is table order, so all of it shows.
 */
import { zeroBytes } from '../../memory/bytes'
import { memFree, memMalloc, objMalloc } from '../../memory/domains'
import { f64, i32, type Ptr } from '../../memory/heap'
import { staticAlloc } from '../../memory/static-data'
import { PyObject_GetIter } from '../abstract/iter-protocol'
import { PyObject_RichCompareBool } from '../abstract/object-protocol'
import { countGcAllocation, PyObject_GC_Track } from '../alloc'
import { badInternalCall } from '../errors'
import { PyErr_NoMemory, PyErr_Occurred } from '../errors-core'
import { type allocfunc, FN } from '../fn-table'
import { Py_DECREF, Py_SIZE, Py_TYPE, Py_XDECREF } from '../header'
import { HASH_HI } from '../interp'
import {
  LONG_DIGIT,
  OB_TYPE,
  Py_EQ,
  SET_ENTRY,
  SET_FILL,
  SET_FINGER,
  SET_HASH,
  SET_MASK,
  SET_SMALLTABLE,
  SET_TABLE,
  SET_USED,
  SIZEOF_GC_HEAD,
  SIZEOF_SET,
  TP_ALLOC,
} from '../layout'
import { _PyUnicode_EQ } from '../text/str-compare'
import { PyType_IsSubtype } from '../type/subtype'
import { PyFrozenSet_Type, PyLong_Type, PySet_Type, PyUnicode_Type } from '../types'
import { keyHash } from './dict-lookup'
import { PyDict_CheckExact, PyDict_GET_SIZE } from './dict-object'
import { entry as dictEntry, dictNext } from './dict-walk'
import { nextItem } from './next-item'

const PySet_MINSIZE = 8
const LINEAR_PROBES = 9
/** The key of a deleted slot (CPython's dummy object). */
export const SET_DUMMY: Ptr = staticAlloc(16, 16)

export const setFill = (s: Ptr): number => i32[(s + SET_FILL) >> 2]
export const setUsed = (s: Ptr): number => i32[(s + SET_USED) >> 2]
export const setMask = (s: Ptr): number => i32[(s + SET_MASK) >> 2]
export const setTable = (s: Ptr): Ptr => i32[(s + SET_TABLE) >> 2]
export const PySet_GET_SIZE = setUsed

export const PyAnySet_CheckExact = (o: Ptr): boolean => Py_TYPE(o) === PySet_Type || Py_TYPE(o) === PyFrozenSet_Type
export const PyAnySet_Check = (o: Ptr): boolean =>
  PyAnySet_CheckExact(o) || PyType_IsSubtype(Py_TYPE(o), PySet_Type) || PyType_IsSubtype(Py_TYPE(o), PyFrozenSet_Type)
export const PySet_Check = (o: Ptr): boolean => Py_TYPE(o) === PySet_Type || PyType_IsSubtype(Py_TYPE(o), PySet_Type)
export const PySet_CheckExact = (o: Ptr): boolean => Py_TYPE(o) === PySet_Type
export const PyFrozenSet_CheckExact = (o: Ptr): boolean => Py_TYPE(o) === PyFrozenSet_Type
export const PyFrozenSet_Check = (o: Ptr): boolean =>
  Py_TYPE(o) === PyFrozenSet_Type || PyType_IsSubtype(Py_TYPE(o), PyFrozenSet_Type)

/** Points the table at the eight inline slots, all unused (set_empty_to_minsize). */
export function set_empty_to_minsize(s: Ptr): void {
  zeroBytes(s + SET_SMALLTABLE, PySet_MINSIZE * SET_ENTRY)
  i32[(s + SET_FILL) >> 2] = 0
  i32[(s + SET_USED) >> 2] = 0
  attachSmallTable(s)
}

/** Table, mask and hash of a set whose inline slots are zeroed. */
function attachSmallTable(s: Ptr): void {
  i32[(s + SET_MASK) >> 2] = PySet_MINSIZE - 1
  i32[(s + SET_TABLE) >> 2] = s + SET_SMALLTABLE
  i32[(s + SET_HASH) >> 2] = -1
  i32[(s + SET_HASH + 4) >> 2] = -1
}

/** Equality of a stored and a searched key: 1, 0, -1 error. May run Python code unless both are exact strs or ints. */
function equalKeys(a: Ptr, b: Ptr): number {
  const type = i32[(a + OB_TYPE) >> 2]
  if (type === i32[(b + OB_TYPE) >> 2]) {
    if (type === PyUnicode_Type) return _PyUnicode_EQ(a, b) ? 1 : 0
    if (type === PyLong_Type) return equalInts(a, b) ? 1 : 0
  }
  i32[a >> 2]++
  const cmp = PyObject_RichCompareBool(a, b, Py_EQ)
  Py_DECREF(a)
  return cmp
}

function equalInts(a: Ptr, b: Ptr): boolean {
  const size = Py_SIZE(a)
  if (size !== Py_SIZE(b)) return false
  for (let i = (size < 0 ? -size : size) - 1; i >= 0; i--) {
    if (i32[((a + LONG_DIGIT) >> 2) + i] !== i32[((b + LONG_DIGIT) >> 2) + i]) return false
  }
  return true
}

const RESTART = -2
/** Last dummy that the probe walked over, 0 when none: set_add_entry reuses it. */
let freeSlot = 0
/** True when the slot returned by `probe` holds the key. */
let found = false

/**
 * Address of the slot that holds the key (found = true) or of the first never-used slot on its path; -1 with an error
 * set; RESTART when a comparison changed the table.
 */
function probe(s: Ptr, key: Ptr, lo: number, hi: number): number {
  const table = i32[(s + SET_TABLE) >> 2]
  const mask = i32[(s + SET_MASK) >> 2]
  let i = lo & mask
  let plo = lo
  let phi = hi
  freeSlot = 0
  for (;;) {
    let p = table + i * SET_ENTRY
    const last = i + LINEAR_PROBES <= mask ? p + LINEAR_PROBES * SET_ENTRY : p
    for (; p <= last; p += SET_ENTRY) {
      const w = p >> 2
      const k = i32[w]
      if (k === 0) {
        found = false
        return p
      }
      if (i32[w + 2] === lo && i32[w + 3] === hi) {
        if (k === key) {
          found = true
          return p
        }
        const cmp = equalKeys(k, key)
        if (cmp < 0) return -1
        if (table !== i32[(s + SET_TABLE) >> 2] || i32[w] !== k) return RESTART
        if (cmp > 0) {
          found = true
          return p
        }
      } else if (k === SET_DUMMY) freeSlot = p
    }
    plo = (plo >>> 5) | (phi << 27)
    phi >>>= 5
    i = (i * 5 + plo + 1) & mask
  }
}

/** The key's slot, 0 when absent, -1 with an error set (set_lookkey). */
export function set_lookkey(s: Ptr, key: Ptr, lo: number, hi: number): number {
  for (;;) {
    const p = probe(s, key, lo, hi)
    if (p === RESTART) continue
    return p === -1 ? -1 : found ? p : 0
  }
}

/** Adds a borrowed key with its hash; 0 or -1 (set_add_entry). */
export function set_add_entry(s: Ptr, key: Ptr, lo: number, hi: number): number {
  const first = i32[(s + SET_TABLE) >> 2] + (lo & i32[(s + SET_MASK) >> 2]) * SET_ENTRY
  if (i32[first >> 2] === 0) {
    i32[key >> 2]++
    i32[(s + SET_USED) >> 2]++
    return fillSlot(s, first, key, lo, hi)
  }
  // held before the comparisons: they may drop the caller's reference
  i32[key >> 2]++
  let p = probe(s, key, lo, hi)
  while (p === RESTART) p = probe(s, key, lo, hi)
  if (p === -1 || found) {
    Py_DECREF(key)
    return p === -1 ? -1 : 0
  }
  i32[(s + SET_USED) >> 2]++
  if (freeSlot !== 0) {
    writeSlot(freeSlot, key, lo, hi)
    return 0
  }
  return fillSlot(s, p, key, lo, hi)
}

/** Puts a key into a slot that was never used; the table grows when three fifths are filled. */
function fillSlot(s: Ptr, p: Ptr, key: Ptr, lo: number, hi: number): number {
  const fill = (i32[(s + SET_FILL) >> 2] += 1)
  writeSlot(p, key, lo, hi)
  if (fill * 5 < i32[(s + SET_MASK) >> 2] * 3) return 0
  const used = i32[(s + SET_USED) >> 2]
  return set_table_resize(s, used > 50000 ? used * 2 : used * 4)
}

function writeSlot(p: Ptr, key: Ptr, lo: number, hi: number): void {
  const w = p >> 2
  i32[w] = key
  i32[w + 2] = lo
  i32[w + 3] = hi
}

/** Writes a key known to be absent into a table without dummies (set_insert_clean). */
function set_insert_clean(table: Ptr, mask: number, key: Ptr, lo: number, hi: number): void {
  let i = lo & mask
  let plo = lo
  let phi = hi
  for (;;) {
    let p = table + i * SET_ENTRY
    const last = i + LINEAR_PROBES <= mask ? p + LINEAR_PROBES * SET_ENTRY : p
    for (; p <= last; p += SET_ENTRY) {
      if (i32[p >> 2] === 0) {
        writeSlot(p, key, lo, hi)
        return
      }
    }
    plo = (plo >>> 5) | (phi << 27)
    phi >>>= 5
    i = (i * 5 + plo + 1) & mask
  }
}

/** Rebuilds the table with the smallest power of two above `minused` slots, without dummies; 0 or -1 (set_table_resize). */
export function set_table_resize(s: Ptr, minused: number): number {
  let size = PySet_MINSIZE
  while (size <= minused) size *= 2
  let old = i32[(s + SET_TABLE) >> 2]
  const oldMask = i32[(s + SET_MASK) >> 2]
  const small = s + SET_SMALLTABLE
  const malloced = old !== small
  let table: Ptr
  let copy: Int32Array | undefined
  if (size === PySet_MINSIZE) {
    table = small
    if (table === old) {
      if (i32[(s + SET_FILL) >> 2] === i32[(s + SET_USED) >> 2]) return 0
      copy = i32.slice(old >> 2, (old + PySet_MINSIZE * SET_ENTRY) >> 2)
    }
  } else {
    table = size < 0x0400_0000 ? memMalloc(size * SET_ENTRY) : 0
    if (table === 0) {
      PyErr_NoMemory()
      return -1
    }
  }
  zeroBytes(table, size * SET_ENTRY)
  i32[(s + SET_MASK) >> 2] = size - 1
  i32[(s + SET_TABLE) >> 2] = table
  i32[(s + SET_FILL) >> 2] = i32[(s + SET_USED) >> 2]
  if (copy) {
    for (let w = 0; w < copy.length; w += 4) {
      if (copy[w] !== 0 && copy[w] !== SET_DUMMY) set_insert_clean(table, size - 1, copy[w], copy[w + 2], copy[w + 3])
    }
    return 0
  }
  for (const end = old + oldMask * SET_ENTRY; old <= end; old += SET_ENTRY) {
    const w = old >> 2
    const k = i32[w]
    if (k !== 0 && k !== SET_DUMMY) set_insert_clean(table, size - 1, k, i32[w + 2], i32[w + 3])
  }
  if (malloced) memFree(old - (oldMask + 1) * SET_ENTRY)
  return 0
}

/** An empty set, tracked: newSet(PySet_Type), in the order of events of PyType_GenericAlloc. */
export function newExactSet(): Ptr {
  const mem = objMalloc(SIZEOF_GC_HEAD + SIZEOF_SET)
  if (mem === 0) return PyErr_NoMemory()
  countGcAllocation()
  for (let d = mem >> 3, end = d + ((SIZEOF_GC_HEAD + SIZEOF_SET) >> 3); d < end; d++) f64[d] = 0
  const s = mem + SIZEOF_GC_HEAD
  i32[s >> 2] = 1
  i32[(s + OB_TYPE) >> 2] = PySet_Type
  attachSmallTable(s)
  PyObject_GC_Track(s)
  return s
}

/** A set object of the given type, empty, tracked (make_new_set without iterable). */
export function newSet(type: Ptr): Ptr {
  if (type === PySet_Type) return newExactSet()
  const s = (FN[i32[(type + TP_ALLOC) >> 2]] as allocfunc)(type, 0)
  if (s === 0) return 0
  // tp_alloc has zeroed everything else
  attachSmallTable(s)
  return s
}

/** A new set of the given type filled from an iterable (0: empty) (make_new_set). */
export function make_new_set(type: Ptr, iterable: Ptr): Ptr {
  const s = newSet(type)
  if (s === 0 || iterable === 0 || set_update_internal(s, iterable) === 0) return s
  Py_DECREF(s)
  return 0
}
export const PySet_New = (iterable: Ptr): Ptr => make_new_set(PySet_Type, iterable)
export const PyFrozenSet_New = (iterable: Ptr): Ptr => make_new_set(PyFrozenSet_Type, iterable)

/** Adds a key, taking over the reference, also on failure; 0 or -1. */
export function set_add_take(s: Ptr, key: Ptr): number {
  const lo = keyHash(key)
  const hi = i32[HASH_HI >> 2]
  if (lo === -1 && hi === -1) {
    Py_DECREF(key)
    return -1
  }
  const first = i32[(s + SET_TABLE) >> 2] + (lo & i32[(s + SET_MASK) >> 2]) * SET_ENTRY
  if (i32[first >> 2] === 0) {
    i32[(s + SET_USED) >> 2]++
    return fillSlot(s, first, key, lo, hi)
  }
  const r = set_add_entry(s, key, lo, hi)
  Py_DECREF(key)
  return r
}

export function set_add_key(s: Ptr, key: Ptr): number {
  const lo = keyHash(key)
  const hi = i32[HASH_HI >> 2]
  return lo === -1 && hi === -1 ? -1 : set_add_entry(s, key, lo, hi)
}

/** 1, 0 or -1. */
export function set_contains_key(s: Ptr, key: Ptr): number {
  const lo = keyHash(key)
  const hi = i32[HASH_HI >> 2]
  return lo === -1 && hi === -1 ? -1 : set_contains_entry(s, key, lo, hi)
}

export function set_contains_entry(s: Ptr, key: Ptr, lo: number, hi: number): number {
  const p = set_lookkey(s, key, lo, hi)
  return p > 0 ? 1 : p
}

/** Removes the key: 1 removed, 0 was not there, -1 error (set_discard_entry). */
export function set_discard_entry(s: Ptr, key: Ptr, lo: number, hi: number): number {
  const p = set_lookkey(s, key, lo, hi)
  if (p <= 0) return p
  const old = i32[p >> 2]
  writeSlot(p, SET_DUMMY, -1, -1)
  i32[(s + SET_USED) >> 2]--
  Py_DECREF(old)
  return 1
}

export function set_discard_key(s: Ptr, key: Ptr): number {
  const lo = keyHash(key)
  const hi = i32[HASH_HI >> 2]
  return lo === -1 && hi === -1 ? -1 : set_discard_entry(s, key, lo, hi)
}

/** PySet_Add: also for a frozenset that nobody else has seen yet. */
export function PySet_Add(s: Ptr, key: Ptr): number {
  if (!PySet_Check(s) && !(PyFrozenSet_Check(s) && i32[s >> 2] === 1)) {
    badInternalCall('PySet_Add')
    return -1
  }
  return set_add_key(s, key)
}
export const PySet_Contains = set_contains_key
export const PySet_Discard = set_discard_key

/** Removes all elements; they are dropped after the set is empty (set_clear_internal). */
export function set_clear_internal(s: Ptr): void {
  const table = i32[(s + SET_TABLE) >> 2]
  const mask = i32[(s + SET_MASK) >> 2]
  const fill = i32[(s + SET_FILL) >> 2]
  const malloced = table !== s + SET_SMALLTABLE
  if (!malloced && fill === 0) return
  const small = malloced ? undefined : i32.slice(table >> 2, (table + PySet_MINSIZE * SET_ENTRY) >> 2)
  set_empty_to_minsize(s)
  let left = fill
  for (let i = 0; i <= mask && left > 0; i++) {
    const k = small ? small[i * 4] : i32[(table + i * SET_ENTRY) >> 2]
    if (k === 0) continue
    left--
    if (k !== SET_DUMMY) Py_DECREF(k)
  }
  if (malloced) memFree(table)
}

/** Drops all elements and the table: part of a set's death. */
export function dropSetTable(s: Ptr): void {
  const table = i32[(s + SET_TABLE) >> 2]
  const mask = i32[(s + SET_MASK) >> 2]
  let left = i32[(s + SET_USED) >> 2]
  for (let w = table >> 2, i = 0; i <= mask && left > 0; i++, w += 4) {
    const k = i32[w]
    if (k !== 0 && k !== SET_DUMMY) {
      left--
      Py_XDECREF(k)
    }
  }
  if (table !== s + SET_SMALLTABLE) memFree(table)
}

/** Filled by setNext: borrowed key and its hash. */
export const setEntry = { key: 0, lo: 0, hi: 0 }

/** Walks the table: start with pos 0, go on with the returned position until -1 (set_next). */
export function setNext(s: Ptr, pos: number): number {
  const mask = i32[(s + SET_MASK) >> 2]
  let w = (i32[(s + SET_TABLE) >> 2] + pos * SET_ENTRY) >> 2
  while (pos <= mask && (i32[w] === 0 || i32[w] === SET_DUMMY)) {
    pos++
    w += 4
  }
  if (pos > mask) return -1
  setEntry.key = i32[w]
  setEntry.lo = i32[w + 2]
  setEntry.hi = i32[w + 3]
  return pos + 1
}

/** Adds all elements of another set: one resize ahead, slots copied where the tables match (set_merge). */
export function set_merge(s: Ptr, other: Ptr): number {
  const used = i32[(other + SET_USED) >> 2]
  if (other === s || used === 0) return 0
  if ((i32[(s + SET_FILL) >> 2] + used) * 5 >= i32[(s + SET_MASK) >> 2] * 3) {
    if (set_table_resize(s, (i32[(s + SET_USED) >> 2] + used) * 2) < 0) return -1
  }
  const mask = i32[(s + SET_MASK) >> 2]
  const otherMask = i32[(other + SET_MASK) >> 2]
  const from = i32[(other + SET_TABLE) >> 2] >> 2
  if (i32[(s + SET_FILL) >> 2] === 0) {
    const table = i32[(s + SET_TABLE) >> 2]
    const sameTable = mask === otherMask && i32[(other + SET_FILL) >> 2] === used
    i32[(s + SET_FILL) >> 2] = used
    i32[(s + SET_USED) >> 2] = used
    for (let i = 0, w = from; i <= otherMask; i++, w += 4) {
      const k = i32[w]
      if (k === 0 || k === SET_DUMMY) continue
      i32[k >> 2]++
      if (sameTable) writeSlot(table + i * SET_ENTRY, k, i32[w + 2], i32[w + 3])
      else set_insert_clean(table, mask, k, i32[w + 2], i32[w + 3])
    }
    return 0
  }
  for (let i = 0; i <= i32[(other + SET_MASK) >> 2]; i++) {
    const w = (i32[(other + SET_TABLE) >> 2] + i * SET_ENTRY) >> 2
    const k = i32[w]
    if (k !== 0 && k !== SET_DUMMY && set_add_entry(s, k, i32[w + 2], i32[w + 3]) < 0) return -1
  }
  return 0
}

/** Adds all items of an iterable; sets and dicts give their stored hashes (set_update_internal). */
export function set_update_internal(s: Ptr, other: Ptr): number {
  if (PyAnySet_Check(other)) return set_merge(s, other)
  if (PyDict_CheckExact(other)) return updateFromDict(s, other)
  const it = PyObject_GetIter(other)
  if (it === 0) return -1
  for (;;) {
    const key = nextItem(it)
    if (key === 0) break
    const status = set_add_key(s, key)
    Py_DECREF(key)
    if (status < 0) {
      Py_DECREF(it)
      return -1
    }
  }
  Py_DECREF(it)
  return PyErr_Occurred() ? -1 : 0
}

function updateFromDict(s: Ptr, d: Ptr): number {
  const n = PyDict_GET_SIZE(d)
  if ((i32[(s + SET_FILL) >> 2] + n) * 5 >= i32[(s + SET_MASK) >> 2] * 3) {
    if (set_table_resize(s, (i32[(s + SET_USED) >> 2] + n) * 2) < 0) return -1
  }
  for (let pos = dictNext(d, 0); pos >= 0; pos = dictNext(d, pos)) {
    const { key, lo, hi } = dictEntry
    if (set_add_entry(s, key, lo, hi) < 0) return -1
  }
  return 0
}

/** Where set.pop goes on looking. */
export const setFinger = (s: Ptr): number => i32[(s + SET_FINGER) >> 2]

/** Removes and returns some element (owned); 0 without an error when the set is empty (set_pop). */
export function setPop(s: Ptr): Ptr {
  if (i32[(s + SET_USED) >> 2] === 0) return 0
  const table = i32[(s + SET_TABLE) >> 2]
  const mask = i32[(s + SET_MASK) >> 2]
  let i = i32[(s + SET_FINGER) >> 2] & mask
  for (;;) {
    const w = (table + i * SET_ENTRY) >> 2
    const k = i32[w]
    if (k !== 0 && k !== SET_DUMMY) {
      writeSlot(table + i * SET_ENTRY, SET_DUMMY, -1, -1)
      i32[(s + SET_USED) >> 2]--
      i32[(s + SET_FINGER) >> 2] = i + 1
      return k
    }
    i = i === mask ? 0 : i + 1
  }
}
