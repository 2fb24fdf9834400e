/**
 * Damaged and hostile files: each gives a RecordingError, or a recording that can be written again. No other error, no hang,
 * no memory that the file did not pay for. 1,000 mutations, seeded.
 */
import { deflateSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { RecordingError, readRecording, recordingEntries, writeRecording } from '../../../src/lab/recording'
import { spillChunk, spillHead } from '../../../src/lab/recording/spill'
import { concat, crc32, readDirectory, readEntry, writeZip } from '../../../src/lab/recording/zip'
import { fullRecording, HEAD } from './support'

const recording = fullRecording()
const entries = recordingEntries(recording)
const good = writeZip(entries)
const names = Object.keys(entries)
const SLOWEST_MS = 2000

/** mulberry32: every run makes the same mutations. */
function random(seed: number): (n: number) => number {
  let a = seed
  return (n) => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((((t ^ (t >>> 14)) >>> 0) / 4294967296) * n) | 0
  }
}

let accepted = 0
function mustBeHandled(bytes: Uint8Array, label: string): void {
  const before = performance.now()
  try {
    const read = readRecording(bytes)
    writeRecording(read)
    accepted++
  } catch (e) {
    if (!(e instanceof RecordingError)) throw new Error(`${label}: ${(e as Error).stack}`)
    expect(e.message.length).toBeGreaterThan(30)
  }
  const ms = performance.now() - before
  if (ms > SLOWEST_MS) throw new Error(`${label}: took ${ms} ms`)
}

const damage = (bytes: Uint8Array, pick: (n: number) => number): Uint8Array => {
  const copy = bytes.slice()
  for (let n = pick(8) + 1; n > 0; n--) {
    const at = pick(copy.length)
    // single bits, extremes, anything
    copy[at] = [copy[at] ^ (1 << pick(8)), 0, 255, pick(256)][pick(4)]
  }
  return copy
}

describe('1,000 mutated recordings', () => {
  test('250 times: bytes of the file changed', () => {
    const pick = random(1)
    for (let i = 0; i < 250; i++) mustBeHandled(damage(good, pick), `bytes ${i}`)
  })

  test('150 times: cut off, or something behind', () => {
    const pick = random(2)
    for (let i = 0; i < 150; i++) {
      const cut = good.subarray(0, pick(good.length))
      mustBeHandled(i % 3 === 0 ? concat([cut, good.subarray(pick(good.length))]) : cut, `cut ${i}`)
    }
  })

  test('100 times: entries that have changed places or are missing', () => {
    const pick = random(3)
    for (let i = 0; i < 100; i++) {
      const files = { ...entries }
      const [a, b] = [names[pick(names.length)], names[pick(names.length)]]
      files[a] = entries[b]
      files[b] = entries[a]
      if (i % 4 === 0) delete files[a]
      mustBeHandled(writeZip(files), `swap ${i}: ${a}, ${b}`)
    }
  })

  test('400 times: tables and manifest changed, with checksums that fit', () => {
    const pick = random(4)
    for (let i = 0; i < 400; i++) {
      const name = names[pick(names.length)]
      // the descriptions lie at the beginning and at the end
      const bytes = entries[name].slice()
      for (let n = pick(6) + 1; n > 0 && bytes.length > 0; n--) {
        const at = [
          pick(bytes.length),
          pick(Math.min(600, bytes.length)),
          bytes.length - 1 - pick(Math.min(900, bytes.length)),
        ][pick(3)]
        bytes[at] = [bytes[at] ^ (1 << pick(8)), 0, 255, 127, pick(256)][pick(5)]
      }
      mustBeHandled(writeZip({ ...entries, [name]: bytes }), `${name} ${i}`)
    }
  })

  test('100 times: an unfinished recording changed', () => {
    const pick = random(5)
    const part = concat([
      spillHead(HEAD),
      ...[
        { kind: 'samples' as const, chunk: { columns: recording.samples, length: recording.samples.time.length } },
        { kind: 'events' as const, events: recording.events },
        { kind: 'output' as const, stream: 'stdout' as const, bytes: recording.stdout },
      ].map((m) => spillChunk(m) as Uint8Array),
    ])
    expect(readRecording(part).events).toEqual(recording.events)
    for (let i = 0; i < 100; i++) mustBeHandled(damage(part, pick), `part ${i}`)
  })

  test('most of them were refused', () => {
    expect(accepted).toBeLessThan(500)
  })
})

