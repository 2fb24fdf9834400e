/** BaseExceptionGroup and ExceptionGroup: nesting, split, subgroup, derive; what except* does with them. */

import { i32, type Ptr } from '../../memory/heap'
import { staticAlloc } from '../../memory/static-data'
import { PyObject_IsInstance, PyObject_IsSubclass } from '../abstract/instance-check'
import { _PyObject_LookupAttr, PyObject_GetAttr, PyObject_IsTrue, PyObject_SetAttr } from '../abstract/object-protocol'
import { Py_GenericAlias, PySequence_Check } from '../abstract/sequence-protocol'
import { callN, PyObject_CallOneArg } from '../call'
import { PyDict_New, PyDict_SetItem } from '../container/dict-core'
import { PyList_Append, PyList_GET_ITEM, PyList_GET_SIZE, PyList_New } from '../container/list-core'
import { PySequence_List } from '../container/list-extend'
import { PyTuple_CheckExact, PyTuple_Pack } from '../container/tuple-core'
import { PySequence_Tuple } from '../container/tuple-from'
import { CLASS, O, VARARGS } from '../define'
import { raise, raiseInt, typeError, typeName, typeNameOf } from '../errors'
import { PyErr_Occurred } from '../errors-core'
import { addRoots } from '../extra-roots'
import type { initproc, newfunc } from '../fn-table'
import { Py_DECREF, Py_NewRef, Py_SIZE, Py_TYPE, typeFlagOf } from '../header'
import * as L from '../layout'
import { Py_EnterRecursiveCall, Py_LeaveRecursiveCall } from '../recursion'
import { _Py_ID, newStr } from '../text/str-core'
import { checkPositional } from '../type/arg-parse'
import { noKeywords } from '../type/call-objects'
import { PyObject_TypeCheck } from '../type/subtype'
import * as T from '../types'
import { Py_None } from '../types'
import { strJS } from './base-exception'
import { allocException, baseInit, defineException, excField, setExcField } from './define-exception'
import {
  PyErr_GivenExceptionMatches,
  PyException_GetCause,
  PyException_GetContext,
  PyException_GetTraceback,
  PyException_SetCause,
  PyException_SetContext,
  PyException_SetTraceback,
  PyExceptionClass_Check,
  PyExceptionInstance_Check,
} from './exception-core'

/** The class ExceptionGroup: a heap type made at boot, because it has two bases. */
const EXCEPTION_GROUP = staticAlloc(8, 8)
addRoots((visit) => visit(i32[EXCEPTION_GROUP >> 2]))
/** Borrowed; 0 before boot made it. */
export const PyExc_ExceptionGroup = (): Ptr => i32[EXCEPTION_GROUP >> 2]

const ID___module__ = _Py_ID('__module__')
const ID_builtins = _Py_ID('builtins')
const ID_ExceptionGroup = _Py_ID('ExceptionGroup')

/** Makes class ExceptionGroup(BaseExceptionGroup, Exception); called at boot; later calls do nothing. 0 or -1. */
export function createExceptionGroupClass(): number {
  if (i32[EXCEPTION_GROUP >> 2] !== 0) return 0
  const bases = PyTuple_Pack(T.PyExc_BaseExceptionGroup, T.PyExc_Exception)
  const dict = PyDict_New()
  PyDict_SetItem(dict, ID___module__, ID_builtins)
  const type = callN(T.PyType_Type, ID_ExceptionGroup, bases, dict)
  Py_DECREF(bases)
  Py_DECREF(dict)
  i32[EXCEPTION_GROUP >> 2] = type
  return type === 0 ? -1 : 0
}

const isGroup = (o: Ptr): boolean => PyObject_TypeCheck(o, T.PyExc_BaseExceptionGroup)
const msgOf = (o: Ptr): Ptr => excField(o, L.EG_MSG)
const excsOf = (o: Ptr): Ptr => excField(o, L.EG_EXCS)
const item = (tuple: Ptr, i: number): Ptr => i32[(tuple + L.TUPLE_ITEM + i * 8) >> 2]

