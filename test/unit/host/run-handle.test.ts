/** A run in its thread: messages, stopping, killing, and every way to die. Needs the built thread (npm run build:cli). */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { describe, expect, test } from 'vitest'
import { type RunHandle, type RunOutcome, SCENARIO_FOLDER, scenarioFile, startRun } from '../../../src/host/run-handle'
import type { RunMessage } from '../../../src/protocol/run'
import { DEFAULT_SETTINGS, type RunSettings } from '../../../src/protocol/settings'

interface Running {
  handle: RunHandle
  messages: RunMessage[]
  output: (stream?: 'stdout' | 'stderr') => string
  /** Waits for a message. */
  until: (test: (m: RunMessage) => boolean) => Promise<void>
}

function start(source: string, settings: Partial<RunSettings> = {}): Running {
  const messages: RunMessage[] = []
  const waiting: (() => void)[] = []
  const handle = startRun(
    { file: scenarioFile('try'), source, settings: { ...DEFAULT_SETTINGS, ...settings } },
    (message) => {
      messages.push(message)
      for (const look of waiting.splice(0)) look()
    },
  )
  const output = (stream = 'stdout'): string =>
    messages.map((m) => (m.kind === 'output' && m.stream === stream ? Buffer.from(m.bytes).toString() : '')).join('')
  const until = async (test: (m: RunMessage) => boolean): Promise<void> => {
    while (!messages.some(test)) await new Promise<void>((resolve) => waiting.push(resolve))
  }
  return { handle, messages, output, until }
}
const isOutput = (m: RunMessage): boolean => m.kind === 'output'

async function timed(done: Promise<RunOutcome>): Promise<[RunOutcome, number]> {
  const before = performance.now()
  return [await done, performance.now() - before]
}

describe('a run in its thread', () => {
  test('prints, and ends with the code of the script', async () => {
    const { handle, messages, output } = start('import sys\nprint(__file__, sys.argv)\nsys.exit(3)', {
      args: ['a', 'b'],
    })
    expect(await handle.done).toEqual({ exitCode: 3, reason: 'failed' })
    expect(messages[0]).toEqual({ kind: 'started' })
    expect(output()).toBe("/home/user/try.py ['/home/user/try.py', 'a', 'b']\n")
  })

  test('gets its settings', async () => {
    const source = 'import gc\nprint(gc.get_threshold(), gc.isenabled())'
    const { handle, output } = start(source, { thresholds: [5, 6, 7], gcEnabled: false })
    expect((await handle.done).reason).toBe('finished')
    expect(output()).toBe('(5, 6, 7) False\n')
  })

  test('stop raises KeyboardInterrupt', async () => {
    const source = 'try:\n  print("on")\n  while True: pass\nexcept KeyboardInterrupt:\n  print("asked")\n  raise'
    const { handle, output, until } = start(source)
    await until(isOutput)
    handle.stop()
    const [outcome] = await timed(handle.done)
    expect(outcome).toEqual({ exitCode: 130, reason: 'stopped' })
    expect(output()).toBe('on\nasked\n')
    expect(output('stderr')).toContain('KeyboardInterrupt')
  })

  test('a script that does not react is killed', async () => {
    const source = 'print("on")\nwhile True:\n  try:\n    while True: pass\n  except KeyboardInterrupt: print("no")'
    const { handle, output, until } = start(source)
    await until(isOutput)
    handle.stop()
    const [outcome, ms] = await timed(handle.done)
    expect(outcome).toEqual({ exitCode: 130, reason: 'stopped' })
    expect(output()).toBe('on\nno\n')
    expect(ms).toBeLessThan(2000)
  })

  test('the time limit', async () => {
    const { handle } = start('while True: pass', { timeLimit: 0.2 })
    expect(await handle.done).toMatchObject({ exitCode: 124, reason: 'time limit' })
  })

  test('terminate ends it at once, and what was received stays', async () => {
    const { handle, output, until } = start('print("on")\nwhile True: pass')
    await until(isOutput)
    handle.terminate()
    expect(await handle.done).toEqual({ exitCode: 130, reason: 'stopped' })
    expect(output()).toBe('on\n')
  })

  test('a host that is slow is waited for', async () => {
    const { handle, output } = start('for i in range(5000): print(i)')
    expect((await handle.done).reason).toBe('finished')
    expect(output().split('\n')).toHaveLength(5001)
  })

  test('input comes from the host', async () => {
    const { handle, output, messages } = start(
      'a = input("? ")\nprint(a * 2)\ntry: input()\nexcept EOFError: print("end")',
    )
    handle.post({ kind: 'input', text: 'ab\n' })
    handle.post({ kind: 'input', text: null })
    await handle.done
    expect(output()).toBe('? abab\nend\n')
    const read = messages.flatMap((m) =>
      m.kind === 'input' && m.bytes.length > 0 ? [Buffer.from(m.bytes).toString()] : [],
    )
    expect(read).toEqual(['ab\n'])
  })
})

test('files of a mounted folder are told of, the scenario is not', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pymemlab-'))
  writeFileSync(join(folder, 'near.py'), 'x = 42')
  const files: string[] = []
  const handle = startRun(
    {
      file: scenarioFile('try'),
      source: 'import near, near\nassert near.x == 42',
      settings: DEFAULT_SETTINGS,
      mounts: [{ path: SCENARIO_FOLDER, folder }],
    },
    (m) => m.kind === 'file' && files.push(`${m.path} ${Buffer.from(m.bytes)}`),
  )
  expect((await handle.done).exitCode).toBe(0)
  rmSync(folder, { recursive: true })
  expect(files).toEqual(['/home/user/near.py x = 42'])
})

test.each([
  ['an error', 'throw new Error("broken")', 'broken'],
  ['an exit', 'process.exit(3)', 'ended unexpectedly'],
  ['no memory', 'const a = []; for (;;) a.push(new Array(1e5).fill(a.length))', 'JavaScript memory'],
])('a thread that dies: %s', async (_, code, message) => {
  const first = "const { parentPort } = require('node:worker_threads'); parentPort.once('message', () => {"
  const say = "parentPort.postMessage({ kind: 'started' }); setTimeout(() => {"
  const worker = new Worker(`${first}${say}${code}}, 20)})`, {
    eval: true,
    resourceLimits: { maxOldGenerationSizeMb: 20 },
  })
  const messages: RunMessage[] = []
  const request = { file: scenarioFile('x'), source: '', settings: DEFAULT_SETTINGS }
  const handle = startRun(request, (m) => messages.push(m), worker)
  const text = expect.stringContaining(message)
  expect(await handle.done).toEqual({ exitCode: 70, reason: 'crashed', message: text })
  expect(messages).toEqual([{ kind: 'started' }, { kind: 'crash', message: text }])
})

test('names of scenarios become paths', () => {
  expect(scenarioFile('a leak')).toBe('/home/user/a leak.py')
  expect(scenarioFile('x.py')).toBe('/home/user/x.py')
  expect(scenarioFile('../../etc')).toBe('/home/user/.._.._etc.py')
  expect(scenarioFile('..')).toBe('/home/user/scenario.py')
  expect(scenarioFile('')).toBe('/home/user/scenario.py')
})
