// `npm test`: types, lint, then every vitest file; closes with `N passed, N failed`. Works in a fresh clone: installs
// when node_modules is missing and builds the command line the conformance programs run through.
// Arguments are handed to vitest: `npm test -- test/unit/dict.test.ts`.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ensureCli, ensureInstalled, root, run } from './lib/tree.mjs'

process.env.TZ = 'UTC'
process.env.LC_ALL = 'C.UTF-8'

ensureInstalled()
ensureCli({ force: true })

const out = join(root, 'out')
mkdirSync(out, { recursive: true })
const report = join(out, 'vitest.json')
rmSync(report, { force: true })

let passed = 0
let failed = 0

function check(name, args, repair) {
  console.log(`== ${name}`)
  if (run(process.execPath, args) === 0) passed += 1
  else {
    failed += 1
    console.log(`${name} failed. ${repair}`)
  }
}

const bin = (path) => join(root, 'node_modules', path)
check('types', [bin('typescript/bin/tsc'), '--noEmit', '-p', '.'], 'Repair the types named above (npm run typecheck).')
check('lint', [bin('@biomejs/biome/bin/biome'), 'check', '.'], '`npm run fix` repairs what can be repaired by itself.')

console.log('== tests')
const status = run(process.execPath, [
  bin('vitest/vitest.mjs'),
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${report}`,
  ...process.argv.slice(2),
])
try {
  const totals = JSON.parse(readFileSync(report, 'utf8'))
  passed += totals.numPassedTests
  failed += totals.numFailedTests
  // A file that fails to load has no tests in it, and must not pass unseen.
  const broken = totals.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0)
  failed += broken.length
  for (const file of broken) console.log(`could not be run: ${file.name}`)
} catch {
  failed += 1
  console.log('vitest left no report')
}
if (status !== 0 && failed === 0) failed = 1

const summary = `${passed} passed, ${failed} failed`
writeFileSync(join(out, 'test-summary.txt'), `${summary}\n`)
console.log(summary)
process.exitCode = failed === 0 ? 0 : 1
