/** re.Match objects (CPython Modules/_sre/sre.c). */

import { importModule } from '../../eval/import'
import { i32, type Ptr } from '../../memory/heap'
import { PyIndex_Check, PyNumber_AsSsize_t } from '../../object/abstract/number-protocol'
import { PyObject_GetAttr, PyObject_Repr } from '../../object/abstract/object-protocol'
import { PyObject_GC_Del, PyObject_GC_NewVar, PyObject_GC_Track, PyObject_GC_UnTrack } from '../../object/alloc'
import { callNSteal } from '../../object/call'
import { dictNext, entry, PyDict_GetItemWithError, PyDict_New, PyDict_SetItem } from '../../object/container/dict-core'
import { PyTuple_GET_ITEM, PyTuple_New, PyTuple_Pack2, PyTuple_SET_ITEM } from '../../object/container/tuple-core'
import { arg, CLASS, defineType, FAST, FASTKW, NOARGS, O, VARARGS } from '../../object/define'
import { raise } from '../../object/errors'
import { PyErr_Clear, PyErr_Occurred } from '../../object/errors-core'
import { Py_DECREF, Py_NewRef, Py_SIZE, Py_XDECREF } from '../../object/header'
import {
  TPFLAGS_DEFAULT,
  TPFLAGS_DISALLOW_INSTANTIATION,
  TPFLAGS_HAVE_GC,
  TPFLAGS_IMMUTABLETYPE,
} from '../../object/layout'
import { PyLong_AsSsize_t, PyLong_Check, PyLong_FromSsize_t } from '../../object/number/int-core'
import { newStr, strToJS } from '../../object/text/str-core'
import { bindArgs, checkPositional } from '../../object/type/arg-parse'
import { Py_GenericAlias } from '../../object/type/generic-alias-core'
import { Py_None, PyExc_IndexError } from '../../object/types'
import * as P from './pattern-layout'
import type { SreState } from './state'
import { closeSubject, openSubject, type Run, slice } from './subject'

const word = (o: Ptr, offset: number): number => i32[(o + offset) >> 2]
const groups = (m: Ptr): number => word(m, P.MATCH_GROUPS)
/** Position number i of the pairs of start and end; -1 when the group did not take part. */
const mark = (m: Ptr, i: number): number => word(m, P.MATCH_MARK + 8 * i)

/** A match object for a successful run (pattern_new_match). */
export function newMatch(pattern: Ptr, run: Run): Ptr {
  const s: SreState = run.state
  const n = P.patternGroups(pattern) + 1
  const m = PyObject_GC_NewVar(P.Match_Type, 2 * n)
  if (m === 0) return 0
  i32[(m + P.MATCH_STRING) >> 2] = Py_NewRef(run.subject.object)
  i32[(m + P.MATCH_REGS) >> 2] = 0
  i32[(m + P.MATCH_PATTERN) >> 2] = Py_NewRef(pattern)
  P.putWord(m + P.MATCH_POS, run.pos)
  P.putWord(m + P.MATCH_ENDPOS, run.endpos)
  P.putWord(m + P.MATCH_LASTINDEX, s.lastindex)
  P.putWord(m + P.MATCH_GROUPS, n)
  P.putWord(m + P.MATCH_MARK, s.start)
  P.putWord(m + P.MATCH_MARK + 8, s.ptr)
  for (let j = 0; j < 2 * (n - 1); j += 2) {
    const set = j + 1 <= s.lastmark && s.mark[j] >= 0 && s.mark[j + 1] >= 0
    P.putWord(m + P.MATCH_MARK + 8 * (j + 2), set ? s.mark[j] : -1)
    P.putWord(m + P.MATCH_MARK + 8 * (j + 3), set ? s.mark[j + 1] : -1)
  }
  PyObject_GC_Track(m)
  return m
}

/** Text of group i, or the default (borrowed) when it did not take part. */
function groupText(m: Ptr, i: number, fallback: Ptr): Ptr {
  const string = word(m, P.MATCH_STRING)
  if (string === Py_None || mark(m, 2 * i) < 0) return Py_NewRef(fallback)
  const subject = openSubject(string)
  if (subject === null) return 0
  const clamp = (p: number): number => Math.min(p, subject.length)
  const r = slice(subject, clamp(mark(m, 2 * i)), clamp(mark(m, 2 * i + 1)))
  closeSubject(subject)
  return r
}

