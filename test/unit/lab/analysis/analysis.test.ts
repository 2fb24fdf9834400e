import { describe, expect, it } from 'vitest'
import { cacheUse } from '../../../../src/lab/analysis/caches'
import { collectorStatistics } from '../../../../src/lab/analysis/collector'
import { topFunctions, topLines, topTypes } from '../../../../src/lab/analysis/consumers'
import { cycleStatistics } from '../../../../src/lab/analysis/cycles'
import { ARENA_BYTES, fragmentation, POOL_BYTES } from '../../../../src/lab/analysis/fragmentation'
import { growthBetween, UnknownMarkError } from '../../../../src/lab/analysis/growth'
import { allocationRates } from '../../../../src/lab/analysis/rates'
import { temporaryAllocations } from '../../../../src/lab/analysis/temporaries'
import { memoryTrend } from '../../../../src/lab/analysis/trend'
import { ARENA_SHIFT } from '../../../../src/runtime/memory/address-map'
import { POOL_SIZE } from '../../../../src/runtime/memory/pymalloc-layout'
import { buildRecording, collection, fullCollections, fullRecording, lineRow, mark } from '../support/recording-builder'

const SECOND = 1e9

describe('trend', () => {
  const trend = (objects: (i: number) => number, bytes: (f: number) => number, full = 12) =>
    memoryTrend(
      buildRecording({
        samples: 1000,
        sample: (f) => ({ tracedBytes: bytes(f) }),
        events: fullCollections(full, SECOND, objects),
      }),
    )

  it('tells growing, steady and shrinking apart, with the slope per second', () => {
    const growing = trend(
      (i) => 1000 * i,
      (f) => 1e6 + 1e7 * f,
    )
    expect(growing.basis).toBe('full collections')
    expect(growing.bytes).toMatchObject({ verdict: 'growing', tau: 1 })
    expect(growing.bytes.slope).toBeCloseTo(1e7, -5)
    expect(growing.objects.slope).toBeCloseTo(12_000, 0)
    expect(
      trend(
        () => 5000,
        () => 4e6,
      ).bytes.verdict,
    ).toBe('steady')
    expect(
      trend(
        (i) => 9000 - 500 * i,
        (f) => 1e7 * (1.2 - f),
      ).objects.verdict,
    ).toBe('shrinking')
  })

  it('takes the first half for warm-up', () => {
    const warmed = trend(
      (i) => Math.min(i, 5) * 1000,
      (f) => 1e6 * Math.min(f * 2, 1),
    )
    expect(warmed.bytes.verdict).toBe('steady')
    expect(warmed.bytes.overallSlope).toBeGreaterThan(0)
    expect(warmed.judgedFrom).toBe(6)
  })

  it('falls back on the lowest level of stretches of the run, and says so', () => {
    const sawtooth = trend(
      () => 0,
      (f) => 1e6 + 5e6 * f + ((f * 50) % 1) * 1e6,
      0,
    )
    expect(sawtooth.basis).toBe('interval minima')
    expect(sawtooth.bytes.verdict).toBe('growing')
    expect(memoryTrend(buildRecording({ samples: 10 }))).toMatchObject({ basis: 'none', bytes: { verdict: 'unknown' } })
  })

  it('counts what the program gave back at its end', () => {
    const burst = trend(
      (i) => 1000 + i,
      (f) => (f < 0.99 ? 1e6 + 5e6 * f : 1e6),
      3,
    )
    expect(burst.points).toHaveLength(4)
    expect(burst.points[3]).toMatchObject({ bytes: 1e6 })
    expect(burst.bytes.verdict).toBe('steady')
  })

  it('ignores what finalization frees', () => {
    const recording = buildRecording({
      samples: 1000,
      durationNs: SECOND,
      sample: (f) => ({ tracedBytes: f > 0.9 ? 0 : 1e6 + 1e7 * f }),
      events: fullCollections(10, 0.9 * SECOND, (i) => 1000 * i),
    })
    recording.manifest.totals!.virtualTimeNs = 0.9 * SECOND
    recording.events.splice(-1, 0, {
      ...collection(0.95 * SECOND, { generation: 2, trigger: 'shutdown' }),
      seq: 99,
    } as never)
    expect(memoryTrend(recording).bytes.verdict).toBe('growing')
    expect(memoryTrend(recording).points).toHaveLength(10)
  })
})

