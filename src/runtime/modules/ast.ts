/**
 * Module _ast: the node classes, and trees as Python objects for compile(..., PyCF_ONLY_AST). Our parser's nodes have the
 * same names and fields, so one recursive copy makes the Python tree.
 */

import type { Const } from '../compile/1-parse/ast'
import { scalarConstant } from '../eval/scalar-constant'
import { i32, type Ptr } from '../memory/heap'
import { PyObject_SetAttr } from '../object/abstract/object-protocol'
import { PyObject_GC_Del, PyObject_GC_UnTrack, PyType_GenericAlloc } from '../object/alloc'
import { callN, PyObject_CallNoArgs } from '../object/call'
import { dictNext, entry, PyDict_New, PyDict_SetItem } from '../object/container/dict-core'
import { PyList_Append, PyList_New } from '../object/container/list-core'
import { PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_Pack } from '../object/container/tuple-core'
import { defineType } from '../object/define'
import { raiseInt, typeName } from '../object/errors'
import { addRoots } from '../object/extra-roots'
import { Py_DECREF, Py_NewRef, Py_TYPE, Py_XDECREF } from '../object/header'
import * as L from '../object/layout'
import { PyLong_FromLong } from '../object/number/int-core'
import { PyUnicode_InternFromString } from '../object/text/intern'
import { _Py_ID, newStr, strToJS as strOf } from '../object/text/str-core'
import { PyObject_GenericGetDict } from '../object/type/generic-attr'
import { _PyType_Lookup } from '../object/type/type-core'
import { moduleHeapType, Py_None, PyExc_TypeError, PyType_Type } from '../object/types'
import { AST_CLASSES, POSITION, WITH_POSITION } from './ast-classes'
import { addObject, addOwned, defineModule } from './define-module'

const AST_Type = moduleHeapType()
const AST_DICT = 16
const ID_fields = _Py_ID('_fields')
const ID_attributes = _Py_ID('_attributes')
const ID_match_args = _Py_ID('__match_args__')
const ID_module = _Py_ID('__module__')

/** AST(*fields, **fields) (ast_type_init). */
function init(self: Ptr, args: Ptr, kwds: Ptr): number {
  const fields = _PyType_Lookup(Py_TYPE(self), ID_fields)
  const n = fields === 0 ? 0 : PyTuple_GET_SIZE(fields)
  const given = PyTuple_GET_SIZE(args)
  if (given > n) {
    const most = `${typeName(Py_TYPE(self))} constructor takes at most ${n} positional argument${n === 1 ? '' : 's'}`
    return raiseInt(PyExc_TypeError, most)
  }
  for (let i = 0; i < given; i++) {
    if (PyObject_SetAttr(self, PyTuple_GET_ITEM(fields, i), PyTuple_GET_ITEM(args, i)) < 0) return -1
  }
  if (kwds === 0) return 0
  for (let pos = dictNext(kwds, 0); pos >= 0; pos = dictNext(kwds, pos)) {
    if (PyObject_SetAttr(self, entry.key, entry.value) < 0) return -1
  }
  return 0
}

defineType(AST_Type, {
  name: 'ast.AST',
  heap: true,
  basicsize: 24,
  flags: L.TPFLAGS_DEFAULT | L.TPFLAGS_BASETYPE | L.TPFLAGS_HAVE_GC,
  dictoffset: AST_DICT,
  init,
  new: (type) => PyType_GenericAlloc(type, 0),
  dealloc: (o) => {
    PyObject_GC_UnTrack(o)
    Py_XDECREF(i32[(o + AST_DICT) >> 2])
    PyObject_GC_Del(o)
  },
  traverse: (o, visit) => {
    const d = i32[(o + AST_DICT) >> 2]
    return d === 0 ? 0 : visit(d)
  },
  clear: (o) => {
    const d = i32[(o + AST_DICT) >> 2]
    i32[(o + AST_DICT) >> 2] = 0
    Py_XDECREF(d)
    return 0
  },
  getset: { __dict__: { get: PyObject_GenericGetDict } },
})

const names = (list: string[]): Ptr => {
  const items = list.map((n) => PyUnicode_InternFromString(n))
  const t = PyTuple_Pack(...items)
  for (const o of items) Py_DECREF(o)
  return t
}

/** The classes by name, once the module exists; the module's state owns them. */
const classes = new Map<string, Ptr>()
/** The only instances of operators and contexts that trees refer to; owned. */
const symbols = new Map<string, Ptr>()
const SYMBOL_BASES = new Set(['operator', 'boolop', 'unaryop', 'cmpop', 'expr_context'])
addRoots((visit) => {
  for (const type of classes.values()) visit(type)
  for (const symbol of symbols.values()) visit(symbol)
})

