import type {
  Arguments,
  CmpOperator,
  Comprehension,
  Constant,
  Expr,
  JoinedStr,
  Mod,
  Pattern,
  Position,
  Stmt,
} from '../1-parse/ast'
import { CO_FUTURE_ANNOTATIONS, type Const, FALSE, TRUE } from '../code-unit'
import { uniqueItems } from './const-equal'
import { binaryOp, getItem, unaryOp } from './const-ops'
import { getDocString } from './docstring'
import { foldFormat } from './fold-format'

/**
 * Constant folding on the tree (Python/ast_opt.c). Children first; a node that folds is replaced in its parent, so each
 * function returns the node that now stands there.
 */
export function foldConstants(mod: Mod, optimize: number, features: number): void {
  const folder = new Folder(optimize, (features & CO_FUTURE_ANNOTATIONS) !== 0)
  if (mod.nodeType === 'Expression') mod.body = folder.expr(mod.body)
  else if (mod.nodeType === 'Module') folder.body(mod.body)
  else folder.stmts(mod.body)
}

function constant(value: Const, where: Position): Constant {
  const { lineno, col_offset, end_lineno, end_col_offset } = where
  // the parser's constants are no tuples and frozensets; folded ones may be
  return {
    nodeType: 'Constant',
    value: value as Constant['value'],
    kind: null,
    lineno,
    col_offset,
    end_lineno,
    end_col_offset,
  }
}

function constItems(elts: readonly Expr[]): Const[] | null {
  const items: Const[] = []
  for (const e of elts) {
    if (e.nodeType !== 'Constant') return null
    items.push(e.value)
  }
  return items
}

const NEGATED: Partial<Record<CmpOperator, CmpOperator>> = { Is: 'IsNot', IsNot: 'Is', In: 'NotIn', NotIn: 'In' }

class Folder {
  private readonly optimize: number
  private readonly futureAnnotations: boolean

  constructor(optimize: number, futureAnnotations: boolean) {
    this.optimize = optimize
    this.futureAnnotations = futureAnnotations
  }

  body(body: Stmt[]): void {
    const hadDocString = getDocString(body) !== null
    this.stmts(body)
    const first = body[0]
    if (!hadDocString && getDocString(body) !== null && first.nodeType === 'Expr') {
      // folding must not make a docstring: an f-string of one part is none
      const { lineno, col_offset, end_lineno, end_col_offset } = first
      const wrapped: JoinedStr = {
        nodeType: 'JoinedStr',
        values: [first.value],
        lineno,
        col_offset,
        end_lineno,
        end_col_offset,
      }
      first.value = wrapped
    }
  }

  stmts(body: Stmt[]): void {
    for (let i = 0; i < body.length; i++) this.stmt(body[i])
  }

