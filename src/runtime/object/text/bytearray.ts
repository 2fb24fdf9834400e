/** The bytearray type and its iterator. */
import { i32, type Ptr, u8 } from '../../memory/heap'
import { PyBuffer_FillInfo, PyObject_CheckBuffer } from '../abstract/buffer-protocol'
import { PyObject_SelfIter } from '../abstract/iter-protocol'
import { PyIndex_Check, PyNumber_AsSsize_t } from '../abstract/number-protocol'
import { _PyObject_LookupAttr } from '../abstract/object-protocol'
import { PyObject_GC_New, PyObject_GC_Track, PyType_GenericAlloc } from '../alloc'
import { PyTuple_Pack } from '../container/tuple-core'
import { arg, defineType, FAST, type MethodSpec, NOARGS, O } from '../define'
import { raise, raiseInt, typeError, typeNameOf } from '../errors'
import { PyErr_Clear, PyErr_Occurred } from '../errors-core'
import { FN } from '../fn-table'
import { Py_DECREF, Py_NewRef, Py_SIZE, Py_TYPE } from '../header'
import * as L from '../layout'
import { PyLong_AsSsize_t, PyLong_FromSsize_t } from '../number/int-core'
import { checkPositional } from '../type/arg-parse'
import {
  Py_None,
  Py_NotImplemented,
  PyByteArray_Type,
  PyByteArrayIter_Type,
  PyExc_BufferError,
  PyExc_IndexError,
  PyExc_SystemError,
  PyExc_TypeError,
  PyExc_ValueError,
  PySlice_Type,
  smallInt,
} from '../types'
import { sliceRange, ssizeArg } from './arg-convert'
import {
  addExport,
  bytearrayAlloc,
  bytearrayExports,
  canResize,
  freeBuffer,
  PyByteArray_AS_STRING,
  PyByteArray_FromStringAndSize,
  PyByteArray_Resize,
  setSlice,
} from './bytearray-core'
import { appendByte, bytearray_extend, bytearray_init, iconcat } from './bytearray-init'
import { compareBytes } from './bytes'
import { concatInto, repeatInto } from './bytes-build'
import { newBytes } from './bytes-core'
import { type ByteKind, bytesContains, byteValue, PyByteArray_Check, withBuffer } from './bytes-like'
import { sharedByteMethods } from './bytes-methods'
import { bytesFormat } from './bytes-percent'
import { bytearrayRepr } from './bytes-repr'
import { PyUnicode_DecodeLatin1 } from './codec-latin'
import { findSub } from './find'
import { reduceIterator } from './iter-reduce'
import { memcpy, memmove } from './mem'
import { PyUnicode_Check } from './str-build'
import { _Py_ID, newStr } from './str-core'
import { iterDealloc, iterTraverse } from './str-iter'

const room = (n: number): Ptr => PyByteArray_FromStringAndSize(0, n)
const kind: ByteKind = {
  name: 'bytearray',
  make: PyByteArray_FromStringAndSize,
  room,
  shrink: (o, n) => {
    if (PyByteArray_Resize(o, n) === 0) return o
    Py_DECREF(o)
    return 0
  },
  shared: () => 0,
}

const none = (ok: boolean): Ptr => (ok ? Py_NewRef(Py_None) : 0)

function dealloc(o: Ptr): void {
  if (bytearrayExports(o) > 0) raise(PyExc_SystemError, 'deallocated bytearray object has exported buffers')
  freeBuffer(o)
  FN[i32[(Py_TYPE(o) + L.TP_FREE) >> 2]](o)
}

function richcompare(a: Ptr, b: Ptr, op: number): Ptr {
  // bytearray comes first or second: the other may be any buffer
  if (!PyObject_CheckBuffer(a) || !PyObject_CheckBuffer(b)) return Py_NewRef(Py_NotImplemented)
  const r = withBuffer(a, (pa, na) => withBuffer(b, (pb, nb) => compareBytes(pa, na, pb, nb, op)))
  if (r !== null) return r
  clearError()
  return Py_NewRef(Py_NotImplemented)
}

function index(o: Ptr, key: Ptr): number | null {
  const i = PyNumber_AsSsize_t(key, PyExc_IndexError)
  if (i === -1 && PyErr_Occurred()) return null
  return i < 0 ? i + Py_SIZE(o) : i
}

function item(o: Ptr, i: number): Ptr {
  if (i < 0 || i >= Py_SIZE(o)) return raise(PyExc_IndexError, 'bytearray index out of range')
  return Py_NewRef(smallInt(u8[PyByteArray_AS_STRING(o) + i]))
}

