/** Recordings made of a few words, for tests of what reads recordings. Deterministic; every column and field is filled. */
import { sha256 } from '../../../../src/lab/recording/sha256'
import type { Attribution, LineAttribution, TypeAttribution } from '../../../../src/protocol/attribution'
import type { CollectionEvent, RunEvent } from '../../../../src/protocol/events'
import type { Recording } from '../../../../src/protocol/recording'
import { SAMPLE_COLUMNS, type SampleColumnName, type SampleTable } from '../../../../src/protocol/samples'
import { DEFAULT_SETTINGS, type RunSettings } from '../../../../src/protocol/settings'

const MS = 1e6

export type SampleRow = Partial<Record<SampleColumnName, number>>

type EventBody = RunEvent extends infer E ? (E extends RunEvent ? Omit<E, 'seq'> : never) : never

export function collection(time: number, changes: Partial<Omit<CollectionEvent, 'seq' | 'kind'>> = {}): EventBody {
  const predictedNs = changes.predictedNs ?? 1000
  return {
    kind: 'collection',
    time,
    line: 5,
    generation: 0,
    trigger: 'automatic',
    predictedNs,
    phases: [
      { phase: 'merge', predictedNs: predictedNs * 0.25 },
      { phase: 'deduce', predictedNs: predictedNs * 0.5 },
      { phase: 'delete', predictedNs: predictedNs * 0.25 },
    ],
    measuredNs: predictedNs * 3,
    candidates: 700,
    collected: 0,
    uncollectable: 0,
    finalized: 0,
    resurrected: 0,
    promoted: 700,
    countsBefore: [701, 0, 0],
    countsAfter: [0, 1, 0],
    thresholds: [700, 10, 10],
    sizesBefore: [701, 0, 5000],
    sizesAfter: [0, 700, 5000],
    ...changes,
  }
}

export const mark = (time: number, name: string, line = 3): EventBody => ({ kind: 'mark', time, line, name })

export function lineRow(line: number, changes: Partial<LineAttribution> = {}): LineAttribution {
  return {
    file: '/scenario/demo.py',
    function: '<module>',
    line,
    allocatedBytes: 1000,
    allocatedBlocks: 10,
    freedBytes: 400,
    freedBlocks: 4,
    liveBytes: 600,
    liveBlocks: 6,
    peakBytes: 800,
    peakBlocks: 8,
    temporaryBytes: 100,
    temporaryBlocks: 1,
    collections: 0,
    ...changes,
  }
}

export function typeRow(type: string, changes: Partial<TypeAttribution> = {}): TypeAttribution {
  return {
    type,
    created: 100,
    freed: 40,
    alive: 60,
    bytes: 6000,
    diedGen0: 30,
    diedGen1: 5,
    diedGen2: 5,
    diedUntracked: 0,
    ...changes,
  }
}

export interface BuildOptions {
  name?: string
  durationNs?: number
  samples?: number
  /** Values of the sample at `fraction` (0 to 1) of the run; what is missing has a plain default. */
  sample?: (fraction: number, index: number) => SampleRow
  events?: EventBody[]
  attribution?: Partial<Attribution> | null
  settings?: Partial<RunSettings>
  scenario?: string
  stdout?: string
  stderr?: string
  complete?: boolean
  unreachable?: number
}

const DEFAULTS: SampleRow = {
  rss: 12 * 2 ** 20,
  mapped: 16 * 2 ** 20,
  arenas: 4,
  pools: 180,
  pymallocBytes: 2_400_000,
  rawBytes: 900_000,
  tracedBytes: 3_000_000,
  gen0Count: 300,
  gen1Count: 3,
  gen2Count: 1,
  gen0Objects: 300,
  gen1Objects: 1000,
  gen2Objects: 5000,
  objectsAlive: 40_000,
  line: 5,
}

