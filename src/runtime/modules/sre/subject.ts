/** What a pattern is applied to: str or anything with a buffer. */

import { objDataFree, objDataMalloc } from '../../memory/domains'
import { i32, type Ptr } from '../../memory/heap'
import {
  PyBUF_SIMPLE,
  PyBuffer_Release,
  PyObject_CheckBuffer,
  PyObject_GetBuffer,
} from '../../object/abstract/buffer-protocol'
import { typeError, typeNameOf } from '../../object/errors'
import { PyErr_NoMemory } from '../../object/errors-core'
import { Py_NewRef, Py_SIZE } from '../../object/header'
import { BUF_BUF, BUF_LEN, SIZEOF_BUFFER } from '../../object/layout'
import {
  PyBytes_AS_STRING,
  PyBytes_Check,
  PyBytes_CheckExact,
  PyBytes_FromStringAndSize,
} from '../../object/text/bytes-core'
import { PyUnicode_Check, PyUnicode_CheckExact, PyUnicode_Substring } from '../../object/text/str-build'
import { PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND } from '../../object/text/str-core'
import { patternGroups, patternIsBytes } from './pattern-layout'
import { SreState } from './state'

export interface Subject {
  object: Ptr
  isBytes: boolean
  kind: number
  data: Ptr
  length: number
  /** Py_buffer that must be released, 0 when none. */
  view: Ptr
}

/** null with TypeError set when the object has no characters. */
export function openSubject(o: Ptr): Subject | null {
  if (PyUnicode_Check(o)) {
    const length = PyUnicode_GET_LENGTH(o)
    return { object: o, isBytes: false, kind: PyUnicode_KIND(o), data: PyUnicode_DATA(o), length, view: 0 }
  }
  if (PyBytes_Check(o)) {
    return { object: o, isBytes: true, kind: 1, data: PyBytes_AS_STRING(o), length: Py_SIZE(o), view: 0 }
  }
  if (!PyObject_CheckBuffer(o)) {
    typeError(`expected string or bytes-like object, got '${typeNameOf(o)}'`)
    return null
  }
  const view = objDataMalloc(SIZEOF_BUFFER)
  if (view === 0) {
    PyErr_NoMemory()
    return null
  }
  if (PyObject_GetBuffer(o, view, PyBUF_SIMPLE) < 0) {
    objDataFree(view)
    return null
  }
  return {
    object: o,
    isBytes: true,
    kind: 1,
    data: i32[(view + BUF_BUF) >> 2],
    length: i32[(view + BUF_LEN) >> 2],
    view,
  }
}

export function closeSubject(s: Subject): void {
  if (s.view === 0) return
  PyBuffer_Release(s.view)
  objDataFree(s.view)
  s.view = 0
}

/** A run of a pattern over a subject between two raw positions; null + TypeError for a bytes/str mismatch (state_init). */
export interface Run {
  subject: Subject
  state: SreState
  /** The positions fitted into the subject. */
  pos: number
  endpos: number
}

export function openRun(pattern: Ptr, o: Ptr, start: number, end: number): Run | null {
  const subject = openSubject(o)
  if (subject === null) return null
  const bytes = patternIsBytes(pattern)
  if (bytes >= 0 && (bytes === 1) !== subject.isBytes) {
    closeSubject(subject)
    typeError(
      subject.isBytes
        ? 'cannot use a string pattern on a bytes-like object'
        : 'cannot use a bytes pattern on a string-like object',
    )
    return null
  }
  const clamp = (i: number): number => Math.min(Math.max(i, 0), subject.length)
  const pos = clamp(start)
  const endpos = clamp(end)
  const state = new SreState(subject.kind, subject.data, pos, endpos, patternGroups(pattern))
  state.ptr = pos
  return { subject, state, pos, endpos }
}

/** subject[i:j] as str or bytes (getslice). */
export function slice(s: Subject, i: number, j: number): Ptr {
  if (!s.isBytes) {
    if (i === 0 && j === s.length && PyUnicode_CheckExact(s.object)) return Py_NewRef(s.object)
    return PyUnicode_Substring(s.object, i, j)
  }
  if (i === 0 && j === s.length && PyBytes_CheckExact(s.object)) return Py_NewRef(s.object)
  return PyBytes_FromStringAndSize(s.data + i, j - i)
}
