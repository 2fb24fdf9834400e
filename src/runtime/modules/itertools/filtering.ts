/** chain, islice, starmap, takewhile, dropwhile, filterfalse, compress, pairwise and accumulate (CPython Modules/itertoolsmodule.c). */
import type { Ptr } from '../../memory/heap'
import { PyIter_Next, PyObject_GetIter } from '../../object/abstract/iter-protocol'
import { PyNumber_Add, PyNumber_AsSsize_t } from '../../object/abstract/number-protocol'
import { PyObject_IsTrue } from '../../object/abstract/object-protocol'
import { Py_GenericAlias } from '../../object/abstract/sequence-protocol'
import { callN } from '../../object/call'
import { gcAlloc, get64, ownsArguments, set64, setSsize } from '../../object/container/helpers'
import { iternext } from '../../object/container/next-item'
import { PyTuple_CheckExact, PyTuple_GET_ITEM, PyTuple_Pack2 } from '../../object/container/tuple-core'
import { PySequence_Tuple } from '../../object/container/tuple-from'
import { CLASS, O } from '../../object/define'
import { raise } from '../../object/errors'
import { PyErr_Clear, PyErr_Occurred } from '../../object/errors-core'
import type { newfunc, unaryfunc } from '../../object/fn-table'
import { Py_CLEAR, Py_DECREF, Py_NewRef, Py_SIZE, Py_XDECREF } from '../../object/header'
import { checkPositional } from '../../object/type/arg-parse'
import { bindArgsTuple, noKeywords, PyObject_Call } from '../../object/type/call-objects'
import { errorIs } from '../../object/type/subtype'
import {
  Py_None,
  PyBool_Type,
  PyExc_OverflowError,
  PyExc_StopIteration,
  PyExc_ValueError,
  staticType,
} from '../../object/types'
import { callTruth, defineIterator, field, positional } from './shared'

export const chain_type: Ptr = staticType()
export const islice_type: Ptr = staticType()
export const starmap_type: Ptr = staticType()
export const takewhile_type: Ptr = staticType()
export const dropwhile_type: Ptr = staticType()
export const filterfalse_type: Ptr = staticType()
export const compress_type: Ptr = staticType()
export const pairwise_type: Ptr = staticType()
export const accumulate_type: Ptr = staticType()

// --- chain ---

const CH_SOURCE = 16
const CH_ACTIVE = 24

/** Takes over the iterator of iterables. */
function newChain(type: Ptr, source: Ptr): Ptr {
  const c = source === 0 ? 0 : gcAlloc(type)
  if (c === 0) Py_XDECREF(source)
  else setSsize(c, CH_SOURCE, source)
  return c
}

const chain_new: newfunc = (type, args, kwds) => {
  if (ownsArguments(type, chain_type) && !noKeywords('chain', kwds)) return 0
  return newChain(type, PyObject_GetIter(args))
}

const chain_next: unaryfunc = (c) => {
  while (field(c, CH_SOURCE) !== 0) {
    let active = field(c, CH_ACTIVE)
    if (active === 0) {
      const iterable = PyIter_Next(field(c, CH_SOURCE))
      active = iterable === 0 ? 0 : PyObject_GetIter(iterable)
      Py_XDECREF(iterable)
      if (active === 0) {
        Py_CLEAR(c + CH_SOURCE)
        return 0
      }
      setSsize(c, CH_ACTIVE, active)
    }
    const item = iternext(active)
    if (item !== 0) return item
    if (PyErr_Occurred()) {
      if (!errorIs(PyExc_StopIteration)) return 0
      PyErr_Clear()
    }
    Py_CLEAR(c + CH_ACTIVE)
  }
  return 0
}

defineIterator(chain_type, 'chain', 32, [CH_ACTIVE, CH_SOURCE], [CH_ACTIVE, CH_SOURCE], {
  doc: 'chain(*iterables) --> chain object\n\nReturn a chain object whose .__next__() method returns elements from the\nfirst iterable until it is exhausted, then elements from the next\niterable, until all of the iterables are exhausted.',
  new: chain_new,
  iternext: chain_next,
  methods: {
    from_iterable: CLASS(
      O(
        (type, iterable) => newChain(type, PyObject_GetIter(iterable)),
        'Alternative chain() constructor taking a single iterable argument that evaluates lazily.',
      ),
    ),
    __class_getitem__: CLASS(O(Py_GenericAlias, 'See PEP 585')),
  },
})

