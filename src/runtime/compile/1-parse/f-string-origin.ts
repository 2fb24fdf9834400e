/** Where the tokens of an expression inside an f-string lie (CPython's fstring_find_expr_location and fstring_compile_expr). */
import { byteLength } from './characters'
import type { TokenList } from './token-list'

export interface Origin {
  /** Line before the expression's first line, as the tokenizer wants it. */
  lineno: number
  /** Added to columns on the first line; the expression is parsed as `(expr)`, whose parenthesis stands where the brace is. */
  startingCol: number
}

/** The expression starts at text[start]; its brace is the character before. */
export function expressionOrigin(list: TokenList, token: number, start: number): Origin {
  const { text } = list
  const brace = start - 1
  const tokenStart = list.start[token]
  let lines = 0
  let lastNewline = -1
  for (let at = text.indexOf('\n', tokenStart); at >= 0 && at < brace; at = text.indexOf('\n', at + 1)) {
    lines++
    lastNewline = at
  }
  // When only blanks separate the brace from a newline the columns are not shifted at all.
  let i = start
  while (text.charCodeAt(i) === 32 || text.charCodeAt(i) === 9 || text.charCodeAt(i) === 12) i++
  const c = text.charCodeAt(i)
  const newlineAfterBrace = c === 10 || c === 125
  let cols = 0
  if (!newlineAfterBrace) cols = byteLength(text, lines > 0 ? lastNewline + 1 : tokenStart, brace)
  return { lineno: list.line[token] + lines - 1, startingCol: lines > 0 ? cols : list.col[token] + cols }
}
