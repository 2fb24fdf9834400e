// Generated programs, here and in a local CPython 3.11: prints each seed that differs and keeps the program.
//   node scripts/fuzz.mjs [--from=1] [--count=50] [--size=12] [--check] [--write=TOPIC]
//     --check        runs CPython only: do the generated programs mean something?
//     --write=NAME   writes the programs to test/conformance/NAME/ (record their goldens with scripts/golden.mjs)
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { corpusFolder, difference, inParallel, pythonEnvironment, pythonFlags, runProgram } from './lib/corpus.mjs'
import { findPythons } from './lib/python.mjs'
import { cliFile, ensureCli, root, run } from './lib/tree.mjs'

const options = process.argv.slice(2)
const value = (name, otherwise) => options.find((text) => text.startsWith(`--${name}=`))?.split('=')[1] ?? otherwise
const from = Number(value('from', 1))
const count = Number(value('count', 50))
const size = Number(value('size', 12))
const check = options.includes('--check')

run(process.execPath, [join(root, 'scripts/build-cli.mjs'), 'test/fuzz/generate.ts', 'out/fuzz/generate.js'])
const { programForSeed } = await import(pathToFileURL(join(root, 'out/fuzz/generate.js')).href)

const seeds = Array.from({ length: count }, (_, i) => from + i)
const topic = value('write')
if (topic) {
  mkdirSync(join(corpusFolder, topic), { recursive: true })
  for (const seed of seeds) {
    const text = `# Generated: node scripts/fuzz.mjs --from=${seed} --count=1 --size=${size} --write=${topic}\n`
    writeFileSync(join(corpusFolder, topic, `seed_${seed}.py`), text + programForSeed(seed, size))
  }
  process.exit(0)
}

const python = findPythons()[0]
if (!python) {
  console.error('no CPython 3.11 found: set PYMEMLAB_PYTHON, or put python3.11 on PATH')
  process.exit(1)
}
if (!check) ensureCli()
const folder = mkdtempSync(join(tmpdir(), 'pymemlab-fuzz-'))
let bad = 0
await inParallel(seeds, 2, async (seed) => {
  const file = join(folder, `seed_${seed}.py`)
  writeFileSync(file, programForSeed(seed, size))
  const expected = await runProgram(python.executable, pythonFlags, file, { env: pythonEnvironment() })
  if (check) {
    if (expected.end.exit === 0) return
    bad += 1
    console.log(`seed ${seed}: ${expected.end.stderr}   (${file})`)
    return
  }
  const actual = await runProgram(process.execPath, [cliFile, 'run', '-q', '--verify-heap'], file)
  const differs = difference({ stdout: expected.stdout, end: expected.end }, actual)
  if (!differs) return
  bad += 1
  console.log(`seed ${seed} at ${differs.where}   (${file})`)
  console.log(`    CPython | ${differs.expected}\n    here    | ${differs.actual}`)
})
console.log(`${count - bad} the same, ${bad} different`)
process.exitCode = bad === 0 ? 0 : 1
