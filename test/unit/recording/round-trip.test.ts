import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { RecordingBuilder, readRecording, writeRecording } from '../../../src/lab/recording'
import { sha256 } from '../../../src/lab/recording/sha256'
import { spillChunk, spillHead } from '../../../src/lab/recording/spill'
import { concat } from '../../../src/lab/recording/zip'
import type { RunEvent } from '../../../src/protocol/events'
import { SAMPLE_COLUMNS } from '../../../src/protocol/samples'
import { build, fullRecording, HEAD, messages, samples } from './support'

const SEED = 20261120

describe('a recording', () => {
  test('written and read is the same', () => {
    fc.assert(
      fc.property(messages, (list) => {
        const recording = build(list)
        const bytes = writeRecording(recording)
        expect(readRecording(bytes)).toEqual(recording)
        // Node's Buffer, at an odd place of a larger one
        const large = Buffer.concat([Buffer.alloc(3), bytes])
        expect(readRecording(large.subarray(3))).toEqual(recording)
      }),
      { seed: SEED, numRuns: 60 },
    )
  })

  test('equal recordings have equal bytes', () => {
    const recording = fullRecording()
    const bytes = writeRecording(recording)
    expect(writeRecording(structuredClone(recording))).toEqual(bytes)
    expect(writeRecording(readRecording(bytes))).toEqual(bytes)
  })

  test('appended in chunks and read is the same; cut anywhere it is what came before', () => {
    fc.assert(
      fc.property(messages, fc.nat(), (list, where) => {
        const chunks = [spillHead(HEAD), ...list.map((m) => spillChunk(m) ?? new Uint8Array(0))]
        expect(readRecording(concat(chunks))).toEqual(build(list))
        const all = concat(chunks)
        const cut = chunks[0].length + (where % (all.length - chunks[0].length + 1))
        let whole = 0
        for (let n = chunks[0].length; whole < list.length && n + chunks[whole + 1].length <= cut; whole++) {
          n += chunks[whole + 1].length
        }
        expect(readRecording(all.subarray(0, cut))).toEqual(build(list.slice(0, whole)))
      }),
      { seed: SEED, numRuns: 60 },
    )
  })

  test('samples are merged as the sampler merges them', () => {
    fc.assert(
      fc.property(samples(50), samples(50), (before, after) => {
        const builder = new RecordingBuilder(HEAD)
        builder.apply({ kind: 'samples', chunk: { columns: before, length: before.time.length } })
        builder.apply({ kind: 'resample', intervalNs: 200_000 })
        builder.apply({ kind: 'samples', chunk: { columns: after, length: after.time.length } })
        const { samples: merged, manifest } = builder.recording()
        expect(manifest.sampleIntervalNs).toBe(200_000)
        for (const { name, merge } of SAMPLE_COLUMNS) {
          const expected: number[] = []
          for (let i = 0; i < before.time.length; i += 2) {
            const pair = Array.from(before[name].subarray(i, i + 2))
            expected.push(merge === 'max' ? Math.max(...pair) : (pair.at(-1) as number))
          }
          expect(Array.from(merged[name])).toEqual([...expected, ...after[name]])
        }
      }),
      { seed: SEED, numRuns: 60 },
    )
  })

  test('a run that died gets an end, and stays incomplete', () => {
    const builder = new RecordingBuilder(HEAD)
    builder.apply({ kind: 'events', events: [{ kind: 'mark', name: 'a', seq: 0, time: 70, line: 3 }] })
    builder.abort(70, 'crashed')
    builder.abort(70, 'crashed')
    const { events, manifest } = readRecording(writeRecording(builder.recording()))
    expect(events[1]).toEqual({ kind: 'end', seq: 1, time: 70, line: 0, exitCode: 70, reason: 'crashed' })
    expect([events.length, manifest.complete, manifest.totals]).toEqual([2, false, null])
  })

  test('many events are all kept, in order', () => {
    const builder = new RecordingBuilder(HEAD)
    const event = (seq: number): RunEvent => ({ kind: 'mark', name: `m${seq % 7}`, seq, time: seq * 10, line: 3 })
    for (let n = 0; n < 30_000; n += 500) {
      builder.apply({ kind: 'events', events: Array.from({ length: 500 }, (_, i) => event(n + i)) })
    }
    expect(builder.recording().events).toEqual(Array.from({ length: 30_000 }, (_, i) => event(i)))
  })

  test('fractions and negative numbers in samples survive', () => {
    const recording = fullRecording()
    recording.samples.rss = recording.samples.rss.map((x, i) => (i % 2 ? -x : i + 0.5))
    recording.samples.mapped = recording.samples.mapped.map((_, i) => [-1, -4294967296, -4294967297, 2147483648][i % 4])
    expect(readRecording(writeRecording(recording)).samples).toEqual(recording.samples)
  })
})

test('sha256', () => {
  for (const n of [0, 1, 3, 55, 56, 63, 64, 65, 119, 120, 1000]) {
    const bytes = Uint8Array.from({ length: n }, (_, i) => i * 7)
    expect(sha256(bytes)).toBe(createHash('sha256').update(bytes).digest('hex'))
  }
})
