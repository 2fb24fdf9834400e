/**
 * Runs a script in a process of this program and prints what a host would receive, as JSON: for tests of the recorder.
 *
 *     node record-program.cjs '{"script": "x.py", "settings": {...}, "worker": false, "record": true}'
 */
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { archiveMount, folderMount } from '../../../src/host/mounts'
import { StdlibArchive } from '../../../src/host/stdlib-archive'
import { countedSizes } from '../../../src/lab/record/generation-sizes'
import { startRecording } from '../../../src/lab/record/recorder'
import { mergePairs } from '../../../src/lab/record/sample-store'
import type { Attribution } from '../../../src/protocol/attribution'
import type { EndEvent, RunEvent } from '../../../src/protocol/events'
import type { RunMessage } from '../../../src/protocol/run'
import type { SampleTable } from '../../../src/protocol/samples'
import { DEFAULT_SETTINGS, type RunSettings } from '../../../src/protocol/settings'
import type { RunTotals } from '../../../src/protocol/totals'
import { verifyHeap } from '../../../src/runtime/check/heap-verifier'
import { clockNs } from '../../../src/runtime/object/clock'
import { boot, type Program, run } from '../../../src/runtime/process'

export interface Request {
  /** A file, or text to run as `-c`. */
  script?: string
  code?: string
  settings?: Partial<RunSettings>
  /** A folder that the process may read, besides the script's. */
  mount?: string
  worker?: boolean
  /** false: run without a recorder. */
  record?: boolean
  /** Check the heap, and note the true sizes of the generations at each collection. */
  verify?: boolean
}

export interface Result {
  exitCode: number
  stdout: string
  stderr: string
  clockNs: number
  samples: Record<string, number[]>
  intervalNs: number
  events: RunEvent[]
  end: { event: EndEvent; totals: RunTotals; attribution: Attribution; chain: string } | null
  damage: string[]
  /** After each collection: sizes of the generations as recorded, and as their lists are. */
  sizes: [number[], number[]][]
  /** Processor time of the program, ms. */
  milliseconds: number
}

const LIBRARY = createRequire(__filename).resolve('pyodide/python_stdlib.zip')

/** What a host does with the messages. */
class Receiver {
  samples = {} as SampleTable
  length = 0
  intervalNs = 0
  events: RunEvent[] = []
  output = { stdout: [] as Uint8Array[], stderr: [] as Uint8Array[] }
  end: Result['end'] = null

  receive(message: RunMessage): void {
    if (message.kind === 'samples') {
      for (const [name, values] of Object.entries(message.chunk.columns)) {
        const key = name as keyof SampleTable
        const before = this.samples[key] ?? new Float64Array(0)
        const all = new Float64Array(this.length + values.length)
        all.set(before.subarray(0, this.length))
        all.set(values, this.length)
        this.samples[key] = all
      }
      this.length += message.chunk.length
    } else if (message.kind === 'resample') {
      this.length = mergePairs(this.samples, this.length)
      this.intervalNs = message.intervalNs
    } else if (message.kind === 'events') this.events.push(...message.events)
    else if (message.kind === 'output') this.output[message.stream].push(message.bytes)
    else if (message.kind === 'end') {
      const { event, totals, attribution, chain } = message
      this.end = { event, totals, attribution, chain }
    }
  }
}

function execute(request: Request): Result {
  const settings: RunSettings = { ...DEFAULT_SETTINGS, ...request.settings }
  const file = request.script === undefined ? '<string>' : resolve(request.script)
  const folders = request.script === undefined ? [] : [dirname(file)]
  if (request.mount !== undefined) folders.push(request.mount)
  const sizes: Result['sizes'] = []
  const receiver = new Receiver()
  receiver.intervalNs = settings.sampleIntervalNs
  const recorder =
    request.record === false
      ? null
      : startRecording({
          settings,
          scenarioFile: file,
          emit: (message) => receiver.receive(message),
          now: () => performance.now() * 1e6,
          onEvent: (event) => {
            if (request.verify && event.kind === 'collection') sizes.push([event.sizesAfter, countedSizes()])
          },
        })
  boot({
    streams: {
      read: () => new Uint8Array(0),
      write: (fd, bytes) => {
        const stream = fd === 2 ? 'stderr' : 'stdout'
        if (recorder) recorder.output(stream, bytes)
        else receiver.output[stream].push(Uint8Array.from(bytes))
      },
      isTerminal: () => false,
    },
    library: archiveMount(new StdlibArchive(LIBRARY)),
    mounts: folders.map((folder) => ({ path: folder, mount: folderMount(folder) })),
    cwd: request.script === undefined ? undefined : dirname(file),
    hashSeed: settings.hashSeed,
    gcThresholds: settings.thresholds ?? undefined,
    memoryLimit: settings.memoryLimit ?? undefined,
  })
  const program: Program =
    request.script === undefined
      ? { kind: 'code', code: request.code ?? '', args: settings.args }
      : { kind: 'script', path: file, args: settings.args }
  const damage: string[] = []
  let clock = 0
  const started = process.cpuUsage()
  let milliseconds = 0
  const exitCode = run(program, () => {
    clock = clockNs()
    recorder?.atEnd()
    const used = process.cpuUsage(started)
    milliseconds = (used.user + used.system) / 1000
    if (request.verify) damage.push(...verifyHeap())
  })
  recorder?.finish(exitCode, exitCode === 0 ? 'finished' : 'failed')
  if (request.verify) damage.push(...verifyHeap())
  const text = (parts: Uint8Array[]): string => Buffer.concat(parts).toString('utf8')
  const samples: Record<string, number[]> = {}
  for (const [name, values] of Object.entries(receiver.samples)) {
    samples[name] = Array.from(values.subarray(0, receiver.length))
  }
  return {
    exitCode,
    stdout: text(receiver.output.stdout),
    stderr: text(receiver.output.stderr),
    clockNs: clock,
    samples,
    intervalNs: receiver.intervalNs,
    events: receiver.events,
    end: receiver.end,
    damage,
    sizes,
    milliseconds,
  }
}

if (isMainThread) {
  const request = JSON.parse(process.argv[2]) as Request
  const print = (result: Result): void => {
    process.stdout.write(JSON.stringify(result))
  }
  if (request.worker) {
    const worker = new Worker(join(__dirname, 'record-program.cjs'), {
      workerData: request,
      resourceLimits: { stackSizeMb: 256 },
    })
    worker.once('message', print)
  } else print(execute(request))
} else parentPort?.postMessage(execute(workerData as Request))
