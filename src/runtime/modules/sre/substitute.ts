/** findall, split, sub: whole-subject operations of patterns (CPython Modules/_sre/sre.c). */
import type { Ptr } from '../../memory/heap'
import { PyCallable_Check, PyObject_CallOneArg } from '../../object/call'
import { PyList_Append, PyList_GET_SIZE, PyList_New } from '../../object/container/list-core'
import { PyTuple_New, PyTuple_Pack2, PyTuple_SET_ITEM } from '../../object/container/tuple-core'
import { PyErr_Clear } from '../../object/errors-core'
import { Py_DECREF, Py_NewRef, Py_XDECREF } from '../../object/header'
import { PyLong_FromSsize_t } from '../../object/number/int-core'
import { MAX_INDEX } from '../../object/text/arg-convert'
import { _PyBytes_Resize, PyBytes_FromSize, PyBytes_FromStringAndSize } from '../../object/text/bytes-core'
import { bytesJoin } from '../../object/text/bytes-methods'
import { findChar } from '../../object/text/find'
import { PyUnicode_Join } from '../../object/text/str-search'
import { EMPTY_BYTES, EMPTY_STR, Py_None } from '../../object/types'
import { callRe, newMatch } from './match'
import { patternCode, patternGroups } from './pattern-layout'
import { search } from './search'
import { closeSubject, openRun, openSubject, type Run, slice } from './subject'

/** Appends and drops the item; false + error (also for item 0). */
function append(list: Ptr, item: Ptr): boolean {
  if (item === 0) return false
  const r = PyList_Append(list, item)
  Py_DECREF(item)
  return r === 0
}

/** Text of group i >= 1 of the match just found; without one the empty string or None. */
function groupSlice(run: Run, i: number, empty: boolean): Ptr {
  const { mark, lastmark } = run.state
  const j = (i - 1) * 2
  if (j >= lastmark || mark[j] < 0 || mark[j + 1] < 0) return empty ? slice(run.subject, 0, 0) : Py_NewRef(Py_None)
  return slice(run.subject, mark[j], mark[j + 1])
}

/** Searches on from where the last match ended; then goOn() must be called. */
function next(run: Run, code: number): number {
  run.state.reset()
  run.state.ptr = run.state.start
  return search(run.state, code)
}

/** The next search starts at the end of this match, and may not find an empty one there again. */
function goOn(run: Run): void {
  const s = run.state
  s.mustAdvance = s.ptr === s.start
  s.start = s.ptr
}

function found(run: Run, groups: number): Ptr {
  if (groups === 0) return slice(run.subject, run.state.start, run.state.ptr)
  if (groups === 1) return groupSlice(run, 1, true)
  const t = PyTuple_New(groups)
  if (t === 0) return 0
  for (let i = 0; i < groups; i++) {
    const g = groupSlice(run, i + 1, true)
    if (g === 0) {
      Py_DECREF(t)
      return 0
    }
    PyTuple_SET_ITEM(t, i, g)
  }
  return t
}

export function findall(pattern: Ptr, string: Ptr, pos: number, endpos: number): Ptr {
  const run = openRun(pattern, string, pos, endpos)
  if (run === null) return 0
  const list = PyList_New(0)
  const code = patternCode(pattern)
  const groups = patternGroups(pattern)
  let ok = list !== 0
  while (ok && run.state.start <= run.state.end) {
    const r = next(run, code)
    if (r === 0) break
    ok = r > 0 && append(list, found(run, groups))
    goOn(run)
  }
  closeSubject(run.subject)
  if (ok) return list
  Py_XDECREF(list)
  return 0
}

export function split(pattern: Ptr, string: Ptr, maxsplit: number): Ptr {
  const run = openRun(pattern, string, 0, MAX_INDEX)
  if (run === null) return 0
  const list = PyList_New(0)
  const code = patternCode(pattern)
  const groups = patternGroups(pattern)
  let ok = list !== 0
  let last = run.state.start
  for (let n = 0; ok && (maxsplit === 0 || n < maxsplit); n++) {
    const r = next(run, code)
    if (r === 0) break
    ok = r > 0 && append(list, slice(run.subject, last, run.state.start))
    for (let i = 1; ok && i <= groups; i++) ok = append(list, groupSlice(run, i, false))
    last = run.state.ptr
    goOn(run)
  }
  ok = ok && append(list, slice(run.subject, last, run.state.end))
  closeSubject(run.subject)
  if (ok) return list
  Py_XDECREF(list)
  return 0
}

/** The replacement: a callable, or text without escapes, or what re._subx makes of a template. New reference. */
function makeFilter(pattern: Ptr, template: Ptr): Ptr {
  if (PyCallable_Check(template)) return Py_NewRef(template)
  const t = openSubject(template)
  if (t === null) PyErr_Clear()
  else {
    const literal = findChar(t.kind, t.data, 0, t.length, 92) < 0
    closeSubject(t)
    if (literal) return Py_NewRef(template)
  }
  return callRe('_subx', pattern, template)
}

const byteKind = {
  name: 'bytes' as const,
  make: PyBytes_FromStringAndSize,
  room: PyBytes_FromSize,
  shrink: _PyBytes_Resize,
  shared: () => 0,
}

export function sub(pattern: Ptr, template: Ptr, string: Ptr, count: number, withNumber: boolean): Ptr {
  const filter = makeFilter(pattern, template)
  if (filter === 0) return 0
  const callable = PyCallable_Check(filter)
  const run = openRun(pattern, string, 0, MAX_INDEX)
  const list = run === null ? 0 : PyList_New(0)
  if (run === null || list === 0) {
    Py_DECREF(filter)
    return 0
  }
  const code = patternCode(pattern)
  let ok = true
  let n = 0
  let copied = 0
  while (ok && (count === 0 || n < count)) {
    const r = next(run, code)
    if (r === 0) break
    ok = r > 0
    if (!ok) break
    const { start, ptr } = run.state
    if (copied < start) ok = append(list, slice(run.subject, copied, start))
    if (ok) ok = appendReplacement(list, pattern, run, filter, callable)
    copied = ptr
    n++
    goOn(run)
  }
  if (ok && copied < run.endpos) ok = append(list, slice(run.subject, copied, run.endpos))
  const isBytes = run.subject.isBytes
  closeSubject(run.subject)
  Py_DECREF(filter)
  let r: Ptr = 0
  if (ok) {
    if (PyList_GET_SIZE(list) === 0) r = Py_NewRef(isBytes ? EMPTY_BYTES : EMPTY_STR)
    else r = isBytes ? bytesJoin(byteKind, EMPTY_BYTES, list) : PyUnicode_Join(EMPTY_STR, list)
  }
  Py_DECREF(list)
  if (r === 0 || !withNumber) return r
  const number = PyLong_FromSsize_t(n)
  const t = number === 0 ? 0 : PyTuple_Pack2(r, number)
  Py_DECREF(r)
  Py_XDECREF(number)
  return t
}

function appendReplacement(list: Ptr, pattern: Ptr, run: Run, filter: Ptr, callable: boolean): boolean {
  let item: Ptr
  if (callable) {
    const m = newMatch(pattern, run)
    if (m === 0) return false
    item = PyObject_CallOneArg(filter, m)
    Py_DECREF(m)
    if (item === 0) return false
  } else item = Py_NewRef(filter)
  if (item === Py_None) {
    Py_DECREF(item)
    return true
  }
  return append(list, item)
}
