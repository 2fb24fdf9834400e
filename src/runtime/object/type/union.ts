/** types.UnionType: int | str (CPython Objects/unionobject.c). */
import { i32, type Ptr } from '../../memory/heap'
import { PyObject_IsInstance, PyObject_IsSubclass } from '../abstract/instance-check'
import { hashFailed, PyObject_Hash, PyObject_RichCompareBool } from '../abstract/object-protocol'
import { PyObject_GC_Del, PyObject_GC_UnTrack } from '../alloc'
import { PyFrozenSet_New } from '../container/set-core'
import { defineType, O } from '../define'
import { typeError } from '../errors'
import type { destructor, hashfunc, richcmpfunc, unaryfunc } from '../fn-table'
import { Py_DECREF, Py_NewRef, Py_SIZE, Py_TYPE, Py_XDECREF } from '../header'
import * as L from '../layout'
import { newStr } from '../text/str-core'
import { Py_False, Py_NotImplemented, Py_True, PyNone_Type, PyUnion_Type } from '../types'
import { PyObject_GenericGetAttr } from './generic-attr'
import { parametersOf, substitute, typeText } from './generic-parameters'
import { _Py_union_type_or, makeUnion, SIZEOF_UNION, UNION_ARGS, UNION_PARAMETERS } from './union-core'

const argsOf = (u: Ptr): Ptr => i32[(u + UNION_ARGS) >> 2]
const item = (t: Ptr, i: number): Ptr => i32[(t + L.TUPLE_ITEM + i * 8) >> 2]

const union_dealloc: destructor = (u) => {
  PyObject_GC_UnTrack(u)
  Py_XDECREF(argsOf(u))
  Py_XDECREF(i32[(u + UNION_PARAMETERS) >> 2])
  PyObject_GC_Del(u)
}

const union_repr: unaryfunc = (u) => {
  const parts: string[] = []
  for (let i = 0, n = Py_SIZE(argsOf(u)); i < n; i++) {
    const m = item(argsOf(u), i)
    const text = m === PyNone_Type ? 'None' : typeText(m)
    if (text === null) return 0
    parts.push(text)
  }
  return newStr(parts.join(' | '))
}

/** Order does not matter: the members are compared and hashed as sets. */
function asSets(a: Ptr, b: Ptr): number {
  const sa = PyFrozenSet_New(argsOf(a))
  const sb = sa === 0 ? 0 : PyFrozenSet_New(argsOf(b))
  const r = sb === 0 ? -1 : PyObject_RichCompareBool(sa, sb, L.Py_EQ)
  Py_XDECREF(sa)
  Py_XDECREF(sb)
  return r
}

const union_richcompare: richcmpfunc = (a, b, op) => {
  if ((op !== L.Py_EQ && op !== L.Py_NE) || Py_TYPE(b) !== PyUnion_Type) return Py_NewRef(Py_NotImplemented)
  const eq = asSets(a, b)
  return eq < 0 ? 0 : Py_NewRef((eq === 1) === (op === L.Py_EQ) ? Py_True : Py_False)
}

const union_hash: hashfunc = (u) => {
  const set = PyFrozenSet_New(argsOf(u))
  if (set === 0) return -1
  const h = PyObject_Hash(set)
  Py_DECREF(set)
  return hashFailed(h) ? -1 : h
}

/** isinstance and issubclass with a union whose members are all real classes. */
function check(u: Ptr, o: Ptr, test: (o: Ptr, cls: Ptr) => number, what: string): Ptr {
  for (let i = 0, n = Py_SIZE(argsOf(u)); i < n; i++) {
    const m = item(argsOf(u), i)
    if (Py_TYPE(m) !== Py_TYPE(PyNone_Type) && i32[(Py_TYPE(m) + L.TP_CALL) >> 2] === 0) {
      return typeError(`${what} argument 2 cannot be a parameterized generic`)
    }
    const r = test(o, m)
    if (r < 0) return 0
    if (r) return Py_NewRef(Py_True)
  }
  return Py_NewRef(Py_False)
}

function parameters(u: Ptr): Ptr {
  if (i32[(u + UNION_PARAMETERS) >> 2] === 0) i32[(u + UNION_PARAMETERS) >> 2] = parametersOf(argsOf(u))
  return i32[(u + UNION_PARAMETERS) >> 2]
}

function union_getitem(u: Ptr, key: Ptr): Ptr {
  const params = parameters(u)
  const args = params === 0 ? 0 : substitute(u, argsOf(u), params, key)
  if (args === 0) return 0
  const members: Ptr[] = []
  for (let i = 0; i < Py_SIZE(args); i++) members.push(item(args, i))
  const r = makeUnion(members)
  Py_DECREF(args)
  return r
}

defineType(PyUnion_Type, {
  name: 'types.UnionType',
  basicsize: SIZEOF_UNION,
  flags: L.TPFLAGS_DEFAULT | L.TPFLAGS_HAVE_GC,
  doc: 'Represent a PEP 604 union type\n\nE.g. for int | str',
  dealloc: union_dealloc,
  repr: union_repr,
  hash: union_hash,
  getattro: PyObject_GenericGetAttr,
  traverse: (u, visit) => {
    const r = visit(argsOf(u))
    const params = i32[(u + UNION_PARAMETERS) >> 2]
    return r !== 0 || params === 0 ? r : visit(params)
  },
  richcompare: union_richcompare,
  number: { or: _Py_union_type_or },
  mapping: { subscript: union_getitem },
  members: [{ name: '__args__', offset: UNION_ARGS, kind: 'object', readonly: true }],
  methods: {
    __instancecheck__: O((u, o) => check(u, o, PyObject_IsInstance, 'isinstance()')),
    __subclasscheck__: O((u, o) => check(u, o, PyObject_IsSubclass, 'issubclass()')),
  },
  getset: {
    __parameters__: {
      get: (u) => {
        const p = parameters(u)
        return p === 0 ? 0 : Py_NewRef(p)
      },
    },
  },
})
