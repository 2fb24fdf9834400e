import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SAMPLE_COLUMNS, type SampleColumnName } from '../../../src/protocol/samples'
import { SampleStore } from '../../../src/renderer/state/sample-store'
import { chunk, samples } from './fake-client'

describe('sample store', () => {
  it('keeps what chunks bring, whatever their sizes', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 700 }), { maxLength: 12 }), (sizes) => {
        const store = new SampleStore()
        let total = 0
        for (const size of sizes) {
          store.append(chunk(size, total))
          total += size
        }
        expect(store.length).toBe(total)
        expect(store.column('rss')).toEqual(samples(total).rss)
      }),
      { seed: 7, numRuns: 50 },
    )
  })

  it('counts only the samples of a chunk that has room at its end', () => {
    const store = new SampleStore()
    store.append({ columns: samples(10), length: 4 })
    store.append({ columns: samples(10, 4), length: 6 })
    expect(Array.from(store.column('time'))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  })

  it('merges pairs as the sampler does: the later value, or the larger one', () => {
    const store = new SampleStore()
    const columns = samples(6)
    columns.rssMax = Float64Array.of(9, 1, 2, 8, 5, 5)
    store.append({ columns, length: 6 })
    store.merge()
    expect(Array.from(store.column('time'))).toEqual([1, 3, 5])
    expect(Array.from(store.column('rssMax'))).toEqual([9, 8, 5])
    for (const { name, merge } of SAMPLE_COLUMNS) {
      if (merge === 'last') expect(store.at(name, 1), name).toBe(columns[name as SampleColumnName][3])
    }
    store.append(chunk(1, 6))
    store.merge()
    expect(Array.from(store.column('time'))).toEqual([3, 6])
  })

  it('finds the sample whose interval holds an instant', () => {
    const store = new SampleStore()
    expect(store.indexAt(5)).toBe(-1)
    const columns = samples(4)
    columns.time = Float64Array.of(10, 20, 30, 40)
    store.append({ columns, length: 4 })
    expect([0, 10, 11, 20, 35, 40, 99].map((time) => store.indexAt(time))).toEqual([0, 0, 1, 1, 3, 3, 3])
  })
})
