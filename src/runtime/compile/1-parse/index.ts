/** The door of this folder: Python source to CPython 3.11's AST, or a CompileError with CPython's own words. */
import { CompileError } from '../errors'
import type { Expression, Interactive, Mod, Module } from './ast'
import { Parser } from './compound-parser'
import { type ErrorPassOptions, findSyntaxError, multipleStatements } from './error-pass/error-pass'
import { FAIL, type SourceWarning, TOO_DEEP } from './parser-base'
import type { TokenList } from './token-list'
import { tokenize } from './tokenizer'

export type ParseMode = 'exec' | 'eval' | 'single'

/** A warning CPython's parser would issue: invalid escape sequences, a literal glued to a keyword. */
export type ParseWarning = SourceWarning

export interface ParseOptions {
  /** Told of each warning, in CPython's order. Without it warnings are dropped. */
  onWarning?: (warning: ParseWarning) => void
  /** The source is the file `filename`: a SyntaxError's text is then always the file's line. */
  fromFile?: boolean
}

/** Nesting the fast parser accepts without asking whether CPython's parser stack (MAXSTACK, 6000 rules) would hold it. */
const SAFE_DEPTH = 100

/**
 * Parses decoded source; a byte order mark and the encoding cookie are the caller's business, as is a null character (a ValueError in CPython).
 * Parsed constants may be shared between nodes.
 */
export function parse(source: string, filename: string, mode: 'exec', options?: ParseOptions): Module
export function parse(source: string, filename: string, mode: 'eval', options?: ParseOptions): Expression
export function parse(source: string, filename: string, mode: 'single', options?: ParseOptions): Interactive
export function parse(
  source: string,
  filename: string,
  mode: ParseMode,
  options?: ParseOptions,
): Module | Expression | Interactive
export function parse(
  source: string,
  filename: string,
  mode: ParseMode,
  options: ParseOptions = {},
): Module | Expression | Interactive {
  const lines = source.includes('\r') ? source.replace(/\r\n?/g, '\n') : source
  // translate_newlines: the input of `exec` gets a final newline; a last line that ends in \r\n gets a second one.
  const complete = lines === '' || (lines.endsWith('\n') && !source.endsWith('\r\n'))
  const text = mode === 'exec' && !complete ? `${lines}\n` : lines
  const list = tokenize(text, { single: mode === 'single' })
  const where = { filename, fileText: options.fromFile ? lines : null }
  try {
    const tree = fastParse(list, mode, SAFE_DEPTH, options, where)
    if (tree !== null) return tree
    const error = findSyntaxError(list, STARTING_RULE[mode], where)
    if (error !== null) throw error
    // CPython's grammar accepts it, so it was only deep.
    const deep = fastParse(list, mode, Number.POSITIVE_INFINITY, options, where)
    if (deep !== null) return deep
  } catch (e) {
    // The host's stack is full: the nearest thing CPython has is its own parser stack being full.
    if (!(e instanceof RangeError)) throw e
    throw new CompileError({ kind: 'MemoryError', msg: '', filename })
  }
  throw new Error('the fast parser refuses what the grammar accepts')
}

const STARTING_RULE = { exec: 'file', eval: 'eval', single: 'interactive' } as const

function fastParse(
  list: TokenList,
  mode: ParseMode,
  maxDepth: number,
  options: ParseOptions,
  where: ErrorPassOptions,
): Mod | null {
  const warnings: SourceWarning[] = []
  const parser = new Parser(list, maxDepth, warnings)
  try {
    const tree = mode === 'exec' ? parser.file() : mode === 'eval' ? parser.evalInput() : parser.interactive()
    if (mode === 'single') {
      const error = multipleStatements(list, parser.tokensRead(), where)
      if (error !== null) throw error
    }
    if (options.onWarning !== undefined)
      for (const w of [...list.warnings, ...warnings].sort((a, b) => a.token - b.token)) options.onWarning(w)
    return tree
  } catch (e) {
    if (e === FAIL || e === TOO_DEEP) return null
    throw e
  }
}
