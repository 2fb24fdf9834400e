/**
 * The scenarios of the product: each passes its check, and each prints what a real CPython 3.11 prints. The real one runs
 * live where it is installed; elsewhere NAME.expected.txt beside the scenario, which `check` compares too, stands for it.
 *
 * `UPDATE=1 npx vitest run test/scenarios` records those files from CPython. Needs the built command line.
 */
import { execFile } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, test } from 'vitest'
import { findPythons } from '../../scripts/lib/python.mjs'
import type { ScenarioCheck } from '../../src/lab/budget'
import { parseScenario } from '../../src/lab/scenario'

const root = resolve(import.meta.dirname, '../..')
const scenarios = join(root, 'scenarios')
const files = readdirSync(scenarios, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.py'))
  .map((name) => name.replaceAll('\\', '/'))
  .sort()
const [python] = findPythons()
const update = process.env.UPDATE === '1'
const exec = promisify(execFile)

const goldenOf = (file: string): string => join(scenarios, file.replace(/\.py$/, '.expected.txt'))

async function inCPython(file: string): Promise<string> {
  const { stdout } = await exec(python.executable, ['-S', basename(file)], {
    cwd: join(scenarios, file, '..'),
    env: {
      PYTHONHASHSEED: '0',
      PYTHONPATH: join(root, 'resources/cpython'),
      PYTHONDONTWRITEBYTECODE: '1',
      PYTHONIOENCODING: 'utf-8',
      SYSTEMROOT: process.env.SYSTEMROOT,
    },
    encoding: 'utf8',
    timeout: 60_000,
  })
  return stdout.replaceAll('\r\n', '\n')
}

describe('the scenarios', () => {
  test('are at least fourteen, and all of them are listed in scenarios/README.md', () => {
    expect(files.length).toBeGreaterThanOrEqual(14)
    const readme = readFileSync(join(scenarios, 'README.md'), 'utf8')
    expect(files.filter((file) => !readme.includes(`(${file})`))).toEqual([])
    const listed = [...readme.matchAll(/\(([^()]+\.py)\)/g)].map((match) => match[1])
    expect(listed.filter((file) => !files.includes(file))).toEqual([])
  })

  test.each(files)('%s says what it is', (file) => {
    const source = readFileSync(join(scenarios, file), 'utf8')
    const { metadata, problem } = parseScenario(source, file)
    expect(problem).toBeUndefined()
    expect(source).toContain('# /// script')
    expect(metadata.topic.replaceAll(' ', '-')).toBe(file.split('/')[0])
    expect(metadata.summary.length).toBeGreaterThan(40)
    expect(Object.keys(metadata.budget).length).toBeGreaterThanOrEqual(3)
    // What the block offers is what the script asks for, with the same default.
    for (const { name, default: value } of metadata.parameters) {
      const text = typeof value === 'boolean' ? (value ? 'True' : 'False') : JSON.stringify(value)
      const asked = source.includes(`lab.param("${name}", ${text})`)
      expect(asked || /lab\.param\(f"/.test(source), `lab.param("${name}", ${text})`).toBe(true)
    }
  })
})

describe('pymemlab check scenarios/', () => {
  let checks = new Map<string, ScenarioCheck>()
  let status = -1

  beforeAll(async () => {
    if (update) for (const file of files) writeFileSync(goldenOf(file), await inCPython(file))
    const cli = join(root, 'out/main/cli.js')
    const run = exec(process.execPath, [cli, 'check', scenarios, '--json', '--jobs', '2'], { maxBuffer: 1 << 26 })
    const { stdout, code } = await run.then(
      (done) => ({ ...done, code: 0 }),
      (error: { stdout: string; code: number }) => error,
    )
    status = code
    const result = JSON.parse(stdout) as { checks: ScenarioCheck[] }
    checks = new Map(result.checks.map((check) => [check.file.replaceAll('\\', '/'), check]))
  }, 600_000)

  test.each(files)('%s passes', (file) => {
    const check = [...checks].find(([name]) => name.endsWith(`/${file}`))?.[1]
    expect(check?.findings).toEqual([])
    expect(check).toMatchObject({ status: 'passed', checks: expect.arrayContaining(['run', 'output']) })
  })

  test('gives the exit code 0', () => expect(status).toBe(0))

  test.each(files)('%s has something to show', (file) => {
    const check = [...checks].find(([name]) => name.endsWith(`/${file}`))?.[1]
    expect(check?.figures?.virtualTimeNs).toBeGreaterThan(300e3)
    expect(check?.figures?.virtualTimeNs).toBeLessThan(2e9)
    expect(check?.marks).toBeGreaterThanOrEqual(3)
  })
})

describe('in a real CPython 3.11', () => {
  const skip = python === undefined ? test.skip : test
  skip.each(files)('%s prints the same', async (file) => {
    if (!existsSync(goldenOf(file)))
      throw new Error(`${goldenOf(file)} is missing: UPDATE=1 npx vitest run test/scenarios`)
    expect(await inCPython(file)).toBe(readFileSync(goldenOf(file), 'utf8'))
  })
})
