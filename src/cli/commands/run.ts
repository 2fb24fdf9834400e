/** `pymemlab run`: executes a script, a piece of code or a module in a simulated process. */
import { readFileSync, writeFileSync, writeSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { isatty } from 'node:tty'
import { setFlagsFromString } from 'node:v8'
import { SHARE_ENV, Worker } from 'node:worker_threads'
import type { Program } from '../../runtime/process'
import {
  EXIT_CRASH,
  EXIT_HEAP_DAMAGED,
  EXIT_TIME_LIMIT,
  type RunRequest,
  type RunSummary,
  type WorkerMessage,
} from '../protocol'
import { parseRun, type RunOptions } from '../run-options'
import { summaryText } from '../summary'

/** Small functions of the runtime are meant to be inlined into generated code. */
const V8_FLAGS = ['--max-inlined-bytecode-size-cumulative=3000', '--max-inlined-bytecode-size=800']
const STACK_MB = 256
const EXIT_INTERRUPTED = 130
/** A script that does not react to the first Ctrl+C or to its time limit is stopped after this long. */
const GRACE_MS = 2000

const toStderr = (text: string): void => {
  writeSync(2, text)
}

function request(o: RunOptions, control: SharedArrayBuffer): RunRequest {
  const mounts = [...o.mounts]
  const cwd = process.cwd()
  const program: Program = o.program.kind === 'stdin' ? { ...o.program, code: readFileSync(0, 'utf8') } : o.program
  if (program.kind === 'script') {
    const path = resolve(program.path)
    const folder = dirname(path)
    if (!mounts.some((m) => m.path === folder)) mounts.push({ path: folder, folder })
  } else if (program.kind === 'module' && !mounts.some((m) => m.path === cwd)) {
    mounts.push({ path: cwd, folder: cwd })
  }
  return {
    program,
    hashSeed: o.hashSeed,
    cwd,
    mounts,
    gcThresholds: o.gcThresholds,
    memoryLimit: o.memoryLimit,
    timeLimit: o.timeLimit,
    verifyHeap: o.verifyHeap,
    summary: !o.quiet || o.json !== undefined,
    terminals: [isatty(0), isatty(1), isatty(2)],
    control,
    archive: join(dirname(createRequire(import.meta.url).resolve('pyodide/package.json')), 'python_stdlib.zip'),
    compiledLibrary: join(import.meta.dirname, 'stdlib.bin'),
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

/** The thread starts, and loads the runtime, while the options are read. */
function startWorker(): Worker {
  for (const flag of V8_FLAGS) setFlagsFromString(flag)
  const file = join(import.meta.dirname, 'cli-thread.cjs')
  return new Worker(file, { resourceLimits: { stackSizeMb: STACK_MB }, env: SHARE_ENV, trackUnmanagedFds: false })
}

export function runCommand(args: string[]): void {
  const worker = startWorker()
  const o = parseRun(args)
  if (typeof o === 'number') {
    process.exitCode = o
    void worker.terminate()
    return
  }
  const control = new SharedArrayBuffer(8)
  const word = new Int32Array(control)
  const stop = (code: number, text: string): void => {
    toStderr(text)
    process.exit(code)
  }
  process.on('SIGINT', () => {
    if (word[0] !== 0) stop(EXIT_INTERRUPTED, '')
    word[0] = 1
    setTimeout(() => stop(EXIT_INTERRUPTED, 'pymemlab: interrupted\n'), GRACE_MS).unref()
  })
  if (o.timeLimit !== undefined) {
    const text = `pymemlab: stopped: the time limit of ${o.timeLimit} s is over\n`
    setTimeout(() => stop(EXIT_TIME_LIMIT, text), o.timeLimit * 1000 + GRACE_MS).unref()
  }
  worker.on('message', (m: WorkerMessage) => {
    if (m.kind === 'crash')
      stop(EXIT_CRASH, `pymemlab: internal error (a bug of pymemlab, not of the script)\n${m.message}\n`)
    else if (m.kind === 'damaged') stop(EXIT_HEAP_DAMAGED, damageText(m.findings))
    else {
      if (m.summary !== null) report(o, m.summary)
      process.exit(m.exitCode)
    }
  })
  worker.on('error', (e) =>
    stop(EXIT_CRASH, `pymemlab: internal error (a bug of pymemlab, not of the script)\n${e.stack ?? e.message}\n`),
  )
  worker.postMessage(request(o, control))
}
