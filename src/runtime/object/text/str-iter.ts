/** Iterators over str: str_iterator and str_ascii_iterator. */
import { i32, type Ptr, u8 } from '../../memory/heap'
import { PyObject_SelfIter } from '../abstract/iter-protocol'
import { PyObject_GC_Del, PyObject_GC_New, PyObject_GC_Track, PyObject_GC_UnTrack } from '../alloc'
import { defineType, NOARGS, O } from '../define'
import { PyErr_Occurred } from '../errors-core'
import type { traverseproc } from '../fn-table'
import { Py_DECREF, Py_NewRef, Py_XDECREF } from '../header'
import { ASCII_DATA, IT_INDEX, IT_SEQ, SIZEOF_SEQITER, TPFLAGS_DEFAULT, TPFLAGS_HAVE_GC } from '../layout'
import { PyLong_AsSsize_t, PyLong_FromSsize_t } from '../number/int-core'
import { latin1Str, Py_None, PyUnicodeASCIIIter_Type, PyUnicodeIter_Type } from '../types'
import { reduceIterator } from './iter-reduce'
import { unicode_char } from './str-build'
import {
  newStr,
  PyUnicode_DATA,
  PyUnicode_GET_LENGTH,
  PyUnicode_IS_ASCII,
  PyUnicode_IS_COMPACT,
  PyUnicode_KIND,
  PyUnicode_READ,
} from './str-core'

const index = (it: Ptr): number => i32[(it + IT_INDEX) >> 2]
const seq = (it: Ptr): Ptr => i32[(it + IT_SEQ) >> 2]

export function unicode_iter(s: Ptr): Ptr {
  const type = PyUnicode_IS_ASCII(s) && PyUnicode_IS_COMPACT(s) ? PyUnicodeASCIIIter_Type : PyUnicodeIter_Type
  const it = PyObject_GC_New(type, SIZEOF_SEQITER)
  if (it === 0) return 0
  i32[(it + IT_INDEX) >> 2] = 0
  i32[(it + IT_INDEX + 4) >> 2] = 0
  i32[(it + IT_SEQ) >> 2] = Py_NewRef(s)
  i32[(it + IT_SEQ + 4) >> 2] = 0
  PyObject_GC_Track(it)
  return it
}

function finish(it: Ptr): 0 {
  const s = seq(it)
  i32[(it + IT_SEQ) >> 2] = 0
  Py_DECREF(s)
  return 0
}

function unicodeiter_next(it: Ptr): Ptr {
  const s = seq(it)
  if (s === 0) return 0
  const i = index(it)
  if (i >= PyUnicode_GET_LENGTH(s)) return finish(it)
  const o = unicode_char(PyUnicode_READ(PyUnicode_KIND(s), PyUnicode_DATA(s), i))
  i32[(it + IT_INDEX) >> 2] = i + 1
  return o
}

function unicode_ascii_iter_next(it: Ptr): Ptr {
  const s = seq(it)
  if (s === 0) return 0
  const i = index(it)
  if (i >= PyUnicode_GET_LENGTH(s)) return finish(it)
  i32[(it + IT_INDEX) >> 2] = i + 1
  const o = latin1Str(u8[s + ASCII_DATA + i])
  i32[o >> 2]++
  return o
}

export function iterDealloc(it: Ptr): void {
  PyObject_GC_UnTrack(it)
  Py_XDECREF(seq(it))
  PyObject_GC_Del(it)
}

export const iterTraverse: traverseproc = (it, visit) => (seq(it) !== 0 ? visit(seq(it)) : 0)

const lengthHint = (it: Ptr): Ptr => {
  const s = seq(it)
  return PyLong_FromSsize_t(s === 0 ? 0 : PyUnicode_GET_LENGTH(s) - index(it))
}

function setstate(it: Ptr, state: Ptr): Ptr {
  const n = PyLong_AsSsize_t(state)
  if (n === -1 && PyErr_Occurred()) return 0
  const s = seq(it)
  if (s !== 0) {
    const i = n < 0 ? 0 : n
    i32[(it + IT_INDEX) >> 2] = Math.min(i, PyUnicode_GET_LENGTH(s))
  }
  return Py_NewRef(Py_None)
}

const reduce = (it: Ptr): Ptr => reduceIterator(seq(it), index(it), () => newStr(''))

for (const [type, name, next] of [
  [PyUnicodeIter_Type, 'str_iterator', unicodeiter_next],
  [PyUnicodeASCIIIter_Type, 'str_ascii_iterator', unicode_ascii_iter_next],
] as const) {
  defineType(type, {
    name,
    basicsize: SIZEOF_SEQITER,
    flags: TPFLAGS_DEFAULT | TPFLAGS_HAVE_GC,
    dealloc: iterDealloc,
    traverse: iterTraverse,
    iter: PyObject_SelfIter,
    iternext: next,
    methods: { __length_hint__: NOARGS(lengthHint), __reduce__: NOARGS(reduce), __setstate__: O(setstate) },
  })
}
