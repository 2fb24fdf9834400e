/** How much of what each layer of memory holds is used by the layer above it. */
import type { Recording } from '../../protocol/recording'
import { indexOfLargest, lastProgramSample } from './series'

/** CPython 3.11's pymalloc; a test holds them against the runtime's layout. */
export const ARENA_BYTES = 1024 * 1024
export const POOL_BYTES = 16 * 1024

/**
 * - `pools`: pools with at least one block, and the bytes of blocks in use.
 * - `arenas`: arenas, and the pools in use.
 * - `malloc`: what is mapped besides arenas and fixed memory, and the chunks in use.
 * - `process`: resident memory, and what is in use in pymalloc and malloc, with the fixed memory.
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

/**
 * What the process holds beside blocks and chunks whatever the program does: static data of the interpreter, frame stacks,
 * the first pages of the heap. Taken as the least there was at any sample, bytes.
 */
export interface FixedMemory {
  mapped: number
  resident: number
}

export interface Fragmentation {
  /** Virtual ns. */
  time: number
  rss: number
  mapped: number
  arenas: number
  pools: number
  fixed: FixedMemory
  /** From the allocator's inside out to the process. */
  layers: LayerUse[]
}

function layer(name: LayerName, heldBytes: number, usedBytes: number): LayerUse {
  const unusedBytes = Math.max(0, heldBytes - usedBytes)
  return { layer: name, heldBytes, usedBytes, unusedBytes, unusedShare: heldBytes > 0 ? unusedBytes / heldBytes : 0 }
}

function fixedMemory({ samples: s }: Recording, last: number): FixedMemory {
  const fixed = { mapped: Number.POSITIVE_INFINITY, resident: Number.POSITIVE_INFINITY }
  for (let i = 0; i <= last; i++) {
    fixed.mapped = Math.min(fixed.mapped, s.mapped[i] - s.arenas[i] * ARENA_BYTES - s.rawBytes[i])
    fixed.resident = Math.min(fixed.resident, s.rss[i] - s.pymallocBytes[i] - s.rawBytes[i])
  }
  return { mapped: Math.max(0, fixed.mapped), resident: Math.max(0, fixed.resident) }
}

function layersAt({ samples: s }: Recording, index: number, fixed: FixedMemory): Fragmentation {
  const poolBytes = s.pools[index] * POOL_BYTES
  const arenaBytes = s.arenas[index] * ARENA_BYTES
  return {
    time: s.time[index],
    rss: s.rss[index],
    mapped: s.mapped[index],
    arenas: s.arenas[index],
    pools: s.pools[index],
    fixed,
    layers: [
      layer('pools', poolBytes, s.pymallocBytes[index]),
      layer('arenas', arenaBytes, poolBytes),
      layer('malloc', Math.max(0, s.mapped[index] - arenaBytes - fixed.mapped), s.rawBytes[index]),
      layer('process', s.rss[index], s.pymallocBytes[index] + s.rawBytes[index] + fixed.resident),
    ],
  }
}

/** When the program ended, and when its resident memory was largest. Null for a recording without samples. */
export function fragmentation(recording: Recording): { atEnd: Fragmentation; atPeak: Fragmentation } | null {
  const last = lastProgramSample(recording)
  if (last < 0) return null
  const peak = indexOfLargest(recording.samples.rss.subarray(0, last + 1))
  const fixed = fixedMemory(recording, last)
  return { atEnd: layersAt(recording, last, fixed), atPeak: layersAt(recording, peak, fixed) }
}
