/** The fast parser: the small nodes, and what the layers above promise to those below (a parser is one class, written in layers). */
import type { Const, Expr, ExprContext, Keyword, Position, Starred, Tuple, UnaryOperator } from './ast'
import { ParserBase } from './parser-base'
import * as T from './tokens'

/** Tokens an expression can start with. */
export const STARTS = new Uint8Array(T.KIND_COUNT)
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

export abstract class NodeParser extends ParserBase {
  abstract expression(): Expr
  abstract starExpressions(): Expr
  protected abstract starExpression(): Expr
  protected abstract namedExpression(): Expr
  protected abstract starNamedExpression(): Expr
  protected abstract yieldExpr(): Expr
  protected abstract disjunction(): Expr
  protected abstract bitwiseOr(): Expr
  protected abstract primary(): Expr

  protected startsExpression(): boolean {
    return STARTS[this.kinds[this.pos]] === 1
  }

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

  protected starred(value: Expr, start: number): Starred {
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

  protected keyword(arg: string | null, value: Expr, start: number): Keyword {
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

  /** Positions from the token `start` to the last token read. For the rarer nodes; the others write the four fields out, which is faster. */
  protected span(start: number): Position {
    const { list } = this
    const end = this.pos - 1
    return {
      lineno: list.line[start],
      col_offset: list.col[start],
      end_lineno: list.endLine[end],
      end_col_offset: list.endCol[end],
    }
  }
}
