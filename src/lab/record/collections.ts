/** Makes one event of each collection, phase by phase. */
import type { CollectionTrigger, PhaseCost } from '../../protocol/events'
import type { CollectionResult, GcObserver, GcPhase } from '../../runtime/gc/observer'
import { clockNs } from '../../runtime/object/clock'
import type { EventLog } from './event-log'
import { counts, type Triple, thresholds } from './figures'
import { beforeCollection, beginCollection, endCollection, generationSizes } from './generation-sizes'

export interface GenerationTotals {
  collections: number
  collected: number
  uncollectable: number
  predictedNs: number
  measuredNs: number
}

interface Running {
  generation: number
  trigger: CollectionTrigger
  time: number
  line: number
  measured: number
  countsBefore: Triple
  sizesBefore: Triple
  phases: PhaseCost[]
  phase: GcPhase | null
  phaseStart: number
}

export class CollectionLog implements GcObserver {
  readonly totals: GenerationTotals[] = [0, 1, 2].map(() => ({
    collections: 0,
    collected: 0,
    uncollectable: 0,
    predictedNs: 0,
    measuredNs: 0,
  }))
  /** Called when one starts: the sampler's maxima. */
  onStart: (trigger: CollectionTrigger) => void = () => {}
  private running: Running | null = null

  constructor(
    private readonly log: EventLog,
    private readonly line: () => number,
    private readonly now: () => number,
  ) {}

  start(generation: number, trigger: CollectionTrigger): void {
    beforeCollection(trigger === 'automatic')
    this.onStart(trigger)
    this.running = {
      generation,
      trigger,
      time: clockNs(),
      line: this.line(),
      measured: this.now(),
      countsBefore: counts(),
      sizesBefore: generationSizes(),
      phases: [],
      phase: null,
      phaseStart: 0,
    }
  }

  phase(phase: GcPhase): void {
    const r = this.running
    if (r === null) return
    this.endPhase(r)
    // what gc.callbacks took before it is the program's, not the collector's
    if (r.phase === null) {
      r.time = clockNs()
      beginCollection(r.generation)
    }
    r.phase = phase
    r.phaseStart = clockNs()
  }

  private endPhase(r: Running): void {
    if (r.phase !== null) r.phases.push({ phase: r.phase, predictedNs: clockNs() - r.phaseStart })
  }

  stop(result: CollectionResult): void {
    const r = this.running
    if (r === null) return
    this.running = null
    this.endPhase(r)
    endCollection(result)
    const predictedNs = clockNs() - r.time
    const measuredNs = this.now() - r.measured
    const { generation, candidates, collected, uncollectable, finalized, resurrected, survivors } = result
    const total = this.totals[generation]
    total.collections++
    total.collected += collected
    total.uncollectable += uncollectable
    total.predictedNs += predictedNs
    total.measuredNs += measuredNs
    this.log.add({
      kind: 'collection',
      time: r.time,
      line: r.line,
      generation: generation as 0 | 1 | 2,
      trigger: r.trigger,
      predictedNs,
      phases: r.phases,
      measuredNs,
      candidates,
      collected,
      uncollectable,
      finalized,
      resurrected,
      promoted: survivors,
      countsBefore: r.countsBefore,
      countsAfter: counts(),
      thresholds: thresholds(),
      sizesBefore: r.sizesBefore,
      sizesAfter: generationSizes(),
    })
  }
}
