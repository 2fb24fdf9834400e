import type { Attribution } from '../../protocol/attribution'
import type { CollectionEvent, ExceptionEvent, MarkEvent, OutputEvent, RunEvent } from '../../protocol/events'
import type { Manifest } from '../../protocol/recording'
import type { SampleChunk } from '../../protocol/run'
import type { SampleColumnName } from '../../protocol/samples'
import type { OpenRecording, RecordingInfo } from '../../protocol/service'
import { type Atom, atom } from './atom'
import { ConsoleBuffer, consoleOf } from './console-buffer'
import { frameBatch } from './frame-batch'
import { SampleStore } from './sample-store'

/**
 * One recording as the window shows it: a run that is still going on, or one that was opened. Its big parts are altered
 * in place; whoever shows them watches `version`, which changes at most once per animation frame.
 */
export class RecordingModel {
  /** Changes (grows) when samples, events, output or attribution have changed. */
  readonly version: Atom<number> = atom(0)
  /** Handle of the run that feeds this model; null for an opened recording. */
  readonly run: string | null
  /** Name shown for it. */
  name: string
  /** The scenario's source as it ran; lines of samples and events refer to it. */
  readonly source: string
  /** The run still goes on. */
  live: boolean
  samples: SampleStore
  readonly events: RunEvent[] = []
  /** The events of one kind, in order; indexes of `events` are not needed for them. */
  readonly collections: CollectionEvent[] = []
  readonly marks: MarkEvent[] = []
  readonly outputs: OutputEvent[] = []
  /** The exception that ended the run; null: none did so far. */
  uncaught: ExceptionEvent | null = null
  console: ConsoleBuffer
  /** null until the run has ended, and for good when it was killed. */
  attribution: Attribution | null = null
  /** null until the recording exists. */
  info: RecordingInfo | null = null
  manifest: Manifest | null = null
  /** What the last replay said; null: not replayed. */
  replay: { identical: boolean; message: string } | null = null

  private readonly changed = frameBatch(() => this.version.update((n) => n + 1))

  constructor(
    run: string | null,
    name: string,
    source: string,
    samples = new SampleStore(),
    output = new ConsoleBuffer(),
  ) {
    this.run = run
    this.name = name
    this.source = source
    this.live = run !== null
    this.samples = samples
    this.console = output
  }

  /** The model of an opened recording; `run` when it is that of a run still going on (a window that reconnects). */
  static of(open: OpenRecording, run: string | null = null): RecordingModel {
    const outputs = open.events.filter((event) => event.kind === 'output')
    const output = consoleOf(open.stdout, open.stderr, outputs)
    const model = new RecordingModel(run, open.info.name, open.scenario, new SampleStore(open.samples), output)
    model.addEvents(open.events)
    model.attribution = open.attribution
    model.info = open.info
    model.manifest = open.manifest
    return model
  }

  /** Latest virtual time known, ns. */
  get endTime(): number {
    const samples = this.samples.length === 0 ? 0 : this.samples.at('time', this.samples.length - 1)
    const events = this.events.length === 0 ? 0 : this.events[this.events.length - 1].time
    return Math.max(samples, events, this.manifest?.totals?.virtualTimeNs ?? 0)
  }

  /** Whether a file, as code objects name it, is the scenario itself. Before the recording says so, its name decides. */
  isOwnFile(file: string): boolean {
    return this.manifest ? file === this.manifest.file : file.slice(file.lastIndexOf('/') + 1) === `${this.name}.py`
  }

  get isEmpty(): boolean {
    return this.samples.length === 0 && this.events.length === 0
  }

  /** The value of a column at an instant (ns): that of the sample whose interval holds it. NaN without samples. */
  valueAt(name: SampleColumnName, time: number): number {
    return this.samples.at(name, this.samples.indexAt(time))
  }

  /** The last collection that had begun by `time` (ns), or null. */
  collectionAt(time: number): CollectionEvent | null {
    return this.collections[lastBegun(this.collections, time)] ?? null
  }

  addSamples(chunk: SampleChunk): void {
    this.samples.append(chunk)
    this.changed()
  }

  mergeSamples(): void {
    this.samples.merge()
    this.changed()
  }

  addEvents(events: readonly RunEvent[]): void {
    for (const event of events) {
      this.events.push(event)
      if (event.kind === 'collection') this.collections.push(event)
      else if (event.kind === 'mark') this.marks.push(event)
      else if (event.kind === 'output') this.outputs.push(event)
      else if (event.kind === 'exception' && event.uncaught) this.uncaught = event
    }
    this.changed()
  }

  addOutput(stream: 'stdout' | 'stderr', text: string): void {
    this.console.append(stream, text)
    this.changed()
  }

  /** The run is over and its recording exists: takes over what only the recording knows, and nothing on screen moves. */
  complete(open: OpenRecording): void {
    this.live = false
    if (open.samples.time.length !== this.samples.length) this.samples = new SampleStore(open.samples)
    if (open.events.length !== this.events.length) {
      this.events.length = this.collections.length = this.marks.length = this.outputs.length = 0
      this.addEvents(open.events)
    }
    this.attribution = open.attribution
    this.manifest = open.manifest
    this.info = open.info
    this.touch()
  }

  /** Something besides samples, events and output was altered. */
  touch(): void {
    this.changed()
  }
}

/** Index of the last event with a time at or before `time`; -1 when there is none. */
export function lastBegun(events: readonly { time: number }[], time: number): number {
  let low = 0
  let high = events.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (events[middle].time <= time) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** A model without anything, for the moments before the first recording is there. */
export const emptyModel = (): RecordingModel => new RecordingModel(null, '', '')
