import type { Expr, Node, Operator, Position, Stmt } from '../1-parse/ast'
import type { FutureFeatures } from '../2-analyze/future'
import { mangle } from '../2-analyze/mangle'
import { GLOBAL_EXPLICIT } from '../2-analyze/scope-entry'
import type { SourceInfo } from '../2-analyze/source-location'
import type { SymbolTable } from '../2-analyze/symtable'
import type { Const } from '../code-unit'
import type { CompileError } from '../errors'
import * as op from '../opcodes'
import { ConstCache } from './const-cache'
import { BasicBlock, Instr, isJump, isScopeExit } from './instruction'
import { type FrameBlock, type ScopeType, Unit } from './unit'

export interface SyntaxWarning {
  category: 'SyntaxWarning'
  msg: string
  filename: string
  lineno: number
}

/** The code generators that call each other recursively; set once, so that their modules need not import each other. */
export interface Generators {
  expr(c: Compiler, e: Expr): void
  stmt(c: Compiler, s: Stmt): void
}

/** Displays and calls with more operands than this are built piece by piece, so that they need little stack. */
export const STACK_USE_GUIDELINE = 30

/** CPython nests at most 20 blocks statically (CO_MAXBLOCKS). */
const MAX_BLOCKS = 20

/** State of one compilation, and the functions that emit instructions (`struct compiler`). */
export class Compiler {
  readonly source: SourceInfo
  readonly symbols: SymbolTable
  readonly future: FutureFeatures
  /** All inherited and own `CO_FUTURE_*` flags. */
  readonly flags: number
  readonly optimize: number
  readonly interactive: boolean
  readonly consts = new ConstCache()
  readonly stack: Unit[] = []
  readonly onWarning: ((warning: SyntaxWarning) => void) | null
  private readonly generators: Generators
  u!: Unit

  constructor(fields: {
    source: SourceInfo
    symbols: SymbolTable
    future: FutureFeatures
    flags: number
    optimize: number
    interactive: boolean
    onWarning: ((warning: SyntaxWarning) => void) | null
    generators: Generators
  }) {
    this.source = fields.source
    this.symbols = fields.symbols
    this.future = fields.future
    this.flags = fields.flags
    this.optimize = fields.optimize
    this.interactive = fields.interactive
    this.onWarning = fields.onWarning
    this.generators = fields.generators
  }

  // ---- visiting

  /** Compiles an expression; the current place in the source is as before afterwards (`compiler_visit_expr`). */
  expr(e: Expr): void {
    const u = this.u
    const { lineno, col, endLineno, endCol } = u
    this.setLoc(e)
    this.generators.expr(this, e)
    u.lineno = lineno
    u.col = col
    u.endLineno = endLineno
    u.endCol = endCol
  }

  exprs(list: readonly Expr[]): void {
    for (let i = 0; i < list.length; i++) this.expr(list[i])
  }

  stmt(s: Stmt): void {
    this.setLoc(s)
    this.generators.stmt(this, s)
  }

  stmts(body: readonly Stmt[]): void {
    for (let i = 0; i < body.length; i++) this.stmt(body[i])
  }

  // ---- scopes

  /** Begins a code object (`compiler_enter_scope`). */
  enterScope(name: string, scopeType: ScopeType, key: Node, lineno: number): void {
    const scope = this.symbols.blocks.get(key)
    if (scope === undefined) throw new Error(`no symbol table block for ${key.nodeType}`)
    const parent = this.stack.length > 0 ? this.u : null
    const u = new Unit(scope, name, scopeType, parent === null ? null : parent.privateName, lineno)
    this.stack.push(u)
    this.u = u
    if (parent === null) u.lineno = 0
    else if (this.stack.length > 2) u.qualname = this.qualnameIn(parent, u)
    this.opI(op.RESUME, 0)
    if (parent === null) u.lineno = -1
  }

  exitScope(): void {
    this.stack.pop()
    this.u = this.stack[this.stack.length - 1]
  }

  private qualnameIn(parent: Unit, u: Unit): string {
    if (u.scopeType === 'function' || u.scopeType === 'async function' || u.scopeType === 'class') {
      // declared global where it is defined: it lives at module level, whatever surrounds it
      if (isExplicitGlobal(parent, mangle(parent.privateName, u.name))) return u.name
    }
    const parentIsFunction =
      parent.scopeType === 'function' || parent.scopeType === 'async function' || parent.scopeType === 'lambda'
    return `${parent.qualname}${parentIsFunction ? '.<locals>' : ''}.${u.name}`
  }

  // ---- places in the source

  setLoc(where: Position): void {
    const u = this.u
    u.lineno = where.lineno
    u.col = where.col_offset
    u.endLineno = where.end_lineno
    u.endCol = where.end_col_offset
  }

