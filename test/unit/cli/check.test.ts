/** `pymemlab check` on real runs. Needs the built thread (npm run build:cli). */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { XMLValidator } from 'fast-xml-parser'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findScenarios } from '../../../src/cli/check-files'
import { dispatch } from '../../../src/cli/dispatch'

const folder = mkdtempSync(join(tmpdir(), 'pymemlab-check-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const write = (name: string, text: string): string => {
  const path = join(folder, name)
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, text)
  return path
}

async function check(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const r = { code: 0, out: '', err: '' }
  const stdout = { write: (text: string) => (r.out += text) }
  const stderr = { write: (text: string) => (r.err += text) }
  r.code = await dispatch(['check', ...args], { stdout, stderr })
  return r
}

const block = (toml: string): string =>
  `# /// script\n${toml
    .trim()
    .split('\n')
    .map((line) => `# ${line}`.trimEnd())
    .join('\n')}\n# ///\n`

const GOOD = `${block('[tool.pymemlab.budget]\npeak-traced = "64 MiB"\nleaked-objects = 0')}
import helper, lab
lab.expect(helper.VALUE == 3, 'the helper is found')
print('fine')
`
const HUNGRY = `${block('[tool.pymemlab]\ntitle = "Hungry"\n[tool.pymemlab.budget]\npeak-traced = "1 MiB"')}

def load():
    return [bytearray(100_000) for _ in range(40)]

data = load()
`

let files: Record<'good' | 'hungry' | 'raises', string>
beforeAll(() => {
  files = {
    good: write('all/good.py', GOOD),
    hungry: write('all/hungry.py', HUNGRY),
    raises: write('all/deep/raises.py', 'def f():\n    raise ValueError("no")\n\nf()\n'),
  }
  write('all/good.expected.txt', 'fine\n')
  write('all/_hidden.py', 'raise SystemExit(9)\n')
  write('lib/helper.py', 'VALUE = 3\n')
  write('all/helper.py', 'VALUE = 3\n')
  write('all/__pycache__/x.py', '1/0\n')
})

describe('check', () => {
  it('finds scenarios in files and folders', () => {
    const names = findScenarios([join(folder, 'all'), files.good]).map((file) => file.slice(folder.length + 1))
    expect(names.map((name) => name.replaceAll('\\', '/'))).toEqual([
      'all/deep/raises.py',
      'all/good.py',
      'all/helper.py',
      'all/hungry.py',
    ])
    expect(() => findScenarios([join(folder, 'nothing')])).toThrow('there is no file or folder')
    mkdirSync(join(folder, 'empty'))
    expect(() => findScenarios([join(folder, 'empty')])).toThrow('there is no .py file in')
  })

  it('passes what keeps its promises', async () => {
    const { code, out, err } = await check(files.good)
    expect(err).toBe('')
    expect(out).toMatch(/^ok {4}.*good\.py {2}.* virtual, peak .*\n1 scenario: 1 passed\n$/)
    expect(code).toBe(0)
  })

  it('fails with budget, figure, by how much and the line responsible', async () => {
    const { code, out } = await check(files.hungry, '--github')
    expect(code).toBe(1)
    expect(out).toMatch(
      /peak of traced memory: 4\.\d+ MiB \(.* bytes\) is 3\.\d+ MiB \(.* %\) over the budget of 1 MiB/,
    )
    expect(out).toContain(`hungry.py:10: holds `)
    expect(out).toContain('return [bytearray(100_000) for _ in range(40)]')
    expect(out).toMatch(/^::error file=.*hungry\.py,line=10,title=Hungry%3A peak-traced::peak of traced memory/m)
  })

  it('says which scenario raised, where, and goes on with the others', async () => {
    const junit = join(folder, 'report.xml')
    const { code, out } = await check(join(folder, 'all'), '--json', '--junit', junit, '--jobs', '2')
    expect(code).toBe(3)
    const { checks, summary } = JSON.parse(out)
    expect(summary).toEqual({ scenarios: 4, passed: 2, failed: 1, raised: 1 })
    expect(checks[0]).toMatchObject({ status: 'raised', figures: null })
    expect(checks[0].findings).toMatchObject([{ kind: 'raised', line: 2, message: 'ValueError: no' }])
    expect(checks[1].checks).toEqual(['run', 'expectations', 'budget peak-traced', 'budget leaked-objects', 'output'])
    expect(XMLValidator.validate(readFileSync(junit, 'utf8'))).toBe(true)
  })

  it('keeps a baseline exactly', async () => {
    const script = write('base/one.py', 'x = [str(i) for i in range(1000)]\n')
    const gone = write('base/two.py', 'pass\n')
    const baseline = join(folder, 'base/baseline.json')
    expect(await check(script, '--baseline', baseline)).toMatchObject({ code: 2 })

    const made = await check(script, gone, '--baseline', baseline, '--update')
    expect(made.code).toBe(0)
    expect(made.out).toContain('one.py: new')
    expect(Object.keys(JSON.parse(readFileSync(baseline, 'utf8')).scenarios)).toEqual(['one.py', 'two.py'])
    expect((await check(script, '--baseline', baseline, '--exact')).code).toBe(0)

    write('base/one.py', 'x = [str(i) for i in range(1001)]\n')
    const more = await check(script, '--baseline', baseline)
    expect(more.code).toBe(1)
    expect(more.out).toMatch(/blocks allocated: .* is .* over the baseline of/)

    write('base/one.py', 'x = [str(i) for i in range(900)]\n')
    const less = await check(script, '--baseline', baseline)
    expect(less.code).toBe(0)
    expect(less.out).toContain('better than the baseline')
    expect((await check(script, '--baseline', baseline, '--exact')).code).toBe(1)

    rmSync(gone)
    const updated = await check(script, '--baseline', baseline, '--update')
    expect(updated.out).toMatch(/one\.py: blocks allocated: .* -> .* \(−/)
    expect(updated.out).toContain('two.py: removed')
    expect((await check(script, '--baseline', baseline, '--update')).out).toContain('nothing has changed')
  })

  it('refuses what makes no sense', async () => {
    expect((await check()).code).toBe(2)
    expect((await check(files.good, '--update')).err).toContain('--update needs --baseline')
    expect((await check(files.good, '--github', '--json')).code).toBe(2)
    expect((await check(join(folder, 'nothing.py'))).code).toBe(2)
    const broken = write('broken.json', '{')
    expect(await check(files.good, '--baseline', broken)).toMatchObject({
      code: 2,
      err: expect.stringContaining('JSON'),
    })
    const { code, err } = await check(files.good, '--junit', join(folder, 'no/such/folder.xml'))
    expect(code).toBe(2)
    expect(err).toContain('there is no such file or folder')
  })

  it('answers input() with the end of the input', async () => {
    const { code, out } = await check(write('asks.py', 'try:\n    input("? ")\nexcept EOFError:\n    print("end")\n'))
    expect(code).toBe(0)
    expect(out).toContain('1 passed')
  })
})
