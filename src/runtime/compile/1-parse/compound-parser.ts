/** The fast parser: compound statements, and the starting rules file, eval and interactive. */
import type { ExceptHandler, Expr, Expression, Interactive, Keyword, MatchCase, Module, Stmt, WithItem } from './ast'
import { FAIL } from './parser-base'
import { StatementParser } from './statement-parser'
import * as T from './tokens'

export class Parser extends StatementParser {
  // ---- starting rules

  file(): Module {
    const body: Stmt[] = []
    while (this.kinds[this.pos] !== T.ENDMARKER) this.statement(body)
    return { nodeType: 'Module', body }
  }

  /** eval */
  evalInput(): Expression {
    const start = this.pos
    const first = this.expression()
    let body = first
    if (this.kinds[this.pos] === T.COMMA) {
      const elts = [first]
      while (this.kinds[this.pos] === T.COMMA) {
        this.pos++
        if (!this.startsExpression()) break
        elts.push(this.expression())
      }
      body = this.tuple(elts, start)
    }
    while (this.kinds[this.pos] === T.NEWLINE) this.pos++
    this.expect(T.ENDMARKER)
    return { nodeType: 'Expression', body }
  }

  /** interactive: one statement. `pos` is left behind it; whether more follows is the caller's question. */
  interactive(): Interactive {
    const body: Stmt[] = []
    const { list } = this
    if (this.kinds[this.pos] === T.NEWLINE) {
      const at = this.pos++
      body.push({
        nodeType: 'Pass',
        lineno: list.line[at],
        col_offset: list.col[at],
        end_lineno: list.endLine[at],
        end_col_offset: list.endCol[at],
      })
    } else if (this.compoundStatement(body)) this.expect(T.NEWLINE)
    else this.simpleStatements(body)
    return { nodeType: 'Interactive', body }
  }

  tokensRead(): number {
    return this.pos
  }

  // ---- statements

  private statement(into: Stmt[]): void {
    if (!this.compoundStatement(into)) this.simpleStatements(into)
  }

  /** compound_stmt, or false when no compound statement starts here. */
  private compoundStatement(into: Stmt[]): boolean {
    const { kinds } = this
    const start = this.pos
    switch (kinds[start]) {
      case T.NAME: {
        const match = this.isWord(start, 'match') ? this.matchStatement() : null
        if (match === null) return false
        into.push(match)
        return true
      }
      case T.KW_IF:
        into.push(this.ifStatement())
        return true
      case T.KW_DEF:
        into.push(this.functionDef([], false))
        return true
      case T.KW_CLASS:
        into.push(this.classDef([]))
        return true
      case T.AT:
        into.push(this.decorated())
        return true
      case T.KW_FOR:
        into.push(this.forStatement(false))
        return true
      case T.KW_WHILE: {
        this.pos++
        const test = this.namedExpression()
        this.expect(T.COLON)
        const body = this.block()
        const orelse = this.elseBlock()
        into.push({ nodeType: 'While', test, body, orelse, ...this.solidSpan(start) })
        return true
      }
      case T.KW_WITH:
        into.push(this.withStatement(false))
        return true
      case T.KW_TRY:
        into.push(this.tryStatement())
        return true
      case T.ASYNC:
        switch (kinds[start + 1]) {
          case T.KW_DEF:
            into.push(this.functionDef([], true))
            return true
          case T.KW_FOR:
            into.push(this.forStatement(true))
            return true
          case T.KW_WITH:
            into.push(this.withStatement(true))
            return true
          default:
            throw FAIL
        }
      default:
        return false
    }
  }

  private block(): Stmt[] {
    const { kinds } = this
    const body: Stmt[] = []
    if (kinds[this.pos] !== T.NEWLINE) {
      this.simpleStatements(body)
      return body
    }
    this.pos++
    this.expect(T.INDENT)
    this.enter()
    do this.statement(body)
    while (kinds[this.pos] !== T.DEDENT)
    this.depth--
    this.pos++
    return body
  }

  private elseBlock(): Stmt[] {
    if (this.kinds[this.pos] !== T.KW_ELSE) return []
    this.pos++
    this.expect(T.COLON)
    return this.block()
  }

