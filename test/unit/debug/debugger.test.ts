/** Breakpoints, pauses and input() of runs in real threads. Needs the built thread (npm run build:cli). */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { RunMessage } from '../../../src/protocol/run'
import { type Paused, Session } from './session'

/** Runs to the end, stopping at every breakpoint; what `look` gives at each. */
async function atStops<T>(s: Session, look: (p: Paused) => Promise<T> | T): Promise<T[]> {
  const seen: T[] = []
  for (let p = await s.paused(); p !== undefined; p = await s.paused()) {
    seen.push(await look(p))
    s.continue()
  }
  await s.end()
  return seen
}

function chainOf(s: Session): string {
  const end = s.messages.find((m): m is RunMessage & { kind: 'end' } => m.kind === 'end')
  if (end === undefined) throw new Error('the run has no end')
  return `${end.chain} ${end.event.time}`
}

const value = async (s: Session, name: string): Promise<string | undefined> =>
  (await s.variables()).find((v) => v.name === name)?.value

describe('breakpoints', () => {
  test('in a loop, a function, a generator, a comprehension, a class body, finally and with', async () => {
    const source = [
      'def f(n):', // 1
      '    m = n + 1', // 2
      '    return m', // 3
      'def g():', // 4
      '    for i in range(2):', // 5
      '        yield i', // 6
      'for k in range(2):', // 7
      '    f(k)', // 8
      'list(g())', // 9
      'x = [', // 10
      '    v * 2', // 11
      '    for v in range(2)]', // 12
      'class C:', // 13
      '    a = 1', // 14
      'import contextlib', // 15
      'try:', // 16
      '    with contextlib.nullcontext():', // 17
      '        1 / 0', // 18
      'except ZeroDivisionError:', // 19
      '    y = 1', // 20
      'finally:', // 21
      '    z = 2', // 22
    ].join('\n')
    const s = new Session(source, { breakpoints: [3, 6, 8, 11, 14, 18, 20, 22] })
    const stops = await atStops(s, (p) => p.line)
    expect(stops).toEqual([8, 3, 8, 3, 6, 6, 11, 11, 14, 18, 20, 22])
    expect(await s.end()).toEqual({ exitCode: 0, reason: 'finished' })
  })

  test('on a line without code count for the next one that has some', async () => {
    const s = new Session('x = 1\n\n# nothing\n\ny = 2\n', { breakpoints: [3, 99, 1e12, -1, 0.5] })
    expect(await atStops(s, (p) => [p.line, p.reason])).toEqual([[5, 'breakpoint']])
  })

  test('can be changed while the program runs, also in a loop that is running', async () => {
    const s = new Session('print("on", flush=True)\nn = 0\nwhile n >= 0:\n    n += 1\nprint("out")\n')
    while (s.output === '') await new Promise((resolve) => setTimeout(resolve, 5))
    s.handle.post({ kind: 'breakpoints', lines: [4] })
    const first = await s.paused()
    expect([first?.line, first?.reason]).toEqual([4, 'breakpoint'])
    s.continue()
    expect((await s.paused())?.line).toBe(4)
    s.handle.post({ kind: 'breakpoints', lines: [] })
    s.continue()
    await new Promise((resolve) => setTimeout(resolve, 50))
    s.handle.stop()
    expect((await s.end()).reason).toBe('stopped')
  })

  test('variables at each stop', async () => {
    const s = new Session('total = 0\nfor i in range(3):\n    total += i\n', { breakpoints: [3] })
    expect(await atStops(s, () => value(s, 'total'))).toEqual(['0', '0', '1'])
  })
})

describe('breakpoint()', () => {
  test('pauses at the next line', async () => {
    const s = new Session('x = 1\nbreakpoint()\nx = 2\nprint(x)\n')
    expect(await atStops(s, (p) => [p.line, p.reason])).toEqual([[3, 'breakpoint']])
    expect(s.output).toBe('2\n')
  })

  test('calls what stands in sys.breakpointhook', async () => {
    const s = new Session('import sys\nsys.breakpointhook = lambda *a, **k: print(a, k)\nbreakpoint(1, b=2)\n')
    expect(await atStops(s, (p) => p.line)).toEqual([])
    expect(s.output).toBe("(1,) {'b': 2}\n")
  })
})

