/** What the parser, the scope analysis and the code generator throw for bad source. */

export type CompileErrorKind =
  | 'SyntaxError'
  | 'IndentationError'
  | 'TabError'
  /** Source nested deeper than CPython's parser stack (MAXSTACK); CPython raises a bare MemoryError. */
  | 'MemoryError'
  /** Source nested deeper than CPython's symbol table and compiler allow. */
  | 'RecursionError'

export interface CompileErrorFields {
  kind: CompileErrorKind
  msg: string
  filename: string
  /** 1-based line; null where CPython gives no position (MemoryError, RecursionError). */
  lineno?: number | null
  /** 1-based CHARACTER column, as in `SyntaxError.offset`. */
  offset?: number | null
  end_lineno?: number | null
  end_offset?: number | null
  /** The source line, with its newline, as in `SyntaxError.text`. */
  text?: string | null
}

export class CompileError extends Error {
  readonly kind: CompileErrorKind
  readonly msg: string
  readonly filename: string
  readonly lineno: number | null
  readonly offset: number | null
  readonly end_lineno: number | null
  readonly end_offset: number | null
  readonly text: string | null

  constructor(fields: CompileErrorFields) {
    super(`${fields.kind}: ${fields.msg} (${fields.filename}, line ${fields.lineno ?? '?'})`)
    this.name = 'CompileError'
    this.kind = fields.kind
    this.msg = fields.msg
    this.filename = fields.filename
    this.lineno = fields.lineno ?? null
    this.offset = fields.offset ?? null
    this.end_lineno = fields.end_lineno ?? null
    this.end_offset = fields.end_offset ?? null
    this.text = fields.text ?? null
  }
}
