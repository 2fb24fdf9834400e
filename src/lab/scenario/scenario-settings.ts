/** From a scenario's block and its user's choices to the settings of a run. */
import type { ScenarioMetadata, ScenarioParameter } from '../../protocol/scenario'
import { DEFAULT_SETTINGS, type ParameterValue, type RunSettings } from '../../protocol/settings'
import { refuse } from './read-parameters'

/** A parameter that does not exist or cannot have the value; the message is made for the user. */
export class ParameterError extends Error {
  override name = 'ParameterError'
}

/** The value that `text` (of a command line or a field) stands for. Throws ParameterError. */
export function parseParameterValue(parameter: ScenarioParameter, text: string): ParameterValue {
  let value: ParameterValue = text
  if (typeof parameter.default === 'number') {
    const number = text.trim() === '' ? Number.NaN : Number(text.replaceAll('_', ''))
    if (!Number.isFinite(number)) throw wrong(parameter, 'a number', text)
    value = number
  } else if (typeof parameter.default === 'boolean') {
    if (!/^(true|false|yes|no|on|off|1|0)$/i.test(text)) throw wrong(parameter, 'true or false', text)
    value = /^(true|yes|on|1)$/i.test(text)
  }
  const refusal = refuse(parameter, value)
  if (refusal !== null) throw wrong(parameter, refusal, text)
  return value
}

const wrong = (parameter: ScenarioParameter, expected: string, value: ParameterValue): ParameterError =>
  new ParameterError(`parameter ${parameter.name}: expected ${expected}, got ${JSON.stringify(value)}`)

/** The parameter of that name. Throws ParameterError, naming those there are. */
export function findParameter(metadata: ScenarioMetadata, name: string): ScenarioParameter {
  const found = metadata.parameters.find((parameter) => parameter.name === name)
  if (found !== undefined) return found
  const names = metadata.parameters.map((parameter) => parameter.name).join(', ')
  throw new ParameterError(
    `the scenario has no parameter ${name}; ${names === '' ? 'it has none at all' : `it has ${names}`}`,
  )
}

/**
 * Settings of a run: the product's defaults, then the scenario's, then the user's. Every parameter of the scenario gets a
 * value. Throws ParameterError for a parameter that does not exist or cannot have its value.
 */
export function scenarioSettings(metadata: ScenarioMetadata, overrides: Partial<RunSettings> = {}): RunSettings {
  const chosen = overrides.parameters ?? {}
  const parameters: Record<string, ParameterValue> = {}
  for (const parameter of metadata.parameters) parameters[parameter.name] = parameter.default
  for (const [name, value] of Object.entries(chosen)) {
    const parameter = findParameter(metadata, name)
    const refusal = refuse(parameter, value)
    if (refusal !== null) throw wrong(parameter, refusal, value)
    parameters[name] = value
  }
  const given = Object.fromEntries(Object.entries(overrides).filter(([, value]) => value !== undefined))
  return { ...DEFAULT_SETTINGS, ...metadata.settings, ...given, parameters }
}
