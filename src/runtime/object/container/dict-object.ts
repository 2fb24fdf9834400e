/**
 * dict objects: creation, insertion, deletion, resizing, destruction (CPython Objects/dictobject.c). A dict is combined
 * (ma_values 0: keys and values in its own table) or split (values apart, table shared with the instances of a class).
 */
import { copyBytes } from '../../memory/bytes'
import { objDataMalloc } from '../../memory/domains'
import { i32, type Ptr, u8 } from '../../memory/heap'
import { staticAlloc } from '../../memory/static-data'
import { isTracked, PyObject_GC_Del, PyObject_GC_New, PyObject_GC_Track, traceNewReference } from '../alloc'
import { PyErr_SetObject } from '../errors'
import { PyErr_NoMemory, PyErr_Occurred } from '../errors-core'
import { Py_DECREF, Py_TYPE, Py_XDECREF, typeFlagOf } from '../header'
import { HASH_HI } from '../interp'
import {
  DICT_KEYS,
  DICT_KEYS_GENERAL,
  DICT_KEYS_SPLIT,
  DICT_USED,
  DICT_VALUES,
  DICT_VERSION,
  DK_KIND,
  DK_NENTRIES,
  DK_USABLE,
  DK_VERSION,
  GENERAL_ENTRY,
  OB_TYPE,
  SIZEOF_DICT,
  TPFLAGS_DICT_SUBCLASS,
  UNICODE_ENTRY,
  UNICODE_HASH,
} from '../layout'
import { PyDict_Type, PyExc_KeyError, PyUnicode_Type } from '../types'
import {
  build_indices,
  calculate_log2_keysize,
  clearKeysFreeList,
  DKIX_DUMMY,
  DKIX_EMPTY,
  DKIX_ERROR,
  dictkeys_decref,
  dictkeys_incref,
  dkBytes,
  dkEntries,
  dkIsUnicode,
  dkNentries,
  find_empty_slot,
  freeKeysMemory,
  lookdict_index,
  new_keys_object,
  Py_EMPTY_KEYS,
  PyDict_LOG_MINSIZE,
  setIndex,
  shared_keys_usable_size,
} from './dict-keys'
import { _PyDict_LookupIndex, keyHash, valueWord } from './dict-lookup'
import {
  _PyDictValues_AddToInsertionOrder,
  delete_index_from_values,
  free_values,
  new_values,
  valuesOrder,
} from './dict-values'
import { _PyObject_GC_MAY_BE_TRACKED, PyTuple_Pack1 } from './tuple-core'

const PyDict_MAXFREELIST = 80
const FREE: Ptr = staticAlloc(PyDict_MAXFREELIST * 8, 8)
const FREE_COUNT: Ptr = staticAlloc(8, 8)
/** pydict_global_version: every change of any dict takes the next number. */
const GLOBAL_VERSION: Ptr = staticAlloc(8, 8)

export const PyDict_CheckExact = (o: Ptr): boolean => Py_TYPE(o) === PyDict_Type
export const PyDict_Check = (o: Ptr): boolean => typeFlagOf(o, TPFLAGS_DICT_SUBCLASS)
export const PyDict_GET_SIZE = (d: Ptr): number => i32[(d + DICT_USED) >> 2]
export const PyDict_Size = PyDict_GET_SIZE
export const dictKeys = (d: Ptr): Ptr => i32[(d + DICT_KEYS) >> 2]
export const dictValues = (d: Ptr): Ptr => i32[(d + DICT_VALUES) >> 2]
export const _PyDict_HasSplitTable = (d: Ptr): boolean => i32[(d + DICT_VALUES) >> 2] !== 0

/** Gives the dict the next version; called with every change. */
export function nextVersion(d: Ptr): void {
  i32[(d + DICT_VERSION) >> 2] = i32[GLOBAL_VERSION >> 2] += 1
}

/** As nextVersion, n times. */
export function addVersions(d: Ptr, n: number): void {
  i32[(d + DICT_VERSION) >> 2] = i32[GLOBAL_VERSION >> 2] += n
}

/** Stored references may make the dict part of a cycle: track it then (MAINTAIN_TRACKING). */
export function maintainTracking(d: Ptr, key: Ptr, value: Ptr): void {
  if (!isTracked(d) && (_PyObject_GC_MAY_BE_TRACKED(key) || _PyObject_GC_MAY_BE_TRACKED(value))) PyObject_GC_Track(d)
}

