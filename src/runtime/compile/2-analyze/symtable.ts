import type {
  Alias,
  AnnAssign,
  Arg,
  Arguments,
  Comprehension,
  DictComp,
  Expr,
  GeneratorExp,
  ListComp,
  Mod,
  Name,
  NamedExpr,
  Node,
  Pattern,
  Position,
  SetComp,
  Stmt,
} from '../1-parse/ast'
import { analyzeScopes } from './scope-analysis'
import { type RecursionState, ScopeBuilder } from './scope-builder'
import {
  DEF_ANNOT,
  DEF_COMP_ITER,
  DEF_GLOBAL,
  DEF_IMPORT,
  DEF_LOCAL,
  DEF_NONLOCAL,
  DEF_PARAM,
  type ScopeEntry,
  USE,
} from './scope-entry'
import type { SourceInfo } from './source-location'

export interface SymbolTable {
  top: ScopeEntry
  /** The block that a module, function, class, lambda or comprehension node opens. */
  blocks: Map<Node, ScopeEntry>
}

/** First pass and analysis: which names each block has and what they are (Python/symtable.c `_PySymtable_Build`). */
export function buildSymbolTable(
  mod: Mod,
  features: number,
  source: SourceInfo,
  recursion: RecursionState,
): SymbolTable {
  return new Builder(features, source, recursion).build(mod)
}

type AnyComprehension = ListComp | SetComp | DictComp | GeneratorExp

const NOWHERE: Position = { lineno: 0, col_offset: 0, end_lineno: 0, end_col_offset: 0 }

class Builder extends ScopeBuilder {
  build(mod: Mod): SymbolTable {
    this.enter('top', 'module', mod, NOWHERE)
    this.top = this.cur
    if (mod.nodeType === 'Expression') this.expr(mod.body)
    else this.stmts(mod.body)
    analyzeScopes(this.top, this.source)
    return { top: this.top, blocks: this.blocks }
  }

  // ---- statements

  private stmts(body: readonly Stmt[]): void {
    for (let i = 0; i < body.length; i++) this.stmt(body[i])
  }

  private stmt(s: Stmt): void {
    this.enterRecursion()
    this.stmt1(s)
    this.leaveRecursion()
  }

  private stmt1(s: Stmt): void {
    switch (s.nodeType) {
      case 'FunctionDef':
      case 'AsyncFunctionDef':
        this.define(s.name, DEF_LOCAL, s)
        this.exprs(s.args.defaults)
        this.exprs(s.args.kw_defaults)
        this.annotations(s, s.args, s.returns)
        this.exprs(s.decorator_list)
        this.enter(s.name, 'function', s, s)
        if (s.nodeType === 'AsyncFunctionDef') this.cur.coroutine = true
        this.arguments(s.args)
        this.stmts(s.body)
        this.exit()
        break
      case 'ClassDef': {
        this.define(s.name, DEF_LOCAL, s)
        this.exprs(s.bases)
        for (const keyword of s.keywords) this.expr(keyword.value)
        this.exprs(s.decorator_list)
        this.enter(s.name, 'class', s, s)
        const outer = this.privateName
        this.privateName = s.name
        this.stmts(s.body)
        this.privateName = outer
        this.exit()
        break
      }
      case 'Return':
        this.optional(s.value)
        break
      case 'Delete':
        this.exprs(s.targets)
        break
      case 'Assign':
        this.exprs(s.targets)
        this.expr(s.value)
        break
      case 'AugAssign':
        this.expr(s.target)
        this.expr(s.value)
        break
      case 'AnnAssign':
        this.annAssign(s)
        break
      case 'For':
      case 'AsyncFor':
        this.expr(s.target)
        this.expr(s.iter)
        this.stmts(s.body)
        this.stmts(s.orelse)
        break
      case 'If':
      case 'While':
        this.expr(s.test)
        this.stmts(s.body)
        this.stmts(s.orelse)
        break
      case 'With':
      case 'AsyncWith':
        for (const item of s.items) {
          this.expr(item.context_expr)
          this.optional(item.optional_vars)
        }
        this.stmts(s.body)
        break
      case 'Match':
        this.expr(s.subject)
        for (const match of s.cases) {
          this.pattern(match.pattern)
          this.optional(match.guard)
          this.stmts(match.body)
        }
        break
      case 'Raise':
        this.optional(s.exc)
        this.optional(s.cause)
        break
      case 'Try':
      case 'TryStar':
        this.stmts(s.body)
        this.stmts(s.orelse)
        for (const handler of s.handlers) {
          this.optional(handler.type)
          if (handler.name !== null) this.define(handler.name, DEF_LOCAL, handler)
          this.stmts(handler.body)
        }
        this.stmts(s.finalbody)
        break
      case 'Assert':
        this.expr(s.test)
        this.optional(s.msg)
        break
      case 'Import':
      case 'ImportFrom':
        for (const alias of s.names) this.alias(alias)
        break
      case 'Global':
        for (const name of s.names) this.directive(name, s, 'global', DEF_GLOBAL)
        break
      case 'Nonlocal':
        for (const name of s.names) this.directive(name, s, 'nonlocal', DEF_NONLOCAL)
        break
      case 'Expr':
        this.expr(s.value)
        break
      default:
        break
    }
  }

