import type { SampleChunk } from '../../protocol/run'
import { SAMPLE_COLUMNS, type SampleColumnName, type SampleTable } from '../../protocol/samples'

const FIRST_CAPACITY = 1024

const MERGES_MAX = Object.fromEntries(SAMPLE_COLUMNS.map((column) => [column.name, column.merge === 'max'])) as Record<
  SampleColumnName,
  boolean
>
const NAMES = SAMPLE_COLUMNS.map((column) => column.name) as SampleColumnName[]

function emptyTable(capacity: number): SampleTable {
  return Object.fromEntries(NAMES.map((name) => [name, new Float64Array(capacity)])) as SampleTable
}

/** Sample columns that grow: typed arrays with room at their end, so that appending a chunk copies only the chunk. */
export class SampleStore {
  length = 0
  private capacity: number
  private table: SampleTable

  constructor(table?: SampleTable) {
    this.table = table ?? emptyTable(FIRST_CAPACITY)
    this.capacity = this.table.time.length
    this.length = table ? this.capacity : 0
  }

  /** The values of a column so far: a view, valid until the next append or merge. */
  column(name: SampleColumnName): Float64Array {
    return this.table[name].subarray(0, this.length)
  }

  /** One value; NaN outside the table. */
  at(name: SampleColumnName, index: number): number {
    return index >= 0 && index < this.length ? this.table[name][index] : Number.NaN
  }

  append(chunk: SampleChunk): void {
    const end = this.length + chunk.length
    if (end > this.capacity) this.grow(end)
    for (const name of NAMES) {
      const values = chunk.columns[name]
      // A chunk may come with room at its end; only its own samples count.
      this.table[name].set(values.length === chunk.length ? values : values.subarray(0, chunk.length), this.length)
    }
    this.length = end
  }

  /**
   * Two neighbouring samples become one, as the sampler did on its side. It merges only full pairs: the number of
   * samples it keeps is even. An odd last sample (a chunk was lost) is kept as it is.
   */
  merge(): void {
    const pairs = this.length >>> 1
    for (const name of NAMES) {
      const values = this.table[name]
      if (MERGES_MAX[name]) {
        for (let i = 0; i < pairs; i++) values[i] = Math.max(values[2 * i], values[2 * i + 1])
      } else {
        for (let i = 0; i < pairs; i++) values[i] = values[2 * i + 1]
      }
      if (this.length & 1) values[pairs] = values[this.length - 1]
    }
    this.length = pairs + (this.length & 1)
  }

  /**
   * The sample whose interval holds `time` (ns): the first one that ends at or after it. The last one when time is
   * later than all; -1 when there is none.
   */
  indexAt(time: number): number {
    if (this.length === 0) return -1
    const times = this.table.time
    let low = 0
    let high = this.length - 1
    while (low < high) {
      const middle = (low + high) >>> 1
      if (times[middle] < time) low = middle + 1
      else high = middle
    }
    return low
  }

  private grow(needed: number): void {
    let capacity = Math.max(this.capacity, FIRST_CAPACITY)
    while (capacity < needed) capacity *= 2
    const larger = emptyTable(capacity)
    for (const name of NAMES) larger[name].set(this.column(name))
    this.table = larger
    this.capacity = capacity
  }
}
