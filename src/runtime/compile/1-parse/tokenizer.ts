/**
 * CPython 3.11's tokenizer (Parser/tokenizer.c, tok_get) over a whole source at once.
 *
 * Lines end in \n only; the caller has translated \r\n and \r. Columns are UTF-8 bytes. Errors stop the list with an ERRORTOKEN.
 * Quirks of the original are kept where an error position or an AST position shows them; each is marked where it happens.
 */
import {
  byteLength,
  CLASS,
  charLength,
  DIGIT,
  hexCode,
  ID_CONTINUE,
  ID_START,
  invalidIdentifierAt,
  isDigit,
  isIdentifierChar,
  isLowSurrogate,
  isPrintable,
} from './characters'
import { NumberScanner } from './number-scanner'
import { type TokenError, TokenList } from './token-list'
import {
  DEDENT,
  ENDMARKER,
  ERRORTOKEN,
  INDENT,
  NAME,
  NEWLINE,
  NUMBER,
  OPERATORS,
  STRAY,
  STRING,
  wordKind,
} from './tokens'

/** tokenizer.c MAXINDENT and MAXLEVEL. */
const MAX_INDENT = 100
const MAX_LEVEL = 200
const TAB_SIZE = 8

const NL = 10
const SPACE = 32
const TAB = 9
const FORM_FEED = 12
const BACKSLASH = 92
const HASH = 35
const DOUBLE_QUOTE = 34
const SINGLE_QUOTE = 39
const DOT_CHAR = 46

// Operators of one, two and three characters: kind by code, and below by code pair and triple.
const ONE = new Uint8Array(128)
const TWO = new Map<number, number>()
const THREE = new Map<number, number>()
/** 1 where a second operator character may follow the first, so that most punctuation skips the map. */
const LONGER = new Uint8Array(128)
for (const [text, kind] of Object.entries(OPERATORS)) {
  const a = text.charCodeAt(0)
  if (text.length === 1) ONE[a] = kind
  else if (text !== '...') {
    LONGER[a] = 1
    const pair = (a << 7) | text.charCodeAt(1)
    if (text.length === 2) TWO.set(pair, kind)
    else THREE.set((pair << 7) | text.charCodeAt(2), kind)
  }
}
// The tokenizer knows <> as another spelling of !=; the grammar then refuses it (Barry as FLUFL).
TWO.set((60 << 7) | 62, STRAY)

export interface TokenizeOptions {
  /** Line number before the first line (f-string expressions start elsewhere). */
  lineno?: number
  /** Added to the columns of tokens which end on the first line (the parser's starting_col_offset). */
  startingCol?: number
  /** Py_single_input: the end of the source implies a NEWLINE and the dedents. */
  single?: boolean
}

export function tokenize(text: string, options: TokenizeOptions = {}): TokenList {
  return new Tokenizer(text, options).run()
}

class Tokenizer {
  private readonly list: TokenList
  private pos = 0
  private line: number
  private lineStart = 0
  /** UTF-8 bytes minus UTF-16 units of the part of the current line before `adjustedTo`. */
  private adjust = 0
  private readonly firstLine: number
  private readonly startingCol: number
  private readonly single: boolean
  private level = 0
  private readonly parenChars: number[] = []
  private readonly parenLines: number[] = []
  private readonly parenCols: number[] = []
  private readonly indents: number[] = [0]
  private readonly altIndents: number[] = [0]

  constructor(
    private readonly text: string,
    options: TokenizeOptions,
  ) {
    this.list = new TokenList(text, Math.max(16, (text.length >> 2) + 8))
    this.firstLine = (options.lineno ?? 0) + 1
    this.line = this.firstLine
    this.startingCol = options.startingCol ?? 0
    this.single = options.single ?? false
  }

