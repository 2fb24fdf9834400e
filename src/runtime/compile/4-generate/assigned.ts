/**
 * Which locals certainly hold a value at the entry of each block, so that LOAD_FAST needs no test for NULL there.
 * A forward data-flow analysis; a handler sees what was assigned at the start of the blocks it protects, less deletions.
 */
import * as op from '../opcodes'
import type { Block } from './cfg'

export function definiteAssignment(order: Block[], nlocals: number, argSlots: number): void {
  const entry = order[0]
  const out = new Map<Block, { end: Uint8Array; anywhere: Uint8Array }>()
  const start = new Uint8Array(nlocals)
  start.fill(1, 0, argSlots)
  for (let changed = true; changed; ) {
    changed = false
    for (const b of order) {
      const incoming = b === entry ? start.slice() : meet(b, out, nlocals)
      if (b.assigned && same(b.assigned, incoming) && out.has(b)) continue
      b.assigned = incoming
      out.set(b, transfer(b, incoming))
      changed = true
    }
  }
}

function meet(b: Block, out: Map<Block, { end: Uint8Array; anywhere: Uint8Array }>, n: number): Uint8Array {
  const result = new Uint8Array(n).fill(1)
  for (const p of b.preds) {
    const o = out.get(p)
    if (!o) continue // not yet visited: optimistic, refined by iteration
    const state = p.handlerBlock === b && !p.succ.includes(b) ? o.anywhere : o.end
    for (let i = 0; i < n; i++) result[i] &= state[i] & (p.handlerBlock === b ? o.anywhere[i] : 1)
  }
  return result
}

function transfer(b: Block, incoming: Uint8Array): { end: Uint8Array; anywhere: Uint8Array } {
  const end = incoming.slice()
  const anywhere = incoming.slice()
  for (const i of b.instrs) {
    if (i.op === op.STORE_FAST || i.op === op.MAKE_CELL) end[i.arg] = 1
    else if (i.op === op.DELETE_FAST) {
      end[i.arg] = 0
      anywhere[i.arg] = 0
    }
  }
  return { end, anywhere }
}

const same = (a: Uint8Array, b: Uint8Array): boolean => a.every((v, i) => v === b[i])