describe('pause', () => {
  test('stops at the next line, and the stack can be seen', async () => {
    const s = new Session('def spin():\n    n = 1\n    while True:\n        n = -n\nprint("on", flush=True)\nspin()\n')
    while (s.output === '') await new Promise((resolve) => setTimeout(resolve, 5))
    s.handle.pause()
    const p = await s.paused()
    expect(p?.reason).toBe('pause')
    expect([3, 4]).toContain(p?.line)
    const frames = await s.frames()
    expect(frames.map((f) => [f.function, f.own])).toEqual([
      ['spin', true],
      ['<module>', true],
    ])
    expect(frames[1].line).toBe(6)
    expect(await value(s, 'n')).toMatch(/^-?1$/)
    expect((await s.variables(1)).map((v) => v.name)).toEqual(['spin'])
    await expect(s.variables(2)).rejects.toThrow('there is no frame 2')
    s.handle.stop()
    expect((await s.end()).reason).toBe('stopped')
  })

  test('works in code generated without line events, at a safe point', async () => {
    const s = new Session('print("on", flush=True)\nn = 0\nwhile True:\n    n = n + 1\n', { lineEvents: false })
    while (s.output === '') await new Promise((resolve) => setTimeout(resolve, 5))
    s.handle.pause()
    expect((await s.paused())?.reason).toBe('pause')
    expect((await s.frames())[0].function).toBe('<module>')
    s.handle.stop()
    await s.end()
  })

  test('10,000 times leaves nothing behind', { timeout: 60_000 }, async () => {
    const s = new Session('import gc\nn = 0\nwhile True:\n    n += 1\n', { breakpoints: [4] })
    await s.paused()
    const memory = async (): Promise<number> => Number((await s.variables()).length)
    const rows = await memory()
    const started = s.messages.length
    for (let i = 0; i < 10_000; i++) {
      s.continue()
      const p = await s.paused()
      if (p === undefined) throw new Error('the run has ended')
      if (i % 500 === 0) s.forget()
    }
    expect(started).toBeGreaterThan(0)
    expect(await memory()).toBe(rows)
    expect(await value(s, 'n')).toBe('10000')
    s.handle.stop()
    await s.end()
  })
})

describe('a run that was stopped and looked at', () => {
  const source = readFileSync(join(import.meta.dirname, 'programs/everything.py'), 'utf8').replace(
    /$/,
    '\nimport gc\nkeep = []\nfor i in range(3000):\n    a = []\n    a.append(a)\n    keep.append(str(i))\nprint(id(keep), gc.get_count())\n',
  )
  const lines = source.split('\n')
  const body = lines.findIndex((line) => line.includes('a.append(a)')) + 1

  test('is the run that was not', { timeout: 60_000 }, async () => {
    const plain = new Session(source.replace(/^1 \/ 0$/m, ''), { lineEvents: false })
    await plain.end()
    const unstopped = new Session(source.replace(/^1 \/ 0$/m, ''))
    await unstopped.end()
    const stopped = new Session(source.replace(/^1 \/ 0$/m, ''), { pauseAtStart: true })
    let p = await stopped.paused()
    for (let i = 0; i < 200 && p !== undefined; i++) {
      if (i % 20 === 0) {
        const rows = await stopped.variables()
        for (const row of rows) if (row.expandable) await stopped.children(row.address)
        await stopped.frames()
      }
      stopped.handle.post({ kind: 'step', mode: i % 7 === 0 ? 'over' : 'into' })
      p = await stopped.paused()
    }
    stopped.handle.post({ kind: 'breakpoints', lines: [body] })
    for (let i = 0; i < 20; i++) {
      stopped.continue()
      await stopped.paused()
    }
    stopped.handle.post({ kind: 'breakpoints', lines: [] })
    stopped.continue()
    await stopped.end()
    expect(stopped.output).toBe(plain.output)
    expect(chainOf(unstopped)).toBe(chainOf(plain))
    expect(chainOf(stopped)).toBe(chainOf(plain))
  })
})

describe('a program that traces itself', () => {
  test('is the same with and without line events', async () => {
    const source = readFileSync(join(import.meta.dirname, '../../conformance/flow/settrace.py'), 'utf8')
    const chains: string[] = []
    for (const lineEvents of [false, true]) {
      const s = new Session(source, { lineEvents })
      expect((await s.end()).exitCode).toBe(0)
      chains.push(chainOf(s))
    }
    expect(chains[0]).toBe(chains[1])
  })
})

describe('input', () => {
  test('input() shows its prompt and gets a line', async () => {
    const s = new Session(
      'name = input("who? ")\nprint("hello", name)\nfor line in __import__("sys").stdin:\n    print(repr(line))\n',
    )
    const p = await s.paused()
    expect([p?.reason, p?.line, p?.prompt]).toEqual(['input', 1, 'who? '])
    s.handle.post({ kind: 'input', text: 'Ada' })
    expect((await s.paused())?.prompt).toBe('')
    s.handle.post({ kind: 'input', text: 'one' })
    await s.paused()
    s.handle.post({ kind: 'input', text: null })
    expect((await s.end()).exitCode).toBe(0)
    expect(s.output).toBe("who? hello Ada\n'one\\n'\n")
  })

  test('the end of the file is EOFError', async () => {
    const s = new Session('try: input()\nexcept EOFError as e: print(e)\n')
    await s.paused()
    s.handle.post({ kind: 'input', text: null })
    await s.end()
    expect(s.output).toBe('EOF when reading a line\n')
  })

  test('stop while waiting ends the run', async () => {
    const s = new Session('try: input("? ")\nexcept BaseException: print("not asked")\n')
    await s.paused()
    s.handle.stop()
    expect(await s.end()).toEqual({ exitCode: 130, reason: 'stopped' })
    expect(s.output).toBe('? ')
  })

  test('variables can be looked at while it waits', async () => {
    const s = new Session('x = 5\ninput()\n')
    await s.paused()
    expect(await value(s, 'x')).toBe('5')
    s.handle.post({ kind: 'input', text: '' })
    expect((await s.end()).exitCode).toBe(0)
  })
})
