/** Reading and writing C-level members by their definition (CPython Python/structmember.c). */
import { i32, type Ptr, u8 } from '../../memory/heap'
import { raise, typeError, typeNameOf } from '../errors'
import { PyErr_Occurred } from '../errors-core'
import { Py_NewRef, Py_TYPE, Py_XDECREF, Py_XINCREF } from '../header'
import { longFromWords, PyLong_AsLong, PyLong_FromLong } from '../number/int-core'
import { strToJS } from '../text/str-core'
import { Py_False, Py_None, Py_True, PyBool_Type, PyExc_AttributeError, PyExc_TypeError } from '../types'
import { MB_FLAGS, MB_KIND, MB_NAME, MB_OFFSET, MEMBER_KINDS, READONLY } from './descr-core'

const noAttribute = (o: Ptr, def: Ptr): 0 =>
  raise(PyExc_AttributeError, `'${typeNameOf(o)}' object has no attribute '${strToJS(i32[(def + MB_NAME) >> 2])}'`)

/** New reference to the member's value (PyMember_GetOne). */
export function memberGet(o: Ptr, def: Ptr): Ptr {
  const p = o + i32[(def + MB_OFFSET) >> 2]
  switch (i32[(def + MB_KIND) >> 2]) {
    case MEMBER_KINDS.object: {
      const v = i32[p >> 2]
      return Py_NewRef(v === 0 ? Py_None : v)
    }
    case MEMBER_KINDS.object_ex: {
      const v = i32[p >> 2]
      return v === 0 ? noAttribute(o, def) : Py_NewRef(v)
    }
    case MEMBER_KINDS.int:
      return PyLong_FromLong(i32[p >> 2])
    case MEMBER_KINDS.ssize:
      return longFromWords(i32[p >> 2], i32[(p + 4) >> 2], true)
    case MEMBER_KINDS.ubyte:
      return PyLong_FromLong(u8[p])
    default:
      return Py_NewRef(u8[p] ? Py_True : Py_False)
  }
}

/** Stores (value 0: deletes); 0 or -1 (PyMember_SetOne). */
export function memberSet(o: Ptr, def: Ptr, value: Ptr): number {
  if (i32[(def + MB_FLAGS) >> 2] & READONLY) {
    raise(PyExc_AttributeError, 'readonly attribute')
    return -1
  }
  const p = o + i32[(def + MB_OFFSET) >> 2]
  const kind = i32[(def + MB_KIND) >> 2]
  if (kind === MEMBER_KINDS.object || kind === MEMBER_KINDS.object_ex) {
    const old = i32[p >> 2]
    if (value === 0 && old === 0 && kind === MEMBER_KINDS.object_ex) {
      raise(PyExc_AttributeError, strToJS(i32[(def + MB_NAME) >> 2]))
      return -1
    }
    Py_XINCREF(value)
    i32[p >> 2] = value
    Py_XDECREF(old)
    return 0
  }
  if (value === 0) {
    typeError("can't delete numeric/char attribute")
    return -1
  }
  if (kind === MEMBER_KINDS.bool) {
    if (Py_TYPE(value) !== PyBool_Type) {
      raise(PyExc_TypeError, 'attribute value type must be bool')
      return -1
    }
    u8[p] = value === Py_True ? 1 : 0
    return 0
  }
  const n = PyLong_AsLong(value)
  if (n === -1 && PyErr_Occurred()) return -1
  if (kind === MEMBER_KINDS.ubyte) u8[p] = n
  else {
    i32[p >> 2] = n
    if (kind === MEMBER_KINDS.ssize) i32[(p + 4) >> 2] = n < 0 ? -1 : 0
  }
  return 0
}
