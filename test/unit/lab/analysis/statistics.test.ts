import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { median, percentile, robustLine } from '../../../../src/lab/analysis/statistics'

const values = fc.array(fc.integer({ min: -1e6, max: 1e6 }), { minLength: 1, maxLength: 60 })

describe('percentile', () => {
  it('is the smallest value that so many do not exceed', () => {
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 100 }), (list, percent) => {
        const ascending = [...list].sort((a, b) => a - b)
        const found = percentile(ascending, percent)
        const share = (limit: number): number => (100 * list.filter((v) => v <= limit).length) / list.length
        expect(list).toContain(found)
        expect(share(found)).toBeGreaterThanOrEqual(percent - 1e-9)
        for (const v of list) if (v < found) expect(share(v)).toBeLessThan(percent)
      }),
    )
  })

  it('of nothing is 0', () => expect(percentile([], 95)).toBe(0))
})

describe('robustLine', () => {
  it('finds a line that a quarter of wild points cannot hide', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -50, max: 50, noNaN: true }),
        fc.double({ min: -1e3, max: 1e3, noNaN: true }),
        fc.integer({ min: 12, max: 80 }),
        (slope, intercept, n) => {
          const x = Array.from({ length: n }, (_, i) => i)
          const y = x.map((v, i) => (i % 5 === 2 ? 1e7 * (i % 2 === 0 ? 1 : -1) : intercept + slope * v))
          const found = robustLine(x, y)
          expect(found.slope).toBeCloseTo(slope, 6)
          expect(found.intercept).toBeCloseTo(intercept, 3)
        },
      ),
    )
  })

  it('does not need points at different times', () => {
    expect(robustLine([3, 3, 3], [1, 2, 9])).toEqual({ slope: 0, intercept: 2, tau: 0 })
    expect(robustLine([], [])).toEqual({ slope: 0, intercept: 0, tau: 0 })
  })

  it('stays quick for many points', () => {
    const x = Array.from({ length: 100_000 }, (_, i) => i)
    expect(
      robustLine(
        x,
        x.map((v) => 2 * v),
      ).slope,
    ).toBeCloseTo(2, 9)
  })
})

it('median of an even number is between the two in the middle', () => expect(median([4, 1, 3, 2])).toBe(2.5))
