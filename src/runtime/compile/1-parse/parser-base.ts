/**
 * The cursor of the fast parser.
 *
 * The fast parser accepts exactly what CPython 3.11's grammar accepts in its first pass and makes its tree; of a source it does not accept it says
 * only that (the value FAIL is thrown, no Error object is made). The error pass then finds CPython's message.
 */
import type { Expr } from './ast'
import type { StringHost } from './string-host'
import { concatenateStrings } from './string-literal'
import type { TokenList } from './token-list'
import { DEDENT, NAME, NEWLINE, STRING, wordKind } from './tokens'

/** Thrown when the source does not parse. */
export const FAIL = Symbol('syntax error')
/** Thrown when the source nests deeper than `maxDepth`: the error pass then counts whether CPython's parser stack would overflow. */
export const TOO_DEEP = Symbol('deeply nested')

export interface SourceWarning {
  category: 'DeprecationWarning' | 'SyntaxWarning'
  msg: string
  lineno: number
  /** Index of the token CPython has read by the time it warns. */
  token: number
}

export abstract class ParserBase implements StringHost {
  protected pos = 0
  protected depth = 0
  protected readonly text: string
  protected kinds: Uint8Array

  constructor(
    readonly list: TokenList,
    protected readonly maxDepth: number,
    /** Warnings of string escapes, in source order. */
    readonly warnings: SourceWarning[],
  ) {
    this.text = list.text
    this.kinds = list.kind
  }

  // ---- what the f-string scanner asks of us

  raise(_msg: string): never {
    throw FAIL
  }

  raiseAtToken(_token: number, _msg: string): never {
    throw FAIL
  }

  warn(msg: string, token: number): void {
    // A string is decoded when the token after it has been looked at.
    let next = token + 1
    while (this.kinds[next] === STRING) next++
    this.warnings.push({ category: 'DeprecationWarning', msg, lineno: this.list.line[token], token: next })
  }

  abstract compileExpression(start: number, end: number, token: number): Expr

  // ---- cursor

  protected fail(): never {
    throw FAIL
  }

  protected expect(kind: number): void {
    if (this.kinds[this.pos] !== kind) throw FAIL
    this.pos++
  }

  protected enter(): void {
    if (++this.depth > this.maxDepth) throw TOO_DEEP
  }

  /** The identifier of the NAME token at `pos`, which is consumed. */
  protected name(): string {
    const pos = this.pos
    if (this.kinds[pos] !== NAME) throw FAIL
    this.pos = pos + 1
    return this.identifier(pos)
  }

  protected identifier(token: number): string {
    const { list } = this
    const start = list.start[token]
    const id = this.text.slice(start, list.end[token])
    // Columns are bytes: a token as wide in bytes as in characters is ASCII. Others are normalised, as the language asks.
    return list.endCol[token] - list.col[token] === id.length ? id : id.normalize('NFKC')
  }

  protected isWord(token: number, word: string): boolean {
    if (this.kinds[token] !== NAME) return false
    const start = this.list.start[token]
    return this.list.end[token] - start === word.length && this.text.startsWith(word, start)
  }

  /** _PyPegen_get_last_nonnwhitespace_token: where a compound statement ends. */
  protected lastSolid(): number {
    const { kinds } = this
    let i = this.pos - 1
    while (i > 0 && kinds[i] >= NEWLINE && kinds[i] <= DEDENT) i--
    return i
  }

  /** STRING+ at `pos`. */
  protected strings(): Expr {
    const first = this.pos
    let last = first
    while (this.kinds[last + 1] === STRING) last++
    this.pos = last + 1
    if (first === last) {
      const { list, text } = this
      const start = list.start[first]
      const quote = text.charCodeAt(start)
      if (quote === 34 || quote === 39) {
        const end = list.end[first]
        const triple = end - start >= 6 && text.charCodeAt(start + 1) === quote && text.charCodeAt(start + 2) === quote
        const width = triple ? 3 : 1
        const v = text.slice(start + width, end - width)
        if (!v.includes('\\')) {
          return {
            nodeType: 'Constant',
            value: { t: 'str', v },
            kind: null,
            lineno: list.line[first],
            col_offset: list.col[first],
            end_lineno: list.endLine[first],
            end_col_offset: list.endCol[first],
          }
        }
      }
    }
    return concatenateStrings(this, first, last)
  }

  /** The name, when {...} of an f-string holds nothing but one plain ASCII name; else null. */
  protected soleName(start: number, end: number): string | null {
    const { text } = this
    for (let i = start; i < end; i++) {
      const c = text.charCodeAt(i)
      const word = (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || c === 95 || (i > start && c >= 48 && c <= 57)
      if (!word) return null
    }
    return wordKind(text, start, end) === NAME ? text.slice(start, end) : null
  }
}
