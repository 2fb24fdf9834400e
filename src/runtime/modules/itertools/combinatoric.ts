/** product, permutations, combinations, combinations_with_replacement (CPython Modules/itertoolsmodule.c). The result tuple is reused while nobody else holds it. */
import { memFree, memMalloc } from '../../memory/domains'
import { i32, type Ptr } from '../../memory/heap'
import { indexArgument } from '../../object/abstract/sequence-protocol'
import { isTracked, PyObject_GC_Track, PyObject_GC_UnTrack, typeBasicSize } from '../../object/alloc'
import { freeByType, gcAlloc, setSsize } from '../../object/container/helpers'
import {
  _PyTuple_FromArray,
  PyTuple_GET_ITEM,
  PyTuple_ITEMS,
  PyTuple_New,
  PyTuple_SET_ITEM,
} from '../../object/container/tuple-core'
import { PySequence_Tuple } from '../../object/container/tuple-from'
import { NOARGS } from '../../object/define'
import { raise, typeError } from '../../object/errors'
import { PyErr_NoMemory, PyErr_Occurred } from '../../object/errors-core'
import type { destructor, newfunc, unaryfunc } from '../../object/fn-table'
import { Py_DECREF, Py_NewRef, Py_SIZE, Py_TYPE, Py_XDECREF } from '../../object/header'
import { PyLong_AsSsize_t, PyLong_Check, PyLong_FromLong } from '../../object/number/int-core'
import { bindKeywords } from '../../object/type/arg-parse'
import { bindArgsTuple, dictKeywords } from '../../object/type/call-objects'
import { EMPTY_TUPLE, Py_None, PyExc_ValueError, staticType } from '../../object/types'
import { defineIterator, field } from './shared'

export const product_type: Ptr = staticType()
export const combinations_type: Ptr = staticType()
export const cwr_type: Ptr = staticType()
export const permutations_type: Ptr = staticType()

const POOL = 16 // product: tuple of pools
const INDICES = 24 // array of the mem domain
const PR_RESULT = 32
const PR_STOPPED = 40
const CO_RESULT = 32
const CO_R = 40
const CO_STOPPED = 48
const PE_CYCLES = 32 // array
const PE_RESULT = 40
const PE_R = 48
const PE_STOPPED = 56

const indexArray = (n: number): Ptr => memMalloc(n * 8) || PyErr_NoMemory()
const at = (array: Ptr, i: number): number => i32[(array + i * 8) >> 2]
const put = (array: Ptr, i: number, v: number): void => setSsize(array, i * 8, v)

/** The result tuple for the next values: the old one, or a copy when somebody holds it. 0 + error. */
function reusable(o: Ptr, offset: number): Ptr {
  const result = field(o, offset)
  if (i32[result >> 2] === 1) {
    if (!isTracked(result)) PyObject_GC_Track(result)
    return result
  }
  const copy = _PyTuple_FromArray(PyTuple_ITEMS(result), Py_SIZE(result))
  if (copy === 0) return 0
  setSsize(o, offset, copy)
  Py_DECREF(result)
  return copy
}

function replace(t: Ptr, i: number, v: Ptr): void {
  const old = PyTuple_GET_ITEM(t, i)
  PyTuple_SET_ITEM(t, i, Py_NewRef(v))
  Py_XDECREF(old)
}

/** A first result of r items chosen by f; stored and returned with one more reference. */
function firstResult(o: Ptr, offset: number, r: number, f: (i: number) => Ptr): Ptr {
  const t = PyTuple_New(r)
  if (t === 0) return 0
  for (let i = 0; i < r; i++) PyTuple_SET_ITEM(t, i, Py_NewRef(f(i)))
  setSsize(o, offset, t)
  return Py_NewRef(t)
}

function stop(o: Ptr, offset: number): 0 {
  setSsize(o, offset, 1)
  return 0
}

