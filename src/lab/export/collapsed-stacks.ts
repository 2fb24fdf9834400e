/**
 * Collapsed stacks, as flamegraph.pl reads them: `root;caller;leaf bytes`, one line for each different stack, weighted by bytes
 * allocated. Frames are `function (file:line)`; what separates fields (semicolons, white space at the ends, line breaks) is
 * replaced.
 */
import type { Attribution } from '../../protocol/attribution'
import { functionName } from '../report/answers/place'
import type { Exporter } from './export-format'

const frameName = (name: string, file: string, line: number): string =>
  (file === '' ? functionName(name) : `${name} (${file}:${line})`)
    .replaceAll(';', ':')
    .replace(/[\s\p{C}]+/gu, ' ')
    .trim()

function weights(attribution: Attribution): Map<string, number> {
  const names = attribution.frames.map((f) => frameName(f.function, f.file, f.line))
  const stacks = attribution.stacks.map((stack) => stack.map((frame) => names[frame]).join(';'))
  const sums = new Map<string, number>()
  const add = (stack: string, bytes: number): void => {
    if (stack !== '' && bytes > 0) sums.set(stack, (sums.get(stack) ?? 0) + bytes)
  }
  if (attribution.stackSamples.length > 0) {
    for (const { stack, bytes } of attribution.stackSamples) add(stacks[stack] ?? '', bytes)
  } else {
    // a run shorter than a sample's interval: the lines are all there is
    for (const row of attribution.lines) add(frameName(row.function, row.file, row.line), row.allocatedBytes)
  }
  return sums
}

export const collapsedStacks: Exporter = {
  id: 'collapsed',
  title: 'Collapsed stacks (flame graph)',
  extension: '.collapsed.txt',
  mediaType: 'text/plain; charset=utf-8',
  write({ attribution }) {
    if (attribution === null) return []
    const rows = [...weights(attribution)].sort(([a], [b]) => (a < b ? -1 : 1))
    return rows.map(([stack, bytes]) => `${stack} ${Math.round(bytes)}\n`)
  },
}
