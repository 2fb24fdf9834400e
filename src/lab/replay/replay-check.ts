/** Holds the messages of a run against a recording; says the first difference, or that there is none. */
import type { RunEvent } from '../../protocol/events'
import type { Recording } from '../../protocol/recording'
import type { RunMessage } from '../../protocol/run'
import { SAMPLE_COLUMNS, type SampleTable } from '../../protocol/samples'
import type { ReplayResult } from '../../protocol/service'
import type { RunTotals } from '../../protocol/totals'
import { GrowingSamples } from '../recording/sample-table'
import { VERSION } from '../version'
import { differenceText, firstPath } from './difference'

/** Ends that happened at a moment of real time, which no run repeats: what comes before them counts. */
const AT_ANY_MOMENT: ReadonlySet<string> = new Set(['stopped', 'time limit', 'crashed'])

export class ReplayCheck {
  private readonly expected: readonly RunEvent[]
  /** The recorded run reached its own end. */
  private readonly whole: boolean
  private readonly samples = new GrowingSamples()
  private readonly written = { stdout: 0, stderr: 0 }
  private next = 0
  private found: ReplayResult | null = null
  private ended = false

  constructor(private readonly recording: Recording) {
    const { events, manifest } = recording
    const last = events.at(-1)
    this.whole = manifest.complete && last?.kind === 'end' && !AT_ANY_MOMENT.has(last.reason)
    this.expected = !this.whole && last?.kind === 'end' ? events.slice(0, -1) : events
  }

  /** Nothing that comes can change the result: the run may be ended. */
  get decided(): boolean {
    return this.found !== null || (!this.whole && this.next >= this.expected.length)
  }

  /** Part of the recording that has been seen again, 0 to 1. */
  get fraction(): number {
    const { samples } = this.recording
    const last = samples.time.at(-1) ?? 0
    const bySamples = this.samples.length === 0 || last === 0 ? 0 : this.lastTime / last
    const byEvents = this.expected.length === 0 ? 0 : this.next / this.expected.length
    return Math.min(1, Math.max(bySamples, byEvents))
  }
  private lastTime = 0

  apply(message: RunMessage): void {
    if (this.decided) return
    switch (message.kind) {
      case 'events':
        for (const event of message.events) {
          if (this.decided) return
          this.event(event)
        }
        break
      case 'output':
        this.output(message.stream, message.bytes)
        break
      case 'samples':
        this.samples.append(message.chunk)
        this.lastTime = message.chunk.columns.time.at(-1) ?? this.lastTime
        break
      case 'resample':
        this.samples.mergePairs()
        break
      case 'end':
        this.end(message.chain, message.totals)
        break
    }
  }

  private event(actual: RunEvent): void {
    const expected = this.expected[this.next] ?? null
    if (expected === null || firstPath(expected, actual) !== null) this.differ(actual.seq, expected, actual)
    else this.next++
  }

  private output(stream: 'stdout' | 'stderr', bytes: Uint8Array): void {
    const recorded = this.recording[stream]
    const at = this.written[stream]
    this.written[stream] += bytes.length
    for (let i = 0; i < bytes.length; i++) {
      // a recording keeps so much of a stream; more of it than was written then is found by its event
      if (at + i >= recorded.length) return
      if (recorded[at + i] === bytes[i]) continue
      const event = this.recording.events.find(
        (e) => e.kind === 'output' && e.stream === stream && e.offset <= at + i && at + i < e.offset + e.length,
      )
      const text = new TextDecoder()
      const line = (all: Uint8Array, from: number): string => JSON.stringify(text.decode(all.subarray(from, from + 40)))
      this.say(
        event?.seq ?? this.next,
        event ?? null,
        null,
        `byte ${at + i} of ${stream} differs: expected ${line(recorded, at + i)}, got ${line(bytes, i)}`,
      )
      return
    }
  }

  private end(chain: string, totals: RunTotals): void {
    this.ended = true
    const missing = this.expected[this.next]
    if (missing !== undefined) this.differ(missing.seq, missing, null)
    if (this.found !== null || !this.whole) return
    const sample = firstSampleDifference(this.recording.samples, this.samples.table())
    if (sample !== null) this.say(this.next, null, null, sample)
    const { manifest } = this.recording
    if (this.found === null && manifest.chain !== '' && chain !== manifest.chain) {
      this.say(
        this.next,
        null,
        null,
        `the hash chain is ${chain} instead of ${manifest.chain}, although events and samples agree: the recording was changed`,
      )
    }
    const path = this.found !== null || manifest.totals === null ? null : firstPath(manifest.totals, totals)
    if (path !== null) this.say(this.next, null, null, `the totals differ in ${path}`)
  }

  private differ(seq: number, expected: RunEvent | null, actual: RunEvent | null): void {
    this.say(seq, expected, actual, `event ${seq} differs: ${differenceText(expected, actual)}`)
  }

  private say(seq: number, expected: RunEvent | null, actual: RunEvent | null, message: string): void {
    const { product } = this.recording.manifest
    const hint = product === VERSION ? '' : ` (recorded by version ${product}, replayed by ${VERSION})`
    this.found ??= { identical: false, message: `${message}${hint}`, firstDifference: { seq, expected, actual } }
  }

  /** After the last message. `failure`: why the run ended without reaching the end of the recording. */
  result(failure = 'the run ended too early'): ReplayResult {
    if (this.found !== null) return this.found
    const missing = this.expected[this.next]
    if (missing !== undefined || (this.whole && !this.ended)) {
      this.say(
        this.next,
        missing ?? null,
        null,
        `${failure}: expected ${missing === undefined ? 'its end' : differenceText(missing, null)}`,
      )
      return this.found as unknown as ReplayResult
    }
    const { events } = this.recording
    const message = this.whole
      ? `identical: ${events.length} events, ${this.recording.samples.time.length} samples, chain ${this.recording.manifest.chain}`
      : `identical as far as the recording goes: ${this.expected.length} events (the run was ${howItEnded(this.recording)})`
    return { identical: true, message, firstDifference: null }
  }
}

function howItEnded({ manifest, events }: Recording): string {
  const last = events.at(-1)
  if (last?.kind !== 'end' || last.reason === 'crashed') return 'cut off'
  return last.reason === 'stopped' && manifest.complete ? 'stopped' : `ended: ${last.reason}`
}

/** Names the first sample in which two tables differ, null when there is none. */
export function firstSampleDifference(expected: SampleTable, actual: SampleTable): string | null {
  const length = Math.min(expected.time.length, actual.time.length)
  for (let i = 0; i < length; i++) {
    for (const { name } of SAMPLE_COLUMNS) {
      if (expected[name][i] === actual[name][i]) continue
      return `sample ${i} (time ${expected.time[i]} ns) differs: ${name} is ${actual[name][i]} instead of ${expected[name][i]}`
    }
  }
  return expected.time.length === actual.time.length
    ? null
    : `there are ${actual.time.length} samples instead of ${expected.time.length}`
}
