// What every script needs to know about the working tree: where it is, whether the dependencies are installed,
// and whether the built command line is older than its sources.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'

export const root = resolve(import.meta.dirname, '../..')
export const cliFile = join(root, 'out/main/cli.js')
export const webHostFile = join(root, 'out/main/web.js')

/** Runs a command in the project folder with its output shown; returns the exit status (1 when it could not start). */
export function run(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options })
  if (result.error) console.error(`${command}: ${result.error.message}`)
  return result.status ?? 1
}

/** What a set-up step says goes to standard error: standard output belongs to the command that needed it. */
const setUp = (command, args, options = {}) => run(command, args, { stdio: ['inherit', 2, 'inherit'], ...options })

/** `npm ci` when node_modules is missing: a fresh clone needs Node and npm only. */
export function ensureInstalled() {
  if (existsSync(join(root, 'node_modules/vite/package.json'))) return
  console.error('installing the dependencies (npm ci) ...')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const status = setUp(npm, ['ci', '--no-audit', '--no-fund'], { shell: process.platform === 'win32' })
  if (status !== 0) {
    console.error('npm ci failed; the lines above say why. Repair it and run the same command again.')
    process.exit(status)
  }
}

function newestChange(folder) {
  let newest = 0
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) newest = Math.max(newest, statSync(join(entry.parentPath, entry.name)).mtimeMs)
  }
  return newest
}

/** A build is fresh when it is newer than everything it may be made of. */
function isFresh(file) {
  if (!existsSync(file)) return false
  const built = statSync(file).mtimeMs
  const sources = ['src', 'resources'].map((name) => join(root, name)).filter((folder) => existsSync(folder))
  return sources.every((folder) => newestChange(folder) < built)
}

export const cliIsFresh = () => isFresh(cliFile)

/** Builds the window and its hosts (out/main, out/preload, out/renderer) unless they are newer than their sources. */
export function ensureApp({ force = false } = {}) {
  if (!force && isFresh(webHostFile)) return
  const status = setUp(process.execPath, [join(root, 'scripts/build-app.mjs')])
  if (status !== 0) {
    console.error('the lab could not be built (node scripts/build-app.mjs)')
    process.exit(status)
  }
}

/** Builds out/main/cli.js unless it is newer than everything under src and resources, and compiles the standard library. */
export function ensureCli({ force = false } = {}) {
  if (force || !cliIsFresh()) {
    const status = setUp(process.execPath, [join(root, 'scripts/build-cli.mjs')])
    if (status !== 0) {
      console.error('the command line could not be built (node scripts/build-cli.mjs)')
      process.exit(status)
    }
  } else if (existsSync(join(root, 'out/main/stdlib.bin'))) return
  if (setUp(process.execPath, [join(root, 'scripts/build-stdlib.mjs')]) !== 0) {
    console.error('the standard library could not be compiled ahead: imports will compile it each time')
  }
}