/** 1 when some member is no Exception, 0 when all are, -1 + error for a member that is no exception. */
function hasBaseExceptions(excs: Ptr): number {
  let found = 0
  for (let i = 0; i < Py_SIZE(excs); i++) {
    const exc = item(excs, i)
    if (!PyExceptionInstance_Check(exc)) {
      return raiseInt(T.PyExc_ValueError, `Item ${i} of second argument (exceptions) is not an exception`)
    }
    const isException = PyObject_IsInstance(exc, T.PyExc_Exception)
    if (isException < 0) return -1
    if (isException === 0) found = 1
  }
  return found
}

/** The class to instantiate, 0 with an error set (the class may not hold BaseExceptions). */
function chooseClass(cls: Ptr, hasBase: number): Ptr {
  if (cls === T.PyExc_BaseExceptionGroup) return hasBase ? cls : PyExc_ExceptionGroup()
  if (!hasBase) return cls
  if (cls === PyExc_ExceptionGroup()) return typeError('Cannot nest BaseExceptions in an ExceptionGroup')
  const isException = PyObject_IsSubclass(cls, T.PyExc_Exception)
  if (isException < 0) return 0
  return isException ? typeError(`Cannot nest BaseExceptions in '${typeName(cls)}'`) : cls
}

const groupNew: newfunc = (givenClass, args) => {
  const n = Py_SIZE(args)
  if (n !== 2) return typeError(`BaseExceptionGroup.__new__() takes exactly 2 arguments (${n} given)`)
  const message = item(args, 0)
  if (!typeFlagOf(message, L.TPFLAGS_UNICODE_SUBCLASS)) {
    return typeError(`BaseExceptionGroup.__new__() argument 1 must be str, not ${typeNameOf(message)}`)
  }
  if (!PySequence_Check(item(args, 1))) {
    return typeError('second argument (exceptions) must be a sequence')
  }
  const excs = PySequence_Tuple(item(args, 1))
  if (excs === 0) return 0
  let self = 0
  if (Py_SIZE(excs) === 0) {
    raise(T.PyExc_ValueError, 'second argument (exceptions) must be a non-empty sequence')
  } else {
    const hasBase = hasBaseExceptions(excs)
    const cls = hasBase < 0 ? 0 : chooseClass(givenClass, hasBase)
    if (cls !== 0) self = allocException(cls, args)
  }
  if (self !== 0) {
    setExcField(self, L.EG_MSG, message)
    setExcField(self, L.EG_EXCS, excs)
  }
  Py_DECREF(excs)
  return self
}

const groupInit: initproc = (self, args, kwds) => {
  if (!noKeywords(typeName(Py_TYPE(self)), kwds)) return -1
  return baseInit(self, args, 0)
}

function groupStr(o: Ptr): Ptr {
  const text = strJS(msgOf(o))
  if (text === null) return 0
  const n = Py_SIZE(excsOf(o))
  return newStr(`${text} (${n} sub-exception${n > 1 ? 's' : ''})`)
}

/** BaseExceptionGroup(msg, excs). */
function newGroup(message: Ptr, excs: Ptr): Ptr {
  const args = PyTuple_Pack(message, excs)
  if (args === 0) return 0
  const group = groupNew(T.PyExc_BaseExceptionGroup, args, 0)
  Py_DECREF(args)
  return group
}

const ID_derive = _Py_ID('derive')
const ID___notes__ = _Py_ID('__notes__')

/** Copies __notes__ as a new list; 0 or -1. Values that are no sequence are ignored. */
function copyNotes(from: Ptr, to: Ptr): number {
  const notes = _PyObject_LookupAttr(from, ID___notes__)
  if (notes === 0) return PyErr_Occurred() ? -1 : 0
  let r = 0
  if (PySequence_Check(notes)) {
    const copy = PySequence_List(notes)
    r = copy === 0 ? -1 : PyObject_SetAttr(to, ID___notes__, copy)
    if (copy !== 0) Py_DECREF(copy)
  }
  Py_DECREF(notes)
  return r
}