describe('collector', () => {
  it('counts pauses by generation, the shutdown apart', () => {
    const recording = buildRecording({
      events: [
        ...Array.from({ length: 100 }, (_, i) =>
          collection((i + 1) * 5e6, { predictedNs: (i + 1) * 1000, collected: i % 2 }),
        ),
        collection(0.6 * SECOND, { generation: 2, trigger: 'manual', predictedNs: 9e6, collected: 0, line: 8 }),
        collection(1.01 * SECOND, { generation: 2, trigger: 'shutdown', predictedNs: 5e9, collected: 0 }),
      ],
    })
    const found = collectorStatistics(recording)
    expect(found.generations[0].pauses).toEqual({
      averageNs: 50_500,
      p50Ns: 50_000,
      p95Ns: 95_000,
      p99Ns: 99_000,
      maxNs: 100_000,
      totalNs: 5_050_000,
    })
    expect(found.generations[0]).toMatchObject({ collections: 100, automatic: 100, futile: 50, collected: 50 })
    expect(found.generations[2]).toMatchObject({ collections: 1, manual: 1, futile: 1, freedPerVisited: 0 })
    expect(found.generations[1].freedPerVisited).toBeNull()
    expect(found).toMatchObject({ shutdown: 1, longest: { line: 8 }, programNs: SECOND })
    expect(found.overhead).toBeCloseTo(0.01405, 8)
    expect(found.overhead + found.throughput).toBe(1)
    expect(found.triggers).toEqual([{ line: 5, collections: 100, pauseNs: 5_050_000 }])
  })

  it('splits the run where the thresholds change', () => {
    const events = [0.1, 0.2, 0.6, 0.8].map((f) =>
      collection(f * SECOND, { predictedNs: 1e6, thresholds: f < 0.5 ? [700, 10, 10] : [50_000, 20, 20] }),
    )
    expect(collectorStatistics(buildRecording({ events })).regimes).toMatchObject([
      { from: 0, to: 0.6 * SECOND, collections: 2, overhead: 2e6 / (0.6 * SECOND) },
      { from: 0.6 * SECOND, to: SECOND, collections: 2, overhead: 2e6 / (0.4 * SECOND) },
    ])
  })
})

describe('growth between marks', () => {
  it('subtracts by type and by line', () => {
    const growth = growthBetween(fullRecording(), 'loaded', 'served')
    expect(growth.types[0]).toMatchObject({ type: 'dict', alive: 12_000, bytes: 2_800_000, bytesAfter: 2_900_000 })
    expect(growth.lines).toEqual([
      { file: '/scenario/demo.py', line: 4, bytes: 3_900_000, blocks: 2000, bytesAfter: 4_100_000 },
    ])
  })

  it('knows the start and the end, and says which marks there are', () => {
    expect(growthBetween(fullRecording(), 'start', 'loaded').types[0]).toMatchObject({ type: 'dict', bytes: 100_000 })
    expect(growthBetween(fullRecording(), 'served', 'end').types[0]).toMatchObject({ bytes: 899_520, alive: 50 })
    expect(() => growthBetween(fullRecording(), 'loaded', 'nowhere')).toThrow(UnknownMarkError)
    expect(() => growthBetween(fullRecording(), 'x', 'end')).toThrow("there are 'start', 'loaded', 'served', 'end'")
  })

  it('tells marks of the same name apart', () => {
    const attribution = fullRecording().attribution!
    const marks = attribution.marks.map((m) => ({ ...m, name: 'round' }))
    const recording = buildRecording({
      events: [mark(1, 'round'), mark(2, 'round')],
      attribution: { ...attribution, marks },
    })
    expect(growthBetween(recording, 'round', 'round#2').types[0].bytes).toBe(2_800_000)
  })
})

