/** Markers for an editor: what CPython's compiler says about a source. */
import type { Diagnostic } from '../../protocol/scenario'
import { compile } from '../../runtime/compile'
import { CompileError } from '../../runtime/compile/errors'

const LINE_END = /\r\n|\r|\n/

/** UTF-16 column (from 1) of the character column `offset` (from 1) of `line`. */
function utf16Column(line: string, offset: number): number {
  let column = 0
  for (let characters = 1; characters < offset && column < line.length; characters++)
    column += line.codePointAt(column)! > 0xffff ? 2 : 1
  return column + 1
}

/** The error's text as Python prints it under a traceback: "SyntaxError: invalid syntax". */
const messageOf = (error: CompileError): string => (error.msg === '' ? error.kind : `${error.kind}: ${error.msg}`)

/**
 * Syntax errors of `source`, as the process would report them: none, or the first one, as in CPython. Pure and quick
 * enough to call while someone types (about a millisecond per hundred lines).
 */
export function checkSource(source: string): Diagnostic[] {
  const bom = source.startsWith('\uFEFF')
  const text = bom ? source.slice(1) : source
  const nul = text.indexOf('\0')
  if (nul >= 0) {
    const before = text.slice(0, nul).split(LINE_END)
    const line = before.length
    const column = before[line - 1].length + 1
    return [
      {
        message: 'ValueError: source code cannot contain null bytes',
        line,
        column,
        endLine: line,
        endColumn: column + 1,
      },
    ]
  }
  try {
    compile(text, 'scenario.py', 'exec', { dontInherit: true })
    return []
  } catch (error) {
    if (!(error instanceof CompileError)) throw error
    return [diagnosticOf(error, text.split(LINE_END))]
  }
}

function diagnosticOf(error: CompileError, lines: string[]): Diagnostic {
  const message = messageOf(error)
  // An error at the end of the source is on a line after its last one.
  const line = Math.min(Math.max(error.lineno ?? 1, 1), lines.length)
  const text = lines[line - 1]
  const beyond = error.lineno !== null && error.lineno > lines.length
  const column = beyond ? text.length + 1 : utf16Column(text, error.offset ?? 1)
  let endLine = line
  let endColumn = column + 1
  const { end_lineno: lastLine, end_offset: lastOffset } = error
  if (!beyond && lastLine !== null && lastOffset !== null && lastLine >= line && lastLine <= lines.length) {
    const end = utf16Column(lines[lastLine - 1], lastOffset)
    if (lastLine > line || end > column) {
      endLine = lastLine
      endColumn = end
    }
  }
  if (error.offset === null) endColumn = text.length + 1
  // A marker needs some width to be seen, and the end of a line has none.
  if (endLine === line && endColumn <= column) endColumn = column + 1
  return { message, line, column, endLine, endColumn }
}
