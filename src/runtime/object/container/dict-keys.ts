/**
 * Key tables of dicts (PyDictKeysObject): allocation, probing, index arrays (CPython Objects/dictobject.c).
 *
 *   0 dk_refcnt  8 log2(N)  9 log2(index bytes)  10 kind  12 version  16 usable  24 nentries
 *  32 indices[N] of 1, 2 or 4 bytes: entry number, -1 never used, -2 deleted
 *     entries[2N/3] in insertion order: 16 bytes (key, value) for str tables, 24 (hash, key, value) for general ones
 *
 * Hashes are passed as two 32-bit words. Probing: slot = hash & (N-1), then perturb >>= 5 (unsigned, 64 bits) and
 * slot = 5 * slot + perturb + 1.
 */
import { zeroBytes } from '../../memory/bytes'
import { objDataFree, objDataMalloc } from '../../memory/domains'
import { f64, i8, i16, i32, type Ptr, u8, u16 } from '../../memory/heap'
import { staticAlloc } from '../../memory/static-data'
import { PyErr_NoMemory } from '../errors-core'
import { Py_XDECREF } from '../header'
import { INTERP_NEXT_KEYS_VERSION } from '../interp'
import {
  DICT_KEYS_GENERAL,
  DICT_KEYS_SPLIT,
  DICT_KEYS_UNICODE,
  DK_INDICES,
  DK_KIND,
  DK_LOG2_INDEX_BYTES,
  DK_LOG2_SIZE,
  DK_NENTRIES,
  DK_REFCNT,
  DK_USABLE,
  DK_VERSION,
  GENERAL_ENTRY,
  UNICODE_ENTRY,
  UNICODE_HASH,
} from '../layout'
import { probeStr } from './dict-probe'

export const DKIX_EMPTY = -1
export const DKIX_DUMMY = -2
export const DKIX_ERROR = -3
export const DKIX_KEY_CHANGED = -4
export const PyDict_LOG_MINSIZE = 3
const PyDict_MAXFREELIST = 80
export const SHARED_KEYS_MAX_SIZE = 30
const NEXT_LOG2_SHARED_KEYS_SIZE = 6

/** Parked str tables with N = 8 (120 bytes), a stack of addresses. */
const FREE: Ptr = staticAlloc(PyDict_MAXFREELIST * 8, 8)
const FREE_COUNT: Ptr = staticAlloc(8, 8)

/**
 * The table that all empty dicts share: one index, no entry. Its count is not kept (it could only move between the
 * number of empty dicts and that plus one, and nothing frees it).
 */
export const Py_EMPTY_KEYS: Ptr = staticAlloc(40, 16)
i32[Py_EMPTY_KEYS >> 2] = 1
u8[Py_EMPTY_KEYS + DK_KIND] = DICT_KEYS_UNICODE
i32[(Py_EMPTY_KEYS + DK_VERSION) >> 2] = 1
i32[(Py_EMPTY_KEYS + DK_INDICES) >> 2] = -1
i32[(Py_EMPTY_KEYS + DK_INDICES + 4) >> 2] = -1
// version 1 is the empty table's
i32[INTERP_NEXT_KEYS_VERSION >> 2] = 2

export const dkLog2 = (dk: Ptr): number => u8[dk + DK_LOG2_SIZE]
export const dkKind = (dk: Ptr): number => u8[dk + DK_KIND]
export const dkIsUnicode = (dk: Ptr): boolean => u8[dk + DK_KIND] !== DICT_KEYS_GENERAL
export const dkUsable = (dk: Ptr): number => i32[(dk + DK_USABLE) >> 2]
export const dkNentries = (dk: Ptr): number => i32[(dk + DK_NENTRIES) >> 2]
/** Address of entry 0. */
export const dkEntries = (dk: Ptr): Ptr => dk + DK_INDICES + (1 << u8[dk + DK_LOG2_INDEX_BYTES])
export const dkEntrySize = (dk: Ptr): number => (u8[dk + DK_KIND] === DICT_KEYS_GENERAL ? GENERAL_ENTRY : UNICODE_ENTRY)
/** Key of entry i, borrowed; 0 in a deleted entry of a combined table. */
export const dkKeyAt = (dk: Ptr, i: number): Ptr =>
  u8[dk + DK_KIND] === DICT_KEYS_GENERAL
    ? i32[(dkEntries(dk) + i * GENERAL_ENTRY + 8) >> 2]
    : i32[(dkEntries(dk) + i * UNICODE_ENTRY) >> 2]
