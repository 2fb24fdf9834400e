/** The deque type (CPython Modules/_collectionsmodule.c). */
import { i32, type Ptr } from '../../memory/heap'
import { PyIter_Next, PyObject_GetIter } from '../../object/abstract/iter-protocol'
import { PyObject_GetAttr, PyObject_RichCompareBool, reprJS } from '../../object/abstract/object-protocol'
import { indexArgument, Py_GenericAlias, PySequence_List } from '../../object/abstract/sequence-protocol'
import { PyObject_GC_UnTrack, typeBasicSize } from '../../object/alloc'
import { callN, PyObject_CallNoArgs } from '../../object/call'
import { freeByType, newBool, newNone, newNotImplemented, noneIfOk, setSsize } from '../../object/container/helpers'
import { Py_ReprEnter, Py_ReprLeave } from '../../object/container/repr-guard'
import { _PyEval_SliceIndexNotNone } from '../../object/container/slice-core'
import { PyTuple_New, PyTuple_Pack2, PyTuple_SET_ITEM } from '../../object/container/tuple-core'
import { arg, CLASS, defineType, FAST, NOARGS, O } from '../../object/define'
import { raise, raiseInt, typeError, typeNameOf } from '../../object/errors'
import { PyErr_Occurred } from '../../object/errors-core'
import type { destructor, initproc, newfunc, richcmpfunc, traverseproc, unaryfunc } from '../../object/fn-table'
import { Py_DECREF, Py_NewRef, Py_SIZE, Py_TYPE } from '../../object/header'
import {
  Py_EQ,
  Py_GE,
  Py_GT,
  Py_LE,
  Py_LT,
  Py_NE,
  TPFLAGS_BASETYPE,
  TPFLAGS_DEFAULT,
  TPFLAGS_HAVE_GC,
  TPFLAGS_SEQUENCE,
} from '../../object/layout'
import { PyLong_AsSsize_t, PyLong_FromLong } from '../../object/number/int-core'
import { _Py_ID, newStr } from '../../object/text/str-core'
import { checkPositional } from '../../object/type/arg-parse'
import { bindArgsTuple } from '../../object/type/call-objects'
import { PyObject_ClearWeakRefs } from '../../object/type/weakref-core'
import { Py_None, PyExc_IndexError, PyExc_RuntimeError, PyExc_ValueError } from '../../object/types'
import * as D from './deque-core'

import { defineDequeIterators, dequeiter_type, dequereviter_type, MUTATED, newIterator } from './deque-iterators'

const ID___getstate__ = _Py_ID('__getstate__')

const traverse: traverseproc = (d, visit) => {
  const p = D.firstPlace(d)
  for (let n = Py_SIZE(d); n > 0; n--, D.next(p)) {
    const r = visit(D.blockItem(p.b, p.i))
    if (r !== 0) return r
  }
  return 0
}

const dealloc: destructor = (d) => {
  PyObject_GC_UnTrack(d)
  if (i32[(d + D.DQ_WEAKREFLIST) >> 2] !== 0) PyObject_ClearWeakRefs(d)
  D.freeBlocks(d)
  freeByType(d)
}

const repr: unaryfunc = (d) => {
  const entered = Py_ReprEnter(d)
  if (entered !== 0) return entered > 0 ? newStr('[...]') : 0
  const list = PySequence_List(d)
  const text = list === 0 ? null : reprJS(list)
  if (list !== 0) Py_DECREF(list)
  Py_ReprLeave(d)
  if (text === null) return 0
  const limit = D.dequeMaxlen(d) >= 0 ? `, maxlen=${D.dequeMaxlen(d)}` : ''
  return newStr(`${shortTypeName(d)}(${text}${limit})`)
}

const shortTypeName = (o: Ptr): string => {
  const name = typeNameOf(o)
  return name.slice(name.lastIndexOf('.') + 1)
}

const richcompare: richcmpfunc = (a, b, op) => {
  if (!D.isDeque(a) || !D.isDeque(b)) return newNotImplemented()
  if (op === Py_EQ || op === Py_NE) {
    if (a === b) return newBool(op === Py_EQ)
    if (Py_SIZE(a) !== Py_SIZE(b)) return newBool(op === Py_NE)
  }
  const i = PyObject_GetIter(a)
  const j = i === 0 ? 0 : PyObject_GetIter(b)
  const r = j === 0 ? -1 : compareIterators(i, j, op)
  if (i !== 0) Py_DECREF(i)
  if (j !== 0) Py_DECREF(j)
  return r < 0 ? 0 : newBool(r > 0)
}

