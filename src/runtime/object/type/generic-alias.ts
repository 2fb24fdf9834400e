/** types.GenericAlias: list[int] (CPython Objects/genericaliasobject.c). */
import { i32, type Ptr, u8 } from '../../memory/heap'
import {
  hashFailed,
  PyObject_GetAttr,
  PyObject_Hash,
  PyObject_RichCompareBool,
  PyObject_SetAttr,
} from '../abstract/object-protocol'
import { setTypeSubscript } from '../abstract/sequence-protocol'
import { PyObject_GC_Del, PyObject_GC_UnTrack } from '../alloc'
import { PyObject_Vectorcall, PyVectorcall_NARGS } from '../call'
import { PyTuple_Pack } from '../container/tuple-core'
import { defineType, NOARGS, O } from '../define'
import { typeError } from '../errors'
import { PyErr_Clear } from '../errors-core'
import {
  fnPtr,
  type getattrofunc,
  type hashfunc,
  type newfunc,
  type richcmpfunc,
  type vectorcallfunc,
} from '../fn-table'
import { Py_DECREF, Py_NewRef, Py_SIZE, Py_TYPE, Py_XDECREF, typeFlagOf } from '../header'
import { HASH_HI } from '../interp'
import * as L from '../layout'
import { _Py_ID, newStr, strToJS } from '../text/str-core'
import {
  Py_False,
  Py_GenericAliasType,
  Py_NotImplemented,
  Py_True,
  PyExc_AttributeError,
  PyExc_TypeError,
} from '../types'
import { checkPositional } from './arg-parse'
import { noKeywords, PyVectorcall_Call } from './call-objects'
import {
  GA_ARGS,
  GA_ORIGIN,
  GA_PARAMETERS,
  GA_STARRED,
  GA_VECTORCALL,
  GA_WEAKREFLIST,
  Py_GenericAlias,
  SIZEOF_GENERIC_ALIAS,
  setGenericAliasEntry,
} from './generic-alias-core'
import { PyObject_GenericGetAttr, PyObject_GenericSetAttr } from './generic-attr'
import { parametersOf, substitute, typeText } from './generic-parameters'
import { errorIs } from './subtype'
import { _Py_union_type_or } from './union-core'
import { PyObject_ClearWeakRefs } from './weakref-core'

setTypeSubscript(Py_GenericAlias)

const w = (o: Ptr, field: number): number => i32[(o + field) >> 2]
const item = (t: Ptr, i: number): Ptr => i32[(t + L.TUPLE_ITEM + i * 8) >> 2]
const ID___orig_class__ = _Py_ID('__orig_class__')
const ID___dir__ = _Py_ID('__dir__')

/** Attributes that belong to the alias; all others are the origin's. */
const OWN = new Set([
  '__class__',
  '__origin__',
  '__args__',
  '__unpacked__',
  '__parameters__',
  '__typing_unpacked_tuple_args__',
  '__mro_entries__',
  '__reduce_ex__',
  '__reduce__',
  '__copy__',
  '__deepcopy__',
])

const ga_getattro: getattrofunc = (o, name) =>
  typeFlagOf(name, L.TPFLAGS_UNICODE_SUBCLASS) && !OWN.has(strToJS(name))
    ? PyObject_GetAttr(w(o, GA_ORIGIN), name)
    : PyObject_GenericGetAttr(o, name)

/** Makes an instance of the origin and notes the alias in it where it can take attributes. */
const ga_vectorcall: vectorcallfunc = (o, args, nargsf, kwnames) => {
  const made = PyObject_Vectorcall(w(o, GA_ORIGIN), args, PyVectorcall_NARGS(nargsf), kwnames)
  if (made === 0 || PyObject_SetAttr(made, ID___orig_class__, o) >= 0) return made
  if (errorIs(PyExc_AttributeError) || errorIs(PyExc_TypeError)) {
    PyErr_Clear()
    return made
  }
  Py_DECREF(made)
  return 0
}
setGenericAliasEntry(fnPtr(ga_vectorcall))

function ga_repr(o: Ptr): Ptr {
  const origin = typeText(w(o, GA_ORIGIN))
  if (origin === null) return 0
  const args = w(o, GA_ARGS)
  const parts: string[] = []
  for (let i = 0, n = Py_SIZE(args); i < n; i++) {
    const text = typeText(item(args, i))
    if (text === null) return 0
    parts.push(text)
  }
  const star = u8[o + GA_STARRED] ? '*' : ''
  return newStr(`${star}${origin}[${parts.length === 0 ? '()' : parts.join(', ')}]`)
}

const ga_hash: hashfunc = (o) => {
  const a = PyObject_Hash(w(o, GA_ORIGIN))
  if (hashFailed(a)) return -1
  const hi = i32[HASH_HI >> 2]
  const b = PyObject_Hash(w(o, GA_ARGS))
  if (hashFailed(b)) return -1
  i32[HASH_HI >> 2] ^= hi
  return a ^ b
}

