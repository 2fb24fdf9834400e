/** JSON formats against published schemas: ours, speedscope's own, and what the Trace Event Format asks for. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { buildModel } from '@tracerbench/trace-model'
import Ajv from 'ajv'
import { describe, expect, it } from 'vitest'
import { exportRecording } from '../../../../src/lab/export/formats'
import type { Recording } from '../../../../src/protocol/recording'
import { SAMPLE_COLUMNS } from '../../../../src/protocol/samples'
import { buildRecording, collection, fullRecording, hostileRecording } from '../support/recording-builder'

const RECORDINGS: [name: string, recording: Recording][] = [
  ['full', fullRecording()],
  ['hostile', hostileRecording()],
  ['cut off', buildRecording({ complete: false })],
  ['empty', buildRecording({ samples: 0, complete: false })],
]

const json = (recording: Recording, format: string): unknown =>
  JSON.parse(new TextDecoder().decode(exportRecording(recording, format).bytes))

function validator(schema: object): (value: unknown) => string[] {
  const check = new Ajv({ strict: false, allErrors: false }).compile(schema)
  return (value) => (check(value) ? [] : (check.errors ?? []).map((e) => `${e.instancePath} ${e.message}`))
}

describe('JSON', () => {
  const schema = JSON.parse(
    readFileSync(resolve(import.meta.dirname, '../../../../docs/schemas/export.schema.json'), 'utf8'),
  )
  const check = validator(schema)

  it.each(RECORDINGS)('of a %s recording fits docs/schemas/export.schema.json', (_, recording) => {
    expect(check(json(recording, 'json'))).toEqual([])
  })

  it('holds the samples, the events and the text as they are', () => {
    const recording = hostileRecording()
    const found = json(recording, 'json') as {
      samples: { name: string; values: number[] }[]
      events: unknown
      scenario: string
    }
    expect(found.samples.map((s) => s.name)).toEqual(SAMPLE_COLUMNS.map((c) => c.name))
    for (const { name, values } of found.samples) expect(values).toEqual([...recording.samples[name as 'rss']])
    expect(found.events).toEqual(recording.events)
    expect(found.scenario).toBe(recording.scenario)
  })

  it('notices what does not fit', () => {
    const found = json(fullRecording(), 'json') as { version: number; events: { kind: string }[] }
    expect(check({ ...found, version: 2 })).not.toEqual([])
    found.events[0].kind = 'other'
    expect(check(found)).not.toEqual([])
  })
})

describe('speedscope', () => {
  const folder = dirname(createRequire(import.meta.url).resolve('speedscope/package.json'))
  const check = validator(JSON.parse(readFileSync(join(folder, 'dist/release/file-format-schema.json'), 'utf8')))

  it.each(RECORDINGS)('of a %s recording fits speedscope’s schema', (_, recording) => {
    expect(check(json(recording, 'speedscope'))).toEqual([])
  })

  it('events are balanced and never go back in time', () => {
    const recording = fullRecording()
    const file = json(recording, 'speedscope') as {
      profiles: { type: string; endValue: number; events?: { type: string; frame: number; at: number }[] }[]
    }
    const evented = file.profiles.find((p) => p.type === 'evented')
    const open: number[] = []
    let now = 0
    let faults = 0
    for (const { type, frame, at } of evented?.events ?? []) {
      if (at < now || (type === 'C' && open.pop() !== frame)) faults++
      if (type === 'O') open.push(frame)
      now = at
    }
    expect(faults).toBe(0)
    expect(open).toEqual([])
    expect(evented?.endValue).toBe(now)
    expect(now).toBeGreaterThan(0)
  })
})

interface TraceEvent {
  name: string
  ph: string
  ts: number
  dur?: number
  tid: number
  s?: string
  args?: Record<string, unknown>
}

describe('Chrome trace', () => {
  const number = { type: 'number', minimum: 0 }
  const counters = { type: 'object', minProperties: 1, additionalProperties: { type: 'number' } }
  const event = (ph: string, required: string[], properties: object) => ({
    type: 'object',
    required: ['name', 'ph', 'cat', 'pid', 'tid', ...required],
    properties: {
      ph: { const: ph },
      name: { type: 'string' },
      pid: { type: 'integer' },
      tid: { type: 'integer' },
      ts: number,
      ...properties,
    },
  })
  const check = validator({
    type: 'object',
    required: ['traceEvents'],
    properties: {
      displayTimeUnit: { enum: ['ms', 'ns'] },
      traceEvents: {
        type: 'array',
        items: {
          oneOf: [
            event('X', ['ts', 'dur'], { dur: number }),
            event('B', ['ts'], {}),
            event('E', ['ts'], {}),
            event('C', ['ts', 'args'], { args: counters }),
            event('i', ['ts', 's'], { s: { enum: ['g', 'p', 't'] } }),
            event('M', ['args'], { name: { enum: ['process_name', 'thread_name'] } }),
          ],
        },
      },
    },
  })
  const trace = (recording: Recording): TraceEvent[] =>
    (json(recording, 'chrome-trace') as { traceEvents: TraceEvent[] }).traceEvents

  it.each(RECORDINGS)('of a %s recording has the fields that each phase asks for', (_, recording) => {
    expect(check(json(recording, 'chrome-trace'))).toEqual([])
  })

  it('slices nest, in whole nanoseconds', () => {
    const recording = buildRecording({
      events: [1, 2, 3].map((i) => collection(i * 1e6 + 1, { predictedNs: 3333.3 * i, collected: i })),
    })
    const slices = trace(recording).filter((e) => e.ph === 'X')
    expect(slices).toHaveLength(12)
    const ends: number[] = []
    for (const { ts, dur = 0 } of slices) {
      // as a reader may add them, rounding errors included
      while (ends.length > 0 && ends[ends.length - 1] <= ts) ends.pop()
      expect(ts + dur).toBeLessThanOrEqual(ends.at(-1) ?? Number.POSITIVE_INFINITY)
      ends.push(ts + dur)
    }
    expect(slices[0]).toMatchObject({ name: 'GC Pause(0)', ts: 1000.001, args: { collected: 1 } })
  })

  it('counters start, end and change as the samples do', () => {
    const recording = fullRecording()
    const events = trace(recording).filter((e) => e.name === 'memory (bytes)')
    expect(events[0]).toMatchObject({ ph: 'C', ts: 0, args: { rss: 8e6 } })
    expect(events.at(-1)).toMatchObject({ ts: 1e6, args: { rss: 14e6, traced: 5e6 } })
    const still = trace(buildRecording()).filter((e) => e.name === 'memory (bytes)')
    expect(still).toHaveLength(2)
  })

  it('marks, warnings and failed expectations are instants', () => {
    const found = trace(fullRecording()).filter((e) => e.ph === 'i')
    expect(found.map((e) => [e.name, e.s])).toEqual([
      ['loaded', 'g'],
      ['served', 'g'],
      ['ResourceWarning', 't'],
      ['not met: cache is bounded', 'p'],
    ])
  })

  describe('read by @tracerbench/trace-model', () => {
    const read = (recording: Recording) => {
      const { processes } = buildModel(trace(recording) as unknown as Parameters<typeof buildModel>[0])
      return processes[0]
    }

    it.each(RECORDINGS)('a %s recording is one process with its threads', (_, recording) => {
      const found = read(recording)
      expect(found.name).toBe(recording.manifest.name)
      expect(found.threads.map((t) => t.name)).toEqual(
        expect.arrayContaining(trace(recording).some((e) => e.ph === 'X') ? ['garbage collector'] : []),
      )
    })

    it('counters are the columns of the samples', () => {
      const recording = fullRecording()
      const counters = read(recording).events.filter((e) => e.isCounter())
      expect(new Set(counters.map((e) => e.name))).toEqual(
        new Set(['memory (bytes)', 'gc counts', 'objects per generation', 'objects alive', 'arenas']),
      )
      const { time, rss, tracedBytes } = recording.samples
      const memory = counters.filter((e) => e.name === 'memory (bytes)')
      for (const event of memory) {
        const i = time.indexOf(Math.round(event.start * 1000))
        expect(event.args).toMatchObject({ rss: rss[i], traced: tracedBytes[i] })
      }
      expect(memory.at(-1)?.start).toBe(time[time.length - 1] / 1000)
    })

    it('phases lie in their collections, stacks are closed', () => {
      const events = [1, 2, 3].map((i) => collection(i * 1e6 + 1, { predictedNs: 3333.3 * i, collected: i }))
      const found = read(buildRecording({ events }))
      const collector = found.threads.find((t) => t.name === 'garbage collector')
      const slices = collector?.events.filter((e) => e.isComplete()) ?? []
      expect(slices).toHaveLength(12)
      for (const { name, parent } of slices) {
        if (name.startsWith('GC Pause')) expect(parent).toBeUndefined()
        else expect(parent?.name).toMatch(/^GC Pause/)
      }
      const full = read(fullRecording()).events
      expect(full.filter((e) => [e.cat].flat().includes('stack')).length).toBeGreaterThan(0)
      // the reader makes one slice of a begin and its end
      expect(full.filter((e) => e.isEnd())).toEqual([])
    })
  })
})
