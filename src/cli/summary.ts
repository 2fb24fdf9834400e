/** The short report that `run` prints after a script, and its JSON form. */
import type { RunSummary } from '../host/run-request'

const count = (n: number): string => String(Math.round(n)).replace(/\B(?=(\d{3})+$)/g, ',')
const mib = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MiB`
const time = (ns: number): string =>
  ns >= 1e9 ? `${(ns / 1e9).toFixed(3)} s` : ns >= 1e6 ? `${(ns / 1e6).toFixed(3)} ms` : `${(ns / 1e3).toFixed(1)} us`

export function summaryText(s: RunSummary): string {
  const rows: [string, string][] = [
    ['virtual time', time(s.virtualTimeNs)],
    ['resident memory', `${mib(s.rssFinal)} at the end, ${mib(s.rssPeak)} at most`],
    ['arenas', `${count(s.arenas)} at the end, ${count(s.arenasPeak)} at most`],
    ['in use', `${count(s.pymallocBytes)} bytes in pymalloc, ${count(s.rawBytes)} bytes in malloc`],
    ['alive', `${count(s.allocatedBlocks)} blocks, ${count(s.trackedObjects)} objects that the collector tracks`],
  ]
  s.generations.forEach((g, i) => {
    const extra = g.uncollectable > 0 ? `, ${count(g.uncollectable)} uncollectable` : ''
    rows.push([
      `generation ${i}`,
      `${count(g.collections)} collections, ${count(g.collected)} objects freed${extra}, predicted pauses ${time(g.pauseNs)}`,
    ])
  })
  return rows.map(([name, value]) => `pymemlab: ${name.padEnd(16)} ${value}\n`).join('')
}
