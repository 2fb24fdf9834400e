/** The collections of a recording. */
import type { CollectionEvent } from '../../protocol/events'
import type { Recording } from '../../protocol/recording'

/** Those that happened while the program ran, in order. */
export function collectionsOf(recording: Recording): CollectionEvent[] {
  return recording.events.filter((e): e is CollectionEvent => e.kind === 'collection' && e.trigger !== 'shutdown')
}

/** All of them, those of the interpreter's shutdown included. */
export function allCollectionsOf(recording: Recording): CollectionEvent[] {
  return recording.events.filter((e): e is CollectionEvent => e.kind === 'collection')
}
