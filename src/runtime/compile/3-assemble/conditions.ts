import type { BoolOp, CmpOperator, Compare, Expr, IfExp } from '../1-parse/ast'
import * as op from '../opcodes'
import { checkCompare } from './checks'
import type { Compiler } from './compiler'
import type { BasicBlock } from './instruction'

const COMPARE_ARGS: Partial<Record<CmpOperator, number>> = { Lt: 0, LtE: 1, Eq: 2, NotEq: 3, Gt: 4, GtE: 5 }

export function addCompare(c: Compiler, operator: CmpOperator): void {
  switch (operator) {
    case 'Is':
    case 'IsNot':
      c.opI(op.IS_OP, operator === 'Is' ? 0 : 1)
      return
    case 'In':
    case 'NotIn':
      c.opI(op.CONTAINS_OP, operator === 'In' ? 0 : 1)
      return
    default:
      c.opI(op.COMPARE_OP, COMPARE_ARGS[operator]!)
  }
}

/** `a < b < c` as a value: each middle operand is evaluated once, kept under the result of the comparison before. */
export function compileCompare(c: Compiler, e: Compare): void {
  checkCompare(c, e)
  c.expr(e.left)
  const last = e.ops.length - 1
  if (last === 0) {
    c.expr(e.comparators[0])
    addCompare(c, e.ops[0])
    return
  }
  const cleanup = c.newBlock()
  for (let i = 0; i < last; i++) {
    c.expr(e.comparators[i])
    c.opI(op.SWAP, 2)
    c.opI(op.COPY, 2)
    addCompare(c, e.ops[i])
    c.jump(op.JUMP_IF_FALSE_OR_POP, cleanup)
  }
  c.expr(e.comparators[last])
  addCompare(c, e.ops[last])
  const end = c.newBlock()
  c.jumpNoLine(op.JUMP, end)
  c.use(cleanup)
  c.opI(op.SWAP, 2)
  c.op(op.POP_TOP)
  c.use(end)
}

export function compileBoolOp(c: Compiler, e: BoolOp): void {
  const jump = e.op === 'And' ? op.JUMP_IF_FALSE_OR_POP : op.JUMP_IF_TRUE_OR_POP
  const end = c.newBlock()
  const last = e.values.length - 1
  for (let i = 0; i < last; i++) {
    c.expr(e.values[i])
    c.jump(jump, end)
    c.use(c.newBlock())
  }
  c.expr(e.values[last])
  c.use(end)
}

export function compileIfExp(c: Compiler, e: IfExp): void {
  const end = c.newBlock()
  const next = c.newBlock()
  jumpIf(c, e.test, next, false)
  c.expr(e.body)
  c.jumpNoLine(op.JUMP, end)
  c.use(next)
  c.expr(e.orelse)
  c.use(end)
}

/** Jumps to `target` if the truth of `e` equals `cond`, without making the value of `e` where that can be helped. */
export function jumpIf(c: Compiler, e: Expr, target: BasicBlock, cond: boolean): void {
  switch (e.nodeType) {
    case 'UnaryOp':
      if (e.op === 'Not') {
        jumpIf(c, e.operand, target, !cond)
        return
      }
      break
    case 'BoolOp': {
      const cond2 = e.op === 'Or'
      const target2 = cond2 !== cond ? c.newBlock() : target
      const last = e.values.length - 1
      for (let i = 0; i < last; i++) jumpIf(c, e.values[i], target2, cond2)
      jumpIf(c, e.values[last], target, cond)
      if (target2 !== target) c.use(target2)
      return
    }
    case 'IfExp': {
      const end = c.newBlock()
      const next = c.newBlock()
      jumpIf(c, e.test, next, false)
      jumpIf(c, e.body, target, cond)
      c.jumpNoLine(op.JUMP, end)
      c.use(next)
      jumpIf(c, e.orelse, target, cond)
      c.use(end)
      return
    }
    case 'Compare':
      c.setLoc(e)
      if (e.ops.length > 1) {
        jumpIfChain(c, e, target, cond)
        return
      }
      break
  }
  c.expr(e)
  c.jump(cond ? op.POP_JUMP_IF_TRUE : op.POP_JUMP_IF_FALSE, target)
}

function jumpIfChain(c: Compiler, e: Compare, target: BasicBlock, cond: boolean): void {
  checkCompare(c, e)
  const last = e.ops.length - 1
  const cleanup = c.newBlock()
  c.expr(e.left)
  for (let i = 0; i < last; i++) {
    c.expr(e.comparators[i])
    c.opI(op.SWAP, 2)
    c.opI(op.COPY, 2)
    addCompare(c, e.ops[i])
    c.jump(op.POP_JUMP_IF_FALSE, cleanup)
  }
  c.expr(e.comparators[last])
  addCompare(c, e.ops[last])
  c.jump(cond ? op.POP_JUMP_IF_TRUE : op.POP_JUMP_IF_FALSE, target)
  const end = c.newBlock()
  c.jumpNoLine(op.JUMP, end)
  c.use(cleanup)
  c.op(op.POP_TOP)
  if (!cond) c.jumpNoLine(op.JUMP, target)
  c.use(end)
}
