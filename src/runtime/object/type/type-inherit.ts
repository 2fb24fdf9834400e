/** What a type takes over from its bases (CPython typeobject.c, inherit_special and inherit_slots). */
import { i32, type Ptr } from '../../memory/heap'
import { PyObject_Free, PyObject_GC_Del } from '../alloc'
import { PyDict_Contains } from '../container/dict-core'
import { fnPtr } from '../fn-table'
import * as L from '../layout'
import { _Py_ID } from '../text/str-core'
import {
  PyBytes_Type,
  PyDict_Type,
  PyExc_BaseException,
  PyList_Type,
  PyLong_Type,
  PyTuple_Type,
  PyType_Type,
  PyUnicode_Type,
} from '../types'
import { PyType_IsSubtype } from './subtype'

const ID___eq__ = _Py_ID('__eq__')
const ID___hash__ = _Py_ID('__hash__')
const w = (type: Ptr, field: number): number => i32[(type + field) >> 2]
const has = (type: Ptr, flag: number): boolean => (i32[(type + L.TP_FLAGS) >> 2] & flag) !== 0
const setFlag = (type: Ptr, flag: number): void => {
  i32[(type + L.TP_FLAGS) >> 2] |= flag
}
const FREE = fnPtr(PyObject_Free)
const GC_DEL = fnPtr(PyObject_GC_Del)

const FAST_SUBCLASS: [Ptr, number][] = [
  [PyExc_BaseException, L.TPFLAGS_BASE_EXC_SUBCLASS],
  [PyType_Type, L.TPFLAGS_TYPE_SUBCLASS],
  [PyLong_Type, L.TPFLAGS_LONG_SUBCLASS],
  [PyBytes_Type, L.TPFLAGS_BYTES_SUBCLASS],
  [PyUnicode_Type, L.TPFLAGS_UNICODE_SUBCLASS],
  [PyTuple_Type, L.TPFLAGS_TUPLE_SUBCLASS],
  [PyList_Type, L.TPFLAGS_LIST_SUBCLASS],
  [PyDict_Type, L.TPFLAGS_DICT_SUBCLASS],
]

/** Sizes, offsets, the collector flag and the fast subclass flags from tp_base. */
export function inheritSpecial(type: Ptr, base: Ptr): void {
  if (
    !has(type, L.TPFLAGS_HAVE_GC) &&
    has(base, L.TPFLAGS_HAVE_GC) &&
    w(type, L.TP_TRAVERSE) === 0 &&
    w(type, L.TP_CLEAR) === 0
  ) {
    setFlag(type, L.TPFLAGS_HAVE_GC)
    i32[(type + L.TP_TRAVERSE) >> 2] = w(base, L.TP_TRAVERSE)
    i32[(type + L.TP_CLEAR) >> 2] = w(base, L.TP_CLEAR)
  }
  setFlag(type, w(base, L.TP_FLAGS) & L.TPFLAGS_MANAGED_DICT)
  for (const f of [L.TP_BASICSIZE, L.TP_ITEMSIZE, L.TP_WEAKLISTOFFSET, L.TP_DICTOFFSET]) {
    if (w(type, f) === 0) {
      i32[(type + f) >> 2] = w(base, f)
      i32[(type + f + 4) >> 2] = w(base, f + 4)
    }
  }
  for (const [t, flag] of FAST_SUBCLASS) {
    if (type === t || PyType_IsSubtype(base, t)) {
      setFlag(type, flag)
      break
    }
  }
  setFlag(type, w(base, L.TP_FLAGS) & L.TPFLAGS_MATCH_SELF)
}

const SUITES: [field: number, size: number][] = [
  [L.TP_AS_NUMBER, L.SIZEOF_AS_NUMBER],
  [L.TP_AS_ASYNC, L.SIZEOF_AS_ASYNC],
  [L.TP_AS_SEQUENCE, L.SIZEOF_AS_SEQUENCE],
  [L.TP_AS_MAPPING, L.SIZEOF_AS_MAPPING],
  [L.TP_AS_BUFFER, L.SIZEOF_AS_BUFFER],
]

