/** Two recordings side by side. */
import type { RunEvent } from '../../protocol/events'
import type { Recording } from '../../protocol/recording'
import type { Comparison, RecordingInfo } from '../../protocol/service'
import type { RunTotals } from '../../protocol/totals'
import { collectorStatistics } from './collector'
import { marksOf } from './marks'
import { describeEvent, sameEvent } from './same-event'

type Unit = Comparison['totals'][number]['unit']

/** The metrics compared; titles are shown as they are and are the keys of translations. */
const TOTALS: readonly [metric: string, unit: Unit, value: (totals: RunTotals) => number][] = [
  ['Virtual time', 'ns', (t) => t.virtualTimeNs],
  ['Resident memory, peak', 'bytes', (t) => t.rssPeak],
  ['Resident memory, end', 'bytes', (t) => t.rssFinal],
  ['Mapped memory, peak', 'bytes', (t) => t.mappedPeak],
  ['Traced memory, peak', 'bytes', (t) => t.tracedPeak],
  ['Traced memory, end', 'bytes', (t) => t.tracedFinal],
  ['Arenas, peak', 'count', (t) => t.arenasPeak],
  ['Arenas, end', 'count', (t) => t.arenasFinal],
  ['Allocations', 'count', (t) => t.allocations],
  ['Frees', 'count', (t) => t.frees],
  ['Objects alive, end', 'count', (t) => t.objectsAlive],
  ['Tracked objects, end', 'count', (t) => t.trackedObjects],
  ['Leaked in cycles', 'count', (t) => t.unreachable],
]

type Statistics = ReturnType<typeof collectorStatistics>

const COLLECTOR: readonly [metric: string, unit: Unit, value: (statistics: Statistics) => number][] = [
  ['Collections', 'count', (s) => s.all.collections],
  ['Collections of generation 0', 'count', (s) => s.generations[0].collections],
  ['Collections of generation 1', 'count', (s) => s.generations[1].collections],
  ['Collections of generation 2', 'count', (s) => s.generations[2].collections],
  ['Objects collected', 'count', (s) => s.all.collected],
  ['Objects visited by collections', 'count', (s) => s.all.candidates],
  ['Collections that freed nothing', 'count', (s) => s.all.futile],
  ['Pauses, total', 'ns', (s) => s.all.pauses.totalNs],
  ['Pauses, 95th percentile', 'ns', (s) => s.all.pauses.p95Ns],
  ['Pauses, longest', 'ns', (s) => s.all.pauses.maxNs],
]

/** What a list says about a recording that is only in memory: no file, no handle. */
export function recordingInfo(recording: Recording): RecordingInfo {
  const { manifest } = recording
  return {
    id: manifest.chain,
    name: manifest.name,
    created: manifest.created,
    file: null,
    bytes: 0,
    complete: manifest.complete,
    settings: manifest.settings,
    totals: manifest.totals,
  }
}

function compareTotals(a: Recording, b: Recording): Comparison['totals'] {
  const rows: Comparison['totals'] = []
  const add = (metric: string, unit: Unit, left: number, right: number): void => {
    rows.push({ metric, unit, a: left, b: right, delta: right - left })
  }
  const [leftTotals, rightTotals] = [a.manifest.totals, b.manifest.totals]
  if (leftTotals !== null && rightTotals !== null) {
    for (const [metric, unit, value] of TOTALS) add(metric, unit, value(leftTotals), value(rightTotals))
  }
  const [left, right] = [collectorStatistics(a), collectorStatistics(b)]
  for (const [metric, unit, value] of COLLECTOR) add(metric, unit, value(left), value(right))
  return rows
}

function compareTypes(a: Recording, b: Recording): Comparison['types'] {
  const rows = new Map<string, Comparison['types'][number]>()
  const row = (type: string) => {
    let found = rows.get(type)
    if (found === undefined) rows.set(type, (found = { type, aAlive: 0, bAlive: 0, aBytes: 0, bBytes: 0 }))
    return found
  }
  for (const { type, alive, bytes } of a.attribution?.types ?? []) {
    row(type).aAlive += alive
    row(type).aBytes += bytes
  }
  for (const { type, alive, bytes } of b.attribution?.types ?? []) {
    row(type).bAlive += alive
    row(type).bBytes += bytes
  }
  return [...rows.values()]
    .filter((r) => r.aAlive + r.bAlive + r.aBytes + r.bBytes > 0)
    .sort((x, y) => Math.abs(y.bBytes - y.aBytes) - Math.abs(x.bBytes - x.aBytes) || (x.type < y.type ? -1 : 1))
}

function compareLines(a: Recording, b: Recording): Comparison['lines'] {
  const rows = new Map<string, Comparison['lines'][number]>()
  const row = (file: string, line: number, name: string) => {
    const key = `${line}\0${name}\0${file}`
    let found = rows.get(key)
    if (found === undefined) rows.set(key, (found = { file, line, function: name, aBytes: 0, bBytes: 0 }))
    return found
  }
  for (const r of a.attribution?.lines ?? []) row(r.file, r.line, r.function).aBytes += r.liveBytes
  for (const r of b.attribution?.lines ?? []) row(r.file, r.line, r.function).bBytes += r.liveBytes
  return [...rows.values()]
    .filter((r) => r.aBytes + r.bBytes > 0)
    .sort((x, y) => Math.abs(y.bBytes - y.aBytes) - Math.abs(x.bBytes - x.aBytes) || x.line - y.line)
}

/** Marks that both have, in the order of A. */
export function compareMarks(a: Recording, b: Recording): Comparison['marks'] {
  const times = new Map(marksOf(b).map((mark) => [mark.name, mark.time]))
  return marksOf(a).flatMap(({ name, time }) => {
    const other = times.get(name)
    return other === undefined ? [] : [{ name, a: time, b: other }]
  })
}

/** The first event that differs, in words; null when the logs are equal. `measuredNs` does not count. */
export function firstDivergence(a: RunEvent[], b: RunEvent[]): Comparison['firstDivergence'] {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const [left, right] = [a[i], b[i]]
    if (left !== undefined && right !== undefined && sameEvent(left, right)) continue
    const words = (event: RunEvent | undefined): string =>
      event === undefined ? 'no more events' : describeEvent(event)
    const seq = (left ?? right).seq
    const [one, two] = [words(left), words(right)]
    if (one === two) return { seq, message: `event ${seq} differs in its figures: ${one}; ${difference(left, right)}` }
    return { seq, message: `event ${seq} differs: ${one} in the first; ${two} in the second` }
  }
  return null
}

function difference(a: RunEvent | undefined, b: RunEvent | undefined): string {
  const right = (b ?? {}) as unknown as Record<string, unknown>
  const found = Object.entries(a ?? {}).find(
    ([key, value]) => key !== 'measuredNs' && JSON.stringify(value) !== JSON.stringify(right[key]),
  )
  if (found === undefined) return 'no field'
  return `${found[0]} is ${JSON.stringify(found[1])} in the first, ${JSON.stringify(right[found[0]])} in the second`
}

/**
 * Totals, live bytes by type and line, marks of the same name, and where the event logs part. Rows are sorted by the size of
 * the difference. A run that was cut off has no totals and no attribution: then those parts are empty or count as zero.
 */
export function compareRecordings(a: Recording, b: Recording): Comparison {
  return {
    a: recordingInfo(a),
    b: recordingInfo(b),
    totals: compareTotals(a, b),
    types: compareTypes(a, b),
    lines: compareLines(a, b),
    marks: compareMarks(a, b),
    firstDivergence: firstDivergence(a.events, b.events),
  }
}