/** Word index of the value of entry i in a combined table. */
export const dkValueWord = (dk: Ptr, i: number): number =>
  u8[dk + DK_KIND] === DICT_KEYS_GENERAL
    ? (dkEntries(dk) + i * GENERAL_ENTRY + 16) >> 2
    : (dkEntries(dk) + i * UNICODE_ENTRY + 8) >> 2
/** Value of entry i of a combined str table: for inline caches guarded by the keys version. Borrowed. */
export const unicodeEntryValue = (dk: Ptr, i: number): Ptr => i32[(dkEntries(dk) + i * UNICODE_ENTRY + 8) >> 2]

/** floor(2N / 3). */
export const usableFraction = (log2: number): number => Math.floor((2 << log2) / 3)
/** Keys a split table can ever hold from now on: the capacity of new values arrays. */
export const shared_keys_usable_size = (dk: Ptr): number => i32[(dk + DK_NENTRIES) >> 2] + i32[(dk + DK_USABLE) >> 2]

const bitLength = (n: number): number => 32 - Math.clz32(n)
/** log2 of the table size for a minimum of n; 1..7 give 16 and powers of two from 16 on give their double, as in 3.11. */
export const calculate_log2_keysize = (n: number): number => bitLength(((n | 8) - 1) | 7)
/** log2 of the table size that takes n insertions without a resize. */
export const estimate_log2_keysize = (n: number): number => calculate_log2_keysize(Math.floor((n * 3 + 1) / 2))

const log2IndexBytes = (log2: number): number => (log2 < 8 ? log2 : log2 < 16 ? log2 + 1 : log2 + 2)

/** Bytes of a table (sys.getsizeof counts them unless it is shared). */
export const dkBytes = (dk: Ptr): number =>
  DK_INDICES + (1 << u8[dk + DK_LOG2_INDEX_BYTES]) + usableFraction(u8[dk + DK_LOG2_SIZE]) * dkEntrySize(dk)

/**
 * A fresh table with count 1; 0 + MemoryError on failure (new_keys_object). The caller is going to write the first `filled` entries whole:
 * they are not cleared.
 */
export function new_keys_object(log2: number, unicode: boolean, filled = 0): Ptr {
  if (log2 === PyDict_LOG_MINSIZE && unicode) return newSmallStrKeys()
  const usable = usableFraction(log2)
  const li = log2IndexBytes(log2)
  const entrySize = unicode ? UNICODE_ENTRY : GENERAL_ENTRY
  const end = DK_INDICES + (1 << li) + usable * entrySize
  const dk = log2 < 26 ? objDataMalloc(end) : 0
  if (dk === 0) return PyErr_NoMemory()
  const w = dk >> 2
  i32[w] = 1
  i32[w + 1] = 0
  i32[w + 2] = log2 | (li << 8) | ((unicode ? DICT_KEYS_UNICODE : DICT_KEYS_GENERAL) << 16)
  i32[w + 3] = 0
  i32[w + 4] = usable
  i32[w + 5] = 0
  i32[w + 6] = 0
  i32[w + 7] = 0
  const entries = dk + DK_INDICES + (1 << li)
  if (log2 <= 5) for (let i = w + 8; i < entries >> 2; i++) i32[i] = -1
  else i32.fill(-1, w + 8, entries >> 2)
  zeroBytes(entries + filled * entrySize, (usable - filled) * entrySize)
  return dk
}

