/** bytes(...) from any object (CPython bytes_new_impl, PyBytes_FromObject). */
import { objCalloc } from '../../memory/domains'
import { i32, type Ptr, u8 } from '../../memory/heap'
import { PyObject_CheckBuffer } from '../abstract/buffer-protocol'
import { PyIter_Next, PyObject_GetIter, PyObject_LengthHint } from '../abstract/iter-protocol'
import { PyIndex_Check, PyNumber_AsSsize_t } from '../abstract/number-protocol'
import { _PyObject_LookupSpecial } from '../abstract/object-protocol'
import { PySequence_Fast_ITEMS } from '../abstract/sequence-protocol'
import { PyObject_CallNoArgs } from '../call'
import { PyList_CheckExact } from '../container/list-core'
import { PyTuple_CheckExact } from '../container/tuple-core'
import { raise, raiseInt, typeError, typeNameOf } from '../errors'
import { PyErr_Clear, PyErr_NoMemory, PyErr_Occurred } from '../errors-core'
import { type allocfunc, FN } from '../fn-table'
import { initHeader, Py_DECREF, Py_NewRef, Py_SET_SIZE, Py_SIZE } from '../header'
import { BYTES_DATA, BYTES_HASH, SIZEOF_BYTES_HEADER, TP_ALLOC } from '../layout'
import { errorIs } from '../type/subtype'
import { EMPTY_BYTES, PyBytes_Type, PyExc_OverflowError, PyExc_TypeError, PyExc_ValueError } from '../types'
import { bindTupleArgs, textArg } from './arg-convert'
import { copyBuffer } from './buffer-copy'
import { ByteSink } from './byte-sink'
import { PyByteArray_AS_STRING, PyByteArray_FromStringAndSize, PyByteArray_Resize } from './bytearray-core'
import { PyBytes_Check, PyBytes_CheckExact, PyBytes_FromSize, PyBytes_FromStringAndSize } from './bytes-core'
import { withBuffer } from './bytes-like'
import { PyUnicode_AsEncodedString } from './codecs'
import { memcpy } from './mem'
import { PyUnicode_Check } from './str-build'
import { _Py_ID } from './str-core'

const ID___bytes__ = _Py_ID('__bytes__')

/** n zero bytes, from calloc: fresh pages stay untouched. */
export function PyBytes_FromZeros(n: number): Ptr {
  if (n === 0) return Py_NewRef(EMPTY_BYTES)
  if (n > 0x7fffff00) return PyErr_NoMemory()
  const o = objCalloc(1, SIZEOF_BYTES_HEADER + n)
  if (o === 0) return PyErr_NoMemory()
  initHeader(o, PyBytes_Type)
  Py_SET_SIZE(o, n)
  i32[(o + BYTES_HASH) >> 2] = -1
  i32[(o + BYTES_HASH + 4) >> 2] = -1
  return o
}

/** A byte of an iterable for bytes(); -1 + error. */
function itemByte(item: Ptr): number {
  const n = PyNumber_AsSsize_t(item, 0)
  if (n === -1 && PyErr_Occurred()) return -1
  return n < 0 || n > 255 ? raiseInt(PyExc_ValueError, 'bytes must be in range(0, 256)') : n
}

function fromSequence(seq: Ptr): Ptr {
  const out = new ByteSink(Py_SIZE(seq))
  for (let i = 0; i < Py_SIZE(seq); i++) {
    // the item's __index__ may change a list
    const item = Py_NewRef(i32[(PySequence_Fast_ITEMS(seq) + 8 * i) >> 2])
    const b = itemByte(item)
    Py_DECREF(item)
    if (b < 0) return 0
    out.push(b)
  }
  return out.finish()
}

function fromIterator(it: Ptr, hint: number): Ptr {
  const out = new ByteSink(hint)
  out.overallocate = true
  for (;;) {
    const item = PyIter_Next(it)
    if (item === 0) return PyErr_Occurred() ? 0 : out.finish()
    const b = itemByte(item)
    Py_DECREF(item)
    if (b < 0) return 0
    if (out.length >= SPILL) return spill(out, b, it)
    out.push(b)
  }
}

/** From here on a long iterable is collected in the process's own memory, whose limit then ends an endless one. */
const SPILL = 1 << 16
function spill(out: ByteSink, next: number, it: Ptr): Ptr {
  const room = PyByteArray_FromStringAndSize(0, out.length)
  if (room === 0) return 0
  u8.set(out.view(), PyByteArray_AS_STRING(room))
  let b = next
  while (b >= 0) {
    const n = Py_SIZE(room)
    if (PyByteArray_Resize(room, n + 1) < 0) break
    u8[PyByteArray_AS_STRING(room) + n] = b
    const item = PyIter_Next(it)
    if (item === 0) break
    b = itemByte(item)
    Py_DECREF(item)
  }
  const r = PyErr_Occurred() ? 0 : PyBytes_FromStringAndSize(PyByteArray_AS_STRING(room), Py_SIZE(room))
  Py_DECREF(room)
  return r
}

