/** `pymemlab tracemalloc FILE`: who holds and who asks for memory; what grew between two marks. */
import { readRecordingFile } from '../../host/recording-file'
import { LINE_ORDERS, type LineOrder, lineValue, topFunctions, topLines, topTypes } from '../../lab/analysis/consumers'
import { type Growth, growthBetween, UnknownMarkError } from '../../lab/analysis/growth'
import type { LineAttribution } from '../../protocol/attribution'
import type { Recording } from '../../protocol/recording'
import { CliError, defineCommand, EXIT_OK, EXIT_USAGE } from '../command'
import { wholeNumber } from '../option-values'
import { bytes, type Column, count, percent, signed, table } from '../output'
import { label, place } from '../place'

interface Options {
  limit: number
  by: LineOrder
  functions?: boolean
  types?: boolean
  compare?: string[]
}

function topText(rows: LineAttribution[], all: LineAttribution[], order: LineOrder): string {
  if (all.length === 0) return 'nothing to show: no line allocated that\n'
  const total = all.reduce((sum, row) => sum + lineValue(row, order), 0)
  const share = (row: LineAttribution): string => percent(total > 0 ? lineValue(row, order) / total : 0)
  const columns: Column<LineAttribution>[] = [
    { title: 'live', value: (r) => bytes(r.liveBytes), align: 'right' },
    { title: 'blocks', value: (r) => count(r.liveBlocks), align: 'right' },
    { title: 'peak', value: (r) => bytes(r.peakBytes), align: 'right' },
    { title: 'allocated', value: (r) => bytes(r.allocatedBytes), align: 'right' },
    { title: 'blocks', value: (r) => count(r.allocatedBlocks), align: 'right' },
    { title: 'temporary', value: (r) => bytes(r.temporaryBytes), align: 'right' },
    { title: 'share', value: share, align: 'right' },
    { title: 'where', value: (r) => `${place(r.file, r.line)} ${label(r.function)}` },
  ]
  const unit = order === 'blocks' ? count(total) : bytes(total)
  return `${table(columns, rows)}\n${count(rows.length)} of ${count(all.length)} by ${order}; ${unit} in total\n`
}

function growthText({ from, to, types, lines }: Growth, limit: number): string {
  const typeRows = types.slice(0, limit)
  const lineRows = lines.slice(0, limit)
  const parts = [`growth from '${from.name}' to '${to.name}'\n\n`]
  if (typeRows.length + lineRows.length === 0) parts.push('nothing changed\n')
  if (typeRows.length > 0) {
    parts.push(
      table(
        [
          { title: 'bytes', value: (r) => signed(r.bytes, bytes), align: 'right' },
          { title: 'objects', value: (r) => signed(r.alive), align: 'right' },
          { title: 'now', value: (r) => bytes(r.bytesAfter), align: 'right' },
          { title: 'type', value: (r) => label(r.type) },
        ],
        typeRows,
      ),
      '\n',
    )
  }
  if (lineRows.length > 0) {
    parts.push(
      table(
        [
          { title: 'bytes', value: (r) => signed(r.bytes, bytes), align: 'right' },
          { title: 'blocks', value: (r) => signed(r.blocks), align: 'right' },
          { title: 'now', value: (r) => bytes(r.bytesAfter), align: 'right' },
          { title: 'where', value: (r) => place(r.file, r.line) },
        ],
        lineRows,
      ),
    )
  }
  return parts.join('')
}

function compare(recording: Recording, from: string, to: string): Growth {
  try {
    return growthBetween(recording, from, to)
  } catch (e) {
    if (e instanceof UnknownMarkError) throw new CliError(e.message, EXIT_USAGE)
    throw e
  }
}

export const command = defineCommand<[file: string | undefined], Options>({
  define(command) {
    command
      .argument('[file]', 'a recording')
      .option('-n, --limit <rows>', 'rows to show, 0 for all', wholeNumber, 15)
      .option('--by <order>', `what to rank by: ${LINE_ORDERS.join(', ')}`, 'live')
      .option('--functions', 'add up the lines of each function')
      .option('--types', 'objects alive by type instead of lines')
      .option('--compare <marks...>', 'growth between two marks; start and end are always there')
  },
  run({ args: [argument], options, out }) {
    const marks = options.compare
    // a list of marks takes the file that comes after it
    const file = argument ?? (marks?.length === 3 ? marks[2] : undefined)
    if (file === undefined) throw new CliError('name a recording: pymemlab tracemalloc FILE', EXIT_USAGE)
    if (!LINE_ORDERS.includes(options.by)) {
      throw new CliError(`--by takes one of ${LINE_ORDERS.join(', ')}, not '${options.by}'`, EXIT_USAGE)
    }
    const limit = options.limit === 0 ? Number.POSITIVE_INFINITY : options.limit
    const recording = readRecordingFile(file)
    if (recording.attribution === null) throw new CliError(`${file}: the run was cut off, nothing is known by line`)
    if (marks !== undefined) {
      const [from, to] = marks
      if (marks.length < 2) throw new CliError('--compare takes two marks', EXIT_USAGE)
      const growth = compare(recording, from, to)
      out.result(growth, () => growthText(growth, limit))
      return EXIT_OK
    }
    if (options.types === true) {
      const types = topTypes(recording, limit)
      out.result(types, () =>
        table(
          [
            { title: 'bytes', value: (r) => bytes(r.bytes), align: 'right' },
            { title: 'alive', value: (r) => count(r.alive), align: 'right' },
            { title: 'created', value: (r) => count(r.created), align: 'right' },
            { title: 'freed', value: (r) => count(r.freed), align: 'right' },
            { title: 'type', value: (r) => label(r.type) },
          ],
          types,
        ),
      )
      return EXIT_OK
    }
    const all = options.functions === true ? topFunctions(recording, options.by) : topLines(recording, options.by)
    const rows = all.slice(0, limit)
    out.result(rows, () => topText(rows, all, options.by))
    return EXIT_OK
  },
})
