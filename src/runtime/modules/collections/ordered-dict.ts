/** OrderedDict (CPython Objects/odictobject.c). */
import { i32, type Ptr } from '../../memory/heap'
import { PyIter_Next, PyObject_GetIter } from '../../object/abstract/iter-protocol'
import {
  _PyObject_LookupAttr,
  PyObject_GetAttr,
  PyObject_IsTrue,
  PyObject_RichCompareBool,
  reprJS,
} from '../../object/abstract/object-protocol'
import {
  PyObject_GetItem,
  PyObject_SetItem,
  PySequence_Contains,
  PySequence_List,
} from '../../object/abstract/sequence-protocol'
import { PyObject_GC_UnTrack } from '../../object/alloc'
import { PyObject_CallNoArgs, PyObject_CallOneArg } from '../../object/call'
import { dict_sizeof } from '../../object/container/dict'
import {
  keyHash,
  PyDict_Check,
  PyDict_CheckExact,
  PyDict_Clear,
  PyDict_GET_SIZE,
  PyDict_GetItemWithError,
} from '../../object/container/dict-core'
import { dictAsList } from '../../object/container/dict-lists'
import { _PyDict_FromKeys } from '../../object/container/dict-update'
import { dictview_new } from '../../object/container/dict-views'
import { newBool, newNone, newNotImplemented, noneIfOk } from '../../object/container/helpers'
import { _PyList_AppendTakeRef, PyList_New } from '../../object/container/list-core'
import { Py_ReprEnter, Py_ReprLeave } from '../../object/container/repr-guard'
import { PyTuple_GET_ITEM, PyTuple_New, PyTuple_Pack2, PyTuple_SET_ITEM } from '../../object/container/tuple-core'
import { CLASS, defineType, FASTKW, NOARGS, VARKW } from '../../object/define'
import { raise, raiseInt, raiseObject, typeNameOf } from '../../object/errors'
import { PyErr_Occurred } from '../../object/errors-core'
import {
  type destructor,
  FN,
  type initproc,
  type richcmpfunc,
  type traverseproc,
  type unaryfunc,
} from '../../object/fn-table'
import { Py_CLEAR, Py_DECREF, Py_NewRef, Py_SIZE, Py_TYPE, Py_XDECREF } from '../../object/header'
import { HASH_HI } from '../../object/interp'
import * as L from '../../object/layout'
import { PyLong_FromLong } from '../../object/number/int-core'
import { _Py_ID, newStr } from '../../object/text/str-core'
import { withTrashcan } from '../../object/trashcan'
import { bindArgs } from '../../object/type/arg-parse'
import { PyObject_GenericGetDict, PyObject_GenericSetDict } from '../../object/type/generic-attr'
import { PyObject_ClearWeakRefs } from '../../object/type/weakref-core'
import { Py_None, PyDict_Type, PyExc_KeyError, PyExc_TypeError, PyExc_ValueError } from '../../object/types'
import * as OD from './ordered-dict-core'
import {
  KEYS,
  newIterator,
  PyODictItems_Type,
  PyODictKeys_Type,
  PyODictValues_Type,
  REVERSED,
} from './ordered-dict-iterators'

const ID_keys = _Py_ID('keys')
const ID_items = _Py_ID('items')
const ID___getstate__ = _Py_ID('__getstate__')
// biome-ignore lint/complexity/noBannedTypes: the caller knows the slot's signature.
const dictSlot = (slot: number): Function => FN[i32[(PyDict_Type + slot) >> 2]]
const isExact = (o: Ptr): boolean => Py_TYPE(o) === OD.PyODict_Type

// --- merging ---

/** self[key] = value for each pair; a pair is any iterable of two. */
function addPairs(self: Ptr, pairs: Ptr): number {
  const it = PyObject_GetIter(pairs)
  if (it === 0) return -1
  let status = 0
  while (status === 0) {
    const pair = PyIter_Next(it)
    if (pair === 0) {
      if (PyErr_Occurred()) status = -1
      break
    }
    status = addPair(self, pair)
    Py_DECREF(pair)
  }
  Py_DECREF(it)
  return status
}

