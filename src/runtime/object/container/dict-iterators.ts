/** The six dict iterators: keys, values, items, forward and reversed (CPython Objects/dictobject.c). */
import { i32, type Ptr } from '../../memory/heap'
import { PyObject_SelfIter } from '../abstract/iter-protocol'
import { isTracked, PyObject_GC_New, PyObject_GC_Track } from '../alloc'
import { defineType, NOARGS } from '../define'
import { raise } from '../errors'
import { PyErr_Occurred } from '../errors-core'
import type { unaryfunc } from '../fn-table'
import { Py_DECREF } from '../header'
import {
  DI_DICT,
  DI_LEN,
  DI_POS,
  DI_RESULT,
  DI_USED,
  DICT_KEYS,
  DICT_USED,
  DICT_VALUES,
  SIZEOF_DICTITER,
  TPFLAGS_DEFAULT,
  TPFLAGS_HAVE_GC,
} from '../layout'
import { PyLong_FromLong } from '../number/int-core'
import {
  Py_None,
  PyDictIterItem_Type,
  PyDictIterKey_Type,
  PyDictIterValue_Type,
  PyDictRevIterItem_Type,
  PyDictRevIterKey_Type,
  PyDictRevIterValue_Type,
  PyExc_RuntimeError,
} from '../types'
import { dkKeyAt, dkNentries, dkValueWord } from './dict-keys'
import { valuesOrder } from './dict-values'
import { dictNext, entry } from './dict-walk'
import { deallocFields, setSsize, traverseFields } from './helpers'
import { _PyList_AppendTakeRef, PyList_New } from './list-core'
import { getBuiltin, ID_iter, reduceTuple } from './seq-iterators'
import { PyTuple_GET_ITEM, PyTuple_New, PyTuple_Pack2, PyTuple_SET_ITEM } from './tuple-core'

const isItems = (type: Ptr): boolean => type === PyDictIterItem_Type || type === PyDictRevIterItem_Type
const isReversed = (type: Ptr): boolean =>
  type === PyDictRevIterKey_Type || type === PyDictRevIterValue_Type || type === PyDictRevIterItem_Type

/** A new iterator over d (dictiter_new). An items iterator owns the 2-tuple that it hands out again and again. */
export function dictiter_new(d: Ptr, type: Ptr): Ptr {
  const it = PyObject_GC_New(type, SIZEOF_DICTITER)
  if (it === 0) return 0
  i32[d >> 2]++
  const used = i32[(d + DICT_USED) >> 2]
  setSsize(it, DI_DICT, d)
  setSsize(it, DI_USED, used)
  setSsize(it, DI_LEN, used)
  setSsize(it, DI_RESULT, 0)
  const split = i32[(d + DICT_VALUES) >> 2] !== 0
  const last = split ? used : dkNentries(i32[(d + DICT_KEYS) >> 2])
  setSsize(it, DI_POS, isReversed(type) ? last - 1 : 0)
  if (isItems(type)) {
    const result = PyTuple_Pack2(Py_None, Py_None)
    if (result === 0) {
      Py_DECREF(it)
      return 0
    }
    i32[(it + DI_RESULT) >> 2] = result
  }
  PyObject_GC_Track(it)
  return it
}

/** The dict if the iterator may go on; 0 at the end, or with RuntimeError when the dict has changed its size. */
function activeDict(it: Ptr): Ptr {
  const d = i32[(it + DI_DICT) >> 2]
  if (d !== 0 && i32[(it + DI_USED) >> 2] !== i32[(d + DICT_USED) >> 2]) {
    setSsize(it, DI_USED, -1)
    return raise(PyExc_RuntimeError, 'dictionary changed size during iteration')
  }
  return d
}

function finish(it: Ptr, d: Ptr): false {
  i32[(it + DI_DICT) >> 2] = 0
  Py_DECREF(d)
  return false
}

/** Moves to the next entry, left in `entry`; false at the end or with an error set. */
function advance(it: Ptr): boolean {
  const d = activeDict(it)
  if (d === 0) return false
  const pos = dictNext(d, i32[(it + DI_POS) >> 2])
  if (pos < 0) return finish(it, d)
  if (i32[(it + DI_LEN) >> 2] === 0) {
    raise(PyExc_RuntimeError, 'dictionary keys changed during iteration')
    return finish(it, d)
  }
  i32[(it + DI_POS) >> 2] = pos
  i32[(it + DI_LEN) >> 2]--
  return true
}

