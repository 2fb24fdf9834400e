/** dict.keys(), .values() and .items(): views with set operations (CPython Objects/dictobject.c). */
import { i32, type Ptr } from '../../memory/heap'
import { PyIter_Next, PyObject_GetIter } from '../abstract/iter-protocol'
import { PyObject_RichCompareBool, reprJS } from '../abstract/object-protocol'
import { PyObject_Size, PySequence_Contains, PySequence_List } from '../abstract/sequence-protocol'
import { PyObject_GC_New, PyObject_GC_Track } from '../alloc'
import { defineType, type GetSetSpec, NOARGS, O, type TypeSpec } from '../define'
import { typeNameOf } from '../errors'
import { PyErr_Occurred } from '../errors-core'
import type { richcmpfunc, unaryfunc } from '../fn-table'
import { Py_DECREF, Py_SIZE, Py_TYPE } from '../header'
import {
  DICT_USED,
  DV_DICT,
  MAPPINGPROXY_MAPPING,
  Py_EQ,
  Py_GE,
  Py_GT,
  Py_LE,
  Py_LT,
  Py_NE,
  SIZEOF_DICTVIEW,
  SIZEOF_MAPPINGPROXY,
  TPFLAGS_DEFAULT,
  TPFLAGS_HAVE_GC,
} from '../layout'
import { newStr } from '../text/str-core'
import { PyObject_TypeCheck } from '../type/subtype'
import {
  PyDictItems_Type,
  PyDictIterItem_Type,
  PyDictIterKey_Type,
  PyDictIterValue_Type,
  PyDictKeys_Type,
  PyDictProxy_Type,
  PyDictRevIterItem_Type,
  PyDictRevIterKey_Type,
  PyDictRevIterValue_Type,
  PyDictValues_Type,
} from '../types'
import { dictiter_new } from './dict-iterators'
import { dictGetItemKnownHash, PyDict_Contains, PyDict_GetItemWithError } from './dict-lookup'
import { PyDict_Copy } from './dict-merge'
import { _PyDict_DelItem_KnownHash, PyDict_CheckExact } from './dict-object'
import { dictNext, entry } from './dict-walk'
import { deallocFields, newBool, newNotImplemented, setSsize, traverseFields } from './helpers'
import { Py_ReprEnter, Py_ReprLeave } from './repr-guard'
import {
  PyAnySet_Check,
  PyAnySet_CheckExact,
  PySet_CheckExact,
  PySet_New,
  set_add_key,
  set_update_internal,
} from './set-core'
import { set_difference_update_internal, set_intersection, set_symmetric_difference_update } from './set-ops'
import { PyTuple_Check, PyTuple_GET_ITEM, PyTuple_Pack2 } from './tuple-core'

const dictOf = (v: Ptr): Ptr => i32[(v + DV_DICT) >> 2]
const viewLen = (v: Ptr): number => i32[(dictOf(v) + DICT_USED) >> 2]

/** A view of the given type on d. */
export function dictview_new(d: Ptr, type: Ptr): Ptr {
  const v = PyObject_GC_New(type, SIZEOF_DICTVIEW)
  if (v === 0) return 0
  i32[d >> 2]++
  setSsize(v, DV_DICT, d)
  PyObject_GC_Track(v)
  return v
}

const isKeys = (o: Ptr): boolean => PyObject_TypeCheck(o, PyDictKeys_Type)
const isViewSet = (o: Ptr): boolean => isKeys(o) || PyObject_TypeCheck(o, PyDictItems_Type)

function mapping(v: Ptr): Ptr {
  const proxy = PyObject_GC_New(PyDictProxy_Type, SIZEOF_MAPPINGPROXY)
  if (proxy === 0) return 0
  i32[dictOf(v) >> 2]++
  setSsize(proxy, MAPPINGPROXY_MAPPING, dictOf(v))
  PyObject_GC_Track(proxy)
  return proxy
}

