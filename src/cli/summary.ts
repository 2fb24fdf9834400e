/** The short report that `run` prints after a script, and its JSON form. */
import type { RunSummary } from '../host/run-request'
import { bytes, count, duration } from './format'

export function summaryText(s: RunSummary): string {
  const rows: [string, string][] = [
    ['virtual time', duration(s.virtualTimeNs)],
    ['resident memory', `${bytes(s.rssFinal)} at the end, ${bytes(s.rssPeak)} at most`],
    ['arenas', `${count(s.arenas)} at the end, ${count(s.arenasPeak)} at most`],
    ['in use', `${bytes(s.pymallocBytes)} in pymalloc, ${bytes(s.rawBytes)} in malloc`],
    ['alive', `${count(s.allocatedBlocks)} blocks, ${count(s.trackedObjects)} objects that the collector tracks`],
  ]
  s.generations.forEach((g, i) => {
    const extra = g.uncollectable > 0 ? `, ${count(g.uncollectable)} uncollectable` : ''
    rows.push([
      `generation ${i}`,
      `${count(g.collections)} collections, ${count(g.collected)} objects freed${extra}, predicted pauses ${duration(g.pauseNs)}`,
    ])
  })
  return rows.map(([name, value]) => `pymemlab: ${name.padEnd(16)} ${value}\n`).join('')
}
