// Records the goldens of conformance programs from real CPython 3.11 builds.
//   node scripts/golden.mjs [filter]           records programs that have no golden yet, and those older than the program
//   node scripts/golden.mjs --all [filter]     records all again
//   node scripts/golden.mjs --check [filter]   records nothing; says which differ from the golden
// Each program runs twice in every 3.11 found; one whose output varies is refused. Goldens are never our own output.
import { rmSync, statSync, writeFileSync } from 'node:fs'
import {
  difference,
  endFile,
  goldenFile,
  inParallel,
  listPrograms,
  programFile,
  pythonEnvironment,
  pythonFlags,
  readGolden,
  runProgram,
} from './lib/corpus.mjs'
import { findPythons } from './lib/python.mjs'

const flags = process.argv.slice(2).filter((text) => text.startsWith('--'))
const filter = process.argv.slice(2).find((text) => !text.startsWith('--')) ?? ''
const check = flags.includes('--check')
const all = check || flags.includes('--all')

const pythons = findPythons()
if (pythons.length === 0) {
  console.error('no CPython 3.11 found: set PYMEMLAB_PYTHON, or put python3.11 on PATH')
  process.exit(1)
}
console.log(`CPython ${pythons.map((python) => python.version).join(', ')}`)

const stale = (name) => {
  const golden = statSync(goldenFile(name), { throwIfNoEntry: false })
  return !golden || golden.mtimeMs < statSync(programFile(name)).mtimeMs
}

let recorded = 0
let refused = 0
await inParallel(
  listPrograms(filter).filter((name) => all || stale(name)),
  2,
  async (name) => {
    const results = []
    for (const python of pythons) {
      for (let round = 0; round < 2; round += 1) {
        const run = await runProgram(python.executable, pythonFlags, programFile(name), { env: pythonEnvironment() })
        results.push({ ...run, by: `${python.version}, run ${round + 1}` })
      }
    }
    const [first, ...others] = results
    for (const other of others) {
      const differs = difference(first, other)
      if (!differs) continue
      refused += 1
      console.log(`${name}: VARIES (${first.by} against ${other.by}) at ${differs.where}`)
      console.log(`    ${differs.expected}\n    ${differs.actual}`)
      return
    }
    if (/0x7[ef][0-9a-f]{8,}/.test(first.stdout.toString('utf8')))
      console.log(`${name}: note: an address in the output?`)
    if (check) {
      const differs = difference(readGolden(name), first)
      if (differs) {
        refused += 1
        console.log(
          `${name}: differs at ${differs.where}\n    golden  ${differs.expected}\n    CPython ${differs.actual}`,
        )
      }
      return
    }
    writeFileSync(goldenFile(name), first.stdout)
    if (first.end.exit === 0 && first.end.stderr === '') rmSync(endFile(name), { force: true })
    else writeFileSync(endFile(name), `${JSON.stringify(first.end, null, 2)}\n`)
    recorded += 1
    const lines = first.stdout.toString('utf8').split('\n').length - 1
    const end = first.end.exit === 0 && !first.end.stderr ? '' : `, exit ${first.end.exit}: ${first.end.stderr}`
    console.log(`${name}: ${lines} lines${end}`)
  },
)
console.log(check ? `${refused} differ` : `${recorded} recorded, ${refused} refused`)
process.exitCode = refused === 0 ? 0 : 1
