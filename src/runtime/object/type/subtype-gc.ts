/** Destruction and traversal of instances of Python-defined classes (CPython typeobject.c, subtype_dealloc and friends). */
import { i32, type Ptr } from '../../memory/heap'
import { PyObject_GC_Del, PyObject_GC_Track, PyObject_GC_UnTrack } from '../alloc'
import {
  _PyObject_ClearInstanceAttributes,
  _PyObject_FreeInstanceAttributes,
  _PyObject_VisitInstanceAttributes,
} from '../container/dict-core'
import { type destructor, FN, fnPtr, type inquiry, type traverseproc, type visitproc } from '../fn-table'
import { Py_DECREF, Py_SIZE, Py_TYPE, setInstanceDestructor } from '../header'
import {
  MANAGED_DICT,
  OB_SIZE,
  SIZEOF_HEAPTYPE,
  TP_BASE,
  TP_BASICSIZE,
  TP_CLEAR,
  TP_DEALLOC,
  TP_DEL,
  TP_DICTOFFSET,
  TP_FINALIZE,
  TP_FLAGS,
  TP_FREE,
  TP_TRAVERSE,
  TP_WEAKLISTOFFSET,
  TPFLAGS_HAVE_GC,
  TPFLAGS_HEAPTYPE,
  TPFLAGS_MANAGED_DICT,
} from '../layout'
import { _PyTrash_begin, _PyTrash_end } from '../trashcan'
import { PyBaseObject_Type } from '../types'
import { MB_FLAGS, MB_KIND, MB_OFFSET, MEMBER_KINDS, READONLY, SIZEOF_MEMBERDEF } from './descr-core'
import { PyObject_CallFinalizerFromDealloc } from './finalize'
import { dictPointer } from './generic-attr'
import { _PyWeakref_ClearRef, PyObject_ClearWeakRefs } from './weakref-core'

const w = (type: Ptr, field: number): number => i32[(type + field) >> 2]
const flags = (type: Ptr): number => i32[(type + TP_FLAGS) >> 2]

/** Where the member definitions of a heap type's __slots__ start: behind the type's own structure. */
export const memberDefs = (type: Ptr): Ptr => type + Math.max(w(Py_TYPE(type), TP_BASICSIZE), SIZEOF_HEAPTYPE)

const OBJECT_EX = MEMBER_KINDS.object_ex

/** Empties the writable slots that the type itself adds. */
function clearSlots(type: Ptr, self: Ptr): void {
  const n = Py_SIZE(type)
  for (let i = 0, m = memberDefs(type); i < n; i++, m += SIZEOF_MEMBERDEF) {
    if (i32[(m + MB_KIND) >> 2] !== OBJECT_EX || i32[(m + MB_FLAGS) >> 2] & READONLY) continue
    const word = (self + i32[(m + MB_OFFSET) >> 2]) >> 2
    const o = i32[word]
    if (o === 0) continue
    i32[word] = 0
    Py_DECREF(o)
  }
}

/** The nearest base (from type on) whose field is not `own`. */
function baseWithOther(type: Ptr, field: number, own: number): Ptr {
  let base = type
  while (w(base, field) === own) base = w(base, TP_BASE)
  return base
}

/** Order: finalizer, weak references, slots (most derived class first), inline values or dict, base, then the class. */
export const subtype_dealloc: destructor = (self) => {
  PyObject_GC_UnTrack(self)
  if (_PyTrash_begin(self)) return
  const type = Py_TYPE(self)
  if (i32[(type + TP_FINALIZE) >> 2] === 0 && i32[(type + TP_DEL) >> 2] === 0) destroyPlain(self, type)
  else destroy(self)
  _PyTrash_end()
}
const SUBTYPE_DEALLOC = fnPtr(subtype_dealloc)
const GC_DEL = fnPtr(PyObject_GC_Del)
setInstanceDestructor(SUBTYPE_DEALLOC, subtype_dealloc)

/** The same steps as `destroy` for an instance without finalizer; most such classes have no base but object. */
function destroyPlain(self: Ptr, type: Ptr): void {
  let base = type
  let slots = 0
  while (i32[(base + TP_DEALLOC) >> 2] === SUBTYPE_DEALLOC) {
    slots |= i32[(base + OB_SIZE) >> 2]
    base = i32[(base + TP_BASE) >> 2]
  }
  if (base !== PyBaseObject_Type || i32[(type + TP_FREE) >> 2] !== GC_DEL) {
    destroy(self)
    return
  }
  const weaklist = i32[(type + TP_WEAKLISTOFFSET) >> 2]
  if (weaklist !== 0 && i32[(self + weaklist) >> 2] !== 0) PyObject_ClearWeakRefs(self)
  if (slots !== 0) {
    for (base = type; base !== PyBaseObject_Type; base = i32[(base + TP_BASE) >> 2]) {
      if (i32[(base + OB_SIZE) >> 2] !== 0) clearSlots(base, self)
    }
  }
  dropAttributes(self, type, PyBaseObject_Type)
  PyObject_GC_Del(self)
  Py_DECREF(type)
}

