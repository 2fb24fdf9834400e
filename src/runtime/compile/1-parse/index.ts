/** The door of this folder: Python source to CPython 3.11's AST, or a CompileError with CPython's own words. */
import { CompileError } from '../errors'
import type { Expression, Interactive, Module } from './ast'

export type ParseMode = 'exec' | 'eval' | 'single'

/** A warning CPython's parser would issue (invalid escape sequences, a literal glued to a keyword). */
export interface ParseWarning {
  category: 'DeprecationWarning' | 'SyntaxWarning'
  msg: string
  filename: string
  lineno: number
}

export interface ParseOptions {
  /** Told of each warning, in CPython's order. Without it warnings are dropped. */
  onWarning?: (warning: ParseWarning) => void
}

export function parse(source: string, filename: string, mode: 'exec', options?: ParseOptions): Module
export function parse(source: string, filename: string, mode: 'eval', options?: ParseOptions): Expression
export function parse(source: string, filename: string, mode: 'single', options?: ParseOptions): Interactive
export function parse(
  source: string,
  filename: string,
  mode: ParseMode,
  options?: ParseOptions,
): Module | Expression | Interactive
export function parse(source: string, filename: string, mode: ParseMode): Module | Expression | Interactive {
  throw new CompileError({
    kind: 'SyntaxError',
    msg: `the parser has not landed yet (${mode}, ${source.length})`,
    filename,
  })
}
