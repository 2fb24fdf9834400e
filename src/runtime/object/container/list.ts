/** The list type: methods and slots (CPython Objects/listobject.c). */
import { i32, type Ptr } from '../../memory/heap'
import { PyIndex_Check, PyNumber_AsSsize_t } from '../abstract/number-protocol'
import {
  PyObject_Repr,
  PyObject_RichCompare,
  PyObject_RichCompareBool,
  reprJS,
  richCompareResult,
} from '../abstract/object-protocol'
import { indexArgument, Py_GenericAlias } from '../abstract/sequence-protocol'
import { PyType_GenericAlloc, typeBasicSize } from '../alloc'
import { PyVectorcall_NARGS } from '../call'
import { arg, CLASS, COEXIST, defineType, FAST, FASTKW, NOARGS, O } from '../define'
import { raise, typeError, typeNameOf } from '../errors'
import { PyErr_NoMemory, PyErr_Occurred } from '../errors-core'
import type { initproc, inquiry, richcmpfunc, traverseproc, unaryfunc, vectorcallfunc } from '../fn-table'
import { Py_DECREF, Py_NewRef, Py_SET_SIZE, Py_SIZE, Py_TYPE } from '../header'
import * as L from '../layout'
import { PyLong_FromLong } from '../number/int-core'
import { _Py_ID, newStr } from '../text/str-core'
import { UnicodeWriter } from '../text/unicode-writer'
import { bindArgs, checkPositional, noKwnames } from '../type/arg-parse'
import { noKeywords } from '../type/call-objects'
import { Py_False, Py_None, Py_True, PyExc_IndexError, PyExc_ValueError, PyList_Type } from '../types'
import { list_dealloc } from './destroy'
import { genericNew, newBool, newNone, newNotImplemented, noneIfOk } from './helpers'
import {
  copyRefs,
  list_clear,
  list_resize,
  list_slice,
  listAllocated,
  listItems,
  listOfSize,
  PyList_Append,
  PyList_Check,
  PyList_GET_ITEM,
  PyList_Insert,
  PyList_New,
} from './list-core'
import { _PyList_Extend } from './list-extend'
import { list_sort_impl } from './list-order'
import { list_ass_item, list_ass_slice, list_ass_subscript } from './list-slices'
import { Py_ReprEnter, Py_ReprLeave } from './repr-guard'
import { list_iter, list_reversed } from './seq-iterators'
import { _PyEval_SliceIndexNotNone, PySlice_AdjustIndices, PySlice_Check, PySlice_Unpack, range } from './slice-core'

const ID_key = _Py_ID('key')
const ID_reverse = _Py_ID('reverse')

const traverse: traverseproc = (o, visit) => {
  for (let i = Py_SIZE(o) - 1; i >= 0; i--) {
    const v = PyList_GET_ITEM(o, i)
    if (v !== 0) {
      const r = visit(v)
      if (r !== 0) return r
    }
  }
  return 0
}

const clear: inquiry = (o) => {
  list_clear(o)
  return 0
}

const repr: unaryfunc = (o) => {
  if (Py_SIZE(o) === 0) return newStr('[]')
  const entered = Py_ReprEnter(o)
  if (entered !== 0) return entered > 0 ? newStr('[...]') : 0
  const w = new UnicodeWriter()
  w.overallocate = true
  w.minLength = 1 + 1 + 3 * (Py_SIZE(o) - 1) + 1
  const r = writeItems(w, o) ? w.finish() : w.dealloc()
  Py_ReprLeave(o)
  return r
}

function writeItems(w: UnicodeWriter, o: Ptr): boolean {
  if (!w.writeChar(91)) return false
  // the length is read each time: an item's __repr__ may change the list
  for (let i = 0; i < Py_SIZE(o); i++) {
    if (i > 0 && !w.writeASCII(', ')) return false
    const s = PyObject_Repr(PyList_GET_ITEM(o, i))
    if (s === 0) return false
    const ok = w.writeStr(s)
    Py_DECREF(s)
    if (!ok) return false
  }
  w.overallocate = false
  return w.writeChar(93)
}

/** Compares item i with v, holding it meanwhile: __eq__ may take it out of the list. */
function itemEquals(o: Ptr, i: number, v: Ptr): number {
  const item = PyList_GET_ITEM(o, i)
  i32[item >> 2]++
  const cmp = PyObject_RichCompareBool(item, v, L.Py_EQ)
  Py_DECREF(item)
  return cmp
}

