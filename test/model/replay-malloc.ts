/** Runs a trace recorded by test/tools/malloc-recorder.c through our malloc and reports the first line that differs. */
import { BRK_START } from '../../src/runtime/memory/address-map'
import { programBreak } from '../../src/runtime/memory/brk'
import type { Ptr } from '../../src/runtime/memory/heap'
import { chunkOf, isMmapped } from '../../src/runtime/memory/malloc-layout'
import { calloc, free, malloc, realloc, usableSize } from '../../src/runtime/memory/system-malloc'

export function replayMalloc(trace: string, every = 0, check: () => void = () => {}): string | null {
  const blocks = new Map<number, Ptr>()
  const lines = trace.trim().split('\n')
  let expectedBreak = 0
  for (let k = 0; k < lines.length; k++) {
    const [op, first, size, where] = lines[k].split(' ')
    if (op === 'b') {
      expectedBreak = Number(first)
      if (programBreak() - BRK_START !== expectedBreak)
        return `line ${k + 1}: ${lines[k]}: the heap is ${programBreak() - BRK_START} long`
      continue
    }
    const slot = Number(first)
    if (op === 'f') {
      free(blocks.get(slot)!)
      blocks.delete(slot)
    } else {
      const n = Number(size)
      const p = op === 'm' ? malloc(n) : op === 'c' ? calloc(1, n) : realloc(blocks.get(slot)!, n)
      blocks.set(slot, p)
      const got = isMmapped(chunkOf(p)) ? `M${usableSize(p)}` : String(p - BRK_START)
      if (got !== where) return `line ${k + 1}: ${lines[k]}: got ${got}`
    }
    if (every !== 0 && k % every === 0) check()
  }
  return null
}