  run(): TokenList {
    const { text, list } = this
    const length = text.length
    let atLineStart = true
    let pos = 0
    for (;;) {
      if (atLineStart) {
        atLineStart = false
        this.pos = pos
        const blank = this.indentation()
        if (blank < 0) return list
        pos = this.pos
        if (blank === 1) {
          // A line with nothing but space and comment: no token, not even NEWLINE.
          const newline = text.indexOf('\n', pos)
          if (newline < 0) {
            this.scanAdjust(pos, length)
            pos = length
          } else {
            pos = newline + 1
            this.nextLine(pos)
            atLineStart = true
            continue
          }
        }
      }
      let c = pos < length ? text.charCodeAt(pos) : -1
      while (c === SPACE || c === TAB || c === FORM_FEED) c = ++pos < length ? text.charCodeAt(pos) : -1
      const start = pos
      if (c === HASH) {
        const newline = text.indexOf('\n', pos)
        pos = newline < 0 ? length : newline
        c = newline < 0 ? -1 : NL
        if (c === -1) this.scanAdjust(start, pos)
      }
      if (c === -1) {
        this.pos = pos
        this.endOfSource(pos)
        return list
      }
      if (c >= 128 || (CLASS[c] & ID_START) !== 0) {
        let end = pos + 1
        let ascii = c < 128
        for (; end < length; end++) {
          const d = text.charCodeAt(end)
          if (d >= 128) ascii = false
          else if ((CLASS[d] & ID_CONTINUE) === 0) break
        }
        const q = end < length ? text.charCodeAt(end) : -1
        if ((q === SINGLE_QUOTE || q === DOUBLE_QUOTE) && end - pos <= 2 && isStringPrefix(text, pos, end)) {
          pos = this.string(start, end, q)
          if (pos < 0) return list
          continue
        }
        if (ascii) this.push(wordKind(text, start, end), start, end)
        else {
          if (!this.verifyIdentifier(start, end)) return list
          const col = start - this.lineStart + this.adjust
          this.adjust += byteLength(text, start, end) - (end - start)
          this.pushAt(NAME, start, end, this.line, col, this.line, end - this.lineStart + this.adjust)
        }
        pos = end
        continue
      }
      if (c === NL) {
        pos++
        if (this.level === 0) {
          // The start is that of a comment before the newline, the end is the newline itself (tok->start quirk).
          const col = start - this.lineStart + this.adjust
          if (start !== pos - 1) this.scanAdjust(start, pos - 1)
          this.pushAt(NEWLINE, start, pos - 1, this.line, col, this.line, pos - 1 - this.lineStart + this.adjust)
          atLineStart = true
        }
        this.nextLine(pos)
        continue
      }
      if ((CLASS[c] & DIGIT) !== 0 || (c === DOT_CHAR && pos + 1 < length && isDigit(text.charCodeAt(pos + 1)))) {
        pos = this.number(start)
        if (pos < 0) return list
        continue
      }
      if (c === SINGLE_QUOTE || c === DOUBLE_QUOTE) {
        pos = this.string(start, pos, c)
        if (pos < 0) return list
        continue
      }
      if (c === BACKSLASH) {
        this.pos = pos
        if (!this.continuationLine()) return list
        pos = this.pos
        continue
      }
      if (c === DOT_CHAR) {
        const three = text.startsWith('...', pos)
        pos += three ? 3 : 1
        this.push(three ? OPERATORS['...'] : OPERATORS['.'], start, pos)
        continue
      }
      if (LONGER[c] === 1 && pos + 1 < length) {
        const d = text.charCodeAt(pos + 1)
        if (d < 128) {
          const pair = (c << 7) | d
          const two = TWO.get(pair)
          if (two !== undefined) {
            const e = pos + 2 < length ? text.charCodeAt(pos + 2) : 128
            const three = e < 128 ? THREE.get((pair << 7) | e) : undefined
            pos += three === undefined ? 2 : 3
            this.push(three ?? two, start, pos)
            continue
          }
        }
      }
      pos++
      if (c === 40 || c === 91 || c === 123) {
        if (this.level >= MAX_LEVEL) {
          this.raise('too many nested parentheses', pos)
          return list
        }
        this.parenChars[this.level] = c
        this.parenLines[this.level] = this.line
        this.parenCols[this.level] = start - this.lineStart + this.adjust
        this.level++
      } else if (c === 41 || c === 93 || c === 125) {
        if (!this.closeBracket(c, pos)) return list
      } else if (ONE[c] === 0 && !isPrintable(c)) {
        this.raise(`invalid non-printable character U+${hexCode(c)}`, pos)
        return list
      }
      this.push(ONE[c] === 0 ? STRAY : ONE[c], start, pos)
    }
  }

