/** _abc: registration, caches and checks of abstract base classes (CPython Modules/_abc.c). */

import { i32, type Ptr } from '../memory/heap'
import { staticAlloc } from '../memory/static-data'
import { PyObject_IsSubclass } from '../object/abstract/instance-check'
import { forEachItem } from '../object/abstract/iter-protocol'
import { PyMapping_Items } from '../object/abstract/mapping-protocol'
import {
  _PyObject_LookupAttr,
  PyObject_GetAttr,
  PyObject_IsTrue,
  PyObject_SetAttr,
} from '../object/abstract/object-protocol'
import { PyObject_GC_Del, PyObject_GC_UnTrack, PyType_GenericAlloc } from '../object/alloc'
import { callN, callNSteal } from '../object/call'
import { PyDict_DelItem, PyDict_GetItemWithError } from '../object/container/dict-core'
import { PyList_GET_ITEM, PyList_GET_SIZE } from '../object/container/list-core'
import {
  PyFrozenSet_New,
  PySet_Add,
  PySet_Contains,
  PySet_Discard,
  PySet_GET_SIZE,
  PySet_New,
  set_clear_internal,
  setEntry,
  setNext,
} from '../object/container/set-core'
import { PyTuple_Pack } from '../object/container/tuple-core'
import { arg, defineType, FAST, methodDef, NOARGS, O } from '../object/define'
import { raise, typeError } from '../object/errors'
import { PyErr_Clear, PyErr_Occurred } from '../object/errors-core'
import { Py_CLEAR, Py_DECREF, Py_INCREF, Py_NewRef, Py_SIZE, Py_TYPE, Py_XDECREF, typeFlagOf } from '../object/header'
import * as L from '../object/layout'
import { PyLong_AsLong, PyLong_CheckExact, PyLong_FromLong } from '../object/number/int-core'
import { _Py_ID } from '../object/text/str-core'
import { checkPositional } from '../object/type/arg-parse'
import { PyCFunction_New } from '../object/type/descr-core'
import { PyObject_GenericGetAttr } from '../object/type/generic-attr'
import { objectIsAbstract } from '../object/type/property'
import { errorIs, PyType_Check, PyType_IsSubtype } from '../object/type/subtype'
import { forEachSubclass } from '../object/type/type-core'
import { PyWeakref_GET_OBJECT, PyWeakref_NewRef } from '../object/type/weakref-core'
import {
  moduleHeapType,
  Py_False,
  Py_None,
  Py_NotImplemented,
  Py_True,
  PyExc_AssertionError,
  PyExc_RuntimeError,
  PyExc_TypeError,
} from '../object/types'
import { defineModule } from './define-module'

const ID = {
  impl: _Py_ID('_abc_impl'),
  dict: _Py_ID('__dict__'),
  bases: _Py_ID('__bases__'),
  class: _Py_ID('__class__'),
  abstractmethods: _Py_ID('__abstractmethods__'),
  tpflags: _Py_ID('__abc_tpflags__'),
  subclasscheck: _Py_ID('__subclasscheck__'),
  subclasshook: _Py_ID('__subclasshook__'),
  subclasses: _Py_ID('__subclasses__'),
}

// --- _abc_data: what an abstract class keeps in its _abc_impl ---

/** Sets of weak references to classes, made when first needed. */
const REGISTRY = 16
const CACHE = 24
const NEGATIVE = 32
/** Value of the invalidation counter for which the negative cache holds. */
const NEGATIVE_VERSION = 40
const SIZEOF_ABC_DATA = 48
const SETS = [REGISTRY, CACHE, NEGATIVE]

const AbcData_Type: Ptr = moduleHeapType()
/** Counts registrations; a negative answer is only good until the next one. */
const COUNTER: Ptr = staticAlloc(8, 8)

const w = (o: Ptr, field: number): number => i32[(o + field) >> 2]
const none = (): Ptr => Py_NewRef(Py_None)
const bool = (b: boolean): Ptr => Py_NewRef(b ? Py_True : Py_False)

