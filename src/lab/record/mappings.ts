/** Events of arenas and of large mappings that come and go. */

import { toUser } from '../../runtime/memory/address-map'
import type { MappingObserver } from '../../runtime/memory/mmap'
import { MAP_ARENA } from '../../runtime/memory/pages'
import { clockNs } from '../../runtime/object/clock'
import type { EventLog } from './event-log'

/** Smaller mappings than malloc's first mmap threshold are not worth an event. */
export const LARGE_MAPPING = 128 * 1024

export function mappingEvents(log: EventLog, line: () => number): MappingObserver {
  return (action, p, bytes, kind) => {
    const place = { time: clockNs(), line: line(), address: toUser(p), bytes }
    if (kind === MAP_ARENA) log.add({ kind: 'arena', action: action === 'map' ? 'allocate' : 'free', ...place })
    else if (bytes >= LARGE_MAPPING) log.add({ kind: 'mapping', action, ...place })
  }
}
