/** The run of this service: at most one at a time, recorded from its first message to its last. */
import { randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { RecordingBuilder, type RecordingHead } from '../lab/recording'
import type { RunMessage } from '../protocol/run'
import type { LabApi, Params, RecordingInfo, Result, ServiceEvent } from '../protocol/service'
import { ActiveRun } from './active-run'
import type { DataFolders } from './data-folder'
import { openRecording } from './open-recording'
import type { RecordingStore } from './recording-store'
import { type RunOutcome, scenarioFile, startRun } from './run-handle'
import { SpillFile } from './spill-file'
import { UserError } from './user-error'

const SPILL_NAME = /^([0-9a-f-]+)\.(\d+)\.pymemlab\.part$/
const spillName = (run: string, pid: number): string => `${run}.${pid}.pymemlab.part`

/** Another lab on the same folder is alive and still writes: its spill files are its own. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

interface Current {
  run: ActiveRun
  builder: RecordingBuilder
  /** Set when the run is over and its recording is on disk. */
  info: RecordingInfo | null
  /** Settles when the recording is on disk and the windows know it. */
  recorded: Promise<void>
}

export interface RunsOptions {
  folders: DataFolders
  recordings: RecordingStore
  emit: (event: ServiceEvent) => void
  /** Starts threads; a test gives its own. */
  start?: typeof startRun
}

export class Runs {
  private current: Current | null = null

  constructor(private readonly options: RunsOptions) {}

  start(request: Params<'run.start'>): string {
    if (this.current !== null && !this.current.run.over)
      throw new UserError('A run is going on already: stop it before you start another.')
    const { folders, emit } = this.options
    const id = randomUUID()
    const { name, source, settings } = request
    const created = new Date().toISOString()
    const head: RecordingHead = { name, file: scenarioFile(name), scenario: source, settings, created }
    mkdirSync(folders.unsaved, { recursive: true })
    const builder = new RecordingBuilder(head)
    const spill = new SpillFile(join(folders.unsaved, spillName(id, process.pid)), head)
    const sink = {
      apply(message: RunMessage): void {
        builder.apply(message)
        spill.append(message)
      },
    }
    const run = new ActiveRun({ id, request, start: this.options.start ?? startRun, sink, emit })
    const current: Current = { run, builder, info: null, recorded: Promise.resolve() }
    current.recorded = run.done.then((outcome) => this.record(current, spill, outcome))
    this.current = current
    return id
  }

  /** The run with this handle. Throws UserError when it is another one or over. */
  get(id: string): ActiveRun {
    if (this.current?.run.id !== id || this.current.run.over) throw new UserError('This run is over.')
    return this.current.run
  }

  /** Nothing to do when it is over: it may have ended while the request was on its way. */
  stop(id: string): void {
    if (this.current?.run.id === id) this.current.run.stop()
  }

  /** Everything of the present run, or of the last one when none is going on. */
  now(): Result<'run.current'> {
    if (this.current === null) return null
    const { run, builder, info } = this.current
    run.flush() // what waits would come a second time, after the recording that has it already
    const recording = builder.recording()
    const { name, created, settings, complete, totals } = recording.manifest
    const unsaved = { id: `unsaved:${run.id}`, name, created, file: null, bytes: 0, complete, settings, totals }
    return {
      run: run.id,
      recording: openRecording(info ?? unsaved, recording),
      state: run.state.state,
      status: run.state,
    }
  }

  /** Makes recordings of what runs whose host died had written. */
  async recover(): Promise<void> {
    const { folders, recordings } = this.options
    mkdirSync(folders.unsaved, { recursive: true })
    for (const name of readdirSync(folders.unsaved)) {
      const [, run, pid] = SPILL_NAME.exec(name) ?? []
      if (run === undefined || (Number(pid) !== process.pid && isAlive(Number(pid)))) continue
      const file = join(folders.unsaved, name)
      try {
        await recordings.keepSpill(run, file)
      } catch {
        renameSync(file, `${file}.damaged`) // for a report of the bug; trying again would end the same way
      }
    }
  }

  async close(): Promise<void> {
    this.current?.run.stop()
    await this.current?.recorded
  }

  private async record(current: Current, spill: SpillFile, outcome: RunOutcome): Promise<void> {
    const { recordings, emit } = this.options
    const { builder, run } = current
    // the end of a run that was killed stands in the file as it stands in memory
    const end = builder.abort(outcome.exitCode, outcome.reason)
    if (end !== null) spill.append({ kind: 'events', events: [end] })
    spill.close()
    try {
      if (spill.failure === null) current.info = await recordings.keepSpill(run.id, spill.file)
      else {
        current.info = await recordings.keep(run.id, builder.recording())
        rmSync(spill.file, { force: true })
      }
      emit({ kind: 'run.recorded', run: current.run.id, recording: current.info })
    } catch {
      // the disk would not take it: what the spill file has is made a recording at the next start
    }
  }
}

export function runMethods(runs: Runs): Pick<LabApi, Extract<keyof LabApi, `run.${string}`>> {
  return {
    'run.start': async (request) => ({ run: runs.start(request) }),
    'run.stop': async ({ run }) => after(() => runs.stop(run)),
    'run.pause': async ({ run }) => after(() => runs.get(run).pause()),
    'run.continue': async ({ run }) => after(() => runs.get(run).continue()),
    'run.step': async ({ run, mode }) => after(() => runs.get(run).step(mode)),
    'run.breakpoints': async ({ run, lines }) => after(() => runs.get(run).breakpoints(lines)),
    'run.input': async ({ run, text }) => after(() => runs.get(run).input(text)),
    'run.frames': ({ run }) => runs.get(run).frames(),
    'run.variables': ({ run, frame }) => runs.get(run).variables(frame),
    'run.children': ({ run, address }) => runs.get(run).children(address),
    'run.current': async () => runs.now(),
  }
}

const after = (action: () => void): null => {
  action()
  return null
}