// --- islice ---

const IS_IT = 16
const IS_NEXT = 24
const IS_STOP = 32
const IS_STEP = 40
const IS_CNT = 48
const BOUNDS = 'must be None or an integer: 0 <= x <= sys.maxsize.'

/** An index that may be None; NaN when it is no index or does not fit (the error is cleared). */
function bound(o: Ptr, ifNone: number): number {
  if (o === Py_None) return ifNone
  const n = PyNumber_AsSsize_t(o, PyExc_OverflowError)
  if (n !== -1 || !PyErr_Occurred()) return n
  PyErr_Clear()
  return Number.NaN
}

const islice_new: newfunc = (type, args, kwds) => {
  if (ownsArguments(type, islice_type) && !noKeywords('islice', kwds)) return 0
  const n = Py_SIZE(args)
  if (!checkPositional('islice', n, 2, 4)) return 0
  const at = (i: number): Ptr => PyTuple_GET_ITEM(args, i)
  const start = n === 2 ? 0 : bound(at(1), 0)
  const stopObject = at(n === 2 ? 1 : 2)
  const stop = bound(stopObject, -1)
  if (stopObject !== Py_None && (Number.isNaN(stop) || stop === -1)) {
    return raise(PyExc_ValueError, `Stop argument for islice() ${BOUNDS}`)
  }
  if (Number.isNaN(start) || start < 0 || stop < -1) return raise(PyExc_ValueError, `Indices for islice() ${BOUNDS}`)
  const step = n > 3 ? bound(at(3), 1) : 1
  if (Number.isNaN(step) || step < 1) {
    return raise(PyExc_ValueError, 'Step for islice() must be a positive integer or None.')
  }
  const it = PyObject_GetIter(at(0))
  const s = it === 0 ? 0 : gcAlloc(type)
  if (s === 0) {
    Py_XDECREF(it)
    return 0
  }
  setSsize(s, IS_IT, it)
  set64(s + IS_NEXT, Math.min(start, 2 ** 53))
  set64(s + IS_STOP, Math.min(stop, 2 ** 53))
  set64(s + IS_STEP, Math.min(step, 2 ** 53))
  return s
}

const islice_next: unaryfunc = (s) => {
  const it = field(s, IS_IT)
  if (it === 0) return 0
  const next = get64(s + IS_NEXT)
  const stop = get64(s + IS_STOP)
  let cnt = get64(s + IS_CNT)
  let item = 0
  while (cnt < next) {
    item = iternext(it)
    if (item === 0) return islice_end(s)
    Py_DECREF(item)
    set64(s + IS_CNT, ++cnt)
  }
  if (stop !== -1 && cnt >= stop) return islice_end(s)
  item = iternext(it)
  if (item === 0) return islice_end(s)
  set64(s + IS_CNT, cnt + 1)
  const following = next + get64(s + IS_STEP)
  set64(s + IS_NEXT, stop !== -1 && following > stop ? stop : Math.min(following, 2 ** 53))
  return item
}

function islice_end(s: Ptr): 0 {
  Py_CLEAR(s + IS_IT)
  return 0
}

defineIterator(islice_type, 'islice', 56, [IS_IT], [IS_IT], {
  doc: 'islice(iterable, stop) --> islice object\nislice(iterable, start, stop[, step]) --> islice object\n\nReturn an iterator whose next() method returns selected values from an\niterable.',
  new: islice_new,
  iternext: islice_next,
})

// --- func and iterator: starmap, takewhile, dropwhile, filterfalse ---

const FUNC = 16
const IT = 24
const FLAG = 32 // takewhile: stopped; dropwhile: started

const functionAndIterator = (exact: Ptr, name: string): newfunc =>
  positional(exact, name, 2, (type, [func, seq]) => {
    const it = PyObject_GetIter(seq)
    const o = it === 0 ? 0 : gcAlloc(type)
    if (o === 0) {
      Py_XDECREF(it)
      return 0
    }
    setSsize(o, FUNC, Py_NewRef(func))
    setSsize(o, IT, it)
    return o
  })

