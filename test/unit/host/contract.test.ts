/** One contract, three transports: what a window may rely on is the same in a browser, in Electron and in a test. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { METHOD_NAMES, type MethodName } from '../../../src/protocol/service'
import { DEFAULT_SETTINGS } from '../../../src/protocol/settings'
import { type Connected, connected, TRANSPORTS } from './transports'
import { FakeWindow } from './window'

const GARBAGE = `
import gc
class Node:
    pass
for i in range(3000):
    n = Node()
    n.self = n
print('made', i + 1)
`

describe.each(TRANSPORTS)('contract over $name', (transport) => {
  let lab: Connected
  let window: FakeWindow
  beforeEach(async () => {
    lab = await connected(transport)
    window = new FakeWindow(lab.client)
  })
  afterEach(async () => {
    window.close()
    await lab.close()
  })

  it('says what it is', async () => {
    const info = await window.ask('app.info', {})
    expect(info).toMatchObject({ product: 'Python Memory Lab', platform: process.platform })
    expect(info.version).toMatch(/^\d+\.\d+\.\d+/)
    expect(info.exportFormats.length).toBeGreaterThan(5)
  })

  it('knows every method of the contract and no other', async () => {
    for (const method of METHOD_NAMES) {
      const refusal = await window.ask(method, null as never).then(
        () => expect.unreachable(`${method} took no parameters for an answer`),
        (error: Error) => error.message,
      )
      expect(refusal).toBe(`${method}: expected an object of parameters`)
    }
    for (const name of ['nothing', '__proto__', 'constructor', 'close'])
      await expect(window.ask(name as MethodName, {} as never)).rejects.toThrow('no method')
  })

  it('refuses parameters of the wrong kind with the name of the parameter', async () => {
    const settings = { ...DEFAULT_SETTINGS, maxSamples: 3 }
    const start = { name: 'x', source: '', settings, breakpoints: [], pauseAtStart: false }
    await expect(window.ask('run.start', start)).rejects.toThrow('settings: maxSamples: expected an even number')
    await expect(window.ask('scenarios.read', { id: 7 as never })).rejects.toThrow(
      'scenarios.read: id: expected a text',
    )
    await expect(window.ask('recordings.import', { name: 'x', bytes: 'y' as never })).rejects.toThrow('expected bytes')
  })

  it('keeps the state of the window', async () => {
    expect(await window.ask('state.get', {})).toEqual({})
    expect(await window.ask('state.set', { changes: { theme: 'dark', layout: { a: [1, null] } } })).toBeNull()
    await window.ask('state.set', { changes: { theme: 'light' } })
    expect(await window.ask('state.get', {})).toEqual({ theme: 'light', layout: { a: [1, null] } })
  })

  it('keeps scenarios: new, read, save, rename, delete, restore', async () => {
    const bundled = (await window.ask('scenarios.list', {})).scenarios
    expect(bundled.length).toBeGreaterThan(0)
    expect(bundled.every((info) => info.origin === 'bundled')).toBe(true)
    expect((await window.ask('scenarios.read', { id: bundled[0].id })).source.length).toBeGreaterThan(10)
    const { info } = await window.ask('scenarios.save', { id: null, name: 'my leak', source: 'x = 1\n' })
    expect(info).toMatchObject({ id: 'mine:my leak.py', name: 'my leak', origin: 'mine' })
    await window.ask('scenarios.save', { id: info.id, name: 'my leak', source: 'x = 2\n' })
    expect((await window.ask('scenarios.read', { id: info.id })).source).toBe('x = 2\n')
    const renamed = await window.ask('scenarios.rename', { id: info.id, name: 'our leak.py' })
    expect(renamed.id).toBe('mine:our leak.py')
    const { undo } = await window.ask('scenarios.delete', { id: renamed.id })
    await expect(window.ask('scenarios.read', { id: renamed.id })).rejects.toThrow(
      'There is no scenario our leak.py any more.',
    )
    expect(await window.ask('scenarios.restore', { undo })).toMatchObject({ id: renamed.id })
    expect((await window.ask('scenarios.read', { id: renamed.id })).source).toBe('x = 2\n')
    expect(window.all('scenarios.changed').length).toBeGreaterThanOrEqual(4)
  })

  it('marks syntax errors', async () => {
    const { diagnostics } = await window.ask('scenarios.check', { source: 'x = (1\n' })
    expect(diagnostics).toMatchObject([{ message: "SyntaxError: '(' was never closed", line: 1, column: 5 }])
  })

  it('runs a scenario, streams it and records it', async () => {
    const run = await window.start(GARBAGE)
    await window.state(run, 'finished')
    const { recording: info } = await window.until('run.recorded')
    expect(window.output(run)).toBe('made 3000\n')
    const recording = await window.ask('recordings.open', { id: info.id })
    expect(recording.stdout).toBe('made 3000\n')
    expect(recording.scenario).toBe(GARBAGE)
    expect(recording.samples.time).toBeInstanceOf(Float64Array)
    const streamed = window.all('run.events').flatMap(({ events }) => events)
    expect(streamed).toEqual(recording.events)
    expect(streamed.filter(({ kind }) => kind === 'collection').length).toBeGreaterThan(3)
    const times = window.all('run.samples').flatMap(({ chunk }) => [...chunk.columns.time.subarray(0, chunk.length)])
    expect(times).toEqual([...recording.samples.time])
    expect(await window.ask('recordings.list', {})).toEqual([info])
    expect(await window.ask('run.current', {})).toMatchObject({
      run,
      state: 'finished',
      recording: { stdout: 'made 3000\n' },
    })
  })

  it('saves, renames, deletes, restores and imports recordings', async () => {
    const id = await window.record('print(1)')
    const saved = await window.ask('recordings.save', { id, name: 'first' })
    expect(saved).toMatchObject({ id: 'saved:first', name: 'first' })
    expect(saved.file).toBe(join(lab.dataFolder, 'recordings', 'first.pymemlab'))
    const renamed = await window.ask('recordings.rename', { id, name: 'second' }) // by its old handle
    expect(renamed.id).toBe('saved:second')
    const { undo } = await window.ask('recordings.delete', { id: renamed.id })
    expect(await window.ask('recordings.list', {})).toEqual([])
    expect(await window.ask('recordings.restore', { undo })).toMatchObject({ id: renamed.id })
    await expect(window.ask('recordings.import', { name: 'bad', bytes: new Uint8Array([1, 2, 3]) })).rejects.toThrow()
    writeFileSync(join(lab.dataFolder, 'recordings', 'torn.pymemlab'), 'PK damaged')
    const [torn] = (await window.ask('recordings.list', {})).filter((info) => info.problem !== undefined)
    expect(torn).toMatchObject({ id: 'saved:torn', name: 'torn', totals: null })
    await expect(window.ask('recordings.open', { id: torn.id })).rejects.toThrow()
    expect(await window.ask('recordings.delete', { id: torn.id })).toHaveProperty('undo')
  })

  it('replays a recording and finds it identical', async () => {
    const id = await window.record(GARBAGE, { thresholds: [300, 5, 5] })
    expect(await window.ask('recordings.replay', { id })).toEqual({
      identical: true,
      message: expect.stringMatching(/identical/),
      firstDifference: null,
    })
    expect(window.all('progress').at(-1)).toMatchObject({ task: 'replay', id, fraction: 1 })
  })

  it('compares, reports and exports', async () => {
    const a = await window.record(GARBAGE)
    const b = await window.record(GARBAGE, { thresholds: [200, 5, 5] })
    const comparison = await window.ask('recordings.compare', { a, b })
    expect(comparison.a.id).toBe(a)
    expect(comparison.b.id).toBe(b)
    expect(comparison.firstDivergence).not.toBeNull()
    const answers = await window.ask('recordings.report', { id: a, locale: 'en' })
    expect(answers.length).toBeGreaterThan(5)
    const { fileName, bytes } = await window.ask('recordings.export', { id: a, format: 'csv' }).catch(async () => {
      const [format] = (await window.ask('app.info', {})).exportFormats
      return window.ask('recordings.export', { id: a, format: format.id })
    })
    expect(fileName).toMatch(/^test\./)
    expect(bytes).toBeInstanceOf(Uint8Array)
    expect(bytes.length).toBeGreaterThan(100)
    await expect(window.ask('recordings.export', { id: a, format: 'nonsense' })).rejects.toThrow('nonsense')
  })

  it('stops an endless loop within 200 ms and keeps its recording', async () => {
    const run = await window.start('while True:\n    pass\n')
    await window.until('run.samples')
    await expect(window.start('print(1)')).rejects.toThrow('A run is going on already')
    const asked = performance.now()
    await window.ask('run.stop', { run })
    await window.state(run, 'stopped')
    expect(performance.now() - asked).toBeLessThan(1000) // the figure itself is measured in runs.test.ts
    const { recording } = await window.until('run.recorded')
    expect((await window.ask('recordings.open', { id: recording.id })).samples.time.length).toBeGreaterThan(0)
    await window.ask('run.stop', { run })
    await expect(window.ask('run.continue', { run })).rejects.toThrow('This run is over.')
  })

  it('pauses at a breakpoint, shows frames and variables, steps, and answers input()', async () => {
    const source = "def f(a):\n    b = a + 1\n    return b\nname = input('who? ')\nprint('hello', name, f(41))\n"
    const run = await window.start(source, {}, { breakpoints: [2] })
    const asks = await window.until('run.state', ({ reason }) => reason === 'input')
    expect(asks.prompt ?? window.output(run)).toContain('who?')
    await expect(window.ask('run.frames', { run: 'another' })).rejects.toThrow('This run is over.')
    await window.ask('run.input', { run, text: 'Ada' })
    const stopped = await window.until('run.state', ({ reason }) => reason === 'breakpoint')
    expect(stopped.line).toBe(2)
    await expect(window.ask('run.input', { run, text: 'x' })).rejects.toThrow('does not wait for input')
    await window.ask('run.step', { run, mode: 'over' })
    expect((await window.until('run.state', ({ reason }) => reason === 'step')).line).toBe(3)
    const frames = await window.ask('run.frames', { run })
    expect(frames.map((frame) => frame.function)).toEqual(['f', '<module>'])
    const variables = await window.ask('run.variables', { run, frame: 0 })
    expect(variables.find(({ name }) => name === 'b')).toMatchObject({ type: 'int', value: '42', size: 28 })
    await expect(window.ask('run.children', { run, address: '0x1' })).rejects.toThrow()
    await window.ask('run.continue', { run })
    await window.state(run, 'finished')
    expect(window.output(run)).toContain('hello Ada 42\n')
  })

  it('tells a window that comes back where the run stands, and sends nothing twice', async () => {
    const run = await window.start("for i in range(20000): x = [i]\nname = input('who? ')\n")
    await window.until('run.state', ({ reason }) => reason === 'input')
    const first = await window.ask('run.current', {})
    expect(first).toMatchObject({ run, state: 'paused', status: { reason: 'input', line: 2 } })
    expect(`${first?.recording.stdout}${first?.status?.prompt}`).toContain('who?')
    await window.ask('run.input', { run, text: 'Ada' })
    await window.state(run, 'finished')
    await window.until('run.recorded')

    const busy = await window.start('i = 0\nwhile True:\n    i += 1\n    print(i)\n')
    await window.until('run.output', (event) => event.run === busy)
    const back = await window.ask('run.current', {})
    const before = window.events.length
    await window.ask('run.stop', { run: busy })
    await window.state(busy, 'stopped')
    const later = window.events.slice(before)
    const text = later.flatMap((e) => (e.kind === 'run.output' && e.stream === 'stdout' ? [e.text] : [])).join('')
    const numbers = `${back?.recording.stdout}${text}`.trimEnd().split('\n').map(Number)
    expect(numbers).toEqual(numbers.map((_, i) => i + 1))
    const times = later.flatMap((e) =>
      e.kind === 'run.samples' ? [...e.chunk.columns.time.subarray(0, e.chunk.length)] : [],
    )
    const lastTime = back?.recording.samples.time.at(-1) ?? 0
    if (!later.some(({ kind }) => kind === 'run.resample')) expect(times.every((time) => time > lastTime)).toBe(true)
  })

  it('gives Unicode, escape sequences and lone surrogates back as text', async () => {
    const run = await window.start(
      "print('<b>\\x1b[31m 你好 \\U0001f40d')\nimport sys; sys.stdout.buffer.write(b'\\xff\\n')\n",
    )
    await window.state(run, 'finished')
    expect(window.output(run)).toBe('<b>\x1b[31m 你好 \u{1f40d}\n\ufffd\n')
  })
})
