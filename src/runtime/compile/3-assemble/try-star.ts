import type { ExceptHandler, TryStar } from '../1-parse/ast'
import * as op from '../opcodes'
import type { Compiler } from './compiler'
import type { BasicBlock } from './instruction'
import { nameOp } from './names'
import { clearName, compileFinally, popExceptAndReraise } from './try'

/**
 * `except*`: each handler takes its part of the group. The stack holds the original exception, the list of what handlers
 * raised, and the rest not handled yet; at the end PREP_RERAISE_STAR puts together what must still be raised.
 */
export function compileTryStar(c: Compiler, s: TryStar): void {
  if (s.finalbody.length > 0) compileFinally(c, s, () => tryStarExcept(c, s))
  else tryStarExcept(c, s)
}

function tryStarExcept(c: Compiler, s: TryStar): void {
  const body = c.newBlock()
  const except = c.newBlock()
  const orelse = c.newBlock()
  const end = c.newBlock()
  const cleanup = c.newBlock()
  const reraiseStar = c.newBlock()
  c.jump(op.SETUP_FINALLY, except)
  c.use(body)
  c.pushBlock({ type: 'try except', block: body })
  c.stmts(s.body)
  c.popBlock()
  c.opNoLine(op.POP_BLOCK)
  c.jumpNoLine(op.JUMP, orelse)

  c.use(except)
  c.unsetLoc()
  c.jump(op.SETUP_CLEANUP, cleanup)
  c.op(op.PUSH_EXC_INFO)
  c.pushBlock({ type: 'exception group handler', block: null })
  s.handlers.forEach((handler, i) => {
    starHandler(c, handler, i === 0)
    if (i === s.handlers.length - 1) {
      c.opI(op.LIST_APPEND, 1)
      c.jump(op.JUMP, reraiseStar)
    }
  })
  c.unsetLoc()
  c.popBlock()
  reraiseRest(c, reraiseStar, cleanup, end)
  c.use(orelse)
  c.stmts(s.orelse)
  c.use(end)
}

function starHandler(c: Compiler, handler: ExceptHandler, isFirst: boolean): void {
  c.setLoc(handler)
  const next = c.newBlock()
  const nextWithError = c.newBlock()
  const noMatch = c.newBlock()
  if (isFirst) {
    c.opI(op.COPY, 1)
    c.opI(op.BUILD_LIST, 0)
    c.opI(op.SWAP, 2)
  }
  if (handler.type !== null) {
    c.expr(handler.type)
    c.op(op.CHECK_EG_MATCH)
    c.opI(op.COPY, 1)
    c.jump(op.POP_JUMP_IF_NONE, noMatch)
  }
  const cleanupEnd = c.newBlock()
  const cleanupBody = c.newBlock()
  if (handler.name !== null) nameOp(c, handler.name, 'Store')
  else c.op(op.POP_TOP)
  c.jump(op.SETUP_CLEANUP, cleanupEnd)
  c.use(cleanupBody)
  c.pushBlock({ type: 'handler cleanup', block: cleanupBody, name: handler.name })
  c.stmts(handler.body)
  c.popBlock()
  c.unsetLoc()
  c.op(op.POP_BLOCK)
  if (handler.name !== null) clearName(c, handler.name)
  c.jump(op.JUMP, next)

  // the handler raised: remember what
  c.use(cleanupEnd)
  c.unsetLoc()
  if (handler.name !== null) clearName(c, handler.name)
  c.opI(op.LIST_APPEND, 3)
  c.op(op.POP_TOP)
  c.jump(op.JUMP, nextWithError)

  c.use(next)
  c.op(op.NOP)
  c.jump(op.JUMP, nextWithError)
  c.use(noMatch)
  c.op(op.POP_TOP)
  c.use(nextWithError)
}

function reraiseRest(c: Compiler, reraiseStar: BasicBlock, cleanup: BasicBlock, end: BasicBlock): void {
  const reraise = c.newBlock()
  c.use(reraiseStar)
  c.op(op.PREP_RERAISE_STAR)
  c.opI(op.COPY, 1)
  c.jump(op.POP_JUMP_IF_NOT_NONE, reraise)
  c.op(op.POP_TOP)
  c.op(op.POP_BLOCK)
  c.op(op.POP_EXCEPT)
  c.jump(op.JUMP, end)
  c.use(reraise)
  c.op(op.POP_BLOCK)
  c.opI(op.SWAP, 2)
  c.op(op.POP_EXCEPT)
  c.opI(op.RERAISE, 0)
  c.use(cleanup)
  popExceptAndReraise(c)
}
