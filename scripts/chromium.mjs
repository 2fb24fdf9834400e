// Finds a Chromium for the browser tests: CHROMIUM_PATH, Playwright's own when installed, else the one that the npm
// package @sparticuz/chromium carries (Linux on x64 only), unpacked once below node_modules/.cache.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { root } from './lib/tree.mjs'

const cache = join(root, 'node_modules/.cache')

/** The package trusts any file named `chromium` in the temporary folder: it gets a folder of its own, renamed when whole. */
async function unpacked() {
  const manifest = createRequire(import.meta.url)
    .resolve('@sparticuz/chromium')
    .replace(/build[\\/].*$/, 'package.json')
  const folder = join(cache, `chromium-${JSON.parse(readFileSync(manifest, 'utf8')).version}`)
  if (existsSync(folder)) return join(folder, 'chromium')
  mkdirSync(cache, { recursive: true })
  const part = mkdtempSync(join(cache, 'chromium-part-'))
  const before = process.env.TMPDIR
  process.env.TMPDIR = part
  try {
    await (await import('@sparticuz/chromium')).default.executablePath()
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  }
  try {
    renameSync(part, folder)
  } catch (error) {
    if (!existsSync(folder)) throw error // another process was faster
    rmSync(part, { recursive: true })
  }
  return join(folder, 'chromium')
}

/**
 * `{ path }` of a browser to start (undefined: Playwright's own), or `{ reason }` why there is none.
 * `own` is where Playwright would have its browser.
 */
export async function findChromium(own) {
  const named = process.env.CHROMIUM_PATH
  if (named)
    return existsSync(named) ? { path: named } : { reason: `CHROMIUM_PATH names ${named}, which does not exist` }
  if (own && existsSync(own)) return { path: undefined }
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return { reason: 'no browser: run "npx playwright install chromium" or set CHROMIUM_PATH' }
  try {
    return { path: await unpacked() }
  } catch (error) {
    return { reason: `the browser of @sparticuz/chromium cannot be unpacked: ${error.message}` }
  }
}
