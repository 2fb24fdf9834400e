/**
 * speedscope's own format (https://www.speedscope.app/file-format-schema.json): allocated bytes and blocks by stack, the same
 * stacks in the order of virtual time, and what was still alive at the end by line.
 */
import type { Attribution } from '../../protocol/attribution'
import type { Recording } from '../../protocol/recording'
import { functionName } from '../report/answers/place'
import { VERSION } from '../version'
import type { Exporter } from './export-format'
import { stackSpans } from './stack-spans'

interface Frame {
  name: string
  file?: string
  line?: number
}

interface SampledProfile {
  type: 'sampled'
  name: string
  unit: 'bytes' | 'none'
  startValue: number
  endValue: number
  samples: number[][]
  weights: number[]
}

interface EventedProfile {
  type: 'evented'
  name: string
  unit: 'nanoseconds'
  startValue: number
  endValue: number
  events: { type: 'O' | 'C'; frame: number; at: number }[]
}

function sampled(name: string, unit: 'bytes' | 'none', samples: number[][], weights: number[]): SampledProfile {
  const endValue = weights.reduce((sum, weight) => sum + weight, 0)
  return { type: 'sampled', name, unit, startValue: 0, endValue, samples, weights }
}

function profilesOf(attribution: Attribution, frames: Frame[]): (SampledProfile | EventedProfile)[] {
  const profiles: (SampledProfile | EventedProfile)[] = []
  const stacks = attribution.stackSamples.map((sample) => attribution.stacks[sample.stack] ?? [])
  if (stacks.length > 0) {
    const bytes = attribution.stackSamples.map((sample) => sample.bytes)
    const blocks = attribution.stackSamples.map((sample) => sample.blocks)
    const spans = stackSpans(attribution)
    profiles.push(
      sampled('allocated bytes', 'bytes', stacks, bytes),
      {
        type: 'evented',
        name: 'in order of virtual time',
        unit: 'nanoseconds',
        startValue: 0,
        endValue: spans.at(-1)?.at ?? 0,
        events: spans.map(({ frame, at, opens }) => ({ type: opens ? 'O' : 'C', frame, at })),
      },
      sampled('allocated blocks', 'none', stacks, blocks),
    )
  }
  const live = attribution.lines.filter((line) => line.liveBytes > 0)
  const frameOf = new Map<string, number>()
  const add = (frame: Frame): number => {
    const key = JSON.stringify(frame)
    let index = frameOf.get(key)
    if (index === undefined) frameOf.set(key, (index = frames.push(frame) - 1))
    return index
  }
  const liveStacks = live.map((row) => [
    add({ name: functionName(row.function), file: row.file }),
    add({ name: `${functionName(row.function)}:${row.line}`, file: row.file, line: row.line }),
  ])
  profiles.push(
    sampled(
      'live bytes at the end, by line',
      'bytes',
      liveStacks,
      live.map((row) => row.liveBytes),
    ),
  )
  return profiles
}

/** The file as an object; a run that was cut off has one empty profile. */
export function speedscopeFile(recording: Recording): object {
  const { attribution, manifest } = recording
  const frames: Frame[] = (attribution?.frames ?? []).map((f) => ({ name: f.function, file: f.file, line: f.line }))
  const profiles =
    attribution === null
      ? [sampled('cut off: nothing is known by line', 'none', [], [])]
      : profilesOf(attribution, frames)
  return {
    $schema: 'https://www.speedscope.app/file-format-schema.json',
    name: manifest.name,
    exporter: `pymemlab@${VERSION}`,
    activeProfileIndex: 0,
    shared: { frames },
    profiles,
  }
}

export const speedscope: Exporter = {
  id: 'speedscope',
  title: 'speedscope',
  extension: '.speedscope.json',
  mediaType: 'application/json',
  write: (recording) => [JSON.stringify(speedscopeFile(recording))],
}
