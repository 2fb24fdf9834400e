/** zip, map and filter (CPython Python/bltinmodule.c). */
import { i32, type Ptr } from '../../memory/heap'
import { PyObject_GetIter, PyObject_SelfIter } from '../abstract/iter-protocol'
import { PyObject_IsTrue } from '../abstract/object-protocol'
import { isTracked, PyObject_GC_Track } from '../alloc'
import { PyObject_CallOneArg, PyObject_Vectorcall, PyVectorcall_NARGS } from '../call'
import { arg, defineType, NOARGS, O } from '../define'
import { raise, typeError } from '../errors'
import type { newfunc, unaryfunc, vectorcallfunc } from '../fn-table'
import { Py_DECREF, Py_NewRef, Py_SIZE, Py_TYPE } from '../header'
import { cStackPop, cStackPush } from '../interp'
import * as L from '../layout'
import { bindKeywords, checkPositional, noKwnames } from '../type/arg-parse'
import { dictKeywords, noKeywords } from '../type/call-objects'
import {
  EMPTY_TUPLE,
  Py_None,
  Py_True,
  PyBool_Type,
  PyExc_ValueError,
  PyFilter_Type,
  PyMap_Type,
  PyZip_Type,
} from '../types'
import { deallocFields, gcAlloc, newNone, ownsArguments, setSsize, traverseFields } from './helpers'
import { endOfItems, iternext } from './next-item'
import {
  PyTuple_GET_ITEM,
  PyTuple_ITEMS,
  PyTuple_New,
  PyTuple_Pack,
  PyTuple_Pack2,
  PyTuple_SET_ITEM,
} from './tuple-core'

const GC_BASE = L.TPFLAGS_DEFAULT | L.TPFLAGS_HAVE_GC | L.TPFLAGS_BASETYPE

/** A tuple of iterators over n iterables at `items`; 0 + error. */
function iteratorTuple(items: Ptr, n: number): Ptr {
  const t = PyTuple_New(n)
  if (t === 0) return 0
  for (let i = 0; i < n; i++) {
    const it = PyObject_GetIter(arg(items, i))
    if (it === 0) {
      Py_DECREF(t)
      return 0
    }
    PyTuple_SET_ITEM(t, i, it)
  }
  return t
}

// --- zip ---

const zip_new: newfunc = (type, args, kwds) => {
  let strict = 0
  if (kwds !== 0) {
    const a = bindKeywords('zip', ['strict'], { kwonlyFrom: 0 }, EMPTY_TUPLE + L.TUPLE_ITEM, 0, dictKeywords(kwds))
    if (a === null) return 0
    strict = a[0] === 0 ? 0 : PyObject_IsTrue(a[0])
    if (strict < 0) return 0
  }
  const n = Py_SIZE(args)
  const iterators = iteratorTuple(PyTuple_ITEMS(args), n)
  if (iterators === 0) return 0
  const result = PyTuple_New(n)
  for (let i = 0; i < n; i++) PyTuple_SET_ITEM(result, i, Py_NewRef(Py_None))
  const z = result === 0 ? 0 : gcAlloc(type)
  if (z === 0) {
    Py_DECREF(iterators)
    if (result !== 0) Py_DECREF(result)
    return 0
  }
  setSsize(z, L.ZIP_TUPLESIZE, n)
  setSsize(z, L.ZIP_ITTUPLE, iterators)
  setSsize(z, L.ZIP_RESULT, result)
  i32[(z + L.ZIP_STRICT) >> 2] = strict
  return z
}

const zip_next: unaryfunc = (z) => {
  const n = i32[(z + L.ZIP_TUPLESIZE) >> 2]
  if (n === 0) return 0
  const own = i32[(z + L.ZIP_RESULT) >> 2]
  const reuse = i32[own >> 2] === 1
  const result = reuse ? Py_NewRef(own) : PyTuple_New(n)
  if (result === 0) return 0
  const iterators = i32[(z + L.ZIP_ITTUPLE) >> 2]
  for (let i = 0; i < n; i++) {
    const item = iternext(PyTuple_GET_ITEM(iterators, i))
    if (item === 0) {
      Py_DECREF(result)
      return i32[(z + L.ZIP_STRICT) >> 2] ? strictEnd(iterators, n, i) : 0
    }
    const old = PyTuple_GET_ITEM(result, i)
    PyTuple_SET_ITEM(result, i, item)
    if (old !== 0) Py_DECREF(old)
  }
  if (reuse && !isTracked(result)) PyObject_GC_Track(result)
  return result
}

