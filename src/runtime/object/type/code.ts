/** Code objects as Python sees them (CPython Objects/codeobject.c); they are made by the evaluator from compiled units. */
import { i32, type Ptr, u8 } from '../../memory/heap'
import { PyObject_GetIter } from '../abstract/iter-protocol'
import { hashFailed, hexAddress, PyObject_Hash, PyObject_RichCompareBool } from '../abstract/object-protocol'
import { PyObject_Free } from '../alloc'
import { _PyList_AppendTakeRef, PyList_New } from '../container/list-core'
import { PyTuple_New } from '../container/tuple-core'
import { defineType, FASTKW, type GetSetSpec, type MemberSpec, NOARGS, O } from '../define'
import { raise } from '../errors'
import { PyErr_Occurred } from '../errors-core'
import type { destructor, hashfunc, richcmpfunc, unaryfunc } from '../fn-table'
import { Py_DECREF, Py_NewRef, Py_SIZE, Py_TYPE, Py_XDECREF } from '../header'
import { HASH_HI } from '../interp'
import * as L from '../layout'
import { PyLong_AsSsize_t, PyLong_FromLong } from '../number/int-core'
import { newBytes } from '../text/bytes-core'
import { newStr, strToJS } from '../text/str-core'
import { Py_False, Py_None, Py_NotImplemented, Py_True, PyCode_Type, PyExc_IndexError } from '../types'
import { locations } from './code-lines'
import { codeReplace } from './code-replace'
import { PyObject_GenericGetAttr } from './generic-attr'
import { runtimeHooks } from './runtime-hooks'
import { PyObject_ClearWeakRefs } from './weakref-core'

const w = (o: Ptr, field: number): number => i32[(o + field) >> 2]
const OWNED = [
  L.CO_CONSTS,
  L.CO_NAMES,
  L.CO_LOCALSPLUSNAMES,
  L.CO_LOCALSPLUSKINDS,
  L.CO_FILENAME,
  L.CO_NAME,
  L.CO_QUALNAME,
  L.CO_LINETABLE,
  L.CO_EXCEPTIONTABLE,
  L.CO_CODE,
]

const code_dealloc: destructor = (code) => {
  runtimeHooks.codeFreed(code)
  for (const f of OWNED) Py_XDECREF(w(code, f))
  if (w(code, L.CO_WEAKREFLIST) !== 0) PyObject_ClearWeakRefs(code)
  PyObject_Free(code)
}

const code_repr: unaryfunc = (code) =>
  newStr(
    `<code object ${strToJS(w(code, L.CO_NAME))} at ${hexAddress(code)}, file "${strToJS(w(code, L.CO_FILENAME))}", line ${w(code, L.CO_FIRSTLINENO)}>`,
  )

const COMPARED_NUMBERS = [
  L.CO_ARGCOUNT,
  L.CO_POSONLYARGCOUNT,
  L.CO_KWONLYARGCOUNT,
  L.CO_FLAGS,
  L.CO_FIRSTLINENO,
  L.OB_SIZE,
]
const COMPARED_OBJECTS = [L.CO_NAME, L.CO_CONSTS, L.CO_NAMES, L.CO_LOCALSPLUSNAMES, L.CO_LINETABLE, L.CO_EXCEPTIONTABLE]

function sameCode(a: Ptr, b: Ptr): number {
  if (COMPARED_NUMBERS.some((f) => w(a, f) !== w(b, f))) return 0
  const n = Py_SIZE(a) * 2
  for (let i = 0; i < n; i++) if (u8[a + L.CO_CODE_ADAPTIVE + i] !== u8[b + L.CO_CODE_ADAPTIVE + i]) return 0
  for (const f of COMPARED_OBJECTS) {
    const r = PyObject_RichCompareBool(w(a, f), w(b, f), L.Py_EQ)
    if (r !== 1) return r
  }
  return 1
}

const code_richcompare: richcmpfunc = (a, b, op) => {
  const comparable = (op === L.Py_EQ || op === L.Py_NE) && Py_TYPE(a) === PyCode_Type && Py_TYPE(b) === PyCode_Type
  if (!comparable) return Py_NewRef(Py_NotImplemented)
  const eq = sameCode(a, b)
  return eq < 0 ? 0 : Py_NewRef((eq === 1) === (op === L.Py_EQ) ? Py_True : Py_False)
}

const code_hash: hashfunc = (code) => {
  let lo = w(code, L.CO_ARGCOUNT) ^ w(code, L.CO_POSONLYARGCOUNT) ^ w(code, L.CO_KWONLYARGCOUNT) ^ w(code, L.CO_FLAGS)
  let hi = 0
  for (const f of [L.CO_NAME, L.CO_CONSTS, L.CO_NAMES, L.CO_LOCALSPLUSNAMES]) {
    const h = PyObject_Hash(w(code, f))
    if (hashFailed(h)) return -1
    lo ^= h
    hi ^= i32[HASH_HI >> 2]
  }
  i32[HASH_HI >> 2] = hi
  return lo === -1 && hi === -1 ? -2 : lo
}

/** Names of the local slots of a kind, in slot order, as a tuple. */
function localNames(code: Ptr, kind: number): Ptr {
  const kinds = w(code, L.CO_LOCALSPLUSKINDS) + L.BYTES_DATA
  const names = w(code, L.CO_LOCALSPLUSNAMES)
  const found: Ptr[] = []
  for (let i = 0, n = Py_SIZE(names); i < n; i++) {
    if (u8[kinds + i] & kind) found.push(w(names, L.TUPLE_ITEM + i * 8))
  }
  return tupleOf(found.map(Py_NewRef))
}

