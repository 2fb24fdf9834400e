/** Who watches collections: the event log, the cost model, the inspector. Every phase is announced before it runs. */
export type GcPhase =
  | 'merge younger'
  | 'deduce unreachable'
  | 'untrack tuples'
  | 'promote survivors'
  | 'legacy finalizers'
  | 'handle weakrefs'
  | 'finalize garbage'
  | 'handle resurrected'
  | 'delete garbage'
  | 'clear free lists'

export interface CollectionResult {
  generation: number
  /** Objects in the list when the collection began. */
  candidates: number
  collected: number
  uncollectable: number
  /** Objects whose finalizer ran. */
  finalized: number
  resurrected: number
  /** Objects that moved to (or stayed in) the older generation. */
  survivors: number
}

export interface GcObserver {
  start(generation: number, automatic: boolean): void
  phase(phase: GcPhase): void
  stop(result: CollectionResult): void
}

let observer: GcObserver | null = null
export function setGcObserver(o: GcObserver | null): void {
  observer = o
}
export const gcObserver = (): GcObserver | null => observer