/** A group like orig with these members (a list, borrowed); 0 without error when it is empty. */
function subset(orig: Ptr, list: Ptr): Ptr {
  if (PyList_GET_SIZE(list) === 0) return 0
  const derive = PyObject_GetAttr(orig, ID_derive)
  if (derive === 0) return 0
  const group = PyObject_CallOneArg(derive, list)
  Py_DECREF(derive)
  if (group === 0) return 0
  if (!isGroup(group)) {
    Py_DECREF(group)
    return typeError('derive must return an instance of BaseExceptionGroup')
  }
  const tb = PyException_GetTraceback(orig)
  if (tb !== 0) {
    PyException_SetTraceback(group, tb)
    Py_DECREF(tb)
  }
  PyException_SetContext(group, PyException_GetContext(orig))
  PyException_SetCause(group, PyException_GetCause(orig))
  if (copyNotes(orig, group) < 0) {
    Py_DECREF(group)
    return 0
  }
  return group
}

/** Decides about one exception: 1, 0, or -1 with an error set. */
type Matcher = (exc: Ptr) => number

/** A matcher for the argument of split and subgroup; null with TypeError set. */
function matcherOf(value: Ptr): Matcher | null {
  let byType = PyExceptionClass_Check(value)
  if (!byType && PyTuple_CheckExact(value)) {
    byType = true
    for (let i = 0; i < Py_SIZE(value); i++) if (!PyExceptionClass_Check(item(value, i))) byType = false
  }
  if (byType) return (exc) => (PyErr_GivenExceptionMatches(exc, value) ? 1 : 0)
  if (Py_TYPE(value) === T.PyFunction_Type) {
    return (exc) => {
      const r = PyObject_CallOneArg(value, exc)
      if (r === 0) return -1
      const truth = PyObject_IsTrue(r)
      Py_DECREF(r)
      return truth
    }
  }
  typeError('expected a function, exception type or tuple of exception types')
  return null
}

export interface Split {
  /** Owned, 0 when empty. */
  match: Ptr
  rest: Ptr
}

function drop(...objects: Ptr[]): null {
  for (const o of objects) if (o !== 0) Py_DECREF(o)
  return null
}

/** Splits an exception (group) by a matcher; null with an error set. The rest is built only when asked for. */
function splitRecursive(exc: Ptr, matches: Matcher, withRest: boolean): Split | null {
  const whole = matches(exc)
  if (whole < 0) return null
  if (whole) return { match: Py_NewRef(exc), rest: 0 }
  if (!isGroup(exc)) return { match: 0, rest: withRest ? Py_NewRef(exc) : 0 }
  const matchList = PyList_New(0)
  const restList = withRest ? PyList_New(0) : 0
  const excs = excsOf(exc)
  for (let i = 0; i < Py_SIZE(excs); i++) {
    if (!Py_EnterRecursiveCall(' in exceptiongroup_split_recursive')) return drop(matchList, restList)
    const part = splitRecursive(item(excs, i), matches, withRest)
    Py_LeaveRecursiveCall()
    if (part === null) return drop(matchList, restList)
    if (part.match !== 0) PyList_Append(matchList, part.match)
    if (part.rest !== 0) PyList_Append(restList, part.rest)
    drop(part.match, part.rest)
  }
  const match = subset(exc, matchList)
  const failed = match === 0 && PyErr_Occurred() !== 0
  const rest = withRest && !failed ? subset(exc, restList) : 0
  drop(matchList, restList)
  if (failed || (rest === 0 && PyErr_Occurred())) return drop(match, rest)
  return { match, rest }
}

/** Splits a group as except* does; null with an error set. */
export function exceptionGroupSplit(group: Ptr, matcherValue: Ptr): Split | null {
  const matcher = matcherOf(matcherValue)
  return matcher === null ? null : splitRecursive(group, matcher, true)
}

function split(self: Ptr, value: Ptr): Ptr {
  const s = exceptionGroupSplit(self, value)
  if (s === null) return 0
  const t = PyTuple_Pack(s.match || Py_None, s.rest || Py_None)
  drop(s.match, s.rest)
  return t
}

function subgroup(self: Ptr, value: Ptr): Ptr {
  const matcher = matcherOf(value)
  const s = matcher === null ? null : splitRecursive(self, matcher, false)
  if (s === null) return 0
  return s.match || Py_NewRef(Py_None)
}

