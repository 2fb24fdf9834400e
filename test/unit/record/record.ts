/** Records scripts in processes of their own. */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Request, Result } from './record-program'

const root = resolve(import.meta.dirname, '../../..')
const bundle = join(root, 'node_modules/.cache/pymemlab/record-program.cjs')

/** Newest change below a folder. */
function newest(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((time, entry) => Math.max(time, statSync(join(entry.parentPath, entry.name)).mtimeMs), 0)
}

/** Bundles the program when the sources are newer. */
export function buildRecordProgram(): void {
  const sources = Math.max(newest(join(root, 'src')), newest(import.meta.dirname))
  if (existsSync(bundle) && statSync(bundle).mtimeMs > sources) return
  execFileSync(process.execPath, [
    join(root, 'scripts/build-cli.mjs'),
    join(import.meta.dirname, 'record-program.ts'),
    bundle,
  ])
}

export function record(request: Request): Result {
  const child = spawnSync(process.execPath, ['--stack-size=3900', bundle, JSON.stringify(request)], {
    encoding: 'utf8',
    maxBuffer: 1 << 30,
    timeout: 60_000,
  })
  if (child.status !== 0) throw new Error(`the recording failed:\n${child.stderr}`)
  return JSON.parse(child.stdout) as Result
}
