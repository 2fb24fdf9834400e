/** groupby, tee and zip_longest (CPython Modules/itertoolsmodule.c). */
import { i32, type Ptr } from '../../memory/heap'
import { PyIter_Next, PyObject_GetIter } from '../../object/abstract/iter-protocol'
import { _PyObject_LookupAttr, PyObject_GetAttr, PyObject_RichCompareBool } from '../../object/abstract/object-protocol'
import { indexArgument } from '../../object/abstract/sequence-protocol'
import { isTracked, PyObject_GC_New, PyObject_GC_Track, PyObject_GC_UnTrack } from '../../object/alloc'
import { PyObject_CallNoArgs, PyObject_CallOneArg } from '../../object/call'
import { dictNext, entry } from '../../object/container/dict-core'
import { deallocFields, freeByType, gcAlloc, setSsize } from '../../object/container/helpers'
import { PyTuple_GET_ITEM, PyTuple_New, PyTuple_Pack2, PyTuple_SET_ITEM } from '../../object/container/tuple-core'
import { arg, NOARGS } from '../../object/define'
import { raise, typeError } from '../../object/errors'
import { PyErr_Occurred } from '../../object/errors-core'
import type { destructor, newfunc, traverseproc, unaryfunc } from '../../object/fn-table'
import { Py_CLEAR, Py_DECREF, Py_NewRef, Py_SIZE, Py_TYPE, Py_XDECREF } from '../../object/header'
import { Py_EQ, TPFLAGS_DEFAULT, TPFLAGS_HAVE_GC } from '../../object/layout'
import { _Py_ID, strToJS } from '../../object/text/str-core'
import { checkPositional } from '../../object/type/arg-parse'
import { bindArgsTuple } from '../../object/type/call-objects'
import { PyObject_TypeCheck } from '../../object/type/subtype'
import { PyObject_ClearWeakRefs } from '../../object/type/weakref-core'
import { Py_None, PyExc_RuntimeError, PyExc_ValueError, staticType } from '../../object/types'
import { defineIterator, field, positional } from './shared'

export const groupby_type: Ptr = staticType()
export const grouper_type: Ptr = staticType()
export const tee_type: Ptr = staticType()
export const teedataobject_type: Ptr = staticType()
export const ziplongest_type: Ptr = staticType()
const ID___copy__ = _Py_ID('__copy__')
const NO_BASE = TPFLAGS_DEFAULT | TPFLAGS_HAVE_GC

/** Stores a reference (taken over) and drops the old one. */
function setRef(o: Ptr, offset: number, v: Ptr): void {
  const old = field(o, offset)
  setSsize(o, offset, v)
  Py_XDECREF(old)
}

// --- groupby ---

const GB_IT = 16
const GB_KEYFUNC = 24
const GB_TGTKEY = 32
const GB_CURRKEY = 40
const GB_CURRVALUE = 48
const GB_CURRGROUPER = 56 // borrowed: the group that may still be read
const GR_PARENT = 16
const GR_TGTKEY = 24
const GB_OWNED = [GB_IT, GB_KEYFUNC, GB_TGTKEY, GB_CURRKEY, GB_CURRVALUE]

const groupby_new: newfunc = (type, args, kwds) => {
  const a = bindArgsTuple('groupby', ['iterable', 'key'], { required: 1 }, args, kwds)
  if (a === null) return 0
  const g = gcAlloc(type)
  if (g === 0) return 0
  setSsize(g, GB_KEYFUNC, Py_NewRef(a[1] || Py_None))
  const it = PyObject_GetIter(a[0])
  setSsize(g, GB_IT, it)
  if (it !== 0) return g
  Py_DECREF(g)
  return 0
}

/** Reads one more item and its key. */
function step(g: Ptr): number {
  const value = PyIter_Next(field(g, GB_IT))
  if (value === 0) return -1
  const keyfunc = field(g, GB_KEYFUNC)
  const key = keyfunc === Py_None ? Py_NewRef(value) : PyObject_CallOneArg(keyfunc, value)
  if (key === 0) {
    Py_DECREF(value)
    return -1
  }
  setRef(g, GB_CURRVALUE, value)
  setRef(g, GB_CURRKEY, key)
  return 0
}

