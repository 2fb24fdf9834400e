/** `pymemlab run`: executes a script, a piece of code or a module in a simulated process. */
import { readFileSync, writeFileSync, writeSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { isatty } from 'node:tty'
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
import type { Program } from '../../runtime/process'
import { parseRun, type RunOptions } from '../run-options'
import { summaryText } from '../summary'

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
    gcEnabled: true,
    memoryLimit: o.memoryLimit,
    timeLimit: o.timeLimit,
    verifyHeap: o.verifyHeap,
    summary: !o.quiet || o.json !== undefined,
    terminals: [isatty(0), isatty(1), isatty(2)],
    control,
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

export function runCommand(args: string[]): void {
  // it loads the runtime while the options are read
  const worker = startThread()
  const o = parseRun(args)
  if (typeof o === 'number') {
    process.exitCode = o
    void worker.terminate()
    return
  }
  const control = new SharedArrayBuffer(CONTROL_WORDS * 4)
  const word = new Int32Array(control)
  const stop = (code: number, text: string): void => {
    toStderr(text)
    process.exit(code)
  }
  process.on('SIGINT', () => {
    if (word[CONTROL_STOP] !== 0) stop(EXIT_INTERRUPTED, '')
    word[CONTROL_STOP] = 1
    setTimeout(() => stop(EXIT_INTERRUPTED, 'pymemlab: interrupted\n'), GRACE_MS).unref()
  })
  if (o.timeLimit !== undefined) {
    const text = `pymemlab: stopped: the time limit of ${o.timeLimit} s is over\n`
    setTimeout(() => stop(EXIT_TIME_LIMIT, text), o.timeLimit * 1000 + GRACE_MS).unref()
  }
  worker.on('message', (m: ThreadMessage) => {
    if (m.kind === 'crash')
      stop(EXIT_CRASH, `pymemlab: internal error (a bug of pymemlab, not of the script)\n${m.message}\n`)
    else if (m.kind === 'damaged') stop(EXIT_HEAP_DAMAGED, damageText(m.findings))
    else if (m.kind === 'done') {
      if (m.summary !== null) report(o, m.summary)
      process.exit(m.exitCode)
    }
  })
  worker.on('error', (e) =>
    stop(EXIT_CRASH, `pymemlab: internal error (a bug of pymemlab, not of the script)\n${e.stack ?? e.message}\n`),
  )
  worker.postMessage(request(o, control))
}
