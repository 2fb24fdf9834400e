/** Writing to and reading from Python file objects (Objects/fileobject.c). */
import { i32, type Ptr } from '../memory/heap'
import { PyObject_GetAttr, PyObject_Repr, PyObject_Str } from '../object/abstract/object-protocol'
import { callNSteal, PyObject_CallOneArg } from '../object/call'
import { dictGetItemStr } from '../object/container/dict-core'
import { Py_DECREF } from '../object/header'
import { INTERP_SYSDICT } from '../object/interp'
import { _Py_ID, newStr } from '../object/text/str-core'

const ID = { write: _Py_ID('write'), flush: _Py_ID('flush') }

/** file.write(str(o)), or of repr(o); 0 or -1 (PyFile_WriteObject). */
export function PyFile_WriteObject(o: Ptr, file: Ptr, raw: boolean): number {
  const write = PyObject_GetAttr(file, ID.write)
  if (write === 0) return -1
  const text = raw ? PyObject_Str(o) : PyObject_Repr(o)
  const r = text === 0 ? 0 : PyObject_CallOneArg(write, text)
  if (text !== 0) Py_DECREF(text)
  Py_DECREF(write)
  if (r === 0) return -1
  Py_DECREF(r)
  return 0
}

export function PyFile_WriteString(text: string, file: Ptr): number {
  const s = newStr(text)
  if (s === 0) return -1
  const r = PyFile_WriteObject(s, file, true)
  Py_DECREF(s)
  return r
}

/** file.flush(); 0 or -1. */
export function flushFile(file: Ptr): number {
  const flush = PyObject_GetAttr(file, ID.flush)
  const r = flush === 0 ? 0 : callNSteal(flush)
  if (r === 0) return -1
  Py_DECREF(r)
  return 0
}

/** Borrowed attribute of the sys module, 0 when it is gone. The name comes from _Py_ID. */
export function sysAttribute(name: Ptr): Ptr {
  const dict = i32[INTERP_SYSDICT >> 2]
  return dict === 0 ? 0 : dictGetItemStr(dict, name)
}
