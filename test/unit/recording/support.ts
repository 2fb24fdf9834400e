/** Recordings made up at random, seeded, for round trips: every field of every table takes part. */
import fc from 'fast-check'
import { RecordingBuilder } from '../../../src/lab/recording'
import type { Attribution } from '../../../src/protocol/attribution'
import type { RunEvent } from '../../../src/protocol/events'
import type { Recording } from '../../../src/protocol/recording'
import type { RunMessage } from '../../../src/protocol/run'
import { SAMPLE_COLUMNS, type SampleTable } from '../../../src/protocol/samples'
import { DEFAULT_SETTINGS } from '../../../src/protocol/settings'
import type { RunTotals } from '../../../src/protocol/totals'

const count = fc.oneof(fc.nat(1000), fc.maxSafeNat())
const text = fc.oneof(fc.string({ maxLength: 8 }), fc.string({ unit: 'grapheme', maxLength: 6 }))
const ns = fc.double({ min: 0, max: 1e12, noNaN: true }).map((x) => x + 0)
const triple = fc.tuple(count, count, count)

const bodies = {
  collection: fc.record({
    kind: fc.constant('collection' as const),
    generation: fc.constantFrom(0, 1, 2),
    trigger: fc.constantFrom('automatic', 'manual', 'shutdown'),
    predictedNs: ns,
    phases: fc.array(fc.record({ phase: text, predictedNs: ns }), { maxLength: 4 }),
    measuredNs: ns,
    candidates: count,
    collected: count,
    uncollectable: count,
    finalized: count,
    resurrected: count,
    promoted: count,
    countsBefore: triple,
    countsAfter: triple,
    thresholds: triple,
    sizesBefore: triple,
    sizesAfter: triple,
  }),
  arena: fc.record({
    kind: fc.constant('arena' as const),
    action: fc.constantFrom('allocate', 'free'),
    address: count,
    bytes: count,
  }),
  mapping: fc.record({
    kind: fc.constant('mapping' as const),
    action: fc.constantFrom('map', 'unmap'),
    address: count,
    bytes: count,
  }),
  mark: fc.record({ kind: fc.constant('mark' as const), name: text }),
  output: fc.record({
    kind: fc.constant('output' as const),
    stream: fc.constantFrom('stdout', 'stderr'),
    offset: count,
    length: count,
  }),
  warning: fc.record({ kind: fc.constant('warning' as const), category: text, message: text }),
  exception: fc.record({
    kind: fc.constant('exception' as const),
    type: text,
    message: text,
    file: text,
    uncaught: fc.boolean(),
  }),
  expect: fc.record({ kind: fc.constant('expect' as const), passed: fc.boolean(), message: text }),
} satisfies Record<Exclude<RunEvent['kind'], 'end'>, fc.Arbitrary<unknown>>

const events: fc.Arbitrary<RunEvent[]> = fc
  .array(fc.tuple(fc.oneof(...(Object.values(bodies) as fc.Arbitrary<object>[])), count, fc.nat(5000)), {
    maxLength: 30,
  })
  .map((list) => list.map(([body, time, line], seq) => ({ ...body, seq, time, line }) as RunEvent))

export const samples = (maxLength: number): fc.Arbitrary<SampleTable> =>
  fc.nat(maxLength).chain((length) =>
    fc.tuple(...SAMPLE_COLUMNS.map(() => fc.array(count, { minLength: length, maxLength: length }))).map((lists) => {
      const table = {} as SampleTable
      SAMPLE_COLUMNS.forEach(({ name }, i) => {
        table[name] = Float64Array.from(lists[i])
      })
      return table
    }),
  )

const records = <T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<T[]> =>
  fc.array(fc.record(model) as fc.Arbitrary<T>, { maxLength: 6 })

