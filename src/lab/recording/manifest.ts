/** manifest.json: read with every field checked. */
import type { EndReason } from '../../protocol/events'
import type { Manifest } from '../../protocol/recording'
import { RECORDING_FORMAT } from '../../protocol/recording'
import type { ParameterValue, RunSettings } from '../../protocol/settings'
import type { RunTotals } from '../../protocol/totals'
import { JsonShape } from './json-shape'
import { damaged } from './recording-error'

const REASONS: readonly EndReason[] = ['finished', 'failed', 'stopped', 'time limit', 'crashed']

const whole = (value: unknown, where: string): number => {
  if (!Number.isSafeInteger(value) || (value as number) < 0) throw damaged(`${where} is not a whole number`)
  return value as number
}
const text = (value: unknown, where: string): string => {
  if (typeof value !== 'string') throw damaged(`${where} is not a text`)
  return value
}

function readParameters(shape: JsonShape): Record<string, ParameterValue> {
  for (const [name, value] of shape.entries()) {
    const type = typeof value
    if (type === 'number' ? !Number.isFinite(value) : type !== 'string' && type !== 'boolean') {
      throw damaged(`the parameter ${JSON.stringify(name)} has no value that a parameter can have`)
    }
  }
  return Object.fromEntries(shape.entries()) as Record<string, ParameterValue>
}

export function readSettings(s: JsonShape): RunSettings {
  let thresholds: [number, number, number] | null = null
  if (!s.isNull('thresholds')) {
    const three = s.list('thresholds', whole)
    if (three.length !== 3) throw damaged('there must be three thresholds')
    thresholds = three as [number, number, number]
  }
  return {
    parameters: readParameters(s.object('parameters')),
    thresholds,
    gcEnabled: s.flag('gcEnabled'),
    hashSeed: s.count('hashSeed'),
    memoryLimit: s.optional('memoryLimit'),
    timeLimit: s.optional('timeLimit'),
    sampleIntervalNs: s.count('sampleIntervalNs'),
    maxSamples: s.count('maxSamples'),
    args: s.list('args', text),
  }
}

export function readTotals(t: JsonShape): RunTotals {
  return {
    exitCode: t.number('exitCode'),
    reason: t.choice('reason', REASONS),
    virtualTimeNs: t.number('virtualTimeNs'),
    measuredNs: t.number('measuredNs'),
    rssPeak: t.count('rssPeak'),
    rssFinal: t.count('rssFinal'),
    mappedPeak: t.count('mappedPeak'),
    arenasPeak: t.count('arenasPeak'),
    arenasFinal: t.count('arenasFinal'),
    tracedPeak: t.number('tracedPeak'),
    tracedFinal: t.number('tracedFinal'),
    allocations: t.count('allocations'),
    frees: t.count('frees'),
    trackedObjects: t.number('trackedObjects'),
    objectsAlive: t.number('objectsAlive'),
    unreachable: t.number('unreachable'),
    generations: t.list('generations', (value, where) => {
      const g = new JsonShape(value, where)
      return {
        collections: g.count('collections'),
        collected: g.number('collected'),
        uncollectable: g.number('uncollectable'),
        predictedNs: g.number('predictedNs'),
        measuredNs: g.number('measuredNs'),
      }
    }),
  }
}

/** `json` is of the present format (upgrade.ts). */
export function readManifest(json: unknown): Manifest {
  const m = new JsonShape(json, 'manifest.json')
  const manifest: Manifest = {
    format: m.count('format'),
    product: m.text('product'),
    name: m.text('name'),
    created: m.text('created'),
    profile: m.choice('profile', ['cpython-3.11']),
    file: m.text('file'),
    settings: readSettings(m.object('settings')),
    scenarioHash: m.text('scenarioHash'),
    sampleIntervalNs: m.number('sampleIntervalNs'),
    samples: m.count('samples'),
    events: m.count('events'),
    chain: m.text('chain'),
    complete: m.flag('complete'),
    totals: m.isNull('totals') ? null : readTotals(m.object('totals')),
  }
  if (m.has('interruptions')) {
    manifest.interruptions = m.list('interruptions', (value, where) => {
      const i = new JsonShape(value, where)
      return { time: i.number('time'), by: i.choice('by', ['stop', 'time limit']) }
    })
  }
  if (manifest.format !== RECORDING_FORMAT) throw damaged(`manifest.json says format ${manifest.format}`)
  if (Number.isNaN(Date.parse(manifest.created))) throw damaged('manifest.json has no proper date')
  return manifest
}
