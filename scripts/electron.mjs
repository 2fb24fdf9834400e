// Whether Electron can open a window here, found out through files: importing `electron` or running it would start a
// download that may never end.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const require = createRequire(import.meta.url)
const EXECUTABLE = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }
const PROBE_MS = 15_000
const REACH_MS = 5000
const DOWNLOAD_MS = 300_000

function packageFile() {
  try {
    return require.resolve('electron/package.json')
  } catch {
    return undefined
  }
}

/** `{ ok: true, path, version }`, or `{ ok: false, why: 'absent' | 'display' | 'broken', reason }`. */
export function electronStatus() {
  const manifest = packageFile()
  if (manifest === undefined) return { ok: false, why: 'absent', reason: 'the electron package is not installed' }
  // before anything is downloaded that could not be used
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY)
    return { ok: false, why: 'display', reason: 'there is no display (DISPLAY and WAYLAND_DISPLAY are unset)' }
  const { version } = JSON.parse(readFileSync(manifest, 'utf8'))
  const dist = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(dirname(manifest), 'dist')
  const path = join(dist, EXECUTABLE[process.platform] ?? 'electron')
  if (!existsSync(path))
    return { ok: false, why: 'absent', reason: `no Electron binary (${version}) has been downloaded` }
  const probe = spawnSync(path, ['-p', 'process.versions.electron'], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    encoding: 'utf8',
    timeout: PROBE_MS,
  })
  if (probe.status !== 0 || !/^\d+\./.test(probe.stdout ?? '')) {
    const detail = (probe.error?.message ?? probe.stderr ?? '').trim().split('\n')[0]
    return {
      ok: false,
      why: 'broken',
      reason: `the Electron binary does not run: ${detail || `status ${probe.status}`}`,
    }
  }
  return { ok: true, path, version: probe.stdout.trim() }
}

/** Where the binary would come from. */
function mirror() {
  return process.env.ELECTRON_MIRROR ?? process.env.npm_config_electron_mirror ?? 'https://github.com/'
}

/**
 * Downloads the binary when its server answers within a few seconds. Gives undefined when it is there now, else why not.
 */
export async function fetchElectron(run) {
  const manifest = packageFile()
  if (manifest === undefined) return 'the electron package is not installed'
  if (process.env.ELECTRON_SKIP_BINARY_DOWNLOAD) return 'ELECTRON_SKIP_BINARY_DOWNLOAD is set'
  const server = mirror()
  try {
    await fetch(server, { method: 'HEAD', signal: AbortSignal.timeout(REACH_MS) })
  } catch (error) {
    const detail = error.cause?.code ?? error.cause?.message ?? error.name
    return `cannot reach ${URL.canParse(server) ? new URL(server).host : server} (${detail})`
  }
  console.error('downloading Electron ...')
  const status = run(process.execPath, [join(dirname(manifest), 'install.js')], { timeout: DOWNLOAD_MS })
  return status === 0 ? undefined : 'the download of Electron failed'
}