  private stmt(s: Stmt): void {
    switch (s.nodeType) {
      case 'FunctionDef':
      case 'AsyncFunctionDef':
        this.arguments(s.args)
        this.body(s.body)
        this.exprs(s.decorator_list)
        if (!this.futureAnnotations) s.returns = this.optional(s.returns)
        break
      case 'ClassDef':
        this.exprs(s.bases)
        for (const keyword of s.keywords) keyword.value = this.expr(keyword.value)
        this.body(s.body)
        this.exprs(s.decorator_list)
        break
      case 'Return':
        s.value = this.optional(s.value)
        break
      case 'Delete':
        this.exprs(s.targets)
        break
      case 'Assign':
        this.exprs(s.targets)
        s.value = this.expr(s.value)
        break
      case 'AugAssign':
        s.target = this.expr(s.target)
        s.value = this.expr(s.value)
        break
      case 'AnnAssign':
        s.target = this.expr(s.target)
        if (!this.futureAnnotations) s.annotation = this.expr(s.annotation)
        s.value = this.optional(s.value)
        break
      case 'For':
      case 'AsyncFor':
        s.target = this.expr(s.target)
        s.iter = this.expr(s.iter)
        this.stmts(s.body)
        this.stmts(s.orelse)
        if (s.nodeType === 'For') s.iter = this.iterable(s.iter)
        break
      case 'While':
      case 'If':
        s.test = this.expr(s.test)
        this.stmts(s.body)
        this.stmts(s.orelse)
        break
      case 'With':
      case 'AsyncWith':
        for (const item of s.items) {
          item.context_expr = this.expr(item.context_expr)
          item.optional_vars = this.optional(item.optional_vars)
        }
        this.stmts(s.body)
        break
      case 'Raise':
        s.exc = this.optional(s.exc)
        s.cause = this.optional(s.cause)
        break
      case 'Try':
      case 'TryStar':
        this.stmts(s.body)
        for (const handler of s.handlers) {
          handler.type = this.optional(handler.type)
          this.stmts(handler.body)
        }
        this.stmts(s.orelse)
        this.stmts(s.finalbody)
        break
      case 'Assert':
        s.test = this.expr(s.test)
        s.msg = this.optional(s.msg)
        break
      case 'Expr':
        s.value = this.expr(s.value)
        break
      case 'Match':
        s.subject = this.expr(s.subject)
        for (const match of s.cases) {
          this.pattern(match.pattern)
          match.guard = this.optional(match.guard)
          this.stmts(match.body)
        }
        break
      default:
        break
    }
  }

  private arguments(args: Arguments): void {
    if (!this.futureAnnotations) {
      for (const arg of args.posonlyargs) arg.annotation = this.optional(arg.annotation)
      for (const arg of args.args) arg.annotation = this.optional(arg.annotation)
      if (args.vararg !== null) args.vararg.annotation = this.optional(args.vararg.annotation)
      for (const arg of args.kwonlyargs) arg.annotation = this.optional(arg.annotation)
      if (args.kwarg !== null) args.kwarg.annotation = this.optional(args.kwarg.annotation)
    }
    this.exprs(args.kw_defaults)
    this.exprs(args.defaults)
  }

  private exprs<T extends Expr | null>(list: T[]): void {
    for (let i = 0; i < list.length; i++) {
      const e = list[i]
      if (e !== null) list[i] = this.expr(e) as T
    }
  }

  private optional(e: Expr | null): Expr | null {
    return e === null ? null : this.expr(e)
  }

