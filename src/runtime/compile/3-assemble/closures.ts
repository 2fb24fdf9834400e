import { CELL } from '../2-analyze/scope-entry'
import { CO_FAST_FREE, type CodeUnit } from '../code-unit'
import * as op from '../opcodes'
import type { Compiler } from './compiler'

/** Makes a function of a finished code object; what `flags` names lies on the stack already (`compiler_make_closure`). */
export function makeClosure(c: Compiler, code: CodeUnit, flags: number): void {
  const u = c.u
  let free = 0
  for (let i = 0; i < code.localsplusnames.length; i++) {
    if ((code.localspluskinds[i] & CO_FAST_FREE) === 0) continue
    free++
    const name = code.localsplusnames[i]
    // what is both a class's own name and a free variable of its methods goes through the closure
    const isCell = (u.scopeType === 'class' && name === '__class__') || u.scope.scopeOf(name) === CELL
    c.opI(op.LOAD_CLOSURE, (isCell ? u.cellvars : u.freevars).get(name)!)
  }
  if (free > 0) {
    flags |= op.MAKE_FUNCTION_CLOSURE
    c.opI(op.BUILD_TUPLE, free)
  }
  c.loadConst({ t: 'code', v: code })
  c.opI(op.MAKE_FUNCTION, flags)
}
