import type { BlockWriter, InstructionTable } from '../block-writer'
import type { Operand } from '../value-stack'

/** The same emitter for several instructions. */
export function each(ops: number[], emit: NonNullable<InstructionTable[number]>): InstructionTable {
  return Object.fromEntries(ops.map((o) => [o, emit]))
}

/** Operands as plain names: an expression that reads the frame (generators) is read once. */
export function simple(e: BlockWriter, o: Operand, v: string): Operand {
  if (/^\w+$/.test(o.x)) return o
  e.w(`${v}=${o.x};`)
  return { ...o, x: v }
}