  private annAssign(s: AnnAssign): void {
    const target = s.target
    if (target.nodeType === 'Name') {
      const flags = this.lookup(target.id)
      if (flags & (DEF_GLOBAL | DEF_NONLOCAL) && this.cur !== this.top && s.simple) {
        const kind = flags & DEF_GLOBAL ? 'global' : 'nonlocal'
        throw this.source.errorAt(`annotated name '${target.id}' can't be ${kind}`, s)
      }
      if (s.simple) this.define(target.id, DEF_ANNOT | DEF_LOCAL, target)
      else if (s.value !== null) this.define(target.id, DEF_LOCAL, target)
    } else {
      this.expr(target)
    }
    this.annotation(s.annotation)
    this.optional(s.value)
  }

  private alias(a: Alias): void {
    const name = a.asname ?? a.name
    if (name === '*') {
      if (this.cur.type !== 'module') throw this.source.errorAt('import * only allowed at module level', a)
      return
    }
    const dot = name.indexOf('.')
    this.define(dot === -1 ? name : name.slice(0, dot), DEF_IMPORT, a)
  }

  // ---- functions

  private annotation(annotation: Expr): void {
    if (this.futureAnnotations) this.enter('_annotation', 'annotation', annotation, annotation)
    this.expr(annotation)
    if (this.futureAnnotations) this.exit()
  }

  private annotations(def: Stmt, args: Arguments, returns: Expr | null): void {
    // the block of the future feature has a key of its own: the definition's own block is entered under `def` later
    if (this.futureAnnotations) this.enter('_annotation', 'annotation', args, def)
    for (const arg of args.posonlyargs) this.optional(arg.annotation)
    for (const arg of args.args) this.optional(arg.annotation)
    if (args.vararg !== null) this.optional(args.vararg.annotation)
    if (args.kwarg !== null) this.optional(args.kwarg.annotation)
    for (const arg of args.kwonlyargs) this.optional(arg.annotation)
    if (this.futureAnnotations) this.exit()
    if (returns !== null) this.annotation(returns)
  }

  private arguments(a: Arguments): void {
    this.params(a.posonlyargs)
    this.params(a.args)
    this.params(a.kwonlyargs)
    if (a.vararg !== null) {
      this.define(a.vararg.arg, DEF_PARAM, a.vararg)
      this.cur.varargs = true
    }
    if (a.kwarg !== null) {
      this.define(a.kwarg.arg, DEF_PARAM, a.kwarg)
      this.cur.varkeywords = true
    }
  }

  private params(args: readonly Arg[]): void {
    for (const arg of args) this.define(arg.arg, DEF_PARAM, arg)
  }

  // ---- expressions

