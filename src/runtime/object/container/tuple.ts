/** The tuple type: methods and slots (CPython Objects/tupleobject.c). */
import { i32, type Ptr } from '../../memory/heap'
import { PyIndex_Check, PyNumber_AsSsize_t } from '../abstract/number-protocol'
import {
  PyObject_Hash,
  PyObject_Repr,
  PyObject_RichCompare,
  PyObject_RichCompareBool,
  richCompareResult,
} from '../abstract/object-protocol'
import { Py_GenericAlias } from '../abstract/sequence-protocol'
import { PyVectorcall_NARGS } from '../call'
import { arg, CLASS, defineType, FAST, NOARGS, O } from '../define'
import { raise, typeError, typeNameOf } from '../errors'
import { PyErr_NoMemory, PyErr_Occurred } from '../errors-core'
import type { hashfunc, newfunc, richcmpfunc, traverseproc, unaryfunc, vectorcallfunc } from '../fn-table'
import { Py_DECREF, Py_NewRef, Py_SIZE } from '../header'
import { HASH_HI } from '../interp'
import * as L from '../layout'
import { PyLong_FromLong } from '../number/int-core'
import { newStr } from '../text/str-core'
import { UnicodeWriter } from '../text/unicode-writer'
import { checkPositional, noKwnames } from '../type/arg-parse'
import { noKeywords } from '../type/call-objects'
import { PyExc_IndexError, PyExc_ValueError, PyTuple_Type } from '../types'
import { tuple_dealloc } from './destroy'
import { add64, hi, lo, mul64, rotl64 } from './hash64'
import { newBool, newNotImplemented, typeAlloc } from './helpers'
import { Py_ReprEnter, Py_ReprLeave } from './repr-guard'
import { tuple_iter } from './seq-iterators'
import { _PyEval_SliceIndexNotNone, PySlice_AdjustIndices, PySlice_Check, PySlice_Unpack, range } from './slice-core'
import {
  _PyTuple_FromArray,
  PyTuple_Check,
  PyTuple_CheckExact,
  PyTuple_GET_ITEM,
  PyTuple_GetSlice,
  PyTuple_ITEMS,
  PyTuple_New,
  PyTuple_Pack1,
  PyTuple_SET_ITEM,
} from './tuple-core'
import { PySequence_Tuple } from './tuple-from'

const traverse: traverseproc = (o, visit) => {
  for (let i = Py_SIZE(o) - 1; i >= 0; i--) {
    const v = PyTuple_GET_ITEM(o, i)
    if (v !== 0) {
      const r = visit(v)
      if (r !== 0) return r
    }
  }
  return 0
}

const repr: unaryfunc = (o) => {
  const n = Py_SIZE(o)
  if (n === 0) return newStr('()')
  const entered = Py_ReprEnter(o)
  if (entered !== 0) return entered > 0 ? newStr('(...)') : 0
  const w = new UnicodeWriter()
  w.overallocate = true
  w.minLength = n > 1 ? 1 + 1 + 3 * (n - 1) + 1 : 4
  const r = writeItems(w, o, n) ? w.finish() : w.dealloc()
  Py_ReprLeave(o)
  return r
}

function writeItems(w: UnicodeWriter, o: Ptr, n: number): boolean {
  if (!w.writeChar(40)) return false
  for (let i = 0; i < n; i++) {
    if (i > 0 && !w.writeASCII(', ')) return false
    const s = PyObject_Repr(PyTuple_GET_ITEM(o, i))
    if (s === 0) return false
    const ok = w.writeStr(s)
    Py_DECREF(s)
    if (!ok) return false
  }
  w.overallocate = false
  return n > 1 ? w.writeChar(41) : w.writeASCII(',)')
}

/** xxHash-like, over 64-bit words (tuplehash). */
const hash: hashfunc = (o) => {
  let alo = 0x165667c5
  let ahi = 0x27d4eb2f
  const n = Py_SIZE(o)
  for (let i = 0; i < n; i++) {
    const h = PyObject_Hash(PyTuple_GET_ITEM(o, i))
    if (h === -1 && i32[HASH_HI >> 2] === -1) return -1
    mul64(h, i32[HASH_HI >> 2], 0x27d4eb4f, 0xc2b2ae3d)
    add64(alo, ahi, lo, hi)
    rotl64(lo, hi, 31)
    mul64(lo, hi, 0x85ebca87, 0x9e3779b1)
    alo = lo
    ahi = hi
  }
  add64(alo, ahi, n ^ 0x165667c5 ^ 3527539, 0x27d4eb2f)
  if (lo === -1 && hi === -1) {
    i32[HASH_HI >> 2] = 0
    return 1546275796
  }
  i32[HASH_HI >> 2] = hi
  return lo
}

