/**
 * What each method takes, as a table that is checked when a request arrives from a window: the types of the contract end
 * where bytes come in. A missing or extra entry does not compile.
 */
import type { MethodName, Params } from '../protocol/service'
import { DEFAULT_SETTINGS, type RunSettings } from '../protocol/settings'

/** What is wrong with a value, null when nothing. */
type Check = (value: unknown) => string | null
type Table = { [M in MethodName]: { [K in keyof Params<M>]-?: Check } }

const is =
  (what: string, test: (value: unknown) => boolean): Check =>
  (value) =>
    test(value) ? null : `expected ${what}`

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value)

const text = is('a text', (v) => typeof v === 'string')
const bool = is('true or false', (v) => typeof v === 'boolean')
const natural = is('a number of 0 or more', (v) => Number.isSafeInteger(v) && (v as number) >= 0)
const bytes = is('bytes', (v) => v instanceof Uint8Array)
const object = is('an object', isObject)
const lines = is(
  'a list of line numbers',
  (v) => Array.isArray(v) && v.every((n) => Number.isSafeInteger(n) && n > 0 && n < 2 ** 31),
)
const oneOf = (...values: string[]): Check => is(values.join(', '), (v) => values.includes(v as string))
const orNull =
  (check: Check): Check =>
  (value) =>
    value === null ? null : check(value)

const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined ? null : check(value)

const within = (low: number, high: number): Check =>
  is(`a number from ${low} to ${high}`, (v) => typeof v === 'number' && v >= low && v <= high)
const whole = (low: number, high: number): Check =>
  is(`a whole number from ${low} to ${high}`, (v) => Number.isSafeInteger(v) && Number(v) >= low && Number(v) <= high)
const plainValues = is(
  'numbers, texts and truth values by name',
  (v) => isObject(v) && Object.values(v).every((x) => ['number', 'string', 'boolean'].includes(typeof x)),
)

const SETTINGS: { [K in keyof RunSettings]-?: Check } = {
  parameters: plainValues,
  thresholds: orNull(
    is(
      'three thresholds',
      (v) => Array.isArray(v) && v.length === 3 && v.every((n) => whole(0, 2 ** 31 - 1)(n) === null),
    ),
  ),
  gcEnabled: bool,
  hashSeed: whole(0, 2 ** 32 - 1),
  memoryLimit: orNull(whole(1, 2 ** 31)),
  timeLimit: orNull(within(0.001, 86_400)),
  sampleIntervalNs: whole(100, 1e12),
  maxSamples: is('an even number from 2 to 1048576', (v) => whole(2, 2 ** 20)(v) === null && Number(v) % 2 === 0),
  args: is('a list of texts', (v) => Array.isArray(v) && v.every((x) => typeof x === 'string')),
}

const settings: Check = (value) => {
  if (!isObject(value)) return 'expected an object'
  for (const key of Object.keys(DEFAULT_SETTINGS) as (keyof RunSettings)[]) {
    const problem = SETTINGS[key](value[key])
    if (problem !== null) return `${key}: ${problem}`
  }
  return null
}

const none = {}
const PARAMS: Table = {
  'app.info': none,
  'state.get': none,
  'state.set': { changes: object },
  'scenarios.list': none,
  'scenarios.read': { id: text },
  'scenarios.save': { id: orNull(text), name: text, source: text },
  'scenarios.rename': { id: text, name: text },
  'scenarios.delete': { id: text },
  'scenarios.restore': { undo: text },
  'scenarios.openFolder': { path: orNull(text) },
  'scenarios.check': { source: text },
  'run.start': { name: text, source: text, settings, breakpoints: lines, pauseAtStart: bool },
  'run.stop': { run: text },
  'run.pause': { run: text },
  'run.continue': { run: text },
  'run.step': { run: text, mode: oneOf('over', 'into', 'out') },
  'run.breakpoints': { run: text, lines },
  'run.input': { run: text, text: orNull(text) },
  'run.frames': { run: text },
  'run.variables': { run: text, frame: natural },
  'run.children': { run: text, address: text },
  'run.current': none,
  'recordings.list': none,
  'recordings.open': { id: text },
  'recordings.import': { name: text, bytes },
  'recordings.save': { id: text, name: text },
  'recordings.rename': { id: text, name: text },
  'recordings.delete': { id: text },
  'recordings.restore': { undo: text },
  'recordings.replay': { id: text },
  'recordings.compare': { a: text, b: text },
  'recordings.report': { id: text, locale: text },
  'recordings.export': { id: text, format: text, locale: optional(text) },
}

/** What is wrong with the parameters of a request, null when nothing. */
export function checkParams(method: MethodName, params: unknown): string | null {
  if (!isObject(params)) return `${method}: expected an object of parameters`
  for (const [name, check] of Object.entries<Check>(PARAMS[method])) {
    const problem = check(params[name])
    if (problem !== null) return `${method}: ${name}: ${problem}`
  }
  return null
}
