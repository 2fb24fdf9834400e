import type { ExprContext } from '../1-parse/ast'
import { mangle } from '../2-analyze/mangle'
import { CELL, FREE, GLOBAL_EXPLICIT, GLOBAL_IMPLICIT, LOCAL } from '../2-analyze/scope-entry'
import * as op from '../opcodes'
import { type Compiler, indexOf } from './compiler'

const FAST = { Load: op.LOAD_FAST, Store: op.STORE_FAST, Del: op.DELETE_FAST }
const GLOBAL = { Load: op.LOAD_GLOBAL, Store: op.STORE_GLOBAL, Del: op.DELETE_GLOBAL }
const NAME = { Load: op.LOAD_NAME, Store: op.STORE_NAME, Del: op.DELETE_NAME }
const DEREF = { Load: op.LOAD_DEREF, Store: op.STORE_DEREF, Del: op.DELETE_DEREF }

/** `__debug__` is a constant. */
export function checkAssignable(c: Compiler, name: string, ctx: ExprContext): void {
  if (name !== '__debug__' || ctx === 'Load') return
  throw c.error(ctx === 'Store' ? 'cannot assign to __debug__' : 'cannot delete __debug__')
}

/** Loads, stores or deletes a variable, by whichever instruction its scope asks for (`compiler_nameop`). */
export function nameOp(c: Compiler, name: string, ctx: ExprContext): void {
  checkAssignable(c, name, ctx)
  const u = c.u
  const mangled = mangle(u.privateName, name)
  const inFunction = u.scope.type === 'function'
  switch (u.scope.scopeOf(mangled)) {
    case FREE:
      c.opI(derefOp(c, ctx), u.freevars.get(mangled)!)
      return
    case CELL:
      c.opI(derefOp(c, ctx), u.cellvars.get(mangled)!)
      return
    case LOCAL:
      if (inFunction) {
        c.opI(FAST[ctx], indexOf(u.varnames, mangled))
        return
      }
      break
    case GLOBAL_IMPLICIT:
      if (inFunction) {
        globalOp(c, mangled, ctx)
        return
      }
      break
    case GLOBAL_EXPLICIT:
      globalOp(c, mangled, ctx)
      return
  }
  c.opI(NAME[ctx], indexOf(u.names, mangled))
}

function derefOp(c: Compiler, ctx: ExprContext): number {
  return ctx === 'Load' && c.u.scope.type === 'class' ? op.LOAD_CLASSDEREF : DEREF[ctx]
}

function globalOp(c: Compiler, mangled: string, ctx: ExprContext): void {
  const index = indexOf(c.u.names, mangled)
  // bit 0 of LOAD_GLOBAL's argument asks for a NULL under the value; the optimiser sets it
  c.opI(GLOBAL[ctx], ctx === 'Load' ? index << 1 : index)
}
