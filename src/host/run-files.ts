/** Where the built parts of a run lie, and its thread. */
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { SHARE_ENV, Worker } from 'node:worker_threads'
import type { RunRequest } from './run-request'

/** Small functions of the runtime are meant to be inlined into generated code. */
const V8_FLAGS = ['--max-inlined-bytecode-size-cumulative=3000', '--max-inlined-bytecode-size=800']
/** Python's recursion limit must be what stops a recursion. */
const STACK_MB = 256
const THREAD_FILE = 'run-thread.cjs'

let found = ''

/** out/main, seen from a bundle in it, from a chunk in a folder of it, or from the sources. */
function builtFolder(): string {
  if (found !== '') return found
  const here = import.meta.dirname
  const folders = [here, dirname(here), join(here, '../../out/main')]
  const folder = folders.find((name) => existsSync(join(name, THREAD_FILE)))
  if (folder === undefined) throw new Error(`${THREAD_FILE} is not there: build it with 'npm run build:cli'`)
  found = folder
  return folder
}

/** A built part by its name, null when it is not there. */
export function builtFile(name: string): string | null {
  const file = join(builtFolder(), name)
  return existsSync(file) ? file : null
}

export const libraryFiles = (): Pick<RunRequest, 'archive' | 'compiledLibrary' | 'keptFunctions'> => ({
  archive: join(dirname(createRequire(import.meta.url).resolve('pyodide/package.json')), 'python_stdlib.zip'),
  compiledLibrary: join(builtFolder(), 'stdlib.bin'),
  keptFunctions: join(builtFolder(), 'stdlib-functions'),
})

/** Starts a thread, which loads the runtime and waits for its request (src/host/run-thread.ts). */
export function startThread(): Worker {
  for (const flag of V8_FLAGS) setFlagsFromString(flag)
  const file = join(builtFolder(), THREAD_FILE)
  return new Worker(file, { resourceLimits: { stackSizeMb: STACK_MB }, env: SHARE_ENV, trackUnmanagedFds: false })
}
