import { describe, expect, it } from 'vitest'
import { alignedSeries, alignTime } from '../../../../src/lab/analysis/align'
import { compareRecordings } from '../../../../src/lab/analysis/compare'
import type { RunEvent } from '../../../../src/protocol/events'
import { buildRecording, collection, fullRecording, lineRow, mark, typeRow } from '../support/recording-builder'

describe('compareRecordings', () => {
  it('finds equal runs equal, whatever the machine took', () => {
    const a = fullRecording()
    const b = fullRecording()
    for (const e of b.events) if (e.kind === 'collection') (e as { measuredNs: number }).measuredNs *= 7
    const found = compareRecordings(a, b)
    expect(found.firstDivergence).toBeNull()
    expect(found.totals.filter((row) => row.delta !== 0)).toEqual([])
    expect(found.marks).toEqual([
      { name: 'loaded', a: 1e8, b: 1e8 },
      { name: 'served', a: 0.97e9, b: 0.97e9 },
    ])
  })

  it('names the first event that differs', () => {
    const events = (line: number) => [mark(1e6, 'go'), collection(2e6, { line, collected: 3 }), mark(3e6, 'done')]
    const run = (line: number, more: RunEvent[] = []) => {
      const recording = buildRecording({ events: events(line) })
      recording.events.push(...more)
      return recording
    }
    expect(compareRecordings(run(5), run(6)).firstDivergence).toEqual({
      seq: 1,
      message:
        'event 1 differs: automatic collection of generation 0 at line 5, 2.000 ms, 3 of 700 objects freed in the first; ' +
        'automatic collection of generation 0 at line 6, 2.000 ms, 3 of 700 objects freed in the second',
    })
    const longer = run(5)
    longer.events.pop()
    expect(compareRecordings(run(5), longer).firstDivergence?.message).toContain('no more events in the second')
    const other = run(5)
    ;(other.events[1] as { promoted: number }).promoted = 1
    expect(compareRecordings(run(5), other).firstDivergence?.message).toContain(
      'promoted is 700 in the first, 1 in the',
    )
  })

  it('puts the largest difference first, and what only one has', () => {
    const a = buildRecording({
      attribution: { types: [typeRow('A', { bytes: 10 })], lines: [lineRow(1, { liveBytes: 50 })] },
    })
    const b = buildRecording({
      attribution: {
        types: [typeRow('A', { bytes: 12 }), typeRow('B', { bytes: 900, alive: 2 })],
        lines: [lineRow(2)],
      },
    })
    const found = compareRecordings(a, b)
    expect(found.types[0]).toEqual({ type: 'B', aAlive: 0, bAlive: 2, aBytes: 0, bBytes: 900 })
    expect(found.lines.map((l) => [l.line, l.aBytes, l.bBytes])).toEqual([
      [2, 0, 600],
      [1, 50, 0],
    ])
  })

  it('compares runs that were cut off by their collections', () => {
    const found = compareRecordings(buildRecording({ complete: false }), fullRecording())
    expect(found.totals.map((row) => row.metric)).toContain('Collections')
    expect(found.totals.map((row) => row.metric)).not.toContain('Allocations')
  })
})

describe('alignTime', () => {
  const marks = [
    { name: 'x', a: 100, b: 200 },
    { name: 'y', a: 300, b: 250 },
  ]
  it('runs straight between marks', () => {
    expect([0, 100, 200, 225, 250, 625, 1000].map((t) => alignTime(marks, t, 600, 1000))).toEqual([
      0, 50, 100, 200, 300, 450, 600,
    ])
  })
  it('uses the pace of the whole runs without marks, and ignores marks in another order', () => {
    expect(alignTime([], 500, 600, 1000)).toBe(300)
    expect(
      alignTime(
        [
          { name: 'x', a: 500, b: 900 },
          { name: 'y', a: 100, b: 950 },
        ],
        450,
        600,
        1000,
      ),
    ).toBe(250)
  })
})

describe('alignedSeries', () => {
  it('lays runs of different pace over each other, mark upon mark', () => {
    // B takes twice as long up to the mark, and as long as A after it
    const run = (at: number, durationNs: number) =>
      buildRecording({
        durationNs,
        samples: 1001,
        events: [mark(at, 'ready')],
        sample: (f) => ({ tracedBytes: f * durationNs < at ? 1000 : 9000, rss: f * durationNs }),
      })
    const points = alignedSeries(run(100, 300), run(200, 400), 7)
    expect(points.map((p) => p.aTime)).toEqual([0, 50, 100, 150, 200, 250, 300])
    expect(points.map((p) => p.bTime)).toEqual([0, 100, 200, 250, 300, 350, 400])
    for (const p of points) expect(p.bTraced).toBe(p.aTraced)
    expect(alignedSeries(buildRecording({ samples: 0, complete: false }), run(1, 2), 5)).toEqual([])
  })
})
