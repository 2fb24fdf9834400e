/** code.replace(): a new code object with some fields changed (CPython Objects/codeobject.c). */
import { objMalloc } from '../../memory/domains'
import { i32, type Ptr, u8 } from '../../memory/heap'
import { raise, typeError, typeNameOf } from '../errors'
import { PyErr_NoMemory, PyErr_Occurred } from '../errors-core'
import { initHeader, Py_NewRef, Py_SET_SIZE, Py_SIZE, Py_XDECREF, Py_XINCREF, typeFlagOf } from '../header'
import * as L from '../layout'
import { PyLong_AsInt } from '../number/int-core'
import { newBytes } from '../text/bytes-core'
import { strToJS } from '../text/str-core'
import { PyCode_Type, PyExc_ValueError } from '../types'
import { bindArgs } from './arg-parse'
import { tupleOf } from './generic-parameters'
import { runtimeHooks } from './runtime-hooks'

type Kind = 'int' | 'tuple' | 'str' | 'bytes' | 'names' | 'code'
const FIELDS: [name: string, kind: Kind, offset: number][] = [
  ['co_argcount', 'int', L.CO_ARGCOUNT],
  ['co_posonlyargcount', 'int', L.CO_POSONLYARGCOUNT],
  ['co_kwonlyargcount', 'int', L.CO_KWONLYARGCOUNT],
  ['co_nlocals', 'int', L.CO_NLOCALS],
  ['co_stacksize', 'int', L.CO_STACKSIZE],
  ['co_flags', 'int', L.CO_FLAGS],
  ['co_firstlineno', 'int', L.CO_FIRSTLINENO],
  ['co_code', 'code', 0],
  ['co_consts', 'tuple', L.CO_CONSTS],
  ['co_names', 'tuple', L.CO_NAMES],
  ['co_varnames', 'names', L.CO_FAST_LOCAL],
  ['co_freevars', 'names', L.CO_FAST_FREE],
  ['co_cellvars', 'names', L.CO_FAST_CELL],
  ['co_filename', 'str', L.CO_FILENAME],
  ['co_name', 'str', L.CO_NAME],
  ['co_qualname', 'str', L.CO_QUALNAME],
  ['co_linetable', 'bytes', L.CO_LINETABLE],
  ['co_exceptiontable', 'bytes', L.CO_EXCEPTIONTABLE],
]
const NAMES = FIELDS.map(([name]) => name)
const FLAG: Record<string, number> = {
  tuple: L.TPFLAGS_TUPLE_SUBCLASS,
  names: L.TPFLAGS_TUPLE_SUBCLASS,
  str: L.TPFLAGS_UNICODE_SUBCLASS,
  bytes: L.TPFLAGS_BYTES_SUBCLASS,
  code: L.TPFLAGS_BYTES_SUBCLASS,
}
const TYPE_TEXT: Record<string, string> = { tuple: 'tuple', names: 'tuple', str: 'str', bytes: 'bytes', code: 'bytes' }

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
]

/** A copy with its own references; `code` (bytes or 0) gives other instructions. */
function copyCode(from: Ptr, code: Ptr): Ptr {
  const bytes = code === 0 ? Py_SIZE(from) * 2 : Py_SIZE(code)
  const o = objMalloc(L.SIZEOF_CODE_HEADER + bytes)
  if (o === 0) return PyErr_NoMemory()
  u8.copyWithin(o, from, from + L.SIZEOF_CODE_HEADER)
  const start = code === 0 ? from + L.CO_CODE_ADAPTIVE : code + L.BYTES_DATA
  u8.copyWithin(o + L.CO_CODE_ADAPTIVE, start, start + bytes)
  initHeader(o, PyCode_Type)
  Py_SET_SIZE(o, bytes >> 1)
  for (const f of OWNED) Py_XINCREF(w(o, f))
  for (const f of [L.CO_WEAKREFLIST, L.CO_CODE, L.CO_EXTRA]) i32[(o + f) >> 2] = 0
  return o
}

function setOwned(o: Ptr, field: number, value: Ptr): void {
  const old = w(o, field)
  i32[(o + field) >> 2] = value
  Py_XDECREF(old)
}

const items = (t: Ptr): Ptr[] => Array.from({ length: Py_SIZE(t) }, (_, i) => w(t, L.TUPLE_ITEM + i * 8))