/** 1, 0 or -1: the first unequal pair decides, then the lengths. */
function compareIterators(i: Ptr, j: Ptr, op: number): number {
  for (;;) {
    const x = PyIter_Next(i)
    if (x === 0 && PyErr_Occurred()) return -1
    const y = PyIter_Next(j)
    if (x === 0 || y === 0) {
      if (x !== 0) Py_DECREF(x)
      if (y !== 0) Py_DECREF(y)
      if (PyErr_Occurred()) return -1
      const order = x !== 0 ? 1 : y !== 0 ? -1 : 0
      return orderHolds(order, op) ? 1 : 0
    }
    let cmp = PyObject_RichCompareBool(x, y, Py_EQ)
    const differ = cmp === 0
    if (differ) cmp = PyObject_RichCompareBool(x, y, op)
    Py_DECREF(x)
    Py_DECREF(y)
    if (differ || cmp < 0) return cmp
  }
}

function orderHolds(order: number, op: number): boolean {
  switch (op) {
    case Py_LT:
      return order < 0
    case Py_LE:
      return order <= 0
    case Py_EQ:
      return order === 0
    case Py_NE:
      return order !== 0
    case Py_GT:
      return order > 0
    case Py_GE:
      return order >= 0
  }
  return false
}

/** Compares each item with v until f says stop; 1 stopped, 0 at the end, -1 error. A change of the deque is an error. */
function search(
  d: Ptr,
  v: Ptr,
  from: number,
  to: number,
  error: Ptr,
  message: string,
  f: (i: number) => boolean,
): number {
  const state = D.dequeState(d)
  const p = D.firstPlace(d)
  for (let i = 0; i < from; i++) D.next(p)
  for (let i = from; i < to; i++) {
    const item = Py_NewRef(D.blockItem(p.b, p.i))
    const cmp = PyObject_RichCompareBool(item, v, Py_EQ)
    Py_DECREF(item)
    if (cmp < 0) return -1
    if (state !== D.dequeState(d)) return raiseInt(error, message)
    if (cmp > 0 && f(i)) return 1
    D.next(p)
  }
  return 0
}

const contains = (d: Ptr, v: Ptr): number => search(d, v, 0, Py_SIZE(d), PyExc_RuntimeError, MUTATED, () => true)

function count(d: Ptr, v: Ptr): Ptr {
  let hits = 0
  const r = search(d, v, 0, Py_SIZE(d), PyExc_RuntimeError, MUTATED, () => {
    hits++
    return false
  })
  return r < 0 ? 0 : PyLong_FromLong(hits)
}

function notIn(v: Ptr): 0 {
  const text = reprJS(v)
  return text === null ? 0 : raise(PyExc_ValueError, `${text} is not in deque`)
}

function index(d: Ptr, args: Ptr, nargs: number): Ptr {
  if (nargs < 1) return typeError(`index() takes at least 1 argument (${nargs} given)`)
  if (nargs > 3) return typeError(`index() takes at most 3 arguments (${nargs} given)`)
  const n = Py_SIZE(d)
  let start = nargs > 1 ? _PyEval_SliceIndexNotNone(arg(args, 1)) : 0
  if (Number.isNaN(start)) return 0
  let stop = nargs > 2 ? _PyEval_SliceIndexNotNone(arg(args, 2)) : n
  if (Number.isNaN(stop)) return 0
  if (start < 0) start = Math.max(0, start + n)
  if (stop < 0) stop = Math.max(0, stop + n)
  stop = Math.min(stop, n)
  start = Math.min(start, stop)
  let at = 0
  const r = search(d, arg(args, 0), start, stop, PyExc_RuntimeError, MUTATED, (i) => {
    at = i
    return true
  })
  if (r < 0) return 0
  return r > 0 ? PyLong_FromLong(at) : notIn(arg(args, 0))
}

function remove(d: Ptr, v: Ptr): Ptr {
  let at = 0
  const r = search(d, v, 0, Py_SIZE(d), PyExc_IndexError, 'deque mutated during remove().', (i) => {
    at = i
    return true
  })
  if (r < 0) return 0
  return r > 0 ? noneIfOk(D.deleteItem(d, at)) : notIn(v)
}

const append = (d: Ptr, v: Ptr): Ptr => noneIfOk(D.appendRight(d, Py_NewRef(v), D.dequeMaxlen(d)))
const appendleft = (d: Ptr, v: Ptr): Ptr => noneIfOk(D.appendLeft(d, Py_NewRef(v), D.dequeMaxlen(d)))

