/** The key figures at the end of a program, before finalization. */
import type { RunTotals } from '../../protocol/totals'
import { peakMappedBytes, peakResidentBytes, residentBytes } from '../../runtime/memory/pages'
import { arenasCurrent, arenasHighwater } from '../../runtime/memory/statistics'
import { clockNs } from '../../runtime/object/clock'
import { allocations, frees, tracedBytes, tracedPeak } from './allocation-table'
import type { GenerationTotals } from './collections'
import { generationSize } from './figures'
import { objectsAlive } from './objects-alive'
import { countUnreachable } from './unreachable'

/** Exit code, reason and measured time are the caller's to fill in. */
export function takeTotals(generations: GenerationTotals[]): RunTotals {
  return {
    exitCode: 0,
    reason: 'finished',
    virtualTimeNs: clockNs(),
    measuredNs: 0,
    rssPeak: peakResidentBytes(),
    rssFinal: residentBytes(),
    mappedPeak: peakMappedBytes(),
    arenasPeak: arenasHighwater(),
    arenasFinal: arenasCurrent(),
    tracedPeak: tracedPeak(),
    tracedFinal: tracedBytes(),
    allocations: allocations(),
    frees: frees(),
    trackedObjects: [0, 1, 2].reduce((n, g) => n + generationSize(g), 0),
    objectsAlive: objectsAlive(),
    unreachable: countUnreachable(),
    generations: generations.map((g) => ({ ...g })),
  }
}
