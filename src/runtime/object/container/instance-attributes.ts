/**
 * Attributes of instances of classes with a managed dict (CPython 3.11): the names live in a key table shared by the
 * class (ht_cached_keys), the values in an array of the instance, until something asks for a real dict; then the dict
 * takes the array over. MANAGED_VALUES and MANAGED_DICT lie in front of the object; at most one is non-zero.
 */
import { i32, type Ptr } from '../../memory/heap'
import { PyObject_GC_Track } from '../alloc'
import { raise, typeNameOf } from '../errors'
import type { visitproc } from '../fn-table'
import { Py_DECREF, Py_TYPE, Py_XDECREF } from '../header'
import { HASH_HI } from '../interp'
import {
  DICT_USED,
  DK_NENTRIES,
  DK_USABLE,
  DK_VERSION,
  HT_CACHED_KEYS,
  MANAGED_DICT,
  MANAGED_VALUES,
  OB_TYPE,
  TP_DICTOFFSET,
  TP_FLAGS,
  TPFLAGS_HEAPTYPE,
  TPFLAGS_MANAGED_DICT,
  UNICODE_ENTRY,
} from '../layout'
import { unicode_hash } from '../text/str-compare'
import { strToJS } from '../text/str-core'
import { PyExc_AttributeError, PyUnicode_Type } from '../types'
import {
  DKIX_EMPTY,
  dictkeys_incref,
  dkEntries,
  find_empty_slot,
  setIndex,
  shared_keys_usable_size,
  unicodekeys_lookup_unicode,
} from './dict-keys'
import { new_dict, new_dict_with_shared_keys, PyDict_DelItem, PyDict_New } from './dict-object'
import { PyDict_SetItem } from './dict-store'
import {
  _PyDictValues_AddToInsertionOrder,
  delete_index_from_values,
  free_values,
  new_values,
  valuesCount,
} from './dict-values'
import { _PyObject_GC_MAY_BE_TRACKED } from './tuple-core'

/** The class's shared key table, 0 when it has none. Only for heap types. */
export const CACHED_KEYS = (type: Ptr): Ptr => i32[(type + HT_CACHED_KEYS) >> 2]
/** The instance's values array, 0 when it has a dict (or nothing). Only for managed-dict types. */
export const instanceValues = (o: Ptr): Ptr => i32[(o + MANAGED_VALUES) >> 2]
export const instanceDict = (o: Ptr): Ptr => i32[(o + MANAGED_DICT) >> 2]
/** Borrowed value number ix of an instance with inline values; 0 when not set. For caches guarded by type version. */
export const instanceValuesGet = (o: Ptr, ix: number): Ptr => i32[(i32[(o + MANAGED_VALUES) >> 2] + ix * 8) >> 2]

/**
 * Gives a fresh instance its values array (object.__new__ calls it). The class first loses one of its unused names, so
 * that the arrays of later instances shrink to what the class really uses (init_inline_values). 0 or -1 + MemoryError.
 */
export function init_inline_values(o: Ptr, type: Ptr): number {
  const keys = CACHED_KEYS(type)
  if (i32[(keys + DK_USABLE) >> 2] > 1) i32[(keys + DK_USABLE) >> 2]--
  const values = new_values(shared_keys_usable_size(keys))
  if (values === 0) return -1
  i32[(o + MANAGED_VALUES) >> 2] = values
  return 0
}

/** What object.__new__ does for the attributes of a fresh instance (_PyObject_InitializeDict). */
export function _PyObject_InitializeDict(o: Ptr): number {
  const type = Py_TYPE(o)
  if (i32[(type + TP_FLAGS) >> 2] & TPFLAGS_MANAGED_DICT) return init_inline_values(o, type)
  const offset = i32[(type + TP_DICTOFFSET) >> 2]
  if (offset <= 0 || (i32[(type + TP_FLAGS) >> 2] & TPFLAGS_HEAPTYPE) === 0 || CACHED_KEYS(type) === 0) return 0
  const dict = new_dict_with_shared_keys(CACHED_KEYS(type))
  if (dict === 0) return -1
  i32[(o + offset) >> 2] = dict
  return 0
}

