/**
 * CSV after RFC 4180: comma, CRLF, quotes doubled, a header row. Text that a spreadsheet would take for a formula (it starts
 * with = + - @ or a control character) gets an apostrophe in front, because names come from the scenario.
 */
import type { RunEvent } from '../../protocol/events'
import { SAMPLE_COLUMNS } from '../../protocol/samples'
import type { Exporter } from './export-format'

type Cell = string | number | boolean | null | undefined

function cell(value: Cell): string {
  if (value === null || value === undefined) return ''
  if (typeof value !== 'string') return String(value)
  const text = /^[=+\-@\t\r\n]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

const row = (cells: readonly Cell[]): string => `${cells.map(cell).join(',')}\r\n`

const MEDIA_TYPE = 'text/csv; charset=utf-8; header=present'

/** Header: the columns' names with their units. */
export const csvSamples: Exporter = {
  id: 'csv',
  title: 'CSV: samples',
  extension: '.samples.csv',
  mediaType: MEDIA_TYPE,
  write({ samples }) {
    const columns = SAMPLE_COLUMNS.map((column) => samples[column.name])
    const pieces = [
      row(SAMPLE_COLUMNS.map(({ name, unit }) => (unit === 'ns' || unit === 'bytes' ? `${name}_${unit}` : name))),
    ]
    for (let i = 0; i < samples.time.length; i++) {
      let text = ''
      for (const column of columns) text += text === '' ? column[i] : `,${column[i]}`
      pieces.push(`${text}\r\n`)
    }
    return pieces
  },
}

/** Columns of all kinds of events; cells that a kind does not have are empty. */
const EVENT_COLUMNS: readonly [header: string, value: (event: RunEvent) => Cell][] = [
  ['seq', (e) => e.seq],
  ['kind', (e) => e.kind],
  ['time_ns', (e) => e.time],
  ['line', (e) => e.line],
  ['generation', (e) => (e.kind === 'collection' ? e.generation : null)],
  ['trigger', (e) => (e.kind === 'collection' ? e.trigger : null)],
  ['predicted_ns', (e) => (e.kind === 'collection' ? e.predictedNs : null)],
  ['measured_ns', (e) => (e.kind === 'collection' ? e.measuredNs : null)],
  ['candidates', (e) => (e.kind === 'collection' ? e.candidates : null)],
  ['collected', (e) => (e.kind === 'collection' ? e.collected : null)],
  ['uncollectable', (e) => (e.kind === 'collection' ? e.uncollectable : null)],
  ['finalized', (e) => (e.kind === 'collection' ? e.finalized : null)],
  ['resurrected', (e) => (e.kind === 'collection' ? e.resurrected : null)],
  ['promoted', (e) => (e.kind === 'collection' ? e.promoted : null)],
  ...[0, 1, 2].flatMap((g): [string, (event: RunEvent) => Cell][] => [
    [`count${g}_before`, (e) => (e.kind === 'collection' ? e.countsBefore[g] : null)],
    [`count${g}_after`, (e) => (e.kind === 'collection' ? e.countsAfter[g] : null)],
    [`threshold${g}`, (e) => (e.kind === 'collection' ? e.thresholds[g] : null)],
    [`objects${g}_before`, (e) => (e.kind === 'collection' ? e.sizesBefore[g] : null)],
    [`objects${g}_after`, (e) => (e.kind === 'collection' ? e.sizesAfter[g] : null)],
  ]),
  ['phases', (e) => (e.kind === 'collection' ? e.phases.map((p) => `${p.phase}=${p.predictedNs}`).join(';') : null)],
  ['action', (e) => (e.kind === 'arena' || e.kind === 'mapping' ? e.action : null)],
  ['address', (e) => (e.kind === 'arena' || e.kind === 'mapping' ? `0x${e.address.toString(16)}` : null)],
  ['bytes', (e) => (e.kind === 'arena' || e.kind === 'mapping' ? e.bytes : e.kind === 'output' ? e.length : null)],
  ['name', (e) => nameOf(e)],
  ['message', (e) => ('message' in e ? e.message : null)],
  ['exit_code', (e) => (e.kind === 'end' ? e.exitCode : null)],
]

function nameOf(event: RunEvent): string | null {
  switch (event.kind) {
    case 'mark':
      return event.name
    case 'output':
      return event.stream
    case 'warning':
      return event.category
    case 'exception':
      return event.type
    case 'expect':
      return event.passed ? 'passed' : 'failed'
    case 'end':
      return event.reason
    default:
      return null
  }
}

export const csvEvents: Exporter = {
  id: 'csv-events',
  title: 'CSV: events',
  extension: '.events.csv',
  mediaType: MEDIA_TYPE,
  write({ events }) {
    return [
      row(EVENT_COLUMNS.map(([header]) => header)),
      ...events.map((event) => row(EVENT_COLUMNS.map(([, value]) => value(event)))),
    ]
  },
}

/** Only the header when the run was cut off. */
export const csvTypes: Exporter = {
  id: 'csv-types',
  title: 'CSV: types',
  extension: '.types.csv',
  mediaType: MEDIA_TYPE,
  write({ attribution }) {
    return [
      row(['type', 'created', 'freed', 'alive', 'bytes', 'died_gen0', 'died_gen1', 'died_gen2', 'died_untracked']),
      ...(attribution?.types ?? []).map((t) =>
        row([t.type, t.created, t.freed, t.alive, t.bytes, t.diedGen0, t.diedGen1, t.diedGen2, t.diedUntracked]),
      ),
    ]
  },
}

export const csvLines: Exporter = {
  id: 'csv-lines',
  title: 'CSV: allocations by line',
  extension: '.lines.csv',
  mediaType: MEDIA_TYPE,
  write({ attribution }) {
    const header = ['file', 'line', 'function']
    for (const what of ['allocated', 'freed', 'live', 'peak', 'temporary'])
      header.push(`${what}_bytes`, `${what}_blocks`)
    return [
      row([...header, 'collections']),
      ...(attribution?.lines ?? []).map((l) =>
        row([
          ...[l.file, l.line, l.function, l.allocatedBytes, l.allocatedBlocks, l.freedBytes, l.freedBlocks],
          ...[l.liveBytes, l.liveBlocks, l.peakBytes, l.peakBlocks, l.temporaryBytes, l.temporaryBlocks, l.collections],
        ]),
      ),
    ]
  },
}
