/** The iterator and the views of OrderedDict (CPython Objects/odictobject.c). */
import { i32, type Ptr } from '../../memory/heap'
import { PyIter_Next, PyObject_SelfIter } from '../../object/abstract/iter-protocol'
import { isTracked, PyObject_GC_New, PyObject_GC_Track } from '../../object/alloc'
import { PyDict_GET_SIZE, PyDict_GetItemWithError } from '../../object/container/dict-core'
import { deallocFields, setSsize, traverseFields } from '../../object/container/helpers'
import { _PyList_AppendTakeRef, PyList_New } from '../../object/container/list-core'
import { getBuiltin, ID_iter, reduceTuple } from '../../object/container/seq-iterators'
import { PyTuple_GET_ITEM, PyTuple_New, PyTuple_Pack2, PyTuple_SET_ITEM } from '../../object/container/tuple-core'
import { defineType, NOARGS } from '../../object/define'
import { raise, raiseObject } from '../../object/errors'
import { PyErr_Occurred } from '../../object/errors-core'
import type { unaryfunc } from '../../object/fn-table'
import { Py_CLEAR, Py_DECREF, Py_NewRef, Py_XDECREF } from '../../object/header'
import * as L from '../../object/layout'
import {
  Py_None,
  PyDictItems_Type,
  PyDictKeys_Type,
  PyDictValues_Type,
  PyExc_KeyError,
  PyExc_RuntimeError,
  staticType,
} from '../../object/types'
import * as OD from './ordered-dict-core'

export const PyODictIter_Type: Ptr = staticType()
export const PyODictKeys_Type: Ptr = staticType()
export const PyODictValues_Type: Ptr = staticType()
export const PyODictItems_Type: Ptr = staticType()

/** What an iterator gives. */
export const KEYS = 2
const VALUES = 4
const ITEMS = KEYS | VALUES
export const REVERSED = 1
const DI_KIND = 16
const DI_ODICT = 24
const DI_SIZE = 32
const DI_STATE = 40
const DI_RESULT = 48
const DI_CURRENT = 56
const SIZEOF_ODICTITER = 64

/** odictiter_new: 0 with MemoryError. */
export function newIterator(od: Ptr, kind: number): Ptr {
  const it = PyObject_GC_New(PyODictIter_Type, SIZEOF_ODICTITER)
  if (it === 0) return 0
  const node = kind & REVERSED ? OD.lastNode(od) : OD.firstNode(od)
  setSsize(it, DI_KIND, kind)
  setSsize(it, DI_RESULT, (kind & ITEMS) === ITEMS ? PyTuple_Pack2(Py_None, Py_None) : 0)
  setSsize(it, DI_CURRENT, node === 0 ? 0 : Py_NewRef(OD.nodeKey(node)))
  setSsize(it, DI_SIZE, PyDict_GET_SIZE(od))
  setSsize(it, DI_STATE, OD.odState(od))
  setSsize(it, DI_ODICT, Py_NewRef(od))
  PyObject_GC_Track(it)
  return it
}

/** The current key (owned); moves on to the next node's. */
function nextKey(it: Ptr): Ptr {
  const od = i32[(it + DI_ODICT) >> 2]
  if (od === 0) return 0
  const key = i32[(it + DI_CURRENT) >> 2]
  if (key === 0) return stop(it)
  if (OD.odState(od) !== i32[(it + DI_STATE) >> 2]) {
    raise(PyExc_RuntimeError, 'OrderedDict mutated during iteration')
    return stop(it)
  }
  if (i32[(it + DI_SIZE) >> 2] !== PyDict_GET_SIZE(od)) {
    setSsize(it, DI_SIZE, -1)
    return raise(PyExc_RuntimeError, 'OrderedDict changed size during iteration')
  }
  const node = OD.findNode(od, key)
  if (node === 0) {
    if (!PyErr_Occurred()) raiseObject(PyExc_KeyError, key)
    Py_CLEAR(it + DI_CURRENT)
    return 0
  }
  const next = i32[(it + DI_KIND) >> 2] & REVERSED ? OD.prevNode(node) : OD.nextNode(node)
  i32[(it + DI_CURRENT) >> 2] = next === 0 ? 0 : Py_NewRef(OD.nodeKey(next))
  return key
}