export function buildRecording(options: BuildOptions = {}): Recording {
  const n = options.samples ?? 200
  const durationNs = options.durationNs ?? 1000 * MS
  const samples = Object.fromEntries(SAMPLE_COLUMNS.map((c) => [c.name, new Float64Array(n)])) as SampleTable
  for (const { name } of SAMPLE_COLUMNS) samples[name].fill(DEFAULTS[name] ?? 0)
  let peak = 0
  for (let i = 0; i < n; i++) {
    const fraction = n === 1 ? 1 : i / (n - 1)
    const row = options.sample?.(fraction, i) ?? {}
    for (const name of Object.keys(row) as SampleColumnName[]) samples[name][i] = row[name] ?? 0
    const derive = (name: SampleColumnName, value: number): void => {
      if (row[name] === undefined) samples[name][i] = value
    }
    peak = Math.max(peak, samples.tracedBytes[i])
    derive('time', Math.round(fraction * durationNs))
    derive('rssMax', samples.rss[i])
    derive('mappedMax', samples.mapped[i])
    derive('pymallocBytesMax', samples.pymallocBytes[i])
    derive('rawBytesMax', samples.rawBytes[i])
    derive('gen0CountMax', samples.gen0Count[i])
    derive('tracedPeak', peak)
    derive('allocations', Math.round(fraction * 1_000_000))
    derive('frees', Math.round(fraction * 900_000))
  }
  const complete = options.complete ?? true
  const scenario = options.scenario ?? 'import gc\n\nfor i in range(10):\n    x = [i]\n    y = [x] * 10\n'
  const bodies = [...(options.events ?? [])]
  if (complete) bodies.push({ kind: 'end', time: durationNs + 50_000, line: 0, exitCode: 0, reason: 'finished' })
  const events = bodies.map((body, seq) => ({ ...body, seq }) as RunEvent)
  const collections = events.filter((e) => e.kind === 'collection')
  const largest = (name: SampleColumnName): number => samples[name].reduce((a, b) => Math.max(a, b), 0)
  const last = (name: SampleColumnName): number => samples[name][n - 1] ?? 0
  const encode = (text: string): Uint8Array => new TextEncoder().encode(text)
  return {
    manifest: {
      format: 1,
      product: '0.1.0',
      name: options.name ?? 'demo',
      file: '/scenario/demo.py',
      created: '2026-01-02T03:04:05.000Z',
      profile: 'cpython-3.11',
      settings: { ...DEFAULT_SETTINGS, ...options.settings },
      scenarioHash: sha256(encode(scenario)),
      sampleIntervalNs: n > 1 ? durationNs / (n - 1) : durationNs,
      samples: n,
      events: events.length,
      chain: 'a'.repeat(32),
      complete,
      totals: complete
        ? {
            exitCode: 0,
            reason: 'finished',
            virtualTimeNs: durationNs,
            measuredNs: 3 * durationNs,
            rssPeak: largest('rssMax'),
            rssFinal: last('rss'),
            mappedPeak: largest('mappedMax'),
            arenasPeak: largest('arenas'),
            arenasFinal: last('arenas'),
            tracedPeak: peak,
            tracedFinal: last('tracedBytes'),
            allocations: last('allocations'),
            frees: last('frees'),
            trackedObjects: last('gen0Objects') + last('gen1Objects') + last('gen2Objects'),
            objectsAlive: last('objectsAlive'),
            unreachable: options.unreachable ?? 0,
            generations: [0, 1, 2].map((generation) => {
              const own = collections.filter((e) => e.generation === generation)
              const sum = (value: (e: CollectionEvent) => number): number => own.reduce((t, e) => t + value(e), 0)
              return {
                collections: own.length,
                collected: sum((e) => e.collected),
                uncollectable: sum((e) => e.uncollectable),
                predictedNs: sum((e) => e.predictedNs),
                measuredNs: sum((e) => e.measuredNs),
              }
            }),
          }
        : null,
    },
    scenario,
    samples,
    events,
    attribution: complete && options.attribution !== null ? { ...EMPTY, ...options.attribution } : null,
    stdout: encode(options.stdout ?? 'hello\n'),
    stderr: encode(options.stderr ?? ''),
  }
}

const EMPTY: Attribution = { lines: [], types: [], marks: [], frames: [], stacks: [], stackSamples: [], caches: [] }

/** Full collections at equal distances, each leaving `objects(i)` objects in the old generation. */
export function fullCollections(count: number, durationNs: number, objects: (i: number) => number): EventBody[] {
  return Array.from({ length: count }, (_, i) =>
    collection(Math.round((durationNs * (i + 0.5)) / count), {
      generation: 2,
      predictedNs: 50_000,
      candidates: objects(i) + 100,
      collected: 100,
      promoted: objects(i),
      sizesAfter: [0, 0, objects(i)],
    }),
  )
}

