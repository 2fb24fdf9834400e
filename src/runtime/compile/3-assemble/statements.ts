import type { Assert, Assign, Expr, Raise, Stmt } from '../1-parse/ast'
import { constantValue } from '../2-analyze/constant-value'
import * as op from '../opcodes'
import { compileAnnAssign, compileAugAssign } from './assignments'
import { compileClass } from './classes'
import type { Compiler } from './compiler'
import { jumpIf } from './conditions'
import { compileFunction } from './functions'
import { compileImport, compileImportFrom } from './imports'
import { compileAsyncFor, compileFor, compileIf, compileWhile } from './loops'
import { compileMatch } from './match'
import { compileTry } from './try'
import { compileTryStar } from './try-star'
import { compileBreak, compileContinue, compileReturn } from './unwind'
import { compileWith } from './with'

/** Compiles one statement (`compiler_visit_stmt`). */
export function compileStmt(c: Compiler, s: Stmt): void {
  switch (s.nodeType) {
    case 'FunctionDef':
    case 'AsyncFunctionDef':
      compileFunction(c, s)
      break
    case 'ClassDef':
      compileClass(c, s)
      break
    case 'Return':
      compileReturn(c, s)
      break
    case 'Delete':
      c.exprs(s.targets)
      break
    case 'Assign':
      compileAssign(c, s)
      break
    case 'AugAssign':
      compileAugAssign(c, s)
      break
    case 'AnnAssign':
      compileAnnAssign(c, s)
      break
    case 'For':
      compileFor(c, s)
      break
    case 'AsyncFor':
      compileAsyncFor(c, s)
      break
    case 'While':
      compileWhile(c, s)
      break
    case 'If':
      compileIf(c, s)
      break
    case 'With':
    case 'AsyncWith':
      compileWith(c, s)
      break
    case 'Match':
      compileMatch(c, s)
      break
    case 'Raise':
      compileRaise(c, s)
      break
    case 'Try':
      compileTry(c, s)
      break
    case 'TryStar':
      compileTryStar(c, s)
      break
    case 'Assert':
      compileAssert(c, s)
      break
    case 'Import':
      compileImport(c, s)
      break
    case 'ImportFrom':
      compileImportFrom(c, s)
      break
    case 'Expr':
      compileExprStmt(c, s.value)
      break
    case 'Pass':
      c.op(op.NOP)
      break
    case 'Break':
      compileBreak(c)
      break
    case 'Continue':
      compileContinue(c)
      break
    case 'Global':
    case 'Nonlocal':
      break
  }
}

function compileAssign(c: Compiler, s: Assign): void {
  c.expr(s.value)
  const last = s.targets.length - 1
  for (let i = 0; i <= last; i++) {
    if (i < last) c.opI(op.COPY, 1)
    c.expr(s.targets[i])
  }
}

function compileRaise(c: Compiler, s: Raise): void {
  let count = 0
  if (s.exc !== null) {
    c.expr(s.exc)
    count++
    if (s.cause !== null) {
      c.expr(s.cause)
      count++
    }
  }
  c.opI(op.RAISE_VARARGS, count)
}

function isNonEmptyTuple(e: Expr): boolean {
  if (e.nodeType === 'Tuple') return e.elts.length > 0
  if (e.nodeType !== 'Constant') return false
  const value = constantValue(e)
  return value.t === 'tuple' && value.v.length > 0
}

function compileAssert(c: Compiler, s: Assert): void {
  if (isNonEmptyTuple(s.test)) c.warn('assertion is always true, perhaps remove parentheses?')
  if (c.optimize > 0) return
  const end = c.newBlock()
  jumpIf(c, s.test, end, true)
  c.op(op.LOAD_ASSERTION_ERROR)
  if (s.msg !== null) {
    c.expr(s.msg)
    c.opI(op.PRECALL, 0)
    c.opI(op.CALL, 0)
  }
  c.opI(op.RAISE_VARARGS, 1)
  c.use(end)
}

function compileExprStmt(c: Compiler, value: Expr): void {
  if (c.interactive && c.stack.length <= 1) {
    c.expr(value)
    c.op(op.PRINT_EXPR)
    return
  }
  if (value.nodeType === 'Constant') {
    c.op(op.NOP)
    return
  }
  c.expr(value)
  c.unsetLoc()
  c.op(op.POP_TOP)
}
