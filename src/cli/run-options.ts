/** The options of `pymemlab run`, parsed by commander. */
import { resolve } from 'node:path'
import { Command } from 'commander'
import type { Program } from '../runtime/process'
import { byteSize, hashSeed, seconds, thresholds } from './option-values'

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
    .option('--memory-limit <size>', 'memory the process may map, e.g. 256M', byteSize)
    .option('--time-limit <seconds>', 'stop after this much real time (exit code 124)', seconds)
    .option('--hash-seed <n>', 'as PYTHONHASHSEED; 0 for none', hashSeed, 0)
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