const repr: unaryfunc = (v) => {
  const entered = Py_ReprEnter(v)
  if (entered !== 0) return entered > 0 ? newStr('...') : 0
  const list = PySequence_List(v)
  const text = list === 0 ? null : reprJS(list)
  if (list !== 0) Py_DECREF(list)
  Py_ReprLeave(v)
  return text === null ? 0 : newStr(`${typeNameOf(v)}(${text})`)
}

const keysContain = (v: Ptr, key: Ptr): number => PyDict_Contains(dictOf(v), key)

function itemsContain(v: Ptr, pair: Ptr): number {
  if (!PyTuple_Check(pair) || Py_SIZE(pair) !== 2) return 0
  const found = PyDict_GetItemWithError(dictOf(v), PyTuple_GET_ITEM(pair, 0))
  if (found === 0) return PyErr_Occurred() ? -1 : 0
  i32[found >> 2]++
  const cmp = PyObject_RichCompareBool(found, PyTuple_GET_ITEM(pair, 1), Py_EQ)
  Py_DECREF(found)
  return cmp
}

/** Calls f on each item of an iterable until it returns non-zero: that value, 0 at the end, -1 with an error set. */
function each(iterable: Ptr, f: (item: Ptr) => number): number {
  const it = PyObject_GetIter(iterable)
  if (it === 0) return -1
  let r = 0
  while (r === 0) {
    const item = PyIter_Next(it)
    if (item === 0) {
      if (PyErr_Occurred()) r = -1
      break
    }
    r = f(item)
    Py_DECREF(item)
  }
  Py_DECREF(it)
  return r
}

/** Are all of a's items in b? 1, 0 or -1. */
function allContained(a: Ptr, b: Ptr): number {
  const missing = each(a, (item) => {
    const found = PySequence_Contains(b, item)
    return found < 0 ? -1 : found > 0 ? 0 : 1
  })
  return missing < 0 ? -1 : missing > 0 ? 0 : 1
}

const richcompare: richcmpfunc = (a, b, op) => {
  if (!PyAnySet_Check(b) && !isViewSet(b)) return newNotImplemented()
  const n = PyObject_Size(a)
  if (n < 0) return 0
  const m = PyObject_Size(b)
  if (m < 0) return 0
  let ok = 0
  if (op === Py_EQ || op === Py_NE) {
    if (n === m) ok = allContained(a, b)
    if (op === Py_NE && ok >= 0) ok = 1 - ok
  } else if (op === Py_LT ? n < m : op === Py_LE && n <= m) ok = allContained(a, b)
  else if (op === Py_GT ? n > m : op === Py_GE && n >= m) ok = allContained(b, a)
  return ok < 0 ? 0 : newBool(ok > 0)
}

/** A set of the view's items; the keys of an exact dict bring their hashes along. */
function toSet(v: Ptr): Ptr {
  return PySet_New(Py_TYPE(v) === PyDictKeys_Type && PyDict_CheckExact(dictOf(v)) ? dictOf(v) : v)
}

function changed(set: Ptr, status: number): Ptr {
  if (status === 0 || set === 0) return set
  Py_DECREF(set)
  return 0
}

function sub(a: Ptr, b: Ptr): Ptr {
  const r = toSet(a)
  return r === 0 ? 0 : changed(r, set_difference_update_internal(r, b))
}
function or(a: Ptr, b: Ptr): Ptr {
  const r = toSet(a)
  return r === 0 ? 0 : changed(r, set_update_internal(r, b))
}
function xor(a: Ptr, b: Ptr): Ptr {
  if (Py_TYPE(a) === PyDictItems_Type && Py_TYPE(b) === PyDictItems_Type) return itemsXor(a, b)
  const r = toSet(a)
  return r === 0 ? 0 : changed(r, set_symmetric_difference_update(r, b))
}