/** Group number of an index or name; -1 with IndexError set. */
function groupIndex(m: Ptr, index: Ptr): number {
  let i = -1
  if (PyIndex_Check(index)) {
    i = PyNumber_AsSsize_t(index, 0)
    if (i === -1 && PyErr_Occurred()) PyErr_Clear()
  } else {
    const names = word(P.patternOf(m), P.PAT_GROUPINDEX)
    const found = names === 0 ? 0 : PyDict_GetItemWithError(names, index)
    if (found !== 0 && PyLong_Check(found)) i = PyLong_AsSsize_t(found)
    else if (found === 0 && PyErr_Occurred()) PyErr_Clear()
  }
  if (i >= 0 && i < groups(m)) return i
  raise(PyExc_IndexError, 'no such group')
  return -1
}

function groupByIndex(m: Ptr, index: Ptr): Ptr {
  const i = groupIndex(m, index)
  return i < 0 ? 0 : groupText(m, i, Py_None)
}

function group(m: Ptr, args: Ptr): Ptr {
  const n = Py_SIZE(args)
  if (n === 0) return groupText(m, 0, Py_None)
  if (n === 1) return groupByIndex(m, PyTuple_GET_ITEM(args, 0))
  const t = PyTuple_New(n)
  if (t === 0) return 0
  for (let i = 0; i < n; i++) {
    const g = groupByIndex(m, PyTuple_GET_ITEM(args, i))
    if (g === 0) {
      Py_DECREF(t)
      return 0
    }
    PyTuple_SET_ITEM(t, i, g)
  }
  return t
}

const defaultArg = (fname: string, args: Ptr, nargs: number, kwnames: Ptr): Ptr => {
  const a = bindArgs(fname, ['default'], {}, args, nargs, kwnames)
  return a === null ? 0 : a[0] || Py_None
}

function allGroups(m: Ptr, args: Ptr, nargs: number, kwnames: Ptr): Ptr {
  const fallback = defaultArg('groups', args, nargs, kwnames)
  if (fallback === 0) return 0
  const t = PyTuple_New(groups(m) - 1)
  if (t === 0) return 0
  for (let i = 1; i < groups(m); i++) {
    const g = groupText(m, i, fallback)
    if (g === 0) {
      Py_DECREF(t)
      return 0
    }
    PyTuple_SET_ITEM(t, i - 1, g)
  }
  return t
}

function groupdict(m: Ptr, args: Ptr, nargs: number, kwnames: Ptr): Ptr {
  const fallback = defaultArg('groupdict', args, nargs, kwnames)
  if (fallback === 0) return 0
  const d = PyDict_New()
  if (d === 0) return 0
  const names = word(P.patternOf(m), P.PAT_GROUPINDEX)
  for (let pos = names === 0 ? -1 : dictNext(names, 0); pos >= 0; pos = dictNext(names, pos)) {
    const { key } = entry
    const i = groupIndex(m, key)
    const value = i < 0 ? 0 : groupText(m, i, fallback)
    const failed = value === 0 || PyDict_SetItem(d, key, value) < 0
    if (value !== 0) Py_DECREF(value)
    if (failed) {
      Py_DECREF(d)
      return 0
    }
  }
  return d
}

function pair(i: number, j: number): Ptr {
  const a = PyLong_FromSsize_t(i)
  const b = PyLong_FromSsize_t(j)
  const t = a === 0 || b === 0 ? 0 : PyTuple_Pack2(a, b)
  Py_XDECREF(a)
  Py_XDECREF(b)
  return t
}

const positionMethod = (fname: string, f: (m: Ptr, i: number) => Ptr) =>
  FAST((m, args, nargs) => {
    if (!checkPositional(fname, nargs, 0, 1)) return 0
    const i = nargs === 0 ? 0 : groupIndex(m, arg(args, 0))
    return i < 0 ? 0 : f(m, i)
  })