const arguments1To = (i: number): string => (i === 1 ? 'argument 1' : `arguments 1-${i}`)

/** Iterator i has ended: with strict, all others must end too. */
function strictEnd(iterators: Ptr, n: number, i: number): Ptr {
  if (!endOfItems()) return 0
  if (i > 0) return raise(PyExc_ValueError, `zip() argument ${i + 1} is shorter than ${arguments1To(i)}`)
  for (i = 1; i < n; i++) {
    const item = iternext(PyTuple_GET_ITEM(iterators, i))
    if (item !== 0) {
      Py_DECREF(item)
      return raise(PyExc_ValueError, `zip() argument ${i + 1} is longer than ${arguments1To(i)}`)
    }
    if (!endOfItems()) return 0
  }
  return 0
}

function zipReduce(z: Ptr): Ptr {
  const iterators = i32[(z + L.ZIP_ITTUPLE) >> 2]
  return i32[(z + L.ZIP_STRICT) >> 2]
    ? PyTuple_Pack(Py_TYPE(z), iterators, Py_True)
    : PyTuple_Pack2(Py_TYPE(z), iterators)
}

function zipSetState(z: Ptr, state: Ptr): Ptr {
  const strict = PyObject_IsTrue(state)
  if (strict < 0) return 0
  i32[(z + L.ZIP_STRICT) >> 2] = strict
  return newNone()
}

defineType(PyZip_Type, {
  name: 'zip',
  basicsize: L.SIZEOF_ZIP,
  flags: GC_BASE,
  doc: `zip(*iterables, strict=False) --> Yield tuples until an input is exhausted.

   >>> list(zip('abcdefg', range(3), range(4)))
   [('a', 0, 0), ('b', 1, 1), ('c', 2, 2)]

The zip object yields n-length tuples, where n is the number of iterables
passed as positional arguments to zip().  The i-th element in every tuple
comes from the i-th iterable argument to zip().  This continues until the
shortest argument is exhausted.

If strict is true and one of the arguments is exhausted before the others,
raise a ValueError.`,
  dealloc: deallocFields(L.ZIP_ITTUPLE, L.ZIP_RESULT),
  traverse: traverseFields(L.ZIP_ITTUPLE, L.ZIP_RESULT),
  iter: PyObject_SelfIter,
  iternext: zip_next,
  new: zip_new,
  methods: {
    __reduce__: NOARGS(zipReduce, 'Return state information for pickling.'),
    __setstate__: O(zipSetState, 'Set state information for unpickling.'),
  },
})

// --- map ---

function newMap(type: Ptr, items: Ptr, n: number): Ptr {
  if (n < 2) return typeError('map() must have at least two arguments.')
  const iterators = iteratorTuple(items + 8, n - 1)
  if (iterators === 0) return 0
  const m = gcAlloc(type)
  if (m === 0) {
    Py_DECREF(iterators)
    return 0
  }
  setSsize(m, L.MAP_ITERS, iterators)
  setSsize(m, L.MAP_FUNC, Py_NewRef(arg(items, 0)))
  return m
}

const map_new: newfunc = (type, args, kwds) => {
  if (ownsArguments(type, PyMap_Type) && !noKeywords('map', kwds)) return 0
  return newMap(type, PyTuple_ITEMS(args), Py_SIZE(args))
}

const map_vectorcall: vectorcallfunc = (type, args, nargsf, kwnames) => {
  if (type === PyMap_Type && !noKwnames('map', kwnames)) return 0
  return newMap(type, args, PyVectorcall_NARGS(nargsf))
}

/** One step over one iterable. */
function mapOne(func: Ptr, it: Ptr): Ptr {
  const v = iternext(it)
  if (v === 0) return 0
  const stack = cStackPush(1)
  i32[stack >> 2] = v
  const r = PyObject_Vectorcall(func, stack, 1, 0)
  cStackPop(stack)
  Py_DECREF(v)
  return r
}

const map_next: unaryfunc = (m) => {
  const iterators = i32[(m + L.MAP_ITERS) >> 2]
  const n = Py_SIZE(iterators)
  if (n === 1) return mapOne(i32[(m + L.MAP_FUNC) >> 2], PyTuple_GET_ITEM(iterators, 0))
  const stack = cStackPush(n)
  let filled = 0
  while (filled < n) {
    const v = iternext(PyTuple_GET_ITEM(iterators, filled))
    if (v === 0) break
    i32[(stack + filled * 8) >> 2] = v
    filled++
  }
  const r = filled < n ? 0 : PyObject_Vectorcall(i32[(m + L.MAP_FUNC) >> 2], stack, n, 0)
  for (let i = 0; i < filled; i++) Py_DECREF(arg(stack, i))
  cStackPop(stack)
  return r
}

