/**
 * Finding keys in dicts: hashes, comparisons, probing (CPython Objects/dictobject.c, the lookup functions). Nothing here changes
 * a dict, but a comparison may run Python code that does.
 */
import { i32, type Ptr, u8 } from '../../memory/heap'
import { PyObject_Hash, PyObject_RichCompareBool } from '../abstract/object-protocol'
import { PyErr_Clear, PyErr_Fetch, PyErr_Occurred, PyErr_Restore } from '../errors-core'
import { Py_DECREF } from '../header'
import { HASH_HI } from '../interp'
import {
  DICT_KEYS,
  DICT_KEYS_GENERAL,
  DICT_VALUES,
  DK_KIND,
  DK_LOG2_SIZE,
  GENERAL_ENTRY,
  LONG_DIGIT,
  OB_SIZE,
  OB_TYPE,
  Py_EQ,
  UNICODE_ENTRY,
  UNICODE_HASH,
} from '../layout'
import { _PyUnicode_EQ, unicode_hash } from '../text/str-compare'
import { PyLong_Type, PyUnicode_Type } from '../types'
import {
  DKIX_EMPTY,
  DKIX_ERROR,
  DKIX_KEY_CHANGED,
  dkEntries,
  dkValueWord,
  getIndex,
  unicodekeys_lookup_unicode,
} from './dict-keys'
import { PROBE_ASK, probeInt } from './dict-probe'

/** Hash of a key: the low word is the result, the high word in HASH_HI; -1, -1 = error. */
export function keyHash(key: Ptr): number {
  const type = i32[(key + OB_TYPE) >> 2]
  if (type === PyUnicode_Type) return unicode_hash(key)
  if (type === PyLong_Type && (i32[(key + OB_SIZE) >> 2] + 1) >>> 0 < 3) {
    // an int of one digit is its own hash, except -1
    const v = Math.imul(i32[(key + OB_SIZE) >> 2], i32[(key + LONG_DIGIT) >> 2])
    i32[HASH_HI >> 2] = v >> 31
    return v === -1 ? -2 : v
  }
  return PyObject_Hash(key)
}
/** After keyHash: did it fail? */
export const hashFailed = (lo: number): boolean => lo === -1 && i32[HASH_HI >> 2] === -1

/** Equality of exact strs or exact ints, which runs no Python code: 1, 0, or -1 for "ask the objects". */
function quickEqual(a: Ptr, b: Ptr): number {
  const type = i32[(a + OB_TYPE) >> 2]
  if (type !== i32[(b + OB_TYPE) >> 2]) return -1
  if (type === PyUnicode_Type) return _PyUnicode_EQ(a, b) ? 1 : 0
  if (type !== PyLong_Type) return -1
  const size = i32[(a + OB_SIZE) >> 2]
  if (size !== i32[(b + OB_SIZE) >> 2]) return 0
  for (let i = (size < 0 ? -size : size) - 1; i >= 0; i--) {
    if (i32[((a + LONG_DIGIT) >> 2) + i] !== i32[((b + LONG_DIGIT) >> 2) + i]) return 0
  }
  return 1
}

/** Compares a stored key with the searched one: 1, 0, DKIX_ERROR, or DKIX_KEY_CHANGED when __eq__ changed the table. */
function compareKey(d: Ptr, dk: Ptr, keyWord: number, key: Ptr): number {
  const start = i32[keyWord]
  const quick = quickEqual(start, key)
  if (quick >= 0) return quick
  i32[start >> 2]++
  const cmp = PyObject_RichCompareBool(start, key, Py_EQ)
  Py_DECREF(start)
  if (cmp < 0) return DKIX_ERROR
  return dk === i32[(d + DICT_KEYS) >> 2] && i32[keyWord] === start ? cmp : DKIX_KEY_CHANGED
}

/** Lookup with arbitrary comparisons, in str and general tables (unicodekeys_lookup_generic, dictkeys_generic_lookup). */
function lookupGeneric(d: Ptr, dk: Ptr, key: Ptr, lo: number, hi: number): number {
  const mask = (1 << u8[dk + DK_LOG2_SIZE]) - 1
  const entries = dkEntries(dk)
  const general = u8[dk + DK_KIND] === DICT_KEYS_GENERAL
  let i = lo & mask
  let plo = lo
  let phi = hi
  for (;;) {
    const ix = getIndex(dk, i)
    if (ix >= 0) {
      const word = general ? (entries + ix * GENERAL_ENTRY + 8) >> 2 : (entries + ix * UNICODE_ENTRY) >> 2
      const k = i32[word]
      if (k === key) return ix
      const h = general ? word - 2 : (k + UNICODE_HASH) >> 2
      if (i32[h] === lo && i32[h + 1] === hi) {
        const cmp = compareKey(d, dk, word, key)
        if (cmp === 1) return ix
        if (cmp < 0) return cmp
      }
    } else if (ix === DKIX_EMPTY) return DKIX_EMPTY
    plo = (plo >>> 5) | (phi << 27)
    phi >>>= 5
    i = (i * 5 + plo + 1) & mask
  }
}

