import type { Dict, Expr, FormattedValue, JoinedStr, List, SetDisplay, Tuple } from '../1-parse/ast'
import type { Const } from '../code-unit'
import * as op from '../opcodes'
import { type Compiler, STACK_USE_GUIDELINE } from './compiler'

/** Tuple, list, set and dict displays, f-strings, and the unpacking of assignment targets. */

function allConst(list: readonly (Expr | null)[]): boolean {
  return list.every((e) => e !== null && e.nodeType === 'Constant')
}

function constOf(e: Expr): Const {
  if (e.nodeType !== 'Constant') throw new Error('not a constant')
  return e.value
}

/** Which instructions make and fill the collection of a display. */
export interface DisplayOps {
  build: number
  add: number
  extend: number
  /** Built as a list, turned into a tuple at the end. */
  tuple: boolean
}

const LIST_OPS: DisplayOps = { build: op.BUILD_LIST, add: op.LIST_APPEND, extend: op.LIST_EXTEND, tuple: false }
const SET_OPS: DisplayOps = { build: op.BUILD_SET, add: op.SET_ADD, extend: op.SET_UPDATE, tuple: false }
export const TUPLE_OPS: DisplayOps = { ...LIST_OPS, tuple: true }

/** The items of a display, on top of `pushed` values which belong to it already (`starunpack_helper`). */
export function starUnpack(c: Compiler, elts: readonly Expr[], pushed: number, ops: DisplayOps): void {
  const n = elts.length
  if (n > 2 && allConst(elts)) {
    foldedDisplay(c, elts.map(constOf), pushed, ops)
    return
  }
  const big = n + pushed > STACK_USE_GUIDELINE
  const seenStar = elts.some((e) => e.nodeType === 'Starred')
  if (!seenStar && !big) {
    c.exprs(elts)
    c.opI(ops.tuple ? op.BUILD_TUPLE : ops.build, n + pushed)
    return
  }
  let built = false
  if (big) {
    c.opI(ops.build, pushed)
    built = true
  }
  for (let i = 0; i < n; i++) {
    const e = elts[i]
    if (e.nodeType === 'Starred') {
      if (!built) {
        c.opI(ops.build, i + pushed)
        built = true
      }
      c.expr(e.value)
      c.opI(ops.extend, 1)
    } else {
      c.expr(e)
      if (built) c.opI(ops.add, 1)
    }
  }
  if (ops.tuple) c.op(op.LIST_TO_TUPLE)
}

/** Three constants or more: the display is filled from one constant. */
function foldedDisplay(c: Compiler, items: Const[], pushed: number, ops: DisplayOps): void {
  const folded: Const = { t: 'tuple', v: items }
  if (ops.tuple && pushed === 0) {
    c.loadConst(folded)
    return
  }
  c.opI(ops.build, pushed)
  c.loadConst(ops.add === op.SET_ADD ? c.consts.frozenset(items) : folded)
  c.opI(ops.extend, 1)
  if (ops.tuple) c.op(op.LIST_TO_TUPLE)
}

export function compileSequence(c: Compiler, e: List | Tuple): void {
  if (e.ctx === 'Store') {
    unpackTargets(c, e.elts)
    for (const elt of e.elts) c.expr(elt.nodeType === 'Starred' ? elt.value : elt)
  } else if (e.ctx === 'Load') {
    starUnpack(c, e.elts, 0, e.nodeType === 'Tuple' ? TUPLE_OPS : LIST_OPS)
  } else {
    c.exprs(e.elts)
  }
}

export function compileSet(c: Compiler, e: SetDisplay): void {
  starUnpack(c, e.elts, 0, SET_OPS)
}

function unpackTargets(c: Compiler, elts: readonly Expr[]): void {
  const n = elts.length
  let seenStar = false
  for (let i = 0; i < n; i++) {
    if (elts[i].nodeType !== 'Starred') continue
    if (seenStar) throw c.error('multiple starred expressions in assignment')
    if (i >= 1 << 8 || n - i - 1 >= 0x7fffff) throw c.error('too many expressions in star-unpacking assignment')
    c.opI(op.UNPACK_EX, i + ((n - i - 1) << 8))
    seenStar = true
  }
  if (!seenStar) c.opI(op.UNPACK_SEQUENCE, n)
}

/** Items `begin` to `end` of a dict display, none of them unpacked, as one new dict. */
function subdict(c: Compiler, e: Dict, begin: number, end: number): void {
  const n = end - begin
  const big = n * 2 > STACK_USE_GUIDELINE
  const keys = e.keys.slice(begin, end) as Expr[]
  const values = e.values.slice(begin, end)
  if (n > 1 && !big && allConst(keys)) {
    c.exprs(values)
    c.loadConst({ t: 'tuple', v: keys.map(constOf) })
    c.opI(op.BUILD_CONST_KEY_MAP, n)
    return
  }
  if (big) c.opI(op.BUILD_MAP, 0)
  for (let i = 0; i < n; i++) {
    c.expr(keys[i])
    c.expr(values[i])
    if (big) c.opI(op.MAP_ADD, 1)
  }
  if (!big) c.opI(op.BUILD_MAP, n)
}

export function compileDict(c: Compiler, e: Dict): void {
  const n = e.values.length
  let haveDict = false
  /** Items seen and not yet emitted. */
  let pending = 0
  const flush = (begin: number, end: number): void => {
    subdict(c, e, begin, end)
    if (haveDict) c.opI(op.DICT_UPDATE, 1)
    haveDict = true
    pending = 0
  }
  for (let i = 0; i < n; i++) {
    if (e.keys[i] === null) {
      if (pending > 0) flush(i - pending, i)
      if (!haveDict) {
        c.opI(op.BUILD_MAP, 0)
        haveDict = true
      }
      c.expr(e.values[i])
      c.opI(op.DICT_UPDATE, 1)
    } else if (pending * 2 > STACK_USE_GUIDELINE) {
      flush(i - pending, i + 1)
    } else {
      pending++
    }
  }
  if (pending > 0) flush(n - pending, n)
  if (!haveDict) c.opI(op.BUILD_MAP, 0)
}

export function compileJoinedStr(c: Compiler, e: JoinedStr): void {
  if (e.values.length > STACK_USE_GUIDELINE) {
    c.loadStr('')
    c.opName(op.LOAD_METHOD, 'join')
    c.opI(op.BUILD_LIST, 0)
    for (const value of e.values) {
      c.expr(value)
      c.opI(op.LIST_APPEND, 1)
    }
    c.opI(op.PRECALL, 1)
    c.opI(op.CALL, 1)
    return
  }
  c.exprs(e.values)
  if (e.values.length !== 1) c.opI(op.BUILD_STRING, e.values.length)
}

/** By code of the conversion character; bit 2 says that a format specification lies on top. */
const CONVERSIONS = new Map([
  [-1, 0],
  [115, 1],
  [114, 2],
  [97, 3],
])

export function compileFormattedValue(c: Compiler, e: FormattedValue): void {
  c.expr(e.value)
  let oparg = CONVERSIONS.get(e.conversion)!
  if (e.format_spec !== null) {
    c.expr(e.format_spec)
    oparg |= 4
  }
  c.opI(op.FORMAT_VALUE, oparg)
}