const groupby_next: unaryfunc = (g) => {
  setSsize(g, GB_CURRGROUPER, 0)
  // skip what is left of the current group
  for (;;) {
    if (field(g, GB_CURRKEY) !== 0) {
      if (field(g, GB_TGTKEY) === 0) break
      const same = PyObject_RichCompareBool(field(g, GB_TGTKEY), field(g, GB_CURRKEY), Py_EQ)
      if (same < 0) return 0
      if (same === 0) break
    }
    if (step(g) < 0) return 0
  }
  setRef(g, GB_TGTKEY, Py_NewRef(field(g, GB_CURRKEY)))
  const group = newGrouper(g)
  if (group === 0) return 0
  const pair = PyTuple_Pack2(field(g, GB_CURRKEY), group)
  Py_DECREF(group)
  return pair
}

function newGrouper(g: Ptr): Ptr {
  const group = PyObject_GC_New(grouper_type, 32)
  if (group === 0) return 0
  setSsize(group, GR_PARENT, Py_NewRef(g))
  setSsize(group, GR_TGTKEY, Py_NewRef(field(g, GB_TGTKEY)))
  setSsize(g, GB_CURRGROUPER, group)
  PyObject_GC_Track(group)
  return group
}

const grouper_next: unaryfunc = (group) => {
  const g = field(group, GR_PARENT)
  if (field(g, GB_CURRGROUPER) !== group) return 0
  if (field(g, GB_CURRVALUE) === 0 && step(g) < 0) return 0
  const same = PyObject_RichCompareBool(field(group, GR_TGTKEY), field(g, GB_CURRKEY), Py_EQ)
  if (same <= 0) return 0
  const value = field(g, GB_CURRVALUE)
  setSsize(g, GB_CURRVALUE, 0)
  Py_CLEAR(g + GB_CURRKEY)
  return value
}

const grouper_new = positional(grouper_type, '_grouper', 2, (_type, [parent, key]) => {
  if (!PyObject_TypeCheck(parent, groupby_type)) return typeError('argument 1 must be itertools.groupby')
  setRef(parent, GB_TGTKEY, Py_NewRef(key))
  return newGrouper(parent)
})

defineIterator(groupby_type, 'groupby', 64, GB_OWNED, GB_OWNED, {
  doc: 'make an iterator that returns consecutive keys and groups from the iterable\n\n  iterable\n    Elements to divide into groups according to the key function.\n  key\n    A function for computing the group category for each element.\n    If the key function is not specified or is None, the element itself\n    is used for grouping.',
  new: groupby_new,
  iternext: groupby_next,
})
defineIterator(grouper_type, '_grouper', 32, [], [GR_PARENT, GR_TGTKEY], {
  flags: NO_BASE,
  dealloc: (group) => {
    // the parent must not mistake a later object at this address for the group
    const g = field(group, GR_PARENT)
    if (field(g, GB_CURRGROUPER) === group) setSsize(g, GB_CURRGROUPER, 0)
    deallocGrouper(group)
  },
  new: grouper_new,
  iternext: grouper_next,
})
const deallocGrouper = deallocFields(GR_PARENT, GR_TGTKEY)

// --- tee: iterators that share a chain of blocks of items read ---

const TE_DATA = 16
const TE_INDEX = 24 // 4
const TE_WEAKREFLIST = 32
const SIZEOF_TEE = 40
const TD_IT = 16
const TD_NUMREAD = 24 // 4
const TD_RUNNING = 28 // 4
const TD_NEXTLINK = 32
const TD_VALUES = 40
const LINKCELLS = 57
const SIZEOF_TEEDATA = TD_VALUES + LINKCELLS * 8

function newData(it: Ptr): Ptr {
  const d = PyObject_GC_New(teedataobject_type, SIZEOF_TEEDATA)
  if (d === 0) return 0
  setSsize(d, TD_IT, Py_NewRef(it))
  i32[(d + TD_NUMREAD) >> 2] = 0
  i32[(d + TD_RUNNING) >> 2] = 0
  setSsize(d, TD_NEXTLINK, 0)
  PyObject_GC_Track(d)
  return d
}

function dataItem(d: Ptr, i: number): Ptr {
  if (i < field(d, TD_NUMREAD)) return Py_NewRef(field(d, TD_VALUES + i * 8))
  if (field(d, TD_RUNNING)) return raise(PyExc_RuntimeError, 'cannot re-enter the tee iterator')
  i32[(d + TD_RUNNING) >> 2] = 1
  const v = PyIter_Next(field(d, TD_IT))
  i32[(d + TD_RUNNING) >> 2] = 0
  if (v === 0) return 0
  i32[(d + TD_NUMREAD) >> 2]++
  setSsize(d, TD_VALUES + i * 8, v)
  return Py_NewRef(v)
}

