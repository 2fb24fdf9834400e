/**
 * Finds what CPython 3.11 says about a source that the fast parser refused: _PyPegen_run_parser with its two passes.
 *
 * The first pass (without the invalid_ rules) finds the last token CPython would have read; the second may recognise a known mistake. A tokenizer
 * error further down in the source wins over either (_PyPegen_tokenize_full_source_to_check_for_errors).
 */
import { CompileError } from '../../errors'
import type { Expr } from '../ast'
import { ExpressionParser } from '../expression-parser'
import { expressionOrigin } from '../f-string-origin'
import { numberValue } from '../number-literal'
import { FAIL, TOO_DEEP } from '../parser-base'
import type { StringHost } from '../string-host'
import { concatenateStrings } from '../string-literal'
import type { TokenList } from '../token-list'
import { tokenize } from '../tokenizer'
import * as T from '../tokens'
import { type ActionHost, bindAction } from './actions'
import { EXPRESSIONS } from './grammar-expressions'
import { INVALID } from './grammar-invalid'
import { compileGrammar, type Program } from './grammar-notation'
import { STATEMENTS } from './grammar-statements'
import { Machine, type MachineHost } from './machine'
import { ErrorNode, tokenText } from './nodes'
import { type FStringContext, Reporter } from './reporter'

let compiled: Program | null = null

export interface ErrorPassOptions {
  filename: string
  /** The source as it stands in its file, when it does: SyntaxError.text is then the file's line. */
  fileText: string | null
}

/** The error CPython raises, or null when its grammar accepts the source. */
export function findSyntaxError(
  list: TokenList,
  rule: 'file' | 'eval' | 'interactive' | 'fstring',
  options: ErrorPassOptions,
  inFString: FStringContext | null = null,
): CompileError | null {
  return new ErrorPass(list, options, inFString).run(rule)
}

