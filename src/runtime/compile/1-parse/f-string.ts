/**
 * The f-string scanner of CPython 3.11 (fstring_find_literal, fstring_find_expr, FstringParser in string_parser.c).
 * In 3.11 an f-string is one STRING token which is taken apart by hand, so its positions and messages differ from 3.12's grammar.
 */
import type { Expr } from './ast'
import { decodeText, type LiteralShape, type StringHost } from './string-host'

const LBRACE = 123
const RBRACE = 125
const BACKSLASH = 92
const MAX_LEVEL = 200

export class FStringScanner {
  private pending = ''
  private readonly values: Expr[] = []
  private text: string
  private pos = 0
  private end = 0
  private raw = false
  private token = 0

  constructor(
    private readonly host: StringHost,
    private readonly first: number,
    private readonly last: number,
    private readonly kind: 'u' | null,
  ) {
    this.text = host.list.text
  }

  addText(v: string): void {
    this.pending += v
  }

  /** FstringParser_ConcatFstring at the top level. */
  scan(shape: LiteralShape, token: number): void {
    this.pos = shape.start
    this.end = shape.end
    this.raw = shape.raw
    this.token = token
    this.pending = this.pieces(0, this.values, this.pending)
    if (this.pos < this.end - 1) this.host.raise('f-string: unexpected end of string')
  }

  finish(): Expr {
    const { first, last, values } = this
    if (this.pending !== '') values.push(this.constant(this.pending, first, last))
    return this.joined(values, first, last)
  }

  /** Literals and expressions up to the end of the string or, in a format spec, the closing brace. Returns the text still pending. */
  private pieces(depth: number, values: Expr[], pending: string): string {
    const { host, text, end } = this
    for (;;) {
      const from = this.pos
      const literal = this.literal(depth)
      if (literal.end > from) {
        pending += this.raw ? text.slice(from, literal.end) : decodeText(host, from, literal.end, this.token)
      }
      if (literal.doubled) continue
      if (this.pos >= end || text.charCodeAt(this.pos) === RBRACE) break
      const exprStart = this.pos + 1
      const value = this.replacementField(depth)
      if (this.debugEnd >= 0) {
        pending += text.slice(exprStart, this.debugEnd)
        this.debugEnd = -1
      }
      if (pending !== '') {
        values.push(this.constant(pending, this.first, this.last))
        pending = ''
      }
      values.push(value)
    }
    if (depth > 0 && (this.pos >= end || text.charCodeAt(this.pos) !== RBRACE)) host.raise("f-string: expecting '}'")
    return pending
  }

  /** fstring_find_literal: moves `pos` past the literal (and a doubled brace). */
  private literal(depth: number): { end: number; doubled: boolean } {
    const { text, end, host } = this
    let s = this.pos
    while (s < end) {
      let c = text.charCodeAt(s++)
      if (!this.raw && c === BACKSLASH && s < end) {
        c = text.charCodeAt(s++)
        if (c === 78) {
          // \N{name}: its braces are no expression.
          if (s < end && text.charCodeAt(s++) === LBRACE) while (s < end && text.charCodeAt(s++) !== RBRACE);
          continue
        }
        if (c === LBRACE) host.warn("invalid escape sequence '\\{'", this.token)
      }
      if (c === LBRACE || c === RBRACE) {
        if (depth === 0) {
          if (s < end && text.charCodeAt(s) === c) {
            this.pos = s + 1
            return { end: s, doubled: true }
          }
          if (c === RBRACE) host.raise("f-string: single '}' is not allowed")
        }
        s--
        break
      }
    }
    this.pos = s
    return { end: s, doubled: false }
  }

  /** Where the text that {expr=} shows ends, or -1. */
  private debugEnd = -1

