/** From the compiler's error to the Python exception with its attributes. */
import type { CompileError } from '../compile/errors'
import type { Ptr } from '../memory/heap'
import { PyTuple_Pack } from '../object/container/tuple-core'
import { PyErr_SetObject, raise } from '../object/errors'
import { Py_DECREF, Py_NewRef } from '../object/header'
import { PyLong_FromLong } from '../object/number/int-core'
import { newStr } from '../object/text/str-core'
import {
  Py_None,
  PyExc_IndentationError,
  PyExc_MemoryError,
  PyExc_RecursionError,
  PyExc_SyntaxError,
  PyExc_TabError,
  PyExc_ValueError,
} from '../object/types'

const TYPES: Record<string, Ptr> = {
  SyntaxError: PyExc_SyntaxError,
  IndentationError: PyExc_IndentationError,
  TabError: PyExc_TabError,
}
const PLAIN: Record<string, Ptr> = {
  RecursionError: PyExc_RecursionError,
  MemoryError: PyExc_MemoryError,
  ValueError: PyExc_ValueError,
}

/** Sets the error; returns 0. */
export function raiseSyntaxError(e: CompileError): 0 {
  const plain = PLAIN[e.kind]
  if (plain !== undefined) return raise(plain, e.msg)
  const number = (v: number | null): Ptr => (v === null ? Py_NewRef(Py_None) : PyLong_FromLong(v))
  const items = [
    newStr(e.filename),
    number(e.lineno),
    number(e.offset),
    e.text === null || e.text === undefined ? Py_NewRef(Py_None) : newStr(e.text),
    number(e.end_lineno),
    number(e.end_offset),
  ]
  const where = PyTuple_Pack(...items)
  for (const o of items) Py_DECREF(o)
  const msg = newStr(e.msg)
  const args = PyTuple_Pack(msg, where)
  Py_DECREF(msg)
  Py_DECREF(where)
  PyErr_SetObject(TYPES[e.kind] ?? PyExc_SyntaxError, args)
  Py_DECREF(args)
  return 0
}
