/** Which line of the scenario a figure is due to. */
import type { LineAttribution } from '../../protocol/attribution'
import type { Recording } from '../../protocol/recording'
import { collectionsOf } from '../analysis/collections'
import { collectorStatistics } from '../analysis/collector'
import { END, growthBetween } from '../analysis/growth'
import { marksOf, snapshotsByName } from '../analysis/marks'
import { formatBytes, formatCount, formatDuration } from '../report/units'
import type { FigureName } from './figures'

export interface Responsible {
  line: number
  reason: string
}

const NOBODY: Responsible = { line: 0, reason: '' }

/** The scenario's own lines; the library's are no place to mend anything. */
function ownLines(recording: Recording, scenarioFile: string): LineAttribution[] {
  return (recording.attribution?.lines ?? []).filter((row) => row.file === scenarioFile && row.line > 0)
}

function largest(rows: LineAttribution[], value: (row: LineAttribution) => number): LineAttribution | null {
  let best: LineAttribution | null = null
  for (const row of rows) if (value(row) > (best === null ? 0 : value(best))) best = row
  return best
}

/** `load.<locals>.<listcomp>` reads better as `load.<listcomp>`. */
function inFunction(row: LineAttribution): string {
  if (row.function === '<module>') return ''
  const name = row.function.replaceAll('.<locals>', '')
  return `, in ${name.endsWith('>') ? name : `${name}()`}`
}

/** "holds 1.4 MiB in 2 000 blocks at the peak, in load()" */
function mostAtPeak(rows: LineAttribution[]): Responsible {
  const row = largest(rows, (r) => r.peakBytes)
  if (row === null) return NOBODY
  const blocks = `${formatCount(row.peakBlocks)} ${row.peakBlocks === 1 ? 'block' : 'blocks'}`
  return { line: row.line, reason: `holds ${formatBytes(row.peakBytes)} in ${blocks} at the peak${inFunction(row)}` }
}

function mostLive(rows: LineAttribution[]): Responsible {
  const row = largest(rows, (r) => r.liveBytes)
  if (row === null) return NOBODY
  const blocks = `${formatCount(row.liveBlocks)} ${row.liveBlocks === 1 ? 'block' : 'blocks'}`
  return { line: row.line, reason: `holds ${formatBytes(row.liveBytes)} in ${blocks} at the end${inFunction(row)}` }
}

function mostCollections(recording: Recording): Responsible {
  const lines = new Map<number, number>()
  for (const { line } of collectionsOf(recording)) if (line > 0) lines.set(line, (lines.get(line) ?? 0) + 1)
  const [line, n] = [...lines].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0] ?? [0, 0]
  return line === 0 ? NOBODY : { line, reason: `started ${formatCount(n)} of them` }
}

function longestPause(recording: Recording): Responsible {
  const { longest } = collectorStatistics(recording)
  if (longest === null || longest.line === 0) return NOBODY
  const { line, generation, trigger, predictedNs, candidates } = longest
  const how = trigger === 'automatic' ? 'its allocation started' : 'it started'
  const what = `a collection of generation ${generation} over ${formatCount(candidates)} objects`
  return { line, reason: `${how} ${what}, ${formatDuration(predictedNs)}` }
}

/** Growth from the first mark on, so that what the program loads at its start is not blamed. */
function mostGrowth(recording: Recording, scenarioFile: string): Responsible {
  const [first] = marksOf(recording)
  if (first === undefined || !snapshotsByName(recording).has(first.name)) return NOBODY
  const row = growthBetween(recording, first.name, END).lines.find((r) => r.file === scenarioFile && r.bytes > 0)
  if (row === undefined) return NOBODY
  return { line: row.line, reason: `has grown by ${formatBytes(row.bytes)} since the mark '${first.name}'` }
}

/** `scenarioFile` is the scenario's path as its code objects carry it. Line 0: no line of the scenario is. */
export function responsibleLine(recording: Recording, scenarioFile: string, figure: FigureName): Responsible {
  const own = ownLines(recording, scenarioFile)
  switch (figure) {
    case 'peakTraced':
    case 'peakRss':
      return mostAtPeak(own)
    case 'finalTraced':
    case 'leakedObjects':
      return mostLive(own)
    case 'growthSlope': {
      const grown = mostGrowth(recording, scenarioFile)
      return grown.line > 0 ? grown : mostLive(own)
    }
    case 'collections':
      return mostCollections(recording)
    case 'longestPause':
      return longestPause(recording)
    case 'allocations':
    case 'virtualTimeNs': {
      const row = largest(own, (r) => r.allocatedBlocks)
      if (row === null) return NOBODY
      return { line: row.line, reason: `allocated ${formatCount(row.allocatedBlocks)} blocks${inFunction(row)}` }
    }
  }
}
