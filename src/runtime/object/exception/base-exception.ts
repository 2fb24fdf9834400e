/** BaseException: text, attributes and methods (CPython Objects/exceptions.c). */
import { i32, type Ptr } from '../../memory/heap'
import { _PyObject_LookupAttr, PyObject_SetAttr, PyObject_Str, reprJS } from '../abstract/object-protocol'
import { PyObject_GC_Del, PyType_GenericAlloc } from '../alloc'
import { PyList_Append, PyList_Check, PyList_New } from '../container/list-core'
import { PyTuple_Pack } from '../container/tuple-core'
import { PySequence_Tuple } from '../container/tuple-from'
import { defineType, NOARGS, O } from '../define'
import { raiseInt, typeError, typeNameOf } from '../errors'
import { PyErr_Occurred } from '../errors-core'
import { Py_DECREF, Py_INCREF, Py_NewRef, Py_SIZE, Py_TYPE, typeFlagOf } from '../header'
import * as L from '../layout'
import { _Py_ID, newStr, strToJS } from '../text/str-core'
import { dictEach } from '../type/dict-each'
import {
  PyObject_GenericGetAttr,
  PyObject_GenericGetDict,
  PyObject_GenericSetAttr,
  PyObject_GenericSetDict,
} from '../type/generic-attr'
import { shortName } from '../type/type-names'
import { EMPTY_STR, Py_None, PyBaseObject_Type, PyExc_BaseException, PyExc_TypeError } from '../types'
import {
  baseDealloc,
  baseInit,
  baseNew,
  clearBaseFields,
  excField,
  setExcField,
  traverseFields,
} from './define-exception'
import {
  PyException_SetCause,
  PyException_SetContext,
  PyException_SetTraceback,
  PyExceptionInstance_Check,
} from './exception-core'

const args = (o: Ptr): Ptr => excField(o, L.EXC_ARGS)
const argument = (o: Ptr, i: number): Ptr => i32[(args(o) + L.TUPLE_ITEM + i * 8) >> 2]

/** str(): nothing, the only argument, or the tuple (BaseException_str). */
export function baseStr(o: Ptr): Ptr {
  const n = Py_SIZE(args(o))
  if (n === 0) return Py_NewRef(EMPTY_STR)
  return PyObject_Str(n === 1 ? argument(o, 0) : args(o))
}

function baseRepr(o: Ptr): Ptr {
  const name = shortName(Py_TYPE(o))
  const inner = reprJS(Py_SIZE(args(o)) === 1 ? argument(o, 0) : args(o))
  if (inner === null) return 0
  return newStr(Py_SIZE(args(o)) === 1 ? `${name}(${inner})` : name + inner)
}

/** The text of str(o) for messages; null with an error set. */
export function strJS(o: Ptr): string | null {
  const s = PyObject_Str(o)
  if (s === 0) return null
  const text = strToJS(s)
  Py_DECREF(s)
  return text
}

/** (type, args) or (type, args, dict). */
export function reduceWith(o: Ptr, tuple: Ptr, dict: Ptr): Ptr {
  return dict !== 0 ? PyTuple_Pack(Py_TYPE(o), tuple, dict) : PyTuple_Pack(Py_TYPE(o), tuple)
}

const reduce = (o: Ptr): Ptr => reduceWith(o, args(o), excField(o, L.EXC_DICT))

function setstate(o: Ptr, state: Ptr): Ptr {
  if (state !== Py_None) {
    if (!typeFlagOf(state, L.TPFLAGS_DICT_SUBCLASS)) return typeError('state is not a dictionary')
    if (!dictEach(state, (key, value) => PyObject_SetAttr(o, key, value) >= 0)) return 0
  }
  return Py_NewRef(Py_None)
}

function withTraceback(o: Ptr, tb: Ptr): Ptr {
  return PyException_SetTraceback(o, tb) < 0 ? 0 : Py_NewRef(o)
}

const ID___notes__ = _Py_ID('__notes__')

