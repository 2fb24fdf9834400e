/** Runs: starting and steering them, and what their events do to the state. */
import type { RecordingInfo, RunState, ServiceEvent } from '../../protocol/service'
import {
  breakpoints,
  type CurrentRun,
  compared,
  comparison,
  currentRun,
  cursorTime,
  hoverTime,
  isActive,
  openDocument,
  recordings,
  revealLine,
  selectedCollection,
  selection,
  settings,
  shown,
  showToast,
  visibleRange,
} from './app-state'
import { invoke } from './client'
import { frameBatch } from './frame-batch'
import { showPanel } from './panel-requests'
import { lastRecording } from './preferences'
import { RecordingModel } from './recording-model'

/** The model that the present run feeds; it may be off screen while an older recording is looked at. */
let live: RecordingModel | null = null
/** Between the request to start and its reply, events may come whose run has no name here yet. */
let starting: { name: string; source: string } | null = null

/** Puts a recording on screen; everything that spoke of the one before is forgotten. */
export function show(model: RecordingModel): void {
  cursorTime.set(null)
  hoverTime.set(null)
  selection.set(null)
  visibleRange.set(null)
  selectedCollection.set(null)
  compared.set(null)
  comparison.set(null)
  shown.set(model)
  if (model.info) lastRecording.set(model.info.id)
}

export async function startRun(options: { pauseAtStart?: boolean } = {}): Promise<void> {
  const document = openDocument.get()
  if (!document || isActive.get()) return
  const { name, source } = document
  starting = { name, source }
  currentRun.set(freshRun('', 'running'))
  try {
    const { run } = await invoke('run.start', {
      name,
      source,
      settings: settings.get(),
      breakpoints: [...breakpoints.get()],
      pauseAtStart: options.pauseAtStart ?? false,
    })
    if (starting) adopt(run)
  } catch (error) {
    starting = null
    currentRun.update((run) => run && { ...run, state: 'failed', message: messageOf(error) })
    throw error
  }
}

/** Steps from the start when nothing runs: the run is begun and waits at its first line. */
export async function stepOrStart(mode: 'over' | 'into'): Promise<void> {
  if (!isActive.get()) return startRun({ pauseAtStart: true })
  await withRun((run) => invoke('run.step', { run, mode }))
}

export const pauseRun = (): Promise<void> => withRun((run) => invoke('run.pause', { run }))
export const continueRun = (): Promise<void> => withRun((run) => invoke('run.continue', { run }))
export const answerInput = (text: string | null): Promise<void> => withRun((run) => invoke('run.input', { run, text }))

export async function stopRun(): Promise<void> {
  currentRun.update((run) => run && { ...run, stopping: true })
  await withRun((run) => invoke('run.stop', { run }))
}

async function withRun(ask: (run: string) => Promise<unknown>): Promise<void> {
  const run = currentRun.get()
  if (run?.id && isActive.get()) await ask(run.id)
}

/** Breakpoints follow the editor while a run goes on, as long as its lines are still those of the run. */
breakpoints.subscribe(() => {
  const run = currentRun.get()
  if (run?.id && isActive.get() && openDocument.get()?.source === live?.source) {
    void invoke('run.breakpoints', { run: run.id, lines: [...breakpoints.get()] }).catch((error) =>
      showToast(messageOf(error), { tone: 'error' }),
    )
  }
})

/** A window that was opened or has reconnected while a run goes on, or after it: takes up what the host knows of it. */
export async function resumeRun(): Promise<boolean> {
  const current = await invoke('run.current', {})
  if (!current) return false
  const ended = current.state !== 'running' && current.state !== 'paused'
  const model = RecordingModel.of(current.recording, current.run)
  model.live = !ended
  if (ended && model.info) model.info = presentInfo(model.info)
  const before = currentRun.get()
  live = model
  currentRun.set({
    ...freshRun(current.run, current.state),
    ...(before?.id === current.run && { startedAt: before.startedAt, prompt: before.prompt, reason: before.reason }),
    line: model.samples.length ? model.samples.at('line', model.samples.length - 1) : 0,
    time: model.endTime,
  })
  show(model)
  if (current.status) onState(current.status)
  return true
}

/** A recording that was saved or renamed has another handle since; the list has it, and `created` tells which it is. */
function presentInfo(info: RecordingInfo): RecordingInfo {
  const list = recordings.get() ?? []
  return list.find(({ id }) => id === info.id) ?? list.find(({ created }) => created === info.created) ?? info
}

/** What an event of the service means for the run of this window. */
export function onServiceEvent(event: ServiceEvent): void {
  if (event.kind === 'recordings.changed') {
    void refreshRecordings()
    return
  }
  if (!('run' in event)) return
  if (starting && event.run !== live?.run) adopt(event.run)
  if (!live || live.run !== event.run) return
  switch (event.kind) {
    case 'run.state':
      onState(event)
      break
    case 'run.samples':
      live.addSamples(event.chunk)
      progress.line = event.line
      progress.time = event.chunk.length ? event.chunk.columns.time[event.chunk.length - 1] : progress.time
      showProgress()
      break
    case 'run.resample':
      live.mergeSamples()
      break
    case 'run.events':
      live.addEvents(event.events)
      break
    case 'run.output':
      live.addOutput(event.stream, event.text)
      break
    case 'run.recorded':
      void takeRecording(live, event.recording)
  }
}

/** Line and time of the run, told once per animation frame. */
const progress = { line: 0, time: 0 }
const showProgress = frameBatch(() => {
  currentRun.update((run) => (run?.state === 'running' ? { ...run, ...progress } : run))
})

function adopt(run: string): void {
  if (!starting) return
  live = new RecordingModel(run, starting.name, starting.source)
  starting = null
  progress.line = 0
  progress.time = 0
  currentRun.update((before) => ({ ...(before ?? freshRun(run, 'running')), id: run }))
  show(live)
}

function onState(event: Extract<ServiceEvent, { kind: 'run.state' }>): void {
  const ended = event.state !== 'running' && event.state !== 'paused'
  currentRun.update((run) => ({
    ...(run ?? freshRun(event.run, event.state)),
    id: event.run,
    state: event.state,
    line: ended ? 0 : event.line,
    time: event.time,
    reason: event.state === 'paused' ? (event.reason ?? 'pause') : null,
    prompt: event.prompt ?? '',
    message: event.message ?? '',
    stopping: !ended && (run?.stopping ?? false),
  }))
  if (event.state === 'paused') {
    showPanel(event.reason === 'input' ? 'console' : 'variables')
    if (event.line > 0) revealLine.set({ line: event.line })
  }
  if (ended && live) {
    live.live = false
    live.touch()
  }
}

async function takeRecording(model: RecordingModel, info: RecordingInfo): Promise<void> {
  model.info = info
  try {
    model.complete(await invoke('recordings.open', { id: info.id }))
    if (shown.get() === model) lastRecording.set(info.id)
  } catch (error) {
    showToast(messageOf(error), { tone: 'error' })
  }
}

export async function refreshRecordings(): Promise<void> {
  try {
    recordings.set(await invoke('recordings.list', {}))
  } catch (error) {
    if (recordings.get() === null) recordings.set([])
    showToast(messageOf(error), { tone: 'error' })
  }
}

function freshRun(id: string, state: RunState): CurrentRun {
  return {
    id,
    state,
    line: 0,
    time: 0,
    reason: null,
    prompt: '',
    message: '',
    startedAt: performance.now(),
    stopping: false,
  }
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
