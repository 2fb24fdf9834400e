/** Runs that go wrong, are stopped, or are many: nothing is lost and nothing stays behind. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { Worker } from 'node:worker_threads'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { dataFolders } from '../../../src/host/data-folder'
import { RecordingStore } from '../../../src/host/recording-store'
import { startRecordingWorker } from '../../../src/host/recording-worker'
import { startRun } from '../../../src/host/run-handle'
import { Runs } from '../../../src/host/runs'
import { SpillFile } from '../../../src/host/spill-file'
import { Trash } from '../../../src/host/trash'
import type { RunMessage } from '../../../src/protocol/run'
import { SAMPLE_COLUMNS } from '../../../src/protocol/samples'
import type { RecordingInfo, ServiceEvent } from '../../../src/protocol/service'
import { DEFAULT_SETTINGS } from '../../../src/protocol/settings'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pymemlab-runs-'))
})
afterEach(async () => {
  for (const lab of open) await lab.close()
  rmSync(folder, { recursive: true, force: true })
})

const request = (source: string) => ({
  name: 'test',
  source,
  settings: DEFAULT_SETTINGS,
  breakpoints: [],
  pauseAtStart: false,
})

const isEnd = (event: ServiceEvent): boolean =>
  event.kind === 'run.state' && event.state !== 'running' && event.state !== 'paused'

const open = new Set<Lab>()

class Lab {
  readonly events: ServiceEvent[] = []
  private wake: () => void = () => {}
  private readonly worker = startRecordingWorker()
  readonly recordings: RecordingStore
  readonly runs: Runs

  constructor(start: typeof startRun = startRun) {
    const folders = dataFolders(folder)
    this.recordings = new RecordingStore(folders, new Trash(folders.trash), this.worker, () => {})
    const emit = (event: ServiceEvent): void => {
      this.events.push(event)
      this.wake()
    }
    this.runs = new Runs({ folders, recordings: this.recordings, emit, start })
    open.add(this)
  }

  async close(): Promise<void> {
    await this.runs.close()
    await this.worker.close()
    open.delete(this)
  }

  async until(fits: (event: ServiceEvent) => boolean): Promise<ServiceEvent> {
    for (;;) {
      const found = this.events.find(fits)
      if (found !== undefined) return found
      await new Promise<void>((done) => (this.wake = done))
    }
  }

  ended(): Promise<ServiceEvent> {
    return this.until(isEnd)
  }

  async recorded(): Promise<RecordingInfo> {
    const event = await this.until(({ kind }) => kind === 'run.recorded')
    if (event.kind !== 'run.recorded') throw new Error('another event')
    return event.recording
  }
}

const ENDLESS = {
  'a loop': 'while True:\n    pass\n',
  'a loop that swallows KeyboardInterrupt':
    'while True:\n    try:\n        while True: pass\n    except BaseException:\n        pass\n',
  'a loop inside one call': "print('go', flush=True)\nsum(range(10 ** 15))\n",
  'a regular expression': "import re\nre.match(r'(a+)+$', 'a' * 60 + 'b')\n",
  'a wait for input': "input('? ')\n",
  allocations: 'x = []\nwhile True:\n    x.append([1, 2, 3])\n    if len(x) > 1000: x.clear()\n',
}

/** ms. A machine that has more to do than it has processors makes everything late by that factor. */
const allowed = (): number => 200 * Math.max(1, loadavg()[0] / availableParallelism())

describe('stopping', () => {
  it.each(Object.entries(ENDLESS))('%s ends within 200 ms', async (_, source) => {
    const took: number[] = []
    // a busy machine may be late once; being late every time is the program's fault
    for (let attempt = 0; attempt < 3 && Math.min(...took, Number.POSITIVE_INFINITY) > allowed(); attempt++) {
      const lab = new Lab()
      const run = lab.runs.start(request(source))
      await lab.until(
        (event) =>
          event.kind === 'run.samples' ||
          event.kind === 'run.output' ||
          (event.kind === 'run.state' && event.state === 'paused'),
      )
      const asked = performance.now()
      lab.runs.stop(run)
      expect(await lab.ended()).toMatchObject({ state: 'stopped' })
      took.push(performance.now() - asked)
      const info = await lab.recorded()
      expect(info.problem).toBeUndefined()
      const { recording } = await lab.recordings.read(info.id)
      expect(recording.events.at(-1)).toMatchObject({ kind: 'end', reason: 'stopped' })
    }
    expect(Math.min(...took)).toBeLessThanOrEqual(allowed())
  })
})