/** A slot counts as defined by base when its own base has another function there. */
function inheritSuite(type: Ptr, base: Ptr, field: number, size: number): void {
  const to = w(type, field)
  const from = w(base, field)
  if (to === 0 || from === 0) return
  const baseBase = w(base, L.TP_BASE)
  const beyond = baseBase === 0 ? 0 : w(baseBase, field)
  for (let o = 0; o < size; o += 8) {
    const f = i32[(from + o) >> 2]
    if (i32[(to + o) >> 2] === 0 && f !== 0 && (beyond === 0 || f !== i32[(beyond + o) >> 2])) i32[(to + o) >> 2] = f
  }
}

/** Does the type itself define __eq__ or __hash__? */
function overridesHash(type: Ptr): boolean {
  const dict = w(type, L.TP_DICT)
  return PyDict_Contains(dict, ID___eq__) > 0 || PyDict_Contains(dict, ID___hash__) > 0
}

/** Copies the slots that base defines and type has not (inherit_slots); called for each type of the MRO in order. */
export function inheritSlots(type: Ptr, base: Ptr): void {
  for (const [field, size] of SUITES) inheritSuite(type, base, field, size)
  const baseBase = w(base, L.TP_BASE)
  const defined = (f: number): boolean => w(base, f) !== 0 && (baseBase === 0 || w(base, f) !== w(baseBase, f))
  const copy = (f: number): void => {
    if (w(type, f) === 0 && defined(f)) {
      i32[(type + f) >> 2] = w(base, f)
      i32[(type + f + 4) >> 2] = w(base, f + 4)
    }
  }
  copy(L.TP_DEALLOC)
  if (w(type, L.TP_GETATTRO) === 0) i32[(type + L.TP_GETATTRO) >> 2] = w(base, L.TP_GETATTRO)
  if (w(type, L.TP_SETATTRO) === 0) i32[(type + L.TP_SETATTRO) >> 2] = w(base, L.TP_SETATTRO)
  copy(L.TP_REPR)
  if (
    w(type, L.TP_CALL) === 0 &&
    has(base, L.TPFLAGS_HAVE_VECTORCALL) &&
    has(type, L.TPFLAGS_IMMUTABLETYPE) &&
    (w(type, L.TP_VECTORCALL_OFFSET) === 0 || w(type, L.TP_VECTORCALL_OFFSET) === w(base, L.TP_VECTORCALL_OFFSET))
  ) {
    setFlag(type, L.TPFLAGS_HAVE_VECTORCALL)
  }
  copy(L.TP_VECTORCALL_OFFSET)
  copy(L.TP_CALL)
  copy(L.TP_STR)
  if (w(type, L.TP_RICHCOMPARE) === 0 && w(type, L.TP_HASH) === 0 && !overridesHash(type)) {
    i32[(type + L.TP_RICHCOMPARE) >> 2] = w(base, L.TP_RICHCOMPARE)
    i32[(type + L.TP_HASH) >> 2] = w(base, L.TP_HASH)
  }
  copy(L.TP_ITER)
  copy(L.TP_ITERNEXT)
  copy(L.TP_DESCR_GET)
  if (
    w(base, L.TP_DESCR_GET) !== 0 &&
    w(type, L.TP_DESCR_GET) === w(base, L.TP_DESCR_GET) &&
    has(type, L.TPFLAGS_IMMUTABLETYPE) &&
    has(base, L.TPFLAGS_METHOD_DESCRIPTOR)
  ) {
    setFlag(type, L.TPFLAGS_METHOD_DESCRIPTOR)
  }
  for (const f of [L.TP_DESCR_SET, L.TP_DICTOFFSET, L.TP_INIT, L.TP_ALLOC, L.TP_IS_GC, L.TP_FINALIZE]) {
    copy(f)
  }
  if (has(type, L.TPFLAGS_HAVE_GC) === has(base, L.TPFLAGS_HAVE_GC)) copy(L.TP_FREE)
  else if (has(type, L.TPFLAGS_HAVE_GC) && w(type, L.TP_FREE) === 0 && w(base, L.TP_FREE) === FREE) {
    i32[(type + L.TP_FREE) >> 2] = GC_DEL
  }
}

/** A type without a method suite shares its base's. */
export function inheritSuites(type: Ptr, base: Ptr): void {
  for (const [field] of SUITES) if (w(type, field) === 0) i32[(type + field) >> 2] = w(base, field)
}

const COLLECTION = L.TPFLAGS_SEQUENCE | L.TPFLAGS_MAPPING
export function inheritCollectionFlags(type: Ptr, base: Ptr): void {
  if (!has(type, COLLECTION)) setFlag(type, w(base, L.TP_FLAGS) & COLLECTION)
}
