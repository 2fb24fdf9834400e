/**
 * OpenMetrics text: the figures of the whole run, for dashboards and pushgateways. Names of others where they exist: process_*
 * and python_gc_* as Prometheus' client for Python, cpython_gc_* as OpenTelemetry's conventions for CPython; pymemlab_* for
 * what only the lab knows.
 */

import type { CollectionEvent } from '../../protocol/events'
import type { Recording } from '../../protocol/recording'
import { cacheUse } from '../analysis/caches'
import { allCollectionsOf } from '../analysis/collections'
import { collectorStatistics } from '../analysis/collector'
import { topTypes } from '../analysis/consumers'
import { lastProgramSample } from '../analysis/series'
import type { Exporter } from './export-format'

type Labels = Record<string, string | number>

const escapeLabel = (text: string): string =>
  text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"')

function labelText(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escapeLabel(String(value))}"`)
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`
}

/** Seconds of pauses, upper bounds. */
const PAUSE_BUCKETS = [1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 0.1, 1]
const MOST_TYPES = 50

class Page {
  readonly pieces: string[] = []

  family(name: string, type: 'gauge' | 'counter' | 'histogram' | 'info', help: string, unit = ''): void {
    this.pieces.push(`# TYPE ${name} ${type}\n`)
    if (unit !== '') this.pieces.push(`# UNIT ${name} ${unit}\n`)
    this.pieces.push(`# HELP ${name} ${escapeLabel(help)}\n`)
  }

  sample(name: string, value: number, labels: Labels = {}): void {
    this.pieces.push(`${name}${labelText(labels)} ${Number.isFinite(value) ? value : 'NaN'}\n`)
  }

  gauge(name: string, help: string, value: number, unit = ''): void {
    this.family(name, 'gauge', help, unit)
    this.sample(name, value)
  }

  counter(name: string, help: string, values: readonly [Labels, number][]): void {
    this.family(name, 'counter', help)
    for (const [labels, value] of values) this.sample(`${name}_total`, value, labels)
  }
}

function pauses(page: Page, events: CollectionEvent[]): void {
  const name = 'pymemlab_gc_pause_seconds'
  page.family(name, 'histogram', 'Predicted pauses of collections.', 'seconds')
  for (const generation of [0, 1, 2]) {
    const seconds = events.filter((e) => e.generation === generation).map((e) => e.predictedNs / 1e9)
    for (const limit of PAUSE_BUCKETS) {
      page.sample(`${name}_bucket`, seconds.filter((s) => s <= limit).length, { generation, le: limit.toString() })
    }
    page.sample(`${name}_bucket`, seconds.length, { generation, le: '+Inf' })
    page.sample(`${name}_count`, seconds.length, { generation })
    page.sample(
      `${name}_sum`,
      seconds.reduce((sum, s) => sum + s, 0),
      { generation },
    )
  }
}

function memory(page: Page, recording: Recording): void {
  const { totals } = recording.manifest
  const { samples } = recording
  const last = lastProgramSample(recording)
  if (last >= 0) {
    page.gauge('process_resident_memory_bytes', 'Resident memory when the program ended.', samples.rss[last], 'bytes')
    page.gauge('process_virtual_memory_bytes', 'Mapped memory when the program ended.', samples.mapped[last], 'bytes')
    page.gauge('pymemlab_pymalloc_bytes', 'Bytes of pymalloc blocks in use.', samples.pymallocBytes[last], 'bytes')
    page.gauge('pymemlab_raw_bytes', 'Bytes of system malloc chunks in use.', samples.rawBytes[last], 'bytes')
    page.gauge('pymemlab_arenas', 'pymalloc arenas in use.', samples.arenas[last])
    page.gauge('pymemlab_pools', 'pymalloc pools in use.', samples.pools[last])
  }
  if (totals === null) return
  page.gauge('pymemlab_resident_memory_peak_bytes', 'Largest resident memory.', totals.rssPeak, 'bytes')
  page.gauge(
    'pymemlab_traced_memory_bytes',
    'Bytes requested and not freed when the program ended.',
    totals.tracedFinal,
    'bytes',
  )
  page.gauge(
    'pymemlab_traced_memory_peak_bytes',
    'Largest number of bytes requested and not freed.',
    totals.tracedPeak,
    'bytes',
  )
  page.gauge('pymemlab_objects_alive', 'Objects alive when the program ended.', totals.objectsAlive)
  page.gauge('pymemlab_unreachable_objects', 'Objects left over in cycles when the program ended.', totals.unreachable)
  page.gauge('pymemlab_virtual_time_seconds', 'Virtual time of the run.', totals.virtualTimeNs / 1e9, 'seconds')
  page.counter('pymemlab_allocations', 'Blocks allocated.', [[{}, totals.allocations]])
  page.counter('pymemlab_frees', 'Blocks freed.', [[{}, totals.frees]])
}

