/** `pymemlab diff A B`: two recordings side by side. */
import { readRecordingFile } from '../../host/recording-file'
import { compareRecordings } from '../../lab/analysis/compare'
import type { Comparison } from '../../protocol/service'
import { defineCommand, EXIT_DIFFERENCE, EXIT_OK } from '../command'
import { wholeNumber } from '../option-values'
import { bytes, count, duration, percent, signed, table } from '../output'
import { oneLine, place } from '../place'

interface Options {
  limit: number
}

const FORMAT = { bytes, ns: duration, count }

type Row = Comparison['totals'][number]

const change = ({ a, delta }: Row): string => {
  if (delta === 0) return ''
  return a === 0 ? 'new' : `${delta > 0 ? '+' : ''}${percent(delta / a)}`
}

function comparisonText(c: Comparison, limit: number): string {
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
          { title: 'type', value: (r) => oneLine(r.type) },
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
          { title: 'where', value: (r) => `${place(r.file, r.line)} ${oneLine(r.function)}` },
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
          { title: 'mark', value: (r) => oneLine(r.name) },
        ],
        c.marks,
      ),
    )
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
  },
  run({ args: [a, b], options, out }) {
    const comparison = compareRecordings(readRecordingFile(a), readRecordingFile(b))
    out.result(comparison, () => comparisonText(comparison, options.limit))
    return comparison.firstDivergence === null ? EXIT_OK : EXIT_DIFFERENCE
  },
})
