/** `[tool.pymemlab.settings]`: how the scenario wants to be run unless its user says otherwise. */
import type { RunSettings } from '../../protocol/settings'
import type { TableReader } from './table-reader'
import { parseSize, parseTime } from './units'

export const SETTING_KEYS = [
  'thresholds',
  'gc-enabled',
  'hash-seed',
  'memory-limit',
  'time-limit',
  'sample-interval',
  'max-samples',
  'args',
] as const

const LARGEST_THRESHOLD = 2 ** 31 - 1
/** The samples of a run have to fit into memory whatever a scenario asks for. */
const MOST_SAMPLES = 2 ** 20

function thresholds(value: unknown): [number, number, number] | null {
  const list = Array.isArray(value) ? value : []
  const fits = (n: unknown): boolean => Number.isInteger(n) && (n as number) >= 0 && (n as number) <= LARGEST_THRESHOLD
  if (list.length < 1 || list.length > 3 || !list.every(fits)) return null
  return [list[0], list[1] ?? 10, list[2] ?? 10]
}

export function readSettings(reader: TableReader): Partial<RunSettings> {
  reader.onlyKeys(SETTING_KEYS)
  const read: { [K in keyof RunSettings]?: RunSettings[K] | undefined } = {
    thresholds: reader.get('thresholds', 'one to three whole numbers such as [700, 10, 10]', thresholds),
    gcEnabled: reader.flag('gc-enabled'),
    hashSeed: reader.whole('hash-seed', 0, 4294967295),
    memoryLimit: reader.get('memory-limit', 'a size above 0 such as "64 MiB"', (v) => parseSize(v) || null),
    timeLimit: reader.get('time-limit', 'a time such as "10 s"', (v) => (parseTime(v) || null) && parseTime(v)! / 1e9),
    sampleIntervalNs: reader.get('sample-interval', 'a time of at least "1 us"', (v) => {
      const ns = parseTime(v)
      return ns !== null && ns >= 1000 ? Math.round(ns) : null
    }),
    maxSamples: reader.get('max-samples', `an even whole number from 16 to ${MOST_SAMPLES}`, (v) =>
      Number.isInteger(v) && (v as number) >= 16 && (v as number) <= MOST_SAMPLES && (v as number) % 2 === 0
        ? (v as number)
        : null,
    ),
    args: reader.get('args', 'a list of texts', (v) =>
      Array.isArray(v) && v.every((a) => typeof a === 'string') ? (v as string[]) : null,
    ),
  }
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined))
}
