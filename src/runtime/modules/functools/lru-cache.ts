/** functools._lru_cache_wrapper (CPython Modules/_functoolsmodule.c). */

import { i32, type Ptr } from '../../memory/heap'
import { PyIndex_Check, PyNumber_AsSsize_t } from '../../object/abstract/number-protocol'
import { PyObject_GetAttr, PyObject_IsTrue } from '../../object/abstract/object-protocol'
import { PyObject_Free, PyObject_GC_UnTrack, PyObject_New } from '../../object/alloc'
import { callN, PyCallable_Check } from '../../object/call'
import {
  _PyDict_SetItem_KnownHash,
  dictGetItemKnownHash,
  dictNext,
  dictPopKnownHash,
  entry,
  keyHash,
  PyDict_Clear,
  PyDict_GET_SIZE,
  PyDict_New,
} from '../../object/container/dict-core'
import { freeByType, newNone, setSsize, typeAlloc } from '../../object/container/helpers'
import { PyTuple_GET_ITEM, PyTuple_New, PyTuple_SET_ITEM } from '../../object/container/tuple-core'
import { defineType, NOARGS, O } from '../../object/define'
import { typeError } from '../../object/errors'
import { PyErr_Occurred } from '../../object/errors-core'
import { addHiddenReferences, addRoots } from '../../object/extra-roots'
import type { descrgetfunc, destructor, inquiry, newfunc, ternaryfunc, traverseproc } from '../../object/fn-table'
import { Py_CLEAR, Py_DECREF, Py_NewRef, Py_SIZE, Py_TYPE, Py_XDECREF } from '../../object/header'
import { HASH_HI } from '../../object/interp'
import {
  TPFLAGS_DEFAULT,
  TPFLAGS_DISALLOW_INSTANTIATION,
  TPFLAGS_HAVE_GC,
  TPFLAGS_IMMUTABLETYPE,
  TPFLAGS_METHOD_DESCRIPTOR,
} from '../../object/layout'
import { PyLong_FromLong } from '../../object/number/int-core'
import { _Py_ID } from '../../object/text/str-core'
import { bindArgsTuple, PyObject_Call } from '../../object/type/call-objects'
import { PyObject_GenericGetDict, PyObject_GenericSetDict } from '../../object/type/generic-attr'
import { PyMethod_New } from '../../object/type/method-core'
import { PyObject_ClearWeakRefs } from '../../object/type/weakref-core'
import {
  moduleHeapType,
  Py_None,
  PyBaseObject_Type,
  PyExc_OverflowError,
  PyLong_Type,
  PyUnicode_Type,
} from '../../object/types'

export const lru_cache_type: Ptr = moduleHeapType()
export const lru_list_elem_type: Ptr = moduleHeapType()
const ID___qualname__ = _Py_ID('__qualname__')

/* A link of the ring of cached results; the wrapper object begins with the ring's root, which is laid out the same. */
const LINK_PREV = 16
const LINK_NEXT = 24
const LINK_HASH = 32
const LINK_KEY = 40
const LINK_RESULT = 48
const SIZEOF_LINK = 56
const WRAPPER = 56 // which of the three ways of caching
const TYPED = 64 // 4
const CACHE = 72
const HITS = 80
const FUNC = 88
const MAXSIZE = 96
const MISSES = 104
const KWD_MARK = 112
const ELEM_TYPE = 120
const CACHE_INFO_TYPE = 128
const DICT = 136
const WEAKREFLIST = 144
const SIZEOF_LRU_CACHE = 152
const UNCACHED = 1
const INFINITE = 2
const BOUNDED = 3

const field = (o: Ptr, offset: number): number => i32[(o + offset) >> 2]
const bump = (o: Ptr, offset: number): void => {
  i32[(o + offset) >> 2]++
}

/** Separates positional arguments from keywords in keys; made with the module. */
let kwdMark = 0
addRoots((visit) => visit(kwdMark))
export function initKwdMark(): number {
  if (kwdMark === 0) kwdMark = typeAlloc(PyBaseObject_Type, 0)
  return kwdMark === 0 ? -1 : 0
}