function subscript(o: Ptr, key: Ptr): Ptr {
  if (PyIndex_Check(key)) {
    const i = index(o, key)
    return i === null ? 0 : item(o, i)
  }
  if (Py_TYPE(key) !== PySlice_Type) {
    return typeError(`bytearray indices must be integers or slices, not ${typeNameOf(key)}`)
  }
  const r = sliceRange(key, Py_SIZE(o))
  if (r === null) return 0
  if (r.count <= 0) return room(0)
  if (r.step === 1) return PyByteArray_FromStringAndSize(PyByteArray_AS_STRING(o) + r.start, r.count)
  const out = room(r.count)
  if (out === 0) return 0
  for (let i = 0, at = r.start; i < r.count; i++, at += r.step) {
    u8[PyByteArray_AS_STRING(out) + i] = u8[PyByteArray_AS_STRING(o) + at]
  }
  return out
}

function assItem(o: Ptr, i: number, value: Ptr): number {
  // converting the value may run code that shortens the bytearray: bounds are checked afterwards
  const b = value === 0 ? 0 : byteValue(value)
  if (b < 0) return -1
  if (i < 0 || i >= Py_SIZE(o)) return raiseInt(PyExc_IndexError, 'bytearray index out of range')
  if (value === 0) return setSlice(o, i, i + 1, 0, 0)
  u8[PyByteArray_AS_STRING(o) + i] = b
  return 0
}

/** self[start:stop:step] = the n bytes at p (0 bytes: delete). */
function assignRange(
  o: Ptr,
  r: { start: number; stop: number; step: number; count: number },
  p: Ptr,
  n: number,
): number {
  let { start, stop } = r
  if ((r.step < 0 && start < stop) || (r.step > 0 && start > stop)) stop = start
  if (r.step === 1) return setSlice(o, start, stop, p, n)
  if (n === 0) {
    if (!canResize(o)) return -1
    if (r.count === 0) return 0
    let step = r.step
    if (step < 0) {
      start = start + step * (r.count - 1)
      step = -step
    }
    const data = PyByteArray_AS_STRING(o)
    const size = Py_SIZE(o)
    let to = start
    for (let i = start, next = start, left = r.count; i < size; i++) {
      if (i === next && left > 0) {
        next += step
        left--
      } else u8[data + to++] = u8[data + i]
    }
    return PyByteArray_Resize(o, size - r.count)
  }
  if (n !== r.count) {
    return raiseInt(PyExc_ValueError, `attempt to assign bytes of size ${n} to extended slice of size ${r.count}`)
  }
  for (let i = 0, at = r.start; i < n; i++, at += r.step) u8[PyByteArray_AS_STRING(o) + at] = u8[p + i]
  return 0
}

function assSubscript(o: Ptr, key: Ptr, value: Ptr): number {
  if (PyIndex_Check(key)) {
    const i = index(o, key)
    if (i === null) return -1
    return assItem(o, i, value)
  }
  if (Py_TYPE(key) !== PySlice_Type) {
    return raiseInt(PyExc_TypeError, `bytearray indices must be integers or slices, not ${typeNameOf(key)}`)
  }
  const r = sliceRange(key, Py_SIZE(o))
  if (r === null) return -1
  if (value === 0) return assignRange(o, r, 0, 0)
  if (value === o || !PyByteArray_Check(value)) {
    if (PyIndex_Check(value) || PyUnicode_Check(value)) {
      return raiseInt(PyExc_TypeError, 'can assign only bytes, buffers, or iterables of ints in range(0, 256)')
    }
    const copy = room(0)
    if (copy === 0) return -1
    const args = PyTuple_Pack(value)
    const ok = args !== 0 && bytearray_init(copy, args, 0) === 0
    if (args !== 0) Py_DECREF(args)
    const status = ok ? assSubscript(o, key, copy) : -1
    Py_DECREF(copy)
    return status
  }
  return assignRange(o, r, PyByteArray_AS_STRING(value), Py_SIZE(value))
}

function inplaceRepeat(o: Ptr, count: number): Ptr {
  const n = Py_SIZE(o)
  const times = Math.max(0, count)
  if (PyByteArray_Resize(o, n * times) < 0) return 0
  const data = PyByteArray_AS_STRING(o)
  for (let i = 1; i < times; i++) memcpy(data + i * n, data, n)
  return Py_NewRef(o)
}

const clearError = (): void => {
  if (PyErr_Occurred()) PyErr_Clear()
}

