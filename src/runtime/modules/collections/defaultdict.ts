/** defaultdict (CPython Modules/_collectionsmodule.c): a dict with one more field. */
import { i32, type Ptr } from '../../memory/heap'
import { PyObject_GetIter } from '../../object/abstract/iter-protocol'
import { PyObject_GetAttr, reprJS } from '../../object/abstract/object-protocol'
import { Py_GenericAlias, PyObject_SetItem } from '../../object/abstract/sequence-protocol'
import { PyObject_GC_UnTrack } from '../../object/alloc'
import { callN, PyCallable_Check, PyObject_CallNoArgs } from '../../object/call'
import { PyDict_Check, PyDict_Update, setKeyError } from '../../object/container/dict-core'
import { newNotImplemented } from '../../object/container/helpers'
import { Py_ReprEnter, Py_ReprLeave } from '../../object/container/repr-guard'
import {
  PyTuple_GET_ITEM,
  PyTuple_GetSlice,
  PyTuple_New,
  PyTuple_Pack1,
  PyTuple_SET_ITEM,
} from '../../object/container/tuple-core'
import { CLASS, defineType, NOARGS, O } from '../../object/define'
import { raiseInt, typeNameOf } from '../../object/errors'
import {
  type destructor,
  FN,
  type initproc,
  type inquiry,
  type traverseproc,
  type unaryfunc,
} from '../../object/fn-table'
import { Py_CLEAR, Py_DECREF, Py_NewRef, Py_SIZE, Py_TYPE, Py_XDECREF } from '../../object/header'
import {
  SIZEOF_DICT,
  TP_CLEAR,
  TP_DEALLOC,
  TP_INIT,
  TP_REPR,
  TP_TRAVERSE,
  TPFLAGS_BASETYPE,
  TPFLAGS_DEFAULT,
  TPFLAGS_HAVE_GC,
} from '../../object/layout'
import { _Py_ID, newStr, strToJS } from '../../object/text/str-core'
import { PyObject_TypeCheck } from '../../object/type/subtype'
import { Py_None, PyDict_Type, PyExc_TypeError, staticType } from '../../object/types'

export const defdict_type: Ptr = staticType()
const DD_FACTORY = SIZEOF_DICT
const SIZEOF_DEFDICT = SIZEOF_DICT + 8
const ID_items = _Py_ID('items')

const factoryOf = (d: Ptr): Ptr => i32[(d + DD_FACTORY) >> 2]
/** A slot function of dict itself. */
// biome-ignore lint/complexity/noBannedTypes: the caller knows the slot's signature.
const dictSlot = (slot: number): Function => FN[i32[(PyDict_Type + slot) >> 2]]

function missing(d: Ptr, key: Ptr): Ptr {
  const factory = factoryOf(d)
  if (factory === 0 || factory === Py_None) {
    setKeyError(key)
    return 0
  }
  const v = PyObject_CallNoArgs(factory)
  if (v === 0) return 0
  if (PyObject_SetItem(d, key, v) < 0) {
    Py_DECREF(v)
    return 0
  }
  return v
}

/** The class called with the factory and a mapping. */
const newDefdict = (d: Ptr, mapping: Ptr): Ptr => callN(Py_TYPE(d), factoryOf(d) || Py_None, mapping)

function reduce(d: Ptr): Ptr {
  const factory = factoryOf(d)
  const args = factory === 0 || factory === Py_None ? PyTuple_New(0) : PyTuple_Pack1(factory)
  const method = PyObject_GetAttr(d, ID_items)
  const items = method === 0 ? 0 : PyObject_CallNoArgs(method)
  if (method !== 0) Py_DECREF(method)
  const it = items === 0 ? 0 : PyObject_GetIter(items)
  if (items !== 0) Py_DECREF(items)
  if (it === 0) {
    Py_DECREF(args)
    return 0
  }
  const r = PyTuple_New(5)
  PyTuple_SET_ITEM(r, 0, Py_NewRef(Py_TYPE(d)))
  PyTuple_SET_ITEM(r, 1, args)
  PyTuple_SET_ITEM(r, 2, Py_NewRef(Py_None))
  PyTuple_SET_ITEM(r, 3, Py_NewRef(Py_None))
  PyTuple_SET_ITEM(r, 4, it)
  return r
}