defineType(AbcData_Type, {
  name: '_abc._abc_data',
  heap: true,
  basicsize: SIZEOF_ABC_DATA,
  flags: L.TPFLAGS_DEFAULT | L.TPFLAGS_HAVE_GC,
  doc: 'Internal state held by ABC machinery.',
  dealloc: (o) => {
    PyObject_GC_UnTrack(o)
    for (const f of SETS) Py_XDECREF(w(o, f))
    PyObject_GC_Del(o)
  },
  getattro: PyObject_GenericGetAttr,
  traverse: (o, visit) => {
    for (const f of SETS) {
      const r = w(o, f) === 0 ? 0 : visit(w(o, f))
      if (r !== 0) return r
    }
    return 0
  },
  clear: (o) => {
    for (const f of SETS) Py_CLEAR(o + f)
    return 0
  },
  new: (type) => {
    const o = PyType_GenericAlloc(type, 0)
    if (o !== 0) i32[(o + NEGATIVE_VERSION) >> 2] = i32[COUNTER >> 2]
    return o
  },
})

/** The class's data as a new reference, 0 with an error set. */
function implOf(cls: Ptr): Ptr {
  const impl = PyObject_GetAttr(cls, ID.impl)
  if (impl === 0 || Py_TYPE(impl) === AbcData_Type) return impl
  Py_DECREF(impl)
  return typeError('_abc_impl is set to a wrong type')
}

/** Runs f with the class's data; `failed` when it has none. */
function withImpl(cls: Ptr, f: (impl: Ptr) => Ptr): Ptr {
  const impl = implOf(cls)
  if (impl === 0) return 0
  const r = f(impl)
  Py_DECREF(impl)
  return r
}

// --- sets of weak references ---

/** Callback of a reference in a set: takes itself out. Its self is a weak reference to the set. */
function destroy(weakSet: Ptr, ref: Ptr): Ptr {
  const set = PyWeakref_GET_OBJECT(weakSet)
  if (set === Py_None) return none()
  Py_INCREF(set)
  const r = PySet_Discard(set, ref)
  Py_DECREF(set)
  return r < 0 ? 0 : none()
}
const DESTROY_DEF = methodDef('_destroy', O(destroy))

/** 1, 0 or -1. */
function inWeakSet(set: Ptr, o: Ptr): number {
  if (set === 0 || PySet_GET_SIZE(set) === 0) return 0
  const ref = PyWeakref_NewRef(o, 0)
  if (ref === 0) {
    if (!errorIs(PyExc_TypeError)) return -1
    PyErr_Clear()
    return 0
  }
  const r = PySet_Contains(set, ref)
  Py_DECREF(ref)
  return r
}

function addToWeakSet(impl: Ptr, field: number, o: Ptr): boolean {
  if (w(impl, field) === 0) i32[(impl + field) >> 2] = PySet_New(0)
  const set = w(impl, field)
  const weakSet = set === 0 ? 0 : PyWeakref_NewRef(set, 0)
  if (weakSet === 0) return false
  const callback = PyCFunction_New(DESTROY_DEF, weakSet, 0)
  Py_DECREF(weakSet)
  const ref = callback === 0 ? 0 : PyWeakref_NewRef(o, callback)
  Py_XDECREF(callback)
  if (ref === 0) return false
  const r = PySet_Add(set, ref)
  Py_DECREF(ref)
  return r >= 0
}

// --- abstract methods ---

/** Adds the name when the value says it is abstract; false with an error set. */
function addIfAbstract(set: Ptr, name: Ptr, value: Ptr): boolean {
  const abstract = objectIsAbstract(value)
  return abstract >= 0 && (abstract === 0 || PySet_Add(set, name) >= 0)
}