  // ---- lines

  private nextLine(start: number): void {
    // CPython counts a line when it reads its first character, so the end of the source is on the last real line.
    if (start < this.text.length) {
      this.line++
      this.lineStart = start
      this.adjust = 0
    }
  }

  /** Counts the non-ASCII characters of text[from, to) of the current line into `adjust`. */
  private scanAdjust(from: number, to: number): void {
    this.adjust += byteLength(this.text, from, to) - (to - from)
  }

  /** At the start of a line. 0: tokens follow; 1: blank line (pos at its comment or newline); -1: error. Pushes INDENT and DEDENT. */
  private indentation(): number {
    const { text } = this
    const length = text.length
    let pos = this.pos
    let col = 0
    let altCol = 0
    let continuedCol = 0
    let c: number
    for (;;) {
      c = pos < length ? text.charCodeAt(pos) : -1
      if (c === SPACE) {
        col++
        altCol++
      } else if (c === TAB) {
        col = (Math.floor(col / TAB_SIZE) + 1) * TAB_SIZE
        altCol++
      } else if (c === FORM_FEED) {
        col = 0
        altCol = 0
      } else if (c === BACKSLASH) {
        // Indentation cannot be split over lines with backslashes: the first part counts.
        if (continuedCol === 0) continuedCol = col
        this.pos = pos
        if (!this.continuationLine()) return -1
        pos = this.pos
        continue
      } else break
      pos++
    }
    this.pos = pos
    if (c === HASH || c === NL) return 1
    if (this.level !== 0) return 0
    if (continuedCol !== 0) col = altCol = continuedCol
    const { indents, altIndents } = this
    let top = indents.length - 1
    if (col === indents[top]) {
      if (altCol !== altIndents[top]) return this.inconsistentTabs()
    } else if (col > indents[top]) {
      if (top + 1 >= MAX_INDENT) return this.note('IndentationError', 'too many levels of indentation')
      if (altCol <= altIndents[top]) return this.inconsistentTabs()
      indents.push(col)
      altIndents.push(altCol)
      this.pushAt(INDENT, pos, pos, this.line, -1, this.line, -1)
    } else {
      let count = 0
      while (top > 0 && col < indents[top]) {
        count++
        top--
        indents.pop()
        altIndents.pop()
      }
      if (col !== indents[top])
        return this.note('IndentationError', 'unindent does not match any outer indentation level', { here: true })
      if (altCol !== altIndents[top]) return this.inconsistentTabs()
      for (; count > 0; count--) this.pushAt(DEDENT, pos, pos, this.line, -1, this.line, -1)
    }
    return 0
  }

  /** tok_continuation_line: `pos` at a backslash; moves to the next line, or notes an error. */
  private continuationLine(): boolean {
    const { text } = this
    const next = this.pos + 1
    if (next >= text.length || text.charCodeAt(next) !== NL) {
      this.note('SyntaxError', 'unexpected character after line continuation character', {
        afterBackslash: true,
        cur: Math.min(next + 1, text.length),
      })
      return false
    }
    this.pos = next + 1
    if (this.pos >= text.length) {
      this.note('SyntaxError', 'unexpected EOF while parsing', { atEnd: true, here: true, cur: text.length })
      return false
    }
    this.nextLine(this.pos)
    return true
  }

