import { expect, it } from 'vitest'
import type { CollectionEvent } from '../../../src/protocol/events'
import type { SampleColumnName } from '../../../src/protocol/samples'
import { rangeFigures, type Samples } from '../../../src/renderer/charts/range-figures'

const COLUMNS: Partial<Record<SampleColumnName, number[]>> = {
  time: [10, 20, 30, 40],
  rss: [100, 300, 200, 250],
  rssMax: [100, 900, 200, 260],
  tracedBytes: [5, 10, 20, 15],
  allocations: [1, 11, 21, 41],
  frees: [0, 4, 8, 9],
}
const samples: Samples = {
  length: 4,
  column: (name) => Float64Array.from(COLUMNS[name] ?? [0, 0, 0, 0]),
  indexAt: (time) =>
    Math.min(
      3,
      Math.max(
        0,
        COLUMNS.time!.findIndex((t) => t >= time),
      ),
    ),
}
const collection = (time: number, generation: 0 | 1 | 2, collected: number) =>
  ({ kind: 'collection', time, generation, collected, predictedNs: 7, measuredNs: 9 }) as CollectionEvent

it('sums what happened in the range and takes the difference of levels', () => {
  const events = [collection(5, 0, 1), collection(12, 0, 2), collection(25, 2, 30), collection(35, 0, 4)]
  const figures = rangeFigures(samples, events, { start: 10, end: 30 })
  expect(figures).toMatchObject({
    duration: 20,
    peakRss: 900,
    allocations: 20,
    frees: 8,
    collections: [1, 0, 1],
    collected: 32,
    predictedNs: 14,
    measuredNs: 18,
  })
  expect(figures!.growth.rss).toBe(100)
  expect(figures!.growth.tracedBytes).toBe(15)
})

it('has no figures without samples', () => {
  expect(rangeFigures({ ...samples, length: 0 }, [], { start: 0, end: 1 })).toBeNull()
})
