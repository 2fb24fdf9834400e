// `npm run bench [-- filter ...]`: each program of bench/programs here and in CPython, bare and under tracemalloc, interleaved.
//   --rounds=N (3)   --no-tracemalloc   --python=PATH   --no-build   --json=FILE (bench-results.json)
// A figure is the median of the rounds, minus the start-up of its side (bench/programs/empty.py, measured the same way).
// A ratio is our time divided by CPython's: below 1 is faster than CPython.
import { spawnSync } from 'node:child_process'
import { readdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { basename, join } from 'node:path'
import { pythonEnvironment, pythonFlags } from './lib/corpus.mjs'
import { findPythons } from './lib/python.mjs'
import { cliFile, ensureCli, root } from './lib/tree.mjs'

const options = process.argv.slice(2).filter((text) => text.startsWith('--'))
const filters = process.argv.slice(2).filter((text) => !text.startsWith('--'))
const value = (name, otherwise) => options.find((text) => text.startsWith(`--${name}=`))?.split('=')[1] ?? otherwise
const rounds = Number(value('rounds', 3))
const env = pythonEnvironment()

const median = (numbers) => {
  const sorted = [...numbers].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}
const geometricMean = (numbers) => Math.exp(numbers.reduce((sum, n) => sum + Math.log(n), 0) / numbers.length)

/** One run: seconds of wall time, and what it printed; undefined when it failed. */
function time(command, args) {
  const started = process.hrtime.bigint()
  const result = spawnSync(command, args, { cwd: root, env, timeout: 120_000, maxBuffer: 1 << 26 })
  const seconds = Number(process.hrtime.bigint() - started) / 1e9
  if (result.status !== 0) {
    const lines = result.stderr.toString().trim().split('\n')
    const telling = lines.findLast((line) => /Error|Exception/.test(line)) ?? lines.at(-1)
    const reason = result.error?.code === 'ETIMEDOUT' ? 'more than 120 s' : telling
    return { failed: reason || `status ${result.status ?? result.signal}` }
  }
  return { seconds, output: result.stdout.toString() }
}

/** Builds differ by a third (profile-guided or not): the fastest one found is the one to be measured against. */
function fastestPython() {
  const candidates = value('python') ? [{ version: '?', executable: value('python') }] : findPythons()
  const probe = ['-S', '-c', 'x=[]\nfor i in range(600000): x=[i,(i,x[:1])]']
  const timed = candidates.map((python) => ({
    ...python,
    seconds: Math.min(...[1, 2, 3].map(() => time(python.executable, probe).seconds ?? Number.POSITIVE_INFINITY)),
  }))
  return timed.sort((a, b) => a.seconds - b.seconds)[0]
}

if (!options.includes('--no-build')) ensureCli()
const python = fastestPython()
if (!python) console.log('no CPython 3.11 found (PYMEMLAB_PYTHON, or python3.11 on PATH): only our own times are shown')

const folder = join(root, 'bench/programs')
const programs = readdirSync(folder)
  .filter((name) => name.endsWith('.py') && name !== 'empty.py')
  .map((name) => basename(name, '.py'))
  .filter((name) => filters.length === 0 || filters.some((filter) => name.includes(filter)))
const file = (name) => join(folder, `${name}.py`)

const sides = [{ name: 'here', run: (name) => time(process.execPath, [cliFile, 'run', '-q', file(name)]) }]
if (python) {
  sides.push({ name: 'cpython', run: (name) => time(python.executable, [...pythonFlags, file(name)]) })
  if (!options.includes('--no-tracemalloc')) {
    sides.push({
      name: 'tracemalloc',
      run: (name) => time(python.executable, ['-X', 'tracemalloc', ...pythonFlags, file(name)]),
    })
  }
}

console.log(
  `${programs.length} programs, ${rounds} rounds, Node ${process.versions.node}${python ? `, CPython ${python.version}` : ''}, ${cpus().length} cores`,
)
const times = new Map(['empty', ...programs].map((name) => [name, sides.map(() => [])]))
const failures = new Map()
for (let round = 0; round < rounds; round += 1) {
  for (const [name, columns] of times) {
    const outputs = sides.map((side, index) => {
      if (failures.has(name) && side.name === 'here') return undefined
      const result = side.run(name)
      if (result.failed) failures.set(name, `${side.name}: ${result.failed}`)
      else columns[index].push(result.seconds)
      return result.output
    })
    const printed = outputs.filter((text) => text !== undefined)
    if (printed.some((text) => text !== printed[0])) failures.set(name, 'here and CPython print different results')
  }
}

const startUp = times.get('empty').map((list) => (list.length ? median(list) : 0))
const milliseconds = (seconds) => (seconds === undefined ? '-' : (seconds * 1000).toFixed(0)).padStart(9)
const ratio = (number) => (number === undefined ? '-' : number.toFixed(2)).padStart(9)
console.log(`\nstart-up (ms): ${sides.map((side, i) => `${side.name} ${(startUp[i] * 1000).toFixed(0)}`).join(', ')}\n`)
console.log(`${'program'.padEnd(26)}     here  CPython  +tracem.  ratio to: CPython  tracem.`)

const rows = []
for (const name of programs) {
  const columns = times.get(name)
  const net = columns.map((list, i) => (list.length ? Math.max(median(list) - startUp[i], 1e-4) : undefined))
  const [here, bare, traced] = failures.has(name) ? [undefined, net[1], net[2]] : net
  const row = { name, here, cpython: bare, tracemalloc: traced, rounds: columns, failure: failures.get(name) }
  row.toCpython = here && bare ? here / bare : undefined
  row.toTracemalloc = here && traced ? here / traced : undefined
  rows.push(row)
  const note = row.failure ? `   ${row.failure}` : ''
  console.log(
    `${name.padEnd(24)}${milliseconds(here)}${milliseconds(bare)} ${milliseconds(traced)}          ${ratio(row.toCpython)}${ratio(row.toTracemalloc)}${note}`,
  )
}
const summary = {}
for (const key of ['toCpython', 'toTracemalloc']) {
  const ratios = rows.map((row) => row[key]).filter((number) => number !== undefined)
  if (ratios.length) summary[key] = geometricMean(ratios)
}
console.log(
  `${`geometric mean of ${rows.filter((row) => row.toCpython).length}`.padEnd(62)}${ratio(summary.toCpython)}${ratio(summary.toTracemalloc)}`,
)

const results = {
  date: new Date().toISOString(),
  node: process.versions.node,
  cpython: python?.version,
  cpu: cpus()[0]?.model,
  rounds,
  startUp: Object.fromEntries(sides.map((side, i) => [side.name, startUp[i]])),
  programs: rows,
  geometricMeans: summary,
}
writeFileSync(join(root, value('json', 'bench-results.json')), `${JSON.stringify(results, null, 2)}\n`)
process.exitCode = failures.size === 0 ? 0 : 1
