/**
 * How a built-in type is written down: one TypeSpec per type, given to defineType() at module level. The static type
 * object's C-level fields (sizes, flags, slots) are written at once; tp_dict, inheritance and slot wrappers are made at
 * boot by PyType_Ready (type/type-ready.ts), which reads staticTypes.
 */
import { i32, type Ptr } from '../memory/heap'
import { staticAlloc } from '../memory/static-data'
import * as fn from './fn-table'
import { Py_DECREF, Py_TYPE } from './header'
import * as L from './layout'
import { _Py_ID } from './text/str-core'
import { PyType_Type } from './types'

export interface MethodSpec {
  /** METH_ flags. */
  flags: number
  // biome-ignore lint/complexity/noBannedTypes: signature depends on flags; the calling side knows.
  fn: Function
  doc?: string
}

type FastFn = (self: Ptr, args: Ptr, nargs: number) => Ptr
type FastKwFn = (self: Ptr, args: Ptr, nargs: number, kwnames: Ptr) => Ptr

/** m(self) */
export const NOARGS = (f: fn.unaryfunc, doc?: string): MethodSpec => ({ flags: L.METH_NOARGS, fn: f, doc })
/** m(self, arg) */
export const O = (f: fn.binaryfunc, doc?: string): MethodSpec => ({ flags: L.METH_O, fn: f, doc })
/** m(self, args, nargs): args is the address of borrowed references, 8 bytes apart; see arg(). */
export const FAST = (f: FastFn, doc?: string): MethodSpec => ({ flags: L.METH_FASTCALL, fn: f, doc })
/** m(self, args, nargs, kwnames): values of keyword arguments follow the positional ones; kwnames is a tuple or 0. */
export const FASTKW = (f: FastKwFn, doc?: string): MethodSpec => ({
  flags: L.METH_FASTCALL | L.METH_KEYWORDS,
  fn: f,
  doc,
})
/** m(self, argsTuple) */
export const VARARGS = (f: fn.binaryfunc, doc?: string): MethodSpec => ({ flags: L.METH_VARARGS, fn: f, doc })
/** m(self, argsTuple, kwDict or 0) */
export const VARKW = (f: fn.ternaryfunc, doc?: string): MethodSpec => ({
  flags: L.METH_VARARGS | L.METH_KEYWORDS,
  fn: f,
  doc,
})
/** Class method: self is the class. */
export const CLASS = (m: MethodSpec): MethodSpec => ({ ...m, flags: m.flags | L.METH_CLASS })
/** Static method: self is 0. */
export const STATIC = (m: MethodSpec): MethodSpec => ({ ...m, flags: m.flags | L.METH_STATIC })
/** Goes into tp_dict although a slot wrapper of that name exists. */
export const COEXIST = (m: MethodSpec): MethodSpec => ({ ...m, flags: m.flags | L.METH_COEXIST })

/** Borrowed argument i of a FAST function. */
export const arg = (args: Ptr, i: number): Ptr => i32[(args + i * 8) >> 2]

export interface GetSetSpec {
  get: fn.unaryfunc
  /** value 0 means delete. */
  set?: fn.objobjproc
  doc?: string
}

/** A C-level member: kind of the word at offset (structmember.h). 'object' reads None for NULL, 'object_ex' raises AttributeError. */
export interface MemberSpec {
  name: string
  offset: number
  kind: 'object' | 'object_ex' | 'int' | 'ssize' | 'bool' | 'ubyte'
  readonly: boolean
  doc?: string
}

export interface NumberSlots {
  add?: fn.binaryfunc
  subtract?: fn.binaryfunc
  multiply?: fn.binaryfunc
  remainder?: fn.binaryfunc
  divmod?: fn.binaryfunc
  power?: fn.ternaryfunc
  negative?: fn.unaryfunc
  positive?: fn.unaryfunc
  absolute?: fn.unaryfunc
  bool?: fn.inquiry
  invert?: fn.unaryfunc
  lshift?: fn.binaryfunc
  rshift?: fn.binaryfunc
  and?: fn.binaryfunc
  xor?: fn.binaryfunc
  or?: fn.binaryfunc
  int?: fn.unaryfunc
  float?: fn.unaryfunc
  inplace_add?: fn.binaryfunc
  inplace_subtract?: fn.binaryfunc
  inplace_multiply?: fn.binaryfunc
  inplace_remainder?: fn.binaryfunc
  inplace_power?: fn.ternaryfunc
  inplace_lshift?: fn.binaryfunc
  inplace_rshift?: fn.binaryfunc
  inplace_and?: fn.binaryfunc
  inplace_xor?: fn.binaryfunc
  inplace_or?: fn.binaryfunc
  floor_divide?: fn.binaryfunc
  true_divide?: fn.binaryfunc
  inplace_floor_divide?: fn.binaryfunc
  inplace_true_divide?: fn.binaryfunc
  index?: fn.unaryfunc
  matrix_multiply?: fn.binaryfunc
  inplace_matrix_multiply?: fn.binaryfunc
}

