import * as op from '../opcodes'
import { ByteBuffer } from './byte-buffer'
import { type BasicBlock, instrSize, isBlockPush, isJump } from './instruction'

/** For each instruction the handler of what it raises (`label_exception_targets`), and the table made of that. */

type ExceptStack = (BasicBlock | null)[]

export function labelExceptionTargets(entry: BasicBlock): void {
  for (let b: BasicBlock | null = entry; b !== null; b = b.next) b.visited = false
  const todo: BasicBlock[] = []
  const visit = (block: BasicBlock, stack: ExceptStack): void => {
    block.exceptStack = stack
    block.visited = true
    todo.push(block)
  }
  visit(entry, [null])
  for (let b = todo.pop(); b !== undefined; b = todo.pop()) {
    const stack = b.exceptStack!
    b.exceptStack = null
    let handler = stack[stack.length - 1]
    for (const instr of b.instrs) {
      if (isBlockPush(instr)) {
        const target = instr.target!
        if (!target.visited) visit(target, stack.slice())
        if (instr.opcode === op.SETUP_WITH || instr.opcode === op.SETUP_CLEANUP) target.preserveLasti = true
        stack.push(target)
        handler = target
      } else if (instr.opcode === op.POP_BLOCK) {
        stack.pop()
        handler = stack[stack.length - 1]
      } else {
        instr.except = handler
        if (isJump(instr) && !instr.target!.visited) visit(instr.target!, stack.slice())
      }
    }
    if (!b.noFallthrough && b.next !== null && !b.next.visited) visit(b.next, stack)
  }
}

export function convertHandlersToNops(entry: BasicBlock): void {
  for (let b: BasicBlock | null = entry; b !== null; b = b.next) {
    for (const instr of b.instrs) {
      if (isBlockPush(instr) || instr.opcode === op.POP_BLOCK) instr.opcode = op.NOP
    }
  }
}

/** Six bits a byte, most significant first; the first byte of an entry has bit 7 set. */
function writeItem(out: ByteBuffer, value: number, first: boolean): void {
  let mark = first ? 0x80 : 0
  for (let shift = 24; shift > 0; shift -= 6) {
    if (value < 1 << shift) continue
    out.push(((value >> shift) & 0x3f) | 0x40 | mark)
    mark = 0
  }
  out.push((value & 0x3f) | mark)
}

function writeEntry(out: ByteBuffer, start: number, end: number, handler: BasicBlock): void {
  const depth = handler.startDepth - 1 - (handler.preserveLasti ? 1 : 0)
  writeItem(out, start, true)
  writeItem(out, end - start, false)
  writeItem(out, handler.offset, false)
  writeItem(out, (depth << 1) | (handler.preserveLasti ? 1 : 0), false)
}

export function exceptionTable(entry: BasicBlock): Uint8Array {
  const out = new ByteBuffer()
  let handler: BasicBlock | null = null
  let start = -1
  let offset = 0
  for (let b: BasicBlock | null = entry; b !== null; b = b.next) {
    offset = b.offset
    for (const instr of b.instrs) {
      if (instr.except !== handler) {
        if (handler !== null) writeEntry(out, start, offset, handler)
        start = offset
        handler = instr.except
      }
      offset += instrSize(instr)
    }
  }
  if (handler !== null) writeEntry(out, start, offset, handler)
  return out.toBytes()
}
