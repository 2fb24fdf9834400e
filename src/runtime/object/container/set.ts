/** The set and frozenset types and their iterator (CPython Objects/setobject.c). */
import { i32, type Ptr } from '../../memory/heap'
import { PyIter_Next, PyObject_SelfIter } from '../abstract/iter-protocol'
import { PyObject_GetAttr, reprJS } from '../abstract/object-protocol'
import { Py_GenericAlias, PySequence_List } from '../abstract/sequence-protocol'
import { PyObject_GC_New, PyObject_GC_Track, typeBasicSize } from '../alloc'
import { PyObject_CallNoArgs, PyVectorcall_NARGS } from '../call'
import { arg, CLASS, COEXIST, defineType, FAST, type MethodSpec, NOARGS, O } from '../define'
import { raise, typeNameOf } from '../errors'
import { PyErr_Clear, PyErr_Occurred } from '../errors-core'
import type {
  hashfunc,
  initproc,
  inquiry,
  newfunc,
  richcmpfunc,
  traverseproc,
  unaryfunc,
  vectorcallfunc,
} from '../fn-table'
import { Py_DECREF, Py_NewRef, Py_SIZE, Py_TYPE } from '../header'
import { HASH_HI } from '../interp'
import * as L from '../layout'
import { PyLong_FromLong } from '../number/int-core'
import { _Py_ID, newStr } from '../text/str-core'
import { checkPositional, noKwnames } from '../type/arg-parse'
import { noKeywords } from '../type/call-objects'
import { errorIs } from '../type/subtype'
import {
  PyExc_KeyError,
  PyExc_RuntimeError,
  PyExc_TypeError,
  PyFrozenSet_Type,
  PySet_Type,
  PySetIter_Type,
} from '../types'
import { set_dealloc } from './destroy'
import { setKeyError } from './dict-object'
import { add64, mul64, hi as mulHi, lo as mulLo } from './hash64'
import {
  boolIfOk,
  deallocFields,
  newBool,
  newNone,
  newNotImplemented,
  noneIfOk,
  setSsize,
  traverseFields,
} from './helpers'
import { _PyList_AppendTakeRef, PyList_New } from './list-core'
import { Py_ReprEnter, Py_ReprLeave } from './repr-guard'
import { getBuiltin, ID_iter, reduceTuple } from './seq-iterators'
import {
  make_new_set,
  PyAnySet_Check,
  PyFrozenSet_CheckExact,
  PySet_Check,
  set_add_key,
  set_clear_internal,
  set_contains_key,
  set_discard_key,
  set_update_internal,
  setEntry,
  setFill,
  setMask,
  setNext,
  setPop,
  setTable,
  setUsed,
} from './set-core'
import * as ops from './set-ops'
import { PyTuple_GET_ITEM, PyTuple_New, PyTuple_Pack1, PyTuple_SET_ITEM } from './tuple-core'

const ID___getstate__ = _Py_ID('__getstate__')

const traverse: traverseproc = (s, visit) => {
  for (let pos = setNext(s, 0); pos >= 0; pos = setNext(s, pos)) {
    const r = visit(setEntry.key)
    if (r !== 0) return r
  }
  return 0
}

const clear: inquiry = (s) => {
  set_clear_internal(s)
  return 0
}

const repr: unaryfunc = (s) => {
  const entered = Py_ReprEnter(s)
  if (entered !== 0) return entered > 0 ? newStr(`${typeNameOf(s)}(...)`) : 0
  const r = showElements(s)
  Py_ReprLeave(s)
  return r
}

function showElements(s: Ptr): Ptr {
  if (setUsed(s) === 0) return newStr(`${typeNameOf(s)}()`)
  const list = PySequence_List(s)
  if (list === 0) return 0
  const text = reprJS(list)
  Py_DECREF(list)
  if (text === null) return 0
  const elements = `{${text.slice(1, -1)}}`
  return newStr(Py_TYPE(s) === PySet_Type ? elements : `${typeNameOf(s)}(${elements})`)
}

let shuffledLo = 0
let shuffledHi = 0
function shuffle(lo: number, hi: number): void {
  mul64(lo ^ 0x55b4db3 ^ (lo << 16), hi ^ ((hi << 16) | (lo >>> 16)), 0xd93f34d7, 0)
  shuffledLo = mulLo
  shuffledHi = mulHi
}

