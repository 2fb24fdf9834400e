/** What reference cycles did: freed by the collector, left over at the end, impossible to free. */
import type { TypeAttribution } from '../../protocol/attribution'
import type { Recording } from '../../protocol/recording'
import { collectionsOf } from './collections'

export interface CycleStatistics {
  /** Objects that a full collection after the end found unreachable; null when the run was cut off. */
  leaked: number | null
  /** Objects in cycles that the collector freed while the program ran. */
  collected: number
  /** In gc.garbage for ever. */
  uncollectable: number
  finalized: number
  resurrected: number
  /** Collections by gc.collect(), and what they freed. */
  manualCollections: number
  manualCollected: number
  /** Types whose objects lived to the old generation and died there, most deaths first. */
  oldDeaths: TypeAttribution[]
}

export function cycleStatistics(recording: Recording, most = 10): CycleStatistics {
  const statistics: CycleStatistics = {
    leaked: recording.manifest.totals?.unreachable ?? null,
    collected: 0,
    uncollectable: 0,
    finalized: 0,
    resurrected: 0,
    manualCollections: 0,
    manualCollected: 0,
    oldDeaths: (recording.attribution?.types ?? [])
      .filter((row) => row.diedGen2 > 0)
      .sort((a, b) => b.diedGen2 - a.diedGen2 || (a.type < b.type ? -1 : 1))
      .slice(0, most),
  }
  for (const event of collectionsOf(recording)) {
    statistics.collected += event.collected
    statistics.uncollectable += event.uncollectable
    statistics.finalized += event.finalized
    statistics.resurrected += event.resurrected
    if (event.trigger !== 'manual') continue
    statistics.manualCollections += 1
    statistics.manualCollected += event.collected
  }
  return statistics
}
