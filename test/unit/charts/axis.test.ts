import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { byteTicks, countTicks, logTimeTicks, steadyTop, timeTicks } from '../../../src/renderer/charts/axis'

describe('time axis', () => {
  it.each([
    [0, 1_800_000_000, ['0.0 s', '0.5 s', '1.0 s', '1.5 s']],
    [0, 900, ['0 ns', '200 ns', '400 ns', '600 ns', '800 ns']],
    [0, 25_000, ['0 µs', '5 µs', '10 µs', '15 µs', '20 µs', '25 µs']],
    [1_200_000, 1_900_000, ['1.2 ms', '1.4 ms', '1.6 ms', '1.8 ms']],
    [1_234_560_000, 1_234_563_000, ['1234.560 ms', '1234.561 ms', '1234.562 ms', '1234.563 ms']],
  ])('from %d to %d', (from, to, labels) => {
    expect(timeTicks(from, to, 5).labels).toEqual(labels)
  })

  it('never has more ticks than room, all within the range and all different', () => {
    fc.assert(
      fc.property(fc.nat(2_000_000_000), fc.integer({ min: 1000, max: 2_000_000_000 }), (from, span) => {
        const ticks = timeTicks(from, from + span, 6)
        expect(ticks.values.length).toBeGreaterThan(0)
        expect(ticks.values.length).toBeLessThanOrEqual(7)
        for (const value of ticks.values) expect(value >= from - 1 && value <= from + span + 1).toBe(true)
        expect(new Set(ticks.labels).size).toBe(ticks.labels.length)
      }),
    )
  })
})

describe('byte axis', () => {
  it.each([
    [40 * 1024 ** 2, ['0', '16 MiB', '32 MiB']],
    [4096, ['0', '1 KiB', '2 KiB', '3 KiB', '4 KiB']],
    [700, ['0', '256 B', '512 B']],
    [3 * 1024 ** 2, ['0', '1 MiB', '2 MiB', '3 MiB']],
    [2.6 * 1024 ** 2, ['0', '1 MiB', '2 MiB']],
    [1.5 * 1024 ** 2, ['0', '0.5 MiB', '1 MiB', '1.5 MiB']],
  ])('up to %d', (to, labels) => {
    expect(byteTicks(0, to, 4).labels).toEqual(labels)
  })
})

it('count axis', () => {
  expect(countTicks(0, 700, 4).labels).toEqual(['0', '200', '400', '600'])
  expect(countTicks(0, 41_000, 4).labels).toEqual(['0', '20 k', '40 k'])
  expect(countTicks(0, 3, 5).labels).toEqual(['0', '1', '2', '3'])
})

it('logarithmic axis of durations', () => {
  expect(logTimeTicks(900, 12_000_000).labels).toEqual(['1 µs', '10 µs', '100 µs', '1 ms', '10 ms'])
})

describe('steady top', () => {
  it('holds its place while the value moves under it', () => {
    const top = steadyTop(1000, 0, 'decimal')
    expect(top).toBeGreaterThan(1000)
    expect(steadyTop(1010, top, 'decimal')).toBe(top)
    expect(steadyTop(700, top, 'decimal')).toBe(top)
    expect(steadyTop(top + 1, top, 'decimal')).toBeGreaterThan(top)
    expect(steadyTop(top / 5, top, 'decimal')).toBeLessThan(top)
  })

  it('is never below the largest value, and not far above', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 31 }), (largest) => {
        for (const unit of ['bytes', 'decimal'] as const) {
          const top = steadyTop(largest, 0, unit)
          expect(top).toBeGreaterThanOrEqual(largest)
          expect(top).toBeLessThanOrEqual(largest * 1.5 + 2)
        }
      }),
    )
  })
})
