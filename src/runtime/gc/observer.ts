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

/** Why a collection runs: a count over its threshold, gc.collect(), or the end of the process. */
export type CollectionTrigger = 'automatic' | 'manual' | 'shutdown'

export interface CollectionResult {
  generation: number
  /** Objects in the list when the collection began. */
  candidates: number
  /** Of them, those that were found unreachable, before any finalizer ran. */
  unreachable: number
  collected: number
  uncollectable: number
  /** Objects whose finalizer ran. */
  finalized: number
  resurrected: number
  /** Objects that moved to (or stayed in) the older generation. */
  survivors: number
}

export interface GcObserver {
  /** Before anything has changed, and before gc.callbacks hear of it. */
  start(generation: number, trigger: CollectionTrigger): void
  phase(phase: GcPhase): void
  /** When everything is done, the time is charged, and gc.callbacks have not been called yet. */
  stop(result: CollectionResult): void
}

let observers: readonly GcObserver[] = []
/** What the collector talks to; null while nobody watches. */
let present: GcObserver | null = null

/** All are told, in the order in which they came. Gives the function that removes it. */
export function addGcObserver(o: GcObserver): () => void {
  setObservers([...observers, o])
  return () => setObservers(observers.filter((other) => other !== o))
}

function setObservers(all: readonly GcObserver[]): void {
  observers = all
  if (all.length < 2) present = all[0] ?? null
  else
    present = {
      start: (generation, trigger) => {
        for (const o of all) o.start(generation, trigger)
      },
      phase: (phase) => {
        for (const o of all) o.phase(phase)
      },
      stop: (result) => {
        for (const o of all) o.stop(result)
      },
    }
}

export const gcObserver = (): GcObserver | null => present
