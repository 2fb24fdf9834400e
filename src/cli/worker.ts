/** The thread in which a script runs: one process per thread, on a stack that Python's recursion limit cannot exhaust. */
import { parentPort } from 'node:worker_threads'
import { CompiledLibrary } from '../host/compiled-library'
import { archiveMount, folderMount } from '../host/mounts'
import { StdlibArchive } from '../host/stdlib-archive'
import { verifyHeap } from '../runtime/check/heap-verifier'
import { flushStandardFiles } from '../runtime/eval/finalize'
import { boot, run } from '../runtime/process'
import { LIBRARY_ROOT } from '../runtime/vfs/library-root'
import type { Mount } from '../runtime/vfs/tree'
import type { RunRequest, WorkerMessage } from './protocol'
import { standardStreams } from './streams'
import { watch } from './watch'

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

function main(request: RunRequest): WorkerMessage {
  boot({
    streams: standardStreams(request.terminals),
    library: lazyLibrary(request.archive),
    compiled: compiledReader(request.compiledLibrary),
    mounts: request.mounts.map(({ path, folder }) => ({ path, mount: folderMount(folder) })),
    cwd: request.cwd,
    hashSeed: request.hashSeed,
    gcThresholds: request.gcThresholds,
    memoryLimit: request.memoryLimit,
  })
  const watcher = watch(request)
  let damage: string[] = []
  const verify = (): void => {
    if (request.verifyHeap) damage = [...damage, ...verifyHeap()]
  }
  const exitCode = run(request.program, () => {
    watcher.atEnd()
    verify()
  })
  verify()
  if (damage.length > 0) return { kind: 'damaged', findings: damage }
  return watcher.result(exitCode)
}

/** After a failure of the runtime itself: what the script has printed so far must not be lost. */
function flushOutput(): void {
  try {
    flushStandardFiles()
  } catch {
    // the heap may be in any state
  }
}

/** Waits for the one request and executes it; atEnd is called before the result is sent, after which the thread may be killed. */
export function serve(atEnd: () => void): void {
  parentPort?.once('message', (request: RunRequest) => {
    let message: WorkerMessage
    try {
      message = main(request)
      atEnd()
    } catch (e) {
      flushOutput()
      message = { kind: 'crash', message: e instanceof Error ? (e.stack ?? e.message) : String(e) }
    }
    parentPort?.postMessage(message)
  })
}