const richcompare: richcmpfunc = (a, b, op) => {
  if (!PyList_Check(a) || !PyList_Check(b)) return newNotImplemented()
  if (Py_SIZE(a) !== Py_SIZE(b) && (op === L.Py_EQ || op === L.Py_NE)) return newBool(op === L.Py_NE)
  for (let i = 0; i < Py_SIZE(a) && i < Py_SIZE(b); i++) {
    const v = PyList_GET_ITEM(a, i)
    const w = PyList_GET_ITEM(b, i)
    if (v === w) continue
    i32[w >> 2]++
    const k = itemEquals(a, i, w)
    Py_DECREF(w)
    if (k < 0) return 0
    if (k > 0) continue
    if (i >= Py_SIZE(a) || i >= Py_SIZE(b)) break
    if (op === L.Py_EQ || op === L.Py_NE) return newBool(op === L.Py_NE)
    return PyObject_RichCompare(PyList_GET_ITEM(a, i), PyList_GET_ITEM(b, i), op)
  }
  return richCompareResult(Py_SIZE(a) - Py_SIZE(b), op)
}

function contains(o: Ptr, v: Ptr): number {
  let cmp = 0
  for (let i = 0; cmp === 0 && i < Py_SIZE(o); i++) cmp = itemEquals(o, i, v)
  return cmp
}

function item(o: Ptr, i: number): Ptr {
  if (i < 0 || i >= Py_SIZE(o)) return raise(PyExc_IndexError, 'list index out of range')
  return Py_NewRef(PyList_GET_ITEM(o, i))
}

function subscript(o: Ptr, key: Ptr): Ptr {
  if (PyIndex_Check(key)) {
    const i = PyNumber_AsSsize_t(key, PyExc_IndexError)
    if (i === -1 && PyErr_Occurred()) return 0
    return item(o, i < 0 ? i + Py_SIZE(o) : i)
  }
  if (!PySlice_Check(key)) return typeError(`list indices must be integers or slices, not ${typeNameOf(key)}`)
  if (!PySlice_Unpack(key)) return 0
  const n = PySlice_AdjustIndices(Py_SIZE(o))
  const { start, step } = range
  if (n <= 0) return PyList_New(0)
  if (step === 1) return list_slice(o, start, start + n)
  const l = listOfSize(n)
  if (l === 0) return 0
  const from = listItems(o)
  const to = listItems(l)
  for (let i = 0; i < n; i++) {
    const v = i32[(from + (start + i * step) * 8) >> 2]
    i32[v >> 2]++
    i32[(to + i * 8) >> 2] = v
    i32[(to + i * 8 + 4) >> 2] = 0
  }
  Py_SET_SIZE(l, n)
  return l
}

function concat(a: Ptr, b: Ptr): Ptr {
  if (!PyList_Check(b)) return typeError(`can only concatenate list (not "${typeNameOf(b)}") to list`)
  const n = Py_SIZE(a)
  const m = Py_SIZE(b)
  if (n + m === 0) return PyList_New(0)
  const l = listOfSize(n + m)
  if (l === 0) return 0
  copyRefs(listItems(a), listItems(l), n)
  copyRefs(listItems(b), listItems(l) + n * 8, m)
  Py_SET_SIZE(l, n + m)
  return l
}

function repeat(o: Ptr, times: number): Ptr {
  const n = Py_SIZE(o)
  if (n === 0 || times <= 0) return PyList_New(0)
  if (n * times >= 0x0fff_fff0) return PyErr_NoMemory()
  const l = listOfSize(n * times)
  if (l === 0) return 0
  repeatInto(listItems(o), listItems(l), n, times)
  Py_SET_SIZE(l, n * times)
  return l
}

function repeatInto(from: Ptr, to: Ptr, n: number, times: number): void {
  for (let i = 0; i < n; i++) i32[i32[(from + i * 8) >> 2] >> 2] += times
  for (let k = 0; k < times; k++) {
    for (let i = 0; i < n; i++) {
      const w = (to + (k * n + i) * 8) >> 2
      i32[w] = i32[(from + i * 8) >> 2]
      i32[w + 1] = 0
    }
  }
}

function inplaceConcat(o: Ptr, other: Ptr): Ptr {
  return _PyList_Extend(o, other) < 0 ? 0 : Py_NewRef(o)
}

function inplaceRepeat(o: Ptr, times: number): Ptr {
  const n = Py_SIZE(o)
  if (n === 0 || times === 1) return Py_NewRef(o)
  if (times < 1) {
    list_clear(o)
    return Py_NewRef(o)
  }
  if (n * times >= 0x0fff_fff0) return PyErr_NoMemory()
  if (list_resize(o, n * times) < 0) return 0
  const items = listItems(o)
  for (let i = 0; i < n; i++) i32[i32[(items + i * 8) >> 2] >> 2] += times - 1
  for (let i = n; i < n * times; i++) {
    i32[(items + i * 8) >> 2] = i32[(items + (i - n) * 8) >> 2]
    i32[(items + i * 8 + 4) >> 2] = 0
  }
  return Py_NewRef(o)
}

