/** What grew between two marks, by type and by line. */
import type { MarkSnapshot } from '../../protocol/attribution'
import type { Recording } from '../../protocol/recording'
import { marksOf, snapshotsByName } from './marks'
import { programEnd } from './series'

/** Names that are always there besides the recording's marks, unless a mark is called so. */
export const START = 'start'
export const END = 'end'

export interface TypeGrowth {
  type: string
  aliveBefore: number
  aliveAfter: number
  alive: number
  bytes: number
  bytesAfter: number
}

export interface LineGrowth {
  file: string
  line: number
  bytes: number
  blocks: number
  bytesAfter: number
}

export interface Growth {
  from: { name: string; time: number }
  to: { name: string; time: number }
  /** The largest growth in bytes first; rows that did not change are left out. */
  types: TypeGrowth[]
  lines: LineGrowth[]
}

type Live = Pick<MarkSnapshot, 'name' | 'time' | 'lines' | 'types'>

/** A name that no mark of the recording has. */
export class UnknownMarkError extends Error {
  override name = 'UnknownMarkError'
}

function liveAt(recording: Recording, name: string): Live {
  const snapshot = snapshotsByName(recording).get(name)
  if (snapshot !== undefined) return { ...snapshot, name }
  if (name === START) return { name, time: 0, lines: [], types: [] }
  if (name === END && recording.attribution !== null) {
    const { lines, types } = recording.attribution
    return { name, time: programEnd(recording), lines, types }
  }
  const names = [START, ...marksOf(recording).map((m) => m.name), END].map((n) => `'${n}'`)
  throw new UnknownMarkError(`no mark is called '${name}'; there are ${names.join(', ')}`)
}

/**
 * Growth from one mark to a later one (or `start`, `end`; the second mark of a name is `name#2`).
 * @throws UnknownMarkError naming the marks there are; also for a run that was cut off, which has no figures at marks.
 */
export function growthBetween(recording: Recording, from: string, to: string): Growth {
  const before = liveAt(recording, from)
  const after = liveAt(recording, to)

  const types = new Map<string, TypeGrowth>()
  const typeRow = (type: string): TypeGrowth => {
    let row = types.get(type)
    if (row === undefined) {
      row = { type, aliveBefore: 0, aliveAfter: 0, alive: 0, bytes: 0, bytesAfter: 0 }
      types.set(type, row)
    }
    return row
  }
  for (const { type, alive, bytes } of before.types) {
    const row = typeRow(type)
    row.aliveBefore += alive
    row.bytes -= bytes
  }
  for (const { type, alive, bytes } of after.types) {
    const row = typeRow(type)
    row.aliveAfter += alive
    row.bytes += bytes
    row.bytesAfter += bytes
  }
  for (const row of types.values()) row.alive = row.aliveAfter - row.aliveBefore

  const lines = new Map<string, LineGrowth>()
  const addLines = (live: Live, sign: 1 | -1): void => {
    for (const { file, line, liveBytes, liveBlocks } of live.lines) {
      const key = `${line}\0${file}`
      const row = lines.get(key) ?? { file, line, bytes: 0, blocks: 0, bytesAfter: 0 }
      row.bytes += sign * liveBytes
      row.blocks += sign * liveBlocks
      if (sign === 1) row.bytesAfter += liveBytes
      lines.set(key, row)
    }
  }
  addLines(before, -1)
  addLines(after, 1)

  return {
    from: { name: from, time: before.time },
    to: { name: to, time: after.time },
    types: [...types.values()]
      .filter((row) => row.bytes !== 0 || row.alive !== 0)
      .sort((a, b) => b.bytes - a.bytes || b.alive - a.alive || (a.type < b.type ? -1 : 1)),
    lines: [...lines.values()]
      .filter((row) => row.bytes !== 0 || row.blocks !== 0)
      .sort((a, b) => b.bytes - a.bytes || b.blocks - a.blocks || a.line - b.line),
  }
}

/**
 * The stretch that tells most about growth: from the first mark to the last when there are two, else from the only mark to
 * the end. Null without marks: from the start, everything has grown.
 */
export function widestGrowth(recording: Recording): Growth | null {
  const names = [...snapshotsByName(recording).keys()]
  if (recording.attribution === null || names.length === 0) return null
  return growthBetween(recording, names[0], names.length > 1 ? names[names.length - 1] : END)
}

/** Traced bytes at each mark, by its unique name, in order. */
export function liveAtMarks(recording: Recording): Map<string, number> {
  const live = new Map<string, number>()
  for (const [name, mark] of snapshotsByName(recording)) live.set(name, liveBytes(mark.lines))
  return live
}

const liveBytes = (lines: { liveBytes: number }[]): number => lines.reduce((sum, line) => sum + line.liveBytes, 0)

/** From one mark to the next. */
export interface GrowthStep {
  from: string
  to: string
  /** Traced bytes more. */
  bytes: number
}

/** From each mark to the next, and from the last to the end; none without marks. */
export function growthSteps(recording: Recording): GrowthStep[] {
  const stops = [...liveAtMarks(recording)].map(([name, bytes]) => ({ name, bytes }))
  if (recording.attribution !== null && stops.length > 0 && !stops.some((stop) => stop.name === END)) {
    stops.push({ name: END, bytes: liveBytes(recording.attribution.lines) })
  }
  return stops.slice(1).map((stop, i) => ({ from: stops[i].name, to: stop.name, bytes: stop.bytes - stops[i].bytes }))
}
