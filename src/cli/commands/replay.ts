/** `pymemlab replay FILE`: runs a recorded scenario again; says whether it was the same, or what the process looks like at an instant. */
import { readFileSync } from 'node:fs'
import { readRecordingFile } from '../../host/recording-file'
import { replayRecording, replayUntil } from '../../host/replay'
import type { ProcessState, UntilTarget } from '../../protocol/run'
import { CliError, defineCommand, EXIT_DIFFERENCE, EXIT_OK, EXIT_USAGE } from '../command'
import { nanoseconds } from '../option-values'
import { bytes, count, duration, type Output, pairs, table } from '../output'

interface Options {
  until?: string[]
  script?: string
  limit: number
}

/** `5ms`, `event 12`, `event:12`, `line 7`, `line:7:3` (its third time); words that are not used are given back. */
export function parseUntil(words: string[]): { target: UntilTarget; rest: string[] } {
  // 'line 7' may come as one word, in quotes
  const [first, ...rest] = [...words[0].trim().split(/\s+/), ...words.slice(1)]
  const refuse = (): CliError =>
    new CliError(`--until: expected a time (5ms), event N or line N, got ${words.join(' ')}`, EXIT_USAGE)
  const [kind, ...inline] = first.split(':')
  if (kind !== 'event' && kind !== 'line') {
    try {
      return { target: { kind: 'time', ns: nanoseconds(first) }, rest }
    } catch {
      throw refuse()
    }
  }
  const parts = inline.length > 0 ? inline : (rest.shift() ?? 'none').split(':')
  const [n, occurrence = 1] = parts.map(Number)
  if (
    !Number.isSafeInteger(n) ||
    n < (kind === 'line' ? 1 : 0) ||
    !Number.isSafeInteger(occurrence) ||
    occurrence < 1
  ) {
    throw refuse()
  }
  return { target: kind === 'event' ? { kind, seq: n } : { kind, line: n, occurrence }, rest }
}

function stateText(state: ProcessState, limit: number): string {
  const { memory: m } = state
  const head = pairs([
    ['time', duration(state.time)],
    ['line', state.line === 0 ? 'none of the scenario' : String(state.line)],
    ['resident memory', `${bytes(m.rss)} (at most ${bytes(m.peakRss)})`],
    ['mapped', `${bytes(m.mapped)} (at most ${bytes(m.peakMapped)})`],
    ['arenas', `${count(m.arenas)} (at most ${count(m.arenasHighwater)})`],
    ['pymalloc', `${bytes(m.pymallocBytes)} in use`],
    ['malloc', `${bytes(m.rawBytes)} in ${count(m.rawChunks)} chunks`],
    ['blocks', `${count(m.allocatedBlocks)} allocated`],
    ['collector', state.gcEnabled ? 'enabled' : 'disabled'],
  ])
  const right = 'right' as const
  const generations = table(
    [
      { title: 'generation', value: ([i]) => String(i) },
      { title: 'count', value: ([, g]) => count(g.count), align: right },
      { title: 'threshold', value: ([, g]) => count(g.threshold), align: right },
      { title: 'objects', value: ([, g]) => count(g.objects), align: right },
    ],
    state.generations.map((g, i) => [i, g] as const),
  )
  const frames = table(
    [
      { title: 'stack (innermost first)', value: (f) => f.function },
      { title: 'line', value: (f) => String(f.line), align: right },
      { title: 'file', value: (f) => f.file },
    ],
    state.frames,
  )
  const types = table(
    [
      { title: 'type', value: (t) => t.type },
      { title: 'objects', value: (t) => count(t.objects), align: right },
      { title: 'bytes', value: (t) => bytes(t.bytes), align: right },
    ],
    state.types.slice(0, limit),
  )
  const more = state.types.length > limit ? `... and ${count(state.types.length - limit)} more types (--limit)\n` : ''
  return [head, generations, frames, types + more].join('\n')
}

async function until(file: string, target: UntilTarget, limit: number, out: Output): Promise<number> {
  const recording = readRecordingFile(file)
  const { state, outcome } = await replayUntil(recording, target)
  if (state === undefined) {
    const why = outcome.reason === 'crashed' ? `it crashed: ${outcome.message}` : `it ended before (${outcome.reason})`
    throw new CliError(`the run did not get there: ${why}`, EXIT_DIFFERENCE)
  }
  out.result(state, () => stateText(state, limit))
  return EXIT_OK
}

export const command = defineCommand<[file?: string], Options>({
  define(command) {
    command
      .argument('[file]', 'a recording')
      .option(
        '--until <where...>',
        'stop at a time (5ms), at event N, or where line N begins, and print the state there',
      )
      .option('--script <script>', 'run this script in place of the recorded one: where does it go another way?')
      .option('-n, --limit <rows>', 'types to show with --until', Number, 20)
  },
  async run({ args: [first], options, out }) {
    const stop = options.until === undefined ? null : parseUntil(options.until)
    const file = first ?? stop?.rest[0]
    if (file === undefined) throw new CliError('name the recording to replay', EXIT_USAGE)
    if (stop !== null) return until(file, stop.target, options.limit, out)
    const recording = readRecordingFile(file)
    const progress = out.progress('replay')
    const result = await replayRecording(recording, {
      source: options.script === undefined ? undefined : readFileSync(options.script, 'utf8'),
      onProgress: (fraction) => progress.update(fraction),
    })
    progress.done()
    out.result(result, () => result.message)
    return result.identical ? EXIT_OK : EXIT_DIFFERENCE
  },
})
