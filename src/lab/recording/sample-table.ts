/** samples.arrow, and the samples of a run that is still going on. */
import type { SampleChunk } from '../../protocol/run'
import { SAMPLE_COLUMNS, type SampleTable } from '../../protocol/samples'
import { emptyTable, mergePairs } from '../record/sample-store'
import { ipcFile, numberData } from './arrow-columns'
import { readNumberColumns } from './arrow-reader'

const NAMES = SAMPLE_COLUMNS.map((c) => c.name)
const FIRST_CAPACITY = 1024

export function writeSamples(samples: SampleTable): Uint8Array {
  const columns = NAMES.map((name) => ({ name, nullable: false, data: numberData(samples[name]) }))
  return ipcFile(columns, samples.time.length)
}

export const readSamples = (file: string, bytes: Uint8Array): SampleTable =>
  readNumberColumns(file, NAMES, bytes).columns

/** Columns that grow, and shrink by half when the sampler says so. */
export class GrowingSamples {
  length = 0
  private capacity = FIRST_CAPACITY
  private columns = emptyTable(FIRST_CAPACITY)

  append(chunk: SampleChunk): void {
    const needed = this.length + chunk.length
    if (needed > this.capacity) {
      this.capacity = Math.max(needed, this.capacity * 2)
      const larger = emptyTable(this.capacity)
      for (const name of NAMES) larger[name].set(this.columns[name].subarray(0, this.length))
      this.columns = larger
    }
    for (const name of NAMES) this.columns[name].set(chunk.columns[name].subarray(0, chunk.length), this.length)
    this.length = needed
  }

  mergePairs(): void {
    this.length = mergePairs(this.columns, this.length)
  }

  /** A copy of what there is. */
  table(): SampleTable {
    const table = {} as SampleTable
    for (const name of NAMES) table[name] = this.columns[name].slice(0, this.length)
    return table
  }
}