const deallocWith =
  (references: number[], arrays: number[]): destructor =>
  (o) => {
    PyObject_GC_UnTrack(o)
    for (const offset of references) Py_XDECREF(field(o, offset))
    for (const offset of arrays) if (field(o, offset) !== 0) memFree(field(o, offset))
    freeByType(o)
  }

/** sys.getsizeof counts the index arrays. */
const sizeWith = (extra: (o: Ptr) => number) =>
  NOARGS((o) => PyLong_FromLong(typeBasicSize(Py_TYPE(o)) + extra(o) * 8), 'Returns size in memory, in bytes.')

// --- product ---

const product_new: newfunc = (type, args, kwds) => {
  let repeat = 1
  if (kwds !== 0) {
    const a = bindKeywords('product', ['repeat'], { kwonlyFrom: 0 }, PyTuple_ITEMS(EMPTY_TUPLE), 0, dictKeywords(kwds))
    if (a === null) return 0
    if (a[0] !== 0) repeat = indexArgument(a[0])
    if (Number.isNaN(repeat)) return 0
    if (repeat < 0) return raise(PyExc_ValueError, 'repeat argument cannot be negative')
  }
  const given = repeat === 0 ? 0 : Py_SIZE(args)
  const n = given * repeat
  if (n > 0x0fff_ffff) return raise(PyExc_ValueError, 'repeat argument too large')
  const indices = indexArray(n)
  const pools = indices === 0 ? 0 : PyTuple_New(n)
  if (pools === 0 || !fillPools(pools, args, given, n)) {
    if (indices !== 0) memFree(indices)
    Py_XDECREF(pools)
    return 0
  }
  for (let i = 0; i < n; i++) put(indices, i, 0)
  const p = gcAlloc(type)
  if (p === 0) {
    memFree(indices)
    Py_DECREF(pools)
    return 0
  }
  setSsize(p, POOL, pools)
  setSsize(p, INDICES, indices)
  return p
}

function fillPools(pools: Ptr, args: Ptr, given: number, n: number): boolean {
  for (let i = 0; i < given; i++) {
    const pool = PySequence_Tuple(PyTuple_GET_ITEM(args, i))
    if (pool === 0) return false
    PyTuple_SET_ITEM(pools, i, pool)
  }
  for (let i = given; i < n; i++) PyTuple_SET_ITEM(pools, i, Py_NewRef(PyTuple_GET_ITEM(pools, i - given)))
  return true
}

const product_next: unaryfunc = (p) => {
  if (field(p, PR_STOPPED)) return 0
  const pools = field(p, POOL)
  const n = Py_SIZE(pools)
  if (field(p, PR_RESULT) === 0) {
    for (let i = 0; i < n; i++) if (Py_SIZE(PyTuple_GET_ITEM(pools, i)) === 0) return stop(p, PR_STOPPED)
    return firstResult(p, PR_RESULT, n, (i) => PyTuple_GET_ITEM(PyTuple_GET_ITEM(pools, i), 0))
  }
  const result = reusable(p, PR_RESULT)
  if (result === 0) return 0
  const indices = field(p, INDICES)
  // like an odometer, from the right
  for (let i = n - 1; i >= 0; i--) {
    const pool = PyTuple_GET_ITEM(pools, i)
    const k = at(indices, i) + 1
    if (k < Py_SIZE(pool)) {
      put(indices, i, k)
      replace(result, i, PyTuple_GET_ITEM(pool, k))
      return Py_NewRef(result)
    }
    put(indices, i, 0)
    replace(result, i, PyTuple_GET_ITEM(pool, 0))
  }
  return stop(p, PR_STOPPED)
}

defineIterator(product_type, 'product', 48, [], [POOL, PR_RESULT], {
  doc: 'product(*iterables, repeat=1) --> product object\n\nCartesian product of input iterables.  Equivalent to nested for-loops.',
  dealloc: deallocWith([POOL, PR_RESULT], [INDICES]),
  new: product_new,
  iternext: product_next,
  methods: { __sizeof__: sizeWith((p) => Py_SIZE(field(p, POOL))) },
})