/** A dict object on the given table (whose reference it takes); untracked; 0 + error (new_dict). */
export function new_dict(keys: Ptr, values: Ptr, used: number, freeValuesOnFailure: boolean): Ptr {
  const n = i32[FREE_COUNT >> 2]
  let o: Ptr
  if (n > 0) {
    i32[FREE_COUNT >> 2] = n - 1
    o = i32[(FREE + (n - 1) * 8) >> 2]
    i32[o >> 2] = 1
    traceNewReference(o)
  } else {
    o = PyObject_GC_New(PyDict_Type, SIZEOF_DICT)
    if (o === 0) {
      dictkeys_decref(keys)
      if (freeValuesOnFailure) free_values(values)
      return 0
    }
  }
  initDict(o, keys, values, used)
  return o
}

/** Writes the four fields of a dict (also of a subclass instance made by tp_new). */
export function initDict(o: Ptr, keys: Ptr, values: Ptr, used: number): void {
  const w = o >> 2
  i32[w + 4] = used
  i32[w + 5] = 0
  i32[w + 6] = i32[GLOBAL_VERSION >> 2] += 1
  i32[w + 7] = 0
  i32[w + 8] = keys
  i32[w + 9] = 0
  i32[w + 10] = values
  i32[w + 11] = 0
}

/** A new empty dict. */
export const PyDict_New = (): Ptr => new_dict(Py_EMPTY_KEYS, 0, 0, false)

/** An empty split dict on a class's shared table (takes no reference of the caller's). */
export function new_dict_with_shared_keys(keys: Ptr): Ptr {
  const values = new_values(shared_keys_usable_size(keys))
  if (values === 0) return 0
  dictkeys_incref(keys)
  return new_dict(keys, values, 0, true)
}

/** A dict with room for n keys; unicode: all will be exact strs (_PyDict_NewPresized). */
export function dict_new_presized(n: number, unicode: boolean): Ptr {
  if (n <= 5) return PyDict_New()
  // at most 2^17 slots ahead of time
  const log2 = n > 87381 ? 17 : calculate_log2_keysize(Math.floor((n * 3 + 1) / 2))
  const keys = new_keys_object(log2, unicode)
  if (keys === 0) return 0
  return new_dict(keys, 0, 0, false)
}

/** Moves all entries to a fresh table of 2^log2 slots; a split dict becomes combined (dictresize). */
export function dictresize(d: Ptr, log2: number, unicode: boolean): number {
  const old = i32[(d + DICT_KEYS) >> 2]
  const values = i32[(d + DICT_VALUES) >> 2]
  const oldUnicode = dkIsUnicode(old)
  const n = i32[(d + DICT_USED) >> 2]
  const dk = new_keys_object(log2, unicode && oldUnicode, n)
  if (dk === 0) return -1
  i32[(d + DICT_KEYS) >> 2] = dk
  const step = oldUnicode ? UNICODE_ENTRY : GENERAL_ENTRY
  if (values !== 0) {
    moveSplitEntries(dk, old, values, n)
    i32[(d + DICT_VALUES) >> 2] = 0
    dictkeys_decref(old)
    free_values(values)
  } else {
    if (dkIsUnicode(dk) === oldUnicode && dkNentries(old) === n) {
      copyBytes(dkEntries(dk), dkEntries(old), n * step)
    } else moveLiveEntries(dk, old, n)
    if (old !== Py_EMPTY_KEYS) freeKeysMemory(old)
  }
  build_indices(dk, n)
  i32[(dk + DK_USABLE) >> 2] -= n
  i32[(dk + DK_NENTRIES) >> 2] = n
  return 0
}

function moveSplitEntries(dk: Ptr, old: Ptr, values: Ptr, n: number): void {
  let to = dkEntries(dk) >> 2
  const from = dkEntries(old)
  for (let i = 0; i < n; i++) {
    const ix = valuesOrder(values, i)
    const key = i32[(from + ix * UNICODE_ENTRY) >> 2]
    i32[key >> 2]++
    to = writeEntry(dk, to, key, i32[(values + ix * 8) >> 2])
  }
}

/** Copies entries that are not deleted; both keep their references' counts. */
function moveLiveEntries(dk: Ptr, old: Ptr, n: number): void {
  const oldUnicode = dkIsUnicode(old)
  let from = dkEntries(old) >> 2
  let to = dkEntries(dk) >> 2
  for (let i = 0; i < n; ) {
    if (oldUnicode) {
      if (i32[from + 2] !== 0) {
        to = writeEntry(dk, to, i32[from], i32[from + 2])
        i++
      }
      from += 4
    } else {
      if (i32[from + 4] !== 0) {
        for (let k = 0; k < 6; k++) i32[to + k] = i32[from + k]
        to += 6
        i++
      }
      from += 6
    }
  }
}