// --- except*: what is raised again at the end (PREP_RERAISE_STAR) ---

function leaves(exc: Ptr, into: Set<Ptr>): void {
  if (!isGroup(exc)) {
    into.add(exc)
    return
  }
  const excs = excsOf(exc)
  for (let i = 0; i < Py_SIZE(excs); i++) leaves(item(excs, i), into)
}

const METADATA = [L.EXC_NOTES, L.EXC_TRACEBACK, L.EXC_CAUSE, L.EXC_CONTEXT]
const sameMetadata = (a: Ptr, b: Ptr): boolean => METADATA.every((f) => excField(a, f) === excField(b, f))

/** Part of orig that consists of the leaves of the kept exceptions, in orig's nesting; 0 without error when empty. */
function projection(orig: Ptr, keep: Ptr[]): Ptr {
  const ids = new Set<Ptr>()
  for (const e of keep) leaves(e, ids)
  const s = splitRecursive(orig, (exc) => (!isGroup(exc) && ids.has(exc) ? 1 : 0), false)
  return s === null ? 0 : s.match
}

/**
 * The exception (or None) that a try with except* clauses raises in the end: what the clauses raised anew, and the parts
 * of orig that were not handled or raised again. excs is the list of both (_PyExc_PrepReraiseStar). New reference.
 */
export function _PyExc_PrepReraiseStar(orig: Ptr, excs: Ptr): Ptr {
  const n = PyList_GET_SIZE(excs)
  if (n === 0) return Py_NewRef(Py_None)
  if (!isGroup(orig)) return Py_NewRef(PyList_GET_ITEM(excs, 0))
  const raised: Ptr[] = []
  const reraised: Ptr[] = []
  for (let i = 0; i < n; i++) {
    const e = PyList_GET_ITEM(excs, i)
    if (e !== Py_None) (sameMetadata(e, orig) ? reraised : raised).push(e)
  }
  const again = projection(orig, reraised)
  if (again === 0 && PyErr_Occurred()) return 0
  if (raised.length === 0) return again || Py_NewRef(Py_None)
  if (raised.length === 1 && again === 0) return Py_NewRef(raised[0])
  const list = PyList_New(0)
  for (const e of raised) PyList_Append(list, e)
  if (again !== 0) PyList_Append(list, again)
  drop(again)
  const group = newGroup(T.EMPTY_STR, list)
  Py_DECREF(list)
  return group
}

/** ExceptionGroup('', [exc]) for a lone exception that an except* clause caught. New reference. */
export function wrapInGroup(exc: Ptr): Ptr {
  const excs = PyTuple_Pack(exc)
  const group = newGroup(T.EMPTY_STR, excs)
  Py_DECREF(excs)
  return group
}

defineException(
  T.PyExc_BaseExceptionGroup,
  'BaseExceptionGroup',
  T.PyExc_BaseException,
  'A combination of multiple unrelated exceptions.',
  {
    basicsize: L.SIZEOF_EXCEPTION_GROUP,
    fields: [L.EG_MSG, L.EG_EXCS],
    new: groupNew,
    init: groupInit,
    str: groupStr,
    methods: {
      __class_getitem__: CLASS(O(Py_GenericAlias, 'See PEP 585')),
      derive: VARARGS((self, args) =>
        Py_SIZE(args) === 1
          ? newGroup(msgOf(self), item(args, 0))
          : typeError(`function takes exactly 1 argument (${Py_SIZE(args)} given)`),
      ),
      split: VARARGS((self, args) => (checkPositional('split', Py_SIZE(args), 1, 1) ? split(self, item(args, 0)) : 0)),
      subgroup: VARARGS((self, args) =>
        checkPositional('subgroup', Py_SIZE(args), 1, 1) ? subgroup(self, item(args, 0)) : 0,
      ),
    },
    members: [
      { name: 'message', offset: L.EG_MSG, kind: 'object', readonly: true, doc: 'exception message' },
      { name: 'exceptions', offset: L.EG_EXCS, kind: 'object', readonly: true, doc: 'nested exceptions' },
    ],
  },
)
