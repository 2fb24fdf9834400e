/**
 * Attribute lookup on types: the method resolution order, the method cache and version tags (CPython
 * Objects/typeobject.c). The cache is 4,096 entries in the static segment, as in the interpreter state of 3.11.
 */
import { i32, type Ptr } from '../../memory/heap'
import { staticAlloc } from '../../memory/static-data'
import { hashFailed, PyObject_Hash, setObjectHooks } from '../abstract/object-protocol'
import { dictGetItemKnownHash } from '../container/dict-core'
import { PyErr_Clear, PyErr_Occurred } from '../errors-core'
import { type descrgetfunc, FN } from '../fn-table'
import { Py_DECREF, Py_INCREF, Py_NewRef, Py_SIZE, Py_TYPE } from '../header'
import { HASH_HI, INTERP_NEXT_VERSION_TAG } from '../interp'
import {
  OB_SIZE,
  OB_TYPE,
  TP_BASES,
  TP_DESCR_GET,
  TP_DICT,
  TP_FLAGS,
  TP_MRO,
  TP_SUBCLASSES,
  TP_VERSION_TAG,
  TPFLAGS_METHOD_DESCRIPTOR,
  TPFLAGS_READY,
  TPFLAGS_VALID_VERSION_TAG,
  TUPLE_ITEM,
  UNICODE_HASH,
  UNICODE_LENGTH,
  WR_OBJECT,
} from '../layout'
import { PyUnicode_InternInPlace } from '../text/intern'
import { Py_None, PyFunction_Type, PyUnicode_Type } from '../types'
import { dictEach } from './dict-each'
import { PyMethod_New } from './method-core'

/** Entry of the method cache: version 0 (4 bytes), name 8 (owned), value 16 (borrowed). */
const ENTRY = 24
export const TYPE_CACHE_ENTRY = ENTRY
const CACHE_MASK = 4095
export const TYPE_CACHE_BYTES = (CACHE_MASK + 1) * ENTRY
export const TYPE_CACHE: Ptr = staticAlloc(TYPE_CACHE_BYTES, 16)
const CACHEABLE_LENGTH = 100

/** Gives every cache entry the name None, which it owns. Runs once at boot (_PyType_InitCache). */
export function initTypeCache(): void {
  for (let e = TYPE_CACHE, end = e + (CACHE_MASK + 1) * ENTRY; e < end; e += ENTRY) {
    i32[(e + 8) >> 2] = Py_NewRef(Py_None)
  }
  i32[INTERP_NEXT_VERSION_TAG >> 2] = 1
}

/** Forgets every cached lookup (sys._clear_type_cache, shutdown): names become None again. */
export function PyType_ClearCache(): number {
  const tag = i32[INTERP_NEXT_VERSION_TAG >> 2] - 1
  for (let e = TYPE_CACHE, end = e + (CACHE_MASK + 1) * ENTRY; e < end; e += ENTRY) {
    i32[e >> 2] = 0
    i32[(e + 16) >> 2] = 0
    const old = i32[(e + 8) >> 2]
    i32[(e + 8) >> 2] = Py_NewRef(Py_None)
    Py_DECREF(old)
  }
  return tag
}

/** Gives the type (and first its bases) a version tag; false when it cannot have one. */
export function assignVersionTag(type: Ptr): boolean {
  const flags = i32[(type + TP_FLAGS) >> 2]
  if (flags & TPFLAGS_VALID_VERSION_TAG) return true
  if ((flags & TPFLAGS_READY) === 0) return false
  const next = i32[INTERP_NEXT_VERSION_TAG >> 2]
  if (next === 0) return false
  i32[(type + TP_VERSION_TAG) >> 2] = next
  i32[INTERP_NEXT_VERSION_TAG >> 2] = next + 1
  const bases = i32[(type + TP_BASES) >> 2]
  for (let i = 0, n = Py_SIZE(bases); i < n; i++) {
    if (!assignVersionTag(i32[(bases + TUPLE_ITEM + i * 8) >> 2])) return false
  }
  i32[(type + TP_FLAGS) >> 2] |= TPFLAGS_VALID_VERSION_TAG
  return true
}

/** Calls f with each live direct subclass (borrowed), in order of creation. */
export function forEachSubclass(type: Ptr, f: (subclass: Ptr) => boolean): boolean {
  const subclasses = i32[(type + TP_SUBCLASSES) >> 2]
  if (subclasses === 0) return true
  return dictEach(subclasses, (_key, ref) => {
    const subclass = i32[(ref + WR_OBJECT) >> 2]
    return subclass === Py_None || f(subclass)
  })
}