  /** fstring_find_expr: `pos` at the opening brace; leaves it after the closing one. */
  private replacementField(depth: number): Expr {
    const { text, end, host } = this
    if (depth >= 2) host.raise('f-string: expressions nested too deeply')
    const start = this.pos + 1
    this.pos = start
    this.skipExpression()
    const stop = this.pos
    if (stop >= end) host.raise("f-string: expecting '}'")
    let c = text.charCodeAt(stop)
    let blank = true
    for (let i = start; i < stop && blank; i++) {
      const d = text.charCodeAt(i)
      blank = d === 32 || d === 9 || d === 10 || d === 12
    }
    if (blank) {
      if (c === 33 || c === 58 || c === 61)
        host.raise(`f-string: expression required before '${String.fromCharCode(c)}'`)
      host.raise('f-string: empty expression not allowed')
    }
    const value = host.compileExpression(start, stop, this.token)
    let debugEnd = -1
    if (c === 61) {
      this.pos++
      while (this.pos < end && isSpace(text.charCodeAt(this.pos))) this.pos++
      debugEnd = this.pos
      if (this.pos >= end) host.raise("f-string: expecting '}'")
    }
    let conversion = -1
    c = text.charCodeAt(this.pos)
    if (c === 33) {
      this.pos++
      if (this.pos >= end) host.raise("f-string: expecting '}'")
      conversion = text.charCodeAt(this.pos++)
      if (conversion !== 115 && conversion !== 114 && conversion !== 97)
        host.raise("f-string: invalid conversion character: expected 's', 'r', or 'a'")
      if (this.pos >= end) host.raise("f-string: expecting '}'")
    }
    let format_spec: Expr | null = null
    if (text.charCodeAt(this.pos) === 58) {
      this.pos++
      if (this.pos >= end) host.raise("f-string: expecting '}'")
      const values: Expr[] = []
      const pending = this.pieces(depth + 1, values, '')
      // A format spec is finished with its own token as the position, unlike the pieces made on the way.
      if (pending !== '') values.push(this.constant(pending, this.token, this.token))
      format_spec = this.joined(values, this.token, this.token)
    }
    if (this.pos >= end || text.charCodeAt(this.pos) !== RBRACE) host.raise("f-string: expecting '}'")
    this.pos++
    this.debugEnd = debugEnd
    if (debugEnd >= 0 && format_spec === null && conversion === -1) conversion = 114
    const { list } = host
    return {
      nodeType: 'FormattedValue',
      value,
      conversion,
      format_spec,
      lineno: list.line[this.first],
      col_offset: list.col[this.first],
      end_lineno: list.endLine[this.last],
      end_col_offset: list.endCol[this.last],
    }
  }

  /** Finds the end of the expression: a bracket- and quote-aware scan that stops at ! : = } outside brackets. */
  private skipExpression(): void {
    const { text, end, host } = this
    let quote = 0
    let triple = false
    const open: number[] = []
    let s = this.pos
    for (; s < end; s++) {
      const c = text.charCodeAt(s)
      if (c === BACKSLASH) host.raise('f-string expression part cannot include a backslash')
      if (quote !== 0) {
        if (c === quote) {
          if (!triple) quote = 0
          else if (s + 2 < end && text.charCodeAt(s + 1) === c && text.charCodeAt(s + 2) === c) {
            s += 2
            triple = false
            quote = 0
          }
        }
        continue
      }
      if (c === 39 || c === 34) {
        triple = s + 2 < end && text.charCodeAt(s + 1) === c && text.charCodeAt(s + 2) === c
        if (triple) s += 2
        quote = c
        continue
      }
      if (c === 91 || c === LBRACE || c === 40) {
        if (open.length >= MAX_LEVEL) host.raise('f-string: too many nested parenthesis')
        open.push(c)
        continue
      }
      if (c === 35) host.raise("f-string expression part cannot include '#'")
      if (open.length === 0 && (c === 33 || c === 58 || c === RBRACE || c === 61 || c === 60 || c === 62)) {
        const next = s + 1 < end ? text.charCodeAt(s + 1) : 0
        if (next === 61 && c !== 58 && c !== RBRACE) {
          s++
          continue
        }
        if (c === 60 || c === 62) continue
        break
      }
      if (c === 93 || c === RBRACE || c === 41) {
        const char = String.fromCharCode(c)
        const opening = open.pop() ?? 0
        if (opening === 0) host.raise(`f-string: unmatched '${char}'`)
        if (!(opening === 40 ? c === 41 : c === opening + 2))
          host.raise(
            `f-string: closing parenthesis '${char}' does not match opening parenthesis '${String.fromCharCode(opening)}'`,
          )
      }
    }
    this.pos = s
    if (quote !== 0) host.raise('f-string: unterminated string')
    if (open.length > 0) host.raise(`f-string: unmatched '${String.fromCharCode(open[open.length - 1])}'`)
  }

  private constant(v: string, from: number, to: number): Expr {
    const { list } = this.host
    return {
      nodeType: 'Constant',
      value: { t: 'str', v },
      // CPython looks at the prefix of the token that gives the position.
      kind: from === this.first ? this.kind : null,
      lineno: list.line[from],
      col_offset: list.col[from],
      end_lineno: list.endLine[to],
      end_col_offset: list.endCol[to],
    }
  }

  private joined(values: Expr[], from: number, to: number): Expr {
    const { list } = this.host
    return {
      nodeType: 'JoinedStr',
      values,
      lineno: list.line[from],
      col_offset: list.col[from],
      end_lineno: list.endLine[to],
      end_col_offset: list.endCol[to],
    }
  }
}

function isSpace(c: number): boolean {
  return c === 32 || (c >= 9 && c <= 13)
}
