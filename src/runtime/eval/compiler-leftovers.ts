/**
 * What CPython's compiler leaves behind. Its symbol tables and the keys under which it merges constants are dicts, lists and
 * tuples that die when the compilation ends, and dead ones wait in the free lists for the script's first objects. Ours
 * lives outside the heap, so the same numbers are parked here: sys.getallocatedblocks() around the script's first
 * containers shows whether they were there.
 *
 * For n scopes nested d deep, all alive at once at the deepest point (Python/symtable.c, Python/compile.c):
 *   dicts   n symbol tables, 5 name tables for each open scope, the table of blocks, the constant cache
 *   keys    the small tables among the symbol tables, and those of the names in use
 *   lists   2 for each symbol table, the parser's arena, the constants under assembly and their sorted keys
 *   tuples  one (type, object) pair for each bytes, float, bool, complex or tuple constant and each table of a code
 *           object, and for a tuple one more of its own length with the keys of its items (_PyCode_ConstantKey)
 */
import type { CodeUnit, Const } from '../compile/code-unit'
import type { Ptr } from '../memory/heap'
import { PyDict_New, PyDict_SetItem } from '../object/container/dict-core'
import { PyList_New } from '../object/container/list-core'
import { PyTuple_MAXSAVESIZE, PyTuple_New } from '../object/container/tuple-core'
import { PyErr_Clear } from '../object/errors-core'
import { Py_DECREF } from '../object/header'
import { PyFloat_FromDouble } from '../object/number/float-core'
import { _Py_ID } from '../object/text/str-core'
import { Py_None } from '../object/types'

/** Numbers of dead objects by kind; tuples by length. */
interface Leftovers {
  dicts: number
  /** Key tables of 8 slots for str keys. */
  keys: number
  lists: number
  floats: number
  tuples: number[]
}

/** Parked when a plain CPython 3.11 (-S) reaches the script, its compiler's not counted: sys._debugmallocstats(). */
const AT_START: Leftovers = {
  dicts: 8,
  keys: 7,
  lists: 5,
  floats: 4,
  tuples: [0, 3, 8, 2, 1, 1, 3, 0, 0, 0, 0, 1, 0, 1, 0, 1, 0, 1, 0, 0, 0],
}

function countKey(c: Const, tuples: number[]): void {
  switch (c.t) {
    case 'true':
    case 'false':
    case 'bytes':
      tuples[2]++
      return
    case 'float':
      tuples[Object.is(c.v, -0) ? 3 : 2]++
      return
    case 'complex':
      tuples[Object.is(c.re, -0) || Object.is(c.im, -0) ? 3 : 2]++
      return
    case 'tuple':
    case 'frozenset':
      tuples[2]++
      if (c.t === 'tuple' && c.v.length > 0 && c.v.length <= PyTuple_MAXSAVESIZE) tuples[c.v.length]++
      for (const item of c.v) countKey(item, tuples)
  }
}

/** Registers a constant and the items of tuples in the cache of one compilation (merge_consts_recursive). */
function countConstant(c: Const, seen: Set<Const>, tuples: number[]): void {
  if (seen.has(c)) return
  seen.add(c)
  countKey(c, tuples)
  if (c.t === 'tuple' || c.t === 'frozenset') for (const item of c.v) countConstant(item, seen, tuples)
}

/** What compiling this code leaves parked. */
export function leftoversOf(unit: CodeUnit): Leftovers {
  const tuples = new Array<number>(PyTuple_MAXSAVESIZE + 1).fill(0)
  const seen = new Set<Const>()
  const codes = new Set<string>()
  let scopes = 0
  let small = 0
  let deepest = 0
  const visit = (u: CodeUnit, depth: number): void => {
    scopes++
    if ((depth === 1 ? u.names : u.localsplusnames).length <= SMALL_TABLE) small++
    deepest = Math.max(deepest, depth)
    for (const c of u.consts) {
      if (c.t === 'code') visit(c.v, depth + 1)
      else countConstant(c, seen, tuples)
    }
    const { names, consts, localsplusnames, linetable, exceptiontable } = u.objects
    for (const table of [exceptiontable, linetable, names, consts, localsplusnames]) {
      if (seen.has(table)) continue
      seen.add(table)
      countKey(table, tuples)
    }
    const code = u.code.join()
    if (!codes.has(code)) tuples[2]++
    codes.add(code)
  }
  visit(unit, 1)
  tuples[2]++ // the arguments of the assembler's call
  return { dicts: scopes + 2 + 5 * deepest, keys: small + 4, lists: 2 * scopes + 3, floats: 0, tuples }
}

/**
 * Makes `n` objects alive at once and drops them: at least that many, up to the free list's bound, are parked then. Where
 * memory is short fewer are; that is nobody's error.
 */
function park(n: number, make: () => Ptr): void {
  const made: Ptr[] = []
  for (let i = 0; i < n; i++) {
    const o = make()
    if (o === 0) {
      PyErr_Clear()
      break
    }
    made.push(o)
  }
  for (const o of made) Py_DECREF(o)
}

/** Keys that the smallest table takes. */
const SMALL_TABLE = 5
const FREE_LIST_BOUND = 80
const TUPLE_BOUND = 2000

const KEY = _Py_ID('key')
function smallDict(): Ptr {
  const d = PyDict_New()
  if (d === 0 || PyDict_SetItem(d, KEY, Py_None) === 0) return d
  Py_DECREF(d)
  return 0
}

function parkAll(l: Leftovers): void {
  park(Math.min(l.dicts, FREE_LIST_BOUND), PyDict_New)
  park(Math.min(l.keys, FREE_LIST_BOUND), smallDict)
  park(Math.min(l.lists, FREE_LIST_BOUND), () => PyList_New(0))
  park(l.floats, () => PyFloat_FromDouble(0))
  for (let n = 1; n <= PyTuple_MAXSAVESIZE; n++) park(Math.min(l.tuples[n], TUPLE_BOUND), () => PyTuple_New(n))
}

/** Called when the interpreter has started. */
export const parkStartupLeftovers = (): void => parkAll(AT_START)

let started = false

/**
 * Called when the code object of a compilation has been made; no error may be set. For the first, the script itself, what the start had parked
 * was there before the script's constants needed it.
 */
export function parkCompilerLeftovers(unit: CodeUnit): void {
  const l = leftoversOf(unit)
  parkAll(started ? l : { ...l, tuples: l.tuples.map((n, i) => Math.max(n, AT_START.tuples[i])) })
  started = true
}
