/**
 * The samples of a run, bounded: when the store is full, neighbours become one sample and the interval doubles. The receiver
 * of the chunks does the same at each 'resample', so both always hold the same table.
 */
import type { SampleChunk } from '../../protocol/run'
import { SAMPLE_COLUMNS, type SampleColumnName, type SampleTable } from '../../protocol/samples'

const INITIAL_CAPACITY = 256

/** A table of the given length, all zero. */
export function emptyTable(length: number): SampleTable {
  const table = {} as SampleTable
  for (const { name } of SAMPLE_COLUMNS) table[name] = new Float64Array(length)
  return table
}

/** Copies rows [start, end) into a table of their own. */
export function sliceTable(table: SampleTable, start: number, end: number): SampleTable {
  const slice = {} as SampleTable
  for (const { name } of SAMPLE_COLUMNS) slice[name] = table[name].slice(start, end)
  return slice
}

/** Makes one row of each two, in place, each column by its rule; a last single row stays. Gives the number of rows left. */
export function mergePairs(table: SampleTable, length: number): number {
  const pairs = length >> 1
  for (const { name, merge } of SAMPLE_COLUMNS) {
    const values = table[name]
    for (let i = 0; i < pairs; i++) {
      const a = values[2 * i]
      const b = values[2 * i + 1]
      values[i] = merge === 'max' && a > b ? a : b
    }
    if (length & 1) values[pairs] = values[length - 1]
  }
  return pairs + (length & 1)
}

export class SampleStore {
  table: SampleTable = emptyTable(INITIAL_CAPACITY)
  length = 0
  private sent = 0
  private capacity = INITIAL_CAPACITY

  /** `bound`: samples held at most, at least 2. */
  constructor(
    private readonly bound: number,
    public intervalNs: number,
  ) {}

  /** Room for one more sample; its index. The caller fills the row of every column. */
  next(): number {
    if (this.length === this.capacity) this.grow()
    return this.length++
  }

  isFull(): boolean {
    return this.length >= this.bound
  }

  private grow(): void {
    this.capacity = Math.min(this.capacity * 2, Math.max(this.bound, INITIAL_CAPACITY))
    const larger = emptyTable(this.capacity)
    for (const { name } of SAMPLE_COLUMNS) larger[name].set(this.table[name])
    this.table = larger
  }

  /** Rows not taken before, or null when there are none. */
  takeChunk(): SampleChunk | null {
    const length = this.length - this.sent
    if (length === 0) return null
    const columns = sliceTable(this.table, this.sent, this.length) as Record<SampleColumnName, Float64Array>
    this.sent = this.length
    return { columns, length }
  }

  unsent(): number {
    return this.length - this.sent
  }

  /** Call when everything has been taken: halves the rows and doubles the interval. */
  halve(): void {
    this.length = this.sent = mergePairs(this.table, this.length)
    this.intervalNs *= 2
  }
}