/** A program that does a bit of everything: marks, stacks, caches, cycles. Every export has something to write. */
export function fullRecording(): Recording {
  const durationNs = 1000 * MS
  return buildRecording({
    durationNs,
    sample: (f) => ({
      tracedBytes: 1_000_000 + Math.round(4_000_000 * f),
      pymallocBytes: 800_000 + Math.round(3_000_000 * f),
      rss: 8e6 + Math.round(6e6 * f),
      gen0Count: Math.round(f * 70_000) % 700,
    }),
    events: [
      mark(0.1 * durationNs, 'loaded'),
      ...Array.from({ length: 50 }, (_, i) =>
        collection(0.1 * durationNs + i * 10 * MS, {
          generation: i % 11 === 10 ? 1 : 0,
          predictedNs: 20_000 + i * 100,
          collected: i % 3 === 0 ? 12 : 0,
        }),
      ),
      ...fullCollections(4, 0.3 * durationNs, (i) => 5000 + i * 1000).map((e) => ({
        ...e,
        time: e.time + 0.65 * durationNs,
      })),
      mark(0.97 * durationNs, 'served'),
      { kind: 'warning', time: 0.98 * durationNs, line: 9, category: 'ResourceWarning', message: 'unclosed file' },
      { kind: 'expect', time: 0.985 * durationNs, line: 10, passed: false, message: 'cache is bounded' },
      collection(durationNs + 10_000, { generation: 2, trigger: 'shutdown', line: 0 }),
    ] as EventBody[],
    attribution: {
      lines: [
        lineRow(4, { liveBytes: 4_200_000, allocatedBytes: 9_000_000, function: 'serve', peakBytes: 4_300_000 }),
        lineRow(5, { liveBytes: 100_000, function: 'serve', temporaryBlocks: 9, collections: 3 }),
        lineRow(12),
      ],
      types: [typeRow('dict', { bytes: 3_000_000, alive: 13_000 }), typeRow('__main__.Request', { bytes: 900_000 })],
      marks: [
        {
          name: 'loaded',
          seq: 0,
          time: 0.1 * durationNs,
          lines: [{ file: '/scenario/demo.py', line: 4, liveBytes: 200_000, liveBlocks: 100 }],
          types: [{ type: 'dict', alive: 500, bytes: 100_000 }],
        },
        {
          name: 'served',
          seq: 55,
          time: 0.97 * durationNs,
          lines: [{ file: '/scenario/demo.py', line: 4, liveBytes: 4_100_000, liveBlocks: 2100 }],
          types: [
            { type: 'dict', alive: 12_500, bytes: 2_900_000 },
            { type: '__main__.Request', alive: 10, bytes: 480 },
          ],
        },
      ],
      frames: [
        { file: '/scenario/demo.py', function: '<module>', line: 12 },
        { file: '/scenario/demo.py', function: 'serve', line: 4 },
        { file: '/scenario/demo.py', function: 'serve', line: 5 },
      ],
      stacks: [[0], [0, 1], [0, 2]],
      stackSamples: Array.from({ length: 40 }, (_, i) => ({
        time: (i + 1) * 24 * MS,
        stack: i % 3,
        bytes: i % 5 === 0 ? 0 : 1000 * i,
        blocks: i % 5 === 0 ? 0 : 10 * i,
      })),
      caches: [
        { function: 'lookup', file: '/scenario/demo.py', line: 2, hits: 30, misses: 970, maxsize: 128, currsize: 128 },
      ],
    },
    unreachable: 42,
    stdout: 'hello\n',
    stderr: 'careful\n',
  })
}

/** Text that means something to every format it is written into. */
export const HOSTILE =
  "</script><script>alert(1)</script><img src=x onerror=alert(2)> \"quoted\", 'single' & =cmd|' /C calc'!A0;|pipe| `tick` \\back\n# heading\r\n\u2028\u0000\u001b[31mred"

const HOSTILE_SCENARIO = `x = """${HOSTILE}"""\n`

export function hostileRecording(): Recording {
  const recording = fullRecording()
  const attribution = recording.attribution!
  return {
    ...recording,
    manifest: {
      ...recording.manifest,
      name: HOSTILE,
      scenarioHash: sha256(new TextEncoder().encode(HOSTILE_SCENARIO)),
      settings: { ...recording.manifest.settings, args: [HOSTILE], parameters: { [HOSTILE]: HOSTILE } },
    },
    scenario: HOSTILE_SCENARIO,
    stdout: new TextEncoder().encode(HOSTILE.repeat(20)),
    events: recording.events.map((e) =>
      e.kind === 'mark' ? { ...e, name: HOSTILE } : e.kind === 'warning' ? { ...e, message: HOSTILE } : e,
    ),
    attribution: {
      ...attribution,
      lines: attribution.lines.map((l) => ({ ...l, function: HOSTILE, file: `/tmp/${HOSTILE}.py` })),
      types: attribution.types.map((t, i) => ({ ...t, type: `${HOSTILE}${i}` })),
      marks: attribution.marks.map((m) => ({ ...m, name: HOSTILE })),
      frames: attribution.frames.map((f) => ({ ...f, function: HOSTILE, file: HOSTILE })),
      caches: attribution.caches.map((c) => ({ ...c, function: HOSTILE })),
    },
  }
}

/** As large as recordings get: 65,536 samples and 5,000 collections. */
export function largeRecording(): Recording {
  const durationNs = 60_000 * MS
  const recording = fullRecording()
  const big = buildRecording({
    durationNs,
    samples: 65_536,
    sample: (f, i) => ({
      tracedBytes: 1_000_000 + (i % 997) * 3000,
      rss: 2e7 + (i % 1231) * 4096,
      gen0Count: i % 700,
      rssMax: i === 40_000 ? 9e8 : 2e7 + (i % 1231) * 4096,
      gen0Objects: i % 700,
      objectsAlive: 40_000 + Math.round(1e5 * f),
    }),
    events: Array.from({ length: 5000 }, (_, i) =>
      collection(i * 12 * MS, {
        generation: i % 110 === 109 ? 2 : i % 11 === 10 ? 1 : 0,
        predictedNs: 10_000 + ((i * 7919) % 90_000),
      }),
    ),
    attribution: {
      ...recording.attribution!,
      lines: Array.from({ length: 3000 }, (_, i) => lineRow(i + 1, { liveBytes: i * 10 })),
      types: Array.from({ length: 800 }, (_, i) => typeRow(`package.module.Type${i}`, { bytes: i * 100 })),
      stackSamples: Array.from({ length: 65_536 }, (_, i) => ({
        time: (i * durationNs) / 65_536,
        stack: i % 3,
        bytes: i % 4096,
        blocks: i % 64,
      })),
    },
  })
  return big
}
