/**
 * What objects hold, read straight off their bytes: no attribute lookup, no allocation, no count changed. Each reader gives
 * borrowed addresses, in the order in which Python shows them, and at most `limit` of them.
 */

import { i32, type Ptr } from '../memory/heap'
import { BLOCKLEN, blockItem, DQ_LEFTBLOCK, DQ_LEFTINDEX, rightOf } from '../modules/collections/deque-core'
import { dkEntries, dkIsUnicode, dkNentries, Py_EMPTY_KEYS } from '../object/container/dict-keys'
import { valuesCount, valuesGet, valuesOrder } from '../object/container/dict-values'
import { SET_DUMMY } from '../object/container/set-core'
import { Py_TYPE } from '../object/header'
import * as L from '../object/layout'
import { strToJS } from '../object/text/str-core'
import { MB_KIND, MB_NAME, MB_OFFSET, MEMBER_KINDS } from '../object/type/descr-core'
import { PyMemberDescr_Type, PyUnicode_Type } from '../object/types'

export interface Pair {
  key: Ptr
  value: Ptr
}

const word = (o: Ptr, offset: number): number => i32[(o + offset) >> 2]

/** n references 8 bytes apart. */
export function slots(start: Ptr, n: number, limit: number): Ptr[] {
  const out: Ptr[] = []
  for (let i = 0; i < n && i < limit; i++) out.push(i32[(start + 8 * i) >> 2])
  return out
}

const keyAt = (keys: Ptr, i: number): Ptr =>
  dkIsUnicode(keys)
    ? i32[(dkEntries(keys) + i * L.UNICODE_ENTRY) >> 2]
    : i32[(dkEntries(keys) + i * L.GENERAL_ENTRY + 8) >> 2]
const valueAt = (keys: Ptr, i: number): Ptr =>
  dkIsUnicode(keys)
    ? i32[(dkEntries(keys) + i * L.UNICODE_ENTRY + 8) >> 2]
    : i32[(dkEntries(keys) + i * L.GENERAL_ENTRY + 16) >> 2]

function sharedPairs(keys: Ptr, values: Ptr, limit: number): Pair[] {
  const out: Pair[] = []
  const n = valuesCount(values)
  for (let i = 0; i < n && out.length < limit; i++) {
    const ix = valuesOrder(values, i)
    const value = valuesGet(values, ix)
    if (value !== 0) out.push({ key: keyAt(keys, ix), value })
  }
  return out
}

/** Entries of a dict or of an instance of a subclass. */
export function dictPairs(d: Ptr, limit: number): Pair[] {
  const keys = word(d, L.DICT_KEYS)
  const values = word(d, L.DICT_VALUES)
  if (values !== 0) return sharedPairs(keys, values, limit)
  const out: Pair[] = []
  if (keys === Py_EMPTY_KEYS) return out
  const n = dkNentries(keys)
  for (let i = 0; i < n && out.length < limit; i++) {
    const value = valueAt(keys, i)
    if (value !== 0) out.push({ key: keyAt(keys, i), value })
  }
  return out
}

/** Borrowed value of a dict under a text, 0 when absent. Compares texts one by one: a lookup would store hashes. */
export function dictFind(d: Ptr, name: string): Ptr {
  for (const { key, value } of dictPairs(d, Number.POSITIVE_INFINITY)) {
    if (Py_TYPE(key) === PyUnicode_Type && word(key, L.UNICODE_LENGTH) === name.length && strToJS(key) === name)
      return value
  }
  return 0
}

export function setItems(s: Ptr, limit: number): Ptr[] {
  const out: Ptr[] = []
  const table = word(s, L.SET_TABLE)
  const mask = word(s, L.SET_MASK)
  for (let i = 0; i <= mask && out.length < limit; i++) {
    const key = i32[(table + i * L.SET_ENTRY) >> 2]
    if (key !== 0 && key !== SET_DUMMY) out.push(key)
  }
  return out
}

export function dequeItems(d: Ptr, limit: number): Ptr[] {
  const out: Ptr[] = []
  const n = Math.min(limit, word(d, L.OB_SIZE))
  let block = word(d, DQ_LEFTBLOCK)
  let i = word(d, DQ_LEFTINDEX)
  while (out.length < n) {
    out.push(blockItem(block, i))
    if (++i === BLOCKLEN) {
      block = rightOf(block)
      i = 0
    }
  }
  return out
}

/** Address of the word with the __dict__ of an instance that has a dict slot; 0 when its type has none. */
function dictWord(o: Ptr): Ptr {
  const type = Py_TYPE(o)
  const offset = word(type, L.TP_DICTOFFSET)
  if (offset > 0) return o + offset
  if (offset === 0 || word(type, L.TP_FLAGS) & L.TPFLAGS_MANAGED_DICT) return 0
  // negative: counted from the end of a variable-sized object
  const items = Math.abs(word(o, L.OB_SIZE))
  const size = (word(type, L.TP_BASICSIZE) + items * word(type, L.TP_ITEMSIZE) + 7) & ~7
  return o + size + offset
}

/** The instance's dict if one has been made, else 0 (its attributes may lie in its values array). */
export function instanceDict(o: Ptr): Ptr {
  if (word(Py_TYPE(o), L.TP_FLAGS) & L.TPFLAGS_MANAGED_DICT) return word(o, L.MANAGED_DICT)
  const slot = dictWord(o)
  return slot === 0 ? 0 : i32[slot >> 2]
}

/** Attributes in the instance's own namespace. */
export function attributePairs(o: Ptr, limit: number): Pair[] {
  const type = Py_TYPE(o)
  if (word(type, L.TP_FLAGS) & L.TPFLAGS_MANAGED_DICT) {
    const values = word(o, L.MANAGED_VALUES)
    if (values !== 0) return sharedPairs(word(type, L.HT_CACHED_KEYS), values, limit)
  }
  const dict = instanceDict(o)
  return dict === 0 ? [] : dictPairs(dict, limit)
}

/** Values in the slots that __slots__ of the object's classes (and C members of built-in ones) name. */
export function slotPairs(o: Ptr): { name: string; value: Ptr }[] {
  const out: { name: string; value: Ptr }[] = []
  const mro = word(Py_TYPE(o), L.TP_MRO)
  for (const type of mro === 0 ? [] : slots(mro + L.TUPLE_ITEM, word(mro, L.OB_SIZE), 100)) {
    const dict = word(type, L.TP_DICT)
    if (dict === 0) continue
    for (const { value } of dictPairs(dict, Number.POSITIVE_INFINITY)) {
      if (Py_TYPE(value) !== PyMemberDescr_Type) continue
      const def = word(value, L.D_METHOD)
      const kind = word(def, MB_KIND)
      if (kind !== MEMBER_KINDS.object && kind !== MEMBER_KINDS.object_ex) continue
      const v = word(o, word(def, MB_OFFSET))
      if (v !== 0) out.push({ name: strToJS(word(def, MB_NAME)), value: v })
    }
  }
  return out
}