function insert(d: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('insert', nargs, 2, 2)) return 0
  const i = indexArgument(arg(args, 0))
  if (Number.isNaN(i)) return 0
  const v = arg(args, 1)
  const n = Py_SIZE(d)
  const maxlen = D.dequeMaxlen(d)
  if (maxlen === n) return raise(PyExc_IndexError, 'deque already at its maximum size')
  if (i >= n) return append(d, v)
  if (i <= -n || i === 0) return appendleft(d, v)
  if (D.rotateDeque(d, -i) < 0) return 0
  const status = i < 0 ? D.appendRight(d, Py_NewRef(v), maxlen) : D.appendLeft(d, Py_NewRef(v), maxlen)
  return status < 0 ? 0 : noneIfOk(D.rotateDeque(d, i))
}

const empty = (): 0 => raise(PyExc_IndexError, 'pop from an empty deque')

function rotate(d: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('deque.rotate', nargs, 0, 1)) return 0
  const n = nargs > 0 ? indexArgument(arg(args, 0)) : 1
  return Number.isNaN(n) ? 0 : noneIfOk(D.rotateDeque(d, n))
}

function item(d: Ptr, i: number): Ptr {
  if (i < 0 || i >= Py_SIZE(d)) return raise(PyExc_IndexError, 'deque index out of range')
  return Py_NewRef(i32[D.itemWord(d, i)])
}

function assItem(d: Ptr, i: number, v: Ptr): number {
  if (i < 0 || i >= Py_SIZE(d)) return raiseInt(PyExc_IndexError, 'deque index out of range')
  if (v === 0) return D.deleteItem(d, i)
  const w = D.itemWord(d, i)
  const old = i32[w]
  i32[w] = Py_NewRef(v)
  Py_DECREF(old)
  return 0
}

/** A copy of the same class; exact deques are copied directly, others by calling their class. */
export function copy(d: Ptr): Ptr {
  if (D.isExactDeque(d)) {
    const c = D.dequeNew(D.deque_type)
    if (c === 0) return 0
    setSsize(c, D.DQ_MAXLEN, D.dequeMaxlen(d))
    const status = Py_SIZE(d) === 1 ? appendOnly(c, d) : D.extendDeque(c, d, false)
    if (status === 0) return c
    Py_DECREF(c)
    return 0
  }
  let r: Ptr
  if (D.dequeMaxlen(d) < 0) r = callN(Py_TYPE(d), d)
  else {
    const maxlen = PyLong_FromLong(D.dequeMaxlen(d))
    r = callN(Py_TYPE(d), d, maxlen)
    Py_DECREF(maxlen)
  }
  if (r !== 0 && !D.isDeque(r)) {
    const got = typeNameOf(r)
    Py_DECREF(r)
    return typeError(`${typeNameOf(d)}() must return a deque, not ${got}`)
  }
  return r
}

function appendOnly(c: Ptr, d: Ptr): number {
  const p = D.firstPlace(d)
  return D.appendRight(c, Py_NewRef(D.blockItem(p.b, p.i)), D.dequeMaxlen(c))
}

/** A changed copy, or 0 when the change failed. */
function changedCopy(d: Ptr, change: (copy: Ptr) => number): Ptr {
  const c = copy(d)
  if (c === 0 || change(c) === 0) return c
  Py_DECREF(c)
  return 0
}

function concat(d: Ptr, other: Ptr): Ptr {
  if (!D.isDeque(other)) return typeError(`can only concatenate deque (not "${typeNameOf(other)}") to deque`)
  return changedCopy(d, (c) => D.extendDeque(c, other, false))
}

/** (type, args, state, iterator). */
function reduce(d: Ptr): Ptr {
  const getstate = PyObject_GetAttr(d, ID___getstate__)
  const state = getstate === 0 ? 0 : PyObject_CallNoArgs(getstate)
  if (getstate !== 0) Py_DECREF(getstate)
  if (state === 0) return 0
  const it = PyObject_GetIter(d)
  if (it === 0) {
    Py_DECREF(state)
    return 0
  }
  let args = PyTuple_New(0)
  if (D.dequeMaxlen(d) >= 0) {
    const maxlen = PyLong_FromLong(D.dequeMaxlen(d))
    const none = args
    args = PyTuple_Pack2(none, maxlen)
    Py_DECREF(none)
    Py_DECREF(maxlen)
  }
  const r = PyTuple_New(4)
  PyTuple_SET_ITEM(r, 0, Py_NewRef(Py_TYPE(d)))
  PyTuple_SET_ITEM(r, 1, args)
  PyTuple_SET_ITEM(r, 2, state)
  PyTuple_SET_ITEM(r, 3, it)
  return r
}

