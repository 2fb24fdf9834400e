/**
 * Struct sequences (Objects/structseq.c): tuples with named fields such as sys.flags, os.stat_result and
 * time.struct_time. The first `visible` fields are the tuple; further ones are attributes only.
 */
import { i32, type Ptr } from '../../memory/heap'
import { reprJS } from '../abstract/object-protocol'
import { PySequence_Fast } from '../abstract/sequence-protocol'
import { PyObject_GC_Del, PyObject_GC_NewVar, PyObject_GC_Track, PyObject_GC_UnTrack } from '../alloc'
import { defineType, type MemberSpec, NOARGS } from '../define'
import { typeError, typeName } from '../errors'
import { Py_DECREF, Py_NewRef, Py_SET_SIZE, Py_SIZE, Py_TYPE, Py_XDECREF } from '../header'
import {
  LIST_ITEM,
  TP_DICT,
  TPFLAGS_DEFAULT,
  TPFLAGS_DISALLOW_INSTANTIATION,
  TPFLAGS_HAVE_GC,
  TUPLE_ITEM,
} from '../layout'
import { PyLong_FromLong } from '../number/int-core'
import { _Py_ID, newStr } from '../text/str-core'
import { bindArgsTuple } from '../type/call-objects'
import { Py_None, PyList_Type, PyTuple_Type } from '../types'
import { PyDict_Check, PyDict_GetItemWithError, PyDict_New, PyDict_SetItem } from './dict-core'
import { PyTuple_New, PyTuple_Pack } from './tuple-core'

export interface StructSequenceSpec {
  /** tp_name, e.g. 'os.stat_result'. */
  name: string
  doc?: string
  /** Field names in order; null for a field without a name. */
  fields: (string | null)[]
  /** Number of fields that belong to the tuple; default all. */
  visible?: number
  /** A heap type (PyStructSequence_NewType). */
  heap?: boolean
  /** Scripts may not make instances (sys.flags and the like). */
  sealed?: boolean
}

interface Shape {
  fields: (string | null)[]
  visible: number
  /** Interned names of named fields by index, 0 for unnamed ones. */
  names: Ptr[]
}

const shapes = new Map<Ptr, Shape>()
const ID = {
  n_sequence_fields: _Py_ID('n_sequence_fields'),
  n_fields: _Py_ID('n_fields'),
  n_unnamed_fields: _Py_ID('n_unnamed_fields'),
  match_args: _Py_ID('__match_args__'),
}

/** The shape of a struct sequence type or of a subclass's base (they cannot be subclassed: exact lookup). */
const shapeOf = (type: Ptr): Shape => shapes.get(type) as Shape

const slot = (o: Ptr, i: number): number => (o + TUPLE_ITEM + i * 8) >> 2

/** A new instance, untracked; its fields are NULL. */
export function PyStructSequence_New(type: Ptr): Ptr {
  const shape = shapeOf(type)
  const n = shape.fields.length
  const o = PyObject_GC_NewVar(type, n)
  if (o === 0) return 0
  Py_SET_SIZE(o, shape.visible)
  for (let i = 0; i < n; i++) i32[slot(o, i)] = i32[slot(o, i) + 1] = 0
  return o
}

/** A new instance, untracked as CPython's functions leave theirs, from owned values, in field order (0: None for missing trailing ones; fails when one is 0 with an error). */
export function structSequence(type: Ptr, values: Ptr[]): Ptr {
  const o = PyStructSequence_New(type)
  if (o === 0 || values.includes(0)) {
    for (const v of values) Py_XDECREF(v)
    Py_XDECREF(o)
    return 0
  }
  const n = shapeOf(type).fields.length
  for (let i = 0; i < n; i++) i32[slot(o, i)] = i < values.length ? values[i] : Py_NewRef(Py_None)
  return o
}

function dealloc(o: Ptr): void {
  PyObject_GC_UnTrack(o)
  const n = shapeOf(Py_TYPE(o)).fields.length
  for (let i = 0; i < n; i++) Py_XDECREF(i32[slot(o, i)])
  PyObject_GC_Del(o)
}

function traverse(o: Ptr, visit: (o: Ptr) => number): number {
  const n = shapeOf(Py_TYPE(o)).fields.length
  for (let i = 0; i < n; i++) {
    const v = i32[slot(o, i)]
    const r = v === 0 ? 0 : visit(v)
    if (r !== 0) return r
  }
  return 0
}

function repr(o: Ptr): Ptr {
  const shape = shapeOf(Py_TYPE(o))
  const parts: string[] = []
  for (let i = 0; i < shape.visible; i++) {
    const text = reprJS(i32[slot(o, i)])
    if (text === null) return 0
    parts.push(shape.fields[i] === null ? text : `${shape.fields[i]}=${text}`)
  }
  return newStr(`${typeName(Py_TYPE(o))}(${parts.join(', ')})`)
}

