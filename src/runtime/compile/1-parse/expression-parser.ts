/** The fast parser: expressions. Rule names in comments are those of CPython's Grammar/python.gram. */
import type {
  Arguments,
  CmpOperator,
  Comprehension,
  Const,
  Expr,
  ExprContext,
  Keyword,
  NamedExpr,
  Operator,
  Slice,
  Starred,
  Tuple,
  UnaryOperator,
} from './ast'
import { expressionOrigin } from './f-string-origin'
import { numberValue } from './number-literal'
import { FAIL, ParserBase } from './parser-base'
import { tokenize } from './tokenizer'
import * as T from './tokens'

/** Binding strength of binary operators, 0 for other tokens: bitwise_or 1 ... term 6. */
const PRECEDENCE = new Uint8Array(T.KIND_COUNT)
const OPERATOR: Operator[] = []
function binary(precedence: number, kind: number, name: Operator): void {
  PRECEDENCE[kind] = precedence
  OPERATOR[kind] = name
}
binary(1, T.VBAR, 'BitOr')
binary(2, T.CIRCUMFLEX, 'BitXor')
binary(3, T.AMPER, 'BitAnd')
binary(4, T.LEFTSHIFT, 'LShift')
binary(4, T.RIGHTSHIFT, 'RShift')
binary(5, T.PLUS, 'Add')
binary(5, T.MINUS, 'Sub')
binary(6, T.STAR, 'Mult')
binary(6, T.SLASH, 'Div')
binary(6, T.DOUBLESLASH, 'FloorDiv')
binary(6, T.PERCENT, 'Mod')
binary(6, T.AT, 'MatMult')

const COMPARISON: CmpOperator[] = []
COMPARISON[T.EQEQUAL] = 'Eq'
COMPARISON[T.NOTEQUAL] = 'NotEq'
COMPARISON[T.LESS] = 'Lt'
COMPARISON[T.LESSEQUAL] = 'LtE'
COMPARISON[T.GREATER] = 'Gt'
COMPARISON[T.GREATEREQUAL] = 'GtE'
COMPARISON[T.KW_IN] = 'In'
COMPARISON[T.KW_IS] = 'Is'
COMPARISON[T.KW_NOT] = 'NotIn'
const COMPARES = new Uint8Array(T.KIND_COUNT)
for (const kind of COMPARISON.keys()) if (COMPARISON[kind] !== undefined) COMPARES[kind] = 1

/** Tokens an expression can start with. */
const STARTS = new Uint8Array(T.KIND_COUNT)
for (const kind of [
  T.NAME,
  T.NUMBER,
  T.STRING,
  T.LPAR,
  T.LSQB,
  T.LBRACE,
  T.PLUS,
  T.MINUS,
  T.TILDE,
  T.ELLIPSIS,
  T.KW_NONE,
  T.KW_TRUE,
  T.KW_FALSE,
  T.KW_LAMBDA,
  T.KW_NOT,
  T.AWAIT,
])
  STARTS[kind] = 1

const NONE: Const = { t: 'none' }
const TRUE: Const = { t: 'true' }
const FALSE: Const = { t: 'false' }
const DOTS: Const = { t: 'ellipsis' }

export class ExpressionParser extends ParserBase {
  // ---- lists of expressions

  protected startsExpression(): boolean {
    return STARTS[this.kinds[this.pos]] === 1
  }

  /** star_expressions */
  starExpressions(): Expr {
    const start = this.pos
    const first = this.starExpression()
    if (this.kinds[this.pos] !== T.COMMA) return first
    const elts = [first]
    while (this.kinds[this.pos] === T.COMMA) {
      this.pos++
      const kind = this.kinds[this.pos]
      if (STARTS[kind] === 0 && kind !== T.STAR) break
      elts.push(this.starExpression())
    }
    return this.tuple(elts, start)
  }

  /** star_expression */
  protected starExpression(): Expr {
    return this.kinds[this.pos] === T.STAR ? this.starredBitwise() : this.expression()
  }