const richcompare: richcmpfunc = (a, b, op) => {
  if (!PyTuple_Check(a) || !PyTuple_Check(b)) return newNotImplemented()
  const n = Py_SIZE(a)
  const m = Py_SIZE(b)
  for (let i = 0; i < n && i < m; i++) {
    const k = PyObject_RichCompareBool(PyTuple_GET_ITEM(a, i), PyTuple_GET_ITEM(b, i), L.Py_EQ)
    if (k < 0) return 0
    if (k === 0) {
      if (op === L.Py_EQ || op === L.Py_NE) return newBool(op === L.Py_NE)
      return PyObject_RichCompare(PyTuple_GET_ITEM(a, i), PyTuple_GET_ITEM(b, i), op)
    }
  }
  return richCompareResult(n - m, op)
}

function contains(o: Ptr, v: Ptr): number {
  let cmp = 0
  for (let i = 0; cmp === 0 && i < Py_SIZE(o); i++) cmp = PyObject_RichCompareBool(PyTuple_GET_ITEM(o, i), v, L.Py_EQ)
  return cmp
}

function concat(a: Ptr, b: Ptr): Ptr {
  if (Py_SIZE(a) === 0 && PyTuple_CheckExact(b)) return Py_NewRef(b)
  if (!PyTuple_Check(b)) return typeError(`can only concatenate tuple (not "${typeNameOf(b)}") to tuple`)
  if (Py_SIZE(b) === 0 && PyTuple_CheckExact(a)) return Py_NewRef(a)
  const n = Py_SIZE(a)
  const m = Py_SIZE(b)
  const t = PyTuple_New(n + m)
  if (t === 0) return 0
  for (let i = 0; i < n; i++) PyTuple_SET_ITEM(t, i, Py_NewRef(PyTuple_GET_ITEM(a, i)))
  for (let i = 0; i < m; i++) PyTuple_SET_ITEM(t, n + i, Py_NewRef(PyTuple_GET_ITEM(b, i)))
  return t
}

function repeat(o: Ptr, times: number): Ptr {
  const n = Py_SIZE(o)
  if ((n === 0 || times === 1) && PyTuple_CheckExact(o)) return Py_NewRef(o)
  if (n === 0 || times <= 0) return PyTuple_New(0)
  if (n * times > 0x0fff_fff0) return PyErr_NoMemory()
  const t = PyTuple_New(n * times)
  if (t === 0) return 0
  for (let k = 0; k < times; k++) {
    for (let i = 0; i < n; i++) PyTuple_SET_ITEM(t, k * n + i, Py_NewRef(PyTuple_GET_ITEM(o, i)))
  }
  return t
}

function item(o: Ptr, i: number): Ptr {
  if (i < 0 || i >= Py_SIZE(o)) return raise(PyExc_IndexError, 'tuple index out of range')
  return Py_NewRef(PyTuple_GET_ITEM(o, i))
}

function subscript(o: Ptr, key: Ptr): Ptr {
  if (PyIndex_Check(key)) {
    const i = PyNumber_AsSsize_t(key, PyExc_IndexError)
    if (i === -1 && PyErr_Occurred()) return 0
    return item(o, i < 0 ? i + Py_SIZE(o) : i)
  }
  if (!PySlice_Check(key)) {
    return typeError(`tuple indices must be integers or slices, not ${typeNameOf(key)}`)
  }
  if (!PySlice_Unpack(key)) return 0
  const n = PySlice_AdjustIndices(Py_SIZE(o))
  const { start, step } = range
  if (n <= 0) return PyTuple_New(0)
  if (step === 1) return PyTuple_GetSlice(o, start, start + n)
  const t = PyTuple_New(n)
  if (t === 0) return 0
  for (let i = 0; i < n; i++) PyTuple_SET_ITEM(t, i, Py_NewRef(PyTuple_GET_ITEM(o, start + i * step)))
  return t
}