const init: initproc = (d, args, kwds) => {
  const a = bindArgsTuple('deque', ['iterable', 'maxlen'], {}, args, kwds)
  if (a === null) return -1
  let maxlen = -1
  if (a[1] !== 0 && a[1] !== Py_None) {
    maxlen = PyLong_AsSsize_t(a[1])
    if (maxlen === -1 && PyErr_Occurred()) return -1
    if (maxlen < 0) return raiseInt(PyExc_ValueError, 'maxlen must be non-negative')
  }
  setSsize(d, D.DQ_MAXLEN, Math.min(maxlen, 0x7fff_ffff))
  if (Py_SIZE(d) > 0) D.clearDeque(d)
  return a[0] === 0 ? 0 : D.extendDeque(d, a[0], false)
}

const deque_new: newfunc = (type) => D.dequeNew(type)

defineType(D.deque_type, {
  name: 'collections.deque',
  basicsize: D.SIZEOF_DEQUE,
  flags: TPFLAGS_DEFAULT | TPFLAGS_BASETYPE | TPFLAGS_HAVE_GC | TPFLAGS_SEQUENCE,
  doc: 'deque([iterable[, maxlen]]) --> deque object\n\nA list-like sequence optimized for data accesses near its endpoints.',
  weaklistoffset: D.DQ_WEAKREFLIST,
  dealloc,
  traverse,
  clear: (d) => {
    D.clearDeque(d)
    return 0
  },
  repr,
  hash: 'unhashable',
  richcompare,
  iter: (d) => newIterator(dequeiter_type, d),
  init,
  new: deque_new,
  sequence: {
    length: Py_SIZE,
    concat,
    repeat: (d, n) => changedCopy(d, (c) => D.repeatInPlace(c, n)),
    item,
    ass_item: assItem,
    contains,
    inplace_concat: (d, other) => (D.extendDeque(d, other, false) < 0 ? 0 : Py_NewRef(d)),
    inplace_repeat: (d, n) => (D.repeatInPlace(d, n) < 0 ? 0 : Py_NewRef(d)),
  },
  getset: {
    maxlen: {
      get: (d) => (D.dequeMaxlen(d) < 0 ? newNone() : PyLong_FromLong(D.dequeMaxlen(d))),
      doc: 'maximum size of a deque or None if unbounded',
    },
  },
  methods: {
    append: O(append, 'Add an element to the right side of the deque.'),
    appendleft: O(appendleft, 'Add an element to the left side of the deque.'),
    clear: NOARGS((d) => {
      D.clearDeque(d)
      return newNone()
    }, 'Remove all elements from the deque.'),
    __copy__: NOARGS(copy, 'Return a shallow copy of a deque.'),
    copy: NOARGS(copy, 'Return a shallow copy of a deque.'),
    count: O(count, 'D.count(value) -- return number of occurrences of value'),
    extend: O(
      (d, iterable) => noneIfOk(D.extendDeque(d, iterable, false)),
      'Extend the right side of the deque with elements from the iterable',
    ),
    extendleft: O(
      (d, iterable) => noneIfOk(D.extendDeque(d, iterable, true)),
      'Extend the left side of the deque with elements from the iterable',
    ),
    index: FAST(
      index,
      'D.index(value, [start, [stop]]) -- return first index of value.\nRaises ValueError if the value is not present.',
    ),
    insert: FAST(insert, 'D.insert(index, object) -- insert object before index'),
    pop: NOARGS((d) => (Py_SIZE(d) === 0 ? empty() : D.takeRight(d)), 'Remove and return the rightmost element.'),
    popleft: NOARGS((d) => (Py_SIZE(d) === 0 ? empty() : D.takeLeft(d)), 'Remove and return the leftmost element.'),
    __reduce__: NOARGS(reduce, 'Return state information for pickling.'),
    remove: O(remove, 'D.remove(value) -- remove first occurrence of value.'),
    __reversed__: NOARGS(
      (d) => newIterator(dequereviter_type, d),
      'D.__reversed__() -- return a reverse iterator over the deque',
    ),
    reverse: NOARGS((d) => {
      D.reverseDeque(d)
      return newNone()
    }, 'D.reverse() -- reverse *IN PLACE*'),
    rotate: FAST(rotate, 'Rotate the deque n steps to the right (default n=1).  If n is negative, rotates left.'),
    __sizeof__: NOARGS(
      (d) => PyLong_FromLong(typeBasicSize(Py_TYPE(d)) + D.countedBlocks(d) * D.SIZEOF_BLOCK),
      'D.__sizeof__() -- size of D in memory, in bytes',
    ),
    __class_getitem__: CLASS(O(Py_GenericAlias, 'See PEP 585')),
  },
})
defineDequeIterators()
