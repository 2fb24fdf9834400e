import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { difference, pythonEnvironment, pythonFlags, runProgram } from '../../scripts/lib/corpus.mjs'
import { findPythons } from '../../scripts/lib/python.mjs'
import { cliFile, ensureCli } from '../../scripts/lib/tree.mjs'
import { type Choices, fromGenerator, fromSeed } from './choices'
import { generateProgram } from './program'

/** How many programs of each kind: a handful in every run of the tests, thousands with PYMEMLAB_FUZZ=5000. */
const RUNS = Number(process.env.PYMEMLAB_FUZZ ?? 8)
const SEED = Number(process.env.PYMEMLAB_FUZZ_SEED ?? 20240311)
const TIMEOUT = 60_000 + RUNS * 3_000

const python = findPythons()[0]
const folder = mkdtempSync(join(tmpdir(), 'pymemlab-fuzz-'))
const cliArgs = [cliFile, 'run', '-q', '--verify-heap']
let written = 0

async function runText(text: string | Uint8Array) {
  const file = join(folder, `program_${written++}.py`)
  writeFileSync(file, text)
  const here = await runProgram(process.execPath, cliArgs, file)
  return { file, here }
}

/**
 * A Python error or a clean result: never a host exception, a failed heap check or a hang. 0 and 1 are the only ends a
 * program without sys.exit() can have.
 */
function expectCleanEnd(here: Awaited<ReturnType<typeof runProgram>>): void {
  expect(here.timedOut, `no end after ${here.milliseconds} ms`).toBe(false)
  expect(here.stderr).not.toMatch(/internal error|^\s+at .*\.[mc]?js:\d+|heap check failed/im)
  expect([0, 1]).toContain(here.end.exit)
  if (here.end.exit === 1) expect(here.end.stderr).toMatch(/^[A-Za-z_.]+(?:: .*)?$/s)
}

async function expectLikePython(text: string): Promise<void> {
  const { file, here } = await runText(text)
  expectCleanEnd(here)
  if (!python) return
  const expected = await runProgram(python.executable, pythonFlags, file, { env: pythonEnvironment() })
  const differs = difference({ stdout: expected.stdout, end: expected.end }, here)
  if (differs) {
    throw new Error(
      `differs from CPython at ${differs.where}\n  CPython | ${differs.expected}\n  here    | ${differs.actual}\n${text}`,
    )
  }
}

/** A valid program with one character run removed, doubled or replaced: mostly syntax errors. */
function damage(c: Choices, text: string): string {
  const at = c.int(0, text.length - 1)
  const length = c.int(1, 6)
  const insert = c.pick([
    '',
    '',
    '(',
    ']',
    ':',
    ' ',
    '\n',
    '\t',
    "'",
    '"""',
    'def',
    '=',
    '\\',
    '0x',
    '€',
    '\0',
    '@',
    '*',
    'lambda',
  ])
  return text.slice(0, at) + insert + text.slice(at + (insert && c.oneIn(2) ? 0 : length))
}

beforeAll(() => ensureCli())
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('generated programs', () => {
  it('are the same for the same seed', () => {
    expect(generateProgram(fromSeed(5), 6)).toBe(generateProgram(fromSeed(5), 6))
    expect(generateProgram(fromSeed(5), 6)).not.toBe(generateProgram(fromSeed(6), 6))
  })

  it(
    `end as in CPython${python ? ` ${python.version}` : ' (none found: only how they end is checked)'}`,
    async () => {
      const property = fc.asyncProperty(fc.gen(), fc.integer({ min: 1, max: 12 }), (g, size) =>
        expectLikePython(generateProgram(fromGenerator(g), size)),
      )
      await fc.assert(property, { numRuns: RUNS, seed: SEED, interruptAfterTimeLimit: TIMEOUT - 10_000, verbose: 1 })
    },
    TIMEOUT,
  )

  it(
    'damaged ones end with a Python error or a clean result',
    async () => {
      const property = fc.asyncProperty(fc.gen(), fc.integer({ min: 1, max: 6 }), async (g, size) => {
        const choices = fromGenerator(g)
        const { here } = await runText(damage(choices, generateProgram(choices, size)))
        expectCleanEnd(here)
      })
      await fc.assert(property, { numRuns: RUNS, seed: SEED, interruptAfterTimeLimit: TIMEOUT - 10_000 })
    },
    TIMEOUT,
  )

  it(
    'random text and bytes end with a Python error or a clean result',
    async () => {
      const bytes = fc.uint8Array({ maxLength: 200 })
      const text = fc.string({ unit: 'binary', maxLength: 200 })
      const property = fc.asyncProperty(fc.oneof(bytes, text), async (content) => {
        const { here } = await runText(content)
        expectCleanEnd(here)
      })
      await fc.assert(property, { numRuns: RUNS, seed: SEED, interruptAfterTimeLimit: TIMEOUT - 10_000 })
    },
    TIMEOUT,
  )
})
