/**
 * A long recording, made without running anything: samples and collections of a program that builds up and lets go, with
 * all columns filled and single peaks that only one sample has. For measuring how the window stands long runs.
 */
import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeRecording } from '../../../src/lab/recording'
import type { CollectionEvent, RunEvent } from '../../../src/protocol/events'
import { RECORDING_FORMAT, type Recording } from '../../../src/protocol/recording'
import { SAMPLE_COLUMNS, type SampleTable } from '../../../src/protocol/samples'
import { DEFAULT_SETTINGS } from '../../../src/protocol/settings'

const MIB = 2 ** 20
const STEP = 100_000

export interface LongRecording {
  name: string
  samples: number
  collections: number
  /** The largest resident set: one sample's peak. */
  peak: number
  /** When it was, ns. */
  peakTime: number
}

/** Writes the recording into the folder of saved recordings of a web host not started yet. */
export function writeLongRecording(dataFolder: string, samples = 200_000, collections = 5_000): LongRecording {
  const table = Object.fromEntries(
    SAMPLE_COLUMNS.map((column) => [column.name, new Float64Array(samples)]),
  ) as SampleTable
  const every = Math.floor(samples / collections)
  const peakAt = Math.floor(samples * 0.617)
  const events: RunEvent[] = []
  const counts: [number, number, number] = [0, 0, 0]
  const sizes: [number, number, number] = [0, 0, 5000]
  let seq = 0
  for (let i = 0; i < samples; i++) {
    const time = (i + 1) * STEP
    const share = i / samples
    const traced = 2 * MIB + (1 + Math.sin(share * 40)) * 4 * MIB + share * 20 * MIB + ((i * 7919) % 997) * 64
    const line = 3 + ((i >> 5) % 40)
    const arenas = Math.ceil(traced / MIB)
    counts[0] += 700 / every
    table.gen0CountMax[i] = Math.round(counts[0])
    if (i % every === every - 1) {
      const generation = counts[1] < 10 ? 0 : counts[2] < 10 ? 1 : 2
      events.push(collection(seq++, time, line, generation, counts, sizes))
      counts[0] = 0
      counts[1] = generation === 0 ? counts[1] + 1 : 0
      counts[2] = generation === 1 ? counts[2] + 1 : generation === 2 ? 0 : counts[2]
      sizes[2] += generation === 2 ? -2000 : 30
    }
    const values: Partial<Record<keyof SampleTable, number>> = {
      time,
      rss: 6 * MIB + Math.round(traced * 1.12),
      mapped: 9 * MIB + arenas * MIB,
      arenas,
      pools: arenas * 40,
      pymallocBytes: Math.round(traced * 0.8),
      rawBytes: Math.round(traced * 0.25),
      tracedBytes: Math.round(traced),
      tracedPeak: Math.round(traced),
      gen0Count: Math.round(counts[0]),
      gen1Count: counts[1],
      gen2Count: counts[2],
      gen0Objects: Math.round(counts[0]),
      gen1Objects: counts[1] * 600,
      gen2Objects: sizes[2],
      objectsAlive: 20_000 + Math.round(share * 90_000),
      allocations: i * 40,
      frees: i * 35,
      line,
    }
    for (const name of Object.keys(values) as (keyof SampleTable)[]) table[name][i] = values[name] ?? 0
    table.rssMax[i] = table.rss[i] + (i === peakAt ? 30 * MIB : 4096)
    table.mappedMax[i] = Math.max(table.mapped[i], table.rssMax[i])
    table.pymallocBytesMax[i] = table.pymallocBytes[i] + 2048
    table.rawBytesMax[i] = table.rawBytes[i] + 512
  }
  for (const [name, share] of [
    ['built', 0.25],
    ['half', 0.5],
    ['let go', 0.8],
  ] as const) {
    events.push({ kind: 'mark', seq: 0, time: Math.floor(samples * share) * STEP + 1, line: 50, name })
  }
  events.sort((a, b) => a.time - b.time)
  events.forEach((event, i) => {
    event.seq = i
  })
  events.push({ kind: 'end', seq: events.length, time: samples * STEP, line: 0, exitCode: 0, reason: 'finished' })

  const scenario = Array.from({ length: 60 }, (_, i) => `x${i} = ${i}`).join('\n')
  const recording: Recording = {
    manifest: {
      format: RECORDING_FORMAT,
      product: 'test',
      name: 'long run',
      created: '2025-01-01T00:00:00.000Z',
      profile: 'cpython-3.11',
      file: 'long-run.py',
      settings: { ...DEFAULT_SETTINGS, maxSamples: 262_144 },
      scenarioHash: createHash('sha256').update(scenario).digest('hex'),
      sampleIntervalNs: STEP,
      samples,
      events: events.length,
      chain: '0'.repeat(32),
      complete: true,
      totals: null,
    },
    scenario,
    samples: table,
    events,
    attribution: null,
    stdout: new Uint8Array(),
    stderr: new Uint8Array(),
  }
  const folder = join(dataFolder, 'recordings')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'long run.pymemlab'), writeRecording(recording))
  return { name: 'long run', samples, collections, peak: table.rssMax[peakAt], peakTime: table.time[peakAt] }
}

function collection(
  seq: number,
  time: number,
  line: number,
  generation: 0 | 1 | 2,
  counts: readonly number[],
  sizes: readonly number[],
): CollectionEvent {
  const triple = (values: readonly number[]): [number, number, number] => [
    Math.round(values[0]),
    Math.round(values[1]),
    Math.round(values[2]),
  ]
  const pause = [20_000, 150_000, 4_000_000][generation] * (1 + (seq % 7) / 10)
  return {
    kind: 'collection',
    seq,
    time,
    line,
    generation,
    trigger: 'automatic',
    predictedNs: Math.round(pause),
    phases: [
      { phase: 'update_refs', predictedNs: Math.round(pause / 2) },
      { phase: 'move_unreachable', predictedNs: Math.round(pause / 2) },
    ],
    measuredNs: Math.round(pause * 1.3),
    candidates: 700,
    collected: seq % 50,
    uncollectable: 0,
    finalized: 0,
    resurrected: 0,
    promoted: 650,
    countsBefore: triple(counts),
    countsAfter: [0, Math.round(counts[1]), Math.round(counts[2])],
    thresholds: [700, 10, 10],
    sizesBefore: triple(sizes),
    sizesAfter: triple(sizes),
  }
}
