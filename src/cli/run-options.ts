/** The options of `pymemlab run`, parsed by commander. */
import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { Command, InvalidArgumentError, type Option } from 'commander'
import type { Program } from '../runtime/process'
import { byteSize, hashSeed, nanoseconds, seconds, thresholds, wholeNumber } from './option-values'

/** For the program on standard input the code is read later. */
export type RunProgram = Exclude<Program, { kind: 'stdin' }> | { kind: 'stdin'; args: string[] }

export interface RunOptions {
  program: RunProgram
  quiet: boolean
  json?: string
  gcThresholds?: [number, number, number]
  memoryLimit?: number
  timeLimit?: number
  hashSeed?: number
  mounts: { path: string; folder: string }[]
  verifyHeap: boolean
  /** Values of lab.param(), as texts. */
  parameters: [name: string, value: string][]
  gcDisabled: boolean
  /** Recording: a file that ends in .pymemlab, a folder, '' for a default name; undefined: none. */
  output?: string
  force: boolean
  sampleIntervalNs?: number
  maxSamples?: number
}

function mount(text: string, previous: { path: string; folder: string }[]): { path: string; folder: string }[] {
  const cut = text.indexOf(':')
  const folder = resolve(cut < 0 ? text : text.slice(0, cut))
  return [...previous, { folder, path: cut < 0 ? folder : resolve('/', text.slice(cut + 1)) }]
}

function parameter(text: string, previous: [string, string][]): [string, string][] {
  const cut = text.indexOf('=')
  if (cut < 1) throw new InvalidArgumentError('expected NAME=VALUE')
  return [...previous, [text.slice(0, cut), text.slice(cut + 1)]]
}

const interval = (text: string): number => {
  const ns = nanoseconds(text)
  if (ns < 1000) throw new InvalidArgumentError('expected at least 1us')
  return ns
}

/** Even, because samples are merged in pairs. */
const sampleBound = (text: string): number => {
  const n = wholeNumber(text)
  if (n < 16 || n > 1_048_576 || n % 2 === 1)
    throw new InvalidArgumentError('expected an even number from 16 to 1048576')
  return n
}

const isFolder = (name: string): boolean =>
  /[/\\]$/.test(name) || statSync(name, { throwIfNoEntry: false })?.isDirectory() === true

/** What -o takes for its value; anything else that follows it is the program. */
const isOutput = (word: string | undefined): boolean =>
  word !== undefined && !word.startsWith('-') && (word.endsWith('.pymemlab') || isFolder(word))

/** `-o script.py` means: a default name, and the program script.py. Says so in a form that commander cannot misread. */
function separateOutput(argv: readonly string[], options: readonly Option[]): string[] {
  const out: string[] = []
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i]
    if (!word.startsWith('-') || word === '-' || word === '--') return [...out, ...argv.slice(i)]
    if (word === '-o' || word === '--output') {
      if (isOutput(argv[i + 1])) out.push(`--output=${argv[++i]}`)
      else out.push('--output=')
      continue
    }
    out.push(word)
    const takesValue = options.find((o) => o.short === word || o.long === word)?.required === true
    if (takesValue && i + 1 < argv.length) out.push(argv[++i])
  }
  return out
}

/** Options up to the program; what follows the program belongs to it. Gives an exit code when there is nothing to run. */
export function parseRun(argv: string[]): RunOptions | number {
  let result: RunOptions | number = 2
  const command = new Command('pymemlab run')
    .description('Runs a Python program in a simulated CPython 3.11 process.')
    .usage('[options] (SCRIPT | -c CODE | -m MODULE | -) [arguments...]')
    .argument('[program...]', 'a script, or - for standard input, and its arguments')
    .option('-c <code>', 'run this code')
    .option('-m <module>', 'run a library module as a program')
    .option('-q, --quiet', 'no summary on standard error')
    .option('--json <file>', 'write the summary to a file as JSON')
    .option('--gc-threshold <a,b,c>', 'thresholds of the collector, as gc.set_threshold()', thresholds)
    .option('--memory-limit <size>', 'memory the process may map, e.g. 256M', byteSize)
    .option('--time-limit <seconds>', 'stop after this much real time (exit code 124)', seconds)
    .option('--hash-seed <n>', 'as PYTHONHASHSEED; 0 for none', hashSeed)
    .option('--mount <dir[:path]>', 'let the process read a folder of this machine', mount, [])
    .option('--verify-heap', 'check every block, reference count and list at the end')
    .option(
      '-o, --output [file]',
      'record the run: a file.pymemlab, or a folder, or nothing for a name of script and time',
    )
    .option('-f, --force', 'write over an existing recording')
    .option('--param <name=value>', 'a parameter of the scenario, for lab.param()', parameter, [])
    .option('--gc-disable', 'as gc.disable() before the script starts')
    .option('--sample-interval <time>', 'virtual time between two samples, e.g. 100us', interval)
    .option('--max-samples <n>', 'samples kept at most; the interval doubles when there would be more', sampleBound)
    .passThroughOptions()
    .exitOverride()
    .action((words: string[], o) => {
      if (o.output !== undefined && o.output !== '' && !isOutput(o.output)) {
        command.error(`error: the recording's file must end in .pymemlab: ${o.output}`)
      }
      let program: RunProgram
      if (o.c !== undefined) program = { kind: 'code', code: o.c, args: words }
      else if (o.m !== undefined) program = { kind: 'module', name: o.m, args: words }
      else if (words.length === 0) return command.help({ error: true })
      else if (words[0] === '-') program = { kind: 'stdin', args: words.slice(1) }
      else program = { kind: 'script', path: words[0], args: words.slice(1) }
      result = {
        program,
        quiet: o.quiet === true,
        json: o.json,
        gcThresholds: o.gcThreshold,
        memoryLimit: o.memoryLimit,
        timeLimit: o.timeLimit,
        hashSeed: o.hashSeed,
        mounts: o.mount,
        verifyHeap: o.verifyHeap === true,
        parameters: o.param,
        gcDisabled: o.gcDisable === true,
        output: o.output === true ? '' : o.output,
        force: o.force === true,
        sampleIntervalNs: o.sampleInterval,
        maxSamples: o.maxSamples,
      }
    })
  try {
    command.parse(separateOutput(argv, command.options), { from: 'user' })
  } catch (e) {
    return (e as { exitCode?: number }).exitCode === 0 ? 0 : 2
  }
  return result
}
