import type { Attribution } from '../../protocol/attribution'

/** What one line of the scenario did over the whole run. Bytes are requested bytes. */
export interface LineFigures {
  line: number
  liveBytes: number
  liveBlocks: number
  allocatedBytes: number
  allocatedBlocks: number
  freedBytes: number
  peakBytes: number
  temporaryBytes: number
  collections: number
  /** 0 to 4: its share of the bytes of the line that allocated most, for the bar in the gutter. */
  heat: number
}

/** Figures per line of the scenario's own file, functions on one line taken together. */
export function lineFiguresOf(
  attribution: Attribution | null,
  own: (file: string) => boolean,
): Map<number, LineFigures> {
  const lines = new Map<number, LineFigures>()
  for (const row of attribution?.lines ?? []) {
    if (row.line <= 0 || !own(row.file)) continue
    const figures = lines.get(row.line) ?? {
      line: row.line,
      liveBytes: 0,
      liveBlocks: 0,
      allocatedBytes: 0,
      allocatedBlocks: 0,
      freedBytes: 0,
      peakBytes: 0,
      temporaryBytes: 0,
      collections: 0,
      heat: 0,
    }
    figures.liveBytes += row.liveBytes
    figures.liveBlocks += row.liveBlocks
    figures.allocatedBytes += row.allocatedBytes
    figures.allocatedBlocks += row.allocatedBlocks
    figures.freedBytes += row.freedBytes
    figures.peakBytes += row.peakBytes
    figures.temporaryBytes += row.temporaryBytes
    figures.collections += row.collections
    lines.set(row.line, figures)
  }
  const most = Math.max(0, ...[...lines.values()].map((figures) => figures.allocatedBytes))
  for (const figures of lines.values()) {
    // The square root keeps small lines visible beside one that allocates nearly everything.
    const share = most > 0 ? Math.sqrt(figures.allocatedBytes / most) : 0
    figures.heat = share === 0 ? 0 : Math.min(4, 1 + Math.floor(share * 3.999))
  }
  return lines
}