// --- combinations and combinations_with_replacement ---

const newCombinations =
  (name: string, repeated: boolean): newfunc =>
  (type, args, kwds) => {
    const a = bindArgsTuple(name, ['iterable', 'r'], { required: 2 }, args, kwds)
    if (a === null) return 0
    const r = indexArgument(a[1])
    if (Number.isNaN(r)) return 0
    const pool = PySequence_Tuple(a[0])
    if (pool === 0) return 0
    const n = Py_SIZE(pool)
    if (r < 0) {
      Py_DECREF(pool)
      return raise(PyExc_ValueError, 'r must be non-negative')
    }
    const indices = r > 0x0fff_ffff ? PyErr_NoMemory() : indexArray(r)
    const c = indices === 0 ? 0 : gcAlloc(type)
    if (c === 0) {
      if (indices !== 0) memFree(indices)
      Py_DECREF(pool)
      return 0
    }
    for (let i = 0; i < r; i++) put(indices, i, repeated ? 0 : i)
    setSsize(c, POOL, pool)
    setSsize(c, INDICES, indices)
    setSsize(c, CO_R, r)
    setSsize(c, CO_STOPPED, (repeated ? n === 0 && r > 0 : r > n) ? 1 : 0)
    return c
  }

const combinations_next: unaryfunc = (c) => {
  if (field(c, CO_STOPPED)) return 0
  const pool = field(c, POOL)
  const indices = field(c, INDICES)
  const r = field(c, CO_R)
  const n = Py_SIZE(pool)
  if (field(c, CO_RESULT) === 0) return firstResult(c, CO_RESULT, r, (i) => PyTuple_GET_ITEM(pool, at(indices, i)))
  const result = reusable(c, CO_RESULT)
  if (result === 0) return 0
  // the rightmost index that is not at its highest place
  let i = r - 1
  while (i >= 0 && at(indices, i) === i + n - r) i--
  if (i < 0) return stop(c, CO_STOPPED)
  put(indices, i, at(indices, i) + 1)
  for (let j = i + 1; j < r; j++) put(indices, j, at(indices, j - 1) + 1)
  for (; i < r; i++) replace(result, i, PyTuple_GET_ITEM(pool, at(indices, i)))
  return Py_NewRef(result)
}

const cwr_next: unaryfunc = (c) => {
  if (field(c, CO_STOPPED)) return 0
  const pool = field(c, POOL)
  const indices = field(c, INDICES)
  const r = field(c, CO_R)
  const n = Py_SIZE(pool)
  if (field(c, CO_RESULT) === 0) return firstResult(c, CO_RESULT, r, () => PyTuple_GET_ITEM(pool, 0))
  const result = reusable(c, CO_RESULT)
  if (result === 0) return 0
  let i = r - 1
  while (i >= 0 && at(indices, i) === n - 1) i--
  if (i < 0) return stop(c, CO_STOPPED)
  const k = at(indices, i) + 1
  for (; i < r; i++) {
    put(indices, i, k)
    replace(result, i, PyTuple_GET_ITEM(pool, k))
  }
  return Py_NewRef(result)
}

defineIterator(combinations_type, 'combinations', 56, [], [POOL, CO_RESULT], {
  doc: 'Return successive r-length combinations of elements in the iterable.\n\ncombinations(range(4), 3) --> (0,1,2), (0,1,3), (0,2,3), (1,2,3)',
  dealloc: deallocWith([POOL, CO_RESULT], [INDICES]),
  new: newCombinations('combinations', false),
  iternext: combinations_next,
  methods: { __sizeof__: sizeWith((c) => field(c, CO_R)) },
})
defineIterator(cwr_type, 'combinations_with_replacement', 56, [], [POOL, CO_RESULT], {
  doc: 'Return successive r-length combinations of elements in the iterable allowing individual elements to have successive repeats.',
  dealloc: deallocWith([POOL, CO_RESULT], [INDICES]),
  new: newCombinations('combinations_with_replacement', true),
  iternext: cwr_next,
  methods: { __sizeof__: sizeWith((c) => field(c, CO_R)) },
})

