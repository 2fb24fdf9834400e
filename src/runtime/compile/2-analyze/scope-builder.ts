import type { Node, Position } from '../1-parse/ast'
import { CO_FUTURE_ANNOTATIONS } from '../code-unit'
import { CompileError } from '../errors'
import { mangle } from './mangle'
import {
  type BlockType,
  DEF_ANNOT,
  DEF_COMP_ITER,
  DEF_GLOBAL,
  DEF_LOCAL,
  DEF_NONLOCAL,
  DEF_PARAM,
  ScopeEntry,
  USE,
} from './scope-entry'
import type { SourceInfo } from './source-location'

/** How deep the tree may be: the interpreter allows three nested nodes for each Python call still allowed. */
export interface RecursionState {
  /** `sys.getrecursionlimit()`. */
  limit: number
  /** Python calls in progress where `compile()` is called. */
  depth: number
}

const LEVELS_PER_CALL = 3

/** The blocks while they are built: what is open, and what names they get. */
export abstract class ScopeBuilder {
  protected readonly blocks = new Map<Node, ScopeEntry>()
  protected readonly stack: ScopeEntry[] = []
  protected readonly futureAnnotations: boolean
  protected readonly source: SourceInfo
  protected cur!: ScopeEntry
  protected top!: ScopeEntry
  protected privateName: string | null = null
  private depth: number
  private readonly limit: number

  constructor(features: number, source: SourceInfo, recursion: RecursionState) {
    this.depth = recursion.depth * LEVELS_PER_CALL
    this.limit = recursion.limit * LEVELS_PER_CALL
    this.futureAnnotations = (features & CO_FUTURE_ANNOTATIONS) !== 0
    this.source = source
  }

  protected enter(name: string, type: BlockType, key: Node, where: Position): void {
    const entry = new ScopeEntry(name, type, where)
    this.blocks.set(key, entry)
    const prev = this.stack.length > 0 ? this.cur : null
    this.stack.push(entry)
    this.cur = entry
    if (prev === null) return
    entry.nested = prev.nested || prev.type === 'function'
    // an assignment expression is forbidden anywhere inside the iterable of a comprehension, nested blocks included
    entry.compIterExpr = prev.compIterExpr
    // stringized annotations have no influence on the names of the program
    if (type !== 'annotation') prev.children.push(entry)
  }

  protected exit(): void {
    this.stack.pop()
    this.cur = this.stack[this.stack.length - 1]
  }

  protected define(name: string, flag: number, where: Position, entry: ScopeEntry = this.cur): void {
    const mangled = mangle(this.privateName, name)
    let flags = entry.symbols.get(mangled)
    if (flags === undefined) {
      flags = flag
    } else {
      if (flag & DEF_PARAM && flags & DEF_PARAM) {
        throw this.source.errorAt(`duplicate argument '${name}' in function definition`, where)
      }
      flags |= flag
    }
    if (entry.compIterTarget) {
      if (flags & (DEF_GLOBAL | DEF_NONLOCAL)) {
        const msg = `comprehension inner loop cannot rebind assignment expression target '${name}'`
        throw this.source.errorAt(msg, where)
      }
      flags |= DEF_COMP_ITER
    }
    entry.symbols.set(mangled, flags)
    if (flag & DEF_PARAM) {
      entry.varnames.push(mangled)
    } else if (flag & DEF_GLOBAL) {
      const global = this.top.symbols
      global.set(mangled, (global.get(mangled) ?? 0) | flag)
    }
  }

  protected recordDirective(name: string, where: Position): void {
    const { lineno, col_offset, end_lineno, end_col_offset } = where
    const mangled = mangle(this.privateName, name)
    this.cur.directives.push({ name: mangled, lineno, col_offset, end_lineno, end_col_offset })
  }

  protected lookup(name: string): number {
    return this.cur.flags(mangle(this.privateName, name))
  }

  protected enterRecursion(): void {
    if (++this.depth > this.limit) {
      throw new CompileError({
        kind: 'RecursionError',
        msg: 'maximum recursion depth exceeded during compilation',
        filename: this.source.filename,
      })
    }
  }

  protected leaveRecursion(): void {
    this.depth--
  }

  protected directive(name: string, where: Position, kind: 'global' | 'nonlocal', flag: number): void {
    const flags = this.lookup(name)
    if (flags & (DEF_PARAM | DEF_LOCAL | USE | DEF_ANNOT)) {
      let msg: string
      if (flags & DEF_PARAM) msg = `name '${name}' is parameter and ${kind}`
      else if (flags & USE) msg = `name '${name}' is used prior to ${kind} declaration`
      else if (flags & DEF_ANNOT) msg = `annotated name '${name}' can't be ${kind}`
      else msg = `name '${name}' is assigned to before ${kind} declaration`
      throw this.source.errorAt(msg, where)
    }
    this.define(name, flag, where)
    this.recordDirective(name, where)
  }
}