function destroy(self: Ptr): void {
  let type = Py_TYPE(self)
  let base = baseWithOther(type, TP_DEALLOC, SUBTYPE_DEALLOC)
  const hasFinalizer = w(type, TP_FINALIZE) !== 0 || w(type, TP_DEL) !== 0
  if (w(type, TP_FINALIZE) !== 0) {
    PyObject_GC_Track(self)
    if (PyObject_CallFinalizerFromDealloc(self)) return
    PyObject_GC_UnTrack(self)
  }
  const ownsWeaklist = w(type, TP_WEAKLISTOFFSET) !== 0 && w(base, TP_WEAKLISTOFFSET) === 0
  if (ownsWeaklist) {
    const list = (self + w(type, TP_WEAKLISTOFFSET)) >> 2
    if (i32[list] !== 0) PyObject_ClearWeakRefs(self)
    // the finalizer may have made new ones; they get no callback
    if (hasFinalizer) while (i32[list] !== 0) _PyWeakref_ClearRef(i32[list])
  }
  for (base = type; w(base, TP_DEALLOC) === SUBTYPE_DEALLOC; base = w(base, TP_BASE)) {
    if (Py_SIZE(base) !== 0) clearSlots(base, self)
  }
  dropAttributes(self, type, base)
  type = Py_TYPE(self)
  if (flags(base) & TPFLAGS_HAVE_GC) PyObject_GC_Track(self)
  // the base's destructor frees the object and possibly the type's last other reference
  const ownsType = (flags(type) & TPFLAGS_HEAPTYPE) !== 0 && (flags(base) & TPFLAGS_HEAPTYPE) === 0
  ;(FN[w(base, TP_DEALLOC)] as destructor)(self)
  if (ownsType) Py_DECREF(type)
}

function dropAttributes(self: Ptr, type: Ptr, base: Ptr): void {
  let word = 0
  if (flags(type) & TPFLAGS_MANAGED_DICT) {
    word = self + MANAGED_DICT
    if (i32[word >> 2] === 0) {
      _PyObject_FreeInstanceAttributes(self)
      return
    }
  } else if (w(type, TP_DICTOFFSET) !== 0 && w(base, TP_DICTOFFSET) === 0) word = dictPointer(self)
  if (word === 0) return
  const dict = i32[word >> 2]
  if (dict === 0) return
  i32[word >> 2] = 0
  Py_DECREF(dict)
}

/** Slots, inline values, dict, the class, then what the base type owns. */
export const subtype_traverse: traverseproc = (self, visit) => {
  const type = Py_TYPE(self)
  let base = type
  for (; w(base, TP_TRAVERSE) === SUBTYPE_TRAVERSE; base = w(base, TP_BASE)) {
    if (Py_SIZE(base) !== 0) {
      const r = traverseSlots(base, self, visit)
      if (r !== 0) return r
    }
  }
  if (flags(type) & TPFLAGS_MANAGED_DICT) {
    const r = _PyObject_VisitInstanceAttributes(self, visit)
    if (r !== 0) return r
  }
  if (w(type, TP_DICTOFFSET) !== w(base, TP_DICTOFFSET)) {
    const p = dictPointer(self)
    const dict = p === 0 ? 0 : i32[p >> 2]
    if (dict !== 0) {
      const r = visit(dict)
      if (r !== 0) return r
    }
  }
  const baseTraverse = w(base, TP_TRAVERSE)
  if (flags(type) & TPFLAGS_HEAPTYPE && (baseTraverse === 0 || (flags(base) & TPFLAGS_HEAPTYPE) === 0)) {
    const r = visit(type)
    if (r !== 0) return r
  }
  return baseTraverse === 0 ? 0 : (FN[baseTraverse] as traverseproc)(self, visit)
}
const SUBTYPE_TRAVERSE = fnPtr(subtype_traverse)

function traverseSlots(type: Ptr, self: Ptr, visit: visitproc): number {
  const n = Py_SIZE(type)
  for (let i = 0, m = memberDefs(type); i < n; i++, m += SIZEOF_MEMBERDEF) {
    if (i32[(m + MB_KIND) >> 2] !== OBJECT_EX) continue
    const o = i32[(self + i32[(m + MB_OFFSET) >> 2]) >> 2]
    const r = o === 0 ? 0 : visit(o)
    if (r !== 0) return r
  }
  return 0
}

export const subtype_clear: inquiry = (self) => {
  const type = Py_TYPE(self)
  let base = type
  for (; w(base, TP_CLEAR) === SUBTYPE_CLEAR; base = w(base, TP_BASE)) {
    if (Py_SIZE(base) !== 0) clearSlots(base, self)
  }
  if (flags(type) & TPFLAGS_MANAGED_DICT) _PyObject_ClearInstanceAttributes(self)
  if (w(type, TP_DICTOFFSET) !== w(base, TP_DICTOFFSET)) {
    const p = dictPointer(self)
    const dict = p === 0 ? 0 : i32[p >> 2]
    if (dict !== 0) {
      i32[p >> 2] = 0
      Py_DECREF(dict)
    }
  }
  const baseClear = w(base, TP_CLEAR)
  return baseClear === 0 ? 0 : (FN[baseClear] as inquiry)(self)
}
const SUBTYPE_CLEAR = fnPtr(subtype_clear)
