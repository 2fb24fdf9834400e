/**
 * From positions in tokens to the fields of a SyntaxError: CPython's _PyPegen_raise_error, _PyPegen_raise_error_known_location and
 * _Pypegen_tokenizer_error, with what they read off the tokenizer's state.
 */
import { CompileError, type CompileErrorKind } from '../../errors'
import { byteLength, isLowSurrogate } from '../characters'
import type { TokenList } from '../token-list'
import { DEDENT, ERRORTOKEN, INDENT, NEWLINE } from '../tokens'
import { firstToken, type Located, lastToken } from './nodes'

/** What differs when the source is an expression of an f-string. */
export interface FStringContext {
  startingLine: number
  startingCol: number
}

/** CURRENT_POS: where the tokenizer stands. */
const CURRENT = -5

export class Reporter {
  /** Set by the machine's owner: how many tokens have been read. */
  fill: () => number = () => 0

  constructor(
    private readonly list: TokenList,
    private readonly filename: string,
    private readonly inFString: FStringContext | null,
    /** The source as it stands in its file, when it does: SyntaxError.text is then the file's line. */
    private readonly fileText: string | null,
  ) {}

  /** RAISE_SYNTAX_ERROR and RAISE_INDENTATION_ERROR: at the last token read. */
  last(msg: string, kind: CompileErrorKind = 'SyntaxError'): never {
    const { list } = this
    const fill = this.fill()
    if (fill === 0) return this.raise(kind, 0, 0, 0, -1, msg)
    const t = fill - 1
    let col: number
    if (list.col[t] === -1) {
      const { cur, lineStart } = this.tokenizerAt()
      col = byteLength(list.text, lineStart, cur)
    } else col = list.col[t] + 1
    const end = list.endCol[t] === -1 ? -1 : list.endCol[t] + 1
    return this.raise(kind, list.line[t], col, list.endLine[t], end, msg)
  }

  /** RAISE_SYNTAX_ERROR_KNOWN_LOCATION and _KNOWN_RANGE */
  range(a: Located, b: Located, msg: string): never {
    const { list } = this
    const s = firstToken(a)
    const e = lastToken(b)
    return this.raise('SyntaxError', list.line[s], list.col[s] + 1, list.endLine[e], list.endCol[e] + 1, msg)
  }

  /** RAISE_SYNTAX_ERROR_STARTING_FROM */
  from(a: Located, msg: string): never {
    const s = firstToken(a)
    return this.raise('SyntaxError', this.list.line[s], this.list.col[s] + 1, CURRENT, CURRENT, msg)
  }

  /** The one place CPython gives raw numbers: a missing colon after a dictionary key. */
  afterKey(a: Located, msg: string): never {
    const { list } = this
    const e = lastToken(a)
    return this.raise('SyntaxError', list.line[firstToken(a)], list.endCol[e], list.endLine[e], 0, msg)
  }

  /** A number CPython refuses to convert: the line without columns. */
  wholeLine(token: number, msg: string): never {
    return this.raise('SyntaxError', this.list.line[token], 0, this.list.endLine[token], 0, msg)
  }

  /** _Pypegen_tokenizer_error, for the ERRORTOKEN at the end of the list. */
  tokenizer(): never {
    const { list } = this
    const error = list.error
    if (error === null) throw new Error('no tokenizer error')
    if (error.raised) {
      const newline = list.text.indexOf('\n', error.lineStart)
      throw new CompileError({
        kind: error.kind,
        msg: error.msg,
        filename: this.filename,
        lineno: error.lineno,
        offset: error.offset,
        end_lineno: error.lineno,
        end_offset: error.end_offset,
        text: list.text.slice(error.lineStart, newline < 0 ? list.text.length : newline),
      })
    }
    if (list.open.length > 0 && error.atEnd) this.unclosed()
    if (error.here) this.last(error.msg, error.kind)
    // After a stray backslash the column counts from the start of the tokenizer's buffer.
    const col = error.afterBackslash ? byteLength(list.text, this.bufferStart(error.lineStart), error.cur - 1) : 0
    return this.raise(error.kind, error.lineno, col + 1, error.lineno, 0, error.msg)
  }

  /** raise_unclosed_parentheses_error */
  unclosed(): never {
    const { char, line, col } = this.list.open[this.list.open.length - 1]
    return this.raise('SyntaxError', line, col + 1, line, 0, `'${char}' was never closed`)
  }

  /** Line of the last token read. */
  lastLine(): number {
    return this.list.line[this.fill() - 1]
  }

