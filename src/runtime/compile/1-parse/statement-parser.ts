/** The fast parser: simple statements and the starting rules. Compound statements are in compound-parser.ts. */
import type { Alias, Expr, Operator, Position, Stmt } from './ast'
import { FAIL } from './parser-base'
import { PatternParser } from './pattern-parser'
import * as T from './tokens'

const AUGMENTED: Operator[] = []
AUGMENTED[T.PLUSEQUAL] = 'Add'
AUGMENTED[T.MINEQUAL] = 'Sub'
AUGMENTED[T.STAREQUAL] = 'Mult'
AUGMENTED[T.ATEQUAL] = 'MatMult'
AUGMENTED[T.SLASHEQUAL] = 'Div'
AUGMENTED[T.PERCENTEQUAL] = 'Mod'
AUGMENTED[T.AMPEREQUAL] = 'BitAnd'
AUGMENTED[T.VBAREQUAL] = 'BitOr'
AUGMENTED[T.CIRCUMFLEXEQUAL] = 'BitXor'
AUGMENTED[T.LEFTSHIFTEQUAL] = 'LShift'
AUGMENTED[T.RIGHTSHIFTEQUAL] = 'RShift'
AUGMENTED[T.DOUBLESTAREQUAL] = 'Pow'
AUGMENTED[T.DOUBLESLASHEQUAL] = 'FloorDiv'

export class StatementParser extends PatternParser {
  /** simple_stmts: statements separated by semicolons, and the NEWLINE. */
  protected simpleStatements(into: Stmt[]): void {
    for (;;) {
      into.push(this.simpleStatement())
      const kind = this.kinds[this.pos]
      if (kind === T.NEWLINE) {
        this.pos++
        return
      }
      this.expect(T.SEMI)
      if (this.kinds[this.pos] === T.NEWLINE) {
        this.pos++
        return
      }
    }
  }

  private simpleStatement(): Stmt {
    const start = this.pos
    switch (this.kinds[start]) {
      case T.KW_RETURN: {
        this.pos++
        const value = this.startsStarExpression() ? this.starExpressions() : null
        return { nodeType: 'Return', value, ...this.span(start) }
      }
      case T.KW_IMPORT:
        return this.importName()
      case T.KW_FROM:
        return this.importFrom()
      case T.KW_RAISE: {
        this.pos++
        let exc: Expr | null = null
        let cause: Expr | null = null
        if (this.startsExpression()) {
          exc = this.expression()
          if (this.kinds[this.pos] === T.KW_FROM) {
            this.pos++
            cause = this.expression()
          }
        }
        return { nodeType: 'Raise', exc, cause, ...this.span(start) }
      }
      case T.KW_PASS:
        this.pos++
        return { nodeType: 'Pass', ...this.span(start) }
      case T.KW_BREAK:
        this.pos++
        return { nodeType: 'Break', ...this.span(start) }
      case T.KW_CONTINUE:
        this.pos++
        return { nodeType: 'Continue', ...this.span(start) }
      case T.KW_DEL:
        return this.deleteStatement()
      case T.KW_ASSERT: {
        this.pos++
        const test = this.expression()
        let msg: Expr | null = null
        if (this.kinds[this.pos] === T.COMMA) {
          this.pos++
          msg = this.expression()
        }
        return { nodeType: 'Assert', test, msg, ...this.span(start) }
      }
      case T.KW_GLOBAL: {
        const names = this.nameList()
        return { nodeType: 'Global', names, ...this.span(start) }
      }
      case T.KW_NONLOCAL: {
        const names = this.nameList()
        return { nodeType: 'Nonlocal', names, ...this.span(start) }
      }
      case T.KW_YIELD: {
        const value = this.yieldExpr()
        return { nodeType: 'Expr', value, ...this.span(start) }
      }
      default:
        return this.assignmentOrExpression()
    }
  }

  protected startsStarExpression(): boolean {
    return this.kinds[this.pos] === T.STAR || this.startsExpression()
  }

