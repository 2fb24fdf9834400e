/**
 * Control-flow graph of one code object: basic blocks with normal and exceptional successors, stack depth at entry,
 * reverse postorder, dominators, loop headers. Built for the structuring in structure.ts.
 */
import * as op from '../opcodes'
import type { Handler, Instr } from './decode'

export interface Block {
  id: number
  instrs: Instr[]
  /** Where control goes at the end; a conditional block has the jump target first, then the fall-through. */
  succ: Block[]
  handler: Handler | null
  handlerBlock: Block | null
  preds: Block[]
  isHandler: boolean
  /** Value-stack depth at entry; -1 while unreachable. For handlers without the exception itself and lasti. */
  depth: number
  lasti: boolean
  rpo: number
  idom: Block | null
  children: Block[]
  loopHeader: boolean
  merge: boolean
  /** Code generation enters here on resumption (generators). */
  resume: boolean
  /** Locals that certainly hold a value at entry (bit set as booleans). */
  assigned: Uint8Array | null
}

const CONDITIONAL = new Set<number>([
  op.POP_JUMP_FORWARD_IF_FALSE,
  op.POP_JUMP_FORWARD_IF_TRUE,
  op.POP_JUMP_FORWARD_IF_NONE,
  op.POP_JUMP_FORWARD_IF_NOT_NONE,
  op.POP_JUMP_BACKWARD_IF_FALSE,
  op.POP_JUMP_BACKWARD_IF_TRUE,
  op.POP_JUMP_BACKWARD_IF_NONE,
  op.POP_JUMP_BACKWARD_IF_NOT_NONE,
  op.JUMP_IF_FALSE_OR_POP,
  op.JUMP_IF_TRUE_OR_POP,
  op.FOR_ITER,
  op.SEND,
])
const BACKWARD = new Set<number>([
  op.JUMP_BACKWARD,
  op.JUMP_BACKWARD_NO_INTERRUPT,
  op.POP_JUMP_BACKWARD_IF_FALSE,
  op.POP_JUMP_BACKWARD_IF_TRUE,
  op.POP_JUMP_BACKWARD_IF_NONE,
  op.POP_JUMP_BACKWARD_IF_NOT_NONE,
])
const UNCONDITIONAL = new Set<number>([op.JUMP_FORWARD, op.JUMP_BACKWARD, op.JUMP_BACKWARD_NO_INTERRUPT])
const TERMINAL = new Set<number>([op.RETURN_VALUE, op.RAISE_VARARGS, op.RERAISE])

export const isConditional = (i: Instr): boolean => CONDITIONAL.has(i.op)
export const isUnconditional = (i: Instr): boolean => UNCONDITIONAL.has(i.op)
export const isTerminal = (i: Instr): boolean => TERMINAL.has(i.op)
export const isBackward = (i: Instr): boolean => BACKWARD.has(i.op)
export const jumpTarget = (i: Instr): number => (BACKWARD.has(i.op) ? i.next - i.arg : i.next + i.arg)

export interface Cfg {
  blocks: Block[]
  /** Reachable blocks in reverse postorder. */
  order: Block[]
  /** False when a back edge goes to a block that does not dominate its source: use dispatch form. */
  reducible: boolean
}

