/**
 * The references of one object, for the two passes of the collector that look at every object. Lists, tuples, dicts and instances
 * of plain classes are walked here without a call through tp_traverse; everything else takes that way. The order is
 * tp_traverse's own in any case: it decides the order of the lists, and so what finalizers see.
 *
 * Both passes share the walker, and a variable says which of them runs: a walker that took the visitor as an argument would
 * be called with two, and then neither is inlined.
 */
import { i32, type Ptr, u8 } from '../memory/heap'
import { PyObject_IS_GC } from '../object/container/tuple-core'
import { FN, fnPtr, type traverseproc } from '../object/fn-table'
import * as L from '../object/layout'
import { subtype_traverse } from '../object/type/subtype-gc'
import { PyBaseObject_Type, PyDict_Type, PyList_Type, PyTuple_Type } from '../object/types'
import { NEXT_MASK_UNREACHABLE } from './gc-list'

const W_TYPE = L.OB_TYPE >> 2
const W_SIZE = L.OB_SIZE >> 2
const W_FLAGS = L.TP_FLAGS >> 2
const W_IS_GC = L.TP_IS_GC >> 2
const W_BASE = L.TP_BASE >> 2
const W_TRAVERSE = L.TP_TRAVERSE >> 2
const COLLECTING = L.PREV_MASK_COLLECTING
const SHIFT = L.PREV_SHIFT
const ONE = 1 << SHIFT
/** Words from an object back to the two words of its GC head. */
const W_PREV = 2
const W_NEXT = 4

const SUBTYPE_TRAVERSE = fnPtr(subtype_traverse)
let listTraverse = -1
let tupleTraverse = -1
let dictTraverse = -1
let marking = false
/** The list that survivors are in while marking. */
let reachable: Ptr = 0

function prepare(): void {
  listTraverse = i32[(PyList_Type >> 2) + W_TRAVERSE]
  tupleTraverse = i32[(PyTuple_Type >> 2) + W_TRAVERSE]
  dictTraverse = i32[(PyDict_Type >> 2) + W_TRAVERSE]
}

/** From here on referencesOf() takes each reference off its target's count (visit_decref). */
export function beginSubtracting(): void {
  prepare()
  marking = false
}

/** From here on referencesOf() gives each target a reason to live; `survivors` is the list of those (visit_reachable). */
export function beginMarking(survivors: Ptr): void {
  prepare()
  marking = true
  reachable = survivors
}

function visit(o: Ptr): number {
  const w = o >> 2
  const type = i32[w + W_TYPE] >> 2
  if ((i32[type + W_FLAGS] & L.TPFLAGS_HAVE_GC) === 0) return 0
  // the flag decides for nearly all; only types ask tp_is_gc
  if (i32[type + W_IS_GC] !== 0 && !PyObject_IS_GC(o)) return 0
  const word = i32[w - W_PREV]
  if ((word & COLLECTING) === 0) return 0
  if (marking) mark(w, word)
  else i32[w - W_PREV] = word - ONE
  return 0
}

/** A candidate (object word w) that something reachable refers to. */
function mark(w: number, word: number): void {
  if (i32[w - W_NEXT] & NEXT_MASK_UNREACHABLE) reinstate(w, word)
  else if (word >>> SHIFT === 0) i32[w - W_PREV] = (word & 3) | ONE
}

/** It was moved out too early: back to the end of the candidates, now with a reason to live. */
function reinstate(w: number, word: number): void {
  const link = i32[w - W_NEXT]
  const g = (w - W_NEXT) << 2
  const p = word & ~3
  const n = link & ~NEXT_MASK_UNREACHABLE
  i32[p >> 2] = link
  i32[(n + 8) >> 2] = (i32[(n + 8) >> 2] & 3) | p
  const last = i32[(reachable + 8) >> 2]
  i32[last >> 2] = g
  i32[g >> 2] = reachable
  i32[(reachable + 8) >> 2] = g
  i32[w - W_PREV] = (word & 3) | ONE
}

/** Visits what o refers to, in the order of its tp_traverse. */
export function referencesOf(o: Ptr): void {
  const type = i32[(o >> 2) + W_TYPE]
  const traverse = i32[(type >> 2) + W_TRAVERSE]
  if (traverse === listTraverse) {
    const n = i32[(o >> 2) + W_SIZE]
    if (n > 0) backwards(i32[(o + L.LIST_ITEM) >> 2], n)
  } else if (traverse === tupleTraverse) backwards(o + L.TUPLE_ITEM, i32[(o >> 2) + W_SIZE])
  else if (traverse === dictTraverse) dictReferences(o)
  else if (traverse !== SUBTYPE_TRAVERSE || !instanceReferences(o, type)) (FN[traverse] as traverseproc)(o, visit)
}

/** n references 8 bytes apart, the last one first. */
function backwards(items: Ptr, n: number): void {
  for (let first = items >> 2, w = first + 2 * (n - 1); w >= first; w -= 2) {
    const v = i32[w]
    if (v !== 0) visit(v)
  }
}

/** n references `step` words apart from word w on. */
function forwards(w: number, n: number, step: number): void {
  for (const end = w + n * step; w < end; w += step) {
    const v = i32[w]
    if (v !== 0) visit(v)
  }
}

function dictReferences(d: Ptr): void {
  const keys = i32[(d + L.DICT_KEYS) >> 2]
  const values = i32[(d + L.DICT_VALUES) >> 2]
  const n = i32[(keys + L.DK_NENTRIES) >> 2]
  if (values !== 0) {
    forwards(values >> 2, n, 2)
    return
  }
  const entries = keys + L.DK_INDICES + (1 << u8[keys + L.DK_LOG2_INDEX_BYTES])
  if (u8[keys + L.DK_KIND] !== L.DICT_KEYS_GENERAL) {
    forwards((entries + 8) >> 2, n, L.UNICODE_ENTRY >> 2)
    return
  }
  for (let w = entries >> 2, end = w + n * (L.GENERAL_ENTRY >> 2); w < end; w += L.GENERAL_ENTRY >> 2) {
    const v = i32[w + 4]
    if (v === 0) continue
    visit(v)
    visit(i32[w + 2])
  }
}

/** An instance whose classes add nothing but attributes to object; false: it is of another kind. */
function instanceReferences(o: Ptr, type: Ptr): boolean {
  if ((i32[(type >> 2) + W_FLAGS] & L.TPFLAGS_MANAGED_DICT) === 0) return false
  for (let base = type; base !== PyBaseObject_Type; base = i32[(base >> 2) + W_BASE]) {
    if (i32[(base >> 2) + W_TRAVERSE] !== SUBTYPE_TRAVERSE || i32[(base >> 2) + W_SIZE] !== 0) return false
  }
  const values = i32[(o + L.MANAGED_VALUES) >> 2]
  if (values !== 0) forwards(values >> 2, i32[(i32[(type + L.HT_CACHED_KEYS) >> 2] + L.DK_NENTRIES) >> 2], 2)
  const dict = i32[(o + L.MANAGED_DICT) >> 2]
  if (dict !== 0) visit(dict)
  visit(type)
  return true
}
