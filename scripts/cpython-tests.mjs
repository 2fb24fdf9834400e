// CPython's own test files, taken from a locally installed CPython 3.11 (never copied into the tree), run here.
//   node scripts/cpython-tests.mjs [name ...]   names as in Lib/test, without `test_`: gc weakref dict ...
//     --reference    runs them in that CPython instead: what would a perfect score be?
//     --details      the message of each failing test
//     --update       rewrites test/cpython/expected-failures.json (file -> names of the tests that do not pass)
//     --timeout=S    for one file (60)
// Prints passed, failed, skipped for each file. A file fails the run when a test fails that is not listed, or a listed one passes.
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inParallel, pythonEnvironment, pythonFlags, runProgram } from './lib/corpus.mjs'
import { findPythons } from './lib/python.mjs'
import { cliFile, ensureCli, root } from './lib/tree.mjs'

const FILES =
  `gc weakref weakset finalization list dict set tuple range slice enumerate iter iterlen generators yield_from
  coroutines itertools functools deque ordered_dict defaultdict userdict userlist bytes memoryview buffer unicode string int long
  bool float complex numeric_tower exceptions exception_group except_star baseexception exception_variations patma fstring
  format descr super scope with contextlib enum dataclasses math struct array heapq bisect random re json textwrap tracemalloc
  mmap sys traceback syntax grammar compile call extcall keywordonlyarg positional_only_arg unpack unpack_ex augassign binop
  compare richcmp contains property decorators listcomps setcomps dictcomps genexps named_expressions raise copy types abc
  operator sort global nonlocal lambda subclassinit metaclass typechecks isinstance getargs2 hash index`.split(/\s+/)

const options = process.argv.slice(2).filter((text) => text.startsWith('--'))
const wanted = process.argv.slice(2).filter((text) => !text.startsWith('--'))
const reference = options.includes('--reference')
const timeout = 1000 * Number(options.find((text) => text.startsWith('--timeout='))?.split('=')[1] ?? 60)
const listFile = join(root, 'test/cpython/expected-failures.json')
const listed = existsSync(listFile) ? JSON.parse(readFileSync(listFile, 'utf8')) : {}

const python = findPythons().find((candidate) => {
  const where = spawnSync(candidate.executable, ['-S', '-c', 'import os; print(os.path.dirname(os.__file__))'])
  candidate.library = where.stdout.toString().trim()
  return existsSync(join(candidate.library, 'test/test_gc.py'))
})
if (!python) {
  console.error('no CPython 3.11 with its test files found: set PYMEMLAB_PYTHON to one built from source')
  process.exit(1)
}
if (!reference) ensureCli()

// One line for each test as it ends, so that a file that dies half-way still says how far it came.
const DRIVER = `
import sys, unittest
class Result(unittest.TestResult):
    def line(self, kind, test, text=''): print('%%', kind, getattr(test, 'id', lambda: str(test))(), '|', text, flush=True)
    def addSuccess(self, test): self.line('ok', test)
    def addSkip(self, test, reason): self.line('skip', test, reason)
    def addExpectedFailure(self, test, err): self.line('ok', test)
    def addUnexpectedSuccess(self, test): self.line('fail', test, 'unexpected success')
    def addFailure(self, test, err): self.line('fail', test, repr(err[1])[:300].replace(chr(10), ' '))
    def addError(self, test, err): self.line('fail', test, repr(err[1])[:300].replace(chr(10), ' '))
    def addSubTest(self, test, sub, err):
        if err: self.line('fail', test, repr(err[1])[:300].replace(chr(10), ' '))
name = 'test.test_NAME'
module = __import__(name, fromlist=['x'])
suite = unittest.defaultTestLoader.loadTestsFromModule(module)
suite.run(Result())
print('%% end')
`

const folder = mkdtempSync(join(tmpdir(), 'pymemlab-cpython-'))
const tests = join(python.library, 'test')
mkdirSync(join(folder, 'test'))
cpSync(join(tests, '__init__.py'), join(folder, 'test/__init__.py'))
cpSync(join(tests, 'support'), join(folder, 'test/support'), {
  recursive: true,
  filter: (path) => !path.includes('__pycache__'),
})
// What test files import from each other lies beside them, one level deep.
for (const entry of readdirSync(tests)) {
  if (entry.endsWith('.py')) cpSync(join(tests, entry), join(folder, 'test', entry))
}

const names = (wanted.length ? wanted : FILES).filter((name) => existsSync(join(tests, `test_${name}.py`)))
const totals = { ok: 0, fail: 0, skip: 0 }
let surprises = 0
await inParallel(names, 2, async (name) => {
  const driver = join(folder, `run_${name}.py`)
  writeFileSync(driver, DRIVER.replace('NAME', name))
  const result = reference
    ? await runProgram(python.executable, pythonFlags, driver, { timeout, env: pythonEnvironment() })
    : await runProgram(process.execPath, [cliFile, 'run', '-q'], driver, { timeout })
  const counts = { ok: 0, fail: 0, skip: 0 }
  const failing = []
  for (const line of result.stdout.toString('utf8').split('\n')) {
    const match = /^%% (ok|fail|skip) (\S+)[^|]*\| ?(.*)$/.exec(line)
    if (!match) continue
    const [, kind, id, text] = match
    counts[kind] += 1
    if (kind !== 'fail') continue
    failing.push(id.replace(/^test\.test_\w+\./, ''))
    if (options.includes('--details')) console.log(`      ${id}: ${text}`)
  }
  const finished = result.stdout.includes('%% end')
  if (!finished) failing.push('(did not finish)')
  for (const kind of Object.keys(totals)) totals[kind] += counts[kind]
  const known = listed[name] ?? []
  const fresh = [...new Set(failing)].filter((id) => !known.includes(id))
  const mended = known.filter((id) => !failing.includes(id))
  surprises += fresh.length + mended.length
  const end = finished ? '' : `   stopped: ${result.timedOut ? `after ${timeout / 1000} s` : result.end.stderr}`
  console.log(
    `${name.padEnd(22)} ${String(counts.ok).padStart(5)} passed ${String(counts.fail).padStart(4)} failed ${String(counts.skip).padStart(4)} skipped${end}`,
  )
  if (!options.includes('--update')) {
    for (const id of fresh.slice(0, 5)) console.log(`      new failure: ${id}`)
    for (const id of mended) console.log(`      passes now, take it off the list: ${id}`)
  }
  if (failing.length) listed[name] = [...new Set(failing)].sort()
  else delete listed[name]
})
rmSync(folder, { recursive: true, force: true })
if (options.includes('--update') && !reference) {
  const sorted = Object.fromEntries(Object.entries(listed).sort(([a], [b]) => (a < b ? -1 : 1)))
  writeFileSync(listFile, `${JSON.stringify(sorted, null, 2)}\n`)
}
console.log(`\n${totals.ok} passed, ${totals.fail} failed, ${totals.skip} skipped in ${names.length} files`)
process.exitCode = surprises === 0 || options.includes('--update') || reference ? 0 : 1
