/** The fast parser: what stands in brackets (tuples, groups, displays, comprehensions), and targets. */
import type { Comprehension, Expr, ExprContext } from './ast'
import { STARTS } from './node-parser'
import { ParameterParser } from './parameter-parser'
import { FAIL } from './parser-base'
import * as T from './tokens'

export abstract class DisplayParser extends ParameterParser {
  /** tuple, group or genexp */
  protected parenthesized(): Expr {
    const { kinds } = this
    const start = this.pos++
    const kind = kinds[this.pos]
    if (kind === T.RPAR) {
      this.pos++
      return this.tuple([], start)
    }
    this.enter()
    let e: Expr
    if (kind === T.KW_YIELD) e = this.yieldExpr()
    else {
      e = this.starNamedExpression()
      const next = kinds[this.pos]
      if (next === T.COMMA) {
        this.pos++
        const elts = this.restOfElements([e])
        this.expect(T.RPAR)
        this.depth--
        return this.tuple(elts, start)
      }
      if (kind === T.STAR) throw FAIL
      if (next === T.KW_FOR || next === T.ASYNC) {
        const generators = this.comprehensions()
        this.expect(T.RPAR)
        this.depth--
        return this.comprehension('GeneratorExp', e, generators, start)
      }
    }
    this.expect(T.RPAR)
    this.depth--
    return e
  }

  protected listDisplay(): Expr {
    const { kinds, list } = this
    const start = this.pos++
    let elts: Expr[] = []
    if (kinds[this.pos] !== T.RSQB) {
      this.enter()
      const starred = kinds[this.pos] === T.STAR
      const first = this.starNamedExpression()
      const next = kinds[this.pos]
      if ((next === T.KW_FOR || next === T.ASYNC) && !starred) {
        const generators = this.comprehensions()
        this.expect(T.RSQB)
        this.depth--
        return this.comprehension('ListComp', first, generators, start)
      }
      elts = [first]
      if (next === T.COMMA) {
        this.pos++
        this.restOfElements(elts)
      }
      this.depth--
    }
    this.expect(T.RSQB)
    const end = this.pos - 1
    return {
      nodeType: 'List',
      elts,
      ctx: 'Load',
      lineno: list.line[start],
      col_offset: list.col[start],
      end_lineno: list.endLine[end],
      end_col_offset: list.endCol[end],
    }
  }

  /** dict, set, dictcomp or setcomp */
  protected braces(): Expr {
    const { kinds, list } = this
    const start = this.pos++
    const kind = kinds[this.pos]
    this.enter()
    let keys: (Expr | null)[] = []
    let values: Expr[] = []
    let first: Expr | null = null
    if (kind !== T.RBRACE && kind !== T.DOUBLESTAR) {
      const named = kind === T.NAME && kinds[this.pos + 1] === T.COLONEQUAL
      first = this.starNamedExpression()
      if (kinds[this.pos] !== T.COLON || kind === T.STAR || named) return this.setDisplay(first, start, kind === T.STAR)
      this.pos++
      const value = this.expression()
      if (kinds[this.pos] === T.KW_FOR || kinds[this.pos] === T.ASYNC) {
        const generators = this.comprehensions()
        this.expect(T.RBRACE)
        this.depth--
        const end = this.pos - 1
        return {
          nodeType: 'DictComp',
          key: first,
          value,
          generators,
          lineno: list.line[start],
          col_offset: list.col[start],
          end_lineno: list.endLine[end],
          end_col_offset: list.endCol[end],
        }
      }
      keys = [first]
      values = [value]
      if (kinds[this.pos] === T.COMMA) this.pos++
      else if (kinds[this.pos] !== T.RBRACE) throw FAIL
    }
    while (kinds[this.pos] !== T.RBRACE) {
      if (kinds[this.pos] === T.DOUBLESTAR) {
        this.pos++
        keys.push(null)
        values.push(this.bitwiseOr())
      } else {
        keys.push(this.expression())
        this.expect(T.COLON)
        values.push(this.expression())
      }
      if (kinds[this.pos] !== T.COMMA) break
      this.pos++
    }
    this.expect(T.RBRACE)
    this.depth--
    const end = this.pos - 1
    return {
      nodeType: 'Dict',
      keys,
      values,
      lineno: list.line[start],
      col_offset: list.col[start],
      end_lineno: list.endLine[end],
      end_col_offset: list.endCol[end],
    }
  }

