import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emptyTable, mergePairs, SampleStore } from '../../../src/lab/record/sample-store'
import { SAMPLE_COLUMNS, type SampleColumnName } from '../../../src/protocol/samples'

const maxima = SAMPLE_COLUMNS.filter((column) => column.merge === 'max').map((column) => column.name)
const lasts = SAMPLE_COLUMNS.filter((column) => column.merge === 'last').map((column) => column.name)

describe('sample store', () => {
  it('keeps every peak and every last value, never more than its bound, and the receiver can follow', () => {
    const value = fc.integer({ min: 0, max: 1e9 })
    const run = fc.record({
      bound: fc.integer({ min: 1, max: 20 }).map((n) => 2 * n),
      values: fc.array(value, { minLength: 1, maxLength: 300 }),
      chunk: fc.integer({ min: 1, max: 7 }),
    })
    fc.assert(
      fc.property(run, ({ bound, values, chunk }) => {
        const store = new SampleStore(bound, 10)
        const received = emptyTable(1000)
        let length = 0
        const drain = (): void => {
          const taken = store.takeChunk()
          if (taken === null) return
          for (const { name } of SAMPLE_COLUMNS) received[name].set(taken.columns[name], length)
          length += taken.length
        }
        values.forEach((v, n) => {
          if (store.isFull()) {
            drain()
            store.halve()
            length = mergePairs(received, length)
          }
          const i = store.next()
          for (const { name } of SAMPLE_COLUMNS) store.table[name][i] = v
          expect(store.length).toBeLessThanOrEqual(bound)
          if (n % chunk === 0) drain()
        })
        drain()
        expect(length).toBe(store.length)
        const of = (name: SampleColumnName): number[] => Array.from(store.table[name].subarray(0, store.length))
        for (const { name } of SAMPLE_COLUMNS) expect(Array.from(received[name].subarray(0, length))).toEqual(of(name))
        for (const name of maxima) expect(Math.max(...of(name))).toBe(Math.max(...values))
        for (const name of lasts) expect(of(name).at(-1)).toBe(values.at(-1))
        const doublings = Math.log2(store.intervalNs / 10)
        expect(values.length).toBeLessThanOrEqual(store.length * 2 ** doublings)
      }),
      { seed: 311, numRuns: 200 },
    )
  })
})
