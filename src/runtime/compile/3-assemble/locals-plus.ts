import { CO_FAST_CELL, CO_FAST_FREE, CO_FAST_LOCAL } from '../code-unit'
import * as op from '../opcodes'
import type { BasicBlock } from './instruction'
import type { Unit } from './unit'

/**
 * Code generation numbers cells and free variables on their own, from 0. In a code object they share the slots of the
 * locals: an argument that is a cell keeps its slot, the others follow the locals. The result maps old to new numbers, not
 * yet closing the gaps that the argument cells leave (`build_cellfixedoffsets`).
 */
export function cellSlots(u: Unit): number[] {
  const fixed: number[] = []
  const count = u.cellvars.size + u.freevars.size
  for (let i = 0; i < count; i++) fixed.push(u.varnames.size + i)
  for (const [name, index] of u.cellvars) {
    const slot = u.varnames.get(name)
    if (slot !== undefined) fixed[index] = slot
  }
  return fixed
}

/** Gives the instructions their final slots; returns how many cells are arguments. */
export function fixCellOffsets(u: Unit, entry: BasicBlock, fixed: number[]): number {
  let dropped = 0
  for (let i = 0; i < fixed.length; i++) {
    if (fixed[i] === i + u.varnames.size) fixed[i] -= dropped
    else dropped++
  }
  if (fixed.length === 0) return 0
  for (let b: BasicBlock | null = entry; b !== null; b = b.next) {
    for (const instr of b.instrs) {
      switch (instr.opcode) {
        case op.MAKE_CELL:
        case op.LOAD_CLOSURE:
        case op.LOAD_DEREF:
        case op.STORE_DEREF:
        case op.DELETE_DEREF:
        case op.LOAD_CLASSDEREF:
          instr.oparg = fixed[instr.oparg]
      }
    }
  }
  return dropped
}

export function localsPlus(u: Unit, dropped: number): { names: string[]; kinds: Uint8Array } {
  const total = u.varnames.size + u.cellvars.size + u.freevars.size - dropped
  const names: string[] = new Array(total)
  const kinds = new Uint8Array(total)
  for (const [name, slot] of u.varnames) {
    names[slot] = name
    kinds[slot] = CO_FAST_LOCAL | (u.cellvars.has(name) ? CO_FAST_CELL : 0)
  }
  let skipped = 0
  for (const [name, index] of u.cellvars) {
    if (u.varnames.has(name)) {
      skipped++
      continue
    }
    const slot = index + u.varnames.size - skipped
    names[slot] = name
    kinds[slot] = CO_FAST_CELL
  }
  for (const [name, index] of u.freevars) {
    const slot = index + u.varnames.size - skipped
    names[slot] = name
    kinds[slot] = CO_FAST_FREE
  }
  return { names, kinds }
}
