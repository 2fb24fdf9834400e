/** What the collector cost and what it brought. */
import type { CollectionEvent } from '../../protocol/events'
import type { Recording } from '../../protocol/recording'
import { allCollectionsOf } from './collections'
import { programEnd } from './series'
import { percentile } from './statistics'

/** Predicted pauses, ns. Percentiles are nearest-rank: each is a pause that occurred. */
export interface PauseStatistics {
  averageNs: number
  p50Ns: number
  p95Ns: number
  p99Ns: number
  maxNs: number
  totalNs: number
}

export interface CollectionStatistics {
  collections: number
  automatic: number
  manual: number
  pauses: PauseStatistics
  /** What this machine took, ns: beside the prediction, never mixed with it. */
  measuredNs: number
  /** Objects looked at. */
  candidates: number
  collected: number
  uncollectable: number
  finalized: number
  resurrected: number
  promoted: number
  /** collected / candidates; null when nothing was looked at. */
  freedPerVisited: number | null
  /** Collections that freed nothing. */
  futile: number
  /** Their pauses together, ns. */
  futileNs: number
}

/** A stretch of the run with the same thresholds. */
export interface ThresholdRegime {
  thresholds: [number, number, number]
  /** Virtual ns. */
  from: number
  to: number
  collections: number
  pauseNs: number
  maxPauseNs: number
  /** pauseNs / (to - from). */
  overhead: number
}

export interface TriggerLine {
  line: number
  collections: number
  pauseNs: number
}

export interface CollectorStatistics {
  /** Indexed by generation. */
  generations: CollectionStatistics[]
  all: CollectionStatistics
  /** Collections of the interpreter's shutdown, in none of the figures above. */
  shutdown: number
  /** Virtual ns the program ran. */
  programNs: number
  /** Share of virtual time spent in predicted pauses, 0 to 1. */
  overhead: number
  /** 1 - overhead. */
  throughput: number
  /** Per second of virtual time. */
  collectionsPerSecond: number
  longest: CollectionEvent | null
  /** Lines whose allocations set off automatic collections, the costliest first. Line 0: none of the scenario's. */
  triggers: TriggerLine[]
  regimes: ThresholdRegime[]
}

export function pauseStatistics(pauses: ArrayLike<number>): PauseStatistics {
  const ascending = Float64Array.from(pauses).sort()
  const totalNs = ascending.reduce((sum, pause) => sum + pause, 0)
  return {
    averageNs: ascending.length > 0 ? totalNs / ascending.length : 0,
    p50Ns: percentile(ascending, 50),
    p95Ns: percentile(ascending, 95),
    p99Ns: percentile(ascending, 99),
    maxNs: percentile(ascending, 100),
    totalNs,
  }
}

function statisticsOf(events: CollectionEvent[]): CollectionStatistics {
  const sum = (value: (e: CollectionEvent) => number): number => events.reduce((total, e) => total + value(e), 0)
  const futile = events.filter((e) => e.collected === 0)
  const candidates = sum((e) => e.candidates)
  const collected = sum((e) => e.collected)
  return {
    collections: events.length,
    automatic: events.filter((e) => e.trigger === 'automatic').length,
    manual: events.filter((e) => e.trigger === 'manual').length,
    pauses: pauseStatistics(events.map((e) => e.predictedNs)),
    measuredNs: sum((e) => e.measuredNs),
    candidates,
    collected,
    uncollectable: sum((e) => e.uncollectable),
    finalized: sum((e) => e.finalized),
    resurrected: sum((e) => e.resurrected),
    promoted: sum((e) => e.promoted),
    freedPerVisited: candidates > 0 ? collected / candidates : null,
    futile: futile.length,
    futileNs: futile.reduce((total, e) => total + e.predictedNs, 0),
  }
}

function triggersOf(events: CollectionEvent[]): TriggerLine[] {
  const lines = new Map<number, TriggerLine>()
  for (const event of events) {
    if (event.trigger !== 'automatic') continue
    const row = lines.get(event.line) ?? { line: event.line, collections: 0, pauseNs: 0 }
    row.collections += 1
    row.pauseNs += event.predictedNs
    lines.set(event.line, row)
  }
  return [...lines.values()].sort((a, b) => b.pauseNs - a.pauseNs || a.line - b.line)
}

function regimesOf(events: CollectionEvent[], end: number): ThresholdRegime[] {
  const regimes: ThresholdRegime[] = []
  for (const event of events) {
    let now = regimes.at(-1)
    if (now === undefined || now.thresholds.some((value, i) => value !== event.thresholds[i])) {
      if (now !== undefined) now.to = event.time
      const from = now === undefined ? 0 : event.time
      now = { thresholds: event.thresholds, from, to: end, collections: 0, pauseNs: 0, maxPauseNs: 0, overhead: 0 }
      regimes.push(now)
    }
    now.collections += 1
    now.pauseNs += event.predictedNs
    now.maxPauseNs = Math.max(now.maxPauseNs, event.predictedNs)
  }
  for (const regime of regimes) regime.overhead = regime.pauseNs / Math.max(regime.to - regime.from, regime.pauseNs, 1)
  return regimes
}

/** Statistics of the collections that happened while the program ran. */
export function collectorStatistics(recording: Recording): CollectorStatistics {
  const every = allCollectionsOf(recording)
  const events = every.filter((e) => e.trigger !== 'shutdown')
  const programNs = programEnd(recording)
  const all = statisticsOf(events)
  const overhead = programNs > 0 ? Math.min(1, all.pauses.totalNs / programNs) : 0
  let longest: CollectionEvent | null = null
  for (const event of events) if (longest === null || event.predictedNs > longest.predictedNs) longest = event
  return {
    generations: [0, 1, 2].map((generation) => statisticsOf(events.filter((e) => e.generation === generation))),
    all,
    shutdown: every.length - events.length,
    programNs,
    overhead,
    throughput: 1 - overhead,
    collectionsPerSecond: programNs > 0 ? events.length / (programNs / 1e9) : 0,
    longest,
    triggers: triggersOf(events),
    regimes: regimesOf(events, programNs),
  }
}