function insert(o: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('insert', nargs, 2, 2)) return 0
  const i = indexArgument(arg(args, 0))
  if (Number.isNaN(i)) return 0
  return noneIfOk(PyList_Insert(o, i, arg(args, 1)))
}

function pop(o: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('pop', nargs, 0, 1)) return 0
  let i = nargs > 0 ? indexArgument(arg(args, 0)) : -1
  if (Number.isNaN(i)) return 0
  const n = Py_SIZE(o)
  if (n === 0) return raise(PyExc_IndexError, 'pop from empty list')
  if (i < 0) i += n
  if (i < 0 || i >= n) return raise(PyExc_IndexError, 'pop index out of range')
  const v = PyList_GET_ITEM(o, i)
  if (i === n - 1) return list_resize(o, n - 1) < 0 ? 0 : v
  i32[v >> 2]++
  if (list_ass_slice(o, i, i + 1, 0) < 0) {
    Py_DECREF(v)
    return 0
  }
  return v
}

function remove(o: Ptr, v: Ptr): Ptr {
  for (let i = 0; i < Py_SIZE(o); i++) {
    const cmp = itemEquals(o, i, v)
    if (cmp < 0) return 0
    if (cmp > 0) return noneIfOk(list_ass_slice(o, i, i + 1, 0))
  }
  return raise(PyExc_ValueError, 'list.remove(x): x not in list')
}

function index(o: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('index', nargs, 1, 3)) return 0
  let start = nargs > 1 ? _PyEval_SliceIndexNotNone(arg(args, 1)) : 0
  if (Number.isNaN(start)) return 0
  let stop = nargs > 2 ? _PyEval_SliceIndexNotNone(arg(args, 2)) : Number.POSITIVE_INFINITY
  if (Number.isNaN(stop)) return 0
  if (start < 0) start = Math.max(0, start + Py_SIZE(o))
  if (stop < 0) stop = Math.max(0, stop + Py_SIZE(o))
  for (let i = start; i < stop && i < Py_SIZE(o); i++) {
    const cmp = itemEquals(o, i, arg(args, 0))
    if (cmp < 0) return 0
    if (cmp > 0) return PyLong_FromLong(i)
  }
  const text = reprJS(arg(args, 0))
  return text === null ? 0 : raise(PyExc_ValueError, `${text} is not in list`)
}

function count(o: Ptr, v: Ptr): Ptr {
  let hits = 0
  for (let i = 0; i < Py_SIZE(o); i++) {
    if (PyList_GET_ITEM(o, i) === v) {
      hits++
      continue
    }
    const cmp = itemEquals(o, i, v)
    if (cmp < 0) return 0
    hits += cmp
  }
  return PyLong_FromLong(hits)
}

function reverse(o: Ptr): Ptr {
  const items = listItems(o) >> 2
  for (let i = 0, j = Py_SIZE(o) - 1; i < j; i++, j--) {
    const t = i32[items + i * 2]
    i32[items + i * 2] = i32[items + j * 2]
    i32[items + j * 2] = t
  }
  return newNone()
}

/** list.sort(*, key=None, reverse=False) */
export function list_sort(o: Ptr, args: Ptr, nargs: number, kwnames: Ptr): Ptr {
  if (kwnames === 0 && nargs === 0) return noneIfOk(list_sort_impl(o, 0, false))
  let key: Ptr = 0
  let reverse: Ptr = 0
  // the names that a script writes are these objects; anything else takes the general way, which knows the errors
  const n = nargs === 0 ? Py_SIZE(kwnames) : 3
  for (let i = 0; i < n && n <= 2; i++) {
    const name = i32[(kwnames + L.TUPLE_ITEM + 8 * i) >> 2]
    if (name === ID_key && key === 0) key = arg(args, i)
    else if (name === ID_reverse && reverse === 0) reverse = arg(args, i)
    else return sortWith(o, args, nargs, kwnames)
  }
  return n > 2 ? sortWith(o, args, nargs, kwnames) : sortBy(o, key, reverse)
}

function sortWith(o: Ptr, args: Ptr, nargs: number, kwnames: Ptr): Ptr {
  const a = bindArgs('sort', ['key', 'reverse'], { kwonlyFrom: 0 }, args, nargs, kwnames)
  return a === null ? 0 : sortBy(o, a[0], a[1])
}

