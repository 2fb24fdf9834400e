/** functools.partial (CPython Modules/_functoolsmodule.c). */
import { memFree, memMalloc } from '../../memory/domains'
import { i32, type Ptr } from '../../memory/heap'
import { PyObject_Str, reprJS } from '../../object/abstract/object-protocol'
import { Py_GenericAlias, PySequence_Concat } from '../../object/abstract/sequence-protocol'
import { PyObject_GC_UnTrack } from '../../object/alloc'
import { PyCallable_Check, PyObject_Vectorcall, PyVectorcall_NARGS, vectorcallEntry } from '../../object/call'
import {
  dictNext,
  entry,
  PyDict_Check,
  PyDict_Copy,
  PyDict_GET_SIZE,
  PyDict_Merge,
  PyDict_New,
} from '../../object/container/dict-core'
import { freeByType, newNone, setSsize, traverseFields, typeAlloc } from '../../object/container/helpers'
import { Py_ReprEnter, Py_ReprLeave } from '../../object/container/repr-guard'
import {
  PyTuple_Check,
  PyTuple_CheckExact,
  PyTuple_GET_ITEM,
  PyTuple_GetSlice,
  PyTuple_ITEMS,
  PyTuple_New,
  PyTuple_Pack,
  PyTuple_Pack1,
  PyTuple_SET_ITEM,
} from '../../object/container/tuple-core'
import { PySequence_Tuple } from '../../object/container/tuple-from'
import { arg, CLASS, defineType, NOARGS, O } from '../../object/define'
import { typeError, typeNameOf } from '../../object/errors'
import { PyErr_NoMemory } from '../../object/errors-core'
import {
  type destructor,
  fnPtr,
  type newfunc,
  type ternaryfunc,
  type unaryfunc,
  type vectorcallfunc,
} from '../../object/fn-table'
import { Py_DECREF, Py_NewRef, Py_SIZE, Py_TYPE, Py_XDECREF } from '../../object/header'
import { cStackPop, cStackPush } from '../../object/interp'
import {
  TP_CALL,
  TPFLAGS_BASETYPE,
  TPFLAGS_DEFAULT,
  TPFLAGS_HAVE_GC,
  TPFLAGS_HAVE_VECTORCALL,
  TPFLAGS_IMMUTABLETYPE,
} from '../../object/layout'
import { newStr, strToJS } from '../../object/text/str-core'
import { _PyObject_MakeTpCall, PyObject_Call } from '../../object/type/call-objects'
import { PyObject_GenericGetDict, PyObject_GenericSetDict } from '../../object/type/generic-attr'
import { PyObject_ClearWeakRefs } from '../../object/type/weakref-core'
import { moduleHeapType, Py_None, PyDict_Type } from '../../object/types'

export const partial_type: Ptr = moduleHeapType()
const FN = 16
const ARGS = 24
const KW = 32
const DICT = 40
const WEAKREFLIST = 48
const VECTORCALL = 56
const SIZEOF_PARTIAL = 64
const SMALL_STACK = 5

const field = (p: Ptr, offset: number): Ptr => i32[(p + offset) >> 2]

/** Calls go through the fast entry only when the wrapped callable has one. */
function setVectorcall(p: Ptr): void {
  setSsize(p, VECTORCALL, vectorcallEntry(field(p, FN)) === 0 ? 0 : fnPtr(partial_vectorcall))
}

