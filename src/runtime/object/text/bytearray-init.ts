/** bytearray(...) and extend(): filling a bytearray from any source (CPython bytearray___init___impl). */
import { i32, type Ptr, u8 } from '../../memory/heap'
import { PyObject_CheckBuffer } from '../abstract/buffer-protocol'
import { PyIter_Next, PyObject_GetIter, PyObject_LengthHint } from '../abstract/iter-protocol'
import { PyIndex_Check, PyNumber_AsSsize_t } from '../abstract/number-protocol'
import { PySequence_Fast_ITEMS } from '../abstract/sequence-protocol'
import { PyList_CheckExact } from '../container/list-core'
import { PyTuple_CheckExact } from '../container/tuple-core'
import { raiseInt, typeError, typeNameOf } from '../errors'
import { PyErr_Clear, PyErr_Occurred } from '../errors-core'
import { Py_DECREF, Py_NewRef, Py_SIZE } from '../header'
import { errorIs } from '../type/subtype'
import { Py_None, PyExc_OverflowError, PyExc_TypeError, PyExc_ValueError } from '../types'
import { bindTupleArgs, textArg } from './arg-convert'
import { copyBuffer } from './buffer-copy'
import { PyByteArray_AS_STRING, PyByteArray_FromStringAndSize, PyByteArray_Resize, setSlice } from './bytearray-core'
import { byteValue, withBuffer } from './bytes-like'
import { PyUnicode_AsEncodedString } from './codecs'
import { memcpy } from './mem'
import { PyUnicode_Check } from './str-build'

/** Appends one byte; 0 or -1. */
export function appendByte(o: Ptr, b: number): number {
  const n = Py_SIZE(o)
  if (PyByteArray_Resize(o, n + 1) < 0) return -1
  u8[PyByteArray_AS_STRING(o) + n] = b
  return 0
}

/** self += other (any buffer); 0 or -1. A bytearray cannot be added to itself this way: its own buffer is in use, as in CPython. */
export function iconcat(o: Ptr, other: Ptr): number {
  const r = withBuffer(other, (p, n) => {
    const size = Py_SIZE(o)
    if (PyByteArray_Resize(o, size + n) < 0) return -1
    memcpy(PyByteArray_AS_STRING(o) + size, p, n)
    return 0
  })
  if (r !== null) return r
  if (errorIs(PyExc_TypeError)) {
    PyErr_Clear()
    typeError(`can't concat ${typeNameOf(other)} to ${typeNameOf(o)}`)
  }
  return -1
}

function fromText(o: Ptr, s: Ptr, encoding: string | null, errors: string | null): number {
  if (encoding === null) return raiseInt(PyExc_TypeError, 'string argument without an encoding')
  const encoded = PyUnicode_AsEncodedString(s, encoding, errors)
  if (encoded === 0) return -1
  const r = iconcat(o, encoded)
  Py_DECREF(encoded)
  return r
}

function fromIterable(o: Ptr, source: Ptr): number {
  if (PyList_CheckExact(source) || PyTuple_CheckExact(source)) {
    const n = Py_SIZE(source)
    if (PyByteArray_Resize(o, n) < 0) return -1
    for (let i = 0; i < n; i++) {
      const b = byteValue(i32[(PySequence_Fast_ITEMS(source) + 8 * i) >> 2])
      if (b < 0) return -1
      u8[PyByteArray_AS_STRING(o) + i] = b
    }
    return 0
  }
  const it = PyObject_GetIter(source)
  if (it === 0) {
    if (errorIs(PyExc_TypeError)) {
      PyErr_Clear()
      typeError(`cannot convert '${typeNameOf(source)}' object to bytearray`)
    }
    return -1
  }
  for (;;) {
    const item = PyIter_Next(it)
    if (item === 0) break
    const b = byteValue(item)
    Py_DECREF(item)
    if (b < 0 || appendByte(o, b) < 0) {
      Py_DECREF(it)
      return -1
    }
  }
  Py_DECREF(it)
  return PyErr_Occurred() ? -1 : 0
}

