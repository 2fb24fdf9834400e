import type { InstructionTable } from '../block-writer'

/** The same emitter for several instructions. */
export function each(ops: number[], emit: NonNullable<InstructionTable[number]>): InstructionTable {
  return Object.fromEntries(ops.map((o) => [o, emit]))
}