function addPair(self: Ptr, pair: Ptr): number {
  const it = PyObject_GetIter(pair)
  if (it === 0) return -1
  const key = PyIter_Next(it)
  const value = key === 0 ? 0 : PyIter_Next(it)
  let status = -1
  if (value === 0) {
    if (!PyErr_Occurred()) raise(PyExc_ValueError, `need more than ${key === 0 ? '0 values' : '1 value'} to unpack`)
  } else {
    const third = PyIter_Next(it)
    if (third !== 0) {
      Py_DECREF(third)
      raise(PyExc_ValueError, 'too many values to unpack (expected 2)')
    } else if (!PyErr_Occurred()) status = PyObject_SetItem(self, key, value)
  }
  Py_XDECREF(key)
  Py_XDECREF(value)
  Py_DECREF(it)
  return status
}

function addFromKeys(self: Ptr, other: Ptr, keysMethod: Ptr): number {
  const keys = PyObject_CallNoArgs(keysMethod)
  Py_DECREF(keysMethod)
  const it = keys === 0 ? 0 : PyObject_GetIter(keys)
  Py_XDECREF(keys)
  if (it === 0) return -1
  let status = 0
  while (status === 0) {
    const key = PyIter_Next(it)
    if (key === 0) {
      if (PyErr_Occurred()) status = -1
      break
    }
    const value = PyObject_GetItem(other, key)
    status = value === 0 ? -1 : PyObject_SetItem(self, key, value)
    Py_XDECREF(value)
    Py_DECREF(key)
  }
  Py_DECREF(it)
  return status
}

/** Takes over the list of pairs. */
function addPairsSteal(self: Ptr, pairs: Ptr): number {
  if (pairs === 0) return -1
  const status = addPairs(self, pairs)
  Py_DECREF(pairs)
  return status
}

/** mutablemapping_update_arg. */
function updateFrom(self: Ptr, other: Ptr): number {
  if (PyDict_CheckExact(other)) return addPairsSteal(self, dictAsList(other, 'items'))
  const keys = _PyObject_LookupAttr(other, ID_keys)
  if (keys !== 0) return addFromKeys(self, other, keys)
  if (PyErr_Occurred()) return -1
  const items = _PyObject_LookupAttr(other, ID_items)
  if (items !== 0) {
    const pairs = PyObject_CallNoArgs(items)
    Py_DECREF(items)
    return addPairsSteal(self, pairs)
  }
  return PyErr_Occurred() ? -1 : addPairs(self, other)
}

function updateAll(self: Ptr, args: Ptr, kwds: Ptr): number {
  const n = Py_SIZE(args)
  if (n > 1) return raiseInt(PyExc_TypeError, `update() takes at most 1 positional argument (${n} given)`)
  if (n === 1 && updateFrom(self, PyTuple_GET_ITEM(args, 0)) < 0) return -1
  return kwds !== 0 && PyDict_GET_SIZE(kwds) > 0 ? addPairsSteal(self, dictAsList(kwds, 'items')) : 0
}

const init: initproc = (self, args, kwds) => {
  const n = Py_SIZE(args)
  if (n > 1) return raiseInt(PyExc_TypeError, `expected at most 1 arguments, got ${n}`)
  return updateAll(self, args, kwds)
}

// --- methods ---

function setdefault(self: Ptr, args: Ptr, nargs: number, kwnames: Ptr): Ptr {
  const a = bindArgs('setdefault', ['key', 'default'], { required: 1 }, args, nargs, kwnames)
  if (a === null) return 0
  const value = a[1] || Py_None
  if (isExact(self)) {
    const found = PyDict_GetItemWithError(self, a[0])
    if (found !== 0) return Py_NewRef(found)
    if (PyErr_Occurred()) return 0
    return OD.PyODict_SetItem(self, a[0], value) < 0 ? 0 : Py_NewRef(value)
  }
  const exists = PySequence_Contains(self, a[0])
  if (exists < 0) return 0
  if (exists > 0) return PyObject_GetItem(self, a[0])
  return PyObject_SetItem(self, a[0], value) < 0 ? 0 : Py_NewRef(value)
}