/** bad_single_statement: something but comments and blank lines follows the one statement, of which `tokens` tokens were read. */
export function multipleStatements(list: TokenList, tokens: number, options: ErrorPassOptions): CompileError | null {
  const last = tokens - 1
  const rest = list.text.slice(list.end[last])
  if (rest.replace(/#[^\n]*/g, '').trim() === '') return null
  const reporter = new Reporter(list, options.filename, null, options.fileText)
  reporter.fill = () => tokens
  try {
    return reporter.last('multiple statements found while compiling a single statement')
  } catch (e) {
    if (e instanceof CompileError) return e
    throw e
  }
}

class ErrorPass implements StringHost, MachineHost, ActionHost {
  readonly reporter: Reporter
  private readonly machine: Machine
  /** The tokenizer's error, once it has been met. */
  private tokenizerFailed: CompileError | null = null

  constructor(
    readonly list: TokenList,
    private readonly options: ErrorPassOptions,
    inFString: FStringContext | null,
  ) {
    compiled ??= compileGrammar(STATEMENTS, EXPRESSIONS, INVALID)
    this.reporter = new Reporter(list, options.filename, inFString, options.fileText)
    this.machine = new Machine(
      compiled,
      list,
      compiled.actions.map((spec) => bindAction(spec, this)),
      this,
    )
    this.reporter.fill = () => this.machine.fill
  }

  run(rule: string): CompileError | null {
    const first = this.pass(rule, false)
    if (first === true) return null
    const lastToken = this.machine.fill - 1
    let error = first
    if (error === false) {
      // A second pass that matches all the same leaves the generic error of the first.
      const second = this.pass(rule, true)
      error = second === true ? false : second
    }
    if (error === false) {
      const kind = this.list.kind[lastToken]
      if (kind === T.INDENT || kind === T.DEDENT)
        return this.caught(() =>
          this.reporter.last(kind === T.INDENT ? 'unexpected indent' : 'unexpected unindent', 'IndentationError'),
        )
      error = this.caught(() => this.reporter.range(lastToken, lastToken, 'invalid syntax'))
    } else if (this.tokenizerFailed !== null || error.kind === 'MemoryError' || this.atEnd()) return error
    return this.laterTokenizerError() ?? error
  }

  /** Any token but a string looks at the character behind it: at the very end of the source CPython's tokenizer is done, and not asked again. */
  private atEnd(): boolean {
    const { list } = this
    const last = this.machine.fill - 1
    return list.end[last] === list.text.length && list.kind[last] !== T.STRING
  }

  /** true: matched; false: failed without an error; else the error. */
  private pass(rule: string, callInvalid: boolean): boolean | CompileError {
    try {
      return this.machine.run(rule, callInvalid) || (this.tokenizerFailed ?? false)
    } catch (e) {
      if (e instanceof CompileError) return e
      throw e
    }
  }

  private caught(raise: () => never): CompileError {
    try {
      return raise()
    } catch (e) {
      if (e instanceof CompileError) return e
      throw e
    }
  }

  /** _PyPegen_tokenize_full_source_to_check_for_errors */
  private laterTokenizerError(): CompileError | null {
    const { list } = this
    const { fill } = this.machine
    if (list.error === null || fill >= list.count) return null
    if (list.error.raised) return this.caught(() => this.reporter.tokenizer())
    if (list.open.length === 0 || this.reporter.lastLine() <= list.open[list.open.length - 1].line) return null
    // CPython's tokenizer stands at the error by now.
    this.machine.fill = list.count
    return this.caught(() => this.reporter.unclosed())
  }

  // ---- for the machine

  tokenizerError(): void {
    this.tokenizerFailed = this.caught(() => this.reporter.tokenizer())
  }

  stackOverflow(): never {
    throw new CompileError({ kind: 'MemoryError', msg: '', filename: this.options.filename })
  }

  forced(token: number, expected: string): never {
    return this.reporter.range(token, token, `expected '${expected}'`)
  }

  name(token: number): ErrorNode {
    return new ErrorNode('Name', token, token)
  }

  number(token: number): ErrorNode {
    const value = numberValue(tokenText(this.list, token))
    if (typeof value === 'string') return this.reporter.wholeLine(token, value)
    return new ErrorNode('Constant', token, token, [], value.t === 'complex')
  }

  // ---- for the actions

  lastSolid(): number {
    let i = this.machine.mark - 1
    const { kind } = this.list
    while (i > 0 && ((kind[i] >= T.NEWLINE && kind[i] <= T.DEDENT) || kind[i] === T.ENDMARKER)) i--
    return i
  }

  lastRead(): number {
    return this.machine.mark - 1
  }

  strings(tokens: number[]): ErrorNode {
    const first = tokens[0]
    const last = tokens[tokens.length - 1]
    return new ErrorNode(concatenateStrings(this, first, last).nodeType, first, last)
  }

  // ---- for the string scanner

  raise(msg: string): never {
    // The f-string scanner's messages carry their prefix already; inside another f-string they get a second one, as in CPython.
    return this.reporter.last(msg)
  }

  raiseAtToken(token: number, msg: string): never {
    return this.reporter.range(token, token, msg)
  }

  warn(): void {
    // The fast parser warns; an error makes the warnings moot.
  }

  compileExpression(start: number, end: number, token: number): Expr {
    const origin = expressionOrigin(this.list, token, start)
    const inner = tokenize(`(${this.list.text.slice(start, end)})\n`, origin)
    try {
      return new ExpressionParser(inner, 100, []).starExpressions()
    } catch (e) {
      if (e !== FAIL && e !== TOO_DEEP) throw e
    }
    const context = { startingLine: origin.lineno + 1, startingCol: origin.startingCol }
    const error = findSyntaxError(inner, 'fstring', this.options, context)
    if (error !== null) throw error
    return new ExpressionParser(inner, Number.POSITIVE_INFINITY, []).starExpressions()
  }
}
