/** The fast parser: atoms and primaries (attributes, calls, subscripts). */
import type { Const, Expr, Keyword, Slice } from './ast'
import { DisplayParser } from './display-parser'
import { STARTS } from './node-parser'
import { numberValue } from './number-literal'
import { FAIL } from './parser-base'
import * as T from './tokens'

const NONE: Const = { t: 'none' }
const TRUE: Const = { t: 'true' }
const FALSE: Const = { t: 'false' }
const DOTS: Const = { t: 'ellipsis' }

export abstract class PrimaryParser extends DisplayParser {
  /** primary: an atom and its .name, (...) and [...] */
  protected primary(): Expr {
    const { kinds, list } = this
    const start = this.pos
    let e = this.atom()
    for (;;) {
      const kind = kinds[this.pos]
      if (kind === T.DOT) {
        this.pos++
        const attr = this.name()
        const end = this.pos - 1
        e = {
          nodeType: 'Attribute',
          value: e,
          attr,
          ctx: 'Load',
          lineno: list.line[start],
          col_offset: list.col[start],
          end_lineno: list.endLine[end],
          end_col_offset: list.endCol[end],
        }
      } else if (kind === T.LPAR) {
        const args: Expr[] = []
        const keywords: Keyword[] = []
        this.callArguments(args, keywords, true)
        const end = this.pos - 1
        e = {
          nodeType: 'Call',
          func: e,
          args,
          keywords,
          lineno: list.line[start],
          col_offset: list.col[start],
          end_lineno: list.endLine[end],
          end_col_offset: list.endCol[end],
        }
      } else if (kind === T.LSQB) {
        this.pos++
        this.enter()
        const slice = this.slices()
        this.depth--
        this.expect(T.RSQB)
        const end = this.pos - 1
        e = {
          nodeType: 'Subscript',
          value: e,
          slice,
          ctx: 'Load',
          lineno: list.line[start],
          col_offset: list.col[start],
          end_lineno: list.endLine[end],
          end_col_offset: list.endCol[end],
        }
      } else return e
    }
  }

  /** '(' [arguments] ')'; with `generator` also a sole generator expression, whose parentheses are the call's. */
  protected callArguments(args: Expr[], keywords: Keyword[], generator: boolean): void {
    const { kinds } = this
    const open = this.pos++
    if (kinds[this.pos] === T.RPAR) {
      this.pos++
      return
    }
    this.enter()
    let named = false
    let unpacked = false
    while (kinds[this.pos] !== T.RPAR) {
      const start = this.pos
      const kind = kinds[start]
      if (kind === T.NAME && kinds[start + 1] === T.EQUAL) {
        const arg = this.identifier(start)
        this.pos = start + 2
        named = true
        keywords.push(this.keyword(arg, this.expression(), start))
      } else if (kind === T.STAR) {
        if (unpacked) throw FAIL
        this.pos++
        args.push(this.starred(this.expression(), start))
      } else if (kind === T.DOUBLESTAR) {
        this.pos++
        unpacked = true
        keywords.push(this.keyword(null, this.expression(), start))
      } else {
        if (named || unpacked) throw FAIL
        const e = this.namedExpression()
        const next = kinds[this.pos]
        if (next === T.KW_FOR || next === T.ASYNC) {
          if (!generator || args.length > 0) throw FAIL
          const generators = this.comprehensions()
          this.expect(T.RPAR)
          this.depth--
          args.push(this.comprehension('GeneratorExp', e, generators, open))
          return
        }
        args.push(e)
      }
      if (kinds[this.pos] !== T.COMMA) break
      this.pos++
    }
    this.expect(T.RPAR)
    this.depth--
  }

  private slices(): Expr {
    const start = this.pos
    const starred = this.kinds[start] === T.STAR
    const first = this.sliceOrStarred()
    if (this.kinds[this.pos] !== T.COMMA && !starred) return first
    const elts = [first]
    while (this.kinds[this.pos] === T.COMMA) {
      this.pos++
      const kind = this.kinds[this.pos]
      if (STARTS[kind] === 0 && kind !== T.STAR && kind !== T.COLON) break
      elts.push(this.sliceOrStarred())
    }
    return this.tuple(elts, start)
  }

  private sliceOrStarred(): Expr {
    const start = this.pos
    const kind = this.kinds[start]
    if (kind === T.STAR) {
      this.pos++
      return this.starred(this.expression(), start)
    }
    let lower: Expr | null = null
    if (kind !== T.COLON) {
      const named = kind === T.NAME && this.kinds[start + 1] === T.COLONEQUAL
      lower = this.namedExpression()
      if (named || this.kinds[this.pos] !== T.COLON) return lower
    }
    this.pos++
    const upper = this.startsExpression() ? this.expression() : null
    let step: Expr | null = null
    if (this.kinds[this.pos] === T.COLON) {
      this.pos++
      if (this.startsExpression()) step = this.expression()
    }
    const { list } = this
    const end = this.pos - 1
    const slice: Slice = {
      nodeType: 'Slice',
      lower,
      upper,
      step,
      lineno: list.line[start],
      col_offset: list.col[start],
      end_lineno: list.endLine[end],
      end_col_offset: list.endCol[end],
    }
    return slice
  }

  protected atom(): Expr {
    const { list } = this
    const start = this.pos
    switch (this.kinds[start]) {
      case T.NAME:
        return this.nameNode('Load')
      case T.NUMBER: {
        this.pos++
        const value = numberValue(this.text.slice(list.start[start], list.end[start]))
        if (typeof value === 'string') throw FAIL
        return this.constant(value, start)
      }
      case T.STRING:
        return this.strings()
      case T.LPAR:
        return this.parenthesized()
      case T.LSQB:
        return this.listDisplay()
      case T.LBRACE:
        return this.braces()
      case T.KW_NONE:
        this.pos++
        return this.constant(NONE, start)
      case T.KW_TRUE:
        this.pos++
        return this.constant(TRUE, start)
      case T.KW_FALSE:
        this.pos++
        return this.constant(FALSE, start)
      case T.ELLIPSIS:
        this.pos++
        return this.constant(DOTS, start)
      default:
        throw FAIL
    }
  }
}
