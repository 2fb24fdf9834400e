/**
 * First file of the worker thread: loads cli-worker.cjs through V8's code cache, which holds the functions that starting
 * and ending a process needs, compiled. The cache is only a shortcut: one that does not fit this Node is ignored.
 */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { Script } from 'node:vm'

const file = join(__dirname, 'cli-worker.cjs')
const cacheFile = join(__dirname, 'cli-worker.cache')

const source = readFileSync(file, 'utf8')
const cachedData = existsSync(cacheFile) ? readFileSync(cacheFile) : undefined
const script = new Script(`(function (require, module, exports) {${source}\n})`, { filename: file, cachedData })
const module = { exports: {} }
script.runInThisContext()(createRequire(file), module, module.exports)

// the build asks for a cache of what a short run has compiled
if (process.env.PYMEMLAB_WRITE_CODE_CACHE === '1') {
  writeFileSync(`${cacheFile}.part`, script.createCachedData())
  renameSync(`${cacheFile}.part`, cacheFile)
}
