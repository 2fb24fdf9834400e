/** Storing into dicts: PyDict_SetItem and its forms (CPython Objects/dictobject.c). */
import { i8, i16, i32, type Ptr, u8 } from '../../memory/heap'
import { PyObject_GC_Track } from '../alloc'
import { _Py_Dealloc, Py_DECREF } from '../header'
import { HASH_HI } from '../interp'
import {
  DICT_KEYS,
  DICT_KEYS_GENERAL,
  DICT_KEYS_UNICODE,
  DICT_USED,
  DK_INDICES,
  DK_KIND,
  DK_LOG2_INDEX_BYTES,
  DK_LOG2_SIZE,
  DK_NENTRIES,
  DK_USABLE,
  DK_VERSION,
  GC_NEXT,
  GENERAL_ENTRY,
  LONG_DIGIT,
  OB_SIZE,
  OB_TYPE,
  TP_FLAGS,
  TPFLAGS_HAVE_GC,
  UNICODE_ENTRY,
  UNICODE_HASH,
} from '../layout'
import { unicode_hash } from '../text/str-compare'
import { PyLong_Type, PyUnicode_Type } from '../types'
import { keyHash } from './dict-lookup'
import { insertdict, insertFailed, nextVersion } from './dict-object'
import { PROBE_ASK, probeInt, probeStr } from './dict-probe'
import { _PyObject_GC_MAY_BE_TRACKED } from './tuple-core'

/** Stores key -> value, taking both references, also on failure (_PyDict_SetItem_Take2). */
export function _PyDict_SetItem_Take2(d: Ptr, key: Ptr, value: Ptr): number {
  const lo = keyHash(key)
  const hi = i32[HASH_HI >> 2]
  if (lo === -1 && hi === -1) return insertFailed(key, value)
  return insertdict(d, key, lo, hi, value)
}

/** Stores key -> value, both borrowed; 0 or -1. Strs in tables of strs and small ints in general tables are stored here. */
export function PyDict_SetItem(d: Ptr, key: Ptr, value: Ptr): number {
  i32[key >> 2]++
  i32[value >> 2]++
  const w = key >> 2
  const type = i32[w + (OB_TYPE >> 2)]
  const dk = i32[(d + DICT_KEYS) >> 2]
  const kind = u8[dk + DK_KIND]
  let lo = 0
  let hi = 0
  let at = PROBE_ASK
  if (type === PyUnicode_Type) {
    if (kind === DICT_KEYS_UNICODE) {
      lo = i32[w + (UNICODE_HASH >> 2)]
      hi = i32[w + (UNICODE_HASH >> 2) + 1]
      if (lo === -1 && hi === -1) {
        lo = unicode_hash(key)
        hi = i32[HASH_HI >> 2]
      }
      at = probeStr(dk, key, lo, hi)
    }
  } else if (type === PyLong_Type && kind === DICT_KEYS_GENERAL) {
    const size = i32[w + (OB_SIZE >> 2)]
    if ((size + 1) >>> 0 < 3) {
      lo = Math.imul(size, i32[w + (LONG_DIGIT >> 2)])
      hi = lo >> 31
      if (lo === -1) lo = -2
      at = probeInt(dk, key, lo, hi)
    }
  }
  if (at === PROBE_ASK) return _PyDict_SetItem_Take2(d, key, value)
  // strs and ints are never tracked
  if (
    i32[(d + GC_NEXT) >> 2] === 0 &&
    i32[(i32[(value + OB_TYPE) >> 2] + TP_FLAGS) >> 2] & TPFLAGS_HAVE_GC &&
    _PyObject_GC_MAY_BE_TRACKED(value)
  ) {
    PyObject_GC_Track(d)
  }
  const k = dk >> 2
  const entries = (dk + DK_INDICES + (1 << u8[dk + DK_LOG2_INDEX_BYTES])) >> 2
  if (at >= 0) {
    const word =
      kind === DICT_KEYS_GENERAL ? entries + at * (GENERAL_ENTRY >> 2) + 4 : entries + at * (UNICODE_ENTRY >> 2) + 2
    const old = i32[word]
    if (old !== value) {
      i32[word] = value
      nextVersion(d)
    }
    // the value goes first, the key last: the value's destructor may look at the dict
    if ((i32[old >> 2] -= 1) === 0) _Py_Dealloc(old)
    Py_DECREF(key)
    return 0
  }
  const usable = i32[k + (DK_USABLE >> 2)]
  // no room (the shared table of empty dicts never has any)
  if (usable <= 0) return insertdict(d, key, lo, hi, value)
  const n = i32[k + (DK_NENTRIES >> 2)]
  const log2 = u8[dk + DK_LOG2_SIZE]
  if (log2 < 8) i8[dk + DK_INDICES + ~at] = n
  else if (log2 < 16) i16[((dk + DK_INDICES) >> 1) + ~at] = n
  else i32[((dk + DK_INDICES) >> 2) + ~at] = n
  if (kind === DICT_KEYS_GENERAL) {
    const e = entries + n * (GENERAL_ENTRY >> 2)
    i32[e] = lo
    i32[e + 1] = hi
    i32[e + 2] = key
    i32[e + 4] = value
  } else {
    const e = entries + n * (UNICODE_ENTRY >> 2)
    i32[e] = key
    i32[e + 2] = value
  }
  i32[k + (DK_VERSION >> 2)] = 0
  i32[k + (DK_USABLE >> 2)] = usable - 1
  i32[k + (DK_NENTRIES >> 2)] = n + 1
  i32[(d + DICT_USED) >> 2]++
  nextVersion(d)
  return 0
}

export function _PyDict_SetItem_KnownHash(d: Ptr, key: Ptr, value: Ptr, lo: number, hi: number): number {
  i32[key >> 2]++
  i32[value >> 2]++
  return insertdict(d, key, lo, hi, value)
}
