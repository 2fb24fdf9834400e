import { memMalloc } from '../../memory/domains'
import { i32, type Ptr, u8 } from '../../memory/heap'
import { PyBUF_SIMPLE, PyBuffer_Release, PyObject_GetBuffer } from '../../object/abstract/buffer-protocol'
import { forEachItem } from '../../object/abstract/iter-protocol'
import { PyList_Check, PyList_GET_ITEM } from '../../object/container/list-core'
import { PyTuple_Check, PyTuple_GET_ITEM } from '../../object/container/tuple-core'
import { raise, raiseInt, typeError, typeNameOf } from '../../object/errors'
import { PyErr_NoMemory } from '../../object/errors-core'
import type { newfunc } from '../../object/fn-table'
import { Py_DECREF, Py_SIZE, typeFlagOf } from '../../object/header'
import { cStackPop, cStackPush } from '../../object/interp'
import * as L from '../../object/layout'
import {
  PyUnicode_DATA,
  PyUnicode_GET_LENGTH,
  PyUnicode_KIND,
  PyUnicode_READ,
  strToJS,
} from '../../object/text/str-core'
import { noKeywords } from '../../object/type/call-objects'
import { PyExc_ValueError } from '../../object/types'
import * as A from './array-core'
import { Array_Type, arrayInsert, arrayItems, arrayResize, descr, isArray, itemAddress, newArray } from './array-core'

/** Runs f on the bytes of an object's buffer; -1 with an error set. */
function withBuffer(o: Ptr, f: (p: Ptr, n: number) => number): number {
  const view = cStackPush(L.SIZEOF_BUFFER / 8)
  let r = -1
  if (PyObject_GetBuffer(o, view, PyBUF_SIMPLE) === 0) {
    r = f(i32[(view + L.BUF_BUF) >> 2], i32[(view + L.BUF_LEN) >> 2])
    PyBuffer_Release(view)
  }
  cStackPop(view)
  return r
}

export function frombytes(a: Ptr, o: Ptr): number {
  return withBuffer(o, (p, n) => {
    const size = descr(a).itemsize
    if (n % size !== 0) return raiseInt(PyExc_ValueError, 'bytes length not a multiple of item size')
    if (n === 0) return 0
    const old = Py_SIZE(a)
    const copy = u8.slice(p, p + n)
    if (arrayResize(a, old + n / size) < 0) return -1
    u8.set(copy, arrayItems(a) + old * size)
    return 0
  })
}

export function fromunicode(a: Ptr, s: Ptr): number {
  const n = PyUnicode_GET_LENGTH(s)
  const old = Py_SIZE(a)
  if (n === 0) return 0
  if (arrayResize(a, old + n) < 0) return -1
  const kind = PyUnicode_KIND(s)
  const data = PyUnicode_DATA(s)
  for (let i = 0; i < n; i++) i32[itemAddress(a, old + i) >> 2] = PyUnicode_READ(kind, data, i)
  return 0
}

/** The items of a new 'u' array: a wide string with its terminating NUL, as PyUnicode_AsWideCharString makes it. */
function takeUnicode(a: Ptr, s: Ptr): number {
  const n = PyUnicode_GET_LENGTH(s)
  if (n === 0) return 0
  const items = memMalloc((n + 1) * 4)
  if (items === 0) {
    PyErr_NoMemory()
    return -1
  }
  const kind = PyUnicode_KIND(s)
  const data = PyUnicode_DATA(s)
  for (let i = 0; i < n; i++) i32[(items + i * 4) >> 2] = PyUnicode_READ(kind, data, i)
  i32[(items + n * 4) >> 2] = 0
  A.setItems(a, items, n)
  return 0
}

export const isStr = (o: Ptr): boolean => typeFlagOf(o, L.TPFLAGS_UNICODE_SUBCLASS)
const isBytesLike = (o: Ptr): boolean => typeFlagOf(o, L.TPFLAGS_BYTES_SUBCLASS) || typeNameOf(o) === 'bytearray'

/** Appends the items of any iterable; 0 or -1. */
export const extendFrom = (a: Ptr, iterable: Ptr): number =>
  forEachItem(iterable, (v) => arrayInsert(a, Py_SIZE(a), v) >= 0) ? 0 : -1

/** Appends the items of a list or tuple, checking each. */
function fill(a: Ptr, initial: Ptr): number {
  const d = descr(a)
  const list = PyList_Check(initial)
  for (let i = 0; i < Py_SIZE(initial); i++) {
    const v = list ? PyList_GET_ITEM(initial, i) : PyTuple_GET_ITEM(initial, i)
    if (i >= Py_SIZE(a)) break
    if (d.set(itemAddress(a, i), v) < 0) return -1
  }
  return 0
}

export const arrayNew: newfunc = (type, args, kwds) => {
  const ownInit = i32[(type + L.TP_INIT) >> 2] !== i32[(Array_Type + L.TP_INIT) >> 2]
  if (!ownInit && !noKeywords('array.array', kwds)) return 0
  const n = Py_SIZE(args)
  if (n < 1 || n > 2) {
    return typeError(`array() takes at ${n < 1 ? 'least 1 argument' : 'most 2 arguments'} (${n} given)`)
  }
  const c = PyTuple_GET_ITEM(args, 0)
  const initial = n > 1 ? PyTuple_GET_ITEM(args, 1) : 0
  if (!isStr(c) || PyUnicode_GET_LENGTH(c) !== 1) {
    return typeError(`array() argument 1 must be a unicode character, not ${typeNameOf(c)}`)
  }
  const code = strToJS(c)
  if (initial !== 0 && code !== 'u') {
    if (isStr(initial)) return typeError(`cannot use a str to initialize an array with typecode '${code}'`)
    if (isArray(initial) && descr(initial).code === 'u') {
      return typeError(`cannot use a unicode array to initialize an array with typecode '${code}'`)
    }
  }
  const d = A.descriptorOf(code)
  if (d === undefined) {
    return raise(PyExc_ValueError, 'bad typecode (must be b, B, u, h, H, i, I, l, L, q, Q, f or d)')
  }
  return construct(type, d, initial)
}

function construct(type: Ptr, d: A.Descriptor, initial: Ptr): Ptr {
  const sized = initial !== 0 && (PyList_Check(initial) || PyTuple_Check(initial))
  const sameKind = initial !== 0 && isArray(initial) && descr(initial).code === d.code
  const a = newArray(type, sized || sameKind ? Py_SIZE(initial) : 0, d)
  if (a === 0 || initial === 0) return a
  let r = 0
  if (sized) r = fill(a, initial)
  else if (sameKind) {
    const from = arrayItems(initial)
    if (from !== 0) u8.copyWithin(arrayItems(a), from, from + Py_SIZE(initial) * d.itemsize)
  } else if (isBytesLike(initial)) r = frombytes(a, initial)
  else if (isStr(initial)) r = takeUnicode(a, initial)
  else r = extendFrom(a, initial)
  if (r < 0) {
    Py_DECREF(a)
    return 0
  }
  return a
}
