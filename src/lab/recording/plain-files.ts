/** A recording as a folder of plain files: the entries of the zip, tables as Arrow or as CSV. */
import type { Recording } from '../../protocol/recording'
import { SAMPLE_COLUMNS } from '../../protocol/samples'
import type { ColumnSpec } from './arrow-columns'
import { readRows } from './arrow-reader'
import { ATTRIBUTION_TABLES } from './attribution-tables'
import { csvToArrow, writeCsv } from './csv-table'
import { EVENT_COLUMNS } from './event-table'
import { damaged, RecordingError } from './recording-error'
import { parseManifest, readRecordingEntries, recordingEntries } from './recording-zip'
import { plainBytes } from './zip'

const TABLES: Record<string, readonly ColumnSpec[]> = {
  'samples.arrow': SAMPLE_COLUMNS.map(({ name }) => ({ name, kind: 'int' })),
  'events.arrow': EVENT_COLUMNS,
  ...ATTRIBUTION_TABLES,
}
const csvName = (name: string): string => name.replace(/\.arrow$/, '.csv')

/** Files by their paths relative to the folder. */
export function plainFiles(recording: Recording, format: 'arrow' | 'csv'): Record<string, Uint8Array> {
  const entries = recordingEntries(recording)
  if (format === 'arrow') return entries
  return Object.fromEntries(
    Object.entries(entries).map(([name, bytes]) => {
      const columns = TABLES[name]
      if (columns === undefined) return [name, bytes]
      return [csvName(name), new TextEncoder().encode(writeCsv(columns, readRows(name, columns, bytes)))]
    }),
  )
}

/** The recording that a folder holds. Throws RecordingError. */
export function readPlainFiles(files: Record<string, Uint8Array>): Recording {
  const entries = new Map(Object.entries(files).map(([name, bytes]) => [name, plainBytes(bytes)]))
  const manifest = entries.get('manifest.json')
  if (manifest === undefined) throw new RecordingError('the folder is no recording: it has no manifest.json')
  entries.delete('manifest.json')
  for (const [name, columns] of Object.entries(TABLES)) {
    const csv = entries.get(csvName(name))
    if (csv === undefined) continue
    if (entries.has(name)) throw damaged(`there are both ${name} and ${csvName(name)}: remove one`)
    entries.delete(csvName(name))
    entries.set(name, csvToArrow(csvName(name), columns, new TextDecoder().decode(csv)))
  }
  return readRecordingEntries({ manifest: parseManifest(manifest), entries })
}
