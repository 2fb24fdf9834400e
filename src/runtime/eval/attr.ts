/**
 * Attribute access from generated code with inline caches per site. A cache is a few int32 words: the version tag of the
 * type, the kind of access, and what that kind needs. Version tags change with every change of the type or its bases, so
 * a matching tag proves what _PyType_Lookup would give (CPython's LOAD_ATTR_* specialisations).
 */
import { i32, type Ptr, u8 } from '../memory/heap'
import { PyObject_GetAttr, PyObject_SetAttr, setAttributeErrorContext } from '../object/abstract/object-protocol'
import {
  _PyDict_LookupIndex,
  dictValueAt,
  hashFailed,
  keyHash,
  PyDict_GetItemWithError,
} from '../object/container/dict-core'
import { _PyDictKeys_GetVersionForCurrentState, dkEntries, dkKind } from '../object/container/dict-keys'
import { _PyDictValues_AddToInsertionOrder } from '../object/container/dict-values'
import { _PyDictKeys_StringLookup } from '../object/container/instance-attributes'
import { raise, typeName } from '../object/errors'
import { PyErr_Occurred } from '../object/errors-core'
import { type descrgetfunc, FN, fnPtr } from '../object/fn-table'
import { Py_DECREF, Py_NewRef, Py_TYPE } from '../object/header'
import { HASH_HI } from '../object/interp'
import * as L from '../object/layout'
import { _Py_ID, strToJS } from '../object/text/str-core'
import { MB_FLAGS, MB_KIND, MB_OFFSET, MEMBER_KINDS, READONLY } from '../object/type/descr-core'
import { dictPointer, PyObject_GenericGetAttr, PyObject_GenericSetAttr } from '../object/type/generic-attr'
import { PyType_IsSubtype } from '../object/type/subtype'
import { super_getattro } from '../object/type/super'
import { type_getattro } from '../object/type/type'
import { _PyType_Lookup } from '../object/type/type-core'
import { PyExc_AttributeError, PyMemberDescr_Type, PyModule_Type, PyProperty_Type, PySuper_Type } from '../object/types'
import { call1 } from './call'
import { IC } from './inline-caches'
import { METHOD_ATTR } from './scratch'

const S_get = _Py_ID('__get__')
const GENERIC_GETATTR = fnPtr(PyObject_GenericGetAttr)
const GENERIC_SETATTR = fnPtr(PyObject_GenericSetAttr)
const TYPE_GETATTRO = fnPtr(type_getattro)

/** Kinds of access, word 1 of a cache; 0 = nothing cached. */
const INSTANCE_VALUE = 1 // [2] byte offset in the values array
const SLOT = 2 // [2] byte offset in the object
const DICT_ENTRY = 3 // [2] index in a unicode key table
const PROPERTY = 4 // [2] fget, a Python function
const MODULE = 5 // [2] key table, [3] version, [4] address of the value word
const CLASS_ATTRIBUTE = 6 // object is a type: [0] is ITS version; [2] the value, [3] version of the metaclass, [4] of the value's type
const METHOD_NO_DICT = 7 // [2] the method
const METHOD_VALUES = 8 // [2] the method, [3] version of the shared keys
const METHOD_EMPTY_DICT = 9 // [2] the method; object has neither values nor dict
const INSTANCE_CLASS_VALUE = 10 // [2] a value of the class; [3] version of the shared keys, which lack the name, [4] of the value's type
/** A site remembers two types: words of one entry. */
const LOAD_ENTRY = 5
const STORE_ENTRY = 3

/** Offset of the word that a writable slot descriptor (__slots__) stands for, 0 when it is another kind of member. */
function memberSlotOffset(descr: Ptr, type: Ptr): number {
  const def = i32[(descr + L.D_METHOD) >> 2]
  if (i32[(def + MB_KIND) >> 2] !== MEMBER_KINDS.object_ex || i32[(def + MB_FLAGS) >> 2] & READONLY) return 0
  return PyType_IsSubtype(type, i32[(descr + L.D_TYPE) >> 2]) ? i32[(def + MB_OFFSET) >> 2] : 0
}

const versionOf = (type: Ptr): number => i32[(type + L.TP_VERSION_TAG) >> 2]
const slotOf = (type: Ptr, offset: number): number => i32[(type + offset) >> 2]

