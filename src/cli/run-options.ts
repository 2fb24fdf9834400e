/** The options of `pymemlab run`, parsed by commander. */
import { resolve } from 'node:path'
import { Command, InvalidArgumentError } from 'commander'
import type { Program } from '../runtime/process'

/** For the program on standard input the code is read later. */
export type RunProgram = Exclude<Program, { kind: 'stdin' }> | { kind: 'stdin'; args: string[] }

export interface RunOptions {
  program: RunProgram
  quiet: boolean
  json?: string
  gcThresholds?: [number, number, number]
  memoryLimit?: number
  timeLimit?: number
  hashSeed: number
  mounts: { path: string; folder: string }[]
  verifyHeap: boolean
}

function thresholds(text: string): [number, number, number] {
  const parts = text.split(',').map(Number)
  if (parts.length < 1 || parts.length > 3 || parts.some((n) => !Number.isInteger(n) || n < 0)) {
    throw new InvalidArgumentError('expected up to three whole numbers such as 700,10,10')
  }
  return [parts[0], parts[1] ?? 10, parts[2] ?? 10]
}

const UNITS: Record<string, number> = { '': 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 }

function bytes(text: string): number {
  const m = /^(\d+(?:\.\d+)?)\s*([kmg]?)(?:i?b)?$/i.exec(text)
  if (m === null) throw new InvalidArgumentError('expected a size such as 64M or 1G')
  return Math.floor(Number(m[1]) * UNITS[m[2].toLowerCase()])
}

function seconds(text: string): number {
  const n = Number(text)
  if (!(n > 0)) throw new InvalidArgumentError('expected a number of seconds')
  return n
}

function seed(text: string): number {
  const n = Number(text)
  if (!Number.isInteger(n) || n < 0 || n > 4294967295) {
    throw new InvalidArgumentError('expected a whole number from 0 to 4294967295')
  }
  return n
}

function mount(text: string, previous: { path: string; folder: string }[]): { path: string; folder: string }[] {
  const cut = text.indexOf(':')
  const folder = resolve(cut < 0 ? text : text.slice(0, cut))
  return [...previous, { folder, path: cut < 0 ? folder : resolve('/', text.slice(cut + 1)) }]
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
    .option('--memory-limit <size>', 'memory the process may map, e.g. 256M', bytes)
    .option('--time-limit <seconds>', 'stop after this much real time (exit code 124)', seconds)
    .option('--hash-seed <n>', 'as PYTHONHASHSEED; 0 for none', seed, 0)
    .option('--mount <dir[:path]>', 'let the process read a folder of this machine', mount, [])
    .option('--verify-heap', 'check every block, reference count and list at the end')
    .passThroughOptions()
    .exitOverride()
    .action((words: string[], o) => {
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
      }
    })
  try {
    command.parse(argv, { from: 'user' })
  } catch (e) {
    return (e as { exitCode?: number }).exitCode === 0 ? 0 : 2
  }
  return result
}