function ownAbstractMethods(cls: Ptr, set: Ptr): boolean {
  const ns = PyObject_GetAttr(cls, ID.dict)
  const items = ns === 0 ? 0 : PyMapping_Items(ns)
  Py_XDECREF(ns)
  if (items === 0) return false
  let ok = true
  for (let i = 0; ok && i < PyList_GET_SIZE(items); i++) {
    const pair = PyList_GET_ITEM(items, i)
    ok = addIfAbstract(set, w(pair, L.TUPLE_ITEM), w(pair, L.TUPLE_ITEM + 8))
  }
  Py_DECREF(items)
  return ok
}

function inheritedAbstractMethods(cls: Ptr, base: Ptr, set: Ptr): boolean {
  const names = _PyObject_LookupAttr(base, ID.abstractmethods)
  if (names === 0) return !PyErr_Occurred()
  const ok = forEachItem(names, (name) => {
    const value = _PyObject_LookupAttr(cls, name)
    if (value === 0) return !PyErr_Occurred()
    const added = addIfAbstract(set, name, value)
    Py_DECREF(value)
    return added
  })
  Py_DECREF(names)
  return ok
}

function computeAbstractMethods(cls: Ptr): boolean {
  const set = PyFrozenSet_New(0)
  if (set === 0) return false
  let ok = ownAbstractMethods(cls, set)
  const bases = ok ? PyObject_GetAttr(cls, ID.bases) : 0
  ok = bases !== 0
  if (ok && !typeFlagOf(bases, L.TPFLAGS_TUPLE_SUBCLASS)) {
    typeError('__bases__ is not tuple')
    ok = false
  }
  for (let i = 0; ok && i < Py_SIZE(bases); i++) {
    ok = inheritedAbstractMethods(cls, w(bases, L.TUPLE_ITEM + i * 8), set)
  }
  Py_XDECREF(bases)
  ok = ok && PyObject_SetAttr(cls, ID.abstractmethods, set) >= 0
  Py_DECREF(set)
  return ok
}

// --- match-statement flags ---

const COLLECTION = L.TPFLAGS_SEQUENCE | L.TPFLAGS_MAPPING

/** __abc_tpflags__ in a class body says that its instances match sequence or mapping patterns. */
function takeCollectionFlags(cls: Ptr): boolean {
  const dict = w(cls, L.TP_DICT)
  const flags = PyDict_GetItemWithError(dict, ID.tpflags)
  if (flags === 0) return !PyErr_Occurred()
  if (PyLong_CheckExact(flags)) {
    const v = PyLong_AsLong(flags)
    if (v === -1 && PyErr_Occurred()) return false
    if ((v & COLLECTION) === COLLECTION) {
      typeError('__abc_tpflags__ cannot be both Py_TPFLAGS_SEQUENCE and Py_TPFLAGS_MAPPING')
      return false
    }
    i32[(cls + L.TP_FLAGS) >> 2] |= v & COLLECTION
  }
  return PyDict_DelItem(dict, ID.tpflags) >= 0
}

function setCollectionFlag(cls: Ptr, flag: number): void {
  const flags = w(cls, L.TP_FLAGS)
  if (flags & L.TPFLAGS_IMMUTABLETYPE || (flags & COLLECTION) === flag) return
  i32[(cls + L.TP_FLAGS) >> 2] = (flags & ~COLLECTION) | flag
  forEachSubclass(cls, (sub) => {
    setCollectionFlag(sub, flag)
    return true
  })
}

// --- the functions ---

function abcInit(cls: Ptr): Ptr {
  if (!computeAbstractMethods(cls)) return 0
  const data = PyType_GenericAlloc(AbcData_Type, 0)
  if (data === 0) return 0
  i32[(data + NEGATIVE_VERSION) >> 2] = i32[COUNTER >> 2]
  const r = PyObject_SetAttr(cls, ID.impl, data)
  Py_DECREF(data)
  return r < 0 || (PyType_Check(cls) && !takeCollectionFlags(cls)) ? 0 : none()
}

