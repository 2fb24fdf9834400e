/** One request carried out: the process booted with all that watches it, the program run, the end told. Once per JavaScript realm. */
import { type Recorder, startRecording } from '../lab/record/recorder'
import { verifyHeap } from '../runtime/check/heap-verifier'
import type { CodeUnit } from '../runtime/compile/code-unit'
import { createDebugger, type Debugger } from '../runtime/debug/debugger'
import { type Interruption, interruptionOf } from '../runtime/debug/interruption'
import { RunStopped } from '../runtime/debug/run-stopped'
import { runUntil, type Until } from '../runtime/debug/until'
import { flushStandardFiles } from '../runtime/eval/finalize'
import { setLabParameters } from '../runtime/modules/lab'
import { clockNs } from '../runtime/object/clock'
import { boot, run } from '../runtime/process'
import { LIBRARY_ROOT } from '../runtime/vfs/library-root'
import type { Mount } from '../runtime/vfs/tree'
import { CompiledLibrary } from './compiled-library'
import { FunctionCollector, KeptFunctions, keptFile } from './kept-functions'
import { archiveMount, filesMount, folderMount, watchedMount } from './mounts'
import type { RunPort } from './run-port'
import {
  EXIT_INTERRUPTED,
  type MountRequest,
  type RecordRequest,
  type RunRequest,
  type ThreadResult,
} from './run-request'
import { runStreams } from './run-streams'
import { watch } from './run-watch'
import { StdlibArchive } from './stdlib-archive'
import { terminalStreams } from './terminal-streams'

/** The library is opened when the first module is imported. */
function lazyLibrary(file: string): Mount {
  let mount: Mount | null = null
  const get = (): Mount => {
    mount ??= archiveMount(new StdlibArchive(file))
    return mount
  }
  return { list: (path) => get().list(path), readFile: (path) => get().readFile(path) }
}

/** Opens both files when the first module is imported. */
function compiledReader(file: string, functions: () => Functions): (path: string) => CodeUnit | null {
  let opened: { library: CompiledLibrary; functions: Functions } | null = null
  return (path) => {
    if (!path.startsWith(`${LIBRARY_ROOT}/`)) return null
    opened ??= { library: new CompiledLibrary(file), functions: functions() }
    const inside = path.slice(LIBRARY_ROOT.length + 1)
    const unit = opened.library.read(inside)
    if (unit !== null) opened.functions.attach(inside, unit)
    return unit
  }
}
type Functions = Pick<KeptFunctions, 'attach'>

/** Files of the request are known to the host; those of its folders it wants to keep with the recording. */
function mountOf(
  { path, folder, files }: MountRequest,
  onRead: ((path: string, bytes: Uint8Array) => void) | null,
): Mount {
  let behind: Mount | null = null
  if (folder !== undefined) {
    behind = folderMount(folder)
    if (onRead !== null) behind = watchedMount(behind, path, onRead)
  }
  return files === undefined && behind !== null ? behind : filesMount(files ?? [], behind)
}

interface Watching {
  request: RecordRequest
  recorder: Recorder
  debug: Debugger
  until: Until | null
}

/** Before boot(): what the interpreter itself allocates is part of the figures. */
function watchAll(request: RecordRequest, port: RunPort, interruption: Interruption): Watching {
  const debug = createDebugger({
    ...request,
    ...port,
    interruption,
    beforePause: () => flushRecorder?.(),
    breakpointCalls: request.input === 'messages',
  })
  const { settings, scenarioFile } = request
  const until =
    request.until === undefined
      ? null
      : runUntil(request.until, scenarioFile, (state) => port.emit({ kind: 'state', state }))
  const recorder = startRecording({
    settings,
    scenarioFile,
    emit: (message) => port.emit(message),
    now: () => (performance.now() - debug.pausedMs()) * 1e6,
    onEvent: until === null ? undefined : (event) => until.event(event.seq),
  })
  return { request, recorder, debug, until }
}

/**
 * The control buffer of `port` is that of the request. Messages of a recorded run go to the port; the result is left to the
 * caller. `bundle` says which build this is; '': one that has no kept functions.
 */
export function execute(request: RunRequest, port: RunPort, bundle = ''): ThreadResult {
  const { record } = request
  const interruption = interruptionOf(port.control, request.stopGraceMs)
  const terminal = terminalStreams(request.terminals, () => {
    const pending = interruption.pending()
    if (pending) interruption.take()
    return pending
  })
  const onRead = record === null ? null : (path: string, bytes: Uint8Array) => port.emit({ kind: 'file', path, bytes })
  const recording = record === null ? null : watchAll(record, port, interruption)
  const lineEvents = record?.lineEvents === true
  const functionsFile = keptFile(request.keptFunctions, lineEvents)
  const collector = request.collectFunctions === true ? new FunctionCollector(lineEvents) : null
  boot({
    streams:
      recording === null
        ? terminal
        : runStreams(recording.request, recording.recorder, port, terminal, recording.debug),
    library: lazyLibrary(request.archive),
    compiled: compiledReader(
      request.compiledLibrary,
      () => collector ?? new KeptFunctions(functionsFile, bundle, lineEvents),
    ),
    mounts: request.mounts.map((mount) => ({ path: mount.path, mount: mountOf(mount, onRead) })),
    cwd: request.cwd,
    hashSeed: request.hashSeed,
    gcThresholds: request.gcThresholds,
    gcEnabled: request.gcEnabled,
    memoryLimit: request.memoryLimit,
    lineEvents,
  })
  setLabParameters(request.parameters)
  flushRecorder = recording?.recorder.flush ?? null
  const watcher = watch(request, interruption, {
    pausedMs: recording?.debug.pausedMs,
    interrupted: (by) => port.emit({ kind: 'interrupted', by, time: clockNs() }),
  })
  if (record !== null) port.emit({ kind: 'started' })
  let damage: string[] = []
  const verify = (): void => {
    if (request.verifyHeap) damage = [...damage, ...verifyHeap()]
  }
  const atEnd = (): void => {
    recording?.debug.detach()
    recording?.until?.remove()
    watcher.atEnd()
    recording?.recorder.atEnd()
  }
  let exitCode: number
  try {
    exitCode = run(request.program, () => {
      atEnd()
      verify()
    })
    verify()
  } catch (e) {
    // the program did not give in: its heap is as it was, and no Python code may run any more
    if (!(e instanceof RunStopped)) throw e
    atEnd()
    exitCode = EXIT_INTERRUPTED
  }
  collector?.write(functionsFile, bundle)
  const result = watcher.result(exitCode)
  try {
    recording?.recorder.finish(result.exitCode, result.reason)
  } catch (e) {
    // the end itself was the event to stop at
    if (!(e instanceof RunStopped)) throw e
  }
  return damage.length > 0 ? { kind: 'damaged', findings: damage } : result
}

let flushRecorder: (() => void) | null = null

/** After a failure of the runtime itself: what the script has printed so far must not be lost. */
export function flushOutput(): void {
  try {
    flushStandardFiles()
    flushRecorder?.()
  } catch {
    // the heap may be in any state
  }
}
