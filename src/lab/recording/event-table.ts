/** events.arrow: all events in one table, a column for each field, empty where a kind of event has no such field. */
import type { RunEvent } from '../../protocol/events'
import { type ColumnSpec, writeRows } from './arrow-columns'
import { readColumns } from './arrow-reader'
import { damaged } from './recording-error'

type Kind = RunEvent['kind']
type Fields<K extends Kind> = Exclude<keyof Extract<RunEvent, { kind: K }>, 'kind' | 'seq' | 'time' | 'line'>

/** The fields of each kind besides seq, time, line; a triple is one column for each generation. */
export const EVENT_FIELDS: { [K in Kind]: Record<Fields<K>, ColumnSpec['kind'] | 'triple'> } = {
  collection: {
    generation: 'int',
    trigger: 'text',
    predictedNs: 'float',
    phases: 'phases',
    measuredNs: 'float',
    candidates: 'int',
    collected: 'int',
    uncollectable: 'int',
    finalized: 'int',
    resurrected: 'int',
    promoted: 'int',
    countsBefore: 'triple',
    countsAfter: 'triple',
    thresholds: 'triple',
    sizesBefore: 'triple',
    sizesAfter: 'triple',
  },
  arena: { action: 'text', address: 'int', bytes: 'int' },
  mapping: { action: 'text', address: 'int', bytes: 'int' },
  mark: { name: 'text' },
  output: { stream: 'text', offset: 'int', length: 'int' },
  warning: { category: 'text', message: 'text' },
  exception: { type: 'text', message: 'text', file: 'text', uncaught: 'flag' },
  expect: { passed: 'flag', message: 'text' },
  end: { exitCode: 'int', reason: 'text' },
}

/** Values that a field of text may have; any other means damage. */
const CHOICES: Record<string, readonly string[]> = {
  trigger: ['automatic', 'manual', 'shutdown'],
  'arena.action': ['allocate', 'free'],
  'mapping.action': ['map', 'unmap'],
  stream: ['stdout', 'stderr'],
  reason: ['finished', 'failed', 'stopped', 'time limit', 'crashed'],
}

const TRIPLE = [0, 1, 2]
const KINDS = Object.keys(EVENT_FIELDS) as Kind[]
const fieldsOf = (kind: Kind): [string, ColumnSpec['kind'] | 'triple'][] => Object.entries(EVENT_FIELDS[kind])

function makeColumns(): ColumnSpec[] {
  const columns: ColumnSpec[] = [
    { name: 'seq', kind: 'int' },
    { name: 'time', kind: 'int' },
    { name: 'line', kind: 'int' },
    { name: 'kind', kind: 'text' },
  ]
  for (const kind of KINDS) {
    for (const [name, type] of fieldsOf(kind)) {
      const specs: ColumnSpec[] =
        type === 'triple'
          ? TRIPLE.map((g) => ({ name: `${name}${g}`, kind: 'int', nullable: true }))
          : [{ name, kind: type, nullable: true }]
      for (const spec of specs) if (!columns.some((c) => c.name === spec.name)) columns.push(spec)
    }
  }
  return columns
}

/** In the order of the file. */
export const EVENT_COLUMNS: readonly ColumnSpec[] = makeColumns()

/** Field and generation of the columns that hold a part of a triple. */
const PARTS = new Map(
  KINDS.flatMap((kind) => fieldsOf(kind))
    .filter(([, type]) => type === 'triple')
    .flatMap(([name]) => TRIPLE.map((g) => [`${name}${g}`, [name, g] as const])),
)

export function writeEvents(events: readonly RunEvent[]): Uint8Array {
  return writeRows(EVENT_COLUMNS, events, (event, column) => {
    const row = event as unknown as Record<string, unknown>
    const part = PARTS.get(column)
    if (part === undefined) return row[column]
    return (row[part[0]] as number[] | undefined)?.[part[1]]
  })
}

function checkChoice(kind: Kind, name: string, value: unknown): void {
  const choices = CHOICES[`${kind}.${name}`] ?? CHOICES[name]
  if (choices !== undefined && !choices.includes(value as string)) {
    throw damaged(`an event says ${name} ${JSON.stringify(value)}`)
  }
  if (name === 'generation' && !TRIPLE.includes(value as number)) throw damaged(`there is no generation ${value}`)
}

export function readEvents(file: string, bytes: Uint8Array): RunEvent[] {
  const { length, columns } = readColumns(file, EVENT_COLUMNS, bytes)
  return Array.from({ length }, (_, i) => {
    const at = (name: string, kind: string): unknown => {
      const value = columns[name][i]
      if (value === null) throw damaged(`event ${i} of ${file} (${kind}) has no ${name}`)
      return value
    }
    const kind = columns.kind[i] as Kind
    if (!Object.hasOwn(EVENT_FIELDS, kind)) throw damaged(`${file} knows no event of kind ${JSON.stringify(kind)}`)
    const seq = columns.seq[i] as number
    if (seq !== i) throw damaged(`event ${i} of ${file} is numbered ${seq}`)
    const event: Record<string, unknown> = { kind, seq, time: columns.time[i], line: columns.line[i] }
    for (const [name, type] of fieldsOf(kind)) {
      event[name] = type === 'triple' ? TRIPLE.map((g) => at(`${name}${g}`, kind)) : at(name, kind)
      checkChoice(kind, name, event[name])
    }
    return event as unknown as RunEvent
  })
}