const attribution: fc.Arbitrary<Attribution> = records<Attribution['frames'][number]>({
  file: text,
  function: text,
  line: fc.nat(9999),
}).chain((frames) =>
  fc
    .array(frames.length === 0 ? fc.constant<number[]>([]) : fc.array(fc.nat(frames.length - 1), { maxLength: 5 }), {
      maxLength: 5,
    })
    .chain((stacks) =>
      fc.record({
        frames: fc.constant(frames),
        stacks: fc.constant(stacks),
        stackSamples:
          stacks.length === 0
            ? fc.constant([])
            : records<Attribution['stackSamples'][number]>({
                time: count,
                stack: fc.nat(stacks.length - 1),
                bytes: count,
                blocks: count,
              }),
        lines: records<Attribution['lines'][number]>({
          file: text,
          function: text,
          line: count,
          allocatedBytes: count,
          allocatedBlocks: count,
          freedBytes: count,
          freedBlocks: count,
          liveBytes: count,
          liveBlocks: count,
          peakBytes: count,
          peakBlocks: count,
          temporaryBytes: count,
          temporaryBlocks: count,
          collections: count,
        }),
        types: records<Attribution['types'][number]>({
          type: text,
          created: count,
          freed: count,
          alive: count,
          bytes: count,
          diedGen0: count,
          diedGen1: count,
          diedGen2: count,
          diedUntracked: count,
        }),
        marks: records<Attribution['marks'][number]>({
          name: text,
          seq: count,
          time: count,
          lines: records({ file: text, line: count, liveBytes: count, liveBlocks: count }),
          types: records({ type: text, alive: count, bytes: count }),
        }),
        caches: records<Attribution['caches'][number]>({
          function: text,
          file: text,
          line: count,
          hits: count,
          misses: count,
          maxsize: fc.option(count),
          currsize: count,
        }),
      }),
    ),
)

const totals: fc.Arbitrary<RunTotals> = fc.record({
  exitCode: fc.nat(255),
  reason: fc.constantFrom('finished', 'failed', 'stopped', 'time limit', 'crashed'),
  virtualTimeNs: count,
  measuredNs: ns,
  rssPeak: count,
  rssFinal: count,
  mappedPeak: count,
  arenasPeak: count,
  arenasFinal: count,
  tracedPeak: count,
  tracedFinal: count,
  allocations: count,
  frees: count,
  trackedObjects: count,
  objectsAlive: count,
  unreachable: count,
  generations: fc.array(
    fc.record({ collections: count, collected: count, uncollectable: count, predictedNs: ns, measuredNs: ns }),
    { minLength: 3, maxLength: 3 },
  ),
})

const bytes = fc.uint8Array({ maxLength: 40 }).map((b) => Uint8Array.from(b))

/** The messages of a run that never was. */
export const messages: fc.Arbitrary<RunMessage[]> = fc
  .record({
    events,
    samples: samples(20),
    attribution,
    totals,
    stdout: bytes,
    stderr: bytes,
    stdin: bytes,
    ends: fc.boolean(),
  })
  .map((r) => {
    const list: RunMessage[] = [
      { kind: 'started' },
      { kind: 'samples', chunk: { columns: r.samples, length: r.samples.time.length } },
      { kind: 'events', events: r.events },
      { kind: 'output', stream: 'stdout', bytes: r.stdout },
      { kind: 'output', stream: 'stderr', bytes: r.stderr },
      { kind: 'input', bytes: r.stdin },
      { kind: 'file', path: '/home/user/a%:b\\c/near.py', bytes: r.stdin },
    ]
    if (!r.ends) return list
    const event = {
      seq: r.events.length,
      time: 5,
      line: 0,
      kind: 'end' as const,
      exitCode: 3,
      reason: 'failed' as const,
    }
    const { attribution, totals } = r
    return [...list, { kind: 'end', event, totals, attribution, chain: '0123456789abcdef0123456789abcdef' }]
  })

export const HEAD = {
  name: 'a try',
  file: '/home/user/try.py',
  scenario: 'print("ä")\r\n',
  settings: {
    ...DEFAULT_SETTINGS,
    parameters: { n: 5, title: 'x', on: true },
    thresholds: [700, 10, 10] as [number, number, number],
  },
  created: '2026-11-20T12:00:00.000Z',
}

export function build(list: readonly RunMessage[]): Recording {
  const builder = new RecordingBuilder(HEAD)
  for (const message of list) builder.apply(message)
  return builder.recording()
}

/** One recording with something in every table. */
export function fullRecording(): Recording {
  const list = fc.sample(messages, { seed: 7, numRuns: 200 }).map(build)
  return list.reduce((a, b) => {
    const size = (r: Recording): number =>
      r.attribution === null
        ? 0
        : r.events.length + Object.values(r.attribution).reduce((n, t) => n + 5 * Math.min(t.length, 2), 0)
    return size(b) > size(a) ? b : a
  })
}
