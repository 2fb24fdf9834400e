/** `pymemlab list [FOLDER]`: the recordings of a folder with their key figures. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { PART_EXTENSION, RECORDING_EXTENSION } from '../../host/recording-file'
import { RecordingError, readRecordingManifest } from '../../lab/recording'
import type { Manifest } from '../../protocol/recording'
import { defineCommand, EXIT_OK } from '../command'
import { bytes, type Column, count, duration, table } from '../output'

interface Row {
  file: string
  bytes: number
  manifest: Manifest | null
  /** It cannot be read: why. */
  problem?: string
}

function rowOf(folder: string, file: string): Row {
  const path = join(folder, file)
  const size = statSync(path).size
  try {
    return { file, bytes: size, manifest: readRecordingManifest(readFileSync(path)) }
  } catch (e) {
    if (!(e instanceof RecordingError)) throw e
    return { file, bytes: size, manifest: null, problem: e.message }
  }
}

const collections = ({ totals }: Manifest): string =>
  totals === null ? '' : totals.generations.map((g) => count(g.collections)).join(' / ')

const total = (row: Row, text: (t: NonNullable<Manifest['totals']>) => string): string =>
  row.manifest?.totals ? text(row.manifest.totals) : ''

const COLUMNS: Column<Row>[] = [
  { title: 'file', value: (r) => r.file },
  { title: 'size', value: (r) => bytes(r.bytes), align: 'right' },
  { title: 'recorded', value: (r) => r.manifest?.created.slice(0, 16).replace('T', ' ') ?? '' },
  { title: 'end', value: (r) => r.manifest?.totals?.reason ?? (r.manifest === null ? 'unreadable' : 'cut off') },
  { title: 'time', value: (r) => total(r, (t) => duration(t.virtualTimeNs)), align: 'right' },
  { title: 'peak RSS', value: (r) => total(r, (t) => bytes(t.rssPeak)), align: 'right' },
  { title: 'peak traced', value: (r) => total(r, (t) => bytes(t.tracedPeak)), align: 'right' },
  { title: 'collections', value: (r) => (r.manifest === null ? '' : collections(r.manifest)), align: 'right' },
  { title: 'leaked', value: (r) => total(r, (t) => count(t.unreachable)), align: 'right' },
]

export const command = defineCommand<[folder?: string]>({
  define(command) {
    command.argument('[folder]', 'where to look; default: here')
  },
  run({ args: [folder = '.'], out }) {
    const names = readdirSync(folder)
      .filter((name) => name.endsWith(RECORDING_EXTENSION) || name.endsWith(`${RECORDING_EXTENSION}${PART_EXTENSION}`))
      .sort()
    const rows = names.map((name) => rowOf(folder, name))
    if (rows.length === 0 && !out.json) out.note(`there are no recordings in ${folder}: 'pymemlab run -o' makes one`)
    else out.result(rows, () => table(COLUMNS, rows))
    for (const { file, problem } of rows) if (problem !== undefined) out.note(`${file}: ${problem}`)
    return EXIT_OK
  },
})
