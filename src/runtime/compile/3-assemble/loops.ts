import type { AsyncFor, For, If, While } from '../1-parse/ast'
import { NONE } from '../code-unit'
import * as op from '../opcodes'
import type { Compiler } from './compiler'
import { jumpIf } from './conditions'
import { yieldFrom } from './yield-from'

export function compileIf(c: Compiler, s: If): void {
  const end = c.newBlock()
  const hasElse = s.orelse.length > 0
  const next = hasElse ? c.newBlock() : end
  jumpIf(c, s.test, next, false)
  c.stmts(s.body)
  if (hasElse) {
    c.jumpNoLine(op.JUMP, end)
    c.use(next)
    c.stmts(s.orelse)
  }
  c.use(end)
}

export function compileFor(c: Compiler, s: For): void {
  const start = c.newBlock()
  const body = c.newBlock()
  const cleanup = c.newBlock()
  const end = c.newBlock()
  c.pushBlock({ type: 'for loop', block: start, exit: end })
  c.expr(s.iter)
  c.op(op.GET_ITER)
  c.use(start)
  c.jump(op.FOR_ITER, cleanup)
  c.use(body)
  c.expr(s.target)
  c.stmts(s.body)
  c.unsetLoc()
  c.jump(op.JUMP, start)
  c.use(cleanup)
  c.popBlock()
  c.stmts(s.orelse)
  c.use(end)
}

/** The test is compiled twice: before the loop and at its end, so that each round has one jump. */
export function compileWhile(c: Compiler, s: While): void {
  const loop = c.newBlock()
  const body = c.newBlock()
  const anchor = c.newBlock()
  const end = c.newBlock()
  c.use(loop)
  c.pushBlock({ type: 'while loop', block: loop, exit: end })
  jumpIf(c, s.test, anchor, false)
  c.use(body)
  c.stmts(s.body)
  c.setLoc(s)
  jumpIf(c, s.test, body, true)
  c.popBlock()
  c.use(anchor)
  c.stmts(s.orelse)
  c.use(end)
}

export function compileAsyncFor(c: Compiler, s: AsyncFor): void {
  if (c.u.scopeType !== 'async function') throw c.error("'async for' outside async function")
  const start = c.newBlock()
  const except = c.newBlock()
  const end = c.newBlock()
  c.expr(s.iter)
  c.op(op.GET_AITER)
  c.use(start)
  c.pushBlock({ type: 'for loop', block: start, exit: end })
  c.jump(op.SETUP_FINALLY, except)
  c.op(op.GET_ANEXT)
  c.loadConst(NONE)
  yieldFrom(c, true)
  c.op(op.POP_BLOCK)
  c.expr(s.target)
  c.stmts(s.body)
  c.unsetLoc()
  c.jump(op.JUMP, start)
  c.popBlock()
  c.use(except)
  // StopAsyncIteration ends the loop: that happens where the iterator is
  c.setLoc(s.iter)
  c.op(op.END_ASYNC_FOR)
  c.stmts(s.orelse)
  c.use(end)
}
