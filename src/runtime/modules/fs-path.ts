/** Paths as scripts give them (os.fspath, PyUnicode_FSConverter): str, bytes or os.PathLike. */
import { i32, type Ptr, u8 } from '../memory/heap'
import { _PyObject_LookupSpecial } from '../object/abstract/object-protocol'
import { callNSteal } from '../object/call'
import { raise, typeError, typeNameOf } from '../object/errors'
import { PyErr_Occurred } from '../object/errors-core'
import { Py_DECREF, Py_NewRef, Py_SIZE, typeFlagOf } from '../object/header'
import { BYTES_DATA, OB_SIZE, TPFLAGS_BYTES_SUBCLASS, TPFLAGS_UNICODE_SUBCLASS } from '../object/layout'
import { _Py_ID, strToJS } from '../object/text/str-core'
import { PyExc_ValueError } from '../object/types'

const ID_fspath = _Py_ID('__fspath__')

export const isText = (o: Ptr): boolean => typeFlagOf(o, TPFLAGS_UNICODE_SUBCLASS)
export const isBytes = (o: Ptr): boolean => typeFlagOf(o, TPFLAGS_BYTES_SUBCLASS)

/** os.fspath(o): a new reference to a str or bytes (PyOS_FSPath). */
export function PyOS_FSPath(o: Ptr): Ptr {
  if (isText(o) || isBytes(o)) return Py_NewRef(o)
  const method = _PyObject_LookupSpecial(o, ID_fspath)
  if (method === 0) {
    return PyErr_Occurred() ? 0 : typeError(`expected str, bytes or os.PathLike object, not ${typeNameOf(o)}`)
  }
  const path = callNSteal(method)
  if (path === 0 || isText(path) || isBytes(path)) return path
  typeError(`expected ${typeNameOf(o)}.__fspath__() to return str or bytes, not ${typeNameOf(path)}`)
  Py_DECREF(path)
  return 0
}

/** UTF-8 with undecodable bytes as lone surrogates (surrogateescape), as file names are decoded. */
export function decodeFileName(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    let out = ''
    for (const b of bytes) out += b < 0x80 ? String.fromCharCode(b) : String.fromCharCode(0xdc00 + b)
    return out
  }
}

/** The text of a str or bytes object holding a file name; null with an error set. */
export function fileNameText(path: Ptr): string | null {
  const text = isText(path)
    ? strToJS(path)
    : decodeFileName(u8.slice(path + BYTES_DATA, path + BYTES_DATA + i32[(path + OB_SIZE) >> 2]))
  if (text.includes('\0')) {
    raise(PyExc_ValueError, Py_SIZE(path) > 0 && isText(path) ? 'embedded null character' : 'embedded null byte')
    return null
  }
  return text
}

/** The text of a path argument; null with an error set. */
export function fsDecode(o: Ptr): string | null {
  const path = PyOS_FSPath(o)
  if (path === 0) return null
  const text = fileNameText(path)
  Py_DECREF(path)
  return text
}
