/** Which function fills a slot of a Python-defined class, decided by what its MRO defines (CPython typeobject.c, update_one_slot). */
import { i32, type Ptr } from '../../memory/heap'
import { isStatic } from '../../memory/static-data'
import { _PyObject_NextNotImplemented } from '../abstract/iter-protocol'
import { dictGetItemKnownHash, PyDict_Contains } from '../container/dict-core'
import { PyObject_HashNotImplemented } from '../define'
import { PyErr_Clear, PyErr_Occurred } from '../errors-core'
import { fnPtr } from '../fn-table'
import { Py_SIZE, Py_TYPE } from '../header'
import { HASH_HI } from '../interp'
import {
  CFUNC_ML,
  D_METHOD,
  D_TYPE,
  D_WRAPPED,
  STATE_INTERNED_MASK,
  TP_BASE,
  TP_BASES,
  TP_DICT,
  TP_FLAGS,
  TP_HASH,
  TP_ITERNEXT,
  TP_MRO,
  TP_NEW,
  TPFLAGS_IMMUTABLETYPE,
  TUPLE_ITEM,
  UNICODE_STATE,
} from '../layout'
import { unicode_hash } from '../text/str-compare'
import { strToJS } from '../text/str-core'
import { Py_None, PyCFunction_Type, PyUnicode_Type, PyWrapperDescr_Type } from '../types'
import { dictEach } from './dict-each'
import { type SlotDef, slotdefs, slotdefsByName, slotPtr } from './slotdefs'
import { PyType_IsSubtype } from './subtype'
import { forEachSubclass } from './type-core'
import { TP_NEW_METHODDEF } from './type-ready'

const NEXT_NOT_IMPLEMENTED = fnPtr(_PyObject_NextNotImplemented)
const HASH_NOT_IMPLEMENTED = fnPtr(PyObject_HashNotImplemented)

/** Slots in table order, grouped by offset: the definitions of one group decide together. */
const groups: SlotDef[][] = []
const groupByOffset = new Map<number, SlotDef[]>()
for (const def of slotdefs) {
  const g = groupByOffset.get(def.offset)
  if (g) g.push(def)
  else {
    const group = [def]
    groupByOffset.set(def.offset, group)
    groups.push(group)
  }
}
const groupsByName = new Map<Ptr, SlotDef[][]>()
for (const [, defs] of slotdefsByName) {
  groupsByName.set(
    defs[0].name,
    defs.map((d) => groupByOffset.get(d.offset)!),
  )
}

/** Value of a name in the MRO (borrowed), without the method cache. */
function findInMro(type: Ptr, name: Ptr): Ptr {
  const lo = unicode_hash(name)
  const hi = i32[HASH_HI >> 2]
  const mro = i32[(type + TP_MRO) >> 2]
  for (let p = mro + TUPLE_ITEM, end = p + Py_SIZE(mro) * 8; p < end; p += 8) {
    const v = dictGetItemKnownHash(i32[(i32[p >> 2] + TP_DICT) >> 2], name, lo, hi)
    if (v !== 0) return v
    if (PyErr_Occurred()) PyErr_Clear()
  }
  return 0
}

/** Of several slots with one name, the only one that is filled; 0 when none or more than one is (resolve_slotdups). */
function onlyFilled(type: Ptr, def: SlotDef): Ptr {
  let found = 0
  for (const d of slotdefsByName.get(def.text)!) {
    const p = slotPtr(type, d.offset)
    if (p === 0 || i32[p >> 2] === 0) continue
    if (found !== 0) return 0
    found = p
  }
  return found
}

function updateOneSlot(type: Ptr, group: SlotDef[]): void {
  const ptr = slotPtr(type, group[0].offset)
  if (ptr === 0) return
  let generic = 0
  let specific = 0
  let useGeneric = false
  for (const def of group) {
    const descr = findInMro(type, def.name)
    if (descr === 0) {
      if (ptr === type + TP_ITERNEXT) specific = NEXT_NOT_IMPLEMENTED
      continue
    }
    const kind = Py_TYPE(descr)
    const wrapperDef = kind === PyWrapperDescr_Type ? slotdefs[i32[(descr + D_METHOD) >> 2]] : null
    if (wrapperDef !== null && wrapperDef.name === def.name) {
      const only = onlyFilled(type, def)
      if (only === 0 || only === ptr) generic = def.func
      const wrapped = i32[(descr + D_WRAPPED) >> 2]
      // the wrapped C function may be used directly when it is the only candidate and was made for such objects
      if (
        (specific === 0 || specific === wrapped) &&
        wrapperDef.wrapper === def.wrapper &&
        PyType_IsSubtype(type, i32[(descr + D_TYPE) >> 2])
      ) {
        specific = wrapped
      } else useGeneric = true
    } else if (
      kind === PyCFunction_Type &&
      i32[(descr + CFUNC_ML) >> 2] === TP_NEW_METHODDEF &&
      ptr === type + TP_NEW
    ) {
      specific = i32[(type + TP_NEW) >> 2]
    } else if (descr === Py_None && ptr === type + TP_HASH) specific = HASH_NOT_IMPLEMENTED
    else {
      useGeneric = true
      generic = def.func
    }
  }
  i32[ptr >> 2] = specific !== 0 && !useGeneric ? specific : generic
}