/** The names of one kind among the local slots. */
function namesOf(code: Ptr, kind: number): Ptr[] {
  const kinds = w(code, L.CO_LOCALSPLUSKINDS) + L.BYTES_DATA
  return items(w(code, L.CO_LOCALSPLUSNAMES)).filter((_, i) => (u8[kinds + i] & kind) !== 0)
}

/** Lays the local slots out anew: variables, then cells that are no variables, then free variables. */
function setLocals(o: Ptr, vars: Ptr[], cells: Ptr[], free: Ptr[]): void {
  const text = strToJS
  const cellNames = new Set(cells.map((n) => text(n)))
  const varNames = new Set(vars.map((n) => text(n)))
  const plainCells = cells.filter((n) => !varNames.has(text(n)))
  const names = [...vars, ...plainCells, ...free]
  const kinds = [
    ...vars.map((n) => L.CO_FAST_LOCAL | (cellNames.has(text(n)) ? L.CO_FAST_CELL : 0)),
    ...plainCells.map(() => L.CO_FAST_CELL),
    ...free.map(() => L.CO_FAST_FREE),
  ]
  setOwned(o, L.CO_LOCALSPLUSNAMES, tupleOf(names))
  setOwned(o, L.CO_LOCALSPLUSKINDS, newBytes(Uint8Array.from(kinds)))
  i32[(o + L.CO_NLOCALSPLUS) >> 2] = names.length
  i32[(o + L.CO_NLOCALS) >> 2] = vars.length
  i32[(o + L.CO_NPLAINCELLVARS) >> 2] = plainCells.length
  i32[(o + L.CO_NCELLVARS) >> 2] = cells.length
  i32[(o + L.CO_NFREEVARS) >> 2] = free.length
}

function checkTypes(given: Ptr[]): boolean {
  for (let i = 0; i < given.length; i++) {
    const kind = FIELDS[i][1]
    if (given[i] === 0 || kind === 'int' || typeFlagOf(given[i], FLAG[kind])) continue
    typeError(`replace() argument '${NAMES[i]}' must be ${TYPE_TEXT[kind]}, not ${typeNameOf(given[i])}`)
    return false
  }
  return true
}

/** Values of the int fields that are given; null with an error set. */
function intValues(given: Ptr[]): Map<number, number> | null {
  const values = new Map<number, number>()
  for (let i = 0; i < given.length; i++) {
    if (given[i] === 0 || FIELDS[i][1] !== 'int') continue
    const v = PyLong_AsInt(given[i])
    if (v === -1 && PyErr_Occurred()) return null
    if (v < 0 && NAMES[i] !== 'co_flags') {
      raise(PyExc_ValueError, `${NAMES[i].slice(3)} must be a positive integer`)
      return null
    }
    values.set(FIELDS[i][2], v)
  }
  return values
}

export function codeReplace(code: Ptr, args: Ptr, nargs: number, kwnames: Ptr): Ptr {
  const given = bindArgs('replace', NAMES, { kwonlyFrom: 0 }, args, nargs, kwnames)
  if (given === null || !checkTypes(given)) return 0
  const ints = intValues(given)
  if (ints === null) return 0
  const o = copyCode(code, given[NAMES.indexOf('co_code')])
  if (o === 0) return 0
  for (const [field, v] of ints) i32[(o + field) >> 2] = v
  FIELDS.forEach(([, kind, offset], i) => {
    if (given[i] !== 0 && (kind === 'tuple' || kind === 'str' || kind === 'bytes')) {
      setOwned(o, offset, Py_NewRef(given[i]))
    }
  })
  const locals = [L.CO_FAST_LOCAL, L.CO_FAST_CELL, L.CO_FAST_FREE].map((kind) => {
    const i = FIELDS.findIndex(([, k, at]) => k === 'names' && at === kind)
    return given[i] === 0 ? null : items(given[i])
  })
  if (locals.some((l) => l !== null)) {
    setLocals(
      o,
      locals[0] ?? namesOf(code, L.CO_FAST_LOCAL),
      locals[1] ?? namesOf(code, L.CO_FAST_CELL),
      locals[2] ?? namesOf(code, L.CO_FAST_FREE),
    )
  }
  runtimeHooks.codeMade(o)
  return o
}