export interface SequenceSlots {
  length?: fn.lenfunc
  concat?: fn.binaryfunc
  repeat?: fn.ssizeargfunc
  item?: fn.ssizeargfunc
  ass_item?: fn.ssizeobjargproc
  contains?: fn.objobjproc
  inplace_concat?: fn.binaryfunc
  inplace_repeat?: fn.ssizeargfunc
}

export interface MappingSlots {
  length?: fn.lenfunc
  subscript?: fn.binaryfunc
  ass_subscript?: fn.objobjargproc
}

export interface BufferSlots {
  /** Fills the Py_buffer at view; 0 or -1. */
  getbuffer?: (o: Ptr, view: Ptr, flags: number) => number
  releasebuffer?: (o: Ptr, view: Ptr) => void
}

export interface TypeSpec {
  /** tp_name, with the module in front where it is not builtins: 'list', 'collections.deque'. */
  name: string
  /** Static base; default object. */
  base?: Ptr
  basicsize: number
  itemsize?: number
  /** Made by PyType_FromModuleAndSpec in CPython: instances own a reference to the type. Its room is a moduleHeapType(). */
  heap?: boolean
  /** Default TPFLAGS_DEFAULT; IMMUTABLETYPE and READY are added at boot. */
  flags?: number
  doc?: string
  weaklistoffset?: number
  dictoffset?: number
  vectorcall_offset?: number
  /** ob_type of the type object itself, default type. */
  metatype?: Ptr
  dealloc?: fn.destructor
  repr?: fn.unaryfunc
  str?: fn.unaryfunc
  /** 'unhashable' sets __hash__ = None (PyObject_HashNotImplemented). */
  hash?: fn.hashfunc | 'unhashable'
  call?: fn.ternaryfunc
  vectorcall?: fn.vectorcallfunc
  getattro?: fn.getattrofunc
  setattro?: fn.setattrofunc
  traverse?: fn.traverseproc
  clear?: fn.inquiry
  richcompare?: fn.richcmpfunc
  iter?: fn.unaryfunc
  iternext?: fn.unaryfunc
  descr_get?: fn.descrgetfunc
  descr_set?: fn.descrsetfunc
  init?: fn.initproc
  alloc?: fn.allocfunc
  new?: fn.newfunc
  free?: fn.destructor
  is_gc?: fn.inquiry
  del?: fn.destructor
  finalize?: fn.destructor
  number?: NumberSlots
  sequence?: SequenceSlots
  mapping?: MappingSlots
  buffer?: BufferSlots
  async?: { await?: fn.unaryfunc; aiter?: fn.unaryfunc; anext?: fn.unaryfunc; send?: (o: Ptr, value: Ptr) => Ptr }
  methods?: Record<string, MethodSpec>
  getset?: Record<string, GetSetSpec>
  members?: MemberSpec[]
  /** Extra entries of tp_dict made at boot (e.g. __class_getitem__ is a method; constants go here). */
  dict?: (type: Ptr) => void
}

export interface StaticTypeEntry {
  type: Ptr
  spec: TypeSpec
}

/** Every static type defined so far, in definition order; PyType_Ready consumes it at boot. */
export const staticTypes: StaticTypeEntry[] = []

/** Marker for tp_hash of unhashable types; raises TypeError when called. Installed by object-protocol hash code. */
let hashNotImplemented: fn.hashfunc = () => -1
export function setHashNotImplemented(f: fn.hashfunc): void {
  hashNotImplemented = f
}
export const PyObject_HashNotImplemented: fn.hashfunc = (o) => hashNotImplemented(o)

