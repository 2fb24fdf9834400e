/** What dict(), update(), |= and fromkeys() accept: mappings, sequences of pairs, keyword arguments. */
import { i32, type Ptr } from '../../memory/heap'
import { PyObject_GetIter } from '../abstract/iter-protocol'
import { _PyObject_LookupAttr } from '../abstract/object-protocol'
import {
  PyObject_SetItem,
  PySequence_Fast,
  PySequence_Fast_GET_SIZE,
  PySequence_Fast_ITEMS,
} from '../abstract/sequence-protocol'
import { PyObject_CallNoArgs } from '../call'
import { raiseInt } from '../errors'
import { PyErr_Occurred } from '../errors-core'
import { Py_DECREF, Py_SIZE, typeFlagOf } from '../header'
import { DICT_KEYS, TPFLAGS_UNICODE_SUBCLASS, TUPLE_ITEM } from '../layout'
import { _Py_ID } from '../text/str-core'
import { checkPositional } from '../type/arg-parse'
import { errorIs } from '../type/subtype'
import { PyExc_TypeError, PyExc_ValueError } from '../types'
import { dkIsUnicode, estimate_log2_keysize } from './dict-keys'
import { PyDict_Merge } from './dict-merge'
import { dictresize, insertdict, PyDict_CheckExact, PyDict_GET_SIZE, PyDict_SetDefault } from './dict-object'
import { PyDict_SetItem } from './dict-store'
import { dictNext, entry } from './dict-walk'
import { nextItem } from './next-item'
import { PyAnySet_CheckExact, setEntry, setNext, setUsed } from './set-core'

const ID_keys = _Py_ID('keys')

/** Merges a mapping (anything with keys) or an iterable of pairs into d (dict_update_arg). */
export function dict_update_arg(d: Ptr, arg: Ptr): number {
  if (PyDict_CheckExact(arg)) return PyDict_Merge(d, arg, true)
  const keys = _PyObject_LookupAttr(arg, ID_keys)
  if (keys !== 0) {
    Py_DECREF(keys)
    return PyDict_Merge(d, arg, true)
  }
  return PyErr_Occurred() ? -1 : PyDict_MergeFromSeq2(d, arg, true)
}

/** Arguments of dict() and dict.update() (dict_update_common). */
export function dict_update_common(d: Ptr, args: Ptr, kwds: Ptr, name: string): number {
  if (!checkPositional(name, Py_SIZE(args), 0, 1)) return -1
  if (Py_SIZE(args) === 1 && dict_update_arg(d, i32[(args + TUPLE_ITEM) >> 2]) < 0) return -1
  if (kwds === 0) return 0
  for (let pos = dictNext(kwds, 0); pos >= 0; pos = dictNext(kwds, pos)) {
    if (!typeFlagOf(entry.key, TPFLAGS_UNICODE_SUBCLASS)) return raiseInt(PyExc_TypeError, 'keywords must be strings')
  }
  return PyDict_Merge(d, kwds, true)
}

/** Adds pairs from an iterable of 2-item iterables. */
export function PyDict_MergeFromSeq2(d: Ptr, seq: Ptr, override: boolean): number {
  const it = PyObject_GetIter(seq)
  if (it === 0) return -1
  let status = 0
  for (let i = 0; status === 0; i++) {
    const item = nextItem(it)
    if (item === 0) {
      if (PyErr_Occurred()) status = -1
      break
    }
    status = addPair(d, item, i, override)
    Py_DECREF(item)
  }
  Py_DECREF(it)
  return status
}

function addPair(d: Ptr, item: Ptr, i: number, override: boolean): number {
  const fast = PySequence_Fast(item, '')
  if (fast === 0) {
    if (!errorIs(PyExc_TypeError)) return -1
    return raiseInt(PyExc_TypeError, `cannot convert dictionary update sequence element #${i} to a sequence`)
  }
  const n = PySequence_Fast_GET_SIZE(fast)
  if (n !== 2) {
    Py_DECREF(fast)
    return raiseInt(PyExc_ValueError, `dictionary update sequence element #${i} has length ${n}; 2 is required`)
  }
  const items = PySequence_Fast_ITEMS(fast)
  const key = i32[items >> 2]
  const value = i32[(items + 8) >> 2]
  i32[key >> 2]++
  i32[value >> 2]++
  const status = override ? PyDict_SetItem(d, key, value) : PyDict_SetDefault(d, key, value) === 0 ? -1 : 0
  Py_DECREF(key)
  Py_DECREF(value)
  Py_DECREF(fast)
  return status
}

/** cls.fromkeys(iterable, value): a dict or set as source presizes the table (_PyDict_FromKeys). */
export function _PyDict_FromKeys(cls: Ptr, iterable: Ptr, value: Ptr): Ptr {
  const d = PyObject_CallNoArgs(cls)
  if (d === 0) return 0
  const status =
    PyDict_CheckExact(d) && PyDict_GET_SIZE(d) === 0 && (PyDict_CheckExact(iterable) || PyAnySet_CheckExact(iterable))
      ? fromKnownKeys(d, iterable, value)
      : fromIterable(d, iterable, value)
  if (status === 0) return d
  Py_DECREF(d)
  return 0
}

function fromKnownKeys(d: Ptr, source: Ptr, value: Ptr): number {
  const isDict = PyDict_CheckExact(source)
  const n = isDict ? PyDict_GET_SIZE(source) : setUsed(source)
  const unicode = isDict && dkIsUnicode(i32[(source + DICT_KEYS) >> 2])
  if (dictresize(d, estimate_log2_keysize(n), unicode) < 0) return -1
  const cursor = isDict ? entry : setEntry
  const next = isDict ? dictNext : setNext
  for (let pos = next(source, 0); pos >= 0; pos = next(source, pos)) {
    const { key, lo, hi } = cursor
    i32[key >> 2]++
    i32[value >> 2]++
    if (insertdict(d, key, lo, hi, value) < 0) return -1
  }
  return 0
}

function fromIterable(d: Ptr, iterable: Ptr, value: Ptr): number {
  const it = PyObject_GetIter(iterable)
  if (it === 0) return -1
  const exact = PyDict_CheckExact(d)
  let status = 0
  while (status === 0) {
    const key = nextItem(it)
    if (key === 0) {
      if (PyErr_Occurred()) status = -1
      break
    }
    status = exact ? PyDict_SetItem(d, key, value) : PyObject_SetItem(d, key, value)
    Py_DECREF(key)
  }
  Py_DECREF(it)
  return status
}
