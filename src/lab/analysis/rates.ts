/** How fast memory and objects come and go, per second of virtual time. */
import type { Recording } from '../../protocol/recording'
import { lastProgramSample, programEnd } from './series'

export interface AllocationRates {
  /** Virtual seconds the program ran. */
  seconds: number
  /** Blocks. */
  allocations: number
  frees: number
  allocationsPerSecond: number
  freesPerSecond: number
  /** Of the busiest stretch: a hundredth of the run, or a sample's interval where that is longer. */
  busiest: { time: number; line: number; allocationsPerSecond: number } | null
  /** From the attribution; null when the run was cut off. */
  bytes: { allocated: number; freed: number; allocatedPerSecond: number; averageBlock: number } | null
  objects: { created: number; freed: number; createdPerSecond: number; freedPerSecond: number } | null
}

const STRETCHES = 100

export function allocationRates(recording: Recording): AllocationRates {
  const { time, allocations, frees, line } = recording.samples
  const { totals } = recording.manifest
  const { attribution } = recording
  const end = programEnd(recording)
  const seconds = end / 1e9
  const perSecond = (n: number): number => (seconds > 0 ? n / seconds : 0)
  const last = lastProgramSample(recording)

  let busiest: AllocationRates['busiest'] = null
  const stretch = end / STRETCHES
  for (let i = 1, before = 0; i <= last; i++) {
    if (time[i] - time[before] < stretch && i < last) continue
    const rate = ((allocations[i] - allocations[before]) / (time[i] - time[before])) * 1e9
    if (Number.isFinite(rate) && (busiest === null || rate > busiest.allocationsPerSecond)) {
      busiest = { time: time[i], line: line[i], allocationsPerSecond: rate }
    }
    before = i
  }

  const allocated = attribution?.lines.reduce((sum, row) => sum + row.allocatedBytes, 0) ?? 0
  const blocks = attribution?.lines.reduce((sum, row) => sum + row.allocatedBlocks, 0) ?? 0
  const freed = attribution?.lines.reduce((sum, row) => sum + row.freedBytes, 0) ?? 0
  const created = attribution?.types.reduce((sum, row) => sum + row.created, 0) ?? 0
  const died = attribution?.types.reduce((sum, row) => sum + row.freed, 0) ?? 0
  const allocationsTotal = totals?.allocations ?? (last >= 0 ? allocations[last] : 0)
  const freesTotal = totals?.frees ?? (last >= 0 ? frees[last] : 0)
  return {
    seconds,
    allocations: allocationsTotal,
    frees: freesTotal,
    allocationsPerSecond: perSecond(allocationsTotal),
    freesPerSecond: perSecond(freesTotal),
    busiest,
    bytes: attribution && {
      allocated,
      freed,
      allocatedPerSecond: perSecond(allocated),
      averageBlock: blocks > 0 ? allocated / blocks : 0,
    },
    objects: attribution && {
      created,
      freed: died,
      createdPerSecond: perSecond(created),
      freedPerSecond: perSecond(died),
    },
  }
}