  /** assignment, or star_expressions as a statement */
  private assignmentOrExpression(): Stmt {
    const { kinds, list } = this
    const start = this.pos
    let value = this.starExpressions()
    const kind = kinds[this.pos]
    if (kind === T.NEWLINE || kind === T.SEMI) {
      const end = this.pos - 1
      return {
        nodeType: 'Expr',
        value,
        lineno: list.line[start],
        col_offset: list.col[start],
        end_lineno: list.endLine[end],
        end_col_offset: list.endCol[end],
      }
    }
    if (kind === T.EQUAL) {
      const targets: Expr[] = []
      while (kinds[this.pos] === T.EQUAL) {
        this.setContext(value, 'Store')
        targets.push(value)
        this.pos++
        value = this.yieldOrStarExpressions()
      }
      const end = this.pos - 1
      return {
        nodeType: 'Assign',
        targets,
        value,
        lineno: list.line[start],
        col_offset: list.col[start],
        end_lineno: list.endLine[end],
        end_col_offset: list.endCol[end],
      }
    }
    if (kind === T.COLON) {
      const simple = kinds[start] === T.NAME && this.pos === start + 1 ? 1 : 0
      this.setSingleTarget(value)
      this.pos++
      const annotation = this.expression()
      let assigned: Expr | null = null
      if (kinds[this.pos] === T.EQUAL) {
        this.pos++
        assigned = this.yieldOrStarExpressions()
      }
      return { nodeType: 'AnnAssign', target: value, annotation, value: assigned, simple, ...this.span(start) }
    }
    const op = AUGMENTED[kind]
    if (op === undefined) throw FAIL
    this.setSingleTarget(value)
    this.pos++
    const operand = this.yieldOrStarExpressions()
    return { nodeType: 'AugAssign', target: value, op, value: operand, ...this.span(start) }
  }

  /** single_target: a name, attribute or subscript */
  private setSingleTarget(e: Expr): void {
    if (e.nodeType !== 'Name' && e.nodeType !== 'Attribute' && e.nodeType !== 'Subscript') throw FAIL
    e.ctx = 'Store'
  }

  private yieldOrStarExpressions(): Expr {
    return this.kinds[this.pos] === T.KW_YIELD ? this.yieldExpr() : this.starExpressions()
  }

  private deleteStatement(): Stmt {
    const start = this.pos++
    const targets: Expr[] = []
    for (;;) {
      const target = this.primary()
      this.setContext(target, 'Del')
      targets.push(target)
      if (this.kinds[this.pos] !== T.COMMA) break
      this.pos++
      if (!this.startsExpression()) break
    }
    const kind = this.kinds[this.pos]
    if (kind !== T.SEMI && kind !== T.NEWLINE) throw FAIL
    return { nodeType: 'Delete', targets, ...this.span(start) }
  }

  private nameList(): string[] {
    const names: string[] = []
    do {
      this.pos++
      names.push(this.name())
    } while (this.kinds[this.pos] === T.COMMA)
    return names
  }

  // ---- imports

  private importName(): Stmt {
    const start = this.pos
    const names: Alias[] = []
    do {
      this.pos++
      const at = this.pos
      const name = this.dottedName()
      names.push(this.alias(name, at))
    } while (this.kinds[this.pos] === T.COMMA)
    return { nodeType: 'Import', names, ...this.span(start) }
  }

  private importFrom(): Stmt {
    const { kinds } = this
    const start = this.pos++
    let level = 0
    for (;;) {
      if (kinds[this.pos] === T.DOT) level++
      else if (kinds[this.pos] === T.ELLIPSIS) level += 3
      else break
      this.pos++
    }
    const module = level === 0 || kinds[this.pos] === T.NAME ? this.dottedName() : null
    this.expect(T.KW_IMPORT)
    const names: Alias[] = []
    if (kinds[this.pos] === T.STAR) {
      const at = this.pos++
      names.push({ nodeType: 'alias', name: '*', asname: null, ...this.span(at) })
    } else {
      const parenthesized = kinds[this.pos] === T.LPAR
      if (parenthesized) this.pos++
      for (;;) {
        const at = this.pos
        const name = this.name()
        names.push(this.alias(name, at))
        if (kinds[this.pos] !== T.COMMA) break
        this.pos++
        if (parenthesized && kinds[this.pos] === T.RPAR) break
      }
      if (parenthesized) this.expect(T.RPAR)
    }
    return { nodeType: 'ImportFrom', module, names, level, ...this.span(start) }
  }

  private alias(name: string, start: number): Alias {
    let asname: string | null = null
    if (this.kinds[this.pos] === T.KW_AS) {
      this.pos++
      asname = this.name()
    }
    return { nodeType: 'alias', name, asname, ...this.span(start) }
  }

  private dottedName(): string {
    let name = this.name()
    while (this.kinds[this.pos] === T.DOT) {
      this.pos++
      name += `.${this.name()}`
    }
    return name
  }

  /** Positions of a compound statement: up to the last token that is no NEWLINE, INDENT or DEDENT. */
  protected solidSpan(start: number): Position {
    const { list } = this
    const end = this.lastSolid()
    return {
      lineno: list.line[start],
      col_offset: list.col[start],
      end_lineno: list.endLine[end],
      end_col_offset: list.endCol[end],
    }
  }
}
