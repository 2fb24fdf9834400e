/** Dialects of _csv: what separates, quotes and escapes (CPython Modules/_csv.c). */
import { i32, type Ptr, u8 } from '../../memory/heap'
import { _PyObject_LookupAttr, PyObject_IsTrue } from '../../object/abstract/object-protocol'
import { dictNext, entry, PyDict_GetItemWithError, PyDict_New } from '../../object/container/dict-core'
import { deallocFields, traverseFields, typeAlloc } from '../../object/container/helpers'
import { PyTuple_Pack } from '../../object/container/tuple-core'
import { defineType } from '../../object/define'
import { raise, typeError, typeNameOf } from '../../object/errors'
import { PyErr_Clear, PyErr_Occurred } from '../../object/errors-core'
import { defineException } from '../../object/exception/define-exception'
import { addRoots } from '../../object/extra-roots'
import { Py_NewRef, Py_XDECREF } from '../../object/header'
import * as L from '../../object/layout'
import { PyLong_AsInt, PyLong_CheckExact, PyLong_FromLong } from '../../object/number/int-core'
import { PyUnicode_Check } from '../../object/text/str-build'
import { _Py_ID, newStr, strToJS } from '../../object/text/str-core'
import { bindArgsTuple, PyObject_Call } from '../../object/type/call-objects'
import { moduleHeapType, Py_False, Py_None, Py_True, PyExc_Exception } from '../../object/types'
import { none } from '../values'

export const CsvError = moduleHeapType()
defineException(CsvError, '_csv.Error', PyExc_Exception, '', { doc: undefined, heap: true })
/** 0 with _csv.Error set. */
export const csvError = (text: string): 0 => raise(CsvError, text)

export const Dialect_Type = moduleHeapType()
/** The types of _csv can be subclassed but not changed. */
export const TYPE_FLAGS = L.TPFLAGS_DEFAULT | L.TPFLAGS_BASETYPE | L.TPFLAGS_HAVE_GC | L.TPFLAGS_IMMUTABLETYPE

export const QUOTE_MINIMAL = 0
export const QUOTE_ALL = 1
export const QUOTE_NONNUMERIC = 2
export const QUOTE_NONE = 3

// struct DialectObj: three chars, an int, three code points (NOT_SET: -1), a reference
const DOUBLEQUOTE = 16
const SKIPINITIALSPACE = 17
const STRICT = 18
const QUOTING = 20
const DELIMITER = 24
const QUOTECHAR = 28
const ESCAPECHAR = 32
const LINETERMINATOR = 40
const SIZEOF_DIALECT = 48
const NOT_SET = -1

/** A dialect read out of its object; characters as code points, -1: none. */
export interface Dialect {
  doublequote: boolean
  skipinitialspace: boolean
  strict: boolean
  quoting: number
  delimiter: number
  quotechar: number
  escapechar: number
  lineterminator: string
}

export const dialectOf = (d: Ptr): Dialect => ({
  doublequote: u8[d + DOUBLEQUOTE] !== 0,
  skipinitialspace: u8[d + SKIPINITIALSPACE] !== 0,
  strict: u8[d + STRICT] !== 0,
  quoting: i32[(d + QUOTING) >> 2],
  delimiter: i32[(d + DELIMITER) >> 2],
  quotechar: i32[(d + QUOTECHAR) >> 2],
  escapechar: i32[(d + ESCAPECHAR) >> 2],
  lineterminator: strToJS(i32[(d + LINETERMINATOR) >> 2]),
})

/** Dialects by name (the module's _dialects), owned. */
let registry: Ptr = 0
addRoots((visit) => {
  if (registry !== 0) visit(registry)
})
export function dialectRegistry(): Ptr {
  if (registry === 0) registry = PyDict_New()
  return registry
}

/** Borrowed dialect of that name; 0 with an error set. */
export function registeredDialect(name: Ptr): Ptr {
  const d = PyDict_GetItemWithError(dialectRegistry(), name)
  if (d !== 0 || PyErr_Occurred()) return d
  return csvError('unknown dialect')
}

const NAMES = [
  'dialect',
  'delimiter',
  'doublequote',
  'escapechar',
  'lineterminator',
  'quotechar',
  'quoting',
  'skipinitialspace',
  'strict',
]
const IDS = NAMES.map(_Py_ID)

/** One character of an option; optional: None stands for no character. */
function setCharacter(d: Ptr, offset: number, name: string, value: Ptr, initial: number, optional: boolean): boolean {
  let c = initial
  if (value !== 0 && !(optional && value === Py_None)) {
    if (!PyUnicode_Check(value)) {
      typeError(`"${name}" must be string${optional ? ' or None' : ''}, not ${typeNameOf(value)}`)
      return false
    }
    const characters = [...strToJS(value)]
    if (characters.length !== 1) {
      typeError(`"${name}" must be a 1-character string`)
      return false
    }
    c = characters[0].codePointAt(0) as number
  } else if (value !== 0) c = NOT_SET
  i32[(d + offset) >> 2] = c
  return true
}

function setFlag(d: Ptr, offset: number, value: Ptr, initial: boolean): boolean {
  const r = value === 0 ? (initial ? 1 : 0) : PyObject_IsTrue(value)
  u8[d + offset] = r > 0 ? 1 : 0
  return r >= 0
}