function regs(m: Ptr): Ptr {
  if (word(m, P.MATCH_REGS) === 0) {
    const t = PyTuple_New(groups(m))
    if (t === 0) return 0
    for (let i = 0; i < groups(m); i++) PyTuple_SET_ITEM(t, i, pair(mark(m, 2 * i), mark(m, 2 * i + 1)))
    i32[(m + P.MATCH_REGS) >> 2] = t
  }
  return Py_NewRef(word(m, P.MATCH_REGS))
}

function lastgroup(m: Ptr): Ptr {
  const names = word(P.patternOf(m), P.PAT_INDEXGROUP)
  const i = word(m, P.MATCH_LASTINDEX)
  return Py_NewRef(names !== 0 && i >= 0 && i < Py_SIZE(names) ? PyTuple_GET_ITEM(names, i) : Py_None)
}

/** Calls a function of the Python module re with borrowed arguments. */
export function callRe(name: string, ...args: Ptr[]): Ptr {
  const module = importModule('re')
  if (module === 0) return 0
  const text = newStr(name)
  const f = text === 0 ? 0 : PyObject_GetAttr(module, text)
  Py_XDECREF(text)
  Py_DECREF(module)
  return f === 0 ? 0 : callNSteal(f, ...args)
}

function repr(m: Ptr): Ptr {
  const g = groupText(m, 0, Py_None)
  if (g === 0) return 0
  const r = PyObject_Repr(g)
  Py_DECREF(g)
  if (r === 0) return 0
  const text = `<re.Match object; span=(${mark(m, 0)}, ${mark(m, 1)}), match=${strToJS(r)}>`
  Py_DECREF(r)
  return newStr(text)
}

const references = [P.MATCH_STRING, P.MATCH_REGS, P.MATCH_PATTERN]

defineType(P.Match_Type, {
  name: 're.Match',
  heap: true,
  basicsize: P.SIZEOF_MATCH,
  itemsize: 8,
  flags: TPFLAGS_DEFAULT | TPFLAGS_HAVE_GC | TPFLAGS_IMMUTABLETYPE | TPFLAGS_DISALLOW_INSTANTIATION,
  doc: 'The result of re.match() and re.search().\nMatch objects always have a boolean value of True.',
  dealloc: (m) => {
    PyObject_GC_UnTrack(m)
    for (const offset of references) Py_XDECREF(word(m, offset))
    PyObject_GC_Del(m)
  },
  traverse: (m, visit) => {
    for (const offset of references) {
      const o = word(m, offset)
      const r = o === 0 ? 0 : visit(o)
      if (r !== 0) return r
    }
    return 0
  },
  repr,
  mapping: { subscript: groupByIndex },
  methods: {
    group: VARARGS(group),
    start: positionMethod('start', (m, i) => PyLong_FromSsize_t(mark(m, 2 * i))),
    end: positionMethod('end', (m, i) => PyLong_FromSsize_t(mark(m, 2 * i + 1))),
    span: positionMethod('span', (m, i) => pair(mark(m, 2 * i), mark(m, 2 * i + 1))),
    groups: FASTKW(allGroups),
    groupdict: FASTKW(groupdict),
    expand: O((m, template) => callRe('_expand', P.patternOf(m), m, template)),
    __copy__: NOARGS((m) => Py_NewRef(m)),
    __deepcopy__: O((m) => Py_NewRef(m)),
    __class_getitem__: CLASS(O(Py_GenericAlias)),
  },
  getset: {
    lastindex: {
      get: (m) =>
        word(m, P.MATCH_LASTINDEX) >= 0 ? PyLong_FromSsize_t(word(m, P.MATCH_LASTINDEX)) : Py_NewRef(Py_None),
    },
    lastgroup: { get: lastgroup },
    regs: { get: regs },
  },
  members: [
    { name: 'string', offset: P.MATCH_STRING, kind: 'object', readonly: true },
    { name: 're', offset: P.MATCH_PATTERN, kind: 'object', readonly: true },
    { name: 'pos', offset: P.MATCH_POS, kind: 'ssize', readonly: true },
    { name: 'endpos', offset: P.MATCH_ENDPOS, kind: 'ssize', readonly: true },
  ],
})