/** Writes all words of (exact str key, value) at word index `to`; returns the word index of the next entry. */
function writeEntry(dk: Ptr, to: number, key: Ptr, value: Ptr): number {
  if (!dkIsUnicode(dk)) {
    i32[to] = i32[(key + UNICODE_HASH) >> 2]
    i32[to + 1] = i32[(key + UNICODE_HASH + 4) >> 2]
    to += 2
  }
  i32[to] = key
  i32[to + 1] = 0
  i32[to + 2] = value
  i32[to + 3] = 0
  return to + 4
}

/** Room for one more key: three times the live entries (insertion_resize). */
const insertion_resize = (d: Ptr, unicode: boolean): number =>
  dictresize(d, calculate_log2_keysize(i32[(d + DICT_USED) >> 2] * 3), unicode)

/** Appends an entry for a key known to be absent; takes both references; there must be room. */
function appendEntry(d: Ptr, key: Ptr, lo: number, hi: number, value: Ptr): void {
  const dk = i32[(d + DICT_KEYS) >> 2]
  const n = i32[(dk + DK_NENTRIES) >> 2]
  setIndex(dk, find_empty_slot(dk, lo, hi), n)
  if (u8[dk + DK_KIND] !== DICT_KEYS_GENERAL) {
    const w = (dkEntries(dk) + n * UNICODE_ENTRY) >> 2
    i32[w] = key
    const values = i32[(d + DICT_VALUES) >> 2]
    if (values !== 0) {
      _PyDictValues_AddToInsertionOrder(values, n)
      i32[(values + n * 8) >> 2] = value
    } else i32[w + 2] = value
  } else {
    const w = (dkEntries(dk) + n * GENERAL_ENTRY) >> 2
    i32[w] = lo
    i32[w + 1] = hi
    i32[w + 2] = key
    i32[w + 4] = value
  }
  i32[(d + DICT_USED) >> 2]++
  nextVersion(d)
  i32[(dk + DK_USABLE) >> 2]--
  i32[(dk + DK_NENTRIES) >> 2] = n + 1
}

/** First key of a dict on the shared empty table: always N = 8 (insert_to_emptydict). Takes both references. */
function insert_to_emptydict(d: Ptr, key: Ptr, lo: number, hi: number, value: Ptr): number {
  const dk = new_keys_object(PyDict_LOG_MINSIZE, i32[(key + OB_TYPE) >> 2] === PyUnicode_Type)
  if (dk === 0) {
    Py_DECREF(key)
    Py_DECREF(value)
    return -1
  }
  i32[(d + DICT_KEYS) >> 2] = dk
  i32[(d + DICT_VALUES) >> 2] = 0
  maintainTracking(d, key, value)
  appendEntry(d, key, lo, hi, value)
  return 0
}

/** Stores key -> value, taking both references, also on failure (insertdict). */
export function insertdict(d: Ptr, key: Ptr, lo: number, hi: number, value: Ptr): number {
  if (i32[(d + DICT_KEYS) >> 2] === Py_EMPTY_KEYS) return insert_to_emptydict(d, key, lo, hi, value)
  if (
    i32[(key + OB_TYPE) >> 2] !== PyUnicode_Type &&
    dkIsUnicode(i32[(d + DICT_KEYS) >> 2]) &&
    insertion_resize(d, false) < 0
  ) {
    return insertFailed(key, value)
  }
  const ix = _PyDict_LookupIndex(d, key, lo, hi)
  if (ix === DKIX_ERROR) return insertFailed(key, value)
  return storeAt(d, ix, key, lo, hi, value)
}

/** The part of insertdict after the lookup; takes both references. */
function storeAt(d: Ptr, ix: number, key: Ptr, lo: number, hi: number, value: Ptr): number {
  maintainTracking(d, key, value)
  if (ix === DKIX_EMPTY) {
    const dk = i32[(d + DICT_KEYS) >> 2]
    // __eq__ may have cleared the dict meanwhile: the shared empty table keeps its version
    if (dk !== Py_EMPTY_KEYS) i32[(dk + DK_VERSION) >> 2] = 0
    if (i32[(dk + DK_USABLE) >> 2] <= 0 && insertion_resize(d, i32[(key + OB_TYPE) >> 2] === PyUnicode_Type) < 0) {
      return insertFailed(key, value)
    }
    appendEntry(d, key, lo, hi, value)
    return 0
  }
  const word = valueWord(d, ix)
  const old = i32[word]
  if (old !== value) {
    i32[word] = value
    if (old === 0) {
      _PyDictValues_AddToInsertionOrder(i32[(d + DICT_VALUES) >> 2], ix)
      i32[(d + DICT_USED) >> 2]++
    }
    nextVersion(d)
  }
  // the value goes first, the key last: the value's destructor may look at the dict
  Py_XDECREF(old)
  Py_DECREF(key)
  return 0
}

