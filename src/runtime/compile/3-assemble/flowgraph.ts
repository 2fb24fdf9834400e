import type { Const } from '../code-unit'
import * as op from '../opcodes'
import type { ConstCache } from './const-cache'
import { BasicBlock, isBlockPush, isJump } from './instruction'
import { optimizeBasicBlock } from './peephole'

/** The passes over the graph of basic blocks between code generation and assembly (3.11's part of compile.c). */

/** Marks blocks that leave the scope or do not fall through (`normalize_basic_block`). */
export function normalizeBlock(block: BasicBlock): void {
  for (const instr of block.instrs) {
    switch (instr.opcode) {
      case op.RETURN_VALUE:
      case op.RAISE_VARARGS:
      case op.RERAISE:
        block.exit = true
        block.noFallthrough = true
        break
      case op.JUMP:
      case op.JUMP_NO_INTERRUPT:
        block.noFallthrough = true
        skipEmptyTargets(instr)
        break
      case op.POP_JUMP_IF_NOT_NONE:
      case op.POP_JUMP_IF_NONE:
      case op.POP_JUMP_IF_FALSE:
      case op.POP_JUMP_IF_TRUE:
      case op.JUMP_IF_FALSE_OR_POP:
      case op.JUMP_IF_TRUE_OR_POP:
      case op.FOR_ITER:
        skipEmptyTargets(instr)
        break
    }
  }
}

function skipEmptyTargets(instr: { target: BasicBlock | null }): void {
  while (instr.target!.instrs.length === 0) instr.target = instr.target!.next
}

/** Up to this size an exit block is copied in place of a jump to it. */
const MAX_COPY_SIZE = 4

/** A jump to a short exit without line is replaced by the exit itself (`extend_block`). */
export function extendBlock(block: BasicBlock): void {
  if (block.instrs.length === 0) return
  const last = block.last()
  if (last.opcode !== op.JUMP) return
  const target = last.target!
  if (!target.exit || target.instrs.length > MAX_COPY_SIZE) return
  for (const instr of target.instrs) if (instr.lineno > 0) return
  last.opcode = op.NOP
  for (const instr of target.instrs) block.instrs.push(instr.copy())
  block.exit = true
}

/** Removes the NOPs which no line depends on (`clean_basic_block`). */
export function cleanBlock(block: BasicBlock): void {
  const instrs = block.instrs
  let dest = 0
  let prevLine = -1
  for (let src = 0; src < instrs.length; src++) {
    const instr = instrs[src]
    const lineno = instr.lineno
    if (instr.opcode === op.NOP) {
      if (lineno < 0 || prevLine === lineno) continue
      if (src < instrs.length - 1) {
        const next = instrs[src + 1]
        if (next.lineno === lineno) continue
        if (next.lineno < 0) {
          next.copyLocation(instr)
          continue
        }
      } else {
        let next = block.next
        while (next !== null && next.instrs.length === 0) next = next.next
        if (next !== null && next.instrs[0].lineno === lineno) continue
      }
    }
    instrs[dest++] = instr
    prevLine = lineno
  }
  instrs.length = dest
}

function markReachable(entry: BasicBlock): void {
  entry.predecessors = 1
  const stack = [entry]
  const reach = (block: BasicBlock): void => {
    if (block.predecessors === 0) stack.push(block)
    block.predecessors++
  }
  for (let block = stack.pop(); block !== undefined; block = stack.pop()) {
    if (block.next !== null && !block.noFallthrough) reach(block.next)
    for (const instr of block.instrs) if (isJump(instr) || isBlockPush(instr)) reach(instr.target!)
  }
}

function eliminateEmptyBlocks(entry: BasicBlock): void {
  for (let b: BasicBlock | null = entry; b !== null; b = b.next) {
    let next: BasicBlock | null = b.next
    if (next === null) continue
    while (next.instrs.length === 0 && next.next !== null) next = next.next
    b.next = next
  }
  for (let b: BasicBlock | null = entry; b !== null; b = b.next) {
    if (b.instrs.length === 0) continue
    const last = b.last()
    if (isJump(last)) skipEmptyTargets(last)
  }
}