const lru_cache_new: newfunc = (type, args, kw) => {
  const names = ['user_function', 'maxsize', 'typed', 'cache_info_type']
  const a = bindArgsTuple('lru_cache', names, { required: 4 }, args, kw)
  if (a === null) return 0
  const [func, limit, typedFlag, infoType] = a
  const typed = PyObject_IsTrue(typedFlag)
  if (typed < 0) return 0
  if (!PyCallable_Check(func)) return typeError('the first argument must be callable')
  let maxsize = -1
  let wrapper = INFINITE
  if (limit !== Py_None) {
    if (!PyIndex_Check(limit)) return typeError('maxsize should be integer or None')
    maxsize = PyNumber_AsSsize_t(limit, PyExc_OverflowError)
    if (maxsize === -1 && PyErr_Occurred()) return 0
    maxsize = Math.max(0, Math.min(maxsize, 0x7fff_ffff))
    wrapper = maxsize === 0 ? UNCACHED : BOUNDED
  }
  const cache = PyDict_New()
  const o = cache === 0 ? 0 : typeAlloc(type, 0)
  if (o === 0) {
    Py_XDECREF(cache)
    return 0
  }
  setSsize(o, LINK_PREV, o)
  setSsize(o, LINK_NEXT, o)
  setSsize(o, WRAPPER, wrapper)
  i32[(o + TYPED) >> 2] = typed
  setSsize(o, CACHE, cache)
  setSsize(o, FUNC, Py_NewRef(func))
  setSsize(o, MAXSIZE, maxsize)
  setSsize(o, KWD_MARK, Py_NewRef(kwdMark))
  setSsize(o, ELEM_TYPE, Py_NewRef(lru_list_elem_type))
  setSsize(o, CACHE_INFO_TYPE, Py_NewRef(infoType))
  return o
}

/** The key of a call: a lone int or str is its own key (lru_cache_make_key). New reference. */
function makeKey(o: Ptr, args: Ptr, kwds: Ptr): Ptr {
  const n = Py_SIZE(args)
  const kw = kwds === 0 ? 0 : PyDict_GET_SIZE(kwds)
  const typed = field(o, TYPED) !== 0
  if (!typed && kw === 0) {
    const first = n === 1 ? PyTuple_GET_ITEM(args, 0) : 0
    const simple = first !== 0 && (Py_TYPE(first) === PyUnicode_Type || Py_TYPE(first) === PyLong_Type)
    return Py_NewRef(simple ? first : args)
  }
  const key = PyTuple_New(n + (kw > 0 ? kw * 2 + 1 : 0) + (typed ? n + kw : 0))
  if (key === 0) return 0
  let at = 0
  const put = (v: Ptr): void => PyTuple_SET_ITEM(key, at++, Py_NewRef(v))
  for (let i = 0; i < n; i++) put(PyTuple_GET_ITEM(args, i))
  if (kw > 0) {
    put(field(o, KWD_MARK))
    for (let pos = dictNext(kwds, 0); pos >= 0; pos = dictNext(kwds, pos)) {
      put(entry.key)
      put(entry.value)
    }
  }
  if (typed) {
    for (let i = 0; i < n; i++) put(Py_TYPE(PyTuple_GET_ITEM(args, i)))
    if (kw > 0) for (let pos = dictNext(kwds, 0); pos >= 0; pos = dictNext(kwds, pos)) put(Py_TYPE(entry.value))
  }
  return key
}

function uncached(o: Ptr, args: Ptr, kwds: Ptr): Ptr {
  bump(o, MISSES)
  return PyObject_Call(field(o, FUNC), args, kwds)
}

function infinite(o: Ptr, args: Ptr, kwds: Ptr): Ptr {
  const key = makeKey(o, args, kwds)
  if (key === 0) return 0
  const r = infiniteWithKey(o, key, args, kwds)
  Py_DECREF(key)
  return r
}

function infiniteWithKey(o: Ptr, key: Ptr, args: Ptr, kwds: Ptr): Ptr {
  const lo = keyHash(key)
  const hi = i32[HASH_HI >> 2]
  if (lo === -1 && hi === -1) return 0
  const found = dictGetItemKnownHash(field(o, CACHE), key, lo, hi)
  if (found !== 0) {
    bump(o, HITS)
    return Py_NewRef(found)
  }
  if (PyErr_Occurred()) return 0
  bump(o, MISSES)
  const r = PyObject_Call(field(o, FUNC), args, kwds)
  if (r === 0 || _PyDict_SetItem_KnownHash(field(o, CACHE), key, r, lo, hi) === 0) return r
  Py_DECREF(r)
  return 0
}

function extractLink(link: Ptr): void {
  const prev = field(link, LINK_PREV)
  const next = field(link, LINK_NEXT)
  setSsize(prev, LINK_NEXT, next)
  setSsize(next, LINK_PREV, prev)
}

/** Puts a link at the end of the ring: the most recently used. */
function appendLink(o: Ptr, link: Ptr): void {
  const last = field(o, LINK_PREV)
  setSsize(o, LINK_PREV, link)
  setSsize(last, LINK_NEXT, link)
  setSsize(link, LINK_PREV, last)
  setSsize(link, LINK_NEXT, o)
}