  private exprs(list: readonly (Expr | null)[]): void {
    for (let i = 0; i < list.length; i++) {
      const e = list[i]
      if (e !== null) this.expr(e)
    }
  }

  private optional(e: Expr | null): void {
    if (e !== null) this.expr(e)
  }

  private expr(e: Expr): void {
    this.enterRecursion()
    this.expr1(e)
    this.leaveRecursion()
  }

  private expr1(e: Expr): void {
    switch (e.nodeType) {
      case 'Name':
        this.define(e.id, e.ctx === 'Load' ? USE : DEF_LOCAL, e)
        // zero-argument super() reads the cell __class__
        if (e.ctx === 'Load' && e.id === 'super' && this.cur.type === 'function') this.define('__class__', USE, e)
        break
      case 'Constant':
        break
      case 'Attribute':
      case 'Starred':
        this.expr(e.value)
        break
      case 'Call':
        this.expr(e.func)
        this.exprs(e.args)
        for (let i = 0; i < e.keywords.length; i++) this.expr(e.keywords[i].value)
        break
      case 'BoolOp':
        this.exprs(e.values)
        break
      case 'BinOp':
        this.expr(e.left)
        this.expr(e.right)
        break
      case 'UnaryOp':
        this.expr(e.operand)
        break
      case 'Subscript':
        this.expr(e.value)
        this.expr(e.slice)
        break
      case 'Slice':
        this.optional(e.lower)
        this.optional(e.upper)
        this.optional(e.step)
        break
      case 'List':
      case 'Tuple':
      case 'Set':
        this.exprs(e.elts)
        break
      case 'Dict':
        this.exprs(e.keys)
        this.exprs(e.values)
        break
      case 'Compare':
        this.expr(e.left)
        this.exprs(e.comparators)
        break
      case 'IfExp':
        this.expr(e.test)
        this.expr(e.body)
        this.expr(e.orelse)
        break
      case 'JoinedStr':
        this.exprs(e.values)
        break
      case 'FormattedValue':
        this.expr(e.value)
        this.optional(e.format_spec)
        break
      case 'Lambda':
        this.exprs(e.args.defaults)
        this.exprs(e.args.kw_defaults)
        this.enter('lambda', 'function', e, e)
        this.arguments(e.args)
        this.expr(e.body)
        this.exit()
        break
      case 'NamedExpr':
        this.notInAnnotation('named expression', e)
        this.namedExpr(e)
        break
      case 'ListComp':
      case 'SetComp':
      case 'DictComp':
      case 'GeneratorExp':
        this.comprehension(e)
        break
      case 'Yield':
      case 'YieldFrom':
        this.notInAnnotation('yield expression', e)
        this.optional(e.value)
        this.cur.generator = true
        this.notInComprehension(e)
        break
      case 'Await':
        this.notInAnnotation('await expression', e)
        this.expr(e.value)
        this.cur.coroutine = true
        break
    }
  }

  private notInAnnotation(what: string, e: Expr): void {
    if (this.cur.type === 'annotation') {
      throw this.source.errorAt(`'${what}' can not be used within an annotation`, e)
    }
  }

  private notInComprehension(e: Expr): void {
    const kind = this.cur.comprehension
    if (kind === null) return
    const where = kind === 'generator' ? 'generator expression' : `${kind} comprehension`
    throw this.source.errorAt(`'yield' inside ${where}`, e)
  }

  private namedExpr(e: NamedExpr): void {
    if (this.cur.compIterExpr > 0) {
      const msg = 'assignment expression cannot be used in a comprehension iterable expression'
      throw this.source.errorAt(msg, e)
    }
    if (this.cur.comprehension !== null) this.extendNamedExprScope(e.target as Name)
    this.expr(e.value)
    this.expr(e.target)
  }