function pop(self: Ptr, args: Ptr, nargs: number, kwnames: Ptr): Ptr {
  const a = bindArgs('pop', ['key', 'default'], { required: 1 }, args, nargs, kwnames)
  if (a === null) return 0
  const lo = keyHash(a[0])
  const hi = i32[HASH_HI >> 2]
  return lo === -1 && hi === -1 ? 0 : OD.popKeyHash(self, a[0], a[1], lo, hi)
}

function popitem(self: Ptr, args: Ptr, nargs: number, kwnames: Ptr): Ptr {
  const a = bindArgs('popitem', ['last'], {}, args, nargs, kwnames)
  if (a === null) return 0
  const last = a[0] === 0 ? 1 : PyObject_IsTrue(a[0])
  if (last < 0) return 0
  const node = last ? OD.lastNode(self) : OD.firstNode(self)
  if (node === 0) return raise(PyExc_KeyError, 'dictionary is empty')
  const key = Py_NewRef(OD.nodeKey(node))
  const value = OD.popKeyHash(self, key, 0, OD.nodeLo(node), OD.nodeHi(node))
  const pair = value === 0 ? 0 : PyTuple_Pack2(key, value)
  Py_DECREF(key)
  Py_XDECREF(value)
  return pair
}

function moveToEnd(self: Ptr, args: Ptr, nargs: number, kwnames: Ptr): Ptr {
  const a = bindArgs('move_to_end', ['key', 'last'], { required: 1 }, args, nargs, kwnames)
  if (a === null) return 0
  const last = a[1] === 0 ? 1 : PyObject_IsTrue(a[1])
  if (last < 0) return 0
  const end = last ? OD.lastNode(self) : OD.firstNode(self)
  if (end === 0) return raiseObject(PyExc_KeyError, a[0])
  if (a[0] === OD.nodeKey(end)) return newNone()
  const node = OD.findNode(self, a[0])
  if (node === 0) return PyErr_Occurred() ? 0 : raiseObject(PyExc_KeyError, a[0])
  if (node !== end) {
    OD.unlinkNode(self, node)
    if (last) OD.addTail(self, node)
    else OD.addHead(self, node)
  }
  return newNone()
}

function copy(self: Ptr): Ptr {
  const c = PyObject_CallNoArgs(Py_TYPE(self))
  if (c === 0) return 0
  for (let n = OD.firstNode(self); n !== 0; n = OD.nextNode(n)) {
    const key = OD.nodeKey(n)
    if (copyEntry(c, self, key, n) < 0) {
      Py_DECREF(c)
      return 0
    }
  }
  return c
}

function copyEntry(c: Ptr, self: Ptr, key: Ptr, n: Ptr): number {
  if (isExact(self)) {
    const value = PyDict_GetItemWithError(self, key)
    if (value !== 0) return OD.odictSetKnownHash(c, key, value, OD.nodeLo(n), OD.nodeHi(n))
    if (!PyErr_Occurred()) raiseObject(PyExc_KeyError, key)
    return -1
  }
  const value = PyObject_GetItem(self, key)
  if (value === 0) return -1
  const status = PyObject_SetItem(c, key, value)
  Py_DECREF(value)
  return status
}

function callMethod(self: Ptr, name: Ptr): Ptr {
  const m = PyObject_GetAttr(self, name)
  const r = m === 0 ? 0 : PyObject_CallNoArgs(m)
  Py_XDECREF(m)
  return r
}

/** (type, (), state, None, iterator over items). */
function reduce(self: Ptr): Ptr {
  const state = callMethod(self, ID___getstate__)
  const items = state === 0 ? 0 : callMethod(self, ID_items)
  const it = items === 0 ? 0 : PyObject_GetIter(items)
  Py_XDECREF(items)
  if (it === 0) {
    Py_XDECREF(state)
    return 0
  }
  const r = PyTuple_New(5)
  PyTuple_SET_ITEM(r, 0, Py_NewRef(Py_TYPE(self)))
  PyTuple_SET_ITEM(r, 1, PyTuple_New(0))
  PyTuple_SET_ITEM(r, 2, state)
  PyTuple_SET_ITEM(r, 3, Py_NewRef(Py_None))
  PyTuple_SET_ITEM(r, 4, it)
  return r
}

