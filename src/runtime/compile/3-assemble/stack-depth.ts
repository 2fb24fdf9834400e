import * as op from '../opcodes'
import { stackEffect } from '../stack-effect'
import { type BasicBlock, isBlockPush, isJump } from './instruction'

/** The deepest stack on any path; also the depth at the start of each block, which the exception table needs. */
export function stackDepth(blocks: readonly BasicBlock[], isGenerator: boolean): number {
  for (const block of blocks) block.startDepth = -1
  let max = 0
  const todo: BasicBlock[] = []
  const push = (block: BasicBlock, depth: number): void => {
    if (block.startDepth < depth && block.startDepth < 100) {
      block.startDepth = depth
      todo.push(block)
    }
  }
  push(blocks[0], isGenerator ? 1 : 0)
  for (let block = todo.pop(); block !== undefined; block = todo.pop()) {
    let depth = block.startDepth
    let next = block.next
    for (const instr of block.instrs) {
      const opcode = instr.opcode
      const after = depth + stackEffect(opcode, instr.oparg, false)
      if (after > max) max = after
      if (isJump(instr) || isBlockPush(instr)) {
        const atTarget = depth + stackEffect(opcode, instr.oparg, true)
        if (atTarget > max) max = atTarget
        push(instr.target!, atTarget)
      }
      depth = after
      if (
        opcode === op.JUMP ||
        opcode === op.JUMP_NO_INTERRUPT ||
        opcode === op.RETURN_VALUE ||
        opcode === op.RAISE_VARARGS ||
        opcode === op.RERAISE
      ) {
        next = null
        break
      }
    }
    if (next !== null) push(next, depth)
  }
  return max
}
