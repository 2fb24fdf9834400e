/** The thread in which a script runs: one process per thread, on a stack that Python's recursion limit cannot exhaust. */
import { type MessagePort, parentPort } from 'node:worker_threads'
import { type Recorder, startRecording } from '../lab/record/recorder'
import { verifyHeap } from '../runtime/check/heap-verifier'
import { createDebugger, type Debugger } from '../runtime/debug/debugger'
import { type Interruption, interruptionOf } from '../runtime/debug/interruption'
import { RunStopped } from '../runtime/debug/run-stopped'
import { flushStandardFiles } from '../runtime/eval/finalize'
import { setLabParameters } from '../runtime/modules/lab'
import { boot, run } from '../runtime/process'
import { LIBRARY_ROOT } from '../runtime/vfs/library-root'
import type { Mount } from '../runtime/vfs/tree'
import { CompiledLibrary } from './compiled-library'
import { archiveMount, filesMount, folderMount, watchedMount } from './mounts'
import { type RunPort, runPort } from './run-port'
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

function compiledReader(file: string): (path: string) => ReturnType<CompiledLibrary['read']> {
  let library: CompiledLibrary | null = null
  return (path) => {
    if (!path.startsWith(`${LIBRARY_ROOT}/`)) return null
    library ??= new CompiledLibrary(file)
    return library.read(path.slice(LIBRARY_ROOT.length + 1))
  }
}

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
}

/** Before boot(): what the interpreter itself allocates is part of the figures. */
function watchAll(request: RecordRequest, port: RunPort, interruption: Interruption): Watching {
  const debug = createDebugger({ ...request, ...port, interruption })
  const recorder = startRecording({
    settings: request.settings,
    scenarioFile: request.scenarioFile,
    emit: (message) => port.emit(message),
    now: () => performance.now() * 1e6,
  })
  return { request, recorder, debug }
}

function main(request: RunRequest, messages: MessagePort): ThreadResult {
  const { record } = request
  const port = runPort(messages, request.control)
  const terminal = terminalStreams(request.terminals)
  const interruption = interruptionOf(port.control)
  const onRead = record === null ? null : (path: string, bytes: Uint8Array) => port.emit({ kind: 'file', path, bytes })
  const recording = record === null ? null : watchAll(record, port, interruption)
  boot({
    streams:
      recording === null
        ? terminal
        : runStreams(recording.request, recording.recorder, port, terminal, recording.debug),
    library: lazyLibrary(request.archive),
    compiled: compiledReader(request.compiledLibrary),
    mounts: request.mounts.map((mount) => ({ path: mount.path, mount: mountOf(mount, onRead) })),
    cwd: request.cwd,
    hashSeed: request.hashSeed,
    gcThresholds: request.gcThresholds,
    gcEnabled: request.gcEnabled,
    memoryLimit: request.memoryLimit,
    lineEvents: record?.lineEvents === true,
  })
  setLabParameters(request.parameters)
  flushRecorder = recording?.recorder.flush ?? null
  const watcher = watch(request, interruption, recording?.debug.pausedMs)
  if (record !== null) port.emit({ kind: 'started' })
  let damage: string[] = []
  const verify = (): void => {
    if (request.verifyHeap) damage = [...damage, ...verifyHeap()]
  }
  const atEnd = (): void => {
    recording?.debug.detach()
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
  const result = watcher.result(exitCode)
  recording?.recorder.finish(result.exitCode, result.reason)
  return damage.length > 0 ? { kind: 'damaged', findings: damage } : result
}

let flushRecorder: (() => void) | null = null

/** After a failure of the runtime itself: what the script has printed so far must not be lost. */
function flushOutput(): void {
  try {
    flushStandardFiles()
    flushRecorder?.()
  } catch {
    // the heap may be in any state
  }
}

/** Waits for the one request and executes it; atEnd is called before the result is sent, after which the thread may be killed. */
export function serve(atEnd: () => void): void {
  const messages = parentPort
  messages?.once('message', (request: RunRequest) => {
    try {
      const result = main(request, messages)
      atEnd()
      messages.postMessage(result)
    } catch (e) {
      flushOutput()
      messages.postMessage({ kind: 'crash', message: e instanceof Error ? (e.stack ?? e.message) : String(e) })
    }
  })
}