function register(cls: Ptr, subclass: Ptr): Ptr {
  if (!PyType_Check(subclass)) return typeError('Can only register classes')
  const already = PyObject_IsSubclass(subclass, cls)
  if (already !== 0) return already > 0 ? Py_NewRef(subclass) : 0
  const cycle = PyObject_IsSubclass(cls, subclass)
  if (cycle !== 0) return cycle > 0 ? raise(PyExc_RuntimeError, 'Refusing to create an inheritance cycle') : 0
  return withImpl(cls, (impl) => {
    if (!addToWeakSet(impl, REGISTRY, subclass)) return 0
    i32[COUNTER >> 2]++
    const flag = PyType_Check(cls) ? w(cls, L.TP_FLAGS) & COLLECTION : 0
    if (flag !== 0) setCollectionFlag(subclass, flag)
    return Py_NewRef(subclass)
  })
}

/** cls.name(argument) */
function method(cls: Ptr, name: Ptr, ...args: Ptr[]): Ptr {
  const f = PyObject_GetAttr(cls, name)
  return f === 0 ? 0 : callNSteal(f, ...args)
}

function instanceCheck(cls: Ptr, instance: Ptr): Ptr {
  const subclass = PyObject_GetAttr(instance, ID.class)
  if (subclass === 0) return 0
  const r = withImpl(cls, (impl) => checkInstance(cls, impl, instance, subclass))
  Py_DECREF(subclass)
  return r
}

function checkInstance(cls: Ptr, impl: Ptr, instance: Ptr, subclass: Ptr): Ptr {
  const cached = inWeakSet(w(impl, CACHE), subclass)
  if (cached !== 0) return cached < 0 ? 0 : bool(true)
  const subtype = Py_TYPE(instance)
  if (subtype === subclass) {
    if (w(impl, NEGATIVE_VERSION) === i32[COUNTER >> 2]) {
      const negative = inWeakSet(w(impl, NEGATIVE), subclass)
      if (negative !== 0) return negative < 0 ? 0 : bool(false)
    }
    return method(cls, ID.subclasscheck, subclass)
  }
  const first = method(cls, ID.subclasscheck, subclass)
  if (first === 0) return 0
  const truth = PyObject_IsTrue(first)
  if (truth > 0) return first
  Py_DECREF(first)
  return truth < 0 ? 0 : method(cls, ID.subclasscheck, subtype)
}

function subclassCheck(cls: Ptr, subclass: Ptr): Ptr {
  if (!PyType_Check(subclass)) return typeError('issubclass() arg 1 must be a class')
  return withImpl(cls, (impl) => {
    const r = checkSubclass(cls, impl, subclass)
    return r < 0 ? 0 : bool(r > 0)
  })
}

const remember = (impl: Ptr, field: number, subclass: Ptr, r: number): number =>
  addToWeakSet(impl, field, subclass) ? r : -1

/** 1, 0 or -1: caches, hook, real inheritance, registered classes, subclasses, in this order. */
function checkSubclass(cls: Ptr, impl: Ptr, subclass: Ptr): number {
  const cached = inWeakSet(w(impl, CACHE), subclass)
  if (cached !== 0) return cached
  if (w(impl, NEGATIVE_VERSION) < i32[COUNTER >> 2]) {
    if (w(impl, NEGATIVE) !== 0) set_clear_internal(w(impl, NEGATIVE))
    i32[(impl + NEGATIVE_VERSION) >> 2] = i32[COUNTER >> 2]
  } else {
    const negative = inWeakSet(w(impl, NEGATIVE), subclass)
    if (negative !== 0) return negative < 0 ? -1 : 0
  }
  const hooked = method(cls, ID.subclasshook, subclass)
  if (hooked === 0) return -1
  Py_DECREF(hooked)
  if (hooked === Py_True) return remember(impl, CACHE, subclass, 1)
  if (hooked === Py_False) return remember(impl, NEGATIVE, subclass, 0)
  if (hooked !== Py_NotImplemented) {
    raise(PyExc_AssertionError, '__subclasshook__ must return either False, True, or NotImplemented')
    return -1
  }
  if (PyType_IsSubtype(subclass, cls)) return remember(impl, CACHE, subclass, 1)
  const registered = anyRegistered(impl, subclass)
  if (registered !== 0) return registered < 0 ? -1 : remember(impl, CACHE, subclass, 1)
  const derived = anySubclass(cls, subclass)
  if (derived !== 0) return derived < 0 ? -1 : remember(impl, CACHE, subclass, 1)
  return remember(impl, NEGATIVE, subclass, 0)
}