function stop(it: Ptr): 0 {
  Py_CLEAR(it + DI_ODICT)
  return 0
}

const iternext: unaryfunc = (it) => {
  const key = nextKey(it)
  const kind = i32[(it + DI_KIND) >> 2]
  if (key === 0 || (kind & VALUES) === 0) return key
  const value = PyDict_GetItemWithError(i32[(it + DI_ODICT) >> 2], key)
  if (value === 0) {
    if (!PyErr_Occurred()) raiseObject(PyExc_KeyError, key)
    Py_DECREF(key)
    Py_CLEAR(it + DI_CURRENT)
    return stop(it)
  }
  i32[value >> 2]++
  if ((kind & KEYS) === 0) {
    Py_DECREF(key)
    return value
  }
  return pairOf(it, key, value)
}

/** (key, value) in the iterator's own tuple when nobody else holds it any more. */
function pairOf(it: Ptr, key: Ptr, value: Ptr): Ptr {
  let pair = i32[(it + DI_RESULT) >> 2]
  if (i32[pair >> 2] === 1) {
    i32[pair >> 2]++
    Py_DECREF(PyTuple_GET_ITEM(pair, 0))
    Py_DECREF(PyTuple_GET_ITEM(pair, 1))
    if (!isTracked(pair)) PyObject_GC_Track(pair)
  } else pair = PyTuple_New(2)
  PyTuple_SET_ITEM(pair, 0, key)
  PyTuple_SET_ITEM(pair, 1, value)
  return pair
}

/** (iter, (list of what is left,)), from a second iterator at the same place. */
function iterReduce(it: Ptr): Ptr {
  const f = getBuiltin(ID_iter)
  const list = PyList_New(0)
  const od = i32[(it + DI_ODICT) >> 2]
  if (od !== 0) {
    const copy = newIterator(od, i32[(it + DI_KIND) >> 2])
    const current = i32[(it + DI_CURRENT) >> 2]
    Py_CLEAR(copy + DI_CURRENT)
    setSsize(copy, DI_CURRENT, current === 0 ? 0 : Py_NewRef(current))
    for (let v = PyIter_Next(copy); v !== 0; v = PyIter_Next(copy)) _PyList_AppendTakeRef(list, v)
    Py_DECREF(copy)
  }
  if (PyErr_Occurred()) {
    Py_DECREF(list)
    Py_XDECREF(f)
    return 0
  }
  return reduceTuple(f, list, Number.NaN)
}

defineType(PyODictIter_Type, {
  name: 'odict_iterator',
  basicsize: SIZEOF_ODICTITER,
  flags: L.TPFLAGS_DEFAULT | L.TPFLAGS_HAVE_GC,
  dealloc: deallocFields(DI_ODICT, DI_CURRENT, DI_RESULT),
  traverse: traverseFields(DI_ODICT, DI_CURRENT, DI_RESULT),
  iter: PyObject_SelfIter,
  iternext,
  methods: { __reduce__: NOARGS(iterReduce, 'Return state information for pickling') },
})

const viewed = (v: Ptr): Ptr => i32[(v + L.DV_DICT) >> 2]

function defineView(type: Ptr, name: string, base: Ptr, kind: number): void {
  defineType(type, {
    name,
    base,
    basicsize: L.SIZEOF_DICTVIEW,
    // being collectable, tp_traverse and the destructor are inherited
    flags: L.TPFLAGS_DEFAULT,
    iter: (v) => newIterator(viewed(v), kind),
    methods: { __reversed__: NOARGS((v) => newIterator(viewed(v), kind | REVERSED)) },
  })
}
defineView(PyODictKeys_Type, 'odict_keys', PyDictKeys_Type, KEYS)
defineView(PyODictItems_Type, 'odict_items', PyDictItems_Type, ITEMS)
defineView(PyODictValues_Type, 'odict_values', PyDictValues_Type, VALUES)