function insert(o: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('insert', nargs, 2, 2)) return 0
  const where0 = ssizeArg(arg(args, 0))
  if (where0 === null) return 0
  const b = byteValue(arg(args, 1))
  if (b < 0) return 0
  const n = Py_SIZE(o)
  if (PyByteArray_Resize(o, n + 1) < 0) return 0
  const where = where0 < 0 ? Math.max(0, where0 + n) : Math.min(where0, n)
  const data = PyByteArray_AS_STRING(o)
  memmove(data + where + 1, data + where, n - where)
  u8[data + where] = b
  return Py_NewRef(Py_None)
}

function pop(o: Ptr, args: Ptr, nargs: number): Ptr {
  if (!checkPositional('pop', nargs, 0, 1)) return 0
  const i0 = nargs === 0 ? -1 : ssizeArg(arg(args, 0))
  if (i0 === null) return 0
  const n = Py_SIZE(o)
  if (n === 0) return raise(PyExc_IndexError, 'pop from empty bytearray')
  const i = i0 < 0 ? i0 + n : i0
  if (i < 0 || i >= n) return raise(PyExc_IndexError, 'pop index out of range')
  if (!canResize(o)) return 0
  const data = PyByteArray_AS_STRING(o)
  const b = u8[data + i]
  memmove(data + i, data + i + 1, n - i)
  return PyByteArray_Resize(o, n - 1) < 0 ? 0 : Py_NewRef(smallInt(b))
}

function remove(o: Ptr, value: Ptr): Ptr {
  const b = byteValue(value)
  if (b < 0) return 0
  const data = PyByteArray_AS_STRING(o)
  const n = Py_SIZE(o)
  for (let i = 0; i < n; i++) {
    if (u8[data + i] === b) {
      if (!canResize(o)) return 0
      memmove(data + i, data + i + 1, n - i)
      return none(PyByteArray_Resize(o, n - 1) === 0)
    }
  }
  return raise(PyExc_ValueError, 'value not found in bytearray')
}

function reverse(o: Ptr): Ptr {
  const data = PyByteArray_AS_STRING(o)
  for (let i = 0, j = Py_SIZE(o) - 1; i < j; i++, j--) {
    const t = u8[data + i]
    u8[data + i] = u8[data + j]
    u8[data + j] = t
  }
  return Py_NewRef(Py_None)
}

const ID___dict__ = _Py_ID('__dict__')

/** (type, (latin-1 text, 'latin-1') or (bytes,), dict or None) */
function reduce(o: Ptr, protocol: number): Ptr {
  const state = _PyObject_LookupAttr(o, ID___dict__)
  if (state === 0 && PyErr_Occurred()) return 0
  const data = PyByteArray_AS_STRING(o)
  let args: Ptr
  if (protocol < 3)
    args = Py_SIZE(o) === 0 ? PyTuple_Pack() : packSteal(PyUnicode_DecodeLatin1(data, Py_SIZE(o)), newStr('latin-1'))
  else args = Py_SIZE(o) === 0 ? PyTuple_Pack() : packSteal(newBytes(u8.slice(data, data + Py_SIZE(o))))
  if (args === 0) return 0
  const t = PyTuple_Pack(Py_TYPE(o), args, state === 0 ? Py_None : state)
  Py_DECREF(args)
  if (state !== 0) Py_DECREF(state)
  return t
}

function packSteal(...items: Ptr[]): Ptr {
  const t = items.includes(0) ? 0 : PyTuple_Pack(...items)
  for (const o of items) if (o !== 0) Py_DECREF(o)
  return t
}

const methods: Record<string, MethodSpec> = {
  __alloc__: NOARGS((o) => PyLong_FromSsize_t(bytearrayAlloc(o))),
  __reduce__: NOARGS((o) => reduce(o, 2)),
  __reduce_ex__: FAST((o, args, nargs) => {
    const protocol = nargs === 0 ? 0 : ssizeArg(arg(args, 0))
    return protocol === null ? 0 : reduce(o, protocol)
  }),
  __sizeof__: NOARGS((o) => PyLong_FromSsize_t(i32[(Py_TYPE(o) + L.TP_BASICSIZE) >> 2] + bytearrayAlloc(o))),
  append: O((o, value) => {
    const b = byteValue(value)
    return none(b >= 0 && appendByte(o, b) === 0)
  }),
  clear: NOARGS((o) => none(PyByteArray_Resize(o, 0) === 0)),
  copy: NOARGS((o) => PyByteArray_FromStringAndSize(PyByteArray_AS_STRING(o), Py_SIZE(o))),
  extend: O(bytearray_extend),
  insert: FAST(insert),
  pop: FAST(pop),
  remove: O(remove),
  reverse: NOARGS(reverse),
  ...sharedByteMethods(kind),
}