/** LOAD_ATTR; cache of 10 words at IC[k]. New reference or 0. */
export function loadAttr(o: Ptr, name: Ptr, k: number): Ptr {
  const version = i32[(i32[(o + L.OB_TYPE) >> 2] + L.TP_VERSION_TAG) >> 2]
  const e = IC[k] === version ? k : k + LOAD_ENTRY
  if (IC[e] === version) {
    const kind = IC[e + 1]
    if (kind === INSTANCE_VALUE) {
      const values = i32[(o + L.MANAGED_VALUES) >> 2]
      if (values !== 0) {
        const v = i32[(values + IC[e + 2]) >> 2]
        if (v !== 0) {
          i32[v >> 2]++
          return v
        }
      }
    } else if (kind === SLOT) {
      const v = i32[(o + IC[e + 2]) >> 2]
      if (v !== 0) {
        i32[v >> 2]++
        return v
      }
    } else if (kind === PROPERTY) {
      const fget = IC[e + 2]
      i32[fget >> 2]++
      i32[o >> 2]++
      return call1(fget, o)
    }
  }
  return loadAttrOther(o, name, k)
}

/** A new reference by one entry of the cache, or 0 when it does not serve this object. */
function loadByEntry(o: Ptr, type: Ptr, name: Ptr, e: number): Ptr {
  if (IC[e + 1] === CLASS_ATTRIBUTE) {
    const valid = IC[e] === versionOf(o) && IC[e + 3] === versionOf(type)
    return valid && slotOf(type, L.TP_GETATTRO) === TYPE_GETATTRO && isStillPlain(e) ? Py_NewRef(IC[e + 2]) : 0
  }
  if (IC[e] !== versionOf(type)) return 0
  let v = 0
  if (IC[e + 1] === DICT_ENTRY) {
    const dict = i32[(o + L.MANAGED_DICT) >> 2]
    if (dict !== 0) v = entryByHint(dict, name, IC[e + 2])
  } else if (IC[e + 1] === INSTANCE_CLASS_VALUE) {
    const keys = i32[(type + L.HT_CACHED_KEYS) >> 2]
    const absent = i32[(o + L.MANAGED_VALUES) >> 2] !== 0 && i32[(keys + L.DK_VERSION) >> 2] === IC[e + 3]
    if (absent && isStillPlain(e)) v = IC[e + 2]
  } else if (IC[e + 1] === MODULE) v = moduleEntry(o, e)
  return v === 0 ? 0 : Py_NewRef(v)
}

/** Is the value that entry e remembers no descriptor, as when it was found? Its class may have changed since. */
const isStillPlain = (e: number): boolean => versionOf(Py_TYPE(IC[e + 2])) === IC[e + 4]

/** Version of the type of a value that is no descriptor, 0 for others. */
function plainVersion(v: Ptr): number {
  const type = Py_TYPE(v)
  if (slotOf(type, L.TP_DESCR_GET) !== 0 || slotOf(type, L.TP_DESCR_SET) !== 0) return 0
  _PyType_Lookup(type, S_get) // gives the type a version
  return versionOf(type)
}

/** Which of a site's two entries a new finding goes to: the first, unless it serves another type. */
const entryToFill = (k: number, words: number, version: number): number =>
  IC[k + 1] === 0 || IC[k] === version ? k : k + words

function loadAttrOther(o: Ptr, name: Ptr, k: number): Ptr {
  const type = i32[(o + L.OB_TYPE) >> 2]
  const v = loadByEntry(o, type, name, k) || loadByEntry(o, type, name, k + LOAD_ENTRY)
  if (v !== 0) return v
  fillLoad(o, type, name, entryToFill(k, LOAD_ENTRY, versionOf(type)))
  return PyObject_GetAttr(o, name)
}

function moduleEntry(o: Ptr, k: number): Ptr {
  const keys = i32[(i32[(o + L.MD_DICT) >> 2] + L.DICT_KEYS) >> 2]
  return keys === IC[k + 2] && i32[(keys + L.DK_VERSION) >> 2] === IC[k + 3] ? i32[IC[k + 4] >> 2] : 0
}