  /** if_stmt and elif_stmt */
  private ifStatement(): Stmt {
    const { kinds } = this
    const clauses: { start: number; test: Expr; body: Stmt[] }[] = []
    do {
      const start = this.pos++
      const test = this.namedExpression()
      this.expect(T.COLON)
      clauses.push({ start, test, body: this.block() })
      this.enter()
    } while (kinds[this.pos] === T.KW_ELIF)
    this.depth -= clauses.length
    // Each elif is an if in the else of the one before; all end where the last does.
    let orelse = this.elseBlock()
    let node!: Stmt
    for (let clause = clauses.pop(); clause !== undefined; clause = clauses.pop()) {
      const { start, test, body } = clause
      node = { nodeType: 'If', test, body, orelse, ...this.solidSpan(start) }
      orelse = [node]
    }
    return node
  }

  private forStatement(async: boolean): Stmt {
    const start = this.pos
    this.pos += async ? 2 : 1
    const target = this.starTargets()
    this.expect(T.KW_IN)
    const iter = this.starExpressions()
    this.expect(T.COLON)
    const body = this.block()
    const orelse = this.elseBlock()
    return { nodeType: async ? 'AsyncFor' : 'For', target, iter, body, orelse, ...this.solidSpan(start) }
  }

  // ---- with

  private withStatement(async: boolean): Stmt {
    const start = this.pos
    this.pos += async ? 2 : 1
    const items = this.parenthesizedItems() ?? this.withItems(T.COLON)
    this.expect(T.COLON)
    const body = this.block()
    return { nodeType: async ? 'AsyncWith' : 'With', items, body, ...this.solidSpan(start) }
  }

  /** '(' ','.with_item+ ','? ')' when it is followed by a colon; else null and nothing is read. */
  private parenthesizedItems(): WithItem[] | null {
    const { kinds } = this
    const start = this.pos
    if (kinds[start] !== T.LPAR) return null
    const close = this.closingBracket(start)
    if (kinds[close + 1] !== T.COLON) return null
    this.pos++
    const depth = this.depth
    const warned = this.warnings.length
    try {
      const items = this.withItems(T.RPAR)
      this.expect(T.RPAR)
      if (this.pos === close + 1) return items
    } catch (e) {
      // Such as `with (yield):`, which is a parenthesised expression after all.
      if (e !== FAIL) throw e
    }
    this.depth = depth
    this.pos = start
    this.warnings.length = warned
    return null
  }

  /** Index of the bracket token that closes the one at `open`, or of the last token. */
  private closingBracket(open: number): number {
    const { list } = this
    const level = list.level[open] - 1
    let i = open + 1
    while (i < list.count - 1 && list.level[i] > level) i++
    return i
  }

  private withItems(closing: number): WithItem[] {
    const { kinds } = this
    const items: WithItem[] = []
    for (;;) {
      const context_expr = this.expression()
      let optional_vars: Expr | null = null
      if (kinds[this.pos] === T.KW_AS) {
        this.pos++
        optional_vars = this.starTarget()
      }
      items.push({ nodeType: 'withitem', context_expr, optional_vars })
      if (kinds[this.pos] !== T.COMMA) return items
      this.pos++
      if (closing === T.RPAR && kinds[this.pos] === T.RPAR) return items
    }
  }

  // ---- try

  private tryStatement(): Stmt {
    const { kinds } = this
    const start = this.pos++
    this.expect(T.COLON)
    const body = this.block()
    const handlers: ExceptHandler[] = []
    let orelse: Stmt[] = []
    let finalbody: Stmt[] = []
    const star = kinds[this.pos] === T.KW_EXCEPT && kinds[this.pos + 1] === T.STAR
    while (kinds[this.pos] === T.KW_EXCEPT) handlers.push(this.exceptHandler(star))
    if (handlers.length > 0) orelse = this.elseBlock()
    if (kinds[this.pos] === T.KW_FINALLY) {
      this.pos++
      this.expect(T.COLON)
      finalbody = this.block()
    } else if (handlers.length === 0) throw FAIL
    return { nodeType: star ? 'TryStar' : 'Try', body, handlers, orelse, finalbody, ...this.solidSpan(start) }
  }

