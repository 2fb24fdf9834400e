import type { MatchAs, MatchClass, MatchMapping, MatchOr, MatchSequence, MatchValue, Pattern } from '../1-parse/ast'
import { constKey } from '../2-analyze/const-equal'
import { constRepr, strRepr } from '../2-analyze/const-repr'
import { NONE } from '../code-unit'
import type { CompileError } from '../errors'
import * as op from '../opcodes'
import type { Compiler } from './compiler'
import { addCompare } from './conditions'
import type { BasicBlock } from './instruction'
import { checkAssignable } from './names'

/**
 * State while one `case` is compiled (`pattern_context`). Each pattern consumes the subject on top and jumps to
 * `failPop[n]` when it does not match, n being what must then be popped: names are stored only after the whole pattern
 * matched, until then captures wait on the stack, under `onTop` working values.
 */
export interface PatternContext {
  stores: string[]
  /** Whether a pattern that always matches is allowed here. */
  allowIrrefutable: boolean
  failPop: BasicBlock[]
  onTop: number
}

export function isWildcard(p: Pattern): boolean {
  return p.nodeType === 'MatchAs' && p.name === null
}

export function ensureFailPop(c: Compiler, pc: PatternContext, n: number): void {
  while (pc.failPop.length <= n) pc.failPop.push(c.newBlock())
}

function jumpToFailPop(c: Compiler, pc: PatternContext, opcode: number): void {
  const pops = pc.onTop + pc.stores.length
  ensureFailPop(c, pc, pops)
  c.jump(opcode, pc.failPop[pops])
}

/** The blocks that pop, each falling through into the next. */
export function emitFailPop(c: Compiler, pc: PatternContext): void {
  if (pc.failPop.length === 0) return
  for (let i = pc.failPop.length - 1; i > 0; i--) {
    c.use(pc.failPop[i])
    c.op(op.POP_TOP)
  }
  c.use(pc.failPop[0])
  pc.failPop = []
}

/** Brings the top value under `count - 1` others. */
function rotate(c: Compiler, count: number): void {
  while (count > 1) c.opI(op.SWAP, count--)
}

function duplicateStore(c: Compiler, name: string): CompileError {
  return c.error(`multiple assignments to name ${strRepr(name)} in pattern`)
}

function storeName(c: Compiler, name: string | null, pc: PatternContext): void {
  if (name === null) {
    c.op(op.POP_TOP)
    return
  }
  checkAssignable(c, name, 'Store')
  if (pc.stores.includes(name)) throw duplicateStore(c, name)
  rotate(c, pc.onTop + pc.stores.length + 1)
  pc.stores.push(name)
}

export function compilePattern(c: Compiler, p: Pattern, pc: PatternContext): void {
  c.setLoc(p)
  switch (p.nodeType) {
    case 'MatchValue':
      patternValue(c, p, pc)
      break
    case 'MatchSingleton':
      c.loadConst(p.value)
      addCompare(c, 'Is')
      jumpToFailPop(c, pc, op.POP_JUMP_IF_FALSE)
      break
    case 'MatchSequence':
      patternSequence(c, p, pc)
      break
    case 'MatchMapping':
      patternMapping(c, p, pc)
      break
    case 'MatchClass':
      patternClass(c, p, pc)
      break
    case 'MatchStar':
      storeName(c, p.name, pc)
      break
    case 'MatchAs':
      patternAs(c, p, pc)
      break
    case 'MatchOr':
      patternOr(c, p, pc)
      break
  }
}

/** Inside another pattern, one that always matches is no mistake. */
function subpattern(c: Compiler, p: Pattern, pc: PatternContext): void {
  const allowed = pc.allowIrrefutable
  pc.allowIrrefutable = true
  compilePattern(c, p, pc)
  pc.allowIrrefutable = allowed
}

function patternValue(c: Compiler, p: MatchValue, pc: PatternContext): void {
  const kind = p.value.nodeType
  if (kind !== 'Constant' && kind !== 'Attribute') {
    throw c.error('patterns may only match literals and attribute lookups')
  }
  c.expr(p.value)
  addCompare(c, 'Eq')
  jumpToFailPop(c, pc, op.POP_JUMP_IF_FALSE)
}

function patternAs(c: Compiler, p: MatchAs, pc: PatternContext): void {
  if (p.pattern === null) {
    if (!pc.allowIrrefutable) {
      if (p.name !== null) throw c.error(`name capture ${strRepr(p.name)} makes remaining patterns unreachable`)
      throw c.error('wildcard makes remaining patterns unreachable')
    }
    storeName(c, p.name, pc)
    return
  }
  pc.onTop++
  c.opI(op.COPY, 1)
  compilePattern(c, p.pattern, pc)
  pc.onTop--
  storeName(c, p.name, pc)
}

