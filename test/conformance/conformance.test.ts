import { existsSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  difference,
  listPrograms,
  programFile,
  pythonEnvironment,
  pythonFlags,
  readExpectedFailures,
  readGolden,
  runProgram,
} from '../../scripts/lib/corpus.mjs'
import { findPythons } from '../../scripts/lib/python.mjs'
import { cliFile, ensureCli } from '../../scripts/lib/tree.mjs'

const programs = listPrograms()
const expectedFailures: Record<string, string> = readExpectedFailures()
const cliArgs = [cliFile, 'run', '-q', '--verify-heap']

const describeDifference = (differs: { where: string; expected: string; actual: string }): string =>
  `differs from CPython at ${differs.where}\n  CPython | ${differs.expected}\n  here    | ${differs.actual}`

describe('conformance with CPython 3.11', () => {
  beforeAll(() => {
    if (!existsSync(cliFile)) ensureCli()
  })

  it('has a golden for every program, and lists no program that does not exist', () => {
    expect(programs.filter((name) => !readGolden(name))).toEqual([])
    expect(Object.keys(expectedFailures).filter((name) => !programs.includes(name))).toEqual([])
  })

  describe.concurrent('programs', () => {
    for (const name of programs) {
      const reason = expectedFailures[name]
      it(reason ? `${name} (expected to fail: ${reason})` : name, async () => {
        const result = await runProgram(process.execPath, cliArgs, programFile(name), { timeout: 25_000 })
        const differs = difference(readGolden(name), result)
        if (reason) {
          if (!differs) throw new Error(`passes now: remove ${name} from test/conformance/expected-failures.json`)
        } else if (differs) {
          throw new Error(describeDifference(differs))
        }
      })
    }
  })

  // Registered only when asked for: hundreds of skipped tests would hide the ones that matter.
  const live = process.env.PYMEMLAB_LIVE === '1' ? findPythons()[0] : undefined
  if (live) {
    describe.concurrent(`goldens against CPython ${live.version}`, () => {
      for (const name of programs) {
        it(name, async () => {
          const options = { env: pythonEnvironment() }
          const result = await runProgram(live.executable, pythonFlags, programFile(name), options)
          const differs = difference(readGolden(name), result)
          if (differs) throw new Error(describeDifference(differs))
        })
      }
    })
  }
})