/** Words of a str table with N = 8 as doubles, which are stored at once: count 1; sizes and kind; 5 usable. (All are denormal.) */
const head = new Float64Array(
  new Int32Array([
    ...[1, 0],
    ...[PyDict_LOG_MINSIZE | (PyDict_LOG_MINSIZE << 8) | (DICT_KEYS_UNICODE << 16), 0],
    ...[5, 0],
  ]).buffer,
)
const SMALL_COUNT = head[0]
const SMALL_SIZES = head[1]
const SMALL_USABLE = head[2]
const SMALL_BYTES = DK_INDICES + (1 << PyDict_LOG_MINSIZE) + 5 * UNICODE_ENTRY

/** new_keys_object(PyDict_LOG_MINSIZE, true), without loops. */
export function newSmallStrKeys(): Ptr {
  const parked = i32[FREE_COUNT >> 2]
  let dk: Ptr
  if (parked > 0) {
    i32[FREE_COUNT >> 2] = parked - 1
    dk = i32[(FREE + (parked - 1) * 8) >> 2]
  } else {
    dk = objDataMalloc(SMALL_BYTES)
    if (dk === 0) return PyErr_NoMemory()
  }
  const d = dk >> 3
  f64[d] = SMALL_COUNT
  f64[d + 1] = SMALL_SIZES
  f64[d + 2] = SMALL_USABLE
  f64[d + 3] = 0
  i32[d * 2 + 8] = -1
  i32[d * 2 + 9] = -1
  f64[d + 5] = 0
  f64[d + 6] = 0
  f64[d + 7] = 0
  f64[d + 8] = 0
  f64[d + 9] = 0
  f64[d + 10] = 0
  f64[d + 11] = 0
  f64[d + 12] = 0
  f64[d + 13] = 0
  f64[d + 14] = 0
  return dk
}

/** Returns the memory of a table whose references have been moved or dropped. */
export function freeKeysMemory(dk: Ptr): void {
  const n = i32[FREE_COUNT >> 2]
  if (u8[dk + DK_LOG2_SIZE] === PyDict_LOG_MINSIZE && dkIsUnicode(dk) && n < PyDict_MAXFREELIST) {
    i32[(FREE + n * 8) >> 2] = dk
    i32[FREE_COUNT >> 2] = n + 1
    return
  }
  objDataFree(dk)
}

function free_keys_object(dk: Ptr): void {
  const n = dkNentries(dk)
  if (dkIsUnicode(dk)) {
    for (let i = 0, w = dkEntries(dk) >> 2; i < n; i++, w += 4) {
      Py_XDECREF(i32[w])
      Py_XDECREF(i32[w + 2])
    }
  } else {
    for (let i = 0, w = dkEntries(dk) >> 2; i < n; i++, w += 6) {
      Py_XDECREF(i32[w + 2])
      Py_XDECREF(i32[w + 4])
    }
  }
  freeKeysMemory(dk)
}

export function dictkeys_incref(dk: Ptr): void {
  if (dk !== Py_EMPTY_KEYS) i32[(dk + DK_REFCNT) >> 2]++
}

export function dictkeys_decref(dk: Ptr): void {
  if (dk !== Py_EMPTY_KEYS && (i32[(dk + DK_REFCNT) >> 2] -= 1) === 0) free_keys_object(dk)
}

/** Number of parked key tables. */
export const dictKeysFreeListCount = (): number => i32[FREE_COUNT >> 2]

export function clearKeysFreeList(): void {
  while (i32[FREE_COUNT >> 2] > 0) {
    const n = (i32[FREE_COUNT >> 2] -= 1)
    objDataFree(i32[(FREE + n * 8) >> 2])
  }
}

/** The shared table of a new class: N = 64 but at most 30 keys; 0 + error (_PyDict_NewKeysForClass). */
export function _PyDict_NewKeysForClass(): Ptr {
  const dk = new_keys_object(NEXT_LOG2_SHARED_KEYS_SIZE, true)
  if (dk === 0) return 0
  i32[(dk + DK_USABLE) >> 2] = SHARED_KEYS_MAX_SIZE
  u8[dk + DK_KIND] = DICT_KEYS_SPLIT
  return dk
}

/** Drops a class's reference to its shared table (_PyDictKeys_DecRef). */
export const _PyDictKeys_DecRef = dictkeys_decref

/** Current version, 0 when none was given since the last change. */
export const keysVersion = (dk: Ptr): number => i32[(dk + DK_VERSION) >> 2]