function sizeOf(self: Ptr): Ptr {
  const slots = i32[(self + OD.OD_FAST_NODES_SIZE) >> 2]
  const nodes = OD.firstNode(self) === 0 ? 0 : PyDict_GET_SIZE(self)
  return PyLong_FromLong(dict_sizeof(self) + 8 * slots + OD.SIZEOF_ODICTNODE * nodes)
}

function fromkeys(cls: Ptr, args: Ptr, nargs: number, kwnames: Ptr): Ptr {
  const a = bindArgs('fromkeys', ['iterable', 'value'], { required: 1 }, args, nargs, kwnames)
  return a === null ? 0 : _PyDict_FromKeys(cls, a[0], a[1] || Py_None)
}

// --- slots ---

const repr: unaryfunc = (self) => {
  const full = typeNameOf(self)
  const name = full.slice(full.lastIndexOf('.') + 1)
  if (PyDict_GET_SIZE(self) === 0) return newStr(`${name}()`)
  const entered = Py_ReprEnter(self)
  if (entered !== 0) return entered > 0 ? newStr('...') : 0
  const pieces = isExact(self) ? exactItems(self) : listOfItems(self)
  const text = pieces === 0 ? null : reprJS(pieces)
  Py_XDECREF(pieces)
  Py_ReprLeave(self)
  return text === null ? 0 : newStr(`${name}(${text})`)
}

function listOfItems(self: Ptr): Ptr {
  const items = callMethod(self, ID_items)
  const list = items === 0 ? 0 : PySequence_List(items)
  Py_XDECREF(items)
  return list
}

function exactItems(self: Ptr): Ptr {
  const list = PyList_New(0)
  for (let n = OD.firstNode(self); n !== 0; n = OD.nextNode(n)) {
    const key = OD.nodeKey(n)
    const value = PyDict_GetItemWithError(self, key)
    if (value === 0) {
      if (!PyErr_Occurred()) raiseObject(PyExc_KeyError, key)
      Py_DECREF(list)
      return 0
    }
    if (_PyList_AppendTakeRef(list, PyTuple_Pack2(key, value)) < 0) {
      Py_DECREF(list)
      return 0
    }
  }
  return list
}

const richcompare: richcmpfunc = (a, b, op) => {
  if (!OD.PyODict_Check(a) || !PyDict_Check(b)) return newNotImplemented()
  if (op !== L.Py_EQ && op !== L.Py_NE) return newNotImplemented()
  const cmp = (dictSlot(L.TP_RICHCOMPARE) as richcmpfunc)(a, b, L.Py_EQ)
  if (cmp === 0) return 0
  let equal = PyObject_IsTrue(cmp)
  Py_DECREF(cmp)
  if (equal > 0 && OD.PyODict_Check(b)) equal = sameOrder(a, b)
  return equal < 0 ? 0 : newBool(equal > 0 === (op === L.Py_EQ))
}

/** Are the keys of two equal-sized OrderedDicts pairwise equal? 1, 0 or -1. */
function sameOrder(a: Ptr, b: Ptr): number {
  let n = OD.firstNode(a)
  let m = OD.firstNode(b)
  for (; n !== 0 && m !== 0; n = OD.nextNode(n), m = OD.nextNode(m)) {
    const r = PyObject_RichCompareBool(OD.nodeKey(n), OD.nodeKey(m), L.Py_EQ)
    if (r <= 0) return r
  }
  return n === 0 && m === 0 ? 1 : 0
}

function or(a: Ptr, b: Ptr): Ptr {
  const [self, other] = OD.PyODict_Check(a) ? [a, b] : [b, a]
  if (!PyDict_Check(other)) return newNotImplemented()
  const r = PyObject_CallOneArg(Py_TYPE(self), a)
  if (r === 0 || updateFrom(r, b) === 0) return r
  Py_DECREF(r)
  return 0
}

