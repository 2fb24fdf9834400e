import { expect, test } from 'vitest'
import { CliError, defineCommand } from '../../../src/cli/command'
import { dispatch } from '../../../src/cli/dispatch'
import { wholeNumber } from '../../../src/cli/option-values'
import type { CommandEntry } from '../../../src/cli/registry'

const command = defineCommand<[name: string, more: string[]], { limit: number }>({
  define: (c) =>
    c.argument('<name>').argument('[more...]').option('-n, --limit <rows>', 'rows', wholeNumber, 3) && undefined,
  run({ args: [name, more], options, out }) {
    if (name === 'bad') throw new CliError('it is bad: mend it', 1)
    if (name === 'missing') throw Object.assign(new Error('x'), { code: 'ENOENT', syscall: 'open', path: 'f' })
    if (name === 'bug') throw new TypeError('a bug')
    out.note('a remark')
    out.progress('work').update(0.5)
    out.result({ name, more, limit: options.limit }, () => `${name} ${more.join('+')} ${options.limit}`)
    return 0
  },
})
const entries: CommandEntry[] = [{ name: 'try', summary: 'tries things', load: async () => ({ command }) }]

async function call(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const r = { code: 0, out: '', err: '' }
  const stdout = { write: (text: string) => (r.out += text) }
  const stderr = { write: (text: string) => (r.err += text) }
  r.code = await dispatch(args, { stdout, stderr }, entries)
  return r
}

test('arguments and options reach the command', async () => {
  expect(await call('try', 'a', 'b', 'c', '-n', '7')).toEqual({
    code: 0,
    out: 'a b+c 7\n',
    err: 'pymemlab: a remark\n',
  })
})

test('with --json standard output is one JSON value', async () => {
  const { out } = await call('try', 'a', '--json')
  expect(JSON.parse(out)).toEqual({ name: 'a', more: [], limit: 3 })
})

test('mistakes of the user get a message and a code', async () => {
  expect(await call('try', 'bad')).toEqual({ code: 1, out: '', err: 'pymemlab: it is bad: mend it\n' })
  expect(await call('try', 'missing')).toEqual({
    code: 3,
    out: '',
    err: 'pymemlab: cannot open f: there is no such file or folder\n',
  })
  expect((await call('try', 'a', '-n', 'x')).code).toBe(2)
  expect((await call('try', 'a', '-n', 'x')).err).toContain('expected a whole number')
  expect((await call('try')).code).toBe(2)
  expect((await call('try', 'a', '--wrong')).code).toBe(2)
  expect((await call('nothing')).err).toContain("unknown command 'nothing'")
  await expect(call('try', 'bug')).rejects.toThrow('a bug')
})

test('overview, help and version', async () => {
  expect((await call()).out).toMatch(/run +run a Python program.*try +tries things/s)
  for (const args of [
    ['try', '--help'],
    ['help', 'try'],
  ]) {
    const { code, out } = await call(...args)
    expect(code).toBe(0)
    expect(out).toMatch(/usage: pymemlab try.*Tries things\..*--json.*--limit/is)
  }
  expect((await call('--version')).out).toMatch(/^pymemlab \d+\.\d+\.\d+\n$/)
})