  private endOfSource(start: number): void {
    const { list } = this
    if (this.level > 0) {
      this.note('SyntaxError', 'unexpected EOF while parsing', { atEnd: true, here: true, cur: this.text.length })
      return
    }
    if (this.single && list.count > 0) {
      // The end of the source becomes a NEWLINE; the dedents it implies count as new tokens, after which the end becomes a NEWLINE once more.
      this.pushAt(NEWLINE, start, start, this.line, -1, this.line, -1)
      const dedents = this.indents.length - 1
      for (let i = 0; i < dedents; i++) this.pushAt(DEDENT, start, start, this.line, -1, this.line, -1)
      if (dedents > 0) this.pushAt(NEWLINE, start, start, this.line, -1, this.line, -1)
    }
    const line = this.text.length === 0 ? this.line - 1 : this.line
    this.pushAt(ENDMARKER, start, start, line, -1, line, -1)
  }

  // ---- tokens

  private push(kind: number, start: number, end: number): void {
    const shift = this.adjust - this.lineStart
    this.pushAt(kind, start, end, this.line, start + shift, this.line, end + shift)
  }

  private pushAt(
    kind: number,
    start: number,
    end: number,
    line: number,
    col: number,
    endLine: number,
    endCol: number,
  ): void {
    const { list } = this
    const i = list.count++
    if (i >= list.kind.length) list.grow()
    list.kind[i] = kind
    list.start[i] = start
    list.end[i] = end
    list.line[i] = line
    list.endLine[i] = endLine
    // initialize_token compares the line the tokenizer stands on, so a string that ends further down is not shifted.
    const base = endLine === this.firstLine ? this.startingCol : 0
    list.col[i] = base + col
    list.endCol[i] = base + endCol
    list.level[i] = this.level
  }

  private closeBracket(c: number, pos: number): boolean {
    const char = String.fromCharCode(c)
    if (this.level === 0) {
      this.raise(`unmatched '${char}'`, pos)
      return false
    }
    this.level--
    const opening = this.parenChars[this.level]
    if ((opening === 40 && c === 41) || (opening !== 40 && c === opening + 2)) return true
    const where = this.parenLines[this.level] !== this.line ? ` on line ${this.parenLines[this.level]}` : ''
    this.raise(
      `closing parenthesis '${char}' does not match opening parenthesis '${String.fromCharCode(opening)}'${where}`,
      pos,
    )
    return false
  }

  private number(start: number): number {
    // The common case, a small decimal integer, without a scanner.
    const { text } = this
    const length = text.length
    let after = start
    while (after < length && isDigit(text.charCodeAt(after))) after++
    const c = after < length ? text.charCodeAt(after) : 0
    if (
      after > start &&
      c !== DOT_CHAR &&
      !isIdentifierChar(c) &&
      (after === start + 1 || text.charCodeAt(start) !== 48)
    ) {
      this.push(NUMBER, start, after)
      return after
    }
    const scanner = new NumberScanner(this.text, start)
    const end = scanner.scan()
    if (scanner.warning !== null)
      this.list.warnings.push({
        category: 'SyntaxWarning',
        msg: scanner.warning,
        lineno: this.line,
        token: this.list.count,
      })
    if (scanner.error !== null) {
      if (scanner.errorEnd < 0) this.raise(scanner.error, end)
      else {
        const at = (p: number): number => byteLength(this.text, this.lineStart, p)
        this.raise(scanner.error, end, at(start + 1), at(scanner.errorEnd))
      }
      return -1
    }
    this.push(NUMBER, start, end)
    return end
  }

