/** The door of the compiler: Python source to CPython 3.11's code objects. */
import { type ParseWarning, parse } from './1-parse'
import type { Mod } from './1-parse/ast'
import { foldConstants } from './2-analyze/fold'
import { futureFeatures } from './2-analyze/future'
import type { RecursionState } from './2-analyze/scope-builder'
import { SourceInfo } from './2-analyze/source-location'
import { buildSymbolTable } from './2-analyze/symtable'
import { assemble } from './3-assemble/assemble'
import { compileBody, hasAnnotations } from './3-assemble/classes'
import { Compiler, type SyntaxWarning } from './3-assemble/compiler'
import { compileExpr } from './3-assemble/expressions'
import { compileStmt } from './3-assemble/statements'
import type { CodeUnit } from './code-unit'
import { CompileError } from './errors'
import * as op from './opcodes'

export type CompileMode = 'exec' | 'eval' | 'single'

export interface CompileOptions {
  /** `CO_FUTURE_*` flags in force where `compile()` was called. */
  flags?: number
  /** Ignore `flags`. */
  dontInherit?: boolean
  /** As the argument of `compile()`: -1 stands for the interpreter's own level, which is 0. */
  optimize?: -1 | 0 | 1 | 2
  /** Where compile() is called; by default as for the main script. */
  recursion?: RecursionState
  /** Told of each warning, in CPython's order. */
  onWarning?: (warning: CompileWarning) => void
}

export interface CompileWarning {
  category: 'SyntaxWarning' | 'DeprecationWarning'
  msg: string
  filename: string
  lineno: number
}

/** Throws CompileError. */
export function compile(source: string, filename: string, mode: CompileMode, options: CompileOptions = {}): CodeUnit {
  const { onWarning } = options
  const report = (w: ParseWarning): void => {
    // a number glued to a keyword is reported as SyntaxWarning, a bad escape as DeprecationWarning
    const category = w.msg.endsWith(' literal') ? 'SyntaxWarning' : 'DeprecationWarning'
    onWarning?.({ category, msg: w.msg, filename, lineno: w.lineno })
  }
  const mod = parse(source, filename, mode, { onWarning: onWarning && report })
  return compileTree(mod, source, filename, options)
}

/** From the tree on. The tree is used up: folding changes it. */
export function compileTree(mod: Mod, source: string, filename: string, options: CompileOptions = {}): CodeUnit {
  try {
    return compileMod(mod, new SourceInfo(filename, source), options)
  } catch (error) {
    // deep nesting exhausts the JavaScript stack before our own limit is reached
    if (!(error instanceof RangeError)) throw error
    throw new CompileError({
      kind: 'RecursionError',
      msg: 'maximum recursion depth exceeded during compilation',
      filename,
    })
  }
}

function compileMod(mod: Mod, source: SourceInfo, options: CompileOptions): CodeUnit {
  const future = futureFeatures(mod, source)
  const flags = future.features | (options.dontInherit ? 0 : (options.flags ?? 0))
  const optimize = Math.max(options.optimize ?? -1, 0)
  foldConstants(mod, optimize, flags)
  const symbols = buildSymbolTable(mod, flags, source, options.recursion ?? { limit: 1000, depth: 0 })
  const onWarning: ((warning: SyntaxWarning) => void) | null = options.onWarning ?? null
  const interactive = mod.nodeType === 'Interactive'
  const generators = { expr: compileExpr, stmt: compileStmt }
  const c = new Compiler({ source, symbols, future, flags, optimize, interactive, onWarning, generators })

  c.enterScope('<module>', 'module', mod, 1)
  c.u.lineno = 1
  switch (mod.nodeType) {
    case 'Module':
      compileBody(c, mod.body)
      break
    case 'Interactive':
      if (hasAnnotations(mod.body)) c.op(op.SETUP_ANNOTATIONS)
      c.stmts(mod.body)
      break
    case 'Expression':
      c.expr(mod.body)
      break
  }
  const code = assemble(c, mod.nodeType !== 'Expression')
  c.exitScope()
  return code
}
