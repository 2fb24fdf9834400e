import type { Position } from '../1-parse/ast'
import { CompileError } from '../errors'

/** What errors need to know of the source: its name and, where CPython could read the file again, its lines. */
export class SourceInfo {
  readonly filename: string
  private readonly source: string
  private lines: string[] | null = null

  constructor(filename: string, source: string) {
    this.filename = filename
    this.source = source
  }

  /**
   * CPython's compiler does not have the source at hand: it reads the line from the file again (PyErr_ProgramTextObject), so
   * that text of a `<string>` has none.
   */
  text(lineno: number): string | null {
    if (this.filename.startsWith('<') && this.filename.endsWith('>')) return null
    this.lines ??= this.source.split(/(?<=\n)/)
    return this.lines[lineno - 1] ?? null
  }

  /** A SyntaxError at a node; offsets are byte offsets plus one, as symtable.c and compile.c leave them. */
  errorAt(msg: string, where: Position): CompileError {
    return this.errorRange(msg, where.lineno, where.col_offset, where.end_lineno, where.end_col_offset)
  }

  errorRange(msg: string, lineno: number, col: number, endLineno: number, endCol: number): CompileError {
    return new CompileError({
      kind: 'SyntaxError',
      msg,
      filename: this.filename,
      lineno,
      offset: col + 1,
      end_lineno: endLineno,
      end_offset: endCol + 1,
      text: this.text(lineno),
    })
  }
}
