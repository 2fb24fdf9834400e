/** Who holds and who asks for most memory: types, lines, functions. */
import type { LineAttribution, TypeAttribution } from '../../protocol/attribution'
import type { Recording } from '../../protocol/recording'

/** What to rank lines and functions by. */
export type LineOrder = 'live' | 'peak' | 'allocated' | 'temporary' | 'blocks'
export const LINE_ORDERS: readonly LineOrder[] = ['live', 'peak', 'allocated', 'temporary', 'blocks']

const VALUE: Record<LineOrder, (row: LineAttribution) => number> = {
  live: (row) => row.liveBytes,
  peak: (row) => row.peakBytes,
  allocated: (row) => row.allocatedBytes,
  temporary: (row) => row.temporaryBytes,
  blocks: (row) => row.allocatedBlocks,
}

export const lineValue = (row: LineAttribution, order: LineOrder): number => VALUE[order](row)

const byPlace = (a: LineAttribution, b: LineAttribution): number =>
  a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line || (a.function < b.function ? -1 : 1)

/** The largest first, rows that are zero left out. Without an attribution (the run was cut off): none. */
export function topLines(recording: Recording, order: LineOrder, most = Number.POSITIVE_INFINITY): LineAttribution[] {
  const value = VALUE[order]
  return (recording.attribution?.lines ?? [])
    .filter((row) => value(row) > 0)
    .sort((a, b) => value(b) - value(a) || byPlace(a, b))
    .slice(0, most)
}

/** The lines of each function added up; `line` is the first of its lines that allocated. */
export function topFunctions(
  recording: Recording,
  order: LineOrder,
  most = Number.POSITIVE_INFINITY,
): LineAttribution[] {
  const functions = new Map<string, LineAttribution>()
  for (const row of recording.attribution?.lines ?? []) {
    const key = `${row.function}\0${row.file}`
    const sum = functions.get(key)
    if (sum === undefined) functions.set(key, { ...row })
    else addLine(sum, row)
  }
  const value = VALUE[order]
  return [...functions.values()]
    .filter((row) => value(row) > 0)
    .sort((a, b) => value(b) - value(a) || byPlace(a, b))
    .slice(0, most)
}

function addLine(sum: LineAttribution, row: LineAttribution): void {
  sum.line = Math.min(sum.line, row.line)
  sum.allocatedBytes += row.allocatedBytes
  sum.allocatedBlocks += row.allocatedBlocks
  sum.freedBytes += row.freedBytes
  sum.freedBlocks += row.freedBlocks
  sum.liveBytes += row.liveBytes
  sum.liveBlocks += row.liveBlocks
  sum.peakBytes += row.peakBytes
  sum.peakBlocks += row.peakBlocks
  sum.temporaryBytes += row.temporaryBytes
  sum.temporaryBlocks += row.temporaryBlocks
  sum.collections += row.collections
}

/** Types by the bytes of their objects alive, the largest first. */
export function topTypes(recording: Recording, most = Number.POSITIVE_INFINITY): TypeAttribution[] {
  return (recording.attribution?.types ?? [])
    .filter((row) => row.bytes > 0 || row.alive > 0)
    .sort((a, b) => b.bytes - a.bytes || b.alive - a.alive || (a.type < b.type ? -1 : 1))
    .slice(0, most)
}