const NUMBER_OFFSETS: Record<keyof NumberSlots, number> = {
  add: L.NB_ADD,
  subtract: L.NB_SUBTRACT,
  multiply: L.NB_MULTIPLY,
  remainder: L.NB_REMAINDER,
  divmod: L.NB_DIVMOD,
  power: L.NB_POWER,
  negative: L.NB_NEGATIVE,
  positive: L.NB_POSITIVE,
  absolute: L.NB_ABSOLUTE,
  bool: L.NB_BOOL,
  invert: L.NB_INVERT,
  lshift: L.NB_LSHIFT,
  rshift: L.NB_RSHIFT,
  and: L.NB_AND,
  xor: L.NB_XOR,
  or: L.NB_OR,
  int: L.NB_INT,
  float: L.NB_FLOAT,
  inplace_add: L.NB_INPLACE_ADD,
  inplace_subtract: L.NB_INPLACE_SUBTRACT,
  inplace_multiply: L.NB_INPLACE_MULTIPLY,
  inplace_remainder: L.NB_INPLACE_REMAINDER,
  inplace_power: L.NB_INPLACE_POWER,
  inplace_lshift: L.NB_INPLACE_LSHIFT,
  inplace_rshift: L.NB_INPLACE_RSHIFT,
  inplace_and: L.NB_INPLACE_AND,
  inplace_xor: L.NB_INPLACE_XOR,
  inplace_or: L.NB_INPLACE_OR,
  floor_divide: L.NB_FLOOR_DIVIDE,
  true_divide: L.NB_TRUE_DIVIDE,
  inplace_floor_divide: L.NB_INPLACE_FLOOR_DIVIDE,
  inplace_true_divide: L.NB_INPLACE_TRUE_DIVIDE,
  index: L.NB_INDEX,
  matrix_multiply: L.NB_MATRIX_MULTIPLY,
  inplace_matrix_multiply: L.NB_INPLACE_MATRIX_MULTIPLY,
}

const SEQUENCE_OFFSETS: Record<keyof SequenceSlots, number> = {
  length: L.SQ_LENGTH,
  concat: L.SQ_CONCAT,
  repeat: L.SQ_REPEAT,
  item: L.SQ_ITEM,
  ass_item: L.SQ_ASS_ITEM,
  contains: L.SQ_CONTAINS,
  inplace_concat: L.SQ_INPLACE_CONCAT,
  inplace_repeat: L.SQ_INPLACE_REPEAT,
}

const MAPPING_OFFSETS: Record<keyof MappingSlots, number> = {
  length: L.MP_LENGTH,
  subscript: L.MP_SUBSCRIPT,
  ass_subscript: L.MP_ASS_SUBSCRIPT,
}

const ASYNC_OFFSETS = { await: L.AM_AWAIT, aiter: L.AM_AITER, anext: L.AM_ANEXT, send: L.AM_SEND }
const BUFFER_OFFSETS = { getbuffer: L.BF_GETBUFFER, releasebuffer: L.BF_RELEASEBUFFER }

type FunctionTable = Record<string, unknown>

/** A method suite with its entries filled, static or at `embedded` in a heap type; 0 when a static type has none. */
function suite(slots: object | undefined, offsets: Record<string, number>, size: number, embedded: Ptr): Ptr {
  if (!slots) return embedded
  const p = embedded || staticAlloc(size, 16)
  for (const [name, f] of Object.entries(slots as FunctionTable)) {
    if (typeof f === 'function') i32[(p + offsets[name]) >> 2] = fn.fnPtr(f)
  }
  return p
}

const DIRECT_SLOTS: [keyof TypeSpec, number][] = [
  ['dealloc', L.TP_DEALLOC],
  ['repr', L.TP_REPR],
  ['str', L.TP_STR],
  ['call', L.TP_CALL],
  ['getattro', L.TP_GETATTRO],
  ['setattro', L.TP_SETATTRO],
  ['traverse', L.TP_TRAVERSE],
  ['clear', L.TP_CLEAR],
  ['richcompare', L.TP_RICHCOMPARE],
  ['iter', L.TP_ITER],
  ['iternext', L.TP_ITERNEXT],
  ['descr_get', L.TP_DESCR_GET],
  ['descr_set', L.TP_DESCR_SET],
  ['init', L.TP_INIT],
  ['alloc', L.TP_ALLOC],
  ['new', L.TP_NEW],
  ['free', L.TP_FREE],
  ['is_gc', L.TP_IS_GC],
  ['del', L.TP_DEL],
  ['finalize', L.TP_FINALIZE],
  ['vectorcall', L.TP_VECTORCALL],
]

