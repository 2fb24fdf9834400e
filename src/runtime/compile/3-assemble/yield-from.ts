import * as op from '../opcodes'
import type { Compiler } from './compiler'

/** Delegates to the iterator under the value to send, until it is exhausted (`compiler_add_yield_from`). */
export function yieldFrom(c: Compiler, isAwait: boolean): void {
  const start = c.newBlock()
  const resume = c.newBlock()
  const exit = c.newBlock()
  c.use(start)
  c.jump(op.SEND, exit)
  c.use(resume)
  c.op(op.YIELD_VALUE)
  c.opI(op.RESUME, isAwait ? 3 : 2)
  c.jump(op.JUMP_NO_INTERRUPT, start)
  c.use(exit)
}

/** Awaits what lies on top; `kind` tells the interpreter who asks, for its error message. */
export function awaitTop(c: Compiler, kind: number): void {
  c.opI(op.GET_AWAITABLE, kind)
  c.loadConst({ t: 'none' })
  yieldFrom(c, true)
}

export function yieldValue(c: Compiler): void {
  const scope = c.u.scope
  if (scope.generator && scope.coroutine) c.op(op.ASYNC_GEN_WRAP)
  c.op(op.YIELD_VALUE)
  c.opI(op.RESUME, 1)
}