/** Independent of order and of table size: unused and deleted slots are mixed in, then out again. */
const frozensetHash: hashfunc = (s) => {
  const lo0 = i32[(s + L.SET_HASH) >> 2]
  const hi0 = i32[(s + L.SET_HASH + 4) >> 2]
  if (lo0 !== -1 || hi0 !== -1) {
    i32[HASH_HI >> 2] = hi0
    return lo0
  }
  let lo = 0
  let hi = 0
  const mix = (a: number, b: number): void => {
    shuffle(a, b)
    lo ^= shuffledLo
    hi ^= shuffledHi
  }
  for (let pos = setNext(s, 0); pos >= 0; pos = setNext(s, pos)) mix(setEntry.lo, setEntry.hi)
  mul64(setUsed(s) + 1, 0, 1927868237, 0)
  lo ^= mulLo
  hi ^= mulHi
  const lo11 = (lo >>> 11) | (hi << 21)
  const lo25 = (lo >>> 25) | (hi << 7)
  lo ^= lo11 ^ lo25
  hi ^= (hi >>> 11) ^ (hi >>> 25)
  mul64(lo, hi, 69069, 0)
  add64(mulLo, mulHi, 907133923, 0)
  lo = mulLo
  hi = mulHi
  if (lo === -1 && hi === -1) {
    lo = 590923713
    hi = 0
  }
  i32[(s + L.SET_HASH) >> 2] = lo
  i32[(s + L.SET_HASH + 4) >> 2] = hi
  i32[HASH_HI >> 2] = hi
  return lo
}

const hashKnown = (s: Ptr): boolean => i32[(s + L.SET_HASH) >> 2] !== -1 || i32[(s + L.SET_HASH + 4) >> 2] !== -1
const sameHash = (a: Ptr, b: Ptr): boolean =>
  i32[(a + L.SET_HASH) >> 2] === i32[(b + L.SET_HASH) >> 2] &&
  i32[(a + L.SET_HASH + 4) >> 2] === i32[(b + L.SET_HASH + 4) >> 2]

function equal(a: Ptr, b: Ptr): number {
  if (setUsed(a) !== setUsed(b)) return 0
  if (hashKnown(a) && hashKnown(b) && !sameHash(a, b)) return 0
  return ops.set_issubset(a, b)
}

const richcompare: richcmpfunc = (a, b, op) => {
  if (!PyAnySet_Check(b)) return newNotImplemented()
  if (op === L.Py_EQ) return boolIfOk(equal(a, b))
  if (op === L.Py_NE) {
    const e = equal(a, b)
    return e < 0 ? 0 : newBool(e === 0)
  }
  if (op === L.Py_LE) return boolIfOk(ops.set_issubset(a, b))
  if (op === L.Py_GE) return boolIfOk(ops.set_issuperset(a, b))
  if (op === L.Py_LT) return setUsed(a) >= setUsed(b) ? newBool(false) : boolIfOk(ops.set_issubset(a, b))
  return setUsed(a) <= setUsed(b) ? newBool(false) : boolIfOk(ops.set_issuperset(a, b))
}

/** f(key), tried again with a frozenset when the key is an unhashable set. */
function withFrozenKey(key: Ptr, f: (key: Ptr) => number): number {
  const r = f(key)
  if (r >= 0 || !PySet_Check(key) || !errorIs(PyExc_TypeError)) return r
  PyErr_Clear()
  const frozen = make_new_set(PyFrozenSet_Type, key)
  if (frozen === 0) return -1
  const again = f(frozen)
  Py_DECREF(frozen)
  return again
}

const contains = (s: Ptr, key: Ptr): number => withFrozenKey(key, (k) => set_contains_key(s, k))

function remove(s: Ptr, key: Ptr): Ptr {
  const r = withFrozenKey(key, (k) => set_discard_key(s, k))
  if (r < 0) return 0
  if (r > 0) return newNone()
  setKeyError(key)
  return 0
}

function discard(s: Ptr, key: Ptr): Ptr {
  return withFrozenKey(key, (k) => set_discard_key(s, k)) < 0 ? 0 : newNone()
}

function pop(s: Ptr): Ptr {
  return setPop(s) || raise(PyExc_KeyError, 'pop from an empty set')
}

/** An operator of two sets; anything else is for the other operand. */
const operator =
  (f: (a: Ptr, b: Ptr) => Ptr) =>
  (a: Ptr, b: Ptr): Ptr =>
    PyAnySet_Check(a) && PyAnySet_Check(b) ? f(a, b) : newNotImplemented()

