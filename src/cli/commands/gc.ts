/** `pymemlab gc FILE`: the collections of a recording, and what they cost. */
import { readRecordingFile } from '../../host/recording-file'
import { allCollectionsOf } from '../../lab/analysis/collections'
import { type CollectionStatistics, type CollectorStatistics, collectorStatistics } from '../../lab/analysis/collector'
import type { CollectionEvent } from '../../protocol/events'
import { CliError, defineCommand, EXIT_OK, EXIT_USAGE } from '../command'
import { wholeNumber } from '../option-values'
import { type Column, count, duration, pairs, percent, table } from '../output'

const SORTS = {
  time: (a: CollectionEvent, b: CollectionEvent) => a.seq - b.seq,
  pause: (a: CollectionEvent, b: CollectionEvent) => b.predictedNs - a.predictedNs || a.seq - b.seq,
  collected: (a: CollectionEvent, b: CollectionEvent) => b.collected - a.collected || a.seq - b.seq,
  candidates: (a: CollectionEvent, b: CollectionEvent) => b.candidates - a.candidates || a.seq - b.seq,
}

interface Options {
  limit: number
  generation?: number
  sort: keyof typeof SORTS
  phases?: boolean
}

const figure = (title: string, value: (e: CollectionEvent) => number): Column<CollectionEvent> => ({
  title,
  value: (e) => count(value(e)),
  align: 'right',
})

const COLUMNS: Column<CollectionEvent>[] = [
  { title: 'event', value: (e) => String(e.seq), align: 'right' },
  { title: 'time', value: (e) => duration(e.time), align: 'right' },
  { title: 'gen', value: (e) => String(e.generation), align: 'right' },
  { title: 'trigger', value: (e) => e.trigger },
  { title: 'line', value: (e) => (e.line > 0 ? String(e.line) : '-'), align: 'right' },
  { title: 'pause', value: (e) => duration(e.predictedNs), align: 'right' },
  figure('candidates', (e) => e.candidates),
  figure('collected', (e) => e.collected),
  figure('uncollectable', (e) => e.uncollectable),
  figure('finalized', (e) => e.finalized),
  figure('promoted', (e) => e.promoted),
  { title: 'counts before', value: (e) => e.countsBefore.join(' '), align: 'right' },
]

const phasesText = (e: CollectionEvent): string =>
  e.phases.map((p) => `${p.phase} ${duration(p.predictedNs)}`).join(', ')

function statisticsText(s: CollectorStatistics): string {
  const rows: [string, CollectionStatistics][] = [
    ...s.generations.map((g, i): [string, CollectionStatistics] => [String(i), g]),
    ['all', s.all],
  ]
  type Row = (typeof rows)[number]
  const ns = (title: string, value: (g: CollectionStatistics) => number): Column<Row> => ({
    title,
    value: ([, g]) => (g.collections > 0 ? duration(value(g)) : '-'),
    align: 'right',
  })
  const number = (title: string, value: (g: CollectionStatistics) => number): Column<Row> => ({
    title,
    value: ([, g]) => count(value(g)),
    align: 'right',
  })
  const statistics = table<Row>(
    [
      { title: 'gen', value: ([name]) => name, align: 'right' },
      number('collections', (g) => g.collections),
      number('freed', (g) => g.collected),
      number('visited', (g) => g.candidates),
      {
        title: 'freed/visited',
        value: ([, g]) => (g.freedPerVisited === null ? '-' : percent(g.freedPerVisited)),
        align: 'right',
      },
      number('freed nothing', (g) => g.futile),
      ns('average', (g) => g.pauses.averageNs),
      ns('p50', (g) => g.pauses.p50Ns),
      ns('p95', (g) => g.pauses.p95Ns),
      ns('p99', (g) => g.pauses.p99Ns),
      ns('max', (g) => g.pauses.maxNs),
      ns('total', (g) => g.pauses.totalNs),
    ],
    rows,
  )
  const summary: [string, string][] = [
    [
      'time in the collector',
      `${percent(s.overhead)} of ${duration(s.programNs)} (throughput ${percent(s.throughput)})`,
    ],
    ['measured here', duration(s.all.measuredNs)],
    ['collections per second', count(s.collectionsPerSecond)],
  ]
  if (s.shutdown > 0) summary.push(['at shutdown', `${count(s.shutdown)} collections, not counted above`])
  const costliest = s.triggers
    .slice(0, 3)
    .map((t) => `${t.line > 0 ? `line ${t.line}` : 'other code'} ${duration(t.pauseNs)}`)
  if (costliest.length > 0) summary.push(['set off by', costliest.join(', ')])
  if (s.regimes.length > 1) {
    for (const r of s.regimes) {
      const figures = `${count(r.collections)} collections, ${percent(r.overhead)} of the time, longest ${duration(r.maxPauseNs)}`
      summary.push([`thresholds ${r.thresholds.join(', ')}`, `from ${duration(r.from)}: ${figures}`])
    }
  }
  return `${statistics}\n${pairs(summary)}`
}

export const command = defineCommand<[file: string], Options>({
  define(command) {
    command
      .argument('<file>', 'a recording')
      .option('-n, --limit <rows>', 'collections to show, 0 for all', wholeNumber, 20)
      .option('-g, --generation <generation>', 'only collections of 0, 1 or 2', wholeNumber)
      .option('--sort <order>', `order of the rows: ${Object.keys(SORTS).join(', ')}`, 'time')
      .option('--phases', 'what each phase of a collection took')
  },
  run({ args: [file], options, out }) {
    if (!Object.hasOwn(SORTS, options.sort)) {
      throw new CliError(`--sort takes one of ${Object.keys(SORTS).join(', ')}, not '${options.sort}'`, EXIT_USAGE)
    }
    if (options.generation !== undefined && options.generation > 2) {
      throw new CliError(`--generation takes 0, 1 or 2, not ${options.generation}`, EXIT_USAGE)
    }
    const recording = readRecordingFile(file)
    const statistics = collectorStatistics(recording)
    const all = allCollectionsOf(recording)
      .filter((e) => options.generation === undefined || e.generation === options.generation)
      .sort(SORTS[options.sort])
    const collections = options.limit === 0 ? all : all.slice(0, options.limit)
    out.result({ statistics, collections }, () => {
      if (all.length === 0) return 'no collection happened\n'
      const columns: Column<CollectionEvent>[] =
        options.phases === true ? [...COLUMNS, { title: 'phases', value: phasesText }] : COLUMNS
      const more =
        all.length > collections.length ? `${count(collections.length)} of ${count(all.length)}; -n 0 shows all\n` : ''
      return `${table(columns, collections)}${more}\n${statisticsText(statistics)}`
    })
    return EXIT_OK
  },
})