function bounded(o: Ptr, args: Ptr, kwds: Ptr): Ptr {
  const key = makeKey(o, args, kwds)
  if (key === 0) return 0
  const lo = keyHash(key)
  const hi = i32[HASH_HI >> 2]
  if (lo === -1 && hi === -1) {
    Py_DECREF(key)
    return 0
  }
  const link = dictGetItemKnownHash(field(o, CACHE), key, lo, hi)
  if (link !== 0) {
    extractLink(link)
    appendLink(o, link)
    bump(o, HITS)
    const r = Py_NewRef(field(link, LINK_RESULT))
    Py_DECREF(key)
    return r
  }
  let r = 0
  if (!PyErr_Occurred()) {
    bump(o, MISSES)
    r = PyObject_Call(field(o, FUNC), args, kwds)
  }
  // the call itself may have stored this key
  if (r === 0 || dictGetItemKnownHash(field(o, CACHE), key, lo, hi) !== 0) {
    Py_DECREF(key)
    return r
  }
  if (PyErr_Occurred()) {
    Py_DECREF(key)
    Py_DECREF(r)
    return 0
  }
  const full = PyDict_GET_SIZE(field(o, CACHE)) >= field(o, MAXSIZE) && field(o, LINK_NEXT) !== o
  return full ? replaceOldest(o, key, lo, hi, r) : addLink(o, key, lo, hi, r)
}

/** A new link for key and result, both taken over; returns one more reference to the result. */
function addLink(o: Ptr, key: Ptr, lo: number, hi: number, r: Ptr): Ptr {
  const link = PyObject_New(field(o, ELEM_TYPE), SIZEOF_LINK)
  if (link === 0) {
    Py_DECREF(key)
    Py_DECREF(r)
    return 0
  }
  setLink(link, key, lo, hi, r)
  if (_PyDict_SetItem_KnownHash(field(o, CACHE), key, link, lo, hi) < 0) {
    Py_DECREF(link)
    return 0
  }
  appendLink(o, link)
  return Py_NewRef(r)
}

function setLink(link: Ptr, key: Ptr, lo: number, hi: number, r: Ptr): void {
  i32[(link + LINK_HASH) >> 2] = lo
  i32[(link + LINK_HASH + 4) >> 2] = hi
  setSsize(link, LINK_KEY, key)
  setSsize(link, LINK_RESULT, r)
}

/** Reuses the least recently used link; key and result are taken over. */
function replaceOldest(o: Ptr, key: Ptr, lo: number, hi: number, r: Ptr): Ptr {
  const link = field(o, LINK_NEXT)
  extractLink(link)
  const oldKey = field(link, LINK_KEY)
  const oldResult = field(link, LINK_RESULT)
  const popped = dictPopKnownHash(field(o, CACHE), oldKey, field(link, LINK_HASH), field(link, LINK_HASH + 4))
  if (popped === 0) {
    if (PyErr_Occurred()) {
      appendLink(o, link)
      Py_DECREF(r)
      r = 0
    } else Py_DECREF(link) // somebody else removed the entry: the link is an orphan
    Py_DECREF(key)
    return r
  }
  setLink(link, key, lo, hi, r)
  if (_PyDict_SetItem_KnownHash(field(o, CACHE), key, link, lo, hi) < 0) {
    Py_DECREF(popped)
    Py_DECREF(link)
    Py_DECREF(oldKey)
    Py_DECREF(oldResult)
    return 0
  }
  appendLink(o, link)
  Py_NewRef(r)
  Py_DECREF(popped)
  Py_DECREF(oldKey)
  Py_DECREF(oldResult)
  return r
}

const call: ternaryfunc = (o, args, kwds) => {
  switch (field(o, WRAPPER)) {
    case BOUNDED:
      return bounded(o, args, kwds)
    case INFINITE:
      return infinite(o, args, kwds)
    default:
      return uncached(o, args, kwds)
  }
}

/** Empties the ring; the links, in order, for the caller to drop. */
function unlinkAll(o: Ptr): Ptr[] {
  const links: Ptr[] = []
  if (field(o, LINK_NEXT) !== 0) {
    for (let link = field(o, LINK_NEXT); link !== o; link = field(link, LINK_NEXT)) links.push(link)
  }
  setSsize(o, LINK_PREV, o)
  setSsize(o, LINK_NEXT, o)
  return links
}

