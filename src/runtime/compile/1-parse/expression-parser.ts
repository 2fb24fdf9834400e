/** The fast parser: expressions. Rule names in comments are those of CPython's Grammar/python.gram. */
import type { CmpOperator, Expr, NamedExpr, Operator, Starred, UnaryOperator } from './ast'
import { expressionOrigin } from './f-string-origin'
import { STARTS } from './node-parser'
import { FAIL } from './parser-base'
import { PrimaryParser } from './primary-parser'
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

const UNARY: UnaryOperator[] = []
UNARY[T.MINUS] = 'USub'
UNARY[T.PLUS] = 'UAdd'
UNARY[T.TILDE] = 'Invert'

export class ExpressionParser extends PrimaryParser {
  // ---- lists of expressions

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
    return this.kinds[this.pos] === T.KW_IF ? this.conditional(body, start) : body
  }

  /** The rest of `a if b else c if d else e`. Right-associative, but without recursion: such chains may be thousands long. */
  private conditional(first: Expr, firstStart: number): Expr {
    const { list } = this
    const bodies = [first]
    const tests: Expr[] = []
    const starts = [firstStart]
    let last: Expr
    for (;;) {
      this.pos++
      tests.push(this.disjunction())
      this.expect(T.KW_ELSE)
      this.enter()
      const start = this.pos
      last = this.kinds[start] === T.KW_LAMBDA ? this.lambda() : this.disjunction()
      if (this.kinds[this.pos] !== T.KW_IF) break
      bodies.push(last)
      starts.push(start)
    }
    this.depth -= tests.length
    const end = this.pos - 1
    for (let i = tests.length - 1; i >= 0; i--) {
      last = {
        nodeType: 'IfExp',
        test: tests[i],
        body: bodies[i],
        orelse: last,
        lineno: list.line[starts[i]],
        col_offset: list.col[starts[i]],
        end_lineno: list.endLine[end],
        end_col_offset: list.endCol[end],
      }
    }
    return last
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
    const start = this.pos
    while (this.kinds[this.pos] === T.KW_NOT) {
      this.pos++
      this.enter()
    }
    const first = this.pos
    let e = this.comparison()
    for (let i = first - 1; i >= start; i--) e = this.unary('Not', e, i)
    this.depth -= first - start
    return e
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

  /** factor with its prefix operators, without recursion */
  private prefixed(): Expr {
    const { kinds } = this
    const start = this.pos
    while (UNARY[kinds[this.pos]] !== undefined) {
      this.pos++
      this.enter()
    }
    const first = this.pos
    let e = this.factor()
    for (let i = first - 1; i >= start; i--) e = this.unary(UNARY[kinds[i]], e, i)
    this.depth -= first - start
    return e
  }

  /** factor and power */
  private factor(): Expr {
    const start = this.pos
    const kind = this.kinds[start]
    if (UNARY[kind] !== undefined) return this.prefixed()
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
    const { warnings } = this
    const before = warnings.length
    warnings.push(...inner.warnings)
    const e = new ExpressionParser(inner, this.maxDepth - this.depth, warnings).starExpressions()
    for (let i = before; i < warnings.length; i++) warnings[i].token = token + 1
    return e
  }
}
