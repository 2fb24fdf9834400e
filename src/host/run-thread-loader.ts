/**
 * First file of the worker thread: loads the big bundle beside it with the code that V8 compiled in an earlier run, so
 * that most functions need no parser. The cache belongs to one bundle (by the hash in the bundle's first line) and one
 * V8 with its flags; whatever does not fit is ignored and written again. Without it everything only takes longer.
 */
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Script } from 'node:vm'

interface Bundle {
  serve(bundle: string, atEnd: () => void): void
}
type Wrapper = (exports: object, require: NodeJS.Require) => void

const file = join(__dirname, 'run-worker.cjs')
const cacheFile = join(__dirname, `run-worker-${process.versions.v8}-${process.arch}.cache`)
const HASH_BYTES = 64

// one byte per character: scripts/build-cli.mjs leaves nothing but ASCII in the bundle
const source = readFileSync(file, 'latin1')
const hash = source.slice(2, 2 + HASH_BYTES)

function cached(): Buffer | undefined {
  let data: Buffer
  try {
    data = readFileSync(cacheFile)
  } catch {
    return undefined
  }
  return data.toString('latin1', 0, HASH_BYTES) === hash ? data.subarray(HASH_BYTES) : undefined
}

const cachedData = cached()
const script = new Script(`(function (exports, require) {${source}\n})`, { filename: file, cachedData })

/** After a run, when the functions that every run needs have been compiled. */
function remember(): void {
  if (cachedData !== undefined && script.cachedDataRejected === false) return
  const part = `${cacheFile}.${process.pid}.part`
  try {
    // whole or not at all: another process may be reading
    writeFileSync(part, Buffer.concat([Buffer.from(hash, 'latin1'), script.createCachedData()]))
    renameSync(part, cacheFile)
  } catch {
    // an installation that cannot be written to: the next run is as slow as this one
  }
}

const exports = {} as Bundle
const wrapper = script.runInThisContext() as Wrapper
wrapper(exports, require)
exports.serve(hash, remember)