function mod(a: Ptr, b: Ptr): Ptr {
  if (!PyByteArray_Check(a)) return Py_NewRef(Py_NotImplemented)
  const out = bytesFormat(PyByteArray_AS_STRING(a), Py_SIZE(a), b)
  if (out === null) return 0
  const o = room(out.length)
  if (o !== 0 && out.length > 0) u8.set(out.view(), PyByteArray_AS_STRING(o))
  return o
}

function getbuffer(o: Ptr, view: Ptr, flags: number): number {
  if (view === 0) return raiseInt(PyExc_BufferError, 'bytearray_getbuffer: view==NULL argument is obsolete')
  const r = PyBuffer_FillInfo(view, o, PyByteArray_AS_STRING(o), Py_SIZE(o), false, flags)
  if (r === 0) addExport(o, 1)
  return r
}

const repr = (o: Ptr): Ptr => bytearrayRepr(PyByteArray_AS_STRING(o), Py_SIZE(o), shortName(typeNameOf(o)))
const shortName = (name: string): string => name.slice(name.lastIndexOf('.') + 1)

defineType(PyByteArray_Type, {
  name: 'bytearray',
  basicsize: L.SIZEOF_BYTEARRAY,
  flags: L.TPFLAGS_DEFAULT | L.TPFLAGS_BASETYPE | L.TPFLAGS_MATCH_SELF,
  dealloc,
  repr,
  str: repr,
  hash: 'unhashable',
  richcompare,
  iter: bytearray_iter,
  init: bytearray_init,
  alloc: PyType_GenericAlloc,
  new: (type) => PyType_GenericAlloc(type, 0),
  number: { remainder: mod },
  sequence: {
    length: Py_SIZE,
    concat: (a, b) => concatInto(room, PyByteArray_AS_STRING, a, b),
    repeat: (o, n) => repeatInto(room, PyByteArray_AS_STRING, PyByteArray_AS_STRING(o), Py_SIZE(o), n),
    item,
    ass_item: assItem,
    contains: (o, x) =>
      bytesContains(o, x, (p, n) => n === 0 || findSub(1, PyByteArray_AS_STRING(o), 0, Py_SIZE(o), 1, p, n) >= 0),
    inplace_concat: (o, other) => (iconcat(o, other) < 0 ? 0 : Py_NewRef(o)),
    inplace_repeat: inplaceRepeat,
  },
  mapping: { length: Py_SIZE, subscript, ass_subscript: assSubscript },
  buffer: { getbuffer, releasebuffer: (o) => addExport(o, -1) },
  methods,
})

function bytearray_iter(o: Ptr): Ptr {
  const it = PyObject_GC_New(PyByteArrayIter_Type, L.SIZEOF_SEQITER)
  if (it === 0) return 0
  i32[(it + L.IT_INDEX) >> 2] = 0
  i32[(it + L.IT_INDEX + 4) >> 2] = 0
  i32[(it + L.IT_SEQ) >> 2] = Py_NewRef(o)
  i32[(it + L.IT_SEQ + 4) >> 2] = 0
  PyObject_GC_Track(it)
  return it
}

const seq = (it: Ptr): Ptr => i32[(it + L.IT_SEQ) >> 2]

defineType(PyByteArrayIter_Type, {
  name: 'bytearray_iterator',
  basicsize: L.SIZEOF_SEQITER,
  flags: L.TPFLAGS_DEFAULT | L.TPFLAGS_HAVE_GC,
  dealloc: iterDealloc,
  traverse: iterTraverse,
  iter: PyObject_SelfIter,
  iternext: (it) => {
    const o = seq(it)
    if (o === 0) return 0
    const i = i32[(it + L.IT_INDEX) >> 2]
    if (i < Py_SIZE(o)) {
      i32[(it + L.IT_INDEX) >> 2] = i + 1
      return Py_NewRef(smallInt(u8[PyByteArray_AS_STRING(o) + i]))
    }
    i32[(it + L.IT_SEQ) >> 2] = 0
    Py_DECREF(o)
    return 0
  },
  methods: {
    __length_hint__: NOARGS((it) =>
      PyLong_FromSsize_t(seq(it) === 0 ? 0 : Math.max(0, Py_SIZE(seq(it)) - i32[(it + L.IT_INDEX) >> 2])),
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