function addNote(o: Ptr, note: Ptr): Ptr {
  if (!typeFlagOf(note, L.TPFLAGS_UNICODE_SUBCLASS)) {
    return typeError(`note must be a str, not '${typeNameOf(note)}'`)
  }
  let notes = _PyObject_LookupAttr(o, ID___notes__)
  if (notes === 0) {
    if (PyErr_Occurred()) return 0
    notes = PyList_New(0)
    if (notes === 0) return 0
    if (PyObject_SetAttr(o, ID___notes__, notes) < 0) {
      Py_DECREF(notes)
      return 0
    }
  } else if (!PyList_Check(notes)) {
    Py_DECREF(notes)
    return typeError('Cannot add note: __notes__ is not a list')
  }
  const r = PyList_Append(notes, note)
  Py_DECREF(notes)
  return r < 0 ? 0 : Py_NewRef(Py_None)
}

/** A getter that reads None for NULL. */
const getter = (offset: number) => (o: Ptr) => Py_NewRef(excField(o, offset) || Py_None)

function setArgs(o: Ptr, value: Ptr): number {
  if (value === 0) return raiseInt(PyExc_TypeError, 'args may not be deleted')
  const tuple = PySequence_Tuple(value)
  if (tuple === 0) return -1
  setExcField(o, L.EXC_ARGS, tuple)
  Py_DECREF(tuple)
  return 0
}

/** Setter of __context__ or __cause__. */
const chainSetter =
  (name: string, what: string, store: (o: Ptr, value: Ptr) => void) =>
  (o: Ptr, value: Ptr): number => {
    if (value === 0) return raiseInt(PyExc_TypeError, `${name} may not be deleted`)
    if (value !== Py_None && !PyExceptionInstance_Check(value)) {
      return raiseInt(PyExc_TypeError, `exception ${what} must be None or derive from BaseException`)
    }
    if (value === Py_None) store(o, 0)
    else {
      Py_INCREF(value)
      store(o, value)
    }
    return 0
  }

defineType(PyExc_BaseException, {
  name: 'BaseException',
  base: PyBaseObject_Type,
  basicsize: L.SIZEOF_BASE_EXCEPTION,
  flags: L.TPFLAGS_DEFAULT | L.TPFLAGS_BASETYPE | L.TPFLAGS_HAVE_GC | L.TPFLAGS_BASE_EXC_SUBCLASS,
  dictoffset: L.EXC_DICT,
  doc: 'Common base class for all exceptions',
  dealloc: baseDealloc,
  repr: baseRepr,
  str: baseStr,
  getattro: PyObject_GenericGetAttr,
  setattro: PyObject_GenericSetAttr,
  traverse: traverseFields([]),
  clear: clearBaseFields,
  init: baseInit,
  alloc: PyType_GenericAlloc,
  new: baseNew,
  free: PyObject_GC_Del,
  methods: {
    __reduce__: NOARGS(reduce),
    __setstate__: O(setstate),
    with_traceback: O(
      withTraceback,
      'Exception.with_traceback(tb) --\n    set self.__traceback__ to tb and return self.',
    ),
    add_note: O(addNote, 'Exception.add_note(note) --\n    add a note to the exception'),
  },
  members: [{ name: '__suppress_context__', offset: L.EXC_SUPPRESS_CONTEXT, kind: 'bool', readonly: false }],
  getset: {
    __dict__: { get: PyObject_GenericGetDict, set: PyObject_GenericSetDict },
    args: { get: getter(L.EXC_ARGS), set: setArgs },
    __traceback__: { get: getter(L.EXC_TRACEBACK), set: PyException_SetTraceback },
    __context__: {
      get: getter(L.EXC_CONTEXT),
      set: chainSetter('__context__', 'context', PyException_SetContext),
    },
    __cause__: { get: getter(L.EXC_CAUSE), set: chainSetter('__cause__', 'cause', PyException_SetCause) },
  },
})
