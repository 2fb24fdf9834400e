/** Runs one scenario, recorded, and gives the verdict on it. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { SCENARIO_FOLDER, scenarioFile, startRun } from '../host/run-handle'
import { type CheckRequest, checkRecording, type ScenarioCheck } from '../lab/budget'
import { RecordingBuilder } from '../lab/recording'
import { type ParsedScenario, parseScenario, scenarioSettings } from '../lab/scenario'

export interface CheckJob {
  file: string
  source: string
  scenario: ParsedScenario
  expectedOutput: string | null
}

/** Reads a scenario, its block, and the output that lies beside it as NAME.expected.txt. */
export function readJob(file: string): CheckJob {
  const source = readFileSync(file, 'utf8')
  const golden = file.replace(/(?:\.py)?$/, '.expected.txt')
  return {
    file,
    source,
    scenario: parseScenario(source, file),
    expectedOutput: existsSync(golden) ? readFileSync(golden, 'utf8').replace(/\r\n/g, '\n') : null,
  }
}

/** Input is at its end: a scenario that asks is not answered. */
export async function runJob(job: CheckJob, baseline: CheckRequest['baseline']): Promise<ScenarioCheck> {
  const { file, source, scenario, expectedOutput } = job
  const settings = scenarioSettings(scenario.metadata)
  const path = scenarioFile(file.split(/[\\/]/).pop() ?? file)
  const builder = new RecordingBuilder({
    name: scenario.metadata.title,
    file: path,
    scenario: source,
    settings,
    created: new Date().toISOString(),
  })
  // Modules of its own beside it can be imported, as with any script.
  const mounts = [{ path: SCENARIO_FOLDER, folder: resolve(dirname(file)) }]
  const handle = startRun({ file: path, source, settings, mounts }, (message) => {
    builder.apply(message)
    if (message.kind === 'paused' && message.reason === 'input') handle.post({ kind: 'input', text: null })
  })
  const outcome = await handle.done
  if (builder.manifest().totals === null) builder.abort(outcome.exitCode, outcome.reason)
  return checkRecording({
    file,
    scenario,
    recording: builder.recording(),
    scenarioFile: path,
    expectedOutput,
    baseline,
    outcome,
  })
}