  /** What follows has no counterpart in the source. */
  unsetLoc(): void {
    const u = this.u
    u.lineno = -1
    u.col = -1
    u.endLineno = -1
    u.endCol = -1
  }

  /** Runs `body`, then puts the place in the source back. */
  keepingLoc(body: () => void): void {
    const u = this.u
    const { lineno, col, endLineno, endCol } = u
    body()
    u.lineno = lineno
    u.col = col
    u.endLineno = endLineno
    u.endCol = endCol
  }

  error(msg: string): CompileError {
    const u = this.u
    return this.source.errorRange(msg, u.lineno, u.col, u.endLineno, u.endCol)
  }

  warn(msg: string): void {
    const { filename } = this.source
    this.onWarning?.({ category: 'SyntaxWarning', msg, filename, lineno: this.u.lineno })
  }

  // ---- blocks

  newBlock(): BasicBlock {
    const block = new BasicBlock()
    this.u.blocks.push(block)
    return block
  }

  use(block: BasicBlock): void {
    const u = this.u
    u.cur.next = block
    u.cur = block
    u.needNewBlock = false
  }

  pushBlock(frameBlock: FrameBlock): void {
    if (this.u.frameBlocks.length >= MAX_BLOCKS) throw this.error('too many statically nested blocks')
    this.u.frameBlocks.push(frameBlock)
  }

  popBlock(): void {
    this.u.frameBlocks.pop()
  }

  // ---- instructions

  private emit(instr: Instr): void {
    const u = this.u
    if (u.needNewBlock) this.use(this.newBlock())
    u.cur.instrs.push(instr)
    if (isJump(instr) || isScopeExit(instr.opcode)) u.needNewBlock = true
  }

  op(opcode: number): void {
    const u = this.u
    this.emit(new Instr(opcode, 0, null, u.lineno, u.endLineno, u.col, u.endCol))
    if (opcode === op.RETURN_VALUE) u.cur.hasReturn = true
  }

  opNoLine(opcode: number): void {
    this.emit(new Instr(opcode, 0, null, -1, 0, 0, 0))
  }

  opI(opcode: number, oparg: number): void {
    const u = this.u
    this.emit(new Instr(opcode, oparg, null, u.lineno, u.endLineno, u.col, u.endCol))
  }

  opINoLine(opcode: number, oparg: number): void {
    this.emit(new Instr(opcode, oparg, null, -1, 0, 0, 0))
  }

  jump(opcode: number, target: BasicBlock): void {
    const u = this.u
    this.emit(new Instr(opcode, 0, target, u.lineno, u.endLineno, u.col, u.endCol))
  }

  jumpNoLine(opcode: number, target: BasicBlock): void {
    this.emit(new Instr(opcode, 0, target, -1, 0, 0, 0))
  }

  addConst(c: Const): number {
    return indexOf(this.u.consts, this.consts.merge(c))
  }

  loadConst(c: Const): void {
    this.opI(op.LOAD_CONST, this.addConst(c))
  }

  loadInt(v: number): void {
    this.loadConst({ t: 'int', v: BigInt(v) })
  }

  loadStr(v: string): void {
    this.loadConst({ t: 'str', v })
  }

  strTuple(names: readonly string[]): Const {
    return { t: 'tuple', v: names.map((v): Const => ({ t: 'str', v })) }
  }

  /** An instruction whose argument is an attribute, global or module name. */
  opName(opcode: number, name: string): void {
    this.opI(opcode, indexOf(this.u.names, mangle(this.u.privateName, name)))
  }

  binary(operator: Operator, inplace: boolean): void {
    this.opI(op.BINARY_OP, BINARY_OPERATORS[operator] + (inplace ? op.NB_INPLACE_ADD - op.NB_ADD : 0))
  }
}

export function indexOf<K>(map: Map<K, number>, key: K): number {
  let index = map.get(key)
  if (index === undefined) {
    index = map.size
    map.set(key, index)
  }
  return index
}

function isExplicitGlobal(parent: Unit, name: string): boolean {
  return parent.scope.scopeOf(name) === GLOBAL_EXPLICIT
}

const BINARY_OPERATORS: Record<Operator, number> = {
  Add: op.NB_ADD,
  Sub: op.NB_SUBTRACT,
  Mult: op.NB_MULTIPLY,
  MatMult: op.NB_MATRIX_MULTIPLY,
  Div: op.NB_TRUE_DIVIDE,
  Mod: op.NB_REMAINDER,
  Pow: op.NB_POWER,
  LShift: op.NB_LSHIFT,
  RShift: op.NB_RSHIFT,
  BitOr: op.NB_OR,
  BitXor: op.NB_XOR,
  BitAnd: op.NB_AND,
  FloorDiv: op.NB_FLOOR_DIVIDE,
}
