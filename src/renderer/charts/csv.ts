/** Tables as CSV (RFC 4180): exact figures, one header row, names of columns with their units. */
import type { CollectionEvent } from '../../protocol/events'
import { SAMPLE_COLUMNS, type SampleColumnName } from '../../protocol/samples'
import type { Samples } from './range-figures'
import { lowerBound } from './search'
import type { TimeSpan } from './view'

const UNITS: Partial<Record<string, string>> = { ns: '_ns', bytes: '_bytes' }

/**
 * A cell. Text that a spreadsheet would take for a formula gets an apostrophe in front: names of types and functions are
 * the scenario's own.
 */
export function csvCell(value: string | number): string {
  if (typeof value === 'number') return String(value)
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

export function csvTable(header: readonly string[], rows: Iterable<readonly (string | number)[]>): string {
  const lines = [header.map(csvCell).join(',')]
  for (const row of rows) lines.push(row.map(csvCell).join(','))
  return `${lines.join('\r\n')}\r\n`
}

/** Every sample within the range, not only the points that are drawn. */
export function seriesCsv(samples: Samples, range: TimeSpan, names: readonly SampleColumnName[]): string {
  const header = names.map((name) => {
    const unit = SAMPLE_COLUMNS.find((column) => column.name === name)?.unit ?? ''
    return name.endsWith('Bytes') ? name : name + (UNITS[unit] ?? '')
  })
  const columns = names.map((name) => samples.column(name))
  const times = samples.column('time')
  const rows: number[][] = []
  for (let i = lowerBound(times, times.length, range.start); i < times.length && times[i] <= range.end; i++)
    rows.push(columns.map((column) => column[i]))
  return csvTable(header, rows)
}

export function collectionsCsv(collections: readonly CollectionEvent[], range: TimeSpan | null): string {
  const header = [
    'seq',
    'time_ns',
    'generation',
    'trigger',
    'line',
    'predicted_ns',
    'measured_ns',
    'candidates',
    'collected',
    'uncollectable',
    'finalized',
    'resurrected',
    'promoted',
    ...['counts_before', 'counts_after', 'thresholds', 'sizes_before', 'sizes_after'].flatMap((name) =>
      [0, 1, 2].map((generation) => `${name}_${generation}`),
    ),
  ]
  const seen = collections.filter((event) => !range || (event.time >= range.start && event.time <= range.end))
  return csvTable(
    header,
    seen.map((event) => [
      event.seq,
      event.time,
      event.generation,
      event.trigger,
      event.line,
      event.predictedNs,
      event.measuredNs,
      event.candidates,
      event.collected,
      event.uncollectable,
      event.finalized,
      event.resurrected,
      event.promoted,
      ...event.countsBefore,
      ...event.countsAfter,
      ...event.thresholds,
      ...event.sizesBefore,
      ...event.sizesAfter,
    ]),
  )
}
