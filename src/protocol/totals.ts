/** The key figures of a run. */
import type { EndReason } from './events'

/** Totals of a run: the key figures of lists and summaries. */
export interface RunTotals {
  exitCode: number
  reason: EndReason
  /** ns. */
  virtualTimeNs: number
  /** What this machine took, ns: never compared. */
  measuredNs: number
  rssPeak: number
  rssFinal: number
  mappedPeak: number
  arenasPeak: number
  arenasFinal: number
  tracedPeak: number
  tracedFinal: number
  allocations: number
  frees: number
  /** Objects that the collector tracks, when the program ended. */
  trackedObjects: number
  objectsAlive: number
  /** Objects that a full collection after the end found unreachable: leaked in cycles. */
  unreachable: number
  generations: {
    collections: number
    collected: number
    uncollectable: number
    predictedNs: number
    measuredNs: number
  }[]
}
