/** The bytes type and its iterator. */
import { objFree } from '../../memory/domains'
import { i32, type Ptr, u8 } from '../../memory/heap'
import { PyBuffer_FillInfo } from '../abstract/buffer-protocol'
import { PyObject_SelfIter } from '../abstract/iter-protocol'
import { PyIndex_Check, PyNumber_AsSsize_t } from '../abstract/number-protocol'
import { PyObject_GC_New, PyObject_GC_Track } from '../alloc'
import { PyTuple_Pack } from '../container/tuple-core'
import { defineType, NOARGS, O } from '../define'
import { raise, typeError, typeNameOf } from '../errors'
import { PyErr_Occurred } from '../errors-core'
import { FN } from '../fn-table'
import { Py_DECREF, Py_NewRef, Py_SIZE, Py_TYPE } from '../header'
import { HASH_HI } from '../interp'
import * as L from '../layout'
import { PyLong_AsSsize_t, PyLong_FromSsize_t } from '../number/int-core'
import {
  EMPTY_BYTES,
  Py_False,
  Py_None,
  Py_NotImplemented,
  Py_True,
  PyBytes_Type,
  PyBytesIter_Type,
  PyExc_IndexError,
  PySlice_Type,
  smallInt,
} from '../types'
import { sliceRange } from './arg-convert'
import { bytes_new, concatInto, repeatInto } from './bytes-build'
import {
  _PyBytes_Resize,
  newEmptyBytes,
  PyBytes_AS_STRING,
  PyBytes_Check,
  PyBytes_CheckExact,
  PyBytes_FromSize,
  PyBytes_FromStringAndSize,
  PyBytes_GET_SIZE,
} from './bytes-core'
import { type ByteKind, bytesContains } from './bytes-like'
import { sharedByteMethods } from './bytes-methods'
import { bytesFormat } from './bytes-percent'
import { bytesRepr } from './bytes-repr'
import { findSub } from './find'
import { reduceIterator } from './iter-reduce'
import { memcmp, memeq } from './mem'
import { hashBytes } from './siphash'
import { iterDealloc, iterTraverse } from './str-iter'

const kind: ByteKind = {
  name: 'bytes',
  make: PyBytes_FromStringAndSize,
  room: PyBytes_FromSize,
  shrink: _PyBytes_Resize,
  shared: (o) => (PyBytes_CheckExact(o) ? Py_NewRef(o) : 0),
}

export function bytes_hash(o: Ptr): number {
  const lo = i32[(o + L.BYTES_HASH) >> 2]
  const hi = i32[(o + L.BYTES_HASH + 4) >> 2]
  if (lo !== -1 || hi !== -1) {
    i32[HASH_HI >> 2] = hi
    return lo
  }
  const h = hashBytes(PyBytes_AS_STRING(o), Py_SIZE(o))
  i32[(o + L.BYTES_HASH) >> 2] = h
  i32[(o + L.BYTES_HASH + 4) >> 2] = i32[HASH_HI >> 2]
  return h
}

/** Comparison result of two byte runs as a bool object. */
export function compareBytes(pa: Ptr, na: number, pb: Ptr, nb: number, op: number): Ptr {
  let yes: boolean
  if (op === L.Py_EQ || op === L.Py_NE) yes = (na === nb && memeq(pa, pb, na)) === (op === L.Py_EQ)
  else {
    const c = memcmp(pa, pb, Math.min(na, nb)) || na - nb
    yes = op === L.Py_LT ? c < 0 : op === L.Py_LE ? c <= 0 : op === L.Py_GT ? c > 0 : c >= 0
  }
  return Py_NewRef(yes ? Py_True : Py_False)
}

function richcompare(a: Ptr, b: Ptr, op: number): Ptr {
  if (!PyBytes_Check(a) || !PyBytes_Check(b)) return Py_NewRef(Py_NotImplemented)
  return compareBytes(PyBytes_AS_STRING(a), Py_SIZE(a), PyBytes_AS_STRING(b), Py_SIZE(b), op)
}

function concat(a: Ptr, b: Ptr): Ptr {
  if (Py_SIZE(a) === 0 && PyBytes_CheckExact(b)) return Py_NewRef(b)
  if (PyBytes_Check(b) && Py_SIZE(b) === 0 && PyBytes_CheckExact(a)) return Py_NewRef(a)
  return concatInto(PyBytes_FromSize, PyBytes_AS_STRING, a, b)
}

function repeat(o: Ptr, n: number): Ptr {
  const size = Py_SIZE(o) * Math.max(0, n)
  if (size === Py_SIZE(o) && PyBytes_CheckExact(o)) return Py_NewRef(o)
  if (size === 0) return newEmptyBytes()
  return repeatInto(PyBytes_FromSize, PyBytes_AS_STRING, PyBytes_AS_STRING(o), Py_SIZE(o), n)
}

function item(o: Ptr, i: number): Ptr {
  if (i < 0 || i >= Py_SIZE(o)) return raise(PyExc_IndexError, 'index out of range')
  return Py_NewRef(smallInt(u8[PyBytes_AS_STRING(o) + i]))
}