/** A zip file whose directory says what it likes. */
function forged(
  list: { name: string; data: Uint8Array; size?: number; packed?: number; offset?: number }[],
): Uint8Array {
  const parts: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let at = 0
  for (const { name, data, size, packed, offset } of list) {
    const body = deflateSync(data)
    const bytes = new TextEncoder().encode(name)
    const local = new Uint8Array(30 + bytes.length)
    const l = new DataView(local.buffer)
    l.setUint32(0, 0x04034b50, true)
    l.setUint16(26, bytes.length, true)
    local.set(bytes, 30)
    const central = new Uint8Array(46 + bytes.length)
    const c = new DataView(central.buffer)
    c.setUint32(0, 0x02014b50, true)
    c.setUint16(10, 8, true)
    c.setUint32(16, crc32(data), true)
    c.setUint32(20, packed ?? body.length, true)
    c.setUint32(24, size ?? data.length, true)
    c.setUint16(28, bytes.length, true)
    c.setUint32(42, offset ?? at, true)
    central.set(bytes, 46)
    parts.push(local, body)
    directory.push(central)
    at += local.length + body.length
  }
  const end = new DataView(new ArrayBuffer(22))
  end.setUint32(0, 0x06054b50, true)
  end.setUint16(10, list.length, true)
  end.setUint32(
    12,
    directory.reduce((n, d) => n + d.length, 0),
    true,
  )
  end.setUint32(16, at, true)
  return concat([...parts, ...directory, new Uint8Array(end.buffer)])
}
const all = names.map((name) => ({ name, data: entries[name] }))

describe('hostile files', () => {
  test('the forger can make a good one', () => {
    expect(readRecording(forged(all))).toEqual(recording)
  })

  test.each([
    '../evil.py',
    '/etc/passwd',
    'files/../../evil',
    'C:\\evil',
    'a\\..\\b',
    'files//x',
    '',
    'files/./x',
    'x\0y',
  ])('a name that leads elsewhere: %j', (name) => {
    expect(() => readRecording(forged([...all, { name, data: new Uint8Array(3) }]))).toThrow(/refused.*entry named/)
  })

  test('an entry that is no part of a recording', () => {
    expect(() => readRecording(forged([...all, { name: 'run.sh', data: new Uint8Array(3) }]))).toThrow('holds run.sh')
  })

  test('a name twice', () => {
    expect(() => readRecording(forged([...all, all[2]]))).toThrow('twice')
  })

  test('a bomb by size, by ratio, by a false size, by overlap', () => {
    const bomb = new Uint8Array(20 * 1024 * 1024)
    expect(() => readRecording(forged([...all, { name: 'files/x', data: bomb }]))).toThrow('would grow')
    expect(() => readRecording(forged([...all, { name: 'files/x', data: bomb, size: 0xfffffff0 }]))).toThrow(
      'would take',
    )
    expect(() => readRecording(forged([...all, { name: 'files/x', data: bomb, size: 1000 }]))).toThrow(RecordingError)
    const many = Array.from({ length: 50 }, (_, i) => ({
      name: `files/${i}`,
      data: entries['events.arrow'],
      offset: 0,
    }))
    expect(() => readRecording(forged([...all, ...many]))).toThrow('overlap')
    expect(() =>
      readRecording(
        forged([
          ...all,
          ...Array.from({ length: 30_001 }, (_, i) => ({ name: `files/${i}`, data: new Uint8Array(1) })),
        ]),
      ),
    ).toThrow('entries')
  })

  test('our own files never look like a bomb', () => {
    const quiet = { ...recording, stdout: new Uint8Array(20 * 1024 * 1024) }
    expect(readRecording(writeRecording(quiet)).stdout.length).toBe(quiet.stdout.length)
  })

  test.each([
    [{ format: 2 }, 'install a newer version'],
    [{ format: 'x' }, 'names no format'],
    [{ samples: 1e9 }, 'another number of samples'],
    [{ chain: 5 }, 'a text for chain'],
    [{ created: 'yesterday' }, 'date'],
    [{ totals: { exitCode: 0 } }, 'for reason'],
    [{ scenarioHash: '00' }, 'not the scenario'],
  ])('a manifest that says %j', (change, message) => {
    const manifest = new TextEncoder().encode(JSON.stringify({ ...recording.manifest, ...change }))
    expect(() => readRecording(writeZip({ ...entries, 'manifest.json': manifest }))).toThrow(message)
  })

  test('text, nothing, an empty archive, another archive', () => {
    for (const [bytes, message] of [
      [new Uint8Array(0), 'empty'],
      [new TextEncoder().encode('print("hello")'), 'not a recording'],
      [writeZip({}), 'empty archive'],
      [writeZip({ 'a.txt': new Uint8Array(9) }), 'no manifest.json'],
    ] as const) {
      expect(() => readRecording(bytes)).toThrow(message)
    }
  })

  test('values that are no numbers', () => {
    const samples = { ...recording.samples, rss: recording.samples.rss.map((x, i) => (i === 1 ? Number.NaN : x)) }
    expect(samples.rss.length).toBeGreaterThan(1)
    expect(() => readRecording(writeRecording({ ...recording, samples }))).toThrow('no number')
    const events = [{ kind: 'mark' as const, name: 'a', seq: 0, time: Number.POSITIVE_INFINITY, line: 0 }]
    expect(() => readRecording(writeRecording({ ...recording, events }))).toThrow('no number')
  })

  test('a checksum that does not fit', () => {
    const directory = readDirectory(good)
    const stdout = directory.find((e) => e.name === 'scenario.py')!
    const copy = good.slice()
    copy[stdout.offset + 30 + 'scenario.py'.length + 2] ^= 1
    expect(() => readEntry(copy, stdout)).toThrow(RecordingError)
  })
})
