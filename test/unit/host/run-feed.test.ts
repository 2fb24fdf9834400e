import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { BATCH, FLUSH_MS, joinChunks, PIECE, RunFeed, TAIL, WAITING } from '../../../src/host/run-feed'
import type { RunEvent } from '../../../src/protocol/events'
import type { SampleChunk } from '../../../src/protocol/run'
import { SAMPLE_COLUMNS } from '../../../src/protocol/samples'
import type { ServiceEvent } from '../../../src/protocol/service'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

function chunk(times: number[]): SampleChunk {
  // longer than its length, as the sampler's own arrays may be
  const columns = SAMPLE_COLUMNS.map(({ name }) => [name, Float64Array.from([...times, -1])])
  return { columns: Object.fromEntries(columns), length: times.length }
}

const mark = (seq: number): RunEvent => ({ kind: 'mark', seq, time: seq, line: 1, name: 'm' })

describe('RunFeed', () => {
  let events: ServiceEvent[]
  let feed: RunFeed
  beforeEach(() => {
    vi.useFakeTimers()
    events = []
    feed = new RunFeed('r', (event) => events.push(event))
  })
  afterEach(() => {
    feed.stop()
    vi.useRealTimers()
  })
  const texts = (stream: 'stdout' | 'stderr' = 'stdout'): string[] =>
    events.flatMap((event) => (event.kind === 'run.output' && event.stream === stream ? [event.text] : []))

  it('sends ten times a second or more, and nothing when nothing happens', () => {
    expect(FLUSH_MS).toBeLessThanOrEqual(100)
    for (let i = 0; i < 1000; i++) {
      feed.samples(chunk([i]))
      feed.happened([mark(i)])
      feed.output('stdout', bytes('x'))
    }
    expect(events).toEqual([])
    vi.advanceTimersByTime(FLUSH_MS)
    expect(events.map(({ kind }) => kind)).toEqual(['run.samples', 'run.events', 'run.output'])
    const [samples, happened] = events
    expect(samples).toMatchObject({ chunk: { length: 1000 }, line: 999 })
    expect(happened.kind === 'run.events' && happened.events).toHaveLength(1000)
    expect(texts()).toEqual(['x'.repeat(1000)])
    vi.advanceTimersByTime(10 * FLUSH_MS)
    expect(events).toHaveLength(3)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('does not join samples across a change of the interval', () => {
    feed.samples(chunk([1, 2]))
    feed.resample(200)
    feed.samples(chunk([4]))
    feed.flush()
    expect(events.map((event) => (event.kind === 'run.samples' ? event.chunk.length : event.kind))).toEqual([
      2,
      'run.resample',
      1,
    ])
  })

  it('joins chunks without what lies behind their length', () => {
    const joined = joinChunks([chunk([1, 2]), chunk([]), chunk([3])])
    expect([...joined.columns.time]).toEqual([1, 2, 3])
    expect(joined.length).toBe(3)
  })

  it('sends a line of 10 MB in bounded pieces, a bounded number at a time', () => {
    const line = 'é'.repeat(5 * 1024 * 1024)
    feed.output('stdout', bytes(line))
    vi.advanceTimersByTime(FLUSH_MS)
    const first = texts()
    expect(Math.max(...first.map((text) => text.length))).toBeLessThanOrEqual(PIECE)
    expect(first.join('').length).toBeLessThanOrEqual(BATCH + PIECE)
    vi.advanceTimersByTime(100 * FLUSH_MS)
    expect(texts().join('')).toBe(line)
  })

  it('keeps a bounded amount waiting, says what it left out, and shows the end', () => {
    const piece = bytes('y'.repeat(1024 * 1024))
    for (let i = 0; i < 40; i++) feed.output('stdout', piece)
    feed.output('stderr', bytes('Traceback\n'))
    feed.finish()
    const sent = texts().join('').length
    expect(sent).toBeGreaterThanOrEqual(WAITING)
    expect(sent).toBeLessThanOrEqual(WAITING + TAIL + PIECE)
    const note = /\[(\d+) characters came too fast/.exec(texts('stderr').join(''))
    expect(Number(note?.[1]) + sent).toBe(40 * 1024 * 1024)
    expect(texts('stderr').at(-1)).toBe('Traceback\n')
    expect(vi.getTimerCount()).toBe(0)
  })

  it('has room again after an overflow', () => {
    for (let i = 0; i < 40; i++) feed.output('stdout', bytes('y'.repeat(1024 * 1024)))
    vi.advanceTimersByTime(1000 * FLUSH_MS)
    const before = texts().length
    feed.output('stdout', bytes('again'))
    vi.advanceTimersByTime(FLUSH_MS)
    expect(texts().slice(before)).toEqual(['again'])
  })

  it('never tears a character apart, however the bytes and the pieces fall', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 50 }), fc.integer({ min: 1, max: 7 }), (unit, step) => {
        const wellFormed = unit.replace(/[\ud800-\udfff]/gu, '?')
        const text = wellFormed.repeat(Math.ceil((PIECE + 9) / Math.max(1, wellFormed.length)))
        const all = bytes(wellFormed === '' ? '' : text)
        const heard: string[] = []
        const own = new RunFeed('r', (event) => event.kind === 'run.output' && heard.push(event.text))
        const stride = Math.max(step, Math.floor(all.length / 5) + step)
        for (let at = 0; at < all.length; at += stride) own.output('stdout', all.subarray(at, at + stride))
        own.finish()
        expect(heard.join('')).toBe(wellFormed === '' ? '' : text)
        for (const piece of heard) expect(/[\ud800-\udfff]/u.test(piece)).toBe(false)
      }),
      { numRuns: 20 },
    )
  })

  it('shows half a character at the very end as damaged', () => {
    feed.output('stderr', new Uint8Array([0xe4, 0xbd]))
    feed.finish()
    expect(texts('stderr').join('')).toBe('\ufffd')
  })
})