describe('consumers, temporaries, rates', () => {
  const recording = buildRecording({
    attribution: {
      lines: [
        lineRow(1, { function: 'f', liveBytes: 10, temporaryBytes: 0, temporaryBlocks: 0 }),
        lineRow(2, { function: 'f', liveBytes: 30 }),
        lineRow(9, { function: 'g', liveBytes: 35, allocatedBlocks: 80 }),
        lineRow(10, { function: 'h', liveBytes: 0 }),
      ],
    },
  })

  it('ranks lines, and functions by the sum of their lines', () => {
    expect(topLines(recording, 'live').map((l) => l.line)).toEqual([9, 2, 1])
    expect(topFunctions(recording, 'live').map((f) => [f.function, f.line, f.liveBytes])).toEqual([
      ['f', 1, 40],
      ['g', 9, 35],
    ])
    expect(topTypes(fullRecording(), 1).map((t) => t.type)).toEqual(['dict'])
    expect(recording.attribution!.lines[0].liveBytes).toBe(10)
  })

  it('adds up temporaries and rates', () => {
    expect(temporaryAllocations(recording)).toMatchObject({ blocks: 3, bytes: 300, blockShare: 3 / 110 })
    const rates = allocationRates(recording)
    expect(rates).toMatchObject({ seconds: 1, allocations: 1e6, allocationsPerSecond: 1e6, bytes: { allocated: 4000 } })
    expect(rates.busiest!.allocationsPerSecond).toBeCloseTo(1e6, -3)
    expect(temporaryAllocations(buildRecording({ complete: false }))).toBeNull()
  })

  it('finds the busiest stretch', () => {
    const burst = buildRecording({
      samples: 1001,
      sample: (f) => ({ allocations: f < 0.5 ? 0 : f < 0.52 ? (f - 0.5) * 5e6 : 1e5, line: f < 0.52 ? 7 : 1 }),
    })
    const { busiest } = allocationRates(burst)
    expect(busiest!.time / SECOND).toBeGreaterThan(0.5)
    expect(busiest!.time / SECOND).toBeLessThan(0.53)
    expect(busiest!.line).toBe(7)
    expect(busiest!.allocationsPerSecond).toBeCloseTo(5e6, -5)
  })
})

describe('fragmentation', () => {
  it('agrees with the allocator about its sizes', () => {
    expect([ARENA_BYTES, POOL_BYTES]).toEqual([1 << ARENA_SHIFT, POOL_SIZE])
  })

  it('says what each layer holds and uses, and what is there whatever the program does', () => {
    const MIB = 2 ** 20
    const recording = buildRecording({
      sample: (f) =>
        f === 0
          ? { arenas: 2, pools: 1, pymallocBytes: 0, mapped: 2.5 * MIB, rawBytes: 0, rss: MIB / 4 }
          : { arenas: 2, pools: 64, pymallocBytes: MIB / 2, mapped: 4.5 * MIB, rawBytes: MIB, rss: 3.5 * MIB },
    })
    const { atEnd } = fragmentation(recording)!
    expect(atEnd.fixed).toEqual({ mapped: MIB / 2, resident: MIB / 4 })
    expect(atEnd.layers.map((l) => [l.layer, l.unusedShare])).toEqual([
      ['pools', 0.5],
      ['arenas', 0.5],
      ['malloc', 0.5],
      ['process', 0.5],
    ])
    expect(fragmentation(buildRecording({ samples: 0, complete: false }))).toBeNull()
  })
})

it('counts cycles', () => {
  const recording = buildRecording({
    unreachable: 7,
    events: [
      collection(1, { collected: 5, finalized: 2 }),
      collection(2, { trigger: 'manual', collected: 3, uncollectable: 1 }),
    ],
  })
  expect(cycleStatistics(recording)).toMatchObject({
    leaked: 7,
    collected: 8,
    manualCollected: 3,
    uncollectable: 1,
    finalized: 2,
  })
})

it('computes hit rates', () => {
  expect(cacheUse(fullRecording())).toMatchObject([{ function: 'lookup', calls: 1000, hitRate: 0.03, fill: 1 }])
  expect(cacheUse(buildRecording({ complete: false }))).toBeNull()
})