  /** Inside a comprehension `:=` binds in the nearest block that is not one (`symtable_extend_namedexpr_scope`). */
  private extendNamedExprScope(target: Name): void {
    const name = target.id
    // looked up without mangling, as 3.11 does: private names slip through
    for (let i = this.stack.length - 1; i >= 0; i--) {
      const entry = this.stack[i]
      if (entry.comprehension !== null) {
        if (entry.flags(name) & DEF_COMP_ITER) {
          const msg = `assignment expression cannot rebind comprehension iteration variable '${name}'`
          throw this.source.errorAt(msg, target)
        }
        continue
      }
      if (entry.type === 'function') {
        const global = entry.flags(name) & DEF_GLOBAL
        this.define(name, global ? DEF_GLOBAL : DEF_NONLOCAL, target)
        this.recordDirective(name, target)
        this.define(name, DEF_LOCAL, target, entry)
        return
      }
      if (entry.type === 'module') {
        this.define(name, DEF_GLOBAL, target)
        this.recordDirective(name, target)
        this.define(name, DEF_GLOBAL, target, entry)
        return
      }
      if (entry.type === 'class') {
        const msg = 'assignment expression within a comprehension cannot be used in a class body'
        throw this.source.errorAt(msg, target)
      }
    }
  }

  private comprehension(e: AnyComprehension): void {
    const [outermost, ...inner] = e.generators
    // the first iterable belongs to the enclosing block
    this.cur.compIterExpr++
    this.expr(outermost.iter)
    this.cur.compIterExpr--
    this.enter(COMPREHENSION_NAMES[e.nodeType], 'function', e, e)
    this.cur.comprehension = COMPREHENSION_KINDS[e.nodeType]
    if (outermost.is_async) this.cur.coroutine = true
    this.define('.0', DEF_PARAM, this.cur)
    this.target(outermost.target)
    this.exprs(outermost.ifs)
    for (const generator of inner) this.generator(generator)
    if (e.nodeType === 'DictComp') {
      this.expr(e.value)
      this.expr(e.key)
    } else {
      this.expr(e.elt)
    }
    const isGenerator = e.nodeType === 'GeneratorExp'
    this.cur.generator = isGenerator
    const isAsync = this.cur.coroutine && !isGenerator
    this.exit()
    if (isAsync) this.cur.coroutine = true
  }

  private target(target: Expr): void {
    this.cur.compIterTarget = true
    this.expr(target)
    this.cur.compIterTarget = false
  }

  private generator(generator: Comprehension): void {
    this.target(generator.target)
    this.cur.compIterExpr++
    this.expr(generator.iter)
    this.cur.compIterExpr--
    this.exprs(generator.ifs)
    if (generator.is_async) this.cur.coroutine = true
  }

  // ---- patterns

  private patterns(list: readonly Pattern[]): void {
    for (const p of list) this.pattern(p)
  }

  private pattern(p: Pattern): void {
    this.enterRecursion()
    switch (p.nodeType) {
      case 'MatchValue':
        this.expr(p.value)
        break
      case 'MatchSingleton':
        break
      case 'MatchSequence':
      case 'MatchOr':
        this.patterns(p.patterns)
        break
      case 'MatchStar':
        if (p.name !== null) this.define(p.name, DEF_LOCAL, p)
        break
      case 'MatchMapping':
        this.exprs(p.keys)
        this.patterns(p.patterns)
        if (p.rest !== null) this.define(p.rest, DEF_LOCAL, p)
        break
      case 'MatchClass':
        this.expr(p.cls)
        this.patterns(p.patterns)
        this.patterns(p.kwd_patterns)
        break
      case 'MatchAs':
        if (p.pattern !== null) this.pattern(p.pattern)
        if (p.name !== null) this.define(p.name, DEF_LOCAL, p)
        break
    }
    this.leaveRecursion()
  }
}

const COMPREHENSION_NAMES = {
  ListComp: 'listcomp',
  SetComp: 'setcomp',
  DictComp: 'dictcomp',
  GeneratorExp: 'genexpr',
} as const

const COMPREHENSION_KINDS = {
  ListComp: 'list',
  SetComp: 'set',
  DictComp: 'dict',
  GeneratorExp: 'generator',
} as const
