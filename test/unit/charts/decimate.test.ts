import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decimate, extent } from '../../../src/renderer/charts/decimate'
import { Pyramid } from '../../../src/renderer/charts/pyramid'
import { lastAtOrBefore, lowerBound, nearest } from '../../../src/renderer/charts/search'

const numbers = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 700 })

describe('pyramid', () => {
  it('finds the extremes of every range', () => {
    fc.assert(
      fc.property(numbers, fc.nat(), fc.nat(), (list, a, b) => {
        const values = Float64Array.from(list)
        const [start, last] = [a % list.length, b % list.length].sort((x, y) => x - y)
        const pyramid = new Pyramid(values, values, values.length)
        const part = list.slice(start, last + 1)
        expect(values[pyramid.lowestIn(start, last + 1)]).toBe(Math.min(...part))
        expect(values[pyramid.highestIn(start, last + 1)]).toBe(Math.max(...part))
        expect(pyramid.highestIn(start, last + 1)).toBe(start + part.indexOf(Math.max(...part)))
      }),
    )
  })

  it('grown piece by piece is the same as made at once', () => {
    fc.assert(
      fc.property(numbers, fc.array(fc.integer({ min: 1, max: 90 }), { maxLength: 12 }), (list, steps) => {
        const values = Float64Array.from(list)
        const grown = new Pyramid(values, values, 0)
        let length = 0
        for (const step of [...steps, list.length]) {
          length = Math.min(list.length, length + step)
          // As a store does whose arrays are exchanged for larger ones.
          const copy = values.slice()
          grown.extend(copy, copy, length)
        }
        const whole = new Pyramid(values, values, list.length)
        for (let start = 0; start < list.length; start += 7) {
          for (let end = start + 1; end <= list.length; end += 13) {
            expect(grown.lowestIn(start, end)).toBe(whole.lowestIn(start, end))
            expect(grown.highestIn(start, end)).toBe(whole.highestIn(start, end))
          }
        }
      }),
      { numRuns: 30 },
    )
  })
})

const one = (low: Float64Array, high = low) => ({ key: 'v', low, high, pyramid: new Pyramid(low, high, low.length) })
const ramp = (n: number): Float64Array => Float64Array.from({ length: n }, (_, i) => i * 10)

describe('decimate', () => {
  it('keeps every sample when there are few', () => {
    const values = Float64Array.from([3, 1, 4, 1, 5])
    expect(decimate(ramp(5), 5, [one(values)], 0, 40, 100).map((row) => [row.t, row.v])).toEqual([
      [0, 3],
      [10, 1],
      [20, 4],
      [30, 1],
      [40, 5],
    ])
  })

  it('keeps the first, the last, the peak and the valley of many', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 1, maxLength: 3000 }), (list) => {
        const values = Float64Array.from(list)
        const rows = decimate(ramp(list.length), list.length, [one(values)], 0, list.length * 10, 40)
        const drawn = rows.map((row) => row.v)
        expect(drawn[0]).toBe(list[0])
        expect(drawn[drawn.length - 1]).toBe(list[list.length - 1])
        expect(Math.max(...drawn)).toBe(Math.max(...list))
        expect(Math.min(...drawn)).toBe(Math.min(...list))
        expect(rows.length).toBeLessThanOrEqual(84)
        for (let i = 1; i < rows.length; i++) expect(rows[i].t).toBeGreaterThanOrEqual(rows[i - 1].t)
      }),
      { numRuns: 40 },
    )
  })

  it('draws the peak within a sample before the value at its end', () => {
    const low = Float64Array.from([1, 2, 3])
    const high = Float64Array.from([1, 9, 3])
    const rows = decimate(ramp(3), 3, [one(low, high)], 0, 20, 100)
    expect(rows.map((row) => [row.t, row.v])).toEqual([
      [0, 1],
      [5, 9],
      [10, 2],
      [20, 3],
    ])
  })

  it('takes a neighbour on either side, so that lines reach the edges', () => {
    const values = ramp(100)
    const rows = decimate(ramp(100), 100, [one(values)], 255, 275, 100)
    expect(rows.map((row) => row.t)).toEqual([250, 260, 270, 280])
  })

  it('has nothing to draw of nothing', () => {
    expect(decimate(ramp(0), 0, [one(ramp(0))], 0, 10, 10)).toEqual([])
    expect(extent(ramp(0), 0, one(ramp(0)), 0, 10)).toBeNull()
  })

  it('draws any part of 200 000 samples in a few milliseconds', () => {
    const n = 200_000
    const times = ramp(n)
    const series = Array.from({ length: 6 }, (_, k) => {
      const values = Float64Array.from(
        { length: n },
        (_, i) => Math.sin(i * (k + 1) * 0.001) * 1e6 + ((i * 7919) % 1000),
      )
      return { ...one(values), key: `s${k}` }
    })
    decimate(times, n, series, 0, n * 10, 240)
    const spans = Array.from({ length: 40 }, (_, k) => (n * 10) / 1.3 ** k)
    const begun = performance.now()
    for (const span of spans) decimate(times, n, series, 500_000 - span / 2, 500_000 + span / 2, 240)
    expect((performance.now() - begun) / spans.length).toBeLessThan(5)
  })
})

describe('search', () => {
  it('agrees with a walk', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(50)), fc.integer({ min: -2, max: 52 }), (list, wanted) => {
        const sorted = Float64Array.from(list.sort((a, b) => a - b))
        const before = [...sorted].filter((value) => value < wanted).length
        expect(lowerBound(sorted, sorted.length, wanted)).toBe(before)
        expect(lastAtOrBefore(sorted, sorted.length, wanted)).toBe([...sorted].filter((v) => v <= wanted).length - 1)
        const distance = Math.min(...[...sorted].map((value) => Math.abs(value - wanted)))
        const found = nearest(sorted, sorted.length, wanted)
        if (list.length === 0) expect(found).toBe(-1)
        else expect(Math.abs(sorted[found] - wanted)).toBe(distance)
      }),
    )
  })
})