/** tp_init of bytearray. */
export function bytearray_init(o: Ptr, args: Ptr, kwds: Ptr): number {
  const a = bindTupleArgs('bytearray', ['source', 'encoding', 'errors'], {}, args, kwds)
  if (a === null) return -1
  const [source, encodingArg, errorsArg] = a
  let encoding: string | null = null
  let errors: string | null = null
  if (encodingArg !== 0 && (encoding = textArg('bytearray', "argument 'encoding'", encodingArg)) === null) return -1
  if (errorsArg !== 0 && (errors = textArg('bytearray', "argument 'errors'", errorsArg)) === null) return -1
  if (Py_SIZE(o) !== 0 && PyByteArray_Resize(o, 0) < 0) return -1
  if (source !== 0 && PyUnicode_Check(source)) return fromText(o, source, encoding, errors)
  if (encoding !== null || errors !== null) {
    return raiseInt(PyExc_TypeError, `${encoding !== null ? 'encoding' : 'errors'} without a string argument`)
  }
  if (source === 0) return 0
  if (PyIndex_Check(source)) {
    const n = PyNumber_AsSsize_t(source, PyExc_OverflowError)
    if (!(n === -1 && PyErr_Occurred())) {
      if (n < 0) return raiseInt(PyExc_ValueError, 'negative count')
      if (n > 0) {
        if (PyByteArray_Resize(o, n) < 0) return -1
        u8.fill(0, PyByteArray_AS_STRING(o), PyByteArray_AS_STRING(o) + n)
      }
      return 0
    }
    if (!errorIs(PyExc_TypeError)) return -1
    PyErr_Clear()
  }
  if (PyObject_CheckBuffer(source)) {
    const bytes = copyBuffer(source)
    if (bytes === null || PyByteArray_Resize(o, bytes.length) < 0) return -1
    if (bytes.length > 0) u8.set(bytes, PyByteArray_AS_STRING(o))
    return 0
  }
  return fromIterable(o, source)
}

/** bytearray.extend(iterable) */
export function bytearray_extend(o: Ptr, iterable: Ptr): Ptr {
  if (o === iterable) {
    const n = Py_SIZE(o)
    if (PyByteArray_Resize(o, n * 2) < 0) return 0
    memcpy(PyByteArray_AS_STRING(o) + n, PyByteArray_AS_STRING(o), n)
    return Py_NewRef(Py_None)
  }
  if (PyObject_CheckBuffer(iterable)) {
    const r = withBuffer(iterable, (p, n) => {
      return setSlice(o, Py_SIZE(o), Py_SIZE(o), p, n)
    })
    return r === null || r < 0 ? 0 : Py_NewRef(Py_None)
  }
  const it = PyObject_GetIter(iterable)
  if (it === 0) {
    if (errorIs(PyExc_TypeError)) {
      PyErr_Clear()
      typeError(`can't extend bytearray with ${typeNameOf(iterable)}`)
    }
    return 0
  }
  const ok = extendFrom(o, it, PyObject_LengthHint(iterable, 32))
  Py_DECREF(it)
  return ok ? Py_NewRef(Py_None) : 0
}

/** Collects into a second bytearray that grows by half, as CPython does, and splices it in. */
function extendFrom(o: Ptr, it: Ptr, hint: number): boolean {
  if (hint < 0) return false
  const buffer = PyByteArray_FromStringAndSize(0, hint)
  if (buffer === 0) return false
  let n = 0
  let room = hint
  let ok = true
  for (;;) {
    const item = PyIter_Next(it)
    if (item === 0) break
    const b = byteValue(item)
    Py_DECREF(item)
    if (b < 0) {
      ok = false
      break
    }
    if (n >= room) {
      room = n + 1 + ((n + 1) >> 1) + 1
      if (PyByteArray_Resize(buffer, room) < 0) {
        ok = false
        break
      }
    }
    u8[PyByteArray_AS_STRING(buffer) + n++] = b
  }
  if (PyErr_Occurred()) ok = false
  if (ok && n < Py_SIZE(buffer)) ok = PyByteArray_Resize(buffer, n) === 0
  if (ok) ok = setSlice(o, Py_SIZE(o), Py_SIZE(o), PyByteArray_AS_STRING(buffer), n) === 0
  Py_DECREF(buffer)
  return ok
}
