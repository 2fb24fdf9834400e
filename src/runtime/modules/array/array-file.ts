/** array.tofile and array.fromfile: through the file object's own read and write, 64 KiB at a time. */
import { type Ptr, u8 } from '../../memory/heap'
import { PyNumber_AsSsize_t } from '../../object/abstract/number-protocol'
import { PyObject_GetAttr } from '../../object/abstract/object-protocol'
import { callNSteal } from '../../object/call'
import { raise, typeError } from '../../object/errors'
import { PyErr_Occurred } from '../../object/errors-core'
import { Py_DECREF, Py_NewRef, Py_SIZE } from '../../object/header'
import { PyLong_FromSsize_t } from '../../object/number/int-core'
import { newBytes, PyBytes_Check, PyBytes_GET_SIZE } from '../../object/text/bytes-core'
import { _Py_ID } from '../../object/text/str-core'
import { Py_None, PyExc_EOFError, PyExc_OverflowError, PyExc_ValueError } from '../../object/types'
import { arrayItems, descr } from './array-core'

const BLOCK = 64 * 1024
const ID = { read: _Py_ID('read'), write: _Py_ID('write') }

export function tofile(a: Ptr, file: Ptr): Ptr {
  const total = Py_SIZE(a) * descr(a).itemsize
  for (let done = 0; done < total; done += BLOCK) {
    const from = arrayItems(a) + done
    const bytes = newBytes(u8.slice(from, from + Math.min(BLOCK, total - done)))
    const write = bytes === 0 ? 0 : PyObject_GetAttr(file, ID.write)
    const r = write === 0 ? 0 : callNSteal(write, bytes)
    if (bytes !== 0) Py_DECREF(bytes)
    if (r === 0) return 0
    Py_DECREF(r)
  }
  return Py_NewRef(Py_None)
}

/** Reads n items; append puts the bytes at the end of the array. */
export function fromfile(a: Ptr, file: Ptr, count: Ptr, append: (a: Ptr, bytes: Ptr) => number): Ptr {
  const n = PyNumber_AsSsize_t(count, PyExc_OverflowError)
  if (n === -1 && PyErr_Occurred()) return 0
  if (n < 0) return raise(PyExc_ValueError, 'negative count')
  const wanted = n * descr(a).itemsize
  const size = PyLong_FromSsize_t(wanted)
  const read = PyObject_GetAttr(file, ID.read)
  const bytes = read === 0 ? 0 : callNSteal(read, size)
  Py_DECREF(size)
  if (bytes === 0) return 0
  if (!PyBytes_Check(bytes)) {
    Py_DECREF(bytes)
    return typeError("read() didn't return bytes")
  }
  const short = PyBytes_GET_SIZE(bytes) !== wanted
  const failed = append(a, bytes) < 0
  Py_DECREF(bytes)
  if (failed) return 0
  return short ? raise(PyExc_EOFError, "read() didn't return enough bytes") : Py_NewRef(Py_None)
}
