/** `pymemlab run`: executes a script, a piece of code or a module in a simulated process. */
import { readFileSync, writeFileSync, writeSync } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import { isatty } from 'node:tty'
import type { Worker } from 'node:worker_threads'
import { libraryFiles, startThread } from '../../host/run-files'
import {
  EXIT_CRASH,
  EXIT_HEAP_DAMAGED,
  EXIT_INTERRUPTED,
  EXIT_TIME_LIMIT,
  type RunRequest,
  type RunSummary,
  type ThreadMessage,
} from '../../host/run-request'
import { CONTROL_STOP, CONTROL_WORDS } from '../../protocol/run'
import type { RunSettings } from '../../protocol/settings'
import type { Program } from '../../runtime/process'
import { CliError, EXIT_FILE, EXIT_USAGE } from '../command'
import { fileErrorText, isFileError } from '../file-errors'
import { parseRun, type RunOptions, type RunProgram } from '../run-options'
import { hasBlock, runSettings } from '../run-settings'
import { summaryText } from '../summary'

/** A script that does not react to the first Ctrl+C or to its time limit is stopped after this long. */
const GRACE_MS = 2000

const toStderr = (text: string): void => {
  writeSync(2, text)
}

/** What is known of the program's text before it runs; a module's is not. */
function sourceOf(program: RunProgram): string | null {
  if (program.kind === 'code') return program.code
  if (program.kind === 'stdin') return readFileSync(0, 'utf8')
  if (program.kind === 'module') return null
  try {
    return readFileSync(program.path, 'utf8')
  } catch {
    return null // the process will say so, as Python does
  }
}

function request(o: RunOptions, source: string | null, settings: RunSettings | null): Omit<RunRequest, 'control'> {
  const mounts = [...o.mounts]
  const cwd = process.cwd()
  const program: Program = o.program.kind === 'stdin' ? { ...o.program, code: source ?? '' } : o.program
  if (program.kind === 'script') {
    const path = resolve(program.path)
    const folder = dirname(path)
    if (!mounts.some((m) => m.path === folder)) mounts.push({ path: folder, folder })
  } else if (program.kind === 'module' && !mounts.some((m) => m.path === cwd)) {
    mounts.push({ path: cwd, folder: cwd })
  }
  return {
    program,
    hashSeed: settings?.hashSeed ?? o.hashSeed ?? 0,
    cwd,
    mounts,
    gcThresholds: settings?.thresholds ?? o.gcThresholds,
    gcEnabled: settings?.gcEnabled ?? !o.gcDisabled,
    parameters: settings?.parameters ?? {},
    memoryLimit: settings?.memoryLimit ?? o.memoryLimit,
    timeLimit: settings?.timeLimit ?? o.timeLimit,
    stopGraceMs: Number.POSITIVE_INFINITY, // this process ends it (GRACE_MS)
    verifyHeap: o.verifyHeap,
    summary: !o.quiet || o.json !== undefined,
    terminals: [isatty(0), isatty(1), isatty(2)],
    ...libraryFiles(),
    record: null,
  }
}

function report(o: RunOptions, summary: RunSummary): void {
  if (!o.quiet) toStderr(summaryText(summary))
  if (o.json !== undefined) writeFileSync(o.json, `${JSON.stringify(summary, null, 2)}\n`)
}

const SHOWN_FINDINGS = 40

function damageText(findings: string[]): string {
  const shown = findings.slice(0, SHOWN_FINDINGS).map((text) => `pymemlab: heap: ${text}\n`)
  return `${shown.join('')}pymemlab: the heap is damaged: ${findings.length} findings\n`
}

const crashText = (message: string): string =>
  `pymemlab: internal error (a bug of pymemlab, not of the script)\n${message}\n`

const stop = (code: number, text: string): void => {
  toStderr(text)
  process.exit(code)
}

export async function runCommand(args: string[]): Promise<void> {
  // it loads the runtime while the options are read
  const worker = startThread()
  const o = parseRun(args)
  if (typeof o === 'number') {
    process.exitCode = o
    await worker.terminate()
    return
  }
  try {
    const source = sourceOf(o.program)
    const recorded = o.output !== undefined
    const withSettings = source !== null && (recorded || o.parameters.length > 0 || hasBlock(source))
    const fileName = o.program.kind === 'script' ? basename(o.program.path) : o.program.kind
    const settings = withSettings ? await runSettings(o, source, fileName) : null
    if (recorded) await record(o, source, settings, worker)
    else start(worker, request(o, source, settings), o)
  } catch (e) {
    if (!(e instanceof CliError) && !isFileError(e)) throw e
    stop(
      e instanceof CliError ? e.exitCode : EXIT_FILE,
      `pymemlab: ${e instanceof CliError ? e.message : fileErrorText(e)}\n`,
    )
  }
}

async function record(
  o: RunOptions,
  source: string | null,
  settings: RunSettings | null,
  worker: Worker,
): Promise<void> {
  if (o.program.kind === 'module')
    throw new CliError('a library module (-m) cannot be recorded: write a script that uses it', EXIT_USAGE)
  if (source === null || settings === null) {
    throw new CliError(
      `cannot open ${o.program.kind === 'script' ? o.program.path : 'the program'}: nothing to record (the name of a recording ends in .pymemlab)`,
    )
  }
  const { recordRun } = await import('../recorded-run')
  const outcome = await recordRun(o, source, settings, worker, (ask) => process.on('SIGINT', ask))
  if (outcome.exitCode === EXIT_HEAP_DAMAGED) stop(EXIT_HEAP_DAMAGED, damageText((outcome.message ?? '').split('\n')))
  if (outcome.reason === 'crashed') stop(EXIT_CRASH, crashText(outcome.message ?? ''))
  if (outcome.reason === 'time limit') toStderr(timeLimitText(settings.timeLimit))
  if (outcome.summary) report(o, outcome.summary)
  process.exit(outcome.exitCode)
}

const timeLimitText = (limit: number | null | undefined): string =>
  `pymemlab: stopped: the time limit of ${limit} s is over\n`

function start(worker: Worker, r: Omit<RunRequest, 'control'>, o: RunOptions): void {
  const control = new SharedArrayBuffer(CONTROL_WORDS * 4)
  const word = new Int32Array(control)
  process.on('SIGINT', () => {
    if (word[CONTROL_STOP] !== 0) stop(EXIT_INTERRUPTED, '')
    word[CONTROL_STOP] = 1
    setTimeout(() => stop(EXIT_INTERRUPTED, 'pymemlab: interrupted\n'), GRACE_MS).unref()
  })
  if (r.timeLimit !== undefined) {
    const text = timeLimitText(r.timeLimit)
    setTimeout(() => stop(EXIT_TIME_LIMIT, text), r.timeLimit * 1000 + GRACE_MS).unref()
  }
  worker.on('message', (m: ThreadMessage) => {
    if (m.kind === 'crash') stop(EXIT_CRASH, crashText(m.message))
    else if (m.kind === 'damaged') stop(EXIT_HEAP_DAMAGED, damageText(m.findings))
    else if (m.kind === 'done') {
      if (m.summary !== null) report(o, m.summary)
      process.exit(m.exitCode)
    }
  })
  worker.on('error', (e) => stop(EXIT_CRASH, crashText(e.stack ?? e.message)))
  worker.postMessage({ ...r, control })
}