const inplace =
  (f: (a: Ptr, b: Ptr) => number) =>
  (a: Ptr, b: Ptr): Ptr => {
    if (!PyAnySet_Check(b)) return newNotImplemented()
    return f(a, b) < 0 ? 0 : Py_NewRef(a)
  }

const or = operator((a, b) => {
  const r = ops.set_copy(a)
  return r === 0 || a === b ? r : ops.resultIfOk(r, set_update_internal(r, b))
})
const and = operator(ops.set_intersection)
const sub = operator(ops.set_difference)
const xor = operator(ops.set_symmetric_difference)

function intersectionUpdate(s: Ptr, others: Ptr[]): number {
  const r = intersectionOf(s, others)
  if (r === 0) return -1
  ops.set_swap_bodies(s, r)
  Py_DECREF(r)
  return 0
}

function intersectionOf(s: Ptr, others: Ptr[]): Ptr {
  if (others.length === 0) return ops.set_copy(s)
  let r = Py_NewRef(s)
  for (const other of others) {
    const next = ops.set_intersection(r, other)
    Py_DECREF(r)
    if (next === 0) return 0
    r = next
  }
  return r
}

function differenceOf(s: Ptr, others: Ptr[]): Ptr {
  if (others.length === 0) return ops.set_copy(s)
  const r = ops.set_difference(s, others[0])
  if (r === 0) return 0
  return ops.resultIfOk(r, differenceUpdate(r, others.slice(1)))
}

function differenceUpdate(s: Ptr, others: Ptr[]): number {
  for (const other of others) if (ops.set_difference_update_internal(s, other) < 0) return -1
  return 0
}

function unionOf(s: Ptr, others: Ptr[]): Ptr {
  const r = ops.set_copy(s)
  if (r === 0) return 0
  for (const other of others) {
    if (other !== s && set_update_internal(r, other) < 0) return ops.resultIfOk(r, -1)
  }
  return r
}

function updateFrom(s: Ptr, others: Ptr[]): number {
  for (const other of others) if (set_update_internal(s, other) < 0) return -1
  return 0
}

/** A method of any number of other iterables. */
const MANY = (f: (s: Ptr, others: Ptr[]) => Ptr, doc: string): MethodSpec =>
  FAST((s, args, nargs) => {
    const others: Ptr[] = []
    for (let i = 0; i < nargs; i++) others.push(arg(args, i))
    return f(s, others)
  }, doc)

/** (type, ([elements],), state). */
function reduce(s: Ptr): Ptr {
  const keys = PySequence_List(s)
  if (keys === 0) return 0
  const args = PyTuple_Pack1(keys)
  Py_DECREF(keys)
  if (args === 0) return 0
  const getstate = PyObject_GetAttr(s, ID___getstate__)
  const state = getstate === 0 ? 0 : PyObject_CallNoArgs(getstate)
  if (getstate !== 0) Py_DECREF(getstate)
  const r = state === 0 ? 0 : PyTuple_New(3)
  if (r === 0) {
    Py_DECREF(args)
    return 0
  }
  PyTuple_SET_ITEM(r, 0, Py_NewRef(Py_TYPE(s)))
  PyTuple_SET_ITEM(r, 1, args)
  PyTuple_SET_ITEM(r, 2, state)
  return r
}

function sizeOf(s: Ptr): Ptr {
  const table = setTable(s) === s + L.SET_SMALLTABLE ? 0 : (setMask(s) + 1) * L.SET_ENTRY
  return PyLong_FromLong(typeBasicSize(Py_TYPE(s)) + table)
}

const set_new: newfunc = (type) => make_new_set(type, 0)

const set_init: initproc = (s, args, kwds) => {
  if (!noKeywords('set', kwds) || !checkPositional('set', Py_SIZE(args), 0, 1)) return -1
  if (i32[s >> 2] !== 1 || setFill(s) !== 0) set_clear_internal(s)
  i32[(s + L.SET_HASH) >> 2] = -1
  i32[(s + L.SET_HASH + 4) >> 2] = -1
  return Py_SIZE(args) === 0 ? 0 : set_update_internal(s, PyTuple_GET_ITEM(args, 0))
}

const set_vectorcall: vectorcallfunc = (type, args, nargsf, kwnames) => {
  const n = PyVectorcall_NARGS(nargsf)
  if (!noKwnames('set', kwnames) || !checkPositional('set', n, 0, 1)) return 0
  return make_new_set(type, n === 0 ? 0 : arg(args, 0))
}