// ---- sequences

function patternSequence(c: Compiler, p: MatchSequence, pc: PatternContext): void {
  const patterns = p.patterns
  const size = patterns.length
  let star = -1
  let onlyWildcard = true
  let starWildcard = false
  for (let i = 0; i < size; i++) {
    const pattern = patterns[i]
    if (pattern.nodeType === 'MatchStar') {
      if (star >= 0) throw c.error('multiple starred names in sequence pattern')
      starWildcard = pattern.name === null
      onlyWildcard &&= starWildcard
      star = i
    } else {
      onlyWildcard &&= isWildcard(pattern)
    }
  }
  pc.onTop++
  c.op(op.MATCH_SEQUENCE)
  jumpToFailPop(c, pc, op.POP_JUMP_IF_FALSE)
  if (star < 0 || size > 1) {
    c.op(op.GET_LEN)
    c.loadInt(star < 0 ? size : size - 1)
    addCompare(c, star < 0 ? 'Eq' : 'GtE')
    jumpToFailPop(c, pc, op.POP_JUMP_IF_FALSE)
  }
  pc.onTop--
  if (onlyWildcard) c.op(op.POP_TOP)
  else if (starWildcard) sequenceBySubscript(c, patterns, star, pc)
  else sequenceByUnpacking(c, patterns, pc)
}

function sequenceByUnpacking(c: Compiler, patterns: readonly Pattern[], pc: PatternContext): void {
  const size = patterns.length
  const star = patterns.findIndex((p) => p.nodeType === 'MatchStar')
  if (star < 0) {
    c.opI(op.UNPACK_SEQUENCE, size)
  } else {
    if (star >= 1 << 8 || size - star - 1 >= 0x7fffff) {
      throw c.error('too many expressions in star-unpacking sequence pattern')
    }
    c.opI(op.UNPACK_EX, star + ((size - star - 1) << 8))
  }
  pc.onTop += size
  for (const pattern of patterns) {
    pc.onTop--
    subpattern(c, pattern, pc)
  }
}

/** With `*_` the rest need not be copied: take the items one by one. */
function sequenceBySubscript(c: Compiler, patterns: readonly Pattern[], star: number, pc: PatternContext): void {
  pc.onTop++
  const size = patterns.length
  for (let i = 0; i < size; i++) {
    const pattern = patterns[i]
    if (isWildcard(pattern) || i === star) continue
    c.opI(op.COPY, 1)
    if (i < star) {
      c.loadInt(i)
    } else {
      // the subject may not know negative indices
      c.op(op.GET_LEN)
      c.loadInt(size - i)
      c.binary('Sub', false)
    }
    c.op(op.BINARY_SUBSCR)
    subpattern(c, pattern, pc)
  }
  pc.onTop--
  c.op(op.POP_TOP)
}

// ---- mappings

function patternMapping(c: Compiler, p: MatchMapping, pc: PatternContext): void {
  const size = p.keys.length
  pc.onTop++
  c.op(op.MATCH_MAPPING)
  jumpToFailPop(c, pc, op.POP_JUMP_IF_FALSE)
  if (size === 0 && p.rest === null) {
    pc.onTop--
    c.op(op.POP_TOP)
    return
  }
  if (size > 0) {
    c.op(op.GET_LEN)
    c.loadInt(size)
    addCompare(c, 'GtE')
    jumpToFailPop(c, pc, op.POP_JUMP_IF_FALSE)
  }
  mappingKeys(c, p)
  c.opI(op.BUILD_TUPLE, size)
  c.op(op.MATCH_KEYS)
  // on the subject now lie the tuple of keys and the tuple of values, or None
  pc.onTop += 2
  c.opI(op.COPY, 1)
  c.loadConst(NONE)
  c.opI(op.IS_OP, 1)
  jumpToFailPop(c, pc, op.POP_JUMP_IF_FALSE)
  c.opI(op.UNPACK_SEQUENCE, size)
  pc.onTop += size - 1
  for (const pattern of p.patterns) {
    pc.onTop--
    subpattern(c, pattern, pc)
  }
  pc.onTop -= 2
  if (p.rest === null) {
    c.op(op.POP_TOP)
    c.op(op.POP_TOP)
    return
  }
  // rest = dict(subject), without the keys
  c.opI(op.BUILD_MAP, 0)
  c.opI(op.SWAP, 3)
  c.opI(op.DICT_UPDATE, 2)
  c.opI(op.UNPACK_SEQUENCE, size)
  for (let left = size; left > 0; left--) {
    c.opI(op.COPY, 1 + left)
    c.opI(op.SWAP, 2)
    c.op(op.DELETE_SUBSCR)
  }
  storeName(c, p.rest, pc)
}

