import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  BUDGET_KEYS,
  PARAMETER_KEYS,
  parseScenario,
  SETTING_KEYS,
  TABLE_KEYS,
  titleFromFileName,
} from '../../../src/lab/scenario'

const block = (toml: string): string =>
  `# /// script\n${toml
    .split('\n')
    .map((line) => (line === '' ? '#' : `# ${line}`))
    .join('\n')}\n# ///\nprint(1)\n`

const problemOf = (toml: string): string => parseScenario(block(toml)).problem ?? 'no problem'

describe('the metadata block', () => {
  it('is read in full', () => {
    const { metadata, problem } = parseScenario(
      block(`requires-python = ">=3.11"
dependencies = []

[tool.pymemlab]
title = "A leak"
topic = "caches"
summary = "A cache that never forgets."

[tool.pymemlab.parameters]
rounds = { default = 100, minimum = 10, maximum = 1000, step = 10 }
kind = { title = "Cache", default = "dict", choices = ["dict", "lru"] }
freeze = false

[tool.pymemlab.settings]
thresholds = [700]
gc-enabled = false
hash-seed = 7
memory-limit = "64 MiB"
time-limit = "1.5 s"
sample-interval = "20 us"
max-samples = 1024
args = ["a", "b"]

[tool.pymemlab.budget]
peak-traced = "1.5 MiB"
peak-rss = 1000
final-traced = "10 kB"
leaked-objects = 0
collections = 12
longest-pause = "5 ms"
growth-slope = "1 KiB/s"`),
    )
    expect(problem).toBeUndefined()
    expect(metadata).toEqual({
      title: 'A leak',
      topic: 'caches',
      summary: 'A cache that never forgets.',
      parameters: [
        { name: 'rounds', title: 'Rounds', default: 100, minimum: 10, maximum: 1000, step: 10 },
        { name: 'kind', title: 'Cache', default: 'dict', choices: ['dict', 'lru'] },
        { name: 'freeze', title: 'Freeze', default: false },
      ],
      settings: {
        thresholds: [700, 10, 10],
        gcEnabled: false,
        hashSeed: 7,
        memoryLimit: 64 * 1024 * 1024,
        timeLimit: 1.5,
        sampleIntervalNs: 20_000,
        maxSamples: 1024,
        args: ['a', 'b'],
      },
      budget: {
        peakTraced: 1.5 * 1024 * 1024,
        peakRss: 1000,
        finalTraced: 10_000,
        leakedObjects: 0,
        collections: 12,
        longestPause: 5_000_000,
        growthSlope: 1024,
      },
    })
  })

  it('may be absent, with other tools’ tables, or after Windows line ends', () => {
    expect(parseScenario('print(1)\n', 'my-first_leak.py')).toEqual({
      metadata: { title: 'My first leak', topic: 'other', summary: '', parameters: [], settings: {}, budget: {} },
    })
    expect(problemOf('[tool.other]\nx = 1')).toBe('no problem')
    const windows = block('[tool.pymemlab]\ntitle = "W"').replaceAll('\n', '\r\n')
    expect(parseScenario(`\uFEFF${windows}`).metadata.title).toBe('W')
  })

  it('gives way to the docstring for the summary', () => {
    expect(parseScenario('#!x\n\n# c\n"""One line.\n\nMore.\n"""\n').metadata.summary).toBe('One line.')
    expect(parseScenario("'''Short.'''").metadata.summary).toBe('Short.')
    expect(parseScenario('x = """no docstring"""').metadata.summary).toBe('')
  })

  it('ends where PEP 723 says: at the last closing line of the comment', () => {
    const source = '# /// script\n# [tool.pymemlab]\n# # ///\n# title = "T"\n# ///\n'
    expect(parseScenario(source).metadata.title).toBe('T')
  })

  it.each([
    ['[tool.pymemlab]\ntitel = "x"', 'tool.pymemlab.titel: unknown key; known are title, topic'],
    ['[tool.pymemlab]\ntitle = 3', 'tool.pymemlab.title: expected a text in quotes, got 3'],
    ['[tool]\npymemlab = 3', 'tool.pymemlab: expected a table'],
    ['tool = 3', 'tool: expected a table'],
    ['dependencies = ["numpy"]', 'dependencies: expected none'],
    ['requires-python = ">=3.12"', 'requires-python: the process is CPython 3.11.7'],
    ['requires-python = "new"', 'requires-python: expected version specifiers'],
    ['[tool.pymemlab.budget]\npeak-tracd = 1', 'tool.pymemlab.budget.peak-tracd: unknown key; known are peak-traced,'],
    ['[tool.pymemlab.budget]\npeak-traced = "5 ms"', 'budget.peak-traced: expected a size such as 65536 or "64 KiB"'],
    ['[tool.pymemlab.budget]\nlongest-pause = 5', 'budget.longest-pause: expected a time such as "5 ms", got 5'],
    ['[tool.pymemlab.budget]\nleaked-objects = -1', 'expected a whole number of at least 0, got -1'],
    ['[tool.pymemlab.budget]\ngrowth-slope = "1 KiB"', 'expected bytes per second such as 1024 or "1 KiB/s"'],
    ['[tool.pymemlab.settings]\nthresholds = [1, 2, 3, 4]', 'settings.thresholds: expected one to three whole numbers'],
    ['[tool.pymemlab.settings]\nthresholds = ["a"]', 'got ["a"]'],
    ['[tool.pymemlab.settings]\ngc-enabled = 1', 'settings.gc-enabled: expected true or false, got 1'],
    ['[tool.pymemlab.settings]\nhash-seed = 4294967296', 'expected a whole number from 0 to 4294967295'],
    ['[tool.pymemlab.settings]\nmemory-limit = 0', 'settings.memory-limit: expected a size above 0'],
    ['[tool.pymemlab.settings]\ntime-limit = "0 s"', 'settings.time-limit: expected a time such as "10 s"'],
    ['[tool.pymemlab.settings]\nsample-interval = "10 ns"', 'expected a time of at least "1 us"'],
    ['[tool.pymemlab.settings]\nmax-samples = 17', 'settings.max-samples: expected an even whole number'],
    ['[tool.pymemlab.settings]\nargs = [1]', 'settings.args: expected a list of texts'],
    ['[tool.pymemlab.parameters]\nn = { minimum = 1 }', 'tool.pymemlab.parameters.n: a parameter needs a default'],
    ['[tool.pymemlab.parameters]\nn = { default = 1, min = 1 }', 'parameters.n.min: unknown key'],
    ['[tool.pymemlab.parameters]\nn = { default = 1, minimum = 2 }', 'n.default: expected at least 2, got 1'],
    ['[tool.pymemlab.parameters]\nn = { default = 1, minimum = 2, maximum = 1 }', 'minimum 2 is above maximum 1'],
    ['[tool.pymemlab.parameters]\nn = { default = "a", minimum = 2 }', 'n.minimum: only a parameter whose default is'],
    ['[tool.pymemlab.parameters]\nn = { default = 1, step = 0 }', 'n.step: expected a number above 0'],
    ['[tool.pymemlab.parameters]\nn = { default = "c", choices = ["a", "b"] }', 'n.default: expected one of a, b'],
    ['[tool.pymemlab.parameters]\nn = { default = "a", choices = ["a", 1] }', 'n.choices: expected a list of at least'],
    ['[tool.pymemlab.parameters]\nn = [1]', 'parameters.n: expected a number, a text, true or false, or a table'],
    ['[tool.pymemlab.parameters]\n"a-b" = 1', "parameters.a-b: a parameter's name has letters"],
    ['[tool.pymemlab.parameters]\nd = 2024-01-01', 'parameters.d: expected a number'],
  ])('names the key and what is expected: %s', (toml, text) => {
    expect(problemOf(toml)).toContain(text)
  })

  it('keeps what is right beside what is wrong, and names every problem', () => {
    const { metadata, problem } = parseScenario(
      block('[tool.pymemlab]\ntitle = "Kept"\nsummary = 1\n[tool.pymemlab.budget]\ncollections = 3\nx = 1'),
    )
    expect(metadata.title).toBe('Kept')
    expect(metadata.budget).toEqual({ collections: 3 })
    expect(problem?.split('\n')).toHaveLength(2)
  })

  it('says where the TOML or the block is broken, in lines of the script', () => {
    expect(parseScenario('\n\n# /// script\n# a = 1\n# b = \n# ///\n').problem).toMatch(/^line 5: not valid TOML: /)
    expect(parseScenario('# /// script\n# a = 1\nx = 1\n').problem).toMatch(/^line 1: '# \/\/\/ script' opens no block/)
    const twice = `${block('a = 1')}${block('a = 1')}`
    expect(parseScenario(twice).problem).toMatch(/^line 5: a second block/)
  })

  it('survives hostile text', () => {
    for (const toml of ['__proto__ = 1', '[tool.pymemlab.parameters]\n"__proto__" = 1', `a = ${'['.repeat(5000)}`])
      expect(typeof parseScenario(block(toml)).metadata.title).toBe('string')
    expect(({} as Record<string, unknown>).default).toBeUndefined()
    const started = performance.now()
    parseScenario(`${' \n'.repeat(100_000)}x`)
    parseScenario(`# /// script\n${'# x\n'.repeat(100_000)}`)
    expect(performance.now() - started).toBeLessThan(2000)
  })
})