const sampleAt = (time: number): RunMessage => ({
  kind: 'samples',
  chunk: {
    columns: Object.fromEntries(SAMPLE_COLUMNS.map(({ name }) => [name, Float64Array.of(time)])) as never,
    length: 1,
  },
})

/** A thread that says a few things and dies as `death` says. */
const dying = (death: string): typeof startRun => {
  const first = { kind: 'output', stream: 'stdout', bytes: new TextEncoder().encode('last words\n') }
  const code = `const { parentPort, workerData } = require('node:worker_threads')
    parentPort.once('message', () => { for (const m of workerData) parentPort.postMessage(m); setTimeout(() => { ${death} }, 20) })`
  return (given, onMessage) => {
    const workerData = [{ kind: 'started' }, sampleAt(5), first]
    return startRun(
      given,
      onMessage,
      new Worker(code, { eval: true, workerData, resourceLimits: { maxOldGenerationSizeMb: 20 } }),
    )
  }
}

describe('a thread that dies', () => {
  it.each([
    ['exits', 'process.exit(3)', /ended unexpectedly/],
    ['throws', "throw new Error('broken inside')", /broken inside/],
    ['runs out of memory', 'const a = []; for (;;) a.push(new Array(1e5).fill({}))', /JavaScript memory/],
  ])('%s: it is reported and its recording kept', async (_, death, reason) => {
    const lab = new Lab(dying(death))
    lab.runs.start(request('print("never run")'))
    const end = await lab.ended()
    expect(end).toMatchObject({ state: 'failed', message: expect.stringMatching(reason) })
    expect(end).toMatchObject({ message: expect.stringContaining('a bug of the lab, not of the script') })
    const info = await lab.recorded()
    expect(info).toMatchObject({ complete: false })
    const { recording } = await lab.recordings.read(info.id)
    expect(new TextDecoder().decode(recording.stdout)).toBe('last words\n')
    expect([...recording.samples.time]).toEqual([5])
    expect(recording.events.at(-1)).toMatchObject({ kind: 'end', reason: 'crashed' })
    expect(readdirSync(join(folder, 'unsaved')).filter((name) => name.endsWith('.part'))).toEqual([])
  })
})

describe('a host that died', () => {
  const head = {
    name: 'lost',
    file: '/home/user/lost.py',
    scenario: 'x = 1\n',
    settings: DEFAULT_SETTINGS,
    created: '2026-01-01T00:00:00.000Z',
  }
  const spill = (name: string): SpillFile => {
    mkdirSync(join(folder, 'unsaved'), { recursive: true })
    return new SpillFile(join(folder, 'unsaved', name), head)
  }
  const ID = '0b9f3f0e-0000-4000-8000-000000000000'
  /** Above the largest process id of any system. */
  const DEAD = 2 ** 30

  it('left a file that becomes a recording at the next start, up to where it was cut off', async () => {
    const file = spill(`${ID}.${DEAD}.pymemlab.part`)
    file.append(sampleAt(1))
    file.append(sampleAt(2))
    file.close()
    writeFileSync(file.file, new Uint8Array([1, 2, 3]), { flag: 'a' })
    const lab = new Lab()
    await lab.runs.recover()
    const [info] = await lab.recordings.list()
    expect(info).toMatchObject({ id: `unsaved:${ID}`, name: 'lost', complete: false, file: null })
    expect([...(await lab.recordings.read(info.id)).recording.samples.time]).toEqual([1, 2])
    expect(readdirSync(join(folder, 'unsaved'))).toEqual([`${ID}.pymemlab`])
  })

  it('is told from one that is alive', async () => {
    spill(`${ID}.${process.ppid}.pymemlab.part`).close()
    const lab = new Lab()
    await lab.runs.recover()
    expect(await lab.recordings.list()).toEqual([])
    expect(readdirSync(join(folder, 'unsaved'))).toHaveLength(1)
  })

  it('and left damage, which is set aside once', async () => {
    mkdirSync(join(folder, 'unsaved'))
    writeFileSync(join(folder, 'unsaved', `${ID}.${DEAD}.pymemlab.part`), 'nonsense')
    const lab = new Lab()
    await lab.runs.recover()
    expect(readdirSync(join(folder, 'unsaved'))).toEqual([`${ID}.${DEAD}.pymemlab.part.damaged`])
  })
})

