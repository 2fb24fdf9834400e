/** A run ends soon after stop(), whatever it does. Needs the built thread (npm run build:cli). */
import { describe, expect, test } from 'vitest'
import { DEFAULT_SETTINGS } from '../../../src/protocol/settings'
import { Session } from './session'

/** The aim is 200 ms on a quiet machine; a busy one gets more. */
const BOUND_MS = 1500

const ENDLESS: Record<string, string> = {
  'while loop': 'while True: pass',
  'loop that catches everything': 'while True:\n  try:\n    while True: pass\n  except BaseException: pass',
  recursion:
    'import sys\nsys.setrecursionlimit(10**6)\ndef f():\n  while True:\n    g(100)\ndef g(n):\n  if n: g(n - 1)\nf()',
  'generator expression': 'import itertools\nsum(x for x in itertools.count())',
  'iterator in C': 'import itertools, collections\ncollections.deque(itertools.count(), maxlen=0)',
  'power of large ints': 'x = 7 ** (10 ** 8)',
  'regular expression': "import re\nre.match('(a*)*b', 'a' * 40)",
  'finally that does not end': 'try:\n  while True: pass\nfinally:\n  while True: pass',
  'sleep and list': 'import time\nwhile True:\n  time.sleep(0.001)\n  [i for i in range(100)]',
  'sort of a long list': 'a = list(range(5 * 10 ** 6, 0, -1)) * 3\nwhile True: sorted(a)',
  'exception in a loop': 'while True:\n  try:\n    1 / 0\n  except ZeroDivisionError:\n    pass',
  finalizers: 'class A:\n  def __del__(self): A()\nA()\nwhile True: A()',
}

describe('stop', () => {
  test.each(Object.entries(ENDLESS))('%s', async (_name, source) => {
    const s = new Session(`print('on', flush=True)\n${source}\n`)
    await new Promise<void>((resolve) => {
      const look = (): void => {
        if (s.output !== '') setTimeout(resolve, 100)
        else setTimeout(look, 10)
      }
      look()
    })
    const before = performance.now()
    s.handle.stop()
    const { reason } = await s.end()
    const ms = performance.now() - before
    if (process.env.SHOW_TIMES)
      console.log(`${_name}: ${ms.toFixed(0)} ms, ended by itself: ${s.messages.at(-1)?.kind}`)
    expect(reason).toBe('stopped')
    expect(ms).toBeLessThan(BOUND_MS)
  })

  test('while paused', async () => {
    const s = new Session('x = 1\nprint(x)\n', { pauseAtStart: true })
    await s.paused()
    s.handle.stop()
    expect(await s.end()).toEqual({ exitCode: 130, reason: 'stopped' })
    expect(s.messages.at(-1)?.kind).toBe('end')
    expect(s.output).toBe('')
  })

  test('time spent paused does not count for the time limit', async () => {
    const s = new Session('x = 1\nprint("done")\n', {
      pauseAtStart: true,
      settings: { ...DEFAULT_SETTINGS, timeLimit: 1.5 },
    })
    await s.paused()
    await new Promise((resolve) => setTimeout(resolve, 2000))
    s.continue()
    expect((await s.end()).reason).toBe('finished')
    expect(s.output).toBe('done\n')
  })
})
