// `npm test`: types, lint, every vitest file, then the lab in a real browser and in Electron where they can be had; closes
// with `N passed, N failed`. Works in a fresh clone: installs when node_modules is missing and builds what the tests start.
// Arguments are handed to vitest: `npm test -- test/unit/dict.test.ts`; files of test/e2e go to Playwright instead.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ensureApp, ensureCli, ensureInstalled, root, run } from './lib/tree.mjs'

process.env.TZ = 'UTC'
process.env.LC_ALL = 'C.UTF-8'

ensureInstalled()
ensureCli({ force: true })
ensureApp({ force: true })

const out = join(root, 'out')
mkdirSync(out, { recursive: true })
const report = join(out, 'test-report.json')

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

const given = process.argv.slice(2)
const isBrowserTest = (name) => /(?:^|[\\/])test[\\/]e2e(?:[\\/]|$)/.test(name)
const forVitest = given.filter((name) => !isBrowserTest(name))
const forPlaywright = given.filter(isBrowserTest)

/** Runs a test runner that leaves a JSON report, and counts what the report says. */
function runner(name, args, env, count) {
  rmSync(report, { force: true })
  const before = failed
  const status = run(process.execPath, args, { env: { ...process.env, ...env } })
  try {
    count(JSON.parse(readFileSync(report, 'utf8')))
  } catch {
    failed += 1
    console.log(`${name} left no report`)
  }
  if (status !== 0 && failed === before) failed += 1
}

function vitest() {
  console.log('== tests')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  runner('vitest', [bin('vitest/vitest.mjs'), 'run', ...reporters, ...forVitest], {}, (totals) => {
    passed += totals.numPassedTests
    failed += totals.numFailedTests
    // A file that fails to load has no tests in it, and must not pass unseen.
    const broken = totals.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0)
    failed += broken.length
    for (const file of broken) console.log(`could not be run: ${file.name}`)
  })
}

async function browser() {
  console.log('== the lab in a browser')
  const { chromium } = await import('@playwright/test')
  const { findChromium } = await import('./chromium.mjs')
  const found = await findChromium(chromium.executablePath())
  // without a browser, Electron may still be there
  const projects = found.reason ? ['--project=electron'] : []
  if (found.reason) console.log(`tests in a browser are skipped: ${found.reason}`)
  const env = { PYMEMLAB_E2E_BUILT: '1', PYMEMLAB_E2E_REPORT: report }
  runner('Playwright', [bin('@playwright/test/cli.js'), 'test', ...projects, ...forPlaywright], env, (totals) => {
    passed += totals.stats.expected + totals.stats.flaky
    failed += totals.stats.unexpected + totals.errors.length
    if (totals.stats.skipped > 0)
      console.log(`${totals.stats.skipped} skipped; the reason is in the name of their group`)
  })
}

if (given.length === 0 || forVitest.length > 0) vitest()
if (given.length === 0 || forPlaywright.length > 0) await browser()

const summary = `${passed} passed, ${failed} failed`
writeFileSync(join(out, 'test-summary.txt'), `${summary}\n`)
console.log(summary)
process.exitCode = failed === 0 ? 0 : 1
