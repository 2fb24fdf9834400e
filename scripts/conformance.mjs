// Runs conformance programs through the command line and shows the first difference of each that fails.
//   node scripts/conformance.mjs [filter ...]  every program whose topic/name contains one of the filters
//     --fails            list failing programs only        --verify / --no-verify   heap verifier on (default) or off
//     --full             the whole difference, not only its first line, and standard error
//     --update-expected  rewrite expected-failures.json from what happened (keeps the reasons already written)
//     --no-build         use out/main/cli.js as it is      --timeout=S  --jobs=N
import { spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  difference,
  goldenFile,
  inParallel,
  listPrograms,
  programFile,
  readExpectedFailures,
  readGolden,
  runProgram,
  writeExpectedFailures,
} from './lib/corpus.mjs'
import { cliFile, ensureCli } from './lib/tree.mjs'

const options = process.argv.slice(2).filter((text) => text.startsWith('--'))
const filters = process.argv.slice(2).filter((text) => !text.startsWith('--'))
const has = (name) => options.includes(`--${name}`)
const number = (name, otherwise) =>
  Number(options.find((text) => text.startsWith(`--${name}=`))?.split('=')[1] ?? otherwise)

if (!has('no-build')) ensureCli()

const names = listPrograms().filter((name) => filters.length === 0 || filters.some((filter) => name.includes(filter)))
if (names.length === 0) {
  console.error(`no program matches ${filters.join(' ')}`)
  process.exit(2)
}
const expected = readExpectedFailures()
const cliArgs = [cliFile, 'run', '-q', ...(has('no-verify') ? [] : ['--verify-heap'])]
const cut = (text) => (text.length > 150 ? `${text.slice(0, 147)}...` : text)
const results = new Map()
const started = performance.now()

await inParallel(names, number('jobs', 2), async (name) => {
  const result = await runProgram(process.execPath, cliArgs, programFile(name), {
    timeout: 1000 * number('timeout', 20),
  })
  results.set(name, { result, differs: difference(readGolden(name), result) })
})

const topics = new Map()
let passed = 0
for (const name of names) {
  const { result, differs } = results.get(name)
  const topic = name.split('/')[0]
  const totals = topics.get(topic) ?? { passed: 0, failed: 0 }
  topics.set(topic, totals)
  if (!differs) {
    passed += 1
    totals.passed += 1
    const note = expected[name] ? '   (listed as an expected failure: remove it)' : ''
    if (!has('fails') || note) console.log(`ok    ${name} ${result.milliseconds} ms${note}`)
    continue
  }
  totals.failed += 1
  console.log(`FAIL  ${name} at ${differs.where}${expected[name] ? '   (expected)' : ''}`)
  console.log(`        CPython | ${cut(differs.expected)}`)
  console.log(`        here    | ${cut(differs.actual)}`)
  if (has('full')) {
    const actual = join(mkdtempSync(join(tmpdir(), 'pymemlab-')), 'actual.out')
    writeFileSync(actual, result.stdout)
    const diff = spawnSync('diff', ['-u', '--label', 'CPython', '--label', 'here', goldenFile(name), actual])
    console.log(diff.stdout?.toString('utf8') ?? '')
    if (result.stderr) console.log(result.stderr)
  }
}

if (topics.size > 1) {
  console.log()
  for (const [topic, totals] of topics) {
    console.log(`${topic.padEnd(16)} ${String(totals.passed).padStart(3)} of ${totals.passed + totals.failed}`)
  }
}
if (has('update-expected')) {
  for (const name of names) {
    const { differs } = results.get(name)
    if (!differs) delete expected[name]
    else expected[name] ??= cut(`${differs.where}: CPython ${differs.expected} | here ${differs.actual}`)
  }
  // Programs that were renamed or removed leave the list too.
  const known = new Set(listPrograms())
  for (const name of Object.keys(expected)) if (!known.has(name)) delete expected[name]
  writeExpectedFailures(expected)
}
console.log(
  `\n${passed} passed, ${names.length - passed} failed (${((performance.now() - started) / 1000).toFixed(1)} s)`,
)
process.exitCode = passed === names.length ? 0 : 1
