import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { OutputEvent } from '../../../src/protocol/events'
import { ConsoleBuffer, consoleOf, MAX_LINES, utf8Length } from '../../../src/renderer/state/console-buffer'

const output = (stream: 'stdout' | 'stderr', time: number, offset: number, length: number): OutputEvent => ({
  kind: 'output',
  seq: time,
  time,
  line: 1,
  stream,
  offset,
  length,
})

describe('console', () => {
  it('gives back what was written, however it was cut', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: fc.constantFrom('a', '\n', 'é', '😀', '\r') })), (parts) => {
        const buffer = new ConsoleBuffer()
        for (const part of parts) buffer.append('stdout', part)
        expect(buffer.text()).toBe(parts.join(''))
      }),
      { seed: 3 },
    )
  })

  it('measures text as an encoder would', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(utf8Length(text)).toBe(new TextEncoder().encode(text).length)
      }),
      { seed: 5 },
    )
  })

  it('begins a new line where the other stream came in between', () => {
    const buffer = new ConsoleBuffer()
    buffer.append('stdout', 'half')
    buffer.append('stderr', 'warning\n')
    buffer.append('stdout', ' a line\n')
    expect(buffer.lines.map((line) => `${line.stream}:${line.text}`)).toEqual([
      'stdout:half',
      'stderr:warning',
      'stdout: a line',
    ])
  })

  it('knows which line was the last at an instant', () => {
    const buffer = new ConsoleBuffer()
    buffer.append('stdout', 'é\n')
    buffer.append('stderr', 'x\n')
    buffer.append('stdout', 'b\n')
    const events = [output('stdout', 10, 0, 3), output('stderr', 20, 0, 2), output('stdout', 30, 3, 2)]
    expect([5, 10, 20, 29, 30, 99].map((time) => buffer.lineAt(time, events))).toEqual([-1, 0, 1, 1, 2, 2])
    expect(buffer.lines.map((line) => buffer.timeOf(line, events))).toEqual([10, 20, 30])
  })

  it('puts a recording’s streams back into the order of its events', () => {
    const events = [output('stdout', 1, 0, 2), output('stderr', 2, 0, 4), output('stdout', 3, 2, 2)]
    const buffer = consoleOf('a\nb\n', 'err\nlate\n', events)
    expect(buffer.lines.map((line) => line.text)).toEqual(['a', 'err', 'b', 'late'])
  })

  it('stays bounded and says what it let go', () => {
    const buffer = new ConsoleBuffer()
    for (let i = 0; i < 3; i++) buffer.append('stdout', 'x\n'.repeat(MAX_LINES / 2))
    expect(buffer.lines.length).toBe(MAX_LINES)
    expect(buffer.dropped).toBe(MAX_LINES / 2)
  })
})
