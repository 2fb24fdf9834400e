/** Runs a recorded scenario again and holds it against its recording; or runs it up to an instant and tells what is there. */
import { ReplayCheck } from '../lab/replay/replay-check'
import type { Recording } from '../protocol/recording'
import type { ProcessState, RunMessage, UntilTarget } from '../protocol/run'
import type { ReplayResult } from '../protocol/service'
import { type RunOutcome, SCENARIO_FOLDER, type StartRequest, startRun } from './run-handle'
import type { MountRequest } from './run-request'

export interface ReplayOptions {
  /** Run this text instead of the recorded one: where does it go another way? */
  source?: string
  /** 0 to 1. */
  onProgress?: (fraction: number) => void
  signal?: AbortSignal
}

/** The other files that the recorded run read, where it read them. */
function mountsOf({ files }: Recording): MountRequest[] {
  const folders = new Map<string, { name: string; bytes: Uint8Array }[]>()
  for (const { path, bytes } of files ?? []) {
    const inScenarioFolder = path.startsWith(`${SCENARIO_FOLDER}/`)
    const folder = inScenarioFolder ? SCENARIO_FOLDER : path.slice(0, Math.max(1, path.lastIndexOf('/')))
    const list = folders.get(folder) ?? []
    list.push({ name: path.slice(folder === '/' ? 1 : folder.length + 1), bytes })
    folders.set(folder, list)
  }
  return [...folders].map(([path, list]) => ({ path, files: list }))
}

/** The request that repeats a recorded run, byte for byte. */
export function repeatRequest(recording: Recording, source = recording.scenario): StartRequest {
  const { manifest } = recording
  return {
    file: manifest.file,
    source,
    settings: manifest.settings,
    mounts: mountsOf(recording),
    repeat: { input: recording.stdin ?? new Uint8Array(0), interruptAt: manifest.interruptions ?? [] },
  }
}

/** Runs the scenario again with its settings, input and files. Never rejects for what the scenario does. */
export async function replayRecording(recording: Recording, options: ReplayOptions = {}): Promise<ReplayResult> {
  const check = new ReplayCheck(recording)
  const onMessage = (message: RunMessage): void => {
    check.apply(message)
    options.onProgress?.(check.fraction)
    if (check.decided) handle.terminate()
  }
  const handle = startRun(repeatRequest(recording, options.source), onMessage)
  const abort = (): void => handle.terminate()
  options.signal?.addEventListener('abort', abort)
  const outcome = await handle.done
  options.signal?.removeEventListener('abort', abort)
  options.signal?.throwIfAborted()
  return check.result(outcome.reason === 'crashed' ? `the run crashed (${outcome.message})` : undefined)
}

/** Runs the scenario again up to an instant. `state` is undefined when the run ended before it. */
export async function replayUntil(
  recording: Recording,
  until: UntilTarget,
  onMessage: (message: RunMessage) => void = () => {},
): Promise<{ state: ProcessState | undefined; outcome: RunOutcome }> {
  const outcome = await startRun({ ...repeatRequest(recording), until }, onMessage).done
  return { state: outcome.state, outcome }
}
