/** The command line starts with V8's code cache, with none, and with one that belongs to another build. */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

const built = resolve(import.meta.dirname, '../../out/main')
// inside the tree: the standard library is found from where the command lies
const folder = resolve(built, '../code-cache-test')
const files = readdirSync(built).filter((name) => /^(cli|run).*\.c?js$/.test(name))

beforeAll(() => {
  mkdirSync(folder, { recursive: true })
  for (const name of files) cpSync(join(built, name), join(folder, name))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const start = (): string =>
  execFileSync(process.execPath, [join(folder, 'cli.js'), 'run', '-q', '-c', 'print(6 * 7)'], { encoding: 'utf8' })

function cacheFile(): string {
  const names = readdirSync(folder).filter((name) => !files.includes(name))
  expect(names).toEqual([expect.stringMatching(/^run-worker-.*\.cache$/)])
  return join(folder, names[0])
}
const bundleHash = (): string => readFileSync(join(folder, 'run-worker.cjs'), 'latin1').slice(2, 66)

test('a run without a cache writes one', () => {
  expect(start()).toBe('42\n')
  expect(readFileSync(cacheFile()).toString('latin1', 0, 64)).toBe(bundleHash())
})

test('a cache that fits is used as it is', () => {
  const before = readFileSync(cacheFile())
  expect(start()).toBe('42\n')
  expect(readFileSync(cacheFile()).equals(before)).toBe(true)
})

test('a cache of another bundle, and a damaged one, are replaced', () => {
  const whole = readFileSync(cacheFile())
  for (const wrong of [
    Buffer.concat([Buffer.from('0'.repeat(64)), whole.subarray(64)]),
    whole.subarray(0, 1000),
    Buffer.alloc(0),
  ]) {
    writeFileSync(cacheFile(), wrong)
    expect(start()).toBe('42\n')
    expect(readFileSync(cacheFile()).length).toBeGreaterThan(100_000)
    expect(readFileSync(cacheFile()).toString('latin1', 0, 64)).toBe(bundleHash())
  }
})