const starmap_next: unaryfunc = (s) => {
  let args = iternext(field(s, IT))
  if (args === 0) return 0
  if (!PyTuple_CheckExact(args)) {
    const t = PySequence_Tuple(args)
    Py_DECREF(args)
    if (t === 0) return 0
    args = t
  }
  const r = PyObject_Call(field(s, FUNC), args, 0)
  Py_DECREF(args)
  return r
}

const takewhile_next: unaryfunc = (t) => {
  if (field(t, FLAG) === 1) return 0
  const item = iternext(field(t, IT))
  if (item === 0) return 0
  const ok = callTruth(field(t, FUNC), item)
  if (ok > 0) return item
  Py_DECREF(item)
  if (ok === 0) setSsize(t, FLAG, 1)
  return 0
}

const dropwhile_next: unaryfunc = (d) => {
  for (;;) {
    const item = iternext(field(d, IT))
    if (item === 0 || field(d, FLAG) === 1) return item
    const ok = callTruth(field(d, FUNC), item)
    if (ok === 0) {
      setSsize(d, FLAG, 1)
      return item
    }
    Py_DECREF(item)
    if (ok < 0) return 0
  }
}

const filterfalse_next: unaryfunc = (f) => {
  const func = field(f, FUNC)
  for (;;) {
    const item = iternext(field(f, IT))
    if (item === 0) return 0
    const ok = func === Py_None || func === PyBool_Type ? PyObject_IsTrue(item) : callTruth(func, item)
    if (ok === 0) return item
    Py_DECREF(item)
    if (ok < 0) return 0
  }
}

defineIterator(starmap_type, 'starmap', 32, [FUNC, IT], [IT, FUNC], {
  doc: 'Return an iterator whose values are returned from the function evaluated with an argument tuple taken from the given sequence.',
  new: functionAndIterator(starmap_type, 'starmap'),
  iternext: starmap_next,
})
defineIterator(takewhile_type, 'takewhile', 40, [FUNC, IT], [IT, FUNC], {
  doc: 'Return successive entries from an iterable as long as the predicate evaluates to true for each entry.',
  new: functionAndIterator(takewhile_type, 'takewhile'),
  iternext: takewhile_next,
})
defineIterator(dropwhile_type, 'dropwhile', 40, [FUNC, IT], [IT, FUNC], {
  doc: 'Drop items from the iterable while predicate(item) is true.\n\nAfterwards, return every element until the iterable is exhausted.',
  new: functionAndIterator(dropwhile_type, 'dropwhile'),
  iternext: dropwhile_next,
})
defineIterator(filterfalse_type, 'filterfalse', 32, [FUNC, IT], [IT, FUNC], {
  doc: 'Return those items of iterable for which function(item) is false.\n\nIf function is None, return the items that are false.',
  new: functionAndIterator(filterfalse_type, 'filterfalse'),
  iternext: filterfalse_next,
})

// --- compress ---

const CO_DATA = 16
const CO_SELECTORS = 24

const compress_new: newfunc = (type, args, kwds) => {
  const a = bindArgsTuple('compress', ['data', 'selectors'], { required: 2 }, args, kwds)
  if (a === null) return 0
  const data = PyObject_GetIter(a[0])
  const selectors = data === 0 ? 0 : PyObject_GetIter(a[1])
  const c = selectors === 0 ? 0 : gcAlloc(type)
  if (c === 0) {
    Py_XDECREF(data)
    Py_XDECREF(selectors)
    return 0
  }
  setSsize(c, CO_DATA, data)
  setSsize(c, CO_SELECTORS, selectors)
  return c
}

const compress_next: unaryfunc = (c) => {
  for (;;) {
    const datum = iternext(field(c, CO_DATA))
    if (datum === 0) return 0
    const selector = iternext(field(c, CO_SELECTORS))
    const ok = selector === 0 ? -1 : PyObject_IsTrue(selector)
    Py_XDECREF(selector)
    if (ok > 0) return datum
    Py_DECREF(datum)
    if (ok < 0) return 0
  }
}

