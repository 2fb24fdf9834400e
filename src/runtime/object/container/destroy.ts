/**
 * Death of objects: `destroy`, and the destructors of list, tuple, dict and set (tp_dealloc in CPython's Objects/*.c).
 *
 * A container's death is most often the death of others. So one function knows the frequent types and calls itself for what
 * they held: no call through the table of slots, no layers. It is long on purpose: V8 copies short functions into their callers,
 * and generated code has a call for every variable that is assigned.
 */
import { memFree, objFree } from '../../memory/domains'
import { i32, type Ptr, u8 } from '../../memory/heap'
import { PyObject_GC_Del, PyObject_GC_UnTrack } from '../alloc'
import type { destructor } from '../fn-table'
import { announceDeath, callDestructor, deathWatch, Py_SIZE, Py_TYPE, Py_XDECREF, setDestroy } from '../header'
import { TS_TRASH_NESTING } from '../interp'
import {
  DICT_KEYS,
  DICT_KEYS_GENERAL,
  DICT_VALUES,
  DK_INDICES,
  DK_KIND,
  DK_LOG2_INDEX_BYTES,
  DK_NENTRIES,
  GC_NEXT,
  GC_PREV,
  GENERAL_ENTRY,
  LIST_ITEM,
  OB_SIZE,
  OB_TYPE,
  PREV_MASK_FINALIZED,
  SET_MASK,
  SET_SMALLTABLE,
  SET_TABLE,
  SET_USED,
  SET_WEAKREFLIST,
  TUPLE_ITEM,
  UNICODE_ENTRY,
} from '../layout'
import { floatDealloc } from '../number/float-core'
import { unicode_dealloc } from '../text/str-build'
import { _PyTrash_begin, _PyTrash_cond, _PyTrash_end, PyTrash_UNWIND_LEVEL } from '../trashcan'
import { PyObject_ClearWeakRefs } from '../type/weakref-core'
import {
  EMPTY_TUPLE,
  IMMORTAL_REFCNT,
  PyDict_Type,
  PyFloat_Type,
  PyList_Type,
  PyLong_Type,
  PySet_Type,
  PyTuple_Type,
  PyUnicode_Type,
} from '../types'
import { freeKeysMemory, Py_EMPTY_KEYS } from './dict-keys'
import { dropDictTable, parkDict } from './dict-object'
import { freeByType } from './helpers'
import { list_clear, parkList } from './list-core'
import { dropSetTable, SET_DUMMY } from './set-core'
import { parkTuple } from './tuple-core'

/** Has the object that comes next been announced to the observer of deaths already? */
const announced = new Int32Array(new SharedArrayBuffer(4))

function announce(o: Ptr): void {
  if (announced[0] !== 0) announced[0] = 0
  else announceDeath(o)
}

/** Drops a reference (Py_XDECREF). */
function drop(o: Ptr): void {
  if (o !== 0 && (i32[o >> 2] -= 1) === 0) {
    if (i32[(o + OB_TYPE) >> 2] === PyLong_Type) objFree(o)
    else destroy(o)
  }
}