  expr(e: Expr): Expr {
    switch (e.nodeType) {
      case 'Constant':
        return e
      case 'Name':
        if (e.ctx === 'Load' && e.id === '__debug__') return constant(this.optimize > 0 ? FALSE : TRUE, e)
        return e
      case 'Attribute':
      case 'Starred':
      case 'Await':
      case 'YieldFrom':
      case 'NamedExpr':
        e.value = this.expr(e.value)
        return e
      case 'Yield':
        e.value = this.optional(e.value)
        return e
      case 'Call':
        e.func = this.expr(e.func)
        this.exprs(e.args)
        for (const keyword of e.keywords) keyword.value = this.expr(keyword.value)
        return e
      case 'BinOp': {
        const left = (e.left = this.expr(e.left))
        const right = (e.right = this.expr(e.right))
        if (left.nodeType !== 'Constant') return e
        if (e.op === 'Mod' && right.nodeType === 'Tuple' && left.value.t === 'str') {
          if (right.elts.some((elt) => elt.nodeType === 'Starred')) return e
          return foldFormat(e, left.value.v, right.elts) ?? e
        }
        if (right.nodeType !== 'Constant') return e
        const folded = binaryOp(e.op, left.value, right.value)
        return folded === null ? e : constant(folded, e)
      }
      case 'UnaryOp': {
        const operand = (e.operand = this.expr(e.operand))
        if (operand.nodeType === 'Constant') {
          const folded = unaryOp(e.op, operand.value)
          return folded === null ? e : constant(folded, e)
        }
        // not (a in b), not (a is b): the comparison turned round
        if (e.op === 'Not' && operand.nodeType === 'Compare' && operand.ops.length === 1) {
          const negated = NEGATED[operand.ops[0]]
          if (negated !== undefined) {
            operand.ops[0] = negated
            return operand
          }
        }
        return e
      }
      case 'BoolOp':
      case 'JoinedStr':
        this.exprs(e.values)
        return e
      case 'Compare': {
        e.left = this.expr(e.left)
        this.exprs(e.comparators)
        const last = e.ops.length - 1
        if (e.ops[last] === 'In' || e.ops[last] === 'NotIn') e.comparators[last] = this.iterable(e.comparators[last])
        return e
      }
      case 'Subscript': {
        const value = (e.value = this.expr(e.value))
        const slice = (e.slice = this.expr(e.slice))
        if (e.ctx !== 'Load' || value.nodeType !== 'Constant' || slice.nodeType !== 'Constant') return e
        const folded = getItem(value.value, slice.value)
        return folded === null ? e : constant(folded, e)
      }
      case 'Slice':
        e.lower = this.optional(e.lower)
        e.upper = this.optional(e.upper)
        e.step = this.optional(e.step)
        return e
      case 'Tuple': {
        this.exprs(e.elts)
        if (e.ctx !== 'Load') return e
        const items = constItems(e.elts)
        return items === null ? e : constant({ t: 'tuple', v: items }, e)
      }
      case 'List':
      case 'Set':
        this.exprs(e.elts)
        return e
      case 'Dict':
        this.exprs(e.keys)
        this.exprs(e.values)
        return e
      case 'IfExp':
        e.test = this.expr(e.test)
        e.body = this.expr(e.body)
        e.orelse = this.expr(e.orelse)
        return e
      case 'FormattedValue':
        e.value = this.expr(e.value)
        e.format_spec = this.optional(e.format_spec)
        return e
      case 'Lambda':
        this.arguments(e.args)
        e.body = this.expr(e.body)
        return e
      case 'ListComp':
      case 'SetComp':
      case 'GeneratorExp':
        e.elt = this.expr(e.elt)
        for (const generator of e.generators) this.comprehension(generator)
        return e
      case 'DictComp':
        e.key = this.expr(e.key)
        e.value = this.expr(e.value)
        for (const generator of e.generators) this.comprehension(generator)
        return e
    }
  }

  private comprehension(generator: Comprehension): void {
    generator.target = this.expr(generator.target)
    generator.iter = this.iterable(this.expr(generator.iter))
    this.exprs(generator.ifs)
  }

  /** What is only iterated over or searched need not be mutable: a list becomes a tuple, a constant set a frozenset. */
  private iterable(e: Expr): Expr {
    if (e.nodeType === 'List') {
      if (e.elts.some((elt) => elt.nodeType === 'Starred')) return e
      const items = constItems(e.elts)
      if (items !== null) return constant({ t: 'tuple', v: items }, e)
      const { elts, ctx, lineno, col_offset, end_lineno, end_col_offset } = e
      return { nodeType: 'Tuple', elts, ctx, lineno, col_offset, end_lineno, end_col_offset }
    }
    if (e.nodeType === 'Set') {
      const items = constItems(e.elts)
      if (items !== null) return constant({ t: 'frozenset', v: uniqueItems(items) }, e)
    }
    return e
  }

  private pattern(p: Pattern): void {
    switch (p.nodeType) {
      case 'MatchValue':
        p.value = this.expr(p.value)
        break
      case 'MatchSequence':
      case 'MatchOr':
        for (const inner of p.patterns) this.pattern(inner)
        break
      case 'MatchMapping':
        this.exprs(p.keys)
        for (const inner of p.patterns) this.pattern(inner)
        break
      case 'MatchClass':
        p.cls = this.expr(p.cls)
        for (const inner of p.patterns) this.pattern(inner)
        for (const inner of p.kwd_patterns) this.pattern(inner)
        break
      case 'MatchAs':
        if (p.pattern !== null) this.pattern(p.pattern)
        break
      default:
        break
    }
  }
}
