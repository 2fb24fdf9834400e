/** `pymemlab run -o`: runs a script and writes its recording while it goes on. */
import { existsSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import type { Worker } from 'node:worker_threads'
import { PART_EXTENSION, RECORDING_EXTENSION, RecordingWriter } from '../host/recording-file'
import { type RunOutcome, SCENARIO_FOLDER, scenarioFile, startRun } from '../host/run-handle'
import type { MountRequest } from '../host/run-request'
import { RecordingError } from '../lab/recording'
import { parseScenario } from '../lab/scenario'
import type { RunSettings } from '../protocol/settings'
import { CliError, EXIT_FILE, EXIT_USAGE } from './command'
import { bytes, count } from './output'
import type { RunOptions } from './run-options'
import { hasBlock } from './run-settings'

/** script-YYYYMMDD-HHMMSS.pymemlab, local time. */
export function defaultName(script: string, now: Date): string {
  const two = (n: number): string => String(n).padStart(2, '0')
  const date = `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}`
  const time = `${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}`
  return `${script}-${date}-${time}${RECORDING_EXTENSION}`
}

function outputFile(output: string, script: string, force: boolean): string {
  const file = resolve(output.endsWith(RECORDING_EXTENSION) ? output : join(output, defaultName(script, new Date())))
  if (!force && existsSync(file)) {
    throw new CliError(`${file} exists already: choose another name, or write over it with --force`, EXIT_USAGE)
  }
  if (!force && existsSync(`${file}${PART_EXTENSION}`)) {
    throw new CliError(
      `${file}${PART_EXTENSION} is there: another run is writing it, or was killed. 'pymemlab convert' makes a recording of it, --force throws it away`,
      EXIT_USAGE,
    )
  }
  const folder = dirname(file)
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new CliError(`${folder} is not a folder: make it first`, EXIT_USAGE)
  }
  return file
}

interface Subject {
  /** Name without .py: of the recording and of the scenario's file. */
  name: string
  file: string
  mounts: MountRequest[]
}

function subject(o: RunOptions): Subject {
  const { program } = o
  switch (program.kind) {
    case 'script': {
      const path = resolve(program.path)
      const name = basename(path).replace(/\.py$/, '')
      // neighbours can be imported, from a place that is the same on every machine
      return { name, file: scenarioFile(name), mounts: [{ path: SCENARIO_FOLDER, folder: dirname(path) }, ...o.mounts] }
    }
    case 'code':
      return { name: 'code', file: '<string>', mounts: o.mounts }
    case 'stdin':
      return { name: 'stdin', file: '<stdin>', mounts: o.mounts }
    case 'module':
      throw new CliError('a library module (-m) cannot be recorded: write a script that uses it', EXIT_USAGE)
  }
}

/** Runs to the end and writes the file; what went wrong with the file is an error after the run. */
export async function recordRun(
  o: RunOptions,
  source: string,
  settings: RunSettings,
  worker: Worker,
  onInterrupt: (stop: () => void) => void,
): Promise<RunOutcome> {
  const { name, file, mounts } = subject(o)
  const target = outputFile(o.output ?? '', name, o.force)
  const title = hasBlock(source) ? parseScenario(source, name).metadata.title : name
  const head = { name: title, file, scenario: source, settings, created: new Date().toISOString() }
  const writer = new RecordingWriter(target, head, o.force)
  const handle = startRun(
    {
      file,
      source,
      settings,
      mounts,
      terminal: true,
      verifyHeap: o.verifyHeap,
      summary: !o.quiet || o.json !== undefined,
    },
    (message) => writer.apply(message),
    worker,
  )
  let asked = false
  onInterrupt(() => {
    if (asked) handle.terminate()
    else handle.stop()
    asked = true
  })
  const outcome = await handle.done
  try {
    const { manifest } = writer.finish(outcome)
    if (!o.quiet) {
      const figures = `${count(manifest.samples)} samples, ${count(manifest.events)} events, ${bytes(statSync(target).size)}`
      process.stderr.write(`pymemlab: recorded         ${target} (${figures})\n`)
    }
  } catch (e) {
    if (!(e instanceof RecordingError)) throw e
    process.stderr.write(`pymemlab: ${e.message}\n`)
    if (outcome.exitCode === 0) return { ...outcome, exitCode: EXIT_FILE }
  }
  return outcome
}