  private setDisplay(first: Expr, start: number, starred: boolean): Expr {
    const { kinds, list } = this
    const next = kinds[this.pos]
    if ((next === T.KW_FOR || next === T.ASYNC) && !starred) {
      const generators = this.comprehensions()
      this.expect(T.RBRACE)
      this.depth--
      return this.comprehension('SetComp', first, generators, start)
    }
    const elts = [first]
    if (next === T.COMMA) {
      this.pos++
      this.restOfElements(elts)
    }
    this.expect(T.RBRACE)
    this.depth--
    const end = this.pos - 1
    return {
      nodeType: 'Set',
      elts,
      lineno: list.line[start],
      col_offset: list.col[start],
      end_lineno: list.endLine[end],
      end_col_offset: list.endCol[end],
    }
  }

  /** star_named_expressions, up to but without the closing token. `elts` holds what was read before; `pos` is behind a comma. */
  protected restOfElements(elts: Expr[]): Expr[] {
    for (;;) {
      const kind = this.kinds[this.pos]
      if (STARTS[kind] === 0 && kind !== T.STAR) return elts
      elts.push(this.starNamedExpression())
      if (this.kinds[this.pos] !== T.COMMA) return elts
      this.pos++
    }
  }

  // ---- comprehensions and targets

  /** for_if_clauses */
  protected comprehensions(): Comprehension[] {
    const { kinds } = this
    const generators: Comprehension[] = []
    for (;;) {
      let is_async = 0
      if (kinds[this.pos] === T.ASYNC) {
        is_async = 1
        this.pos++
      } else if (kinds[this.pos] !== T.KW_FOR) return generators
      this.expect(T.KW_FOR)
      const target = this.starTargets()
      this.expect(T.KW_IN)
      const iter = this.disjunction()
      const ifs: Expr[] = []
      while (kinds[this.pos] === T.KW_IF) {
        this.pos++
        ifs.push(this.disjunction())
      }
      generators.push({ nodeType: 'comprehension', target, iter, ifs, is_async })
    }
  }

  protected comprehension(
    nodeType: 'ListComp' | 'SetComp' | 'GeneratorExp',
    elt: Expr,
    generators: Comprehension[],
    start: number,
  ): Expr {
    const { list } = this
    const end = this.pos - 1
    return {
      nodeType,
      elt,
      generators,
      lineno: list.line[start],
      col_offset: list.col[start],
      end_lineno: list.endLine[end],
      end_col_offset: list.endCol[end],
    }
  }

  /** star_targets */
  protected starTargets(): Expr {
    const start = this.pos
    const first = this.starTarget()
    if (this.kinds[this.pos] !== T.COMMA) return first
    const elts = [first]
    while (this.kinds[this.pos] === T.COMMA) {
      this.pos++
      const kind = this.kinds[this.pos]
      if (STARTS[kind] === 0 && kind !== T.STAR) break
      elts.push(this.starTarget())
    }
    const node = this.tuple(elts, start)
    node.ctx = 'Store'
    return node
  }

  /** star_target */
  protected starTarget(): Expr {
    const start = this.pos
    if (this.kinds[start] === T.STAR) {
      this.pos++
      const value = this.primary()
      this.setContext(value, 'Store')
      const node = this.starred(value, start)
      node.ctx = 'Store'
      return node
    }
    const e = this.primary()
    this.setContext(e, 'Store')
    return e
  }

  /** Turns an expression that was read into a target; what is no target fails. */
  protected setContext(e: Expr, ctx: ExprContext): void {
    switch (e.nodeType) {
      case 'Name':
      case 'Attribute':
      case 'Subscript':
        e.ctx = ctx
        return
      case 'Starred':
        if (ctx === 'Del') throw FAIL
        e.ctx = ctx
        this.setContext(e.value, ctx)
        return
      case 'Tuple':
      case 'List':
        e.ctx = ctx
        for (const item of e.elts) this.setContext(item, ctx)
        return
      default:
        throw FAIL
    }
  }
}
