import type { Import, ImportFrom } from '../1-parse/ast'
import { NONE } from '../code-unit'
import * as op from '../opcodes'
import type { Compiler } from './compiler'
import { nameOp } from './names'

export function compileImport(c: Compiler, s: Import): void {
  for (const alias of s.names) {
    c.loadInt(0)
    c.loadConst(NONE)
    c.opName(op.IMPORT_NAME, alias.name)
    const parts = alias.name.split('.')
    if (alias.asname === null) nameOp(c, parts[0], 'Store')
    else importAs(c, parts, alias.asname)
  }
}

/** `import a.b.c as d`: IMPORT_NAME gave `a`; walk down to what is bound. */
function importAs(c: Compiler, parts: readonly string[], asname: string): void {
  for (let i = 1; i < parts.length; i++) {
    if (i > 1) {
      c.opI(op.SWAP, 2)
      c.op(op.POP_TOP)
    }
    c.opName(op.IMPORT_FROM, parts[i])
  }
  nameOp(c, asname, 'Store')
  if (parts.length > 1) c.op(op.POP_TOP)
}

export function compileImportFrom(c: Compiler, s: ImportFrom): void {
  c.loadInt(s.level)
  if (s.lineno > c.future.lineno && s.module === '__future__') {
    throw c.error('from __future__ imports must occur at the beginning of the file')
  }
  c.loadConst(c.strTuple(s.names.map((alias) => alias.name)))
  c.opName(op.IMPORT_NAME, s.module ?? '')
  if (s.names[0].name === '*') {
    c.op(op.IMPORT_STAR)
    return
  }
  for (const alias of s.names) {
    c.opName(op.IMPORT_FROM, alias.name)
    nameOp(c, alias.asname ?? alias.name, 'Store')
  }
  c.op(op.POP_TOP)
}