/** Drops what was to be stored; -1. */
export function insertFailed(key: Ptr, value: Ptr): number {
  Py_DECREF(value)
  Py_DECREF(key)
  return -1
}

/** KeyError(key); the key goes into a tuple of its own so that a tuple key stays one argument (_PyErr_SetKeyError). */
export function setKeyError(key: Ptr): void {
  const args = PyTuple_Pack1(key)
  if (args === 0) return
  PyErr_SetObject(PyExc_KeyError, args)
  Py_DECREF(args)
}

/** Removes entry ix; drops key, then value (delitem_common). */
export function delitem_common(d: Ptr, lo: number, hi: number, ix: number, old: Ptr): void {
  i32[(d + DICT_USED) >> 2]--
  nextVersion(d)
  Py_XDECREF(takeEntry(d, lo, hi, ix))
  Py_DECREF(old)
}

/** Clears entry ix without touching counts or ma_used; the key of a combined table is returned (owned). */
function takeEntry(d: Ptr, lo: number, hi: number, ix: number): Ptr {
  const dk = i32[(d + DICT_KEYS) >> 2]
  const values = i32[(d + DICT_VALUES) >> 2]
  if (values !== 0) {
    i32[(values + ix * 8) >> 2] = 0
    delete_index_from_values(values, ix)
    return 0
  }
  i32[(dk + DK_VERSION) >> 2] = 0
  setIndex(dk, lookdict_index(dk, lo, hi, ix), DKIX_DUMMY)
  if (dkIsUnicode(dk)) {
    const w = (dkEntries(dk) + ix * UNICODE_ENTRY) >> 2
    const key = i32[w]
    i32[w] = 0
    i32[w + 2] = 0
    return key
  }
  const w = (dkEntries(dk) + ix * GENERAL_ENTRY) >> 2
  const key = i32[w + 2]
  for (let k = 0; k < 6; k++) i32[w + k] = 0
  return key
}

/** Deletes a key; KeyError(key) when missing. */
export function PyDict_DelItem(d: Ptr, key: Ptr): number {
  const lo = keyHash(key)
  const hi = i32[HASH_HI >> 2]
  if (lo === -1 && hi === -1) return -1
  return _PyDict_DelItem_KnownHash(d, key, lo, hi)
}

export function _PyDict_DelItem_KnownHash(d: Ptr, key: Ptr, lo: number, hi: number): number {
  const ix = _PyDict_LookupIndex(d, key, lo, hi)
  if (ix === DKIX_ERROR) return -1
  const old = ix >= 0 ? i32[valueWord(d, ix)] : 0
  if (old === 0) {
    setKeyError(key)
    return -1
  }
  delitem_common(d, lo, hi, ix, old)
  return 0
}

/** Removes a key and returns its value (owned); missing: 0 without an error (the caller decides). */
export function dictPopKnownHash(d: Ptr, key: Ptr, lo: number, hi: number): Ptr {
  const ix = _PyDict_LookupIndex(d, key, lo, hi)
  if (ix < 0) return 0
  const old = i32[valueWord(d, ix)]
  if (old === 0) return 0
  i32[old >> 2]++
  delitem_common(d, lo, hi, ix, old)
  return old
}

/** dict.pop: the value (owned), the default (new reference) or KeyError when fallback is 0 (_PyDict_Pop). */
export function _PyDict_Pop(d: Ptr, key: Ptr, fallback: Ptr): Ptr {
  if (i32[(d + DICT_USED) >> 2] !== 0) {
    const lo = keyHash(key)
    const hi = i32[HASH_HI >> 2]
    if (lo === -1 && hi === -1) return 0
    const v = dictPopKnownHash(d, key, lo, hi)
    if (v !== 0 || PyErr_Occurred()) return v
  }
  if (fallback !== 0) {
    i32[fallback >> 2]++
    return fallback
  }
  setKeyError(key)
  return 0
}