/** bytes(o) for bytes-like objects and iterables of ints. */
export function PyBytes_FromObject(o: Ptr): Ptr {
  if (PyBytes_CheckExact(o)) return Py_NewRef(o)
  if (PyObject_CheckBuffer(o)) {
    const bytes = copyBuffer(o)
    if (bytes === null) return 0
    const r = PyBytes_FromSize(bytes.length)
    if (r !== 0 && bytes.length > 0) u8.set(bytes, r + BYTES_DATA)
    return r
  }
  if (PyList_CheckExact(o) || PyTuple_CheckExact(o)) return fromSequence(o)
  if (!PyUnicode_Check(o)) {
    const it = PyObject_GetIter(o)
    if (it !== 0) {
      const hint = PyObject_LengthHint(o, 64)
      const r = hint < 0 ? 0 : fromIterator(it, hint)
      Py_DECREF(it)
      return r
    }
    if (!errorIs(PyExc_TypeError)) return 0
    PyErr_Clear()
  }
  return typeError(`cannot convert '${typeNameOf(o)}' object to bytes`)
}

function fromSource(x: Ptr): Ptr {
  const special = _PyObject_LookupSpecial(x, ID___bytes__)
  if (special !== 0) {
    const r = PyObject_CallNoArgs(special)
    Py_DECREF(special)
    if (r === 0 || PyBytes_Check(r)) return r
    const t = typeNameOf(r)
    Py_DECREF(r)
    return typeError(`__bytes__ returned non-bytes (type ${t})`)
  }
  if (PyErr_Occurred()) return 0
  if (PyUnicode_Check(x)) return typeError('string argument without an encoding')
  if (PyIndex_Check(x)) {
    const n = PyNumber_AsSsize_t(x, PyExc_OverflowError)
    if (!(n === -1 && PyErr_Occurred())) {
      return n < 0 ? raise(PyExc_ValueError, 'negative count') : PyBytes_FromZeros(n)
    }
    if (!errorIs(PyExc_TypeError)) return 0
    PyErr_Clear()
  }
  return PyBytes_FromObject(x)
}

/** An instance of a bytes subclass with the same bytes; steals o. */
function subtypeNew(type: Ptr, o: Ptr): Ptr {
  const n = Py_SIZE(o)
  const self = (FN[i32[(type + TP_ALLOC) >> 2]] as allocfunc)(type, n)
  if (self !== 0) {
    memcpy(self + BYTES_DATA, o + BYTES_DATA, n + 1)
    i32[(self + BYTES_HASH) >> 2] = i32[(o + BYTES_HASH) >> 2]
    i32[(self + BYTES_HASH + 4) >> 2] = i32[(o + BYTES_HASH + 4) >> 2]
  }
  Py_DECREF(o)
  return self
}

/** tp_new of bytes. */
export function bytes_new(type: Ptr, args: Ptr, kwds: Ptr): Ptr {
  const a = bindTupleArgs('bytes', ['source', 'encoding', 'errors'], {}, args, kwds)
  if (a === null) return 0
  const [x, encodingArg, errorsArg] = a
  let encoding: string | null = null
  let errors: string | null = null
  if (encodingArg !== 0 && (encoding = textArg('bytes', "argument 'encoding'", encodingArg)) === null) return 0
  if (errorsArg !== 0 && (errors = textArg('bytes', "argument 'errors'", errorsArg)) === null) return 0
  let o: Ptr
  if (x === 0) {
    if (encoding !== null || errors !== null) {
      return typeError(`${encoding !== null ? 'encoding' : 'errors'} without a string argument`)
    }
    o = Py_NewRef(EMPTY_BYTES)
  } else if (encoding !== null) {
    if (!PyUnicode_Check(x)) return typeError('encoding without a string argument')
    o = PyUnicode_AsEncodedString(x, encoding, errors)
  } else if (errors !== null) {
    return typeError(PyUnicode_Check(x) ? 'string argument without an encoding' : 'errors without a string argument')
  } else o = fromSource(x)
  return o === 0 || type === PyBytes_Type ? o : subtypeNew(type, o)
}

/** s * count for raw bytes, into room(n). */
export function repeatInto(room: (n: number) => Ptr, dataOf: (o: Ptr) => Ptr, p: Ptr, n: number, count: number): Ptr {
  const total = n * Math.max(0, count)
  if (total > 0x7fffffff) return PyErr_NoMemory()
  const o = room(total)
  if (o === 0 || total === 0) return o
  const to = dataOf(o)
  if (n === 1) u8.fill(u8[p], to, to + total)
  else {
    memcpy(to, p, n)
    for (let done = n; done < total; done *= 2) memcpy(to + done, to, Math.min(done, total - done))
  }
  return o
}

/** A fresh bytes with the characters of two buffers. */
export function concatInto(room: (n: number) => Ptr, dataOf: (o: Ptr) => Ptr, a: Ptr, b: Ptr): Ptr {
  const r = withBuffer(a, (pa, na) =>
    withBuffer(b, (pb, nb) => {
      const o = room(na + nb)
      if (o !== 0) {
        memcpy(dataOf(o), pa, na)
        memcpy(dataOf(o) + na, pb, nb)
      }
      return o
    }),
  )
  if (r !== null) return r
  if (errorIs(PyExc_TypeError)) {
    PyErr_Clear()
    typeError(`can't concat ${typeNameOf(b)} to ${typeNameOf(a)}`)
  }
  return 0
}