/** frozenset(f) of an exact frozenset is f itself. */
function newFrozenset(type: Ptr, iterable: Ptr): Ptr {
  if (type === PyFrozenSet_Type && iterable !== 0 && PyFrozenSet_CheckExact(iterable)) return Py_NewRef(iterable)
  return make_new_set(type, iterable)
}

const frozenset_new: newfunc = (type, args, kwds) => {
  const ownInit = i32[(type + L.TP_INIT) >> 2] !== i32[(PyFrozenSet_Type + L.TP_INIT) >> 2]
  if ((type === PyFrozenSet_Type || !ownInit) && !noKeywords('frozenset', kwds)) return 0
  if (!checkPositional('frozenset', Py_SIZE(args), 0, 1)) return 0
  return newFrozenset(type, Py_SIZE(args) === 0 ? 0 : PyTuple_GET_ITEM(args, 0))
}

const frozenset_vectorcall: vectorcallfunc = (type, args, nargsf, kwnames) => {
  const n = PyVectorcall_NARGS(nargsf)
  if (!noKwnames('frozenset', kwnames) || !checkPositional('frozenset', n, 0, 1)) return 0
  return newFrozenset(type, n === 0 ? 0 : arg(args, 0))
}

/** A new iterator over the set. */
export const set_iter: unaryfunc = (s) => {
  const it = PyObject_GC_New(PySetIter_Type, L.SIZEOF_SETITER)
  if (it === 0) return 0
  i32[s >> 2]++
  setSsize(it, L.SI_SET, s)
  setSsize(it, L.SI_USED, setUsed(s))
  setSsize(it, L.SI_POS, 0)
  setSsize(it, L.SI_LEN, setUsed(s))
  PyObject_GC_Track(it)
  return it
}

const setiter_next: unaryfunc = (it) => {
  const s = i32[(it + L.SI_SET) >> 2]
  if (s === 0) return 0
  if (i32[(it + L.SI_USED) >> 2] !== setUsed(s)) {
    setSsize(it, L.SI_USED, -1)
    return raise(PyExc_RuntimeError, 'Set changed size during iteration')
  }
  const pos = setNext(s, i32[(it + L.SI_POS) >> 2])
  if (pos < 0) {
    i32[(it + L.SI_SET) >> 2] = 0
    Py_DECREF(s)
    return 0
  }
  i32[(it + L.SI_POS) >> 2] = pos
  setSsize(it, L.SI_LEN, i32[(it + L.SI_LEN) >> 2] - 1)
  return Py_NewRef(setEntry.key)
}

function setiterLength(it: Ptr): Ptr {
  const s = i32[(it + L.SI_SET) >> 2]
  return PyLong_FromLong(s !== 0 && i32[(it + L.SI_USED) >> 2] === setUsed(s) ? i32[(it + L.SI_LEN) >> 2] : 0)
}

/** (iter, (list of what is left,)), from a second iterator at the same place. */
function setiterReduce(it: Ptr): Ptr {
  const f = getBuiltin(ID_iter)
  const list = PyList_New(0)
  const s = i32[(it + L.SI_SET) >> 2]
  if (s !== 0) {
    const copy = set_iter(s)
    for (const field of [L.SI_USED, L.SI_POS, L.SI_LEN]) setSsize(copy, field, i32[(it + field) >> 2])
    for (let v = PyIter_Next(copy); v !== 0; v = PyIter_Next(copy)) _PyList_AppendTakeRef(list, v)
    Py_DECREF(copy)
  }
  if (PyErr_Occurred()) {
    Py_DECREF(list)
    if (f !== 0) Py_DECREF(f)
    return 0
  }
  return reduceTuple(f, list, Number.NaN)
}

defineType(PySetIter_Type, {
  name: 'set_iterator',
  basicsize: L.SIZEOF_SETITER,
  flags: L.TPFLAGS_DEFAULT | L.TPFLAGS_HAVE_GC,
  dealloc: deallocFields(L.SI_SET),
  traverse: traverseFields(L.SI_SET),
  iter: PyObject_SelfIter,
  iternext: setiter_next,
  methods: {
    __length_hint__: NOARGS(setiterLength, 'Private method returning an estimate of len(list(it)).'),
    __reduce__: NOARGS(setiterReduce, 'Return state information for pickling.'),
  },
})