/** Is it a subclass of a registered class? The set may change meanwhile, so its references are copied first. */
function anyRegistered(impl: Ptr, subclass: Ptr): number {
  const known = inWeakSet(w(impl, REGISTRY), subclass)
  if (known !== 0) return known
  const registry = w(impl, REGISTRY)
  if (registry === 0 || PySet_GET_SIZE(registry) === 0) return 0
  const refs: Ptr[] = []
  for (let pos = setNext(registry, 0); pos > 0; pos = setNext(registry, pos)) refs.push(Py_NewRef(setEntry.key))
  let r = 0
  for (const ref of refs) {
    const cls = r === 0 ? PyWeakref_GET_OBJECT(ref) : Py_None
    if (cls !== Py_None) {
      Py_INCREF(cls)
      r = PyObject_IsSubclass(subclass, cls)
      Py_DECREF(cls)
    }
    Py_DECREF(ref)
  }
  return r
}

function anySubclass(cls: Ptr, subclass: Ptr): number {
  const list = method(cls, ID.subclasses)
  if (list === 0) return -1
  let r = 0
  if (!typeFlagOf(list, L.TPFLAGS_LIST_SUBCLASS)) {
    typeError('__subclasses__() must return a list')
    r = -1
  }
  for (let i = 0; r === 0 && i < PyList_GET_SIZE(list); i++) {
    const derived = Py_NewRef(PyList_GET_ITEM(list, i))
    r = PyObject_IsSubclass(subclass, derived)
    Py_DECREF(derived)
  }
  Py_DECREF(list)
  return r
}

function dump(cls: Ptr): Ptr {
  return withImpl(cls, (impl) => {
    const sets = SETS.map((f) => (w(impl, f) === 0 ? PySet_New(0) : callN(Py_TYPE(w(impl, f)), w(impl, f))))
    const version = PyLong_FromLong(w(impl, NEGATIVE_VERSION))
    const r = sets.includes(0) ? 0 : PyTuple_Pack(...sets, version)
    for (const o of [...sets, version]) Py_XDECREF(o)
    return r
  })
}

const clearSets =
  (...fields: number[]): ((m: Ptr, cls: Ptr) => Ptr) =>
  (_m, cls) =>
    withImpl(cls, (impl) => {
      for (const f of fields) if (w(impl, f) !== 0) set_clear_internal(w(impl, f))
      return none()
    })

const two = (name: string, f: (cls: Ptr, other: Ptr) => Ptr) =>
  FAST((_m, args, nargs) => (checkPositional(name, nargs, 2, 2) ? f(arg(args, 0), arg(args, 1)) : 0))

defineModule({
  name: '_abc',
  heapTypes: [AbcData_Type],
  doc: 'Module contains faster implementation of abc.ABCMeta',
  methods: {
    get_cache_token: NOARGS(() => PyLong_FromLong(i32[COUNTER >> 2])),
    _abc_init: O((_m, cls) => abcInit(cls)),
    _reset_registry: O(clearSets(REGISTRY)),
    _reset_caches: O(clearSets(CACHE, NEGATIVE)),
    _get_dump: O((_m, cls) => dump(cls)),
    _abc_register: two('_abc_register', register),
    _abc_instancecheck: two('_abc_instancecheck', instanceCheck),
    _abc_subclasscheck: two('_abc_subclasscheck', subclassCheck),
  },
})
