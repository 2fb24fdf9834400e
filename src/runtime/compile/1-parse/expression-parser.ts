/** The fast parser: expressions. Rule names in comments are those of CPython's Grammar/python.gram. */
import type { CmpOperator, Expr, NamedExpr, Operator, Starred } from './ast'
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
