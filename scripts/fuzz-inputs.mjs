// Many inputs, hundreds in one process, each compiled and executed: looks for crashes, hangs and errors of the host that reach
// the user, not for differences from CPython (scripts/fuzz.mjs does that).
//   node scripts/fuzz-inputs.mjs [--count=10000] [--from=1]
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { inParallel, runProgram } from './lib/corpus.mjs'
import { cliFile, ensureCli, root, run } from './lib/tree.mjs'

const value = (name, otherwise) =>
  process.argv.find((text) => text.startsWith(`--${name}=`))?.split('=')[1] ?? otherwise
const count = Number(value('count', 10_000))
const from = Number(value('from', 1))
const BATCH = 250

/** Executes each source in a namespace of its own; whatever Python raises is a result. SystemExit and deep recursion included. */
const driver = (inputFile) => `
import json, sys
class Silent:
    def write(self, text): return len(text)
    def flush(self): pass
real = sys.stdout
done = raised = 0
for source in json.load(open('${inputFile}')):
    sys.stdout = sys.stderr = Silent()
    try:
        exec(compile(source.encode('utf-8', 'surrogatepass').decode('utf-8', 'replace'), '<input>', 'exec'), {'__name__': 'fuzzed'})
    except BaseException:
        raised += 1
    done += 1
sys.stdout, sys.stderr = real, sys.__stderr__
print(done, raised)
`

process.chdir(root)
ensureCli()
run(process.execPath, [join(root, 'scripts/build-cli.mjs'), 'test/fuzz/inputs.ts', 'out/fuzz/inputs.js'])
const { inputs } = await import(pathToFileURL(join(root, 'out/fuzz/inputs.js')).href)

const folder = mkdtempSync(join(tmpdir(), 'pymemlab-inputs-'))
let executed = 0
let raised = 0
let bad = 0

/** Runs a batch; one that does not end well is halved until the input is found. */
async function batch(name, sources) {
  const program = join(folder, `${name}.py`)
  writeFileSync(join(folder, `${name}.json`), JSON.stringify(sources))
  writeFileSync(program, driver(`${name}.json`))
  const args = [cliFile, 'run', '-q', '--memory-limit', '512M', '--time-limit', '60']
  const result = await runProgram(process.execPath, args, program, { timeout: 90_000 })
  const counts = /^(\d+) (\d+)$/m.exec(result.stdout.toString('utf8'))
  if (counts && Number(counts[1]) === sources.length) {
    executed += sources.length
    raised += Number(counts[2])
    return
  }
  if (sources.length > 1) {
    const half = sources.length >> 1
    await batch(`${name}a`, sources.slice(0, half))
    await batch(`${name}b`, sources.slice(half))
    return
  }
  bad += 1
  console.log(`${JSON.stringify(sources[0])}\n    ${result.end.exit} ${result.end.stderr}`)
}

const batches = Array.from({ length: Math.ceil(count / BATCH) }, (_, i) => from + i)
await inParallel(batches, 2, (seed) => batch(`seed-${seed}`, inputs(seed, BATCH)))
rmSync(folder, { recursive: true })
console.log(`${executed} inputs executed, ${raised} ended with a Python exception, ${bad} did not end well`)
process.exitCode = bad === 0 ? 0 : 1
