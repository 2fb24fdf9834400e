/** Path arguments of the functions of posix (Modules/posixmodule.c, path_converter). */

import type { Ptr } from '../../memory/heap'
import { PyIndex_Check } from '../../object/abstract/number-protocol'
import { _PyObject_LookupSpecial } from '../../object/abstract/object-protocol'
import { callNSteal } from '../../object/call'
import { raise, typeError, typeNameOf } from '../../object/errors'
import { PyErr_Occurred } from '../../object/errors-core'
import { raiseOSError } from '../../object/exception/os-error'
import { Py_DECREF, Py_NewRef, typeFlagOf } from '../../object/header'
import { TPFLAGS_LONG_SUBCLASS } from '../../object/layout'
import { intArg } from '../../object/text/arg-convert'
import { newBytes } from '../../object/text/bytes-core'
import { _Py_ID, newStr } from '../../object/text/str-core'
import { Py_None, PyExc_NotImplementedError, PyExc_ValueError } from '../../object/types'
import { strerror } from '../../vfs/errno'
import { fileNameText, isBytes, isText } from '../fs-path'

const ID_fspath = _Py_ID('__fspath__')

export interface PathArg {
  /** Empty when fd is given. */
  text: string
  /** -1 when a path is given. */
  fd: number
  /** Results are bytes, as the argument was. */
  bytes: boolean
  /** The argument, borrowed: for error messages. */
  object: Ptr
}

interface Rules {
  allowFd?: boolean
  nullable?: boolean
  /** Name of the parameter in messages. */
  name?: string
}

/** A path argument; null with an error set. */
export function pathArg(fname: string, o: Ptr, rules: Rules = {}): PathArg | null {
  if (o === 0 || (o === Py_None && rules.nullable)) return { text: '.', fd: -1, bytes: false, object: 0 }
  if (rules.allowFd && (typeFlagOf(o, TPFLAGS_LONG_SUBCLASS) || (PyIndex_Check(o) && !isText(o) && !isBytes(o)))) {
    const fd = intArg(o)
    return fd === null ? null : { text: '', fd, bytes: false, object: o }
  }
  let path: Ptr
  if (isText(o) || isBytes(o)) path = Py_NewRef(o)
  else {
    const method = _PyObject_LookupSpecial(o, ID_fspath)
    if (method === 0) {
      if (PyErr_Occurred()) return null
      const kinds = `string, bytes${rules.allowFd || rules.nullable ? ',' : ' or'} os.PathLike`
      const more = rules.allowFd
        ? rules.nullable
          ? ', integer or None'
          : ' or integer'
        : rules.nullable
          ? ' or None'
          : ''
      typeError(`${fname}: ${rules.name ?? 'path'} should be ${kinds}${more}, not ${typeNameOf(o)}`)
      return null
    }
    path = callNSteal(method)
    if (path === 0) return null
    if (!isText(path) && !isBytes(path)) {
      typeError(`expected ${typeNameOf(o)}.__fspath__() to return str or bytes, not ${typeNameOf(path)}`)
      Py_DECREF(path)
      return null
    }
  }
  const bytes = isBytes(path)
  const text = fileNameText(path)
  Py_DECREF(path)
  if (text === null) {
    if (!bytes) raise(PyExc_ValueError, `${fname}: embedded null character in ${rules.name ?? 'path'}`)
    return null
  }
  return { text, fd: -1, bytes, object: o }
}

/** Functions here work without directory descriptors. */
export function noDirFd(fname: string, dirFd: Ptr): boolean {
  if (dirFd === 0 || dirFd === Py_None) return true
  raise(PyExc_NotImplementedError, `${fname}: dir_fd unavailable on this platform`)
  return false
}

const encoder = new TextEncoder()
/** A name as the kind of string that the argument was. */
export const nameLike = (p: PathArg, name: string): Ptr => (p.bytes ? newBytes(encoder.encode(name)) : newStr(name))

/** Raises OSError for a negative result of the file system; 0. */
export const failed = (r: number, p: PathArg | null = null): 0 =>
  raiseOSError(-r, strerror(-r), p === null ? 0 : p.object)
