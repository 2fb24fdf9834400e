import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { chainOf } from '../../../src/lab/record/chain'
import type { CollectionEvent, RunEvent } from '../../../src/protocol/events'
import type { SampleTable } from '../../../src/protocol/samples'
import { buildRecordProgram, record } from './record'

const programs = join(import.meta.dirname, 'programs')
const conformance = join(import.meta.dirname, '../../conformance')

const collections = (events: RunEvent[]): CollectionEvent[] => events.filter((e) => e.kind === 'collection')
const tableOf = (samples: Record<string, number[]>): SampleTable =>
  Object.fromEntries(Object.entries(samples).map(([name, values]) => [name, Float64Array.from(values)])) as SampleTable

/** Cycles, temporaries, survivors, a finalizer, a mark, output. */
const MIXED = `
import gc, lab
class Node:
    def __init__(self): self.me = self
class Final(Node):
    def __del__(self): done.append(1)
done = []; keep = []
for i in range(6000):
    n = Node(); t = [i * 1000, (i, [i])]
    if i % 7 == 0: keep.append([i])
    if i % 500 == 0: Final()
lab.mark('half')
x = [bytes(200000) for i in range(8)]; del x
print(len(keep), gc.get_count())
lab.expect(len(done) > 5, 'finalizers ran')
gc.collect()
`

beforeAll(buildRecordProgram, 120_000)