function subscript(o: Ptr, key: Ptr): Ptr {
  const n = Py_SIZE(o)
  if (PyIndex_Check(key)) {
    const i = PyNumber_AsSsize_t(key, PyExc_IndexError)
    if (i === -1 && PyErr_Occurred()) return 0
    return item(o, i < 0 ? i + n : i)
  }
  if (Py_TYPE(key) !== PySlice_Type) {
    return typeError(`byte indices must be integers or slices, not ${typeNameOf(key)}`)
  }
  const r = sliceRange(key, n)
  if (r === null) return 0
  if (r.count <= 0) return Py_NewRef(EMPTY_BYTES)
  if (r.start === 0 && r.step === 1 && r.count === n && PyBytes_CheckExact(o)) return Py_NewRef(o)
  if (r.step === 1) return PyBytes_FromStringAndSize(PyBytes_AS_STRING(o) + r.start, r.count)
  const out = PyBytes_FromSize(r.count)
  if (out === 0) return 0
  for (let i = 0, at = r.start; i < r.count; i++, at += r.step) {
    u8[PyBytes_AS_STRING(out) + i] = u8[PyBytes_AS_STRING(o) + at]
  }
  return out
}

function dealloc(o: Ptr): void {
  if (Py_TYPE(o) === PyBytes_Type) objFree(o)
  else FN[i32[(Py_TYPE(o) + L.TP_FREE) >> 2]](o)
}

function mod(a: Ptr, b: Ptr): Ptr {
  if (!PyBytes_Check(a)) return Py_NewRef(Py_NotImplemented)
  return bytesFormat(PyBytes_AS_STRING(a), Py_SIZE(a), b)?.finish() ?? 0
}

function iter(o: Ptr): Ptr {
  const it = PyObject_GC_New(PyBytesIter_Type, L.SIZEOF_SEQITER)
  if (it === 0) return 0
  i32[(it + L.IT_INDEX) >> 2] = 0
  i32[(it + L.IT_INDEX + 4) >> 2] = 0
  i32[(it + L.IT_SEQ) >> 2] = Py_NewRef(o)
  i32[(it + L.IT_SEQ + 4) >> 2] = 0
  PyObject_GC_Track(it)
  return it
}

defineType(PyBytes_Type, {
  name: 'bytes',
  basicsize: L.SIZEOF_BYTES_HEADER,
  itemsize: 1,
  flags: L.TPFLAGS_DEFAULT | L.TPFLAGS_BASETYPE | L.TPFLAGS_BYTES_SUBCLASS | L.TPFLAGS_MATCH_SELF,
  dealloc,
  repr: (o) => bytesRepr(PyBytes_AS_STRING(o), Py_SIZE(o), 'b', ''),
  str: (o) => bytesRepr(PyBytes_AS_STRING(o), Py_SIZE(o), 'b', ''),
  hash: bytes_hash,
  richcompare,
  iter,
  new: bytes_new,
  number: { remainder: mod },
  sequence: {
    length: PyBytes_GET_SIZE,
    concat,
    repeat,
    item,
    contains: (o, x) =>
      bytesContains(o, x, (p, n) => n === 0 || findSub(1, PyBytes_AS_STRING(o), 0, Py_SIZE(o), 1, p, n) >= 0),
  },
  mapping: { length: PyBytes_GET_SIZE, subscript },
  buffer: {
    getbuffer: (o, view, flags) => PyBuffer_FillInfo(view, o, PyBytes_AS_STRING(o), Py_SIZE(o), true, flags),
  },
  methods: {
    __getnewargs__: NOARGS((o) => {
      const copy = PyBytes_FromStringAndSize(PyBytes_AS_STRING(o), Py_SIZE(o))
      const t = copy === 0 ? 0 : PyTuple_Pack(copy)
      if (copy !== 0) Py_DECREF(copy)
      return t
    }),
    __bytes__: NOARGS((o) =>
      PyBytes_CheckExact(o) ? Py_NewRef(o) : PyBytes_FromStringAndSize(PyBytes_AS_STRING(o), Py_SIZE(o)),
    ),
    ...sharedByteMethods(kind),
  },
})

function iternext(it: Ptr): Ptr {
  const o = i32[(it + L.IT_SEQ) >> 2]
  if (o === 0) return 0
  const i = i32[(it + L.IT_INDEX) >> 2]
  if (i < Py_SIZE(o)) {
    i32[(it + L.IT_INDEX) >> 2] = i + 1
    return Py_NewRef(smallInt(u8[PyBytes_AS_STRING(o) + i]))
  }
  i32[(it + L.IT_SEQ) >> 2] = 0
  Py_DECREF(o)
  return 0
}

const seq = (it: Ptr): Ptr => i32[(it + L.IT_SEQ) >> 2]

defineType(PyBytesIter_Type, {
  name: 'bytes_iterator',
  basicsize: L.SIZEOF_SEQITER,
  flags: L.TPFLAGS_DEFAULT | L.TPFLAGS_HAVE_GC,
  dealloc: iterDealloc,
  traverse: iterTraverse,
  iter: PyObject_SelfIter,
  iternext,
  methods: {
    __length_hint__: NOARGS((it) =>
      PyLong_FromSsize_t(seq(it) === 0 ? 0 : Py_SIZE(seq(it)) - i32[(it + L.IT_INDEX) >> 2]),
    ),
    __reduce__: NOARGS((it) => reduceIterator(seq(it), i32[(it + L.IT_INDEX) >> 2], () => PyTuple_Pack())),
    __setstate__: O((it, state) => {
      const n = PyLong_AsSsize_t(state)
      if (n === -1 && PyErr_Occurred()) return 0
      if (seq(it) !== 0) i32[(it + L.IT_INDEX) >> 2] = Math.max(0, Math.min(n, Py_SIZE(seq(it))))
      return Py_NewRef(Py_None)
    }),
  },
})
