/** Functions kept between processes: the files, and that a program cannot tell. The second part needs the built command line. */
import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { FunctionCollector, KeptFunctions } from '../../../src/host/kept-functions'
import { compile } from '../../../src/runtime/compile'
import type { CodeUnit } from '../../../src/runtime/compile/code-unit'

const out = resolve(import.meta.dirname, '../../../out')
mkdirSync(out, { recursive: true })
const folders = [mkdtempSync(join(tmpdir(), 'kept-')), mkdtempSync(join(out, 'without-kept-'))]
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

const module = (): CodeUnit => compile('def f(): pass\ndef g():\n  def h(): pass\n', 'm.py', 'exec')
const inner = (unit: CodeUnit, n: number): CodeUnit => {
  const codes = unit.consts.flatMap((c) => (c.t === 'code' ? [c.v] : []))
  return codes[n]
}
const TEXT = '(function(consts,names,ic){return (function(f,thrown){return consts[0]+names[0]+ic+f+thrown})})'

test('a function that was kept is the one its code object gets, in the process of the same bundle', () => {
  const file = join(folders[0], 'functions.bin')
  const collector = new FunctionCollector(false)
  const first = module()
  collector.attach('m.py', first)
  first.kept?.keep?.(TEXT.replace('+f', '-f'), 7)
  inner(inner(first, 1), 0).kept?.keep?.(TEXT, 12)
  expect(collector.write(file, 'bundle')).toBe(2)

  const later = module()
  new KeptFunctions(file, 'bundle', false).attach('m.py', later)
  expect(later.kept?.cacheWords).toBe(7)
  expect(later.kept?.make?.([1], [20], 300)(4000, 1)).toBe(1 + 20 + 300 - 4000 + 1)
  expect(inner(later, 0).kept).toBeUndefined()
  expect(inner(later, 1).kept).toBeUndefined()
  const deepest = inner(inner(later, 1), 0).kept
  expect(deepest).toMatchObject({ cacheWords: 12, lineEvents: false })
  expect(deepest?.make?.([1], [20], 300)(4000, 0)).toBe(4321)

  const other = module()
  new KeptFunctions(file, 'another bundle', false).attach('m.py', other)
  new KeptFunctions(join(folders[0], 'nothing.bin'), 'bundle', false).attach('m.py', other)
  new KeptFunctions(file, 'bundle', false).attach('n.py', other)
  expect(other.kept).toBeUndefined()
})

const PROGRAM = `
import sys, gc, time, dataclasses, enum, json, re, random, tempfile, unittest
@dataclasses.dataclass
class P:
    x: int
    y: list = dataclasses.field(default_factory=list)
class Colour(enum.Enum):
    RED = 1
print(P(1), Colour.RED, json.dumps({'a': [1, None]}), re.sub('a+', 'b', 'caat'), random.Random(1).random())
try: json.loads('{')
except ValueError as e:
    import traceback; traceback.print_exc(file=sys.stdout)
print(time.perf_counter_ns(), sys.getallocatedblocks(), gc.get_count(), len(gc.get_objects()), id(P), id(Colour.RED))
`

test('a program cannot tell whether the functions of its modules were kept', () => {
  const built = join(out, 'main')
  expect(existsSync(join(built, 'stdlib-functions.bin'))).toBe(true)
  for (const name of readdirSync(built)) {
    if (!name.startsWith('stdlib-functions')) copyFileSync(join(built, name), join(folders[1], name))
  }
  const run = (folder: string): string[] => {
    const json = join(folder, 'summary.json')
    const cli = join(folder, 'cli.js')
    const options = [
      '--preserve-symlinks',
      '--preserve-symlinks-main',
      cli,
      'run',
      '-q',
      '--verify-heap',
      '--json',
      json,
    ]
    const { stdout, stderr } = spawnSync(process.execPath, [...options, '-c', PROGRAM], { encoding: 'utf8' })
    return [stdout, stderr, readFileSync(json, 'utf8')]
  }
  const without = run(folders[1])
  expect(without[0]).toContain('P(x=1, y=[]) Colour.RED')
  copyFileSync(join(built, 'stdlib-functions.bin'), join(folders[1], 'stdlib-functions.bin'))
  expect(run(folders[1])).toEqual(without)
}, 180_000)
