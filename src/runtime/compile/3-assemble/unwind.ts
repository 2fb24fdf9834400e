import type { Return } from '../1-parse/ast'
import { NONE } from '../code-unit'
import * as op from '../opcodes'
import type { Compiler } from './compiler'
import { nameOp } from './names'
import type { FrameBlock } from './unit'
import { awaitTop } from './yield-from'

/** Leaving blocks early: return, break, continue. */

type Loop = Extract<FrameBlock, { type: 'while loop' | 'for loop' }>

export function callExitWithNones(c: Compiler): void {
  c.loadConst(NONE)
  c.loadConst(NONE)
  c.loadConst(NONE)
  c.opI(op.PRECALL, 2)
  c.opI(op.CALL, 2)
}

/** Undoes what a block has on the stack, under the value on top if `preserveTop` (`compiler_unwind_fblock`). */
function unwindBlock(c: Compiler, block: FrameBlock, preserveTop: boolean): void {
  switch (block.type) {
    case 'while loop':
    case 'exception handler':
    case 'exception group handler':
    case 'async comprehension':
      return
    case 'for loop':
    case 'pop value':
      if (preserveTop) c.opI(op.SWAP, 2)
      c.op(op.POP_TOP)
      return
    case 'try except':
      c.op(op.POP_BLOCK)
      return
    case 'finally try':
      c.op(op.POP_BLOCK)
      if (preserveTop) c.pushBlock({ type: 'pop value', block: null })
      c.stmts(block.finalbody)
      if (preserveTop) c.popBlock()
      // the finally body ran after the statement that leaves: what follows has no line of its own
      c.unsetLoc()
      return
    case 'finally end':
      if (preserveTop) c.opI(op.SWAP, 2)
      c.op(op.POP_TOP)
      if (preserveTop) c.opI(op.SWAP, 2)
      c.op(op.POP_BLOCK)
      c.op(op.POP_EXCEPT)
      return
    case 'with':
    case 'async with':
      c.setLoc(block.stmt)
      c.op(op.POP_BLOCK)
      if (preserveTop) c.opI(op.SWAP, 2)
      callExitWithNones(c)
      if (block.type === 'async with') awaitTop(c, 2)
      c.op(op.POP_TOP)
      c.unsetLoc()
      return
    case 'handler cleanup':
      if (block.name !== null) c.op(op.POP_BLOCK)
      if (preserveTop) c.opI(op.SWAP, 2)
      c.op(op.POP_BLOCK)
      c.op(op.POP_EXCEPT)
      if (block.name !== null) {
        c.loadConst(NONE)
        nameOp(c, block.name, 'Store')
        nameOp(c, block.name, 'Del')
      }
      return
  }
}

/** Unwinds all blocks, or up to the innermost loop, which is returned (`compiler_unwind_fblock_stack`). */
function unwindStack(c: Compiler, preserveTop: boolean, stopAtLoop: boolean): Loop | null {
  const blocks = c.u.frameBlocks
  const top = blocks[blocks.length - 1]
  if (top === undefined) return null
  if (top.type === 'exception group handler') {
    throw c.error("'break', 'continue' and 'return' cannot appear in an except* block")
  }
  if (stopAtLoop && (top.type === 'while loop' || top.type === 'for loop')) return top
  // while a block is undone it is not there: a return in its finally body must not undo it again
  blocks.pop()
  unwindBlock(c, top, preserveTop)
  const loop = unwindStack(c, preserveTop, stopAtLoop)
  blocks.push(top)
  return loop
}

export function compileReturn(c: Compiler, s: Return): void {
  const value = s.value
  const scope = c.u.scope
  const preserveTop = value !== null && value.nodeType !== 'Constant'
  if (scope.type !== 'function') throw c.error("'return' outside function")
  if (value !== null && scope.coroutine && scope.generator) {
    throw c.error("'return' with value in async generator")
  }
  if (preserveTop) {
    c.expr(value)
  } else if (value !== null) {
    c.setLoc(value)
    c.op(op.NOP)
  }
  if (value === null || value.lineno !== s.lineno) {
    c.setLoc(s)
    c.op(op.NOP)
  }
  unwindStack(c, preserveTop, false)
  if (value === null) c.loadConst(NONE)
  else if (value.nodeType === 'Constant') c.loadConst(value.value)
  c.op(op.RETURN_VALUE)
}

function leaveToLoop(c: Compiler, msg: string): Loop {
  const { lineno, col, endLineno, endCol } = c.u
  c.op(op.NOP)
  const loop = unwindStack(c, false, true)
  if (loop === null) throw c.source.errorRange(msg, lineno, col, endLineno, endCol)
  return loop
}

export function compileBreak(c: Compiler): void {
  const loop = leaveToLoop(c, "'break' outside loop")
  unwindBlock(c, loop, false)
  c.jump(op.JUMP, loop.exit)
}

export function compileContinue(c: Compiler): void {
  const loop = leaveToLoop(c, "'continue' not properly in loop")
  c.jump(op.JUMP, loop.block)
}
