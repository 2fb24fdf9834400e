import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { eventAt, thinned } from '../../../src/renderer/charts/hit'
import {
  clamp,
  grow,
  pan,
  reveal,
  SHORTEST_SPAN,
  toPixel,
  toTime,
  visible,
  zoom,
  zoomTo,
} from '../../../src/renderer/charts/view'

const extent = { start: 0, end: 1_000_000 }

describe('view', () => {
  it('shows everything until asked otherwise, and never nothing', () => {
    expect(visible(null, extent)).toEqual(extent)
    expect(visible(null, { start: 0, end: 0 }).end).toBe(SHORTEST_SPAN)
  })

  it('zooms about a point that stays where it is', () => {
    const view = zoom(null, extent, 400_000, 0.5)
    expect(view).toEqual({ start: 200_000, end: 700_000 })
    expect(toPixel(view!, 100, 400_000)).toBeCloseTo(40)
    expect(zoom(view, extent, 400_000, 2)).toBeNull()
  })

  it('stays within the run whatever is done', () => {
    const step = fc.record({
      kind: fc.constantFrom('pan', 'zoom', 'to', 'reveal'),
      a: fc.double({ min: -2e6, max: 2e6, noNaN: true }),
      b: fc.double({ min: 0.05, max: 20, noNaN: true }),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let view: { start: number; end: number } | null = null
        for (const { kind, a, b } of steps) {
          if (kind === 'pan') view = pan(view, extent, a)
          else if (kind === 'zoom') view = zoom(view, extent, Math.min(1e6, Math.abs(a)), b)
          else if (kind === 'to') view = zoomTo(extent, { start: a, end: a + b * 1e5 })
          else view = reveal(view, extent, Math.min(1e6, Math.abs(a)))
          const range = visible(view, extent)
          expect(range.start).toBeGreaterThanOrEqual(0)
          expect(range.end).toBeLessThanOrEqual(1_000_000 + 1e-6)
          expect(range.end - range.start).toBeGreaterThanOrEqual(SHORTEST_SPAN * 0.999)
        }
      }),
    )
  })

  it('panning keeps the length', () => {
    const view = { start: 100, end: 50_100 }
    expect(pan(view, extent, 1000)).toEqual({ start: 1100, end: 51_100 })
    expect(pan(view, extent, -1000)).toEqual({ start: 0, end: 50_000 })
    expect(pan(null, extent, 1000)).toBeNull()
  })

  it('follows a live run only from its newest edge', () => {
    const now = { start: 0, end: 1_100_000 }
    expect(grow(null, extent, now)).toBeNull()
    expect(grow({ start: 900_000, end: 1_000_000 }, extent, now)).toEqual({ start: 1_000_000, end: 1_100_000 })
    expect(grow({ start: 100_000, end: 200_000 }, extent, now)).toEqual({ start: 100_000, end: 200_000 })
  })

  it('moves only when the instant is out of sight', () => {
    const view = { start: 100_000, end: 200_000 }
    expect(reveal(view, extent, 150_000)).toBe(view)
    expect(reveal(view, extent, 500_000)).toEqual({ start: 450_000, end: 550_000 })
    expect(reveal(null, extent, 5)).toBeNull()
    expect(clamp({ start: -10, end: 2_000_000 }, extent)).toBeNull()
  })

  it('pixels and times are inverse', () => {
    const range = { start: 1000, end: 5000 }
    expect(toTime(range, 800, toPixel(range, 800, 3210))).toBeCloseTo(3210)
  })
})

describe('hit testing', () => {
  const times = [0, 100, 103, 500, 900]
  const range = { start: 0, end: 1000 }

  it('gives the nearest event within reach', () => {
    expect(eventAt(times, times.length, range, 1000, 101)).toBe(1)
    expect(eventAt(times, times.length, range, 1000, 102)).toBe(2)
    expect(eventAt(times, times.length, range, 1000, 300)).toBe(-1)
    expect(eventAt(times, times.length, range, 1000, 505)).toBe(3)
    expect(eventAt(times, times.length, range, 1000, 506)).toBe(-1)
    expect(eventAt([], 0, range, 1000, 5)).toBe(-1)
  })

  it('keeps the weightiest event of a pixel', () => {
    const weight = (i: number): number => [1, 1, 9, 1, 1][i]
    expect(thinned(times, times.length, range, 100, weight)).toEqual([0, 2, 3, 4])
    expect(thinned(times, times.length, { start: 450, end: 950 }, 100, weight)).toEqual([3, 4])
  })
})