/** Methods of both types, in CPython's order of definition where order shows. */
const shared: Record<string, MethodSpec> = {
  __contains__: COEXIST(O((s, k) => boolIfOk(contains(s, k)), 'x.__contains__(y) <==> y in x.')),
  difference: MANY(
    differenceOf,
    'Return the difference of two or more sets as a new set.\n\n(i.e. all elements that are in this set but not the others.)',
  ),
  intersection: MANY(
    intersectionOf,
    'Return the intersection of two sets as a new set.\n\n(i.e. all elements that are in both sets.)',
  ),
  isdisjoint: O((s, o) => boolIfOk(ops.set_isdisjoint(s, o)), 'Return True if two sets have a null intersection.'),
  issubset: O((s, o) => boolIfOk(ops.set_issubset(s, o)), 'Report whether another set contains this set.'),
  issuperset: O((s, o) => boolIfOk(ops.set_issuperset(s, o)), 'Report whether this set contains another set.'),
  __reduce__: NOARGS(reduce, 'Return state information for pickling.'),
  __sizeof__: NOARGS(sizeOf, 'S.__sizeof__() -> size of S in memory, in bytes'),
  symmetric_difference: O(
    ops.set_symmetric_difference,
    'Return the symmetric difference of two sets as a new set.\n\n(i.e. all elements that are in exactly one of the sets.)',
  ),
  union: MANY(unionOf, 'Return the union of sets as a new set.\n\n(i.e. all elements that are in either set.)'),
  __class_getitem__: CLASS(O(Py_GenericAlias, 'See PEP 585')),
}

const common = {
  basicsize: L.SIZEOF_SET,
  flags: L.TPFLAGS_DEFAULT | L.TPFLAGS_HAVE_GC | L.TPFLAGS_BASETYPE | L.TPFLAGS_MATCH_SELF,
  weaklistoffset: L.SET_WEAKREFLIST,
  dealloc: set_dealloc,
  traverse,
  clear,
  repr,
  richcompare,
  iter: set_iter,
  sequence: { length: setUsed, contains },
}

defineType(PySet_Type, {
  ...common,
  name: 'set',
  doc: 'set() -> new empty set object\nset(iterable) -> new set object\n\nBuild an unordered collection of unique elements.',
  hash: 'unhashable',
  init: set_init,
  new: set_new,
  vectorcall: set_vectorcall,
  number: {
    subtract: sub,
    and,
    xor,
    or,
    inplace_subtract: inplace(ops.set_difference_update_internal),
    inplace_and: inplace((a, b) => intersectionUpdate(a, [b])),
    inplace_xor: inplace(ops.set_symmetric_difference_update),
    inplace_or: inplace(set_update_internal),
  },
  methods: {
    ...shared,
    add: O(
      (s, k) => noneIfOk(set_add_key(s, k)),
      'Add an element to a set.\n\nThis has no effect if the element is already present.',
    ),
    clear: NOARGS((s) => {
      set_clear_internal(s)
      return newNone()
    }, 'Remove all elements from this set.'),
    copy: NOARGS(ops.set_copy, 'Return a shallow copy of a set.'),
    discard: O(
      discard,
      'Remove an element from a set if it is a member.\n\nUnlike set.remove(), the discard() method does not raise\nan exception when an element is missing from the set.',
    ),
    difference_update: MANY(
      (s, others) => noneIfOk(differenceUpdate(s, others)),
      'Remove all elements of another set from this set.',
    ),
    intersection_update: MANY(
      (s, others) => noneIfOk(intersectionUpdate(s, others)),
      'Update a set with the intersection of itself and another.',
    ),
    remove: O(
      remove,
      'Remove an element from a set; it must be a member.\n\nIf the element is not a member, raise a KeyError.',
    ),
    pop: NOARGS(pop, 'Remove and return an arbitrary set element.\nRaises KeyError if the set is empty.'),
    symmetric_difference_update: O(
      (s, o) => noneIfOk(ops.set_symmetric_difference_update(s, o)),
      'Update a set with the symmetric difference of itself and another.',
    ),
    update: MANY((s, others) => noneIfOk(updateFrom(s, others)), 'Update a set with the union of itself and others.'),
  },
})

defineType(PyFrozenSet_Type, {
  ...common,
  name: 'frozenset',
  doc: 'frozenset() -> empty frozenset object\nfrozenset(iterable) -> frozenset object\n\nBuild an immutable unordered collection of unique elements.',
  hash: frozensetHash,
  new: frozenset_new,
  vectorcall: frozenset_vectorcall,
  number: { subtract: sub, and, xor, or },
  methods: {
    ...shared,
    copy: NOARGS(
      (s) => (PyFrozenSet_CheckExact(s) ? Py_NewRef(s) : ops.set_copy(s)),
      'Return a shallow copy of a set.',
    ),
  },
})
