/** Puts the messages of a run together; at any time there is a readable recording of what has come so far. */
import type { Attribution } from '../../protocol/attribution'
import type { EndEvent, EndReason } from '../../protocol/events'
import { type InterruptedBy, type Manifest, RECORDING_FORMAT, type Recording } from '../../protocol/recording'
import type { RunMessage } from '../../protocol/run'
import type { RunSettings } from '../../protocol/settings'
import type { RunTotals } from '../../protocol/totals'
import { VERSION } from '../version'
import { EventStore } from './event-store'
import { GrowingSamples } from './sample-table'
import { sha256 } from './sha256'
import { concat } from './zip'

/** What is known before a run starts. */
export interface RecordingHead {
  /** Display name. */
  name: string
  /** The scenario's file inside the process. */
  file: string
  scenario: string
  settings: RunSettings
  /** ISO 8601, host time. */
  created: string
  /** Default: this version. */
  product?: string
}

/** What is kept of each stream, and of the files that were read: a recording must stay readable (zip.ts, ZIP_LIMITS). */
export const KEPT = { streamBytes: 256 * 1024 ** 2, files: 20_000, fileBytes: 256 * 1024 ** 2 } as const

/** Bytes that come in pieces, the first ones of them. */
class Bytes {
  private parts: Uint8Array[] = []
  private length = 0

  push(bytes: Uint8Array): void {
    const part = bytes.subarray(0, KEPT.streamBytes - this.length)
    if (part.length === 0) return
    this.length += part.length
    this.parts.push(part)
  }
  all(): Uint8Array {
    if (this.parts.length !== 1) this.parts = [concat(this.parts)]
    return this.parts[0]
  }
}

export class RecordingBuilder {
  private readonly samples = new GrowingSamples()
  private readonly events = new EventStore()
  private readonly stdout = new Bytes()
  private readonly stderr = new Bytes()
  private readonly stdin = new Bytes()
  private readonly files: { path: string; bytes: Uint8Array }[] = []
  private fileBytes = 0
  private readonly interruptions: { time: number; by: InterruptedBy }[] = []
  private intervalNs: number
  private attribution: Attribution | null = null
  private totals: RunTotals | null = null
  private chain = ''
  private complete = false
  private readonly scenarioHash: string

  constructor(readonly head: RecordingHead) {
    this.intervalNs = head.settings.sampleIntervalNs
    this.scenarioHash = sha256(new TextEncoder().encode(head.scenario))
  }

  /** Every message of the run, in order; those that say nothing about the recording are ignored. Nothing is copied. */
  apply(message: RunMessage): void {
    switch (message.kind) {
      case 'samples':
        this.samples.append(message.chunk)
        break
      case 'resample':
        this.samples.mergePairs()
        this.intervalNs = message.intervalNs
        break
      case 'events':
        for (const event of message.events) this.events.push(event)
        break
      case 'output':
        ;(message.stream === 'stdout' ? this.stdout : this.stderr).push(message.bytes)
        break
      case 'input':
        if (message.bytes.length > 0) this.stdin.push(message.bytes)
        break
      case 'interrupted':
        this.interruptions.push({ time: message.time, by: message.by })
        break
      case 'file':
        this.fileBytes += message.bytes.length
        if (this.files.length < KEPT.files && this.fileBytes <= KEPT.fileBytes) {
          this.files.push({ path: message.path, bytes: message.bytes })
        }
        break
      case 'end':
        // the end is an event like the others, wherever the recorder put it
        if (this.events.last?.kind !== 'end') this.events.push(message.event)
        this.totals = message.totals
        this.attribution = message.attribution
        this.chain = message.chain
        this.complete = true
        break
    }
  }

  /** The run has died without an end of its own: the events get one, which is given back. The recording stays incomplete. */
  abort(exitCode: number, reason: EndReason): EndEvent | null {
    if (this.events.last?.kind === 'end') return null
    const { time } = this.samples.table()
    const last = Math.max(this.events.last?.time ?? 0, time.at(-1) ?? 0)
    const end: EndEvent = { kind: 'end', seq: this.events.length, time: last, line: 0, exitCode, reason }
    this.events.push(end)
    return end
  }

  get eventCount(): number {
    return this.events.length
  }
  get sampleCount(): number {
    return this.samples.length
  }

  manifest(): Manifest {
    const { head } = this
    return {
      format: RECORDING_FORMAT,
      product: head.product ?? VERSION,
      name: head.name,
      created: head.created,
      profile: 'cpython-3.11',
      file: head.file,
      settings: head.settings,
      scenarioHash: this.scenarioHash,
      sampleIntervalNs: this.intervalNs,
      samples: this.samples.length,
      events: this.events.length,
      chain: this.chain,
      complete: this.complete,
      totals: this.totals,
      ...(this.interruptions.length > 0 && { interruptions: [...this.interruptions] }),
    }
  }

  /** What there is now. Tables and lists are copies; later messages do not change them. */
  recording(): Recording {
    const recording: Recording = {
      manifest: this.manifest(),
      scenario: this.head.scenario,
      samples: this.samples.table(),
      events: this.events.all(),
      attribution: this.attribution,
      stdout: this.stdout.all(),
      stderr: this.stderr.all(),
    }
    const stdin = this.stdin.all()
    if (stdin.length > 0) recording.stdin = stdin
    if (this.files.length > 0) recording.files = [...this.files]
    return recording
  }
}