/** A long chain is taken down link by link, not recursively. */
const dataDealloc: destructor = (d) => {
  PyObject_GC_UnTrack(d)
  Py_CLEAR(d + TD_IT)
  for (let i = 0; i < field(d, TD_NUMREAD); i++) Py_CLEAR(d + TD_VALUES + i * 8)
  let next = field(d, TD_NEXTLINK)
  setSsize(d, TD_NEXTLINK, 0)
  while (next !== 0 && Py_TYPE(next) === teedataobject_type && i32[next >> 2] === 1) {
    const after = field(next, TD_NEXTLINK)
    setSsize(next, TD_NEXTLINK, 0)
    Py_DECREF(next)
    next = after
  }
  Py_XDECREF(next)
  freeByType(d)
}

const dataTraverse: traverseproc = (d, visit) => {
  const values = Array.from({ length: field(d, TD_NUMREAD) }, (_, i) => TD_VALUES + i * 8)
  for (const offset of [TD_IT, ...values, TD_NEXTLINK]) {
    const v = field(d, offset)
    const r = v === 0 ? 0 : visit(v)
    if (r !== 0) return r
  }
  return 0
}

function newTee(data: Ptr, index: number): Ptr {
  const t = data === 0 ? 0 : PyObject_GC_New(tee_type, SIZEOF_TEE)
  if (t === 0) {
    Py_XDECREF(data)
    return 0
  }
  setSsize(t, TE_DATA, data)
  setSsize(t, TE_INDEX, index)
  setSsize(t, TE_WEAKREFLIST, 0)
  PyObject_GC_Track(t)
  return t
}

const tee_copy = (t: Ptr): Ptr => newTee(Py_NewRef(field(t, TE_DATA)), field(t, TE_INDEX))

function teeFromIterable(iterable: Ptr): Ptr {
  const it = PyObject_GetIter(iterable)
  if (it === 0) return 0
  const t = PyObject_TypeCheck(it, tee_type) ? tee_copy(it) : newTee(newData(it), 0)
  Py_DECREF(it)
  return t
}

const tee_next: unaryfunc = (t) => {
  if (field(t, TE_INDEX) >= LINKCELLS) {
    const d = field(t, TE_DATA)
    if (field(d, TD_NEXTLINK) === 0) setSsize(d, TD_NEXTLINK, newData(field(d, TD_IT)))
    const next = field(d, TD_NEXTLINK)
    if (next === 0) return 0
    setRef(t, TE_DATA, Py_NewRef(next))
    i32[(t + TE_INDEX) >> 2] = 0
  }
  const v = dataItem(field(t, TE_DATA), field(t, TE_INDEX))
  if (v !== 0) i32[(t + TE_INDEX) >> 2]++
  return v
}

defineIterator(tee_type, '_tee', SIZEOF_TEE, [], [TE_DATA], {
  flags: NO_BASE,
  weaklistoffset: TE_WEAKREFLIST,
  dealloc: (t) => {
    PyObject_GC_UnTrack(t)
    if (field(t, TE_WEAKREFLIST) !== 0) PyObject_ClearWeakRefs(t)
    Py_CLEAR(t + TE_DATA)
    freeByType(t)
  },
  doc: 'Iterator wrapped to make it copyable.',
  new: positional(tee_type, '_tee', 1, (_type, [iterable]) => teeFromIterable(iterable)),
  iternext: tee_next,
  methods: { __copy__: NOARGS(tee_copy, 'Returns an independent iterator.') },
})
defineIterator(teedataobject_type, '_tee_dataobject', SIZEOF_TEEDATA, [], [], {
  flags: NO_BASE,
  iter: undefined,
  dealloc: dataDealloc,
  traverse: dataTraverse,
  doc: 'Data container common to multiple tee objects.',
})

/** itertools.tee(iterable, n=2). */
export function tee(_m: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('tee', nargs, 1, 2)) return 0
  const n = nargs > 1 ? indexArgument(arg(args, 1)) : 2
  if (Number.isNaN(n)) return 0
  if (n < 0) return raise(PyExc_ValueError, 'n must be >= 0')
  const result = PyTuple_New(n)
  if (result === 0 || n === 0) return result
  if (fillTee(result, arg(args, 0), n)) return result
  Py_DECREF(result)
  return 0
}

