/** Allocations freed within the statement that made them. */
import type { LineAttribution } from '../../protocol/attribution'
import type { Recording } from '../../protocol/recording'
import { topLines } from './consumers'

export interface TemporaryAllocations {
  bytes: number
  blocks: number
  /** Of all blocks allocated, 0 to 1. */
  blockShare: number
  byteShare: number
  lines: LineAttribution[]
}

/** Null when the run was cut off: nothing is known by line then. */
export function temporaryAllocations(recording: Recording, most = 10): TemporaryAllocations | null {
  if (recording.attribution === null) return null
  let bytes = 0
  let blocks = 0
  let allBytes = 0
  let allBlocks = 0
  for (const row of recording.attribution.lines) {
    bytes += row.temporaryBytes
    blocks += row.temporaryBlocks
    allBytes += row.allocatedBytes
    allBlocks += row.allocatedBlocks
  }
  return {
    bytes,
    blocks,
    blockShare: allBlocks > 0 ? blocks / allBlocks : 0,
    byteShare: allBytes > 0 ? bytes / allBytes : 0,
    lines: topLines(recording, 'temporary', most),
  }
}