function advanceBack(it: Ptr): boolean {
  const d = activeDict(it)
  if (d === 0) return false
  let i = i32[(it + DI_POS) >> 2]
  const dk = i32[(d + DICT_KEYS) >> 2]
  const values = i32[(d + DICT_VALUES) >> 2]
  if (values === 0) while (i >= 0 && i32[dkValueWord(dk, i)] === 0) i--
  if (i < 0) return finish(it, d)
  const ix = values === 0 ? i : valuesOrder(values, i)
  entry.key = dkKeyAt(dk, ix)
  entry.value = values === 0 ? i32[dkValueWord(dk, ix)] : i32[(values + ix * 8) >> 2]
  setSsize(it, DI_POS, i - 1)
  setSsize(it, DI_LEN, i32[(it + DI_LEN) >> 2] - 1)
  return true
}

function newKey(): Ptr {
  i32[entry.key >> 2]++
  return entry.key
}
function newValue(): Ptr {
  i32[entry.value >> 2]++
  return entry.value
}

/** (key, value): the iterator's own tuple when nobody else holds it any more. */
function newPair(it: Ptr): Ptr {
  const { key, value } = entry
  i32[key >> 2]++
  i32[value >> 2]++
  const own = i32[(it + DI_RESULT) >> 2]
  if (i32[own >> 2] === 1) {
    const oldKey = PyTuple_GET_ITEM(own, 0)
    const oldValue = PyTuple_GET_ITEM(own, 1)
    PyTuple_SET_ITEM(own, 0, key)
    PyTuple_SET_ITEM(own, 1, value)
    i32[own >> 2]++
    Py_DECREF(oldKey)
    Py_DECREF(oldValue)
    // the collector may have untracked it while it held atoms
    if (!isTracked(own)) PyObject_GC_Track(own)
    return own
  }
  const pair = PyTuple_New(2)
  if (pair === 0) {
    Py_DECREF(key)
    Py_DECREF(value)
    return 0
  }
  PyTuple_SET_ITEM(pair, 0, key)
  PyTuple_SET_ITEM(pair, 1, value)
  return pair
}

function lengthHint(it: Ptr): Ptr {
  const d = i32[(it + DI_DICT) >> 2]
  const valid = d !== 0 && i32[(it + DI_USED) >> 2] === i32[(d + DICT_USED) >> 2]
  return PyLong_FromLong(valid ? i32[(it + DI_LEN) >> 2] : 0)
}

/** (iter, (list of what is left,)); the iterator itself is not moved. */
function reduce(it: Ptr, next: unaryfunc): Ptr {
  const f = getBuiltin(ID_iter)
  const d = i32[(it + DI_DICT) >> 2]
  const used = i32[(it + DI_USED) >> 2]
  const pos = i32[(it + DI_POS) >> 2]
  const len = i32[(it + DI_LEN) >> 2]
  if (d !== 0) i32[d >> 2]++
  const list = PyList_New(0)
  for (let v = next(it); v !== 0; v = next(it)) _PyList_AppendTakeRef(list, v)
  const moved = i32[(it + DI_DICT) >> 2]
  setSsize(it, DI_DICT, d)
  setSsize(it, DI_USED, used)
  setSsize(it, DI_POS, pos)
  setSsize(it, DI_LEN, len)
  if (moved !== 0) Py_DECREF(moved)
  if (PyErr_Occurred()) {
    Py_DECREF(list)
    if (f !== 0) Py_DECREF(f)
    return 0
  }
  return reduceTuple(f, list, Number.NaN)
}

function define(type: Ptr, name: string, iternext: unaryfunc): void {
  defineType(type, {
    name,
    basicsize: SIZEOF_DICTITER,
    flags: TPFLAGS_DEFAULT | TPFLAGS_HAVE_GC,
    dealloc: deallocFields(DI_DICT, DI_RESULT),
    traverse: traverseFields(DI_DICT, DI_RESULT),
    iter: PyObject_SelfIter,
    iternext,
    methods: {
      __length_hint__: NOARGS(lengthHint, 'Private method returning an estimate of len(list(it)).'),
      __reduce__: NOARGS((it) => reduce(it, iternext), 'Return state information for pickling.'),
    },
  })
}

define(PyDictIterKey_Type, 'dict_keyiterator', (it) => (advance(it) ? newKey() : 0))
define(PyDictIterValue_Type, 'dict_valueiterator', (it) => (advance(it) ? newValue() : 0))
define(PyDictIterItem_Type, 'dict_itemiterator', (it) => (advance(it) ? newPair(it) : 0))
define(PyDictRevIterKey_Type, 'dict_reversekeyiterator', (it) => (advanceBack(it) ? newKey() : 0))
define(PyDictRevIterValue_Type, 'dict_reversevalueiterator', (it) => (advanceBack(it) ? newValue() : 0))
define(PyDictRevIterItem_Type, 'dict_reverseitemiterator', (it) => (advanceBack(it) ? newPair(it) : 0))