  /** star_named_expression */
  protected starNamedExpression(): Expr {
    return this.kinds[this.pos] === T.STAR ? this.starredBitwise() : this.namedExpression()
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

  /** '*' bitwise_or */
  private starredBitwise(): Starred {
    const start = this.pos++
    return this.starred(this.bitwiseOr(), start)
  }

  /** named_expression: an assignment expression or an expression that is not followed by := */
  protected namedExpression(): Expr {
    if (this.kinds[this.pos] === T.NAME && this.kinds[this.pos + 1] === T.COLONEQUAL) return this.assignmentExpression()
    const e = this.expression()
    if (this.kinds[this.pos] === T.COLONEQUAL) throw FAIL
    return e
  }

  private assignmentExpression(): NamedExpr {
    const { list } = this
    const start = this.pos
    const target = this.nameNode('Store')
    this.pos = start + 2
    this.enter()
    const value = this.expression()
    this.depth--
    const end = this.pos - 1
    return {
      nodeType: 'NamedExpr',
      target,
      value,
      lineno: list.line[start],
      col_offset: list.col[start],
      end_lineno: list.endLine[end],
      end_col_offset: list.endCol[end],
    }
  }

  /** yield_expr */
  protected yieldExpr(): Expr {
    const { list } = this
    const start = this.pos++
    const lineno = list.line[start]
    const col_offset = list.col[start]
    if (this.kinds[this.pos] === T.KW_FROM) {
      this.pos++
      const value = this.expression()
      const end = this.pos - 1
      return {
        nodeType: 'YieldFrom',
        value,
        lineno,
        col_offset,
        end_lineno: list.endLine[end],
        end_col_offset: list.endCol[end],
      }
    }
    const kind = this.kinds[this.pos]
    const value = STARTS[kind] === 1 || kind === T.STAR ? this.starExpressions() : null
    const end = this.pos - 1
    return {
      nodeType: 'Yield',
      value,
      lineno,
      col_offset,
      end_lineno: list.endLine[end],
      end_col_offset: list.endCol[end],
    }
  }

  // ---- operators, loosest first

  /** expression */
  expression(): Expr {
    const start = this.pos
    if (this.kinds[start] === T.KW_LAMBDA) return this.lambda()
    const body = this.disjunction()
    if (this.kinds[this.pos] !== T.KW_IF) return body
    this.pos++
    const test = this.disjunction()
    this.expect(T.KW_ELSE)
    this.enter()
    const orelse = this.expression()
    this.depth--
    const { list } = this
    const end = this.pos - 1
    return {
      nodeType: 'IfExp',
      test,
      body,
      orelse,
      lineno: list.line[start],
      col_offset: list.col[start],
      end_lineno: list.endLine[end],
      end_col_offset: list.endCol[end],
    }
  }

  /** disjunction */
  protected disjunction(): Expr {
    const start = this.pos
    const first = this.conjunction()
    if (this.kinds[this.pos] !== T.KW_OR) return first
    const values = [first]
    while (this.kinds[this.pos] === T.KW_OR) {
      this.pos++
      values.push(this.conjunction())
    }
    const { list } = this
    const end = this.pos - 1
    return {
      nodeType: 'BoolOp',
      op: 'Or',
      values,
      lineno: list.line[start],
      col_offset: list.col[start],
      end_lineno: list.endLine[end],
      end_col_offset: list.endCol[end],
    }
  }

  private conjunction(): Expr {
    const start = this.pos
    const first = this.inversion()
    if (this.kinds[this.pos] !== T.KW_AND) return first
    const values = [first]
    while (this.kinds[this.pos] === T.KW_AND) {
      this.pos++
      values.push(this.inversion())
    }
    const { list } = this
    const end = this.pos - 1
    return {
      nodeType: 'BoolOp',
      op: 'And',
      values,
      lineno: list.line[start],
      col_offset: list.col[start],
      end_lineno: list.endLine[end],
      end_col_offset: list.endCol[end],
    }
  }

  private inversion(): Expr {
    if (this.kinds[this.pos] !== T.KW_NOT) return this.comparison()
    const start = this.pos++
    this.enter()
    const operand = this.inversion()
    this.depth--
    return this.unary('Not', operand, start)
  }

  private comparison(): Expr {
    const { kinds } = this
    const start = this.pos
    const left = this.binaryOperation(1)
    if (COMPARES[kinds[this.pos]] === 0) return left
    const ops: CmpOperator[] = []
    const comparators: Expr[] = []
    for (;;) {
      const kind = kinds[this.pos]
      if (COMPARES[kind] === 0) break
      let op = COMPARISON[kind]
      if (kind === T.KW_NOT) {
        if (kinds[this.pos + 1] !== T.KW_IN) break
        this.pos++
      } else if (kind === T.KW_IS && kinds[this.pos + 1] === T.KW_NOT) {
        op = 'IsNot'
        this.pos++
      }
      this.pos++
      ops.push(op)
      comparators.push(this.binaryOperation(1))
    }
    if (ops.length === 0) return left
    const { list } = this
    const end = this.pos - 1
    return {
      nodeType: 'Compare',
      left,
      ops,
      comparators,
      lineno: list.line[start],
      col_offset: list.col[start],
      end_lineno: list.endLine[end],
      end_col_offset: list.endCol[end],
    }
  }

  protected bitwiseOr(): Expr {
    return this.binaryOperation(1)
  }

  /** bitwise_or ... term: all left-associative, climbed by precedence. */
  private binaryOperation(minimum: number): Expr {
    const { kinds, list } = this
    const start = this.pos
    let left = this.factor()
    for (;;) {
      const kind = kinds[this.pos]
      const precedence = PRECEDENCE[kind]
      if (precedence === 0 || precedence < minimum) return left
      this.pos++
      const right = this.binaryOperation(precedence + 1)
      const end = this.pos - 1
      left = {
        nodeType: 'BinOp',
        left,
        op: OPERATOR[kind],
        right,
        lineno: list.line[start],
        col_offset: list.col[start],
        end_lineno: list.endLine[end],
        end_col_offset: list.endCol[end],
      }
    }
  }

  /** factor and power */
  private factor(): Expr {
    const start = this.pos
    const kind = this.kinds[start]
    if (kind === T.MINUS || kind === T.PLUS || kind === T.TILDE) {
      this.pos++
      this.enter()
      const operand = this.factor()
      this.depth--
      return this.unary(kind === T.MINUS ? 'USub' : kind === T.PLUS ? 'UAdd' : 'Invert', operand, start)
    }
    let left: Expr
    const { list } = this
    if (kind === T.AWAIT) {
      this.pos++
      const value = this.primary()
      const end = this.pos - 1
      left = {
        nodeType: 'Await',
        value,
        lineno: list.line[start],
        col_offset: list.col[start],
        end_lineno: list.endLine[end],
        end_col_offset: list.endCol[end],
      }
    } else left = this.primary()
    if (this.kinds[this.pos] !== T.DOUBLESTAR) return left
    this.pos++
    this.enter()
    const right = this.factor()
    this.depth--
    const end = this.pos - 1
    return {
      nodeType: 'BinOp',
      left,
      op: 'Pow',
      right,
      lineno: list.line[start],
      col_offset: list.col[start],
      end_lineno: list.endLine[end],
      end_col_offset: list.endCol[end],
    }
  }

  // ---- primaries

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

  private keyword(arg: string | null, value: Expr, start: number): Keyword {
    const { list } = this
    const end = this.pos - 1
    return {
      nodeType: 'keyword',
      arg,
      value,
      lineno: list.line[start],
      col_offset: list.col[start],
      end_lineno: list.endLine[end],
      end_col_offset: list.endCol[end],
    }
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

  // ---- atoms

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

  /** tuple, group or genexp */
  private parenthesized(): Expr {
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

  private listDisplay(): Expr {
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
  private braces(): Expr {
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

  private comprehension(
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

  // ---- lambda

  protected lambda(): Expr {
    const { list } = this
    const start = this.pos++
    this.enter()
    const args = this.parameters(T.COLON)
    this.expect(T.COLON)
    const body = this.expression()
    this.depth--
    const end = this.pos - 1
    return {
      nodeType: 'Lambda',
      args,
      body,
      lineno: list.line[start],
      col_offset: list.col[start],
      end_lineno: list.endLine[end],
      end_col_offset: list.endCol[end],
    }
  }

  /** parameters or lambda_parameters, up to but without the closing token (which tells them apart). */
  protected parameters(closing: number): Arguments {
    const { kinds } = this
    const annotated = closing === T.RPAR
    const node: Arguments = {
      nodeType: 'arguments',
      posonlyargs: [],
      args: [],
      vararg: null,
      kwonlyargs: [],
      kw_defaults: [],
      kwarg: null,
      defaults: [],
    }
    let starred = false
    while (kinds[this.pos] !== closing) {
      const kind = kinds[this.pos]
      if (kind === T.NAME) {
        const arg = this.parameter(annotated, false)
        let value: Expr | null = null
        if (kinds[this.pos] === T.EQUAL) {
          this.pos++
          value = this.expression()
        }
        if (starred) {
          node.kwonlyargs.push(arg)
          node.kw_defaults.push(value)
        } else {
          if (value !== null) node.defaults.push(value)
          else if (node.defaults.length > 0) throw FAIL
          node.args.push(arg)
        }
      } else if (kind === T.SLASH) {
        if (starred || node.args.length === 0 || node.posonlyargs.length > 0) throw FAIL
        this.pos++
        node.posonlyargs = node.args
        node.args = []
      } else if (kind === T.STAR) {
        if (starred) throw FAIL
        starred = true
        this.pos++
        if (kinds[this.pos] === T.COMMA) {
          if (kinds[this.pos + 1] !== T.NAME) throw FAIL
        } else node.vararg = this.parameter(annotated, true)
      } else if (kind === T.DOUBLESTAR) {
        this.pos++
        node.kwarg = this.parameter(annotated, false)
        if (kinds[this.pos] === T.COMMA) this.pos++
        if (kinds[this.pos] !== closing) throw FAIL
        return node
      } else throw FAIL
      if (kinds[this.pos] === T.COMMA) this.pos++
      else if (kinds[this.pos] !== closing) throw FAIL
    }
    return node
  }

  private parameter(annotated: boolean, variadic: boolean): Arguments['args'][number] {
    const { list } = this
    const start = this.pos
    const arg = this.name()
    let annotation: Expr | null = null
    if (annotated && this.kinds[this.pos] === T.COLON) {
      this.pos++
      annotation = variadic ? this.starExpression() : this.expression()
    }
    const end = this.pos - 1
    return {
      nodeType: 'arg',
      arg,
      annotation,
      lineno: list.line[start],
      col_offset: list.col[start],
      end_lineno: list.endLine[end],
      end_col_offset: list.endCol[end],
    }
  }

  // ---- small nodes

  protected nameNode(ctx: ExprContext): Expr {
    const { list } = this
    const token = this.pos
    return {
      nodeType: 'Name',
      id: this.name(),
      ctx,
      lineno: list.line[token],
      col_offset: list.col[token],
      end_lineno: list.endLine[token],
      end_col_offset: list.endCol[token],
    }
  }

  protected constant(value: Const, token: number): Expr {
    const { list } = this
    return {
      nodeType: 'Constant',
      value,
      kind: null,
      lineno: list.line[token],
      col_offset: list.col[token],
      end_lineno: list.endLine[token],
      end_col_offset: list.endCol[token],
    }
  }

  protected tuple(elts: Expr[], start: number): Tuple {
    const { list } = this
    const end = this.pos - 1
    return {
      nodeType: 'Tuple',
      elts,
      ctx: 'Load',
      lineno: list.line[start],
      col_offset: list.col[start],
      end_lineno: list.endLine[end],
      end_col_offset: list.endCol[end],
    }
  }

  private starred(value: Expr, start: number): Starred {
    const { list } = this
    const end = this.pos - 1
    return {
      nodeType: 'Starred',
      value,
      ctx: 'Load',
      lineno: list.line[start],
      col_offset: list.col[start],
      end_lineno: list.endLine[end],
      end_col_offset: list.endCol[end],
    }
  }

  protected unary(op: UnaryOperator, operand: Expr, start: number): Expr {
    const { list } = this
    const end = this.pos - 1
    return {
      nodeType: 'UnaryOp',
      op,
      operand,
      lineno: list.line[start],
      col_offset: list.col[start],
      end_lineno: list.endLine[end],
      end_col_offset: list.endCol[end],
    }
  }

  // ---- f-strings

  compileExpression(start: number, end: number, token: number): Expr {
    const { list, text } = this
    const origin = expressionOrigin(list, token, start)
    const name = this.soleName(start, end)
    if (name !== null) {
      const col = origin.startingCol + 1
      const line = origin.lineno + 1
      return {
        nodeType: 'Name',
        id: name,
        ctx: 'Load',
        lineno: line,
        col_offset: col,
        end_lineno: line,
        end_col_offset: col + name.length,
      }
    }
    const inner = tokenize(`(${text.slice(start, end)})\n`, origin)
    return new ExpressionParser(inner, this.maxDepth - this.depth, this.warnings).starExpressions()
  }
}
