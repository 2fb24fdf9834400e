/** Breakpoints, steps, pauses and input() of runs in real threads. Needs the built thread (npm run build:cli). */
import { describe, expect, test } from 'vitest'
import { Session } from './session'

const numbered = (source: string): string => source

describe('breakpoints', () => {
  test('are hit each time the line begins', async () => {
    const s = new Session(numbered('total = 0\nfor i in range(3):\n    total += i\nprint(total)\n'), {
      breakpoints: [3],
    })
    for (let i = 0; i < 3; i++) {
      const p = await s.paused()
      expect([p?.line, p?.reason]).toEqual([3, 'breakpoint'])
      const vars = await s.variables()
      expect(vars.find((v) => v.name === 'i')?.value).toBe(String(i))
      s.continue()
    }
    expect(await s.paused()).toBeUndefined()
    expect(s.output).toBe('3\n')
    expect((await s.end()).reason).toBe('finished')
  })
})