function setQuoting(d: Ptr, value: Ptr): boolean {
  if (value !== 0 && !PyLong_CheckExact(value)) {
    typeError('"quoting" must be an integer')
    return false
  }
  const n = value === 0 ? QUOTE_MINIMAL : PyLong_AsInt(value)
  if (n === -1 && PyErr_Occurred()) return false
  i32[(d + QUOTING) >> 2] = n
  if (n >= QUOTE_MINIMAL && n <= QUOTE_NONE) return true
  typeError('bad "quoting" value')
  return false
}

function setTerminator(d: Ptr, value: Ptr): boolean {
  if (value !== 0 && value !== Py_None && !PyUnicode_Check(value)) {
    typeError('"lineterminator" must be a string')
    return false
  }
  i32[(d + LINETERMINATOR) >> 2] = value === 0 ? newStr('\r\n') : value === Py_None ? 0 : Py_NewRef(value)
  return true
}

function fill(d: Ptr, [, delimiter, doublequote, escapechar, lineterminator, quotechar, quoting, skip, strict]: Ptr[]) {
  const ok =
    setCharacter(d, DELIMITER, 'delimiter', delimiter, 44, false) &&
    setFlag(d, DOUBLEQUOTE, doublequote, true) &&
    setCharacter(d, ESCAPECHAR, 'escapechar', escapechar, NOT_SET, true) &&
    setTerminator(d, lineterminator) &&
    setCharacter(d, QUOTECHAR, 'quotechar', quotechar, 34, true) &&
    setQuoting(d, quoting) &&
    setFlag(d, SKIPINITIALSPACE, skip, false) &&
    setFlag(d, STRICT, strict, false)
  if (!ok) return false
  if (quotechar === Py_None && quoting === 0) i32[(d + QUOTING) >> 2] = QUOTE_NONE
  if (i32[(d + QUOTING) >> 2] !== QUOTE_NONE && i32[(d + QUOTECHAR) >> 2] === NOT_SET) {
    typeError('quotechar must be set if quoting enabled')
    return false
  }
  if (i32[(d + LINETERMINATOR) >> 2] !== 0) return true
  typeError('lineterminator must be set')
  return false
}

function knownOptions(kwds: Ptr): boolean {
  if (kwds === 0) return true
  for (let pos = dictNext(kwds, 0); pos >= 0; pos = dictNext(kwds, pos)) {
    const name = strToJS(entry.key)
    if (NAMES.includes(name)) continue
    typeError(`'${name}' is an invalid keyword argument for this function`)
    return false
  }
  return true
}

/** Options that the call leaves out come from the attributes of the dialect given. */
function newDialect(type: Ptr, args: Ptr, kwds: Ptr): Ptr {
  if (!knownOptions(kwds)) return 0
  const a = bindArgsTuple('', NAMES, {}, args, kwds)
  if (a === null) return 0
  let base = a[0]
  if (base !== 0 && PyUnicode_Check(base)) {
    base = registeredDialect(base)
    if (base === 0) return 0
  }
  if (base !== 0 && i32[(base + L.OB_TYPE) >> 2] === Dialect_Type && a.every((v, i) => i === 0 || v === 0)) {
    return Py_NewRef(base)
  }
  const options = a.map((v, i) => {
    if (v !== 0 || i === 0 || base === 0) return v === 0 ? 0 : Py_NewRef(v)
    const found = _PyObject_LookupAttr(base, IDS[i])
    if (found === 0) PyErr_Clear()
    return found
  })
  const d = typeAlloc(type, 0)
  const ok = d !== 0 && fill(d, options)
  for (const v of options) Py_XDECREF(v)
  if (ok) return d
  Py_XDECREF(d)
  return 0
}

/** The dialect for a reader or writer: Dialect(dialect, **kwds); new reference. */
export function callDialect(dialect: Ptr, kwds: Ptr): Ptr {
  const args = dialect === 0 ? PyTuple_Pack() : PyTuple_Pack(dialect)
  const d = args === 0 ? 0 : PyObject_Call(Dialect_Type, args, kwds)
  Py_XDECREF(args)
  return d
}

const character = (offset: number) => ({
  get: (d: Ptr): Ptr => {
    const c = i32[(d + offset) >> 2]
    return c === NOT_SET ? none() : newStr(String.fromCodePoint(c))
  },
})
const flag = (offset: number) => (d: Ptr) => Py_NewRef(u8[d + offset] !== 0 ? Py_True : Py_False)

defineType(Dialect_Type, {
  name: '_csv.Dialect',
  heap: true,
  basicsize: SIZEOF_DIALECT,
  flags: TYPE_FLAGS,
  doc: 'CSV dialect\n\nThe Dialect type records CSV dialect options.',
  new: newDialect,
  dealloc: deallocFields(LINETERMINATOR),
  traverse: traverseFields(LINETERMINATOR),
  getset: {
    skipinitialspace: { get: flag(SKIPINITIALSPACE) },
    doublequote: { get: flag(DOUBLEQUOTE) },
    strict: { get: flag(STRICT) },
    delimiter: character(DELIMITER),
    escapechar: character(ESCAPECHAR),
    lineterminator: { get: (d) => Py_NewRef(i32[(d + LINETERMINATOR) >> 2]) },
    quotechar: character(QUOTECHAR),
    quoting: { get: (d) => PyLong_FromLong(i32[(d + QUOTING) >> 2]) },
  },
})