function mappingKeys(c: Compiler, p: MatchMapping): void {
  const seen = new Set<string>()
  for (const key of p.keys) {
    if (key.nodeType === 'Constant') {
      const id = constKey(key.value)
      if (seen.has(id)) throw c.error(`mapping pattern checks duplicate key (${constRepr(key.value)})`)
      seen.add(id)
    } else if (key.nodeType !== 'Attribute') {
      throw c.error('mapping pattern keys may only match literals and attribute lookups')
    }
    c.expr(key)
  }
}

// ---- classes

function validateAttributes(c: Compiler, p: MatchClass): void {
  const attrs = p.kwd_attrs
  for (let i = 0; i < attrs.length; i++) {
    c.setLoc(p.kwd_patterns[i])
    checkAssignable(c, attrs[i], 'Store')
    for (let j = i + 1; j < attrs.length; j++) {
      if (attrs[i] === attrs[j]) {
        c.setLoc(p.kwd_patterns[j])
        throw c.error(`attribute name repeated in class pattern: ${attrs[i]}`)
      }
    }
  }
  c.setLoc(p)
}

function patternClass(c: Compiler, p: MatchClass, pc: PatternContext): void {
  const patterns = [...p.patterns, ...p.kwd_patterns]
  if (p.kwd_attrs.length > 0) validateAttributes(c, p)
  c.expr(p.cls)
  c.loadConst(c.strTuple(p.kwd_attrs))
  c.opI(op.MATCH_CLASS, p.patterns.length)
  c.opI(op.COPY, 1)
  c.loadConst(NONE)
  c.opI(op.IS_OP, 1)
  // on top: the tuple of attributes, or None
  pc.onTop++
  jumpToFailPop(c, pc, op.POP_JUMP_IF_FALSE)
  c.opI(op.UNPACK_SEQUENCE, patterns.length)
  pc.onTop += patterns.length - 1
  for (const pattern of patterns) {
    pc.onTop--
    if (isWildcard(pattern)) c.op(op.POP_TOP)
    else subpattern(c, pattern, pc)
  }
}

// ---- alternatives

function patternOr(c: Compiler, p: MatchOr, pc: PatternContext): void {
  const end = c.newBlock()
  const outer = { ...pc }
  /** The names the first alternative binds: all others must bind the same, and leave them in this order. */
  let control: string[] | null = null
  p.patterns.forEach((alternative, i) => {
    c.setLoc(alternative)
    pc.stores = []
    pc.allowIrrefutable = i === p.patterns.length - 1 && outer.allowIrrefutable
    pc.failPop = []
    pc.onTop = 0
    c.opI(op.COPY, 1)
    compilePattern(c, alternative, pc)
    if (control === null) control = pc.stores
    else reorderStores(c, pc, control)
    c.jump(op.JUMP, end)
    emitFailPop(c, pc)
  })
  pc.stores = outer.stores
  pc.allowIrrefutable = outer.allowIrrefutable
  pc.failPop = outer.failPop
  pc.onTop = outer.onTop
  c.op(op.POP_TOP)
  jumpToFailPop(c, pc, op.JUMP)
  c.use(end)
  const names: string[] = control ?? []
  // the captures lie on the copy of the subject: bring them under it and all that must stay on top
  const rotations = names.length + 1 + pc.onTop + pc.stores.length
  for (const name of names) {
    rotate(c, rotations)
    if (pc.stores.includes(name)) throw duplicateStore(c, name)
    pc.stores.push(name)
  }
  c.op(op.POP_TOP)
}

function reorderStores(c: Compiler, pc: PatternContext, control: readonly string[]): void {
  const count = pc.stores.length
  if (count !== control.length) throw c.error('alternative patterns bind different names')
  for (let i = count - 1; i >= 0; i--) {
    const at = pc.stores.indexOf(control[i])
    if (at < 0) throw c.error('alternative patterns bind different names')
    if (at === i) continue
    const rotated = pc.stores.splice(0, at + 1)
    pc.stores.splice(i - at, 0, ...rotated)
    for (let n = 0; n <= at; n++) rotate(c, i + 1)
  }
}
