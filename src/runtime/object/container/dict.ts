/** The dict type: methods and slots (CPython Objects/dictobject.c). */
import { i32, type Ptr } from '../../memory/heap'
import { _PyObject_LookupSpecial, PyObject_Repr, PyObject_RichCompareBool } from '../abstract/object-protocol'
import { Py_GenericAlias } from '../abstract/sequence-protocol'
import { PyObject_GC_UnTrack, typeBasicSize } from '../alloc'
import { PyObject_CallOneArg, PyVectorcall_NARGS } from '../call'
import { arg, CLASS, COEXIST, defineType, FAST, NOARGS, O, VARKW } from '../define'
import { raise } from '../errors'
import { PyErr_Occurred } from '../errors-core'
import type { initproc, inquiry, newfunc, richcmpfunc, traverseproc, unaryfunc, vectorcallfunc } from '../fn-table'
import { Py_DECREF, Py_NewRef, Py_SIZE, Py_TYPE } from '../header'
import { HASH_HI } from '../interp'
import * as L from '../layout'
import { PyLong_FromLong } from '../number/int-core'
import { _Py_ID, newStr } from '../text/str-core'
import { UnicodeWriter } from '../text/unicode-writer'
import { checkPositional } from '../type/arg-parse'
import {
  Py_None,
  PyDict_Type,
  PyDictItems_Type,
  PyDictIterKey_Type,
  PyDictKeys_Type,
  PyDictRevIterKey_Type,
  PyDictValues_Type,
  PyExc_KeyError,
} from '../types'
import { dict_dealloc } from './destroy'
import { dictiter_new } from './dict-iterators'
import {
  DKIX_DUMMY,
  dkBytes,
  dkEntries,
  dkIsUnicode,
  dkLog2,
  dkNentries,
  dkValueWord,
  lookdict_index,
  Py_EMPTY_KEYS,
  setIndex,
  shared_keys_usable_size,
} from './dict-keys'
import { _PyDict_LookupIndex, dictGetItemKnownHash, dictValueAt, keyHash, PyDict_Contains } from './dict-lookup'
import { PyDict_Copy } from './dict-merge'
import {
  _PyDict_Pop,
  dictresize,
  initDict,
  nextVersion,
  PyDict_Check,
  PyDict_Clear,
  PyDict_DelItem,
  PyDict_GET_SIZE,
  PyDict_SetDefault,
  setKeyError,
} from './dict-object'
import { PyDict_SetItem } from './dict-store'
import { _PyDict_FromKeys, dict_update_arg, dict_update_common } from './dict-update'
import { dictview_new } from './dict-views'
import { dictNext, entry } from './dict-walk'
import { boolIfOk, gcAlloc, newBool, newNone, newNotImplemented, noneIfOk } from './helpers'
import { Py_ReprEnter, Py_ReprLeave } from './repr-guard'
import { PyTuple_New, PyTuple_SET_ITEM } from './tuple-core'

const ID___missing__ = _Py_ID('__missing__')

/** str tables: values only; general tables: value, then key of each entry. */
const traverse: traverseproc = (d, visit) => {
  const dk = i32[(d + L.DICT_KEYS) >> 2]
  const values = i32[(d + L.DICT_VALUES) >> 2]
  const n = dkNentries(dk)
  const unicode = dkIsUnicode(dk)
  for (let i = 0; i < n; i++) {
    const w = values !== 0 ? (values + i * 8) >> 2 : dkValueWord(dk, i)
    const v = i32[w]
    if (v === 0) continue
    let r = visit(v)
    if (r !== 0) return r
    if (!unicode) {
      r = visit(i32[w - 2])
      if (r !== 0) return r
    }
  }
  return 0
}

const clear: inquiry = (d) => {
  PyDict_Clear(d)
  return 0
}

const repr: unaryfunc = (d) => {
  const entered = Py_ReprEnter(d)
  if (entered !== 0) return entered > 0 ? newStr('{...}') : 0
  let r: Ptr
  if (PyDict_GET_SIZE(d) === 0) r = newStr('{}')
  else {
    const w = new UnicodeWriter()
    w.overallocate = true
    w.minLength = 1 + 4 + 6 * (PyDict_GET_SIZE(d) - 1) + 1
    r = writeItems(w, d) ? w.finish() : w.dealloc()
  }
  Py_ReprLeave(d)
  return r
}