// --- permutations ---

const permutations_new: newfunc = (type, args, kwds) => {
  const a = bindArgsTuple('permutations', ['iterable', 'r'], { required: 1 }, args, kwds)
  if (a === null) return 0
  const pool = PySequence_Tuple(a[0])
  if (pool === 0) return 0
  const n = Py_SIZE(pool)
  const r = lengthArgument(a[1], n)
  const indices = Number.isNaN(r) ? 0 : indexArray(n)
  const cycles = indices === 0 ? 0 : indexArray(r)
  const p = cycles === 0 ? 0 : gcAlloc(type)
  if (p === 0) {
    if (indices !== 0) memFree(indices)
    if (cycles !== 0) memFree(cycles)
    Py_DECREF(pool)
    return 0
  }
  for (let i = 0; i < n; i++) put(indices, i, i)
  for (let i = 0; i < r; i++) put(cycles, i, n - i)
  setSsize(p, POOL, pool)
  setSsize(p, INDICES, indices)
  setSsize(p, PE_CYCLES, cycles)
  setSsize(p, PE_R, r)
  setSsize(p, PE_STOPPED, r > n ? 1 : 0)
  return p
}

/** The r argument; NaN with an error set. */
function lengthArgument(o: Ptr, n: number): number {
  if (o === 0 || o === Py_None) return n
  if (!PyLong_Check(o)) {
    typeError('Expected int as r')
    return Number.NaN
  }
  const r = PyLong_AsSsize_t(o)
  if (r === -1 && PyErr_Occurred()) return Number.NaN
  if (r < 0) {
    raise(PyExc_ValueError, 'r must be non-negative')
    return Number.NaN
  }
  return Math.min(r, 0x0fff_ffff)
}

const permutations_next: unaryfunc = (p) => {
  if (field(p, PE_STOPPED)) return 0
  const pool = field(p, POOL)
  const indices = field(p, INDICES)
  const cycles = field(p, PE_CYCLES)
  const r = field(p, PE_R)
  const n = Py_SIZE(pool)
  if (field(p, PE_RESULT) === 0) return firstResult(p, PE_RESULT, r, (i) => PyTuple_GET_ITEM(pool, at(indices, i)))
  if (n === 0) return stop(p, PE_STOPPED)
  const result = reusable(p, PE_RESULT)
  if (result === 0) return 0
  for (let i = r - 1; i >= 0; i--) {
    put(cycles, i, at(cycles, i) - 1)
    const moved = at(indices, i)
    if (at(cycles, i) === 0) {
      // this place has had all values: rotate it to the end
      for (let j = i; j < n - 1; j++) put(indices, j, at(indices, j + 1))
      put(indices, n - 1, moved)
      put(cycles, i, n - i)
      continue
    }
    const j = n - at(cycles, i)
    put(indices, i, at(indices, j))
    put(indices, j, moved)
    for (let k = i; k < r; k++) replace(result, k, PyTuple_GET_ITEM(pool, at(indices, k)))
    return Py_NewRef(result)
  }
  return stop(p, PE_STOPPED)
}

defineIterator(permutations_type, 'permutations', 64, [], [POOL, PE_RESULT], {
  doc: 'Return successive r-length permutations of elements in the iterable.\n\npermutations(range(3), 2) --> (0,1), (0,2), (1,0), (1,2), (2,0), (2,1)',
  dealloc: deallocWith([POOL, PE_RESULT], [INDICES, PE_CYCLES]),
  new: permutations_new,
  iternext: permutations_next,
  methods: { __sizeof__: sizeWith((p) => Py_SIZE(field(p, POOL)) + field(p, PE_R)) },
})
