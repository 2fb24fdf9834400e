/** __slots__ of a class statement: checks, name mangling, and the layout of instances (CPython typeobject.c, type_new_slots). */
import { i32, type Ptr } from '../../memory/heap'
import { reprJS } from '../abstract/object-protocol'
import { PyDict_Contains } from '../container/dict-core'
import { PyList_AsTuple, PyList_GET_ITEM, PyList_New, PyList_SET_ITEM } from '../container/list-core'
import { PyTuple_Pack } from '../container/tuple-core'
import { PySequence_Tuple } from '../container/tuple-from'
import { raise, typeError, typeName, typeNameOf } from '../errors'
import { Py_DECREF, Py_NewRef, Py_SIZE, typeFlagOf } from '../header'
import {
  HT_SLOTS,
  SIZEOF_POINTER,
  TP_BASICSIZE,
  TP_DICTOFFSET,
  TP_FLAGS,
  TP_ITEMSIZE,
  TP_WEAKLISTOFFSET,
  TPFLAGS_MANAGED_DICT,
  TPFLAGS_UNICODE_SUBCLASS,
  TUPLE_ITEM,
} from '../layout'
import { PyUnicode_Compare } from '../text/str-compare'
import { _Py_ID, newStr, strToJS } from '../text/str-core'
import { unicode_isidentifier } from '../text/str-predicates'
import { PyExc_ValueError } from '../types'
import { MB_FLAGS, MB_KIND, MB_NAME, MB_OFFSET, MEMBER_KINDS, SIZEOF_MEMBERDEF } from './descr-core'
import { memberDefs } from './subtype-gc'

export interface SlotsPlan {
  name: Ptr
  bases: Ptr
  base: Ptr
  /** Sorted tuple of mangled names, owned; 0 when the class has no __slots__. */
  slots: Ptr
  addDict: boolean
  addWeak: boolean
}

const item = (t: Ptr, i: number): Ptr => i32[(t + TUPLE_ITEM + i * 8) >> 2]
const w = (type: Ptr, field: number): number => i32[(type + field) >> 2]
const ID___qualname__ = _Py_ID('__qualname__')
const ID___classcell__ = _Py_ID('__classcell__')

/** A private name `__x` inside class `C` is `_C__x` (_Py_Mangle). New reference. */
export function mangle(className: Ptr, ident: Ptr): Ptr {
  const text = strToJS(ident)
  if (!text.startsWith('__') || text.endsWith('__') || text.includes('.')) return Py_NewRef(ident)
  const stripped = strToJS(className).replace(/^_+/, '')
  return stripped === '' ? Py_NewRef(ident) : newStr(`_${stripped}${text}`)
}

/** Slot names given by the class: a tuple (new), from one str or any iterable. */
function slotNames(slots: Ptr): Ptr {
  return typeFlagOf(slots, TPFLAGS_UNICODE_SUBCLASS) ? PyTuple_Pack(slots) : PySequence_Tuple(slots)
}

function checkNames(plan: SlotsPlan, names: Ptr, mayAddDict: boolean, mayAddWeak: boolean): boolean {
  for (let i = 0, n = Py_SIZE(names); i < n; i++) {
    const name = item(names, i)
    if (!typeFlagOf(name, TPFLAGS_UNICODE_SUBCLASS)) {
      typeError(`__slots__ items must be strings, not '${typeNameOf(name)}'`)
      return false
    }
    if (!unicode_isidentifier(name)) {
      typeError('__slots__ must be identifiers')
      return false
    }
    const text = strToJS(name)
    if (text === '__dict__') {
      if (!mayAddDict || plan.addDict) {
        typeError('__dict__ slot disallowed: we already got one')
        return false
      }
      plan.addDict = true
    }
    if (text === '__weakref__') {
      if (!mayAddWeak || plan.addWeak) {
        typeError('__weakref__ slot disallowed: either we already got one, or __itemsize__ != 0')
        return false
      }
      plan.addWeak = true
    }
  }
  return true
}