describe('a recorded run', () => {
  it('is the same 20 times, in a worker and in the main thread', () => {
    const settings = { maxSamples: 8, sampleIntervalNs: 20_000 }
    const runs = Array.from({ length: 20 }, (_, n) => record({ code: MIXED, settings, worker: n % 2 === 1 }))
    const first = runs[0]
    expect(first.end?.chain).toMatch(/^[0-9a-f]{32}$/)
    expect(first.samples.time.length).toBeLessThanOrEqual(8)
    expect(first.intervalNs).toBeGreaterThan(20_000)
    for (const run of runs) {
      expect(run.end?.chain).toBe(first.end?.chain)
      expect(run.samples).toEqual(first.samples)
    }
    // the chain is that of what the host received
    expect(chainOf(first.events, tableOf(first.samples))).toBe(first.end?.chain)
  }, 120_000)

  it('takes no time and no memory of the process', () => {
    const program = `${MIXED}
import time
print(time.perf_counter_ns(), id([]), id(object()), [id(n) for n in keep[:3]])`
    const bare = record({ code: program, record: false })
    const recorded = record({ code: program, verify: true })
    expect(recorded.stdout).toBe(bare.stdout)
    expect(recorded.clockNs).toBe(bare.clockNs)
    expect(recorded.damage).toEqual([])
  })

  it('has phases that add up, generations of their true sizes, and maxima that no sample falls below', () => {
    const run = record({ code: MIXED, settings: { sampleIntervalNs: 50_000 }, verify: true })
    for (const event of collections(run.events)) {
      expect(event.phases.reduce((sum, phase) => sum + phase.predictedNs, 0)).toBe(event.predictedNs)
      expect(event.candidates).toBeGreaterThanOrEqual(event.collected - event.finalized)
    }
    expect(run.sizes.length).toBeGreaterThan(10)
    for (const [recorded, counted] of run.sizes) expect(recorded).toEqual(counted)
    const { samples } = run
    const pairs = [
      ['rss', 'rssMax'],
      ['mapped', 'mappedMax'],
      ['pymallocBytes', 'pymallocBytesMax'],
      ['rawBytes', 'rawBytesMax'],
      ['tracedBytes', 'tracedPeak'],
      ['gen0Count', 'gen0CountMax'],
    ]
    for (const [value, maximum] of pairs) {
      samples[value].forEach((v, i) => {
        expect(v).toBeLessThanOrEqual(samples[maximum][i])
      })
    }
    // one statement allocated and another freed 1.6 MB between two safe points at most
    expect(Math.max(...samples.rawBytesMax) - samples.rawBytes[0]).toBeGreaterThan(8 * 200_000)
    expect(run.events.filter((e) => e.kind === 'mapping' && e.action === 'map').length).toBeGreaterThanOrEqual(8)
    expect(samples.time.every((t, i) => i === 0 || t >= samples.time[i - 1])).toBe(true)
    expect(run.end?.totals.generations[0].collections).toBeGreaterThan(5)
  })

  it('attributes every byte', () => {
    const run = record({ code: MIXED })
    const { attribution, totals } = run.end ?? expect.fail('no end')
    const sum = (name: 'allocatedBlocks' | 'freedBlocks' | 'liveBytes' | 'peakBytes' | 'allocatedBytes'): number =>
      attribution.lines.reduce((n, line) => n + line[name], 0)
    expect(sum('allocatedBlocks')).toBe(totals.allocations)
    expect(sum('freedBlocks')).toBe(totals.frees)
    expect(sum('liveBytes')).toBe(totals.tracedFinal)
    expect(sum('peakBytes')).toBe(totals.tracedPeak)
    expect(attribution.stackSamples.reduce((n, s) => n + s.bytes, 0)).toBe(sum('allocatedBytes'))
    for (const line of attribution.lines) {
      expect(line.liveBytes).toBe(line.allocatedBytes - line.freedBytes)
      expect(line.temporaryBlocks).toBeLessThanOrEqual(line.freedBlocks)
    }
    // the one that was alive during the collection of generation 1 is found by the full one
    const nodes = attribution.types.find((type) => type.type === '__main__.Node')
    expect(nodes).toMatchObject({ created: 6000, freed: 5999, alive: 1, diedGen2: 1 })
    for (const type of attribution.types) {
      expect(type.diedGen0 + type.diedGen1 + type.diedGen2 + type.diedUntracked).toBe(type.freed)
      expect(type.created).toBe(type.freed + type.alive)
    }
    const alive = attribution.types.reduce((n, type) => n + type.alive, 0)
    expect(Math.abs(alive - totals.objectsAlive)).toBeLessThan(50)
    expect(attribution.marks.map((mark) => mark.name)).toEqual(['half'])
  })

  it('finds the live bytes of every line that tracemalloc finds', () => {
    const golden = JSON.parse(readFileSync(join(programs, 'live_lines.json'), 'utf8')) as Record<string, number[]>
    const run = record({ script: join(programs, 'live_lines.py') })
    const [before, after] = (run.end?.attribution.marks ?? []).map(
      (mark) => new Map(mark.lines.filter((l) => l.file.endsWith('live_lines.py')).map((l) => [String(l.line), l])),
    )
    for (const [line, [bytes, blocks]] of Object.entries(golden)) {
      const start = before.get(line)
      const end = after.get(line)
      const live = [(end?.liveBytes ?? 0) - (start?.liveBytes ?? 0), (end?.liveBlocks ?? 0) - (start?.liveBlocks ?? 0)]
      expect([line, ...live]).toEqual([line, bytes, blocks])
    }
  })

  it('logs what the scenario says, warns of and fails with', () => {
    const code = `
import lab, warnings
n = lab.param('n', 1); s = lab.param('s', 'x'); f = lab.param('f', 0.5); d = lab.param('d', None)
print(n, s, f, d)
block = lab.malloc(1 << 20)
lab.free(block)
for bad in (lambda: lab.free(block), lambda: lab.malloc(-1), lambda: lab.mark(1)):
    try: bad()
    except Exception as e: print(type(e).__name__)
lab.expect([], 'empty')
class R:
    def __del__(self): raise KeyError('gone')
R()
warnings.warn('careful')
raise ValueError('bad')
`
    const run = record({ code, settings: { parameters: { n: 7, s: 'y', f: 2 } } })
    expect(run.stdout).toBe('7 y 2.0 None\nValueError\nValueError\nTypeError\n')
    const told = run.events.filter((e) => e.kind !== 'collection' && e.kind !== 'arena' && e.kind !== 'output')
    const mapped = told.filter((e) => e.kind === 'mapping' && e.line === 5).map((e) => ('action' in e ? e.action : ''))
    expect(mapped).toEqual(['map'])
    expect(told.filter((e) => e.kind !== 'mapping')).toMatchObject([
      { kind: 'expect', passed: false, message: 'empty', line: 10 },
      { kind: 'exception', type: 'KeyError', message: "'gone'", uncaught: false, line: 12 },
      { kind: 'warning', category: 'UserWarning', message: 'careful' },
      { kind: 'exception', type: 'ValueError', message: 'bad', uncaught: true, line: 15 },
      { kind: 'end', exitCode: 1, reason: 'failed' },
    ])
    const written = run.events.filter((e) => e.kind === 'output')
    for (const stream of ['stdout', 'stderr'] as const) {
      let at = 0
      for (const event of written.filter((e) => e.stream === stream)) {
        expect(event.offset).toBe(at)
        at += event.length
      }
      expect(at).toBe(Buffer.byteLength(run[stream]))
    }
  })

  it('has every collection that gc.callbacks sees, and the other way round', () => {
    // programs that come and go in one process; each is looked at between two marks
    const names = readFileSync(join(programs, 'collecting.txt'), 'utf8').trim().split('\n')
    expect(names.length).toBeGreaterThanOrEqual(30)
    const code = `
import gc, io, lab, sys
seen = []
def watch(phase, info):
    if phase == 'stop': seen.append((info['generation'], info['collected'], info['uncollectable']))
out = sys.stdout; err = sys.stderr
for path in ${JSON.stringify(names.map((name) => join(conformance, name)))}:
    source = open(path).read()
    gc.callbacks[:] = [watch]; gc.enable(); gc.set_debug(0); gc.set_threshold(300, 5, 5); sys.stdout = io.StringIO(); sys.stderr = io.StringIO()
    code = compile(source, path, 'exec'); seen.clear()
    lab.mark(path)
    try: exec(code, {'__name__': '__main__'})
    except BaseException: pass
    lab.mark('end'); sys.stdout = out; sys.stderr = err
    gc.callbacks.clear(); gc.set_debug(0); gc.unfreeze(); code = None
    print(path, *['%d,%d,%d' % s for s in seen])
`
    const run = record({ code, settings: { args: [] }, mount: conformance })
    expect(run.stderr).toBe('')
    const printed = run.stdout.trim().split('\n')
    expect(printed.length).toBe(names.length)
    let total = 0
    for (const row of printed) {
      const [path, ...seen] = row.split(' ')
      const start = run.events.findIndex((e) => e.kind === 'mark' && e.name === path)
      const end = run.events.findIndex((e, i) => i > start && e.kind === 'mark' && e.name === 'end')
      const logged = collections(run.events.slice(start, end))
      expect([path, ...logged.map((e) => `${e.generation},${e.collected},${e.uncollectable}`)]).toEqual([path, ...seen])
      total += seen.length
    }
    expect(total).toBeGreaterThan(100)
  })
})