  /** Scans a string whose prefix starts at `start` and whose quote `q` stands at `quotePos`; the index after it, or -1. */
  private string(start: number, quotePos: number, q: number): number {
    const { text } = this
    const length = text.length
    const line = this.line
    const lineStart = this.lineStart
    const col = start - lineStart + this.adjust
    let pos = quotePos + 1
    let triple = false
    if (pos < length && text.charCodeAt(pos) === q) {
      if (pos + 1 < length && text.charCodeAt(pos + 1) === q) {
        triple = true
        pos += 2
      } else {
        this.push(STRING, start, pos + 1)
        return pos + 1
      }
    }
    for (;;) {
      const c = pos < length ? text.charCodeAt(pos) : -1
      if (c === -1 || (c === NL && !triple)) {
        const detected = this.line
        this.line = line
        this.lineStart = lineStart
        this.raise(
          `unterminated ${triple ? 'triple-quoted ' : ''}string literal (detected at line ${detected})`,
          start + 1,
        )
        return -1
      }
      pos++
      if (c === q) {
        if (!triple) break
        if (pos + 1 < length && text.charCodeAt(pos) === q && text.charCodeAt(pos + 1) === q) {
          pos += 2
          break
        }
      } else if (c === BACKSLASH) {
        if (pos < length) {
          const d = text.charCodeAt(pos++)
          if (d === NL) this.nextLine(pos)
          else if (d >= 128) pos = this.wide(d, pos)
        }
      } else if (c === NL) this.nextLine(pos)
      else if (c >= 128) pos = this.wide(c, pos)
    }
    this.pushAt(STRING, start, pos, line, col, this.line, pos - this.lineStart + this.adjust)
    return pos
  }

  /** Accounts for the non-ASCII unit `c` just read; the index after its character. */
  private wide(c: number, pos: number): number {
    if (c < 0x800) this.adjust++
    else {
      this.adjust += 2
      if (c >= 0xd800 && c < 0xdc00 && isLowSurrogate(this.text.charCodeAt(pos))) return pos + 1
    }
    return pos
  }

  private verifyIdentifier(start: number, end: number): boolean {
    const { text } = this
    const bad = invalidIdentifierAt(text, start, end)
    if (bad < 0) return true
    const code = text.codePointAt(bad) as number
    const after = bad + (code > 0xffff ? 2 : 1)
    const hex = hexCode(code)
    if (isPrintable(code)) this.raise(`invalid character '${String.fromCodePoint(code)}' (U+${hex})`, after)
    else this.raise(`invalid non-printable character U+${hex}`, after)
    return false
  }

  // ---- errors

  /** syntaxerror(): `cur` is where the tokenizer stands; columns are characters. */
  private raise(msg: string, cur: number, offset = -1, endOffset = -1): void {
    const at = offset === -1 ? charLength(this.text, this.lineStart, cur) : offset
    this.fail({
      raised: true,
      kind: 'SyntaxError',
      msg,
      lineno: this.line,
      offset: at,
      end_offset: endOffset === -1 ? at : endOffset,
      lineStart: this.lineStart,
      cur,
      atEnd: false,
      here: false,
      afterBackslash: false,
    })
  }

  private inconsistentTabs(): number {
    return this.note('TabError', 'inconsistent use of tabs and spaces in indentation')
  }

  /** An error CPython's tokenizer only notes: the parser raises it. By default the rest of the line has been read. */
  private note(kind: TokenError['kind'], msg: string, more: Partial<TokenError> = {}): number {
    const newline = this.text.indexOf('\n', this.pos)
    this.fail({
      raised: false,
      kind,
      msg,
      lineno: this.line,
      offset: 0,
      end_offset: 0,
      lineStart: this.lineStart,
      cur: newline < 0 ? this.text.length : newline + 1,
      atEnd: false,
      here: false,
      afterBackslash: false,
      ...more,
    })
    return -1
  }

  private fail(error: TokenError): void {
    const { list } = this
    list.error = error
    for (let i = 0; i < this.level; i++)
      list.open.push({
        char: String.fromCharCode(this.parenChars[i]),
        line: this.parenLines[i],
        col: this.parenCols[i],
      })
    this.pushAt(ERRORTOKEN, this.pos, this.pos, this.line, -1, this.line, -1)
  }
}

/** Whether text[start, end) (one or two characters) is a string prefix: b, u, r, f, br, rb, fr, rf in any case. */
function isStringPrefix(text: string, start: number, end: number): boolean {
  const a = text.charCodeAt(start) | 32
  if (end - start === 1) return a === 98 || a === 102 || a === 114 || a === 117
  const b = text.charCodeAt(start + 1) | 32
  return (a === 114 && (b === 98 || b === 102)) || ((a === 98 || a === 102) && b === 114)
}