function entryByHint(dict: Ptr, name: Ptr, ix: number): Ptr {
  const keys = i32[(dict + L.DICT_KEYS) >> 2]
  if (u8[keys + L.DK_KIND] === L.DICT_KEYS_GENERAL || ix >= i32[(keys + L.DK_NENTRIES) >> 2]) return 0
  const entry = dkEntries(keys) + ix * L.UNICODE_ENTRY
  if (i32[entry >> 2] !== name) return 0
  const values = i32[(dict + L.DICT_VALUES) >> 2]
  return values === 0 ? i32[(entry + 8) >> 2] : i32[(values + 8 * ix) >> 2]
}

function indexIn(dict: Ptr, name: Ptr): number {
  const lo = keyHash(name)
  return hashFailed(lo) ? -1 : _PyDict_LookupIndex(dict, name, lo, i32[HASH_HI >> 2])
}

/** Decides how the next access of this site can be short. */
function fillLoad(o: Ptr, type: Ptr, name: Ptr, k: number): void {
  IC[k + 1] = 0
  const getattro = slotOf(type, L.TP_GETATTRO)
  if (getattro === TYPE_GETATTRO) {
    fillClassAttribute(o, type, name, k)
    return
  }
  if (type === PyModule_Type) {
    fillModule(o, type, name, k)
    return
  }
  if (getattro !== GENERIC_GETATTR) return
  const descr = _PyType_Lookup(type, name)
  const version = versionOf(type)
  if (version === 0) return
  if (descr !== 0) {
    const dtype = Py_TYPE(descr)
    if (dtype === PyMemberDescr_Type) {
      const offset = memberSlotOffset(descr, type)
      if (offset > 0) set(k, version, SLOT, offset)
    } else if (dtype === PyProperty_Type) {
      const fget = i32[(descr + L.PROP_GET) >> 2]
      if (fget !== 0) set(k, version, PROPERTY, fget)
    }
    if (slotOf(dtype, L.TP_DESCR_SET) !== 0 || slotOf(dtype, L.TP_DESCR_GET) !== 0) return
  }
  if ((slotOf(type, L.TP_FLAGS) & L.TPFLAGS_MANAGED_DICT) === 0) return
  if (i32[(o + L.MANAGED_VALUES) >> 2] !== 0) {
    const ix = _PyDictKeys_StringLookup(slotOf(type, L.HT_CACHED_KEYS), name)
    if (ix >= 0) {
      if (!mayBecomeDescriptor(descr)) set(k, version, INSTANCE_VALUE, 8 * ix)
    } else if (descr !== 0) {
      IC[k + 3] = versionOfKeysWithout(type, name)
      IC[k + 4] = plainVersion(descr)
      if (IC[k + 3] !== 0 && IC[k + 4] !== 0) set(k, version, INSTANCE_CLASS_VALUE, descr)
    }
    return
  }
  const dict = i32[(o + L.MANAGED_DICT) >> 2]
  if (dict === 0) return
  const ix = indexIn(dict, name)
  if (ix >= 0 && !mayBecomeDescriptor(descr)) set(k, version, DICT_ENTRY, ix)
}

/** Could this value of a class become a data descriptor, and so come before the instance's own, with nothing noticed? */
const mayBecomeDescriptor = (descr: Ptr): boolean =>
  descr !== 0 && (slotOf(Py_TYPE(descr), L.TP_FLAGS) & L.TPFLAGS_HEAPTYPE) !== 0

function set(k: number, version: number, kind: number, what: number): void {
  IC[k] = version
  IC[k + 1] = kind
  IC[k + 2] = what
}

function fillModule(o: Ptr, type: Ptr, name: Ptr, k: number): void {
  const dict = i32[(o + L.MD_DICT) >> 2]
  if (_PyType_Lookup(type, name) !== 0) return
  const keys = i32[(dict + L.DICT_KEYS) >> 2]
  if (dkKind(keys) !== L.DICT_KEYS_UNICODE) return
  const ix = indexIn(dict, name)
  if (ix < 0 || dictValueAt(dict, ix) === 0) return
  const version = _PyDictKeys_GetVersionForCurrentState(keys)
  if (version === 0 || versionOf(type) === 0) return
  set(k, versionOf(type), MODULE, keys)
  IC[k + 3] = version
  IC[k + 4] = dkEntries(keys) + ix * L.UNICODE_ENTRY + 8
}

