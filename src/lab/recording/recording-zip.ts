/** A Recording as the bytes of a `.pymemlab` file, and back. docs/recording-format.md describes the file. */
import { type Manifest, RECORDING_FORMAT, type Recording } from '../../protocol/recording'
import { ATTRIBUTION_FILES, readAttribution, writeAttribution } from './attribution-tables'
import { readEvents, writeEvents } from './event-table'
import { stableJson } from './json-shape'
import { readManifest } from './manifest'
import { damaged, RecordingError } from './recording-error'
import { readSamples, writeSamples } from './sample-table'
import { sha256 } from './sha256'
import { isSpill, readSpill } from './spill'
import { type RawRecording, upgrade } from './upgrade'
import { plainBytes, readDirectory, readEntry, writeZip } from './zip'

const MANIFEST = 'manifest.json'
/** Files of the host that the process has read: below this folder, by their paths inside the process. */
const FILES = 'files'
const KNOWN = new Set<string>([
  MANIFEST,
  'scenario.py',
  'samples.arrow',
  'events.arrow',
  'stdout.txt',
  'stderr.txt',
  'stdin.txt',
  ...ATTRIBUTION_FILES,
])

const encoder = new TextEncoder()

/** Characters that archives and file systems give a meaning of their own. */
const toEntryName = (path: string): string =>
  FILES + path.replace(/[%\\:\0]/g, (c) => `%${c.charCodeAt(0).toString(16).padStart(2, '0')}`)
const fromEntryName = (name: string): string =>
  name.slice(FILES.length).replace(/%([0-9a-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))

/** The entries of the file, by name. */
export function recordingEntries(recording: Recording): Record<string, Uint8Array> {
  const { manifest, attribution, stdin, files } = recording
  return {
    [MANIFEST]: encoder.encode(
      stableJson({
        ...manifest,
        format: RECORDING_FORMAT,
        samples: recording.samples.time.length,
        events: recording.events.length,
      }),
    ),
    'scenario.py': encoder.encode(recording.scenario),
    'samples.arrow': writeSamples(recording.samples),
    'events.arrow': writeEvents(recording.events),
    'stdout.txt': recording.stdout,
    'stderr.txt': recording.stderr,
    ...(attribution === null ? {} : writeAttribution(attribution)),
    ...(stdin === undefined ? {} : { 'stdin.txt': stdin }),
    ...Object.fromEntries((files ?? []).map(({ path, bytes }) => [toEntryName(path), bytes])),
  }
}

/** Equal recordings give equal bytes. */
export const writeRecording = (recording: Recording): Uint8Array => writeZip(recordingEntries(recording))

export function parseManifest(bytes: Uint8Array): Record<string, unknown> {
  let json: unknown
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw damaged('manifest.json is not JSON')
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw damaged('manifest.json is no object')
  return json as Record<string, unknown>
}

/** Reads the entries of a recording of any format up to the present one. Throws RecordingError. */
export function readRecordingEntries(raw: RawRecording): Recording {
  const { manifest: json, entries } = upgrade(raw)
  for (const name of entries.keys()) {
    if (!KNOWN.has(name) && !name.startsWith(`${FILES}/`))
      throw damaged(`it holds ${name}, which is no part of a recording`)
  }
  const manifest = readManifest(json)
  const entry = (name: string): Uint8Array => {
    const bytes = entries.get(name)
    if (bytes === undefined) throw damaged(`${name} is missing`)
    return bytes
  }
  const scenario = entry('scenario.py')
  if (sha256(scenario) !== manifest.scenarioHash) throw damaged('scenario.py is not the scenario that was recorded')
  const samples = readSamples('samples.arrow', entry('samples.arrow'))
  const events = readEvents('events.arrow', entry('events.arrow'))
  if (samples.time.length !== manifest.samples || events.length !== manifest.events) {
    throw damaged('manifest.json tells of another number of samples or events')
  }
  const withAttribution = ATTRIBUTION_FILES.some((name) => entries.has(name))
  const recording: Recording = {
    manifest,
    scenario: new TextDecoder('utf-8', { ignoreBOM: true }).decode(scenario),
    samples,
    events,
    attribution: withAttribution ? readAttribution(entry) : null,
    stdout: entry('stdout.txt'),
    stderr: entry('stderr.txt'),
  }
  if (entries.has('stdin.txt')) recording.stdin = entry('stdin.txt')
  const files = [...entries.keys()].filter((name) => name.startsWith(`${FILES}/`))
  if (files.length > 0) {
    recording.files = files.map((name) => ({ path: fromEntryName(name), bytes: entry(name) }))
  }
  return recording
}

/** JSON with a right checksum may still be anything: it goes through the tables, whose reader checks every field. */
function checkedSpill(bytes: Uint8Array): Recording {
  const recording = readSpill(bytes)
  let tables: Record<string, Uint8Array>
  try {
    tables = recordingEntries(recording)
  } catch (e) {
    throw e instanceof RecordingError ? e : damaged(`a part of it cannot be understood (${(e as Error).message})`)
  }
  const entries = new Map(Object.entries(tables))
  const manifest = parseManifest(entries.get(MANIFEST) as Uint8Array)
  entries.delete(MANIFEST)
  return readRecordingEntries({ manifest, entries })
}

/** Reads a `.pymemlab` file, or what a run that was killed has left (`.pymemlab.part`). Throws RecordingError. */
export function readRecording(file: Uint8Array): Recording {
  const bytes = plainBytes(file)
  if (bytes.length === 0) throw new RecordingError('the file is empty: the run has written nothing to it')
  if (isSpill(bytes)) return checkedSpill(bytes)
  const directory = readDirectory(bytes)
  const found = directory.find((e) => e.name === MANIFEST)
  if (found === undefined) throw new RecordingError('the file is an archive, but no recording: it has no manifest.json')
  const manifest = parseManifest(readEntry(bytes, found))
  const entries = new Map<string, Uint8Array>()
  for (const e of directory) if (e !== found) entries.set(e.name, readEntry(bytes, e))
  return readRecordingEntries({ manifest, entries })
}

/**
 * The manifest alone, for lists: the other entries are unpacked, so that their checksums tell of damage, and not looked into.
 * Throws RecordingError.
 */
export function readRecordingManifest(file: Uint8Array): Manifest {
  const bytes = plainBytes(file)
  if (bytes.length === 0 || isSpill(bytes)) return readRecording(bytes).manifest
  const entries = new Map(readDirectory(bytes).map((entry) => [entry.name, readEntry(bytes, entry)]))
  const found = entries.get(MANIFEST)
  if (found === undefined) throw new RecordingError('the file is an archive, but no recording: it has no manifest.json')
  entries.delete(MANIFEST)
  return readManifest(upgrade({ manifest: parseManifest(found), entries }).manifest)
}
