/** `pymemlab show FILE`: what a recording holds. */
import { statSync } from 'node:fs'
import { readRecordingFile } from '../../host/recording-file'
import { describeEvent } from '../../lab/replay/difference'
import type { RunEvent } from '../../protocol/events'
import type { Manifest, Recording } from '../../protocol/recording'
import { SAMPLE_COLUMNS } from '../../protocol/samples'
import { defineCommand, EXIT_OK } from '../command'
import { wholeNumber } from '../option-values'
import { bytes, type Column, count, duration, pairs, table } from '../output'

interface Options {
  events?: boolean
  samples?: number
}

function countByKind(events: readonly RunEvent[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { kind } of events) counts[kind] = (counts[kind] ?? 0) + 1
  return counts
}

function settingsText({ settings: s }: Manifest): string {
  const parts = [
    ...Object.entries(s.parameters).map(([name, value]) => `${name}=${value}`),
    s.thresholds === null ? '' : `thresholds ${s.thresholds.join(', ')}`,
    s.gcEnabled ? '' : 'collector disabled',
    s.hashSeed === 0 ? '' : `hash seed ${s.hashSeed}`,
    s.memoryLimit === null ? '' : `memory limit ${bytes(s.memoryLimit)}`,
    s.timeLimit === null ? '' : `time limit ${s.timeLimit} s`,
    s.args.length === 0 ? '' : `arguments ${s.args.join(' ')}`,
  ]
  return parts.filter((part) => part !== '').join('; ') || 'defaults'
}

function summary(file: string, size: number, { manifest: m, events, attribution }: Recording): string {
  const t = m.totals
  const end = events.at(-1)
  const kinds = Object.entries(countByKind(events)).map(([kind, n]) => `${count(n)} ${kind}`)
  const rows: [string, string][] = [
    ['recording', `${file} (${bytes(size)}, format ${m.format}, pymemlab ${m.product})`],
    ['scenario', `${m.name} (${m.file})`],
    ['recorded', m.created],
    ['settings', settingsText(m)],
    ['complete', m.complete ? 'yes' : 'no: the run was cut off, this is what had been written'],
  ]
  if (end?.kind === 'end') rows.push(['end', `${end.reason}, exit code ${end.exitCode}`])
  if (t !== null) {
    rows.push(
      ['virtual time', duration(t.virtualTimeNs)],
      ['measured time', duration(t.measuredNs)],
      ['resident memory', `${bytes(t.rssFinal)} at the end, ${bytes(t.rssPeak)} at most`],
      ['traced memory', `${bytes(t.tracedFinal)} at the end, ${bytes(t.tracedPeak)} at most`],
      ['arenas', `${count(t.arenasFinal)} at the end, ${count(t.arenasPeak)} at most`],
      ['blocks', `${count(t.allocations)} allocated, ${count(t.frees)} freed`],
      [
        'objects',
        `${count(t.objectsAlive)} alive, ${count(t.trackedObjects)} tracked, ${count(t.unreachable)} unreachable`,
      ],
      ...t.generations.map((g, i): [string, string] => [
        `generation ${i}`,
        `${count(g.collections)} collections, ${count(g.collected)} objects collected, predicted pauses ${duration(g.predictedNs)}`,
      ]),
    )
  }
  rows.push(
    ['samples', `${count(m.samples)}, every ${duration(m.sampleIntervalNs)} of virtual time`],
    ['events', `${count(events.length)}${kinds.length === 0 ? '' : `: ${kinds.join(', ')}`}`],
    [
      'attribution',
      attribution === null
        ? 'none'
        : `${count(attribution.lines.length)} lines, ${count(attribution.types.length)} types`,
    ],
    ['hash chain', m.chain || 'none'],
  )
  return pairs(rows)
}

/** At most n rows, evenly spread, the last one among them. */
function spread(length: number, n: number): number[] {
  if (length <= n) return Array.from({ length }, (_, i) => i)
  return Array.from({ length: n }, (_, i) => Math.round(((i + 1) * length) / n) - 1)
}

const UNITS = { ns: duration, bytes, count, line: String }

export const command = defineCommand<[file: string], Options>({
  define(command) {
    command
      .argument('<file>', 'a recording')
      .option('--events', 'every event')
      .option('--samples <n>', 'this many samples, evenly spread', wholeNumber)
  },
  run({ args: [file], options, out }) {
    const recording = readRecordingFile(file)
    const { manifest, events, samples } = recording
    const size = statSync(file).size
    const rows = options.samples === undefined ? [] : spread(manifest.samples, options.samples)
    const sampleRows = rows.map((i) => Object.fromEntries(SAMPLE_COLUMNS.map(({ name }) => [name, samples[name][i]])))
    const value = {
      file,
      bytes: size,
      manifest,
      eventCounts: countByKind(events),
      ...(options.events === true && { events }),
      ...(options.samples !== undefined && { samples: sampleRows }),
    }
    out.result(value, () => {
      const parts = [summary(file, size, recording)]
      if (options.events === true) {
        const columns: Column<RunEvent>[] = [
          { title: 'event', value: (e) => String(e.seq), align: 'right' },
          { title: 'time', value: (e) => duration(e.time), align: 'right' },
          { title: 'kind', value: (e) => e.kind },
          { title: 'what', value: (e) => describeEvent(e) },
        ]
        parts.push(table(columns, events))
      }
      if (options.samples !== undefined) {
        const columns = SAMPLE_COLUMNS.map(
          ({ name, unit }): Column<Record<string, number>> => ({
            title: name,
            value: (row) => UNITS[unit](row[name]),
            align: 'right',
          }),
        )
        parts.push(table(columns, sampleRows))
      }
      return parts.join('\n')
    })
    return EXIT_OK
  },
})
