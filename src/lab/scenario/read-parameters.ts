/** `[tool.pymemlab.parameters]`: what a reader of the scenario may turn. */
import type { ScenarioParameter } from '../../protocol/scenario'
import type { ParameterValue } from '../../protocol/settings'
import { isTable, type TableReader } from './table-reader'

export const PARAMETER_KEYS = ['title', 'default', 'minimum', 'maximum', 'step', 'choices'] as const

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/

export const isParameterValue = (value: unknown): value is ParameterValue =>
  typeof value === 'string' || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))

/** `chunk_size` as a caption: "Chunk size". */
export const captionOf = (name: string): string => {
  const words = name.replace(/[_-]+/g, ' ').trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** Reports, and leaves out, parameters that make no sense. */
export function readParameters(reader: TableReader, problems: string[]): ScenarioParameter[] {
  const parameters: ScenarioParameter[] = []
  for (const name of reader.keys()) {
    if (!NAME.test(name)) {
      problems.push(`${reader.path}.${name}: a parameter's name has letters, digits and _ only`)
      continue
    }
    const value = reader.value(name)
    if (isParameterValue(value)) {
      parameters.push({ name, title: captionOf(name), default: value })
      continue
    }
    if (!isTable(value)) {
      reader.complain(name, 'a number, a text, true or false, or a table with default and title')
      continue
    }
    const parameter = readParameter(name, reader.inner(name)!, problems)
    if (parameter !== undefined) parameters.push(parameter)
  }
  return parameters
}

function readParameter(name: string, reader: TableReader, problems: string[]): ScenarioParameter | undefined {
  const before = problems.length
  reader.onlyKeys(PARAMETER_KEYS)
  const title = reader.text('title') ?? captionOf(name)
  if (!reader.has('default')) {
    problems.push(`${reader.path}: a parameter needs a default`)
    return undefined
  }
  const value = reader.get('default', 'a number, a text, true or false', (v) => (isParameterValue(v) ? v : null))
  if (value === undefined) return undefined
  const parameter: ScenarioParameter = { name, title, default: value }

  const type = typeof value
  const choices = reader.get('choices', `a list of at least two values of the type of default`, (v) =>
    Array.isArray(v) && v.length >= 2 && v.every((c) => isParameterValue(c) && typeof c === type)
      ? (v as ParameterValue[])
      : null,
  )
  if (choices !== undefined) parameter.choices = choices
  for (const key of ['minimum', 'maximum', 'step'] as const) {
    if (!reader.has(key)) continue
    if (type !== 'number') {
      problems.push(`${reader.path}.${key}: only a parameter whose default is a number has one`)
      continue
    }
    const bound = reader.number(key)
    if (bound !== undefined) parameter[key] = bound
  }
  if (parameter.step !== undefined && parameter.step <= 0) reader.complain('step', 'a number above 0')
  const { minimum, maximum } = parameter
  if (minimum !== undefined && maximum !== undefined && minimum > maximum)
    problems.push(`${reader.path}: minimum ${minimum} is above maximum ${maximum}`)
  else {
    const refusal = refuse(parameter, value)
    if (refusal !== null) problems.push(`${reader.path}.default: expected ${refusal}, got ${JSON.stringify(value)}`)
  }
  return problems.length === before ? parameter : undefined
}

/** What was expected instead of `value`; null when the parameter may have it. */
export function refuse(parameter: ScenarioParameter, value: ParameterValue): string | null {
  const { minimum, maximum, choices } = parameter
  const type = typeof parameter.default
  if (typeof value !== type) return { number: 'a number', string: 'a text', boolean: 'true or false' }[type as 'number']
  if (choices !== undefined && !choices.includes(value)) return `one of ${choices.join(', ')}`
  if (typeof value !== 'number') return null
  if (minimum !== undefined && value < minimum) return `at least ${minimum}`
  if (maximum !== undefined && value > maximum) return `at most ${maximum}`
  return null
}