function fillClassAttribute(o: Ptr, type: Ptr, name: Ptr, k: number): void {
  if (_PyType_Lookup(type, name) !== 0) return // the metaclass has a say
  const v = _PyType_Lookup(o, name)
  if (v === 0 || versionOf(o) === 0) return
  IC[k + 3] = versionOf(type)
  IC[k + 4] = plainVersion(v)
  if (IC[k + 3] !== 0 && IC[k + 4] !== 0) set(k, versionOf(o), CLASS_ATTRIBUTE, v)
}

/** STORE_ATTR; cache of 6 words. value is borrowed; 0 or -1. */
export function storeAttr(o: Ptr, name: Ptr, value: Ptr, k: number): number {
  const version = i32[(i32[(o + L.OB_TYPE) >> 2] + L.TP_VERSION_TAG) >> 2]
  const e = IC[k] === version ? k : k + STORE_ENTRY
  if (IC[e] === version) {
    if (IC[e + 1] === INSTANCE_VALUE) {
      const values = i32[(o + L.MANAGED_VALUES) >> 2]
      if (values !== 0) {
        const word = (values + IC[e + 2]) >> 2
        const old = i32[word]
        i32[value >> 2]++
        i32[word] = value
        if (old === 0) _PyDictValues_AddToInsertionOrder(values, IC[e + 2] >> 3)
        else Py_DECREF(old)
        return 0
      }
    } else if (IC[e + 1] === SLOT) {
      const word = (o + IC[e + 2]) >> 2
      const old = i32[word]
      i32[value >> 2]++
      i32[word] = value
      if (old !== 0) Py_DECREF(old)
      return 0
    }
  }
  return storeAttrSlow(o, name, value, k)
}

function storeAttrSlow(o: Ptr, name: Ptr, value: Ptr, first: number): number {
  const r = PyObject_SetAttr(o, name, value)
  if (r < 0) return r
  const type = Py_TYPE(o)
  const k = entryToFill(first, STORE_ENTRY, versionOf(type))
  IC[k + 1] = 0
  if (slotOf(type, L.TP_SETATTRO) !== GENERIC_SETATTR) return 0
  const descr = _PyType_Lookup(type, name)
  const version = versionOf(type)
  if (version === 0) return 0
  if (descr !== 0) {
    if (Py_TYPE(descr) === PyMemberDescr_Type) {
      const offset = memberSlotOffset(descr, type)
      if (offset > 0) set(k, version, SLOT, offset)
    }
    if (slotOf(Py_TYPE(descr), L.TP_DESCR_SET) !== 0) return 0
  }
  if ((slotOf(type, L.TP_FLAGS) & L.TPFLAGS_MANAGED_DICT) === 0 || i32[(o + L.MANAGED_VALUES) >> 2] === 0) return 0
  const ix = _PyDictKeys_StringLookup(slotOf(type, L.HT_CACHED_KEYS), name)
  if (ix >= 0 && !mayBecomeDescriptor(descr)) set(k, version, INSTANCE_VALUE, 8 * ix)
  return 0
}

export const deleteAttr = (o: Ptr, name: Ptr): number => PyObject_SetAttr(o, name, 0)

/**
 * LOAD_METHOD; cache of 10 words. Gives a new reference to an unbound method (the caller keeps o as its self), or 1 with
 * the ordinary attribute (owned) in METHOD_ATTR, or 0 with an error set.
 */
export function loadMethod(o: Ptr, name: Ptr, k: number): Ptr {
  const type = i32[(o + L.OB_TYPE) >> 2]
  const version = i32[(type + L.TP_VERSION_TAG) >> 2]
  const e = IC[k] === version ? k : k + LOAD_ENTRY
  if (IC[e] === version) {
    const kind = IC[e + 1]
    if (
      kind === METHOD_NO_DICT ||
      (kind === METHOD_VALUES &&
        i32[(o + L.MANAGED_VALUES) >> 2] !== 0 &&
        i32[(i32[(type + L.HT_CACHED_KEYS) >> 2] + L.DK_VERSION) >> 2] === IC[e + 3])
    ) {
      const m = IC[e + 2]
      i32[m >> 2]++
      return m
    }
  }
  return loadMethodOther(o, type, name, k)
}

function attribute(v: Ptr): Ptr {
  if (v === 0) return 0
  i32[METHOD_ATTR] = v
  return 1
}