/**
 * Entry number of a key with known hash: >= 0, DKIX_EMPTY, or DKIX_ERROR with an error set (_Py_dict_lookup). In a split
 * dict the number may be that of a key whose value is not set; dictValueAt then gives 0.
 */
export function _PyDict_LookupIndex(d: Ptr, key: Ptr, lo: number, hi: number): number {
  for (;;) {
    const dk = i32[(d + DICT_KEYS) >> 2]
    if (u8[dk + DK_KIND] !== DICT_KEYS_GENERAL && i32[(key + OB_TYPE) >> 2] === PyUnicode_Type) {
      return unicodekeys_lookup_unicode(dk, key, lo, hi)
    }
    const ix = lookupGeneric(d, dk, key, lo, hi)
    if (ix !== DKIX_KEY_CHANGED) return ix
  }
}

/** Word index of the value of entry ix. */
export const valueWord = (d: Ptr, ix: number): number => {
  const values = i32[(d + DICT_VALUES) >> 2]
  return values !== 0 ? (values + ix * 8) >> 2 : dkValueWord(i32[(d + DICT_KEYS) >> 2], ix)
}
/** Borrowed value of entry ix; 0 when not set. */
export const dictValueAt = (d: Ptr, ix: number): Ptr => i32[valueWord(d, ix)]

/** Borrowed value, or 0: without an error when the key is missing (_PyDict_GetItem_KnownHash). */
export function dictGetItemKnownHash(d: Ptr, key: Ptr, lo: number, hi: number): Ptr {
  const ix = _PyDict_LookupIndex(d, key, lo, hi)
  return ix >= 0 ? i32[valueWord(d, ix)] : 0
}

/** Borrowed value; 0 without error when missing; 0 with an error when hashing or comparing failed. */
export function PyDict_GetItemWithError(d: Ptr, key: Ptr): Ptr {
  const w = key >> 2
  const size = i32[w + (OB_SIZE >> 2)]
  if (i32[w + (OB_TYPE >> 2)] === PyLong_Type && (size + 1) >>> 0 < 3) {
    const dk = i32[(d + DICT_KEYS) >> 2]
    if (u8[dk + DK_KIND] === DICT_KEYS_GENERAL) {
      const v = Math.imul(size, i32[w + (LONG_DIGIT >> 2)])
      const ix = probeInt(dk, key, v === -1 ? -2 : v, v >> 31)
      if (ix >= 0) return i32[(dkEntries(dk) >> 2) + ix * (GENERAL_ENTRY >> 2) + 4]
      if (ix !== PROBE_ASK) return 0
    }
  }
  const lo = keyHash(key)
  const hi = i32[HASH_HI >> 2]
  if (lo === -1 && hi === -1) return 0
  return dictGetItemKnownHash(d, key, lo, hi)
}

/** As PyDict_GetItemWithError for an exact str key: cannot fail unless the dict holds other keys with strange __eq__. */
export function dictGetItemStr(d: Ptr, key: Ptr): Ptr {
  const lo = unicode_hash(key)
  return dictGetItemKnownHash(d, key, lo, i32[HASH_HI >> 2])
}

/** Borrowed value or 0; every error is swallowed, one that was set before is kept (PyDict_GetItem). */
export function PyDict_GetItem(d: Ptr, key: Ptr): Ptr {
  const saved = PyErr_Occurred() ? PyErr_Fetch() : undefined
  const v = PyDict_GetItemWithError(d, key)
  if (v === 0) PyErr_Clear()
  if (saved) PyErr_Restore(saved.type, saved.value, saved.traceback)
  return v
}

/** 1, 0 or -1. */
export function PyDict_Contains(d: Ptr, key: Ptr): number {
  const lo = keyHash(key)
  const hi = i32[HASH_HI >> 2]
  if (lo === -1 && hi === -1) return -1
  return dictContainsKnownHash(d, key, lo, hi)
}

export function dictContainsKnownHash(d: Ptr, key: Ptr, lo: number, hi: number): number {
  const ix = _PyDict_LookupIndex(d, key, lo, hi)
  if (ix === DKIX_ERROR) return -1
  return ix >= 0 && i32[valueWord(d, ix)] !== 0 ? 1 : 0
}
