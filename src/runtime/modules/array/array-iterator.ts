/** array.arrayiterator. */
import { i32, type Ptr } from '../../memory/heap'
import { PyNumber_AsSsize_t } from '../../object/abstract/number-protocol'
import { PyObject_GetAttr } from '../../object/abstract/object-protocol'
import { PyObject_GC_Del, PyObject_GC_New, PyObject_GC_Track, PyObject_GC_UnTrack } from '../../object/alloc'
import { PyDict_GetItemWithError } from '../../object/container/dict-core'
import { PyList_New } from '../../object/container/list-core'
import { PyTuple_Pack } from '../../object/container/tuple-core'
import { defineType, NOARGS, O } from '../../object/define'
import { PyErr_Occurred } from '../../object/errors-core'
import { Py_DECREF, Py_NewRef, Py_SIZE } from '../../object/header'
import { INTERP_BUILTINS } from '../../object/interp'
import * as L from '../../object/layout'
import { PyLong_FromSsize_t } from '../../object/number/int-core'
import { _Py_ID } from '../../object/text/str-core'
import { moduleHeapType, Py_None, PyExc_OverflowError } from '../../object/types'
import { getItem } from './array-core'

export const ArrayIter_Type: Ptr = moduleHeapType()
const AI_INDEX = 16
const AI_ARRAY = 24
const AI_GETITEM = 32
const SIZEOF_ARRAYITER = 40

const word = (p: Ptr, v: number): void => {
  i32[p >> 2] = v
  i32[(p + 4) >> 2] = 0
}

export function arrayIter(a: Ptr): Ptr {
  const it = PyObject_GC_New(ArrayIter_Type, SIZEOF_ARRAYITER)
  if (it === 0) return 0
  word(it + AI_INDEX, 0)
  word(it + AI_ARRAY, Py_NewRef(a))
  word(it + AI_GETITEM, 0)
  PyObject_GC_Track(it)
  return it
}

function iternext(it: Ptr): Ptr {
  const a = i32[(it + AI_ARRAY) >> 2]
  if (a === 0) return 0
  const i = i32[(it + AI_INDEX) >> 2]
  if (i < Py_SIZE(a)) {
    i32[(it + AI_INDEX) >> 2] = i + 1
    return getItem(a, i)
  }
  i32[(it + AI_ARRAY) >> 2] = 0
  Py_DECREF(a)
  return 0
}

const ID_iter = _Py_ID('iter')

/** (iter, (array,), index), or (iter, ([],)) when exhausted. */
function reduce(it: Ptr): Ptr {
  const iter = PyDict_GetItemWithError(i32[INTERP_BUILTINS >> 2], ID_iter)
  if (iter === 0) return PyErr_Occurred() ? 0 : PyObject_GetAttr(it, ID_iter)
  const a = i32[(it + AI_ARRAY) >> 2]
  if (a === 0) {
    const list = PyList_New(0)
    const args = PyTuple_Pack(list)
    Py_DECREF(list)
    const r = PyTuple_Pack(iter, args)
    Py_DECREF(args)
    return r
  }
  const args = PyTuple_Pack(a)
  const index = PyLong_FromSsize_t(i32[(it + AI_INDEX) >> 2])
  const r = PyTuple_Pack(iter, args, index)
  Py_DECREF(args)
  Py_DECREF(index)
  return r
}

function setstate(it: Ptr, state: Ptr): Ptr {
  const n = PyNumber_AsSsize_t(state, PyExc_OverflowError)
  if (n === -1 && PyErr_Occurred()) return 0
  const a = i32[(it + AI_ARRAY) >> 2]
  if (a !== 0) word(it + AI_INDEX, Math.min(Math.max(n, 0), Py_SIZE(a)))
  return Py_NewRef(Py_None)
}

defineType(ArrayIter_Type, {
  name: 'array.arrayiterator',
  heap: true,
  basicsize: SIZEOF_ARRAYITER,
  flags: L.TPFLAGS_DEFAULT | L.TPFLAGS_HAVE_GC | L.TPFLAGS_IMMUTABLETYPE | L.TPFLAGS_DISALLOW_INSTANTIATION,
  dealloc: (it) => {
    PyObject_GC_UnTrack(it)
    const a = i32[(it + AI_ARRAY) >> 2]
    if (a !== 0) Py_DECREF(a)
    PyObject_GC_Del(it)
  },
  traverse: (it, visit) => {
    const a = i32[(it + AI_ARRAY) >> 2]
    return a === 0 ? 0 : visit(a)
  },
  iter: (it) => Py_NewRef(it),
  iternext,
  methods: {
    __reduce__: NOARGS(reduce, 'Return state information for pickling.'),
    __setstate__: O(setstate, 'Set state information for unpickling.'),
  },
})