/** The death of an object whose count is zero, of any type (_Py_Dealloc). */
export function destroy(o: Ptr): void {
  const w = o >> 2
  const type = i32[w + (OB_TYPE >> 2)]
  if (type === PyLong_Type) {
    objFree(o)
    return
  }
  if (deathWatch[0] !== 0) announce(o)
  if (type !== PyList_Type && type !== PyTuple_Type && type !== PyDict_Type && type !== PySet_Type) {
    if (type === PyUnicode_Type) unicode_dealloc(o)
    else if (type === PyFloat_Type) floatDealloc(o)
    else callDestructor(o)
    return
  }
  if (o === EMPTY_TUPLE) {
    i32[w] = IMMORTAL_REFCNT
    return
  }
  // PyObject_GC_UnTrack
  const next = i32[w + (GC_NEXT >> 2)] >> 2
  if (next !== 0) {
    const links = i32[w + (GC_PREV >> 2)]
    const previous = links & ~3
    i32[previous >> 2] = next << 2
    i32[next + 2] = previous | (i32[next + 2] & 3)
    i32[w + (GC_NEXT >> 2)] = 0
    i32[w + (GC_PREV >> 2)] = links & PREV_MASK_FINALIZED
  }
  if (i32[TS_TRASH_NESTING >> 2] >= PyTrash_UNWIND_LEVEL) {
    _PyTrash_begin(o)
    return
  }
  i32[TS_TRASH_NESTING >> 2]++
  let parked = false
  if (type === PyTuple_Type || type === PyList_Type) {
    const items = type === PyTuple_Type ? o + TUPLE_ITEM : i32[w + (LIST_ITEM >> 2)]
    const n = i32[w + (OB_SIZE >> 2)]
    const first = items >> 2
    // last to first
    for (let at = (first + 2 * n - 2) | 0; at >= first; at = (at - 2) | 0) drop(i32[at])
    if (type === PyTuple_Type) parked = parkTuple(o, n)
    else {
      if (items !== 0) memFree(items)
      parked = parkList(o)
    }
  } else if (type === PyDict_Type) {
    const dk = i32[w + (DICT_KEYS >> 2)]
    const k = dk >> 2
    if (i32[w + (DICT_VALUES >> 2)] !== 0) dropDictTable(o)
    else if (dk !== Py_EMPTY_KEYS && (i32[k] -= 1) === 0) {
      // per entry key, then value, in insertion order; in a general table each has its hash in front
      const general = u8[dk + DK_KIND] === DICT_KEYS_GENERAL
      const step = general ? GENERAL_ENTRY >> 2 : UNICODE_ENTRY >> 2
      let at = (dk + DK_INDICES + (1 << u8[dk + DK_LOG2_INDEX_BYTES])) >> 2
      if (general) at = (at + 2) | 0
      for (let left = i32[k + (DK_NENTRIES >> 2)]; left > 0; left = (left - 1) | 0) {
        drop(i32[at])
        drop(i32[at + 2])
        at = (at + step) | 0
      }
      freeKeysMemory(dk)
    }
    parked = parkDict(o)
  } else {
    if (i32[w + (SET_WEAKREFLIST >> 2)] !== 0) PyObject_ClearWeakRefs(o)
    const table = i32[w + (SET_TABLE >> 2)]
    const end = (table >> 2) + 4 * i32[w + (SET_MASK >> 2)]
    let left = i32[w + (SET_USED >> 2)]
    for (let at = table >> 2; at <= end && left > 0; at = (at + 4) | 0) {
      const key = i32[at]
      if (key !== 0 && key !== SET_DUMMY) {
        left = (left - 1) | 0
        drop(key)
      }
    }
    if (table !== o + SET_SMALLTABLE) memFree(table)
  }
  if (!parked) PyObject_GC_Del(o)
  _PyTrash_end()
}
setDestroy(destroy)

/** The death of an exact list, tuple, dict or set that comes by its slot: its observer has heard of it. */
function destroyAnnounced(o: Ptr): void {
  announced[0] = deathWatch[0]
  destroy(o)
}

/** tp_dealloc of list; subclasses come here for their base part. */
export const list_dealloc: destructor = (o) => {
  if (Py_TYPE(o) === PyList_Type) destroyAnnounced(o)
  else destroyBase(o, list_dealloc, list_clear)
}

/** tp_dealloc of tuple. */
export const tuple_dealloc: destructor = (o) => {
  if (Py_TYPE(o) === PyTuple_Type) destroyAnnounced(o)
  else destroyBase(o, tuple_dealloc, dropTupleItems)
}

function dropTupleItems(o: Ptr): void {
  const first = (o + TUPLE_ITEM) >> 2
  for (let at = first + 2 * Py_SIZE(o) - 2; at >= first; at -= 2) Py_XDECREF(i32[at])
}

/** tp_dealloc of dict. */
export const dict_dealloc: destructor = (o) => {
  if (Py_TYPE(o) === PyDict_Type) destroyAnnounced(o)
  else destroyBase(o, dict_dealloc, dropDictTable)
}

/** tp_dealloc of set and frozenset. */
export const set_dealloc: destructor = (o) => {
  if (Py_TYPE(o) === PySet_Type) destroyAnnounced(o)
  else destroyBase(o, set_dealloc, dropSetParts)
}

function dropSetParts(s: Ptr): void {
  if (i32[(s + SET_WEAKREFLIST) >> 2] !== 0) PyObject_ClearWeakRefs(s)
  dropSetTable(s)
}

/** An instance of a subclass: what the base's layout holds, then its memory; a trashcan only where the slot is the type's own. */
function destroyBase(o: Ptr, dealloc: destructor, dropParts: destructor): void {
  PyObject_GC_UnTrack(o)
  const guarded = _PyTrash_cond(o, dealloc)
  if (guarded && _PyTrash_begin(o)) return
  dropParts(o)
  freeByType(o)
  if (guarded) _PyTrash_end()
}
