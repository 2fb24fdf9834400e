/** What the readers of string literals need from whoever parses: the fast parser or the error pass. */
import type { Expr } from './ast'
import { decodeUnicodeEscapes, EscapeError } from './escapes'
import type { TokenList } from './token-list'

export interface StringHost {
  readonly list: TokenList
  /** RAISE_SYNTAX_ERROR: at the last token read. */
  raise(msg: string): never
  raiseAtToken(token: number, msg: string): never
  warn(msg: string, token: number): void
  /** Parses text[start, end) of the STRING token, the inside of {...}, whose brace stands at start - 1. */
  compileExpression(start: number, end: number, token: number): Expr
}

export interface LiteralShape {
  bytes: boolean
  raw: boolean
  formatted: boolean
  /** The literal's inside. */
  start: number
  end: number
}

/** decodeUnicodeEscapes with its warnings and errors told to the host. */
export function decodeText(host: StringHost, start: number, end: number, token: number): string {
  try {
    return decodeUnicodeEscapes(host.list.text, start, end, (msg) => host.warn(msg, token))
  } catch (e) {
    if (e instanceof EscapeError) return host.raise(e.msg)
    throw e
  }
}