const partial_new: newfunc = (type, args, kw) => {
  if (Py_SIZE(args) < 1) return typeError("type 'partial' takes at least one argument")
  let func = PyTuple_GET_ITEM(args, 0)
  let oldArgs = 0
  let oldKw = 0
  // a partial of a plain partial is flattened
  if (i32[(Py_TYPE(func) + TP_CALL) >> 2] === fnPtr(partial_call) && field(func, DICT) === 0) {
    oldArgs = field(func, ARGS)
    oldKw = field(func, KW)
    func = field(func, FN)
  }
  if (!PyCallable_Check(func)) return typeError('the first argument must be callable')
  const p = typeAlloc(type, 0)
  if (p === 0) return 0
  setSsize(p, FN, Py_NewRef(func))
  const rest = PyTuple_GetSlice(args, 1, Py_SIZE(args))
  if (oldArgs === 0) setSsize(p, ARGS, rest)
  else {
    setSsize(p, ARGS, PySequence_Concat(oldArgs, rest))
    Py_DECREF(rest)
  }
  setSsize(p, KW, keywords(oldKw, kw))
  if (field(p, ARGS) === 0 || field(p, KW) === 0) {
    Py_DECREF(p)
    return 0
  }
  setVectorcall(p)
  return p
}

function keywords(old: Ptr, kw: Ptr): Ptr {
  if (old === 0 || PyDict_GET_SIZE(old) === 0) {
    if (kw === 0) return PyDict_New()
    return i32[kw >> 2] === 1 ? Py_NewRef(kw) : PyDict_Copy(kw)
  }
  return merged(old, kw)
}

/** A copy of dict `base` updated with `more` (0: nothing). */
function merged(base: Ptr, more: Ptr): Ptr {
  const d = PyDict_Copy(base)
  if (d === 0 || more === 0 || PyDict_Merge(d, more, true) === 0) return d
  Py_DECREF(d)
  return 0
}

const partial_call: ternaryfunc = (p, args, kwds) => {
  const own = field(p, KW)
  const kw = PyDict_GET_SIZE(own) === 0 ? (kwds === 0 ? 0 : Py_NewRef(kwds)) : merged(own, kwds)
  if (kw === 0 && PyDict_GET_SIZE(own) > 0) return 0
  const all = PySequence_Concat(field(p, ARGS), args)
  const r = all === 0 ? 0 : PyObject_Call(field(p, FN), all, kw)
  Py_XDECREF(all)
  Py_XDECREF(kw)
  return r
}

const partial_vectorcall: vectorcallfunc = (p, args, nargsf, kwnames) => {
  const nargs = PyVectorcall_NARGS(nargsf)
  // keywords came in by a mutation of .keywords: from now on the general way
  if (PyDict_GET_SIZE(field(p, KW)) > 0) {
    setSsize(p, VECTORCALL, 0)
    return _PyObject_MakeTpCall(p, args, nargs, kwnames)
  }
  const own = field(p, ARGS)
  const n = Py_SIZE(own)
  const given = nargs + (kwnames === 0 ? 0 : Py_SIZE(kwnames))
  if (given === 0) return PyObject_Vectorcall(field(p, FN), PyTuple_ITEMS(own), n, 0)
  const small = n + given <= SMALL_STACK
  const stack = small ? cStackPush(n + given) : memMalloc((n + given) * 8)
  if (stack === 0) return PyErr_NoMemory()
  for (let i = 0; i < n; i++) i32[(stack + i * 8) >> 2] = PyTuple_GET_ITEM(own, i)
  for (let i = 0; i < given; i++) i32[(stack + (n + i) * 8) >> 2] = arg(args, i)
  const r = PyObject_Vectorcall(field(p, FN), stack, n + nargs, kwnames)
  if (small) cStackPop(stack)
  else memFree(stack)
  return r
}

const dealloc: destructor = (p) => {
  PyObject_GC_UnTrack(p)
  if (field(p, WEAKREFLIST) !== 0) PyObject_ClearWeakRefs(p)
  for (const offset of [FN, ARGS, KW, DICT]) Py_XDECREF(field(p, offset))
  freeByType(p)
}

