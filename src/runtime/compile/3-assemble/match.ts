import type { Match } from '../1-parse/ast'
import * as op from '../opcodes'
import type { Compiler } from './compiler'
import { jumpIf } from './conditions'
import { nameOp } from './names'
import { compilePattern, emitFailPop, ensureFailPop, isWildcard, type PatternContext } from './patterns'

export function compileMatch(c: Compiler, s: Match): void {
  c.expr(s.subject)
  const end = c.newBlock()
  const cases = s.cases
  const last = cases[cases.length - 1]
  const hasDefault = isWildcard(last.pattern) && cases.length > 1
  const tested = hasDefault ? cases.length - 1 : cases.length
  for (let i = 0; i < tested; i++) {
    const match = cases[i]
    const isLast = i === tested - 1
    c.setLoc(match.pattern)
    if (!isLast) c.opI(op.COPY, 1)
    const pc: PatternContext = {
      stores: [],
      allowIrrefutable: match.guard !== null || i === cases.length - 1,
      failPop: [],
      onTop: 0,
    }
    compilePattern(c, match.pattern, pc)
    for (const name of pc.stores) nameOp(c, name, 'Store')
    if (match.guard !== null) {
      ensureFailPop(c, pc, 0)
      jumpIf(c, match.guard, pc.failPop[0], false)
    }
    if (!isLast) c.op(op.POP_TOP)
    c.stmts(match.body)
    c.unsetLoc()
    c.jump(op.JUMP, end)
    // what is popped after a failed match belongs to the pattern, not to the body
    c.setLoc(match.pattern)
    emitFailPop(c, pc)
  }
  if (hasDefault) {
    c.setLoc(last.pattern)
    c.op(op.NOP)
    if (last.guard !== null) jumpIf(c, last.guard, end, false)
    c.stmts(last.body)
    c.unsetLoc()
  }
  c.use(end)
}