function fillTee(result: Ptr, iterable: Ptr, n: number): boolean {
  let it = PyObject_GetIter(iterable)
  if (it === 0) return false
  let copy = _PyObject_LookupAttr(it, ID___copy__)
  if (copy === 0) {
    if (PyErr_Occurred()) {
      Py_DECREF(it)
      return false
    }
    const t = teeFromIterable(it)
    Py_DECREF(it)
    if (t === 0) return false
    it = t
    copy = PyObject_GetAttr(it, ID___copy__)
  }
  PyTuple_SET_ITEM(result, 0, it)
  for (let i = 1; i < n && copy !== 0; i++) {
    const c = PyObject_CallNoArgs(copy)
    if (c === 0) {
      Py_DECREF(copy)
      return false
    }
    PyTuple_SET_ITEM(result, i, c)
  }
  if (copy === 0) return false
  Py_DECREF(copy)
  return true
}

// --- zip_longest ---

const ZL_TUPLESIZE = 16
const ZL_NUMACTIVE = 24
const ZL_ITTUPLE = 32 // an exhausted iterator is replaced by NULL
const ZL_RESULT = 40
const ZL_FILLVALUE = 48
const ZL_OWNED = [ZL_ITTUPLE, ZL_RESULT, ZL_FILLVALUE]

const ziplongest_new: newfunc = (type, args, kwds) => {
  let fill = Py_None
  if (kwds !== 0) {
    for (let pos = dictNext(kwds, 0); pos >= 0; pos = dictNext(kwds, pos)) {
      if (strToJS(entry.key) !== 'fillvalue') return typeError('zip_longest() got an unexpected keyword argument')
      fill = entry.value
    }
  }
  const n = Py_SIZE(args)
  const iterators = PyTuple_New(n)
  for (let i = 0; i < n; i++) {
    const it = PyObject_GetIter(PyTuple_GET_ITEM(args, i))
    if (it === 0) {
      Py_DECREF(iterators)
      return 0
    }
    PyTuple_SET_ITEM(iterators, i, it)
  }
  const result = PyTuple_New(n)
  for (let i = 0; i < n; i++) PyTuple_SET_ITEM(result, i, Py_NewRef(Py_None))
  const z = gcAlloc(type)
  if (z === 0) {
    Py_DECREF(iterators)
    Py_DECREF(result)
    return 0
  }
  setSsize(z, ZL_TUPLESIZE, n)
  setSsize(z, ZL_NUMACTIVE, n)
  setSsize(z, ZL_ITTUPLE, iterators)
  setSsize(z, ZL_RESULT, result)
  setSsize(z, ZL_FILLVALUE, Py_NewRef(fill))
  return z
}

/** Next item of iterator i or the fill value; 0 when all have ended or one failed. */
function nextOrFill(z: Ptr, i: number): Ptr {
  const iterators = field(z, ZL_ITTUPLE)
  const it = PyTuple_GET_ITEM(iterators, i)
  if (it !== 0) {
    const item = PyIter_Next(it)
    if (item !== 0) return item
    const active = field(z, ZL_NUMACTIVE) - 1
    if (active === 0 || PyErr_Occurred()) {
      setSsize(z, ZL_NUMACTIVE, 0)
      return 0
    }
    setSsize(z, ZL_NUMACTIVE, active)
    PyTuple_SET_ITEM(iterators, i, 0)
    Py_DECREF(it)
  }
  return Py_NewRef(field(z, ZL_FILLVALUE))
}

const ziplongest_next: unaryfunc = (z) => {
  const n = field(z, ZL_TUPLESIZE)
  if (n === 0 || field(z, ZL_NUMACTIVE) === 0) return 0
  const own = field(z, ZL_RESULT)
  const reuse = i32[own >> 2] === 1
  const result = reuse ? Py_NewRef(own) : PyTuple_New(n)
  if (result === 0) return 0
  for (let i = 0; i < n; i++) {
    const item = nextOrFill(z, i)
    if (item === 0) {
      Py_DECREF(result)
      return 0
    }
    const old = PyTuple_GET_ITEM(result, i)
    PyTuple_SET_ITEM(result, i, item)
    Py_XDECREF(old)
  }
  if (reuse && !isTracked(result)) PyObject_GC_Track(result)
  return result
}

defineIterator(ziplongest_type, 'zip_longest', 56, ZL_OWNED, ZL_OWNED, {
  doc: 'zip_longest(iter1 [,iter2 [...]], [fillvalue=None]) --> zip_longest object\n\nReturn a zip_longest object whose .__next__() method returns a tuple where\nthe i-th element comes from the i-th iterable argument.  The .__next__()\nmethod continues until the longest iterable in the argument sequence\nis exhausted and then it raises StopIteration.  When the shorter iterables\nare exhausted, the fillvalue is substituted in their place.  The fillvalue\ndefaults to None or can be specified by a keyword argument.\n',
  new: ziplongest_new,
  iternext: ziplongest_next,
})
