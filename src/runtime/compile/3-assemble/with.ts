import type { AsyncWith, With } from '../1-parse/ast'
import * as op from '../opcodes'
import type { Compiler } from './compiler'
import type { BasicBlock } from './instruction'
import { popExceptAndReraise } from './try'
import { callExitWithNones } from './unwind'
import { awaitTop } from './yield-from'

/** `with` item by item, each nested in the one before (`compiler_with`, `compiler_async_with`). */
export function compileWith(c: Compiler, s: With | AsyncWith, index = 0): void {
  const item = s.items[index]
  const isAsync = s.nodeType === 'AsyncWith'
  if (isAsync && c.u.scopeType !== 'async function') throw c.error("'async with' outside async function")
  const block = c.newBlock()
  const final = c.newBlock()
  const exit = c.newBlock()
  const cleanup = c.newBlock()

  c.expr(item.context_expr)
  if (isAsync) {
    c.op(op.BEFORE_ASYNC_WITH)
    awaitTop(c, 1)
  } else {
    c.op(op.BEFORE_WITH)
  }
  c.jump(op.SETUP_WITH, final)
  c.use(block)
  c.pushBlock({ type: isAsync ? 'async with' : 'with', block, stmt: s })
  if (item.optional_vars !== null) c.expr(item.optional_vars)
  else c.op(op.POP_TOP)
  if (index + 1 < s.items.length) compileWith(c, s, index + 1)
  else c.stmts(s.body)
  if (isAsync) {
    c.popBlock()
    c.op(op.POP_BLOCK)
  } else {
    c.unsetLoc()
    c.op(op.POP_BLOCK)
    c.popBlock()
  }

  // the body ended well: __exit__(None, None, None)
  c.setLoc(s)
  callExitWithNones(c)
  if (isAsync) awaitTop(c, 2)
  c.op(op.POP_TOP)
  c.jump(op.JUMP, exit)

  // the body raised: __exit__ may swallow the exception
  c.use(final)
  c.jump(op.SETUP_CLEANUP, cleanup)
  c.op(op.PUSH_EXC_INFO)
  c.op(op.WITH_EXCEPT_START)
  if (isAsync) awaitTop(c, 2)
  finishWithExcept(c, cleanup)
  c.use(exit)
}

function finishWithExcept(c: Compiler, cleanup: BasicBlock): void {
  c.unsetLoc()
  const exit = c.newBlock()
  c.jump(op.POP_JUMP_IF_TRUE, exit)
  c.opI(op.RERAISE, 2)
  c.use(cleanup)
  popExceptAndReraise(c)
  c.use(exit)
  c.op(op.POP_TOP)
  c.op(op.POP_BLOCK)
  c.op(op.POP_EXCEPT)
  c.op(op.POP_TOP)
  c.op(op.POP_TOP)
}