/** A tuple that takes over the references. */
function tupleOf(items: Ptr[]): Ptr {
  const t = PyTuple_New(items.length)
  if (t === 0) return 0
  items.forEach((o, i) => {
    i32[(t + L.TUPLE_ITEM + i * 8) >> 2] = o
  })
  return t
}

/** The bytecode as bytes; kept in the code object once made. */
function getCode(code: Ptr): Ptr {
  if (w(code, L.CO_CODE) === 0) {
    const start = code + L.CO_CODE_ADAPTIVE
    i32[(code + L.CO_CODE) >> 2] = newBytes(u8.slice(start, start + Py_SIZE(code) * 2))
  }
  return w(code, L.CO_CODE) === 0 ? 0 : Py_NewRef(w(code, L.CO_CODE))
}

const number = (v: number): Ptr => (v < 0 ? Py_NewRef(Py_None) : PyLong_FromLong(v))

/** An iterator over a list that takes over the references. */
function iteratorOver(items: Ptr[]): Ptr {
  const list = PyList_New(0)
  if (list === 0) return 0
  for (const o of items) if (o === 0 || _PyList_AppendTakeRef(list, o) < 0) return 0
  const it = PyObject_GetIter(list)
  Py_DECREF(list)
  return it
}

/** co_lines(): (start, end, line) in bytes, neighbours with one line joined. */
function coLines(code: Ptr): Ptr {
  const ranges: { start: number; end: number; line: number }[] = []
  for (const r of locations(code)) {
    const last = ranges.at(-1)
    if (last && last.line === r.line) last.end = r.end
    else ranges.push({ start: r.start, end: r.end, line: r.line })
  }
  return iteratorOver(
    ranges.map((r) => tupleOf([PyLong_FromLong(r.start * 2), PyLong_FromLong(r.end * 2), number(r.line)])),
  )
}

/** co_positions(): (line, end line, column, end column) of every code unit. */
function coPositions(code: Ptr): Ptr {
  const rows: Ptr[] = []
  for (const r of locations(code)) {
    for (let i = r.start; i < r.end; i++) {
      rows.push(tupleOf([number(r.line), number(r.endLine), number(r.column), number(r.endColumn)]))
    }
  }
  return iteratorOver(rows)
}

const int = (name: string, offset: number): MemberSpec => ({ name, offset, kind: 'int', readonly: true })
const object = (name: string, offset: number): MemberSpec => ({ name, offset, kind: 'object', readonly: true })
const computed = (get: unaryfunc): GetSetSpec => ({ get })

/** Name of fast local i (dis asks). */
function varnameFromOparg(code: Ptr, index: Ptr): Ptr {
  const i = PyLong_AsSsize_t(index)
  if (i === -1 && PyErr_Occurred()) return 0
  const names = i32[(code + L.CO_LOCALSPLUSNAMES) >> 2]
  if (i < 0 || i >= i32[(names + L.OB_SIZE) >> 2]) return raise(PyExc_IndexError, 'tuple index out of range')
  return Py_NewRef(i32[(names + L.TUPLE_ITEM + 8 * i) >> 2])
}

defineType(PyCode_Type, {
  name: 'code',
  basicsize: L.CO_CODE_ADAPTIVE,
  itemsize: 2,
  flags: L.TPFLAGS_DEFAULT,
  weaklistoffset: L.CO_WEAKREFLIST,
  dealloc: code_dealloc,
  repr: code_repr,
  hash: code_hash,
  getattro: PyObject_GenericGetAttr,
  richcompare: code_richcompare,
  members: [
    int('co_argcount', L.CO_ARGCOUNT),
    int('co_posonlyargcount', L.CO_POSONLYARGCOUNT),
    int('co_kwonlyargcount', L.CO_KWONLYARGCOUNT),
    int('co_stacksize', L.CO_STACKSIZE),
    int('co_flags', L.CO_FLAGS),
    object('co_names', L.CO_NAMES),
    object('co_filename', L.CO_FILENAME),
    object('co_name', L.CO_NAME),
    object('co_qualname', L.CO_QUALNAME),
    int('co_firstlineno', L.CO_FIRSTLINENO),
    object('co_linetable', L.CO_LINETABLE),
    object('co_exceptiontable', L.CO_EXCEPTIONTABLE),
    object('co_consts', L.CO_CONSTS),
    int('co_nlocals', L.CO_NLOCALS),
  ],
  getset: {
    co_varnames: computed((code) => localNames(code, L.CO_FAST_LOCAL)),
    co_cellvars: computed((code) => localNames(code, L.CO_FAST_CELL)),
    co_freevars: computed((code) => localNames(code, L.CO_FAST_FREE)),
    co_code: computed(getCode),
    _co_code_adaptive: computed(getCode),
  },
  methods: {
    __sizeof__: NOARGS((code) => PyLong_FromLong(L.CO_CODE_ADAPTIVE + Py_SIZE(code) * 2)),
    replace: FASTKW(
      codeReplace,
      'replace($self, /, **changes)\n--\n\nReturn a copy of the code object with new values for the specified fields.',
    ),
    _varname_from_oparg: O(varnameFromOparg),
    co_lines: NOARGS(coLines),
    co_positions: NOARGS(coPositions),
  },
})
