import type { ImportFrom, Mod } from '../1-parse/ast'
import { CO_FUTURE_ANNOTATIONS, CO_FUTURE_BARRY_AS_BDFL } from '../code-unit'
import { CompileError } from '../errors'
import { getDocString } from './docstring'
import type { SourceInfo } from './source-location'

export interface FutureFeatures {
  /** `CO_FUTURE_*` bits this module asks for. */
  features: number
  /** Line of the last future statement; such statements on later lines are errors. -1 when there is none. */
  lineno: number
}

const ALWAYS_ON = new Set([
  'nested_scopes',
  'generators',
  'division',
  'absolute_import',
  'with_statement',
  'print_function',
  'unicode_literals',
  'generator_stop',
])

/** Reads the future statements at the head of a module (Python/future.c `future_parse`). */
export function futureFeatures(mod: Mod, source: SourceInfo): FutureFeatures {
  const result: FutureFeatures = { features: 0, lineno: -1 }
  if (mod.nodeType === 'Expression') return result
  const body = mod.body
  let done = false
  let prevLine = 0
  for (let i = getDocString(body) === null ? 0 : 1; i < body.length; i++) {
    const stmt = body[i]
    // what follows on the same line is still looked at; later lines are checked where the import is compiled
    if (done && stmt.lineno > prevLine) return result
    prevLine = stmt.lineno
    if (stmt.nodeType !== 'ImportFrom' || stmt.module !== '__future__') {
      done = true
      continue
    }
    if (done) throw futureError('from __future__ imports must occur at the beginning of the file', stmt, 0, source)
    for (const alias of stmt.names) result.features |= feature(alias.name, stmt, source)
    result.lineno = stmt.lineno
  }
  return result
}

function feature(name: string, stmt: ImportFrom, source: SourceInfo): number {
  if (ALWAYS_ON.has(name)) return 0
  if (name === 'annotations') return CO_FUTURE_ANNOTATIONS
  if (name === 'barry_as_FLUFL') return CO_FUTURE_BARRY_AS_BDFL
  const msg = name === 'braces' ? 'not a chance' : `future feature ${name.slice(0, 100)} is not defined`
  throw futureError(msg, stmt, 1, source)
}

/** future.c knows where a statement starts only, and counts columns from 0 in one case, from 1 in the other. */
function futureError(msg: string, stmt: ImportFrom, base: number, source: SourceInfo): CompileError {
  return new CompileError({
    kind: 'SyntaxError',
    msg,
    filename: source.filename,
    lineno: stmt.lineno,
    offset: stmt.col_offset + base,
    end_lineno: stmt.lineno,
    end_offset: null,
    text: source.text(stmt.lineno),
  })
}
