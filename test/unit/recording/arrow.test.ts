/** The tables against apache-arrow's own reader and writer: what we write it reads, what it writes we read. */
import { type RecordBatch, Table, tableFromArrays, tableFromIPC, tableToIPC, vectorFromArray } from 'apache-arrow'
import { describe, expect, test } from 'vitest'
import { readRecording, recordingEntries, writeRecording } from '../../../src/lab/recording'
import type { ColumnSpec } from '../../../src/lab/recording/arrow-columns'
import { readNumberColumns, readRows } from '../../../src/lab/recording/arrow-reader'
import { ATTRIBUTION_TABLES } from '../../../src/lab/recording/attribution-tables'
import { EVENT_COLUMNS } from '../../../src/lab/recording/event-table'
import { SAMPLE_COLUMNS } from '../../../src/protocol/samples'
import { fullRecording } from './support'

const recording = fullRecording()
const entries = recordingEntries(recording)
const TYPES: Record<ColumnSpec['kind'], string> = {
  int: 'Int64',
  float: 'Float64',
  text: 'Utf8',
  flag: 'Bool',
  ints: 'List<Int32>',
  phases: 'List<Struct<{phase:Utf8, predictedNs:Float64}>>',
}

describe('what another reader finds', () => {
  test('the columns of the document, with their types', () => {
    for (const [file, columns] of Object.entries({ 'events.arrow': EVENT_COLUMNS, ...ATTRIBUTION_TABLES })) {
      const { schema } = tableFromIPC(entries[file])
      expect(schema.fields.map((f) => [f.name, String(f.type), f.nullable])).toEqual(
        columns.map((c) => [c.name, TYPES[c.kind], c.nullable === true]),
      )
    }
    const { schema } = tableFromIPC(entries['samples.arrow'])
    expect(schema.fields.map((f) => [f.name, String(f.type)])).toEqual(SAMPLE_COLUMNS.map((c) => [c.name, 'Int64']))
  })

  test('the values', () => {
    const samples = tableFromIPC(entries['samples.arrow'])
    for (const { name } of SAMPLE_COLUMNS) {
      expect(Array.from(samples.getChild(name)!, Number)).toEqual(Array.from(recording.samples[name]))
    }
    const events = tableFromIPC(entries['events.arrow']).toArray()
    expect(events.map((row) => row.kind)).toEqual(recording.events.map((e) => e.kind))
    recording.events.forEach((event, i) => {
      if (event.kind !== 'collection') return
      expect(Number(events[i].candidates)).toBe(event.candidates)
      expect(Number(events[i].sizesAfter2)).toBe(event.sizesAfter[2])
      expect(events[i].trigger).toBe(event.trigger)
      expect(events[i].phases.toArray().map((p: { toJSON(): unknown }) => p.toJSON())).toEqual(event.phases)
      expect(events[i].message).toBeNull()
    })
    const lines = tableFromIPC(entries['attribution.arrow']).toArray()
    expect(lines.map((row) => [row.file, Number(row.peakBytes)])).toEqual(
      recording.attribution!.lines.map((line) => [line.file, line.peakBytes]),
    )
  })
})

describe('what another writer makes', () => {
  test('several batches, other number types', () => {
    const part = (n: number): RecordBatch =>
      tableFromArrays({
        a: Float64Array.from({ length: n }, (_, i) => i + 0.5),
        b: Int32Array.from({ length: n }, (_, i) => -i),
      }).batches[0]
    const { length, columns } = readNumberColumns(
      'x',
      ['a', 'b'],
      tableToIPC(new Table([part(3), part(1), part(70)]), 'file'),
    )
    expect(length).toBe(74)
    expect(Array.from(columns.a.subarray(0, 5))).toEqual([0.5, 1.5, 2.5, 0.5, 0.5])
    expect(columns.b[73]).toBe(-69)
  })

  test('our tables, read and written again by it', () => {
    const again: Record<string, Uint8Array> = {}
    for (const file of Object.keys(entries).filter((name) => name.endsWith('.arrow'))) {
      again[file] = tableToIPC(tableFromIPC(entries[file]), 'file')
    }
    expect(readRows('events.arrow', EVENT_COLUMNS, again['events.arrow'])).toEqual(
      readRows('events.arrow', EVENT_COLUMNS, entries['events.arrow']),
    )
    expect(readRecording(writeRecording(recording))).toEqual(recording)
  })

  test('what recordings do not have is refused with advice', () => {
    const texts = (table: Table): Uint8Array => tableToIPC(table, 'file')
    const dictionary = texts(new Table({ a: vectorFromArray(['x', 'y', 'x']) }))
    expect(() => readRows('x', [{ name: 'a', kind: 'text' }], dictionary)).toThrow(/dictionar.*save it/)
    const small = texts(tableFromArrays({ a: new Uint8Array(3) }))
    expect(() => readRows('x', [{ name: 'a', kind: 'int' }], small)).toThrow(/another type for a.*save it/)
    const numbers = texts(tableFromArrays({ a: new Float64Array(3) }))
    expect(() => readRows('x', [{ name: 'a', kind: 'text' }], numbers)).toThrow('has another type')
    expect(() => readRows('x', [{ name: 'b', kind: 'float' }], numbers)).toThrow('no column b')
    const missing = tableToIPC(tableFromArrays({ a: [1.5, null, 2] }), 'file')
    expect(() => readRows('x', [{ name: 'a', kind: 'float' }], missing)).toThrow('lacks the value of row 1')
    expect(readRows('x', [{ name: 'a', kind: 'float', nullable: true }], missing)).toEqual([
      { a: 1.5 },
      { a: null },
      { a: 2 },
    ])
    expect(() => readRows('x', [], tableToIPC(tableFromArrays({ a: [1] }), 'stream'))).toThrow(
      'not a proper Arrow file',
    )
  })
})