/** What cache_info() tells, and the cached function (borrowed); maxsize null: unbounded. */
export const cacheStatistics = (
  o: Ptr,
): { func: Ptr; hits: number; misses: number; maxsize: number | null; currsize: number } => ({
  func: field(o, FUNC),
  hits: field(o, HITS),
  misses: field(o, MISSES),
  maxsize: field(o, MAXSIZE) === -1 ? null : field(o, MAXSIZE),
  currsize: PyDict_GET_SIZE(field(o, CACHE)),
})

function cacheInfo(o: Ptr): Ptr {
  const numbers = [field(o, HITS), field(o, MISSES), field(o, MAXSIZE), PyDict_GET_SIZE(field(o, CACHE))]
  const objects = numbers.map((n, i) => (i === 2 && n === -1 ? Py_NewRef(Py_None) : PyLong_FromLong(n)))
  const r = callN(field(o, CACHE_INFO_TYPE), ...objects)
  for (const v of objects) Py_DECREF(v)
  return r
}

function cacheClear(o: Ptr): Ptr {
  const links = unlinkAll(o)
  setSsize(o, HITS, 0)
  setSsize(o, MISSES, 0)
  PyDict_Clear(field(o, CACHE))
  for (const link of links) Py_DECREF(link)
  return newNone()
}

const OWNED = [CACHE, FUNC, KWD_MARK, ELEM_TYPE, CACHE_INFO_TYPE, DICT]

const clear: inquiry = (o) => {
  const links = unlinkAll(o)
  for (const offset of OWNED) Py_CLEAR(o + offset)
  for (const link of links) Py_DECREF(link)
  return 0
}

const dealloc: destructor = (o) => {
  PyObject_GC_UnTrack(o)
  if (field(o, WEAKREFLIST) !== 0) PyObject_ClearWeakRefs(o)
  clear(o)
  freeByType(o)
}

const traverse: traverseproc = (o, visit) => {
  for (let link = field(o, LINK_NEXT); link !== o && link !== 0; link = field(link, LINK_NEXT)) {
    for (const offset of [LINK_KEY, LINK_RESULT]) {
      const r = visit(field(link, offset))
      if (r !== 0) return r
    }
  }
  for (const offset of OWNED) {
    const v = field(o, offset)
    const r = v === 0 ? 0 : visit(v)
    if (r !== 0) return r
  }
  return 0
}

// the linked list owns its elements as well as the dict does
addHiddenReferences(lru_cache_type, (o, visit) => {
  for (let link = field(o, LINK_NEXT); link !== o && link !== 0; link = field(link, LINK_NEXT)) visit(link)
})

const descr_get: descrgetfunc = (o, obj, _type) => (obj === 0 || obj === Py_None ? Py_NewRef(o) : PyMethod_New(o, obj))

const linkDealloc: destructor = (link) => {
  Py_XDECREF(field(link, LINK_KEY))
  Py_XDECREF(field(link, LINK_RESULT))
  PyObject_Free(link)
}

defineType(lru_list_elem_type, {
  name: 'functools._lru_list_elem',
  heap: true,
  flags: TPFLAGS_DEFAULT | TPFLAGS_IMMUTABLETYPE | TPFLAGS_DISALLOW_INSTANTIATION,
  basicsize: SIZEOF_LINK,
  dealloc: linkDealloc,
})

defineType(lru_cache_type, {
  name: 'functools._lru_cache_wrapper',
  heap: true,
  basicsize: SIZEOF_LRU_CACHE,
  flags: TPFLAGS_DEFAULT | TPFLAGS_HAVE_GC | TPFLAGS_IMMUTABLETYPE | TPFLAGS_METHOD_DESCRIPTOR,
  doc: `Create a cached callable that wraps another function.

user_function:      the function being cached

maxsize:  0         for no caching
          None      for unlimited cache size
          n         for a bounded cache

typed:    False     cache f(3) and f(3.0) as identical calls
          True      cache f(3) and f(3.0) as distinct calls

cache_info_type:    namedtuple class with the fields:
                        hits misses currsize maxsize
`,
  weaklistoffset: WEAKREFLIST,
  dictoffset: DICT,
  dealloc,
  traverse,
  clear,
  call,
  descr_get,
  new: lru_cache_new,
  getset: { __dict__: { get: PyObject_GenericGetDict, set: PyObject_GenericSetDict } },
  methods: {
    cache_info: NOARGS(cacheInfo, 'Report cache statistics'),
    cache_clear: NOARGS(cacheClear, 'Clear the cache and cache statistics'),
    __reduce__: NOARGS((o) => PyObject_GetAttr(o, ID___qualname__)),
    __copy__: NOARGS((o) => Py_NewRef(o)),
    __deepcopy__: O((o) => Py_NewRef(o)),
  },
})