/** (map, (func, iterator, ...)). */
function mapReduce(m: Ptr): Ptr {
  const iterators = i32[(m + L.MAP_ITERS) >> 2]
  const n = Py_SIZE(iterators)
  const args = PyTuple_New(n + 1)
  if (args === 0) return 0
  PyTuple_SET_ITEM(args, 0, Py_NewRef(i32[(m + L.MAP_FUNC) >> 2]))
  for (let i = 0; i < n; i++) PyTuple_SET_ITEM(args, i + 1, Py_NewRef(PyTuple_GET_ITEM(iterators, i)))
  const r = PyTuple_Pack2(Py_TYPE(m), args)
  Py_DECREF(args)
  return r
}

defineType(PyMap_Type, {
  name: 'map',
  basicsize: L.SIZEOF_MAP,
  flags: GC_BASE,
  doc: `map(func, *iterables) --> map object

Make an iterator that computes the function using arguments from
each of the iterables.  Stops when the shortest iterable is exhausted.`,
  dealloc: deallocFields(L.MAP_ITERS, L.MAP_FUNC),
  traverse: traverseFields(L.MAP_ITERS, L.MAP_FUNC),
  iter: PyObject_SelfIter,
  iternext: map_next,
  new: map_new,
  vectorcall: map_vectorcall,
  methods: { __reduce__: NOARGS(mapReduce, 'Return state information for pickling.') },
})

// --- filter ---

function newFilter(type: Ptr, func: Ptr, seq: Ptr): Ptr {
  const it = PyObject_GetIter(seq)
  if (it === 0) return 0
  const f = gcAlloc(type)
  if (f === 0) {
    Py_DECREF(it)
    return 0
  }
  setSsize(f, L.FILTER_FUNC, Py_NewRef(func))
  setSsize(f, L.FILTER_IT, it)
  return f
}

const filter_new: newfunc = (type, args, kwds) => {
  if (ownsArguments(type, PyFilter_Type) && !noKeywords('filter', kwds)) return 0
  if (!checkPositional('filter', Py_SIZE(args), 2, 2)) return 0
  return newFilter(type, PyTuple_GET_ITEM(args, 0), PyTuple_GET_ITEM(args, 1))
}

const filter_vectorcall: vectorcallfunc = (type, args, nargsf, kwnames) => {
  if (type === PyFilter_Type && !noKwnames('filter', kwnames)) return 0
  if (!checkPositional('filter', PyVectorcall_NARGS(nargsf), 2, 2)) return 0
  return newFilter(type, arg(args, 0), arg(args, 1))
}

/** Is the item to be kept? 1, 0 or -1. */
function passes(func: Ptr, item: Ptr): number {
  if (func === Py_None || func === PyBool_Type) return PyObject_IsTrue(item)
  const good = PyObject_CallOneArg(func, item)
  if (good === 0) return -1
  const ok = PyObject_IsTrue(good)
  Py_DECREF(good)
  return ok
}

const filter_next: unaryfunc = (f) => {
  const it = i32[(f + L.FILTER_IT) >> 2]
  for (;;) {
    const item = iternext(it)
    if (item === 0) return 0
    const ok = passes(i32[(f + L.FILTER_FUNC) >> 2], item)
    if (ok > 0) return item
    Py_DECREF(item)
    if (ok < 0) return 0
  }
}

function filterReduce(f: Ptr): Ptr {
  const args = PyTuple_Pack2(i32[(f + L.FILTER_FUNC) >> 2], i32[(f + L.FILTER_IT) >> 2])
  if (args === 0) return 0
  const r = PyTuple_Pack2(Py_TYPE(f), args)
  Py_DECREF(args)
  return r
}

defineType(PyFilter_Type, {
  name: 'filter',
  basicsize: L.SIZEOF_FILTER,
  flags: GC_BASE,
  doc: `filter(function or None, iterable) --> filter object

Return an iterator yielding those items of iterable for which function(item)
is true. If function is None, return the items that are true.`,
  dealloc: deallocFields(L.FILTER_FUNC, L.FILTER_IT),
  traverse: traverseFields(L.FILTER_IT, L.FILTER_FUNC),
  iter: PyObject_SelfIter,
  iternext: filter_next,
  new: filter_new,
  vectorcall: filter_vectorcall,
  methods: { __reduce__: NOARGS(filterReduce, 'Return state information for pickling.') },
})
