/** Tokens of one source, column-wise in typed arrays: the parser touches `kind` for every decision and the rest only when it makes a node. */

/**
 * Why the tokenizer stopped.
 * - `raised`: CPython's tokenizer has set the exception itself. It wins over a parser error that came earlier in the source.
 * - otherwise CPython only notes a code and the parser turns it into an exception if it reaches the token.
 */
export interface TokenError {
  raised: boolean
  kind: 'SyntaxError' | 'IndentationError' | 'TabError'
  msg: string
  /** The tokenizer's line. */
  lineno: number
  /** Raised errors: the final 1-based character columns. */
  offset: number
  end_offset: number
  /** Start of the tokenizer's line, and where in it the tokenizer stands. */
  lineStart: number
  cur: number
  /** Not raised: the source ended too early; reported at the last token; a stray backslash. */
  atEnd: boolean
  here: boolean
  afterBackslash: boolean
}

export interface TokenWarning {
  category: 'SyntaxWarning'
  msg: string
  lineno: number
  /** Index of the token it belongs to. */
  token: number
}

export class TokenList {
  count = 0
  kind: Uint8Array
  start: Int32Array
  end: Int32Array
  line: Int32Array
  col: Int32Array
  endLine: Int32Array
  endCol: Int32Array
  /** Depth of open brackets after the token. */
  level: Uint8Array
  error: TokenError | null = null
  warnings: TokenWarning[] = []
  /** Brackets open at the end of the source, outermost first: character, line, byte column. */
  open: { char: string; line: number; col: number }[] = []

  constructor(
    readonly text: string,
    capacity: number,
  ) {
    this.kind = new Uint8Array(capacity)
    this.start = new Int32Array(capacity)
    this.end = new Int32Array(capacity)
    this.line = new Int32Array(capacity)
    this.col = new Int32Array(capacity)
    this.endLine = new Int32Array(capacity)
    this.endCol = new Int32Array(capacity)
    this.level = new Uint8Array(capacity)
  }

  grow(): void {
    const capacity = this.kind.length * 2
    const wider = (old: Int32Array): Int32Array => {
      const next = new Int32Array(capacity)
      next.set(old)
      return next
    }
    const kind = new Uint8Array(capacity)
    kind.set(this.kind)
    const level = new Uint8Array(capacity)
    level.set(this.level)
    this.kind = kind
    this.level = level
    this.start = wider(this.start)
    this.end = wider(this.end)
    this.line = wider(this.line)
    this.col = wider(this.col)
    this.endLine = wider(this.endLine)
    this.endCol = wider(this.endCol)
  }
}