const dealloc: destructor = (d) => {
  PyObject_GC_UnTrack(d)
  Py_CLEAR(d + DD_FACTORY)
  ;(dictSlot(TP_DEALLOC) as destructor)(d)
}

const repr: unaryfunc = (d) => {
  const base = (dictSlot(TP_REPR) as unaryfunc)(d)
  if (base === 0) return 0
  const text = strToJS(base)
  Py_DECREF(base)
  const factory = factoryText(d)
  if (factory === null) return 0
  const name = typeNameOf(d)
  return newStr(`${name.slice(name.lastIndexOf('.') + 1)}(${factory}, ${text})`)
}

/** The factory may refer back to the dict. */
function factoryText(d: Ptr): string | null {
  const factory = factoryOf(d)
  if (factory === 0) return 'None'
  const entered = Py_ReprEnter(factory)
  if (entered < 0) return null
  if (entered > 0) return '...'
  const text = reprJS(factory)
  Py_ReprLeave(factory)
  return text
}

const traverse: traverseproc = (d, visit) => {
  const factory = factoryOf(d)
  if (factory !== 0) {
    const r = visit(factory)
    if (r !== 0) return r
  }
  return (dictSlot(TP_TRAVERSE) as traverseproc)(d, visit)
}

const clear: inquiry = (d) => {
  Py_CLEAR(d + DD_FACTORY)
  return (dictSlot(TP_CLEAR) as inquiry)(d)
}

const init: initproc = (d, args, kwds) => {
  let factory = 0
  const n = Py_SIZE(args)
  if (n > 0) {
    factory = PyTuple_GET_ITEM(args, 0)
    if (!PyCallable_Check(factory) && factory !== Py_None) {
      return raiseInt(PyExc_TypeError, 'first argument must be callable or None')
    }
  }
  const rest = PyTuple_GetSlice(args, 1, n)
  if (rest === 0) return -1
  const old = factoryOf(d)
  if (factory !== 0) Py_NewRef(factory)
  i32[(d + DD_FACTORY) >> 2] = factory
  const status = (dictSlot(TP_INIT) as initproc)(d, rest, kwds)
  Py_DECREF(rest)
  Py_XDECREF(old)
  return status
}

function or(a: Ptr, b: Ptr): Ptr {
  const aIsOurs = PyObject_TypeCheck(a, defdict_type)
  const [self, other] = aIsOurs ? [a, b] : [b, a]
  if (!PyDict_Check(other)) return newNotImplemented()
  const r = newDefdict(self, a)
  if (r === 0 || PyDict_Update(r, b) === 0) return r
  Py_DECREF(r)
  return 0
}

const copy = (d: Ptr): Ptr => newDefdict(d, d)

defineType(defdict_type, {
  name: 'collections.defaultdict',
  base: PyDict_Type,
  basicsize: SIZEOF_DEFDICT,
  flags: TPFLAGS_DEFAULT | TPFLAGS_BASETYPE | TPFLAGS_HAVE_GC,
  doc: `defaultdict(default_factory=None, /, [...]) --> dict with default factory

The default factory is called without arguments to produce
a new value when a key is not present, in __getitem__ only.
A defaultdict compares equal to a dict with the same items.
All remaining arguments are treated the same as if they were
passed to the dict constructor, including keyword arguments.`,
  dealloc,
  traverse,
  clear,
  repr,
  init,
  number: { or },
  members: [
    {
      name: 'default_factory',
      offset: DD_FACTORY,
      kind: 'object',
      readonly: false,
      doc: 'Factory for default value called by __missing__().',
    },
  ],
  methods: {
    __missing__: O(
      missing,
      '__missing__(key) # Called by __getitem__ for missing key; pseudo-code:\n  if self.default_factory is None: raise KeyError((key,))\n  self[key] = value = self.default_factory()\n  return value\n',
    ),
    copy: NOARGS(copy, 'D.copy() -> a shallow copy of D.'),
    __copy__: NOARGS(copy, 'D.copy() -> a shallow copy of D.'),
    __reduce__: NOARGS(reduce, 'Return state information for pickling.'),
    __class_getitem__: CLASS(O(Py_GenericAlias, 'See PEP 585')),
  },
})
