import type { Const } from '../code-unit'
import * as op from '../opcodes'
import type { ConstCache } from './const-cache'
import { type BasicBlock, Instr, isBlockPush, isJump } from './instruction'
import { applyStaticSwaps, optimizeSwaps } from './swaps'

function isTrue(c: Const): boolean {
  switch (c.t) {
    case 'none':
    case 'false':
      return false
    case 'int':
      return c.v !== 0n
    case 'float':
      return c.v !== 0
    case 'complex':
      return c.re !== 0 || c.im !== 0
    case 'str':
    case 'bytes':
    case 'tuple':
    case 'frozenset':
      return c.v.length > 0
    default:
      return true
  }
}

/** Goes straight to where the jump at the target goes; only on the same line, so that tracers see every line. */
function threadJump(instr: Instr, target: Instr, opcode: number): boolean {
  if (instr.lineno !== target.lineno || instr.target === target.target) return false
  instr.target = target.target
  instr.opcode = opcode
  return true
}

/** BUILD_TUPLE of constants becomes a constant. */
function foldTuple(cache: ConstCache, block: BasicBlock, at: number, count: number, consts: Const[]): void {
  const instrs = block.instrs
  for (let i = at - count; i < at; i++) if (instrs[i].opcode !== op.LOAD_CONST) return
  const items: Const[] = []
  for (let i = at - count; i < at; i++) items.push(consts[instrs[i].oparg])
  const folded = cache.tuple(items)
  let index = consts.indexOf(folded)
  if (index < 0) {
    index = consts.length
    consts.push(folded)
  }
  for (let i = at - count; i < at; i++) instrs[i].opcode = op.NOP
  instrs[at].opcode = op.LOAD_CONST
  instrs[at].oparg = index
}

/** A constant followed by a test of it: the test is decided now. */
function foldConstTest(block: BasicBlock, i: number, consts: Const[]): void {
  const instrs = block.instrs
  if (i + 1 >= instrs.length) return
  const instr = instrs[i]
  const next = instrs[i + 1]
  switch (next.opcode) {
    case op.POP_JUMP_IF_FALSE:
    case op.POP_JUMP_IF_TRUE: {
      const jumps = isTrue(consts[instr.oparg]) === (next.opcode === op.POP_JUMP_IF_TRUE)
      instr.opcode = op.NOP
      next.opcode = jumps ? op.JUMP : op.NOP
      if (jumps) block.noFallthrough = true
      break
    }
    case op.JUMP_IF_FALSE_OR_POP:
    case op.JUMP_IF_TRUE_OR_POP:
      if (isTrue(consts[instr.oparg]) === (next.opcode === op.JUMP_IF_TRUE_OR_POP)) {
        next.opcode = op.JUMP
        block.noFallthrough = true
      } else {
        instr.opcode = op.NOP
        next.opcode = op.NOP
      }
      break
    case op.IS_OP: {
      // `x is None` as a condition has jumps of its own
      const jump = i + 2 < instrs.length ? instrs[i + 2] : null
      if (jump === null || consts[instr.oparg].t !== 'none') break
      if (jump.opcode !== op.POP_JUMP_IF_FALSE && jump.opcode !== op.POP_JUMP_IF_TRUE) break
      const notNone = (next.oparg ^ (jump.opcode === op.POP_JUMP_IF_FALSE ? 1 : 0)) !== 0
      instr.opcode = op.NOP
      next.opcode = op.NOP
      jump.opcode = notNone ? op.POP_JUMP_IF_NOT_NONE : op.POP_JUMP_IF_NONE
      break
    }
  }
}

const NO_TARGET = new Instr(op.NOP, 0, null, -1, -1, -1, -1)

/** Improves the instructions of one block in place; what is saved becomes NOP (`optimize_basic_block`). */
export function optimizeBasicBlock(cache: ConstCache, block: BasicBlock, consts: Const[]): void {
  const instrs = block.instrs
  for (let i = 0; i < instrs.length; i++) {
    const instr = instrs[i]
    const nextop = i + 1 < instrs.length ? instrs[i + 1].opcode : 0
    let target = NO_TARGET
    if (isJump(instr) || isBlockPush(instr)) {
      while (instr.target!.instrs.length === 0) instr.target = instr.target!.next
      target = instr.target!.instrs[0]
    }
    switch (instr.opcode) {
      case op.LOAD_CONST:
        foldConstTest(block, i, consts)
        break
      case op.BUILD_TUPLE:
        if (nextop === op.UNPACK_SEQUENCE && instr.oparg === instrs[i + 1].oparg) {
          if (instr.oparg === 1) {
            instr.opcode = op.NOP
            instrs[i + 1].opcode = op.NOP
            break
          }
          if (instr.oparg === 2 || instr.oparg === 3) {
            instr.opcode = op.NOP
            instrs[i + 1].opcode = op.SWAP
            break
          }
        }
        if (i >= instr.oparg) foldTuple(cache, block, i, instr.oparg, consts)
        break
      case op.JUMP_IF_FALSE_OR_POP:
      case op.JUMP_IF_TRUE_OR_POP:
        if (threadOrPop(instr, target)) i--
        break
      case op.POP_JUMP_IF_NOT_NONE:
      case op.POP_JUMP_IF_NONE:
      case op.POP_JUMP_IF_FALSE:
      case op.POP_JUMP_IF_TRUE:
      case op.JUMP:
        if (target.opcode === op.JUMP && threadJump(instr, target, instr.opcode)) i--
        break
      case op.SWAP:
        if (instr.oparg === 1) {
          instr.opcode = op.NOP
          break
        }
        i = optimizeSwaps(block, i)
        applyStaticSwaps(block, i)
        break
      case op.PUSH_NULL:
        if (nextop === op.LOAD_GLOBAL) {
          instr.opcode = op.NOP
          instr.oparg = 0
          instrs[i + 1].oparg |= 1
        }
        break
    }
  }
}

/** `a and b or c`: a first test that decides the second one jumps on at once. True when it must be looked at again. */
function threadOrPop(instr: Instr, target: Instr): boolean {
  const onFalse = instr.opcode === op.JUMP_IF_FALSE_OR_POP
  const sameOrPop = onFalse ? op.JUMP_IF_FALSE_OR_POP : op.JUMP_IF_TRUE_OR_POP
  const samePop = onFalse ? op.POP_JUMP_IF_FALSE : op.POP_JUMP_IF_TRUE
  const otherOrPop = onFalse ? op.JUMP_IF_TRUE_OR_POP : op.JUMP_IF_FALSE_OR_POP
  const otherPop = onFalse ? op.POP_JUMP_IF_TRUE : op.POP_JUMP_IF_FALSE
  switch (target.opcode) {
    case samePop:
      return threadJump(instr, target, samePop)
    case op.JUMP:
    case sameOrPop:
      return threadJump(instr, target, sameOrPop)
    case otherOrPop:
    case otherPop:
      if (instr.lineno !== target.lineno) return false
      // the opposite test fails: go on behind it
      instr.opcode = samePop
      instr.target = instr.target!.next
      return true
    default:
      return false
  }
}