function writeItems(w: UnicodeWriter, d: Ptr): boolean {
  if (!w.writeChar(123)) return false
  let first = true
  for (let pos = dictNext(d, 0); pos >= 0; pos = dictNext(d, pos)) {
    const { key, value } = entry
    i32[key >> 2]++
    i32[value >> 2]++
    const ok = (first || w.writeASCII(', ')) && writeRepr(w, key) && w.writeASCII(': ') && writeRepr(w, value)
    Py_DECREF(value)
    Py_DECREF(key)
    if (!ok) return false
    first = false
  }
  w.overallocate = false
  return w.writeChar(125)
}

function writeRepr(w: UnicodeWriter, o: Ptr): boolean {
  const s = PyObject_Repr(o)
  if (s === 0) return false
  const ok = w.writeStr(s)
  Py_DECREF(s)
  return ok
}

/** 1, 0 or -1 (dict_equal). */
function equal(a: Ptr, b: Ptr): number {
  if (PyDict_GET_SIZE(a) !== PyDict_GET_SIZE(b)) return 0
  for (let i = 0; i < dkNentries(i32[(a + L.DICT_KEYS) >> 2]); i++) {
    const dk = i32[(a + L.DICT_KEYS) >> 2]
    const v = dictValueAt(a, i)
    if (v === 0) continue
    const unicode = dkIsUnicode(dk)
    const p = dkEntries(dk) + i * (unicode ? L.UNICODE_ENTRY : L.GENERAL_ENTRY)
    const key = i32[(unicode ? p : p + 8) >> 2]
    const h = (unicode ? key + L.UNICODE_HASH : p) >> 2
    i32[v >> 2]++
    i32[key >> 2]++
    const cmp = equalValue(b, key, i32[h], i32[h + 1], v)
    Py_DECREF(key)
    Py_DECREF(v)
    if (cmp <= 0) return cmp
  }
  return 1
}

function equalValue(b: Ptr, key: Ptr, lo: number, hi: number, v: Ptr): number {
  const w = dictGetItemKnownHash(b, key, lo, hi)
  if (w === 0) return PyErr_Occurred() ? -1 : 0
  i32[w >> 2]++
  const cmp = PyObject_RichCompareBool(v, w, L.Py_EQ)
  Py_DECREF(w)
  return cmp
}

const richcompare: richcmpfunc = (a, b, op) => {
  if (!PyDict_Check(a) || !PyDict_Check(b) || (op !== L.Py_EQ && op !== L.Py_NE)) return newNotImplemented()
  const cmp = equal(a, b)
  return cmp < 0 ? 0 : newBool(cmp > 0 === (op === L.Py_EQ))
}

/** d[key]; subclasses may define __missing__. */
export function dict_subscript(d: Ptr, key: Ptr): Ptr {
  const lo = keyHash(key)
  const hi = i32[HASH_HI >> 2]
  if (lo === -1 && hi === -1) return 0
  const v = dictGetItemKnownHash(d, key, lo, hi)
  if (v !== 0) return Py_NewRef(v)
  if (PyErr_Occurred()) return 0
  if (Py_TYPE(d) !== PyDict_Type) {
    const missing = _PyObject_LookupSpecial(d, ID___missing__)
    if (missing !== 0) {
      const r = PyObject_CallOneArg(missing, key)
      Py_DECREF(missing)
      return r
    }
    if (PyErr_Occurred()) return 0
  }
  setKeyError(key)
  return 0
}

const ass_subscript = (d: Ptr, key: Ptr, v: Ptr): number =>
  v === 0 ? PyDict_DelItem(d, key) : PyDict_SetItem(d, key, v)

function get(d: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('get', nargs, 1, 2)) return 0
  const key = arg(args, 0)
  const lo = keyHash(key)
  const hi = i32[HASH_HI >> 2]
  if (lo === -1 && hi === -1) return 0
  const ix = _PyDict_LookupIndex(d, key, lo, hi)
  if (ix < -1) return 0
  const v = ix >= 0 ? dictValueAt(d, ix) : 0
  return Py_NewRef(v !== 0 ? v : nargs > 1 ? arg(args, 1) : Py_None)
}