function loadMethodOther(o: Ptr, type: Ptr, name: Ptr, k: number): Ptr {
  const e = IC[k] === versionOf(type) ? k : k + LOAD_ENTRY
  if (
    IC[e] === versionOf(type) &&
    IC[e + 1] === METHOD_EMPTY_DICT &&
    i32[(o + L.MANAGED_VALUES) >> 2] === 0 &&
    i32[(o + L.MANAGED_DICT) >> 2] === 0
  ) {
    return Py_NewRef(IC[e + 2])
  }
  if (type === PySuper_Type) return attribute(super_getattro(o, name))
  if (slotOf(type, L.TP_GETATTRO) !== GENERIC_GETATTR) return attribute(loadAttrOther(o, name, k))
  const descr = _PyType_Lookup(type, name)
  let get = 0
  let isMethod = false
  if (descr !== 0) {
    i32[descr >> 2]++
    const dtype = Py_TYPE(descr)
    if (slotOf(dtype, L.TP_FLAGS) & L.TPFLAGS_METHOD_DESCRIPTOR) isMethod = true
    else {
      get = slotOf(dtype, L.TP_DESCR_GET)
      if (get !== 0 && slotOf(dtype, L.TP_DESCR_SET) !== 0) {
        const r = (FN[get] as descrgetfunc)(descr, o, type)
        Py_DECREF(descr)
        return attribute(r)
      }
    }
  }
  const own = instanceAttribute(o, type, name)
  if (own !== 0) {
    if (descr !== 0) Py_DECREF(descr)
    return attribute(own)
  }
  if (PyErr_Occurred()) {
    if (descr !== 0) Py_DECREF(descr)
    return 0
  }
  if (isMethod) {
    fillMethod(o, type, name, descr, entryToFill(k, LOAD_ENTRY, versionOf(type)))
    return descr
  }
  if (get !== 0) {
    const r = (FN[get] as descrgetfunc)(descr, o, type)
    Py_DECREF(descr)
    return attribute(r)
  }
  if (descr !== 0) return attribute(descr)
  raise(PyExc_AttributeError, `'${typeName(type)}' object has no attribute '${strToJS(name)}'`)
  setAttributeErrorContext(o, name)
  return 0
}

/** The object's own attribute of that name (owned), 0 when it has none. */
function instanceAttribute(o: Ptr, type: Ptr, name: Ptr): Ptr {
  let dict = 0
  if (slotOf(type, L.TP_FLAGS) & L.TPFLAGS_MANAGED_DICT) {
    const values = i32[(o + L.MANAGED_VALUES) >> 2]
    if (values !== 0) {
      const ix = _PyDictKeys_StringLookup(slotOf(type, L.HT_CACHED_KEYS), name)
      const v = ix < 0 ? 0 : i32[(values + 8 * ix) >> 2]
      return v === 0 ? 0 : Py_NewRef(v)
    }
    dict = i32[(o + L.MANAGED_DICT) >> 2]
  } else {
    const p = dictPointer(o)
    if (p !== 0) dict = i32[p >> 2]
  }
  if (dict === 0) return 0
  const v = PyDict_GetItemWithError(dict, name)
  return v === 0 ? 0 : Py_NewRef(v)
}

/**
 * Version of the keys that the type's instances share when the name is not among them, 0 otherwise: as long as it stays no
 * instance with values of its own has an attribute of that name.
 */
function versionOfKeysWithout(type: Ptr, name: Ptr): number {
  const keys = slotOf(type, L.HT_CACHED_KEYS)
  return _PyDictKeys_StringLookup(keys, name) >= 0 ? 0 : _PyDictKeys_GetVersionForCurrentState(keys)
}

function fillMethod(o: Ptr, type: Ptr, name: Ptr, method: Ptr, k: number): void {
  IC[k + 1] = 0
  const version = versionOf(type)
  if (version === 0) return
  if (slotOf(type, L.TP_FLAGS) & L.TPFLAGS_MANAGED_DICT) {
    if (i32[(o + L.MANAGED_VALUES) >> 2] !== 0) {
      const keysVersion = versionOfKeysWithout(type, name)
      if (keysVersion === 0) return
      set(k, version, METHOD_VALUES, method)
      IC[k + 3] = keysVersion
    } else if (i32[(o + L.MANAGED_DICT) >> 2] === 0) set(k, version, METHOD_EMPTY_DICT, method)
  } else if (slotOf(type, L.TP_DICTOFFSET) === 0) set(k, version, METHOD_NO_DICT, method)
}
