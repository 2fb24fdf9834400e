/**
 * Code objects in the heap from the compiler's result. Constants that the compiler merged (the same JavaScript object)
 * become one heap object, as CPython's constant cache arranges; identifier-like strings are interned.
 */
import { compile as compileSource } from '../compile'
import { parse } from '../compile/1-parse'
import type { CodeUnit, Const, TupleConst } from '../compile/code-unit'
import { CompileError } from '../compile/errors'
import { findAsync } from '../compile/find-async'
import { RESUME } from '../compile/opcodes'
import { objMalloc } from '../memory/domains'
import { i32, type Ptr, u8 } from '../memory/heap'
import { PyFrozenSet_New } from '../object/container/set-core'
import { PyTuple_New } from '../object/container/tuple-core'
import { PySequence_Tuple } from '../object/container/tuple-from'
import { PyErr_NoMemory } from '../object/errors-core'
import { initHeader, Py_DECREF, Py_NewRef, Py_SET_SIZE, Py_XDECREF } from '../object/header'
import * as L from '../object/layout'
import { newBytes } from '../object/text/bytes-core'
import { PyUnicode_InternFromString, PyUnicode_InternInPlace } from '../object/text/intern'
import { newStr } from '../object/text/str-core'
import { PyCode_Type } from '../object/types'
import { LIBRARY_ROOT } from '../vfs/library-root'
import { registerCode } from './code-registry'
import { parkCompilerLeftovers } from './compiler-leftovers'
import { scalarConstant } from './scalar-constant'
import { raiseSyntaxError } from './syntax-error'

/** Objects made so far in one compilation, by the compiler's constant; owned by the map until it is released. */
type Made = Map<Const | string, Ptr>

/** Only names-like strings are interned at compile time (all_name_chars). */
const isNameLike = (s: string): boolean => /^[A-Za-z0-9_]*$/.test(s)

/** String constants for which another, already interned object took the place of their own. */
const replaced = new WeakSet<Const>()

function stringConstant(c: Const & { t: 'str' }): Ptr {
  const s = newStr(c.v)
  if (s === 0 || !isNameLike(c.v)) return s
  const interned = PyUnicode_InternInPlace(s)
  if (interned !== s) replaced.add(c)
  return interned
}

function constant(c: Const, made: Made): Ptr {
  const known = made.get(c)
  if (known !== undefined) return Py_NewRef(known)
  const o = makeConstant(c, made)
  if (o !== 0) made.set(c, Py_NewRef(o))
  return o
}

function makeConstant(c: Const, made: Made): Ptr {
  switch (c.t) {
    case 'str':
      return stringConstant(c)
    case 'tuple':
      return tuple(c.v, made)
    case 'frozenset': {
      const first = frozenSetOf(tuple(c.v, made))
      // CPython's merging of constants builds the set once more from the items in table order, which can change the order
      const merged = first === 0 ? 0 : frozenSetOf(PySequence_Tuple(first), first)
      // and once more when interning exchanged one of its strings (intern_string_constants)
      return merged === 0 || !c.v.some((item) => replaced.has(item))
        ? merged
        : frozenSetOf(PySequence_Tuple(merged), merged)
    }
    case 'code':
      return code(c.v, made)
    default:
      return scalarConstant(c)
  }
}

/** A frozenset of the items of a tuple (dropped, like `also`); 0 on failure. */
function frozenSetOf(items: Ptr, also: Ptr = 0): Ptr {
  const s = items === 0 ? 0 : PyFrozenSet_New(items)
  Py_XDECREF(items)
  Py_XDECREF(also)
  return s
}

function tuple(items: Const[], made: Made): Ptr {
  const t = PyTuple_New(items.length)
  if (t === 0) return 0
  for (let i = 0; i < items.length; i++) {
    const o = constant(items[i], made)
    if (o === 0) {
      Py_DECREF(t)
      return 0
    }
    i32[(t + L.TUPLE_ITEM + 8 * i) >> 2] = o
  }
  return t
}

/** A tuple of names: every item is interned. */
function nameTuple(c: TupleConst, made: Made): Ptr {
  const known = made.get(c)
  if (known !== undefined) return Py_NewRef(known)
  for (const item of c.v) {
    if (item.t === 'str' && !made.has(item)) made.set(item, PyUnicode_InternFromString(item.v))
  }
  return constant(c, made)
}

/** The file name is one object for all code objects of a compilation. */
function sharedText(text: string, made: Made): Ptr {
  const known = made.get(text)
  if (known !== undefined) return Py_NewRef(known)
  const o = PyUnicode_InternInPlace(newStr(text))
  made.set(text, Py_NewRef(o))
  return o
}

/** The code unit of the first RESUME: before it a frame is not shown to anybody. */
function firstTraceable(bytes: Uint8Array): number {
  let unit = 0
  while (2 * unit < bytes.length && bytes[2 * unit] !== RESUME) unit++
  return unit
}

