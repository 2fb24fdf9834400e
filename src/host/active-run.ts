/** One run from its start to its recording: what the thread says goes to the recording, to the disk and to the windows. */
import type { FrameInfo, PauseReason, RunCommand, RunMessage, SampleChunk, VariableInfo } from '../protocol/run'
import type { Params, RunState, RunStatus, ServiceEvent } from '../protocol/service'
import { RunFeed } from './run-feed'
import { type RunHandle, type RunOutcome, scenarioFile, type startRun } from './run-handle'
import { UserError } from './user-error'

/** What takes the messages of the thread: recording builder and spill file. */
export interface RunSink {
  apply(message: RunMessage): void
}

export interface ActiveRunOptions {
  id: string
  request: Params<'run.start'>
  start: typeof startRun
  sink: RunSink
  emit: (event: ServiceEvent) => void
}

type Reply = Extract<RunMessage, { kind: 'reply' }>

interface Pending {
  resolve(reply: Reply): void
  reject(error: Error): void
}

const STATES: Record<RunOutcome['reason'], RunState> = {
  finished: 'finished',
  failed: 'failed',
  stopped: 'stopped',
  'time limit': 'failed',
  crashed: 'failed',
}

function explanation(outcome: RunOutcome, timeLimit: number | null): string | undefined {
  if (outcome.reason === 'time limit') return `The time limit of ${timeLimit} s is over.`
  if (outcome.reason !== 'crashed') return undefined
  return `The simulated process died: a bug of the lab, not of the script. The recording up to there is kept.\n${outcome.message ?? ''}`
}

export class ActiveRun {
  readonly id: string
  /** Settles when the thread is gone; the windows have been told the end before. */
  readonly done: Promise<RunOutcome>
  /** The last thing that was said about the state; a window that comes back hears it again. */
  state: RunStatus
  private readonly handle: RunHandle
  private readonly feed: RunFeed
  private readonly pending = new Map<number, Pending>()
  private nextId = 1
  private time = 0
  private line = 0

  constructor(private readonly options: ActiveRunOptions) {
    const { id, request, emit } = options
    this.id = id
    this.feed = new RunFeed(id, emit)
    this.state = { kind: 'run.state', run: id, state: 'running', line: 0, time: 0 }
    const { name, source, settings, breakpoints, pauseAtStart } = request
    this.handle = options.start({ file: scenarioFile(name), source, settings, breakpoints, pauseAtStart }, (message) =>
      this.received(message),
    )
    emit(this.state)
    this.done = this.handle.done.then((outcome) => this.ended(outcome))
  }

  get over(): boolean {
    return this.state.state !== 'running' && this.state.state !== 'paused'
  }

  /** Tells the windows everything that has happened so far. */
  flush(): void {
    this.feed.flush(Number.POSITIVE_INFINITY)
  }

  stop(): void {
    if (!this.over) this.handle.stop()
  }

  pause(): void {
    if (!this.over) this.handle.pause()
  }

  continue(): void {
    this.needPaused()
    this.handle.continue()
  }

  /** Needs a paused run. */
  step(mode: 'over' | 'into' | 'out'): void {
    this.needPaused()
    this.handle.post({ kind: 'step', mode })
  }

  breakpoints(lines: number[]): void {
    if (!this.over) this.handle.post({ kind: 'breakpoints', lines })
  }

  input(text: string | null): void {
    if (this.state.state !== 'paused' || this.state.reason !== 'input')
      throw new UserError('The script does not wait for input.')
    this.handle.post({ kind: 'input', text })
  }

  async frames(): Promise<FrameInfo[]> {
    return (await this.ask((id) => ({ kind: 'frames', id }))).frames ?? []
  }

  async variables(frame: number): Promise<VariableInfo[]> {
    return (await this.ask((id) => ({ kind: 'variables', id, frame }))).variables ?? []
  }

  async children(address: string): Promise<VariableInfo[]> {
    return (await this.ask((id) => ({ kind: 'children', id, address }))).variables ?? []
  }

  private needPaused(): void {
    if (this.state.state !== 'paused') throw new UserError('The run is not paused.')
  }

  private ask(command: (id: number) => RunCommand): Promise<Reply> {
    this.needPaused()
    const id = this.nextId++
    return new Promise((resolve, reject) => {
      this.pending.set(id, { resolve, reject })
      this.handle.post(command(id))
    })
  }

  private received(message: RunMessage): void {
    this.options.sink.apply(message)
    switch (message.kind) {
      case 'samples':
        this.sampled(message.chunk)
        break
      case 'resample':
        this.feed.resample(message.intervalNs)
        break
      case 'events':
        this.feed.happened(message.events)
        break
      case 'output':
        this.feed.output(message.stream, message.bytes)
        break
      case 'paused':
        this.paused(message)
        break
      case 'resumed':
        this.rejectPending()
        this.tell({ state: 'running', line: this.line, time: this.time })
        break
      case 'reply':
        this.replied(message)
        break
      case 'end': // its event has come with the others; nothing follows, and the thread need not be waited for
        this.time = message.event.time
        this.ended({ exitCode: message.event.exitCode, reason: message.event.reason })
        break
    }
  }

  private replied(reply: Reply): void {
    const pending = this.pending.get(reply.id)
    this.pending.delete(reply.id)
    if (reply.error === undefined) pending?.resolve(reply)
    else pending?.reject(new UserError(reply.error))
  }

  private sampled(chunk: SampleChunk): void {
    if (chunk.length === 0) return
    this.time = chunk.columns.time[chunk.length - 1]
    this.line = chunk.columns.line[chunk.length - 1]
    this.feed.samples(chunk)
  }

  /** A window must have everything up to the pause before it hears of the pause. */
  private paused(message: { reason: PauseReason; line: number; time: number; prompt?: string }): void {
    const { reason, line, time, prompt } = message
    this.line = line
    this.time = time
    this.flush()
    this.tell({ state: 'paused', reason, line, time, ...(prompt !== undefined && { prompt }) })
  }

  private ended(outcome: RunOutcome): RunOutcome {
    if (this.over) return outcome
    this.rejectPending()
    this.feed.finish()
    const message = explanation(outcome, this.options.request.settings.timeLimit)
    const state = STATES[outcome.reason]
    this.tell({ state, line: this.line, time: this.time, ...(message !== undefined && { message }) })
    return outcome
  }

  private tell(state: Omit<RunStatus, 'kind' | 'run'>): void {
    this.state = { kind: 'run.state', run: this.id, ...state }
    this.options.emit(this.state)
  }

  private rejectPending(): void {
    for (const { reject } of this.pending.values()) reject(new UserError('The run is not paused any more.'))
    this.pending.clear()
  }
}