describe('titleFromFileName', () => {
  it('makes words', () => {
    expect(titleFromFileName('a/b/object-pool.py')).toBe('Object pool')
    expect(titleFromFileName('C:\\x\\gc_freeze.PY')).toBe('Gc freeze')
    expect(titleFromFileName('')).toBe('Untitled')
  })
})

describe('docs/scenarios.md', () => {
  const text = readFileSync(resolve(import.meta.dirname, '../../../docs/scenarios.md'), 'utf8')

  it('has a row for every key', () => {
    const keys = [...TABLE_KEYS, ...PARAMETER_KEYS, ...SETTING_KEYS, ...BUDGET_KEYS.map(({ key }) => key)]
    const rows = text.split('\n').filter((line) => line.startsWith('|'))
    const documented = rows.flatMap((row) => [...row.split('|')[1].matchAll(/`([^`]+)`/g)].map((match) => match[1]))
    expect(keys.filter((key) => !documented.includes(key))).toEqual([])
  })

  it('shows a block that is read without a problem', () => {
    const example = /```python\n([^`]*)```/.exec(text)?.[1] ?? ''
    expect(parseScenario(example)).toMatchObject({ metadata: { topic: 'caches', budget: { leakedObjects: 0 } } })
    expect(parseScenario(example).problem).toBeUndefined()
  })
})