/** Groups that the class's own dictionary has a say in. */
function ownGroups(type: Ptr): Set<SlotDef[]> {
  const own = new Set<SlotDef[]>()
  dictEach(i32[(type + TP_DICT) >> 2], (key) => {
    let found = groupsByName.get(key)
    if (found === undefined && i32[(key + UNICODE_STATE) >> 2] & STATE_INTERNED_MASK) return true
    // a name put together at run time is not the interned object
    found ??= Py_TYPE(key) === PyUnicode_Type ? groupsByName.get(slotdefsByName.get(strToJS(key))?.[0].name ?? 0) : []
    for (const group of found ?? []) own.add(group)
    return true
  })
  return own
}

/** Is the MRO the class followed by its only base's MRO? Then slots it does not touch are the base's. */
function extendsOneBase(type: Ptr): boolean {
  if (Py_SIZE(i32[(type + TP_BASES) >> 2]) !== 1) return false
  const mro = i32[(type + TP_MRO) >> 2]
  const baseMro = i32[(i32[(type + TP_BASE) >> 2] + TP_MRO) >> 2]
  const n = Py_SIZE(baseMro)
  if (Py_SIZE(mro) !== n + 1) return false
  for (let i = 0; i < n; i++) {
    if (i32[(mro + TUPLE_ITEM + (i + 1) * 8) >> 2] !== i32[(baseMro + TUPLE_ITEM + i * 8) >> 2]) return false
  }
  return true
}

/** By static base: the slots, in the order of groups, of a subclass that defines nothing; -1 where not known yet. */
const plainSubclassSlots = new Map<Ptr, Int32Array>()

/** Sets every slot of a new class (fixup_slot_dispatchers). */
export function fixupSlotDispatchers(type: Ptr): void {
  const base = i32[(type + TP_BASE) >> 2]
  // the slots of a module's heap type are C functions, and may change when it is not immutable
  const fixed = (i32[(base + TP_FLAGS) >> 2] & TPFLAGS_IMMUTABLETYPE) !== 0
  if (!extendsOneBase(type) || (!fixed && isStatic(base))) {
    for (const group of groups) updateOneSlot(type, group)
    return
  }
  const own = ownGroups(type)
  let known: Int32Array | undefined
  if (fixed) {
    known = plainSubclassSlots.get(base)
    if (known === undefined) plainSubclassSlots.set(base, (known = new Int32Array(groups.length).fill(-1)))
  }
  for (let i = 0; i < groups.length; i++) {
    const group = groups[i]
    if (own.has(group)) updateOneSlot(type, group)
    else {
      const ptr = slotPtr(type, group[0].offset)
      if (known === undefined) i32[ptr >> 2] = i32[slotPtr(base, group[0].offset) >> 2]
      else if (known[i] >= 0) i32[ptr >> 2] = known[i]
      else {
        updateOneSlot(type, group)
        known[i] = i32[ptr >> 2]
      }
    }
  }
}

function updateRecursively(type: Ptr, name: Ptr, affected: SlotDef[][]): void {
  for (const group of affected) updateOneSlot(type, group)
  forEachSubclass(type, (sub) => {
    // a subclass that defines the name itself does not see the change
    if (PyDict_Contains(i32[(sub + TP_DICT) >> 2], name) <= 0) updateRecursively(sub, name, affected)
    return true
  })
}

/** An attribute of a class was set or deleted: sets the slots that depend on it, in the class and its subclasses. */
export function updateSlot(type: Ptr, name: Ptr): void {
  const affected = groupsByName.get(name)
  if (affected !== undefined) updateRecursively(type, name, affected)
}

/** The bases changed: every slot of the class and its subclasses is decided anew (update_all_slots). */
export function updateAllSlots(type: Ptr): void {
  for (const group of groups) updateOneSlot(type, group)
  forEachSubclass(type, (sub) => {
    updateAllSlots(sub)
    return true
  })
}