function index(o: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('index', nargs, 1, 3)) return 0
  let start = nargs > 1 ? _PyEval_SliceIndexNotNone(arg(args, 1)) : 0
  if (Number.isNaN(start)) return 0
  let stop = nargs > 2 ? _PyEval_SliceIndexNotNone(arg(args, 2)) : Number.POSITIVE_INFINITY
  if (Number.isNaN(stop)) return 0
  const n = Py_SIZE(o)
  if (start < 0) start = Math.max(0, start + n)
  if (stop < 0) stop += n
  else if (stop > n) stop = n
  for (let i = start; i < stop; i++) {
    const cmp = PyObject_RichCompareBool(PyTuple_GET_ITEM(o, i), arg(args, 0), L.Py_EQ)
    if (cmp < 0) return 0
    if (cmp > 0) return PyLong_FromLong(i)
  }
  return raise(PyExc_ValueError, 'tuple.index(x): x not in tuple')
}

function count(o: Ptr, v: Ptr): Ptr {
  let hits = 0
  for (let i = 0; i < Py_SIZE(o); i++) {
    const cmp = PyObject_RichCompareBool(PyTuple_GET_ITEM(o, i), v, L.Py_EQ)
    if (cmp < 0) return 0
    hits += cmp
  }
  return PyLong_FromLong(hits)
}

/** Subclass instances are filled from a plain tuple made first (tuple_subtype_new). */
const tuple_new: newfunc = (type, args, kwds) => {
  const customInit = i32[(type + L.TP_INIT) >> 2] !== i32[(PyTuple_Type + L.TP_INIT) >> 2]
  if ((type === PyTuple_Type || !customInit) && !noKeywords('tuple', kwds)) return 0
  if (!checkPositional('tuple', Py_SIZE(args), 0, 1)) return 0
  const plain = Py_SIZE(args) === 0 ? PyTuple_New(0) : PySequence_Tuple(PyTuple_GET_ITEM(args, 0))
  if (type === PyTuple_Type || plain === 0) return plain
  const n = Py_SIZE(plain)
  const o = typeAlloc(type, n)
  if (o !== 0) for (let i = 0; i < n; i++) PyTuple_SET_ITEM(o, i, Py_NewRef(PyTuple_GET_ITEM(plain, i)))
  Py_DECREF(plain)
  return o
}

const vectorcall: vectorcallfunc = (_type, args, nargsf, kwnames) => {
  if (!noKwnames('tuple', kwnames)) return 0
  const n = PyVectorcall_NARGS(nargsf)
  if (!checkPositional('tuple', n, 0, 1)) return 0
  return n === 0 ? PyTuple_New(0) : PySequence_Tuple(arg(args, 0))
}

function getnewargs(o: Ptr): Ptr {
  const copy = _PyTuple_FromArray(PyTuple_ITEMS(o), Py_SIZE(o))
  if (copy === 0) return 0
  const r = PyTuple_Pack1(copy)
  Py_DECREF(copy)
  return r
}

defineType(PyTuple_Type, {
  name: 'tuple',
  basicsize: L.SIZEOF_TUPLE,
  itemsize: 8,
  flags:
    L.TPFLAGS_DEFAULT |
    L.TPFLAGS_HAVE_GC |
    L.TPFLAGS_BASETYPE |
    L.TPFLAGS_TUPLE_SUBCLASS |
    L.TPFLAGS_MATCH_SELF |
    L.TPFLAGS_SEQUENCE,
  doc: `Built-in immutable sequence.

If no argument is given, the constructor returns an empty tuple.
If iterable is specified the tuple is initialized from iterable's items.

If the argument is a tuple, the return value is the same object.`,
  dealloc: tuple_dealloc,
  traverse,
  repr,
  hash,
  richcompare,
  iter: tuple_iter,
  new: tuple_new,
  vectorcall,
  sequence: { length: Py_SIZE, concat, repeat, item, contains },
  mapping: { length: Py_SIZE, subscript },
  methods: {
    __getnewargs__: NOARGS(getnewargs),
    index: FAST(index, 'Return first index of value.\n\nRaises ValueError if the value is not present.'),
    count: O(count, 'Return number of occurrences of value.'),
    __class_getitem__: CLASS(O(Py_GenericAlias, 'See PEP 585')),
  },
})