function makeClass(name: string, base: Ptr, fields: string): Ptr {
  const dict = PyDict_New()
  const put = (key: Ptr, v: Ptr): void => {
    PyDict_SetItem(dict, key, v)
    Py_DECREF(v)
  }
  const putNone = (name: string): void => {
    const key = PyUnicode_InternFromString(name)
    put(key, Py_NewRef(Py_None))
    Py_DECREF(key)
  }
  const list = fields === '' ? [] : fields.split(' ')
  const plain = list.map((f) => f.replace('?', ''))
  put(ID_module, newStr('ast'))
  put(ID_fields, names(plain))
  put(ID_match_args, names(plain))
  for (const f of list.filter((x) => x.endsWith('?'))) putNone(f.slice(0, -1))
  if (WITH_POSITION.has(name)) {
    put(ID_attributes, names(POSITION))
    for (const p of POSITION.slice(2)) putNone(p)
  }
  const bases = PyTuple_Pack(base)
  const text = newStr(name)
  const type = callN(PyType_Type, text, bases, dict)
  Py_DECREF(text)
  Py_DECREF(bases)
  Py_DECREF(dict)
  return type
}

function exec(_module: Ptr, dict: Ptr): number {
  addObject(dict, 'AST', AST_Type)
  const base = i32[(AST_Type + L.TP_DICT) >> 2]
  for (const key of [ID_fields, ID_attributes, ID_match_args]) {
    const empty = names([])
    PyDict_SetItem(base, key, empty)
    Py_DECREF(empty)
  }
  classes.set('AST', AST_Type)
  for (const [name, parent, fields] of AST_CLASSES) {
    const type = makeClass(name, classes.get(parent) ?? AST_Type, fields)
    if (type === 0) return -1
    classes.set(name, type)
    if (addObject(dict, name, type) < 0) return -1
    if (fields !== '' || !SYMBOL_BASES.has(parent)) continue
    const symbol = PyObject_CallNoArgs(type)
    if (symbol === 0) return -1
    symbols.set(name, symbol)
  }
  addOwned(dict, 'PyCF_ONLY_AST', PyLong_FromLong(PyCF_ONLY_AST))
  addOwned(dict, 'PyCF_TYPE_COMMENTS', PyLong_FromLong(0x1000))
  return addOwned(dict, 'PyCF_ALLOW_TOP_LEVEL_AWAIT', PyLong_FromLong(0x2000))
}

export const PyCF_ONLY_AST = 0x400

defineModule({ name: '_ast', heapTypes: [AST_Type], exec })

type TreeValue = string | number | boolean | null | undefined | TreeValue[] | { [key: string]: TreeValue }

/** Fields whose strings are operators or contexts, which are objects of their own in Python. */
const SYMBOLS = new Set(['op', 'ops', 'ctx'])

function convert(v: TreeValue, field: string): Ptr {
  if (v === null || v === undefined) return Py_NewRef(Py_None)
  if (typeof v === 'number') return PyLong_FromLong(v)
  if (typeof v === 'boolean') return PyLong_FromLong(v ? 1 : 0)
  if (typeof v === 'string') return SYMBOLS.has(field) ? Py_NewRef(symbols.get(v) ?? Py_None) : newStr(v)
  if (Array.isArray(v)) {
    const list = PyList_New(0)
    for (const item of v) {
      const o = convert(item, field)
      PyList_Append(list, o)
      Py_DECREF(o)
    }
    return list
  }
  if ('t' in v) return scalarConstant(v as unknown as Const)
  return node(v)
}

function node(n: { [key: string]: TreeValue }): Ptr {
  const type = classes.get(String(n.nodeType)) ?? AST_Type
  const o = PyObject_CallNoArgs(type)
  if (o === 0) return 0
  const set = (name: string, v: Ptr): void => {
    const key = PyUnicode_InternFromString(name)
    PyObject_SetAttr(o, key, v)
    Py_DECREF(key)
    Py_DECREF(v)
  }
  const fields = _PyType_Lookup(type, ID_fields)
  for (let i = 0; i < PyTuple_GET_SIZE(fields); i++) {
    const name = strOf(PyTuple_GET_ITEM(fields, i))
    const v = name === 'type_ignores' ? [] : n[name]
    set(name, convert(v as TreeValue, name))
  }
  for (const p of POSITION) if (p in n) set(p, convert(n[p], p))
  return o
}

/** A tree of the parser as Python objects; the module must have been created. New reference. */
export function treeToPython(tree: object): Ptr {
  return node(tree as { [key: string]: TreeValue })
}