/** tp_dealloc of a heap type: the instance's reference to its type goes with it. */
function releasingType(dealloc: fn.destructor): fn.destructor {
  return (o) => {
    const type = Py_TYPE(o)
    dealloc(o)
    Py_DECREF(type)
  }
}

/** tp_traverse of a heap type: the type comes first. */
function visitingType(traverse: fn.traverseproc): fn.traverseproc {
  return (o, visit) => visit(Py_TYPE(o)) || traverse(o, visit)
}

/** What CPython's modules write into the functions of their heap types themselves. */
function asHeapType(spec: TypeSpec): TypeSpec {
  const { dealloc, traverse } = spec
  if (dealloc === undefined) throw new Error(`${spec.name}: a heap type needs its own dealloc`)
  return {
    ...spec,
    flags: (spec.flags ?? L.TPFLAGS_DEFAULT) | L.TPFLAGS_HEAPTYPE,
    dealloc: releasingType(dealloc),
    traverse: traverse && visitingType(traverse),
  }
}

/** Fills in the C-level fields of a static type and queues it for PyType_Ready at boot. */
export function defineType(type: Ptr, given: TypeSpec): void {
  const heap = given.heap === true
  const spec = heap ? asHeapType(given) : given
  i32[type >> 2] = 1
  i32[(type + L.OB_TYPE) >> 2] = spec.metatype ?? PyType_Type
  i32[(type + L.TP_NAME) >> 2] = _Py_ID(spec.name)
  i32[(type + L.TP_BASICSIZE) >> 2] = spec.basicsize
  i32[(type + L.TP_ITEMSIZE) >> 2] = spec.itemsize ?? 0
  i32[(type + L.TP_FLAGS) >> 2] = spec.flags ?? L.TPFLAGS_DEFAULT
  i32[(type + L.TP_WEAKLISTOFFSET) >> 2] = spec.weaklistoffset ?? 0
  i32[(type + L.TP_DICTOFFSET) >> 2] = spec.dictoffset ?? 0
  i32[(type + L.TP_VECTORCALL_OFFSET) >> 2] = spec.vectorcall_offset ?? 0
  i32[(type + L.TP_BASE) >> 2] = spec.base ?? 0
  for (const [key, offset] of DIRECT_SLOTS) {
    const f = spec[key]
    if (typeof f === 'function') i32[(type + offset) >> 2] = fn.fnPtr(f)
  }
  if (spec.hash) {
    const f = spec.hash === 'unhashable' ? PyObject_HashNotImplemented : spec.hash
    i32[(type + L.TP_HASH) >> 2] = fn.fnPtr(f)
  }
  i32[(type + L.TP_AS_NUMBER) >> 2] = suite(
    spec.number,
    NUMBER_OFFSETS,
    L.SIZEOF_AS_NUMBER,
    heap ? type + L.AS_NUMBER : 0,
  )
  i32[(type + L.TP_AS_SEQUENCE) >> 2] = suite(
    spec.sequence,
    SEQUENCE_OFFSETS,
    L.SIZEOF_AS_SEQUENCE,
    heap ? type + L.AS_SEQUENCE : 0,
  )
  i32[(type + L.TP_AS_MAPPING) >> 2] = suite(
    spec.mapping,
    MAPPING_OFFSETS,
    L.SIZEOF_AS_MAPPING,
    heap ? type + L.AS_MAPPING : 0,
  )
  i32[(type + L.TP_AS_BUFFER) >> 2] = suite(
    spec.buffer,
    BUFFER_OFFSETS,
    L.SIZEOF_AS_BUFFER,
    heap ? type + L.AS_BUFFER : 0,
  )
  i32[(type + L.TP_AS_ASYNC) >> 2] = suite(spec.async, ASYNC_OFFSETS, L.SIZEOF_AS_ASYNC, heap ? type + L.AS_ASYNC : 0)
  staticTypes.push({ type, spec })
}

/** A static PyMethodDef for a method spec. */
export function methodDef(name: string, m: MethodSpec): Ptr {
  const p = staticAlloc(L.SIZEOF_METHODDEF, 8)
  i32[(p + L.ML_NAME) >> 2] = _Py_ID(name)
  i32[(p + L.ML_METH) >> 2] = fn.fnPtr(m.fn)
  i32[(p + L.ML_FLAGS) >> 2] = m.flags
  i32[(p + L.ML_DOC) >> 2] = m.doc === undefined ? 0 : _Py_ID(m.doc)
  return p
}