function collector(page: Page, recording: Recording): void {
  const { generations, overhead } = collectorStatistics(recording)
  const byGeneration = (label: string, value: (i: number) => number): [Labels, number][] =>
    generations.map((_, i) => [{ [label]: i }, value(i)])
  const prometheus = (value: (i: number) => number): [Labels, number][] => byGeneration('generation', value)
  const otel = (value: (i: number) => number): [Labels, number][] => byGeneration('cpython_gc_generation', value)
  const collections = (i: number): number => generations[i].collections
  const collected = (i: number): number => generations[i].collected
  const uncollectable = (i: number): number => generations[i].uncollectable
  page.counter('python_gc_collections', 'Number of times this generation was collected.', prometheus(collections))
  page.counter('python_gc_objects_collected', 'Objects collected during gc.', prometheus(collected))
  page.counter('python_gc_objects_uncollectable', 'Uncollectable objects found during gc.', prometheus(uncollectable))
  page.counter('cpython_gc_collections', 'The number of times a generation was collected.', otel(collections))
  page.counter('cpython_gc_collected_objects', 'Objects collected inside a generation.', otel(collected))
  page.counter('cpython_gc_uncollectable_objects', 'Objects found to be uncollectable.', otel(uncollectable))
  page.gauge('pymemlab_gc_overhead_ratio', 'Share of virtual time in predicted pauses.', overhead, 'ratio')
  pauses(
    page,
    allCollectionsOf(recording).filter((e) => e.trigger !== 'shutdown'),
  )
}

function attribution(page: Page, recording: Recording): void {
  const types = topTypes(recording, MOST_TYPES)
  if (types.length > 0) {
    page.family('pymemlab_type_objects', 'gauge', 'Objects alive by type, the largest types.')
    for (const { type, alive } of types) page.sample('pymemlab_type_objects', alive, { type })
    page.family('pymemlab_type_bytes', 'gauge', 'Bytes of the objects alive by type, the largest types.', 'bytes')
    for (const { type, bytes } of types) page.sample('pymemlab_type_bytes', bytes, { type })
  }
  // two caches may have the same name: their place tells them apart, their number does when even that is the same
  const caches = (cacheUse(recording) ?? []).map((cache, i): [Labels, typeof cache] => {
    return [{ function: cache.function, file: cache.file, line: cache.line, cache: i }, cache]
  })
  if (caches.length === 0) return
  page.counter(
    'pymemlab_cache_hits',
    'Hits of an lru_cache.',
    caches.map(([labels, c]) => [labels, c.hits]),
  )
  page.counter(
    'pymemlab_cache_misses',
    'Misses of an lru_cache.',
    caches.map(([labels, c]) => [labels, c.misses]),
  )
}

export const openMetrics: Exporter = {
  id: 'openmetrics',
  title: 'OpenMetrics text',
  extension: '.prom',
  mediaType: 'application/openmetrics-text; version=1.0.0; charset=utf-8',
  write(recording) {
    const page = new Page()
    const { name, profile, product, chain } = recording.manifest
    page.family('pymemlab_recording', 'info', 'The recording these figures are of.')
    page.sample('pymemlab_recording_info', 1, { name, profile, product, chain })
    memory(page, recording)
    collector(page, recording)
    attribution(page, recording)
    page.pieces.push('# EOF\n')
    return page.pieces
  },
}
