/**
 * Every reference that an object owns. tp_traverse shows only what can be part of a cycle; this adds the rest: names, code constants,
 * keys of dicts, bounds of ranges. One call of visit per owned reference, so that counting the calls gives reference counts.
 */

import { i32, type Ptr } from '../memory/heap'
import { dkEntries, dkIsUnicode, dkNentries } from '../object/container/dict-keys'
import { staticTypes } from '../object/define'
import { hiddenReferences } from '../object/extra-roots'
import { FN, type traverseproc, type visitproc } from '../object/fn-table'
import { Py_SIZE, Py_TYPE, typeFlagOf } from '../object/header'
import * as L from '../object/layout'
import * as T from '../object/types'

/** Owned fields that tp_traverse leaves out, by the type that adds them. */
const HIDDEN_FIELDS = new Map<Ptr, number[]>([
  [
    T.PyCode_Type,
    [
      L.CO_CONSTS,
      L.CO_NAMES,
      L.CO_EXCEPTIONTABLE,
      L.CO_LOCALSPLUSNAMES,
      L.CO_LOCALSPLUSKINDS,
      L.CO_FILENAME,
      L.CO_NAME,
      L.CO_QUALNAME,
      L.CO_LINETABLE,
      L.CO_CODE,
    ],
  ],
  [T.PyRange_Type, [L.RANGE_START, L.RANGE_STOP, L.RANGE_STEP, L.RANGE_LENGTH]],
  [T.PyModule_Type, [L.MD_NAME]],
  [T.PyMethodDescr_Type, [L.D_NAME, L.D_QUALNAME]],
  [T.PyClassMethodDescr_Type, [L.D_NAME, L.D_QUALNAME]],
  [T.PyMemberDescr_Type, [L.D_NAME, L.D_QUALNAME]],
  [T.PyGetSetDescr_Type, [L.D_NAME, L.D_QUALNAME]],
  [T.PyWrapperDescr_Type, [L.D_NAME, L.D_QUALNAME]],
])
const HEAP_TYPE_FIELDS = [L.HT_NAME, L.HT_QUALNAME, L.HT_SLOTS, L.TP_SUBCLASSES]
const STATIC_TYPE_FIELDS = [L.TP_DICT, L.TP_CACHE, L.TP_MRO, L.TP_BASES, L.TP_BASE, L.TP_SUBCLASSES]

function fields(o: Ptr, offsets: readonly number[], visit: visitproc): void {
  for (const offset of offsets) {
    const v = i32[(o + offset) >> 2]
    if (v !== 0) visit(v)
  }
}

/** Keys (and in combined tables values) of a table; a split table's values belong to each dict or instance. */
export function tableReferences(keys: Ptr, visit: visitproc): void {
  const n = dkNentries(keys)
  const unicode = dkIsUnicode(keys)
  for (let i = 0, w = (dkEntries(keys) + (unicode ? 0 : 8)) >> 2; i < n; i++, w += unicode ? 4 : 6) {
    if (i32[w] !== 0) visit(i32[w])
    if (i32[w + 2] !== 0) visit(i32[w + 2])
  }
}

export const isHeapType = (type: Ptr): boolean => (i32[(type + L.TP_FLAGS) >> 2] & L.TPFLAGS_HEAPTYPE) !== 0

/** The key table of a dict or class, and the references of values arrays, are reported apart: tables are shared. */
export interface References {
  object: visitproc
  table: (keys: Ptr) => void
}

function typeReferences(type: Ptr, visit: References): void {
  if (isHeapType(type)) {
    traverse(type, visit.object)
    fields(type, HEAP_TYPE_FIELDS, visit.object)
    const keys = i32[(type + L.HT_CACHED_KEYS) >> 2]
    if (keys !== 0) visit.table(keys)
  } else fields(type, STATIC_TYPE_FIELDS, visit.object)
}

function dictReferences(dict: Ptr, visit: References): void {
  const keys = i32[(dict + L.DICT_KEYS) >> 2]
  const values = i32[(dict + L.DICT_VALUES) >> 2]
  visit.table(keys)
  if (values === 0) return
  for (let i = 0, n = dkNentries(keys); i < n; i++) {
    const v = i32[(values + 8 * i) >> 2]
    if (v !== 0) visit.object(v)
  }
}

function traverse(o: Ptr, visit: visitproc): void {
  const f = i32[(Py_TYPE(o) + L.TP_TRAVERSE) >> 2]
  if (f !== 0) (FN[f] as traverseproc)(o, visit)
}

let known: ReadonlySet<Ptr> = new Set()

/** The built-in type that decides about the layout of an instance: the nearest that is no class made at run time. */
function solidType(type: Ptr): Ptr {
  if (known.size !== staticTypes.length) known = new Set(staticTypes.map((entry) => entry.type))
  let t = type
  while (!known.has(t)) t = i32[(t + L.TP_BASE) >> 2]
  return t
}

/** Everything o owns. */
export function ownedReferences(o: Ptr, visit: References): void {
  const type = Py_TYPE(o)
  if (typeFlagOf(o, L.TPFLAGS_TYPE_SUBCLASS)) {
    typeReferences(o, visit)
    return
  }
  const hasGc = (i32[(type + L.TP_FLAGS) >> 2] & L.TPFLAGS_HAVE_GC) !== 0
  if (typeFlagOf(o, L.TPFLAGS_DICT_SUBCLASS)) {
    dictReferences(o, visit)
    // what a subclass adds: its own fields, without the dict's values again
    if (type !== T.PyDict_Type) subclassOnly(o, visit)
    return
  }
  // types that are not collected may still have a traverse function, for this purpose
  traverse(o, visit.object)
  if (!hasGc && isHeapType(type)) visit.object(type)
  const hidden = HIDDEN_FIELDS.get(solidType(type))
  if (hidden !== undefined) fields(o, hidden, visit.object)
  hiddenReferences(solidType(type), o, visit.object)
  if (typeFlagOf(o, L.TPFLAGS_TUPLE_SUBCLASS) && !hasGc)
    for (let i = 0; i < Py_SIZE(o); i++) fields(o, [L.TUPLE_ITEM + 8 * i], visit.object)
}

/** References of a dict subclass instance that are not the dict's entries: traversed while the dict looks empty. */
function subclassOnly(o: Ptr, visit: References): void {
  const entries = new Map<Ptr, number>()
  const add = (v: Ptr): number => {
    entries.set(v, (entries.get(v) ?? 0) + 1)
    return 0
  }
  ;(FN[i32[(T.PyDict_Type + L.TP_TRAVERSE) >> 2]] as traverseproc)(o, add)
  traverse(o, (v) => {
    const left = entries.get(v) ?? 0
    if (left > 0) entries.set(v, left - 1)
    else visit.object(v)
    return 0
  })
}