/** type(sequence, dict={}) */
function structseqNew(type: Ptr, args: Ptr, kwds: Ptr): Ptr {
  const shape = shapeOf(type)
  const name = typeName(type)
  const a = bindArgsTuple(name, ['sequence', 'dict'], { required: 1 }, args, kwds)
  if (a === null) return 0
  const dict = a[1]
  const seq = PySequence_Fast(a[0], 'constructor requires a sequence')
  if (seq === 0) return 0
  if (dict !== 0 && !PyDict_Check(dict)) {
    Py_DECREF(seq)
    return typeError(`${name}() takes a dict as second arg, if any`)
  }
  const min = shape.visible
  const max = shape.fields.length
  const len = Py_SIZE(seq)
  if (len < min || len > max) {
    Py_DECREF(seq)
    const bound =
      min === max ? `a ${min}-sequence` : len < min ? `an at least ${min}-sequence` : `an at most ${max}-sequence`
    return typeError(`${name}() takes ${bound} (${len}-sequence given)`)
  }
  const o = PyStructSequence_New(type)
  if (o === 0) {
    Py_DECREF(seq)
    return 0
  }
  const items = Py_TYPE(seq) === PyList_Type ? i32[(seq + LIST_ITEM) >> 2] : seq + TUPLE_ITEM
  for (let i = 0; i < max; i++) {
    let v = i < len ? i32[(items + i * 8) >> 2] : 0
    if (v === 0 && dict !== 0 && shape.names[i] !== 0) v = PyDict_GetItemWithError(dict, shape.names[i])
    i32[slot(o, i)] = Py_NewRef(v || Py_None)
  }
  Py_DECREF(seq)
  PyObject_GC_Track(o)
  return o
}

/** (type, (visible tuple, dict of the rest)) */
function reduce(o: Ptr): Ptr {
  const shape = shapeOf(Py_TYPE(o))
  const tuple = PyTuple_New(shape.visible)
  const dict = PyDict_New()
  if (tuple === 0 || dict === 0) {
    Py_XDECREF(tuple)
    Py_XDECREF(dict)
    return 0
  }
  for (let i = 0; i < shape.visible; i++) i32[slot(tuple, i)] = Py_NewRef(i32[slot(o, i)])
  for (let i = shape.visible; i < shape.fields.length; i++) {
    if (shape.names[i] !== 0) PyDict_SetItem(dict, shape.names[i], i32[slot(o, i)])
  }
  const state = PyTuple_Pack(tuple, dict)
  Py_DECREF(tuple)
  Py_DECREF(dict)
  if (state === 0) return 0
  const r = PyTuple_Pack(Py_TYPE(o), state)
  Py_DECREF(state)
  return r
}

function setInt(dict: Ptr, key: Ptr, n: number): void {
  const v = PyLong_FromLong(n)
  PyDict_SetItem(dict, key, v)
  Py_DECREF(v)
}

/** Fills in a static type as a struct sequence (PyStructSequence_InitType). */
export function defineStructSequence(type: Ptr, spec: StructSequenceSpec): void {
  const visible = spec.visible ?? spec.fields.length
  const names = spec.fields.map((f) => (f === null ? 0 : _Py_ID(f)))
  shapes.set(type, { fields: spec.fields, visible, names })
  const members: MemberSpec[] = []
  spec.fields.forEach((name, i) => {
    if (name !== null) members.push({ name, offset: TUPLE_ITEM + i * 8, kind: 'object', readonly: true })
  })
  defineType(type, {
    name: spec.name,
    heap: spec.heap,
    doc: spec.doc,
    base: PyTuple_Type,
    basicsize: TUPLE_ITEM,
    itemsize: 8,
    flags: TPFLAGS_DEFAULT | TPFLAGS_HAVE_GC | (spec.sealed ? TPFLAGS_DISALLOW_INSTANTIATION : 0),
    dealloc,
    traverse,
    repr,
    new: spec.sealed ? undefined : structseqNew,
    members,
    methods: { __reduce__: NOARGS(reduce) },
    dict: (t) => {
      const dict = i32[(t + TP_DICT) >> 2]
      setInt(dict, ID.n_sequence_fields, visible)
      setInt(dict, ID.n_fields, spec.fields.length)
      setInt(dict, ID.n_unnamed_fields, spec.fields.filter((f) => f === null).length)
      const named = names.slice(0, visible).filter((n) => n !== 0)
      const match = PyTuple_New(named.length)
      named.forEach((n, i) => {
        i32[slot(match, i)] = Py_NewRef(n)
      })
      PyDict_SetItem(dict, ID.match_args, match)
      Py_DECREF(match)
    },
  })
}
