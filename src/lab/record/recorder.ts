/**
 * Records a run from inside its thread: attaches to the runtime's seams, and says what happens in RunMessages. The messages carry
 * copies; nothing of them is kept.
 */
import type { EndReason, RunEvent } from '../../protocol/events'
import type { RunMessage } from '../../protocol/run'
import type { RunSettings } from '../../protocol/settings'
import type { RunTotals } from '../../protocol/totals'
import { addSafePointObserver } from '../../runtime/eval/safe-point'
import { addGcObserver } from '../../runtime/gc/observer'
import { setAllocationRecorder } from '../../runtime/memory/domains'
import { setMappingObserver } from '../../runtime/memory/mmap'
import { setLabHost, setLabParameters } from '../../runtime/modules/lab'
import { clockNs } from '../../runtime/object/clock'
import { allocationRecorder } from './allocation-table'
import { Attributor } from './attribution'
import { CollectionLog } from './collections'
import { EventLog } from './event-log'
import { mappingEvents } from './mappings'
import { runningLine } from './position'
import { Sampler } from './sampler'
import { takeTotals } from './totals'
import { logTroubles } from './troubles'

export interface RecordOptions {
  settings: RunSettings
  /** Path of the scenario as the process sees it: what its code objects call co_filename. */
  scenarioFile: string
  /** Receives what happened, in order. */
  emit(message: RunMessage): void
  /** The host's clock in ns, for what the lab itself takes; no byte of the recording's chain depends on it. */
  now(): number
  /** Told of each event at the moment it happens; it may throw to end the run. */
  onEvent?(event: RunEvent): void
}

export interface Recorder {
  /** What the script wrote, to be passed on by the host's streams: copied, so a view of the heap is fine. */
  output(stream: 'stdout' | 'stderr', bytes: Uint8Array): void
  /** The program is over, nothing has been finalized yet. */
  atEnd(): void
  /** After finalization: the last messages. Detaches. */
  finish(exitCode: number, reason: EndReason): RunTotals
  /** Hands on what has been collected; happens by itself every FLUSH_NS. */
  flush(): void
}

/** Host time between two flushes, so that a window sees what happens. */
const FLUSH_NS = 50e6
/** Safe points between two looks at the host's clock. */
const VISITS = 16
const CHUNK = 1024

/**
 * Starts recording; once per thread. Call it before boot(), so that what the interpreter itself allocates is known too, or after
 * it, when that shall not count.
 */
export function startRecording(options: RecordOptions): Recorder {
  const { settings, scenarioFile, emit, now } = options
  const started = now()
  const attributor = new Attributor()
  const line = (): number => runningLine(scenarioFile)
  const log = new EventLog((events) => emit({ kind: 'events', events }), options.onEvent)
  const collections = new CollectionLog(log, line, now)
  const sampler = new Sampler(settings.maxSamples, settings.sampleIntervalNs, line, {
    chunk: (chunk) => emit({ kind: 'samples', chunk }),
    resample: (intervalNs) => emit({ kind: 'resample', intervalNs }),
  })
  const flush = (): void => {
    sampler.flush()
    log.flush()
  }
  let visits = 0
  let flushed = started
  const visit = (): number => {
    sampler.visit()
    if (++visits % VISITS === 0 && now() - flushed > FLUSH_NS) {
      flushed = now()
      flush()
    } else if (sampler.unsent() >= CHUNK) sampler.flush()
    return 0
  }

  setAllocationRecorder(allocationRecorder)
  const stopSampling = addSafePointObserver(visit)
  setMappingObserver(mappingEvents(log, line))
  collections.onStart = (trigger) => {
    sampler.noteCount()
    if (trigger === 'automatic') attributor.collectionSetOff()
  }
  const stopTroubles = logTroubles(log, scenarioFile, line)
  setLabParameters(settings.parameters)
  setLabHost({
    mark: (name, detailed) => {
      const { seq, time } = log.add({ kind: 'mark', time: clockNs(), line: line(), name })
      attributor.mark(name, seq, time, detailed)
    },
    expect: (passed, message) => {
      log.add({ kind: 'expect', time: clockNs(), line: line(), passed, message })
    },
  })
  const stopCollections = addGcObserver(collections)

  let totals: RunTotals | null = null
  const offsets = { stdout: 0, stderr: 0 }

  return {
    output(stream, bytes) {
      const offset = offsets[stream]
      offsets[stream] += bytes.length
      log.add({ kind: 'output', time: clockNs(), line: line(), stream, offset, length: bytes.length })
      emit({ kind: 'output', stream, bytes: Uint8Array.from(bytes) })
    },
    atEnd() {
      sampler.take()
      totals = takeTotals(collections.totals)
      attributor.atEnd()
    },
    finish(exitCode, reason) {
      sampler.take()
      setAllocationRecorder(null)
      stopSampling()
      setMappingObserver(null)
      stopCollections()
      stopTroubles()
      attributor.stop()
      setLabHost(null)
      totals ??= takeTotals(collections.totals)
      const complete: RunTotals = { ...totals, exitCode, reason, measuredNs: now() - started }
      const event = log.add({ kind: 'end', time: clockNs(), line: 0, exitCode, reason })
      flush()
      if (event.kind !== 'end') throw new Error('the log changed an event')
      emit({
        kind: 'end',
        event,
        totals: complete,
        attribution: attributor.result(),
        chain: log.chain.finish(sampler.table, sampler.length),
      })
      return complete
    },
    flush,
  }
}