/** The type or a base of it changed: its version and those of all subclasses are void (PyType_Modified). */
export function PyType_Modified(type: Ptr): void {
  if ((i32[(type + TP_FLAGS) >> 2] & TPFLAGS_VALID_VERSION_TAG) === 0) return
  forEachSubclass(type, (subclass) => {
    PyType_Modified(subclass)
    return true
  })
  i32[(type + TP_FLAGS) >> 2] &= ~TPFLAGS_VALID_VERSION_TAG
  i32[(type + TP_VERSION_TAG) >> 2] = 0
}

/** Looks through the dictionaries of the MRO; borrowed. 0: not there, or an error is set. */
function findNameInMro(type: Ptr, name: Ptr): Ptr {
  let lo = i32[(name + UNICODE_HASH) >> 2]
  let hi = i32[(name + UNICODE_HASH + 4) >> 2]
  if (Py_TYPE(name) !== PyUnicode_Type || (lo === -1 && hi === -1)) {
    lo = PyObject_Hash(name)
    if (hashFailed(lo)) return 0
    hi = i32[HASH_HI >> 2]
  }
  const mro = i32[(type + TP_MRO) >> 2]
  if (mro === 0) return 0
  Py_INCREF(mro) // a key comparison may run code that replaces the MRO
  let found = 0
  for (let p = mro + TUPLE_ITEM, end = p + i32[(mro + OB_SIZE) >> 2] * 8; p < end && found === 0; p += 8) {
    found = dictGetItemKnownHash(i32[(i32[p >> 2] + TP_DICT) >> 2], name, lo, hi)
    if (found === 0 && PyErr_Occurred()) break
  }
  Py_DECREF(mro)
  return found
}

/** The value of a name in the type's MRO (borrowed), 0 without an error when there is none. */
export function _PyType_Lookup(type: Ptr, name: Ptr): Ptr {
  const version = i32[(type + TP_VERSION_TAG) >> 2]
  const entry = TYPE_CACHE + ((version ^ (name >> 3)) & CACHE_MASK) * ENTRY
  if (i32[entry >> 2] === version && i32[(entry + 8) >> 2] === name) return i32[(entry + 16) >> 2]
  return lookupUncached(type, name)
}

function lookupUncached(type: Ptr, name: Ptr): Ptr {
  const found = findNameInMro(type, name)
  if (found === 0 && PyErr_Occurred()) {
    PyErr_Clear() // callers do not expect an error here, as in CPython
    return 0
  }
  if (
    Py_TYPE(name) === PyUnicode_Type &&
    i32[(name + UNICODE_LENGTH) >> 2] <= CACHEABLE_LENGTH &&
    assignVersionTag(type)
  ) {
    const version = i32[(type + TP_VERSION_TAG) >> 2]
    const entry = TYPE_CACHE + ((version ^ (name >> 3)) & CACHE_MASK) * ENTRY
    i32[entry >> 2] = version
    i32[(entry + 16) >> 2] = found
    const old = i32[(entry + 8) >> 2]
    i32[(entry + 8) >> 2] = Py_NewRef(name)
    Py_DECREF(old)
  }
  return found
}

/** A special method looked up on the object's type and bound to it; 0 without error when there is none. */
export function lookupSpecial(o: Ptr, name: Ptr): Ptr {
  const type = i32[(o + OB_TYPE) >> 2]
  const found = _PyType_Lookup(type, name)
  if (found === 0) return 0
  if (i32[(found + OB_TYPE) >> 2] === PyFunction_Type && o !== Py_None) return PyMethod_New(found, o)
  const get = i32[(i32[(found + OB_TYPE) >> 2] + TP_DESCR_GET) >> 2]
  return get === 0 ? Py_NewRef(found) : (FN[get] as descrgetfunc)(found, o, type)
}

/** Set by lookupMaybeMethod: the result is an unbound function, to be called with the object as first argument. */
export let unbound = false

/**
 * As lookupSpecial, but a method descriptor is returned unbound (see `unbound`), which saves making a bound method
 * (lookup_maybe_method). New reference, 0 without error when there is none.
 */
export function lookupMaybeMethod(o: Ptr, name: Ptr): Ptr {
  const type = i32[(o + OB_TYPE) >> 2]
  const found = _PyType_Lookup(type, name)
  unbound = false
  if (found === 0) return 0
  const descrType = i32[(found + OB_TYPE) >> 2]
  if (i32[(descrType + TP_FLAGS) >> 2] & TPFLAGS_METHOD_DESCRIPTOR) {
    unbound = true
    return Py_NewRef(found)
  }
  const get = i32[(descrType + TP_DESCR_GET) >> 2]
  return get === 0 ? Py_NewRef(found) : (FN[get] as descrgetfunc)(found, o, type)
}

setObjectHooks({ intern: PyUnicode_InternInPlace, lookupSpecial })