defineIterator(compress_type, 'compress', 32, [CO_DATA, CO_SELECTORS], [CO_DATA, CO_SELECTORS], {
  doc: 'Return data elements corresponding to true selector elements.\n\nForms a shorter iterator from selected data elements using the selectors to\nchoose the data elements.',
  new: compress_new,
  iternext: compress_next,
})

// --- pairwise ---

const PW_IT = 16
const PW_OLD = 24

const pairwise_new = positional(pairwise_type, 'pairwise', 1, (type, [iterable]) => {
  const it = PyObject_GetIter(iterable)
  const p = it === 0 ? 0 : gcAlloc(type)
  if (p === 0) Py_XDECREF(it)
  else setSsize(p, PW_IT, it)
  return p
})

const pairwise_next: unaryfunc = (p) => {
  let it = field(p, PW_IT)
  if (it === 0) return 0
  // the iterator may call back into this object: fields are read again after each step
  if (field(p, PW_OLD) === 0) {
    const first = iternext(it)
    const before = field(p, PW_OLD)
    setSsize(p, PW_OLD, first)
    Py_XDECREF(before)
    if (first === 0) {
      Py_CLEAR(p + PW_IT)
      return 0
    }
    it = field(p, PW_IT)
    if (it === 0) {
      Py_CLEAR(p + PW_OLD)
      return 0
    }
  }
  const old = Py_NewRef(field(p, PW_OLD))
  const item = iternext(it)
  if (item === 0) {
    Py_CLEAR(p + PW_IT)
    Py_CLEAR(p + PW_OLD)
    Py_DECREF(old)
    return 0
  }
  const pair = PyTuple_Pack2(old, item)
  const before = field(p, PW_OLD)
  setSsize(p, PW_OLD, item)
  Py_XDECREF(before)
  Py_DECREF(old)
  return pair
}

defineIterator(pairwise_type, 'pairwise', 32, [PW_IT, PW_OLD], [PW_IT, PW_OLD], {
  doc: 'Return an iterator of overlapping pairs taken from the input iterator.\n\n    s -> (s0,s1), (s1,s2), (s2, s3), ...',
  new: pairwise_new,
  iternext: pairwise_next,
})

// --- accumulate ---

const AC_TOTAL = 16
const AC_IT = 24
const AC_BINOP = 32
const AC_INITIAL = 40

const accumulate_new: newfunc = (type, args, kwds) => {
  const names = ['iterable', 'func', 'initial']
  const a = bindArgsTuple('accumulate', names, { required: 1, kwonlyFrom: 2 }, args, kwds)
  if (a === null) return 0
  const it = PyObject_GetIter(a[0])
  const o = it === 0 ? 0 : gcAlloc(type)
  if (o === 0) {
    Py_XDECREF(it)
    return 0
  }
  setSsize(o, AC_IT, it)
  setSsize(o, AC_BINOP, a[1] === 0 || a[1] === Py_None ? 0 : Py_NewRef(a[1]))
  setSsize(o, AC_INITIAL, Py_NewRef(a[2] || Py_None))
  return o
}

const accumulate_next: unaryfunc = (a) => {
  const initial = field(a, AC_INITIAL)
  if (initial !== Py_None) {
    setSsize(a, AC_TOTAL, initial)
    setSsize(a, AC_INITIAL, Py_NewRef(Py_None))
    return Py_NewRef(initial)
  }
  const v = iternext(field(a, AC_IT))
  if (v === 0) return 0
  const total = field(a, AC_TOTAL)
  if (total === 0) {
    setSsize(a, AC_TOTAL, Py_NewRef(v))
    return v
  }
  const binop = field(a, AC_BINOP)
  const next = binop === 0 ? PyNumber_Add(total, v) : callN(binop, total, v)
  Py_DECREF(v)
  if (next === 0) return 0
  const old = field(a, AC_TOTAL)
  setSsize(a, AC_TOTAL, Py_NewRef(next))
  Py_XDECREF(old)
  return next
}

const AC_ALL = [AC_BINOP, AC_TOTAL, AC_IT, AC_INITIAL]
defineIterator(accumulate_type, 'accumulate', 48, AC_ALL, [AC_BINOP, AC_IT, AC_TOTAL, AC_INITIAL], {
  doc: 'Return series of accumulated sums (or other binary function results).',
  new: accumulate_new,
  iternext: accumulate_next,
})