/** The whole optimisation (`optimize_cfg`). `blocks` are all blocks in order of creation, the entry first. */
export function optimizeGraph(cache: ConstCache, blocks: readonly BasicBlock[], consts: Const[]): void {
  const entry = blocks[0]
  for (let b: BasicBlock | null = entry; b !== null; b = b.next) {
    optimizeBasicBlock(cache, b, consts)
    cleanBlock(b)
  }
  for (let i = blocks.length - 1; i >= 0; i--) extendBlock(blocks[i])
  markReachable(entry)
  for (let b: BasicBlock | null = entry; b !== null; b = b.next) {
    if (b.predecessors === 0) {
      b.instrs.length = 0
      b.noFallthrough = false
    }
  }
  eliminateEmptyBlocks(entry)
  for (let b: BasicBlock | null = entry; b !== null; b = b.next) cleanBlock(b)

  // a jump to the next block is none
  let maybeEmpty = false
  for (let b: BasicBlock | null = entry; b !== null; b = b.next) {
    if (b.instrs.length === 0) continue
    const last = b.last()
    if ((last.opcode === op.JUMP || last.opcode === op.JUMP_NO_INTERRUPT) && last.target === b.next) {
      b.noFallthrough = false
      last.opcode = op.NOP
      maybeEmpty = true
    }
  }
  if (maybeEmpty) eliminateEmptyBlocks(entry)
}

function isExitWithoutLine(block: BasicBlock): boolean {
  if (!block.exit) return false
  for (const instr of block.instrs) if (instr.lineno >= 0) return false
  return true
}

/**
 * Where a frame ends its line must be known, so an exit that several jumps share and that has no line is copied for each of
 * them, and takes its line (`duplicate_exits_without_lineno`, PEP 626).
 */
export function duplicateExits(blocks: BasicBlock[]): void {
  for (let i = blocks.length - 1; i >= 0; i--) {
    const b = blocks[i]
    if (b.instrs.length === 0 || !isJump(b.last())) continue
    const last = b.last()
    const target = last.target!
    if (!isExitWithoutLine(target) || target.predecessors <= 1) continue
    const copy = new BasicBlock()
    copy.instrs = target.instrs.map((instr) => instr.copy())
    copy.exit = target.exit
    copy.noFallthrough = true
    copy.instrs[0].copyLocation(last)
    last.target = copy
    target.predecessors--
    copy.predecessors = 1
    copy.next = target.next
    target.next = copy
    blocks.push(copy)
  }
  for (let i = blocks.length - 1; i >= 0; i--) {
    const b = blocks[i]
    while (b.next !== null && b.next.instrs.length === 0) b.next = b.next.next
  }
  for (let i = blocks.length - 1; i >= 0; i--) {
    const b = blocks[i]
    if (b.noFallthrough || b.next === null || b.instrs.length === 0) continue
    if (isExitWithoutLine(b.next)) b.next.instrs[0].copyLocation(b.last())
  }
}

/** Instructions without a line take that of the one before, also across an edge that is the only way in. */
export function propagateLines(entry: BasicBlock): void {
  for (let b: BasicBlock | null = entry; b !== null; b = b.next) {
    const instrs = b.instrs
    if (instrs.length === 0) continue
    for (let i = 1; i < instrs.length; i++) if (instrs[i].lineno < 0) instrs[i].copyLocation(instrs[i - 1])
    // at the very start of a block there is nothing to copy: its place becomes plainly "nowhere"
    const first = instrs[0]
    const last = b.last()
    if (first.lineno < 0) normalizeNowhere(instrs)
    if (!b.noFallthrough && b.next!.predecessors === 1 && b.next!.instrs[0].lineno < 0) {
      b.next!.instrs[0].copyLocation(last)
    }
    if (isJump(last)) {
      const target = last.target!
      if (target.predecessors === 1 && target.instrs[0].lineno < 0) target.instrs[0].copyLocation(last)
    }
  }
}

function normalizeNowhere(instrs: { lineno: number; endLineno: number; col: number; endCol: number }[]): void {
  for (const instr of instrs) {
    if (instr.lineno >= 0) return
    instr.lineno = -1
    instr.endLineno = -1
    instr.col = -1
    instr.endCol = -1
  }
}

/** Returns that still have no line get the last one seen (`guarantee_lineno_for_exits`). */
export function guaranteeExitLines(entry: BasicBlock, firstlineno: number): void {
  let lineno = firstlineno
  for (let b: BasicBlock | null = entry; b !== null; b = b.next) {
    if (b.instrs.length === 0) continue
    const last = b.last()
    if (last.lineno >= 0) {
      lineno = last.lineno
    } else if (last.opcode === op.RETURN_VALUE) {
      for (const instr of b.instrs) instr.lineno = lineno
    }
  }
}

/** Constants behind the last one in use are dropped; the first stays, it may be the docstring. */
export function trimConsts(entry: BasicBlock, consts: Const[]): void {
  let last = 0
  for (let b: BasicBlock | null = entry; b !== null; b = b.next) {
    for (const instr of b.instrs) {
      if ((instr.opcode === op.LOAD_CONST || instr.opcode === op.KW_NAMES) && instr.oparg > last) last = instr.oparg
    }
  }
  if (last + 1 < consts.length) consts.length = last + 1
}