  private raise(
    kind: CompileErrorKind,
    lineno: number,
    col: number,
    endLine: number,
    endCol: number,
    msg: string,
  ): never {
    const { list, inFString } = this
    const state = this.tokenizerAt()
    const end_lineno = endLine === CURRENT ? state.line : endLine
    let endByte = endCol === CURRENT ? byteLength(list.text, state.lineStart, state.cur) : endCol
    const text = this.errorLine(lineno, state)
    let offset = col
    let end_offset = endByte
    if (inFString !== null) {
      // The expression's own tokenizer has no encoding, so CPython leaves the columns in bytes.
      offset -= inFString.startingCol
      endByte -= inFString.startingCol
      end_offset = endByte
    } else {
      offset = toCharacters(text, col)
      if (endByte > 0) end_offset = toCharacters(text, endByte)
    }
    const prefix = inFString !== null ? 'f-string: ' : ''
    throw new CompileError({
      kind,
      msg: prefix + msg,
      filename: this.filename,
      lineno,
      offset,
      end_lineno,
      end_offset,
      text,
    })
  }

  /** Where the tokenizer stands after the last token read: index, line and start of that line. */
  private tokenizerAt(): { cur: number; line: number; lineStart: number } {
    const { list } = this
    const fill = this.fill()
    if (fill === 0) return { cur: 0, line: 0, lineStart: 0 }
    const t = fill - 1
    const kind = list.kind[t]
    if (kind === ERRORTOKEN && list.error !== null)
      return { cur: list.error.cur, line: list.error.lineno, lineStart: list.error.lineStart }
    const cur = list.end[t] + (kind === NEWLINE && list.text[list.end[t]] === '\n' ? 1 : 0)
    const inside = kind === INDENT || kind === DEDENT ? cur : list.end[t]
    const from = inside === list.text.length && list.text[inside - 1] === '\n' ? inside - 2 : inside - 1
    return { cur, line: list.endLine[t], lineStart: from < 0 ? 0 : list.text.lastIndexOf('\n', from) + 1 }
  }

  /** What SyntaxError.text shows. */
  private errorLine(lineno: number, state: { line: number; lineStart: number; cur: number }): string {
    const { list, inFString } = this
    const { text } = list
    if (this.fileText !== null && inFString === null) {
      const start = lineAt(this.fileText, lineno)
      const newline = this.fileText.indexOf('\n', start)
      const line = this.fileText.slice(start, newline < 0 ? undefined : newline + 1)
      if (line !== '') return line
    }
    if (state.line <= lineno && this.fill() > 0) {
      const start = this.bufferStart(state.lineStart)
      const newline = text.indexOf('\n', state.lineStart)
      return text.slice(start, newline < 0 ? text.length : newline + 1)
    }
    const start = lineAt(text, inFString !== null ? lineno - inFString.startingLine + 1 : lineno)
    const newline = text.indexOf('\n', start)
    return text.slice(start, newline < 0 ? text.length : newline)
  }

  /**
   * Where the tokenizer's buffer starts when the line at `lineStart` is its current one: a line which was read in the middle of a token (a string
   * over several lines, a backslash at the end of a line) is appended to the line before.
   */
  private bufferStart(lineStart: number): number {
    const { list } = this
    const { text } = list
    let start = lineStart
    for (let t = this.fill() - 1; t >= 0 && start > 0; t--) {
      if (list.start[t] >= start) continue
      if (list.end[t] <= start - 1) {
        const gap = text.slice(list.end[t], start)
        const kind = list.kind[t]
        const continued =
          gap.endsWith('\\\n') && !gap.includes('#') && kind !== NEWLINE && kind !== INDENT && kind !== DEDENT
        if (!continued) return start
      }
      start = text.lastIndexOf('\n', list.start[t] - 1) + 1
    }
    return start
  }
}

/** Where line `lineno` starts, or the last line when there are fewer. */
function lineAt(text: string, lineno: number): number {
  let start = 0
  for (let i = 1; i < lineno; i++) {
    const newline = text.indexOf('\n', start)
    if (newline < 0) break
    start = newline + 1
  }
  return start
}

/** _PyPegen_byte_offset_to_character_offset: characters of the first `bytes` bytes; one more byte than the text has is allowed. */
function toCharacters(text: string, bytes: number): number {
  let left = bytes
  let chars = 0
  for (let i = 0; i < text.length && left > 0; i++) {
    const c = text.charCodeAt(i)
    if (c < 0x80) left -= 1
    else if (c < 0x800) left -= 2
    else if (c >= 0xd800 && c < 0xdc00 && isLowSurrogate(text.charCodeAt(i + 1))) {
      left -= 4
      i++
    } else left -= 3
    chars++
  }
  return left > 0 ? chars + 1 : chars
}