/** Common pairs are found by key, so that only pairs of the result are hashed. */
function itemsXor(a: Ptr, b: Ptr): Ptr {
  let d1 = dictOf(a)
  let d2 = dictOf(b)
  if (viewLen(a) > viewLen(b)) [d1, d2] = [d2, d1]
  const rest = PyDict_Copy(d1)
  if (rest === 0) return 0
  const set = PySet_New(0)
  let status = set === 0 ? -1 : 0
  for (let pos = dictNext(d2, 0); pos >= 0 && status === 0; pos = dictNext(d2, pos)) {
    const { key, value, lo, hi } = entry
    i32[key >> 2]++
    i32[value >> 2]++
    status = xorPair(rest, set, key, value, lo, hi)
    Py_DECREF(key)
    Py_DECREF(value)
  }
  if (status === 0) {
    const items = dictview_new(rest, PyDictItems_Type)
    status = items === 0 ? -1 : set_update_internal(set, items)
    if (items !== 0) Py_DECREF(items)
  }
  Py_DECREF(rest)
  return changed(set, status)
}

function xorPair(rest: Ptr, set: Ptr, key: Ptr, value: Ptr, lo: number, hi: number): number {
  const other = dictGetItemKnownHash(rest, key, lo, hi)
  if (other === 0 && PyErr_Occurred()) return -1
  if (other !== 0) {
    i32[other >> 2]++
    const same = PyObject_RichCompareBool(other, value, Py_EQ)
    Py_DECREF(other)
    if (same < 0) return -1
    if (same > 0) return _PyDict_DelItem_KnownHash(rest, key, lo, hi)
  }
  const pair = PyTuple_Pack2(key, value)
  if (pair === 0) return -1
  const status = set_add_key(set, pair)
  Py_DECREF(pair)
  return status
}

/** Walks the smaller side, also when the view is the right operand (_PyDictView_Intersect). */
function and(self: Ptr, other: Ptr): Ptr {
  if (!isViewSet(self)) [self, other] = [other, self]
  const n = viewLen(self)
  if (PySet_CheckExact(other) && n <= PyObject_Size(other)) return set_intersection(other, self)
  if (isViewSet(other) && viewLen(other) > n) [self, other] = [other, self]
  const set = PySet_New(0)
  if (set === 0) return 0
  const contains = isKeys(self) ? keysContain : itemsContain
  const status = each(other, (key) => {
    const found = contains(self, key)
    return found > 0 ? set_add_key(set, key) : found
  })
  return changed(set, status)
}

function isdisjoint(self: Ptr, other: Ptr): Ptr {
  if (self === other) return newBool(viewLen(self) === 0)
  if (PyAnySet_CheckExact(other) || isViewSet(other)) {
    const n = PyObject_Size(other)
    if (n < 0) return 0
    if (n > viewLen(self)) [self, other] = [other, self]
  }
  const common = each(other, (item) => PySequence_Contains(self, item))
  return common < 0 ? 0 : newBool(common === 0)
}

const mappingGetter: Record<string, GetSetSpec> = {
  mapping: { get: mapping, doc: 'dictionary that this view refers to' },
}

function define(type: Ptr, name: string, iterType: Ptr, reverseType: Ptr, extra: Partial<TypeSpec>): void {
  defineType(type, {
    name,
    basicsize: SIZEOF_DICTVIEW,
    flags: TPFLAGS_DEFAULT | TPFLAGS_HAVE_GC,
    dealloc: deallocFields(DV_DICT),
    traverse: traverseFields(DV_DICT),
    repr,
    iter: (v) => dictiter_new(dictOf(v), iterType),
    getset: mappingGetter,
    ...extra,
    methods: {
      ...extra.methods,
      __reversed__: NOARGS((v) => dictiter_new(dictOf(v), reverseType)),
    },
  })
}

const setLike: Partial<TypeSpec> = {
  richcompare,
  number: { subtract: sub, and, xor, or },
  methods: { isdisjoint: O(isdisjoint, 'Return True if the view and the given iterable have a null intersection.') },
}

define(PyDictKeys_Type, 'dict_keys', PyDictIterKey_Type, PyDictRevIterKey_Type, {
  ...setLike,
  sequence: { length: viewLen, contains: keysContain },
})
define(PyDictItems_Type, 'dict_items', PyDictIterItem_Type, PyDictRevIterItem_Type, {
  ...setLike,
  sequence: { length: viewLen, contains: itemsContain },
})
define(PyDictValues_Type, 'dict_values', PyDictIterValue_Type, PyDictRevIterValue_Type, {
  sequence: { length: viewLen },
})
