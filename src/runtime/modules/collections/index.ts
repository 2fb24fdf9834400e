/** The module _collections. */
import { i32, type Ptr } from '../../memory/heap'
import { PyIter_Next, PyObject_GetIter } from '../../object/abstract/iter-protocol'
import { PyNumber_Add } from '../../object/abstract/number-protocol'
import { PyObject_GetAttr } from '../../object/abstract/object-protocol'
import { PyObject_SetItem } from '../../object/abstract/sequence-protocol'
import { callN } from '../../object/call'
import {
  _PyDict_SetItem_KnownHash,
  dictGetItemKnownHash,
  keyHash,
  PyDict_Check,
} from '../../object/container/dict-core'
import { newNone } from '../../object/container/helpers'
import { arg, FAST } from '../../object/define'
import { PyErr_Occurred } from '../../object/errors-core'
import { Py_DECREF, Py_TYPE } from '../../object/header'
import { HASH_HI } from '../../object/interp'
import { _Py_ID } from '../../object/text/str-core'
import { checkPositional } from '../../object/type/arg-parse'
import { _PyType_Lookup } from '../../object/type/type-core'
import { PyDict_Type, smallInt } from '../../object/types'
import { defineModule } from '../define-module'
import { defdict_type } from './defaultdict'
import './deque'
import { deque_type } from './deque-core'
import { dequeiter_type, dequereviter_type } from './deque-iterators'
import './ordered-dict'
import { PyODict_Type } from './ordered-dict-core'
import { tuplegetter_type } from './tuplegetter'

const ID_get = _Py_ID('get')
const ID___setitem__ = _Py_ID('__setitem__')
const ZERO = smallInt(0)
const ONE = smallInt(1)

/** Does the mapping count as dict does? Then hashes are computed once and no method is called. */
function countsLikeDict(mapping: Ptr): boolean {
  if (!PyDict_Check(mapping)) return false
  const same = (name: Ptr): boolean => {
    const own = _PyType_Lookup(Py_TYPE(mapping), name)
    return own !== 0 && own === _PyType_Lookup(PyDict_Type, name)
  }
  return same(ID_get) && same(ID___setitem__)
}

function countInDict(mapping: Ptr, key: Ptr): number {
  const lo = keyHash(key)
  const hi = i32[HASH_HI >> 2]
  if (lo === -1 && hi === -1) return -1
  const old = dictGetItemKnownHash(mapping, key, lo, hi)
  if (old === 0) return PyErr_Occurred() ? -1 : _PyDict_SetItem_KnownHash(mapping, key, ONE, lo, hi)
  const sum = PyNumber_Add(old, ONE)
  if (sum === 0) return -1
  const status = _PyDict_SetItem_KnownHash(mapping, key, sum, lo, hi)
  Py_DECREF(sum)
  return status
}

function countByMethods(mapping: Ptr, get: Ptr, key: Ptr): number {
  const old = callN(get, key, ZERO)
  if (old === 0) return -1
  const sum = PyNumber_Add(old, ONE)
  Py_DECREF(old)
  if (sum === 0) return -1
  const status = PyObject_SetItem(mapping, key, sum)
  Py_DECREF(sum)
  return status
}

function count_elements(_module: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('_count_elements', nargs, 2, 2)) return 0
  const mapping = arg(args, 0)
  const it = PyObject_GetIter(arg(args, 1))
  if (it === 0) return 0
  const get = countsLikeDict(mapping) ? 0 : PyObject_GetAttr(mapping, ID_get)
  let status = get === 0 && PyErr_Occurred() ? -1 : 0
  while (status === 0) {
    const key = PyIter_Next(it)
    if (key === 0) {
      if (PyErr_Occurred()) status = -1
      break
    }
    status = get === 0 ? countInDict(mapping, key) : countByMethods(mapping, get, key)
    Py_DECREF(key)
  }
  if (get !== 0) Py_DECREF(get)
  Py_DECREF(it)
  return status < 0 ? 0 : newNone()
}

defineModule({
  name: '_collections',
  doc: `High performance data structures.
- deque:        ordered collection accessible from endpoints only
- defaultdict:  dict subclass with a default value factory
`,
  methods: {
    _count_elements: FAST(count_elements, 'Count elements in the iterable, updating the mapping'),
  },
  types: [deque_type, defdict_type, PyODict_Type, dequeiter_type, dequereviter_type, tuplegetter_type],
})