/** The version for inline caches, given on demand; a change of the keys resets it to 0. 0: versions are used up. */
export function _PyDictKeys_GetVersionForCurrentState(dk: Ptr): number {
  const v = i32[(dk + DK_VERSION) >> 2]
  if (v !== 0) return v
  const next = i32[INTERP_NEXT_KEYS_VERSION >> 2]
  if (next === 0) return 0
  i32[INTERP_NEXT_KEYS_VERSION >> 2] = next + 1
  i32[(dk + DK_VERSION) >> 2] = next
  return next
}

/** Content of index slot i. */
export function getIndex(dk: Ptr, i: number): number {
  const log2 = u8[dk + DK_LOG2_SIZE]
  if (log2 < 8) return i8[dk + DK_INDICES + i]
  if (log2 < 16) return i16[((dk + DK_INDICES) >> 1) + i]
  return i32[((dk + DK_INDICES) >> 2) + i]
}

export function setIndex(dk: Ptr, i: number, ix: number): void {
  const log2 = u8[dk + DK_LOG2_SIZE]
  if (log2 < 8) u8[dk + DK_INDICES + i] = ix
  else if (log2 < 16) u16[((dk + DK_INDICES) >> 1) + i] = ix
  else i32[((dk + DK_INDICES) >> 2) + i] = ix
}

/** Entry number of an exact str key in a str or split table, or DKIX_EMPTY. Runs no Python code. */
export function unicodekeys_lookup_unicode(dk: Ptr, key: Ptr, lo: number, hi: number): number {
  const ix = probeStr(dk, key, lo, hi)
  return ix >= 0 ? ix : DKIX_EMPTY
}

/** Index slot that holds entry number ix (lookdict_index). */
export function lookdict_index(dk: Ptr, lo: number, hi: number, ix: number): number {
  const mask = (1 << u8[dk + DK_LOG2_SIZE]) - 1
  let i = lo & mask
  let plo = lo
  let phi = hi
  for (;;) {
    const found = getIndex(dk, i)
    if (found === ix) return i
    if (found === DKIX_EMPTY) return -1
    plo = (plo >>> 5) | (phi << 27)
    phi >>>= 5
    i = (i * 5 + plo + 1) & mask
  }
}

/** First slot on the probe path that holds no entry: never used or deleted (find_empty_slot). */
export function find_empty_slot(dk: Ptr, lo: number, hi: number): number {
  const mask = (1 << u8[dk + DK_LOG2_SIZE]) - 1
  let i = lo & mask
  let plo = lo
  let phi = hi
  while (getIndex(dk, i) >= 0) {
    plo = (plo >>> 5) | (phi << 27)
    phi >>>= 5
    i = (i * 5 + plo + 1) & mask
  }
  return i
}

/** Fills the index array of a fresh table whose first n entries are written (build_indices_unicode / _generic). */
export function build_indices(dk: Ptr, n: number): void {
  const unicode = dkIsUnicode(dk)
  const log2 = u8[dk + DK_LOG2_SIZE]
  const mask = (1 << log2) - 1
  const indices = dk + DK_INDICES
  const step = unicode ? UNICODE_ENTRY >> 2 : GENERAL_ENTRY >> 2
  for (let ix = 0, w = dkEntries(dk) >> 2; ix < n; ix++, w += step) {
    const h = unicode ? (i32[w] + UNICODE_HASH) >> 2 : w
    let plo = i32[h]
    let phi = i32[h + 1]
    let slot = plo & mask
    while (
      (log2 < 8 ? i8[indices + slot] : log2 < 16 ? i16[(indices >> 1) + slot] : i32[(indices >> 2) + slot]) !==
      DKIX_EMPTY
    ) {
      plo = (plo >>> 5) | (phi << 27)
      phi >>>= 5
      slot = (slot * 5 + plo + 1) & mask
    }
    if (log2 < 8) i8[indices + slot] = ix
    else if (log2 < 16) i16[(indices >> 1) + slot] = ix
    else i32[(indices >> 2) + slot] = ix
  }
}