const ga_richcompare: richcmpfunc = (a, b, op) => {
  const comparable =
    (op === L.Py_EQ || op === L.Py_NE) && Py_TYPE(a) === Py_GenericAliasType && Py_TYPE(b) === Py_GenericAliasType
  if (!comparable) return Py_NewRef(Py_NotImplemented)
  let eq = u8[a + GA_STARRED] === u8[b + GA_STARRED] ? 1 : 0
  for (const f of [GA_ORIGIN, GA_ARGS]) if (eq === 1) eq = PyObject_RichCompareBool(w(a, f), w(b, f), L.Py_EQ)
  return eq < 0 ? 0 : Py_NewRef((eq === 1) === (op === L.Py_EQ) ? Py_True : Py_False)
}

function parameters(o: Ptr): Ptr {
  if (w(o, GA_PARAMETERS) === 0) i32[(o + GA_PARAMETERS) >> 2] = parametersOf(w(o, GA_ARGS))
  return w(o, GA_PARAMETERS)
}

function ga_getitem(o: Ptr, key: Ptr): Ptr {
  const params = parameters(o)
  const args = params === 0 ? 0 : substitute(o, w(o, GA_ARGS), params, key)
  if (args === 0) return 0
  const r = Py_GenericAlias(w(o, GA_ORIGIN), args)
  Py_DECREF(args)
  if (r !== 0) u8[r + GA_STARRED] = u8[o + GA_STARRED]
  return r
}

const ga_new: newfunc = (_type, args, kwds) => {
  if (!noKeywords('GenericAlias', kwds) || !checkPositional('GenericAlias', Py_SIZE(args), 2, 2)) return 0
  return Py_GenericAlias(item(args, 0), item(args, 1))
}

function ga_dir(o: Ptr): Ptr {
  const f = PyObject_GetAttr(w(o, GA_ORIGIN), ID___dir__)
  if (f === 0) return 0
  const r = PyObject_Vectorcall(f, 0, 0, 0)
  Py_DECREF(f)
  return r
}

const refuse =
  (what: string): (() => Ptr) =>
  () =>
    typeError(`${what} argument 2 cannot be a parameterized generic`)

defineType(Py_GenericAliasType, {
  name: 'types.GenericAlias',
  basicsize: SIZEOF_GENERIC_ALIAS,
  flags: L.TPFLAGS_DEFAULT | L.TPFLAGS_HAVE_GC | L.TPFLAGS_BASETYPE | L.TPFLAGS_HAVE_VECTORCALL,
  doc: 'Represent a PEP 585 generic type\n\nE.g. for t = list[int], t.__origin__ is list and t.__args__ is (int,).',
  weaklistoffset: GA_WEAKREFLIST,
  vectorcall_offset: GA_VECTORCALL,
  dealloc: (o) => {
    PyObject_GC_UnTrack(o)
    if (w(o, GA_WEAKREFLIST) !== 0) PyObject_ClearWeakRefs(o)
    for (const f of [GA_ORIGIN, GA_ARGS, GA_PARAMETERS]) Py_XDECREF(w(o, f))
    PyObject_GC_Del(o)
  },
  repr: ga_repr,
  hash: ga_hash,
  call: PyVectorcall_Call,
  getattro: ga_getattro,
  setattro: PyObject_GenericSetAttr,
  traverse: (o, visit) => {
    for (const f of [GA_ORIGIN, GA_ARGS, GA_PARAMETERS]) {
      const r = w(o, f) === 0 ? 0 : visit(w(o, f))
      if (r !== 0) return r
    }
    return 0
  },
  richcompare: ga_richcompare,
  new: ga_new,
  number: { or: _Py_union_type_or },
  mapping: { subscript: ga_getitem },
  methods: {
    __mro_entries__: O((o) => PyTuple_Pack(w(o, GA_ORIGIN))),
    __instancecheck__: O(refuse('isinstance()')),
    __subclasscheck__: O(refuse('issubclass()')),
    __reduce__: NOARGS((o) => {
      const args = PyTuple_Pack(w(o, GA_ORIGIN), w(o, GA_ARGS))
      const r = args === 0 ? 0 : PyTuple_Pack(Py_GenericAliasType, args)
      Py_XDECREF(args)
      return r
    }),
    __dir__: NOARGS(ga_dir),
  },
  members: [
    { name: '__origin__', offset: GA_ORIGIN, kind: 'object', readonly: true },
    { name: '__args__', offset: GA_ARGS, kind: 'object', readonly: true },
    { name: '__unpacked__', offset: GA_STARRED, kind: 'bool', readonly: true },
  ],
  getset: {
    __parameters__: {
      get: (o) => {
        const p = parameters(o)
        return p === 0 ? 0 : Py_NewRef(p)
      },
    },
  },
})