/** Index of an exact str name in a str or split table, or -1 (_PyDictKeys_StringLookup). */
export function _PyDictKeys_StringLookup(keys: Ptr, name: Ptr): number {
  const lo = unicode_hash(name)
  return unicodekeys_lookup_unicode(keys, name, lo, i32[HASH_HI >> 2])
}

/** Index of a name in the shared table, adding it while there is room; -1 when there is none (insert_into_dictkeys). */
export function insert_into_dictkeys(keys: Ptr, name: Ptr): number {
  const lo = unicode_hash(name)
  const hi = i32[HASH_HI >> 2]
  const found = unicodekeys_lookup_unicode(keys, name, lo, hi)
  if (found !== DKIX_EMPTY) return found
  if (i32[(keys + DK_USABLE) >> 2] <= 0) return DKIX_EMPTY
  i32[name >> 2]++
  i32[(keys + DK_VERSION) >> 2] = 0
  const ix = i32[(keys + DK_NENTRIES) >> 2]
  setIndex(keys, find_empty_slot(keys, lo, hi), ix)
  i32[(dkEntries(keys) + ix * UNICODE_ENTRY) >> 2] = name
  i32[(keys + DK_USABLE) >> 2]--
  i32[(keys + DK_NENTRIES) >> 2] = ix + 1
  return ix
}

/** A dict that takes over the values array (make_dict_from_instance_attributes); tracked when a value may be. */
export function make_dict_from_instance_attributes(keys: Ptr, values: Ptr): Ptr {
  dictkeys_incref(keys)
  const n = shared_keys_usable_size(keys)
  let used = 0
  let track = false
  for (let i = 0; i < n; i++) {
    const v = i32[(values + i * 8) >> 2]
    if (v === 0) continue
    used++
    if (!track) track = _PyObject_GC_MAY_BE_TRACKED(v)
  }
  const d = new_dict(keys, values, used, false)
  if (track && d !== 0) PyObject_GC_Track(d)
  return d
}

/** The same for an instance: its values become a dict, which is stored in it. Borrowed, 0 + error. */
export function materialiseInstanceDict(o: Ptr): Ptr {
  const d = make_dict_from_instance_attributes(CACHED_KEYS(Py_TYPE(o)), i32[(o + MANAGED_VALUES) >> 2])
  if (d === 0) return 0
  i32[(o + MANAGED_VALUES) >> 2] = 0
  i32[(o + MANAGED_DICT) >> 2] = d
  return d
}

/** The instance's dict, made when there is none yet; borrowed; only for managed-dict types (PyObject_GenericGetDict). */
export function managedDictOf(o: Ptr): Ptr {
  if (i32[(o + MANAGED_VALUES) >> 2] !== 0) return materialiseInstanceDict(o)
  if (i32[(o + MANAGED_DICT) >> 2] === 0) i32[(o + MANAGED_DICT) >> 2] = dictForType(Py_TYPE(o))
  return i32[(o + MANAGED_DICT) >> 2]
}

/** A fresh attribute dict: split where the class has a shared table. */
function dictForType(type: Ptr): Ptr {
  const shared = i32[(type + TP_FLAGS) >> 2] & TPFLAGS_HEAPTYPE ? CACHED_KEYS(type) : 0
  return shared !== 0 ? new_dict_with_shared_keys(shared) : PyDict_New()
}

/** The dict at the address of a dict pointer (tp_dictoffset), made when there is none; borrowed. */
export function dictAtPointer(type: Ptr, dictptr: Ptr): Ptr {
  if (i32[dictptr >> 2] === 0) i32[dictptr >> 2] = dictForType(type)
  return i32[dictptr >> 2]
}

/** Sets (value 0: deletes) an attribute in the dict at dictptr, making the dict when needed (_PyObjectDict_SetItem). */
export function _PyObjectDict_SetItem(type: Ptr, dictptr: Ptr, name: Ptr, value: Ptr): number {
  const d = dictAtPointer(type, dictptr)
  if (d === 0) return -1
  return value === 0 ? PyDict_DelItem(d, name) : PyDict_SetItem(d, name, value)
}

/**
 * Sets (value 0: deletes) an attribute of an instance with inline values. A name that finds no room in the shared table
 * turns the values into a dict of the instance's own (_PyObject_StoreInstanceAttribute).
 */
