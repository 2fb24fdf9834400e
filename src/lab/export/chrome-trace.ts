/**
 * Chrome's Trace Event Format, JSON object form; Perfetto, chrome://tracing and VizTracer's viewer open it. Time stamps are
 * virtual microseconds. Collections are complete events with their phases nested inside, series are counters, marks,
 * warnings and failed expectations are instants, the sampled stacks are begin and end events on a thread of their own.
 */
import type { CollectionEvent, RunEvent } from '../../protocol/events'
import type { Recording } from '../../protocol/recording'
import type { SampleColumnName } from '../../protocol/samples'
import { functionName } from '../report/answers/place'
import type { Exporter } from './export-format'
import { stackSpans } from './stack-spans'

const PID = 1
const THREAD_PROGRAM = 1
const THREAD_COLLECTOR = 2
const THREAD_ALLOCATOR = 3

/** A counter track holds series of one unit: viewers stack or scale them together. */
const COUNTERS: readonly [track: string, series: readonly [label: string, column: SampleColumnName][]][] = [
  [
    'memory (bytes)',
    [
      ['rss', 'rss'],
      ['mapped', 'mapped'],
      ['pymalloc', 'pymallocBytes'],
      ['raw', 'rawBytes'],
      ['traced', 'tracedBytes'],
    ],
  ],
  [
    'gc counts',
    [
      ['gen0', 'gen0Count'],
      ['gen1', 'gen1Count'],
      ['gen2', 'gen2Count'],
    ],
  ],
  [
    'objects per generation',
    [
      ['gen0', 'gen0Objects'],
      ['gen1', 'gen1Objects'],
      ['gen2', 'gen2Objects'],
    ],
  ],
  ['objects alive', [['objects', 'objectsAlive']]],
  ['arenas', [['arenas', 'arenas']]],
]

/** Microseconds with the nanoseconds behind the point, free of binary rounding. */
const us = (ns: number): number => Math.round(ns) / 1000

/**
 * A phase ends 1 ns before the next begins: readers shift time stamps and add durations in floating point, and some find
 * slices overlapping that touch exactly. The exact figure is in its arguments.
 */
const GAP_US = 0.001

const metadata = (name: string, tid: number, value: string): object => ({
  name,
  ph: 'M',
  cat: '__metadata',
  pid: PID,
  tid,
  ts: 0,
  args: { name: value },
})

function collectionSlices(event: CollectionEvent): object[] {
  const base = { ph: 'X', pid: PID, tid: THREAD_COLLECTOR, cat: 'gc' }
  const { generation, trigger, line, predictedNs, measuredNs } = event
  const { candidates, collected, uncollectable, finalized, resurrected, promoted } = event
  const [start, end] = [us(event.time), us(event.time + predictedNs)]
  const figures = { candidates, collected, uncollectable, finalized, resurrected, promoted }
  const slices: object[] = [
    {
      ...base,
      name: `GC Pause(${generation})`,
      ts: start,
      dur: us(predictedNs),
      args: { generation, trigger, line, predictedNs, measuredNs, ...figures },
    },
  ]
  let now = event.time
  for (const phase of event.phases) {
    const from = us(now)
    now += phase.predictedNs
    const to = Math.min(us(now), end)
    const dur = Math.round((to - from - GAP_US) * 1000) / 1000
    if (dur > 0) slices.push({ ...base, name: phase.phase, ts: from, dur, args: { predictedNs: phase.predictedNs } })
  }
  return slices
}

function instant(event: RunEvent): object | null {
  const base = { ph: 'i', pid: PID, ts: us(event.time) }
  switch (event.kind) {
    case 'mark':
      return { ...base, tid: THREAD_PROGRAM, s: 'g', cat: 'mark', name: event.name, args: { line: event.line } }
    case 'warning':
    case 'exception': {
      const name = event.kind === 'warning' ? event.category : event.type
      const args = { line: event.line, message: event.message }
      return { ...base, tid: THREAD_PROGRAM, s: 't', cat: event.kind, name, args }
    }
    case 'expect':
      if (event.passed) return null
      return {
        ...base,
        tid: THREAD_PROGRAM,
        s: 'p',
        cat: 'expect',
        name: `not met: ${event.message}`,
        args: { line: event.line },
      }
    case 'arena':
    case 'mapping': {
      const name = `${event.kind === 'arena' ? 'arena' : 'mapping'} ${event.action}`
      return { ...base, tid: THREAD_ALLOCATOR, s: 't', cat: event.kind, name, args: { bytes: event.bytes } }
    }
    default:
      return null
  }
}

function counterPieces({ samples }: Recording): string[] {
  const pieces: string[] = []
  for (const [track, series] of COUNTERS) {
    const columns = series.map(([, column]) => samples[column])
    const labels = series.map(([label]) => JSON.stringify(label))
    const head = `{"name":${JSON.stringify(track)},"ph":"C","cat":"counter","pid":${PID},"tid":0,"ts":`
    let before = ''
    for (let i = 0; i < samples.time.length; i++) {
      let args = ''
      for (let c = 0; c < columns.length; c++) args += `${c === 0 ? '' : ','}${labels[c]}:${columns[c][i]}`
      // a counter keeps its value until the next event: equal ones in a row say nothing
      if (args === before && i < samples.time.length - 1) continue
      before = args
      pieces.push(`${head}${us(samples.time[i])},"args":{${args}}}`)
    }
  }
  return pieces
}

export const chromeTrace: Exporter = {
  id: 'chrome-trace',
  title: 'Chrome Trace (Perfetto)',
  extension: '.trace.json',
  mediaType: 'application/json',
  write(recording) {
    const { attribution, events, manifest } = recording
    const pieces = [
      metadata('process_name', 0, manifest.name),
      metadata('thread_name', THREAD_PROGRAM, 'program (sampled stacks)'),
      metadata('thread_name', THREAD_COLLECTOR, 'garbage collector'),
      metadata('thread_name', THREAD_ALLOCATOR, 'allocator'),
    ].map((event) => JSON.stringify(event))
    for (const event of events) {
      if (event.kind === 'collection') for (const slice of collectionSlices(event)) pieces.push(JSON.stringify(slice))
      else {
        const found = instant(event)
        if (found !== null) pieces.push(JSON.stringify(found))
      }
    }
    if (attribution !== null) {
      const names = attribution.frames.map((f) =>
        JSON.stringify(f.file === '' ? functionName(f.function) : `${f.function} (${f.file}:${f.line})`),
      )
      for (const { frame, at, opens } of stackSpans(attribution)) {
        pieces.push(
          `{"name":${names[frame] ?? '"?"'},"ph":"${opens ? 'B' : 'E'}","cat":"stack","pid":${PID},"tid":${THREAD_PROGRAM},"ts":${us(at)}}`,
        )
      }
    }
    const all = [...pieces, ...counterPieces(recording)]
    const other = JSON.stringify({ clock: 'virtual', product: `pymemlab ${manifest.product}`, chain: manifest.chain })
    return ['{"displayTimeUnit":"ns","otherData":', other, ',"traceEvents":[\n', all.join(',\n'), '\n]}\n']
  },
}