function code(unit: CodeUnit, made: Made): Ptr {
  const consts = constant(unit.objects.consts, made)
  if (consts === 0) return 0
  let nlocals = 0
  let ncells = 0
  let nfree = 0
  let both = 0
  for (const kind of unit.localspluskinds) {
    if (kind & L.CO_FAST_LOCAL) nlocals++
    if (kind & L.CO_FAST_CELL) ncells++
    if (kind & L.CO_FAST_FREE) nfree++
    if (kind & L.CO_FAST_LOCAL && kind & L.CO_FAST_CELL) both++
  }
  const units = unit.code.length >> 1
  const size = L.SIZEOF_CODE_HEADER + unit.code.length
  const o = objMalloc(size)
  if (o === 0) return PyErr_NoMemory()
  for (let p = o; p < o + L.SIZEOF_CODE_HEADER; p += 4) i32[p >> 2] = 0
  initHeader(o, PyCode_Type)
  Py_SET_SIZE(o, units)
  const set = (offset: number, v: number): void => {
    i32[(o + offset) >> 2] = v
  }
  set(L.CO_CONSTS, consts)
  set(L.CO_NAMES, nameTuple(unit.objects.names, made))
  set(L.CO_EXCEPTIONTABLE, constant(unit.objects.exceptiontable, made))
  set(L.CO_FLAGS, unit.flags)
  set(L.CO_ARGCOUNT, unit.argcount)
  set(L.CO_POSONLYARGCOUNT, unit.posonlyargcount)
  set(L.CO_KWONLYARGCOUNT, unit.kwonlyargcount)
  set(L.CO_STACKSIZE, unit.stacksize)
  set(L.CO_FIRSTLINENO, unit.firstlineno)
  set(L.CO_NLOCALSPLUS, unit.localsplusnames.length)
  set(L.CO_NLOCALS, nlocals)
  set(L.CO_NPLAINCELLVARS, ncells - both)
  set(L.CO_NCELLVARS, ncells)
  set(L.CO_NFREEVARS, nfree)
  set(L.CO_LOCALSPLUSNAMES, nameTuple(unit.objects.localsplusnames, made))
  set(L.CO_LOCALSPLUSKINDS, newBytes(unit.localspluskinds))
  set(L.CO_FILENAME, sharedText(unit.filename, made))
  set(L.CO_NAME, PyUnicode_InternFromString(unit.name))
  set(L.CO_QUALNAME, PyUnicode_InternFromString(unit.qualname))
  set(L.CO_LINETABLE, constant(unit.objects.linetable, made))
  u8.set(unit.code, o + L.CO_CODE_ADAPTIVE)
  set(L.CO_FIRSTTRACEABLE, firstTraceable(unit.code))
  registerCode(o, unit.kept)
  return o
}

/** A heap code object of a compilation; 0 + MemoryError. New reference. */
export function codeFromUnit(unit: CodeUnit): Ptr {
  const { code: o, release } = codeAndConstants(unit)
  release()
  return o
}

/**
 * A code object together with one more reference to each of its constants, as the syntax tree holds while a script or
 * exec(text) runs (sys.getrefcount shows it). Call release when the code has ended.
 */
export function codeAndConstants(unit: CodeUnit): { code: Ptr; release: () => void } {
  const made: Made = new Map()
  const o = code(unit, made)
  dropTables(unit, made)
  return {
    code: o,
    release: () => {
      for (const p of made.values()) Py_DECREF(p)
      made.clear()
    },
  }
}

/** There is no event loop: a script with coroutines is refused at once; the library's own may lie unused. */
function refuseAsync(unit: CodeUnit): void {
  const use = findAsync(unit)
  if (use === null) return
  throw new CompileError({ kind: 'SyntaxError', msg: use.msg, filename: unit.filename, lineno: use.lineno })
}

/** The tree holds the constants of the source, not the tables and code objects made from it. */
function dropTables(unit: CodeUnit, made: Made): void {
  for (const table of Object.values(unit.objects) as Const[]) drop(table, made)
  for (const c of unit.consts) {
    if (c.t !== 'code') continue
    drop(c, made)
    dropTables(c.v, made)
  }
}

function drop(c: Const, made: Made): void {
  const p = made.get(c)
  if (p === undefined) return
  made.delete(c)
  Py_DECREF(p)
}

/** The compiler's result, or null with SyntaxError (or a subclass) set. */
export function compileUnit(
  source: string,
  filename: string,
  mode: 'exec' | 'eval' | 'single',
  flags = 0,
): CodeUnit | null {
  try {
    const unit = compileSource(source, filename, mode, { flags })
    if (!filename.startsWith(`${LIBRARY_ROOT}/`)) refuseAsync(unit)
    return unit
  } catch (e) {
    if (!(e instanceof CompileError)) throw e
    raiseSyntaxError(e)
    return null
  }
}

/** The syntax tree, or null with SyntaxError set. */
export function parseTree(source: string, filename: string, mode: 'exec' | 'eval' | 'single'): object | null {
  try {
    return parse(source, filename, mode)
  } catch (e) {
    if (!(e instanceof CompileError)) throw e
    raiseSyntaxError(e)
    return null
  }
}

/** Compiles source text: a code object, or 0 with SyntaxError (or a subclass) set. */
export function compileString(source: string, filename: string, mode: 'exec' | 'eval' | 'single', flags = 0): Ptr {
  const unit = compileUnit(source, filename, mode, flags)
  if (unit === null) return 0
  const code = codeFromUnit(unit)
  if (code !== 0) parkCompilerLeftovers(unit)
  return code
}
