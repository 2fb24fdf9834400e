/** Settings of a run: what the scenario's block says, then what the command line says. */
import type { ParameterValue, RunSettings } from '../protocol/settings'
import { CliError, EXIT_USAGE } from './command'
import type { RunOptions } from './run-options'

/** Scripts without a block need none of the library that reads it. */
export const hasBlock = (source: string): boolean => /^# \/\/\/ script\s*$/m.test(source)

/** A script without a block declares nothing: lab.param() converts to the type of its default. */
function guessValue(text: string): ParameterValue {
  if (text === 'true' || text === 'false') return text === 'true'
  const n = Number(text)
  return text.trim() === '' || !Number.isFinite(n) ? text : n
}

/** Throws CliError for a parameter that does not exist or cannot have its value. */
export async function runSettings(o: RunOptions, source: string, fileName: string): Promise<RunSettings> {
  const { findParameter, ParameterError, parseParameterValue, parseScenario, scenarioSettings } = await import(
    '../lab/scenario'
  )
  const { metadata, problem } = parseScenario(source, fileName)
  if (problem !== undefined)
    process.stderr.write(`pymemlab: ${fileName}: ${problem.replaceAll('\n', `\n${fileName}: `)}\n`)
  const rest: Partial<RunSettings> = {
    thresholds: o.gcThresholds,
    gcEnabled: o.gcDisabled ? false : undefined,
    hashSeed: o.hashSeed,
    memoryLimit: o.memoryLimit,
    timeLimit: o.timeLimit,
    sampleIntervalNs: o.sampleIntervalNs,
    maxSamples: o.maxSamples,
    args: o.program.args,
  }
  if (!hasBlock(source)) {
    const parameters = Object.fromEntries(o.parameters.map(([name, text]) => [name, guessValue(text)]))
    return { ...scenarioSettings(metadata, rest), parameters }
  }
  try {
    const parameters = Object.fromEntries(
      o.parameters.map(([name, text]) => [name, parseParameterValue(findParameter(metadata, name), text)]),
    )
    return scenarioSettings(metadata, { ...rest, parameters })
  } catch (e) {
    throw e instanceof ParameterError ? new CliError(e.message, EXIT_USAGE) : e
  }
}
