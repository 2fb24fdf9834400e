import type { ExceptHandler, Try, TryStar } from '../1-parse/ast'
import { NONE } from '../code-unit'
import * as op from '../opcodes'
import type { Compiler } from './compiler'
import type { BasicBlock } from './instruction'
import { nameOp } from './names'

/** Puts back the exception handled before, under the one being raised, and goes on raising. */
export function popExceptAndReraise(c: Compiler): void {
  c.opI(op.COPY, 3)
  c.op(op.POP_EXCEPT)
  c.opI(op.RERAISE, 1)
}

/**
 * The finally body is compiled twice: for the normal way out, and as an exception handler that raises again. The ways out
 * by return, break and continue add a copy each (unwind.ts).
 */
export function compileFinally(c: Compiler, s: Try | TryStar, inner: (c: Compiler) => void): void {
  const body = c.newBlock()
  const end = c.newBlock()
  const exit = c.newBlock()
  const cleanup = c.newBlock()
  c.jump(op.SETUP_FINALLY, end)
  c.use(body)
  c.pushBlock({ type: 'finally try', block: body, finalbody: s.finalbody })
  if (s.handlers.length > 0) inner(c)
  else c.stmts(s.body)
  c.opNoLine(op.POP_BLOCK)
  c.popBlock()
  c.stmts(s.finalbody)
  c.jumpNoLine(op.JUMP, exit)

  c.use(end)
  c.unsetLoc()
  c.jump(op.SETUP_CLEANUP, cleanup)
  c.op(op.PUSH_EXC_INFO)
  c.pushBlock({ type: 'finally end', block: end })
  c.stmts(s.finalbody)
  c.popBlock()
  c.opI(op.RERAISE, 0)
  c.use(cleanup)
  popExceptAndReraise(c)
  c.use(exit)
}

export function clearName(c: Compiler, name: string): void {
  c.loadConst(NONE)
  nameOp(c, name, 'Store')
  nameOp(c, name, 'Del')
}

export function compileTry(c: Compiler, s: Try): void {
  if (s.finalbody.length > 0) compileFinally(c, s, () => tryExcept(c, s))
  else tryExcept(c, s)
}

function tryExcept(c: Compiler, s: Try): void {
  const body = c.newBlock()
  let except = c.newBlock()
  const end = c.newBlock()
  const cleanup = c.newBlock()
  c.jump(op.SETUP_FINALLY, except)
  c.use(body)
  c.pushBlock({ type: 'try except', block: body })
  c.stmts(s.body)
  c.popBlock()
  c.opNoLine(op.POP_BLOCK)
  c.stmts(s.orelse)
  c.jumpNoLine(op.JUMP, end)

  c.use(except)
  c.unsetLoc()
  c.jump(op.SETUP_CLEANUP, cleanup)
  c.op(op.PUSH_EXC_INFO)
  c.pushBlock({ type: 'exception handler', block: null })
  s.handlers.forEach((handler, i) => {
    c.setLoc(handler)
    if (handler.type === null && i < s.handlers.length - 1) throw c.error("default 'except:' must be last")
    except = c.newBlock()
    if (handler.type !== null) {
      c.expr(handler.type)
      c.op(op.CHECK_EXC_MATCH)
      c.jump(op.POP_JUMP_IF_FALSE, except)
    }
    if (handler.name !== null) namedHandler(c, handler, handler.name, end)
    else anonymousHandler(c, handler, end)
    c.use(except)
  })
  c.unsetLoc()
  c.popBlock()
  c.opI(op.RERAISE, 0)
  c.use(cleanup)
  popExceptAndReraise(c)
  c.use(end)
}

/** `except E as name`: whatever happens in the body, the name is cleared after it. */
function namedHandler(c: Compiler, handler: ExceptHandler, name: string, end: BasicBlock): void {
  const cleanupEnd = c.newBlock()
  const cleanupBody = c.newBlock()
  nameOp(c, name, 'Store')
  c.jump(op.SETUP_CLEANUP, cleanupEnd)
  c.use(cleanupBody)
  c.pushBlock({ type: 'handler cleanup', block: cleanupBody, name })
  c.stmts(handler.body)
  c.popBlock()
  c.unsetLoc()
  c.op(op.POP_BLOCK)
  c.op(op.POP_BLOCK)
  c.op(op.POP_EXCEPT)
  clearName(c, name)
  c.jump(op.JUMP, end)

  c.use(cleanupEnd)
  c.unsetLoc()
  clearName(c, name)
  c.opI(op.RERAISE, 1)
}

function anonymousHandler(c: Compiler, handler: ExceptHandler, end: BasicBlock): void {
  const cleanupBody = c.newBlock()
  c.op(op.POP_TOP)
  c.use(cleanupBody)
  c.pushBlock({ type: 'handler cleanup', block: cleanupBody, name: null })
  c.stmts(handler.body)
  c.popBlock()
  c.unsetLoc()
  c.op(op.POP_BLOCK)
  c.op(op.POP_EXCEPT)
  c.jump(op.JUMP, end)
}