/** key and reverse as they were given, 0 where they were not. */
function sortBy(o: Ptr, key: Ptr, reverse: Ptr): Ptr {
  const descending = reverse === 0 ? 0 : reverseFlag(reverse)
  return descending < 0 ? 0 : noneIfOk(list_sort_impl(o, key === Py_None ? 0 : key, descending !== 0))
}

/** The reverse argument is a C int: any index object. -1 with an error set. */
function reverseFlag(o: Ptr): number {
  if (o === Py_True) return 1
  if (o === Py_False) return 0
  const n = indexArgument(o)
  return Number.isNaN(n) ? -1 : n !== 0 ? 1 : 0
}

const init: initproc = (o, args, kwds) => {
  const plain = Py_TYPE(o) === PyList_Type || i32[(Py_TYPE(o) + L.TP_NEW) >> 2] === i32[(PyList_Type + L.TP_NEW) >> 2]
  if (plain && !noKeywords('list', kwds)) return -1
  if (!checkPositional('list', Py_SIZE(args), 0, 1)) return -1
  return initFrom(o, Py_SIZE(args) === 0 ? 0 : i32[(args + L.TUPLE_ITEM) >> 2])
}

function initFrom(o: Ptr, iterable: Ptr): number {
  if (listItems(o) !== 0) list_clear(o)
  return iterable === 0 ? 0 : _PyList_Extend(o, iterable)
}

/** list(x): the object is always a fresh block, the free list is not asked. */
const vectorcall: vectorcallfunc = (type, args, nargsf, kwnames) => {
  if (!noKwnames('list', kwnames)) return 0
  const n = PyVectorcall_NARGS(nargsf)
  if (!checkPositional('list', n, 0, 1)) return 0
  const o = PyType_GenericAlloc(type, 0)
  if (o === 0 || n === 0 || initFrom(o, arg(args, 0)) === 0) return o
  Py_DECREF(o)
  return 0
}

function extend(o: Ptr, iterable: Ptr): Ptr {
  return noneIfOk(_PyList_Extend(o, iterable))
}

defineType(PyList_Type, {
  name: 'list',
  basicsize: L.SIZEOF_LIST,
  flags:
    L.TPFLAGS_DEFAULT |
    L.TPFLAGS_HAVE_GC |
    L.TPFLAGS_BASETYPE |
    L.TPFLAGS_LIST_SUBCLASS |
    L.TPFLAGS_MATCH_SELF |
    L.TPFLAGS_SEQUENCE,
  doc: `Built-in mutable sequence.

If no argument is given, the constructor creates a new empty list.
The argument must be an iterable if specified.`,
  dealloc: list_dealloc,
  traverse,
  clear,
  repr,
  hash: 'unhashable',
  richcompare,
  iter: list_iter,
  init,
  new: genericNew,
  vectorcall,
  sequence: {
    length: Py_SIZE,
    concat,
    repeat,
    item,
    ass_item: list_ass_item,
    contains,
    inplace_concat: inplaceConcat,
    inplace_repeat: inplaceRepeat,
  },
  mapping: { length: Py_SIZE, subscript, ass_subscript: list_ass_subscript },
  methods: {
    __getitem__: COEXIST(O(subscript, 'x.__getitem__(y) <==> x[y]')),
    __reversed__: NOARGS(list_reversed, 'Return a reverse iterator over the list.'),
    __sizeof__: NOARGS(
      (o) => PyLong_FromLong(typeBasicSize(Py_TYPE(o)) + listAllocated(o) * 8),
      'Return the size of the list in memory, in bytes.',
    ),
    clear: NOARGS((o) => noneIfOk(clear(o)), 'Remove all items from list.'),
    copy: NOARGS((o) => list_slice(o, 0, Py_SIZE(o)), 'Return a shallow copy of the list.'),
    append: O((o, v) => noneIfOk(PyList_Append(o, v)), 'Append object to the end of the list.'),
    insert: FAST(insert, 'Insert object before index.'),
    extend: O(extend, 'Extend list by appending elements from the iterable.'),
    pop: FAST(
      pop,
      'Remove and return item at index (default last).\n\nRaises IndexError if list is empty or index is out of range.',
    ),
    remove: O(remove, 'Remove first occurrence of value.\n\nRaises ValueError if the value is not present.'),
    index: FAST(index, 'Return first index of value.\n\nRaises ValueError if the value is not present.'),
    count: O(count, 'Return number of occurrences of value.'),
    reverse: NOARGS(reverse, 'Reverse *IN PLACE*.'),
    sort: FASTKW(list_sort, 'Sort the list in ascending order and return None.'),
    __class_getitem__: CLASS(O(Py_GenericAlias, 'See PEP 585')),
  },
})
