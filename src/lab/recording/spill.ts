/**
 * The file beside a run that is going on (`.pymemlab.part`): a line of text, then chunks that are only ever appended. What
 * stops in the middle of a chunk is read up to the chunk before. docs/recording-format.md has the picture.
 */
import type { RunEvent } from '../../protocol/events'
import type { Recording } from '../../protocol/recording'
import type { RunMessage, SampleChunk } from '../../protocol/run'
import { SAMPLE_COLUMNS, type SampleColumnName } from '../../protocol/samples'
import { JsonShape } from './json-shape'
import { readSettings } from './manifest'
import { RecordingBuilder, type RecordingHead } from './recording-builder'
import { damaged, RecordingError } from './recording-error'
import { concat, crc32 } from './zip'

/** Counted up with every change of the chunks. */
export const SPILL_FORMAT = 1
const MAGIC = 'pymemlab-part '
const HEADER_BYTES = 9

const KIND = {
  head: 1,
  samples: 2,
  resample: 3,
  events: 4,
  stdout: 5,
  stderr: 6,
  stdin: 7,
  file: 8,
  end: 9,
  interrupted: 10,
} as const

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true })
const json = (value: unknown): Uint8Array => encoder.encode(JSON.stringify(value))

/** length: uint32 | CRC-32 of kind and payload: uint32 | kind: uint8 | payload */
function chunk(kind: number, payload: Uint8Array): Uint8Array {
  const out = new Uint8Array(HEADER_BYTES + payload.length)
  const view = new DataView(out.buffer)
  out[8] = kind
  out.set(payload, HEADER_BYTES)
  view.setUint32(0, payload.length, true)
  view.setUint32(4, crc32(out.subarray(8)), true)
  return out
}

/** The beginning of the file. */
export const spillHead = (head: RecordingHead): Uint8Array =>
  concat([
    encoder.encode(`${MAGIC}${SPILL_FORMAT}\n`),
    chunk(KIND.head, json({ ...head, columns: SAMPLE_COLUMNS.map((c) => c.name) })),
  ])

function samplesPayload({ columns, length }: SampleChunk): Uint8Array {
  const all = new Float64Array(length * SAMPLE_COLUMNS.length)
  SAMPLE_COLUMNS.forEach(({ name }, i) => all.set(columns[name].subarray(0, length), i * length))
  return new Uint8Array(all.buffer)
}

/** The chunk of a message, null for those that say nothing about the recording. */
export function spillChunk(message: RunMessage): Uint8Array | null {
  switch (message.kind) {
    case 'samples':
      return chunk(KIND.samples, samplesPayload(message.chunk))
    case 'resample':
      return chunk(KIND.resample, json({ intervalNs: message.intervalNs }))
    case 'events':
      return chunk(KIND.events, json(message.events))
    case 'output':
      return chunk(message.stream === 'stdout' ? KIND.stdout : KIND.stderr, message.bytes)
    case 'input':
      return message.bytes.length === 0 ? null : chunk(KIND.stdin, message.bytes)
    case 'file':
      return chunk(KIND.file, concat([encoder.encode(`${message.path}\n`), message.bytes]))
    case 'interrupted':
      return chunk(KIND.interrupted, json(message))
    case 'end':
      return chunk(KIND.end, json(message))
    default:
      return null
  }
}

export const isSpill = (bytes: Uint8Array): boolean =>
  bytes.length >= MAGIC.length && [...MAGIC].every((c, i) => bytes[i] === c.charCodeAt(0))

function parse(payload: Uint8Array): unknown {
  return JSON.parse(decoder.decode(payload))
}

function readHead(payload: Uint8Array): { head: RecordingHead; columns: string[] } {
  const h = new JsonShape(parse(payload), 'the head')
  const columns = h.list('columns', (value) => String(value))
  const head: RecordingHead = {
    name: h.text('name'),
    file: h.text('file'),
    scenario: h.text('scenario'),
    settings: readSettings(h.object('settings')),
    created: h.text('created'),
  }
  return { head, columns }
}

function samplesMessage(payload: Uint8Array, names: readonly string[]): RunMessage {
  const length = payload.length / 8 / names.length
  if (!Number.isInteger(length)) throw damaged('a chunk of samples has a wrong length')
  const all = new Float64Array(payload.slice().buffer)
  const columns = {} as Record<SampleColumnName, Float64Array>
  for (const { name } of SAMPLE_COLUMNS) {
    const i = names.indexOf(name)
    if (i < 0) throw damaged(`its samples have no ${name}`)
    columns[name] = all.slice(i * length, (i + 1) * length)
    if (!columns[name].every(Number.isFinite)) throw damaged(`its samples have a ${name} that is no number`)
  }
  return { kind: 'samples', chunk: { columns, length } }
}

function message(kind: number, payload: Uint8Array, columns: readonly string[]): RunMessage {
  switch (kind) {
    case KIND.samples:
      return samplesMessage(payload, columns)
    case KIND.resample:
      return { kind: 'resample', intervalNs: new JsonShape(parse(payload), 'a chunk').number('intervalNs') }
    case KIND.events:
      return { kind: 'events', events: parse(payload) as RunEvent[] }
    case KIND.stdout:
    case KIND.stderr:
      return { kind: 'output', stream: kind === KIND.stdout ? 'stdout' : 'stderr', bytes: payload.slice() }
    case KIND.stdin:
      return { kind: 'input', bytes: payload.slice() }
    case KIND.file: {
      const cut = payload.indexOf(10)
      return { kind: 'file', path: decoder.decode(payload.subarray(0, cut)), bytes: payload.slice(cut + 1) }
    }
    case KIND.interrupted:
    case KIND.end:
      return parse(payload) as RunMessage
    default:
      throw damaged(`it has a chunk of the unknown kind ${kind}`)
  }
}

/** What was written before the run was killed, not checked beyond its checksums. Throws RecordingError. */
export function readSpill(given: Uint8Array): Recording {
  // a Buffer of Node is a Uint8Array whose slice() copies nothing
  const bytes = new Uint8Array(given.buffer, given.byteOffset, given.byteLength)
  const line = bytes.indexOf(10)
  const version = Number(new TextDecoder().decode(bytes.subarray(MAGIC.length, Math.min(line, 40))))
  if (line < 0 || !Number.isInteger(version)) throw damaged('it is cut off in its first line')
  if (version > SPILL_FORMAT) {
    throw new RecordingError(
      `the unfinished recording comes from a newer version of pymemlab: read it with that version`,
    )
  }
  let builder: RecordingBuilder | null = null
  let columns: string[] = []
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = line + 1; at + HEADER_BYTES <= bytes.length; ) {
    const length = view.getUint32(at, true)
    const end = at + HEADER_BYTES + length
    // the last chunk may be cut off or half written
    if (end > bytes.length || crc32(bytes.subarray(at + 8, end)) !== view.getUint32(at + 4, true)) break
    const payload = bytes.subarray(at + HEADER_BYTES, end)
    const kind = bytes[at + 8]
    try {
      if (builder === null) {
        if (kind !== KIND.head) throw damaged('it does not begin with its head')
        const h = readHead(payload)
        columns = h.columns
        builder = new RecordingBuilder(h.head)
      } else builder.apply(message(kind, payload, columns))
    } catch (e) {
      if (e instanceof RecordingError) throw e
      throw damaged(`a part of it cannot be understood (${(e as Error).message})`)
    }
    at = end
  }
  if (builder === null) throw damaged('it is cut off before anything was recorded')
  return builder.recording()
}