/** The value stored under key, after storing `value` when there was none: borrowed, 0 + error (PyDict_SetDefault). */
export function PyDict_SetDefault(d: Ptr, key: Ptr, value: Ptr): Ptr {
  const lo = keyHash(key)
  const hi = i32[HASH_HI >> 2]
  if (lo === -1 && hi === -1) return 0
  const exactStr = i32[(key + OB_TYPE) >> 2] === PyUnicode_Type
  let ix = DKIX_EMPTY
  if (i32[(d + DICT_KEYS) >> 2] !== Py_EMPTY_KEYS) {
    // a non-str key converts the table even when it turns out to be present
    if (!exactStr && dkIsUnicode(i32[(d + DICT_KEYS) >> 2]) && insertion_resize(d, false) < 0) return 0
    ix = _PyDict_LookupIndex(d, key, lo, hi)
    if (ix === DKIX_ERROR) return 0
    const found = ix >= 0 ? i32[valueWord(d, ix)] : 0
    if (found !== 0) return found
  }
  i32[key >> 2]++
  i32[value >> 2]++
  const stored =
    i32[(d + DICT_KEYS) >> 2] === Py_EMPTY_KEYS
      ? insert_to_emptydict(d, key, lo, hi, value)
      : storeAt(d, ix, key, lo, hi, value)
  return stored < 0 ? 0 : value
}

/** Removes everything; references are dropped after the dict is empty. */
export function PyDict_Clear(d: Ptr): void {
  const keys = i32[(d + DICT_KEYS) >> 2]
  const values = i32[(d + DICT_VALUES) >> 2]
  if (keys === Py_EMPTY_KEYS) return
  i32[(d + DICT_KEYS) >> 2] = Py_EMPTY_KEYS
  i32[(d + DICT_VALUES) >> 2] = 0
  i32[(d + DICT_USED) >> 2] = 0
  nextVersion(d)
  if (values !== 0) dropValues(values, dkNentries(keys))
  dictkeys_decref(keys)
}

function dropValues(values: Ptr, n: number): void {
  for (let w = values >> 2, end = w + n * 2; w < end; w += 2) {
    const v = i32[w]
    i32[w] = 0
    Py_XDECREF(v)
  }
  free_values(values)
}

/** Drops the values and the table of a dying dict. */
export function dropDictTable(o: Ptr): void {
  const values = i32[(o + DICT_VALUES) >> 2]
  const keys = i32[(o + DICT_KEYS) >> 2]
  if (values !== 0) dropValues(values, dkNentries(keys))
  if (keys !== 0) dictkeys_decref(keys)
}

/** Keeps a dead exact dict for reuse; false: there are 80 already. */
export function parkDict(o: Ptr): boolean {
  const n = i32[FREE_COUNT >> 2]
  if (n >= PyDict_MAXFREELIST) return false
  i32[(FREE + n * 8) >> 2] = o
  i32[FREE_COUNT >> 2] = n + 1
  return true
}

/** Number of parked dict objects (sys._debugmallocstats). */
export const dictFreeListCount = (): number => i32[FREE_COUNT >> 2]

/** Gives parked dict objects and key tables back to the allocator (_PyDict_ClearFreeList). */
export function _PyDict_ClearFreeList(): void {
  while (i32[FREE_COUNT >> 2] > 0) {
    const n = (i32[FREE_COUNT >> 2] -= 1)
    PyObject_GC_Del(i32[(FREE + n * 8) >> 2])
  }
  clearKeysFreeList()
}

/** Is the dict combined and without holes, so that its table may be cloned? Used by copy and merge. */
export const dictIsDense = (d: Ptr): boolean => i32[(d + DICT_USED) >> 2] === dkNentries(i32[(d + DICT_KEYS) >> 2])

/**
 * A copy of a combined table with all references incremented (clone_combined_dict_keys). Always a fresh block: the free
 * list of tables is not asked.
 */
export function clone_combined_dict_keys(d: Ptr): Ptr {
  const from = i32[(d + DICT_KEYS) >> 2]
  const bytes = dkBytes(from)
  const dk = objDataMalloc(bytes)
  if (dk === 0) return PyErr_NoMemory()
  i32.copyWithin(dk >> 2, from >> 2, (from + bytes) >> 2)
  const step = dkIsUnicode(from) ? UNICODE_ENTRY : GENERAL_ENTRY
  const n = dkNentries(from)
  for (let w = (dkEntries(dk) + step - 8) >> 2, i = 0; i < n; i++, w += step >> 2) {
    if (i32[w] === 0) continue
    i32[i32[w] >> 2]++
    i32[i32[w - 2] >> 2]++
  }
  return dk
}

/** Kind of the table, for tests and the verifier. */
export const dictTableIsSplit = (d: Ptr): boolean => u8[i32[(d + DICT_KEYS) >> 2] + DK_KIND] === DICT_KEYS_SPLIT
