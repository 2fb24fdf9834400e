import { describe, expect, it } from 'vitest'
import { SAMPLE_COLUMNS, type SampleTable } from '../../../src/protocol/samples'
import { alignment } from '../../../src/renderer/charts/alignment'
import { ChartData, type SeriesKey } from '../../../src/renderer/charts/chart-data'
import { RecordingModel } from '../../../src/renderer/state/recording-model'

function chunk(from: number, length: number) {
  const columns = Object.fromEntries(
    SAMPLE_COLUMNS.map((column, k) => [
      column.name,
      Float64Array.from({ length }, (_, i) =>
        column.name === 'time' ? (from + i + 1) * 10 : ((from + i) * (7 + k) * 31) % 1009,
      ),
    ]),
  ) as SampleTable
  return { columns, length }
}

const KEYS: SeriesKey[] = ['rss', 'used', 'objects012', 'count0']

function expectFresh(data: ChartData, model: RecordingModel): void {
  const fresh = new ChartData(model)
  for (const key of KEYS) {
    const [a, b] = [data.series(key), fresh.series(key)]
    for (let start = 0; start < model.samples.length; start += 5) {
      for (let end = start + 1; end <= model.samples.length; end += 11) {
        expect(a.low[a.pyramid.lowestIn(start, end)]).toBe(b.low[b.pyramid.lowestIn(start, end)])
        expect(a.high[a.pyramid.highestIn(start, end)]).toBe(b.high[b.pyramid.highestIn(start, end)])
      }
    }
  }
}

describe('chart data', () => {
  it('follows a run that grows, beyond the first room, and through a merge of samples', () => {
    const model = new RecordingModel('run', 'x', '')
    const data = new ChartData(model)
    let from = 0
    for (const length of [3, 40, 0, 90, 1]) {
      model.samples.append(chunk(from, length))
      from += length
      expectFresh(data, model)
    }
    model.samples.merge()
    model.samples.append(chunk(from, 200))
    expectFresh(data, model)
  })

  it('sums what is stacked', () => {
    const model = new RecordingModel('run', 'x', '')
    model.samples.append(chunk(0, 10))
    const used = new ChartData(model).series('used')
    expect(used.low[4]).toBe(model.samples.column('pymallocBytes')[4] + model.samples.column('rawBytes')[4])
  })

  it('holds a sample for the interval that ends with it', () => {
    const model = new RecordingModel('run', 'x', '')
    const data = new ChartData(model)
    expect(data.indexAt(5)).toBe(-1)
    model.samples.append(chunk(0, 10))
    for (const time of [0, 5, 10, 11, 20, 99, 100, 5000]) expect(data.indexAt(time)).toBe(model.samples.indexAt(time))
  })
})

describe('alignment', () => {
  const { toFirst, toSecond } = alignment([
    { a: 100, b: 50 },
    { a: 300, b: 60 },
    { a: 200, b: 400 }, // passed in another order: ignored or decisive by its place in the first
  ])

  it('lays marks of the same name over each other and keeps the order of time', () => {
    expect(toFirst(50)).toBe(100)
    expect(toFirst(400)).toBe(200)
    expect(toFirst(25)).toBe(50)
    expect(toFirst(410)).toBe(210)
    for (const time of [0, 10, 50, 120, 399, 1000]) expect(toSecond(toFirst(time))).toBeCloseTo(time)
  })

  it('without marks leaves times as they are', () => {
    expect(alignment([]).toFirst(123)).toBe(123)
  })
})