const repr: unaryfunc = (p) => {
  const entered = Py_ReprEnter(p)
  if (entered !== 0) return entered > 0 ? newStr('...') : 0
  const texts = [reprJS(field(p, FN))]
  const args = field(p, ARGS)
  for (let i = 0; i < Py_SIZE(args); i++) texts.push(reprJS(PyTuple_GET_ITEM(args, i)))
  const kw = field(p, KW)
  for (let pos = dictNext(kw, 0); pos >= 0; pos = dictNext(kw, pos)) {
    const { key, value } = entry
    Py_NewRef(value) // the key's __str__ may replace it
    const name = PyObject_Str(key)
    const text = name === 0 ? null : reprJS(value)
    texts.push(text === null ? null : `${strToJS(name)}=${text}`)
    Py_XDECREF(name)
    Py_DECREF(value)
  }
  Py_ReprLeave(p)
  return texts.includes(null) ? 0 : newStr(`${typeNameOf(p)}(${texts.join(', ')})`)
}

/** (type, (func,), (func, args, keywords, dict)). */
function reduce(p: Ptr): Ptr {
  const args = PyTuple_Pack1(field(p, FN))
  const state = PyTuple_Pack(field(p, FN), field(p, ARGS), field(p, KW), field(p, DICT) || Py_None)
  const r = PyTuple_New(3)
  PyTuple_SET_ITEM(r, 0, Py_NewRef(Py_TYPE(p)))
  PyTuple_SET_ITEM(r, 1, args)
  PyTuple_SET_ITEM(r, 2, state)
  return r
}

function setState(p: Ptr, state: Ptr): Ptr {
  const ok = PyTuple_Check(state) && Py_SIZE(state) === 4
  const at = (i: number): Ptr => PyTuple_GET_ITEM(state, i)
  if (!ok || !PyCallable_Check(at(0)) || !PyTuple_Check(at(1)) || (at(2) !== Py_None && !PyDict_Check(at(2)))) {
    return typeError('invalid partial state')
  }
  const args = PyTuple_CheckExact(at(1)) ? Py_NewRef(at(1)) : PySequence_Tuple(at(1))
  const kw = at(2) === Py_None ? PyDict_New() : Py_TYPE(at(2)) === PyDict_Type ? Py_NewRef(at(2)) : PyDict_Copy(at(2))
  if (args === 0 || kw === 0) {
    Py_XDECREF(args)
    Py_XDECREF(kw)
    return 0
  }
  const fresh: [number, Ptr][] = [
    [FN, Py_NewRef(at(0))],
    [ARGS, args],
    [KW, kw],
    [DICT, at(3) === Py_None ? 0 : Py_NewRef(at(3))],
  ]
  for (const [offset, v] of fresh) {
    const old = field(p, offset)
    setSsize(p, offset, v)
    Py_XDECREF(old)
  }
  setVectorcall(p)
  return newNone()
}

defineType(partial_type, {
  name: 'functools.partial',
  heap: true,
  basicsize: SIZEOF_PARTIAL,
  flags: TPFLAGS_DEFAULT | TPFLAGS_HAVE_GC | TPFLAGS_BASETYPE | TPFLAGS_IMMUTABLETYPE | TPFLAGS_HAVE_VECTORCALL,
  doc: 'partial(func, *args, **keywords) - new function with partial application\n    of the given arguments and keywords.\n',
  vectorcall_offset: VECTORCALL,
  weaklistoffset: WEAKREFLIST,
  dictoffset: DICT,
  dealloc,
  traverse: traverseFields(FN, ARGS, KW, DICT),
  repr,
  call: partial_call,
  new: partial_new,
  members: [
    { name: 'func', offset: FN, kind: 'object', readonly: true, doc: 'function object to use in future partial calls' },
    { name: 'args', offset: ARGS, kind: 'object', readonly: true, doc: 'tuple of arguments to future partial calls' },
    {
      name: 'keywords',
      offset: KW,
      kind: 'object',
      readonly: true,
      doc: 'dictionary of keyword arguments to future partial calls',
    },
  ],
  getset: { __dict__: { get: PyObject_GenericGetDict, set: PyObject_GenericSetDict } },
  methods: {
    __reduce__: NOARGS(reduce),
    __setstate__: O(setState),
    __class_getitem__: CLASS(O(Py_GenericAlias, 'See PEP 585')),
  },
})
