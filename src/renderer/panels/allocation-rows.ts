/** Allocations by line and by function, and as a tree of call stacks. */
import type { Attribution, LineAttribution } from '../../protocol/attribution'

/** A line, or a function when `line` is that of its first line seen. */
export type AllocationRow = LineAttribution

const FIGURES = [
  'allocatedBytes',
  'allocatedBlocks',
  'freedBytes',
  'freedBlocks',
  'liveBytes',
  'liveBlocks',
  'peakBytes',
  'peakBlocks',
  'temporaryBytes',
  'temporaryBlocks',
  'collections',
] as const

export function functionRows(lines: readonly LineAttribution[]): AllocationRow[] {
  const rows = new Map<string, AllocationRow>()
  for (const line of lines) {
    const key = `${line.file}\n${line.function}`
    const row = rows.get(key)
    if (!row) rows.set(key, { ...line })
    else {
      row.line = Math.min(row.line, line.line)
      for (const figure of FIGURES) row[figure] += line[figure]
    }
  }
  return [...rows.values()]
}

/** A node of the flame graph: bytes allocated under this call, those of its callees included. */
export interface FlameNode {
  name: string
  file: string
  line: number
  value: number
  blocks: number
  children: FlameNode[]
}

/** All stack samples, or those within a range of time, merged by call; calls of one function from different lines are one. */
export function flameTree(
  attribution: Pick<Attribution, 'frames' | 'stacks' | 'stackSamples'>,
  range: { start: number; end: number } | null,
  rootName: string,
  /** Name for calls outside of any Python code. */
  outside = '',
): FlameNode {
  const root: FlameNode = { name: rootName, file: '', line: 0, value: 0, blocks: 0, children: [] }
  const children = new Map<FlameNode, Map<string, FlameNode>>()
  for (const sample of attribution.stackSamples) {
    if (range && (sample.time < range.start || sample.time > range.end)) continue
    let node = root
    node.value += sample.bytes
    node.blocks += sample.blocks
    for (const index of attribution.stacks[sample.stack]) {
      const frame = attribution.frames[index]
      const key = `${frame.file}\n${frame.function}`
      let known = children.get(node)
      if (!known) children.set(node, (known = new Map()))
      let child = known.get(key)
      if (!child) {
        child = {
          name: frame.function || outside,
          file: frame.file,
          line: frame.line,
          value: 0,
          blocks: 0,
          children: [],
        }
        known.set(key, child)
        node.children.push(child)
      }
      child.value += sample.bytes
      child.blocks += sample.blocks
      node = child
    }
  }
  return root
}
