import { spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { damaged, mode } from '../fuzz/damaged-source'
import { findPython311 } from '../tools/compile-oracle'
import { difference, parsed } from '../tools/parse-oracle'

/** Files of the standard library, parsed here and by the real CPython 3.11 where one is found. */
const MODULES = `ast argparse asyncio/base_events codecs configparser dataclasses datetime decimal difflib doctest enum
functools inspect ipaddress logging/__init__ mailbox os pathlib pickle pickletools pprint re/_parser statistics string
subprocess tarfile threading traceback turtle types typing unittest/mock uuid zipfile test/test_ast test/test_coroutines
test/test_except_star test/test_fstring test/test_grammar test/test_patma test/test_named_expressions
test/test_positional_only_arg test/test_string_literals test/test_unicode_identifiers test/test_with`.split(/\s+/)

const python = findPython311()

describe.skipIf(python === null)('against the real CPython 3.11', () => {
  test('the same trees and positions', async () => {
    const command = python ?? ''
    const where = spawnSync(command, ['-S', '-c', 'import os; print(os.path.dirname(os.__file__))'], {
      encoding: 'utf8',
    })
    const files = MODULES.map((name) => join(where.stdout.trim(), `${name}.py`))
    const script = fileURLToPath(new URL('../tools/parse_oracle.py', import.meta.url))
    const child = spawn(command, ['-S', script, ...files], { stdio: ['ignore', 'pipe', 'ignore'] })
    const wrong: string[] = []
    let at = 0
    for await (const line of createInterface({ input: child.stdout })) {
      const [source, expected] = JSON.parse(line) as [string, unknown]
      const found = difference(parsed(source), expected)
      if (found !== null) wrong.push(`${MODULES[at]}${found}`)
      at++
    }
    expect(wrong).toEqual([])
    // A distribution may leave the tests out; then CPython stops at the first missing file.
    expect(at).toBeGreaterThan(30)
  })

  // The rules for mistakes differ between the patch releases.
  const release = spawnSync(python ?? 'python3', ['-S', '-c', 'import sys; print(sys.version.split()[0])'], {
    encoding: 'utf8',
  })
  test.skipIf(release.stdout?.trim() !== '3.11.7')('the same trees and errors for damaged sources', async () => {
    const seed = Number(process.env.PYMEMLAB_FUZZ_SEED ?? 20240311)
    const cases = fc.sample(fc.record({ source: damaged, mode }), { seed, numRuns: 1000 })
    const script = fileURLToPath(new URL('../tools/parse_oracle.py', import.meta.url))
    // A lone surrogate is no source (UnicodeEncodeError), a null character another error (ValueError): neither reaches the parser.
    const asked = cases.filter(({ source }) => !/\p{Cs}/u.test(source) && !source.includes('\0'))
    const child = spawn(python ?? '', ['-S', script], { stdio: ['pipe', 'pipe', 'ignore'] })
    child.stdin.end(asked.map((c) => `${JSON.stringify(c)}\n`).join(''))
    const wrong: string[] = []
    let at = 0
    for await (const line of createInterface({ input: child.stdout })) {
      const { source, mode } = asked[at++]
      const found = difference(parsed(source, mode), JSON.parse(line))
      if (found !== null) wrong.push(`${mode} ${JSON.stringify(source)} ${found}`)
    }
    expect(wrong).toEqual([])
    expect(at).toBe(asked.length)
  })
})