  private exceptHandler(star: boolean): ExceptHandler {
    const { kinds } = this
    const start = this.pos++
    if (star) this.expect(T.STAR)
    let type: Expr | null = null
    let name: string | null = null
    if (star || kinds[this.pos] !== T.COLON) {
      type = this.expression()
      if (kinds[this.pos] === T.KW_AS) {
        this.pos++
        name = this.name()
      }
    }
    this.expect(T.COLON)
    const body = this.block()
    return { nodeType: 'ExceptHandler', type, name, body, ...this.solidSpan(start) }
  }

  // ---- definitions

  private decorated(): Stmt {
    const { kinds } = this
    const decorators: Expr[] = []
    while (kinds[this.pos] === T.AT) {
      this.pos++
      decorators.push(this.namedExpression())
      this.expect(T.NEWLINE)
    }
    const kind = kinds[this.pos]
    if (kind === T.KW_DEF) return this.functionDef(decorators, false)
    if (kind === T.KW_CLASS) return this.classDef(decorators)
    if (kind === T.ASYNC && kinds[this.pos + 1] === T.KW_DEF) return this.functionDef(decorators, true)
    throw FAIL
  }

  private functionDef(decorator_list: Expr[], async: boolean): Stmt {
    const start = this.pos
    this.pos += async ? 2 : 1
    const name = this.name()
    this.expect(T.LPAR)
    const args = this.parameters(T.RPAR)
    this.expect(T.RPAR)
    let returns: Expr | null = null
    if (this.kinds[this.pos] === T.RARROW) {
      this.pos++
      returns = this.expression()
    }
    this.expect(T.COLON)
    const body = this.block()
    const nodeType = async ? 'AsyncFunctionDef' : 'FunctionDef'
    return { nodeType, name, args, body, decorator_list, returns, ...this.solidSpan(start) }
  }

  private classDef(decorator_list: Expr[]): Stmt {
    const start = this.pos++
    const name = this.name()
    const bases: Expr[] = []
    const keywords: Keyword[] = []
    if (this.kinds[this.pos] === T.LPAR) this.callArguments(bases, keywords, false)
    this.expect(T.COLON)
    const body = this.block()
    return { nodeType: 'ClassDef', name, bases, keywords, body, decorator_list, ...this.solidSpan(start) }
  }

  // ---- match

  /** `match` is a soft keyword: null when the line is no match statement, and nothing is read. */
  private matchStatement(): Stmt | null {
    const { kinds } = this
    const start = this.pos
    this.pos++
    if (!this.startsStarExpression() || !this.lineEndsInColon(start)) {
      this.pos = start
      return null
    }
    const depth = this.depth
    const warned = this.warnings.length
    let subject: Expr
    try {
      subject = this.subject()
      this.expect(T.COLON)
      this.expect(T.NEWLINE)
      this.expect(T.INDENT)
    } catch (e) {
      if (e !== FAIL) throw e
      this.depth = depth
      this.pos = start
      this.warnings.length = warned
      return null
    }
    const cases: MatchCase[] = []
    this.enter()
    do cases.push(this.matchCase())
    while (kinds[this.pos] !== T.DEDENT)
    this.depth--
    this.pos++
    return { nodeType: 'Match', subject, cases, ...this.solidSpan(start) }
  }

  private lineEndsInColon(from: number): boolean {
    const { kinds, list } = this
    let i = from
    while (i < list.count && kinds[i] !== T.NEWLINE) i++
    return kinds[i - 1] === T.COLON && kinds[i + 1] === T.INDENT
  }

  /** subject_expr */
  private subject(): Expr {
    const start = this.pos
    const starred = this.kinds[start] === T.STAR
    const first = this.starNamedExpression()
    if (this.kinds[this.pos] !== T.COMMA) {
      if (starred) throw FAIL
      return first
    }
    this.pos++
    return this.tuple(this.restOfElements([first]), start)
  }

  private matchCase(): MatchCase {
    if (!this.isWord(this.pos, 'case')) throw FAIL
    this.pos++
    const pattern = this.patterns()
    let guard: Expr | null = null
    if (this.kinds[this.pos] === T.KW_IF) {
      this.pos++
      guard = this.namedExpression()
    }
    this.expect(T.COLON)
    return { nodeType: 'match_case', pattern, guard, body: this.block() }
  }
}