export function _PyObject_StoreInstanceAttribute(o: Ptr, name: Ptr, value: Ptr): number {
  const keys = CACHED_KEYS(Py_TYPE(o))
  const ix = i32[(name + OB_TYPE) >> 2] === PyUnicode_Type ? insert_into_dictkeys(keys, name) : DKIX_EMPTY
  if (ix === DKIX_EMPTY) {
    if (value === 0) return noAttribute(o, name)
    const d = materialiseInstanceDict(o)
    return d === 0 ? -1 : PyDict_SetItem(d, name, value)
  }
  return instanceValuesSet(o, ix, value, name)
}

/** The same for a known index. name is only used for the error of a deletion. */
export function instanceValuesSet(o: Ptr, ix: number, value: Ptr, name: Ptr): number {
  const values = i32[(o + MANAGED_VALUES) >> 2]
  const w = (values + ix * 8) >> 2
  const old = i32[w]
  if (value !== 0) i32[value >> 2]++
  else if (old === 0) return noAttribute(o, name)
  i32[w] = value
  if (old === 0) {
    _PyDictValues_AddToInsertionOrder(values, ix)
    return 0
  }
  if (value === 0) delete_index_from_values(values, ix)
  Py_DECREF(old)
  return 0
}

function noAttribute(o: Ptr, name: Ptr): -1 {
  raise(PyExc_AttributeError, `'${typeNameOf(o)}' object has no attribute '${strToJS(name)}'`)
  return -1
}

/** New reference to an attribute of an instance with inline values; 0 without an error (_PyObject_GetInstanceAttribute). */
export function _PyObject_GetInstanceAttribute(o: Ptr, name: Ptr): Ptr {
  const ix = _PyDictKeys_StringLookup(CACHED_KEYS(Py_TYPE(o)), name)
  if (ix === DKIX_EMPTY) return 0
  const v = instanceValuesGet(o, ix)
  if (v !== 0) i32[v >> 2]++
  return v
}

/** Has the instance no attribute (in values or dict)? (_PyObject_IsInstanceDictEmpty for managed dicts) */
export function managedDictIsEmpty(o: Ptr): boolean {
  const values = i32[(o + MANAGED_VALUES) >> 2]
  if (values !== 0) return valuesCount(values) === 0
  const d = i32[(o + MANAGED_DICT) >> 2]
  return d === 0 || i32[(d + DICT_USED) >> 2] === 0
}

/** Visits the inline values in key order (_PyObject_VisitInstanceAttributes). */
export function _PyObject_VisitInstanceAttributes(o: Ptr, visit: visitproc): number {
  const values = i32[(o + MANAGED_VALUES) >> 2]
  if (values === 0) return 0
  const n = i32[(CACHED_KEYS(Py_TYPE(o)) + DK_NENTRIES) >> 2]
  for (let i = 0; i < n; i++) {
    const v = i32[(values + i * 8) >> 2]
    if (v !== 0) {
      const r = visit(v)
      if (r !== 0) return r
    }
  }
  return 0
}

/** Drops the inline values but keeps the array (_PyObject_ClearInstanceAttributes). */
export function _PyObject_ClearInstanceAttributes(o: Ptr): void {
  const values = i32[(o + MANAGED_VALUES) >> 2]
  if (values === 0) return
  const n = i32[(CACHED_KEYS(Py_TYPE(o)) + DK_NENTRIES) >> 2]
  for (let i = 0; i < n; i++) {
    const v = i32[(values + i * 8) >> 2]
    i32[(values + i * 8) >> 2] = 0
    Py_XDECREF(v)
  }
}

/** Drops the inline values and frees the array: part of an instance's death (_PyObject_FreeInstanceAttributes). */
export function _PyObject_FreeInstanceAttributes(o: Ptr): void {
  const values = i32[(o + MANAGED_VALUES) >> 2]
  if (values === 0) return
  const n = i32[(CACHED_KEYS(Py_TYPE(o)) + DK_NENTRIES) >> 2]
  for (let i = 0; i < n; i++) Py_XDECREF(i32[(values + i * 8) >> 2])
  free_values(values)
}