/** resumePoints: instructions after which the function can be left and entered again (generators). */
export function buildCfg(instrs: Instr[], isResumePoint: (i: Instr) => boolean): Cfg {
  const byStart = new Map<number, number>()
  instrs.forEach((ins, n) => {
    byStart.set(ins.start, n)
    byStart.set(ins.unit, n)
  })
  const leaders = new Set<number>([0])
  instrs.forEach((ins, n) => {
    if (isConditional(ins) || isUnconditional(ins)) {
      leaders.add(byStart.get(jumpTarget(ins))!)
      leaders.add(n + 1)
    } else if (isTerminal(ins) || isResumePoint(ins)) leaders.add(n + 1)
    if (n > 0 && !sameHandler(ins.handler, instrs[n - 1].handler)) leaders.add(n)
    if (ins.handler) leaders.add(byStart.get(ins.handler.target)!)
  })
  const blocks: Block[] = []
  const blockAt = new Map<number, Block>()
  for (let n = 0; n < instrs.length; n++) {
    if (leaders.has(n)) {
      const b = newBlock(blocks.length)
      blocks.push(b)
      blockAt.set(n, b)
    }
    blocks[blocks.length - 1].instrs.push(instrs[n])
  }
  blocks.forEach((b, k) => {
    const last = b.instrs[b.instrs.length - 1]
    b.handler = last.handler
    if (b.handler) {
      const h = blockAt.get(byStart.get(b.handler.target)!)!
      b.handlerBlock = h
      h.isHandler = true
      h.lasti = b.handler.lasti
      h.depth = b.handler.depth
    }
    if (isConditional(last)) b.succ = [blockAt.get(byStart.get(jumpTarget(last))!)!, blocks[k + 1]]
    else if (isUnconditional(last)) b.succ = [blockAt.get(byStart.get(jumpTarget(last))!)!]
    else if (!isTerminal(last) && blocks[k + 1]) b.succ = [blocks[k + 1]]
    if (isResumePoint(last) && blocks[k + 1]) blocks[k + 1].resume = true
  })
  const order = reversePostorder(blocks[0])
  order.forEach((b, i) => {
    b.rpo = i
  })
  for (const b of order) for (const s of successors(b)) s.preds.push(b)
  dominators(order)
  const reducible = classify(order)
  return { blocks, order, reducible }
}

const sameHandler = (a: Handler | null, b: Handler | null): boolean =>
  a === b || (a !== null && b !== null && a.target === b.target && a.depth === b.depth && a.lasti === b.lasti)

const newBlock = (id: number): Block => ({
  id,
  instrs: [],
  succ: [],
  handler: null,
  handlerBlock: null,
  preds: [],
  isHandler: false,
  depth: -1,
  lasti: false,
  rpo: -1,
  idom: null,
  children: [],
  loopHeader: false,
  merge: false,
  resume: false,
  assigned: null,
})

export const successors = (b: Block): Block[] => (b.handlerBlock ? [...b.succ, b.handlerBlock] : b.succ)

/** Iterative depth-first search (module bodies can have thousands of blocks in a row). */
function reversePostorder(entry: Block): Block[] {
  const seen = new Set<Block>([entry])
  const post: Block[] = []
  const stack: { b: Block; next: number; succ: Block[] }[] = [{ b: entry, next: 0, succ: successors(entry) }]
  while (stack.length > 0) {
    const top = stack[stack.length - 1]
    if (top.next < top.succ.length) {
      const s = top.succ[top.next++]
      if (!seen.has(s)) {
        seen.add(s)
        stack.push({ b: s, next: 0, succ: successors(s) })
      }
    } else {
      post.push(top.b)
      stack.pop()
    }
  }
  return post.reverse()
}

/** Immediate dominators by the iterative algorithm of Cooper, Harvey and Kennedy. */
function dominators(order: Block[]): void {
  const entry = order[0]
  entry.idom = entry
  for (let changed = true; changed; ) {
    changed = false
    for (const b of order) {
      if (b === entry) continue
      let idom: Block | null = null
      for (const p of b.preds) {
        if (p.idom === null) continue
        idom = idom === null ? p : intersect(p, idom)
      }
      if (b.idom !== idom) {
        b.idom = idom
        changed = true
      }
    }
  }
  entry.idom = null
  for (const b of order) if (b.idom) b.idom.children.push(b)
}

function intersect(a: Block, b: Block): Block {
  while (a !== b) {
    while (a.rpo > b.rpo) a = a.idom!
    while (b.rpo > a.rpo) b = b.idom!
  }
  return a
}

const dominates = (a: Block, b: Block | null): boolean => {
  while (b !== null && b.rpo > a.rpo) b = b.idom
  return a === b
}

function classify(order: Block[]): boolean {
  for (const b of order) {
    let forward = 0
    for (const p of b.preds) {
      if (p.rpo >= b.rpo) {
        b.loopHeader = true
        if (!dominates(b, p)) return false
      } else forward++
    }
    b.merge = forward > 1 || b.isHandler
    if (b.isHandler && b.loopHeader) return false
  }
  return true
}