function setdefault(d: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('setdefault', nargs, 1, 2)) return 0
  const v = PyDict_SetDefault(d, arg(args, 0), nargs > 1 ? arg(args, 1) : Py_None)
  return v === 0 ? 0 : Py_NewRef(v)
}

function pop(d: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('pop', nargs, 1, 2)) return 0
  return _PyDict_Pop(d, arg(args, 0), nargs > 1 ? arg(args, 1) : 0)
}

function popitem(d: Ptr): Ptr {
  const r = PyTuple_New(2)
  if (r === 0) return 0
  if (PyDict_GET_SIZE(d) === 0) {
    Py_DECREF(r)
    return raise(PyExc_KeyError, 'popitem(): dictionary is empty')
  }
  let dk = i32[(d + L.DICT_KEYS) >> 2]
  if (i32[(d + L.DICT_VALUES) >> 2] !== 0) {
    if (dictresize(d, dkLog2(dk), true) < 0) {
      Py_DECREF(r)
      return 0
    }
    dk = i32[(d + L.DICT_KEYS) >> 2]
  }
  i32[(dk + L.DK_VERSION) >> 2] = 0
  let i = dkNentries(dk) - 1
  while (i >= 0 && i32[dkValueWord(dk, i)] === 0) i--
  const w = dkValueWord(dk, i)
  const key = i32[w - 2]
  const unicode = dkIsUnicode(dk)
  const h = unicode ? (key + L.UNICODE_HASH) >> 2 : w - 4
  PyTuple_SET_ITEM(r, 0, key)
  PyTuple_SET_ITEM(r, 1, i32[w])
  setIndex(dk, lookdict_index(dk, i32[h], i32[h + 1], i), DKIX_DUMMY)
  i32[w] = 0
  i32[w - 2] = 0
  if (!unicode) {
    i32[w - 4] = 0
    i32[w - 3] = 0
  }
  i32[(dk + L.DK_NENTRIES) >> 2] = i
  i32[(d + L.DICT_USED) >> 2]--
  nextVersion(d)
  return r
}

/** Size of the dict and of the table when it is the dict's own. */
export function dict_sizeof(d: Ptr): number {
  const dk = i32[(d + L.DICT_KEYS) >> 2]
  let size = typeBasicSize(Py_TYPE(d))
  if (i32[(d + L.DICT_VALUES) >> 2] !== 0) size += shared_keys_usable_size(dk) * 8
  if (dk !== Py_EMPTY_KEYS && i32[(dk + L.DK_REFCNT) >> 2] === 1) size += dkBytes(dk)
  return size
}

function or(a: Ptr, b: Ptr): Ptr {
  if (!PyDict_Check(a) || !PyDict_Check(b)) return newNotImplemented()
  const d = PyDict_Copy(a)
  if (d === 0 || dict_update_arg(d, b) === 0) return d
  Py_DECREF(d)
  return 0
}

const inplaceOr = (d: Ptr, other: Ptr): Ptr => (dict_update_arg(d, other) < 0 ? 0 : Py_NewRef(d))

function fromkeys(cls: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('fromkeys', nargs, 1, 2)) return 0
  return _PyDict_FromKeys(cls, arg(args, 0), nargs > 1 ? arg(args, 1) : Py_None)
}

/** A plain dict is untracked until it holds something that can be in a cycle. */
export const dict_new: newfunc = (type) => {
  const d = gcAlloc(type)
  if (d === 0) return 0
  initDict(d, Py_EMPTY_KEYS, 0, 0)
  if (type === PyDict_Type) PyObject_GC_UnTrack(d)
  return d
}

const init: initproc = (d, args, kwds) => dict_update_common(d, args, kwds, 'dict')

const vectorcall: vectorcallfunc = (type, args, nargsf, kwnames) => {
  const n = PyVectorcall_NARGS(nargsf)
  if (!checkPositional('dict', n, 0, 1)) return 0
  const d = dict_new(type, 0, 0)
  if (d === 0) return 0
  let status = n === 1 ? dict_update_arg(d, arg(args, 0)) : 0
  const kw = kwnames === 0 ? 0 : Py_SIZE(kwnames)
  for (let i = 0; i < kw && status === 0; i++) {
    status = PyDict_SetItem(d, i32[(kwnames + L.TUPLE_ITEM + i * 8) >> 2], arg(args, n + i))
  }
  if (status === 0) return d
  Py_DECREF(d)
  return 0
}

