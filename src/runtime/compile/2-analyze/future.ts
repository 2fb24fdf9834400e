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
  for (let i = getDocString(body) === null ? 0 : 1; i < body.length; i++) {
    const stmt = body[i]
    if (stmt.nodeType !== 'ImportFrom' || stmt.module !== '__future__') return result
    for (const alias of stmt.names) result.features |= feature(alias.name, stmt, source)
    result.lineno = stmt.lineno
  }
  return result
}

function feature(name: string, stmt: ImportFrom, source: SourceInfo): number {
  if (ALWAYS_ON.has(name)) return 0
  if (name === 'annotations') return CO_FUTURE_ANNOTATIONS
  if (name === 'barry_as_FLUFL') return CO_FUTURE_BARRY_AS_BDFL
  throw new CompileError({
    kind: 'SyntaxError',
    msg: name === 'braces' ? 'not a chance' : `future feature ${name.slice(0, 100)} is not defined`,
    filename: source.filename,
    lineno: stmt.lineno,
    offset: stmt.col_offset + 1,
    end_lineno: stmt.lineno,
    end_offset: null,
    text: source.text(stmt.lineno),
  })
}
