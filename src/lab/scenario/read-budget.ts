/** `[tool.pymemlab.budget]`: the limits that `pymemlab check` holds a run against. */
import type { Budget } from '../../protocol/scenario'
import type { TableReader } from './table-reader'
import { parseRate, parseSize, parseTime } from './units'

export type BudgetUnit = 'bytes' | 'count' | 'ns' | 'bytes/s'

export interface BudgetKey {
  /** As written in the block. */
  key: string
  field: keyof Budget
  unit: BudgetUnit
  /** What the figure is, for messages: "peak of traced memory". */
  title: string
}

/** Every budget there is, in the order in which reports name them. */
export const BUDGET_KEYS: readonly BudgetKey[] = [
  { key: 'peak-traced', field: 'peakTraced', unit: 'bytes', title: 'peak of traced memory' },
  { key: 'peak-rss', field: 'peakRss', unit: 'bytes', title: 'peak of resident memory' },
  { key: 'final-traced', field: 'finalTraced', unit: 'bytes', title: 'traced memory at the end' },
  { key: 'leaked-objects', field: 'leakedObjects', unit: 'count', title: 'objects leaked in cycles' },
  { key: 'collections', field: 'collections', unit: 'count', title: 'collections' },
  { key: 'longest-pause', field: 'longestPause', unit: 'ns', title: 'longest predicted pause' },
  { key: 'growth-slope', field: 'growthSlope', unit: 'bytes/s', title: 'growth after full collections' },
]

const READERS: Record<BudgetUnit, { expected: string; read: (value: unknown) => number | null }> = {
  bytes: { expected: 'a size such as 65536 or "64 KiB"', read: parseSize },
  count: {
    expected: 'a whole number of at least 0',
    read: (v) => (typeof v === 'number' && Number.isSafeInteger(v) && v >= 0 ? v : null),
  },
  ns: { expected: 'a time such as "5 ms"', read: parseTime },
  'bytes/s': { expected: 'bytes per second such as 1024 or "1 KiB/s"', read: parseRate },
}

export function readBudget(reader: TableReader): Budget {
  reader.onlyKeys(BUDGET_KEYS.map(({ key }) => key))
  const budget: Budget = {}
  for (const { key, field, unit } of BUDGET_KEYS) {
    const limit = reader.get(key, READERS[unit].expected, READERS[unit].read)
    if (limit !== undefined) budget[field] = limit
  }
  return budget
}