defineType(PyDict_Type, {
  name: 'dict',
  basicsize: L.SIZEOF_DICT,
  flags:
    L.TPFLAGS_DEFAULT |
    L.TPFLAGS_HAVE_GC |
    L.TPFLAGS_BASETYPE |
    L.TPFLAGS_DICT_SUBCLASS |
    L.TPFLAGS_MATCH_SELF |
    L.TPFLAGS_MAPPING,
  doc: `dict() -> new empty dictionary
dict(mapping) -> new dictionary initialized from a mapping object's
    (key, value) pairs
dict(iterable) -> new dictionary initialized as if via:
    d = {}
    for k, v in iterable:
        d[k] = v
dict(**kwargs) -> new dictionary initialized with the name=value pairs
    in the keyword argument list.  For example:  dict(one=1, two=2)`,
  dealloc: dict_dealloc,
  traverse,
  clear,
  repr,
  hash: 'unhashable',
  richcompare,
  iter: (d) => dictiter_new(d, PyDictIterKey_Type),
  init,
  new: dict_new,
  vectorcall,
  number: { or, inplace_or: inplaceOr },
  sequence: { contains: PyDict_Contains },
  mapping: { length: PyDict_GET_SIZE, subscript: dict_subscript, ass_subscript },
  methods: {
    __contains__: COEXIST(
      O((d, k) => boolIfOk(PyDict_Contains(d, k)), 'True if the dictionary has the specified key, else False.'),
    ),
    __getitem__: COEXIST(O(dict_subscript, 'x.__getitem__(y) <==> x[y]')),
    __sizeof__: NOARGS((d) => PyLong_FromLong(dict_sizeof(d)), 'D.__sizeof__() -> size of D in memory, in bytes'),
    get: FAST(get, 'Return the value for key if key is in the dictionary, else default.'),
    setdefault: FAST(
      setdefault,
      'Insert key with a value of default if key is not in the dictionary.\n\nReturn the value for key if key is in the dictionary, else default.',
    ),
    pop: FAST(
      pop,
      'D.pop(k[,d]) -> v, remove specified key and return the corresponding value.\n\nIf the key is not found, return the default if given; otherwise,\nraise a KeyError.',
    ),
    popitem: NOARGS(
      popitem,
      'Remove and return a (key, value) pair as a 2-tuple.\n\nPairs are returned in LIFO (last-in, first-out) order.\nRaises KeyError if the dict is empty.',
    ),
    keys: NOARGS((d) => dictview_new(d, PyDictKeys_Type), "D.keys() -> a set-like object providing a view on D's keys"),
    items: NOARGS(
      (d) => dictview_new(d, PyDictItems_Type),
      "D.items() -> a set-like object providing a view on D's items",
    ),
    values: NOARGS((d) => dictview_new(d, PyDictValues_Type), "D.values() -> an object providing a view on D's values"),
    update: VARKW(
      (d, args, kwds) => noneIfOk(dict_update_common(d, args, kwds, 'update')),
      'D.update([E, ]**F) -> None.  Update D from dict/iterable E and F.\nIf E is present and has a .keys() method, then does:  for k in E: D[k] = E[k]\nIf E is present and lacks a .keys() method, then does:  for k, v in E: D[k] = v\nIn either case, this is followed by: for k in F:  D[k] = F[k]',
    ),
    fromkeys: CLASS(FAST(fromkeys, 'Create a new dictionary with keys from iterable and values set to value.')),
    clear: NOARGS((d) => {
      PyDict_Clear(d)
      return newNone()
    }, 'D.clear() -> None.  Remove all items from D.'),
    copy: NOARGS(PyDict_Copy, 'D.copy() -> a shallow copy of D'),
    __reversed__: NOARGS(
      (d) => dictiter_new(d, PyDictRevIterKey_Type),
      'Return a reverse iterator over the dict keys.',
    ),
    __class_getitem__: CLASS(O(Py_GenericAlias, 'See PEP 585')),
  },
})
