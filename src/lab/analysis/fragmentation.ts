/** How much of what each layer of memory holds is used by the layer above it. */
import type { Recording } from '../../protocol/recording'
import { indexOfLargest, lastProgramSample } from './series'

/** CPython 3.11's pymalloc; a test holds them against the runtime's layout. */
export const ARENA_BYTES = 1024 * 1024
export const POOL_BYTES = 16 * 1024

/**
 * - `pools`: pools with at least one block, and the bytes of blocks in use.
 * - `arenas`: arenas, and the pools in use.
 * - `malloc`: what is mapped for malloc and mappings of its own, and the chunks in use.
 * - `process`: resident memory, and the bytes in use in pymalloc and malloc together.
 */
export type LayerName = 'pools' | 'arenas' | 'malloc' | 'process'

export interface LayerUse {
  layer: LayerName
  heldBytes: number
  usedBytes: number
  /** heldBytes - usedBytes, at least 0. */
  unusedBytes: number
  /** unusedBytes / heldBytes, 0 to 1; 0 when nothing is held. */
  unusedShare: number
}

export interface Fragmentation {
  /** Virtual ns. */
  time: number
  rss: number
  mapped: number
  arenas: number
  pools: number
  /** From the allocator's inside out to the process. */
  layers: LayerUse[]
}

function layer(name: LayerName, heldBytes: number, usedBytes: number): LayerUse {
  const unusedBytes = Math.max(0, heldBytes - usedBytes)
  return { layer: name, heldBytes, usedBytes, unusedBytes, unusedShare: heldBytes > 0 ? unusedBytes / heldBytes : 0 }
}

/** At the sample with that index. */
export function fragmentationAt(recording: Recording, index: number): Fragmentation {
  const s = recording.samples
  const poolBytes = s.pools[index] * POOL_BYTES
  const arenaBytes = s.arenas[index] * ARENA_BYTES
  return {
    time: s.time[index],
    rss: s.rss[index],
    mapped: s.mapped[index],
    arenas: s.arenas[index],
    pools: s.pools[index],
    layers: [
      layer('pools', poolBytes, s.pymallocBytes[index]),
      layer('arenas', arenaBytes, poolBytes),
      layer('malloc', Math.max(0, s.mapped[index] - arenaBytes), s.rawBytes[index]),
      layer('process', s.rss[index], s.pymallocBytes[index] + s.rawBytes[index]),
    ],
  }
}

/** When the program ended, and when its resident memory was largest. Null for a recording without samples. */
export function fragmentation(recording: Recording): { atEnd: Fragmentation; atPeak: Fragmentation } | null {
  const last = lastProgramSample(recording)
  if (last < 0) return null
  const peak = indexOfLargest(recording.samples.rss.subarray(0, last + 1))
  return { atEnd: fragmentationAt(recording, last), atPeak: fragmentationAt(recording, peak) }
}
