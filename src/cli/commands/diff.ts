/** `pymemlab diff A B`: two recordings side by side. */
import { readRecordingFile } from '../../host/recording-file'
import { type AlignedPoint, alignedSeries } from '../../lab/analysis/align'
import { compareRecordings } from '../../lab/analysis/compare'
import type { Comparison } from '../../protocol/service'
import { defineCommand, EXIT_DIFFERENCE, EXIT_OK } from '../command'
import { wholeNumber } from '../option-values'
import { bytes, type Column, count, duration, percent, signed, table } from '../output'
import { label, oneLine, place } from '../place'

interface Options {
  limit: number
  series: number
}

const FORMAT = { bytes, ns: duration, count }

type Row = Comparison['totals'][number]

const change = ({ a, delta }: Row): string => {
  if (delta === 0) return ''
  return a === 0 ? 'new' : `${delta > 0 ? '+' : ''}${percent(delta / a)}`
}

const sizes = (title: string, value: (p: AlignedPoint) => number): Column<AlignedPoint> => ({
  title,
  value: (p) => bytes(value(p)),
  align: 'right',
})

function seriesText(points: AlignedPoint[]): string {
  return table<AlignedPoint>(
    [
      { title: 'time A', value: (p) => duration(p.aTime), align: 'right' },
      { title: 'time B', value: (p) => duration(p.bTime), align: 'right' },
      sizes('resident A', (p) => p.aRss),
      sizes('resident B', (p) => p.bRss),
      sizes('traced A', (p) => p.aTraced),
      sizes('traced B', (p) => p.bTraced),
      { title: 'objects A', value: (p) => count(p.aObjects), align: 'right' },
      { title: 'objects B', value: (p) => count(p.bObjects), align: 'right' },
    ],
    points,
  )
}

function comparisonText(c: Comparison, series: AlignedPoint[], limit: number): string {
  const parts = [
    table<Row>(
      [
        { title: 'metric', value: (r) => r.metric },
        { title: 'A', value: (r) => FORMAT[r.unit](r.a), align: 'right' },
        { title: 'B', value: (r) => FORMAT[r.unit](r.b), align: 'right' },
        { title: 'difference', value: (r) => (r.delta === 0 ? '=' : signed(r.delta, FORMAT[r.unit])), align: 'right' },
        { title: '', value: change, align: 'right' },
      ],
      c.totals,
    ),
  ]
  const types = c.types.filter((r) => r.aBytes !== r.bBytes || r.aAlive !== r.bAlive).slice(0, limit)
  if (types.length > 0) {
    parts.push(
      '\nbytes alive by type\n',
      table(
        [
          { title: 'A', value: (r) => bytes(r.aBytes), align: 'right' },
          { title: 'B', value: (r) => bytes(r.bBytes), align: 'right' },
          { title: 'difference', value: (r) => signed(r.bBytes - r.aBytes, bytes), align: 'right' },
          { title: 'objects', value: (r) => signed(r.bAlive - r.aAlive), align: 'right' },
          { title: 'type', value: (r) => label(r.type) },
        ],
        types,
      ),
    )
  }
  const lines = c.lines.filter((r) => r.aBytes !== r.bBytes).slice(0, limit)
  if (lines.length > 0) {
    parts.push(
      '\nlive bytes by line\n',
      table(
        [
          { title: 'A', value: (r) => bytes(r.aBytes), align: 'right' },
          { title: 'B', value: (r) => bytes(r.bBytes), align: 'right' },
          { title: 'difference', value: (r) => signed(r.bBytes - r.aBytes, bytes), align: 'right' },
          { title: 'where', value: (r) => `${place(r.file, r.line)} ${label(r.function)}` },
        ],
        lines,
      ),
    )
  }
  if (c.marks.length > 0) {
    parts.push(
      '\nmarks\n',
      table(
        [
          { title: 'A', value: (r) => duration(r.a), align: 'right' },
          { title: 'B', value: (r) => duration(r.b), align: 'right' },
          { title: 'difference', value: (r) => signed(r.b - r.a, duration), align: 'right' },
          { title: 'mark', value: (r) => label(r.name) },
        ],
        c.marks,
      ),
    )
  }
  if (series.length > 0) {
    const how = c.marks.length > 0 ? 'aligned by marks' : 'aligned by their length: there are no common marks'
    parts.push(`\nseries, ${how}\n`, seriesText(series))
  }
  parts.push(
    '\n',
    c.firstDivergence === null ? 'the event logs are identical\n' : `${oneLine(c.firstDivergence.message)}\n`,
  )
  return parts.join('')
}

export const command = defineCommand<[a: string, b: string], Options>({
  define(command) {
    command
      .argument('<a>', 'a recording')
      .argument('<b>', 'another one')
      .option('-n, --limit <rows>', 'types and lines to show', wholeNumber, 10)
      .option('--series <points>', 'points of the series, aligned by marks', wholeNumber, 9)
  },
  run({ args: [a, b], options, out }) {
    const [left, right] = [readRecordingFile(a), readRecordingFile(b)]
    const comparison = compareRecordings(left, right)
    const series = alignedSeries(left, right, options.series)
    out.result({ ...comparison, series }, () => comparisonText(comparison, series, options.limit))
    return comparison.firstDivergence === null ? EXIT_OK : EXIT_DIFFERENCE
  },
})
