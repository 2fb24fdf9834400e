import * as op from '../opcodes'
import type { BasicBlock, Instr } from './instruction'

const VISITED = -1

/**
 * Replaces the run of SWAPs and NOPs at index `start` by the shortest run with the same effect (`swaptimize`). Returns the
 * index of the last instruction of the run.
 */
export function optimizeSwaps(block: BasicBlock, start: number): number {
  const instrs = block.instrs
  let depth = instrs[start].oparg
  let length = 0
  let more = false
  const limit = instrs.length - start
  while (++length < limit) {
    const opcode = instrs[start + length].opcode
    if (opcode === op.SWAP) {
      depth = Math.max(depth, instrs[start + length].oparg)
      more = true
    } else if (opcode !== op.NOP) {
      break
    }
  }
  if (!more) return start

  // what the run does to the stack, as a permutation
  const stack = Array.from({ length: depth }, (_, i) => i)
  for (let i = 0; i < length; i++) {
    const instr = instrs[start + i]
    if (instr.opcode !== op.SWAP) continue
    const top = stack[0]
    stack[0] = stack[instr.oparg - 1]
    stack[instr.oparg - 1] = top
  }
  // each cycle of the permutation takes swaps with the top; written from the end of the run backwards
  let current = start + length - 1
  for (let i = 0; i < depth; i++) {
    if (stack[i] === VISITED || stack[i] === i) continue
    let j = i
    for (;;) {
      if (j !== 0) {
        instrs[current].opcode = op.SWAP
        instrs[current--].oparg = j + 1
      }
      if (stack[j] === VISITED) break
      const next = stack[j]
      stack[j] = VISITED
      j = next
    }
  }
  while (current >= start) instrs[current--].opcode = op.NOP
  return start + length - 1
}

/** Instructions that only take the top of the stack and run no code that could look. */
function isSwappable(instr: Instr): boolean {
  return instr.opcode === op.STORE_FAST || instr.opcode === op.POP_TOP
}

function storesTo(instr: Instr): number {
  return instr.opcode === op.STORE_FAST ? instr.oparg : -1
}

/** The next swappable instruction; of the same line if `lineno` is a line, lest a tracer sees names bound early. */
function nextSwappable(block: BasicBlock, i: number, lineno: number): number {
  const instrs = block.instrs
  while (++i < instrs.length) {
    const instr = instrs[i]
    if (lineno >= 0 && instr.lineno !== lineno) return -1
    if (instr.opcode === op.NOP) continue
    return isSwappable(instr) ? i : -1
  }
  return -1
}

/** Saves a SWAP where the instructions that consume the two values can change places instead (`apply_static_swaps`). */
export function applyStaticSwaps(block: BasicBlock, i: number): void {
  const instrs = block.instrs
  for (; i >= 0; i--) {
    const swap = instrs[i]
    if (swap.opcode !== op.SWAP) {
      if (swap.opcode === op.NOP || isSwappable(swap)) continue
      return
    }
    const j = nextSwappable(block, i, -1)
    if (j < 0) return
    let k = j
    const lineno = instrs[j].lineno
    for (let count = swap.oparg - 1; count > 0; count--) {
      k = nextSwappable(block, k, lineno)
      if (k < 0) return
    }
    const storeJ = storesTo(instrs[j])
    const storeK = storesTo(instrs[k])
    if (storeJ >= 0 || storeK >= 0) {
      if (storeJ === storeK) return
      for (let n = j + 1; n < k; n++) {
        const store = storesTo(instrs[n])
        if (store >= 0 && (store === storeJ || store === storeK)) return
      }
    }
    swap.opcode = op.NOP
    const temp = instrs[j]
    instrs[j] = instrs[k]
    instrs[k] = temp
  }
}