function collectGarbage(): void {
  setFlagsFromString('--expose-gc')
  const gc = runInNewContext('gc') as () => void
  for (let i = 0; i < 3; i++) gc()
}

const threads = (): number => (process.platform === 'linux' ? readdirSync('/proc/self/task').length : 0)
const resources = (): number =>
  process.getActiveResourcesInfo().filter((name) => /Worker|MessagePort|Timeout|FSReq|FSEvent/.test(name)).length

/** PYMEMLAB_CYCLES=1000 is the acceptance; a few show that nothing obvious is left behind. */
const CYCLES = Number(process.env.PYMEMLAB_CYCLES ?? 12)

describe('many runs', () => {
  it(`${CYCLES} starts and stops leave no worker, listener, file or memory behind`, {
    timeout: 60_000 + CYCLES * 3000,
  }, async () => {
    const lab = new Lab()
    const cycle = async (n: number): Promise<void> => {
      lab.events.length = 0
      const run = lab.runs.start(request('x = [[] for i in range(100)]\nwhile True:\n    pass\n'))
      // stopped at every stage: before the thread has loaded, while it starts, and when it runs
      if (n % 3 === 1) await new Promise((done) => setTimeout(done, 30))
      else if (n % 3 === 2) await lab.until((event) => event.kind === 'run.samples' || isEnd(event))
      lab.runs.stop(run)
      expect(await lab.ended()).toMatchObject({ state: 'stopped' })
      const undo = await lab.recordings.delete((await lab.recorded()).id)
      rmSync(join(folder, 'trash', undo), { recursive: true })
    }
    for (let n = 0; n < 6; n++) await cycle(n) // what is loaded and compiled once
    collectGarbage()
    const before = {
      threads: threads(),
      resources: resources(),
      heap: process.memoryUsage().heapUsed,
      rss: process.memoryUsage().rss,
    }
    const listeners = process.eventNames().map((name) => process.listenerCount(name as 'exit'))
    for (let n = 0; n < CYCLES; n++) {
      await cycle(n)
      if (n % 100 === 99) console.log(`${n + 1} cycles: RSS ${(process.memoryUsage().rss / 2 ** 20).toFixed(0)} MiB`)
    }
    await new Promise((done) => setTimeout(done, 100))
    collectGarbage()
    expect(threads()).toBeLessThanOrEqual(before.threads)
    expect(resources()).toBeLessThanOrEqual(before.resources)
    expect(process.eventNames().map((name) => process.listenerCount(name as 'exit'))).toEqual(listeners)
    expect(readdirSync(join(folder, 'unsaved'))).toEqual([])
    const grown = process.memoryUsage().heapUsed - before.heap
    const rss = process.memoryUsage().rss - before.rss
    console.log(`${CYCLES} cycles: heap ${(grown / 1024).toFixed(0)} KiB, RSS ${(rss / 2 ** 20).toFixed(0)} MiB more`)
    // what is left of each cycle, with room for what V8 keeps for itself
    expect(grown).toBeLessThan(4 * 2 ** 20 + CYCLES * 4096)
    expect(rss).toBeLessThan(150 * 2 ** 20)
  })
})
