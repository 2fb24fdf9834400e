/** What can be folded in a Python text: blocks by their indentation, the metadata block at the top, long strings. */
export interface FoldingRange {
  /** Lines from 1; the first stays visible. */
  start: number
  end: number
  /** The metadata block: folded when a scenario is opened, as it says nothing about memory. */
  metadata: boolean
}

const TAB = 8
const TRIPLE = /'''|"""/g

function indentOf(line: string): number {
  let width = 0
  for (const character of line) {
    if (character === ' ') width++
    else if (character === '\t') width += TAB - (width % TAB)
    else return width
  }
  return -1 // blank
}

export function foldingRanges(lines: readonly string[]): FoldingRange[] {
  const ranges: FoldingRange[] = []
  const add = (start: number, end: number, metadata = false): void => {
    // A long string is a block as well where it begins a line.
    if (end > start && !ranges.some((range) => range.start === start && range.end === end)) {
      ranges.push({ start, end, metadata })
    }
  }
  let from = 0
  if (/^# \/\/\/ \w/.test(lines[0] ?? '')) {
    const end = lines.findIndex((line, i) => i > 0 && /^# \/\/\/\s*$/.test(line))
    if (end > 0) {
      add(1, end + 1, true)
      from = end + 1
    }
  }
  /** Lines whose block has not ended yet, outermost first. */
  const open: { indent: number; line: number }[] = []
  let lastText = from
  let string: { start: number; quote: string } | null = null
  const close = (indent: number): void => {
    while (open.length > 0 && open[open.length - 1].indent >= indent) add(open.pop()?.line ?? 0, lastText)
  }
  for (let i = from; i < lines.length; i++) {
    const line = lines[i]
    const inside = string !== null
    for (const [quote] of line.matchAll(TRIPLE)) {
      if (string === null) string = { start: i + 1, quote }
      else if (string.quote === quote) {
        add(string.start, i + 1)
        string = null
      }
    }
    const indent = indentOf(line)
    if (indent < 0) continue
    if (!inside) {
      close(indent)
      open.push({ indent, line: i + 1 })
    }
    lastText = i + 1
  }
  close(0)
  return ranges.sort((a, b) => a.start - b.start || b.end - a.end)
}