/** The names that become member descriptors, mangled and sorted; a new tuple or 0. */
function sortedSlots(plan: SlotsPlan, names: Ptr, dict: Ptr): Ptr {
  const count = Py_SIZE(names) - (plan.addDict ? 1 : 0) - (plan.addWeak ? 1 : 0)
  const list = PyList_New(count)
  if (list === 0) return 0
  let j = 0
  for (let i = 0, n = Py_SIZE(names); i < n; i++) {
    const text = strToJS(item(names, i))
    if ((plan.addDict && text === '__dict__') || (plan.addWeak && text === '__weakref__')) continue
    const slot = mangle(plan.name, item(names, i))
    if (slot === 0) break
    PyList_SET_ITEM(list, j++, slot)
    // these two are in the namespace of every class body and leave it later
    if (PyUnicode_Compare(slot, ID___qualname__) === 0 || PyUnicode_Compare(slot, ID___classcell__) === 0) continue
    if (PyDict_Contains(dict, slot)) {
      raise(PyExc_ValueError, `${reprJS(slot)} in __slots__ conflicts with class variable`)
      j = -1
      break
    }
  }
  let tuple = 0
  if (j === count) {
    sortList(list, count)
    tuple = PyList_AsTuple(list)
  }
  Py_DECREF(list)
  return tuple
}

function sortList(list: Ptr, n: number): void {
  const items: Ptr[] = []
  for (let i = 0; i < n; i++) items.push(PyList_GET_ITEM(list, i))
  items.sort(PyUnicode_Compare)
  for (let i = 0; i < n; i++) PyList_SET_ITEM(list, i, items[i])
}

/** Bases other than the first may bring a dict or weak-reference slot that the class then needs too. */
function slotsFromOtherBases(plan: SlotsPlan, mayAddDict: boolean, mayAddWeak: boolean): void {
  for (let i = 0, n = Py_SIZE(plan.bases); i < n; i++) {
    const base = item(plan.bases, i)
    if (base === plan.base) continue
    if (mayAddDict && w(base, TP_DICTOFFSET) !== 0) plan.addDict = true
    if (mayAddWeak && w(base, TP_WEAKLISTOFFSET) !== 0) plan.addWeak = true
  }
}

/** Decides what instances get. slots: value of __slots__ (borrowed) or 0. False with an error set. */
export function planSlots(plan: SlotsPlan, slots: Ptr, dict: Ptr): boolean {
  const mayAddDict = w(plan.base, TP_DICTOFFSET) === 0
  const mayAddWeak = w(plan.base, TP_WEAKLISTOFFSET) === 0 && w(plan.base, TP_ITEMSIZE) === 0
  if (slots === 0) {
    plan.addDict = mayAddDict
    plan.addWeak = mayAddWeak
    return true
  }
  const names = slotNames(slots)
  if (names === 0) return false
  if (Py_SIZE(names) > 0 && w(plan.base, TP_ITEMSIZE) !== 0) {
    typeError(`nonempty __slots__ not supported for subtype of '${typeName(plan.base)}'`)
    Py_DECREF(names)
    return false
  }
  if (!checkNames(plan, names, mayAddDict, mayAddWeak)) {
    Py_DECREF(names)
    return false
  }
  plan.slots = sortedSlots(plan, names, dict)
  Py_DECREF(names)
  if (plan.slots === 0) return false
  slotsFromOtherBases(plan, mayAddDict, mayAddWeak)
  return true
}

/** Writes the member definitions behind the type and its sizes and offsets (type_new_descriptors). */
export function layOutInstance(type: Ptr, plan: SlotsPlan): Ptr[] {
  const defs: Ptr[] = []
  const itemsize = w(plan.base, TP_ITEMSIZE)
  let offset = w(plan.base, TP_BASICSIZE)
  const slots = i32[(type + HT_SLOTS) >> 2]
  if (slots !== 0) {
    for (let i = 0, n = Py_SIZE(slots), m = memberDefs(type); i < n; i++, m += SIZEOF_MEMBERDEF) {
      i32[(m + MB_NAME) >> 2] = item(slots, i)
      i32[(m + MB_KIND) >> 2] = MEMBER_KINDS.object_ex
      i32[(m + MB_OFFSET) >> 2] = offset
      i32[(m + MB_FLAGS) >> 2] = 0
      defs.push(m)
      offset += SIZEOF_POINTER
    }
  }
  const setOffset = (field: number, v: number): void => {
    i32[(type + field) >> 2] = v
    i32[(type + field + 4) >> 2] = v >> 31
  }
  if (plan.addDict && itemsize !== 0) {
    setOffset(TP_DICTOFFSET, -SIZEOF_POINTER)
    offset += SIZEOF_POINTER
  }
  if (plan.addWeak) {
    setOffset(TP_WEAKLISTOFFSET, offset)
    offset += SIZEOF_POINTER
  }
  if (plan.addDict && itemsize === 0) {
    i32[(type + TP_FLAGS) >> 2] |= TPFLAGS_MANAGED_DICT
    setOffset(TP_DICTOFFSET, -offset - 3 * SIZEOF_POINTER)
  }
  setOffset(TP_BASICSIZE, offset)
  setOffset(TP_ITEMSIZE, itemsize)
  return defs
}
