import type { Stmt } from '../1-parse/ast'
import { CELL, DEF_FREE_CLASS, FREE, SCOPE_OFFSET, type ScopeEntry } from '../2-analyze/scope-entry'
import type { Const } from '../code-unit'
import { BasicBlock } from './instruction'

export type ScopeType = 'module' | 'class' | 'function' | 'async function' | 'lambda' | 'comprehension'

/** What encloses the current instruction and needs care when control leaves it early (`struct fblockinfo`). */
export type FrameBlock =
  | { type: 'while loop' | 'for loop'; block: BasicBlock; exit: BasicBlock }
  | { type: 'try except' | 'finally end' | 'async comprehension'; block: BasicBlock }
  | { type: 'finally try'; block: BasicBlock; finalbody: readonly Stmt[] }
  | { type: 'with' | 'async with'; block: BasicBlock; stmt: Stmt }
  | { type: 'handler cleanup'; block: BasicBlock; name: string | null }
  | { type: 'pop value' | 'exception handler' | 'exception group handler'; block: null }

/** The state of one code object while it is compiled (`struct compiler_unit`). */
export class Unit {
  readonly scope: ScopeEntry
  readonly name: string
  qualname: string
  readonly scopeType: ScopeType
  /** Constants, names and variables with the index instructions use for them. */
  readonly consts = new Map<Const, number>()
  readonly names = new Map<string, number>()
  readonly varnames = new Map<string, number>()
  readonly cellvars: Map<string, number>
  readonly freevars: Map<string, number>
  privateName: string | null
  argcount = 0
  posonlyargcount = 0
  kwonlyargcount = 0
  /** In order of creation; the first is the entry. */
  readonly blocks: BasicBlock[] = []
  cur: BasicBlock
  readonly frameBlocks: FrameBlock[] = []
  readonly firstlineno: number
  /** The place in the source that the next instruction gets. */
  lineno: number
  col = 0
  endLineno: number
  endCol = 0
  /** The last instruction ended its block: the next one opens a new block. */
  needNewBlock = false

  constructor(scope: ScopeEntry, name: string, scopeType: ScopeType, privateName: string | null, lineno: number) {
    this.scope = scope
    this.name = name
    this.qualname = name
    this.scopeType = scopeType
    this.privateName = privateName
    this.firstlineno = lineno
    this.lineno = lineno
    this.endLineno = lineno
    for (const varname of scope.varnames) this.varnames.set(varname, this.varnames.size)
    this.cellvars = namesOfScope(scope, CELL, 0, 0)
    if (scope.needsClassClosure) this.cellvars.set('__class__', 0)
    this.freevars = namesOfScope(scope, FREE, DEF_FREE_CLASS, this.cellvars.size)
    this.cur = new BasicBlock()
    this.blocks.push(this.cur)
  }
}

/** Sorted by name, so that slots do not depend on the order of mention (`dictbytype`). */
function namesOfScope(entry: ScopeEntry, scope: number, flag: number, offset: number): Map<string, number> {
  const found: string[] = []
  for (const [name, flags] of entry.symbols) {
    if (flags >> SCOPE_OFFSET === scope || flags & flag) found.push(name)
  }
  found.sort(byCodePoint)
  return new Map(found.map((name, i) => [name, offset + i]))
}

/** As Python orders strings; JavaScript's order differs where surrogate pairs meet U+E000 to U+FFFF. */
function byCodePoint(a: string, b: string): number {
  const x = [...a]
  const y = [...b]
  for (let i = 0; i < x.length && i < y.length; i++) {
    if (x[i] !== y[i]) return x[i].codePointAt(0)! - y[i].codePointAt(0)!
  }
  return x.length - y.length
}