const traverse: traverseproc = (self, visit) => {
  const dict = i32[(self + OD.OD_INST_DICT) >> 2]
  if (dict !== 0) {
    const r = visit(dict)
    if (r !== 0) return r
  }
  // each node holds a reference of its own to its key
  for (let n = OD.firstNode(self); n !== 0; n = OD.nextNode(n)) {
    const r = visit(OD.nodeKey(n))
    if (r !== 0) return r
  }
  return (dictSlot(L.TP_TRAVERSE) as traverseproc)(self, visit)
}

function clear(self: Ptr): number {
  PyDict_Clear(self)
  OD.clearNodes(self)
  return 0
}

const dealloc: destructor = (self) => {
  PyObject_GC_UnTrack(self)
  withTrashcan(self, dealloc, free)
}

function free(self: Ptr): void {
  Py_XDECREF(i32[(self + OD.OD_INST_DICT) >> 2])
  if (i32[(self + OD.OD_WEAKREFLIST) >> 2] !== 0) PyObject_ClearWeakRefs(self)
  OD.clearNodes(self)
  ;(dictSlot(L.TP_DEALLOC) as destructor)(self)
}

defineType(OD.PyODict_Type, {
  name: 'collections.OrderedDict',
  base: PyDict_Type,
  basicsize: OD.SIZEOF_ODICT,
  flags: L.TPFLAGS_DEFAULT | L.TPFLAGS_BASETYPE | L.TPFLAGS_HAVE_GC,
  doc: 'Dictionary that remembers insertion order',
  weaklistoffset: OD.OD_WEAKREFLIST,
  dictoffset: OD.OD_INST_DICT,
  dealloc,
  traverse,
  clear: (self) => {
    Py_CLEAR(self + OD.OD_INST_DICT)
    return clear(self)
  },
  repr,
  hash: 'unhashable',
  richcompare,
  iter: (self) => newIterator(self, KEYS),
  init,
  number: { or, inplace_or: (self, other) => (updateFrom(self, other) < 0 ? 0 : Py_NewRef(self)) },
  mapping: {
    ass_subscript: (self, key, v) => (v === 0 ? OD.PyODict_DelItem(self, key) : OD.PyODict_SetItem(self, key, v)),
  },
  getset: { __dict__: { get: PyObject_GenericGetDict, set: PyObject_GenericSetDict } },
  methods: {
    fromkeys: CLASS(
      FASTKW(fromkeys, 'Create a new ordered dictionary with keys from iterable and values set to value.'),
    ),
    __sizeof__: NOARGS(sizeOf),
    __reduce__: NOARGS(reduce, 'Return state information for pickling'),
    setdefault: FASTKW(
      setdefault,
      'Insert key with a value of default if key is not in the dictionary.\n\nReturn the value for key if key is in the dictionary, else default.',
    ),
    pop: FASTKW(
      pop,
      'od.pop(key[,default]) -> v, remove specified key and return the corresponding value.\n\nIf the key is not found, return the default if given; otherwise,\nraise a KeyError.',
    ),
    popitem: FASTKW(
      popitem,
      'Remove and return a (key, value) pair from the dictionary.\n\nPairs are returned in LIFO order if last is true or FIFO order if false.',
    ),
    keys: NOARGS((self) => dictview_new(self, PyODictKeys_Type)),
    values: NOARGS((self) => dictview_new(self, PyODictValues_Type)),
    items: NOARGS((self) => dictview_new(self, PyODictItems_Type)),
    update: VARKW((self, args, kwds) => noneIfOk(updateAll(self, args, kwds))),
    clear: NOARGS((self) => noneIfOk(clear(self)), 'od.clear() -> None.  Remove all items from od.'),
    copy: NOARGS(copy, 'od.copy() -> a shallow copy of od'),
    __reversed__: NOARGS((self) => newIterator(self, KEYS | REVERSED), 'od.__reversed__() <==> reversed(od)'),
    move_to_end: FASTKW(
      moveToEnd,
      'Move an existing element to the end (or beginning if last is false).\n\nRaise KeyError if the element does not exist.',
    ),
  },
})
